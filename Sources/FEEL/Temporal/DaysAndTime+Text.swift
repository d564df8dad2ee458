extension DaysAndTime: CustomStringConvertible {
    /// Reads `P2DT1H40M`, `-PT0.5S`: the lexical space of XPath's dayTimeDuration (DMN 1.5 §10.3.2.3.7). Digits after the
    /// ninth of a fraction are dropped. Nil for anything else, and beyond the longest duration.
    public init?(_ text: some StringProtocol) {
        guard var cursor = Temporal.Cursor(text) else { return nil }
        let isNegative = cursor.take("-")
        guard cursor.take("P") else { return nil }
        // Each amount is below 2^63, and its unit below 2^47 nanoseconds: their sum is far below 2^127.
        var total: Int128 = 0
        var isEmpty = true
        if cursor.next != UInt8(ascii: "T") {
            guard let days = cursor.number()?.value, cursor.take("D") else { return nil }
            total = Int128(days) * Int128(Temporal.nanosecondsPerDay)
            isEmpty = false
        }
        if cursor.take("T") {
            guard let time = DaysAndTime.time(&cursor) else { return nil }
            total += time
            isEmpty = false
        }
        guard !isEmpty, cursor.isAtEnd else { return nil }
        self.init(nanoseconds: isNegative ? -total : total)
    }

    /// What follows the `T`: hours, minutes and seconds, each at most once, in that order, and at least one of them.
    private static func time(_ cursor: inout Temporal.Cursor) -> Int128? {
        let second = Int128(Temporal.nanosecondsPerSecond)
        var total: Int128 = 0
        // The unit that came last; only a smaller one may follow.
        var last: Int128 = .max
        repeat {
            guard let amount = cursor.number()?.value else { return nil }
            let unit: Int128
            if cursor.take("H") {
                unit = 3600 * second
            } else if cursor.take("M") {
                unit = 60 * second
            } else {
                // XML Schema wants a digit after the point. The conformance kit takes `PT0.S` for zero, as Java does.
                if cursor.take(".") { total += Int128(cursor.fraction().nanoseconds) }
                guard cursor.take("S") else { return nil }
                unit = second
            }
            guard unit < last else { return nil }
            last = unit
            total += Int128(amount) * unit
        } while !cursor.isAtEnd
        return total
    }

    /// `P2DT1H40M`, `-PT0.5S`, `PT0S`: parts that are zero are left out.
    public var description: String {
        if nanoseconds == 0 { return "PT0S" }
        let whole = nanoseconds.magnitude / UInt128(Temporal.nanosecondsPerSecond)
        let fraction = Temporal.fraction(Int(nanoseconds.magnitude % UInt128(Temporal.nanosecondsPerSecond)))
        let (days, hours, minutes, seconds) = (whole / 86_400, whole / 3600 % 24, whole / 60 % 60, whole % 60)
        let time =
            (hours == 0 ? "" : "\(hours)H") + (minutes == 0 ? "" : "\(minutes)M")
            + (seconds == 0 && fraction.isEmpty ? "" : "\(seconds)\(fraction)S")
        return (nanoseconds < 0 ? "-P" : "P") + (days == 0 ? "" : "\(days)D") + (time.isEmpty ? "" : "T" + time)
    }
}
