import Documents
import Foundation
import Grants
import Storage

/// The cases of an export, read part by part in the order of their list.
struct ExportSource: Sendable {
    let errand: ErrandRow
    let order: ExportOrder
    let ids: [ID<Case>]
    let cells: CaseCells
    let columns: [CaseColumn]
    let versions: [(programme: String, version: Int)]
    /// Wherever it is read, it has what was there when the export began.
    let began: Database.Position?

    /// More than any list has.
    static let most = 1_000_000_000
    /// Cases that are read at once.
    static let part = 500

    var heads: [String] { order.columns.flatMap(\.heads) }
    var parts: [ArraySlice<ID<Case>>] {
        stride(from: 0, to: ids.count, by: ExportSource.part).map { ids[$0..<min($0 + ExportSource.part, ids.count)] }
    }
    /// Whether answers must be read for it.
    var readsAnswers: Bool {
        order.content == .answers || columns.contains { if case .field = $0 { true } else { false } }
    }
}

/// A part of the cases with what cells are made from.
struct ExportPart: Sendable {
    let rows: [CaseRow]
    let answers: [ID<Case>: [String: JSON]]
    let scores: [ID<Case>: [FiledAnswers.Scored]]
}

/// Says how far an errand has come, not more often than people look, and stops one that was called off.
actor ErrandProgress {
    private let installation: Installation
    private let errand: ID<ErrandRow>
    private let total: Int
    private var said = ContinuousClock.now

    init(_ installation: Installation, _ errand: ID<ErrandRow>, total: Int) {
        self.installation = installation
        self.errand = errand
        self.total = total
    }

    /// - Throws: when nothing more is wanted.
    func at(_ done: Int, isLast: Bool = false) async throws {
        try Task.checkCancellation()
        guard done == 0 || isLast || said + .milliseconds(300) <= .now else { return }
        said = .now
        let (errand, total) = (errand, total)
        guard try await installation.database.write({ try Errands($0).advance(errand, done: done, of: total) }) else {
            throw ErrandEnd.cancelled
        }
    }
}

extension Installation {
    /// Writes an export into the store of results.
    func runExport(_ errand: ErrandRow, by officer: Officer) async throws -> ErrandRow.File {
        guard let order = ExportOrder(encoded: errand.parameters) else { throw Refusal.noErrand }
        let source = try await exportSource(errand, order, for: officer)
        guard !source.ids.isEmpty else {
            throw ErrandEnd.failed(Text("書き出す案件がありません", en: "There are no cases to export"))
        }
        let progress = ErrandProgress(self, errand.id, total: source.ids.count)
        try await progress.at(0)
        let incoming = try files.results().receive(maximumBytes: .max)
        do {
            switch order.format {
            case .csv: try await writeCSV(source, .utf8, to: incoming, progress)
            case .csv932: try await writeCSV(source, .windows31J, to: incoming, progress)
            case .xlsx: try await writeWorkbook(source, to: incoming, progress)
            case .zip: try await writeArchive(source, to: incoming, progress)
            }
        } catch {
            incoming.abandon()
            throw error
        }
        try await progress.at(source.ids.count, isLast: true)
        let name = order.isEnglish ? "cases" : "案件一覧"
        let stored = try await incoming.finish()
        return result(
            stored, "\(name)-\(JapanTime(now).day.iso).\(order.format.ending)", order.format.mediaType)
    }

    func result(_ stored: FileStore.Stored, _ name: String, _ mediaType: String) -> ErrandRow.File {
        ErrandRow.File(
            sha256: stored.sha256, size: stored.size, name: name, mediaType: mediaType,
            until: now.adding(days: Installation.resultDays))
    }

    /// Which cases, as they stand in the list at this moment.
    private func exportSource(
        _ errand: ErrandRow, _ order: ExportOrder, for officer: Officer
    ) async throws -> ExportSource {
        let query = order.query?.limited(to: officer, on: JapanTime(now).day)
        let began = try await database.reached()
        let (ids, versions) = try await database.readAnywhere(notBefore: began) {
            connection -> ([ID<Case>], [(programme: String, version: Int)]) in
            let ids =
                try query.map { try $0.ids(ExportSource.most, on: connection) }
                ?? CaseRow.all(Errands(connection).lines(of: errand.id).compactMap(\.case), on: connection)
                .filter(officer.handles).map(\.id)
            return (ids, try CaseRow.programmes(of: ids, on: connection))
        }
        return ExportSource(
            errand: errand, order: order, ids: ids,
            cells: CaseCells(published.current, isEnglish: order.isEnglish, now: now),
            columns: order.columns.compactMap { CaseColumn(key: $0.key) }, versions: versions, began: began)
    }

    func read(_ part: ArraySlice<ID<Case>>, of source: ExportSource) async throws -> ExportPart {
        let ids = Array(part)
        let readsScores = source.order.content == .answers && source.order.format == .xlsx
        return try await database.readAnywhere(notBefore: source.began) { connection in
            let filed = FiledAnswers(connection)
            return ExportPart(
                rows: try CaseRow.all(ids, on: connection),
                answers: source.readsAnswers ? try filed.known(ids) : [:],
                scores: readsScores ? try filed.scores(ids) : [:])
        }
    }

    // MARK: CSV

    private func writeCSV(
        _ source: ExportSource, _ encoding: CSV.Encoding, to file: Incoming, _ progress: ErrandProgress
    ) async throws {
        let fields =
            source.order.content == .answers
            ? ExportFields(source.versions, in: published.current, isEnglish: source.order.isEnglish) { _ in true }
            : nil
        try file.write(try CSV.write([source.heads + (fields?.titles ?? [])], encoding: encoding))
        var done = 0
        for ids in source.parts {
            let part = try await read(ids, of: source)
            let start = done
            let bytes = try await offEventLoop { () throws -> [UInt8] in
                let rows = part.rows.map { row in
                    source.columns.flatMap { source.cells.texts($0, row, part.answers[row.id]) }
                        + (fields?.cells(row, part.answers[row.id]).map(\.words) ?? [])
                }
                do throws(CSVError) {
                    return try CSV.write(rows, encoding: encoding)
                } catch {
                    let message = error.after(rows: start + 1).message
                    throw ErrandEnd.failed(Text(message.ja, en: message.en))
                }
            }
            // Only a file's beginning has a byte order mark.
            try file.write(encoding == .utf8 ? Array(bytes.dropFirst(3)) : bytes)
            done += ids.count
            try await progress.at(done)
        }
    }
}
