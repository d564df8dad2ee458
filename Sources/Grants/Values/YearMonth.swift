/// 年月: a month of a year.
public struct YearMonth: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int

    /// Nil for a month that does not exist.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        self.year = year
        self.month = month
    }

    /// Reads `2026-05`; nil for anything else.
    public init?(iso: String) {
        guard iso.utf8.count == 7, let day = Day(iso: iso + "-01") else { return nil }
        (year, month) = (day.year, day.month)
    }

    /// Reads what people write in year and month boxes, eras too.
    public init?(typedYear: String, month: String) {
        guard
            let day = Day(typedYear: typedYear, month: month, day: "1")
                ?? Day(typedYear: typedYear, month: month, day: "28")
        else { return nil }
        (year, self.month) = (day.year, day.month)
    }

    /// `2026-05`.
    public var iso: String { String(first.iso.prefix(7)) }

    /// Its first day.
    public var first: Day {
        guard let day = Day(year: year, month: month, day: 1) else {
            preconditionFailure("every month has a first day")
        }
        return day
    }

    /// The fiscal year (April to March) it lies in.
    public var fiscalYear: Int { month >= 4 ? year : year - 1 }

    public static func < (left: YearMonth, right: YearMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}
