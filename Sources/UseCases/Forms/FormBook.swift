import Documents
import Foundation
import Grants

/// 項目定義書: a form written out for people who check it on paper or in Excel: an overview, every field and column with its
/// conditions in FEEL and read aloud, the choices, and the reference tables its formulas use.
public struct FormBook: Sendable {
    /// A sheet of the workbook.
    public struct Sheet: Sendable {
        public let name: String
        public let columns: [WorkbookWriter.Column]
        public let rows: [[WorkbookWriter.Cell]]
    }

    public let sheets: [Sheet]

    /// Writes a form out.
    /// - Parameters:
    ///   - tables: the programme's; those that no formula of the form names are left out.
    ///   - programme: what the programme is called.
    public init(_ form: Form, tables: [ReferenceTable] = [], programme: Text? = nil) {
        let formulas = form.formulas
        let used = tables.filter { table in formulas.contains { $0.contains(table.name) } }
        sheets =
            [FormBook.overview(form, used, programme), FormBook.fields(form), FormBook.choices(form)]
            + [FormBook.tables(used)] + used.map(FormBook.content)
    }

    /// The sheets as an .xlsx file; the same form and date give the same bytes.
    public func workbook(created: Date) throws(WorkbookWritingError) -> [UInt8] {
        let writer = try WorkbookWriter(created: created)
        for sheet in sheets {
            try writer.addSheet(sheet.name, columns: sheet.columns)
            for row in sheet.rows { try writer.add(row) }
        }
        return try writer.finish()
    }

    // MARK: Sheets

    private static func overview(_ form: Form, _ tables: [ReferenceTable], _ programme: Text?) -> Sheet {
        let fields = form.fields
        var rows: [[WorkbookWriter.Cell]] = []
        func add(_ title: String, _ content: WorkbookWriter.Cell) { rows.append([.text(title), content]) }
        if let programme { add("補助金", cell(programme.ja)) }
        add("フォーム", cell(form.title.ja))
        add("フォーム（英語）", cell(form.title.en))
        add("フォームID", cell(form.id))
        add("はじめの説明", cell(form.introduction?.ja))
        add("ページの分け方", cell(form.layout.title.ja))
        add("区分の数", .number(Int64(form.sections.count)))
        add("入力する項目の数", .number(Int64(fields.count { $0.isAsked })))
        add("うち必須（条件付きを除く）", .number(Int64(fields.count { $0.isAsked && $0.required == .yes })))
        add("計算する項目の数", .number(Int64(fields.count { $0.calculation != nil })))
        add("事務局だけの項目の数", .number(Int64(fields.count { $0.isInternal })))
        add("表の数", .number(Int64(fields.count { $0.type.isTable })))
        add("参照表の数", .number(Int64(tables.count)))
        for (index, stop) in form.stops.enumerated() {
            add("対象外の条件 \(index + 1)", cell(spoken(stop.condition) + "\n→ " + stop.message.ja))
        }
        for section in form.sections where section.relevant != nil || section.guidance != nil {
            let condition = section.relevant.map { "表示条件：\(spoken($0))" }
            add(
                "区分「\(section.title.ja)」",
                cell([section.guidance?.ja, condition].compactMap { $0 }.joined(separator: "\n")))
        }
        return Sheet(name: "概要", columns: [column("項目", 28), column("内容", 90)], rows: rows)
    }

    private static func fields(_ form: Form) -> Sheet {
        let columns = [
            column("No.", 7), column("区分", 16), column("項目名", 20), column("項目ID", 20), column("ラベル（日本語）", 26),
            column("ラベル（英語）", 26), column("型", 26), column("必須", 24), column("表示条件（FEEL）", 30),
            column("表示条件（読み下し）", 36), column("計算式（FEEL）", 36), column("計算式（読み下し）", 42),
            column("制約とメッセージ", 48), column("選択肢", 36), column("記入要領", 40), column("記入例", 26),
            column("初期値", 28), column("備考", 36),
        ]
        var rows: [[WorkbookWriter.Cell]] = []
        var number = 0
        for section in form.sections {
            for field in section.fields {
                number += 1
                rows.append(row(field, number: "\(number)", section: section.title.ja))
                guard case .table(let table) = field.type else { continue }
                // A table's columns stand under it, numbered within it.
                for (index, column) in table.columns.enumerated() {
                    rows.append(row(column, number: "\(number)-\(index + 1)", section: "　└ \(field.label.ja)"))
                }
            }
        }
        return Sheet(name: "項目一覧", columns: columns, rows: rows)
    }

    private static func row(_ field: Field, number: String, section: String) -> [WorkbookWriter.Cell] {
        let required =
            switch field.required {
            case .no: field.isAsked ? "任意" : "－"
            case .yes: "必須"
            case .when(let condition): "条件付き必須\n\(spoken(condition))"
            }
        let rules =
            field.constraints.map { "\(spoken($0.condition))\n→ \($0.message.ja)" }
            + [field.message.map { "形や範囲が合わないとき\n→ \($0.ja)" }].compactMap { $0 }
        return [
            .text(number), cell(section), cell(field.name), cell(field.id), cell(field.label.ja), cell(field.label.en),
            cell(field.type.words), cell(required), cell(field.relevant),
            cell(field.relevant.flatMap(Form.reading)), cell(field.calculation),
            cell(field.calculation.flatMap(Form.reading)), cell(rules.joined(separator: "\n")),
            cell(field.type.choiceWords), cell(field.help?.ja), cell(field.example?.ja),
            cell(field.initial.map(spoken)), cell(field.remarks),
        ]
    }

    private static func choices(_ form: Form) -> Sheet {
        let columns = [
            column("項目名", 24), column("順", 6), column("分類", 24), column("コード", 20), column("ラベル（日本語）", 40),
            column("ラベル（英語）", 40), column("種類", 18), column("表示条件（FEEL）", 30), column("表示条件（読み下し）", 36),
        ]
        var rows: [[WorkbookWriter.Cell]] = []
        func add(_ name: String, _ choices: [Choice], group: Text? = nil) {
            for (index, choice) in choices.enumerated() {
                let kind: String? =
                    switch choice.kind {
                    case .other: "その他（記述欄あり）"
                    case Choice.Kind.none?: "該当なし（単独のみ）"
                    case nil: nil
                    }
                rows.append([
                    cell(name), .number(Int64(index + 1)), cell(group?.ja), cell(choice.code), cell(choice.label.ja),
                    cell(choice.label.en), cell(kind), cell(choice.relevant),
                    cell(choice.relevant.flatMap(Form.reading)),
                ])
            }
        }
        func add(_ field: Field, _ name: String) {
            switch field.type {
            case .choice(let choices), .choices(let choices, _): add(name, choices)
            case .linked(let groups): for group in groups { add(name, group.choices, group: group.label) }
            case .table(let table):
                if let fixed = table.fixedRows { add("\(name)（行）", fixed) }
                for column in table.columns { add(column, "\(name)／\(column.name)") }
            default: break
            }
        }
        for field in form.fields { add(field, field.name) }
        return Sheet(name: "選択肢一覧", columns: columns, rows: rows)
    }

    private static func tables(_ tables: [ReferenceTable]) -> Sheet {
        let rows: [[WorkbookWriter.Cell]] = tables.flatMap { table in
            table.columns.enumerated().map { index, column in
                [
                    cell(table.name), cell(table.id), .number(Int64(table.rows.count)), .number(Int64(index + 1)),
                    cell(column.name), cell(column.kind.words),
                ]
            }
        }
        let columns = [
            column("表", 24), column("表ID", 20), column("行数", 8), column("列の順", 8), column("列", 24), column("列の型", 16),
        ]
        return Sheet(name: "参照表", columns: columns, rows: rows)
    }

    private static func content(_ table: ReferenceTable) -> Sheet {
        Sheet(
            name: "参照表 \(table.name)", columns: table.columns.map { column($0.name, 20) },
            rows: table.rows.map { $0.map { cell($0) } })
    }

    // MARK: Cells

    private static func column(_ title: String, _ width: Double) -> WorkbookWriter.Column {
        WorkbookWriter.Column(title, width: width)
    }

    /// A text, cut where Excel's cells end.
    private static func cell(_ text: String?) -> WorkbookWriter.Cell {
        guard let text, !text.isEmpty else { return .blank }
        if text.utf16.count <= 32_000 { return .text(text) }
        return .text(String(String(text.unicodeScalars.prefix(15_000))) + "…（以下略）")
    }

    /// A formula with its reading.
    private static func spoken(_ formula: String) -> String {
        Form.reading(of: formula).map { "\(formula)\n（\($0)）" } ?? formula
    }
}
