import Grants
import UseCases

/// How moments, days and amounts are said, in one place. All clock times are Japan's.
enum Formats {
    /// 2026年12月25日（金）17:00, or Fri 2026-12-25 17:00.
    static func time(_ instant: Instant, _ language: Language) -> String {
        let time = JapanTime(instant)
        switch language {
        case .ja: return time.spoken
        case .en:
            let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][time.day.weekday]
            return "\(weekday) \(time.day.iso) \(clock(instant))"
        }
    }

    /// The same with seconds, for receipts.
    static func exactTime(_ instant: Instant, _ language: Language) -> String {
        let second = JapanTime(instant).second
        return "\(time(instant, language)):\(second < 10 ? "0" : "")\(second)"
    }

    /// 10:42.
    static func clock(_ instant: Instant) -> String {
        let time = JapanTime(instant)
        return "\(time.hour):\(time.minute < 10 ? "0" : "")\(time.minute)"
    }

    /// 2026年12月25日（令和8年）.
    static func day(_ day: Day, _ language: Language) -> String {
        language == .ja ? "\(day.year)年\(day.month)月\(day.day)日（\(day.eraYear)）" : day.iso
    }

    /// 1,234.
    static func number(_ number: Int) -> String { Yen(Int64(number)).grouped }

    static func yen(_ yen: Yen, _ language: Language) -> String {
        language == .ja ? "\(yen.grouped)円" : "¥\(yen.grouped)"
    }

    /// 令和9年度（2027年4月）.
    static func fiscalYear(_ month: YearMonth, _ language: Language) -> String {
        guard language == .ja, let april = Day(year: month.fiscalYear, month: 4, day: 1) else { return month.iso }
        return "\(april.eraYear)度（\(month.year)年\(month.month)月）"
    }

    /// ISO 8601 in UTC, for machines.
    static func machine(_ instant: Instant) -> String {
        // Japan's clock nine hours ago is UTC's.
        let time = JapanTime(instant.adding(seconds: -9 * 3600))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time.day.iso)T\(two(time.hour)):\(two(time.minute)):\(two(time.second))Z"
    }

    /// A deadline with what is left of it by the server's clock.
    static func deadline(_ end: Instant, now: Instant, _ ui: Components) -> HTML {
        ui.deadline(
            time(end, ui.language) + (ui.language == .ja ? "（日本時間）" : " (Japan time)"), machine: machine(end),
            left: left(until: end, now: now, ui.language), now: machine(now))
    }

    /// あと3日4時間. Seconds are never shown: the last minute is まもなく締切.
    static func left(until end: Instant, now: Instant, _ language: Language) -> String {
        let templates = Words.countdownTemplates(language).split(separator: "|").map(String.init)
        guard templates.count == 5 else { return "" }
        if now >= end { return templates[4] }
        let minutes = (end.milliseconds - now.milliseconds) / 60_000
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60)
        let template = days > 0 ? templates[0] : hours > 0 ? templates[1] : rest > 0 ? templates[2] : templates[3]
        return template.replacing("{d}", with: "\(days)").replacing("{h}", with: "\(hours)")
            .replacing("{m}", with: "\(rest)")
    }

    /// 1.2MB（1,234,567バイト）.
    static func size(_ bytes: Int64, _ language: Language) -> String {
        let grouped = Yen(bytes).grouped
        return language == .ja ? "\(bytes.megabytes)（\(grouped)バイト）" : "\(bytes.megabytes) (\(grouped) bytes)"
    }
}
