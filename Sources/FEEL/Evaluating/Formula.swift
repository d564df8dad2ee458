/// A formula, read, checked and made ready to be evaluated many times.
///
///     let formula = try Formula("最小(切捨て(補助対象経費 * 補助率, -3), 上限額)", in: scope, policy: .forms)
///     formula.evaluate(["補助対象経費": 1_234_567, "補助率": …, "上限額": 500_000]).value     // 500000
///
/// Evaluating never fails and never takes long: what cannot be computed is null, and `Evaluation.notes` says why.
public struct Formula: Sendable {
    /// What a formula may do.
    public struct Policy: Sendable {
        /// Function literals may be used. Forms forbid them: nobody but a programmer can read them.
        public let allowsFunctions: Bool
        /// Names that the scope does not have, and other errors that show before evaluating, are refused. Otherwise they
        /// are null, as the specification has it.
        public let isStrict: Bool

        /// A policy other than `forms` and `open`.
        public init(allowsFunctions: Bool, isStrict: Bool) {
            self.allowsFunctions = allowsFunctions
            self.isStrict = isStrict
        }

        /// For forms, flows and scores.
        public static let forms = Policy(allowsFunctions: false, isStrict: true)
        /// All of FEEL: errors give null.
        public static let open = Policy(allowsFunctions: true, isStrict: false)
    }

    /// The formula as it was given; the places of findings are in it.
    public let text: String
    /// The tree that the text was read as.
    public let expression: Expression
    /// The names of the scope it uses: when one of them changes, so may its value.
    public let dependencies: Set<Name>
    /// What values it can have.
    public let type: Type
    /// What is doubtful about it; errors too, where the policy lets them pass.
    public let findings: [Finding]
    private let names: KnownNames
    private let program: Program

    /// Reads, checks and compiles.
    ///
    /// - Parameters:
    ///   - text: at most 4,000 characters.
    ///   - scope: the names it may use.
    ///   - policy: which of its errors are thrown, and which are `findings`.
    ///   - expected: the type its values must have; another one is an error.
    /// - Throws: `FormulaError` when it is no FEEL, or breaks the policy.
    public init(
        _ text: String, in scope: Scope = Scope(), policy: Policy = .forms, expecting expected: Type = .any
    ) throws(FormulaError) {
        do {
            expression = try Parser.expression(text, names: scope.known)
        } catch {
            throw FormulaError(findings: [Mending.mended(error, in: text, scope: scope)])
        }
        self.text = text
        names = scope.known
        let check = Check.run(expression, in: scope, policy: policy, expecting: expected, text: text)
        dependencies = check.dependencies
        type = check.type
        findings = check.findings
        if policy.isStrict, findings.contains(where: { $0.severity == .error }) {
            throw FormulaError(findings: findings)
        }
        program = Program(expression, in: scope)
    }

    /// The value for these values of its names. Names without a value are null.
    ///
    /// - Parameters:
    ///   - values: by the names of the scope.
    ///   - moment: what `now()` and `today()` give; without one they are null.
    ///   - limits: beyond one of them the value is null, and `Evaluation.overrun` says so.
    public func evaluate(
        _ values: Context = .empty, at moment: Moment? = nil, limits: Limits = .standard
    ) -> Evaluation {
        program.run(values, at: moment, limits: limits)
    }

    /// The formula in its canonical form.
    public var canonical: String { Printer.text(of: expression, names: names) }

    /// The formula as one would read it aloud in Japanese: 「もし…ならば…、そうでなければ…」.
    public var reading: String { Reading.text(of: expression) }
}

/// What an evaluation gave.
public struct Evaluation: Sendable {
    /// What the formula gives, and null where that cannot be computed.
    public let value: Value
    /// Why it, or a part of it, is null: what was missing, of the wrong kind, or too large.
    public let notes: [Finding]
    /// Steps it took, of `Limits.steps`.
    public let steps: Int
    /// The limit it went beyond, if it did; the value is null then.
    public let overrun: Overrun?
}

/// What a formula is compiled to.
struct Program: Sendable {
    let step: Step
    private let places: Int
    private let size: Int
    private let span: Span

    init(_ expression: Expression, in scope: Scope) {
        var compiler = Compiler(scope: scope)
        step = compiler.compile(expression)
        places = compiler.places
        size = expression.size
        span = expression.span
    }

    func run(_ values: Context, at moment: Moment?, limits: Limits) -> Evaluation {
        var machine = Machine(values, locals: places, moment: moment, limits: limits)
        do throws(Overrun) {
            // The values are in a context, which is one level more.
            guard values.bulk.depth <= limits.valueDepth + 1 else { throw .valueDepth }
            try machine.spend(size)
            let value = try step(&machine)
            // Lists in lists are small to keep and may be endless to go through, which is the first thing done with them.
            guard value.weight <= limits.steps else { throw .steps }
            return Evaluation(
                value: value, notes: machine.notes, steps: limits.steps - machine.steps, overrun: nil)
        } catch {
            machine.note(.overrun(error), at: span)
            return Evaluation(
                value: .null, notes: machine.notes, steps: limits.steps - max(0, machine.steps), overrun: error)
        }
    }
}
