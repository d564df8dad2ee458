import Testing

@testable import FEEL

@Suite("Zones")
struct ZoneTests {
    @Test(
        "a zone reads and prints",
        arguments: [
            ("Z", "Z"), ("z", "Z"), ("+00:00", "Z"), ("-00:00", "Z"), ("+09:00", "+09:00"), ("-05:30", "-05:30"),
            ("+02:45:55", "+02:45:55"), ("+18:00", "+18:00"), ("-18:00", "-18:00"), ("-00:00:01", "-00:00:01"),
            ("@Asia/Tokyo", "@Asia/Tokyo"), ("@Etc/GMT+5", "@Etc/GMT+5"), ("@UTC", "@UTC"), ("@Japan", "@Japan"),
        ])
    func text(text: String, printed: String) {
        #expect(Zone(text)?.description == printed)
    }

    @Test(
        "what is no zone is none",
        arguments: [
            "", "ZZ", "+", "+9", "+9:00", "+09", "+0900", "+09:0", "+09:60", "+09:00:60", "+09:00:0", "+18:01",
            "-18:00:01", "+19:00", "+99:99", "@", "@xyz/abc", "@JST", "@GMT+9", "@UTC+3", "@+09:00", "@europe/paris",
            "@../../etc/passwd", "@/etc/passwd", "@Asia/Tokyo ", "Asia/Tokyo", "@Asia/東京", "@/",
        ])
    func wrong(text: String) {
        #expect(Zone(text) == nil)
    }

    private func local(_ text: String) throws -> Int64 {
        let instant = try #require(DateAndTime(text)?.instant)
        return Int64(instant / 1_000_000_000)
    }

    @Test(
        "a zone's offset follows its clocks",
        arguments: [
            ("Asia/Tokyo", "2026-08-01T00:00:00", 32_400), ("Europe/Paris", "2021-01-01T00:00:00", 3600),
            ("Europe/Paris", "2021-07-01T00:00:00", 7200), ("Australia/Melbourne", "2021-01-01T00:00:00", 39_600),
            ("Australia/Melbourne", "2021-07-01T00:00:00", 36_000),
            ("America/New_York", "2021-07-01T00:00:00", -14_400), ("Asia/Kathmandu", "2021-07-01T00:00:00", 20_700),
            // Where the clocks of Paris go back, both 02:30 are of summer; where they go forward, the 02:30 that never
            // comes is of winter.
            ("Europe/Paris", "2021-03-28T01:59:59", 3600), ("Europe/Paris", "2021-03-28T02:30:00", 3600),
            ("Europe/Paris", "2021-03-28T03:00:00", 7200), ("Europe/Paris", "2021-10-31T01:59:59", 7200),
            ("Europe/Paris", "2021-10-31T02:30:00", 7200), ("Europe/Paris", "2021-10-31T03:00:00", 3600),
            // The same rules for as long as there are years.
            ("Europe/Paris", "2999-07-01T00:00:00", 7200), ("Europe/Paris", "999999999-12-31T23:59:59", 3600),
            ("Europe/Paris", "999999999-07-01T00:00:00", 7200), ("Asia/Tokyo", "-999999999-01-01T00:00:00", 33_539),
        ])
    func offsets(name: String, time: String, offset: Int) throws {
        #expect(try Zone.named(name).offset(ofLocal: local(time)) == offset)
    }

    @Test("a day that a zone left out has the offset from before")
    func leftOut() throws {
        // Samoa went from the one side of the date line to the other, and had no 2011-12-30.
        let apia = Zone.named("Pacific/Apia")
        #expect(try apia.offset(ofLocal: local("2011-12-29T23:59:59")) == -36_000)
        #expect(try apia.offset(ofLocal: local("2011-12-30T12:00:00")) == -36_000)
        #expect(try apia.offset(ofLocal: local("2011-12-31T00:00:00")) == 50_400)
    }

    @Test("a zone that does not exist has no offset, and extreme values trap nowhere")
    func extremes() throws {
        let nowhere = Zone.named("xyz/abc")
        let moment = DateAndTime(
            date: try #require(CalendarDate("2021-01-01")), time: ClockTime.midnight.with(nowhere))
        let utc = try #require(DateAndTime("2021-01-01T00:00:00Z"))
        #expect(nowhere.offset(at: 0) == nil && nowhere.offset(ofLocal: 0) == nil)
        #expect(moment.instant == nil && moment.offset == nil && moment.compare(utc) == nil && moment.minus(utc) == nil)
        #expect(moment.plus(DaysAndTime.zero) == nil && moment.time.compare(utc.time) == nil)
        #expect(Zone(seconds: .min) == nil && Zone(seconds: .max) == nil && Zone(seconds: 64_800) != nil)
        for seconds in [Int.min, .max] {
            let zone = Zone.offset(seconds: seconds)
            let far = DateAndTime(date: utc.date, time: utc.time.with(zone))
            #expect(!zone.description.isEmpty && far.compare(utc) == (seconds < 0 ? 1 : -1))
            #expect(far.offset != nil && far.plus(DaysAndTime.zero) == far)
            #expect(DateAndTime(instant: Int128(Int64.max) * 1_000_000_000, zone: zone) == nil || seconds < 0)
        }
        for instant in [Int64.min, -62_091 * 86_400, 0, 47_482 * 86_400, .max] {
            #expect(Zone.named("Europe/Paris").offset(at: instant) != nil)
            #expect(Zone.named("Europe/Paris").offset(ofLocal: instant) != nil)
        }
    }
}
