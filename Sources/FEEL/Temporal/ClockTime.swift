/// A time of day, exact to the nanosecond, with or without a zone: FEEL's time (DMN 1.5 §10.3.2.3.4).
public struct ClockTime: Hashable, Sendable {
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The whole second, 0 to 59. There are no leap seconds.
    public let second: Int
    /// What exceeds the whole second, 0 to 999,999,999 nanoseconds.
    public let nanosecond: Int
    /// What the time is local to; nil where that is not said.
    public let zone: Zone?

    /// Nil for a time that the day does not have.
    public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: Zone? = nil) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<Int(Temporal.nanosecondsPerSecond)).contains(nanosecond)
        else { return nil }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
        self.zone = zone
    }

    /// As FEEL's `time(hour, minute, second, offset)` makes it (DMN 1.5 table 72). A fraction of the second is kept to the
    /// nanosecond; hour and minute are whole. Nil for a time that the day does not have, and for an offset that is none:
    /// not in whole seconds, or of more than 18 hours.
    public init?(hour: Number, minute: Number, second: Number, offset: DaysAndTime?) {
        guard let hour = hour.integer, let minute = minute.integer, second.sign >= 0,
            let total = second.times(Number(Temporal.nanosecondsPerSecond))?.rounded(to: 0, .down)?.integer
        else { return nil }
        let (whole, nanosecond) = Temporal.floor(total, by: Temporal.nanosecondsPerSecond)
        var zone: Zone?
        if let offset {
            guard let seconds = offset.valueSeconds.integer, let known = Zone(seconds: Int(clamping: seconds)) else {
                return nil
            }
            zone = known
        }
        self.init(
            hour: Int(clamping: hour), minute: Int(clamping: minute), second: Int(clamping: whole),
            nanosecond: Int(nanosecond), zone: zone)
    }

    /// The time so many nanoseconds after midnight, or before it; whole days are dropped (DMN 1.5 §10.3.2.3.4, the inverse
    /// of `valuet`).
    init(nanosecondOfDay: Int128, zone: Zone?) {
        let rest = Temporal.floor(nanosecondOfDay, by: Int128(Temporal.nanosecondsPerDay)).rest
        let (seconds, nanosecond) = Int64(rest).quotientAndRemainder(dividingBy: Temporal.nanosecondsPerSecond)
        hour = Int(seconds / 3600)
        minute = Int(seconds / 60 % 60)
        second = Int(seconds % 60)
        self.nanosecond = Int(nanosecond)
        self.zone = zone
    }

    /// 00:00:00 without a zone.
    public static let midnight = ClockTime(nanosecondOfDay: 0, zone: nil)

    // MARK: Properties

    /// The second with its fraction, less than 60 (DMN 1.5 table 66, `second`).
    public var seconds: Number { Number(second).plus(fraction) ?? Number(second) }

    private var fraction: Number {
        Number(nanosecond).divided(by: Number(Temporal.nanosecondsPerSecond)) ?? .zero
    }

    /// How far the time is ahead of UTC (DMN 1.5 table 66, `time offset`); nil without a zone. Of a named zone it is the
    /// offset on 2024-01-01.
    public var offset: DaysAndTime? { offset(in: zone).map { DaysAndTime(seconds: $0) } }

    /// The IANA identifier of the zone (DMN 1.5 table 66, `timezone`); nil for an offset, or without a zone.
    public var timezone: String? { zone?.name }

    /// Nanoseconds since midnight, whatever the zone (DMN 1.5 §10.3.2.3.4, `valuet`).
    public var nanosecondOfDay: Int64 {
        Int64(hour * 3600 + minute * 60 + second) * Temporal.nanosecondsPerSecond + Int64(nanosecond)
    }

    /// The same time of day elsewhere; it becomes another moment.
    public func with(_ zone: Zone?) -> ClockTime { ClockTime(nanosecondOfDay: Int128(nanosecondOfDay), zone: zone) }

    /// A time alone has no day to look its zone's offset up for, and what a model decides must not depend on today. XML
    /// Schema compares times on 1972-12-31; since then many zones have changed, so it is the first day of 2024, the year
    /// of DMN 1.5.
    private static let dayOfRules: Int64 = 19_723

    /// Seconds ahead of UTC in a zone; nil without one.
    private func offset(in zone: Zone?) -> Int? {
        let local = ClockTime.dayOfRules * Temporal.secondsPerDay + nanosecondOfDay / Temporal.nanosecondsPerSecond
        return zone?.offset(ofLocal: local)
    }

    /// Nanoseconds since midnight UTC, in a zone or, without one, as if in UTC; nil for a zone that does not exist.
    ///
    /// It is not brought back to one day: 00:30 in Tokyo is before 00:30 in Paris, as XML Schema orders times.
    private func instant(in zone: Zone?) -> Int128? {
        guard let zone else { return Int128(nanosecondOfDay) }
        return offset(in: zone).map {
            Int128(nanosecondOfDay) - Int128($0) * Int128(Temporal.nanosecondsPerSecond)
        }
    }

    // MARK: Arithmetic

    /// The time a duration later; it goes on past midnight, and keeps its zone (DMN 1.5 table 57).
    public func plus(_ duration: DaysAndTime) -> ClockTime {
        ClockTime(nanosecondOfDay: Int128(nanosecondOfDay) + duration.nanoseconds, zone: zone)
    }

    /// The time a duration earlier; it goes back past midnight, and keeps its zone (DMN 1.5 table 57).
    public func minus(_ duration: DaysAndTime) -> ClockTime { plus(duration.negated) }

    /// How much later this time is than the other, within a day (DMN 1.5 table 57). Nil where one of them has a zone and
    /// the other has none: the specification says so of dates with times, and a time of day alone knows no more.
    public func minus(_ other: ClockTime) -> DaysAndTime? {
        guard (zone == nil) == (other.zone == nil), let one = instant(in: zone), let two = other.instant(in: other.zone)
        else { return nil }
        return DaysAndTime(nanoseconds: one - two)
    }

    // MARK: Comparison

    /// Whether both are the same hour, minute, second and zone: FEEL's `is` (DMN 1.5 §10.3.2.2).
    public func isSame(as other: ClockTime) -> Bool { self == other }

    /// FEEL's `=` (DMN 1.5 table 53). A value with a zone is an instant and one without is none, so that the two are never
    /// equal; only table 54, which orders them, lends the zone of the one to the other.
    public func equals(_ other: ClockTime) -> Bool? {
        if (zone == nil) != (other.zone == nil) { return false }
        return compare(other).map { $0 == 0 }
    }

    /// -1, 0 or 1 in the order of time (DMN 1.5 table 54). Where one has no zone it is compared in the other's. Fractions
    /// of a second play no part: see `Temporal.orderOfSeconds`. Nil for a zone that does not exist.
    public func compare(_ other: ClockTime) -> Int? {
        guard let one = instant(in: zone ?? other.zone), let two = other.instant(in: other.zone ?? zone) else {
            return nil
        }
        return Temporal.orderOfSeconds(one, two)
    }
}

extension Temporal {
    /// -1, 0 or 1 by the whole seconds of two numbers of nanoseconds.
    ///
    /// Times, and dates with times, compare by `valuet` and `valuedt`, each "the number of seconds" since midnight or the
    /// epoch (DMN 1.5 §10.3.2.3.4 and §10.3.2.3.6). The conformance kit takes that as whole seconds: in its suite on
    /// equality, a date and time and the same one a ten-thousandth of a second later are equal. Here that goes for times,
    /// too, and for `<` like for `=`, so that of two values one is always less, equal or greater. Durations are exact,
    /// and so is `is`.
    static func orderOfSeconds(_ one: Int128, _ two: Int128) -> Int {
        let second = Int128(nanosecondsPerSecond)
        return order(floor(one, by: second).quotient, floor(two, by: second).quotient)
    }
}
