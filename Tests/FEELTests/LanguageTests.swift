import Foundation
import Testing

@testable import FEEL

/// The language rule by rule, for what the tables of the documentation do not say: errors with their places, printed
/// forms, readings, limits, and that nothing depends on anything but what is passed.
@Suite("Language")
struct LanguageTests {
    static let world = Result { try World.shared() }

    // MARK: Errors in the text

    struct Misfit: CustomStringConvertible, Sendable {
        let text: String
        let line: Int
        let column: Int
        let message: String

        init(_ text: String, _ line: Int, _ column: Int, _ message: String) {
            (self.text, self.line, self.column, self.message) = (text, line, column, message)
        }

        var description: String { text }
    }

    @Test(
        "a text that is no formula is refused, with the place in characters as people count them",
        arguments: [
            Misfit("", 1, 1, "The formula ends too early."),
            Misfit("1 +", 1, 4, "The formula ends too early."),
            Misfit("(1 + 2", 1, 7, "The formula ends too early. Add \")\"."),
            Misfit("[1, 2", 1, 6, "The formula ends too early. Add \",\" or \"]\"."),
            Misfit("[1..2", 1, 6, "The formula ends too early. Add the range's closing ] or )."),
            Misfit("{a: 1", 1, 6, "The formula ends too early."),
            Misfit("{a}", 1, 3, "A name is needed where \"}\" stands."),
            Misfit("1 2", 1, 3, "An operator or the end is needed where \"2\" stands."),
            Misfit("補助率 補助率", 1, 5, "There is no operator between"),
            Misfit("1 +\n  × 2", 2, 3, "\"×\" cannot be used in a formula."),
            Misfit("1 +\r\n\r\n+ 2", 3, 1, "A value (a field, a number, a parenthesis) is needed where \"+\" stands."),
            Misfit("𠮷野家 !", 1, 5, "\"!\" cannot be used in a formula."),
            Misfit("👨‍👩‍👧 = 1 )", 1, 7, "An operator or the end is needed where \")\" stands."),
            Misfit("if true then 1", 1, 15, "The formula ends too early. Add \"else\"."),
            Misfit("if true 1 else 2", 1, 9, "\"then\" is needed where \"1\" stands."),
            Misfit("for x return x", 1, 15, "The formula ends too early. Add \"in\"."),
            Misfit("for x in [1] x", 1, 14, "\"return\" is needed where \"x\" stands."),
            Misfit("some x in [1] return x", 1, 15, "\"satisfies\" is needed where \"return\" stands."),
            Misfit("1 between 2", 1, 12, "The formula ends too early. Add \"and\"."),
            Misfit("1 instance of", 1, 14, "The formula ends too early. Add a type."),
            Misfit("1 instance of 2", 1, 15, "A type is needed where \"2\" stands."),
            Misfit("sum(a: 1, 2)", 1, 11, "A parameter's name is needed where \"2\" stands."),
            Misfit("function(a, a) a", 1, 1, "\"a\" is there twice."),
            Misfit("@2026", 1, 2, "A date in quotation marks is needed where \"2026\" stands."),
            Misfit("@\"2026-13-01\"", 1, 1, "\"2026-13-01\" is no date, time or duration."),
            Misfit("\"\\uD83D\"", 1, 2, "The character code after the backslash is wrong."),
            Misfit("\"\\U110000\"", 1, 2, "The character code after the backslash is wrong."),
            Misfit("and", 1, 1, "A value (a field, a number, a parenthesis) is needed where \"and\" stands."),
        ])
    func misfits(misfit: Misfit) throws {
        let error = #expect(throws: FormulaError.self) { try Formula(misfit.text, policy: .open) }
        let finding = try #require(error?.findings.first)
        let (line, column) = finding.span.position(in: misfit.text)
        #expect(line == misfit.line && column == misfit.column, "\(misfit): \(line):\(column)")
        #expect(finding.message.en.hasPrefix(misfit.message), "\(misfit): \(finding.message.en)")
        #expect(finding.severity == .error && !finding.message.ja.isEmpty)
    }

    @Test("a report says the character, and the line where there are several")
    func reports() throws {
        let one = try #require(throws: FormulaError.self) { try Formula("補助率 補助率") }
        #expect(one.findings[0].report(in: "補助率 補助率").ja.hasPrefix("5文字目："))
        #expect(one.findings[0].report(in: "補助率 補助率").en.hasPrefix("Character 5:"))
        let two = try #require(throws: FormulaError.self) { try Formula("1 +\n)") }
        #expect(two.findings[0].report(in: "1 +\n)").ja.hasPrefix("2行1文字目："))
        #expect(two.findings[0].report(in: "1 +\n)").en.hasPrefix("Line 2, character 1:"))
    }

    @Test("the forms' policy refuses what the open policy lets become null")
    func policies() throws {
        for text in ["申請額 * 2", "1 + \"円\"", "function(x) x", "sum()", "1 instance of nothing"] {
            #expect(throws: FormulaError.self) { try Formula(text) }
            let formula = try Formula(text, policy: .open)
            #expect(!formula.findings.isEmpty || text.hasPrefix("function"))
        }
        // A warning is refused by neither.
        #expect(try Formula("1 < 2").findings.map(\.severity) == [.warning])
    }

    @Test("a formula must give the type that is asked for")
    func expectedTypes() throws {
        let scope = Scope(["経費": .amount])
        #expect(throws: FormulaError.self) { try Formula("経費 * 2", in: scope, expecting: .boolean) }
        #expect(throws: FormulaError.self) { try Formula("経費 > 2", in: scope, expecting: .number) }
        #expect(try Formula("経費 * 2", in: scope, expecting: .number).type == .amount)
    }

    // MARK: Printing

    @Test(
        "a formula has one canonical form, with no more parentheses than are needed",
        arguments: [
            ("1+2*3", "1 + 2 * 3"), ("((1+2))*3", "(1 + 2) * 3"), ("1-(2-3)", "1 - (2 - 3)"), ("(1-2)-3", "1 - 2 - 3"),
            ("1/(2*3)", "1 / (2 * 3)"), ("2**(3**2)", "2 ** (3 ** 2)"), ("(2**3)**2", "2 ** 3 ** 2"),
            ("-(3**2)", "-(3 ** 2)"), ("(-3)**2", "-3 ** 2"), ("-x ** 2", "-x ** 2"), ("- - x", "--x"),
            ("(a or b) and c", "(a or b) and c"), ("(a and b) or c", "a and b or c"), ("a = b = c", "(a = b) = c"),
            ("a = (b = c)", "a = (b = c)"), ("x in (1)", "x in 1"), ("x in ( <3 , >5 )", "x in (< 3, > 5)"),
            ("x in (1..5]", "x in (1..5]"), ("]1..5[", "(1..5)"), ("x between 1+1 and 3", "x between 1 + 1 and 3"),
            ("(if a then b else c)+1", "(if a then b else c) + 1"), ("もし(a,b,c)", "if a then b else c"),
            ("for x in 1..(3),y in[x]return x*y", "for x in 1..3, y in [x] return x * y"),
            ("a [ 1 ] . b", "a[1].b"), ("(a+b).c", "(a + b).c"), ("{ \"a b\" :1, \"1\":2}", "{a b: 1, \"1\": 2}"),
            ("f( x :1 )", "f(x: 1)"), ("(function(x:number)x)(1)", "(function(x: number) x)(1)"),
            ("1.500", "1.5"), ("1e3", "1000"), (".5", "0.5"), ("\"\\u3042\"", "\"あ\""), ("\"\\d\"", "\"\\\\d\""),
            ("1 // note", "1"), ("a instance of list<number>", "a instance of list<number>"),
            ("(-x) instance of number", "(-x) instance of number"), ("@\"P18M\"", "@\"P1Y6M\""),
        ])
    func canonicalForms(text: String, canonical: String) throws {
        let formula = try Formula(text, policy: .open)
        #expect(formula.canonical == canonical)
        #expect(try Formula(canonical, policy: .open).canonical == canonical)
    }

    @Test(
        "a formula can be read aloud in Japanese",
        arguments: [
            ("補助対象経費 * 補助率", "補助対象経費×補助率"),
            ("(売上高 - 前年売上高) / 前年売上高", "（売上高－前年売上高）÷前年売上高"),
            ("切捨て(補助対象経費 * 補助率, -3)", "（補助対象経費×補助率）を千未満切り捨てた値"),
            ("切上げ(補助対象経費, -4)", "補助対象経費を一万未満切り上げた値"),
            ("min(補助対象経費, 上限額)", "補助対象経費と上限額の小さい方"),
            ("max(補助対象経費, 上限額, 売上高)", "補助対象経費と上限額と売上高の最も大きいもの"),
            ("if 賃上げ then 上限額 else 0", "もし賃上げならば上限額、そうでなければ0"),
            ("従業員数 < 20 or 資本金 > 1000", "従業員数が20未満、または、資本金が1,000超"),
            ("備考 = null", "備考が空欄"),
            ("賃上げ = true", "賃上げが「はい」"),
            ("not(賃上げ)", "「賃上げ」ではない"),
            ("経費[金額 > 100000 and 対象 = true]", "経費のうち金額が100,000超、かつ、対象が「はい」のもの"),
            ("経費[1].金額", "経費の1番目の金額"),
            ("経費[-1].費目", "経費の最後から1番目の費目"),
            ("every 行 in 経費 satisfies 行.金額 > 0", "経費の各行のすべてで、行の金額が0超"),
            ("for 行 in 経費 return 行.金額 * 補助率", "経費の各行について、行の金額×補助率の一覧"),
            ("開始日 + @\"P1Y6M\"", "開始日＋1年6か月"),
            ("申請日 >= @\"2026-04-01\"", "申請日が2026年4月1日以後"),
            ("count(経費) >= 3", "経費の件数が3以上"),
        ])
    func readings(text: String, reading: String) throws {
        #expect(try LanguageTests.world.get().formula(text).reading == reading)
    }

    // MARK: Limits

    @Test("a text may have 4,000 characters, and not one more")
    func length() throws {
        let longest = "1" + String(repeating: " ", count: Parser.longest - 2) + "+"
        #expect(kind(of: longest) == .endsEarly(.operand))
        #expect(kind(of: longest + "1") == .tooLong(Parser.longest))
        // Characters, not bytes.
        let kanji = "\"" + String(repeating: "補", count: Parser.longest - 2) + "\""
        #expect(try Formula(kanji).evaluate().value.description == kanji)
    }

    @Test("nesting has an end, whatever it is made of", arguments: ["(", "[", "{a: ", "-", "if ", "f(", "not("])
    func nesting(opening: String) {
        let text = String(repeating: opening, count: 1_000)
        #expect(kind(of: text) == .tooDeep(Parser.deepest))
    }

    @Test("sixty levels of parentheses and a sum of a thousand fields are no trouble")
    func roomEnough() throws {
        let nested = String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60)
        #expect(try Formula(nested).evaluate().value == .number(1))
        let sum = Array(repeating: "1", count: 1_000).joined(separator: "+")
        #expect(try Formula(sum).evaluate().value == .number(1_000))
    }

    private func kind(of text: String) -> Finding.Kind? {
        do {
            _ = try Formula(text, policy: .open)
            return nil
        } catch {
            return error.findings.first?.kind
        }
    }

    struct Excess: CustomStringConvertible, Sendable {
        let text: String
        let overrun: Overrun

        init(_ text: String, _ overrun: Overrun) { (self.text, self.overrun) = (text, overrun) }

        var description: String { text }
    }

    @Test(
        "what goes beyond a limit is null and says so",
        arguments: [
            Excess("some i in 1..9999, j in 1..9999 satisfies i + j < 0", .steps),
            Excess("for i in 1..9999, j in 1..9999 return 1", .items),
            Excess("count(for i in 1..10001 return i)", .items),
            Excess("for i in 1..1000000000000 return i", .items),
            Excess("for i in 1..100 return if i = 1 then \"0123456789\" else partial[-1] + partial[-1]", .characters),
            Excess("for i in 1..1000 return [partial[-1]]", .valueDepth),
            Excess("{f: function(g, n) g(g, n + 1), x: f(f, 0)}.x", .callDepth),
            Excess("matches(\"\(String(repeating: "a", count: 60))\", \"^(a*)*(\\1)*b$\")", .steps),
        ])
    func excess(excess: Excess) throws {
        let evaluation = try Formula(excess.text, policy: .open).evaluate()
        #expect(evaluation.value.isNull)
        #expect(evaluation.overrun == excess.overrun)
        #expect(evaluation.notes.last?.kind == .overrun(excess.overrun))
        #expect(evaluation.notes.last?.message == excess.overrun.message)
        #expect(evaluation.steps <= Limits.standard.steps)
    }

    @Test("limits can be set for an evaluation")
    func ownLimits() throws {
        var limits = Limits()
        limits.steps = 50
        limits.items = 5
        let formula = try Formula("count(for i in 1..5 return i)")
        #expect(formula.evaluate(limits: limits).value == .number(5))
        #expect(try Formula("for i in 1..6 return i").evaluate(limits: limits).overrun == .items)
        #expect(try Formula("for i in 1..5, j in 1..5 return 1").evaluate(limits: limits).overrun != nil)
    }

    @Test("notes are few, and none is told twice")
    func notes() throws {
        let rows = try Formula("for i in 1..1000 return 1 / (1 - 1)").evaluate()
        #expect(rows.notes.count == 1)
        let many = try Formula("[" + Array(repeating: "1/(1-1)", count: 100).joined(separator: ", ") + "]").evaluate()
        #expect(many.notes.count == Machine.mostNotes)
    }

    // MARK: Values and time

    @Test("now and today are the moment that is passed, and null without one")
    func moments() throws {
        let formula = try Formula("[now(), today(), now().timezone, year(today())]", policy: .open)
        #expect(formula.evaluate().value.description == "[null, null, null, null]")
        let now = try Formula("now() = now() and today() = date(now())")
        for text in ["1970-01-01T00:00:00Z", "2026-05-20T23:59:59@Asia/Tokyo", "9999-12-31T00:00:00-11:00"] {
            let moment = Moment(now: try #require(DateAndTime(text)))
            #expect(now.evaluate(at: moment).value == .boolean(true))
            #expect(try Formula("string(now())").evaluate(at: moment).value == .string(text))
            #expect(try Formula("string(today())").evaluate(at: moment).value == .string(String(text.prefix(10))))
        }
    }

    @Test("a formula gives the same every time, from many tasks at once")
    func determinism() async throws {
        let world = try LanguageTests.world.get()
        let formula = try world.formula(
            "[最小(切捨て(補助対象経費 * 補助率, -3), 上限額), sort(経費.費目), string(補助率), now(), sqrt(2)]")
        let expected = formula.evaluate(world.values, at: World.moment)
        await withTaskGroup(of: Evaluation.self) { group in
            for _ in 0..<100 { group.addTask { formula.evaluate(world.values, at: World.moment) } }
            for await evaluation in group {
                #expect(evaluation.value.description == expected.value.description)
                #expect(evaluation.steps == expected.steps)
            }
        }
    }

    @Test("names without a value are null, and the note names them")
    func missingValues() throws {
        let formula = try Formula("経費 * 2", in: Scope(["経費": .amount]))
        let evaluation = formula.evaluate()
        #expect(evaluation.value.isNull)
        #expect(evaluation.notes.map(\.kind) == [.missing("経費")])
        #expect(evaluation.notes.first?.message.ja == "「経費」がまだ入力されていません。")
        #expect(formula.evaluate(["経費": .null]).notes.isEmpty)
    }

    @Test("a name of the scope may have several words and signs, and hides a function of that name")
    func names() throws {
        let names: [Name] = ["補助率（上限）", "月-数", "合計 金額", "合計", "合計 金額 計"]
        let scope = Scope(Dictionary(uniqueKeysWithValues: names.map { ($0, .number) }))
        let values = Context(names.enumerated().map { ($1, .number(Number($0 + 1))) })
        for (text, value) in [
            ("補助率（上限） + 月-数", 3), ("月 - 数", 2), ("月-数-月-数", 0), ("合計 金額 * 2", 6), ("合計　金額", 3), ("合計 * 2", 8),
            ("合計 金額 計", 5),
        ] {
            #expect(try Formula(text, in: scope).evaluate(values).value == .number(Number(value)), "\(text)")
        }
        #expect(throws: FormulaError.self) { try Formula("合計([1])", in: scope) }
    }

    @Test("every value is printed so that reading it gives the value again")
    func values() throws {
        for text in [
            "null", "true", "-1.5", "1E+60", "\"\\\"\\\\\\n\"", "@\"2026-04-01\"", "@\"17:00:00.5@Asia/Tokyo\"",
            "@\"P1Y6M\"", "@\"-PT0.5S\"", "[1, [\"a\", null]]", "{費目: \"旅費\", \"1 a\": {b: []}}", "[1..5)",
            "(@\"2026-04-01\"..null)",
        ] {
            let value = try Formula(text, policy: .open).evaluate().value
            #expect(value.description == text)
        }
    }

    @Test("values out of JSON are exact, and a string that begins with = is a formula")
    func json() throws {
        let json = #"{"補助率": "=2/3", "額": 1234567, "率": 0.1, "日": "=@\"2026-04-01\"", "一覧": [1, null, true]}"#
        guard case .context(let values) = try JSONDecoder().decode(Value.self, from: Data(json.utf8)) else {
            Issue.record("no context")
            return
        }
        let formula = try Formula("[補助率 * 3, 額, 率 + 0.2 = 0.3, 日.month, 一覧]", policy: .open)
        #expect(formula.evaluate(values).value.description == "[2, 1234567, true, 4, [1, null, true]]")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Value.self, from: Data(#"["=1 +"]"#.utf8)) }
    }
}
