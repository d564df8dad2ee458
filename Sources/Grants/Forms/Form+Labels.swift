extension Form {
    /// What a place is called: a field by its label, a table's cell by table, row and column (`TABLE.ROW.COLUMN`).
    /// - Parameter rows: the rows of a table as they stand, by its name: a free row is called by its number.
    public func label(of place: String, rows: (String) -> [String]) -> Text? {
        let parts = place.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, let field = field(named: name) else { return nil }
        guard parts.count >= 3, case .table(let table) = field.type, let column = table.column(named: parts[2]) else {
            return field.label
        }
        let row: Text
        if let fixed = table.fixedRows?.first(where: { $0.code == parts[1] }) {
            row = fixed.label
        } else if let index = rows(name).firstIndex(of: parts[1]) {
            row = Text("\(index + 1)行目", en: "row \(index + 1)")
        } else {
            row = Text("削除された行", en: "a removed row")
        }
        return Text(
            "\(field.label.ja)　\(row.ja)　\(column.label.ja)",
            en: "\(field.label.in(english: true)), \(row.in(english: true)), \(column.label.in(english: true))")
    }
}

extension Form {
    /// Whether a field belongs to what was filed: one asked under a condition and not answered was not asked.
    public func isRead(_ field: Field, in section: Section, _ answers: Answers) -> Bool {
        answers[field.name] != nil || (field.relevant == nil && section.relevant == nil)
    }
}
