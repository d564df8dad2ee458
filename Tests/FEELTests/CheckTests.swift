import FEEL
import Testing

@Suite("The static check")
struct CheckTests {
    static let scope = Scope([
        "補助対象経費": .amount, "上限額": .amount, "補助率": .rate, "従業員数": .number, "事業名": .string, "規模": .choice(["小規模", "中小"]),
        "賃上げ": .boolean, "開始日": .date, "終了日": .date, "補助率（上限）": .rate,
        "経費": .list(.context(["費目": .choice(["人件費", "旅費"]), "金額": .amount, "対象": .boolean])),
    ])

    private func formula(_ text: String) throws -> Formula {
        try Formula(text, in: Self.scope, policy: .init(allowsFunctions: false, isStrict: false))
    }

    // MARK: What is right

    @Test(
        "a formula without mistakes has no findings, and its type is known",
        arguments: [
            ("最小(切捨て(補助対象経費 * 補助率, -3), 上限額)", Type.amount), ("補助対象経費 / 上限額", .rate),
            ("合計(経費.金額)", .amount), ("合計(経費[対象 = true and 金額 != null].金額)", .amount), ("件数(経費)", .number),
            ("経費[費目 = \"人件費\"].金額", .list(.amount)), ("経費[1].金額", .amount),
            (
                "経費[-1]",
                .context([
                    "費目": .choice(["人件費", "旅費"]), "金額": .amount, "対象": .boolean,
                ])
            ),
            ("if 賃上げ then 3/4 else 2/3", .number), ("規模 = \"小規模\" and 従業員数 <= 20", .boolean),
            ("従業員数 in [1..20]", .boolean), ("規模 in (\"小規模\", \"中小\")", .boolean), ("終了日 - 開始日", .daysAndTime),
            ("開始日 + @\"P1Y\"", .date), ("開始日.year", .number), ("for 行 in 経費 return 行.金額 * 補助率", .list(.amount)),
            ("some 行 in 経費 satisfies 行.金額 > 1000000", .boolean), ("every 行 in 経費 satisfies 行.対象", .boolean),
            ("補助率（上限） * 補助対象経費", .amount), ("事業名 + \"（第2回）\"", .string),
            ("もし(賃上げ, 上限額, 補助対象経費)", .amount), ("{小計: 合計(経費.金額), 税: 小計 * 0.1}.税", .amount),
            ("従業員数 between 1 and 20", .boolean), ("事業名 = null or 文字数(事業名) <= 40", .boolean),
        ])
    func right(text: String, type: Type) throws {
        let formula = try formula(text)
        #expect(formula.findings.isEmpty, "\(formula.findings.map(\.message.en))")
        #expect(formula.type == type)
    }

    @Test(
        "the names a formula depends on are those of the scope, not those it binds itself",
        arguments: [
            ("補助対象経費 * 補助率 + 補助対象経費", ["補助対象経費", "補助率"]), ("for 行 in 経費 return 行.金額 * 補助率", ["経費", "補助率"]),
            ("経費[金額 > 上限額].金額", ["経費", "上限額"]), ("{上限額: 1, 倍: 上限額 * 2}.倍", []), ("1 + 1", []),
            ("some x in [1, 2] satisfies x > 従業員数", ["従業員数"]), ("規模 in (\"小規模\")", ["規模"]),
        ])
    func dependencies(text: String, names: [Name]) throws {
        #expect(try formula(text).dependencies == Set(names))
    }

    // MARK: What is wrong

    @Test(
        "a mistake is found where it is, and nothing else with it",
        arguments: [
            ("補助対象経費 * 補助律", "補助律", Finding.Kind.unknownName("補助律", nearest: "補助率")),
            ("従業員", "従業員", .unknownName("従業員", nearest: "従業員数")),
            ("切り捨", "切り捨", .unknownName("切り捨", nearest: nil)),
            ("規模 = 小規模", "小規模", .valueAsName("小規模")), ("賃上げ = はい", "はい", .valueAsName("はい")),
            ("切捨(補助対象経費, 0)", "切捨", .unknownFunction("切捨", nearest: "切捨て")),
            (
                "合計(経費.金頷)", "金頷",
                .unknownEntry(
                    "金頷",
                    in: .context([
                        "費目": .choice(["人件費", "旅費"]), "金額": .amount, "対象": .boolean,
                    ]), nearest: "金額")
            ),
            ("開始日.年", "開始日.年", .unknownEntry("年", in: .date, nearest: nil)),
            ("事業名 * 2", "事業名 * 2", .operands("*", .string, .number)),
            ("補助対象経費 + 開始日", "補助対象経費 + 開始日", .operands("+", .amount, .date)),
            ("従業員数 = \"20\"", "従業員数 = \"20\"", .operands("=", .number, .choice(["20"]))),
            ("-事業名", "事業名", .operand("-", .string)),
            ("if 補助対象経費 then 1 else 2", "補助対象経費", .condition(.amount)),
            ("賃上げ and 従業員数", "従業員数", .condition(.number)),
            ("切捨て(補助対象経費)", "切捨て(補助対象経費)", .argumentCount("切捨て", expected: "2", found: 1)),
            ("切捨て(事業名, 0)", "事業名", .argumentType("切捨て", parameter: "n", expected: .number, found: .string)),
            (
                "切捨て(経費.金額, 0)", "経費.金額",
                .argumentType("切捨て", parameter: "n", expected: .number, found: .list(.amount))
            ),
            ("切捨て(n: 補助対象経費, keta: 0)", "keta", .unknownParameter("切捨て", "keta", nearest: nil)),
            ("for x in 補助対象経費 return x", "補助対象経費", .elements(.amount)),
            ("補助対象経費(2)", "補助対象経費", .notCallable(.amount)),
            ("function(x) x", "function(x) x", .functionLiteral),
            ("1 instance of 円", "円", .unknownType("円")),
        ])
    func wrong(text: String, place: String, kind: Finding.Kind) throws {
        let findings = try formula(text).findings
        #expect(findings.map(\.kind) == [kind])
        #expect(findings.first?.span.text(in: text) == place)
        #expect(findings.first?.severity == .error)
        #expect(throws: FormulaError.self) { try Formula(text, in: Self.scope) }
    }

    @Test(
        "what can only be null is an error",
        arguments: ["補助対象経費 > null", "if null then 1 else 2", "補助対象経費 + null", "従業員数 between null and 3", "[20..1]"])
    func null(text: String) throws {
        #expect(try formula(text).findings.contains { if case .alwaysNull = $0.kind { true } else { false } })
        #expect(throws: FormulaError.self) { try Formula(text, in: Self.scope) }
    }

    @Test("division by a constant zero is an error", arguments: ["補助対象経費 / 0", "1 / 0.00", "1 / -0"])
    func zero(text: String) throws {
        #expect(try formula(text).findings.map(\.kind) == [.divisionByZero])
        #expect(throws: FormulaError.self) { try Formula(text, in: Self.scope) }
    }

    @Test(
        "a condition that can never hold is doubtful, and so is one that always does",
        arguments: [
            ("従業員数 > 20 and 従業員数 < 5", false), ("従業員数 = 5 and 従業員数 = 6", false), ("従業員数 = 5 and 従業員数 != 5", false),
            ("賃上げ = true and 賃上げ = false", false), ("20 < 従業員数 and 従業員数 <= 20", false),
            ("規模 = \"大企業\"", false), ("規模 in (\"大企業\")", false), ("1 > 2", false), ("従業員数 between 20 and 1", false),
            ("開始日 < @\"2026-04-01\" and 開始日 > @\"2026-05-01\"", false), ("規模 != \"大企業\"", true), ("1 < 2", true),
            ("規模 != \"小規模\" or 規模 != \"中小\"", true),
        ])
    func decided(text: String, holds: Bool) throws {
        let kinds = try formula(text).findings.map(\.kind)
        #expect(kinds.count == 1)
        #expect(
            kinds.contains { kind in
                switch kind {
                case .alwaysFalse: !holds
                case .alwaysTrue: holds
                default: false
                }
            })
        // Doubtful only: it may be used.
        #expect(throws: Never.self) { try Formula(text, in: Self.scope) }
    }

    @Test(
        "bounds that leave something are not doubted",
        arguments: [
            "従業員数 >= 20 and 従業員数 <= 20", "従業員数 > 5 and 従業員数 < 20", "従業員数 > 5 and 補助対象経費 < 3",
            "従業員数 > 20 or 従業員数 < 5", "規模 = \"小規模\" or 規模 = \"中小\"",
        ])
    func undecided(text: String) throws { #expect(try formula(text).findings.isEmpty) }

    @Test(
        "金額 and 率 are not mixed up",
        arguments: ["補助対象経費 * 上限額", "補助対象経費 + 補助率", "補助率 - 上限額"])
    func mixed(text: String) throws {
        #expect(try formula(text).findings.contains { if case .mixedAmounts = $0.kind { true } else { false } })
    }

    @Test("a formula must give what is expected of it")
    func expected() throws {
        #expect(throws: FormulaError.self) { try Formula("補助対象経費", in: Self.scope, expecting: .boolean) }
        #expect(throws: Never.self) { try Formula("補助対象経費 > 0", in: Self.scope, expecting: .boolean) }
        #expect(throws: Never.self) { try Formula("null", in: Self.scope, expecting: .amount) }
    }

    // MARK: Mends

    @Test(
        "signs and digits typed full-width are mended where they stand, and names keep theirs",
        arguments: [
            ("補助対象経費＊補助率", "補助対象経費 * 補助率"), ("補助対象経費 × 2", "補助対象経費 * 2"), ("補助対象経費×２／３", "補助対象経費 * 2 / 3"),
            ("切捨て（補助対象経費 * 補助率, -3）", "切捨て(補助対象経費 * 補助率, -3)"), ("補助対象経費÷２", "補助対象経費 / 2"),
            ("補助対象経費 － 上限額", "補助対象経費 - 上限額"), ("補助率（上限）×補助対象経費", "補助率（上限） * 補助対象経費"),
            ("従業員数 ≦ 20", "従業員数 <= 20"), ("事業名 = “第×回”", "事業名 = \"第 * 回\""), ("補助対象経費 * 補助律", "補助対象経費 * 補助率"),
            ("規模 = 小規模", "規模 = \"小規模\""), ("賃上げ = いいえ", "賃上げ = false"), ("従業員数 == 20", "従業員数 = 20"),
            ("規模 <> '中小'", "規模 != \"中小\""), ("補助対象経費 > 1,000,000円", "補助対象経費 > 1000000"),
            ("賃上げ かつ 従業員数 > 20", "賃上げ and 従業員数 > 20"), ("開始日 >= \"2026-04-01\"", "開始日 >= @\"2026-04-01\""),
            ("開始日 >= 2026-04-01", "開始日 >= @\"2026-04-01\""),
        ])
    func mends(text: String, mended: String) throws {
        var findings: [Finding] = []
        do { findings = try formula(text).findings } catch let error as FormulaError { findings = error.findings }
        let mend = try #require(findings.compactMap(\.mend).first, "\(findings.map(\.message.en))")
        #expect(mend.applied(to: text) == mended)
    }

    @Test("a formula with very many mistakes is told of some of them")
    func many() throws {
        let text = (0..<400).map { "未知\($0)" }.joined(separator: "+")
        #expect(try formula(text).findings.count == 30)
    }

    @Test("where no name is near, the message says which there are")
    func entries() throws {
        let finding = try #require(try formula("経費[1].まったく別の名前").findings.first)
        #expect(finding.message.ja.contains("「対象」「費目」「金額」などがあります。"))
    }

    @Test("every finding has a message in both languages, and a position people can find")
    func messages() throws {
        let text = "補助対象経費 *\n  補助律"
        let finding = try #require(try formula(text).findings.first)
        #expect(finding.report(in: text).ja.hasPrefix("2行3文字目："))
        #expect(finding.report(in: text).en.hasPrefix("Line 2, character 3: "))
        #expect(finding.message.ja.contains("「補助率」"))
    }
}
