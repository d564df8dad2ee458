import Documents
import Testing

@Suite("Text is only text")
struct HostileTextTests {
    @Test(
        "is printed as it is",
        arguments: [
            "髙﨑𠮷㈱①Ⅳ㍻〜－−", "<b>&amp;</b> & <span size='99999'>", "%s %n \\ ( ) << /JS >> endobj", "葛󠄀城 辻󠄀",
            "()\\\"'[pos=1]", "ｶﾞｷﾞｸﾞ", "Ünïcödé ½ €",
        ])
    func verbatim(_ text: String) throws {
        let expected = text.filter { !$0.isWhitespace }
        let pdf = try Poppler(Self.everywhere(text))
        // Variation selectors choose a glyph and are no text of their own in a PDF.
        let bare = { (text: String) in
            String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isVariationSelector }))
        }
        #expect(bare(try pdf.words()).ranges(of: bare(expected)).count >= 8)
        #expect(try pdf.structure() == Poppler(Self.everywhere("文")).structure())
    }

    @Test(
        "cannot crash or change the structure",
        arguments: [
            "\0", "a\0b", "\u{1}\u{8}\u{1B}[31m\u{7F}\u{9F}", "\u{202E}逆\u{202C}", "\u{2067}", "אבג", "שלום 日本 سلام",
            "👍🏽👨‍👩‍👧‍👦🇯🇵", "e\u{301}\u{301}\u{301}", "\u{300}", "\u{200B}\u{200D}\u{FEFF}",
            "\u{FFFE}\u{FFFF}\u{10FFFF}",
            "\u{E0001}\u{E007F}", "\t\t\t", "　　　", "ﷺ", "𒐫", "ក្ខុំ", "\u{FFFD}\u{FFFC}",
        ])
    func survives(_ text: String) throws {
        let pdf = try Poppler(Self.everywhere(text), footer: text)
        #expect(try pdf.structure() == Poppler(Self.everywhere("文")).structure())
        #expect(try pdf.info()["Tagged"] == "yes")
        var paper = Paper.sample([.paragraph("本文")], footer: text)
        (paper.title, paper.author, paper.subject) = (text, text, text)
        #expect(try Poppler(reading: try typeset(paper)).text().hasPrefix("本文"))
    }

    @Test("loses control characters and direction marks, and nothing else")
    func cleaning() throws {
        let words = try Poppler([.paragraph("一\0二\u{202E}三\u{7}四\tfive\u{9B}六")]).words()
        #expect(words.hasPrefix("一二三四five六"))
    }

    @Test("starts a line at each line end of any kind")
    func lineEnds() throws {
        let text = try Poppler([.paragraph("一\n二\r\n三\r四\u{2028}五\u{85}六\u{0C}七")]).text()
        #expect(text.split(separator: "\n").prefix(7) == ["一", "二", "三", "四", "五", "六", "七"])
    }

    @Test(
        "may be 100 kB of one thing",
        arguments: ["a", "漢", "ab ", "👍", "א", "\u{301}", "0123456789abcdef", "「", "\n", "　", "-", "\u{200D}", "ก"])
    func huge(_ piece: String) throws {
        let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
        let pdf = try Poppler([.paragraph(text), .paragraph("終わり")])
        #expect(try pdf.words().contains("終わり"))
        let printed = try pdf.text().filter { String($0) == piece }.count
        if piece == "a" || piece == "漢" { #expect(printed == text.count) }
    }

    @Test("may be long in a narrow cell")
    func narrow() throws {
        let text = String(repeating: "x", count: 5000)
        let pdf = try Poppler([.table(header: ["甲", "乙"], rows: [[text, "次"]], widths: [1, 1000])])
        #expect(try pdf.text().count { $0 == "x" } == 5000)
    }

    /// `text` in every place of a paper.
    private static func everywhere(_ text: String) -> [Block] {
        [
            .heading(level: 1, text), .heading(level: 2, text), .paragraph(text), .paragraph(text, align: .end),
            .table(header: [text], rows: [[text]], widths: [1]), .pairs([Pair(text, text)]), .list([text]),
            .small(text),
        ]
    }
}
