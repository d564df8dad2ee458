import Foundation
import Grants
import HTTPTypes
import Testing

@testable import Portal
@testable import UseCases

/// What a page is told while it is filled in.
@Suite("A page while it is filled in")
struct LiveTests {
    private func begin() async throws -> (applicant: Browser, filing: String, path: String) {
        let house = try await House()
        try await house.publish { form in
            try Costs.add(to: &form)
            let plan = try #require(form.sections.firstIndex { $0.id == "plan" })
            form.sections[plan].fields.append(
                Field(
                    name: "自己負担", label: "自己負担", type: .money(MoneyLimits()), required: true,
                    constraints: [Constraint("自己負担 >= 0", message: "補助金申請額が総事業費を超えています")],
                    calculation: "総事業費 - 補助金申請額"))
            let costs = try #require(form.sections[plan].fields.firstIndex { $0.name == "経費" })
            form.sections[plan].fields[costs].constraints = [Constraint("count(経費) < 2", message: "経費は1行だけです")]
            form.stops = [Stop(when: "従業員数 > 200", message: "{従業員数}人の会社は<対象>になりません")]
        }
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        return (applicant, filing, Site.filingSection(filing, "plan"))
    }

    /// The answer to what stands on the page, with some of it otherwise.
    private func live(_ browser: Browser, _ filing: String, _ values: [(String, String)]) async throws -> JSON {
        let path = Site.filingSection(filing, "plan")
        let names = Set(values.map(\.0))
        let fields = try #require(try await browser.get(path).form(to: path)).fields.filter { !names.contains($0.0) }
        let reply = try await browser.post(Site.filingLive(filing), fields + values, headers: [.autosave: "1"])
        #expect(reply.status == 200)
        return try JSON(parsing: reply.text)
    }

    @Test(
        "tells broken constraints of what is filled in, of computed values and of tables, and nothing that is missing")
    func constraints() async throws {
        let (applicant, filing, _) = try await begin()
        let empty = try await live(applicant, filing, [])
        #expect(empty["errors"] == .object([:]), "\(empty["errors"]?.canonical ?? "")")
        let wrong = try await live(
            applicant, filing,
            [
                ("総事業費", "100000"), ("補助金申請額", "200000"), ("経費", "r1"), ("経費", "r2"), ("経費.r1.費目", "机"),
                ("経費.r2.費目", "棚"),
            ])
        #expect(wrong["errors"]?["自己負担"] == .string("補助金申請額が総事業費を超えています"))
        #expect(wrong["values"]?["自己負担"] == .string("-100,000円"))
        #expect(wrong["errors"]?["経費"] == .string("経費は1行だけです"))
        let right = try await live(applicant, filing, [("総事業費", "3000000"), ("補助金申請額", "200000")])
        #expect(right["errors"]?["自己負担"] == nil && right["errors"]?["経費"] == nil)
        // A cell that is missing while its row is begun is no mistake yet.
        let begun = try await live(applicant, filing, [("経費", "r1"), ("経費.r1.単価", "500")])
        #expect(begun["errors"] == .object([:]), "\(begun["errors"]?.canonical ?? "")")
    }

    @Test("tells why one is not eligible, as text, and no longer when it does not hold")
    func stops() async throws {
        let (applicant, filing, path) = try await begin()
        #expect(try await live(applicant, filing, [("従業員数", "12")])["stops"] == .string(""))
        let told = try #require(try await live(applicant, filing, [("従業員数", "201")])["stops"]?.string)
        #expect(told.contains("201人の会社は&lt;対象&gt;になりません"), "\(told)")
        // Without scripts the page says so after it was saved.
        _ = try await applicant.submit(
            try await applicant.get(path), to: path, ["従業員数": ["201"], "act": ["save"]])
        let page = try await applicant.get(path)
        #expect(page.words.contains("201人の会社は<対象>になりません"))
        #expect(page.words.contains("この補助金の対象になりません"))
    }
}
