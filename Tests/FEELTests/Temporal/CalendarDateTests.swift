import Foundation
import Testing

@testable import FEEL

@Suite("Dates")
struct CalendarDateTests {
    private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    // MARK: Text

    @Test(
        "a date reads and prints the same",
        arguments: [
            "2021-01-31", "2024-02-29", "0001-01-01", "0000-12-31", "-0044-03-15", "-2017-12-31", "12345-06-07",
            "999999999-12-31", "-999999999-01-01",
        ])
    func roundTrip(text: String) throws {
        #expect(try date(text).description == text)
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "2021", "2021-01", "2021-1-1", "2021-01-1", "21-01-01", "998-01-01", "01211-12-31", "+99999-12-01",
            "1000000000-01-01", "99999999999999999999-01-01", "2021/01/01", "2021-01-01T", "2021-01-01T00:00:00",
            "2021-13-01", "2021-00-01", "2021-01-00", "2021-01-32", "2021-04-31", "2021-02-29", "1900-02-29",
            " 2021-01-01", "2021-01-01 ", "--2021-01-01", "２０２１-01-01", "2021-01-01@Asia/Tokyo", "2021-01-011",
            String(repeating: "0", count: 101),
        ])
    func wrong(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("a zone after a date is read and dropped: FEEL's dates have none", arguments: ["Z", "+09:00", "-11:30"])
    func zone(suffix: String) throws {
        #expect(try date("2012-03-07" + suffix) == date("2012-03-07"))
    }

    @Test("numbers make a date when they are whole and in range")
    func numbers() throws {
        #expect(CalendarDate(year: Number(2017), month: 8, day: 30) == (try date("2017-08-30")))
        #expect(CalendarDate(year: Number(-2017), month: 12, day: 31) == (try date("-2017-12-31")))
        let half = try #require(Number("2017.5"))
        let huge = try #require(Number("1e30"))
        #expect(CalendarDate(year: half, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: huge, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: Number(-1_000_999_999), month: 12, day: 1) == nil)
        #expect(CalendarDate(year: Number(2017), month: -8, day: 2) == nil)
        #expect(CalendarDate(year: .min, month: .max, day: .min) == nil)
    }

    // MARK: The calendar

    @Test("every day of four hundred years follows the one before", arguments: [1600, 1970, -200, 999_999_598])
    func succession(from year: Int) throws {
        var last = try #require(CalendarDate(year: year, month: 1, day: 1))
        let end = try #require(CalendarDate(year: year + 400, month: 1, day: 1))
        #expect(end.dayNumber - last.dayNumber == 146_097)
        #expect(end.weekday == last.weekday)
        while last < end {
            let next = try #require(last.plus(days: 1))
            let isMonthOver = next.day == 1 && last.day >= 28
            let isYearOver = isMonthOver && next.month == 1 && last.month == 12 && next.year == last.year + 1
            let isMonthNext = isMonthOver && next.month == last.month + 1 && next.year == last.year
            let isSameMonth = next.day == last.day + 1 && (next.year, next.month) == (last.year, last.month)
            try #require(isYearOver || isMonthNext || isSameMonth, "\(last) \(next)")
            try #require(next.dayNumber == last.dayNumber + 1)
            try #require(next.weekday == last.weekday % 7 + 1)
            try #require(CalendarDate(year: next.year, month: next.month, day: next.day) == next)
            last = next
        }
    }

    @Test("weekday, day and week of the year are those of another calendar", arguments: 0..<4)
    func otherCalendar(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(identifier: "GMT"))
        for _ in 0..<500 {
            let date = try #require(CalendarDate(dayNumber: Int64(chance.integer(-100_000...200_000))))
            let other = Date(timeIntervalSince1970: TimeInterval(date.dayNumber * 86_400))
            let parts = calendar.dateComponents([.year, .month, .day, .weekday, .weekOfYear], from: other)
            #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
            // Foundation counts from Sunday.
            #expect(parts.weekday == date.weekday % 7 + 1)
            #expect(parts.weekOfYear == date.weekOfYear, "\(date)")
            #expect(calendar.ordinality(of: .day, in: .year, for: other) == date.dayOfYear)
        }
    }

    @Test(
        "weeks belong to the year of their Thursday",
        arguments: [
            ("2003-12-29", 1), ("2004-01-04", 1), ("2005-01-01", 53), ("2005-01-02", 53), ("2005-01-03", 1),
            ("2005-01-09", 1), ("2010-01-03", 53), ("2016-01-03", 53), ("2018-12-31", 1), ("2019-09-17", 38),
            ("2020-12-31", 53), ("2021-01-03", 53),
            ("-999999999-01-01", 1),
        ])
    func week(text: String, week: Int) throws {
        #expect(try date(text).weekOfYear == week)
    }

    @Test("days and months have their English names")
    func names() throws {
        let monday = try date("2026-01-05")
        let days = (0..<7).compactMap { monday.plus(days: $0)?.weekdayName }
        #expect(days == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
        let names = (0..<12).compactMap { monday.plus(months: $0)?.monthName }
        #expect(
            names == [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ])
    }

    @Test("the year counts its days", arguments: [("2021-12-31", 365), ("2024-12-31", 366), ("2024-03-01", 61)])
    func dayOfYear(text: String, day: Int) throws {
        #expect(try date(text).dayOfYear == day)
    }

    // MARK: Arithmetic

    @Test(
        "months are added from the month, and the day stays or becomes the last",
        arguments: [
            ("2021-01-31", 1, "2021-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2021-01-15", 12, "2022-01-15"),
            ("2021-01-01", -1, "2020-12-01"), ("2021-03-31", -13, "2020-02-29"), ("0001-01-01", -1, "0000-12-01"),
            ("-2021-01-01", -1, "-2022-12-01"), ("2021-05-31", 0, "2021-05-31"),
        ])
    func months(from: String, months: Int64, to: String) throws {
        #expect(try date(from).plus(months: months) == date(to))
        let duration = try #require(YearsAndMonths(months: months))
        #expect(try date(from).plus(duration) == date(to))
        #expect(try date(from).minus(duration.negated) == date(to))
    }

    @Test(
        "a duration is added to midnight, and what is left of a day is dropped",
        arguments: [
            ("PT0S", "2021-01-02"), ("PT23H59M", "2021-01-02"), ("PT24H", "2021-01-03"), ("PT36H", "2021-01-03"),
            ("-PT0.000000001S", "2021-01-01"), ("-PT24H", "2021-01-01"), ("-PT25H", "2020-12-31"),
            ("P365D", "2022-01-02"),
        ])
    func durations(text: String, to: String) throws {
        let duration = try #require(DaysAndTime(text))
        #expect(try date("2021-01-02").plus(duration) == date(to))
        #expect(try date("2021-01-02").minus(duration.negated) == date(to))
    }

    @Test("days between dates add up to the later one", arguments: 0..<10)
    func between(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        for _ in 0..<100 {
            let (one, two) = (try chance.date(), try chance.date())
            let duration = try #require(two.minus(one))
            #expect(one.plus(duration) == two)
            #expect(CalendarDate(dayNumber: one.dayNumber) == one)
            #expect((one < two) == (one.dayNumber < two.dayNumber))
            #expect(one.compare(two) == (one < two ? -1 : one == two ? 0 : 1))
            #expect(one.equals(two) == (one == two) && one.isSame(as: one))
        }
    }

    @Test("nothing leads out of the range of years")
    func range() throws {
        let (first, last) = (try date("-999999999-01-01"), try date("999999999-12-31"))
        #expect(first.plus(days: -1) == nil && last.plus(days: 1) == nil)
        #expect(first.plus(months: -1) == nil && last.plus(months: 1) == nil)
        for extreme in [Int64.min, .max] {
            #expect(first.plus(days: extreme) == nil && last.plus(days: extreme) == nil)
            #expect(first.plus(months: extreme) == nil && last.plus(months: extreme) == nil)
            #expect(CalendarDate(dayNumber: extreme) == nil)
        }
        let longest = try #require(DaysAndTime(nanoseconds: DaysAndTime.longest))
        #expect(first.plus(longest) == nil && last.minus(longest) == nil)
        #expect(last.minus(first)?.description == "P730484999633D")
        #expect(first.weekday >= 1 && last.weekOfYear >= 52 && first.dayOfYear == 1)
    }
}
