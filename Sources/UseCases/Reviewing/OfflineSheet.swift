import Documents
import Foundation
import Grants

import struct FEEL.Number

/// 審査票 as a workbook to be filled in away from the portal: a line for each case and question. The last cell of a line says
/// what it is for; nothing else is looked at when it comes back, so that lines may be sorted, and columns made wider.
public enum OfflineSheet {
    static let sheetName = "審査票"
    private static let heads: [WorkbookWriter.Column] = [
        .init("申請番号", width: 18), .init("事業名", width: 28), .init("項目", width: 22), .init("記入のしかた", width: 42),
        .init("記入", width: 40), .init("照合番号（変更しないでください）", width: 34),
    ]
    /// Where answers and what they are for stand, from 0.
    private static let (answerColumn, keyColumn) = (4, 5)

    /// The fields a line stands for.
    static func fields(of task: ReviewTask) -> [Field] { task.sheet.fields.filter(\.isAsked) }

    /// The workbook of some tasks, with what was saved so far.
    public static func workbook(_ tasks: [ReviewTask], at now: Instant) throws -> [UInt8] {
        let writer = try WorkbookWriter(created: Date(now))
        try writer.addSheet(sheetName, columns: heads)
        for task in tasks {
            for field in fields(of: task) {
                try writer.add([
                    .text(task.number), .text(cut(task.title)), .text(field.label.ja), .text(cut(guide(field))),
                    .text(cut(answer(field, task.typed))), .text(key(task.assignment.id, field)),
                ])
            }
        }
        return try writer.finish()
    }

    private static func key(_ assignment: ID<CaseEvent.Assignment>, _ field: Field) -> String {
        "\(assignment.text)#\(field.id)"
    }

    private static func cut(_ text: String) -> String { String(text.prefix(8_000)) }

    /// What may be written, with what each point means.
    private static func guide(_ field: Field) -> String {
        var lines: [String] = []
        switch field.type {
        case .integer(let limits):
            if let choices = limits.choices { lines.append("\(choices.lowerBound)から\(choices.upperBound)までの整数") }
            lines += limits.anchors.map { "\($0.points)：\($0.label.ja)" }
        case .choice(let choices): lines.append("次のどれか：" + choices.map(\.label.ja).joined(separator: "、"))
        case .choices(let choices, _): lines.append("次から「、」で区切って：" + choices.map(\.label.ja).joined(separator: "、"))
        case .yesNo: lines.append("はい か いいえ")
        case .longText(let limits): if let most = limits.maximum { lines.append("\(most)文字まで") }
        default: break
        }
        if field.required == .yes { lines.insert("必須", at: 0) }
        if let help = field.help { lines.append(help.ja) }
        return lines.joined(separator: "\n")
    }

    /// What stands in a field's boxes, as it is read back.
    private static func answer(_ field: Field, _ typed: Typed) -> String {
        switch field.type {
        case .integer, .decimal, .money, .rate, .text, .longText: typed.first(field.name)
        default: typed.words(of: field)
        }
    }

    // MARK: Reading

    /// Something about a cell.
    public struct Finding: Sendable {
        /// `E12`; nil for the file as a whole.
        public let cell: String?
        public let message: Text
    }

    /// A case's answers as the workbook has them.
    public struct Entry: Sendable {
        public let task: ReviewTask
        /// The boxes to be saved.
        public let boxes: [String: [String]]
        /// The cell of each field that was read.
        public let cells: [String: String]
        public let judgement: Judgement
        public let typed: Typed

        public var total: Number { task.sheet.total(judgement.answers) }
        /// Whether it could be submitted as it stands.
        public var isComplete: Bool { judgement.errors.isEmpty }
        /// Wrong answers, with their cells; what is only missing is not among them.
        public var findings: [Finding] {
            judgement.errors.filter { !$0.isMissing }.map { Finding(cell: cells[$0.field], message: $0.message) }
        }
    }

    /// What a workbook says, before anything of it is saved.
    public struct Reading: Sendable {
        public let entries: [Entry]
        public let findings: [Finding]
    }

    /// What is read at most: a thousand cases of thirty questions.
    public static var limits: Workbook.Limits {
        var limits = Workbook.Limits.standard
        limits.bytes = 10_000_000
        limits.unpackedBytes = 60_000_000
        limits.rows = 30_000
        limits.columns = 100
        limits.sheets = 20
        return limits
    }

    /// Reads a workbook that came back. What is for no open task of the reviewer is told of and left out: whose it is, and
    /// whether there is such a thing, is not said.
    public static func read(_ bytes: [UInt8], for tasks: [ReviewTask]) throws(WorkbookError) -> Reading {
        let book = try Workbook(reading: bytes, limits: limits)
        let open = Dictionary(tasks.filter(\.isOpen).map { ($0.assignment.id.text, $0) }, uniquingKeysWith: { $1 })
        var boxes: [String: [String: [String]]] = [:]
        var cells: [String: [String: String]] = [:]
        var findings: [Finding] = []
        var known: [String: [String: Field]] = [:]
        for sheet in book.sheets {
            for (index, row) in sheet.rows.enumerated() {
                guard row.count > keyColumn, let key = parts(row[keyColumn].text) else { continue }
                let (cell, place) = ("\(column(answerColumn))\(index + 1)", "\(column(keyColumn))\(index + 1)")
                guard let task = open[key.assignment] else {
                    findings.append(
                        Finding(
                            cell: place,
                            message: Text(
                                "あなたが審査できる案件の行ではないため、読み取りません（提出済みか、割当が変わった可能性があります）",
                                en: "Not a line of a case you can score now; left out")))
                    continue
                }
                if known[key.assignment] == nil {
                    known[key.assignment] = Dictionary(
                        fields(of: task).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
                }
                guard let field = known[key.assignment]?[key.field] else {
                    findings.append(
                        Finding(cell: place, message: Text("この審査票にない項目なので、読み取りません", en: "No question of this sheet")))
                    continue
                }
                guard cells[key.assignment]?[field.name] == nil else {
                    findings.append(
                        Finding(
                            cell: cell, message: Text("同じ項目の行が2つあります。先の行だけを読み取ります", en: "This line is there twice")))
                    continue
                }
                let answer = row[answerColumn]
                if answer.isFormula || answer.kind == .error {
                    findings.append(
                        Finding(
                            cell: cell,
                            message: Text("数式とエラー値は読み取りません。値を入力してください", en: "Formulas are not read: enter a value")))
                    continue
                }
                cells[key.assignment, default: [:]][field.name] = cell
                boxes[key.assignment, default: [:]].merge(field.boxes(pasted: answer.text)) { $1 }
            }
        }
        if boxes.isEmpty, findings.isEmpty {
            findings.append(
                Finding(
                    cell: nil,
                    message: Text(
                        "照合番号のある行がありません。ダウンロードした審査票のファイルを選択してください",
                        en: "No line has a key: choose the workbook you downloaded")))
        }
        let entries = tasks.compactMap { task -> Entry? in
            guard let own = boxes[task.assignment.id.text] else { return nil }
            return entry(task, own, cells: cells[task.assignment.id.text] ?? [:])
        }
        return Reading(entries: entries, findings: findings)
    }

    /// A case's answers, judged beside what was saved.
    public static func entry(_ task: ReviewTask, _ boxes: [String: [String]], cells: [String: String] = [:]) -> Entry {
        var typed = task.typed
        typed.boxes.merge(boxes) { $1 }
        return Entry(task: task, boxes: boxes, cells: cells, judgement: task.judge.judge(typed), typed: typed)
    }

    private static func parts(_ text: String) -> (assignment: String, field: String)? {
        let parts = text.split(separator: "#", maxSplits: 1)
        guard parts.count == 2, let id = ID<CaseEvent.Assignment>(Plain.line(String(parts[0]))) else { return nil }
        return (id.text, Plain.line(String(parts[1])))
    }

    private static func column(_ index: Int) -> String { ["A", "B", "C", "D", "E", "F"][index] }
}
