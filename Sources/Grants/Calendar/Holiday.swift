/// A national holiday of Japan (国民の祝日), from 2007 on.
public struct Holiday: Hashable, Sendable {
    public let day: Day
    public let name: String
}

extension Holiday {
    /// The years whose holidays are known: the Act as it stands since 2007, and the equinoxes as they can be computed.
    public static let years = 2007...2099

    /// The holidays of a year, in order: 国民の祝日に関する法律 art. 2, and the days art. 3 makes holidays. Empty outside
    /// `years`.
    public static func all(in year: Int) -> [Holiday] {
        guard years.contains(year) else { return [] }
        var named: [Day: String] = [:]
        for (month, day, name) in fixed(in: year) { named[Day(year: year, month: month, day: day)!] = name }
        let substitutes = substitutes(for: named)
        let between = between(named)
        for day in substitutes { named[day] = "振替休日" }
        for day in between where named[day] == nil { named[day] = "国民の休日" }
        return named.map { Holiday(day: $0.key, name: $0.value) }.sorted { $0.day < $1.day }
    }

    /// Art. 3 (2): a holiday on a Sunday moves to the next day that is none.
    private static func substitutes(for named: [Day: String]) -> [Day] {
        named.keys.filter { $0.weekday == 0 }.map { sunday in
            var day = sunday.adding(days: 1)
            while named[day] != nil { day = day.adding(days: 1) }
            return day
        }
    }

    /// Art. 3 (3): a day between two holidays is one.
    private static func between(_ named: [Day: String]) -> [Day] {
        named.keys.filter { named[$0.adding(days: 2)] != nil && named[$0.adding(days: 1)] == nil }
            .map { $0.adding(days: 1) }.filter { $0.weekday != 0 }
    }

    private static func fixed(in year: Int) -> [(Int, Int, String)] {
        var days = [
            (1, 1, "元日"), (1, monday(2, 1, year), "成人の日"), (2, 11, "建国記念の日"),
            (3, equinox(20_843_100, year), "春分の日"), (4, 29, "昭和の日"), (5, 3, "憲法記念日"), (5, 4, "みどりの日"),
            (5, 5, "こどもの日"), (9, monday(3, 9, year), "敬老の日"), (9, equinox(23_248_800, year), "秋分の日"),
            (11, 3, "文化の日"), (11, 23, "勤労感謝の日"),
        ]
        // The emperor's birthday: 12-23 until 2018, 02-23 from 2020.
        if year <= 2018 { days.append((12, 23, "天皇誕生日")) }
        if year >= 2020 { days.append((2, 23, "天皇誕生日")) }
        switch year {
        // 天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律.
        case 2019: days += [(5, 1, "即位の日"), (10, 22, "即位礼正殿の儀の行われる日")]
        default: break
        }
        // 平成三十二年・令和三年東京オリンピック競技大会等特別措置法 moved three of them.
        switch year {
        case 2020: days += [(7, 23, "海の日"), (7, 24, "スポーツの日"), (8, 10, "山の日")]
        case 2021: days += [(7, 22, "海の日"), (7, 23, "スポーツの日"), (8, 8, "山の日")]
        default:
            days += [(7, monday(3, 7, year), "海の日"), (10, monday(2, 10, year), year < 2020 ? "体育の日" : "スポーツの日")]
            if year >= 2016 { days.append((8, 11, "山の日")) }
        }
        return days
    }

    /// The day of the n-th Monday of a month.
    private static func monday(_ count: Int, _ month: Int, _ year: Int) -> Int {
        let first = Day(year: year, month: month, day: 1)!.weekday
        return 1 + (8 - first) % 7 + 7 * (count - 1)
    }

    /// The equinox's day, by the formula that agrees with the almanac of the National Astronomical Observatory from 1980 to
    /// 2099; the day itself is published each February (官報 暦要項).
    ///
    /// - Parameter base: where the equinox of 1980 was, in millionths of a day of its month.
    private static func equinox(_ base: Int, _ year: Int) -> Int {
        let years = year - 1980
        return (base + 242_194 * years) / 1_000_000 - years / 4
    }
}

extension Day {
    /// The day that many days later, or earlier.
    public func adding(days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }

    /// Whether public offices work (行政機関の休日に関する法律 art. 1): no weekend, no holiday, not from 29 December to
    /// 3 January.
    public var isBusinessDay: Bool {
        if weekday == 0 || weekday == 6 { return false }
        if month == 12 && day >= 29 || month == 1 && day <= 3 { return false }
        return !Closed.holidays.contains(self)
    }

    /// The n-th business day after this day, which is not counted itself (民法 art. 140: 初日不算入).
    public func adding(businessDays: Int) -> Day {
        var day = self
        var left = businessDays
        while left > 0 {
            day = day.adding(days: 1)
            if day.isBusinessDay { left -= 1 }
        }
        return day
    }
}

/// All holidays, found once.
private enum Closed {
    static let holidays = Set(Holiday.years.flatMap { Holiday.all(in: $0).map(\.day) })
}
