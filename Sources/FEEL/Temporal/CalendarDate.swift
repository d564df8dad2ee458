/// A day of the Gregorian calendar, which is taken to reach back before its introduction: FEEL's date (DMN 1.5
/// §10.3.2.3.5). It belongs to no zone; where an instant is needed, it is midnight UTC.
public struct CalendarDate: Hashable, Sendable {
    /// The year, from -999,999,999 to 999,999,999. The year before 1 is 0, as in ISO 8601.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    static let years = -999_999_999...999_999_999

    /// Nil for a day that the calendar does not have (DMN 1.5 table 72, `date(year, month, day)`).
    public init?(year: Int, month: Int, day: Int) {
        guard CalendarDate.years.contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.days(of: month, in: year)
        else { return nil }
        self.init(valid: year, month, day)
    }

    /// As FEEL's numbers give it; nil also where one of them is not whole.
    public init?(year: Number, month: Number, day: Number) {
        guard let year = year.integer, let month = month.integer, let day = day.integer else { return nil }
        self.init(year: Int(clamping: year), month: Int(clamping: month), day: Int(clamping: day))
    }

    private init(valid year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days of a month, 28 to 31.
    static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    // MARK: Counting days

    // Years are counted from March on here: so the leap day is the last of its year, and the days before a month follow
    // from (153 * month + 2) / 5. 400 such years have 146,097 days. 719,468 days lie between 0000-03-01 and 1970-01-01.

    /// Days since 1970-01-01, negative before (DMN 1.5 §10.3.2.3.6, `valuedt` in days).
    public var dayNumber: Int64 {
        let (era, yearOfEra) = Temporal.floor(Int64(year) - (month <= 2 ? 1 : 0), by: 400)
        let dayOfYear = (153 * Int64((month + 9) % 12) + 2) / 5 + Int64(day) - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day so many days after 1970-01-01; nil where its year is out of range.
    public init?(dayNumber: Int64) {
        // Wide enough for every year, and narrow enough for the sums below.
        guard (-400_000_000_000...400_000_000_000).contains(dayNumber) else { return nil }
        let (era, day) = Temporal.floor(dayNumber + 719_468, by: 146_097)
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        guard CalendarDate.years.contains(Int(year)) else { return nil }
        self.init(valid: Int(year), Int(month), Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1))
    }

    // MARK: Arithmetic

    /// The day so many days later; nil where its year is out of range.
    public func plus(days: Int64) -> CalendarDate? {
        let (sum, over) = dayNumber.addingReportingOverflow(days)
        return over ? nil : CalendarDate(dayNumber: sum)
    }

    /// The day so many months later; nil where its year is out of range. A day that the month does not have becomes the
    /// month's last: a month after January 31 is February 28, or 29.
    public func plus(months: Int64) -> CalendarDate? {
        let (sum, over) = (Int64(year) * 12 + Int64(month) - 1).addingReportingOverflow(months)
        if over { return nil }
        let (year, month) = Temporal.floor(sum, by: 12)
        guard CalendarDate.years.contains(Int(year)) else { return nil }
        let last = CalendarDate.days(of: Int(month) + 1, in: Int(year))
        return CalendarDate(valid: Int(year), Int(month) + 1, min(day, last))
    }

    /// The day a duration later, counted from midnight: 36 hours later is the next day, an hour earlier the day before
    /// (DMN 1.5 table 57). Nil where its year is out of range.
    public func plus(_ duration: DaysAndTime) -> CalendarDate? {
        let days = Temporal.floor(duration.nanoseconds, by: Int128(Temporal.nanosecondsPerDay)).quotient
        return Int64(exactly: days).flatMap { plus(days: $0) }
    }

    /// The day a duration earlier, counted from midnight (DMN 1.5 table 57).
    public func minus(_ duration: DaysAndTime) -> CalendarDate? { plus(duration.negated) }

    /// The day so many months later (DMN 1.5 table 57), as `plus(months:)` has it.
    public func plus(_ duration: YearsAndMonths) -> CalendarDate? { plus(months: duration.months) }

    /// The day so many months earlier (DMN 1.5 table 57), as `plus(months:)` has it.
    public func minus(_ duration: YearsAndMonths) -> CalendarDate? { plus(months: duration.negated.months) }

    /// The days from the other to this one (DMN 1.5 table 57).
    public func minus(_ other: CalendarDate) -> DaysAndTime? {
        DaysAndTime(nanoseconds: Int128(dayNumber - other.dayNumber) * Int128(Temporal.nanosecondsPerDay))
    }
}
