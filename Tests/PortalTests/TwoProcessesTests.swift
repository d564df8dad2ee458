import Foundation
import Grants
import Storage
import TestDatabases
import Testing

@testable import Portal
@testable import UseCases

/// Two installations on one PostgreSQL database, each with its own connections and its own memory, as two processes have.
@Suite("Two processes on one server", .enabled(if: TestDatabase.isPostgres))
struct TwoProcessesTests {
    @Test(
        "of submissions at both at once exactly as many are accepted as there are places, in the order of their receipts"
    )
    func places() async throws {
        let first = try await House()
        let admin = try await first.administrator()
        let round = try #require(first.installation.published.current.round(first.red))
        try await first.installation.changeRound(
            first.red,
            RoundDetails(
                title: round.round.title.ja, opens: round.round.opens, closes: round.round.closes,
                budget: round.round.budget, intake: Intake(rule: .firstCome, places: 5)),
            seen: round.row.revision, by: admin)
        let second = try await House(beside: first)
        var ready: [(Browser, String)] = []
        for number in 0..<14 {
            let browser = try await first.applicant("会社\(number)")
            let filing = try await browser.start()
            try await browser.fillIn(filing)
            ready.append((number % 2 == 0 ? browser : browser.moved(to: second), filing))
        }
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for (browser, filing) in ready { group.addTask { try await browser.submitFiling(filing).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 303 } == 5)
        #expect(try await second.installation.database.read { try Intakes($0).taken(first.red) }.cases == 5)
        #expect(try await second.audit().faults == [])
    }

    @Test("a filing submitted at both at once is one filing with one receipt")
    func submittedTwice() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let browser = try await first.applicant()
        let filing = try await browser.start()
        try await browser.fillIn(filing)
        let page = try await browser.get(Site.filingCheck(filing))
        let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
            for number in 0..<8 {
                let one = number % 2 == 0 ? browser : browser.moved(to: second)
                group.addTask { try await one.submit(page, to: Site.filingSubmit(filing)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.map(\.status) == Array(repeating: 303, count: 8))
        #expect(Set(replies.map(\.location)).count == 1)
        let receipts = try await second.installation.database.read { connection in
            try connection.rows("select data from case_event where kind = 'submitted'").count
        }
        #expect(receipts == 1)
        #expect(try await first.audit().faults == [])
    }

    @Test(
        "a file attached at one while the filing is submitted at the other is filed, or somebody is told",
        arguments: 0..<6)
    func attachedMeanwhile(round: Int) async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let browser = try await first.applicant()
        let filing = try await browser.start()
        try await browser.fillIn(filing)
        let elsewhere = browser.moved(to: second)
        let documents = try await browser.get(Site.filingSection(filing, "documents"))
        let check = try await elsewhere.get(Site.filingCheck(filing))
        async let attached = browser.upload(
            documents, to: Site.filingFiles(filing, "見積書"), name: "見積\(round).pdf", content: Steps.pdf + [0x20, 0x31])
        async let submitted = elsewhere.submit(check, to: Site.filingSubmit(filing))
        let (file, submission) = (try await attached.status, try await submitted.status)
        let id = try #require(ID<Filing>(filing))
        let (stored, filed) = try await first.installation.database.read { connection in
            let event = try connection.first("select data from case_event where kind = 'submitted'")
            return (try Files(connection).attached(to: id).count, try event?.json("data")["files"]?.array?.count)
        }
        if submission == 303 {
            #expect(filed == stored, "attaching was answered \(file)")
        } else {
            #expect(filed == nil && file == 303)
        }
        #expect(try await second.audit().faults == [])
    }

    @Test("a draft saved at both at once holds what was typed at both")
    func savedTwice() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let browser = try await first.applicant()
        let filing = try await browser.start()
        let elsewhere = browser.moved(to: second)
        for number in 0..<6 {
            let page = try await browser.get(Site.filingSection(filing, "plan"))
            let path = Site.filingSection(filing, "plan")
            async let one = browser.submit(page, to: path, ["事業名": ["名前\(number)"]])
            async let two = elsewhere.submit(page, to: path, ["総事業費": ["\(number)"]])
            #expect(try await one.status < 400)
            #expect(try await two.status < 400)
        }
        let id = try #require(ID<Filing>(filing))
        let draft = try await second.installation.database.read { try Drafts($0).find(id)?.draft }
        #expect(draft?.typed.all("事業名") == ["名前5"] && draft?.typed.all("総事業費") == ["5"], "\(draft?.typed.boxes ?? [:])")
    }

    @Test("of two officers who decide at once at both, one decides")
    func decidedTwice() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let (filing, id) = try await first.applicant().file()
        let officer = try await first.officer("kanto")
        let other = try await first.officer("kanto2").moved(to: second)
        let page = try await officer.get(Site.officeCase(id))
        let otherPage = try await other.get(Site.officeCase(id))
        async let one = officer.submit(page, to: Site.officeMove(id, filing), ["outcome": ["forward"]])
        async let two = other.submit(otherPage, to: Site.officeMove(id, filing), ["outcome": ["forward"]])
        let statuses = [try await one.status, try await two.status].sorted()
        #expect(statuses == [303, 409], "\(statuses)")
        #expect(try await first.audit().faults == [])
    }

    @Test("what one publishes the other hears of, and serves")
    func published() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let installation = second.installation
        let following = Task {
            try await installation.database.followPublications {
                try? await installation.published.reload(from: installation.database)
            }
        }
        defer { following.cancel() }
        // The listener is connected once it has told that something may have been missed.
        try await Task.sleep(for: .milliseconds(500))
        let admin = try await first.administrator()
        let round = try #require(first.installation.published.current.round(first.red))
        try await first.installation.changeRound(
            first.red,
            RoundDetails(
                title: "別の名前", opens: round.round.opens, closes: round.round.closes, budget: round.round.budget,
                intake: nil),
            seen: round.row.revision, by: admin)
        let start = ContinuousClock.now
        while second.installation.published.current.round(first.red)?.round.title.ja != "別の名前",
            ContinuousClock.now - start < .seconds(30)
        { try await Task.sleep(for: .milliseconds(10)) }
        // By itself it would look after a minute; how busy the machine is decides the rest.
        #expect(ContinuousClock.now - start < .seconds(15))
    }

    @Test("a case's page says who has it open at the other, until they leave it or are gone")
    func viewing() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let (_, id) = try await first.applicant().file()
        let page = Site.officeCase(id)
        let kanto = try await first.officer("kanto")
        let kanto2 = try await first.officer("kanto2").moved(to: second)
        /// Whether the other's page comes to say it: what is new is written a moment later, once for many.
        func says(_ words: String, _ isThere: Bool) async throws -> Bool {
            for _ in 0..<200 {
                if try await kanto2.get(page).words.contains(words) == isThere { return true }
                try await Task.sleep(for: .milliseconds(50))
            }
            return false
        }
        let before = try await kanto.get(page)
        #expect(!before.words.contains("ほかに開いている人"))
        #expect(try await says("ほかに開いている人：kantoさん", true))
        let action = Site.officeViewing(id)
        #expect(try await kanto.submit(before, to: action).text.contains("kanto2さん"))
        // Loaded anew here; the page before says there, and later, that it was left: it takes nobody away.
        first.clock.advance(seconds: 2)
        let again = try await kanto.get(page)
        #expect(try await kanto.moved(to: second).submit(before, to: action, ["leaving": ["yes"]]).status == 200)
        #expect(try await says("ほかに開いている人：kantoさん", true))
        #expect(try await kanto.submit(again, to: action, ["leaving": ["yes"]]).status == 200)
        #expect(try await says("ほかに開いている人", false))
        // Whoever says nothing more is gone after two minutes, and forgotten.
        _ = try await kanto.get(page)
        #expect(try await says("ほかに開いている人：kantoさん", true))
        first.clock.advance(seconds: 130)
        #expect(try await !kanto2.get(page).words.contains("ほかに開いている人"))
        first.clock.advance(seconds: 130)
        try await first.installation.sweepSessions()
        #expect(try await first.installation.database.read { try $0.rows("select name from case_look").count } <= 1)
    }

    @Test("however often pages of cases are looked at, they are written once a second")
    func viewingIsCheap() async throws {
        let first = try await House()
        let installation = first.installation
        let (cases, people) = (
            (0..<20).map { _ in installation.world.id(Case.self) },
            (0..<10).map { _ in installation.world.id(Account.self) }
        )
        let before = installation.database.figures.writes
        let start = ContinuousClock.now
        for _ in 0..<3 {
            for (id, person) in cases.flatMap({ id in people.map { (id, $0) } }) {
                _ = try await installation.viewing.look(
                    at: id, person, "だれか", page: first.clock.now, for: 50, now: first.clock.now)
            }
        }
        let seconds = Int((ContinuousClock.now - start) / .seconds(1))
        #expect(installation.database.figures.writes - before <= seconds + 2)
        for _ in 0..<200
        where try await installation.database.read({
            try $0.first("select count(*) as n from case_look")?.integer("n")
        }) != 200 { try await Task.sleep(for: .milliseconds(50)) }
        let others = try await installation.viewing.look(
            at: cases[0], installation.world.id(), "別の人", page: first.clock.now, for: 50, now: first.clock.now)
        #expect(others.count == 10)
        let persistence = try await installation.database.read {
            try $0.first("select relpersistence::text as kind from pg_class where relname = 'case_look'")?.text("kind")
        }
        #expect(persistence == "u", "it is in no log, and no work for a standby")
    }

    @Test("a session opened at one is good at the other, and ends at both")
    func sessions() async throws {
        let first = try await House()
        let second = try await House(beside: first)
        let officer = try await first.officer("kanto")
        let elsewhere = officer.moved(to: second)
        #expect(try await elsewhere.get("/office").status == 200)
        let id = try #require(
            try await first.installation.database.read { try Accounts($0).find(login: "kanto") }?.id)
        try await first.installation.database.write { try Sessions($0).closeAll(of: .account(id)) }
        #expect(try await elsewhere.get("/office").status != 200)
    }
}
