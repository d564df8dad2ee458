import Foundation
import Grants
import Storage
import TestDatabases
import Testing

@testable import Portal
@testable import UseCases

/// What must happen once, or to one of two, when people at two processes do it at the same moment. Each has its form with one
/// process elsewhere.
@Suite("Races at two processes", .enabled(if: TestDatabase.isPostgres))
struct TwoProcessesRaceTests {
    private func change(_ house: House, _ intake: Intake, budget: Int64? = nil) async throws {
        let admin = try await house.administrator()
        let round = try #require(house.installation.published.current.round(house.red))
        try await house.installation.changeRound(
            house.red,
            RoundDetails(
                title: round.round.title.ja, opens: round.round.opens, closes: round.round.closes,
                budget: budget.map { Yen($0) } ?? round.round.budget, intake: intake),
            seen: round.row.revision, by: admin)
    }

    @Test("of submissions at both at once no more is accepted than the budget pays for, whoever withdraws meanwhile")
    func budget() async throws {
        let first = try await House()
        // Each asks for 1,800,000 yen: there is room for three.
        try await change(first, Intake(rule: .firstCome, amount: "補助金申請額"), budget: 5_500_000)
        let second = try await House(beside: first)
        let early = try await first.applicant("先の会社")
        let (given, caseID) = try await early.file()
        var ready: [(Browser, String)] = []
        for number in 0..<9 {
            let browser = try await first.applicant("会社\(number)")
            let filing = try await browser.start()
            try await browser.fillIn(filing)
            ready.append((number % 2 == 0 ? browser : browser.moved(to: second), filing))
        }
        let page = try await early.get(Site.case(caseID))
        async let withdrawal = early.moved(to: second).submit(
            page, to: Site.caseWithdrawal(caseID, given), ["reason": ["都合により"], "confirm": ["yes"]])
        let replies = try await withThrowingTaskGroup(of: (Int, Int, String).self) { group in
            for (number, (browser, filing)) in ready.enumerated() {
                group.addTask {
                    let reply = try await browser.submitFiling(filing)
                    return (number, reply.status, reply.words)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(try await withdrawal.status == 303)
        let refused = replies.filter { $0.1 != 303 }
        let accepted = replies.count - refused.count
        // Two beside the first, and a third where its place was given back in time.
        #expect([2, 3].contains(accepted), "\(replies.map(\.1))")
        for (_, status, words) in refused {
            #expect(words.contains("予算の残りは") || words.contains("予算額に達した"), "\(status): \(words.prefix(300))")
        }
        let taken = try await second.installation.database.read { try Intakes($0).taken(first.red) }
        #expect(taken == Intake.Taken(cases: accepted, amount: Int64(accepted) * 1_800_000))
        // What is left is given out, and not a yen beyond.
        for (number, _, _) in refused { _ = try await ready[number].0.submitFiling(ready[number].1) }
        let whole = try await first.installation.database.read { try Intakes($0).taken(first.red) }
        #expect(whole == Intake.Taken(cases: 3, amount: 5_400_000), "\(accepted) before")
        #expect(try await second.audit().faults == [])
    }

    @Test("two officers who press for the next case at once, each at another process, get one each")
    func next() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let applicant = try await first.applicant()
        for _ in 0..<2 { _ = try await applicant.file() }
        let (kanto, kanto2) = (try await first.officer("kanto"), try await first.officer("kanto2").moved(to: second))
        let pages = (try await kanto.get(Site.workList()), try await kanto2.get(Site.workList()))
        async let one = kanto.submit(pages.0, to: Site.officeNext())
        async let two = kanto2.submit(pages.1, to: Site.officeNext())
        let got = try await [one, two].compactMap(\.location)
        #expect(Set(got.map { $0.prefix(60) }).count == 2, "\(got)")
        #expect(try await first.audit().faults == [])
    }

    @Test("a draft begun by one form at both is one, and a button of the office pressed at both acts once")
    func pressedTwice() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let applicant = try await first.applicant()
        let elsewhere = applicant.moved(to: second)
        let page = try await applicant.get(Site.apply(first.red))
        async let one = applicant.submit(page, to: Site.apply(first.red), ["window": ["kanto"]])
        async let two = elsewhere.submit(page, to: Site.apply(first.red), ["window": ["kanto"]])
        let locations = [try await one.location, try await two.location]
        #expect(locations[0] != nil && locations[0] == locations[1], "\(locations)")
        #expect(try await first.installation.database.read { try $0.rows("select * from draft").count } == 1)

        let (_, caseID) = try await applicant.file()
        let staff = try await first.officer("kanto")
        let desk = try await staff.get(Site.officeCase(caseID))
        let other = staff.moved(to: second)
        async let left = staff.submit(desk, to: Site.officeComment(caseID), ["text": ["確認しました"]])
        async let right = other.submit(desk, to: Site.officeComment(caseID), ["text": ["確認しました"]])
        #expect(try await [left.status, right.status] == [303, 303])
        let comments = try await second.installation.database.read {
            try $0.rows("select seq from case_event where kind = 'commented'").count
        }
        #expect(comments == 1)
    }

    @Test("lots drawn at both at once are drawn once")
    func lots() async throws {
        let first = try await House()
        try await change(first, Intake(rule: .lottery, places: 2))
        let second = try await House(beside: first)
        for number in 0..<4 { _ = try await first.applicant("会社\(number)").file() }
        first.clock.advance(seconds: 11 * 86_400)
        let admin = try await first.officer("admin")
        let page = try await admin.get(Site.adminRound(first.red))
        let elsewhere = admin.moved(to: second)
        async let one = admin.submit(page, to: Site.adminRoundLots(first.red))
        async let two = elsewhere.submit(page, to: Site.adminRoundLots(first.red))
        let statuses = try await [one.status, two.status].sorted()
        #expect(statuses[0] == 303 && statuses[1] != 500, "\(statuses)")
        let drawings = try await second.installation.database.read { connection in
            try connection.rows("select seq from agency_event where kind = 'round.drawn'").count
        }
        #expect(drawings == 1)
        try await first.runJobs()
        #expect(try await second.audit().faults == [])
    }

    @Test("two who change a form at once at both lose nothing")
    func designing() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let admin = try await first.officer("admin")
        let elsewhere = admin.moved(to: second)
        let head = Site.adminFormHead("colour-bureau/colourful", "call")
        let (mine, theirs) = (try await admin.get(head), try await elsewhere.get(head))
        async let one = admin.submit(mine, to: head, ["introduction.ja": ["はじめにお読みください"]])
        async let two = elsewhere.submit(theirs, to: head, ["title.ja": ["新しい題"]])
        #expect(try await [one.status, two.status] == [303, 303])
        let page = try await admin.get(head)
        #expect(page.text.contains("新しい題") && page.text.contains("はじめにお読みください"))
    }
}
