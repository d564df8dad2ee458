/// The values that literal tests speak of: where what they match can change.
struct TestEnds {
    var values: [Value] = []
    /// Whether the order of the values matters, and not only whether they are equal.
    var areOrdered = false
}

extension UnaryTests {
    /// The values that the tests compare with; nil when they are not literal.
    func ends(in scope: Scope) -> TestEnds? {
        let tests: [Expression]
        switch form {
        case .any: return TestEnds()
        case .tests(let list), .negated(let list): tests = list
        }
        guard dependencies.isEmpty else { return nil }
        var ends = TestEnds()
        for test in tests where !ends.add(test, scope) { return nil }
        return ends
    }
}

extension TestEnds {
    /// Adds the values that a test compares with; false when that cannot be said of all it does.
    fileprivate mutating func add(_ test: Expression, _ scope: Scope) -> Bool {
        switch test.form {
        case .interval(_, let start, let end, _):
            return add(start, isOrdered: true, scope) && add(end, isOrdered: true, scope)
        case .comparison(let sign, let operand): return add(operand, isOrdered: sign.isOrder, scope)
        case .compare(let sign, let left, let right):
            if left.isSubject { return add(right, isOrdered: sign.isOrder, scope) }
            return right.isSubject && add(left, isOrdered: sign.isOrder, scope)
        case .between(let operand, let low, let high):
            return operand.isSubject && add(low, isOrdered: true, scope) && add(high, isOrdered: true, scope)
        case .and(let operands), .or(let operands), .list(let operands):
            return operands.allSatisfy { add($0, scope) }
        case .membership(let operand, let tests):
            return operand.isSubject && tests.allSatisfy { add($0, scope) }
        case .call(let function, .positional(let arguments)):
            if case .name("not") = function.form, arguments.count == 1 { return add(arguments[0], scope) }
            return add(test, isOrdered: false, scope)
        default: return add(test, isOrdered: false, scope)
        }
    }

    /// Adds the value of an expression that has the same always.
    private mutating func add(_ expression: Expression, isOrdered: Bool, _ scope: Scope) -> Bool {
        guard !expression.mentions(UnaryTests.subject) else { return false }
        var limits = Limits.standard
        limits.steps = 1_000
        let value = Program(expression, in: scope).run(.empty, at: nil, limits: limits).value
        switch value {
        case .number, .date, .string, .boolean: values.append(value)
        default: return false
        }
        areOrdered = areOrdered || isOrdered
        return true
    }
}

extension Expression {
    fileprivate var isSubject: Bool { if case .name(UnaryTests.subject) = form { true } else { false } }
}

extension Expression.Comparison {
    fileprivate var isOrder: Bool { self != .equal && self != .unequal }
}
