import Testing

@testable import FEEL

@Suite("Patterns replace and split")
struct PatternEditTests {
    @Test(
        "every match is replaced, from left to right",
        arguments: [
            ("a", "[b-z]", "#", "a"), ("abracadabra", "bra", "*", "a*cada*"), ("abracadabra", "a.*a", "*", "*"),
            ("abracadabra", "a.*?a", "*", "*c*bra"), ("abracadabra", "a", "", "brcdbr"),
            ("abracadabra", "a(.)", "a$1$1", "abbraccaddabbra"), ("AAAA", "A+", "b", "b"), ("AAAA", "A+?", "b", "bbbb"),
            ("darted", "^(.*?)d(.*)$", "$1c$2", "carted"), ("reluctant", "r.*?t", "X", "Xant"),
            ("0123456789", "(\\d{3})(\\d{3})(\\d{4})", "($1) $2-$3", "(012) 345-6789"),
            ("facetiously", "[iouy]", "[$0]", "facet[i][o][u]sl[y]"), ("abc", ".^[d-z]", "#", "abc"),
            ("aaaa", "a{2}?", "b", "bb"), ("aaaaa", "a{2,3}", "b", "bb"), ("aaaaa", "a{2,3}?", "b", "bba"),
            ("ab", "a|ab", "x", "xb"), ("ab", "ab|a", "x", "x"), ("が", "か", "x", "x\u{3099}"),
            ("令和8年4月", "(\\d+)年(\\d+)月", "$2/$1", "令和4/8"),
        ])
    func replaces(text: String, pattern: String, replacement: String, result: String) throws {
        // Compared scalar by scalar, since texts that only look alike are not the same here.
        let replaced = try Tried.replacing(pattern, in: text.decomposedIfKana, with: replacement)
        #expect(Array(replaced.unicodeScalars) == Array(result.unicodeScalars))
    }

    @Test(
        "references take as many digits as there are groups for, and are empty where a group took no part",
        arguments: [
            ("a", "(a)|(b)", "[$2]", "[]"), ("a", "(a)", "$2", ""), ("a", "(a)", "$9x", "x"), ("a", "(a)", "$10", "a0"),
            ("a", "(a)", "$123", "a23"), ("a", "(a)", "$01", "a"), ("a", "(a)", "$0001", "a"),
            ("a", "(a)", "$002", "a2"),
            ("abcdefghijk", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "$11$10$1", "kja"), ("a", "(a)", "\\$1\\\\", "$1\\"),
            ("abcdefghijk", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "$12", "a2"), ("a", "a", "$1", ""),
            ("aab", "(?:(a)|b)+", "<$1>", "<a>"), ("a", "a", "$99999999999999999999", "9999999999999999999"),
        ])
    func references(text: String, pattern: String, replacement: String, result: String) throws {
        #expect(try Tried.replacing(pattern, in: text, with: replacement) == result)
    }

    @Test(
        "a wrong replacement says where",
        arguments: [
            ("$", .badDollar, 0), ("a$x", .badDollar, 1), ("$$", .badDollar, 0), ("ab\\", .badBackslash, 2),
            ("\\n", .badBackslash, 0), ("$1\\1", .badBackslash, 2),
        ] as [(String, PatternError.Kind, Int)])
    func wrongReplacements(replacement: String, kind: PatternError.Kind, position: Int) {
        #expect(throws: PatternError(kind, at: position)) { try Tried.replacing("(a)", in: "a", with: replacement) }
        // It is wrong even where nothing is replaced.
        #expect(throws: PatternError(kind, at: position)) { try Tried.replacing("(a)", in: "b", with: replacement) }
    }

    @Test("with the flag q the replacement stands for itself, too")
    func quoted() throws {
        #expect(try Tried.replacing("a.b", in: "a.b acb", with: "$1\\", flags: "q") == "$1\\ acb")
    }

    @Test("flags count in replacing", arguments: [("x", "# # # # "), ("s", "# # # # "), ("smix", "# # # # ")])
    func flags(flags: String, result: String) throws {
        #expect(try Tried.replacing("[a-z]", in: "a b c d ", with: "#", flags: flags) == result)
        #expect(try Tried.replacing(".^[d-z]*", in: "abc", with: "#", flags: "smix") == "abc")
    }

    @Test(
        "a pattern that matches nothing at all is refused",
        arguments: ["", "a*", "^", "$", "(a)?", "^$", "a|", "()\\1"])
    func emptyMatches(pattern: String) {
        for flags in ["", "m"] {
            #expect(throws: PatternError(.matchesEmptyText)) {
                try Tried.replacing(pattern, in: "abc", with: "x", flags: flags)
            }
            #expect(throws: PatternError(.matchesEmptyText)) { try Tried.splitting(pattern, "abc", flags: flags) }
        }
    }

    @Test(
        "a text is split at each match",
        arguments: [
            ("John Doe", "\\s", ["John", "Doe"]), ("a;b;c;;", ";", ["a", "b", "c", "", ""]),
            ("foo,bar", ",", ["foo", "bar"]),
            ("", ",", [""]), ("abc", ",", ["abc"]), (",", ",", ["", ""]), ("a1b22c", "\\d+", ["a", "b", "c"]),
            ("東京都、大阪府", "、", ["東京都", "大阪府"]), ("a.b", "\\.", ["a", "b"]), ("aXbxc", "x", ["aXb", "c"]),
            ("a\r\nb\nc", "\\r?\\n", ["a", "b", "c"]), ("a--b-c", "(-)\\1", ["a", "b-c"]),
        ])
    func splits(text: String, pattern: String, parts: [String]) throws {
        #expect(try Tried.splitting(pattern, text) == parts)
    }
}

extension String {
    /// With か and a combining mark in place of が.
    fileprivate var decomposedIfKana: String {
        self == "が" ? "か\u{3099}" : self
    }
}
