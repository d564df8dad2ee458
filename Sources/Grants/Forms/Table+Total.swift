import FEEL

extension Table {
    /// The total of a column over these rows; nil where it adds up to nothing that can be told.
    public func total(of column: String, in rows: [TableRow]) -> Answer? {
        guard let type = self.column(named: column)?.type else { return nil }
        var sum = Number.zero
        for row in rows {
            guard let cell = row.cells[column], case .number(let number) = cell.value(as: type) else { continue }
            guard let next = sum.plus(number) else { return nil }
            sum = next
        }
        return Answer(computed: .number(sum), type: type)
    }

    /// The columns that a pasted text fills, in order: those that are typed.
    public var pasteColumns: [Field] { columns.filter { $0.isAsked && !$0.type.isFile } }
}
