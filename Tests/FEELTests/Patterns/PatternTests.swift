import Testing

@testable import FEEL

/// What a pattern does with a budget no small text needs.
enum Tried {
    static let budget = 1_000_000

    static func isFound(_ pattern: String, in text: String, flags: String = "") throws(PatternError) -> Bool {
        var budget = budget
        return try Pattern(pattern, flags: flags).isFound(in: text, budget: &budget)
    }

    static func replacing(
        _ pattern: String, in text: String, with replacement: String, flags: String = ""
    ) throws(PatternError) -> String {
        var budget = budget
        return try Pattern(pattern, flags: flags).replacing(in: text, with: replacement, budget: &budget)
    }

    static func splitting(_ pattern: String, _ text: String, flags: String = "") throws(PatternError) -> [String] {
        var budget = budget
        return try Pattern(pattern, flags: flags).splitting(text, budget: &budget)
    }
}

@Suite("Patterns find")
struct PatternTests {
    @Test(
        "a pattern is found anywhere in the text",
        arguments: [
            ("bra", "abracadabra", true), ("^a.*a$", "abracadabra", true), ("^bra", "abracadabra", false),
            ("", "", true), ("", "x", true), ("x", "", false), ("a|b|", "", true), ("^(?:a|bc)+$", "abcbca", true),
            ("^(?:a|bc)+$", "abcb", false), ("^a{2,3}$", "a", false), ("^a{2,3}$", "aa", true),
            ("^a{2,3}$", "aaaa", false), ("^a{2,}$", "aaaaa", true), ("^a{2}$", "aaa", false), ("^a{0}b$", "b", true),
            ("^(a?b?)*$", "abba", true), ("^(a*)*$", "aaab", false), ("^(?:)*$", "", true), ("a\\.b", "a.b", true),
            ("a\\.b", "acb", false), ("\\$\\^\\|\\-", "$^|-", true), ("^.$", "𠮟", true), ("^..$", "が", false),
            ("\\t\\n\\r", "\t\n\r", true), ("a^b", "ab", false), ("^*a", "a", true), ("()", "", true),
        ])
    func finds(pattern: String, text: String, isFound: Bool) throws {
        #expect(try Tried.isFound(pattern, in: text) == isFound)
    }

    @Test(
        "a class holds what is listed, less what is subtracted",
        arguments: [
            ("[a-c]", "b", true), ("[a-c]", "d", false), ("[^a-c]", "b", false), ("[^a-c]", "d", true),
            ("[a-z-[aeiou]]", "e", false), ("[a-z-[aeiou]]", "f", true), ("[a-z-[a-m-[e]]]", "e", true),
            ("[a-z-[a-m-[e]]]", "f", false), ("[^a-z-[0-9]]", "5", false), ("[^a-z-[0-9]]", "-", true),
            ("[-a]", "-", true), ("[a-]", "-", true), ("[a^]", "^", true), ("[^^]", "^", false), ("[a\\-z]", "-", true),
            ("[a\\-z]", "m", false), ("[.*+?(){}$|]", "{", true), ("[.]", "a", false), ("[\\d\\-x]", "-", true),
            ("[\\D]", "5", false), ("[\\]\\[]", "[", true), ("[+--[+]]", "-", true), ("[\\t-\\r]", "\n", true),
            ("[0-9-.]", "-", true), ("[a-c-1-4]", "2", true), ("[a-c-1-4]", "5", false), ("[a-c-1-4]", "-", true),
            ("[\\d-z]", "-", true), ("[\\d-z]", "z", true), ("[\\d-z]", "a", false), ("[a-c--[b]]", "-", true),
            ("[あ-ん]", "う", true), ("[あ-ん]", "ア", false), ("[^あ]", "あ", false), ("[\\w-[\\d]]", "7", false),
        ])
    func classes(pattern: String, text: String, isFound: Bool) throws {
        #expect(try Tried.isFound(pattern, in: text) == isFound)
    }

    @Test(
        "an escape stands for the characters XML Schema says",
        arguments: [
            // What it matches, and what it does not.
            ("\\d", "0９٣", "a½Ⅳ"), ("\\D", "a½", "0９"), ("\\s", " \t\n\r", "\u{A0}\u{3000}\u{B}a"),
            ("\\S", "\u{A0}\u{3000}a", " \n"), ("\\w", "aあ漢1$+½\u{301}", " -_.、。（」\u{3000}\u{0}\u{AD}"),
            ("\\W", "-_.、 ", "aあ$"), ("\\i", "a_:あ漢", "-.1 $"), ("\\I", "-.1 ", "a_:"), ("\\c", "a_:-.1あ·", " $/"),
            ("\\C", " $/", "a-.1"), ("\\p{L}", "aAあ漢ー", "1_ "), ("\\P{L}", "1_ ", "aあ"), ("\\p{Lu}", "AＡ", "aあ"),
            ("\\p{Nd}", "1１", "一½"), ("\\p{N}", "1½Ⅳ", "一"), ("\\p{Sc}", "¥$€￥", "円"), ("\\p{P}", "、。「-_", "+$"),
            ("\\p{Zs}", " \u{3000}", "\n"), ("\\p{C}", "\u{0}\u{AD}\u{E000}\u{378}", "a"),
            ("\\p{Cn}", "\u{378}\u{FFFF}", "a"), ("\\p{IsBasicLatin}", "a~\n", "é"), ("\\p{IsHiragana}", "あん", "アa漢"),
            ("\\P{IsHiragana}", "アa漢", "あん"), ("\\p{IsKatakana}", "アー", "あｱ"),
            ("\\p{IsCJKUnifiedIdeographs}", "漢一", "あ𠮟"), ("\\p{IsHalfwidthandFullwidthForms}", "ｱＡ！￥", "アA"),
            ("\\p{IsCJKSymbolsandPunctuation}", "、。「\u{3000}〇", "・"), ("\\p{IsLatin-1Supplement}", "é¥", "ā"),
            ("\\p{IsGreek}", "αΩ", "a"), ("\\p{IsCJKUnifiedIdeographsExtensionB}", "𠮟", "叱"),
            ("\\p{IsPrivateUse}", "\u{E000}\u{F0000}", "a"), (".", "a \u{85}\u{2028}", "\n\r"),
        ])
    func escapes(escape: String, inside: String, outside: String) throws {
        for scalar in inside.unicodeScalars {
            #expect(try Tried.isFound("^\(escape)$", in: String(scalar)), "\(scalar.value)")
            #expect(try escape == "." || Tried.isFound("^[\(escape)]$", in: String(scalar)), "\(scalar.value)")
        }
        for scalar in outside.unicodeScalars {
            #expect(try !Tried.isFound("^\(escape)$", in: String(scalar)), "\(scalar.value)")
            #expect(try escape == "." || Tried.isFound("^[^\(escape)]$", in: String(scalar)), "\(scalar.value)")
        }
    }

    // MARK: Flags

    @Test(
        "the flag i makes the cases of a letter alike",
        arguments: [
            ("ABC", "abc", true), ("k", "\u{212A}", true), ("\u{212A}", "K", true), ("s", "ſ", true), ("σ", "ς", true),
            ("[A-Z]*$", "abZ", true), ("^[A-Z-[OI]]$", "x", true), ("^[A-Z-[OI]]$", "i", false), ("[^Q]", "q", false),
            ("[^Q]", "Q", false), ("\\p{Lu}", "a", false), ("\\p{IsBasicLatin}", "\u{212A}", false), ("Ａ", "ａ", true),
            ("[ａ-ｚ]", "Ｑ", true), ("é", "É", true), ("ß", "ẞ", true), ("あ", "ア", false), ("(a)\\1", "aA", true),
            ("[\u{212A}]", "k", true), ("^[A-z]$", "\u{17F}", true), ("(k)\\1", "K\u{212A}", true),
        ])
    func caseBlind(pattern: String, text: String, isFound: Bool) throws {
        #expect(try Tried.isFound(pattern, in: text, flags: "i") == isFound)
    }

    @Test(
        "the flag m makes lines begin and end",
        arguments: [
            ("^b$", "a\nb\nc", true), ("^$", "\nabcd\ndefg\n", true), ("^$", "abcd\n\ndefg\n ", true),
            ("^$", "abcd\ndefg\n", false), ("^$", "", true), ("^$", "\n", true), ("c$", "a\nc", true),
            ("^b$", "a\r\nb", true), ("^b$", "b\r\na", false),
        ])
    func multiline(pattern: String, text: String, isFound: Bool) throws {
        #expect(try Tried.isFound(pattern, in: text, flags: "m") == isFound)
        #expect(try !Tried.isFound("^b$", in: "a\nb\nc"))
    }

    @Test(
        "the other flags do what XPath says",
        arguments: [
            ("a.b", "a\nb", "", false), ("a.b", "a\nb", "s", true), (" h e l l o ", "hello", "x", true),
            (" hello[ ]world", "hello world", "x", true), ("hello\\ sworld", "hello world", "x", true),
            ("\\p{ IsBasicLatin}+$", "hello world", "x", true), ("a{ 2 , 3 }$", "aaa", "x", true),
            ("\\ [a b\\]", "[ab]", "x", true), ("[ a]b", " b", "x", true), ("( ?: a)", "a", "x", true),
            ("a.b(", "xa.b(", "q", true), ("a.b", "acb", "q", false), ("A.B", "a.b", "qi", true),
            ("a b", "ab", "qx", false), ("a b", "a b", "xq", true), ("^", "a", "qm", false), ("A b", "aB", "xix", true),
        ])
    func flags(pattern: String, text: String, flags: String, isFound: Bool) throws {
        #expect(try Tried.isFound(pattern, in: text, flags: flags) == isFound)
    }

    // MARK: Back-references

    @Test(
        "a back-reference matches what its group captured last",
        arguments: [
            ("^(a|b)\\1$", "aa", true), ("^(a|b)\\1$", "ab", false), ("^(?:(a)|b)\\1$", "b", true),
            ("^(?:(a)|b)*\\1$", "aba", true), ("(['\"]).*?\\1", "say 'it'", true), ("^(a*)b\\1$", "aaabaa", false),
            ("^(a*)b\\1$", "aaabaaa", true), ("^(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\\10$", "0123456789" + "9", true),
            ("^(.)\\10$", "aa0", true), ("^(a(b)\\2)$", "abb", true), ("^(a*)*\\1$", "aa", true),
            ("^(|a)+\\1$", "aa", true), ("^(.+)\\1$", "漢字漢字", true), ("^(.*)(.*)\\2\\1$", "xyyx", true),
        ])
    func references(pattern: String, text: String, isFound: Bool) throws {
        #expect(try Tried.isFound(pattern, in: text) == isFound)
    }

    // MARK: Errors

    @Test(
        "a wrong pattern says what is wrong and where",
        arguments: [
            ("ab(c", .unclosedGroup, 2), ("a)b", .unopenedGroup, 1), ("(?=a)", .unknownGroup, 0),
            ("(?", .unknownGroup, 0), ("*a", .nothingToRepeat, 0), ("a|+", .nothingToRepeat, 2),
            ("a**", .nothingToRepeat, 2), ("a+?+", .nothingToRepeat, 3), ("{2}", .nothingToRepeat, 0),
            ("a{", .badQuantity, 1), ("a{,3}", .badQuantity, 1), ("a{2", .badQuantity, 1), ("a{x}", .badQuantity, 1),
            ("a{3,2}", .reversedQuantity, 1), ("x[ab", .unclosedClass, 1), ("[", .unclosedClass, 0),
            ("[a-[b]", .unclosedClass, 0), ("[]", .emptyClass, 0), ("a[^]", .emptyClass, 1),
            ("[z-a]", .reversedRange, 1),
            ("[a-c--e]", .misplacedHyphen, 5), ("[a--]", .misplacedHyphen, 3), ("[a-\\d]", .misplacedHyphen, 2),
            ("[--z]", .misplacedHyphen, 2), ("[a[b]]", .misplacedCharacter("["), 2),
            ("[a-[b]c]", .subtractionNotLast, 6), ("a]", .misplacedCharacter("]"), 1),
            ("a}", .misplacedCharacter("}"), 1),
            ("\\q", .unknownEscape("q"), 0), ("\\b", .unknownEscape("b"), 0), ("\\0", .unknownEscape("0"), 0),
            ("(asd)[asd\\0]", .unknownEscape("0"), 9), ("([a\\1])", .unknownEscape("1"), 3),
            ("a\\", .trailingBackslash, 1),
            ("\\pL", .unknownProperty(""), 0), ("\\p{X}", .unknownProperty("X"), 0),
            ("\\p{Cs}", .unknownProperty("Cs"), 0), ("\\p{IsKanji}", .unknownProperty("IsKanji"), 0),
            ("\\p{}", .unknownProperty(""), 0), ("\\p{L", .unknownProperty("L"), 0),
            ("\\p{ L}", .unknownProperty(" L"), 0), ("(.)\\2", .badReference(2), 3), ("\\3", .badReference(3), 0),
            ("(a\\1)", .badReference(1), 2), ("(a)(b\\2)", .badReference(2), 5), ("\\1(a)", .badReference(1), 0),
            ("(?:a{100}){101}", .tooLarge, 0), ("((a{99}){99}){99}", .tooLarge, 0),
            ("a{99999999999999999999}", .tooLarge, 1), ("a{1,2147483648}", .tooLarge, 1),
            ("(?:){0,1000000}", .tooLarge, 0),
            (String(repeating: "(", count: 51), .tooDeep, 50), (String(repeating: "[a-", count: 60), .tooDeep, 151),
            (String(repeating: "()", count: 201), .tooManyGroups, 400),
        ] as [(String, PatternError.Kind, Int)])
    func errors(pattern: String, kind: PatternError.Kind, position: Int) throws {
        let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
        #expect(error == PatternError(kind, at: position))
        #expect(error?.english.isEmpty == false)
        #expect(error?.japanese.isEmpty == false)
    }

    @Test("places count scalars of the pattern as it was written, even where white space is ignored")
    func places() {
        #expect(throws: PatternError(.unopenedGroup, at: 4)) { try Pattern("a  b)", flags: "x") }
        #expect(throws: PatternError(.unopenedGroup, at: 2)) { try Pattern("🇯🇵)") }
        #expect(throws: PatternError(.emptyClass, at: 3)) { try Pattern(" ( []", flags: "x") }
    }

    @Test("there are no other flags", arguments: [("a", 0), ("mI", 1), (" ", 0), ("smixq,", 5)])
    func wrongFlags(flags: String, position: Int) {
        let error = #expect(throws: PatternError.self) { try Pattern("a", flags: flags) }
        #expect(error?.position == position)
        guard case .unknownFlag = error?.kind else {
            Issue.record("\(flags)")
            return
        }
    }

    @Test(
        "repetitions of more rounds than any text has are no mistake",
        arguments: [
            ("a{2147483647}", false), ("^(?:a{2147483647}|a{3})$", true), ("^a{0,2147483647}$", true),
            ("^(a{2,99999})\\1?$", true), ("^a{4,99999}$", false), ("^(a)\\1{99999}", false),
        ])
    func manyRounds(pattern: String, isFound: Bool) throws {
        if pattern.hasSuffix("\\1{99999}") {
            // A back-reference may be empty, so that its rounds count.
            #expect(throws: PatternError(.tooLarge)) { try Pattern(pattern) }
        } else {
            #expect(try Tried.isFound(pattern, in: "aaa") == isFound)
        }
        var budget = 1_000_000
        let text = String(repeating: "a", count: 100_001)
        #expect(throws: PatternError(.overBudget)) { try Pattern("^a{2,99999}$").isFound(in: text, budget: &budget) }
    }

    @Test("deep but allowed nesting and empty repetitions compile")
    func deep() throws {
        let depth = Pattern.deepestNesting
        let nested = String(repeating: "(", count: depth) + "a" + String(repeating: ")+", count: depth)
        #expect(try Tried.isFound("^\(nested)$", in: "aaa"))
        #expect(try Tried.isFound("^(?:(?:){999999}){999999}$", in: ""))
        #expect(try Tried.isFound("^(?:(?:)*)*\\d{1000}$", in: String(repeating: "7", count: 1000)))
    }
}
