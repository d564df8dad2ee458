import Documents
import Grants
import Storage

/// What one line of a file of decisions asks for.
public struct DecisionOrder: Sendable, Equatable, ErrandParameters {
    /// Nil where the line only has the office's own fields filled in.
    public var act: BulkAct?
    /// The office's own fields by name, as the cells hold them. Empty cells leave what is there.
    public var entry: [String: String]

    /// What the office's fields hold with the line's cells written over them.
    func typed(with judge: Judge, on filing: Filing) throws -> Typed {
        var typed = judge.typedEntry(on: filing)
        for (name, cell) in entry {
            guard let field = judge.form.officeFields.first(where: { $0.name == name }) else { throw Refusal.noFiling }
            typed.boxes.merge(field.boxes(pasted: cell, in: "")) { $1 }
        }
        return typed
    }
}

/// The columns of a file of decisions (結果のCSV).
enum DecisionColumns {
    static let number = "申請番号"
    static let outcome = "結果"
    static let reason = "理由"
    /// For people to recognise the case; what they hold is not read.
    static let ignored = ["法人名", "事業名", "審査段階"]

    /// The office's own fields that a cell can hold.
    static func fields(of form: Form) -> [Field] {
        form.officeFields.filter { field in
            if field.calculation != nil || field.type.isFile { return false }
            if case .table = field.type { return false }
            return true
        }
    }
}

/// Reads lines of a file of decisions against the cases as they are.
struct DecisionReader {
    /// Each column's head, as it is compared.
    private let heads: [String]
    private let titles: [String]
    private let rows: [(line: Int, cells: [String])]

    /// - Throws: a refusal where the head does not name what is needed, or there is nothing or too much to read.
    init(_ bytes: [UInt8]) throws {
        var limits = CSV.Limits.standard
        limits.rows = Installation.mostDecisions * 2
        limits.columns = 300
        let lines: [[String]]
        do throws(CSVError) {
            lines = try CSV.read(bytes, limits: limits)
        } catch {
            throw Refusal(.invalid, Text(error.message.ja, en: error.message.en), field: "file")
        }
        let filled = lines.enumerated().filter { $0.element.contains { !Plain.line($0).isEmpty } }
        titles = filled.first?.element.map(Plain.line) ?? []
        heads = titles.map(Plain.searchable)
        for needed in [DecisionColumns.number, DecisionColumns.outcome]
        where !heads.contains(Plain.searchable(needed)) {
            throw Refusal(
                .invalid,
                Text(
                    "1行目に「\(needed)」の列がありません。ひな形の列の名前のまま使ってください",
                    en: "The first line has no column “\(needed)”: keep the names of the template"),
                field: "file")
        }
        rows = filled.dropFirst().map { ($0.offset + 1, $0.element.map(DecisionReader.plain)) }
        guard !rows.isEmpty else {
            throw Refusal(.invalid, Text("読み取る行がありません", en: "There are no lines to read"), field: "file")
        }
        guard rows.count <= Installation.mostDecisions else {
            throw Refusal(
                .invalid,
                Text(
                    "一度に読み取れるのは\(Installation.mostDecisions)行までです（\(rows.count)行あります）。分けてください",
                    en: "At most \(Installation.mostDecisions) lines at once (there are \(rows.count))"), field: "file")
        }
    }

    /// A cell without the apostrophe that keeps spreadsheets from computing it.
    private static func plain(_ cell: String) -> String {
        let isKept = cell.hasPrefix("'") && cell.dropFirst().first.map { "=+-@＝＋－＠\t\r".contains($0) } == true
        return isKept ? String(cell.dropFirst()) : cell
    }

    /// The numbers that are named, each once.
    var numbers: [String] {
        Array(Set(rows.map { Plain.code(cell(DecisionColumns.number, of: $0.cells)) }))
    }

    private func cell(_ title: String, of cells: [String]) -> String {
        guard let place = heads.firstIndex(of: Plain.searchable(title)), place < cells.count else { return "" }
        return cells[place]
    }

    /// The lines as an errand has them; one that makes no sense fails from the beginning, and says in which column.
    func lines(_ find: (String) throws -> (row: CaseRow, state: Case, programme: Programme)?) rethrows -> [ErrandLine] {
        var seen: Set<String> = []
        return try rows.map { line, cells in
            let number = Plain.code(cell(DecisionColumns.number, of: cells))
            func wrong(_ text: Text, _ found: CaseRow? = nil) -> ErrandLine {
                ErrandLine(
                    seq: line, case: nil, number: String(number.prefix(40)),
                    title: found?.organisationName ?? "", seen: 0, state: .failed, message: text)
            }
            func wrong(_ column: String, _ ja: String, _ en: String, _ found: CaseRow? = nil) -> ErrandLine {
                wrong(Text("「\(column)」の列：\(ja)", en: "\(column): \(en)"), found)
            }
            guard !number.isEmpty else { return wrong(DecisionColumns.number, "空です", "it is empty") }
            guard let (row, state, programme) = try find(number), let filing = state.pending,
                let stage = state.stage(of: filing, under: programme)
            else {
                return wrong(
                    DecisionColumns.number, "この番号の案件は、担当窓口にありません", "there is no such case at your windows")
            }
            guard seen.insert(number).inserted else {
                return wrong(DecisionColumns.number, "同じ番号が前の行にもあります", "a line before has it too", row)
            }
            do throws(Refusal) {
                let order = try order(cells, filing, stage, programme)
                return ErrandLine(
                    seq: line, case: row.id, number: row.number, title: row.organisationName,
                    data: order.encoded, seen: row.seq)
            } catch {
                return wrong(error.message, row)
            }
        }
    }

    private func order(
        _ cells: [String], _ filing: Filing, _ stage: Stage, _ programme: Programme
    ) throws(Refusal) -> DecisionOrder {
        var order = DecisionOrder(act: nil, entry: [:])
        let fields = programme.form(of: filing.procedure).map(DecisionColumns.fields) ?? []
        for (place, head) in heads.enumerated() where place < cells.count && !Plain.line(cells[place]).isEmpty {
            if ([DecisionColumns.number, DecisionColumns.outcome, DecisionColumns.reason] + DecisionColumns.ignored)
                .contains(where: { Plain.searchable($0) == head })
            {
                continue
            }
            guard let field = fields.first(where: { [$0.label.ja, $0.name].map(Plain.searchable).contains(head) })
            else {
                throw Refusal(
                    .invalid,
                    Text(
                        "「\(titles[place])」の列：この案件のフォームに、事務局が記入するこの項目はありません",
                        en: "\(titles[place]): the form of this case has no such field for the office"))
            }
            order.entry[field.name] = cells[place]
        }
        let typed = Plain.line(cell(DecisionColumns.outcome, of: cells))
        if typed.isEmpty {
            guard !order.entry.isEmpty else {
                throw Refusal(.invalid, Text("「\(DecisionColumns.outcome)」の列：空です", en: "The result is empty"))
            }
            return order
        }
        let outcome = stage.outcomes.first { outcome in
            outcome.id == typed || outcome.names.contains { Plain.searchable($0) == Plain.searchable(typed) }
        }
        guard let outcome else {
            let labels = stage.outcomes.map(\.label)
            throw Refusal(
                .invalid,
                Text(
                    "「\(DecisionColumns.outcome)」の列：「\(typed.prefix(40))」は「\(stage.name.ja)」の段階の結果にありません。「\(labels.map(\.ja).joined(separator: "」「"))」のどれかにしてください",
                    en:
                        "“\(typed.prefix(40))” is no result of this stage: \(labels.map { $0.in(english: true) }.joined(separator: ", "))"
                ))
        }
        let kind: BulkAct.Kind =
            switch outcome.target {
            case .stage: .move
            case .applicant: .giveBack
            case .end: .propose
            }
        order.act = BulkAct(
            kind, outcome: "\(filing.procedure)/\(stage.id)/\(outcome.id)",
            text: cell(DecisionColumns.reason, of: cells))
        return order
    }
}

extension Outcome {
    /// What people call it: its label, and how it ends.
    fileprivate var names: [String] {
        var names = [label.ja, label.in(english: true)]
        if case .end(let verdict) = target { names += [verdict.title.ja, verdict.title.in(english: true)] }
        return names
    }
}
