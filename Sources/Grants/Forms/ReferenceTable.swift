import FEEL

/// 参照表: a table of the programme that formulas look things up in, such as 単価表 or 配分表. Formulas see a list of rows
/// under its name: `配分表[団体コード = 自治体コード].人口`.
public struct ReferenceTable: Sendable, Equatable {
    /// The file `tables/ID.yaml`.
    public var id: String
    /// A FEEL name.
    public var name: String
    public var columns: [Column]
    /// Each with as many cells as there are columns, as texts.
    public var rows: [[String]]

    /// One column.
    public struct Column: Sendable, Equatable {
        public var name: String
        public var kind: Kind

        public init(name: String, kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// What a column's cells are.
    public enum Kind: String, Sendable, CaseIterable {
        case text, number, money, rate, date
    }

    public init(id: String, name: String, columns: [Column], rows: [[String]]) {
        self.id = id
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// Rows a table may have: more than Japan has municipalities.
    public static let mostRows = 5_000
}

extension ReferenceTable {
    /// The type formulas take it for.
    var formulaType: Type {
        .list(
            .context(
                Dictionary(
                    columns.map { (Name($0.name), $0.kind.formulaType) }, uniquingKeysWith: { first, _ in first })))
    }

    /// Its rows as a value.
    var value: Value {
        let shape = Context.Shape(columns.map { Name($0.name) })
        return .list(
            List(
                rows.map { row in
                    .context(
                        Context(
                            shape,
                            columns.indices.map { index in
                                index < row.count ? columns[index].kind.value(of: row[index]) ?? .null : .null
                            }))
                }))
    }
}

extension ReferenceTable.Kind {
    var formulaType: Type {
        switch self {
        case .text: .string
        case .number: .number
        case .money: .amount
        case .rate: .rate
        case .date: .date
        }
    }

    /// The value of a cell's text; nil where it is none of the kind. An empty cell is null.
    func value(of text: String) -> Value? {
        if text.isEmpty { return .null }
        switch self {
        case .text: return .string(text)
        case .number, .money:
            return Rate.decimal(Substring(text.filter { $0 != "," && $0 != "_" })).map(Value.number)
        case .rate: return Rate.reading(text).map(Value.number)
        case .date: return Day(iso: text).map { Value($0) }
        }
    }
}
