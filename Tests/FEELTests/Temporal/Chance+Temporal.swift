import Testing

@testable import FEEL

// Dates, times and durations by chance.

extension Chance {
    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Years near and far.
    mutating func date() throws -> CalendarDate {
        let years = Bool.random(using: &self) ? 1900...2100 : -999_999_000...999_999_000
        let date = CalendarDate(year: integer(years), month: integer(1...12), day: integer(1...28))
        return try #require(date)
    }

    mutating func zone() -> Zone? {
        let names = ["Asia/Tokyo", "Europe/Paris", "Australia/Melbourne", "Etc/UTC"]
        switch integer(0...2) {
        case 0: return nil
        case 1: return .offset(seconds: integer(-64_800...64_800))
        default: return .named(names[integer(0...names.count - 1)])
        }
    }

    mutating func time() throws -> ClockTime {
        let nanosecond = Bool.random(using: &self) ? 0 : integer(0...999_999_999)
        let time = ClockTime(
            hour: integer(0...23), minute: integer(0...59), second: integer(0...59), nanosecond: nanosecond,
            zone: zone())
        return try #require(time)
    }

    mutating func dateAndTime() throws -> DateAndTime { DateAndTime(date: try date(), time: try time()) }

    /// Up to some thousand years, in seconds or in nanoseconds.
    mutating func daysAndTime() throws -> DaysAndTime {
        let unit: Int128 = Bool.random(using: &self) ? 1 : 1_000_000_000
        let duration = DaysAndTime(nanoseconds: Int128(integer(-100_000_000_000...100_000_000_000)) * unit)
        return try #require(duration)
    }

    mutating func yearsAndMonths() throws -> YearsAndMonths {
        let duration = YearsAndMonths(months: Int64(integer(-5_000...5_000)))
        return try #require(duration)
    }
}
