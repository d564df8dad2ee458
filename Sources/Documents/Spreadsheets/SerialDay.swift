/// A point in time as Excel counts it: days since a day in 1900 or 1904, the time of day as a fraction.
struct SerialDay {
    /// A text and what it is.
    typealias Moment = (text: String, kind: Workbook.Kind)

    private let days: Int
    /// Within the day, to the nearest second.
    private let seconds: Int
    private let is1904: Bool

    /// Nil before the first day of the count, and after the year 9999.
    init?(_ text: String, is1904: Bool) {
        guard let value = Double(text), value >= 0, value < 2_958_466 else { return nil }
        var days = Int(value)
        var seconds = Int(((value - Double(days)) * 86_400).rounded())
        if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
        self.days = days
        self.seconds = seconds
        self.is1904 = is1904
    }

    /// The day, and the time where there is one.
    func moment(hasTime: Bool) -> Moment? {
        guard let date else { return nil }
        return hasTime || seconds > 0 ? ("\(date)T\(clock)", .dateTime) : (date, .date)
    }

    /// The time of day; of a day other than the first, what a format without a day shows of it.
    var time: Moment? { (clock, .time) }

    /// The time since the beginning of the count.
    var duration: Moment? {
        ("PT\(days * 24 + seconds / 3600)H\(seconds / 60 % 60)M\(seconds % 60)S", .duration)
    }

    private var clock: String { "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))" }

    private var date: String? {
        // Days since 1970. Excel believes, with Lotus 1-2-3, that there was a 29 February in 1900 and so counts it as 60.
        let day: Int
        switch days {
        case _ where is1904: day = days - 24_107
        case 1...59: day = days - 25_568
        case 61...: day = days - 25_569
        default: return nil
        }
        let (year, month, date) = Self.civil(day)
        guard year <= 9999 else { return nil }
        return "\(year)-\(two(month))-\(two(date))"
    }

    /// The date so many days after 1970-01-01, in the Gregorian calendar (Howard Hinnant, “chrono-Compatible Low-Level Date
    /// Algorithms”). Years begin in March, so that the odd day is their last.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A value that is written in ISO 8601 already: `2026-05-29`, `2026-05-29T17:00:00.000Z` or `17:00`. A midnight is taken
    /// for a day, and parts of a second are left out.
    static func moment(iso text: String) -> Moment? {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        guard let first = halves.first, halves.count <= 2 else { return nil }
        if has(first, shape: "0000-00-00") {
            guard halves.count == 2 else { return (String(first), .date) }
            guard let clock = clock(iso: halves[1]) else { return nil }
            return clock == "00:00:00" ? (String(first), .date) : ("\(first)T\(clock)", .dateTime)
        }
        guard first.isEmpty || halves.count == 1, let last = halves.last else { return nil }
        return clock(iso: last).map { ($0, .time) }
    }

    private static func clock(iso text: Substring) -> String? {
        let clock = text.hasSuffix("Z") ? text.dropLast() : text
        if has(clock, shape: "00:00") { return clock + ":00" }
        let whole = clock.prefix(8)
        let fraction = clock.dropFirst(8)
        guard has(whole, shape: "00:00:00"), fraction.isEmpty || fraction.first == "." else { return nil }
        return String(whole)
    }

    /// Whether the text is made like `shape`, with any digits for its zeros.
    private static func has(_ text: Substring, shape: String) -> Bool {
        text.utf8.count == shape.utf8.count
            && zip(text.utf8, shape.utf8).allSatisfy { $1 == 0x30 ? (0x30...0x39).contains($0) : $0 == $1 }
    }
}
