import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Windows found by what is answered, named people, and letters edited by the office")
struct RoutingTests {
    private let id = "colour-bureau/colourful"

    private func windows(_ first: String, _ second: String) -> [String: [String]] {
        ["w.0.when": [first], "w.1.when": [second]]
    }

    @Test("cases come to the first window whose condition holds, else to the one without; applicants are not asked")
    func routing() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let path = Site.adminWindows(id)
        let order = try #require(house.installation.published.current.programme(id)?.newest.windows.map(\.id))
        let kinki = order.firstIndex(of: "kinki") ?? 0
        let saved = try await admin.act(on: path, path, ["w.\(kinki).when": ["補助金申請額 >= 1000000"]])
        #expect(saved.status == 303, "\(saved.words.prefix(600))")
        #expect(house.installation.published.current.round(house.red)?.row.version == 2)
        let browser = try await house.applicant()
        let apply = try await browser.get(Site.apply(house.red))
        #expect(!apply.text.contains("name=\"window\""))
        let started = try await browser.submit(apply, to: Site.apply(house.red))
        let filing = try #require(started.location?.split(separator: "/").last.map(String.init))
        try await browser.fillIn(filing)
        #expect(!(try await browser.get(Site.filing(filing)).text.contains(Site.filingWindow(filing))))
        #expect(try await browser.get(Site.filingCheck(filing)).words.contains("近畿"))
        #expect(try await browser.submitFiling(filing).status == 303)
        let first = try await house.installation.database.read { connection in
            try connection.rows("select window from cases").map { try $0.text("window") }
        }
        #expect(first == ["kinki"])
        let other = try await house.applicant("小さい会社")
        let start = try await other.submit(try await other.get(Site.apply(house.red)), to: Site.apply(house.red))
        let small = try #require(start.location?.split(separator: "/").last.map(String.init))
        try await other.fillIn(small, Steps.answers.merging(["補助金申請額": ["500,000"]]) { $1 })
        #expect(try await other.submitFiling(small).status == 303)
        let counts = try await house.installation.database.read { connection in
            try connection.rows("select window from cases order by window").map { try $0.text("window") }
        }
        #expect(counts == ["kanto", "kinki"])
        #expect(try await house.browser().get(Site.round(house.red)).words.contains("申請の内容から"))
        #expect(try await house.audit().faults == [])
    }

    @Test(
        "conditions at every window, unknown names and removed windows are refused with the reason, and nothing typed is lost"
    )
    func refusals() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let path = Site.adminWindows(id)
        let all = try await admin.act(on: path, path, windows("補助金申請額 > 1", "補助金申請額 > 2"))
        #expect(all.status == 422 && all.words.contains("条件のない窓口を1つ加えてください"), "\(all.words.prefix(500))")
        #expect(all.text.contains("補助金申請額 &gt; 2"))
        let unknown = try await admin.act(on: path, path, ["w.0.when": ["資本金額 > 1"]])
        #expect(unknown.status == 422 && unknown.words.contains("資本金額"))
        let removed = try await admin.act(on: path, path, ["w.0.remove": ["yes"]])
        #expect(removed.status == 422 && removed.words.contains("受付窓口"))
        #expect(house.installation.published.current.programme(id)?.row.version == 1)
        // Two at once: the second is told.
        let page = try await admin.get(path)
        #expect(try await admin.submit(page, to: path, ["w.0.area": ["全国"]]).status == 303)
        #expect(
            try await admin.copy().submit(page, to: path, ["w.0.area": ["関東"], "key": ["another"]]).status
                == 422)
    }

    @Test("a stage for named people is passed on by nobody else")
    func people() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let stage = Site.adminFlowStage(id, "call", "check")
        #expect(try await admin.act(on: stage, stage, ["people": ["kanto2"]]).status == 303)
        let publish = Site.adminFlowPublish(id)
        #expect(try await admin.act(on: publish, publish, ["rounds": [house.red]]).status == 303)
        let (filing, caseID) = try await house.applicant().file()
        let page = Site.officeCase(caseID)
        let (staff, named) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let shown = try await staff.get(page)
        #expect(shown.words.contains("決められた担当者が行います"))
        #expect(shown.form(to: Site.officeMove(caseID, filing)) == nil)
        // The form of someone else's page is no way around it.
        let forged = try await named.get(page)
        let token = try #require(shown.forms.first?.fields.first { $0.0 == "csrf" })
        let tried = try await staff.post(
            Site.officeMove(caseID, filing), [token, ("key", "k-1"), ("outcome", "forward")])
        #expect(tried.status != 303, "\(tried.status)")
        #expect(
            try await named.submit(forged, to: Site.officeMove(caseID, filing), ["outcome": ["forward"]]).status == 303)
    }

    @Test(
        "an office edits a letter, sees how it looks, and new decisions use it; a place that stands for nothing is refused"
    )
    func letters() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let path = Site.adminLetter(id, "adoption")
        let preview = try await admin.act(
            on: path, path, ["body": ["「{事業名}」を採択します。<b>"], "act": ["preview"]])
        #expect(preview.status == 200 && preview.text.contains("<mark>事業名</mark>」を採択します。&lt;b&gt;"))
        #expect(house.installation.published.current.programme(id)?.row.version == 1)
        let wrong = try await admin.act(on: path, path, ["body": ["「{事業めい}」を採択します。"]])
        #expect(wrong.status == 422 && wrong.words.contains("事業めい"))
        let saved = try await admin.act(
            on: path, path, ["body": ["「{事業名}」を採択します。", "おめでとうございます。"].joined(separator: "\r\n")].mapValues { [$0] })
        #expect(saved.status == 303, "\(saved.words.prefix(500))")
        let (filing, caseID) = try await house.applicant().file()
        try await house.review(caseID, filing)
        try await house.decide(caseID, filing, outcome: "adopt")
        let text = try await house.installation.database.read { connection in
            try CaseLog(connection).load(ID<Case>(caseID) ?? house.installation.world.id(Case.self))?.letters.first?
                .body
        }
        #expect(text == ["「朱染めを生かした防災頭巾の開発」を採択します。", "おめでとうございます。"])
        let added = try await admin.act(
            on: Site.adminLetterNew(id), Site.adminLetterNew(id), ["title.ja": ["受付のお知らせ"], "number": ["赤色局"]])
        #expect(added.status == 303, "\(added.words.prefix(500))")
        #expect(
            house.installation.published.current.programme(id)?.newest.letters.contains { $0.title == "受付のお知らせ" }
                == true)
    }
}
