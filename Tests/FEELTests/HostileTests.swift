import FEEL
import Foundation
import Testing

private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

@Suite("Hostile formulas")
struct HostileTests {
    private func evaluation(_ text: String, _ values: Context = .empty) throws -> Evaluation {
        try Formula(text, policy: .open).evaluate(values)
    }

    @Test(
        "nesting of any kind is refused before it is too deep",
        arguments: [
            ("(", "1", ")"), ("[", "1", "]"), ("{a: ", "1", "}"), ("-", "a", ""), ("not(", "true", ")"),
            ("if true then ", "1", " else 2"), ("for x in [1] return ", "x", ""), ("1 in (", "1", ")"),
            ("function(x) ", "x", ""), ("1 + (", "1", ")"), ("a[", "1", "]"), ("some x in ", "[1]", " satisfies true"),
            ("(1..", "2", "]"), ("2 ** (", "1", ")"),
        ])
    func nesting(open: String, core: String, close: String) throws {
        for count in [65, 300, 600] {
            let text = repeated(open, count) + core + repeated(close, count)
            let error = #expect(throws: FormulaError.self) { try Formula(text, policy: .open) }
            guard let kind = error?.findings.first?.kind else { continue }
            let isLimit =
                switch kind {
                case .tooDeep, .tooLong: true
                default: false
                }
            #expect(isLimit, "\(text.prefix(40)): \(kind)")
        }
        #expect(throws: Never.self) { try Formula(repeated(open, 12) + core + repeated(close, 12), policy: .open) }
    }

    @Test(
        "long chains are no nesting",
        arguments: [" + ", " * ", " and ", " or ", ", "])
    func chains(sign: String) throws {
        let text = "[" + Array(repeating: "1", count: 600).joined(separator: sign) + "]"
        #expect(try evaluation(text).overrun == nil)
    }

    @Test("a chain of paths, filters or calls ends where the tree may be no deeper", arguments: [".a", "[1]", "(1)"])
    func postfixes(text: String) throws {
        #expect(throws: FormulaError.self) { try Formula("x" + repeated(text, 400), policy: .open) }
    }

    @Test("types in types are nesting, too")
    func types() throws {
        func text(_ count: Int) -> String { "x instance of " + repeated("list<", count) + "Any" + repeated(">", count) }
        #expect(throws: FormulaError.self) { try Formula(text(500), policy: .open) }
        #expect(throws: Never.self) { try Formula(text(12), policy: .open) }
    }

    @Test("a text is at most 4,000 characters long")
    func length() throws {
        #expect(throws: Never.self) { try Formula("1" + repeated(" ", 3_999), policy: .open) }
        #expect(throws: FormulaError.self) { try Formula("1" + repeated(" ", 4_000), policy: .open) }
    }

    @Test(
        "what would take too long or grow too large is stopped, is null, and says so",
        arguments: [
            ("for a in 1..9999, b in 1..9999 return a", Overrun.items), ("for a in 1..10001 return a", .items),
            ("for a in 1..99999999999999 return a", .items), ("count([1..1e30])", nil),
            ("every a in 1..9999, b in 1..9999 satisfies a + b > 0", .steps),
            ("(function(f) f(f))(function(f) f(f))", .callDepth),
            ("{f: function(g, n) if n = 0 then 0 else g(g, n - 1), r: f(f, 100000)}.r", .callDepth),
            ("for a in 1..300 return if a = 1 then [1] else [partial[-1]]", .valueDepth),
            ("(for a in 1..40 return if a = 1 then [1] else [partial[-1], partial[-1]])[-1] = [2]", nil),
            ("string((for a in 1..40 return if a = 1 then [1] else [partial[-1], partial[-1]])[-1])", .steps),
            ("flatten((for a in 1..40 return if a = 1 then [1] else [partial[-1], partial[-1]])[-1])", .steps),
            (
                "(for a in 1..40 return if a = 1 then [1] else [partial[-1], partial[-1]]) "
                    + "= (for a in 1..40 return if a = 1 then [1] else [partial[-1], partial[-1]])", .steps
            ),
            ("(for a in 1..40 return if a = 1 then \"ab\" else partial[-1] + partial[-1])[-1]", .characters),
            ("for a in 1..2000 return partial", .valueDepth), ("distinct values(for a in 1..9999 return a)", .steps),
            ("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")", nil),
            ("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a|aa)+\\\\1$\")", .steps),
            ("for a in 1..9999 return 1e6000 * 1e-6000", .steps),
            ("for a in 1..9999 return matches(\"a\", \"(a{90}){\" + string(modulo(a, 90) + 10) + \"}\")", .steps),
            ("for a in 1..9999 return exp(a) ** 0.5", .steps),
        ] as [(String, Overrun?)])
    func overruns(text: String, overrun: Overrun?) throws {
        let evaluation = try evaluation(text)
        #expect(evaluation.overrun == overrun)
        #expect(evaluation.steps <= Limits.standard.steps)
        if let overrun {
            #expect(evaluation.value.isNull)
            #expect(evaluation.notes.last?.kind == .overrun(overrun))
        }
    }

    /// A context whose entries `name0` to `name40` are each made of two of the one before: 41 values, and 2^40 to go through.
    private func doubled(_ name: String, _ pair: (String) -> String) -> String {
        "\(name)0: 1, " + (1...40).map { "\(name)\($0): \(pair("\(name)\($0 - 1)"))" }.joined(separator: ", ")
    }

    private func lists(_ name: String) -> String { doubled(name) { "[\($0), \($0)]" } }

    private func contexts(_ name: String) -> String { doubled(name) { "{p: \($0), q: \($0)}" } }

    @Test("values made of one another are endless to go through, and nothing goes through them")
    func shared() throws {
        let type = repeated("list<", 40) + "number" + repeated(">", 40)
        for text in [
            "{\(lists("a"))}", "{\(contexts("a"))}.a40", "{\(lists("a")), \(lists("b")), r: a40 in b40}.r",
            "{\(contexts("a")), \(contexts("b")), r: a40 in (b40)}.r", "{\(lists("a")), r: a40 instance of \(type)}.r",
            "{\(lists("a")), f: function(x: \(type)) 1, r: f(a40)}.r",
        ] {
            #expect(try evaluation(text).overrun == .steps, "\(text.suffix(40))")
        }
    }

    @Test("types made of one another are endless, too, and the check stops at what is known of them")
    func typesOfOneAnother() throws {
        for end in ["(if true then a40 else b40).p.q", "[a40, b40][1].p.q", "a40 = b40"] {
            let formula = try Formula("{\(contexts("a")), \(contexts("b")), r: \(end)}.r", policy: .open)
            #expect(formula.findings.isEmpty, "\(end)")
        }
    }

    @Test(
        "comparing costs what is compared, wherever it is done",
        arguments: [
            "sort(strings)", "min(strings)", "for i in 1..9000 return text in [text..text]",
            "for i in 1..9000 return text in other", "for i in 1..9000 return before([text..text], [text..text])",
            "for i in 1..9000 return numbers instance of list<number>", "for i in 1..9000 return f(numbers)",
        ])
    func comparing(text: String) throws {
        let given =
            "text: string join(for i in 1..9000 return \"0123456789\", \"\"), other: text + \"\", "
            + "strings: for i in 1..9000 return text, numbers: for i in 1..9000 return i, "
            + "f: function(x: list<number>) 1"
        #expect(try evaluation("{\(given), r: \(text)}.r").overrun == .steps)
    }

    @Test("numbers with large exponents cost as much to read as to compute with")
    func reading() throws {
        #expect(try evaluation("for i in 1..9000 return number(\"1.7e-6000\")").overrun == .steps)
        #expect(try evaluation("for i in 1..9000 return range(\"[1.7e-6000..1]\")").overrun == .steps)
    }

    @Test("functions made in a loop do not hold one another")
    func closures() throws {
        let evaluation = try evaluation("(for i in 1..300 return function(x) x + i)[300](1)")
        #expect(evaluation.value == 301)
    }

    @Test("what the loop has so far costs nothing to keep, and its copies are counted")
    func partial() throws {
        #expect(try evaluation("count(for i in 1..9000 return {p: partial, r: i}.r)").overrun == .steps)
    }

    @Test("the reading of a formula is as long as the formula", arguments: ["切捨て(", "round down(scale: 0, n: "])
    func readings(open: String) throws {
        let close = open.contains("scale") ? ")" : ", 0)"
        let formula = try Formula(repeated(open, 60) + "1" + repeated(close, 60))
        #expect(formula.reading.unicodeScalars.count < 4_000)
    }

    @Test("values given from outside may be no deeper than those made inside")
    func depth() throws {
        func nested(_ depth: Int) -> Value { (0..<depth).reduce(1) { value, _ in [value] } }
        let formula = try Formula("a = b", in: Scope(["a": .any, "b": .any]))
        #expect(formula.evaluate(["a": nested(100), "b": nested(100)]).value == true)
        #expect(formula.evaluate(["a": nested(2_000), "b": nested(2_000)]).overrun == .valueDepth)
    }

    @Test(
        "the deepest formulas need no more stack than a small thread has",
        arguments: [
            repeated("(1 + ", 63) + "1" + repeated(")", 63),
            repeated("{a: ", 63) + "1" + repeated("}", 63),
            repeated("if true then ", 63) + "1" + repeated(" else 1", 63),
            "1" + repeated(" = 1", 126),
            "[1]" + repeated("[true]", 126), "{f: function(g, n) g(g: g, n: n), r: f(f, 1)}.r",
            "{f: function(g) some x in [1] satisfies g(g), r: f(f)}.r",
            "{f: function(g) for " + (0..<60).map { "a\($0) in [1]" }.joined(separator: ", ")
                + " return g(g), r: f(f)}.r",
        ])
    func stack(text: String) throws {
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            if let formula = try? Formula(text, policy: .open) {
                _ = (formula.evaluate(), formula.canonical, formula.reading)
            }
            done.signal()
        }
        // A build for debugging takes six times what one for release takes, which is less than 512 KB.
        thread.stackSize = 6 * 512 * 1024
        thread.start()
        done.wait()
    }

    @Test(
        "numbers at the ends of what there is give null or a number, and nothing else happens",
        arguments: [
            "[1, 2][-9223372036854775808]", "[1, 2][9223372036854775808]",
            "[1, 2][170141183460469231731687303715884105727]",
            "1e6144 * 10", "-1e6144 - 1e6144", "1e-6176 / 10", "10 ** 1e6144", "1e6144 ** -1e6144", "0 ** -1", "0 / 0",
            "sqrt(-1)", "log(0)", "exp(1e6144)", "exp(-1e6144)", "modulo(1e6144, 1e-6176)", "modulo(1, 0)",
            "round up(1e6144, -6111)", "round down(1/3, 6176)", "decimal(1, 1e6144)",
            "substring(\"a\", -9223372036854775808)",
            "sublist([1], 1, 9223372036854775807)", "insert before([1], 9223372036854775807, 2)",
            "date(999999999, 12, 31) + @\"P1D\"", "date(-999999999, 1, 1) - @\"P1M\"", "@\"P99999999Y\" * 1e6144",
            "date and time(\"999999999-12-31T23:59:59-18:00\") + @\"PT24H\"", "time(1e6144, 0, 0)", "time(1, 1, 1/3)",
            "@\"PT1S\" / 1e-6176", "@\"P1D\" / @\"PT0S\"", "string length(string(1e6144))", "number(\"1e6145\")",
            "mean([1e6144, 1e6144])", "stddev([1e6144, -1e6144])", "product([1e6144, 10])", "even(1e6144)",
        ])
    func extremes(text: String) throws { #expect(try evaluation(text).overrun == nil) }

    @Test("the same formula gives the same, with the same steps, however often it is asked")
    func determinism() throws {
        let formula = try Formula("for x in 1..50 return {a: x / 7, b: string(x)}", policy: .open)
        let first = formula.evaluate()
        for _ in 0..<20 {
            let again = formula.evaluate()
            #expect(again.value == first.value)
            #expect(again.steps == first.steps)
        }
    }

    @Test("a limit can be set lower for one evaluation")
    func limits() throws {
        var limits = Limits()
        limits.steps = 10
        let formula = try Formula("for x in 1..50 return x", policy: .open)
        #expect(formula.evaluate(limits: limits).overrun == .steps)
        limits.steps = 1_000
        limits.items = 49
        #expect(formula.evaluate(limits: limits).overrun == .items)
    }
}
