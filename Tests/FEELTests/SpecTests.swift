import FEEL
import Testing

/// What the specification says where it is easily missed (DMN 1.5 clause 10), one rule a test. Each pair is a formula and
/// the formula of the value it must have.
@Suite("The specification, rule by rule")
struct SpecTests {
    private func value(_ text: String) throws -> Value { try Formula(text, policy: .open).evaluate().value }

    private func verify(_ text: String, gives expected: String) throws {
        let (found, wanted) = (try value(text), try value(expected))
        #expect(found == wanted, "\(text)")
    }

    // MARK: Grammar

    @Test(
        "the sign of a numeric literal belongs to it (rule 35)",
        arguments: [
            ("-7 instance of number", "true"), ("- 7 instance of number", "true"), ("-7[1]", "-7"),
            ("-2 ** 4", "16"), ("9--7", "16"), ("9 - -7", "16"), ("--7", "7"), ("-(2 ** 4)", "-16"),
        ])
    func negativeLiterals(text: String, expected: String) throws { try verify(text, gives: expected) }

    @Test(
        "nothing may be missing after a comma (rules 42, 54 and 57)",
        arguments: ["[7,]", "[,]", "{a: 7,}", "sum(7,)"])
    func commas(text: String) { #expect(throws: FormulaError.self) { try Formula(text, policy: .open) } }

    @Test(
        "an item of a list may be an interval that begins with a bracket turned round (rule 9)",
        arguments: [("3 in [9, ]2..4[]", "true"), ("2 in [9, ]2..4[]", "false"), ("count([9, ]2..4], 5])", "3")])
    func turnedBrackets(text: String, expected: String) throws { try verify(text, gives: expected) }

    // MARK: Names

    @Test(
        "a key in quotation marks is a name like others where it can be one (§10.3.2.6)",
        arguments: [
            ("{\"net price\": 80, tax: net price / 10}.tax", "8"), ("{\"net price\": 80}.net price", "80"),
            ("{\"net-price\": 80, net: 9, price: 2, r: net-price}.r", "80"), ("{\"v.a.t\": 8, r: v.a.t}.r", "8"),
        ])
    func quotedKeys(text: String, expected: String) throws { try verify(text, gives: expected) }

    @Test(
        "of names with signs in them only those in scope count (§10.3.1.5)",
        arguments: [
            ("[{x-y: 1}, {x: 9, y: 2, r: x-y}][2].r", "7"), ("{x: 9, y: 2, x-y: 1, r: x-y}.r", "1"),
            ("{f: function(x-y) x-y * 2, x: 9, y: 2, r: [x-y, f(x-y)]}.r", "[7, 14]"),
            ("{x: 9, y: 2, r: [for x-y in [1] return x-y, [x-y]]}.r", "[[1], [7]]"),
            ("{x: 9, y: 2, r: [some x-y in [1] satisfies x-y = 1, x-y]}.r", "[true, 7]"),
            ("{x: 9, y: 2, inner: {x-y: 1, r: x-y}, r: [inner.r, inner.x-y, x-y]}.r", "[1, 1, 7]"),
            ("[{unit price: 3}, {unit price: 5}][unit price > 4].unit price", "[5]"),
        ])
    func scopes(text: String, expected: String) throws { try verify(text, gives: expected) }

    @Test(
        "the canonical form lets no name run into a longer one",
        arguments: [
            ("{x: 9, y: 2, x-y: 1, r: (x)-(y)}.r", "{x: 9, y: 2, x-y: 1, r: (x) - y}.r"),
            ("{x: 9, y: 2, x-y: 1, r: x-y}.r", "{x: 9, y: 2, x-y: 1, r: x-y}.r"),
            ("{c: {x: 9, x*2: 1}, r: (c.x) * 2}.r", "{c: {x: 9, x*2: 1}, r: (c.x) * 2}.r"),
            (
                "{profit and loss: 1, profit: true, loss: true, r: (profit) and (loss)}.r",
                "{profit and loss: 1, profit: true, loss: true, r: (profit) and loss}.r"
            ),
            ("{x: 9, y: 2, r: (x)-(y)}.r", "{x: 9, y: 2, r: x - y}.r"),
        ])
    func canonicalNames(text: String, expected: String) throws {
        let canonical = try Formula(text, policy: .open).canonical
        #expect(canonical == expected)
        #expect(try Formula(canonical, policy: .open).canonical == canonical)
        try verify(canonical, gives: text)
    }

    @Test(
        "a key that cannot be read as a name keeps its quotation marks",
        arguments: ["{\"a//b\": 1}", "{\"a..b\": 1}", "{\"a/*b\": 1}", "{\"7a\": 1}", "{\"a  b\": 1}", "{a/b: 1}"])
    func keysAsWritten(text: String) throws {
        #expect(try Formula(text, policy: .open).canonical == text)
        #expect(try value(text).description == text)
    }

    @Test(
        "parameters may have signs in their names, called by name, too (rules 25, 30 and 40)",
        arguments: [
            ("(function(v.a.t, net-price) v.a.t + net-price)(net-price: 80, v.a.t: 8)", "88"),
            ("(function(unit price) unit price * 2)(unit price: 4)", "8"), ("abs(n: 2 - 9)", "7"), ("abs(2 - 9)", "7"),
        ])
    func namedWithSigns(text: String, expected: String) throws { try verify(text, gives: expected) }

    // MARK: Functions

    @Test(
        "functions are equal that have the same parameters, body and scope (table 53)",
        arguments: [
            ("(function(n) n + 1) = (function(n) n  +  1)", "true"),
            ("(function(n) n + 1) = (function(m) m + 1)", "false"),
            ("(function(n: number) n) = (function(n) n)", "false"), ("(function() 1) != (function() 2)", "true"),
            ("{make: function(n) function() n, r: [make(1) = make(1), make(1) = make(2)]}.r", "[true, false]"),
            ("sum = sum", "true"), ("sum = count", "false"), ("sum = 1", "null"), ("sum = null", "false"),
        ])
    func equalFunctions(text: String, expected: String) throws { try verify(text, gives: expected) }

    @Test(
        "a function conforms to a type that asks for less and expects no more (§10.3.2.9.2)",
        arguments: [
            ("(function(n: number) n) instance of function<Any> -> Any", "false"),
            ("(function(n: Any) 1) instance of function<date> -> Any", "true"),
            ("(function(n) 1) instance of function<date> -> number", "true"),
            ("(function(l: list<date>) 1) instance of function<list<Any>> -> number", "false"),
            ("(function(c: context<x: date>) 1) instance of function<context<x: date, y: date>> -> number", "true"),
            ("(function(c: context<x: date, y: date>) 1) instance of function<context<x: date>> -> number", "false"),
            ("(function() \"text\") instance of function<> -> number", "false"),
            ("(function() {x: 1, y: 2}) instance of function<> -> context<x: number>", "true"),
            ("(function(n: number) n > 1) instance of function<number> -> string", "false"),
            ("ceiling instance of function<number, number> -> number", "true"),
            ("(function(f: function<number> -> string) f(1))(function(n) string(n))", "\"1\""),
            ("(function(f: function<number> -> string) f(1))(function(s: string) s)", "null"),
        ])
    func functionTypes(text: String, expected: String) throws { try verify(text, gives: expected) }

    @Test(
        "an argument that is a list of one is that one (§10.3.2.9.4)",
        arguments: [("not([false])", "true"), ("not([false, true])", "null"), ("not(\"false\")", "null")])
    func singletons(text: String, expected: String) throws { try verify(text, gives: expected) }

    // MARK: Ranges

    @Test(
        "before and after have names for each of their signatures; the order tells which is meant (table 78)",
        arguments: [
            ("before(point: 3, range: [4..6])", "true"), ("before(range: [4..6], point: 3)", "false"),
            ("after(point: 7, range: [4..6])", "true"), ("after(range: [4..6], point: 7)", "false"),
            ("before(point1: 3, point2: 4)", "true"), ("after(range1: [4..6], range2: [1..3])", "true"),
            ("before(point: 3, range: 4)", "null"), ("before(point: 3)", "null"),
        ])
    func namedPoints(text: String, expected: String) throws { try verify(text, gives: expected) }

    @Test(
        "a point may be the end of a range whose other end leaves it out (table 78)",
        arguments: [
            ("finishes(4, (4..4])", "true"), ("finished by((4..4], 4)", "true"), ("starts(4, [4..4))", "true"),
            ("started by([4..4), 4)", "true"), ("includes((4..4], 4)", "true"), ("during(4, [4..4))", "true"),
            ("during(4, (4..4))", "false"), ("finishes(4, [4..4))", "false"), ("starts(4, (4..4])", "false"),
        ])
    func emptyRanges(text: String, expected: String) throws { try verify(text, gives: expected) }

    @Test(
        "a name before a keyword is set apart from a longer name that goes on with the keyword",
        arguments: [
            "every b else in [1] satisfies if true then (b) else 2",
            "for b else in [1] return if true then 1 + (b) else 2",
            "every a then in [true] satisfies if (a) then 1 else 2", "1 < (date) and time = 2",
            "{x in: 1, y: (x) in [1]}", "for x return in [1] return for y in (x) return y",
        ])
    func keywords(text: String) throws {
        let formula = try Formula(text, policy: .open)
        #expect(try Formula(formula.canonical, policy: .open).canonical == formula.canonical)
    }
}
