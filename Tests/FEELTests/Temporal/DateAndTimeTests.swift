import Testing

@testable import FEEL

@Suite("Dates with times")
struct DateAndTimeTests {
    private func moment(_ text: String) throws -> DateAndTime { try #require(DateAndTime(text)) }
    private func duration(_ text: String) throws -> DaysAndTime { try #require(DaysAndTime(text)) }

    // MARK: Text

    @Test(
        "a date and time prints as it is normally written",
        arguments: [
            ("2017-12-31T11:22:33", "2017-12-31T11:22:33"), ("2012-12-24", "2012-12-24T00:00:00"),
            ("2012-03-07Z", "2012-03-07T00:00:00Z"), ("2021-12-31T24:00:00", "2022-01-01T00:00:00"),
            ("2021-01-01T24:00:00+09:00", "2021-01-02T00:00:00+09:00"),
            ("-2017-12-31T11:22:33.4560+01:35", "-2017-12-31T11:22:33.456+01:35"),
            ("2021-01-01T10:10:10@Australia/Melbourne", "2021-01-01T10:10:10@Australia/Melbourne"),
            ("999999999-12-31T23:59:59.999999999@Europe/Paris", "999999999-12-31T23:59:59.999999999@Europe/Paris"),
        ])
    func text(text: String, printed: String) throws {
        #expect(try moment(text).description == printed)
    }

    @Test(
        "what is no date and time is none",
        arguments: [
            "", "11:00:00", "2017-12-31T", "2017-12-31 11:22:33", "2017-12-31t11:22:33", "2011-12-0310:15:30",
            "998-12-31T11:22:33", "01211-12-31T11:22:33", "+99999-12-01T11:22:33", "2017-13-01T11:22:33",
            "2017-13-0T11:22:33", "2017-12-31T24:00:01", "2017-12-31T00:60:00", "2017-12-31T7:20", "2017-12-31T07:2",
            "2017-12-31T13:20:00@xyz/abc", "2017-12-31T13:20:00+19:00", "2017-12-31T13:20:00+02:00@Europe/Paris",
            "999999999-12-31T24:00:00", "2017-12-31@Europe/Paris",
        ])
    func wrong(text: String) {
        #expect(DateAndTime(text) == nil)
    }

    // MARK: Comparison

    @Test(
        "dates with times compare as instants",
        arguments: [
            ("2002-04-02T12:00:00-01:00", "2002-04-02T17:00:00+04:00", 0),
            ("2002-04-02T23:00:00-04:00", "2002-04-03T02:00:00-01:00", 0),
            ("2018-12-08T00:00:00@Europe/Paris", "2018-12-08T00:00:00@Asia/Dhaka", 1),
            ("2018-07-01T00:00:00@Europe/Paris", "2018-07-01T00:00:00+02:00", 0),
            ("2018-01-01T00:00:00@Europe/Paris", "2018-01-01T00:00:00+02:00", 1),
            ("2018-12-08T00:00:00", "2018-12-08T00:00:00@Asia/Tokyo", 0),
            ("2018-12-08T00:00:00+05:00", "2018-12-08T00:00:01", -1),
            ("2018-12-08T00:00:00.0001", "2018-12-08T00:00:00.0000", 0),
            ("1969-12-31T23:59:59.9", "1969-12-31T23:59:59", 0), ("1969-12-31T23:59:59.9", "1970-01-01T00:00:00", -1),
            ("-0001-01-01T00:00:00", "0001-01-01T00:00:00", -1),
        ])
    func order(one: String, two: String, order: Int) throws {
        #expect(try moment(one).compare(moment(two)) == order)
        #expect(try moment(two).compare(moment(one)) == -order)
        let areAlike = try (moment(one).zone == nil) == (moment(two).zone == nil)
        #expect(try moment(one).equals(moment(two)) == (areAlike && order == 0))
    }

    @Test("a date and time with a zone never equals one without, though they have an order")
    func noEquality() throws {
        #expect(try moment("2026-04-01T17:00:00").equals(moment("2026-04-01T17:00:00+09:00")) == false)
        #expect(try moment("2026-04-01T17:00:00").compare(moment("2026-04-01T17:00:00+09:00")) == 0)
    }

    @Test("only the same components are the same date and time")
    func sameness() throws {
        #expect(try moment("2012-12-25").isSame(as: moment("2012-12-25T00:00:00")))
        #expect(
            try !moment("2021-04-02T23:00:00@Australia/Melbourne").isSame(as: moment("2021-04-02T23:00:00+11:00")))
        #expect(try !moment("2002-04-02T12:00:00-01:00").isSame(as: moment("2002-04-02T17:00:00+04:00")))
    }

    // MARK: Arithmetic

    @Test(
        "a duration leads to another moment in the same zone",
        arguments: [
            ("2021-01-01T10:10:10", "P1DT1H", "2021-01-02T11:10:10"),
            ("2021-01-01T24:00:00", "PT1S", "2021-01-02T00:00:01"),
            ("-2021-01-01T10:10:10+11:00", "-P1D", "-2022-12-31T10:10:10+11:00"),
            ("-2021-01-01T10:10:10@Australia/Melbourne", "P1D", "-2021-01-02T10:10:10@Australia/Melbourne"),
            // The clocks of Paris go forward from 02:00 to 03:00, and back from 03:00 to 02:00.
            ("2021-03-28T01:30:00@Europe/Paris", "PT1H", "2021-03-28T03:30:00@Europe/Paris"),
            ("2021-03-27T12:00:00@Europe/Paris", "P1D", "2021-03-28T13:00:00@Europe/Paris"),
            ("2021-10-30T12:00:00@Europe/Paris", "P1D", "2021-10-31T11:00:00@Europe/Paris"),
        ])
    func durations(from: String, by: String, to: String) throws {
        #expect(try moment(from).plus(duration(by)) == moment(to))
        #expect(try moment(to).minus(duration(by)) == moment(from))
    }

    @Test(
        "months change the date and leave the time",
        arguments: [
            ("2021-01-31T10:10:10", "P1M", "2021-02-28T10:10:10"),
            ("2021-01-01T10:10:10@Australia/Melbourne", "-P1Y", "2020-01-01T10:10:10@Australia/Melbourne"),
            ("2021-02-28T12:00:00@Europe/Paris", "P1M", "2021-03-28T12:00:00@Europe/Paris"),
        ])
    func months(from: String, by: String, to: String) throws {
        let duration = try #require(YearsAndMonths(by))
        #expect(try moment(from).plus(duration) == moment(to))
        #expect(try moment(from).minus(duration.negated) == moment(to))
    }

    @Test(
        "dates with times differ by the time that passed",
        arguments: [
            ("2021-01-02T10:10:10@Europe/Paris", "1995-01-01T10:10:10@Asia/Dhaka", "P9498DT5H"),
            ("2021-01-02T10:10:10+01:00", "2021-01-01T10:10:10@Europe/Paris", "P1D"),
            ("2021-10-31T12:00:00@Europe/Paris", "2021-10-30T12:00:00@Europe/Paris", "P1DT1H"),
            ("2012-12-24T23:59:00", "2012-12-22T03:45:00", "P2DT20H14M"),
            ("2021-01-01T00:00:00", "2021-01-01T00:00:00.25", "-PT0.25S"),
        ])
    func differences(one: String, two: String, difference: String) throws {
        #expect(try moment(one).minus(moment(two)) == duration(difference))
        #expect(try moment(two).minus(moment(one)) == duration(difference).negated)
    }

    @Test("a local date and time has no difference to one with a zone, so neither to a date")
    func noDifference() throws {
        let day = DateAndTime(midnightOf: try #require(CalendarDate("2021-01-02")))
        #expect(day.description == "2021-01-02T00:00:00Z")
        #expect(try moment("2021-01-01T10:10:10").minus(day) == nil)
        #expect(try moment("2021-01-01T10:10:10+02:00").minus(moment("2021-01-01T10:10:10")) == nil)
        #expect(try day.minus(moment("2021-01-01T10:10:10+11:00")) == duration("P1DT49M50S"))
    }

    @Test("a date and time has its properties")
    func properties() throws {
        let summer = try moment("2021-07-01T10:30:00@Europe/Paris")
        #expect(summer.offset?.description == "PT2H" && summer.timezone == "Europe/Paris")
        #expect(try moment("2021-01-01T10:30:00@Europe/Paris").offset?.description == "PT1H")
        #expect(try moment("2021-01-01T10:30:00-05:00").offset?.description == "-PT5H")
        #expect(try moment("2021-01-01T10:30:00").offset == nil)
        #expect(try moment("1970-01-01T00:00:00.5+09:00").instant == -32_399_500_000_000)
        #expect(try moment("1970-01-02").instant == 86_400_000_000_000)
    }

    @Test("an instant reads in every zone as itself, but for hours that come twice", arguments: 0..<10)
    func instants(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        for _ in 0..<200 {
            let moment = try chance.dateAndTime()
            let instant = try #require(moment.instant)
            #expect(DateAndTime(moment.description) == moment)
            #expect(moment.compare(moment) == 0)
            let zone = chance.zone() ?? .utc
            let elsewhere = try #require(DateAndTime(instant: instant, zone: zone))
            let again = try #require(elsewhere.instant)
            if again == instant {
                #expect(elsewhere.equals(moment) == true || moment.zone == nil)
            } else {
                #expect(zone.name != nil && instant - again == 3_600_000_000_000, "\(elsewhere)")
            }
            if moment.zone?.name == nil {
                let duration = try chance.daysAndTime()
                #expect(moment.plus(duration)?.minus(duration) == moment)
                #expect(moment.plus(duration)?.minus(moment) == duration)
            }
        }
    }

    @Test("nothing leads out of the range of years")
    func range() throws {
        let longest = try #require(DaysAndTime(nanoseconds: DaysAndTime.longest))
        for zone in ["", "@Asia/Tokyo", "-18:00"] {
            let text = "999999999-12-31T23:59:59" + zone
            #expect(try moment(text).plus(duration("PT1S")) == nil)
            #expect(try moment(text).plus(longest) == nil && moment(text).minus(longest) == nil)
            #expect(try moment(text).compare(moment("-999999999-01-01T00:00:00+18:00")) == 1)
            #expect(try moment(text).plus(YearsAndMonths.zero) == moment(text))
        }
        for extreme in [Int128.min, .max] {
            #expect(DateAndTime(instant: extreme, zone: .utc) == nil)
            #expect(DateAndTime(instant: extreme, zone: .named("Asia/Tokyo")) == nil)
        }
    }
}
