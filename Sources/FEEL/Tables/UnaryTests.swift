/// The tests of a decision table's cell (DMN 1.5 grammar rule 15): `> 10`, `[1..5], 7`, `not("A", "B")`, or `-` for
/// anything. In a test `?` is the value that is tested.
public struct UnaryTests: Sendable {
    enum Form: Sendable {
        case any
        case tests([Expression])
        case negated([Expression])
    }

    /// The cell as it was given; the places of findings are in it.
    public let text: String
    let form: Form
    private let program: Program?
    /// The names of the scope they use; `?` is none of them.
    public let dependencies: Set<Name>
    /// What is doubtful or, where the policy lets it pass, wrong about it.
    public let findings: [Finding]

    /// The name under which the value that is tested stands in the scope.
    static let subject: Name = "?"

    /// Reads, checks and compiles the tests of values of the type.
    ///
    /// - Parameters:
    ///   - scope: the names they may use beside `?`.
    ///   - policy: which of their errors are thrown, and which are `findings`.
    /// - Throws: `FormulaError` when they are no tests, or break the policy.
    public init(
        _ text: String, of type: Type = .any, in scope: Scope = Scope(), policy: Formula.Policy = .forms
    ) throws(FormulaError) {
        self.text = text
        do {
            form = try Parser.unaryTests(text, names: scope.known)
        } catch {
            throw FormulaError(findings: [Mending.mended(error, in: text, scope: scope)])
        }
        guard let condition = form.condition(Span(0, text.utf8.count)) else {
            (program, dependencies, findings) = (nil, [], [])
            return
        }
        let inner = scope.adding(UnaryTests.subject, type)
        let check = Check.run(condition, in: inner, policy: policy, expecting: .any, text: text)
        findings = check.findings
        dependencies = check.dependencies.subtracting([UnaryTests.subject])
        if policy.isStrict, findings.contains(where: { $0.severity == .error }) {
            throw FormulaError(findings: findings)
        }
        program = Program(condition, in: inner)
    }

    /// Whether a value passes; null when that cannot be said. Every value passes `-`, null too.
    ///
    /// - Parameters:
    ///   - value: what is tested, `?`.
    ///   - values: by the names of the scope; those without a value are null.
    ///   - moment: what `now()` and `today()` give; without one they are null.
    ///   - limits: beyond one of them the result is null, and `Evaluation.overrun` says so.
    public func evaluate(
        _ value: Value, with values: Context = .empty, at moment: Moment? = nil, limits: Limits = .standard
    ) -> Evaluation {
        guard let program else {
            return Evaluation(value: .boolean(true), notes: [], steps: 0, overrun: nil)
        }
        return program.run(values.setting(UnaryTests.subject, to: value), at: moment, limits: limits)
    }

    /// Whether the value that the context has for `?` passes. For many tests of one value.
    func evaluate(in values: Context, at moment: Moment?, limits: Limits) -> Evaluation {
        program?.run(values, at: moment, limits: limits)
            ?? Evaluation(value: .boolean(true), notes: [], steps: 0, overrun: nil)
    }

    /// Whether it is `-`.
    public var isAny: Bool { program == nil }
}

extension UnaryTests.Form {
    /// The tests as a condition on `?`; nil for `-`.
    fileprivate func condition(_ span: Span) -> Expression? {
        let subject = Expression(.name(UnaryTests.subject), span)
        switch self {
        case .any: return nil
        case .tests(let tests): return Expression(.membership(subject, tests), span)
        case .negated(let tests):
            let membership = Expression(.membership(subject, tests), span)
            return Expression(.call(Expression(.name("not"), span), .positional([membership])), span)
        }
    }
}
