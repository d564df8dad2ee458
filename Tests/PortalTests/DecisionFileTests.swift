import Documents
import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Decisions out of a file")
struct DecisionFileTests {
    private func assessed(_ form: inout Form) throws {
        let plan = try #require(form.sections.firstIndex { $0.id == "plan" })
        form.sections[plan].fields += [
            Field(
                name: "査定額", label: "査定額（円）", type: .money(MoneyLimits(minimum: 0)), isInternal: true),
            Field(name: "所見", label: "所見", type: .longText(TextLimits(maximum: 20)), isInternal: true),
        ]
    }

    /// Uploads lines on the page of an errand.
    private func upload(_ lines: [[String]], _ address: String, _ staff: Browser, encoding: CSV.Encoding = .utf8)
        async throws -> Reply
    {
        let id = try await staff.house.errand(address).id.text
        return try await staff.send(
            try await staff.get(address), to: Site.errandDecisions(id), file: try CSV.write(lines, encoding: encoding))
    }

    @Test("begin with a template of the chosen cases, and propose with what the office entered, in one line each")
    func wholeWay() async throws {
        let house = try await House()
        try await house.publish(assessed)
        let cases = try await house.cases(3)
        let staff = try await house.officer("kanto")
        let address = try await staff.choose(cases.map(\.case), "decisions")
        let page = try await staff.get(address)
        #expect(page.words.contains("「採択する」「不採択とする」"))
        let id = try await house.errand(address).id.text
        var rows = try CSV.read(try await staff.get(Site.errandTemplate(id)).bytes)
        #expect(rows[0] == ["申請番号", "法人名", "事業名", "審査段階", "結果", "理由", "査定額（円）", "所見"])
        #expect(rows.count == 4 && rows[1][0] == receiptNumber(1) && rows[1][3] == "採否決定")
        rows[1][4] = "採択する"
        rows[1][6] = "１,５００,０００"
        rows[1][7] = "妥当"
        rows[2][4] = "不採択"
        rows[2][5] = "予算の範囲を超えたため"
        rows[3][6] = "1000000"
        #expect(try await upload(rows, address, staff, encoding: .windows31J).status == 303)
        let plan = try await staff.get(address)
        for words in ["3件すべてに行えます", "事務局の項目を記入、「採択する」を起案", "「不採択とする」を起案"] {
            #expect(plan.words.contains(words), "\(words)")
        }
        try await staff.begin(address)
        try await house.runJobs()
        #expect(try await house.errand(address).failed == 0)
        for (index, words) in ["採択する", "不採択とする"].enumerated() {
            let shown = try await staff.get(Site.officeCase(cases[index].case))
            #expect(shown.words.contains(words) && shown.words.contains("決裁待ち"))
        }
        #expect(try await staff.get(Site.officeCase(cases[0].case)).words.contains("1,500,000円"))
        #expect(try await staff.get(Site.officeCase(cases[2].case)).words.contains("1,000,000円"))
        #expect(try await house.audit().faults == [])
    }

    @Test("say for every line what is wrong and in which column, and do only the others")
    func hostile() async throws {
        let house = try await House()
        try await house.publish(assessed)
        let cases = try await house.cases(2)
        let other = try await house.applicant("近畿の事業者").file(window: "kinki")
        let staff = try await house.officer("kanto")
        let address = try await staff.choose([cases[0].case], "decisions")
        let (first, second) = (receiptNumber(1), receiptNumber(2))
        let rows = [
            ["申請番号", "結果", "理由", "所見", "謎の列"],
            [first, "採択する", "", "", ""],
            ["", "採択する", "", "", ""],
            ["K99999999", "採択する", "", "", ""],
            [receiptNumber(3), "採択する", "", "", ""],
            [first, "採択する", "", "", ""],
            [second, "=HYPERLINK(\"http://evil\")", "<script>alert(1)</script>", "", ""],
            [second + "x", "", "", "", ""],
        ]
        #expect(try await upload(rows, address, staff).status == 303)
        let plan = try await staff.get(address)
        for words in [
            "1件に行えます。6件には行えません", "「申請番号」の列：空です", "「申請番号」の列：この番号の案件は、担当窓口にありません",
            "「申請番号」の列：同じ番号が前の行にもあります",
            "「結果」の列：「=HYPERLINK(\"http://evil\")」は「採否決定」の段階の結果にありません。「採択する」「不採択とする」のどれかにしてください",
        ] {
            #expect(plan.words.contains(words), "\(words)")
        }
        try await staff.begin(address)
        try await house.runJobs()
        let done = try await house.errand(address)
        #expect(done.total == 7 && done.done == 7 && done.failed == 6)
        #expect(try await staff.get(address).words.contains("1件を行い、6件は行えませんでした"))
        #expect(!plan.text.contains("<script>alert") && !plan.text.contains("近畿の事業者"))
        #expect(other.case != cases[0].case)
        try await reread(house, staff, [cases[1].case], second)
    }

    private func reread(_ house: House, _ staff: Browser, _ cases: [String], _ number: String) async throws {
        // Read again: what was read before is forgotten.
        let address = try await staff.choose(cases, "decisions")
        let again = [
            ["申請番号", "結果", "理由", "所見", "謎の列"], [number, "不採択とする", "", "", ""],
            [number, "採択する", "", "", "値"],
        ]
        let long = [["申請番号", "結果", "所見"], [number, "採択する", String(repeating: "長", count: 30)]]
        #expect(try await upload(long, address, staff).status == 303)
        #expect(try await staff.get(address).words.contains("「所見」："))
        #expect(try await upload(again, address, staff).status == 303)
        let reread = try await staff.get(address)
        for words in ["行える案件がありません", "申請者に示す理由を入力してください", "同じ番号が前の行にもあります"] {
            #expect(reread.words.contains(words), "\(words)")
        }
        // Files that are none.
        for (bytes, words) in [
            (Array("PK\u{3}\u{4}".utf8), "CSV ファイルではありません"), (Array("番号,結果\r\n1,2\r\n".utf8), "「申請番号」の列がありません"),
            (Array("申請番号,結果\r\n".utf8), "読み取る行がありません"),
        ] {
            let id = try await house.errand(address).id.text
            let refused = try await staff.send(try await staff.get(address), to: Site.errandDecisions(id), file: bytes)
            #expect(refused.status == 422 && refused.words.contains(words), "\(words): \(refused.words.prefix(300))")
        }
        #expect(try await house.lines(of: house.errand(address)).count == 2, "a refused file changes nothing")
    }
}
