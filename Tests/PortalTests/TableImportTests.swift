import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Rows from a CSV file")
struct TableImportTests {
    private func begin() async throws -> (House, Browser, String) {
        let house = try await House()
        try await house.publish(Costs.add)
        let applicant = try await house.applicant()
        return (house, applicant, try await applicant.start())
    }

    @Test("are shown with what is wrong by row and column, and added only then, once")
    func story() async throws {
        let (house, applicant, filing) = try await begin()
        let plan = try await applicant.get(Site.filingSection(filing, "plan"))
        let path = Site.filingTableImport(filing, "経費")
        #expect(plan.text.contains(path), "the table's page leads to it")
        let page = try await applicant.get(path)
        let post = Site.filingTable(filing, "経費")
        // By the names of its head, in another order, with a column that is computed and one that is not there.
        let csv = "数量,費目,備考,金額,単価\r\n2,機械,x,999,1000\r\nたくさん,\"棚, 大\",,,\"2,500\"\r\n\r\n"
        let preview = try await applicant.send(page, to: post, file: Array(csv.utf8))
        #expect(preview.status == 200)
        for word in ["2行を読み取りました", "誤りが1か所", "機械", "棚, 大", "2,500円", "2,000円", "たくさん", "2行目「数量」", "備考"] {
            #expect(preview.words.contains(word), "it says \(word)")
        }
        #expect(try await house.draft(filing).all("経費").count == 1, "nothing is added yet")
        let added = try await applicant.send(preview, to: post)
        #expect(added.status == 303)
        let typed = try await house.draft(filing)
        let rows = typed.all("経費")
        #expect(rows.map { typed.first("経費.\($0).費目") } == ["機械", "棚, 大"])
        #expect(rows.map { typed.first("経費.\($0).数量") } == ["2", "たくさん"])
        let again = try await applicant.send(preview, to: post)
        #expect(again.status == 200 && again.words.contains("変更されました"))
        #expect(try await house.draft(filing).all("経費").count == 2)
        // What was taken out can be put in again; Shift_JIS and tabs are read, too.
        let out = try await applicant.get(post)
        let same = try await applicant.send(try await applicant.get(path), to: post, file: out.bytes)
        #expect(same.words.contains("2行を読み取りました") && same.words.contains("棚, 大"))
        let sjis: [UInt8] = [0x8B, 0x40, 0x8A, 0x42, 0x09, 0x35, 0x30, 0x30, 0x09, 0x33, 0x0A]
        let old = try await applicant.send(try await applicant.get(path), to: post, file: sjis)
        #expect(old.words.contains("機械") && old.words.contains("1,500円"))
    }

    @Test("are refused in words when the file is no table, too large, empty or of too many rows")
    func refused() async throws {
        let (house, applicant, filing) = try await begin()
        let path = Site.filingTableImport(filing, "経費")
        let post = Site.filingTable(filing, "経費")
        let page = try await applicant.get(path)
        let many = (0..<60).map { "品\($0),1,1" }.joined(separator: "\n")
        let cases: [([UInt8], String)] = [
            (Array("PK\u{3}\u{4}xxxx".utf8), "CSV ファイルではありません"), ([UInt8](repeating: 0x61, count: 1_000_001), "大きすぎます"),
            ([], "選択してください"), (Array(many.utf8), "50行まで"), (Array("\n\n".utf8), "貼り付ける内容がありません"),
        ]
        for (bytes, says) in cases {
            let reply = try await applicant.send(page, to: post, file: bytes)
            #expect(reply.status == 422, "\(says)")
            #expect(reply.words.contains(says), "\(says): \(reply.words.prefix(900))")
        }
        #expect(try await house.draft(filing).all("経費").count == 1)
        #expect(try await applicant.get(Site.filingTableImport(filing, "事業名")).status == 404)
        #expect(try await applicant.send(page, to: post, file: Array("a,1,1".utf8), token: "x").status == 403)
        let stranger = try await house.applicant("よその会社")
        #expect(try await stranger.get(path).status == 404)
    }

    @Test("of a fixed table go to the rows of their names")
    func fixed() async throws {
        let house = try await House()
        try await house.publish { form in
            let plan = try #require(form.sections.firstIndex { $0.id == "plan" })
            let rows = [Choice(code: "labour", label: "人件費"), Choice(code: "goods", label: "物品費")]
            form.sections[plan].fields.append(
                Field(
                    name: "予算", label: "予算",
                    type: .table(
                        Table(
                            rows: .fixed(name: "費目", label: "費目", rows),
                            columns: [Field(name: "額", label: "額", type: .money(MoneyLimits()))]))))
        }
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let page = try await applicant.get(Site.filingTableImport(filing, "予算"))
        let post = Site.filingTable(filing, "予算")
        let preview = try await applicant.send(page, to: post, file: Array("額,費目\n500,物品費\n1,交通費\n".utf8))
        #expect(preview.words.contains("1行を読み取りました") && preview.words.contains("物品費"))
        #expect(try await applicant.send(preview, to: post).status == 303)
        #expect(try await house.draft(filing).first("予算.goods.額") == "500")
    }
}
