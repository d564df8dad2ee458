import Testing

@testable import Grants

@Suite("Values")
struct ValueTests {
    @Test("a day goes to its number and back, for every day of four centuries")
    func dayNumbers() {
        var number = Day(year: 1800, month: 1, day: 1)?.daysSince1970 ?? 0
        let end = Day(year: 2200, month: 1, day: 1)?.daysSince1970 ?? 0
        var before = Day(daysSince1970: number - 1)
        while number < end {
            let day = Day(daysSince1970: number)
            #expect(day.daysSince1970 == number)
            #expect(before < day)
            before = day
            number += 1
        }
    }

    @Test(
        "days are read as they are written",
        arguments: [
            ("2026", "5", "29", "2026-05-29"), ("令和8", "５", "29", "2026-05-29"), ("R8", "5", "29", "2026-05-29"),
            ("r8年", "5月", "29日", "2026-05-29"), ("平成元", "1", "8", "1989-01-08"), ("昭和64", "1", "7", "1989-01-07"),
            ("平成31", "5", "1", "2019-05-01"), ("H.2", "2", "3", "1990-02-03"),
        ])
    func typedDays(year: String, month: String, day: String, expected: String) {
        #expect(Day(typedYear: year, month: month, day: day)?.iso == expected)
    }

    @Test(
        "days that do not exist are not read",
        arguments: [
            ("2026", "2", "29"), ("2026", "0", "1"), ("平成元", "1", "7"), ("令和0", "1", "1"), ("", "1", "1"),
            ("99999", "1", "1"), ("26", "1", "1"), ("R999", "1", "1"), ("2026", "1", "999999999999"),
        ])
    func wrongDays(year: String, month: String, day: String) {
        #expect(Day(typedYear: year, month: month, day: day) == nil)
    }

    @Test(
        "days are said in eras",
        arguments: [
            ("2019-04-30", "平成31年4月30日"), ("2019-05-01", "令和元年5月1日"), ("1989-01-07", "昭和64年1月7日"),
            ("1926-12-25", "昭和元年12月25日"), ("1912-07-29", "明治45年7月29日"), ("2026-11-23", "令和8年11月23日"),
        ])
    func eras(iso: String, wareki: String) {
        #expect(Day(iso: iso)?.wareki == wareki)
    }

    @Test("a moment shows Japan's time, nine hours on")
    func japan() {
        #expect(JapanTime(Instant(milliseconds: 0)).iso == "1970-01-01T09:00")
        #expect(JapanTime(Instant(milliseconds: -1)).iso == "1970-01-01T08:59:59")
        let deadline = JapanTime(iso: "2026-12-25T17:00")
        #expect(deadline?.instant.milliseconds == 1_798_185_600_000)
        #expect(deadline.map { JapanTime($0.instant) } == deadline)
        #expect(JapanTime(iso: "2026-12-25T24:00") == nil)
    }

    @Test("JSON has one canonical text (RFC 8785)")
    func canonical() throws {
        let json = try JSON(
            parsing: #" { "b" : [1, -2, true, null], "a": "\u20ac\n\"\\\u000f", "\ud83d\ude00": {}, "é": 0 } "#)
        #expect(json.canonical == "{\"a\":\"€\\n\\\"\\\\\\u000f\",\"b\":[1,-2,true,null],\"é\":0,\"😀\":{}}")
        #expect(try JSON(parsing: json.canonical) == json)
    }

    @Test("keys stand in the order of their UTF-16 code units", arguments: 0..<20)
    func keyOrder(seed: Int) {
        var random = Seeded(UInt64(seed) + 7)
        let alphabet: [Unicode.Scalar] = ["a", "é", "あ", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "😀", "\u{10FFFF}"]
        for _ in 0..<200 {
            let (left, right) = (text(of: alphabet, &random), text(of: alphabet, &random))
            #expect(JSON.precedes(left, right) == left.utf16.lexicographicallyPrecedes(right.utf16))
        }
    }

    private func text(of alphabet: [Unicode.Scalar], _ random: inout Seeded) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
        }
        return text
    }

    @Test(
        "JSON that is not is refused, and never crashes",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,\"a\":2}", "1.5", "1e9", "01", "-", "99999999999999999999", "\"\\ud800\"",
            "\"\\x\"",
            "\"\u{1}\"", "tru", "[1] 2", String(repeating: "[", count: 100_000), "{\"a\"}", "\"", "\"\\u12\"",
        ])
    func malformed(text: String) {
        #expect(throws: JSON.Malformed.self) { try JSON(parsing: text) }
    }

    @Test("random bytes are JSON or refused, and never crash", arguments: 0..<50)
    func fuzz(seed: Int) {
        var random = Seeded(UInt64(seed) + 99)
        let alphabet = Array("{}[]\",:0123456789-tfn\\ued8 あ".utf8)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let json = try? JSON(parsing: text) {
                #expect((try? JSON(parsing: json.canonical)) == json)
            }
        }
    }

    @Test(
        "a corporate number's check digit finds every wrong digit",
        arguments: ["7000012050002", "8000012010038", "1180301018771"])
    func corporateNumbers(number: String) {
        #expect(CorporateNumber.isValid(number))
        let digits = Array(number)
        for position in 1..<13 {
            for digit in "0123456789" where digit != digits[position] {
                var wrong = digits
                wrong[position] = digit
                // 9 and 0 are the same to the weights of this check.
                let pair: Set<Character> = [digit, digits[position]]
                #expect(CorporateNumber.isValid(String(wrong)) == (pair == ["0", "9"]))
            }
        }
    }

    @Test("identifiers are UUIDs of version 7 that sort by time")
    func identifiers() {
        let early = ID<Case>(at: Instant(milliseconds: 1_000), random: (UInt64.max, UInt64.max))
        let late = ID<Case>(at: Instant(milliseconds: 1_001), random: (0, 0))
        #expect(early < late)
        #expect(ID<Case>(early.text) == early)
        #expect(early.text.dropFirst(14).first == "7")
        for wrong in ["", "x", early.text.uppercased(), early.text + "0", String(early.text.dropLast()) + "g"] {
            #expect(ID<Case>(wrong) == nil)
        }
    }

    @Test(
        "yen are grouped and spoken",
        arguments: [
            (0, "0", "0円"), (1_234_567, "1,234,567", "1,234,567円"), (150_000_000, "150,000,000", "1億5,000万円"),
            (-20_000, "-20,000", "-2万円"),
        ])
    func yen(amount: Int64, grouped: String, spoken: String) {
        #expect(Yen(amount).grouped == grouped)
        #expect(Yen(amount).spoken == spoken)
    }

    @Test(
        "a file's name is made harmless",
        arguments: [
            ("../../etc/passwd", "passwd"), ("C:\\Users\\a.pdf", "a.pdf"), ("..", "file"), ("", "file"),
            ("見積\u{0}書.pdf", "見積 書.pdf"),
        ])
    func names(given: String, kept: String) {
        #expect(StoredFile.safeName(given) == kept)
    }

    @Test(
        "one line stays one line, and keeps what was written",
        arguments: [
            ("　髙橋㈱ ①\u{3000}", "髙橋㈱ ①"), ("a\r\nb", "a  b"), (" \t\n", ""), ("", ""), ("か\u{3099}", "か\u{3099}"),
            ("a\u{2028}b\u{0}", "a b"),
        ])
    func line(typed: String, kept: String) {
        #expect(Array(Plain.line(typed).unicodeScalars) == Array(kept.unicodeScalars))
    }

    @Test(
        "line ends become one kind, other control characters go",
        arguments: [
            ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("\r\n\r\n", ""), ("a\r\r\nb", "a\n\nb"), ("\u{7}一\t二\u{0}\n　", "一\t二"),
            ("そのまま", "そのまま"),
        ])
    func lines(typed: String, kept: String) {
        #expect(Array(Plain.lines(typed).unicodeScalars) == Array(kept.unicodeScalars))
    }

    @Test(
        "a code is folded to half width without spaces",
        arguments: [("１２３－４５６ ", "123-456"), ("ｱ 1ー2", "ア1-2"), ("a b", "ab")])
    func code(typed: String, folded: String) {
        #expect(Plain.code(typed) == folded)
    }

    @Test("full-width letters, digits and signs become those of ASCII, each as NFKC has it")
    func fullWidth() {
        for scalar in (UInt32(0xFF01)...0xFF5E).compactMap(Unicode.Scalar.init) {
            let typed = "1\(scalar)1"
            #expect(Plain.searchable(typed) == typed.precomposedStringWithCompatibilityMapping.lowercased(), "\(typed)")
        }
    }

    @Test("what is searched in is NFKC in lower case, katakana and without spaces, whatever it is made of")
    func searchableTexts() {
        let usual = Array("aZ09 -_、。「」　あんゔアンヶー亜龠ＡｚＺ０！～".unicodeScalars)
        let others = Array("ｱﾞéÅ①㈱髙ß🎨\u{3099}İ".unicodeScalars)
        var random = SystemRandomNumberGenerator()
        for number in 0..<4000 {
            let letters = number % 4 == 0 ? usual + others : usual
            let scalars = (0..<Int.random(in: 0...24, using: &random)).compactMap { _ in
                letters.randomElement(using: &random)
            }
            let text = String(String.UnicodeScalarView(scalars))
            // Foundation on Linux leaves the voicing of half-width kana apart; the second pass joins it.
            let plain = text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
            let expected = plain.lowercased().unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" }.map { scalar in
                (0x3041...0x3096).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0x60) ?? scalar : scalar
            }
            #expect(Array(Plain.searchable(text).unicodeScalars) == expected, "\(text)")
        }
    }

    @Test("searching does not mind width, case or kind of kana")
    func searching() {
        #expect(Plain.searchable("ＩｏＴ カタカナ") == Plain.searchable("iotｶﾀｶﾅ"))
        #expect(Plain.searchable("ひらがな") == Plain.searchable("ヒラガナ"))
    }

    @Test("bytes are found where the standard library finds them, from anywhere on")
    func places() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 0...2, using: &random)
            }
            let pattern = (0..<Int.random(in: 0...4, using: &random)).map { _ in UInt8.random(in: 0...2, using: &random)
            }
            let start = Int.random(in: 0...14, using: &random)
            let expected = stride(from: start, through: bytes.count - pattern.count, by: 1)
                .first { bytes[$0...].starts(with: pattern) }
            #expect(bytes.place(of: pattern, from: start) == expected, "\(pattern) in \(bytes) from \(start)")
        }
    }
}
