/// Finds out which inputs and decisions a decision's logic uses.
struct DMNRequirements {
    /// The places of inputs and decisions in the order of the model.
    private let places: [Name: Int]
    private let types: [Name: Type]
    private let known: KnownNames

    init(_ inputs: [DMNModel.Input], _ decisions: [DMNModel.Decision]) {
        let names = inputs.map(\.name) + decisions.map(\.name)
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        types = Dictionary(
            inputs.map { ($0.name, $0.type) } + decisions.map { ($0.name, $0.type) },
            uniquingKeysWith: { first, _ in first })
        known = Scope(types).known
    }

    /// The decision with what it uses added to what it requires, and its name given to its table.
    func completed(_ decision: DMNModel.Decision) -> DMNModel.Decision {
        var logic = decision.logic
        if case .table(var table) = logic {
            table.name = decision.name.text
            logic = .table(table)
        }
        let missing = names(in: logic).subtracting(decision.requires)
            .sorted { (places[$0] ?? 0) < (places[$1] ?? 0) }
        return DMNModel.Decision(
            decision.name, type: decision.type, requires: decision.requires + missing, logic: logic)
    }

    private func names(in logic: DMNModel.Logic) -> Set<Name> {
        switch logic {
        case .literal(let text): return names(inFormula: text)
        case .table(let table):
            var names: Set<Name> = []
            for input in table.inputs {
                names.formUnion(self.names(inFormula: input.expression))
                names.formUnion(input.allowedValues.map { self.names(inTests: $0) } ?? [])
            }
            for output in table.outputs {
                names.formUnion(output.allowedValues.map { self.names(inTests: $0) } ?? [])
                names.formUnion(output.defaultValue.map { self.names(inFormula: $0) } ?? [])
            }
            for rule in table.rules {
                for test in rule.tests { names.formUnion(self.names(inTests: test)) }
                for result in rule.outputs { names.formUnion(self.names(inFormula: result)) }
            }
            return names
        }
    }

    /// What cannot be read uses nothing: evaluating it tells what is wrong.
    private func names(inFormula text: String) -> Set<Name> {
        (try? Parser.expression(text, names: known)).map { names(in: $0, text) } ?? []
    }

    private func names(inTests text: String) -> Set<Name> {
        switch try? Parser.unaryTests(text, names: known) {
        case .tests(let tests)?, .negated(let tests)?:
            tests.reduce(into: []) { $0.formUnion(names(in: $1, text)) }
        case .any?, nil: []
        }
    }

    private func names(in expression: Expression, _ text: String) -> Set<Name> {
        var mentioned: [Name: Type] = [:]
        collect(expression, &mentioned)
        guard !mentioned.isEmpty else { return [] }
        // Names may be bound by the formula itself: the check knows where.
        mentioned[UnaryTests.subject] = .any
        let check = Check.run(
            expression, in: Scope(mentioned), policy: .open, expecting: .any, text: text)
        return check.dependencies.filter { types[$0] != nil }
    }

    private func collect(_ expression: Expression, _ names: inout [Name: Type]) {
        if case .name(let name) = expression.form, let type = types[name] { names[name] = type }
        Expression.children(of: expression.form) { collect($0, &names) }
    }
}
