extension Check {
    // MARK: Arithmetic

    mutating func chain(_ first: Expression, _ rest: [(Expression.Operator, Expression)]) -> Type {
        var type = type(of: first)
        for (sign, operand) in rest {
            let right = self.type(of: operand)
            let span = first.span.through(operand.span)
            if sign == .divided, case .number(0)? = operand.constant {
                report(.divisionByZero, at: operand.span)
                type = .null
                continue
            }
            guard let result = Check.result(sign, type, right) else {
                report(.operands(sign.rawValue, type, right), at: span)
                type = .any
                continue
            }
            if Check.mixesAmounts(sign, type, right) { report(.mixedAmounts(sign.rawValue, type, right), at: span) }
            if result == .null { report(.alwaysNull(span.text(in: text)), at: span) }
            type = result
        }
        return type
    }

    /// The type of the result; nil when the operator has none for these types (DMN 1.5 tables 57 and 59).
    private static func result(_ sign: Expression.Operator, _ left: Type, _ right: Type) -> Type? {
        if left == .null || right == .null { return .null }
        let (one, two) = (left.plain, right.plain)
        if one == .any || two == .any {
            // What is not known may turn out right, unless the known side never can.
            let known = one == .any ? two : one
            switch known {
            case .any: return .any
            case .boolean, .list, .context, .range, .function: return nil
            case .string: return sign == .plus ? .string : nil
            case .number: return sign == .plus || sign == .minus || sign == .power ? .number : .any
            default: return sign == .power ? nil : .any
            }
        }
        if one == .number, two == .number { return number(sign, left, right) }
        switch (sign, one, two) {
        case (.plus, .string, .string): return .string
        case (.plus, .daysAndTime, let other), (.plus, let other, .daysAndTime), (.minus, let other, .daysAndTime):
            return [.date, .time, .dateAndTime, .daysAndTime].contains(other) ? other : nil
        case (.plus, .yearsAndMonths, let other), (.plus, let other, .yearsAndMonths),
            (.minus, let other, .yearsAndMonths):
            return [.date, .dateAndTime, .yearsAndMonths].contains(other) ? other : nil
        case (.minus, .date, .date), (.minus, .date, .dateAndTime), (.minus, .dateAndTime, .date),
            (.minus, .dateAndTime, .dateAndTime), (.minus, .time, .time):
            return .daysAndTime
        case (.times, .number, .daysAndTime), (.times, .daysAndTime, .number), (.divided, .daysAndTime, .number):
            return .daysAndTime
        case (.times, .number, .yearsAndMonths), (.times, .yearsAndMonths, .number),
            (.divided, .yearsAndMonths, .number):
            return .yearsAndMonths
        case (.divided, .daysAndTime, .daysAndTime), (.divided, .yearsAndMonths, .yearsAndMonths): return .number
        default: return nil
        }
    }

    /// 金額 stays 金額 when it is added to, multiplied and divided by numbers; 金額 by 金額 is a 率.
    private static func number(_ sign: Expression.Operator, _ left: Type, _ right: Type) -> Type {
        switch (sign, left, right) {
        case (.divided, .amount, .amount): .rate
        case (.power, _, _), (.divided, _, .amount): .number
        case (_, .amount, _), (_, _, .amount): .amount
        case (_, .rate, .rate): .rate
        default: .number
        }
    }

    private static func mixesAmounts(_ sign: Expression.Operator, _ left: Type, _ right: Type) -> Bool {
        switch (sign, left, right) {
        case (.times, .amount, .amount), (.plus, .amount, .rate), (.plus, .rate, .amount), (.minus, .amount, .rate),
            (.minus, .rate, .amount):
            true
        default: false
        }
    }

    // MARK: Conditions

    /// Something that must be true or false.
    mutating func condition(_ expression: Expression) {
        let type = type(of: expression)
        switch type {
        case .boolean, .any: break
        case .null: report(.alwaysNull(text(expression)), at: expression.span)
        default: report(.condition(type), at: expression.span)
        }
    }

    mutating func comparison(
        _ sign: Expression.Comparison, _ left: Expression, _ right: Expression, at span: Span
    ) -> Type {
        let (one, two) = (type(of: left), type(of: right))
        if let mend = dateMend(left, one, right, two) ?? dateMend(right, two, left, one) {
            report(.operands(sign.rawValue, one, two), at: span, mend: mend)
            return .boolean
        }
        guard sign == .equal || sign == .unequal else {
            ordered(sign.rawValue, one, two, at: span)
            decided(sign, left, right, at: span)
            return .boolean
        }
        if one == .null || two == .null { return .boolean }
        if !one.mayConform(to: two), !two.mayConform(to: one) {
            report(.operands(sign.rawValue, one, two), at: span)
        } else if case .choice(let some) = one, case .choice(let others) = two,
            !some.contains(where: others.contains), left.constant == nil || right.constant == nil
        {
            report(sign == .equal ? .alwaysFalse(span.text(in: text)) : .alwaysTrue(span.text(in: text)), at: span)
        } else {
            decided(sign, left, right, at: span)
        }
        return .boolean
    }

    /// A date compared with `"2026-04-01"` or `2026-04-01`: what is meant is `@"2026-04-01"`.
    private func dateMend(_ date: Expression, _ type: Type, _ other: Expression, _ found: Type) -> Mend? {
        guard [.date, .dateAndTime, .time].contains(type), found.plain == .string || found.plain == .number else {
            return nil
        }
        let written = if case .string(let string) = other.form { string } else { text(other) }
        return Temporal.parse(written) == nil ? nil : Mend(at: other.span, with: "@\"\(written)\"")
    }

    /// A comparison of constants, whose outcome is known.
    private mutating func decided(
        _ sign: Expression.Comparison, _ left: Expression, _ right: Expression, at span: Span
    ) {
        guard let one = left.constant, let two = right.constant, !one.isNull, !two.isNull else { return }
        let order = one.order(two)
        let holds: Bool? =
            switch sign {
            case .equal: one.equals(two)
            case .unequal: one.equals(two).map { !$0 }
            case .less: order.map { $0 < 0 }
            case .lessOrEqual: order.map { $0 <= 0 }
            case .greater: order.map { $0 > 0 }
            case .greaterOrEqual: order.map { $0 >= 0 }
            }
        if let holds { report(holds ? .alwaysTrue(span.text(in: text)) : .alwaysFalse(span.text(in: text)), at: span) }
    }

    /// Both sides must have an order, and the same.
    mutating func ordered(_ sign: String, _ left: Type, _ right: Type, at span: Span) {
        if left == .null || right == .null {
            report(.alwaysNull(span.text(in: text)), at: span)
        } else if !left.hasOrder || !right.hasOrder || !(left.mayConform(to: right) || right.mayConform(to: left)) {
            report(.operands(sign, left, right), at: span)
        }
    }

    mutating func interval(_ start: Expression, _ end: Expression, at span: Span) -> Type {
        let (one, two) = (type(of: start), type(of: end))
        if one != .null, two != .null { ordered("..", one, two, at: span) }
        if let low = start.constant, let high = end.constant, let order = low.order(high), order > 0 {
            report(.alwaysNull(span.text(in: text)), at: span)
        }
        return .range(one.joined(two).plain)
    }

    /// A test after `in`: a value, a range, a list of these, or a condition on `?`.
    mutating func test(_ test: Expression, of type: Type) {
        let found = self.type(of: test)
        if test.mentions("?") {
            if found.plain == .boolean { return }
        }
        let candidates: Type
        switch found {
        case .range(let item): candidates = item
        case .list(.range(let item)), .list(let item): candidates = item
        default: candidates = found
        }
        if case .list = type, found.mayConform(to: type) { return }
        if !candidates.mayConform(to: type), !type.mayConform(to: candidates) {
            report(.operands("in", type, candidates), at: test.span)
        } else if case .choice(let allowed) = type, case .choice(let others) = candidates,
            !others.contains(where: allowed.contains)
        {
            report(.alwaysFalse(text(test)), at: test.span)
        }
    }

    // MARK: Conditions that exclude each other

    /// `x < 3 and x > 5`: bounds on the same thing that leave nothing.
    mutating func contradiction(_ operands: [Expression], at span: Span) {
        var bounds: [String: Bounds] = [:]
        for operand in operands {
            guard let (subject, sign, value) = bound(operand) else { continue }
            bounds[subject, default: Bounds()].add(sign, value)
            if bounds[subject]?.isEmpty ?? false { return report(.alwaysFalse(span.text(in: text)), at: span) }
        }
    }

    /// `x != "A" or x != "B"`: one of them always holds.
    mutating func tautology(_ operands: [Expression], at span: Span) {
        var excluded: [String: Value] = [:]
        for operand in operands {
            guard let (subject, sign, value) = bound(operand), sign == .unequal else { continue }
            if let other = excluded[subject], other.equals(value) == false {
                return report(.alwaysTrue(span.text(in: text)), at: span)
            }
            excluded[subject] = value
        }
    }

    /// A comparison of something with a constant, the constant on the right.
    private func bound(_ expression: Expression) -> (String, Expression.Comparison, Value)? {
        guard case .compare(let sign, let left, let right) = expression.form else { return nil }
        if let value = right.constant, left.constant == nil, !value.isNull {
            return (Printer.text(of: left), sign, value)
        }
        if let value = left.constant, right.constant == nil, !value.isNull {
            return (Printer.text(of: right), sign.mirrored, value)
        }
        return nil
    }

    private struct Bounds {
        private var low: (value: Value, isIncluded: Bool)?
        private var high: (value: Value, isIncluded: Bool)?
        private var exact: Value?
        private var excluded: [Value] = []

        mutating func add(_ sign: Expression.Comparison, _ value: Value) {
            switch sign {
            case .greater, .greaterOrEqual: raise(to: value, isIncluded: sign == .greaterOrEqual)
            case .less, .lessOrEqual: lower(to: value, isIncluded: sign == .lessOrEqual)
            case .equal:
                if let exact, exact.equals(value) == false { excluded.append(value) }
                exact = value
                raise(to: value, isIncluded: true)
                lower(to: value, isIncluded: true)
            case .unequal: excluded.append(value)
            }
        }

        private mutating func raise(to value: Value, isIncluded: Bool) {
            if let low, let order = value.order(low.value), order < 0 || (order == 0 && isIncluded) { return }
            low = (value, isIncluded)
        }

        private mutating func lower(to value: Value, isIncluded: Bool) {
            if let high, let order = value.order(high.value), order > 0 || (order == 0 && isIncluded) { return }
            high = (value, isIncluded)
        }

        var isEmpty: Bool {
            // Two values that it must equal, or one that it must not.
            if let exact, excluded.contains(where: { $0.equals(exact) == true }) { return true }
            guard let low, let high, let order = low.value.order(high.value) else { return false }
            return order > 0 || (order == 0 && !(low.isIncluded && high.isIncluded))
        }
    }
}

extension Expression {
    /// The value of a literal; nil for what must be evaluated.
    var constant: Value? {
        switch form {
        case .null: .null
        case .boolean(let boolean): .boolean(boolean)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .temporal(let value): value
        default: nil
        }
    }
}

extension Expression.Comparison {
    /// The operator that says the same with its sides exchanged.
    var mirrored: Expression.Comparison {
        switch self {
        case .equal, .unequal: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

extension Type {
    /// Whether its values have an order.
    fileprivate var hasOrder: Bool {
        switch plain {
        case .boolean, .list, .context, .range, .function: false
        default: true
        }
    }
}
