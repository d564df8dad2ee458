import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("A draft whose form has a newer version")
struct NewerFormTests {
    /// The next version: a question renamed, one gone, one new, and a file asked for under another name.
    private func next(_ form: inout Form) throws {
        let plan = try #require(form.sections.firstIndex { $0.id == "plan" })
        var fields = form.sections[plan].fields
        let cost = try #require(fields.firstIndex { $0.name == "総事業費" })
        fields[cost].name = "事業費総額"
        fields[cost].label = "事業費の総額"
        fields.removeAll { $0.name == "従業員数" }
        fields.append(Field(name: "連絡事項", label: "連絡事項", type: .text(TextLimits()), required: true))
        form.sections[plan].fields = fields
        let documents = try #require(form.sections.firstIndex { $0.id == "documents" })
        form.sections[documents].fields[0].name = "計画書"
    }

    @Test("can always be submitted as it is, under the version it was begun under")
    func stays() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        try await house.publish(next)
        let list = try await applicant.get(Site.filing(filing))
        #expect(list.words.contains("申請フォームが新しくなりました（v2）") && list.words.contains("このまま（v1）"))
        let submitted = try await applicant.submitFiling(filing)
        #expect(submitted.status == 303, "\(submitted.words.prefix(500))")
        let version = try await house.installation.database.read {
            try $0.first("select version from cases")?.integer("version")
        }
        #expect(version == 1)
        #expect(try await house.audit().isSound)
        let receipt = try await applicant.get(Site.receipt(filing))
        #expect(receipt.words.contains("従業員数") && receipt.words.contains("3,000,000円"))
    }

    @Test("moves when its applicant says so, knowing what is lost, and is then submitted under the new one")
    func moves() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        #expect(try await applicant.get(Site.filingVersion(filing)).location == Site.filing(filing))
        try await house.publish(next)
        let path = Site.filingVersion(filing)
        let page = try await applicant.get(path)
        for word in ["変わったこと", "引き継げない入力", "従業員数", "12人", "この項目はなくなりました", "連絡事項", "v2"] {
            #expect(page.words.contains(word), "it says \(word)")
        }
        // Another device saves meanwhile: what is lost is to be looked at again.
        let plan = Site.filingSection(filing, "plan")
        _ = try await applicant.submit(
            try await applicant.get(plan), to: plan, ["従業員数": ["13"], "act": ["save"]])
        let stale = try await applicant.submit(page, to: path)
        #expect(stale.status == 409 && stale.words.contains("13人"))
        let open = try await applicant.get(plan)
        let moved = try await applicant.submit(stale, to: path)
        #expect(moved.status == 303)
        #expect(try await applicant.submit(stale, to: path).status == 303, "moving twice moves once")
        let list = try await applicant.get(Site.filing(filing))
        #expect(!list.words.contains("申請フォームが新しくなりました"))
        let fresh = try await applicant.get(plan)
        #expect(fresh.words.contains("事業費の総額") && !fresh.words.contains("従業員数"))
        let fields = fresh.form(to: plan)?.fields ?? []
        #expect(fields.contains { $0.0 == "事業費総額" && $0.1 == "3,000,000" })
        #expect(try await applicant.get(Site.filingSection(filing, "documents")).words.contains("事業計画書.pdf"))
        // A page that was open meanwhile loses nothing of what is typed into it: it is asked about under its new name.
        let late = try await applicant.submit(open, to: plan, ["総事業費": ["3,300,000"], "act": ["save"]])
        #expect(late.status == 409 && late.words.contains("3,300,000"), "\(late.status)")
        let settled = try await applicant.submit(late, to: plan, ["settle.事業費総額": ["sent"]])
        #expect(settled.status == 303)
        #expect(try await house.draft(filing).first("事業費総額") == "3,300,000")
        // The record tells of the move.
        #expect(try await applicant.get(Site.filingChanges(filing)).status == 200)
        let last = try await applicant.get(plan)
        _ = try await applicant.submit(last, to: plan, ["連絡事項": ["なし"], "act": ["save"]])
        let submitted = try await applicant.submitFiling(filing)
        #expect(submitted.status == 303, "\(submitted.words.prefix(800))")
        let version = try await house.installation.database.read {
            try $0.first("select version from cases")?.integer("version")
        }
        #expect(version == 2)
        #expect(try await house.audit().isSound)
    }
}
