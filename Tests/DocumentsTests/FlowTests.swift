import Documents
import Foundation
import Testing

@Suite("Text over pages")
struct FlowTests {
    @Test("a long paragraph goes on at the next pages and loses nothing")
    func longParagraph() throws {
        let marks = (1...3000).map { "〈\($0)〉" }
        let pdf = try Poppler([.paragraph(marks.joined())])
        let pages = try pdf.pages()
        #expect(pages.count > 3)
        // The foot stands between the pages; without it the text is whole.
        let text = pages.map { $0.replacing(/\d+ \/ \d+\s*$/, with: "") }.joined().filter { !$0.isWhitespace }
        #expect(text == marks.joined())
    }

    @Test("a paragraph over pages stays one element, with a span a page")
    func spans() throws {
        let pdf = try Poppler([.paragraph(String(repeating: "あ", count: 43 * 60))])
        let pages = try pdf.pages().count
        #expect(try pdf.structure() == ["Document", "  P"] + Array(repeating: "    Span", count: pages))
    }

    @Test("pages are numbered, and each has the foot")
    func foot() throws {
        let pages = try Poppler(
            [.paragraph("一"), .pageBreak, .paragraph("二"), .pageBreak, .paragraph("三")], footer: "受付番号 R8-000123"
        ).pages()
        #expect(pages.count == 3)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("\(index + 1) / 3"))
            #expect(page.contains("受付番号 R8-000123"))
        }
    }

    @Test("a foot too long for its line is cut")
    func longFoot() throws {
        let pdf = try Poppler([.paragraph("本文")], footer: String(repeating: "長い足", count: 5000))
        let pages = try pdf.pages()
        #expect(pages.count == 1)
        #expect(pages[0].contains("1 / 1"))
        #expect(pages[0].contains("...") || pages[0].contains("…"))
        #expect(try pdf.boxes().allSatisfy { $0.x.upperBound < 560 })
    }

    @Test("foot and page number are in no element")
    func footOutsideStructure() throws {
        let text = try Poppler([.paragraph("一"), .pageBreak, .paragraph("二")], footer: "足").structureText()
        #expect(!text.contains("足"))
        #expect(!text.contains("1 / 2"))
        #expect(text.contains("一"))
        #expect(text.contains("二"))
    }

    @Test("a page break at the top of a page adds no empty page")
    func pageBreaks() throws {
        let pages = try Poppler([.pageBreak, .paragraph("一"), .pageBreak, .pageBreak, .paragraph("二")]).pages()
        #expect(pages.count == 2)
    }

    @Test("space ends with its page", arguments: [0, -5, 1e9, .infinity, .nan])
    func spaces(_ millimetres: Double) throws {
        let pages = try Poppler([.paragraph("一"), .space(millimetres), .paragraph("二")]).pages()
        #expect(pages.count == (millimetres > 1000 ? 2 : 1))
    }

    @Test("a heading moves to the page of what follows it")
    func headingsKeepCompany() throws {
        // From far above the end of the page to past it.
        for lines in 30...45 {
            let above = Array(repeating: "行", count: lines).joined(separator: "\n")
            let pages = try Poppler([.paragraph(above), .heading(level: 2, "見出し"), .paragraph("続く文")]).pages()
            let page = try #require(pages.first { $0.contains("見出し") })
            #expect(page.contains("続く文"), "after \(lines) lines")
        }
    }

    @Test("headings make a nested outline")
    func outline() throws {
        let pdf = try Poppler([
            .heading(level: 1, "題"), .heading(level: 2, "第一"), .heading(level: 3, "細目"), .pageBreak,
            .heading(level: 2, "第二"), .heading(level: 9, "深い"), .heading(level: -1, "浅い"), .heading(level: 2, ""),
        ])
        let file = String(decoding: pdf.bytes, as: UTF8.self)
        #expect(file.contains("/Outlines"))
        for title in ["題", "第一", "細目", "第二", "深い", "浅い"] {
            let hex = title.utf16.map { String(format: "%04X", $0) }.joined()
            #expect(file.contains("/Title <FEFF\(hex)>"), "\(title)")
        }
        let tags = try pdf.structure().map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(tags == ["Document", "H1", "H2", "H3", "H2", "H3", "H1", "H2"])
    }

    @Test("a line never starts with a closing mark or ends with an opening one")
    func kinsoku() throws {
        let closing = Set("、。」）ー・！？ぁっゃッャ々")
        let text = String(repeating: "「交付」（決定）、ショッピング・センターっぽい、ローカル。人々が！", count: 60)
        for width in 1...12 {
            let lines = try Poppler([.paragraph(String(repeating: "あ", count: width) + text)]).text()
                .split(whereSeparator: \.isNewline).filter { !$0.contains("/") }
            #expect(lines.count > 20)
            for line in lines {
                #expect(line.first.map { !closing.contains($0) } == true, "\(line)")
                #expect(line.last != "「" && line.last != "（", "\(line)")
            }
        }
    }

    @Test("words longer than a line are broken, without hyphens", arguments: [1, 2, 10])
    func longWords(_ count: Int) throws {
        let hash = String(repeating: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", count: count)
        let pdf = try Poppler([.paragraph(hash), .pairs([Pair("SHA-256", hash)])])
        #expect(try pdf.words().ranges(of: hash).count == 2)
        #expect(try pdf.boxes().allSatisfy { $0.x.upperBound < 185 / 25.4 * 72 + 1 })
    }

    @Test("a list over pages keeps every item once")
    func list() throws {
        let items = (1...120).map { "第\($0)項、" + String(repeating: "長い説明。", count: $0 % 20) }
        let pdf = try Poppler([.list(items)])
        let words = try pdf.words()
        for index in 1...120 { #expect(words.ranges(of: "・第\(index)項、").count == 1) }
        #expect(try pdf.structure().count { $0.trimmingCharacters(in: .whitespaces) == "LI" } == 120)
    }

    @Test("an empty paper is one page")
    func empty() throws {
        #expect(try Poppler([]).info()["Pages"] == "1")
        let nothings: [Block] = [
            .paragraph(""), .heading(level: 1, ""), .list([]), .pairs([]), .small(""), .rule,
            .table(header: [], rows: [], widths: []), .table(header: [], rows: [[]], widths: [1]),
            .table(header: ["a"], rows: [], widths: []), .list([""]), .pairs([Pair("", "")]),
        ]
        #expect(try Poppler(nothings).info()["Pages"] == "1")
    }
}
