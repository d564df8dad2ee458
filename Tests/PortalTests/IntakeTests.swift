import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("先着 and 抽選, through the router")
struct IntakeTests {
    /// The red round as it is, with another way of giving its places out.
    private func house(_ intake: Intake, budget: Int64? = nil) async throws -> House {
        let house = try await House()
        let admin = try await house.administrator()
        let round = try #require(house.installation.published.current.round(house.red))
        try await house.installation.changeRound(
            house.red,
            RoundDetails(
                title: round.round.title.ja, opens: round.round.opens, closes: round.round.closes,
                budget: budget.map { Yen($0) } ?? round.round.budget, intake: intake),
            seen: round.row.revision, by: admin)
        return house
    }

    @Test("of submissions at once exactly as many are accepted as there are places, in the order of their receipts")
    func race() async throws {
        let house = try await house(Intake(rule: .firstCome, places: 7))
        var ready: [(Browser, String)] = []
        for number in 0..<20 {
            let browser = try await house.applicant("会社\(number)")
            let filing = try await browser.start()
            try await browser.fillIn(filing)
            ready.append((browser, filing))
        }
        let replies = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (browser, filing) in ready {
                group.addTask {
                    let reply = try await browser.submitFiling(filing)
                    return (reply.status, reply.words)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.count { $0.0 == 303 } == 7)
        for (status, words) in replies where status != 303 {
            #expect(words.contains("受付件数が上限（7件）に達したため、受付を終了しました"), "\(status): \(words.prefix(300))")
        }
        let taken = try await house.installation.database.read { try Intakes($0).taken(house.red) }
        #expect(taken.cases == 7)
        // Whoever comes now is told before anything is typed, and lists say so.
        let late = try await house.applicant("遅い会社")
        #expect(try await late.get(Site.apply(house.red)).words.contains("受付件数が上限（7件）に達したため"))
        #expect(try await house.browser().get(Site.round(house.red)).words.contains("先着の上限に達したため、受付を終了しました"))
        #expect(try await house.browser().get(Site.rounds()).words.contains("上限に達しました"))
        #expect(try await house.audit().faults == [])
    }

    @Test("a place that is given up is given out again, and a budget is kept to the yen")
    func budget() async throws {
        let house = try await house(Intake(rule: .firstCome, amount: "補助金申請額"), budget: 3_700_000)
        let (first, second, third) = (
            try await house.applicant("一番"), try await house.applicant("二番"), try await house.applicant("三番")
        )
        let (_, case1) = try await first.file()
        _ = try await second.file()
        #expect(try await house.browser().get(Site.round(house.red)).words.contains("予算の残り：100,000円"))
        let filing = try await third.start()
        try await third.fillIn(filing)
        let refused = try await third.submitFiling(filing)
        #expect(refused.words.contains("予算の残りは100,000円です"), "\(refused.words.prefix(300))")
        let place = try await house.installation.database.read { connection in
            try connection.first("select id from filing where case_id = \(case1)")?.text("id") ?? ""
        }
        let gone = try await first.act(
            on: Site.case(case1), Site.caseWithdrawal(case1, place), ["reason": ["都合により"], "confirm": ["yes"]])
        #expect(gone.status == 303, "\(gone.words.prefix(300))")
        #expect(try await third.submitFiling(filing).status == 303)
        let taken = try await house.installation.database.read { try Intakes($0).taken(house.red) }
        #expect(taken == Intake.Taken(cases: 2, amount: 3_600_000))
        #expect(try await house.audit().faults == [])
    }

    @Test("an administrator sets first come, first served on the round's page, but not its rule once there are filings")
    func setting() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let path = Site.adminRound(house.red)
        let typed: [String: [String]] = [
            "intake": ["first-come"], "places": ["３"], "amount": ["補助金申請額"], "budget": ["10,000,000"],
        ]
        #expect(
            try await admin.act(on: path, path, ["intake": ["lottery"], "places": [""], "amount": [""]]).status == 422)
        #expect(try await admin.act(on: path, path, typed).status == 303)
        let round = try #require(house.installation.published.current.round(house.red)?.round)
        #expect(round.intake == Intake(rule: .firstCome, places: 3, amount: "補助金申請額"))
        #expect(round.budget == Yen(10_000_000))
        _ = try await house.applicant().file()
        #expect(try await admin.act(on: path, path, ["intake": ["lottery"]]).status == 409)
        #expect(try await admin.act(on: path, path, ["places": ["5"]]).status == 303)
    }

    @Test("lots are drawn once, after the round has closed, and each case has its lot in its record")
    func lottery() async throws {
        let house = try await house(Intake(rule: .lottery, places: 2))
        for number in 0..<5 { _ = try await house.applicant("会社\(number)").file() }
        let path = Site.adminRound(house.red)
        #expect(try await house.officer("admin").get(path).form(to: Site.adminRoundLots(house.red)) == nil)
        house.clock.advance(seconds: 11 * 86_400)
        let admin = try await house.officer("admin")
        let page = try await admin.get(path)
        #expect(try await admin.submit(page, to: Site.adminRoundLots(house.red)).status == 303)
        #expect(try await admin.submit(page, to: Site.adminRoundLots(house.red)).status != 303)
        try await house.runJobs()
        let drawn = try #require(try await house.installation.database.read { try Lotteries($0).find(house.red) })
        #expect(drawn.receipts.count == 5 && drawn.winners == 2)
        let lots = try await house.installation.database.read { connection in
            try connection.rows("select id, number from cases").map { row in
                (try row.text("number"), try CaseLog(connection).load(row.id("id"))?.lot)
            }
        }
        for (receipt, lot) in lots {
            let index = try #require(drawn.receipts.firstIndex(of: receipt))
            #expect(lot == CaseEvent.Drawing(rank: index + 1, of: 5, won: index < 2))
        }
        // Done again it changes nothing.
        try await house.installation.writeLots(of: house.red)
        let shown = try await admin.get(path)
        #expect(shown.words.contains("5件から2件が当選") && shown.words.contains(drawn.seed))
        #expect(try await house.audit().faults == [])
    }
}
