import Foundation

// The one place of the engine that needs Foundation: its copy of the IANA database. Its instants are floating-point
// seconds; the whole seconds handed over here stay far below 2^53 and are exact.
extension Zone {
    /// Seconds ahead of UTC at an instant, given as seconds since 1970-01-01T00:00:00Z. Nil for a name that is no zone.
    public func offset(at instant: Int64) -> Int? {
        switch self {
        case .offset(let seconds): seconds
        case .named(let name): Zone.rules(name).map { Zone.offset(at: instant, $0) }
        }
    }

    /// Seconds ahead of UTC at a local time, given as if it were UTC: seconds since 1970-01-01T00:00:00. Nil for a name
    /// that is no zone.
    ///
    /// When the clocks go back, a local time comes twice; when they go forward, some never come. Either way this is the
    /// earlier offset, the one from before the change, as java.time and the engines of the conformance kit have it.
    public func offset(ofLocal local: Int64) -> Int? {
        switch self {
        case .offset(let seconds): return seconds
        case .named(let name):
            guard let rules = Zone.rules(name) else { return nil }
            let local = min(max(local, -Zone.farthest), Zone.farthest)
            // No zone is a day away from UTC, so a day earlier is before the change, if there is one.
            let before = Zone.offset(at: local - Temporal.secondsPerDay, rules)
            let after = Zone.offset(at: local - Int64(before), rules)
            if after == before { return before }
            // Between the two lies a change: the later offset counts once it has begun.
            return Zone.offset(at: local - Int64(after), rules) == after ? after : before
        }
    }

    /// Whether the IANA database has a zone of that name.
    static func exists(_ name: String) -> Bool { rules(name) != nil }

    private static func offset(at instant: Int64, _ rules: TimeZone) -> Int {
        rules.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(known(instant))))
    }

    /// An instant with the same offset in the years that a database knows. Before the first clocks were set to a zone
    /// there is one offset only; after the last change written down, the rules repeat with the calendar, all 400 years.
    private static func known(_ instant: Int64) -> Int64 {
        if instant < firstYear { return firstYear }
        if instant < lastYear { return instant }
        return lastYear + (instant - lastYear) % fourCenturies
    }

    /// Beyond every year of FEEL's, and far enough from the end of 64 bits.
    private static let farthest = Int64.max / 2
    /// 1800-01-01.
    private static let firstYear: Int64 = -62_091 * Temporal.secondsPerDay
    /// 2100-01-01.
    private static let lastYear: Int64 = 47_482 * Temporal.secondsPerDay
    private static let fourCenturies: Int64 = 146_097 * Temporal.secondsPerDay

    private static func rules(_ name: String) -> TimeZone? {
        // Foundation also takes abbreviations and offsets such as `JST` and `GMT+9`, which the IANA database has not.
        guard name.utf8.contains(UInt8(ascii: "/")) || plainNames.contains(name) else { return nil }
        return TimeZone(identifier: name)
    }

    /// The identifiers of the IANA database that name no region.
    private static let plainNames: Set<String> = [
        "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT+0", "GMT-0",
        "GMT0", "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya",
        "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK",
        "Singapore", "Turkey", "UCT", "UTC", "Universal", "W-SU", "WET", "Zulu",
    ]
}
