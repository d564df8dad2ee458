/// A decision table as it is written (DMN 1.5 §8): columns of inputs and outputs, and a rule in each row.
///
/// All cells are texts of FEEL. `CompiledTable` reads and checks them.
public struct DecisionTable: Hashable, Sendable {
    public var name: String
    public var hitPolicy: HitPolicy
    public var inputs: [Input]
    public var outputs: [Output]
    /// The headings of the columns of annotations; they have no meaning.
    public var annotations: [String]
    public var rules: [Rule]

    public init(
        name: String, hitPolicy: HitPolicy = .unique, inputs: [Input], outputs: [Output], annotations: [String] = [],
        rules: [Rule]
    ) {
        self.name = name
        self.hitPolicy = hitPolicy
        self.inputs = inputs
        self.outputs = outputs
        self.annotations = annotations
        self.rules = rules
    }

    /// A column whose value the rules test (§8.3.2).
    public struct Input: Hashable, Sendable {
        /// The heading; without one the expression is shown.
        public var label: String?
        public var expression: String
        public var type: Type
        /// Unary tests of the values that are allowed; other values make the result null.
        public var allowedValues: String?

        public init(_ expression: String, type: Type = .any, label: String? = nil, allowedValues: String? = nil) {
            self.label = label
            self.expression = expression
            self.type = type
            self.allowedValues = allowedValues
        }

        /// What people call the column.
        public var heading: String { label ?? expression }
    }

    /// A column with what the rules give (§8.3.3).
    public struct Output: Hashable, Sendable {
        /// Its name in the result; the only output of a table needs none.
        public var name: Name?
        public var type: Type
        /// Unary tests of the values that are allowed; for some policies their order is that of priority.
        public var allowedValues: String?
        /// An expression for the value when no rule matches.
        public var defaultValue: String?

        public init(
            _ name: Name? = nil, type: Type = .any, allowedValues: String? = nil, defaultValue: String? = nil
        ) {
            self.name = name
            self.type = type
            self.allowedValues = allowedValues
            self.defaultValue = defaultValue
        }
    }

    /// A row (§8.3.4).
    public struct Rule: Hashable, Sendable {
        /// Unary tests, one text for each input. An empty cell is `-`: any value.
        public var tests: [String]
        /// Expressions, one for each output.
        public var outputs: [String]
        public var annotations: [String]

        public init(_ tests: [String], _ outputs: [String], annotations: [String] = []) {
            self.tests = tests.map { $0.contains { !$0.isWhitespace } ? $0 : "-" }
            self.outputs = outputs
            self.annotations = annotations
        }
    }

    /// The text of a cell; empty when there is no such cell.
    public func text(of cell: TableCell) -> String {
        func item<Item>(_ items: [Item], _ number: Int) -> Item? {
            items.indices.contains(number - 1) ? items[number - 1] : nil
        }
        switch cell {
        case .table, .rule, .output: return ""
        case .input(let input): return item(inputs, input)?.expression ?? ""
        case .inputValues(let input): return item(inputs, input)?.allowedValues ?? ""
        case .outputValues(let output): return item(outputs, output)?.allowedValues ?? ""
        case .defaultOutput(let output): return item(outputs, output)?.defaultValue ?? ""
        case .test(let rule, let input): return item(rules, rule).flatMap { item($0.tests, input) } ?? ""
        case .result(let rule, let output): return item(rules, rule).flatMap { item($0.outputs, output) } ?? ""
        }
    }
}

/// A place in a decision table. Rules, inputs and outputs are counted from 1, as tables show them.
public enum TableCell: Hashable, Sendable {
    case table
    /// The expression of an input.
    case input(Int)
    case inputValues(Int)
    case output(Int)
    case outputValues(Int)
    case defaultOutput(Int)
    case rule(Int)
    case test(rule: Int, input: Int)
    case result(rule: Int, output: Int)
}
