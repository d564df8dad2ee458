import Foundation
import Grants
import Storage
import Testing

@testable import Documents
@testable import Portal
@testable import UseCases

@Suite("Exports")
struct ExportTests {
    /// Asks for an export of a list and gives its file.
    private func export(
        _ staff: Browser, _ format: String, _ content: String = "columns", list: String = "order=number&dir=asc"
    ) async throws -> Reply {
        let page = try await staff.get(Pattern.address(Site.export(), [("list", list)]))
        let reply = try await staff.submit(page, to: Site.export(), ["format": [format], "content": [content]])
        #expect(reply.status == 303)
        let waiting = try await staff.get(try #require(reply.location))
        #expect(waiting.text.contains("<progress") && waiting.words.contains("最新の状態にする"))
        try await staff.house.runJobs()
        let errand = try await staff.house.errand(reply.location)
        #expect(errand.state == .done, "\(errand.failure?.ja ?? "")")
        let shown = try await staff.get(Site.errand(errand.id.text))
        #expect(shown.words.contains("ファイルを保存する"))
        return try await staff.get(Site.errandFile(errand.id.text))
    }

    private func filed(_ house: House) async throws -> (first: String, second: String) {
        try await house.publish(Costs.add)
        let applicant = try await house.applicant("青柳\"商店\",本店")
        let filing = try await applicant.start()
        var answers = Steps.answers
        answers["事業名"] = ["=cmd|' /C calc'!A0"]
        try await applicant.fillIn(filing, answers, plan: "計画.pdf")
        let id = try #require(ID<Filing>(filing))
        let row = try #require(try await house.installation.database.read { try Drafts($0).find(id) })
        let person = try #require(
            try await house.installation.database.read { try Applicants($0).all(of: row.organisation).first })
        _ = try await house.installation.saveDraft(
            id, boxes: [:], seen: row.draft.version, place: nil,
            edit: .paste(table: "経費", cells: [["機械", "1000000", "2"], ["設計", "500000", "2"]]), by: person)
        #expect(try await applicant.submitFiling(filing).status == 303)
        let first = try await house.installation.database.read {
            try $0.first("select case_id from filing where id = \(filing)")?.text("case_id")
        }
        let other = try await house.applicant("髙木工業").file()
        try await house.review(other.case, other.filing)
        try await house.decide(other.case, other.filing, outcome: "adopt")
        return (try #require(first), other.case)
    }

    @Test("hold the list's columns or every answer as CSV, in both encodings, and no cell computes")
    func csv() async throws {
        let house = try await House()
        _ = try await filed(house)
        let staff = try await house.officer("kanto")
        let reply = try await export(
            staff, "csv", list: "order=number&dir=asc&column=title&column=unread&column=organisation")
        #expect(reply.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(reply.headers[.contentDisposition]?.contains("attachment") == true)
        let rows = try CSV.read(reply.bytes)
        #expect(rows[0] == ["申請番号", "法人名", "法人番号", "事業名"], "\(rows[0])")
        #expect(rows.count == 3 && rows[1][3] == "'=cmd|' /C calc'!A0" && rows[1][1] == "青柳\"商店\",本店")
        let whole = try CSV.read(try await export(staff, "csv932", "answers").bytes)
        #expect(whole.count == 3 && whole.allSatisfy { $0.count == whole[0].count })
        let cost = try #require(whole[0].firstIndex { $0.hasSuffix("：総事業費") })
        #expect(whole[1][cost] == "3,000,000円" && whole[2].contains("髙木工業"))
        let table = try #require(whole[0].firstIndex { $0.hasSuffix("：経費の内訳") })
        #expect(whole[1][table].contains("費目：機械") && whole[2][table].isEmpty)
    }

    @Test("a list without cases, and characters an encoding lacks, are said instead of a file")
    func refused() async throws {
        let house = try await House()
        _ = try await house.applicant("𠮷田商店").file()
        let staff = try await house.officer("kanto")
        func failure(_ list: String, _ format: String) async throws -> String {
            let page = try await staff.get(Pattern.address(Site.export(), [("list", list)]))
            let reply = try await staff.submit(page, to: Site.export(), ["format": [format]])
            try await house.runJobs()
            return try await staff.get(try #require(reply.location)).words
        }
        #expect(try await failure("q=どこにもない言葉", "csv").contains("書き出す案件がありません"))
        let lacking = try await failure("order=number", "csv932")
        #expect(lacking.contains("Shift_JIS にない文字があります：2 行") && lacking.contains("「𠮷」"), "\(lacking)")
    }

    @Test("are a workbook with a sheet for cases, for each table and for score sheets")
    func workbook() async throws {
        let house = try await House()
        _ = try await filed(house)
        let staff = try await house.officer("kanto")
        let book = try Workbook(reading: try await export(staff, "xlsx", "answers").bytes)
        #expect(book.sheets.map(\.name) == ["案件", "公募申請：経費の内訳", "審査票"], "\(book.sheets.map(\.name))")
        let cases = book.sheets[0].rows
        #expect(cases.count == 3)
        let cost = try #require(cases[0].firstIndex { $0.text.hasSuffix("：総事業費") })
        #expect(cases[1][cost].text == "3000000" && cases[1][cost].kind == .number)
        let title = try #require(cases[0].firstIndex { $0.text.hasSuffix("：事業名") })
        #expect(cases[1][title].text == "=cmd|' /C calc'!A0" && !cases[1][title].isFormula)
        let table = book.sheets[1].rows.map { $0.map(\.text) }
        #expect(table[0] == ["申請番号", "法人名", "行", "費目", "単価", "数量", "金額"])
        #expect(table.count == 3 && table[1].suffix(5) == ["1", "機械", "1000000", "2", "2000000"])
        let scores = book.sheets[2].rows.map { $0.map(\.text) }
        #expect(scores.count == 3 && scores[1][4] == "reviewer1さん" && scores[1][5] == "16", "\(scores)")
        let narrow = try Workbook(reading: try await export(staff, "xlsx").bytes)
        #expect(narrow.sheets.map(\.name) == ["案件"])
    }

    @Test("are a ZIP with a folder for each case: filings, letters and files under safe names")
    func archive() async throws {
        let house = try await House()
        _ = try await filed(house)
        let staff = try await house.officer("kanto")
        let reply = try await export(staff, "zip")
        var zip = try ZipArchive(reply.bytes, limits: .standard)
        let (first, second) = (receiptNumber(1), receiptNumber(2))
        let pdf = try #require(try zip.contents(of: "\(first)/申請書_公募申請_\(first).pdf"))
        #expect(try pdfPages(pdf).joined().contains("青柳"))
        let attached = try #require(try zip.contents(of: "\(first)/添付_公募申請/事業計画書/計画.pdf"))
        #expect(attached == Steps.pdf)
        let name = try await house.installation.database.read { connection in
            try connection.first("select title, number from letter").map {
                "\(second)/通知書_\(try $0.text("title"))_\(try $0.text("number")).pdf"
            }
        }
        #expect(zip.has(try #require(name)), "\(name ?? "")")
        #expect(!zip.has("\(first)/通知書"))
    }

    @Test("have a note in the place of files that were not looked at for viruses")
    func withheld() async throws {
        let scanner = FakeScanner()
        let house = try await House(scanner: scanner)
        scanner.mood = .away
        _ = try await filed(house)
        scanner.mood = .well
        let staff = try await house.officer("kanto")
        let folder = "\(receiptNumber(1))/添付_公募申請"
        var zip = try ZipArchive(try await export(staff, "zip").bytes, limits: .standard)
        let note = try #require(try zip.contents(of: "\(folder)/含まれていないファイル.txt"))
        #expect(String(decoding: note, as: UTF8.self).hasPrefix("計画.pdf：ウイルスチェックが終わっていません"))
        #expect(!zip.has("\(folder)/事業計画書"))
        while try await ScanRounds(house.installation)?.lookAtSome() ?? 0 > 0 {}
        zip = try ZipArchive(try await export(staff, "zip").bytes, limits: .standard)
        #expect(zip.has("\(folder)/事業計画書/計画.pdf") && !zip.has("\(folder)/含まれていないファイル.txt"))
    }

    @Test("of chosen cases have only these; a file is gone after its time, and other people never had it")
    func chosen() async throws {
        let house = try await House()
        let (first, _) = try await filed(house)
        let staff = try await house.officer("kanto")
        let address = try await staff.choose([first], "export")
        let id = try await house.errand(address).id.text
        let begun = try await staff.submit(
            try await staff.get(address), to: Site.errandAct(id), ["format": ["csv"], "content": ["answers"]])
        #expect(begun.status == 303)
        try await house.runJobs()
        let file = try await staff.get(Site.errandFile(id))
        #expect(try CSV.read(file.bytes).count == 2)
        #expect(try await house.officer("kanto2").get(Site.errandFile(id)).status == 404)
        house.clock.advance(seconds: 8 * 86_400)
        let later = try await house.officer("kanto")
        #expect(try await later.get(Site.errandFile(id)).words.contains("保存期間が終わりました"))
        try await house.installation.sweepErrands()
        let left = try FileManager.default.subpathsOfDirectory(atPath: house.folder + "/files/results")
            .filter { $0.count > 10 && !$0.contains("tmp") }
        #expect(left.isEmpty, "\(left)")
        #expect(try await house.audit().isSound)
    }

    @Test("called off while they run leave nothing behind")
    func cancelled() async throws {
        let house = try await House()
        _ = try await house.applicant("事業者A").file()
        let staff = try await house.officer("kanto")
        let page = try await staff.get(Pattern.address(Site.export(), [("list", "order=number")]))
        let reply = try await staff.submit(page, to: Site.export(), ["format": ["zip"]])
        let errand = try await house.errand(reply.location)
        _ = try await staff.submit(
            try await staff.get(Site.errand(errand.id.text)), to: Site.errandCancel(errand.id.text))
        try await house.runJobs()
        #expect(try await house.errand(reply.location).state == .cancelled)
        let left = try FileManager.default.subpathsOfDirectory(atPath: house.folder + "/files").filter {
            $0.hasPrefix("results/tmp/")
        }
        #expect(left.isEmpty)
    }
}

@Suite("Names in a ZIP")
struct ZipNameTests {
    @Test(
        "are safe on every system",
        arguments: [
            ("../../etc/passwd", "／..／etc／passwd"), ("a:b*c?.pdf", "a：b＊c？.pdf"), ("con.txt", "_con.txt"),
            ("...", "_"), (" 計画書.pdf. ", "計画書.pdf"), ("a\u{202E}fdp.exe", "afdp.exe"), ("\u{0}\n", "_"),
        ])
    func safe(name: String, expected: String) {
        #expect(ZipWriter.safe(name) == expected)
    }

    @Test("are cut with their ending kept, and numbered where they meet, whatever the case of their letters")
    func long() throws {
        #expect(ZipWriter.safe(String(repeating: "長", count: 80) + ".xlsx").utf8.count <= 120)
        #expect(ZipWriter.safe(String(repeating: "長", count: 80) + ".xlsx").hasSuffix(".xlsx"))
        var bytes: [UInt8] = []
        var zip = ZipWriter()
        let moment = ZipWriter.Moment(year: 2026, month: 11, day: 28, hour: 12, minute: 0, second: 0)
        for name in ["A.pdf", "a.pdf", "A.PDF"] {
            bytes += try zip.part(["f", name], at: moment, Array(name.utf8))
        }
        bytes += zip.finish()
        var read = try ZipArchive(bytes, limits: .standard)
        #expect(try read.contents(of: "f/A.pdf") == Array("A.pdf".utf8))
        #expect(try read.contents(of: "f/a (2).pdf") == Array("a.pdf".utf8))
        #expect(try read.contents(of: "f/A (3).PDF") == Array("A.PDF".utf8))
    }
}
