/// What is wrong with one answer, in the words the applicant reads at the field and in the summary.
public struct FieldError: Hashable, Sendable {
    public let field: String
    /// Where in a table.
    public let cell: Cell?
    /// The box to go to, where a field has several.
    public let part: String?
    public let message: Text
    /// Whether nothing was answered where something must be: while one still types, that is no mistake.
    public let isMissing: Bool

    /// A cell of a table.
    public struct Cell: Hashable, Sendable {
        public let row: String
        public let column: String
        public init(row: String, column: String) {
            self.row = row
            self.column = column
        }
    }

    public init(
        field: String, cell: Cell? = nil, part: String? = nil, message: Text, isMissing: Bool = false
    ) {
        self.field = field
        self.cell = cell
        self.part = part
        self.message = message
        self.isMissing = isMissing
    }

    /// The field or cell the error belongs to, as `Typed` names its box.
    public var place: String { cell.map { "\(field).\($0.row).\($0.column)" } ?? field }
    /// The box the error belongs to.
    public var box: String { part.map { "\(place).\($0)" } ?? place }
}
