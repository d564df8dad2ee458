/// What can be known of a table before it is evaluated: rules that never match, rules that match together, combinations
/// that no rule covers. Only literal tests are understood, and the work is limited; what is not known is not said.
struct TableAnalysis {
    let table: DecisionTable
    let inputs: [CompiledTable.Input]
    let rules: [CompiledTable.Rule]
    let scope: Scope
    private(set) var findings: [TableFinding] = []
    /// What may still be done.
    private var work = 2_000_000

    /// A column whose values are divided into parts.
    struct Column {
        let parts: TestParts
        /// The parts the input can have.
        let allowed: Bits
        /// The parts each rule matches; nil where its test is not literal.
        let matches: [Bits?]
        /// The rules that match a part, or may.
        let candidates: [Bits]
    }

    static let mostOverlaps = 10

    init(
        _ table: DecisionTable, _ inputs: [CompiledTable.Input], _ rules: [CompiledTable.Rule], _ scope: Scope
    ) {
        self.table = table
        self.inputs = inputs
        self.rules = rules
        self.scope = scope
    }

    mutating func run(hasDefault: Bool) -> CompiledTable.Coverage {
        guard !rules.isEmpty else { return .gaps([inputs.map { _ in "-" }]) }
        let columns = inputs.indices.map { column($0) }
        for (index, column) in columns.enumerated() { if let column { deadTests(column, index) } }
        guard areIndependent else { return .unknown }
        if table.hitPolicy == .unique { overlaps(columns) }
        if table.hitPolicy == .first { hiddenRules(columns) }
        var search = GapSearch(columns, rules: rules.count, work: work)
        let coverage = search.run()
        if case .gaps(let gaps) = coverage, !hasDefault, table.hitPolicy.wantsCompleteness {
            for gap in gaps {
                findings.append(TableFinding(.gap(zip(table.inputs, gap).compactMap(Self.described)), at: .table))
            }
        }
        return coverage
    }

    private static func described(_ input: DecisionTable.Input, _ test: String) -> TableFinding.Column? {
        test == "-" ? nil : TableFinding.Column(heading: input.heading, test: test)
    }

    /// Whether any value of one input can come with any of another: they use different names.
    private var areIndependent: Bool {
        var names: Set<Name> = []
        for input in inputs {
            if !names.isDisjoint(with: input.formula.dependencies) { return false }
            names.formUnion(input.formula.dependencies)
        }
        return true
    }

    // MARK: Columns

    private mutating func column(_ index: Int) -> Column? {
        let input = inputs[index]
        if case .list = input.type { return nil }
        // Cells with the same text match the same.
        var ends = TestEnds()
        var known: [String: TestEnds?] = [:]
        for rule in rules {
            let test = rule.tests[index]
            let found = known[test.text] ?? test.ends(in: scope)
            if known.updateValue(found, forKey: test.text) == nil, let found { ends.add(found) }
        }
        if let allowed = input.allowed {
            guard let found = allowed.ends(in: scope) else { return nil }
            ends.add(found)
        }
        guard let parts = TestParts(ends: ends.values, areOrdered: ends.areOrdered, type: input.type) else {
            return nil
        }
        work -= parts.parts.count * (known.count + 1) * 10
        guard work > 0 else { return nil }
        var passed: [String: Bits] = [:]
        var matches: [Bits?] = []
        var candidates = Array(repeating: Bits(rules.count), count: parts.parts.count)
        for (number, rule) in rules.enumerated() {
            let test = rule.tests[index]
            var bits: Bits?
            if case .some(.some) = known[test.text] {
                bits = passed[test.text] ?? TableAnalysis.passing(test, parts)
                passed[test.text] = bits
            }
            matches.append(bits)
            for part in parts.parts.indices where bits?.contains(part) ?? true { candidates[part].insert(number) }
            work -= parts.parts.count
        }
        let allowed = input.allowed.map { TableAnalysis.passing($0, parts) } ?? Bits(all: parts.parts.count)
        return Column(parts: parts, allowed: allowed, matches: matches, candidates: candidates)
    }

    private static func passing(_ tests: UnaryTests, _ parts: TestParts) -> Bits {
        var bits = Bits(parts.parts.count)
        var limits = Limits.standard
        limits.steps = 10_000
        for (index, part) in parts.parts.enumerated() {
            if case .boolean(true) = tests.evaluate(part.value, limits: limits).value { bits.insert(index) }
        }
        return bits
    }

    private mutating func deadTests(_ column: Column, _ index: Int) {
        for (number, bits) in column.matches.enumerated() {
            guard let bits, bits.intersection(column.allowed).isEmpty else { continue }
            findings.append(
                TableFinding(
                    bits.isEmpty ? .neverMatches : .matchesOnlyForbidden,
                    at: .test(rule: number + 1, input: index + 1)))
        }
    }

    // MARK: Pairs of rules

    /// Pairs of rules, the earlier one first, until the work is done.
    private mutating func pairs(_ columns: [Column?], _ body: (Int, Int, inout [TableFinding]) -> Bool) {
        let size = columns.reduce(1) { $0 + ($1.map { $0.allowed.words.count } ?? 1) }
        for second in rules.indices {
            for first in 0..<second {
                work -= size
                guard work > 0, body(first, second, &findings) else { return }
            }
        }
    }

    private mutating func overlaps(_ columns: [Column?]) {
        let (rules, headings) = (rules, table.inputs)
        var count = 0
        pairs(columns) { first, second, findings in
            var tests: [TableFinding.Column] = []
            for (index, column) in columns.enumerated() {
                guard let column else {
                    // Nothing is known of the tests; but two that match anything match together.
                    guard rules[first].tests[index].isAny || rules[second].tests[index].isAny else { return true }
                    continue
                }
                guard let one = column.matches[first], let two = column.matches[second] else { return true }
                let common = one.intersection(two).intersection(column.allowed)
                guard !common.isEmpty else { return true }
                let group = column.parts.groups { common.contains($0) ? true : nil }[0].parts
                if let described = Self.described(headings[index], column.parts.test(of: group)) {
                    tests.append(described)
                }
            }
            findings.append(TableFinding(.overlap(with: first + 1, tests), at: .rule(second + 1)))
            count += 1
            return count < TableAnalysis.mostOverlaps
        }
    }

    private mutating func hiddenRules(_ columns: [Column?]) {
        let rules = rules
        var hidden: Set<Int> = []
        pairs(columns) { first, second, findings in
            guard !hidden.contains(second) else { return true }
            for (index, column) in columns.enumerated() {
                if rules[first].tests[index].isAny { continue }
                guard let column, let one = column.matches[first], let two = column.matches[second],
                    two.intersection(column.allowed).isSubset(of: one)
                else { return true }
            }
            hidden.insert(second)
            findings.append(TableFinding(.hidden(by: first + 1), at: .rule(second + 1)))
            return true
        }
    }
}

extension TestEnds {
    fileprivate mutating func add(_ other: TestEnds) {
        values += other.values
        areOrdered = areOrdered || other.areOrdered
    }
}
