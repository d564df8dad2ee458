extension CalendarDate {
    /// The day of the week: 1 is Monday and 7 is Sunday (DMN 1.5 table 66).
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        Int(Temporal.floor(dayNumber + 3, by: 7).rest) + 1
    }

    /// The English name of the day of the week, as `day of week` gives it (DMN 1.5 table 79).
    public var weekdayName: String {
        switch weekday {
        case 1: "Monday"
        case 2: "Tuesday"
        case 3: "Wednesday"
        case 4: "Thursday"
        case 5: "Friday"
        case 6: "Saturday"
        default: "Sunday"
        }
    }

    /// The English name of the month, as `month of year` gives it (DMN 1.5 table 79).
    public var monthName: String {
        switch month {
        case 1: "January"
        case 2: "February"
        case 3: "March"
        case 4: "April"
        case 5: "May"
        case 6: "June"
        case 7: "July"
        case 8: "August"
        case 9: "September"
        case 10: "October"
        case 11: "November"
        default: "December"
        }
    }

    /// The day of the year, 1 to 366, as `day of year` gives it (DMN 1.5 table 79).
    public var dayOfYear: Int {
        (1..<month).reduce(day) { $0 + CalendarDate.days(of: $1, in: year) }
    }

    /// The week of the year, 1 to 53, by ISO 8601, as `week of year` gives it (DMN 1.5 table 79): weeks begin on
    /// Monday, and belong to the year that their Thursday is in.
    public var weekOfYear: Int {
        let week = (dayOfYear - weekday + 10) / 7
        if week < 1 { return CalendarDate.weeks(in: year - 1) }
        return week > CalendarDate.weeks(in: year) ? 1 : week
    }

    /// A year has 53 weeks when it begins on a Thursday, or as a leap year on a Wednesday: then it has 53 Thursdays.
    private static func weeks(in year: Int) -> Int {
        // Weekdays repeat every 400 years; so the year before the first has its weeks, too.
        let likeYear = 2000 + Temporal.floor(year, by: 400).rest
        let first = CalendarDate(year: likeYear, month: 1, day: 1)?.weekday
        return first == 4 || (first == 3 && isLeap(likeYear)) ? 53 : 52
    }
}
