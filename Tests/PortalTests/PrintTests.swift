import Foundation
import Grants
import Testing

@testable import Portal
@testable import UseCases

@Suite("A printed filing")
struct PrintTests {
    @Test("a draft says on every page that it is one, with every answer, table, total and file")
    func draft() async throws {
        let house = try await House()
        try await house.publish(Costs.add)
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let rows = (1...40).map { "機材\($0)\t\($0)000\t2" }.joined(separator: "\n")
        let plan = Site.filingSection(filing, "plan")
        let pasted = try await applicant.submit(
            try await applicant.get(plan), to: plan, ["paste.経費": [rows], "act": ["paste:経費"]])
        #expect(pasted.status == 303)
        let reply = try await applicant.get(Site.filingPDF(filing))
        #expect(reply.status == 200 && reply.bytes.starts(with: Array("%PDF".utf8)))
        let pages = try pdfPages(reply.bytes)
        #expect(pages.count > 2)
        for page in pages {
            #expect(page.contains("下書き（未提出）") && page.contains("2026年11月23日") && page.contains("印刷"))
        }
        #expect(pages.filter { $0.contains("単価") && $0.contains("数量") }.count > 1, "the head is there again")
        let text = pages.joined()
        for word in ["朱染めを生かした防災頭巾の開発", "3,000,000円", "機材40", "80,000円", "合計", "1,640,000円", "事業計画書.pdf"] {
            #expect(text.contains(word), "it says \(word)")
        }
        let links = try await applicant.get(Site.filing(filing))
        #expect(links.text.contains(Site.filingPDF(filing)))
        #expect(try await applicant.get(Site.filingCheck(filing)).text.contains(Site.filingPDF(filing)))
    }

    @Test("what is no answer yet is printed as it was typed, and what is missing is said")
    func unfinished() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let plan = Site.filingSection(filing, "plan")
        let page = try await applicant.get(plan)
        _ = try await applicant.submit(page, to: plan, ["総事業費": ["たくさん"], "act": ["save"]])
        let text = try pdfPages(try await applicant.get(Site.filingPDF(filing)).bytes).joined()
        #expect(text.contains("たくさん（要確認）"))
        #expect(text.contains("（未入力：必須）"))
    }

    @Test("a submitted filing says its number instead, to its applicant and to its window alone")
    func submitted() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let address = Pattern.address(Site.filingPDF(filing), [("revision", "1")])
        let text = try pdfPages(try await applicant.get(address).bytes).joined()
        #expect(text.contains(receiptNumber(1)) && text.contains("朱染め") && !text.contains("下書き"))
        #expect(try await applicant.get(Site.case(caseID)).text.contains("print.pdf"))
        #expect(try await applicant.get(Pattern.address(Site.filingPDF(filing), [("revision", "2")])).status == 404)
        let staff = try await house.officer("kanto")
        let office = Site.officeFilingPDF(caseID, filing)
        #expect(try await staff.get(Site.officeCase(caseID)).text.contains(office))
        #expect(try pdfPages(try await staff.get(office).bytes).joined().contains(receiptNumber(1)))
        #expect(try await house.officer("kinki").get(office).status == 404)
    }
}
