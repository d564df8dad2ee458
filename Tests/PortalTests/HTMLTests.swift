import Testing

@testable import Portal

@Suite("HTML is written as literals")
struct HTMLTests {
    @Test("interpolated text cannot leave its place")
    func escapes() {
        let name = "<script>\"&'</script>"
        let html: HTML = "<td title=\"\(name)\">\(name.dropFirst())</td>"
        #expect(
            html.string == """
                <td title="&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;">script&gt;&quot;&amp;&#39;&lt;/script&gt;</td>
                """)
    }

    @Test("interpolated HTML goes in as it is, nothing for nil, all of an array")
    func raw() {
        let bold: HTML = "<b>\("a & b")</b>"
        let none: HTML? = nil
        let html: HTML = "<p>\(bold)\(none)\([bold, bold])\(42)</p>"
        #expect(html.string == "<p><b>a &amp; b</b><b>a &amp; b</b><b>a &amp; b</b>42</p>")
    }

    @Test(
        "large pieces are the same as small ones, whatever stands around them", arguments: [0, 1, 4095, 4096, 100_000])
    func large(count: Int) {
        let text = String(repeating: "あ", count: count)
        let piece: HTML = "\(text)"
        let whole: HTML = "<i>\(piece)<b>\([piece, "・", piece])</b>\(if: count > 0, piece)</i>"
        let expected = "<i>\(text)<b>\(text)・\(text)</b>\(text)</i>"
        #expect(whole.string == expected && whole.count == expected.utf8.count)
        #expect(whole.pieces.allSatisfy { !$0.isEmpty })
        #expect((piece + "x" + piece).string == text + "x" + text)
        #expect([piece, piece].joined(separator: "、").string == text + "、" + text)
        #expect(whole == HTML(trusted: Array(expected.utf8)))
        #expect(piece.isEmpty == (count == 0))
    }

    @Test("a condition builds only what it shows")
    func conditions() {
        var built = 0
        func piece() -> HTML {
            built += 1
            return "x"
        }
        let html: HTML = "[\(if: false, piece())\(if: true, piece())\(if: false, piece(), else: "y")]"
        #expect(html.string == "[xy]")
        #expect(built == 1)
    }

    @Test("optional attributes bring their own space and quotes")
    func attributes() {
        let html: HTML = """
            <a\(attribute: "id", "x\"y")\(attribute: "rel", nil as String?)\(attribute: "tabindex", -1)\
            \(attribute: "hidden", if: true)\(attribute: "download", if: false)>
            """
        #expect(html.string == "<a id=\"x&quot;y\" tabindex=\"-1\" hidden>")
    }

    @Test(
        "an address that could run a script is not linked",
        arguments: [
            "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
            "data:text/html,x", "vbscript:x", "blob:x",
        ])
    func unsafeAddresses(address: String) {
        let html: HTML = "<a href=\"\(href: address)\">"
        #expect(html.string == "<a href=\"#\">")
    }

    @Test(
        "addresses of pages, mail and telephones are linked",
        arguments: [
            "/a/b?c=d:e", "#field-事業名", "?lang=en", "https://example.jp/", "mailto:a@example.jp", "tel:0312345678",
            "a/b:c", "",
        ])
    func safeAddresses(address: String) {
        let html: HTML = "\(href: address)"
        #expect(html.string == address)
    }

    @Test("escaping keeps every other character, whatever the text", arguments: 0..<200)
    func keepsText(seed: UInt64) {
        var random = Generator(seed: seed)
        let alphabet: [Character] = ["&", "<", ">", "\"", "'", "a", "髙", "𠮷", "👨‍👩‍👧", "か\u{3099}", "\n", "\r\n", "\u{0}"]
        let length = Int.random(in: 0...40, using: &random)
        let text = String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
        let escaped = HTML(text: text).string
        #expect(!escaped.contains("<") && !escaped.contains(">") && !escaped.contains("\"") && !escaped.contains("'"))
        let back = escaped.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        #expect(Array(back.utf8) == Array(text.utf8))
    }

    @Test("pieces join with a separator between them only")
    func joins() {
        let pieces: [HTML] = ["a", "b", "c"]
        #expect(pieces.joined(separator: "<br>").string == "a<br>b<br>c")
        #expect([HTML]().joined(separator: "<br>").isEmpty)
        #expect(("a" + "b" as HTML).string == "ab")
    }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
