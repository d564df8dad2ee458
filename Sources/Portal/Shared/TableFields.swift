import Grants

/// A table's rows as inputs: a grid on wide screens, a card for each row on narrow ones.
///
/// Every button is a submit button with an `act`, so that rows can be added, copied and removed without scripts; with
/// them only the table is replaced.
struct TableFields {
    let fields: FormFields
    let field: Field
    let table: Table
    /// What was accepted and computed, by row.
    private let cells: [String: Answers]
    /// What the columns are called, filled in once for all rows.
    private let labels: [String]
    /// The first error of each cell, by its place.
    private let cellErrors: [String: FieldError]

    init(fields: FormFields, field: Field, table: Table) {
        self.fields = fields
        self.field = field
        self.table = table
        cells = Dictionary(
            fields.judgement.filledRows(of: field.name).map { ($0.id, $0.cells) },
            uniquingKeysWith: { first, _ in first })
        labels = table.columns.map { fields.say($0.label) }
        cellErrors = Dictionary(
            fields.errors.filter { $0.field == field.name && $0.cell != nil }.map { ($0.place, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    private var visit: Visit { fields.visit }
    private var ui: Components { fields.ui }

    var html: HTML {
        var control = fields.control(field)
        control.error = fields.errors.first { $0.field == field.name && $0.cell == nil }.map { visit.say($0.message) }
        let rows = fields.typed.rows(of: field.name, table)
        return ui.group(
            control, id: control.id, className: " table-field",
            data: " data-table=\"\(field.name)\"",
            """
            <p class="support">\(visit.say(counts))</p>\
            \(if: !rows.isEmpty, """
                <div class="grid-scroll"><table class="grid"><thead><tr>\(head)</tr></thead>\
                <tbody>\(rows.enumerated().map { row($1, number: $0 + 1) })</tbody>\(foot)</table></div>
                """)\
            \(if: table.fixedRows == nil, buttons(rows.count))\(paste)
            """)
    }

    private var counts: Phrase {
        switch table.rows {
        case .fixed(_, _, let rows): Words.Table.fixed(rows.count)
        case .free(let minimum, let maximum): Words.Table.free(minimum, maximum)
        }
    }

    private var head: HTML {
        let first: HTML =
            switch table.rows {
            case .fixed(_, let label, _): "<th scope=\"col\">\(visit.say(label))</th>"
            case .free: "<th scope=\"col\">\(visit.say(Words.Table.number))</th>"
            }
        let columns = table.columns.map { column -> HTML in
            let isRequired = column.required == .yes
            return """
                <th scope="col"\(attribute: "class", column.type.isNumber ? "number" : nil)>\(fields.say(column.label))\
                \(if: isRequired, "<span class=\"mark must\">※\(visit.say(Words.required))</span>")\
                \(column.unit.map { "<span class=\"unit\">（\(visit.say($0))）</span>" as HTML })\
                \(column.help.map { "<span class=\"support\">\(fields.say($0))</span>" as HTML })</th>
                """
        }
        let last: HTML = "\(if: table.fixedRows == nil, "<th scope=\"col\">\(visit.say(Words.Table.acts))</th>")"
        return "\(first)\(columns)\(last)"
    }

    private func row(_ id: String, number: Int) -> HTML {
        let fixed = table.fixedRows?.first { $0.code == id }
        let name = fixed.map { visit.say($0.label) } ?? visit.say(Words.Table.row(number))
        let cells = zip(table.columns, labels).map { column, label -> HTML in
            let place = "\(field.name).\(id).\(column.name)"
            let isShown = fields.judgement.isShown(cell: place)
            return """
                <td data-label="\(label)"\(attribute: "class", column.type.isNumber ? "number" : nil)>\
                <div data-place="\(place)"\(attribute: "hidden", if: !isShown)>\
                \(cell(column, at: place, row: id, called: "\(name) \(label)"))</div></td>
                """
        }
        let acts: HTML = """
            \(if: fixed == nil, """
                <td class="acts">\
                \(ui.submit(visit.say(Words.Table.copy), .secondary, name: "act", value: "copy:\(field.name).\(id)", context: name, isSmall: true))\
                \(ui.submit(visit.say(Words.Table.remove), .tertiary, name: "act", value: "drop:\(field.name).\(id)", context: name, isSmall: true))\
                </td>
                """)
            """
        return """
            <tr data-row="\(id)"><th scope="row">\(name)\
            \(if: fixed == nil, ui.hidden(field.name, id))</th>\(cells)\(acts)</tr>
            """
    }

    private func cell(_ column: Field, at place: String, row: String, called label: String) -> HTML {
        // Help stands in the head, and a cell is never filled in from elsewhere.
        var control = Control(
            place, label, fields.judgement.isRequired(column, at: place) ? .required : .optional,
            remark: fields.remarks[place], error: cellErrors[place].map { visit.say($0.message) })
        control.isBare = true
        if column.calculation != nil {
            return """
                <output class="fixed-value" id="\(control.id)" tabindex="-1" data-value="\(place)"\
                \(attribute: "aria-describedby", control.error == nil ? nil : control.descriptionIDs)>\
                \(fields.words(computed: cells[row]?[column.name], column, at: place))</output>\(ui.errorText(control))
                """
        }
        return fields.input(column, control, at: place)
    }

    private var foot: HTML {
        guard !table.totals.isEmpty else { return .empty }
        let cells = table.columns.map { column -> HTML in
            guard table.totals.contains(column.name) else { return "<td></td>" }
            let total = fields.judgement.total(of: column.name, in: field)
            return """
                <td class="number" data-label="\(fields.say(column.label))"><output class="fixed-value" \
                data-value="\(field.name).total.\(column.name)">\(fields.words(total, column))</output></td>
                """
        }
        return """
            <tfoot><tr><th scope="row">\(visit.say(Words.Table.total))</th>\(cells)\
            \(if: table.fixedRows == nil, "<td></td>")</tr></tfoot>
            """
    }

    private func buttons(_ count: Int) -> HTML {
        guard count < table.counts.upperBound else {
            return "<p class=\"support\">\(visit.say(Words.Table.full(table.counts.upperBound)))</p>"
        }
        return """
            <p>\(ui.submit(visit.say(Words.Table.add), .secondary, name: "act", value: "add:\(field.name)",
                           context: visit.say(field.label), isSmall: true))</p>
            """
    }

    private var importing: HTML? {
        guard let address = fields.uploads?.tableImport?(field.name) else { return nil }
        return "<p>\(ui.link(visit.say(Words.Import.link), address))</p>"
    }

    /// Pasting from a spreadsheet and CSV, where the page can take it.
    private var paste: HTML {
        guard let uploads = fields.uploads else { return .empty }
        let box = "paste.\(field.name)"
        let control = Control(
            box, visit.say(Words.Table.pasteLabel), .unmarked,
            support: visit.say(Words.Table.pasteSupport(table.pasteColumns.map { fields.say($0.label) })))
        return ui.details(
            visit.say(Words.Table.paste),
            """
            \(ui.textarea(control, value: "", rows: 4))\
            <p>\(ui.submit(visit.say(Words.Table.pasteNow), .secondary, name: "act", value: "paste:\(field.name)", isSmall: true))
            \(if: !uploads.isTrial,
                ui.submit(visit.say(Words.Table.asCSV), .tertiary, name: "act", value: "csv:\(field.name)", isSmall: true))</p>
            \(importing)
            """)
    }
}

extension Field {
    /// What its values are counted in.
    fileprivate var unit: Text? {
        switch type {
        case .money(let limits): limits.isInThousands ? Text("千円", en: "thousand yen") : Text("円", en: "yen")
        case .integer(let limits): limits.unit
        case .decimal(let limits): limits.unit
        default: nil
        }
    }
}

extension Words {
    /// What stands around tables.
    enum Table {
        static let number = Phrase("行", "Row")
        static let acts = Phrase("操作", "Actions")
        static let total = Phrase("合計", "Total")
        static let add = Phrase("行を追加", "Add a row")
        static let copy = Phrase("複製", "Copy")
        static let remove = Phrase("削除", "Remove")
        static let paste = Phrase("表計算ソフトから貼り付ける・CSVで取り出す", "Paste from a spreadsheet, or take out as CSV")
        static let pasteLabel = Phrase("貼り付ける内容", "What to paste")
        static func pasteSupport(_ columns: [String]) -> Phrase {
            Phrase(
                "コピーしたセルを貼り付けてください。列の順番：\(columns.joined(separator: "、"))。いまの行のあとに加わります。",
                "Paste copied cells, in this order: \(columns.joined(separator: ", ")). They are added after the rows there are."
            )
        }
        static let pasteNow = Phrase("貼り付けて行を加える", "Add as rows")
        static let asCSV = Phrase("この表をCSVで取り出す", "This table as CSV")
        static func row(_ number: Int) -> Phrase { Phrase("\(number)行目", "Row \(number)") }
        static func fixed(_ count: Int) -> Phrase { Phrase("該当する行だけ入力してください。", "Fill in the rows that apply.") }
        static func free(_ minimum: Int, _ maximum: Int) -> Phrase {
            minimum > 0
                ? Phrase(
                    "\(minimum)行以上、\(maximum)行まで入力できます。空の行は申請に含まれません。",
                    "\(minimum) to \(maximum) rows. Empty rows are left out.")
                : Phrase("\(maximum)行まで入力できます。空の行は申請に含まれません。", "Up to \(maximum) rows. Empty rows are left out.")
        }
        static func full(_ maximum: Int) -> Phrase { Phrase("行は\(maximum)行までです。", "At most \(maximum) rows.") }
    }
}
