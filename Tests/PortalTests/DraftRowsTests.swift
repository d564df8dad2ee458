import Foundation
import Grants
import HTTPTypes
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// What a draft keeps of a table: its rows, and nothing of rows that are none.
@Suite("The rows of a draft")
struct DraftRowsTests {
    private func begin() async throws -> (house: House, applicant: Browser, filing: String, path: String) {
        let house = try await House()
        try await house.publish(Costs.add)
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        return (house, applicant, filing, Site.filingSection(filing, "plan"))
    }

    /// Saves a page as a script does: its fields with some of them otherwise, and others besides.
    @discardableResult
    private func autosave(
        _ browser: Browser, _ filing: String, _ page: Reply, _ values: [(String, String)]
    ) async throws -> Reply {
        let names = Set(values.map(\.0))
        let fields = try #require(page.form(to: Site.filingSection(filing, "plan"))).fields
        return try await browser.post(
            Site.filingAutosave(filing), fields.filter { !names.contains($0.0) } + values, headers: [.autosave: "1"])
    }

    private func rows(_ page: Reply, _ path: String) -> [String] {
        page.form(to: path)?.fields.filter { $0.0 == "経費" }.map(\.1) ?? []
    }

    @Test("keeps no cell of a row that is in no list, however often new ones are sent")
    func forged() async throws {
        let (house, applicant, filing, path) = try await begin()
        let page = try await applicant.get(path)
        let row = try #require(rows(page, path).first)
        try await autosave(applicant, filing, page, [("経費.\(row).費目", "机")])
        let before = try await house.draft(filing)
        for number in 0..<5 {
            let page = try await applicant.get(path)
            let reply = try await autosave(applicant, filing, page, [("経費.forged\(number).費目", "x")])
            #expect(reply.status == 200)
            // Nor by the page of two texts, which sends cells alone.
            let settled = try await applicant.submit(
                page, to: path,
                ["settling": ["1"], "settle.経費": ["sent"], "sent.経費.other\(number).費目": ["x"], "act": ["save"]])
            #expect(settled.status == 303)
        }
        let after = try await house.draft(filing)
        #expect(after == before)
        #expect(after.first("経費.\(row).費目") == "机")
        let kept = try await house.installation.database.read {
            try $0.rows("select * from draft_change where box like '%forged%' or box like '%other%'").count
        }
        #expect(kept == 0)
    }

    @Test("keeps the cells of rows that are sent with their list, and drops those of rows that left it")
    func lists() async throws {
        let (house, applicant, filing, path) = try await begin()
        var page = try await applicant.get(path)
        try await autosave(
            applicant, filing, page,
            [("経費", "a1"), ("経費", "a2"), ("経費.a1.費目", "机"), ("経費.a2.費目", "椅子"), ("経費.a2.単価", "5")])
        #expect(try await house.draft(filing).first("経費.a2.費目") == "椅子")
        page = try await applicant.get(path)
        try await autosave(applicant, filing, page, [("経費", "a1")])
        let draft = try await house.draft(filing)
        #expect(draft.all("経費") == ["a1"])
        #expect(draft.boxes.keys.filter { $0.hasPrefix("経費.a2.") } == [])
        #expect(draft.first("経費.a1.費目") == "机")
    }

    @Test("rows that two devices add are both kept, with what was typed into them")
    func twoDevices() async throws {
        let (house, hanako, filing, path) = try await begin()
        let taro = try await house.colleague("朱雀 太郎")
        let (one, two) = (try await hanako.get(path), try await taro.get(path))
        let first = try #require(rows(one, path).first)
        try await autosave(hanako, filing, one, [("経費", first), ("経費", "mine"), ("経費.mine.費目", "私の行")])
        try await autosave(taro, filing, two, [("経費", first), ("経費", "yours"), ("経費.yours.費目", "君の行")])
        let draft = try await house.draft(filing)
        #expect(draft.all("経費") == [first, "mine", "yours"])
        #expect(draft.first("経費.mine.費目") == "私の行" && draft.first("経費.yours.費目") == "君の行")
    }

    @Test("a row removed elsewhere while something was typed into it is asked about, and comes back whole")
    func removedElsewhere() async throws {
        let (house, hanako, filing, path) = try await begin()
        let taro = try await house.colleague("朱雀 太郎")
        try await autosave(
            hanako, filing, try await hanako.get(path),
            [("経費", "r1"), ("経費", "r2"), ("経費.r1.費目", "机"), ("経費.r1.単価", "700"), ("経費.r2.費目", "棚")])
        let theirs = try await taro.get(path)
        let mine = try await hanako.get(path)
        #expect(try await taro.submit(theirs, to: path, ["act": ["drop:経費.r1"]]).status == 303)
        let typed: [String: [String]] = ["経費.r1.費目": ["机と椅子"], "経費.r1.数量": ["2"], "act": ["save"]]
        let asked = try await hanako.submit(mine, to: path, typed)
        #expect(asked.status == 409)
        #expect(asked.words.contains("机と椅子"))
        #expect(asked.words.contains("2行"), "rows are counted, their ids are nobody's business")
        #expect(try await house.draft(filing).all("経費") == ["r2"])
        let chosen = try await hanako.submit(asked, to: path, ["settle.経費": ["sent"], "act": ["save"]])
        #expect(chosen.status == 303)
        let draft = try await house.draft(filing)
        #expect(draft.all("経費") == ["r1", "r2"])
        #expect(draft.first("経費.r1.費目") == "机と椅子" && draft.first("経費.r1.数量") == "2")
        #expect(draft.first("経費.r1.単価") == "700", "what nobody changed in it comes along")
        // Who leaves it as stored leaves nothing behind.
        #expect(try await taro.submit(try await taro.get(path), to: path, ["act": ["drop:経費.r1"]]).status == 303)
        #expect(try await house.draft(filing).boxes.keys.filter { $0.hasPrefix("経費.r1.") } == [])
    }

    @Test("lists sent again and again from an old page do not grow beyond what a table may have")
    func oldPages() async throws {
        let (house, applicant, filing, path) = try await begin()
        let page = try await applicant.get(path)
        for round in 0..<3 {
            let ids = (0..<600).map { ("経費", "n\(round)-\($0)") }
            try await autosave(applicant, filing, page, ids + [("version", "0")])
        }
        #expect(try await house.draft(filing).all("経費").count <= Table.mostRows)
    }
}
