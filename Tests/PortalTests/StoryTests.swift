import Crypto
import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("The whole loop, through the real router")
struct StoryTests {
    @Test("find, apply, receive, return, correct, review, decide, notify, and the next procedure")
    func wholeLoop() async throws {
        let house = try await House()

        // Anyone finds the round.
        let visitor = house.browser()
        let found = try await visitor.get(Pattern.address(Site.rounds(), [("q", "赤色")]))
        #expect(found.status == 200 && found.words.contains("赤色補助金第1回公募"))
        let round = try await visitor.get(Site.round(house.red))
        for word in ["赤色補助金第1回公募", "関東事務局", "近畿事務局", "公募要領", "令和8年", "あと"] {
            #expect(round.words.contains(word), "the round's page says \(word)")
        }
        let guidelines = try await visitor.get(Site.roundDownload(house.red, "1"))
        #expect(guidelines.bytes.starts(with: Array("%PDF".utf8)) || guidelines.status == 404)

        // An applicant applies.
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let receipt = try await applicant.get(Site.receipt(filing))
        let number = receiptNumber(1)
        #expect(receipt.words.contains(number))
        #expect(receipt.words.contains("朱染めを生かした防災頭巾の開発"))
        #expect(receipt.words.contains("事業計画書.pdf"))
        #expect(receipt.text.contains(SHA256.hash(data: Steps.pdf).hexadecimalText))
        let receiptPDF = try await applicant.get(Site.receiptPDF(filing))
        #expect(receiptPDF.bytes.starts(with: Array("%PDF".utf8)))

        // The office of that window returns it with a remark on one field.
        let staff = try await house.officer("kanto")
        let list = try await staff.get(Site.workList())
        #expect(list.words.contains(number) && list.words.contains("赤坂染物店"))
        let page = Site.officeCase(caseID)
        try await staff.act(on: page, Site.officeComment(caseID), ["text": ["金額の根拠が薄い"]])
        let returned = try await staff.act(
            on: page, Site.officeReturn(caseID, filing), ["message": [""], "remark.総事業費": ["税込の金額にしてください"]])
        #expect(returned.status == 303, "\(returned.words.prefix(500))")

        // The applicant sees which field, corrects, submits again.
        let mine = try await applicant.get(Site.filing(filing))
        #expect(mine.words.contains("総事業費") && mine.words.contains("税込の金額にしてください"))
        #expect(!mine.words.contains("金額の根拠が薄い"), "an internal comment is not the applicant's")
        let plan = Site.filingSection(filing, "plan")
        let corrected = try await applicant.submit(
            try await applicant.get(plan), to: plan, ["総事業費": ["3,300,000"], "act": ["save"]])
        #expect(corrected.status == 303)
        #expect(try await applicant.submitFiling(filing).status == 303)

        // The difference is shown; two reviewers score; staff propose; another person confirms.
        let changed = try await staff.get(page)
        #expect(changed.words.contains("3,000,000円") && changed.words.contains("3,300,000円"))
        try await house.review(caseID, filing)
        try await house.decide(caseID, filing, outcome: "adopt")

        // The applicant is told, reads the letter, and begins the next procedure.
        let after = try await applicant.get(Site.case(caseID))
        #expect(after.words.contains("採択") && after.words.contains("交付申請"))
        let letter = try #require(
            try await house.installation.database.read {
                try $0.first("select id from letter where case_id = \(caseID)")?.text("id")
            })
        let letterPage = try await applicant.get(Site.letter(letter))
        for word in ["カラ振採第1号", "令和8年11月23日", "赤坂染物店", "1,800,000円", "虹野", "以上"] {
            #expect(letterPage.words.contains(word), "the letter says \(word)")
        }
        #expect(try await applicant.get(Site.letterPDF(letter)).bytes.starts(with: Array("%PDF".utf8)))
        let begun = try await applicant.act(on: Site.case(caseID), Site.caseProcedure(caseID, "grant"))
        #expect(begun.status == 303)
        #expect(try await applicant.open(try #require(begun.location)).words.contains("交付申請"))

        let subjects = try await house.installation.database.read { try Mails($0).newest(20).map(\.subject) }
        #expect(subjects.contains { $0.contains("受け付けました") })
        #expect(subjects.contains { $0.contains("差し戻され") })
        #expect(subjects.contains { $0.contains("採択通知書") })

        let report = try await house.audit()
        #expect(report.faults == [])
        #expect(report.cases == 1 && report.files == 1)
    }

    @Test("one who is not adopted reads the reason, on the page and in the letter")
    func rejection() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        try await house.review(caseID, filing)
        let staff = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        let without = try await staff.act(
            on: page, Site.officePropose(caseID, filing), ["outcome": ["reject"], "reason": [" "]])
        #expect(without.status == 422 && without.words.contains("理由"))
        try await house.decide(caseID, filing, outcome: "reject", reason: "実施体制が具体的でないため")
        let mine = try await applicant.get(Site.case(caseID))
        #expect(mine.words.contains("不採択") && mine.words.contains("実施体制が具体的でないため"))
        #expect(try await house.audit().isSound)
    }

    @Test("the one who proposed cannot confirm, whatever they send")
    func fourEyes() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        try await house.review(caseID, filing)
        let approver = try await house.officer("kanto2")
        let page = Site.officeCase(caseID)
        try await approver.act(on: page, Site.officePropose(caseID, filing), ["outcome": ["adopt"], "reason": [""]])
        let shown = try await approver.get(page)
        #expect(shown.form(to: Site.officeConfirm(caseID, filing)) == nil)
        let token = try #require(shown.forms.first?.fields.first { $0.0 == "csrf" }?.1)
        let forced = try await approver.post(Site.officeConfirm(caseID, filing), [("csrf", token), ("key", "x")])
        #expect(forced.status == 403)
    }
}
