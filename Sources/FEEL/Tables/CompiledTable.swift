/// A decision table, read, checked and made ready to be evaluated many times (DMN 1.5 §10.3.2.10).
///
///     let table = try CompiledTable(rates, in: scope)
///     table.evaluate(["企業規模": .string("中小企業"), …]).value      // {補助率: 2/3, 上限額: 5000000}
///
/// Evaluating never fails: what cannot be decided is null, and `TableEvaluation.notes` says why.
public struct CompiledTable: Sendable {
    /// What it was made from.
    public let table: DecisionTable
    /// The names of the scope that its cells use.
    public let dependencies: Set<Name>
    /// What values it can have.
    public let type: Type
    /// What is doubtful about it; errors too, where the policy lets them pass.
    public let findings: [TableFinding]
    /// Whether every combination of inputs has a rule.
    public let coverage: Coverage

    let inputs: [Input]
    let outputs: [Output]
    let rules: [Rule]

    /// Whether every combination of inputs has a rule, as far as the cells are literal.
    public enum Coverage: Hashable, Sendable {
        /// Every combination of values that the inputs can have is matched by a rule.
        case complete
        /// Some of the combinations that have none: in each, a test for every input.
        case gaps([[String]])
        /// A cell is not literal, inputs depend on one another, or there are too many combinations.
        case unknown
    }

    struct Input: Sendable {
        let formula: Formula
        /// The type its values must have.
        let declared: Type
        /// The type they have, as far as it is known.
        let type: Type
        let allowed: UnaryTests?
    }

    struct Output: Sendable {
        let type: Type
        let allowed: UnaryTests?
        /// The allowed values one by one, first the one with the highest priority; empty where there is no such order.
        let priorities: [UnaryTests]
        let fallback: Formula?
    }

    struct Rule: Sendable {
        let tests: [UnaryTests]
        let results: [Formula]
    }

    /// Cells a table may have.
    public static let mostCells = 50_000

    /// Reads, checks and compiles all cells.
    ///
    /// - Parameters:
    ///   - scope: the names that cells may use; in tests there is `?`, too.
    ///   - policy: which errors of cells are thrown, and which are `findings`.
    /// - Throws: `TableError` with everything that was found, when a cell is no FEEL or missing, or breaks the policy.
    public init(
        _ table: DecisionTable, in scope: Scope = Scope(), policy: Formula.Policy = .forms
    ) throws(TableError) {
        var compiler = TableCompiler(table, scope, policy)
        guard let parts = compiler.compile() else { throw TableError(findings: compiler.sorted) }
        self.table = table
        (inputs, outputs, rules) = (parts.inputs, parts.outputs, parts.rules)
        type = parts.type
        dependencies = compiler.dependencies
        var analysis = TableAnalysis(table, inputs, rules, scope)
        coverage = analysis.run(hasDefault: outputs.contains { $0.fallback != nil })
        compiler.findings += analysis.findings
        findings = compiler.sorted
    }

    /// The result for these values of the scope's names. Names without a value are null.
    ///
    /// - Parameters:
    ///   - values: by the names of the scope, not by headings of inputs, which are expressions over them.
    ///   - moment: what `now()` and `today()` give; without one they are null.
    ///   - limits: for all cells together.
    public func evaluate(
        _ values: Context = .empty, at moment: Moment? = nil, limits: Limits = .standard
    ) -> TableEvaluation {
        var run = TableRun(self, values, moment, limits)
        return run.evaluation()
    }
}

/// What evaluating a table gave.
public struct TableEvaluation: Sendable {
    /// The result that the hit policy makes of the matching rules, a context where there are several outputs.
    public let value: Value
    /// The rules that matched, counted from 1. Under `first` those after the first are not looked at.
    public let matched: [Int]
    /// Why the result, or a part of it, is null, each with its cell.
    public let notes: [TableFinding]
    /// Steps all cells together took, of `Limits.steps`.
    public let steps: Int
    /// The limit it went beyond, if it did; the value is null then.
    public let overrun: Overrun?
}
