/// A value of FEEL (DMN 1.5 §10.3.2.1).
public enum Value: Sendable {
    case null
    case boolean(Bool)
    case number(Number)
    case string(String)
    case date(CalendarDate)
    indirect case time(ClockTime)
    indirect case dateAndTime(DateAndTime)
    case daysAndTime(DaysAndTime)
    case yearsAndMonths(YearsAndMonths)
    case list(List)
    case context(Context)
    indirect case range(Interval)
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

    public var isNull: Bool { if case .null = self { true } else { false } }

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
    case null, boolean, number, string, date, time, dateAndTime, daysAndTime, yearsAndMonths, list, context, range,
        function
}

/// A list of values.
public struct List: Sendable, RandomAccessCollection {
    public private(set) var items: [Value]
    private(set) var bulk: Bulk

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
    public subscript(index: Int) -> Value { items[index] }
}

/// A range of values with its ends: `[1..10)`, or the one end of `< 10`.
public struct Interval: Sendable {
    /// Null where there is no such end.
    public let start: Value
    public let end: Value
    public let isStartIncluded: Bool
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
