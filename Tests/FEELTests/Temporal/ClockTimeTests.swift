import Testing

@testable import FEEL

@Suite("Times of day")
struct ClockTimeTests {
    private func time(_ text: String) throws -> ClockTime { try #require(ClockTime(text)) }
    private func duration(_ text: String) throws -> DaysAndTime { try #require(DaysAndTime(text)) }

    // MARK: Text

    @Test(
        "a time prints as it is normally written",
        arguments: [
            ("11:59:45", "11:59:45"), ("00:00:00", "00:00:00"), ("24:00:00", "00:00:00"), ("24:00:00.0Z", "00:00:00Z"),
            ("11:59:45.123", "11:59:45.123"), ("11:22:33.123456789", "11:22:33.123456789"),
            ("11:22:33.1234567899", "11:22:33.123456789"), ("11:22:33.500", "11:22:33.5"),
            ("11:22:33.000", "11:22:33"), ("11:22:33.000000001", "11:22:33.000000001"),
            ("23:59:00Z", "23:59:00Z"), ("23:59:00z", "23:59:00Z"), ("11:22:33+00:00", "11:22:33Z"),
            ("11:22:33-00:00", "11:22:33Z"), ("13:20:00+09:00", "13:20:00+09:00"),
            ("13:20:00-01:35", "13:20:00-01:35"), ("11:59:45+02:45:55", "11:59:45+02:45:55"),
            ("13:20:00.5@Asia/Tokyo", "13:20:00.5@Asia/Tokyo"), ("13:20:00@Etc/UTC", "13:20:00@Etc/UTC"),
        ])
    func text(text: String, printed: String) throws {
        #expect(try time(text).description == printed)
        #expect(try time(printed) == time(text))
    }

    @Test(
        "what is no time is none",
        arguments: [
            "", "7:00:00", "07:1:00", "07:01:2", "07:20", "7:20", "24:00:01", "24:01:00", "24:00:00.1", "25:00:00",
            "23:60:00", "23:59:60", "00:00:61", "11:22:33.", "11:22:33.Z", "-11:22:33", "T11:22:33", "112233",
            "13:20:00+5", "13:20:00+5:00", "13:20:00+0500", "13:20:00-19:00", "13:20:00+18:00:01", "13:20:00+01:60",
            "13:20:00+02:00@Europe/Paris", "13:20:00@xyz/abc", "13:20:00@", "13:20:00Zulu", "13:20:00 Z",
            "2012-12-25T11:00:00Z", "11:00:00@Europe/Paris ", "011:00:00",
        ])
    func wrong(text: String) {
        #expect(ClockTime(text) == nil)
    }

    // MARK: Numbers

    @Test("numbers make a time, with the offset's duration")
    func numbers() throws {
        func made(_ second: String, _ offset: String?) throws -> String? {
            let offset = try offset.map(duration)
            return ClockTime(hour: Number(11), minute: 59, second: try #require(Number(second)), offset: offset)?
                .description
        }
        #expect(try made("45", nil) == "11:59:45")
        #expect(try made("45.1234567899", nil) == "11:59:45.123456789")
        #expect(try made("45", "PT0H") == "11:59:45Z")
        #expect(try made("45", "-PT2H1M0S") == "11:59:45-02:01")
        #expect(try made("45", "PT2H45M55S") == "11:59:45+02:45:55")
        #expect(try made("45", "PT18H") == "11:59:45+18:00")
        #expect(try made("45", "PT18H1S") == nil)
        #expect(try made("45", "PT0.5S") == nil)
        #expect(try made("60", nil) == nil)
        #expect(try made("-0.5", nil) == nil)
        #expect(try made("1e40", nil) == nil)
        let third = try #require(Number.one.divided(by: 3))
        #expect(ClockTime(hour: Number.zero, minute: 0, second: third, offset: nil)?.nanosecond == 333_333_333)
        #expect(ClockTime(hour: third, minute: 0, second: 0, offset: nil) == nil)
        #expect(ClockTime(hour: Number(24), minute: 0, second: 0, offset: nil) == nil)
        #expect(ClockTime(hour: Number(-24), minute: 0, second: 0, offset: nil) == nil)
        #expect(ClockTime(hour: .max, minute: .min, second: .max, nanosecond: .min) == nil)
    }

    @Test("a time has its properties")
    func properties() throws {
        let tokyo = try time("10:30:01.25@Asia/Tokyo")
        #expect((tokyo.hour, tokyo.minute, tokyo.second, tokyo.nanosecond) == (10, 30, 1, 250_000_000))
        #expect(tokyo.seconds == Number("1.25"))
        #expect(tokyo.timezone == "Asia/Tokyo" && tokyo.offset?.description == "PT9H")
        let west = try time("10:30:00-05:30")
        #expect(west.timezone == nil && west.offset?.description == "-PT5H30M")
        let local = try time("10:30:00")
        #expect(local.timezone == nil && local.offset == nil)
        #expect(try time("10:30:00Z").offset == .zero)
    }

    // MARK: Arithmetic

    @Test(
        "a duration leads past midnight and keeps the zone",
        arguments: [
            ("10:15:00", "PT1H", "11:15:00"), ("23:59:00Z", "PT2M", "00:01:00Z"), ("00:30:00", "-PT1H", "23:30:00"),
            ("10:15:00@Australia/Melbourne", "P1D", "10:15:00@Australia/Melbourne"),
            ("10:15:00+11:00", "-P3DT1H", "09:15:00+11:00"), ("00:00:00", "-PT0.000000001S", "23:59:59.999999999"),
        ])
    func wraps(from: String, by: String, to: String) throws {
        #expect(try time(from).plus(duration(by)) == time(to))
        #expect(try time(from).minus(duration(by).negated) == time(to))
    }

    @Test(
        "times differ by the time between them",
        arguments: [
            ("10:10:10", "09:10:10", "PT1H"), ("09:10:10", "10:10:10", "-PT1H"),
            ("10:10:10+11:00", "11:10:10+11:00", "-PT1H"), ("10:10:10+11:00", "10:10:10+10:00", "-PT1H"),
            ("10:10:10Z", "10:10:10.5@Etc/UTC", "-PT0.5S"), ("10:10:10@Asia/Tokyo", "10:10:10Z", "-PT9H"),
        ])
    func differences(one: String, two: String, difference: String) throws {
        #expect(try time(one).minus(time(two)) == duration(difference))
    }

    @Test("a local time and one with a zone have no difference")
    func noDifference() throws {
        #expect(try time("10:10:10").minus(time("10:10:10Z")) == nil)
        #expect(try time("10:10:10@Asia/Tokyo").minus(time("10:10:10")) == nil)
    }

    // MARK: Comparison

    @Test(
        "times compare in the order of time",
        arguments: [
            ("10:30:00", "10:30:00", 0), ("10:30:00", "10:30:01", -1), ("10:30:00.0001", "10:30:00", 0),
            ("10:30:00Z", "10:30:00+00:00", 0), ("10:30:00Z", "11:30:00+01:00", 0), ("10:30:00Z", "10:30:00+01:00", 1),
            ("10:30:00@Europe/Paris", "10:30:00@Asia/Dhaka", 1), ("10:30:00@Etc/UTC", "10:30:00Z", 0),
            ("10:30:00", "10:30:00+05:00", 0), ("10:29:00", "10:30:00@Asia/Tokyo", -1),
            ("00:30:00@Asia/Tokyo", "00:30:00Z", -1),
        ])
    func order(one: String, two: String, order: Int) throws {
        #expect(try time(one).compare(time(two)) == order)
        #expect(try time(two).compare(time(one)) == -order)
        let areAlike = try (time(one).zone == nil) == (time(two).zone == nil)
        #expect(try time(one).equals(time(two)) == (areAlike && order == 0))
    }

    @Test("only the same components are the same time")
    func sameness() throws {
        #expect(try time("23:00:50").isSame(as: time("23:00:50.000")))
        #expect(try time("23:00:50Z").isSame(as: time("23:00:50+00:00")))
        #expect(try !time("23:00:50Z").isSame(as: time("23:00:50")))
        #expect(try !time("23:00:50Z").isSame(as: time("23:00:50@Etc/UTC")))
        #expect(try !time("23:00:50+10:00").isSame(as: time("00:00:50+11:00")))
        #expect(try !time("23:00:50").isSame(as: time("23:00:50.001")))
    }

    @Test("adding and subtracting a duration gives the time back", arguments: 0..<10)
    func laws(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        for _ in 0..<100 {
            let (time, duration) = (try chance.time(), try chance.daysAndTime())
            #expect(time.plus(duration).minus(duration) == time)
            #expect(ClockTime(time.description) == time)
            #expect(time.compare(time) == 0 && time.minus(time) == .zero)
        }
    }
}
