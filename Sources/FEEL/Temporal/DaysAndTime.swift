/// A duration counted in seconds, exact to the nanosecond (DMN 1.5 §10.3.2.3.7). A day of it is always 24 hours.
public struct DaysAndTime: Hashable, Sendable {
    /// The whole duration in nanoseconds, negative back in time.
    public let nanoseconds: Int128

    /// No time at all, `PT0S`.
    public static let zero = DaysAndTime(valid: 0)

    /// The longest duration: 2^63 - 1 seconds, some 292,000,000,000 years, as in java.time.
    static let longest = Int128(Int64.max) * Int128(Temporal.nanosecondsPerSecond)

    /// Nil beyond 2^63 - 1 seconds either way.
    public init?(nanoseconds: Int128) {
        guard (-DaysAndTime.longest...DaysAndTime.longest).contains(nanoseconds) else { return nil }
        self.init(valid: nanoseconds)
    }

    /// So many seconds.
    init(seconds: Int) { self.init(valid: Int128(seconds) * Int128(Temporal.nanosecondsPerSecond)) }

    private init(valid nanoseconds: Int128) { self.nanoseconds = nanoseconds }

    // MARK: Properties

    /// The days, with the sign of the duration (DMN 1.5 table 66, `days`).
    public var days: Int64 { part(Temporal.nanosecondsPerDay, of: .max) }

    /// The hours beside the days, 0 to 23, or 0 to -23 for a negative duration (DMN 1.5 table 66, `hours`).
    public var hours: Int64 { part(3600 * Temporal.nanosecondsPerSecond, of: 24) }

    /// The minutes beside the hours, 0 to 59, or 0 to -59 for a negative duration (DMN 1.5 table 66, `minutes`).
    public var minutes: Int64 { part(60 * Temporal.nanosecondsPerSecond, of: 60) }

    /// The seconds beside the minutes with their fraction, less than 60 either way (DMN 1.5 table 66, `seconds`).
    public var seconds: Number {
        DaysAndTime(valid: nanoseconds % Int128(60 * Temporal.nanosecondsPerSecond)).valueSeconds
    }

    /// The whole duration in seconds with their fraction: `valuedtd` (DMN 1.5 §10.3.2.3.7).
    public var valueSeconds: Number {
        let second = Number(Temporal.nanosecondsPerSecond)
        return DaysAndTime.number(nanoseconds).divided(by: second) ?? .zero
    }

    /// How often the unit goes into the duration, less what makes up the next larger unit.
    private func part(_ unit: Int64, of count: Int64) -> Int64 {
        Int64(clamping: nanoseconds / Int128(unit) % Int128(count))
    }

    // MARK: Arithmetic

    /// The duration in the other direction.
    public var negated: DaysAndTime { DaysAndTime(valid: -nanoseconds) }

    /// The duration without its sign, as `abs` gives it.
    public var absolute: DaysAndTime { nanoseconds < 0 ? negated : self }

    /// The sum (DMN 1.5 table 57); nil beyond the longest duration.
    public func plus(_ other: DaysAndTime) -> DaysAndTime? {
        DaysAndTime(nanoseconds: nanoseconds + other.nanoseconds)
    }

    /// The difference (DMN 1.5 table 57); nil beyond the longest duration.
    public func minus(_ other: DaysAndTime) -> DaysAndTime? { plus(other.negated) }

    /// The product, what is below a nanosecond cut off (DMN 1.5 table 59); nil beyond the longest duration.
    public func times(_ factor: Number) -> DaysAndTime? {
        DaysAndTime(cutting: DaysAndTime.number(nanoseconds).times(factor))
    }

    /// The quotient, what is below a nanosecond cut off (DMN 1.5 table 59); nil for a division by zero, or beyond the
    /// longest duration.
    public func divided(by divisor: Number) -> DaysAndTime? {
        DaysAndTime(cutting: DaysAndTime.number(nanoseconds).divided(by: divisor))
    }

    /// How often the other goes into this one (DMN 1.5 table 59); nil for a division by zero.
    public func divided(by other: DaysAndTime) -> Number? {
        DaysAndTime.number(nanoseconds).divided(by: DaysAndTime.number(other.nanoseconds))
    }

    private init?(cutting nanoseconds: Number?) {
        guard case .small(let whole, 1)? = nanoseconds?.rounded(to: 0, .down)?.form else { return nil }
        self.init(nanoseconds: whole)
    }

    private static func number(_ nanoseconds: Int128) -> Number { Number(form: .small(nanoseconds, 1)) }
}

extension DaysAndTime: Comparable {
    /// Whether one duration is less than another, exact to the nanosecond (DMN 1.5 table 54).
    public static func < (left: DaysAndTime, right: DaysAndTime) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Whether both are as long: FEEL's `is` (DMN 1.5 §10.3.2.2). `P1D` is `PT24H`.
    public func isSame(as other: DaysAndTime) -> Bool { self == other }

    /// FEEL's `=` (DMN 1.5 table 53), exact to the nanosecond; never nil.
    public func equals(_ other: DaysAndTime) -> Bool? { self == other }

    /// -1, 0 or 1 by length, exact to the nanosecond (DMN 1.5 table 54); never nil.
    public func compare(_ other: DaysAndTime) -> Int? { Temporal.order(self, other) }
}
