import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Templates of flows, run through the real router")
struct TemplateStoryTests {
    /// A template's programme whose round accepts now, at the window 関東.
    private func open(_ id: String, in house: House) async throws -> String {
        let template = try #require(ProgrammeTemplate.named(id))
        let colourful = try House.colourful().programme
        var programme = try template.programme(code: id, name: "見本補助金", agency: colourful.agency)
        programme.windows = colourful.windows
        let round = Round(
            code: "first", title: "見本補助金第1回", catchphrase: "見本です", description: "見本です", visibility: .published,
            opens: JapanTime(house.clock.now.adding(days: -1)), closes: JapanTime(house.clock.now.adding(days: 10)),
            windows: ["kanto"], accounts: [.prime])
        _ = try await house.installation.importProgramme(
            ProgrammeFolder(programme: programme, rounds: [round]), by: .system)
        return "\(colourful.agency.code)/\(id)/first"
    }

    @Test("a subsidy: plan, grant, change of plan, report with its deadline put off, payment")
    func subsidy() async throws {
        let house = try await House()
        let round = try await open("subsidy", in: house)
        let walk = try await TemplateWalk(house, round)
        // 23 November 2026 is a holiday; the fifth business day after it is the 30th.
        let list = try await (try await house.officer("kanto")).get(
            Pattern.address(Site.workList(), [("order", "due")]))
        #expect(list.words.contains("2026-11-30"), "\(list.words.prefix(1200))")
        try await walk.decide("adopt")
        try await walk.begin("grant", ["補助金交付申請額": ["700000"], "補助対象経費": ["900000"]])
        try await walk.decide("grant")
        var mine = try await walk.applicant.get(Site.case(walk.caseID))
        for words in ["実績報告及び精算払請求", "必ず提出してください", "必要になったときに行う手続き", "計画変更承認申請", "中止承認申請", "遂行状況報告"] {
            #expect(mine.words.contains(words), "\(words)")
        }
        let staff = try await house.officer("kanto")
        let desk = try await staff.get(Site.officeCase(walk.caseID))
        #expect(desk.words.contains("交付決定額") && desk.words.contains("700,000円"))

        try await walk.begin("change", ["変更後の補助金額": ["600000"]])
        mine = try await walk.applicant.get(Site.case(walk.caseID))
        #expect(mine.form(to: Site.caseProcedure(walk.caseID, "change")) == nil, "one change at a time")
        try await walk.decide("approve")
        #expect(try await staff.get(Site.officeCase(walk.caseID)).words.contains("600,000円"))

        // The deadline of the report is put off: with a reason, to a later day, told to the applicant.
        let page = Site.officeCase(walk.caseID)
        func extend(_ day: String, _ reason: String) async throws -> Reply {
            let parts = day.split(separator: "-").map(String.init)
            return try await staff.act(
                on: page, Site.officeExtension(walk.caseID),
                [
                    "procedure": ["report"], "until.year": [parts[0]], "until.month": [parts[1]],
                    "until.day": [parts[2]], "reason": [reason],
                ])
        }
        #expect(try await extend("2020-01-01", "災害のため").status == 422)
        #expect(try await extend("2030-13-01", "災害のため").status == 422)
        #expect(try await extend("2030-03-31", " ").status == 422)
        let done = try await extend("2030-03-31", "災害<のため>")
        #expect(done.status == 303, "\(done.words.prefix(600))")
        mine = try await walk.applicant.get(Site.case(walk.caseID))
        #expect(mine.words.contains("2030年") && mine.words.contains("災害<のため>") && !mine.text.contains("災害<のため>"))
        let subjects = try await house.installation.database.read { try Mails($0).newest(20).map(\.subject) }
        #expect(subjects.contains { $0.contains("提出期限が延長されました") })
        let kinki = try await house.officer("kinki")
        #expect(try await kinki.get(page).status == 404)

        try await walk.begin("report", ["精算払請求額": ["550000"], "実支出額": ["800000"]])
        try await walk.decide("fix")
        mine = try await walk.applicant.get(Site.case(walk.caseID))
        #expect(mine.words.contains("完了") && !mine.words.contains("必要になったときに行う手続き"))
        let letters = try await house.installation.database.read { connection in
            try connection.rows("select title from letter order by id").map { try $0.text("title") }
        }
        #expect(Set(letters) == ["採択通知書", "交付決定通知書", "計画変更承認通知書", "補助金の額の確定通知書"] && letters.count == 4)
        #expect(try await house.audit().faults == [])
    }

    @Test("a benefit: claim, then invoice of the amount that was decided")
    func benefit() async throws {
        let house = try await House()
        let walk = try await TemplateWalk(house, try await open("benefit", in: house))
        try await walk.decide("pay")
        try await walk.begin("invoice")
        try await walk.decide("pay")
        #expect(try await walk.applicant.get(Site.case(walk.caseID)).words.contains("手続きは完了しました"))
        #expect(try await house.audit().faults == [])
    }

    @Test("what is filed at any time cannot be begun when its condition does not hold, whatever is sent")
    func closed() async throws {
        let house = try await House()
        let walk = try await TemplateWalk(house, try await open("subsidy", in: house))
        let page = try await walk.applicant.get(Site.case(walk.caseID))
        let token = try #require(page.forms.flatMap(\.fields).first { $0.0 == "csrf" }?.1)
        for procedure in ["change", "report", "plan", "nothing"] {
            let forced = try await walk.applicant.post(
                Site.caseProcedure(walk.caseID, procedure),
                [("csrf", token), ("key", procedure), ("filing", house.installation.world.id(Filing.self).text)])
            #expect(forced.status != 303 || forced.location?.contains("/filings/") != true, "\(procedure)")
        }
        #expect(try await house.audit().faults == [])
    }

    @Test("an administrator makes a programme of a template", arguments: ProgrammeTemplate.all.map(\.id))
    func creating(id: String) async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let page = try await admin.get(Site.administration())
        let made = try await admin.submit(
            page, to: Site.adminProgrammes(), ["source": [id], "code": ["new"], "name": ["ひな形の補助金"]])
        #expect(made.status == 303, "\(made.words.prefix(800))")
        let shown = try await admin.get(Site.adminProgramme("colour-bureau/new"))
        #expect(shown.words.contains("ひな形の補助金") && shown.words.contains("採"))
        let programme = try #require(house.installation.published.current.programme("colour-bureau/new")?.newest)
        #expect(programme.windows.map(\.id) == ["kanto", "kinki"])
        #expect(
            house.installation.published.current.rounds.filter { $0.row.programme == "colour-bureau/new" }.count == 1)
        // And a copy of it, forms begun anew, drops what asks for fields that are gone.
        let again = try await admin.submit(
            try await admin.get(Site.administration()), to: Site.adminProgrammes(),
            ["source": ["colour-bureau/new"], "code": ["copy"], "name": ["複製"], "forms": ["begin"]])
        #expect(again.status == 303, "\(again.words.prefix(800))")
    }
}

/// One case on its way through a template's flow: the applicant and the office, each in a browser.
final class TemplateWalk {
    let house: House
    let applicant: Browser
    let programme: Programme
    private(set) var filing: String
    let caseID: String

    /// Files the first procedure.
    init(_ house: House, _ round: String) async throws {
        self.house = house
        applicant = try await house.applicant()
        programme = try #require(house.installation.published.current.round(round)?.programme)
        let path = Site.apply(round)
        let started = try await applicant.submit(try await applicant.get(path), to: path, [:])
        filing = try #require(started.location?.split(separator: "/").last.map(String.init))
        try await TemplateWalk.fill(filing, programme.flow.procedures[0], programme, applicant, [:])
        let id = filing
        caseID = try #require(
            try await house.installation.database.read {
                try $0.first("select case_id from filing where id = \(id)")?.text("case_id")
            })
    }

    /// Begins a further procedure from the case's page, fills it in and submits it.
    func begin(_ id: String, _ given: [String: [String]] = [:]) async throws {
        let begun = try await applicant.act(on: Site.case(caseID), Site.caseProcedure(caseID, id))
        filing = try #require(begun.location?.split(separator: "/").last.map(String.init))
        try await TemplateWalk.fill(filing, try #require(programme.flow.procedure(id)), programme, applicant, given)
    }

    private static func fill(
        _ filing: String, _ procedure: Procedure, _ programme: Programme, _ applicant: Browser,
        _ given: [String: [String]]
    ) async throws {
        let judge = try #require(programme.judge(form: procedure.form))
        var known = given
        known["事業名"] = ["まちの灯り"]
        let typed = SampleAnswers.filling(Typed(known), of: judge, Circumstances())
        for section in judge.form.sections {
            let path = Site.filingSection(filing, section.id)
            let page = try await applicant.get(path)
            let boxes = Set(section.fields.filter { !$0.isLocked }.flatMap { Typed.boxes(of: $0) })
            let saved = try await applicant.submit(
                page, to: path, typed.boxes.filter { boxes.contains($0.key) }.merging(["act": ["save"]]) { $1 })
            #expect(saved.status == 303, "\(section.id): \(saved.words.prefix(600))")
        }
        let submitted = try await applicant.submitFiling(filing)
        #expect(submitted.status == 303, "\(submitted.words.prefix(600))")
    }

    /// The office takes the filing forward stage by stage to one of its ends.
    func decide(_ outcome: String) async throws {
        let staff = try await house.officer("kanto")
        for _ in 0..<6 {
            let (case_, id) = (try #require(ID<Case>(caseID)), try #require(ID<Filing>(filing)))
            let state = try #require(try await house.installation.database.read { try CaseLog($0).load(case_) })
            let found = try #require(state.filing(id))
            let stage = try #require(state.stage(of: found, under: programme))
            if stage.outcome(outcome) != nil {
                return try await house.decide(caseID, filing, outcome: outcome, reason: "理由")
            }
            let forward = try #require(stage.outcomes.first { $0.isForward })
            let moved = try await staff.act(
                on: Site.officeCase(caseID), Site.officeMove(caseID, filing), ["outcome": [forward.id]])
            #expect(moved.status == 303, "\(moved.words.prefix(400))")
        }
        Issue.record("no way to \(outcome)")
    }
}
