/// What the operators do with values (DMN 1.5 §10.3.2.15). What is outside their domain gives null, and a note that
/// says so unless an operand is null already.
enum Operators {
    static func apply(
        _ sign: Expression.Operator, _ left: Value, _ right: Value, _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Value {
        if case .number(let one) = left, case .number(let two) = right {
            try machine.spend(one.cost + two.cost + (sign == .power ? two.costAsExponent : 0))
            let result: Number? =
                switch sign {
                case .plus: one.plus(two)
                case .minus: one.minus(two)
                case .times: one.times(two)
                case .divided: one.divided(by: two)
                case .power: one.power(two)
                }
            if let result { return .number(result) }
            machine.note(sign == .divided && two == 0 ? .divisionByZero : .outOfRange(sign.rawValue), at: span)
            return .null
        }
        if left.isNull || right.isNull { return .null }
        try machine.spend((left.factor?.cost ?? 0) + (right.factor?.cost ?? 0))
        if sign == .plus, case .string(let one) = left, case .string(let two) = right {
            return try machine.string(one + two)
        }
        if let result = temporal(sign, left, right) { return result }
        machine.note(.values(sign.rawValue, left.kind, right.kind), at: span)
        return .null
    }

    /// Arithmetic with dates, times and durations (tables 57 and 59); nil where there is none.
    private static func temporal(_ sign: Expression.Operator, _ left: Value, _ right: Value) -> Value? {
        switch (sign, left.temporal, right.temporal) {
        case (.plus, let one?, let two?): one.plus(two).map { Value($0) }
        case (.minus, let one?, let two?): one.minus(two).map { Value($0) }
        case (.divided, let one?, let two?): one.divided(by: two).map { Value($0) }
        case (.times, let one?, nil): right.factor.flatMap { one.times($0) }.map { Value($0) }
        case (.times, nil, let two?): left.factor.flatMap { two.times($0) }.map { Value($0) }
        case (.divided, let one?, nil): right.factor.flatMap { one.divided(by: $0) }.map { Value($0) }
        default: nil
        }
    }

    static func negate(_ operand: Value, _ machine: inout Machine, _ span: Span) -> Value {
        if case .number(let number) = operand { return .number(number.negated) }
        if let negated = operand.temporal?.negated { return Value(negated) }
        if !operand.isNull { machine.note(.values("-", operand.kind, .null), at: span) }
        return .null
    }

    // MARK: Comparison

    static func compare(
        _ comparison: Expression.Comparison, _ left: Value, _ right: Value, _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Value {
        if case .number(let one) = left, case .number(let two) = right {
            try machine.spend(one.cost + two.cost)
        } else {
            try machine.spend(min(left.weight, right.weight))
        }
        let result: Bool?
        switch comparison {
        case .equal: result = left.equals(right)
        case .unequal: result = left.equals(right).map { !$0 }
        case .less: result = left.order(right).map { $0 < 0 }
        case .lessOrEqual: result = left.order(right).map { $0 <= 0 }
        case .greater: result = left.order(right).map { $0 > 0 }
        case .greaterOrEqual: result = left.order(right).map { $0 >= 0 }
        }
        if result == nil, !left.isNull, !right.isNull {
            machine.note(.values(comparison.rawValue, left.kind, right.kind), at: span)
        }
        return Value(result)
    }

    /// `and` of two values (table 50).
    static func both(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.boolean(false), _), (_, .boolean(false)): .boolean(false)
        case (.boolean(true), .boolean(true)): .boolean(true)
        default: .null
        }
    }

    // MARK: Ranges

    /// `[start..end]`; null when the ends are of different kinds, or the wrong way round (§10.3.2.7).
    static func interval(
        _ start: Value, _ end: Value, _ isStartIncluded: Bool, _ isEndIncluded: Bool, _ machine: inout Machine,
        _ span: Span
    ) throws(Overrun) -> Value {
        try machine.spend(min(start.weight, end.weight))
        if !start.isNull, !end.isNull {
            let order = start.order(end)
            guard let order, order <= 0 else {
                machine.note(order == nil ? .values("..", start.kind, end.kind) : .reversed, at: span)
                return .null
            }
        }
        guard start.isEndpoint, end.isEndpoint else { return .null }
        return .range(Interval(start, end, isStartIncluded: isStartIncluded, isEndIncluded: isEndIncluded))
    }

    /// `< end` and its like: the other end is open.
    static func interval(_ comparison: Expression.Comparison, _ end: Value) -> Value {
        switch comparison {
        case .less, .lessOrEqual:
            .range(
                Interval(
                    .null, end, isStartIncluded: false, isEndIncluded: comparison == .lessOrEqual,
                    comparison: comparison))
        case .greater, .greaterOrEqual:
            .range(
                Interval(
                    end, .null, isStartIncluded: comparison == .greaterOrEqual, isEndIncluded: false,
                    comparison: comparison))
        case .equal, .unequal:
            .range(Interval(end, end, isStartIncluded: true, isEndIncluded: true, comparison: comparison))
        }
    }

    /// Whether the interval has the value; nil where they cannot be compared.
    static func includes(_ interval: Interval, _ value: Value) -> Bool? {
        switch interval.comparison {
        case .equal?: return interval.end.equals(value)
        case .unequal?: return interval.end.equals(value).map { !$0 }
        case .less?, .lessOrEqual?:
            return value.order(interval.end).map { interval.isEndIncluded ? $0 <= 0 : $0 < 0 }
        case .greater?, .greaterOrEqual?:
            return value.order(interval.start).map { interval.isStartIncluded ? $0 >= 0 : $0 > 0 }
        case nil:
            let isAbove = value.order(interval.start).map { interval.isStartIncluded ? $0 >= 0 : $0 > 0 }
            let isBelow = value.order(interval.end).map { interval.isEndIncluded ? $0 <= 0 : $0 < 0 }
            if isAbove == false || isBelow == false { return false }
            return isAbove == nil || isBelow == nil ? nil : true
        }
    }

    /// Whether the value passes a test: lies in a range, is in a list, is equal, or makes the condition true that asks
    /// with `?` (table 55).
    static func satisfies(
        _ value: Value, _ test: Value, asks: Bool, _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Bool? {
        if asks {
            if case .boolean(let boolean) = test { return boolean }
            if test.isNull { return nil }
        }
        try machine.spend(min(value.weight, test.weight))
        switch test {
        case .range(let interval): return includes(interval, value)
        case .list(let list):
            if case .list = value, value.equals(test) == true { return true }
            // What cannot be compared with the value is not it: a list answers with true or false (`list contains`).
            for item in list {
                try machine.spend(min(value.weight, item.weight))
                if case .range(let interval) = item, value.kind != .range {
                    if includes(interval, value) == true { return true }
                } else if value.equals(item) == true {
                    return true
                }
            }
            return false
        default: return value.equals(test)
        }
    }

    // MARK: Going through

    /// The items of a list or a closed range of whole numbers or dates; nil for anything else.
    static func items(of value: Value, _ machine: inout Machine) throws(Overrun) -> [Value]? {
        switch value {
        case .list(let list): return list.items
        case .range(let interval):
            guard var items = try items(from: interval.start, through: interval.end, &machine) else { return nil }
            if !interval.isEndIncluded { _ = items.popLast() }
            if !interval.isStartIncluded, !items.isEmpty { items.removeFirst() }
            return items
        default: return nil
        }
    }

    /// The whole numbers, or the days, from one to another, up or down.
    static func items(
        from start: Value, through end: Value, _ machine: inout Machine
    ) throws(Overrun) -> [Value]? {
        switch (start, end) {
        case (.number(let one), .number(let two)):
            guard let first = one.integer, let last = two.integer else { return nil }
            return try count(first, last, &machine).map { .number(Number($0)) }
        case (.date(let one), .date(let two)):
            return try count(one.dayNumber, two.dayNumber, &machine).compactMap {
                CalendarDate(dayNumber: $0).map(Value.date)
            }
        default: return nil
        }
    }

    private static func count(_ first: Int64, _ last: Int64, _ machine: inout Machine) throws(Overrun) -> [Int64] {
        let (distance, over) = last.subtractingReportingOverflow(first)
        guard !over, distance.magnitude < machine.limits.items else { throw .items }
        return first <= last ? Array(first...last) : (last...first).reversed()
    }

    // MARK: Paths

    /// An entry of a context, of each context of a list, or a property of a value (§10.3.2.5 and table 65).
    static func entry(
        _ name: Name, of value: Value, _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Value {
        switch value {
        case .context(let context):
            if let value = context[name] { return value }
            machine.note(.missing(name), at: span)
            return .null
        case .list(let list):
            var values: [Value] = []
            values.reserveCapacity(list.count)
            // The rows of a table share their shape: the place of the name is found once.
            var shape: Context.Shape?
            var place: Int?
            for item in list {
                if case .context(let context) = item {
                    if context.shape !== shape {
                        shape = context.shape
                        place = context.shape.place(of: name)
                    }
                    values.append(place.map { context.values[$0] } ?? .null)
                } else {
                    values.append(try entry(name, of: item, &machine, span))
                }
            }
            return try machine.list(values)
        case .null: return .null
        default:
            if let property = value.property(name) { return property }
            machine.note(.values(".\(name)", value.kind, .null), at: span)
            return .null
        }
    }
}

extension Number {
    /// What raising to it costs beyond a product: a fraction needs a logarithm and an exponential.
    fileprivate var costAsExponent: Int {
        guard let exponent = integer else { return 500 }
        return exponent.magnitude <= 16 ? 4 : 300
    }
}

extension Value {
    /// As a date, time or duration.
    var temporal: TemporalValue? {
        switch self {
        case .date(let date): .date(date)
        case .time(let time): .time(time)
        case .dateAndTime(let both): .dateAndTime(both)
        case .daysAndTime(let duration): .daysAndTime(duration)
        case .yearsAndMonths(let duration): .yearsAndMonths(duration)
        default: nil
        }
    }

    fileprivate var factor: Number? { if case .number(let number) = self { number } else { nil } }

    /// Whether it can be an end of a range.
    fileprivate var isEndpoint: Bool {
        switch self {
        case .boolean, .list, .context, .range, .function: false
        default: true
        }
    }

    /// A property of a date, time, duration or range; nil when values of its kind have none of that name.
    func property(_ name: Name) -> Value? {
        switch (self, name.text) {
        case (.date(let date), _): Value.property(name, of: date)
        case (.dateAndTime(let both), "time offset"): both.offset.map(Value.daysAndTime) ?? .null
        case (.dateAndTime(let both), "timezone"): both.timezone.map(Value.string) ?? .null
        case (.dateAndTime(let both), _): Value.property(name, of: both.date) ?? Value.property(name, of: both.time)
        case (.time(let time), "time offset"): time.offset.map(Value.daysAndTime) ?? .null
        case (.time(let time), "timezone"): time.timezone.map(Value.string) ?? .null
        case (.time(let time), _): Value.property(name, of: time)
        case (.daysAndTime(let duration), "days"): .number(Number(duration.days))
        case (.daysAndTime(let duration), "hours"): .number(Number(duration.hours))
        case (.daysAndTime(let duration), "minutes"): .number(Number(duration.minutes))
        case (.daysAndTime(let duration), "seconds"): .number(duration.seconds)
        case (.yearsAndMonths(let duration), "years"): .number(Number(duration.yearsPart))
        case (.yearsAndMonths(let duration), "months"): .number(Number(duration.monthsPart))
        case (.range(let interval), "start"): interval.start
        case (.range(let interval), "end"): interval.end
        case (.range(let interval), "start included"): .boolean(interval.isStartIncluded)
        case (.range(let interval), "end included"): .boolean(interval.isEndIncluded)
        default: nil
        }
    }

    private static func property(_ name: Name, of date: CalendarDate) -> Value? {
        switch name.text {
        case "year": .number(Number(date.year))
        case "month": .number(Number(date.month))
        case "day": .number(Number(date.day))
        case "weekday": .number(Number(date.weekday))
        default: nil
        }
    }

    private static func property(_ name: Name, of time: ClockTime) -> Value? {
        switch name.text {
        case "hour": .number(Number(time.hour))
        case "minute": .number(Number(time.minute))
        case "second": .number(time.seconds)
        default: nil
        }
    }
}
