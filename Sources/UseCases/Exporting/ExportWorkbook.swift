import Documents
import Foundation
import Grants
import Storage

/// A workbook being written: a sheet of cases, one for each table, one of score sheets. Its rows wait on disk.
private actor ExportBook {
    private let writer: WorkbookWriter
    private let source: ExportSource
    private let fields: ExportFields
    private let tables: ExportFields
    private let columns: [[Field]]
    private let criteria: [String]
    private var cases = 0
    private var sheets: [Int] = []
    private var scores: Int?

    init(_ source: ExportSource, in offer: Offer, at now: Instant) async throws {
        self.source = source
        let isEnglish = source.order.isEnglish
        let versions = source.order.content == .answers ? source.versions : []
        fields = ExportFields(versions, in: offer, isEnglish: isEnglish) { !$0.isTable }
        tables = ExportFields(versions, in: offer, isEnglish: isEnglish) { $0.isTable }
        columns = tables.places.indices.map(tables.columns)
        var (criteria, seen): ([String], Set<String>) = ([], [])
        for (id, version) in versions {
            for field in offer.definition(id, version: version)?.sheets.flatMap(\.fields) ?? []
            where !field.type.isNote && seen.insert(field.label.in(english: isEnglish)).inserted {
                criteria.append(field.label.in(english: isEnglish))
            }
        }
        self.criteria = criteria
        writer = try WorkbookWriter(created: Date(now))
        try begin()
    }

    private func say(_ ja: String, _ en: String) -> String { source.order.isEnglish ? en : ja }

    private func begin() throws {
        func heads(_ titles: [String]) -> [WorkbookWriter.Column] { titles.map { .init($0, width: 18) } }
        let named = [say("申請番号", "Number"), say("法人名", "Organisation")]
        cases = try writer.addSheet(say("案件", "Cases"), columns: heads(source.heads + fields.titles))
        for (index, title) in tables.titles.enumerated() {
            let own = columns[index].map { $0.label.in(english: source.order.isEnglish) }
            sheets.append(try writer.addSheet(title, columns: heads(named + [say("行", "Row")] + own)))
        }
        guard !criteria.isEmpty else { return }
        scores = try writer.addSheet(
            say("審査票", "Score sheets"),
            columns: heads(
                named + [
                    say("手続き", "Procedure"), say("審査段階", "Stage"), say("審査員", "Reviewer"), say("合計", "Total"),
                ] + criteria))
    }

    func add(_ part: ExportPart, in offer: Offer) throws {
        for row in part.rows {
            let answers = part.answers[row.id]
            let own = source.columns.flatMap { source.cells.cells($0, row, answers) } + fields.cells(row, answers)
            try writer.add(own.map(\.cell), to: cases)
            let named: [WorkbookWriter.Cell] = [.text(row.number), .text(row.organisationName)]
            for (index, sheet) in sheets.enumerated() {
                for line in tables.lines(index, row, answers, columns: columns[index]) {
                    try writer.add(named + line.map(\.cell), to: sheet)
                }
            }
            guard let scores else { continue }
            for scored in part.scores[row.id] ?? [] {
                try writer.add(named + cells(of: scored, row, in: offer), to: scores)
            }
        }
    }

    private func cells(of scored: FiledAnswers.Scored, _ row: CaseRow, in offer: Offer) -> [WorkbookWriter.Cell] {
        let english = source.order.isEnglish
        let programme = offer.definition(row.programme, version: row.version)
        let procedure = programme?.flow.procedure(scored.procedure)
        let stage = procedure?.stage(scored.stage)
        let sheet = stage?.sheet.flatMap { programme?.sheet($0) }
        var cells: [String: WorkbookWriter.Cell] = [:]
        for field in sheet?.fields ?? [] {
            guard let json = scored.answers[field.name], let answer = Answer(json: json, type: field.type) else {
                continue
            }
            cells[field.label.in(english: english)] = ExportCell(answer, as: field, english: english).cell
        }
        return [
            .text(procedure?.name.in(english: english) ?? scored.procedure),
            .text(stage?.name.in(english: english) ?? scored.stage), .text(scored.reviewer),
            scored.total.integer.map { .number($0) } ?? .decimal(scored.total.fixed(2)),
        ] + criteria.map { cells[$0] ?? .blank }
    }

    func finish(to file: Incoming) throws { try writer.finish { try file.write($0) } }
}

extension Installation {
    /// Writes the cases as a workbook.
    func writeWorkbook(_ source: ExportSource, to file: Incoming, _ progress: ErrandProgress) async throws {
        let offer = published.current
        do {
            let book = try await ExportBook(source, in: offer, at: now)
            var done = 0
            for ids in source.parts {
                try await book.add(try await read(ids, of: source), in: offer)
                done += ids.count
                try await progress.at(done)
            }
            try await book.finish(to: file)
        } catch let error as WorkbookWritingError {
            throw ErrandEnd.failed(Text(error.message.ja, en: error.message.en))
        }
    }
}
