import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Blind review")
struct BlindReviewTests {
    @Test("no page of a reviewer, and no file's name, names the applicant, however it is written")
    func hidden() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let stage = Site.adminFlowStage("colour-bureau/colourful", "call", "external")
        #expect(try await admin.submit(try await admin.get(stage), to: stage, ["blind": ["yes"]]).status == 303)
        let publish = Site.adminFlowPublish("colour-bureau/colourful")
        #expect(
            try await admin.submit(try await admin.get(publish), to: publish, ["rounds": [house.red]]).status == 303)

        let applicant = try await house.applicant("株式会社ＡＫＡＳＡＫＡ染物店")
        let filing = try await applicant.start()
        var answers = Steps.answers
        answers["事業名"] = ["Akasaka染物店の防災頭巾"]
        answers["事業の概要"] = ["株式会社akasaka染物店（ＡＫＡＳＡＫＡ染物店）は、朱雀花子が代表を務め、火に強い素材の頭巾を作ります。"]
        try await applicant.fillIn(filing, answers, plan: "AKASAKA染物店の計画.pdf")
        let sent = try await applicant.submitFiling(filing)
        #expect(sent.status == 303, "\(sent.words.prefix(600))")
        let place = try #require(ID<Filing>(filing))
        let caseID = try #require(
            try await house.installation.database.read {
                try $0.first("select case_id from filing where id = \(place.text)")?.text("case_id")
            })
        let staff = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        try await staff.act(on: page, Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        let account = try await house.installation.database.read { try Accounts($0).find(login: "reviewer1") }
        try await staff.act(on: page, Site.officeAssign(caseID, filing), ["reviewer": [try #require(account?.id.text)]])
        let assignment = try await house.assignment(of: "reviewer1", in: caseID)
        let reviewer = try await house.officer("reviewer1")
        let path = Site.review(assignment)
        var pages = [try await reviewer.get(Site.reviews()), try await reviewer.get(path)]
        #expect(pages[1].words.contains("匿名審査のため、申請者の名前は表示されません"))
        try await reviewer.act(on: path, Site.reviewDeclaration(assignment), ["conflict": ["none"]])
        let shown = try await reviewer.get(path)
        pages.append(shown)
        #expect(shown.words.contains("火に強い素材の頭巾を作ります") && shown.words.contains("●●●の防災頭巾"))
        #expect(shown.words.contains("添付1.pdf"))
        let link = try #require(shown.text.firstMatch(of: /href="(\/review\/[^"]+\/files\/[^"]+)"/)?.1)
        let file = try await reviewer.get(String(link))
        #expect(file.status == 200)
        let disposition = file.headers.map { "\($0.name): \($0.value.removingPercentEncoding ?? $0.value)" }
        for name in ["akasaka", "朱雀花子", "朱雀 花子", "朱雀　花子", "7000012050002"] {
            let plain = Plain.searchable(name)
            for page in pages { #expect(!Plain.searchable(page.words).contains(plain), "\(name)") }
            #expect(!disposition.contains { Plain.searchable($0).contains(plain) }, "\(name) in \(disposition)")
        }
        // The office sees it all.
        #expect(try await staff.get(page).words.contains("株式会社ＡＫＡＳＡＫＡ染物店"))
    }
}
