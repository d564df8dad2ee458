/// A decision model made ready to be evaluated many times.
public struct CompiledModel: Sendable {
    /// What it was made from.
    public let model: DMNModel
    /// The decisions, each after those it requires.
    private let order: [Decision]
    private let places: [Name: Int]

    private struct Decision: Sendable {
        let name: Name
        let type: Type
        let requires: [Name]
        let logic: Logic
    }

    private enum Logic: Sendable {
        case formula(Formula)
        case table(CompiledTable)
    }

    /// Reads and checks all formulas and tables.
    ///
    /// - Parameter policy: which errors of formulas and tables are thrown, and which are `findings`.
    /// - Throws: `DMNError` when two things have one name, decisions require one another in a circle or what is not
    ///   there, or a formula or table is wrong.
    public init(_ model: DMNModel, policy: Formula.Policy = .forms) throws(DMNError) {
        self.model = model
        var types: [Name: Type] = [:]
        for (name, type) in model.inputs.map({ ($0.name, $0.type) }) + model.decisions.map({ ($0.name, $0.type) }) {
            if types.updateValue(type, forKey: name) != nil { throw DMNError(.duplicate(name.text)) }
        }
        let named = Dictionary(model.types.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        var order: [Decision] = []
        var places: [Name: Int] = [:]
        for decision in try DMNOrder.sorted(model) {
            var names: [Name: Type] = [:]
            for name in decision.requires {
                guard let type = types[name] else {
                    throw DMNError(.unknownRequirement(name, of: decision.name))
                }
                names[name] = type
            }
            let scope = Scope(names, types: named)
            let logic = try CompiledModel.logic(of: decision, in: scope, policy)
            // A decision without a type has that of its logic, for those that use it.
            if decision.type == .any { types[decision.name] = logic.type }
            places[decision.name] = order.count
            order.append(
                Decision(name: decision.name, type: decision.type, requires: decision.requires, logic: logic.logic))
        }
        (self.order, self.places) = (order, places)
    }

    /// What is doubtful about formulas and tables.
    public var findings: [DMNEvaluation.Note] {
        order.flatMap { decision -> [DMNEvaluation.Note] in
            switch decision.logic {
            case .formula(let formula):
                formula.findings.map { .formula($0, of: decision.name, text: formula.text) }
            case .table(let table): table.findings.map { .table($0, of: table.table) }
            }
        }
    }

    private static func logic(
        of decision: DMNModel.Decision, in scope: Scope, _ policy: Formula.Policy
    ) throws(DMNError) -> (logic: Logic, type: Type) {
        switch decision.logic {
        case .literal(let text):
            do {
                let formula = try Formula(text, in: scope, policy: policy)
                return (.formula(formula), formula.type)
            } catch {
                throw DMNError(.formula(.init(text: text, findings: error.findings), of: decision.name))
            }
        case .table(let table):
            do {
                let table = try CompiledTable(table, in: scope, policy: policy)
                return (.table(table), table.type)
            } catch {
                throw DMNError(.table(error.findings, of: table))
            }
        }
    }

    /// Evaluates a decision and those it requires, each once.
    ///
    /// - Parameters:
    ///   - decision: its name; decisions that it does not require are not evaluated.
    ///   - values: of the inputs; those without a value are null.
    ///   - moment: what `now()` and `today()` give; without one they are null.
    ///   - limits: for all decisions together.
    /// - Throws: `DMNError` when there is no such decision.
    public func evaluate(
        _ decision: Name, with values: Context, at moment: Moment? = nil, limits: Limits = .standard
    ) throws(DMNError) -> DMNEvaluation {
        guard let last = places[decision] else { throw DMNError(.unknownDecision(decision)) }
        var needed: Set<Name> = [decision]
        for decision in order[...last].reversed() where needed.contains(decision.name) {
            needed.formUnion(decision.requires)
        }
        var run = Run(moment: moment, limits: limits)
        for input in model.inputs where needed.contains(input.name) {
            guard let value = values[input.name] else { continue }
            run.values[input.name] = run.converted(value, to: input.type, of: input.name)
        }
        for decision in order[...last] where needed.contains(decision.name) { run.evaluate(decision) }
        return DMNEvaluation(
            value: run.overrun == nil ? run.values[decision] ?? .null : .null,
            decided: Context(order[...last].compactMap { one in run.values[one.name].map { (one.name, $0) } }),
            notes: run.notes, steps: run.used, overrun: run.overrun)
    }

    /// One evaluation: all decisions take their steps from the same budget.
    private struct Run {
        let moment: Moment?
        let limits: Limits
        var values: [Name: Value] = [:]
        var notes: [DMNEvaluation.Note] = []
        var used = 0
        var overrun: Overrun?

        mutating func evaluate(_ decision: Decision) {
            guard overrun == nil else { return }
            var rest = limits
            rest.steps -= used
            let given = Context(decision.requires.compactMap { name in values[name].map { (name, $0) } })
            let found: Value
            switch decision.logic {
            case .formula(let formula):
                let evaluation = formula.evaluate(given, at: moment, limits: rest)
                notes += evaluation.notes.map { .formula($0, of: decision.name, text: formula.text) }
                (found, overrun) = (evaluation.value, evaluation.overrun)
                used += evaluation.steps
            case .table(let table):
                let evaluation = table.evaluate(given, at: moment, limits: rest)
                notes += evaluation.notes.map { .table($0, of: table.table) }
                (found, overrun) = (evaluation.value, evaluation.overrun)
                used += evaluation.steps
            }
            values[decision.name] = converted(found, to: decision.type, of: decision.name)
        }

        /// The value as one of the type, a single item standing for a list of it and the other way round (§10.3.2.9.4);
        /// null, with a note, when it is none.
        mutating func converted(_ value: Value, to type: Type, of name: Name) -> Value {
            used += value.cost(of: type)
            guard used <= limits.steps else {
                (used, overrun) = (limits.steps, .steps)
                return .null
            }
            if let converted = value.converted(to: type), converted.isChosen(from: type) { return converted }
            if case .list(let item) = type, value.conforms(to: item), value.isChosen(from: item) {
                return .list(List([value]))
            }
            notes.append(.type(expected: type, found: value.kind, of: name))
            return .null
        }
    }
}

extension Value {
    /// Whether it is one of the choices, where the type has them.
    fileprivate func isChosen(from type: Type) -> Bool {
        switch (self, type) {
        case (.string(let text), .choice(let choices)): choices.contains { $0.hasSameCharacters(as: text) }
        case (.list(let list), .list(.choice)):
            list.allSatisfy { item in if case .list(let choice) = type { item.isChosen(from: choice) } else { true } }
        default: true
        }
    }
}

/// What evaluating a decision gave.
public struct DMNEvaluation: Sendable {
    /// What the decision gave, converted to its type (§10.3.2.9.4).
    public let value: Value
    /// The decision and those it required, with their values.
    public let decided: Context
    /// Why values, or parts of them, are null.
    public let notes: [Note]
    /// Steps all decisions together took, of `Limits.steps`.
    public let steps: Int
    /// The limit they went beyond, if they did; the value is null then.
    public let overrun: Overrun?

    /// Something to be said of a model: of one of its formulas or tables, or of a value.
    public enum Note: Hashable, Sendable {
        /// Of the formula of a decision, and its text, which the finding's place is in.
        case formula(Finding, of: Name, text: String)
        /// Of the table of a decision, which has the decision's name.
        case table(TableFinding, of: DecisionTable)
        /// A value was of another type than its input or decision has.
        case type(expected: Type, found: ValueKind, of: Name)

        /// The decision, input or cell that it is about, then what is wrong and what to do, in both languages.
        public var message: Message {
            switch self {
            case .formula(let finding, let name, let text):
                let said = finding.report(in: text)
                return Message(ja: "決定「\(name)」：\(said.ja)", en: "Decision \"\(name)\": \(said.en)")
            case .table(let finding, let table): return finding.report(in: table)
            case .type(let expected, let found, let name):
                return Message(
                    ja: "「\(name)」には\(expected.japanese)が必要ですが、\(found.type.japanese)です。",
                    en: "\"\(name)\" must be \(expected.english), but is \(found.type.english).")
            }
        }
    }
}
