/// One evaluation of a table: all its cells take their steps from the same budget.
struct TableRun {
    private let compiled: CompiledTable
    private let values: Context
    private let moment: Moment?
    private let limits: Limits
    /// What is left of the steps.
    private var steps: Int
    private var matched: [Int] = []
    private var notes: [TableFinding] = []

    init(_ compiled: CompiledTable, _ values: Context, _ moment: Moment?, _ limits: Limits) {
        self.compiled = compiled
        self.values = values
        self.moment = moment
        self.limits = limits
        steps = limits.steps
    }

    mutating func evaluation() -> TableEvaluation {
        do {
            let value = try value()
            return TableEvaluation(
                value: value, matched: matched, notes: notes, steps: limits.steps - steps, overrun: nil)
        } catch {
            // Where the limit was reached is told by a note of the cell already, or by this one.
            if !notes.contains(where: \.isOverrun) { notes.append(TableFinding(.overrun(error), at: .table)) }
            return TableEvaluation(
                value: .null, matched: matched, notes: notes, steps: limits.steps - max(0, steps), overrun: error)
        }
    }

    // MARK: Budget

    private var rest: Limits {
        var rest = limits
        rest.steps = steps
        return rest
    }

    private mutating func spend(_ count: Int) throws(Overrun) {
        steps -= count
        if steps < 0 { throw .steps }
    }

    private mutating func note(_ kind: TableFinding.Kind, at cell: TableCell) {
        let finding = TableFinding(kind, at: cell)
        if notes.count < Machine.mostNotes, !notes.contains(finding) { notes.append(finding) }
    }

    private mutating func take(_ evaluation: Evaluation, at cell: TableCell) throws(Overrun) -> Value {
        // Even an empty cell is looked at.
        try spend(max(1, evaluation.steps))
        for finding in evaluation.notes {
            if case .overrun(let overrun) = finding.kind {
                note(.overrun(overrun), at: cell)
            } else {
                note(.formula(finding), at: cell)
            }
        }
        if let overrun = evaluation.overrun { throw overrun }
        return evaluation.value
    }

    /// Does something that needs a machine, with what is left of the steps.
    private mutating func withMachine(_ body: (inout Machine) throws(Overrun) -> Value) throws(Overrun) -> Value {
        var machine = Machine(.empty, locals: 0, moment: moment, limits: rest)
        let value = try body(&machine)
        steps = machine.steps
        for finding in machine.notes { note(.formula(finding), at: .table) }
        return value
    }

    // MARK: Matching

    private mutating func value() throws(Overrun) -> Value {
        var subjects: [Context] = []
        for (index, input) in compiled.inputs.enumerated() {
            guard let value = try value(of: input, index + 1) else { return .null }
            subjects.append(values.setting(UnaryTests.subject, to: value))
        }
        var hits: [Int] = []
        for (index, rule) in compiled.rules.enumerated() {
            guard try matches(rule, index + 1, subjects) else { continue }
            hits.append(index)
            matched.append(index + 1)
            if compiled.table.hitPolicy == .first { break }
        }
        return hits.isEmpty ? try fallback() : try result(hits)
    }

    /// The value of an input; nil, with a note, when it is none of the allowed ones.
    private mutating func value(of input: CompiledTable.Input, _ number: Int) throws(Overrun) -> Value? {
        let found = try take(input.formula.evaluate(values, at: moment, limits: rest), at: .input(number))
        try spend(found.cost(of: input.declared))
        var value = found
        if let converted = found.converted(to: input.declared) {
            value = converted
        } else {
            note(.inputType(expected: input.declared, found: found.kind), at: .input(number))
            value = .null
        }
        guard let allowed = input.allowed else { return value }
        // The allowed values of a list are those of its items.
        let items: [Value] = if case .list(let list) = value, case .list = input.type { list.items } else { [value] }
        for item in items {
            let test = try take(
                allowed.evaluate(item, with: values, at: moment, limits: rest), at: .inputValues(number))
            if case .boolean(true) = test { continue }
            note(item.isNull ? .emptyInput : .inputNotAllowed(item.brief), at: .input(number))
            return nil
        }
        return value
    }

    private mutating func matches(
        _ rule: CompiledTable.Rule, _ number: Int, _ subjects: [Context]
    ) throws(Overrun) -> Bool {
        for (index, test) in rule.tests.enumerated() {
            let passed = try take(
                test.evaluate(in: subjects[index], at: moment, limits: rest), at: .test(rule: number, input: index + 1))
            guard case .boolean(true) = passed else { return false }
        }
        return true
    }

    // MARK: Outputs

    /// The default output; null where there is none. Where a list is given, it is the one item of it.
    private mutating func fallback() throws(Overrun) -> Value {
        guard compiled.outputs.contains(where: { $0.fallback != nil }) else {
            note(.noMatch, at: .table)
            return .null
        }
        var results: [Value] = []
        for (index, output) in compiled.outputs.enumerated() {
            results.append(
                try output.fallback.map { formula throws(Overrun) in
                    try result(formula, of: output, at: .defaultOutput(index + 1))
                } ?? .null)
        }
        let value = try combined(results)
        if case .list = value { return value }
        return compiled.table.hitPolicy.givesList ? try list([value]) : value
    }

    /// The results of a rule, one for each output.
    private mutating func results(_ index: Int) throws(Overrun) -> [Value] {
        var results: [Value] = []
        for (place, formula) in compiled.rules[index].results.enumerated() {
            let cell = TableCell.result(rule: index + 1, output: place + 1)
            results.append(try result(formula, of: compiled.outputs[place], at: cell))
        }
        return results
    }

    /// A result as one of the output's type and among its allowed values; else null, with a note.
    private mutating func result(
        _ formula: Formula, of output: CompiledTable.Output, at cell: TableCell
    ) throws(Overrun) -> Value {
        let found = try take(formula.evaluate(values, at: moment, limits: rest), at: cell)
        try spend(found.cost(of: output.type))
        guard let value = found.converted(to: output.type) else {
            note(.outputType(expected: output.type, found: found.kind), at: cell)
            return .null
        }
        guard let allowed = output.allowed, !value.isNull else { return value }
        let test = try take(allowed.evaluate(value, with: values, at: moment, limits: rest), at: cell)
        if case .boolean(true) = test { return value }
        note(.outputNotAllowed(value.brief), at: cell)
        return .null
    }

    /// One output is its value, several are a context.
    private mutating func combined(_ results: [Value]) throws(Overrun) -> Value {
        if results.count == 1 { return results[0] }
        let entries = zip(compiled.table.outputs, results).compactMap { output, value in
            output.name.map { ($0, value) }
        }
        try spend(entries.count)
        return try withMachine { machine throws(Overrun) in try machine.context(Context(entries)) }
    }

    private mutating func list(_ items: [Value]) throws(Overrun) -> Value {
        try withMachine { machine throws(Overrun) in try machine.list(items) }
    }

    private mutating func outputs(_ hits: [Int]) throws(Overrun) -> [Value] {
        var values: [Value] = []
        for index in hits { values.append(try combined(try results(index))) }
        return values
    }

    // MARK: Hit policies

    private mutating func result(_ hits: [Int]) throws(Overrun) -> Value {
        switch compiled.table.hitPolicy {
        case .first: return try outputs([hits[0]])[0]
        case .unique:
            if hits.count == 1 { return try outputs(hits)[0] }
            note(.severalMatches(matched), at: .table)
            return .null
        case .any:
            let values = try outputs(hits)
            for value in values.dropFirst() {
                try spend(min(value.weight, values[0].weight))
                if value.equals(values[0]) == true || value.isSame(as: values[0]) { continue }
                note(.differentOutputs(matched), at: .table)
                return .null
            }
            return values[0]
        case .priority: return try ordered(hits)[0]
        case .outputOrder: return try list(try ordered(hits))
        case .ruleOrder: return try list(try outputs(hits))
        case .collect(let aggregation): return try collected(hits, aggregation)
        }
    }

    private mutating func collected(
        _ hits: [Int], _ aggregation: HitPolicy.Aggregation
    ) throws(Overrun) -> Value {
        let list = try list(try outputs(hits))
        guard let name = aggregation.function, let function = Builtin.named[name] else { return list }
        // Aggregations of several outputs are undefined (§8.2.10).
        guard compiled.outputs.count == 1 else {
            note(.aggregatesSeveral, at: .table)
            return .null
        }
        return try withMachine { machine throws(Overrun) in
            try function.run(function.matches(count: 1), [list], &machine, Span(0, 0))
        }
    }

    /// The outputs by their priorities, from the first output to the last; those of equal priority in the rules' order.
    private mutating func ordered(_ hits: [Int]) throws(Overrun) -> [Value] {
        var ranked: [(ranks: [Int], place: Int, value: Value)] = []
        for (place, index) in hits.enumerated() {
            let results = try results(index)
            var ranks: [Int] = []
            for (output, value) in zip(compiled.outputs, results) { ranks.append(try rank(value, of: output)) }
            ranked.append((ranks, place, try combined(results)))
        }
        try spend(ranked.count * compiled.outputs.count)
        ranked.sort {
            $0.ranks == $1.ranks ? $0.place < $1.place : $0.ranks.lexicographicallyPrecedes($1.ranks)
        }
        return ranked.map(\.value)
    }

    /// The place among the output's allowed values; after all of them for any other value.
    private mutating func rank(_ value: Value, of output: CompiledTable.Output) throws(Overrun) -> Int {
        for (place, test) in output.priorities.enumerated() {
            let evaluation = test.evaluate(value, with: values, at: moment, limits: rest)
            try spend(max(1, evaluation.steps))
            if case .boolean(true) = evaluation.value { return place }
        }
        return output.priorities.count
    }
}

extension TableFinding {
    fileprivate var isOverrun: Bool { if case .overrun = kind { true } else { false } }
}

extension Value {
    /// As messages show it: not longer than a line.
    fileprivate var brief: String {
        guard weight < 1_000 else { return "…" }
        let text = description
        return text.count > 60 ? text.prefix(60) + "…" : text
    }
}
