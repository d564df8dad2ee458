/// A day of the Gregorian calendar, between the years 1 and 9999.
public struct Day: Hashable, Comparable, Sendable, Codable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil for a day that does not exist, such as 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(of: month, in: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-05-29`; nil for anything else.
    public init?(iso: String) {
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false).map { asciiNumber(String($0)) }
        guard parts.count == 3, iso.utf8.count == 10, let year = parts[0], let month = parts[1], let day = parts[2]
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that many days after 1970-01-01, clamped to the calendar's years 1 to 9999.
    public init(daysSince1970 days: Int) {
        // Howard Hinnant's `civil_from_days`: years start in March, eras are 400 years of 146,097 days.
        let shifted = min(max(days, -719_162), 2_932_896) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    public var daysSince1970: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 0 for Sunday to 6 for Saturday.
    public var weekday: Int { ((daysSince1970 + 4) % 7 + 7) % 7 }

    public static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2026-05-29`.
    public var iso: String {
        let digits = String(year)
        return String(repeating: "0", count: 4 - digits.count) + digits + "-" + two(month) + "-" + two(day)
    }

    /// How many days the month has.
    public static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A Japanese era (元号).
public struct Era: Sendable {
    public let name: String
    public let letter: Character
    public let start: Day

    /// Newest first. First days as proclaimed; Meiji from the calendar reform that made its dates Gregorian.
    public static let all: [Era] = [
        ("令和", "R", 2019, 5, 1), ("平成", "H", 1989, 1, 8), ("昭和", "S", 1926, 12, 25),
        ("大正", "T", 1912, 7, 30), ("明治", "M", 1873, 1, 1),
    ].compactMap { name, letter, year, month, day in
        Day(year: year, month: month, day: day).map { Era(name: name, letter: Character(letter), start: $0) }
    }
}

extension Day {
    /// The era this day belongs to and the year in it; nil before 1873.
    public var era: (era: Era, year: Int)? {
        guard let era = Era.all.first(where: { $0.start <= self }) else { return nil }
        return (era, era.name == "明治" ? year - 1867 : year - era.start.year + 1)
    }

    /// 令和8年; 元年 for an era's first year, and the Gregorian year where there is no era.
    public var eraYear: String {
        guard let (era, year) = era else { return "\(self.year)年" }
        return "\(era.name)\(year == 1 ? "元" : "\(year)")年"
    }

    /// 令和8年5月29日.
    public var wareki: String { "\(eraYear)\(month)月\(day)日" }

    /// Reads what people write in year, month and day boxes: 2026, 令和8, R8, 平成元, full-width digits too.
    public init?(typedYear: String, month: String, day: String) {
        guard let year = Day.year(typed: typedYear), let month = asciiNumber(Plain.code(month).droppingSuffix("月")),
            let day = asciiNumber(Plain.code(day).droppingSuffix("日"))
        else { return nil }
        self.init(year: year, month: month, day: day)
        if let era = Day.eraNamed(typedYear), let found = self.era?.era.name {
            // 昭和64年2月 was never written: that day belonged to 平成. People still write 平成31年5月, so eras may run on.
            guard era.start <= self || found == era.name else { return nil }
        }
    }

    private static func eraNamed(_ text: String) -> Era? {
        let plain = Plain.code(text).uppercased()
        return Era.all.first { plain.hasPrefix($0.name) || plain.hasPrefix(String($0.letter)) }
    }

    /// The Gregorian year that `2026`, `2026年`, `令和8年`, `R8` or `平成元` names.
    static func year(typed text: String) -> Int? {
        let plain = Plain.code(text).uppercased().droppingSuffix("年")
        guard let era = eraNamed(plain) else {
            guard let year = asciiNumber(plain), (1000...9999).contains(year) else { return nil }
            return year
        }
        var rest = plain.dropFirst(plain.hasPrefix(era.name) ? era.name.count : 1)
        if rest.first == "." { rest = rest.dropFirst() }
        let first = era.name == "明治" ? 1868 : era.start.year
        if rest == "元" { return first }
        guard let year = asciiNumber(String(rest)), year >= 1, year <= 99 else { return nil }
        return first + year - 1
    }
}

extension String {
    func droppingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
