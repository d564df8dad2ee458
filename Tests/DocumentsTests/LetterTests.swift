import Documents
import Foundation
import Testing

@Suite("A letter")
struct LetterTests {
    static let letter: [Block] = [
        .paragraph("20260529財中企第３号", align: .end),
        .paragraph("令和８年５月29日", align: .end),
        .space(6),
        .paragraph("株式会社髙﨑製作所\n代表取締役　𠮷田　㈱太郎　殿"),
        .space(6),
        .paragraph("経済産業大臣　山田　花子", align: .end),
        .space(8),
        .heading(level: 1, "令和８年度中小企業省エネルギー設備導入補助金\n採択通知書"),
        .space(6),
        .paragraph(
            "　令和８年４月１日付けで申請のあった標記補助金については、審査の結果、下記のとおり採択することとしたので、"
                + "中小企業省エネルギー設備導入補助金交付要綱（令和８年３月１日付け20260301財中企第１号）第８条第１項の規定に"
                + "基づき、通知します。\n　なお、本通知は交付の決定ではありません。交付決定の前に発注した経費は、補助の対象となりません。"),
        .space(6),
        .paragraph("記", align: .center),
        .space(4),
        .table(
            header: ["項目", "内容", "金額"],
            rows: [
                ["補助事業の名称", "高効率ボイラー更新による燃料使用量の削減", ""],
                ["補助対象経費", "設備費、工事費", "12,345,678円"],
                ["補助金の額（上限）", "補助対象経費の３分の２以内", "8,230,000円"],
                ["事業期間", "交付決定の日から令和９年２月28日まで", ""],
            ], widths: [3, 5, 2], aligns: [.start, .start, .end]),
        .list(["交付申請書は、令和８年６月30日（火）17時までに提出してください。", "問合せ先　中小企業庁　経営支援課　電話03-1234-5678"]),
        .space(4),
        .paragraph("以上", align: .end),
    ]

    @Test("reads in its own order")
    func readingOrder() throws {
        let words = try Poppler(Self.letter).words()
        let order = [
            "20260529財中企第３号", "令和８年５月29日", "株式会社髙﨑製作所", "𠮷田㈱太郎殿", "経済産業大臣山田花子", "採択通知書",
            "標記補助金", "通知します。", "記", "補助対象経費", "12,345,678円", "8,230,000円", "・交付申請書は",
            "以上", "1/1",
        ]
        var rest = words[...]
        for phrase in order {
            let found = try #require(rest.firstRange(of: phrase), "\(phrase) is missing or out of order in \(words)")
            rest = rest[found.upperBound...]
        }
    }

    @Test("says its title, author, subject and date, and is tagged A4")
    func metadata() throws {
        let info = try Poppler(Self.letter).info()
        #expect(info["Title"] == "採択通知書")
        #expect(info["Author"] == "経済産業省")
        #expect(info["Subject"] == "令和8年度 省エネ補助金")
        #expect(info["CreationDate"] == "2026-05-29T01:00:00Z")
        #expect(info["Tagged"] == "yes")
        #expect(info["Pages"] == "1")
        #expect(info["Page size"]?.contains("A4") == true)
    }

    @Test("embeds its fonts, the Japanese ones first")
    func fonts() throws {
        let fonts = try Poppler(Self.letter).fonts()
        #expect(fonts.allSatisfy { $0.isEmbedded }, "\(fonts)")
        #expect(fonts.contains { $0.name.hasSuffix("+IPAexMincho") })
        #expect(fonts.contains { $0.name.hasSuffix("+IPAexGothic") })
    }

    @Test("is a tree of standard elements")
    func structure() throws {
        let tags = try Poppler(Self.letter).structure().map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(tags.first == "Document")
        #expect(tags.count { $0 == "P" } == 7)
        #expect(tags.count { $0 == "H1" } == 1)
        #expect(tags.count { $0 == "Table" } == 1)
        #expect(tags.count { $0 == "TR" } == 5)
        #expect(tags.count { $0 == "TH" } == 3)
        #expect(tags.count { $0 == "TD" } == 12)
        #expect(tags.count { $0 == "L" } == 1)
        #expect(tags.count { $0 == "LI" } == 2)
    }

    @Test("puts date and agency at the right, the title in the middle, the addressee at the left")
    func alignment() throws {
        let boxes = try Poppler(Self.letter).boxes()
        let page = (left: 25 / 25.4 * 72, right: 185 / 25.4 * 72)
        let date = try #require(boxes.first { $0.word == "令和８年５月29日" })
        let addressee = try #require(boxes.first { $0.word.hasPrefix("株式会社") })
        let title = try #require(boxes.first { $0.word == "採択通知書" })
        #expect(abs(date.x.upperBound - page.right) < 6)
        #expect(abs(addressee.x.lowerBound - page.left) < 1)
        #expect(abs((title.x.lowerBound + title.x.upperBound) / 2 - (page.left + page.right) / 2) < 1)
    }

    @Test("declares its language", arguments: [Paper.Language.ja, .en])
    func language(_ language: Paper.Language) throws {
        let pdf = try Poppler(Self.letter, language: language)
        let file = String(decoding: pdf.bytes, as: UTF8.self)
        #expect(file.contains("/Lang (\(language.rawValue))"))
        #expect(file.contains("/DisplayDocTitle true"))
        #expect(try pdf.info()["Title"] == "採択通知書")
    }

    @Test("is the same bytes for the same paper, and others for another date")
    func determinism() throws {
        var paper = Paper.sample(Self.letter)
        let first = try typeset(paper)
        #expect(try typeset(paper) == first)
        paper.created += 1
        #expect(try typeset(paper) != first)
    }

    @Test("can be set by many threads at once, each the same")
    func threads() async throws {
        let paper = Paper.sample(Self.letter)
        let expected = try typeset(paper)
        let same = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<24 { group.addTask { try typeset(paper) == expected } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(same == 24)
    }

    @Test("takes any date", arguments: [-1e300, 0, 1e300, .infinity, -.infinity, .nan])
    func dates(_ seconds: Double) throws {
        var paper = Paper.sample(Self.letter)
        paper.created = Date(timeIntervalSince1970: seconds)
        let info = try Poppler(reading: try typeset(paper)).info()
        #expect(info["CreationDate"]?.hasPrefix(seconds > 0 ? "9999-12-31" : "1970-01-01") == true)
    }
}
