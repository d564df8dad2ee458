import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("What is due")
struct DueReminderTests {
    private func mails(_ house: House) async throws -> [MailRow] {
        try await house.installation.database.read { try Mails($0).newest(100) }.filter {
            $0.subject.contains("期限の近い案件")
        }
    }

    private func run(_ house: House) async throws {
        let queue = JobQueue(
            database: house.installation.database, handlers: house.installation.jobHandlers,
            world: house.installation.world)
        while try await queue.runDue() > 0 {}
    }

    @Test("stands over the list as links with counts, of one's own and of all")
    func summary() async throws {
        let house = try await House()
        try await house.setDue(2)
        let applicant = try await house.applicant()
        let (_, caseID) = try await applicant.file()
        _ = try await applicant.file()
        let kanto = try await house.officer("kanto")
        let mine = try await house.account("kanto").text
        try await kanto.act(on: Site.officeCase(caseID), Site.officeTake(caseID), ["holder": [mine]])
        // Monday, and the last day is Wednesday; Tuesday the 24th is none that is off.
        let soon = try await kanto.get(Site.workList())
        #expect(soon.words.contains("2営業日以内") && soon.text.contains("due=soon"), "\(soon.words.prefix(900))")
        let counts = try await house.installation.dueSummary(for: try await house.person("kanto"))
        #expect(counts.mine[.soon] == 1 && counts.all[.soon] == 2 && counts.all[.overdue] == 0)
        house.clock.advance(seconds: 10 * 86_400)
        let late = try await house.officer("kanto").get("/office?due=overdue&held=mine&order=due&dir=asc")
        #expect(late.words.contains(receiptNumber(1)) && !late.words.contains(receiptNumber(2)))
        #expect(late.words.contains("超過 2件") && late.words.contains("超過 1件"))
        let kinki = try await house.officer("kinki").get(Site.workList())
        #expect(!kinki.words.contains("超過"))
    }

    @Test("is mailed each business morning once to who has it, to their substitute, and to all where nobody has it")
    func mail() async throws {
        let house = try await House()
        try await house.setDue(2)
        let applicant = try await house.applicant()
        let (_, held) = try await applicant.file()
        _ = try await applicant.file()
        let (one, two) = (try await house.account("kanto"), try await house.account("kanto2"))
        let kanto = try await house.officer("kanto")
        try await kanto.act(on: Site.officeCase(held), Site.officeTake(held), ["holder": [one.text]])
        try await house.installation.scheduleReminders()
        try await house.installation.scheduleReminders()
        try await run(house)
        #expect(try await mails(house).isEmpty, "the morning has not come")
        // Tuesday at nine.
        house.clock.set(try #require(JapanTime(iso: "2026-11-24T09:00")).instant)
        try await run(house)
        let first = try await mails(house)
        #expect(Set(first.map(\.recipient)) == ["kanto@kofu.test", "kanto2@kofu.test"])
        let own = try #require(first.first { $0.recipient == "kanto@kofu.test" })
        #expect(own.body.contains(receiptNumber(1)) && own.body.contains(receiptNumber(2)))
        #expect(own.body.contains("http://kofu.test/office/cases/\(held)") && !own.body.contains("朱染め"))
        let other = try #require(first.first { $0.recipient == "kanto2@kofu.test" })
        #expect(!other.body.contains(receiptNumber(1)) && other.body.contains(receiptNumber(2)))
        // A restart, and the job once more: nothing new the same day.
        try await house.installation.scheduleReminders()
        try await house.installation.remind()
        try await run(house)
        #expect(try await mails(house).count == 2)
        // The next morning, with a substitute.
        let today = JapanTime(house.clock.now).day
        try await house.installation.setAbsence(
            of: one, from: today, until: today.adding(days: 3), substitute: two, by: try await house.person("kanto"))
        house.clock.set(try #require(JapanTime(iso: "2026-11-25T08:01")).instant)
        try await run(house)
        let second = try await mails(house).filter { $0.queuedAt > own.queuedAt }
        #expect(second.count == 2)
        let proxy = try #require(second.first { $0.recipient == "kanto2@kofu.test" })
        #expect(proxy.body.contains("（kantoさんの代理）") && proxy.body.contains("本日期限1件"))
        // Saturday passes without any; Monday has its own.
        house.clock.set(try #require(JapanTime(iso: "2026-11-28T09:00")).instant)
        try await run(house)
        let saturday = try await mails(house).filter { JapanTime($0.queuedAt).day.weekday == 6 }
        #expect(saturday.isEmpty)
        house.clock.set(try #require(JapanTime(iso: "2026-11-30T08:01")).instant)
        try await run(house)
        #expect(try await mails(house).contains { JapanTime($0.queuedAt).day.iso == "2026-11-30" })
    }
}
