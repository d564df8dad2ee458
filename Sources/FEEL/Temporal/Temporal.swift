/// Reads temporal literals (DMN 1.5 §10.3.4.1).
public enum Temporal {
    /// Bytes beyond which a text is no temporal literal: enough for every zone's name and eleven digits of year, and a
    /// limit to what a hostile text can cost.
    static let longestText = 100

    /// Reads the text of an at literal, `@"…"`: a date, a time, a date and time or a duration, tried in the order of DMN
    /// 1.5 §10.3.1.2, rule 65. Nil for anything else.
    public static func parse(_ text: some StringProtocol) -> TemporalValue? {
        if let date = CalendarDate(text) { return .date(date) }
        if let time = ClockTime(text) { return .time(time) }
        if let dateAndTime = DateAndTime(text) { return .dateAndTime(dateAndTime) }
        return duration(text)
    }

    /// Reads either kind of duration, as `duration("…")` does (DMN 1.5 table 72): days and times first, so that `P` with
    /// nothing in it is neither. Nil for anything else, and for a text that mixes the kinds, such as `P1Y1D`.
    public static func duration(_ text: some StringProtocol) -> TemporalValue? {
        if let duration = DaysAndTime(text) { return .daysAndTime(duration) }
        return YearsAndMonths(text).map { .yearsAndMonths($0) }
    }
}

/// A value of one of FEEL's five temporal types (DMN 1.5 §10.3.2.3.4 to §10.3.2.3.8).
public enum TemporalValue: Hashable, Sendable {
    /// A day of the calendar.
    case date(CalendarDate)
    /// A time of day.
    case time(ClockTime)
    /// A day with a time of day.
    case dateAndTime(DateAndTime)
    /// A duration counted in seconds.
    case daysAndTime(DaysAndTime)
    /// A duration counted in months.
    case yearsAndMonths(YearsAndMonths)

    /// Whether both are the same element of the domain, as FEEL's `is` asks: the same type and the same components, with
    /// the zone written the same way (DMN 1.5 §10.3.2.2).
    public func isSame(as other: TemporalValue) -> Bool { self == other }

    /// FEEL's `=` (DMN 1.5 table 53). Nil for values of different types, or that cannot be compared.
    public func equals(_ other: TemporalValue) -> Bool? {
        switch (self, other) {
        case (.time(let one), .time(let two)): one.equals(two)
        case (.dateAndTime(let one), .dateAndTime(let two)): one.equals(two)
        default: compare(other).map { $0 == 0 }
        }
    }

    /// -1, 0 or 1 as this is less than, equal to or greater than the other (DMN 1.5 table 54). Nil for values of
    /// different types, or that cannot be compared.
    public func compare(_ other: TemporalValue) -> Int? {
        switch (self, other) {
        case (.date(let one), .date(let two)): one.compare(two)
        case (.time(let one), .time(let two)): one.compare(two)
        case (.dateAndTime(let one), .dateAndTime(let two)): one.compare(two)
        case (.daysAndTime(let one), .daysAndTime(let two)): one.compare(two)
        case (.yearsAndMonths(let one), .yearsAndMonths(let two)): one.compare(two)
        default: nil
        }
    }
}

extension TemporalValue: CustomStringConvertible {
    /// The text that reads back as the same value, as `string(…)` gives it (DMN 1.5 table 72).
    public var description: String {
        switch self {
        case .date(let value): value.description
        case .time(let value): value.description
        case .dateAndTime(let value): value.description
        case .daysAndTime(let value): value.description
        case .yearsAndMonths(let value): value.description
        }
    }
}

extension Temporal {
    static let nanosecondsPerSecond: Int64 = 1_000_000_000
    static let secondsPerDay: Int64 = 86_400
    static let nanosecondsPerDay = secondsPerDay * nanosecondsPerSecond

    /// The quotient rounded to the smaller, and what is left, which is never negative.
    ///
    /// Precondition: the divisor is positive.
    static func floor<Whole: SignedInteger>(_ dividend: Whole, by divisor: Whole) -> (quotient: Whole, rest: Whole) {
        let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    /// -1, 0 or 1.
    static func order<Value: Comparable>(_ one: Value, _ two: Value) -> Int { one < two ? -1 : one == two ? 0 : 1 }

    /// The number with at least so many digits, filled with zeros, after a minus sign where it is negative.
    static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    /// A fraction of a second as it follows the seconds: with its point and without needless zeros, `.5`; empty for none.
    static func fraction(_ nanoseconds: Int) -> String {
        if nanoseconds == 0 { return "" }
        let digits = padded(nanoseconds, 9)
        return "." + digits.prefix(digits.utf8.count - digits.reversed().prefix { $0 == "0" }.count)
    }
}
