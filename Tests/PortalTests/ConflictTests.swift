import Foundation
import Grants
import Storage
import TestDatabases
import Testing

@testable import Portal
@testable import UseCases

@Suite("Two officers at one case")
struct ConflictTests {
    @Test("the second to decide learns who did what and when, and keeps what they had typed")
    func deciding() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let page = Site.officeCase(caseID)
        let (mine, theirs) = (try await kanto.get(page), try await kanto2.get(page))
        house.clock.advance(seconds: 120)
        let first = try await kanto2.submit(theirs, to: Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        #expect(first.status == 303)
        // Returning, which the next stage does not even offer.
        let second = try await kanto.submit(
            mine, to: Site.officeReturn(caseID, filing),
            ["message": ["<b>ここを直してください</b>"], "remark.総事業費": ["内訳がありません"]])
        #expect(second.status == 409)
        #expect(second.words.contains("ほかの人がこの案件を進めました") && second.words.contains("kanto2さん（事務局）"))
        #expect(second.words.contains("「形式審査」から「外部審査」へ進めました") && second.words.contains("12:02"))
        #expect(second.words.contains("ここを直してください") && second.words.contains("内訳がありません"))
        #expect(!second.text.contains("<b>ここ"))
        #expect(try await house.state(caseID).filings[0].returns.isEmpty)
        #expect(try await house.audit().isSound)
    }

    @Test("pressing the same forward twice from two desks moves a case one stage, not two")
    func forward() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let page = Site.officeCase(caseID)
        let pages = (try await kanto.get(page), try await kanto2.get(page))
        async let one = kanto.submit(pages.0, to: Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        async let two = kanto2.submit(pages.1, to: Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        let statuses = try await [one.status, two.status].sorted()
        #expect(statuses == [303, 409])
        #expect(try await house.state(caseID).filings[0].stage == "external")
        // One's own press twice is no conflict.
        let (other, otherCase) = try await house.applicant("別の会社").file()
        let shown = try await kanto.get(Site.officeCase(otherCase))
        for _ in 0..<2 {
            let reply = try await kanto.submit(shown, to: Site.officeMove(otherCase, other), ["outcome": ["forward"]])
            #expect(reply.status == 303)
        }
        #expect(try await house.audit().isSound)
    }

    @Test("a proposal and its approval conflict as well, and a stale approval approves nothing else")
    func approving() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let page = Site.officeCase(caseID)
        try await kanto.act(
            on: page, Site.officePropose(caseID, filing), ["outcome": ["dismiss"], "reason": ["一つ目の理由"]])
        let stale = try await kanto2.get(page)
        // Declined and proposed anew meanwhile: what the approver read is not what would be approved.
        try await kanto2.act(on: page, Site.officeDecline(caseID, filing), ["reason": ["書き直し"]])
        try await kanto.act(
            on: page, Site.officePropose(caseID, filing), ["outcome": ["dismiss"], "reason": ["二つ目の理由"]])
        let reply = try await kanto2.submit(stale, to: Site.officeConfirm(caseID, filing))
        #expect(reply.status == 409 && reply.words.contains("二つ目の理由"))
        #expect(try await house.state(caseID).filings[0].decision == nil)
    }

    @Test("a case's page says who else has it open, with and without scripts, and only to those it is for")
    func viewing() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let page = Site.officeCase(caseID)
        let first = try await kanto.get(page)
        #expect(!first.words.contains("ほかに開いている人"))
        #expect(try await kanto2.get(page).words.contains("ほかに開いている人：kantoさん"))
        // The script's word, which keeps no session alive and writes nothing.
        let action = Site.officeViewing(caseID)
        let written = house.installation.database.figures.writes
        let beat = try await kanto.submit(first, to: action)
        #expect(TestDatabase.isPostgres || house.installation.database.figures.writes == written)
        #expect(beat.status == 200 && beat.text.contains("kanto2さん"))
        let seen = try await house.installation.database.read { connection in
            try connection.first("select max(seen_at) as n from session")?.integer("n")
        }
        house.clock.advance(seconds: 130)
        #expect(try await kanto.submit(first, to: action).text.contains("\"text\":\"\""), "the other has gone")
        let later = try await house.installation.database.read { connection in
            try connection.first("select max(seen_at) as n from session")?.integer("n")
        }
        #expect(seen == later)
        #expect(try await kanto2.get(page).words.contains("ほかに開いている人：kantoさん"))
        // The page that is left speaks after the next was loaded: it takes nobody away.
        let second = try await kanto.get(page)
        #expect(try await kanto.submit(first, to: action, ["leaving": ["yes"]]).status == 200)
        #expect(try await kanto2.get(page).words.contains("ほかに開いている人：kantoさん"))
        #expect(try await kanto.submit(second, to: action, ["leaving": ["yes"]]).status == 200)
        #expect(try await !kanto2.get(page).words.contains("ほかに開いている人"))
        // Another window's staff are not told.
        let kinki = try await house.officer("kinki")
        let token = try #require(
            try await kinki.get(Site.workList()).forms.flatMap(\.fields).first { $0.0 == "csrf" }?.1)
        #expect(try await kinki.post(action, [("csrf", token)]).status == 404)
        house.clock.advance(seconds: 31 * 60)
        #expect(try await kanto.submit(first, to: action).status == 303, "the session is over")
    }

    @Test("only what changed is shown when asked, any revisions can be compared, and the list is carried on every way")
    func changed() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let kanto = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        for summary in ["二つ目の概要です。地域の技術を使って開発します。", "三つ目の概要です。地域の技術を使って開発します。"] {
            try await kanto.act(
                on: page, Site.officeReturn(caseID, filing), ["message": ["直してください"]])
            let path = Site.filingSection(filing, "plan")
            try await applicant.act(on: path, path, ["事業の概要": [summary], "act": ["save"]])
            #expect(try await applicant.submitFiling(filing).status == 303)
        }
        let only = try await kanto.get(Pattern.address(page, [("view", "changed"), ("list", "status=checking")]))
        let answers = try #require(only.text.range(of: "id=\"answers\"")).lowerBound
        #expect(!only.text[answers...].contains("<dt>従業員数"))
        #expect(try await kanto.get(page).text.contains("<dt>従業員数"))
        #expect(only.text.contains("revisions/1?list=status%3Dchecking"))
        let third = try await kanto.get(
            Pattern.address(
                Site.officeDifference(caseID, filing, "3"), [("against", "1"), ("list", "status=checking")]))
        #expect(third.words.contains("「初回の提出」との違い") && third.words.contains("火に強い素材"))
        #expect(!third.words.contains("二つ目の概要"))
        #expect(third.text.contains("/office?status=checking"))
        for against in ["3", "9", "x", "<script>"] {
            let reply = try await kanto.get(
                Pattern.address(Site.officeDifference(caseID, filing, "3"), [("against", against)]))
            #expect(reply.status == 200 && !reply.text.contains("<script>"))
        }
    }
}
