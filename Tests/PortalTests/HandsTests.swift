import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Who has a case in hand")
struct HandsTests {
    @Test("a case is taken, given to a colleague and given back, and the list, its filter and its file say so")
    func taking() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let (mine, other) = (try await house.account("kanto").text, try await house.account("kanto2").text)
        let (page, action) = (Site.officeCase(caseID), Site.officeTake(caseID))
        #expect(try await kanto.get("/office?held=nobody").words.contains(receiptNumber(1)))
        let taken = try await kanto.act(on: page, action, ["holder": [mine]])
        #expect(taken.status == 303, "\(taken.words.prefix(300))")
        #expect(try await kanto.get("/office?held=mine").words.contains(receiptNumber(1)))
        #expect(try await kanto2.get("/office?held=mine").words.contains("条件に合う案件はありません"))
        #expect(try await kanto2.get("/office?held=\(mine)").words.contains(receiptNumber(1)))
        #expect(try await kanto.get("/office?held=nobody").words.contains("条件に合う案件はありません"))
        try await kanto.act(on: page, action, ["holder": [other]])
        #expect(try await house.state(caseID).holder?.name == "kanto2さん")
        let file = try await kanto.get("/office/cases.csv?column=holder")
        #expect(file.words.contains("kanto2さん"))
        #expect(try await kanto.get(page).words.contains("kantoさん（事務局）"), "the history names who acted")
        try await kanto2.act(on: page, action, ["holder": ["nobody"]])
        #expect(try await house.state(caseID).holder == nil)
        // The same press again does nothing more.
        let shown = try await kanto.get(page)
        for _ in 0..<2 { #expect(try await kanto.submit(shown, to: action, ["holder": [mine]]).status == 303) }
        #expect(try await house.state(caseID).seq == 6)
        #expect(try await house.audit().isSound)
    }

    @Test("nobody is given a case who does not work at its window, or in the agency")
    func scope() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        let kanto = try await house.officer("kanto")
        for login in ["kinki", "reviewer1", "admin"] {
            let id = try await house.account(login).text
            let reply = try await kanto.act(on: Site.officeCase(caseID), Site.officeTake(caseID), ["holder": [id]])
            #expect(reply.status == 422 && reply.words.contains("この窓口の担当者を選択してください"), "\(login)")
        }
        for wrong in ["", "<script>", "x"] {
            let reply = try await kanto.act(on: Site.officeCase(caseID), Site.officeTake(caseID), ["holder": [wrong]])
            #expect(reply.status == 422 && !reply.text.contains("<script>"))
        }
        #expect(try await house.state(caseID).holder == nil)
        let stranger = try await house.overseer()
        #expect(try await !stranger.get("/office?held=nobody").words.contains(receiptNumber(1)))
        #expect(try await !stranger.get(Site.officeHands()).words.contains("kantoさん"))
        #expect(try await house.audit().isSound)
    }

    @Test("whoever takes a case that someone took meanwhile is told who, and nothing is taken away")
    func conflict() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let (one, two) = (try await house.account("kanto").text, try await house.account("kanto2").text)
        let stale = try await kanto.get(Site.officeCase(caseID))
        try await kanto2.act(on: Site.officeCase(caseID), Site.officeTake(caseID), ["holder": [two]])
        let reply = try await kanto.submit(stale, to: Site.officeTake(caseID), ["holder": [one]])
        #expect(reply.status == 409 && reply.words.contains("kanto2さんが担当になりました"), "\(reply.words.prefix(500))")
        #expect(try await house.state(caseID).holder?.id.text == two)
    }

    @Test("two officers who press for the next case at once get one each, what is due first, until none is left")
    func next() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        _ = try await applicant.file()
        house.clock.advance(seconds: 600)
        _ = try await applicant.file()
        // Due, so it comes before those that were there earlier.
        try await house.setDue(3)
        house.clock.advance(seconds: 600)
        let (_, due) = try await applicant.file()
        _ = try await house.applicant("近畿の会社").file(window: "kinki")
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let pages = (try await kanto.get(Site.workList()), try await kanto2.get(Site.workList()))
        async let first = kanto.submit(pages.0, to: Site.officeNext())
        async let second = kanto2.submit(pages.1, to: Site.officeNext())
        let got = try await [first, second].compactMap(\.location)
        #expect(Set(got.map { $0.prefix(60) }).count == 2, "\(got)")
        #expect(got.contains { $0.contains(due) }, "what is due comes first")
        #expect(try await kanto.open(got[0]).status == 200)
        // The same button again takes no second one.
        let again = try await kanto.submit(pages.0, to: Site.officeNext())
        #expect(again.location?.contains("held=mine") == true)
        let last = try await kanto.submit(try await kanto.get(Site.workList()), to: Site.officeNext())
        #expect(last.location?.contains("/office/cases/") == true)
        #expect(try await !kanto.get(Site.workList()).text.contains(Site.officeNext()), "no button for nothing")
        let token = try #require(
            try await kanto.get(Site.workList()).forms.flatMap(\.fields).first { $0.0 == "csrf" }?.1)
        let none = try await kanto.post(Site.officeNext(), [("csrf", token), ("key", "other")])
        #expect(try await kanto.open(try #require(none.location)).words.contains("担当者のいない案件はありません"))
        #expect(try await house.audit().isSound)
    }

    @Test("five hundred cases are handed over by one press, the rest by the next")
    func many() async throws {
        let house = try await House()
        let (_, first) = try await house.applicant().file()
        let state = try await house.state(first)
        let programme = try #require(house.installation.published.current.definition(of: state))
        let (world, now, kanto) = (house.installation.world, house.clock.now, try await house.person("kanto"))
        let made = (0..<510).map { number in
            PreparedCase(
                world.id(), agency: state.agency, opening: state.opening, by: .system, at: now,
                then: [
                    .init(
                        [
                            .submitted(
                                .init(
                                    filing: world.id(), procedure: "call", revision: 1, receipt: "R\(number)",
                                    title: "題", answers: .object([:]), files: [])),
                            .taken(.init(holder: Holder(id: kanto.account.id, name: kanto.name))),
                        ], by: .system, at: now)
                ], under: programme)
        }
        try await house.installation.database.write { try CaseLog($0).insert(made) }
        let (from, to) = (kanto.account.id.text, try await house.account("kanto2").text)
        let browser = try await house.officer("kanto")
        let once = try await browser.act(on: Site.officeHands(), Site.officeHands(), ["from": [from], "to": [to]])
        #expect(once.location == "/office/hands?count=500&more=yes", "\(once.location ?? "")")
        #expect(try await browser.get(try #require(once.location)).words.contains("まだ残っています"))
        let again = try await browser.act(on: Site.officeHands(), Site.officeHands(), ["from": [from], "to": [to]])
        #expect(again.location == "/office/hands?count=10")
        #expect(try await house.audit().isSound)
    }

    @Test("all cases of one person go to another, those the other may see, with an event each")
    func handingOver() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        var cases: [String] = []
        for _ in 0..<3 { cases.append(try await applicant.file().case) }
        let kanto = try await house.officer("kanto")
        let (from, to) = (try await house.account("kanto").text, try await house.account("kanto2").text)
        for id in cases { try await kanto.act(on: Site.officeCase(id), Site.officeTake(id), ["holder": [from]]) }
        #expect(try await kanto.get(Site.officeHands()).words.contains("kantoさん（3件）"))
        let page = try await kanto.get(Site.officeHands())
        for _ in 0..<2 {
            let moved = try await kanto.submit(page, to: Site.officeHands(), ["from": [from], "to": [to]])
            #expect(moved.status == 303)
        }
        for id in cases {
            let state = try await house.state(id)
            #expect(state.holder?.id.text == to && state.seq == 4)
        }
        // Nothing goes to who cannot see it; someone must be chosen.
        let kinki = try await house.account("kinki").text
        try await kanto.act(on: Site.officeHands(), Site.officeHands(), ["from": [to], "to": [kinki]])
        #expect(try await house.state(cases[0]).holder?.id.text == to)
        for (from, to) in [("", to), (to, ""), (to, to), ("x", "<b>")] {
            let reply = try await kanto.act(on: Site.officeHands(), Site.officeHands(), ["from": [from], "to": [to]])
            #expect(reply.status == 422, "\(from) \(to)")
        }
        // Another window's staff move nothing of these; an administrator may.
        let other = try await house.officer("kinki")
        let reply = try await other.act(on: Site.officeHands(), Site.officeHands(), ["from": [to], "to": ["nobody"]])
        #expect(reply.location?.contains("count=0") == true)
        let admin = try await house.officer("admin")
        try await admin.act(on: Site.officeHands(), Site.officeHands(), ["from": [to], "to": ["nobody"]])
        #expect(try await house.state(cases[1]).holder == nil)
        #expect(try await house.audit().isSound)
    }
}

@Suite("Absence")
struct AbsenceTests {
    private func day(_ name: String, _ day: Day) -> [String: [String]] {
        ["\(name).year": [String(day.year)], "\(name).month": [String(day.month)], "\(name).day": [String(day.day)]]
    }

    private func set(
        _ browser: Browser, at path: String, _ from: Day, _ until: Day, _ substitute: String
    ) async throws -> Reply {
        try await browser.act(
            on: path, path,
            day("from", from).merging(day("until", until)) { $1 }.merging(["substitute": [substitute]]) { $1 })
    }

    @Test("while someone is away their substitute sees their cases as their own, marked, and acts in their own name")
    func substitute() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let (one, two) = (try await house.account("kanto").text, try await house.account("kanto2").text)
        try await kanto.act(on: Site.officeCase(caseID), Site.officeTake(caseID), ["holder": [one]])
        let today = JapanTime(house.clock.now).day
        let reply = try await set(kanto, at: Site.officeAbsence(), today.adding(days: 1), today.adding(days: 3), two)
        #expect(reply.status == 303, "\(reply.words.prefix(400))")
        #expect(try await kanto2.get("/office?held=mine").words.contains("条件に合う案件はありません"), "not yet")
        house.clock.advance(seconds: 86_400)
        let (again, stand) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let list = try await stand.get("/office?held=mine")
        #expect(list.words.contains(receiptNumber(1)) && list.words.contains("代理"))
        #expect(try await stand.get(Site.officeCase(caseID)).words.contains("まで不在（代理：kanto2さん）"))
        try await stand.act(
            on: Site.officeCase(caseID), Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        let records = try await house.installation.database.read { connection in
            try connection.rows("select actor_name from case_event where kind = 'moved'").map {
                try $0.text("actor_name")
            }
        }
        #expect(records == ["kanto2さん"])
        // Taken back, it is over at once.
        let page = try await again.get(Site.officeAbsence())
        let action = try #require(page.forms.map(\.action).first { $0.contains("removal") })
        #expect(try await again.submit(page, to: action).status == 303)
        #expect(try await stand.get("/office?held=mine").words.contains("条件に合う案件はありません"))
        #expect(try await house.officer("admin").get(Site.adminHistory()).words.contains("代理：kanto2"))
        #expect(try await house.audit().isSound)
    }

    @Test(
        "a substitute has every window and an approver is substituted by an approver; wrong times are refused with words"
    )
    func rules() async throws {
        let house = try await House()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let (one, two) = (try await house.account("kanto").text, try await house.account("kanto2").text)
        let today = JapanTime(house.clock.now).day
        // kanto is no approver, kinki has another window.
        #expect(try await kanto2.get(Site.officeAbsence()).words.contains("代理のできる人がいません"))
        let approver = try await house.person("kanto2")
        await #expect(throws: Refusal.self) {
            try await house.installation.setAbsence(
                of: approver.account.id, from: today, until: today, substitute: try await house.account("kanto"),
                by: approver)
        }
        for other in [one, try await house.account("kinki").text, "", "<script>"] {
            let reply = try await set(kanto, at: Site.officeAbsence(), today, today, other)
            #expect(reply.status == 422 && reply.words.contains("代理をする人を選択してください"), "\(other)")
        }
        let turned = try await set(kanto, at: Site.officeAbsence(), today.adding(days: 2), today, two)
        #expect(turned.status == 422 && turned.words.contains("最初の日以後"))
        let past = try await set(kanto, at: Site.officeAbsence(), today.adding(days: -3), today.adding(days: -2), two)
        #expect(past.status == 422 && past.words.contains("過ぎています"))
        #expect(try await set(kanto, at: Site.officeAbsence(), today, today.adding(days: 5), two).status == 303)
        let double = try await set(kanto, at: Site.officeAbsence(), today.adding(days: 5), today.adding(days: 9), two)
        #expect(double.status == 422 && double.words.contains("すでに不在の予定があります"))
    }

    @Test("an administrator sets the absence of an account of the agency, of no other")
    func administrator() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let (one, two) = (try await house.account("kanto").text, try await house.account("kanto2").text)
        let today = JapanTime(house.clock.now).day
        let path = Site.adminAccountAbsence(one)
        #expect(try await admin.get(Site.adminAccount(one)).text.contains(path))
        #expect(try await set(admin, at: path, today, today, two).status == 303)
        #expect(try await admin.get(path).words.contains("kanto2さん"))
        #expect(try await admin.get(Site.officeHands()).words.contains("不在"))
        #expect(try await admin.get(Site.adminAccountAbsence(try await house.account("reviewer1").text)).status == 404)
        let stranger = try await house.overseer()
        #expect(try await stranger.get(path).status == 404)
        #expect(try await house.officer("kanto").get(path).status != 200)
    }

    @Test("a substitute never approves what they proposed themselves")
    func selfApproval() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let moment = house.clock.now
        // A second approver of the window, for whom kanto2 stands in.
        let away = house.installation.world.id(Account.self)
        let agency = try await house.person("kanto2").agency
        try await house.installation.database.write { connection in
            try Accounts(connection).insert(
                AccountRow(
                    id: away, agency: agency, login: "kanto3", name: "kanto3さん", email: "kanto3@kofu.test",
                    roles: [.staff, .approver], windows: ["kanto"], changedAt: moment))
        }
        let today = JapanTime(moment).day
        try await house.installation.setAbsence(
            of: away, from: today, until: today, substitute: try await house.account("kanto2"),
            by: try await house.person("kanto3"))
        let stand = try await house.officer("kanto2")
        let proposed = try await stand.act(
            on: Site.officeCase(caseID), Site.officePropose(caseID, filing),
            ["outcome": ["dismiss"], "reason": ["要件を満たさない"]])
        #expect(proposed.status == 303)
        let page = try await stand.get(Site.officeCase(caseID))
        #expect(page.form(to: Site.officeConfirm(caseID, filing)) == nil)
        let token = try #require(page.forms.flatMap(\.fields).first { $0.0 == "csrf" }?.1)
        let refused = try await stand.post(Site.officeConfirm(caseID, filing), [("csrf", token), ("key", "k9")])
        #expect(refused.status == 403 && refused.words.contains("自分が起案したものは決裁できません"))
    }
}
