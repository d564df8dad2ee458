import Foundation
import Grants
import HTTPTypes
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// 申請者として試す: what an office sees when it tries a form.
@Suite("The trial of a form")
struct TrialTests {
    private let programme = "colour-bureau/colourful"

    private func trial(_ leaf: String, _ query: String = "") -> String {
        Site.adminFormTrial(programme, "call", leaf) + query
    }

    @Test("shows the form as it is designed now, and as published only to applicants")
    func designed() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let account = try await house.installation.database.read { try Accounts($0).find(login: "admin") }
        let officer = Officer(account: try #require(account))
        _ = try await house.installation.editForm(
            .set(.field("事業名"), [Setting(.label(Text("取組の名前")))]), "call", of: programme, by: officer)
        #expect(try await admin.get(trial("plan")).words.contains("取組の名前"))
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        #expect(try await applicant.get(Site.filingSection(filing, "plan")).words.contains("取組の名前") == false)
    }

    @Test("keeps test answers for each administrator, says what is wrong on 「次へ」, and goes on to the check")
    func going() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let page = try await admin.get(trial("plan"))
        let empty = try await admin.submit(page, to: trial("plan"), ["act": ["next"]])
        #expect(empty.status == 422)
        #expect(empty.words.contains("入力内容に問題があります"))
        let saved = try await admin.submit(page, to: trial("plan"), ["act": ["save"], "事業名": ["朱の頭巾"]])
        #expect(saved.status == 303)
        let kept = try await admin.get(trial("plan"))
        #expect(kept.text.contains("朱の頭巾"))
        let filled = try await admin.open(
            try #require(try await admin.submit(kept, to: trial("plan"), ["act": ["sample"]]).location))
        #expect(filled.text.contains("朱の頭巾"), "what was typed stays")
        let next = try await admin.submit(filled, to: trial("plan"), ["act": ["next"]])
        #expect(next.location == trial("documents"), "\(next.words.prefix(1200))")
        // Files are asked for and not missed.
        let documents = try await admin.get(trial("documents"))
        #expect(documents.words.contains("試しでは、ファイルは保存されません"))
        #expect(
            try await admin.submit(documents, to: trial("documents"), ["act": ["next"]]).location == trial("pledges"))
        let check = try await admin.get(trial("check"))
        #expect(check.words.contains("入力に問題はありません"), "\(check.words.suffix(1500))")
        #expect(!check.words.contains("この内容で申請する"))
        let cleared = try await admin.submit(check, to: trial("check"), ["act": ["clear"]])
        #expect(cleared.status == 303)
        #expect(try await admin.get(trial("plan")).text.contains("朱の頭巾") == false)
    }

    @Test("never makes a draft, a case or a receipt, whatever is pressed")
    func nothingFiled() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        for leaf in ["organisation", "plan", "documents", "pledges"] {
            let page = try await admin.get(trial(leaf))
            for act in ["sample", "save", "next", "submit", "csv:x", "look:所在地", "add:x"] {
                _ = try await admin.submit(page, to: trial(leaf), ["act": [act]])
            }
        }
        let rows = try await house.installation.database.read { connection in
            try ["select count(*) as n from draft", "select count(*) as n from case_event"].map { (query: SQL) in
                try connection.first(query)?.integer("n")
            }
        }
        #expect(rows == [0, 0])
    }

    @Test("stands in the builder's frame without header, with a link to each editor; only this site may frame it")
    func framed() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let page = try await admin.get(trial("plan", "?frame=1"))
        #expect(!page.text.contains("<header class=\"site\">"))
        #expect(page.text.contains("href=\"\(Site.adminFormField(programme, "call", "事業名"))\" target=\"_top\""))
        #expect(page.text.contains("href=\"\(Site.adminFormSection(programme, "call", "plan"))\" target=\"_top\""))
        #expect(page.words.contains("全4ページの2ページ目"))
        #expect(page.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'self'") == true)
        #expect(page.headers[.xFrameOptions] == "SAMEORIGIN")
        let saved = try await admin.submit(page, to: trial("plan", "?frame=1"), ["act": ["save"]])
        #expect(saved.location == trial("plan", "?frame=1&saved=1"))
        let other = try await admin.get(Site.administration())
        #expect(other.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
        #expect(other.headers[.xFrameOptions] == "DENY")
    }

    @Test("adds, copies and removes rows of a table that is being designed")
    func rows() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let account = try await house.installation.database.read { try Accounts($0).find(login: "admin") }
        let table = Field(
            name: "内訳", label: Text("内訳"),
            type: .table(
                Table(
                    rows: .free(minimum: 1, maximum: 3),
                    columns: [Field(name: "品名", label: Text("品名"), type: .text(TextLimits()))])))
        _ = try await house.installation.editForm(
            .addFields([table], in: .section("plan"), at: .last), "call", of: programme,
            by: Officer(account: try #require(account)))
        func count(_ page: Reply) -> Int { page.text.components(separatedBy: "<tr data-row=").count - 1 }
        let first = try await admin.get(trial("plan"))
        #expect(count(first) == 1, "one row to begin with")
        let added = try await admin.submit(first, to: trial("plan"), ["act": ["add:内訳"]])
        #expect(added.status == 303)
        let two = try await admin.get(trial("plan"))
        #expect(count(two) == 2)
        let row = try #require(two.form(to: trial("plan"))?.fields.last { $0.0 == "内訳" }?.1)
        let pasted = try await admin.submit(two, to: trial("plan"), ["act": ["paste:内訳"], "paste.内訳": ["机\n椅子\n棚\n灯"]])
        #expect(pasted.status == 422, "four rows are too many")
        _ = try await admin.submit(two, to: trial("plan"), ["act": ["drop:内訳.\(row)"]])
        #expect(count(try await admin.get(trial("plan"))) == 1)
    }

    @Test("answers scripts: saves as it is typed, and says what the page shows then")
    func scripts() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let page = try await admin.get(trial("plan"))
        let fields = try #require(page.form(to: trial("plan"))).fields.filter { $0.0 != "事業名" } + [("事業名", "頭巾")]
        let script: HTTPFields = [.autosave: "1"]
        let live = try await admin.post(Site.adminFormTrialLive(programme, "call", "plan"), fields, headers: script)
        #expect(live.status == 200)
        #expect(live.text.contains("\"shown\""))
        #expect(try await admin.get(trial("plan")).text.contains("頭巾\"") == false, "looking keeps nothing")
        let saved = try await admin.post(trial("plan"), fields, headers: script)
        #expect(saved.text.contains("\"savedAt\""))
        #expect(try await admin.get(trial("plan")).text.contains("頭巾\""))
    }

    @Test("fills each type of question with an answer its form accepts")
    func samples() async throws {
        let folder = try House.colourful()
        for template in SectionTemplate.all {
            let form = Form(id: "f", title: Text("見本"), sections: [template.section])
            let judge = Judge(form)
            let circumstances = Circumstances(moment: Instant(milliseconds: 1_780_000_000_000))
            let typed = SampleAnswers.filling(Typed(), of: judge, circumstances)
            let errors = judge.judge(typed, circumstances).errors.filter {
                form.field(named: $0.field)?.type.isFile != true
            }
            #expect(errors.isEmpty, "\(template.id): \(errors.map { "\($0.place): \($0.message.ja)" })")
            #expect(SampleAnswers.filling(Typed(), of: judge, circumstances) == typed)
        }
        #expect(folder.programme.forms.isEmpty == false)
    }
}
