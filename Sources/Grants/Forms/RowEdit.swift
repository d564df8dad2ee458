/// What is done to the rows of a table while it is filled in.
public enum RowEdit: Sendable {
    /// An empty row at the end.
    case add(table: String)
    /// The same row once more, after itself.
    case copy(table: String, row: String)
    case drop(table: String, row: String)
    /// Cells from a spreadsheet as rows at the end, in the order of the columns that are typed.
    case paste(table: String, cells: [[String]])
    /// Cells from a spreadsheet from this cell on; rows that are missing are added.
    case fill(table: String, row: String, column: String, cells: [[String]])

    public var table: String {
        switch self {
        case .add(let table), .copy(let table, _), .drop(let table, _), .paste(let table, _),
            .fill(let table, _, _, _):
            table
        }
    }
}

extension Judge {
    /// The boxes that change when the rows of a table are changed.
    /// - Parameter newRow: ids for new rows.
    /// - Throws: `Refusal` when there is no such table or row, or there would be too many rows.
    public func boxes(
        for edit: RowEdit, in typed: Typed, _ circumstances: Circumstances, newRow: () -> String
    ) throws(Refusal) -> [String: [String]] {
        guard let slot = slots[edit.table], let judged = fields[slot].table, fields[slot].field.isAsked else {
            throw Refusal(.notFound, Text("この表は見つかりません", en: "No such table"))
        }
        var sheet = RowSheet(name: edit.table, table: judged, typed: typed)
        switch edit {
        case .add:
            try sheet.add(newRow(), initial: initial(judged, typed, circumstances))
        case .copy(_, let row): try sheet.copy(row, to: newRow())
        case .drop(_, let row): try sheet.drop(row)
        case .paste(_, let cells): try sheet.paste(cells, newRow)
        case .fill(_, let row, let column, let cells): try sheet.fill(row, column, cells, newRow)
        }
        return sheet.changes
    }
}

/// A table's boxes while rows are changed.
private struct RowSheet {
    let name: String
    let table: JudgedTable
    let typed: Typed
    var rows: [String]
    var changes: [String: [String]] = [:]

    init(name: String, table: JudgedTable, typed: Typed) {
        self.name = name
        self.table = table
        self.typed = typed
        rows = typed.rows(of: name, table.table)
    }

    private func columnBoxes(_ column: Field, _ row: String) -> [String] {
        Typed.boxes(of: column, in: "\(name).\(row).")
    }

    private mutating func setRows(_ rows: [String]) throws(Refusal) {
        guard table.table.fixedRows == nil else {
            throw Refusal(.invalid, Text("この表の行は決まっています", en: "The rows of this table are fixed"), field: name)
        }
        let most = table.table.counts.upperBound
        guard rows.count <= most || rows.count < self.rows.count else {
            throw Refusal(
                .invalid,
                Text("行は\(most)行までです（\(rows.count)行になります）", en: "At most \(most) rows (this makes \(rows.count))"),
                field: name)
        }
        self.rows = rows
        changes[name] = rows
    }

    mutating func add(_ row: String, initial: [String: Answer]) throws(Refusal) {
        try setRows(rows + [row])
        for column in table.columns {
            guard let answer = initial[column.field.name] else { continue }
            changes.merge(answer.typed(as: column.field, in: "\(name).\(row).")) { $1 }
        }
    }

    mutating func copy(_ row: String, to new: String) throws(Refusal) {
        guard let place = rows.firstIndex(of: row) else { throw unknownRow }
        var rows = rows
        rows.insert(new, at: place + 1)
        try setRows(rows)
        for column in table.columns.map(\.field) where column.isAsked && !column.type.isFile {
            for (from, to) in zip(columnBoxes(column, row), columnBoxes(column, new)) where !typed.all(from).isEmpty {
                changes[to] = typed.all(from)
            }
        }
    }

    mutating func drop(_ row: String) throws(Refusal) {
        guard rows.contains(row) else { throw unknownRow }
        try setRows(rows.filter { $0 != row })
        for column in table.columns.map(\.field) {
            for box in columnBoxes(column, row) where !typed.all(box).isEmpty { changes[box] = [] }
        }
    }

    mutating func paste(_ cells: [[String]], _ newRow: () -> String) throws(Refusal) {
        let columns = table.table.pasteColumns
        if let fixed = table.table.fixedRows {
            for line in cells {
                guard let first = line.first.map(Plain.searchable),
                    let row = fixed.first(where: { Plain.searchable($0.label.ja) == first || $0.code == line.first })
                else { continue }
                write(Array(line.dropFirst()), to: columns, row: row.code)
            }
            return
        }
        // The column names come along when the whole sheet was copied.
        let isHead = cells.first.map { head in
            !columns.isEmpty && zip(head, columns).allSatisfy { Plain.searchable($0) == Plain.searchable($1.label.ja) }
        }
        let lines = (isHead == true ? Array(cells.dropFirst()) : cells).filter {
            $0.contains { !Plain.line($0).isEmpty }
        }
        if lines.isEmpty {
            throw Refusal(.invalid, Text("貼り付ける内容がありません", en: "There is nothing to paste"), field: name)
        }
        // Rows in which nothing stands yet make room.
        let kept = rows.filter { row in
            table.columns.contains { column in
                columnBoxes(column.field, row).contains { typed.all($0).contains { !$0.isEmpty } }
            }
        }
        let new = lines.map { _ in newRow() }
        try setRows(kept + new)
        for (row, line) in zip(new, lines) { write(line, to: columns, row: row) }
    }

    mutating func fill(_ row: String, _ column: String, _ cells: [[String]], _ newRow: () -> String) throws(Refusal) {
        guard let first = rows.firstIndex(of: row) else { throw unknownRow }
        let columns = table.table.pasteColumns.drop { $0.name != column }
        let missing = first + cells.count - rows.count
        if missing > 0, table.table.fixedRows == nil {
            try setRows(rows + (0..<missing).map { _ in newRow() })
        }
        for (row, line) in zip(rows[first...], cells) { write(line, to: Array(columns), row: row) }
    }

    private mutating func write(_ line: [String], to columns: [Field], row: String) {
        for (column, text) in zip(columns, line) {
            changes.merge(column.boxes(pasted: text, in: "\(name).\(row).")) { $1 }
        }
    }

    private var unknownRow: Refusal {
        Refusal(.conflict, Text("この行はほかの画面で削除されています", en: "This row was removed elsewhere"))
    }
}

extension Field {
    /// The boxes that a cell of a spreadsheet fills. What is not understood stands there as it is, to be corrected.
    public func boxes(pasted text: String, in prefix: String) -> [String: [String]] {
        let name = prefix + self.name
        let plain = Plain.line(text)
        switch type {
        case .choice, .linked:
            return [name: [code(of: plain) ?? plain]]
        case .choices:
            let parts = plain.split(whereSeparator: { "、,，;；/／\n".contains($0) }).map { Plain.line(String($0)) }
            return [name: parts.map { code(of: $0) ?? $0 }]
        case .yesNo:
            let yes = ["はい", "yes", "true", "1", "○", "◯", "有", "あり"]
            let no = ["いいえ", "no", "false", "0", "×", "無", "なし"]
            let word = plain.lowercased()
            return [name: [yes.contains(word) ? "yes" : no.contains(word) ? "no" : plain]]
        case .industry:
            let groups = Industry.divisions.flatMap(\.groups)
            return [name: [groups.first { $0.name.ja == plain || $0.code == plain }?.code ?? plain]]
        case .date, .yearMonth:
            let parts = Field.dateParts(plain)
            return Dictionary(
                uniqueKeysWithValues: zip(type.parts, parts + Array(repeating: "", count: 3)).map {
                    ("\(name).\($0)", [$1])
                })
        case .personName, .municipality:
            let parts = plain.split(whereSeparator: \.isWhitespace).map(String.init)
            return Dictionary(
                uniqueKeysWithValues: zip(type.parts, parts + Array(repeating: "", count: 4)).map {
                    ("\(name).\($0)", [$1])
                })
        case .longText: return [name: [Plain.lines(text)]]
        default: return [name: [plain]]
        }
    }

    private func code(of text: String) -> String? {
        let wanted = Plain.searchable(text)
        return type.choices.first { $0.code == text || Plain.searchable($0.label.ja) == wanted }?.code
    }

    /// `2026/5/1`, `2026-05-01`, `令和8年5月1日`: the numbers between what separates them.
    private static func dateParts(_ text: String) -> [String] {
        text.split(whereSeparator: { "/-.年月日／－．".contains($0) }).prefix(3).map { Plain.code(String($0)) }
    }
}
