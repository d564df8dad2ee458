import Testing

@testable import FEEL

@Suite("Durations")
struct DurationTests {
    private func days(_ text: String) throws -> DaysAndTime { try #require(DaysAndTime(text)) }
    private func months(_ text: String) throws -> YearsAndMonths { try #require(YearsAndMonths(text)) }
    private func number(_ text: String) throws -> Number { try #require(Number(text)) }

    // MARK: Text

    @Test(
        "a duration prints with as much as goes into each of its units",
        arguments: [
            ("PT0S", "PT0S"), ("P0D", "PT0S"), ("-P0D", "PT0S"), ("PT0.000S", "PT0S"), ("PT0.S", "PT0S"),
            ("PT1000M", "PT16H40M"), ("PT1000M0.999999999S", "PT16H40M0.999999999S"), ("P2DT100M", "P2DT1H40M"),
            ("PT240H", "P10D"), ("P0DT25H", "P1DT1H"), ("-PT61M", "-PT1H1M"), ("PT0.5S", "PT0.5S"),
            ("-PT0.0000000019S", "-PT0.000000001S"), ("PT1H1S", "PT1H1S"),
            ("P106751991167300D", "P106751991167300D"),
            ("P1Y2M", "P1Y2M"), ("P1Y", "P1Y"), ("P0Y", "P0M"), ("-P0M", "P0M"), ("P26M", "P2Y2M"),
            ("-P100M", "-P8Y4M"), ("P99999999Y", "P99999999Y"), ("P0Y10M", "P10M"),
        ])
    func text(text: String, printed: String) throws {
        let read = try #require(Temporal.duration(text))
        #expect(read.description == printed)
        #expect(Temporal.duration(printed) == read)
        #expect(Temporal.parse(text) == read)
    }

    @Test(
        "what is no duration is none",
        arguments: [
            "", "P", "-P", "PT", "P1DT", "1D", "P1H", "P1S", "PT1D", "P1D1H", "PT1M1H", "PT1S1M", "PT1H1H", "P1W",
            "P-1D", "+P1D", "PT.5S", "PT1.5M", "P1.5D", "P1Y1D", "P1M1Y", "P1Y1", "P1.5Y", "P1YT1H", "p1d", "P1D ",
            "P99999999999999999999D", "P9223372036854775807D", "P9223372036854775807Y", "P9223372036854775807Y8M",
            "P1Y99999999999999999999M",
        ])
    func wrong(text: String) {
        #expect(Temporal.duration(text) == nil)
    }

    // MARK: Properties

    @Test("a duration has its properties, all with its sign")
    func properties() throws {
        let duration = try days("-P2DT3H4M5.25S")
        #expect((duration.days, duration.hours, duration.minutes) == (-2, -3, -4))
        #expect(try duration.seconds == number("-5.25"))
        #expect(try duration.valueSeconds == number("-183845.25"))
        #expect(try duration.absolute == days("P2DT3H4M5.25S"))
        #expect(try days("P1D").hours == 0 && days("PT2M").minutes == 2)
        let long = try months("-P8Y4M")
        #expect((long.yearsPart, long.monthsPart, long.months) == (-8, -4, -100))
        #expect(long.absolute.months == 100 && YearsAndMonths.zero.absolute == .zero)
    }

    // MARK: Arithmetic

    @Test(
        "days and times are multiplied and divided exactly, to the nanosecond",
        arguments: [
            ("P1D", "10", "P10D"), ("-P1D", "-10", "P10D"), ("P4DT1H", "1.5", "P6DT1H30M"),
            ("PT23H", "2.5", "P2DT9H30M"), ("P1D", "0", "PT0S"), ("PT0.000000001S", "0.9", "PT0S"),
            ("PT1S", "-0.0000000019", "-PT0.000000001S"),
        ])
    func products(duration: String, factor: String, product: String) throws {
        #expect(try days(duration).times(number(factor)) == days(product))
    }

    @Test(
        "years and months are multiplied and divided to whole months, what is over cut off",
        arguments: [
            ("P1Y", "10", "P10Y"), ("P1Y11M", "-2.5", "-P4Y9M"), ("P1M", "0.99", "P0M"), ("P1M", "26", "P2Y2M"),
        ])
    func products(months duration: String, factor: String, product: String) throws {
        #expect(try months(duration).times(number(factor)) == months(product))
    }

    @Test("durations are divided by numbers and by each other")
    func quotients() throws {
        #expect(try days("P10DT23H").divided(by: number("2.5")) == days("P4DT9H12M"))
        #expect(try days("PT1S").divided(by: 3)?.description == "PT0.333333333S")
        #expect(try days("P10D").divided(by: Number.zero) == nil)
        #expect(try days("P1D").divided(by: days("PT36H")) == Number(2).divided(by: 3))
        #expect(try days("P1D").divided(by: DaysAndTime.zero) == nil)
        #expect(try months("P10Y11M").divided(by: number("2.5")) == months("P4Y4M"))
        #expect(try months("P10Y11M").divided(by: number("-2.5")) == months("-P4Y4M"))
        #expect(try months("P10Y").divided(by: months("P5Y")) == 2)
        #expect(try months("P10Y").divided(by: YearsAndMonths.zero) == nil)
        #expect(try months("P10Y").divided(by: Number.zero) == nil)
    }

    @Test("sums and differences obey the laws, and order is that of length", arguments: 0..<10)
    func laws(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        for _ in 0..<100 {
            let (a, b) = (try chance.daysAndTime(), try chance.daysAndTime())
            #expect(a.plus(b)?.minus(b) == a && a.plus(b) == b.plus(a) && a.minus(b) == b.minus(a)?.negated)
            #expect(DaysAndTime(a.description) == a)
            #expect(a.times(2) == a.plus(a) && a.times(3)?.divided(by: Number(3)) == a)
            let parts = Number(a.days * 86_400 + a.hours * 3600 + a.minutes * 60)
            #expect(parts.plus(a.seconds) == a.valueSeconds)
            #expect(a.compare(b) == (a < b ? -1 : a == b ? 0 : 1) && a.equals(a) == true && a.isSame(as: a))
            let (c, d) = (try chance.yearsAndMonths(), try chance.yearsAndMonths())
            #expect(c.plus(d)?.minus(d) == c && c.plus(d) == d.plus(c) && c.minus(d) == d.minus(c)?.negated)
            #expect(YearsAndMonths(c.description) == c && c.yearsPart * 12 + c.monthsPart == c.months)
            #expect(c.compare(d) == (c < d ? -1 : c == d ? 0 : 1) && c.equals(c) == true && c.isSame(as: c))
        }
    }

    @Test("nothing grows beyond its bounds")
    func bounds() throws {
        let longest = try #require(DaysAndTime(nanoseconds: DaysAndTime.longest))
        #expect(longest.plus(longest) == nil && longest.times(2) == nil)
        #expect(try longest.times(number("1e1000")) == nil && longest.divided(by: number("1e-1000")) == nil)
        #expect(longest.negated.absolute == longest && longest.days == 106_751_991_167_300)
        #expect(DaysAndTime(longest.description) == longest)
        for extreme in [Int128.min, .max] { #expect(DaysAndTime(nanoseconds: extreme) == nil) }
        let months = try #require(YearsAndMonths(months: .max))
        #expect(months.plus(months) == nil && months.times(2) == nil && months.negated.minus(months) == nil)
        #expect(YearsAndMonths(months: .min) == nil && YearsAndMonths(months.description) == months)
        #expect(try months.times(number("1e1000")) == nil)
    }

    // MARK: Between dates

    @Test(
        "a month is complete on the day of the month it began on",
        arguments: [
            ("2011-12-22", "2013-08-24", "P1Y8M"), ("2015-01-21", "2016-01-21", "P1Y"),
            ("2016-01-21", "2015-01-21", "-P1Y"), ("2016-01-01", "2016-01-01", "P0M"),
            ("2016-09-30", "2017-12-28", "P1Y2M"), ("2014-12-31", "2019-10-01", "P4Y9M"),
            ("2017-09-05", "-2019-10-01", "-P4035Y11M"), ("2021-01-31", "2021-02-28", "P0M"),
            ("2021-03-01", "2021-02-28", "P0M"), ("2021-03-28", "2021-02-28", "-P1M"),
            ("-999999999-01-01", "999999999-12-31", "P1999999998Y11M"),
        ])
    func between(from: String, to: String, duration: String) throws {
        let (from, to) = (try #require(CalendarDate(from)), try #require(CalendarDate(to)))
        #expect(try YearsAndMonths.between(from, to) == months(duration))
    }

    @Test("the months between two dates lead from one as near to the other as whole months go", arguments: 0..<5)
    func nearest(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        for _ in 0..<100 {
            let (from, to) = (try chance.date(), try chance.date())
            let between = YearsAndMonths.between(from, to)
            let reached = try #require(from.plus(between))
            #expect(from <= to ? reached <= to : reached >= to)
            let further = try #require(from.plus(months: between.months + (from <= to ? 1 : -1)))
            #expect(from <= to ? further > to : further < to)
        }
    }
}
