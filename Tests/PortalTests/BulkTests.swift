import Foundation
import Grants
import Storage
import Synchronization
import Testing

@testable import Portal
@testable import UseCases

@Suite("Acts on many cases")
struct BulkTests {
    @Test("pass on what can be, say why the rest cannot, and do what was foreseen")
    func mixed() async throws {
        let house = try await House()
        let first = try await house.applicant("事業者A").file()
        let second = try await house.applicant("事業者B").file()
        let ahead = try await house.applicant("事業者C").file()
        let staff = try await house.officer("kanto")
        try await staff.act(
            on: Site.officeCase(ahead.case), Site.officeMove(ahead.case, ahead.filing), ["outcome": ["forward"]])
        let address = try await staff.choose([second.case, ahead.case, first.case], "move")
        let asked = try await staff.get(address)
        #expect(asked.words.contains("外部審査へ進める（この段階の案件2件）"))
        let id = try await house.errand(address).id.text
        let empty = try await staff.submit(asked, to: Site.errandAct(id))
        #expect(empty.status == 422)
        let said = try await staff.submit(asked, to: Site.errandAct(id), ["outcome": ["call/check/forward"]])
        #expect(said.status == 303)
        let plan = try await staff.get(address)
        #expect(plan.words.contains("2件に行えます。1件には行えません") && plan.words.contains("「外部審査」の段階へ"))
        #expect(plan.words.contains("選んだ結果の段階にありません（いまは「外部審査」）"))
        let before = try await house.lines(of: house.errand(address))
        #expect(before.allSatisfy { $0.state == .waiting }, "nothing is done before it is begun")
        try await staff.begin(address)
        try await house.runJobs()
        let errand = try await house.errand(address)
        #expect(errand.state == .done && errand.done == 3 && errand.failed == 1)
        let shown = try await staff.get(address)
        #expect(shown.words.contains("2件を行い、1件は行えませんでした"))
        #expect(try await staff.get("\(address)?show=failed").words.contains("選んだ結果の段階にありません"))
        #expect(
            try await house.lines(of: errand).map(\.number) == [receiptNumber(1), receiptNumber(2), receiptNumber(3)])
        let list = try await staff.get(Site.errands())
        #expect(list.words.contains("次の段階へ進める"))
        #expect(try await house.audit().faults == [])
    }

    @Test("confirm with one series of numbers in the order of the receipts, whoever else issues letters meanwhile")
    func letters() async throws {
        let house = try await House()
        let cases = try await house.cases(4, proposed: 3)
        let approver = try await house.officer("kanto2")
        let address = try await approver.choose(cases.map(\.case).reversed(), "confirm")
        let plan = try await approver.get(address)
        #expect(plan.words.contains("「採択」に決定、通知書「") && plan.words.contains("決裁待ちの案がありません"))
        try await approver.begin(address)
        // Another decision falls between the beginning and the run.
        try await house.decide(cases[3].case, cases[3].filing, outcome: "adopt")
        try await house.runJobs()
        let errand = try await house.errand(address)
        let lines = try await house.lines(of: errand)
        #expect(lines.map(\.state) == [.done, .done, .done, .failed])
        let numbers = try await house.installation.database.read { connection in
            try connection.rows(
                "select cases.number as receipt, letter.number from letter join cases on cases.id = case_id order by 1"
            ).map {
                try $0.text("number")
            }
        }
        #expect(numbers.map { $0.filter(\.isNumber) } == ["1", "2", "3", "4"], "\(numbers)")
        // All of them as one file.
        let shown = try await approver.get(address)
        let id = errand.id.text
        let printing = try await approver.submit(shown, to: Site.errandLetters(id))
        let again = try await approver.submit(shown, to: Site.errandLetters(id))
        #expect(printing.status == 303 && printing.location == again.location, "pressing twice makes one")
        try await house.runJobs()
        let made = try await house.errand(printing.location)
        let pdf = try await approver.get(Site.errandFile(made.id.text))
        let pages = try pdfPages(pdf.bytes)
        #expect(pages.count == 3 && pages[0].contains("事業者0") && pages[2].contains("事業者2"), "\(pages)")
        #expect(try await house.audit().faults == [])
    }

    @Test("give back numbers that were not used")
    func unused() async throws {
        let house = try await House()
        let cases = try await house.cases(2, proposed: 2)
        let approver = try await house.officer("kanto2")
        let address = try await approver.choose(cases.map(\.case), "confirm")
        try await approver.begin(address)
        // Between beginning and running, the first is sent back.
        try await approver.act(
            on: Site.officeCase(cases[0].case), Site.officeDecline(cases[0].case, cases[0].filing), ["reason": ["再検討"]])
        try await house.runJobs()
        #expect(try await house.lines(of: house.errand(address)).map(\.state) == [.failed, .done])
        let counter = try await house.installation.database.read {
            try $0.first("select value from counter where name like 'letter/%'")?.integer("value")
        }
        #expect(counter == 1)
    }

    @Test("let nobody approve what they proposed, and only approvers approve")
    func selfApproval() async throws {
        let house = try await House()
        let cases = try await house.cases(1)
        let approver = try await house.officer("kanto2")
        try await approver.act(
            on: Site.officeCase(cases[0].case), Site.officePropose(cases[0].case, cases[0].filing),
            ["outcome": ["adopt"]])
        let address = try await approver.choose(cases.map(\.case), "confirm")
        let plan = try await approver.get(address)
        let id = try await house.errand(address).id.text
        #expect(plan.words.contains("自分が起案したものは決裁できません") && plan.form(to: Site.errandStart(id)) == nil)
        // Forged: there is no button, and it comes to nothing all the same.
        let token = try #require(plan.forms.flatMap(\.fields).first { $0.0 == "csrf" }).1
        _ = try await approver.post(Site.errandStart(id), [("csrf", token), ("key", "x")])
        try await house.runJobs()
        let errand = try await house.errand(address)
        #expect(errand.done == 1 && errand.failed == 1)
        let staff = try await house.officer("kanto")
        let page = try await staff.get(Site.workList())
        #expect(!page.text.contains("value=\"confirm\""))
        let forged = try await staff.choose(cases.map(\.case), "confirm")
        #expect(try await staff.get(forged).words.contains("決裁できるのは決裁者だけです"))
    }

    @Test("pressing twice prepares and does one; a case that changed after the look is left alone")
    func twice() async throws {
        let house = try await House()
        let first = try await house.applicant("事業者A").file()
        let second = try await house.applicant("事業者B").file()
        let staff = try await house.officer("kanto")
        let page = try await staff.get(Site.workList())
        let values = ["case": [first.case, second.case], "act": ["comment"], "scope": ["chosen"]]
        let one = try await staff.submit(page, to: Site.bulk(), values)
        let two = try await staff.submit(page, to: Site.bulk(), values)
        #expect(one.location == two.location)
        let address = try #require(one.location)
        let id = try await house.errand(address).id.text
        _ = try await staff.submit(try await staff.get(address), to: Site.errandAct(id), ["text": ["確認済み"]])
        try await house.officer("kanto2").act(
            on: Site.officeCase(second.case), Site.officeComment(second.case), ["text": ["別の人のコメント"]])
        let plan = try await staff.get(address)
        #expect(plan.words.contains("確認したあとに、この案件が変わりました"))
        for _ in 0..<2 { _ = try await staff.submit(plan, to: Site.errandStart(id)) }
        try await house.runJobs()
        try await house.runJobs()
        let comments = try await house.installation.database.read { connection in
            try connection.rows("select data from case_event where kind = 'commented'").map {
                try $0.json("data")["text"]?.string
            }
        }
        #expect(comments.sorted { ($0 ?? "") < ($1 ?? "") } == ["別の人のコメント", "確認済み"])
    }

    @Test("leave out other windows' cases in a forged selection, and are seen by nobody else")
    func scope() async throws {
        let house = try await House()
        let own = try await house.applicant("事業者A").file()
        let other = try await house.applicant("近畿の事業者").file(window: "kinki")
        let staff = try await house.officer("kanto")
        let address = try await staff.choose([own.case, other.case], "comment")
        let plan = try await staff.get(address)
        #expect(!plan.text.contains("近畿の事業者"))
        #expect(try await house.lines(of: house.errand(address)).count == 1)
        let page = try await staff.get(Site.workList())
        let nothing = try await staff.submit(
            page, to: Site.bulk(), ["case": [other.case], "act": ["comment"], "scope": ["chosen"]])
        #expect(nothing.status == 422 && !nothing.text.contains("近畿の事業者"))
        #expect(try await house.officer("kanto2").get(address).status == 404, "of the same window, and not theirs")
        // An officer of another agency, whose window has the same name.
        let (agency, account) = (house.installation.world.id(Agency.self), house.installation.world.id(Account.self))
        let now = house.clock.now
        try await house.installation.database.write { connection in
            try connection.execute(
                "insert into agency (id, code, name_ja) values (\(agency.text), 'other', 'よその機関')")
            try Accounts(connection).insert(
                AccountRow(
                    id: account, agency: agency, login: "stranger", name: "よそ", email: "x@kofu.test",
                    roles: [.staff, .approver], windows: ["kanto"], changedAt: now))
        }
        let stranger = try await house.officer("stranger")
        #expect(try await stranger.get(address).status == 404)
        let csrf = try #require(
            (try await stranger.get(Site.workList())).forms.flatMap(\.fields).first { $0.0 == "csrf" }
        ).1
        let forged = try await stranger.post(
            Site.bulk(), [("csrf", csrf), ("key", "k"), ("act", "comment"), ("scope", "chosen"), ("case", own.case)])
        #expect(forged.status == 422 && !forged.text.contains("事業者A"))
        // Its person sees it no longer once the window is taken away.
        try await house.installation.database.write {
            try $0.execute("update account set windows = 'kinki' where login = 'kanto'")
        }
        #expect(try await staff.get(address).status == 404)
    }

    @Test("all of the page and all that was found are taken as they stand; too many are refused")
    func everything() async throws {
        let house = try await House()
        for name in ["A", "B", "C"] { _ = try await house.applicant("事業者\(name)").file() }
        let staff = try await house.officer("kanto")
        for scope in ["page", "found"] {
            let address = try await staff.choose([], "assign", scope: scope)
            let plan = try await staff.get(address)
            #expect(plan.words.contains("いまは外部審査の段階ではありません"), "\(scope)")
            #expect(try await house.lines(of: house.errand(address)).count == 3)
        }
        let page = try await staff.get(Site.workList())
        let none = try await staff.submit(page, to: Site.bulk(), ["act": ["assign"], "scope": ["chosen"]])
        #expect(none.status == 422 && none.words.contains("案件を選んでください"))
        let unsaid = try await staff.submit(page, to: Site.bulk(), ["scope": ["page"]])
        #expect(unsaid.status == 422 && unsaid.words.contains("操作を選んでください"))
        let many = (0..<501).map { _ in house.installation.world.id(Case.self).text }
        let full = try await staff.submit(
            page, to: Site.bulk(), ["case": many, "act": ["comment"], "scope": ["chosen"]])
        #expect(full.status == 422 && full.words.contains("500件まで"))
    }

    @Test("called off half way, what was done stays and nothing more is; stopped half way, the rest is done once")
    func halfWay() async throws {
        let house = try await House()
        var cases: [String] = []
        for number in 0..<6 { cases.append(try await house.applicant("事業者\(number)").file().case) }
        let staff = try await house.officer("kanto")

        // Called off.
        let cancelled = try await staff.choose(cases, "comment")
        let id = try await house.errand(cancelled).id
        try await staff.begin(cancelled, ["text": ["途中で取消し"]])
        try await house.stop(id, during: 2)
        _ = try await staff.submit(try await staff.get(cancelled), to: Site.errandCancel(id.text))
        try await house.runJobs()
        #expect(try await house.errand(cancelled).state == .cancelled)
        #expect(try await house.comments("途中で取消し") == 2)
        #expect(try await staff.get(cancelled).words.contains("取消し"))

        // Stopped, as by the end of the program: the job's lease is given back, and it is taken up again.
        let address = try await staff.choose(cases, "comment")
        try await staff.begin(address, ["text": ["再起動"]])
        try await house.stop(try await house.errand(address).id, during: 3)
        #expect(try await house.comments("再起動") == 3)
        try await house.runJobs()
        let errand = try await house.errand(address)
        #expect(errand.state == .done && errand.done == 6 && errand.failed == 0)
        #expect(try await house.comments("再起動") == 6)
        #expect(try await house.audit().faults == [])
    }

    @Test("stop when their person has lost the right to do them")
    func rights() async throws {
        let house = try await House()
        let one = try await house.applicant("事業者A").file()
        let staff = try await house.officer("kanto")
        let address = try await staff.choose([one.case], "comment")
        try await staff.begin(address, ["text": ["x"]])
        try await house.installation.database.write {
            try $0.execute("update account set state = 'suspended' where login = 'kanto'")
        }
        try await house.runJobs()
        let errand = try await house.errand(address)
        #expect(errand.state == .failed && errand.failure?.ja.contains("権限") == true)
        #expect(try await house.comments("x") == 0)
    }
}

extension House {
    /// Begins to carry an errand of comments out, and stops it while it does this line.
    fileprivate func stop(_ id: ID<ErrandRow>, during line: Int) async throws {
        let clock = clock
        let asked = Mutex(0)
        // Each line asks for the time three times, first in the task that does it.
        let world = World(
            now: {
                let count = asked.withLock { count in
                    count += 1
                    return count
                }
                if count >= 3 * line - 2 { withUnsafeCurrentTask { $0?.cancel() } }
                return clock.now
            }, random: installation.world.random)
        let other = Installation(
            database: installation.database, files: installation.files, world: world,
            published: installation.published, settings: installation.settings, passwords: installation.passwords,
            provider: nil, sendMail: nil, logger: installation.logger)
        await #expect(throws: CancellationError.self) {
            try await Task { try await other.runErrand(id, attempts: 1) }.value
        }
    }

    fileprivate func comments(_ text: String) async throws -> Int {
        try await installation.database.read { connection in
            try connection.rows("select data from case_event where kind = 'commented'").count {
                try $0.json("data")["text"]?.string == text
            }
        }
    }
}
