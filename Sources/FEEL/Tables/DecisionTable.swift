/// A decision table as it is written (DMN 1.5 §8): columns of inputs and outputs, and a rule in each row.
///
/// All cells are texts of FEEL. `CompiledTable` reads and checks them.
public struct DecisionTable: Hashable, Sendable {
    /// What people call it; in a model, the name of its decision.
    public var name: String
    /// What it gives when several rules match.
    public var hitPolicy: HitPolicy
    /// The columns that are tested, from the left.
    public var inputs: [Input]
    /// The columns of results, from the left; a table has one at least.
    public var outputs: [Output]
    /// The headings of the columns of annotations; they have no meaning.
    public var annotations: [String]
    /// The rows from the top, numbered from 1 wherever they are spoken of.
    public var rules: [Rule]

    /// A table of these parts; nothing is checked before `CompiledTable` reads it.
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
        /// What gives the value: a formula over the names of the scope.
        public var expression: String
        /// What the value is converted to; one that does not fit is tested as null, with a note.
        public var type: Type
        /// Unary tests of the values that are allowed; other values make the result null.
        public var allowedValues: String?

        /// A column that tests the value of the expression.
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
        /// What results are converted to; one that does not fit is null, with a note.
        public var type: Type
        /// Unary tests of the values that are allowed; for some policies their order is that of priority.
        public var allowedValues: String?
        /// An expression for the value when no rule matches.
        public var defaultValue: String?

        /// A column for results of the type.
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
        /// What is written beside the rule, one text for each column of annotations; it has no meaning.
        public var annotations: [String]

        /// A row of these cells; tests of nothing but white space become `-`.
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
    /// The table as a whole.
    case table
    /// The expression of an input.
    case input(Int)
    /// The allowed values of an input.
    case inputValues(Int)
    /// The column of an output.
    case output(Int)
    /// The allowed values of an output.
    case outputValues(Int)
    /// What an output gives when no rule matches.
    case defaultOutput(Int)
    /// A row as a whole.
    case rule(Int)
    /// What a rule demands of an input.
    case test(rule: Int, input: Int)
    /// What a rule gives for an output.
    case result(rule: Int, output: Int)
}
