import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Comments at fields")
struct AnnotationTests {
    @Test("a comment stands at its field, is counted at the top, settled, opened again, and becomes a remark")
    func thread() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let (kanto, kanto2) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let page = Site.officeCase(caseID)
        let writing = Pattern.address(page, [("comment", "総事業費"), ("list", "status=checking")])
        let text = "見積書と<script>合わない"
        let added = try await kanto.act(on: writing, Site.officeAnnotate(caseID, filing), ["text": [text]])
        #expect(added.status == 303, "\(added.words.prefix(300))")
        #expect(added.location?.contains("list=status%3Dchecking") == true, "the list is kept")
        let shown = try await kanto2.get(page)
        #expect(shown.words.contains("未解決のコメント1件") && shown.words.contains(text) && !shown.text.contains("<script>合"))
        // Another opens the form at the same field and goes on.
        try await kanto2.act(on: writing, Site.officeAnnotate(caseID, filing), ["text": ["確認します"]])
        let remarking = try await kanto.get(Pattern.address(page, [("remarks", "総事業費")]))
        let form = try #require(remarking.form(to: Site.officeReturn(caseID, filing)))
        let remark = try #require(form.fields.first { $0.0 == "remark.総事業費" }?.1)
        #expect(remark.contains("見積書と") && remark.contains("確認します"))
        #expect(try await kanto.get(Pattern.address(page, [("remarks", "*")])).text.contains("確認します</textarea>"))
        // Settled, it is folded and not counted; opened again it is.
        let settled = try await kanto.submit(
            try await kanto.get(page), to: Site.officeResolve(caseID, filing), ["open": ["no"]])
        #expect(settled.status == 303)
        let after = try await kanto.get(page)
        #expect(!after.words.contains("未解決のコメント") && after.words.contains("解決済みのコメント（2件）"))
        _ = try await kanto.submit(after, to: Site.officeResolve(caseID, filing), ["open": ["yes"]])
        #expect(try await kanto.get(page).words.contains("未解決のコメント1件"))
        // A comment is nothing a return depends on: a page from before it still returns.
        let returned = try await kanto.submit(remarking, to: Site.officeReturn(caseID, filing))
        #expect(returned.status == 303, "\(returned.words.prefix(300))")
        #expect(try await house.audit().isSound)
    }

    @Test("a return made of comments holds, and the applicant sees the remark but no comment")
    func remark() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let kanto = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        for (field, text) in [("総事業費", "内訳がない"), ("事業の概要", "内密の話")] {
            let writing = Pattern.address(page, [("comment", field)])
            try await kanto.act(on: writing, Site.officeAnnotate(caseID, filing), ["text": [text]])
        }
        let remarking = try await kanto.get(Pattern.address(page, [("remarks", "総事業費")]))
        #expect(try await kanto.submit(remarking, to: Site.officeReturn(caseID, filing)).status == 303)
        #expect(try await house.state(caseID).filings[0].returns[0].remarks == ["総事業費": "内訳がない"])
        for path in [
            Site.case(caseID), Site.filing(filing), Site.filingSection(filing, "plan"), Site.filingChanges(filing),
        ] {
            #expect(try await !applicant.get(path).words.contains("内密"), "\(path)")
        }
        #expect(try await applicant.get(Site.filingSection(filing, "plan")).words.contains("内訳がない"))
        #expect(try await house.audit().isSound)
    }

    @Test("reviewers see no comment; empty ones, other fields and other windows are refused")
    func refused() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let kanto = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        let action = Site.officeAnnotate(caseID, filing)
        let writing = Pattern.address(page, [("comment", "事業名")])
        let empty = try await kanto.act(on: writing, action, ["text": ["　"]])
        #expect(empty.status == 422 && empty.form(to: action) != nil)
        for (field, revision) in [("ない項目", "1"), ("事業名", "2"), ("事業名", "x"), ("<b>", "1")] {
            let reply = try await kanto.act(
                on: writing, action, ["text": ["x"], "field": [field], "revision": [revision]])
            #expect(reply.status == 404, "\(field) \(revision): \(reply.status)")
        }
        let long = try await kanto.act(on: writing, action, ["text": [String(repeating: "長", count: 4001)]])
        #expect(long.status == 422 && long.text.contains("長長長"))
        try await kanto.act(on: writing, action, ["text": ["内輪の話"]])
        try await house.review(caseID, filing)
        let assignment = try await house.assignment(of: "reviewer1", in: caseID)
        #expect(try await !house.officer("reviewer1").get(Site.review(assignment)).words.contains("内輪"))
        #expect(try await house.officer("kinki").get(page).status == 404)
        #expect(try await house.audit().isSound)
    }
}
