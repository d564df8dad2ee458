/// A moment in UTC, to the millisecond. Deadlines compare these; people read them in Japan's time.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// This moment moved by whole seconds; saturates rather than overflows.
    public func adding(seconds: Int64) -> Instant {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, overflow2) = milliseconds.addingReportingOverflow(product)
        return overflow || overflow2 ? Instant(milliseconds: seconds < 0 ? .min : .max) : Instant(milliseconds: sum)
    }

    /// This moment moved by whole days of 24 hours.
    public func adding(days: Int) -> Instant { adding(seconds: Int64(days) * 86_400) }
}

/// A clock time of Japan (Asia/Tokyo, UTC+9 without summer time since 1951), to the second.
public struct JapanTime: Hashable, Comparable, Sendable {
    public let day: Day
    public let hour: Int
    public let minute: Int
    public let second: Int

    /// Nil for a time of day that does not exist.
    public init?(_ day: Day, hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// What clocks in Japan show at that moment.
    public init(_ instant: Instant) {
        let seconds = floorDivide(instant.milliseconds, 1000) + 9 * 3600
        let (days, rest) = (floorDivide(seconds, 86_400), seconds - floorDivide(seconds, 86_400) * 86_400)
        day = Day(daysSince1970: Int(days))
        hour = Int(rest / 3600)
        minute = Int(rest / 60 % 60)
        second = Int(rest % 60)
    }

    /// The moment clocks in Japan show this.
    public var instant: Instant {
        let seconds = Int64(day.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - 9 * 3600
        return Instant(milliseconds: seconds * 1000)
    }

    public static func < (left: JapanTime, right: JapanTime) -> Bool {
        (left.day, left.hour, left.minute, left.second) < (right.day, right.hour, right.minute, right.second)
    }

    /// `2026-12-25T17:00`, or with seconds when there are some: how documents write it.
    public var iso: String {
        let time = "\(day.iso)T\(two(hour)):\(two(minute))"
        return second == 0 ? time : "\(time):\(two(second))"
    }

    /// Reads `2026-12-25T17:00` or `2026-12-25 17:00:00`; nil for anything else.
    public init?(iso text: String) {
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        guard parts.count == 2, let day = Day(iso: String(parts[0])) else { return nil }
        let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { asciiNumber(String($0)) }
        guard (2...3).contains(numbers.count), let hour = numbers[0], let minute = numbers[1] else { return nil }
        guard let second = numbers.count == 3 ? numbers[2] : 0 else { return nil }
        self.init(day, hour: hour, minute: minute, second: second)
    }
}

func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
}

/// The number ASCII digits spell, at most nine of them; nil for anything else.
func asciiNumber(_ text: String) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
}

extension Day {
    /// The moment this day begins in Japan.
    public var midnight: Instant {
        Instant(milliseconds: (Int64(daysSince1970) * 86_400 - 9 * 3600) * 1000)
    }
}
