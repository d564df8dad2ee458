/// Reads and checks the cells of a table, and gathers what is wrong with any of them.
struct TableCompiler {
    struct Parts {
        let inputs: [CompiledTable.Input]
        let outputs: [CompiledTable.Output]
        let rules: [CompiledTable.Rule]
        let type: Type
    }

    let table: DecisionTable
    let scope: Scope
    let policy: Formula.Policy
    var findings: [TableFinding] = []
    private(set) var dependencies: Set<Name> = []
    /// Whether a cell cannot be compiled under any policy.
    private var isBroken = false

    init(_ table: DecisionTable, _ scope: Scope, _ policy: Formula.Policy) {
        self.table = table
        self.scope = scope
        self.policy = policy
    }

    /// Errors first, and both kinds in the order in which they were found.
    var sorted: [TableFinding] {
        findings.filter { $0.severity == .error } + findings.filter { $0.severity != .error }
    }

    /// Nil when the table cannot be used; the findings say why.
    mutating func compile() -> Parts? {
        guard isWellFormed() else { return nil }
        let inputs = table.inputs.enumerated().compactMap { input($1, $0 + 1) }
        let outputs = table.outputs.enumerated().map { output($1, $0 + 1) }
        // Without the columns the cells cannot be judged.
        guard !isBroken else { return nil }
        var rules: [CompiledTable.Rule] = []
        for (index, rule) in table.rules.enumerated() {
            let tests = zip(rule.tests, inputs).enumerated().compactMap { place, pair in
                self.tests(pair.0, of: pair.1.type, at: .test(rule: index + 1, input: place + 1))
            }
            let results = zip(rule.outputs, outputs).enumerated().compactMap { place, pair in
                result(pair.0, of: pair.1, at: .result(rule: index + 1, output: place + 1))
            }
            rules.append(CompiledTable.Rule(tests: tests, results: results))
        }
        guard !isBroken, !policy.isStrict || !findings.contains(where: { $0.severity == .error }) else { return nil }
        return Parts(inputs: inputs, outputs: outputs, rules: rules, type: type(outputs, rules))
    }

    private mutating func report(_ kind: TableFinding.Kind, at cell: TableCell) {
        findings.append(TableFinding(kind, at: cell))
    }

    private mutating func report(_ found: [Finding], at cell: TableCell) {
        for finding in found { report(.formula(finding), at: cell) }
    }

    // MARK: The table

    /// Whether all cells are there that there must be.
    private mutating func isWellFormed() -> Bool {
        let cells = table.rules.reduce(table.inputs.count + table.outputs.count) {
            $0 + 1 + $1.tests.count + $1.outputs.count
        }
        if cells > CompiledTable.mostCells {
            report(.tooLarge(CompiledTable.mostCells), at: .table)
            return false
        }
        if table.outputs.isEmpty { report(.noOutputs, at: .table) }
        if table.rules.isEmpty { report(.noRules, at: .table) }
        if table.outputs.count > 1 { outputNames() }
        if table.hitPolicy.needsPriorities,
            !table.outputs.contains(where: { allowedText($0.allowedValues, $0.type) != nil })
        {
            report(.missingPriorities, at: table.outputs.isEmpty ? .table : .outputValues(1))
        }
        if case .collect(let aggregation) = table.hitPolicy, aggregation != .none, table.outputs.count > 1 {
            report(.aggregatesSeveral, at: .table)
        }
        for (index, rule) in table.rules.enumerated() {
            if rule.tests.count != table.inputs.count {
                report(.testCount(expected: table.inputs.count, found: rule.tests.count), at: .rule(index + 1))
                isBroken = true
            }
            if rule.outputs.count != table.outputs.count {
                report(.resultCount(expected: table.outputs.count, found: rule.outputs.count), at: .rule(index + 1))
                isBroken = true
            }
        }
        return !table.outputs.isEmpty && !isBroken
    }

    private mutating func outputNames() {
        var names: Set<Name> = []
        for (index, output) in table.outputs.enumerated() {
            if let name = output.name {
                if !names.insert(name).inserted { report(.duplicateOutput(name), at: .output(index + 1)) }
            } else {
                report(.unnamedOutput, at: .output(index + 1))
            }
        }
    }

    // MARK: Columns

    private mutating func input(_ input: DecisionTable.Input, _ number: Int) -> CompiledTable.Input? {
        guard let formula = formula(input.expression, of: input.type, at: .input(number)) else { return nil }
        let type = input.type == .any ? formula.type : input.type
        let item: Type = if case .list(let item) = type { item } else { type }
        let allowed = allowedText(input.allowedValues, item).flatMap { tests($0, of: item, at: .inputValues(number)) }
        return CompiledTable.Input(formula: formula, declared: input.type, type: type, allowed: allowed)
    }

    private mutating func output(_ output: DecisionTable.Output, _ number: Int) -> CompiledTable.Output {
        let text = allowedText(output.allowedValues, output.type)
        let allowed = text.flatMap { tests($0, of: output.type, at: .outputValues(number)) }
        var priorities: [UnaryTests] = []
        if table.hitPolicy.needsPriorities, let allowed, let text {
            if case .tests(let list) = allowed.form {
                for test in list {
                    // What was read once in the list can be read on its own.
                    if let one = try? UnaryTests(test.span.text(in: text), of: output.type, in: scope, policy: policy) {
                        priorities.append(one)
                    }
                }
            } else {
                report(.missingPriorities, at: .outputValues(number))
            }
        }
        let fallback = output.defaultValue.flatMap {
            result($0, type: output.type, allowed: allowed, at: .defaultOutput(number))
        }
        return CompiledTable.Output(type: output.type, allowed: allowed, priorities: priorities, fallback: fallback)
    }

    /// The tests of the allowed values: as written, or those of the choice that the type is.
    private func allowedText(_ text: String?, _ type: Type) -> String? {
        if let text { return text }
        if case .choice(let choices) = type, !choices.isEmpty {
            return choices.map(Value.quoted).joined(separator: ", ")
        }
        return nil
    }

    // MARK: Cells

    private mutating func formula(_ text: String, of type: Type, at cell: TableCell) -> Formula? {
        do {
            let formula = try Formula(text, in: scope, policy: policy, expecting: type)
            report(formula.findings, at: cell)
            dependencies.formUnion(formula.dependencies)
            return formula
        } catch {
            report(error.findings, at: cell)
            isBroken = true
            return nil
        }
    }

    private mutating func tests(_ text: String, of type: Type, at cell: TableCell) -> UnaryTests? {
        do {
            let tests = try UnaryTests(text, of: type, in: scope, policy: policy)
            report(tests.findings, at: cell)
            dependencies.formUnion(tests.dependencies)
            return tests
        } catch {
            report(error.findings, at: cell)
            isBroken = true
            return nil
        }
    }

    private mutating func result(_ text: String, of output: CompiledTable.Output, at cell: TableCell) -> Formula? {
        result(text, type: output.type, allowed: output.allowed, at: cell)
    }

    /// A cell with a result; one that is a literal must be among the allowed values.
    private mutating func result(
        _ text: String, type: Type, allowed: UnaryTests?, at cell: TableCell
    ) -> Formula? {
        guard let formula = formula(text, of: type, at: cell) else { return nil }
        if let allowed, allowed.dependencies.isEmpty, let value = formula.expression.constant, !value.isNull,
            case .boolean(false) = allowed.evaluate(value).value
        {
            report(.outputNotAllowed(value.description), at: cell)
        }
        return formula
    }

    /// What values the table can have.
    private func type(_ outputs: [CompiledTable.Output], _ rules: [CompiledTable.Rule]) -> Type {
        if table.hitPolicy == .collect(.count) { return .number }
        var types: [Type] = []
        for (place, output) in outputs.enumerated() {
            let given = rules.map { $0.results[place].type } + [output.fallback?.type].compactMap { $0 }
            types.append(output.type == .any ? given.reduce(.null) { $0.joined($1) } : output.type)
        }
        var item = types.count == 1 ? types[0] : .any
        if types.count > 1 {
            let named = zip(table.outputs, types).compactMap { output, type in output.name.map { ($0, type) } }
            item = .context(Dictionary(named, uniquingKeysWith: { first, _ in first }))
        }
        return table.hitPolicy.givesList ? .list(item) : item
    }
}
