import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("What only the office fills in")
struct OfficeEntryTests {
    /// The plan with an assessment of the office's own.
    private func assessed(_ form: inout Form) throws {
        let plan = try #require(form.sections.firstIndex { $0.id == "plan" })
        form.sections[plan].fields += [
            Field(
                name: "査定額", label: "査定額", type: .money(MoneyLimits(minimum: 0)), required: true,
                constraints: [Constraint("査定額 <= 補助金申請額", message: "申請額{補助金申請額}円を超えています")], isInternal: true),
            Field(
                name: "減額", label: "減額", type: .money(MoneyLimits()), calculation: "補助金申請額 - 査定額",
                isInternal: true),
            Field(name: "所見", label: "所見", type: .longText(TextLimits(maximum: 200)), isInternal: true),
        ]
    }

    private func filed() async throws -> (house: House, applicant: Browser, filing: String, page: String, entry: String)
    {
        let house = try await House()
        try await house.publish(assessed)
        let applicant = try await house.applicant()
        let (filing, id) = try await applicant.file()
        return (house, applicant, filing, Site.officeCase(id), Site.officeEntry(id, filing))
    }

    @Test("is filled in on a page of the case, judged beside what was filed, and computed")
    func entered() async throws {
        let (house, applicant, filing, page, entry) = try await filed()
        let staff = try await house.officer("kanto")
        // The list one came from is carried on, whatever is wrong on the way.
        let form = try await staff.get(Pattern.address(entry, [("list", "status=checking")]))
        #expect(form.text.contains("/office?status=checking"))
        #expect(form.words.contains("査定額") && form.words.contains("減額") && !form.words.contains("従業員数"))
        let wrong = try await staff.submit(form, to: entry, ["査定額": ["2,000,000"], "所見": ["妥当"]])
        #expect(wrong.status == 422 && wrong.words.contains("申請額1,800,000円を超えています"))
        #expect(
            wrong.form(to: entry)?.fields.contains { $0.0 == "所見" && $0.1 == "妥当" } == true, "nothing typed is lost")
        let saved = try await staff.submit(wrong, to: entry, ["査定額": ["１５０００００"]])
        #expect(saved.status == 303 && saved.location?.contains("list=status%3Dchecking") == true)
        let office = try await staff.get(page)
        for word in ["1,500,000円", "300,000円", "妥当", "事務局の項目に記入"] {
            #expect(office.words.contains(word), "the case shows \(word)")
        }
        // Nothing of it reaches the applicant.
        let id = page.split(separator: "/").last.map(String.init) ?? ""
        for path in [Site.case(id), Site.receipt(filing)] {
            let seen = try await applicant.get(path)
            #expect(seen.status == 200 && !seen.words.contains("査定額") && !seen.words.contains("妥当"), "\(path)")
        }
        #expect(try await house.audit().isSound)
    }

    @Test("must be there before a favourable outcome is proposed, and may be missing before that")
    func required() async throws {
        let (house, _, filing, page, entry) = try await filed()
        let staff = try await house.officer("kanto")
        let partly = try await staff.act(on: entry, entry, ["所見": ["確認中"]])
        #expect(partly.status == 303)
        let id = page.split(separator: "/").last.map(String.init) ?? ""
        try await house.review(id, filing)
        let early = try await staff.act(on: page, Site.officePropose(id, filing), ["outcome": ["adopt"]])
        #expect(early.status == 409 || early.status == 422, "\(early.status)")
        #expect(early.words.contains("「査定額」を記入してから"), "\(early.words.prefix(600))")
        try await staff.act(on: entry, entry, ["査定額": ["1000000"]])
        try await house.decide(id, filing, outcome: "adopt")
        let closed = try await staff.get(entry)
        #expect(closed.words.contains("いまは記入できません") && closed.words.contains("1,000,000円"))
        #expect(closed.form(to: entry) == nil)
    }

    @Test("of two officers at once, the second is told and keeps what was typed")
    func twoOfficers() async throws {
        let (house, _, _, _, entry) = try await filed()
        let (one, two) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let (first, second) = (try await one.get(entry), try await two.get(entry))
        #expect(try await one.submit(first, to: entry, ["査定額": ["1000000"]]).status == 303)
        let told = try await two.submit(second, to: entry, ["査定額": ["1200000"], "所見": ["減額の余地"]])
        #expect(told.status == 409 && told.words.contains("1,000,000円"))
        let fields = told.form(to: entry)?.fields ?? []
        #expect(fields.contains { $0.0 == "査定額" && $0.1 == "1200000" })
        #expect(try await two.submit(told, to: entry).status == 303)
        #expect(try await one.submit(first, to: entry, ["査定額": ["1"]]).status == 303, "the same button twice acts once")
        let page = try await one.get(entry)
        #expect(page.form(to: entry)?.fields.contains { $0.0 == "所見" && $0.1 == "減額の余地" } == true)
    }

    @Test("does not exist for another agency, another window, or where a form has none")
    func scope() async throws {
        let (house, _, _, _, entry) = try await filed()
        for login in ["kinki", "reviewer1", "admin"] {
            let officer = try await house.officer(login)
            let reply = try await officer.get(entry)
            #expect(reply.status == 404 || reply.status == 403, "\(login): \(reply.status)")
        }
        let plain = try await House()
        let (filing, id) = try await plain.applicant().file()
        #expect(try await plain.officer("kanto").get(Site.officeEntry(id, filing)).status == 404)
    }

    @Test(
        "is neither a file nor a table nor filled in from elsewhere",
        arguments: [
            FieldType.file(FileLimits(kinds: [.pdf])), Costs.field.type,
        ])
    func kinds(type: FieldType) {
        let form = Form(
            id: "f", title: "申請",
            sections: [
                Section(
                    id: "s", title: "区分",
                    fields: [
                        Field(name: "事業名", label: "事業名", type: .text(TextLimits())),
                        Field(name: "査定", label: "査定", type: type, isInternal: true),
                    ])
            ])
        #expect(Judge(form).findings.contains { $0.severity == .error && $0.message.ja.contains("事務局のみ") })
    }
}
