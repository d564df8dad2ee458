import Grants
import Testing

@Suite("Holidays")
struct HolidayTests {
    /// As the Cabinet Office publishes them (国民の祝日について).
    @Test(
        "are those the Cabinet Office lists",
        arguments: [
            (
                2019,
                "0101 0114 0211 0321 0429 0430 0501 0502 0503 0504 0505 0506 0715 0811 0812 0916 0923 1014 1022 1103 1104 1123"
            ),
            (2020, "0101 0113 0211 0223 0224 0320 0429 0503 0504 0505 0506 0723 0724 0810 0921 0922 1103 1123"),
            (2021, "0101 0111 0211 0223 0320 0429 0503 0504 0505 0722 0723 0808 0809 0920 0923 1103 1123"),
            (2025, "0101 0113 0211 0223 0224 0320 0429 0503 0504 0505 0506 0721 0811 0915 0923 1013 1103 1123 1124"),
            (2026, "0101 0112 0211 0223 0320 0429 0503 0504 0505 0506 0720 0811 0921 0922 0923 1012 1103 1123"),
            (2027, "0101 0111 0211 0223 0321 0322 0429 0503 0504 0505 0719 0811 0920 0923 1011 1103 1123"),
        ])
    func listed(year: Int, days: String) {
        let found = Holiday.all(in: year).map { String($0.day.iso.dropFirst(5).filter { $0 != "-" }) }
        #expect(found.joined(separator: " ") == days)
    }

    @Test("are left out of business days, with weekends and the turn of the year")
    func business() throws {
        let friday = try #require(Day(iso: "2026-12-25"))
        #expect(
            (1...4).map { friday.adding(businessDays: $0).iso } == [
                "2026-12-28", "2027-01-04", "2027-01-05", "2027-01-06",
            ])
        let golden = try #require(Day(iso: "2026-04-28"))
        #expect((1...3).map { golden.adding(businessDays: $0).iso } == ["2026-04-30", "2026-05-01", "2026-05-07"])
        #expect(friday.adding(businessDays: 0) == friday)
    }

    @Test("never fall on two names, and a substitute is never a Sunday")
    func sound() {
        for year in Holiday.years {
            let holidays = Holiday.all(in: year)
            #expect(Set(holidays.map(\.day)).count == holidays.count)
            #expect((15...23).contains(holidays.count), "\(year): \(holidays.count)")
            #expect(holidays.filter { $0.name == "振替休日" }.allSatisfy { $0.day.weekday != 0 })
        }
    }
}
