import Foundation
import Grants
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import Portal
@testable import UseCases

/// People at an installation with a standby whose replay stands still: what they see is old, or their own.
@Suite("Pages with a read replica", .serialized, .enabled(if: TestReplica.isThere))
struct ReplicaPagesTests {
    /// A house whose red round has places for two.
    private func house(beside other: House? = nil, age: Double = 600) async throws -> House {
        let house = try await House(beside: other, replicaAge: age)
        if other != nil { return house }
        let admin = try await house.administrator()
        let round = try #require(house.installation.published.current.round(house.red))
        try await house.installation.changeRound(
            house.red,
            RoundDetails(
                title: round.round.title.ja, opens: round.round.opens, closes: round.round.closes,
                budget: Yen(5_000_000), intake: Intake(rule: .firstCome, amount: "補助金申請額")),
            seen: round.row.revision, by: admin)
        return house
    }

    private func left(_ browser: Browser) async throws -> String {
        let words = try await browser.get(Site.round(browser.house.red)).words
        let found = try #require(words.firstMatch(of: /予算の残り：([0-9,]+)円/))
        return String(found.1)
    }

    @Test("who submits sees what is left by then, at any process; a visitor sees what the standby has")
    func ownWrites() async throws {
        try await TestReplica.alone {
            let first = try await house()
            let second = try await house(beside: first)
            let visitor = first.browser()
            let applicant = try await first.applicant()
            let filing = try await applicant.start()
            try await applicant.fillIn(filing)
            try await first.installation.database.awaitStandby()
            try await second.installation.database.awaitStandby()
            try await TestReplica.pause()
            #expect(try await applicant.submitFiling(filing).status == 303)
            #expect(try await left(applicant) == "3,200,000")
            #expect(try await left(applicant.moved(to: second)) == "3,200,000")
            #expect(try await left(visitor) == "5,000,000")
            try TestReplica.resume()
            try await first.installation.database.awaitStandby()
            #expect(try await left(visitor) == "3,200,000")
        }
    }

    @Test("an officer's figures and lists for spreadsheets have what the officer did a moment ago")
    func office() async throws {
        try await TestReplica.alone {
            let house = try await house()
            let (filing, id) = try await house.applicant().file()
            let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
            try await house.installation.database.awaitStandby()
            try await TestReplica.pause()
            try await kanto.act(
                on: Site.officeCase(id), Site.officeReturn(id, filing), ["message": ["直してください"]])
            let own = try await kanto.get(Site.workListCSV()).text
            let others = try await kanto2.get(Site.workListCSV()).text
            #expect(own != others && own.contains(",差戻し中,") && !others.contains(",差戻し中,"), "\(own)\n\(others)")
            let figures = try await kanto.get(Site.officeRoundFigures(house.red)).text
            #expect(try await kanto2.get(Site.officeRoundFigures(house.red)).text != figures)
        }
    }

    @Test("what an administrator publishes they see at once at another process that has not heard of it")
    func published() async throws {
        try await TestReplica.alone {
            let first = try await house()
            let second = try await house(beside: first)
            try await first.installation.database.awaitStandby()
            try await TestReplica.pause()
            let admin = try await first.officer("admin")
            let path = Site.adminRound(first.red)
            #expect(try await admin.act(on: path, path, ["title": ["新しい名前の公募"]]).status == 303)
            #expect(try await admin.get(Site.round(first.red)).words.contains("新しい名前の公募"))
            // Nobody follows what is published there.
            #expect(try await !second.browser().get(Site.round(first.red)).words.contains("新しい名前の公募"))
            #expect(try await admin.moved(to: second).get(Site.round(first.red)).words.contains("新しい名前の公募"))
            #expect(try await second.browser().get(Site.round(first.red)).words.contains("新しい名前の公募"))
        }
    }

    @Test("a position that was made up costs a read of the primary, nonsense means nothing, and neither lasts")
    func forged() async throws {
        try await TestReplica.alone {
            let house = try await house()
            let applicant = try await house.applicant()
            let filing = try await applicant.start()
            try await applicant.fillIn(filing)
            try await house.installation.database.awaitStandby()
            try await TestReplica.pause()
            #expect(try await applicant.submitFiling(filing).status == 303)
            for huge in ["FFFFFFFF/FFFFFFFF", "FFFFFFFF/FFFFFFFFp"] {
                #expect(try await left(Browser(house: house, cookies: ["kofu-trail": huge])) == "3,200,000")
            }
            for nonsense in ["", "p", "x", "0/0'--", "１/１", "0/0", String(repeating: "F", count: 4_000)] {
                #expect(
                    try await left(Browser(house: house, cookies: ["kofu-trail": nonsense])) == "5,000,000",
                    "\(nonsense)")
            }
            // Whoever writes next has the true one.
            let forger = Browser(
                house: house,
                cookies: try await house.applicant("別の会社").jar.merging(["kofu-trail": "FFFFFFFF/FFFFFFFF"]) { $1 })
            _ = try await forger.start()
            let position = try #require(forger.jar["kofu-trail"].flatMap { Database.Position($0) })
            #expect(position < Database.Position("FFFFFFFF/0")!)
        }
    }

    @Test("the cookie is short-lived, closed to scripts, and given only to who wrote something")
    func cookie() async throws {
        try await TestReplica.alone {
            let house = try await house()
            let staff = try await house.officer("kanto")
            let (_, id) = try await house.applicant().file()
            func given(_ reply: Reply) -> String? {
                reply.headers[values: .setCookie].first { $0.hasPrefix("kofu-trail=") }
            }
            #expect(given(try await house.browser().get(Site.rounds())) == nil)
            #expect(given(try await staff.get(Site.workList())) == nil)
            let reply = try await staff.act(on: Site.officeCase(id), Site.officeComment(id), ["text": ["確認"]])
            let cookie = try #require(given(reply))
            for part in ["Max-Age=30", "HttpOnly", "SameSite=Lax", "Path=/"] {
                #expect(cookie.contains(part), "\(cookie)")
            }
            #expect(reply.headers[.cacheControl] == "no-store")
        }
    }

    @Test("operators see where is read, how far the standby is behind, and why it is not read from")
    func figures() async throws {
        try await TestReplica.alone {
            let house = try await house(age: 0.3)
            try await house.installation.database.awaitStandby()
            _ = try await house.browser().get(Site.home())
            let room = MachineRoom(house.portal)
            let name = try #require(house.installation.database.replicaFigures?.standbys.first?.name)
            let sound = try PrometheusText(await room.metrics())
            #expect(sound["kofu_standby_read_from{standby=\"\(name)\"}"] == 1)
            #expect(sound["kofu_standby_lag_seconds{standby=\"\(name)\"}"] == 0)
            #expect(sound["kofu_reads_anywhere_total{place=\"\(name)\"}"] ?? 0 > 0)
            #expect(await !house.portal.readiness.warnings().contains { $0.contains(name) })
            try TestReplica.kill()
            for _ in 0..<200 where house.installation.database.replicaFigures?.standbys.first?.problem == nil {
                try await Task.sleep(for: .milliseconds(20))
            }
            let before = try PrometheusText(await room.metrics())["kofu_reads_anywhere_total{place=\"primary\"}"] ?? 0
            #expect(try await house.browser().get(Site.home()).status == 200)
            let away = try PrometheusText(await room.metrics())
            #expect(away["kofu_standby_read_from{standby=\"\(name)\"}"] == 0)
            #expect(away["kofu_reads_anywhere_total{place=\"primary\"}"] == before + 1)
            #expect(away["kofu_ready"] == 1, "people notice nothing")
            #expect(await house.portal.readiness.warnings().contains { $0.contains(name) })
        }
    }
}

@Suite("Pages without replicas")
struct NoReplicaPagesTests {
    @Test("no cookie says how far the database has come")
    func none() async throws {
        let house = try await House()
        let (_, id) = try await house.applicant().file()
        let staff = try await house.officer("kanto")
        let reply = try await staff.act(on: Site.officeCase(id), Site.officeComment(id), ["text": ["確認"]])
        #expect(reply.status == 303 && reply.headers[values: .setCookie].isEmpty)
    }
}
