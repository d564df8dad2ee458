import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("A draft")
struct SharedDraftTests {
    @Test("starts from an earlier filing: answers with where they are from, no pledges, no files")
    func copying() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let apply = Site.apply(house.red)
        #expect(try await !applicant.get(apply).words.contains("前回の申請から始める"))
        let (filed, _) = try await applicant.file()
        // Even under another version, where a question is called otherwise.
        try await house.publish { form in
            for section in form.sections.indices {
                for field in form.sections[section].fields.indices
                where form.sections[section].fields[field].name == "従業員数" {
                    form.sections[section].fields[field].name = "常勤者数"
                }
            }
        }
        let page = try await applicant.get(apply)
        #expect(page.words.contains("前回の申請から始める") && page.words.contains(receiptNumber(1)))
        let chosen: [String: [String]] = ["window": ["kanto"], "copy": [filed]]
        let started = try await applicant.submit(page, to: apply, chosen)
        #expect(started.status == 303)
        // The same press again begins nothing else.
        #expect(try await applicant.submit(page, to: apply, chosen).location == started.location)
        let filing = try #require(started.location?.split(separator: "/").last.map(String.init))
        let plan = try await applicant.get(Site.filingSection(filing, "plan"))
        #expect(plan.text.contains("朱染めを生かした防災頭巾の開発"))
        #expect(plan.words.contains("前回の申請（\(receiptNumber(1))）から"))
        #expect(plan.form(to: Site.filingSection(filing, "plan"))?.fields.contains { $0 == ("常勤者数", "12") } == true)
        let pledges = try await applicant.get(Site.filingSection(filing, "pledges"))
        let ticked = pledges.form(to: Site.filingSection(filing, "pledges"))?.fields.map(\.0) ?? []
        #expect(ticked.contains("課税事業者") && !ticked.contains("暴力団排除の誓約"))
        let documents = try await applicant.get(Site.filingSection(filing, "documents"))
        #expect(documents.words.contains("前に提出したファイルから選ぶ"))
        #expect(try await applicant.get(Site.filingCheck(filing)).words.contains("事業計画書"))
        let drafts = try await house.installation.database.read { try $0.rows("select * from draft").count }
        #expect(drafts == 1)

        // Nobody starts from what another organisation filed.
        let other = try await house.applicant("よその会社")
        let theirs = try await other.get(apply)
        #expect(!theirs.words.contains("前回の申請から始める"))
        let refused = try await other.submit(theirs, to: apply, chosen)
        #expect(refused.status == 422)
        #expect(!refused.text.contains("朱染め"))
    }

    @Test("tells who changed what, to all who share it and to nobody else")
    func changes() async throws {
        let house = try await House()
        try await house.publish(Costs.add)
        let hanako = try await house.applicant()
        let filing = try await hanako.start()
        let taro = try await house.colleague("朱雀 太郎")
        let plan = Site.filingSection(filing, "plan")
        // Saved on the way, as scripts do: still one change.
        _ = try await hanako.submit(try await hanako.get(plan), to: plan, ["事業名": ["はじめ"], "act": ["save"]])
        _ = try await hanako.submit(
            try await hanako.get(plan), to: plan, ["事業名": ["はじめの名前"], "事業区分": ["market"], "act": ["save"]])
        house.clock.advance(seconds: 600)
        let page = try await taro.get(plan)
        #expect(page.words.contains("朱雀 花子さんが 12:00 に変更"))
        let row = try #require(page.form(to: plan)?.fields.first { $0.0 == "経費" }?.1)
        let long = String(repeating: "長", count: 150)
        _ = try await taro.submit(
            page, to: plan,
            [
                "事業名": ["つぎの名前"], "事業の概要": [long], "経費.\(row).費目": ["機械"], "事業開始日.year": ["令和9"],
                "事業開始日.month": ["4"], "事業開始日.day": ["1"], "act": ["save"],
            ])
        let shown = try await hanako.get(Site.filingChanges(filing))
        #expect(shown.status == 200)
        for word in [
            "朱雀 太郎", "朱雀 花子", "はじめの名前", "つぎの名前", "経費の内訳　1行目　費目", "機械", "販路の開拓",
            "2027年4月1日", String(repeating: "長", count: 100) + "…",
        ] {
            #expect(shown.words.contains(word), "the record says \(word)")
        }
        #expect(!shown.words.contains(String(repeating: "長", count: 101)))
        #expect(!shown.text.contains("<p>はじめ</p>"))
        let newest = try #require(shown.words.range(of: "つぎの名前"))
        let oldest = try #require(shown.words.range(of: "販路の開拓"))
        #expect(newest.lowerBound < oldest.lowerBound)
        #expect(try await hanako.get(Site.filing(filing)).text.contains(Site.filingChanges(filing)))

        // One's own changes are not pointed out, nor those of the day before.
        #expect(try await hanako.get(plan).words.contains("朱雀 太郎さんが 12:10 に変更"))
        #expect(try await !taro.get(plan).words.contains("朱雀 太郎さんが"))
        let seen = try await taro.get(plan).words
        #expect(seen.contains("朱雀 花子さんが 12:00 に変更"), "what Hanako chose last is still hers")
        house.clock.advance(seconds: 24 * 3600 + 1)
        let later = try await house.colleague("朱雀 次郎")
        #expect(try await !later.get(plan).words.contains("に変更"))
        #expect(try await house.applicant("よその会社").get(Site.filingChanges(filing)).status == 404)
    }
}
