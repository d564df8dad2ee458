/// A value of FEEL (DMN 1.5 §10.3.2.1).
public enum Value: Sendable {
    /// No value: what is missing or cannot be computed. It equals itself alone.
    case null
    /// True or false (§10.3.2.3.3).
    case boolean(Bool)
    /// An exact number (§10.3.2.3.1).
    case number(Number)
    /// Characters, compared one by one and never normalised (§10.3.2.3.2).
    case string(String)
    /// A day (§10.3.2.3.5).
    case date(CalendarDate)
    /// A time of day (§10.3.2.3.4).
    indirect case time(ClockTime)
    /// A day with a time of day (§10.3.2.3.6).
    indirect case dateAndTime(DateAndTime)
    /// A duration counted in seconds (§10.3.2.3.7).
    case daysAndTime(DaysAndTime)
    /// A duration counted in months (§10.3.2.3.8).
    case yearsAndMonths(YearsAndMonths)
    /// Values in order (§10.3.2.5).
    case list(List)
    /// Names with values (§10.3.2.6).
    case context(Context)
    /// What lies between two ends, or beyond one (§10.3.2.7).
    indirect case range(Interval)
    /// Something that can be called (§10.3.2.8).
    case function(Function)

    /// The value of `@"…"`; nil when the text is no date, time or duration.
    init?(temporal text: String) {
        guard let value = Temporal.parse(text) else { return nil }
        self.init(value)
    }

    init(_ value: TemporalValue) {
        self =
            switch value {
            case .date(let date): .date(date)
            case .time(let time): .time(time)
            case .dateAndTime(let both): .dateAndTime(both)
            case .daysAndTime(let duration): .daysAndTime(duration)
            case .yearsAndMonths(let duration): .yearsAndMonths(duration)
            }
    }

    init(_ boolean: Bool?) { self = boolean.map(Value.boolean) ?? .null }
    init(_ number: Number?) { self = number.map(Value.number) ?? .null }

    /// Whether it is null.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// What it is, whatever is in it.
    public var kind: ValueKind {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .date: .date
        case .time: .time
        case .dateAndTime: .dateAndTime
        case .daysAndTime: .daysAndTime
        case .yearsAndMonths: .yearsAndMonths
        case .list: .list
        case .context: .context
        case .range: .range
        case .function: .function
        }
    }

    /// How deep and how much it is.
    var bulk: Bulk {
        switch self {
        case .list(let list): list.bulk
        case .context(let context): context.bulk
        case .range(let interval): interval.bulk
        case .function(let function): function.bulk
        case .string(let text): Bulk(depth: 0, weight: 1 + text.utf8.count / 8)
        case .number(let number): Bulk(depth: 0, weight: 1 + number.cost)
        default: Bulk(depth: 0, weight: 1)
        }
    }

    var depth: Int { bulk.depth }
    var weight: Int { bulk.weight }
}

/// How deep a value is, and what going through all of it costs. Lists and contexts carry it, since the same list may stand
/// in another many times: what is small to keep can be endless to go through.
struct Bulk: Sendable {
    /// Levels of lists, contexts, ranges and functions; 0 for a simple value.
    private(set) var depth: Int
    /// Simple values and the places that hold them, a string's characters in eights; at most 2^60.
    private(set) var weight: Int

    static let one = Bulk(depth: 1, weight: 1)

    /// What holds all of these.
    static func of(_ values: some Sequence<Value>) -> Bulk {
        var bulk = Bulk.one
        for value in values { bulk.add(value) }
        return bulk
    }

    mutating func add(_ value: Value) {
        let other = value.bulk
        depth = max(depth, other.depth + 1)
        weight = min(weight + other.weight, 1 << 60)
    }
}

/// The kinds of values, for messages.
public enum ValueKind: String, Hashable, Sendable {
    /// Each is the case of `Value` that has its name.
    case null, boolean, number, string, date, time, dateAndTime, daysAndTime, yearsAndMonths, list, context, range,
        function
}

/// A list of values.
public struct List: Sendable, RandomAccessCollection {
    /// The values in order; what FEEL calls item 1 is at index 0.
    public private(set) var items: [Value]
    private(set) var bulk: Bulk

    /// A list of these values, which may be of different kinds.
    public init(_ items: [Value]) {
        self.items = items
        bulk = .of(items)
    }

    /// Adds an item, without looking at those before.
    mutating func append(_ item: Value) {
        items.append(item)
        bulk.add(item)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { items.count }
    /// The item, counted from 0; FEEL counts from 1.
    public subscript(index: Int) -> Value { items[index] }
}

/// A range of values with its ends: `[1..10)`, or the one end of `< 10`.
public struct Interval: Sendable {
    /// Null where there is no such end.
    public let start: Value
    /// Null where there is no such end.
    public let end: Value
    /// Whether the start itself is in the range; false for the start that `< 10` has not (table 42).
    public let isStartIncluded: Bool
    /// Whether the end itself is in the range; false for the end that `> 10` has not (table 42).
    public let isEndIncluded: Bool
    /// The operator it was written with, when it was written with one.
    let comparison: Expression.Comparison?
    let bulk: Bulk

    init(
        _ start: Value, _ end: Value, isStartIncluded: Bool, isEndIncluded: Bool,
        comparison: Expression.Comparison? = nil
    ) {
        self.start = start
        self.end = end
        self.isStartIncluded = isStartIncluded
        self.isEndIncluded = isEndIncluded
        self.comparison = comparison
        bulk = .of([start, end])
    }

    /// A range from one value to another; nil when they have no order, or the start is after the end (DMN 1.5
    /// §10.3.2.7).
    public init?(from start: Value, to end: Value, isStartIncluded: Bool = true, isEndIncluded: Bool = true) {
        guard let order = start.order(end), order <= 0 else { return nil }
        self.init(start, end, isStartIncluded: isStartIncluded, isEndIncluded: isEndIncluded)
    }
}

/// Something that can be called: a built-in function, or a function literal with what it saw.
public struct Function: Sendable {
    enum Form: Sendable {
        case builtIn(Builtin)
        case literal(Closure)
        /// Defined outside of FEEL; calling it gives null.
        case external(parameters: [Name])
    }

    let form: Form

    init(_ form: Form) { self.form = form }

    var bulk: Bulk { if case .literal(let closure) = form { closure.bulk } else { .one } }
}
