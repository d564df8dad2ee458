extension ClockTime: CustomStringConvertible {
    /// Reads `11:59:45`, `11:59:45.123Z`, `11:59:45+09:00`, `11:59:45@Asia/Tokyo`: the lexical space of XML Schema's time,
    /// or a local time with an IANA identifier (DMN 1.5 §10.3.4.1). `24:00:00` is midnight. Digits after the ninth of a
    /// fraction are dropped. Nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard var cursor = Temporal.Cursor(text), let (time, _) = ClockTime.read(&cursor) else { return nil }
        self = time
    }

    /// Reads all that is left, and tells whether it is the midnight at the end of the day, `24:00:00`.
    static func read(_ cursor: inout Temporal.Cursor) -> (time: ClockTime, isDayAfter: Bool)? {
        guard let hour = cursor.twoDigits(), cursor.take(":"), let minute = cursor.twoDigits(), cursor.take(":"),
            let second = cursor.twoDigits()
        else { return nil }
        var nanosecond = 0
        if cursor.take(".") {
            let fraction = cursor.fraction()
            guard fraction.count > 0 else { return nil }
            nanosecond = fraction.nanoseconds
        }
        var zone: Zone?
        if !cursor.isAtEnd {
            guard let known = Zone(&cursor) else { return nil }
            zone = known
        }
        let isDayAfter = (hour, minute, second, nanosecond) == (24, 0, 0, 0)
        return ClockTime(
            hour: isDayAfter ? 0 : hour, minute: minute, second: second, nanosecond: nanosecond, zone: zone
        ).map { ($0, isDayAfter) }
    }

    /// `11:59:45.123+09:00`: seconds always, a fraction without needless zeros, and the zone, if there is one.
    public var description: String {
        let parts = [hour, minute, second].map { Temporal.padded($0, 2) }
        return parts.joined(separator: ":") + Temporal.fraction(nanosecond) + (zone?.description ?? "")
    }
}
