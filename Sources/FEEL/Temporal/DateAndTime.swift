/// A day and a time of day, with or without a zone: FEEL's date and time (DMN 1.5 §10.3.2.3.6).
public struct DateAndTime: Hashable, Sendable {
    /// The day, local to the zone.
    public let date: CalendarDate
    /// The time of day, and the zone.
    public let time: ClockTime

    /// As FEEL's `date and time(date, time)` makes it (DMN 1.5 table 72).
    public init(date: CalendarDate, time: ClockTime) {
        self.date = date
        self.time = time
    }

    /// Midnight UTC of a day: what a date stands for where a date and time is needed (DMN 1.5 §10.3.2.3.5).
    public init(midnightOf date: CalendarDate) {
        self.init(date: date, time: ClockTime.midnight.with(.utc))
    }

    /// An instant as it is read in a zone. The instant is in nanoseconds since 1970-01-01T00:00:00Z. Nil where the year is
    /// out of range, or the zone does not exist.
    public init?(instant: Int128, zone: Zone) {
        let second = Int128(Temporal.nanosecondsPerSecond)
        guard let seconds = Int64(exactly: Temporal.floor(instant, by: second).quotient),
            let offset = zone.offset(at: seconds)
        else { return nil }
        self.init(local: instant + Int128(offset) * second, zone: zone)
    }

    /// A local time in nanoseconds since 1970-01-01T00:00:00, whatever the zone; nil where the year is out of range.
    private init?(local: Int128, zone: Zone?) {
        let (day, rest) = Temporal.floor(local, by: Int128(Temporal.nanosecondsPerDay))
        guard let number = Int64(exactly: day), let date = CalendarDate(dayNumber: number) else { return nil }
        self.init(date: date, time: ClockTime(nanosecondOfDay: rest, zone: zone))
    }

    // MARK: Properties

    /// What the time is local to; nil where that is not said.
    public var zone: Zone? { time.zone }

    /// How far the local time is ahead of UTC on that day (DMN 1.5 table 66, `time offset`); nil without a zone.
    public var offset: DaysAndTime? { offset(in: zone).map { DaysAndTime(seconds: $0) } }

    /// The IANA identifier of the zone (DMN 1.5 table 66, `timezone`); nil for an offset, or without a zone.
    public var timezone: String? { time.timezone }

    /// Nanoseconds since 1970-01-01T00:00:00Z (DMN 1.5 §10.3.2.3.6, `valuedt`), and without a zone as if in UTC. Nil for a
    /// zone that does not exist.
    public var instant: Int128? { instant(in: zone) }

    /// Nanoseconds since 1970-01-01T00:00:00 on the clocks of the zone.
    private var local: Int128 {
        Int128(date.dayNumber) * Int128(Temporal.nanosecondsPerDay) + Int128(time.nanosecondOfDay)
    }

    /// Seconds ahead of UTC in a zone; nil without one.
    private func offset(in zone: Zone?) -> Int? {
        let seconds = date.dayNumber * Temporal.secondsPerDay + time.nanosecondOfDay / Temporal.nanosecondsPerSecond
        return zone?.offset(ofLocal: seconds)
    }

    /// The instant of the local time in a zone or, without one, as if in UTC; nil for a zone that does not exist.
    private func instant(in zone: Zone?) -> Int128? {
        guard let zone else { return local }
        return offset(in: zone).map { local - Int128($0) * Int128(Temporal.nanosecondsPerSecond) }
    }

    // MARK: Arithmetic

    /// The date and time a duration later (DMN 1.5 table 57). In a named zone it is the time that passes that counts: an
    /// hour before the clocks go forward, `PT1H` leads past the hour that is left out. Nil where the year is out of range.
    public func plus(_ duration: DaysAndTime) -> DateAndTime? {
        guard case .named? = zone, let zone else {
            return DateAndTime(local: local + duration.nanoseconds, zone: zone)
        }
        return instant.flatMap { DateAndTime(instant: $0 + duration.nanoseconds, zone: zone) }
    }

    /// The date and time a duration earlier (DMN 1.5 table 57), as `plus` has it.
    public func minus(_ duration: DaysAndTime) -> DateAndTime? { plus(duration.negated) }

    /// The same time of day so many months later (DMN 1.5 table 57). A day that the month does not have becomes the
    /// month's last. Nil where the year is out of range.
    public func plus(_ duration: YearsAndMonths) -> DateAndTime? {
        date.plus(duration).map { DateAndTime(date: $0, time: time) }
    }

    /// The same time of day so many months earlier (DMN 1.5 table 57), as `plus` has it.
    public func minus(_ duration: YearsAndMonths) -> DateAndTime? { plus(duration.negated) }

    /// The time that passed from the other to this one, exact to the nanosecond (DMN 1.5 table 57). Nil where one of them
    /// has a zone and the other has none.
    public func minus(_ other: DateAndTime) -> DaysAndTime? {
        guard (zone == nil) == (other.zone == nil), let one = instant, let two = other.instant else { return nil }
        return DaysAndTime(nanoseconds: one - two)
    }

    // MARK: Comparison

    /// Whether both are the same date, time and zone: FEEL's `is` (DMN 1.5 §10.3.2.2).
    public func isSame(as other: DateAndTime) -> Bool { self == other }

    /// FEEL's `=` (DMN 1.5 table 53). A value with a zone is an instant and one without is none, so that the two are never
    /// equal; only table 54, which orders them, lends the zone of the one to the other.
    public func equals(_ other: DateAndTime) -> Bool? {
        if (time.zone == nil) != (other.time.zone == nil) { return false }
        return compare(other).map { $0 == 0 }
    }

    /// -1, 0 or 1 in the order of time (DMN 1.5 table 54). Where one has no zone it is compared in the other's. Fractions
    /// of a second play no part: see `Temporal.orderOfSeconds`. Nil for a zone that does not exist.
    public func compare(_ other: DateAndTime) -> Int? {
        guard let one = instant(in: zone ?? other.zone), let two = other.instant(in: other.zone ?? zone) else {
            return nil
        }
        return Temporal.orderOfSeconds(one, two)
    }
}

extension DateAndTime: CustomStringConvertible {
    /// Reads a date, and perhaps `T` and a time: `2021-01-31T11:59:45@Asia/Tokyo` (DMN 1.5 §10.3.4.1). A date alone is its
    /// first moment, `2021-01-31T00:00:00`. `24:00:00` is the midnight at the end of the day. Nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard var cursor = Temporal.Cursor(text), let date = CalendarDate(&cursor) else { return nil }
        if cursor.take("T") {
            guard let (time, isDayAfter) = ClockTime.read(&cursor), let day = isDayAfter ? date.plus(days: 1) : date
            else { return nil }
            self.init(date: day, time: time)
            return
        }
        if cursor.isAtEnd {
            self.init(date: date, time: .midnight)
            return
        }
        guard let zone = Zone(offset: &cursor) else { return nil }
        self.init(date: date, time: ClockTime.midnight.with(zone))
    }

    /// `2021-01-31T11:59:45.123+09:00`.
    public var description: String { "\(date)T\(time)" }
}
