import FEEL
import Testing

@testable import XLSForm

/// A form's fields, as the tests of translations speak of them.
enum TestForm {
    static let context = TranslationContext(
        fields: [
            field("経費", .number, isWhole: true), field("数量", .number, isWhole: true), field("単価", .number),
            field("氏名", .string), field("備考", .string), field("規模", .choice(["小規模", "中小", "1", "2"])),
            field("対象", .list(.choice(["機械", "外注", "旅費"]))), field("開始日", .date), field("終了日", .date),
            field("受付", .dateAndTime), field("時刻", .time), field("不明", .any, isCalculated: true),
            field("小計", .number, isCalculated: true), field("結語", .string, isCalculated: true),
            field("判定", .boolean, isCalculated: true),
            field("a-b", .number), field("必須額", .number, isWhole: true, isRequired: true),
            row("費目", .string), row("金額", .number, isWhole: true, isRequired: true), row("税", .number, isWhole: true),
            row("必須名", .string, isRequired: true),
            TranslationContext.Field(
                name: "細目", nodeset: "/data/表/内訳/細目", type: .number, tables: ["表", "内訳"]),
        ],
        tables: [
            TranslationContext.Table(name: "表", nodeset: "/data/表"),
            TranslationContext.Table(name: "内訳", nodeset: "/data/表/内訳", tables: ["表"]),
        ])

    static func field(
        _ name: String, _ type: FEEL.`Type`, isWhole: Bool = false, isRequired: Bool = false, isCalculated: Bool = false
    ) -> TranslationContext.Field {
        TranslationContext.Field(
            name: name, nodeset: "/data/\(name)", type: type, isWhole: isWhole, isRequired: isRequired,
            isCalculated: isCalculated)
    }

    static func row(
        _ name: String, _ type: FEEL.`Type`, isWhole: Bool = false, isRequired: Bool = false
    ) -> TranslationContext.Field {
        TranslationContext.Field(
            name: name, nodeset: "/data/表/\(name)", type: type, tables: ["表"], isWhole: isWhole, isRequired: isRequired)
    }

    static func formula(_ text: String, as role: FEELTranslation.Role = .value) throws -> String {
        switch FEELTranslation(of: text, in: context, as: role) {
        case .formula(let formula): return formula
        case .needsReview(let message): throw Refused(text: text, message: message.en)
        }
    }

    struct Refused: Error { let text: String, message: String }
}

@Suite("Translations to FEEL")
struct TranslationTests {
    @Test(
        "a value becomes a formula",
        arguments: [
            // Arithmetic
            ("${経費} + 1", "経費 + 1"), ("${経費} - ${数量} - 1", "経費 - 数量 - 1"),
            ("${経費} - (${数量} - 1)", "経費 - (数量 - 1)"), ("(${経費} + 1) * 2", "(経費 + 1) * 2"),
            ("${経費} * 2 div 3", "経費 * 2 / 3"), ("${経費} div (2 * 3)", "経費 / (2 * 3)"),
            ("${経費} div ${数量}", "経費 / 数量"), ("-${経費}", "-経費"), ("- (1 + 2)", "-(1 + 2)"), ("--1", "--1"),
            ("${経費} mod 3", "経費 - 3 * round down(経費 / 3, 0)"), ("7 mod 3", "modulo(7, 3)"),
            ("(${経費}+1) mod ${数量}", "経費 + 1 - 数量 * round down((経費 + 1) / 数量, 0)"),
            ("string-length(${氏名}) mod 2", "modulo(if 氏名 = null then 0 else string length(氏名), 2)"),
            ("${氏名} + 1", "number(氏名) + 1"), ("${規模} * 2", "number(規模) * 2"), ("'5' + 1", "5 + 1"), ("1.50", "1.50"),
            (".5 + 2.", ".5 + 2"), ("${経費}*-1", "経費 * -1"),
            // Numbers
            ("int(${単価} * 0.7)", "round down(単価 * 0.7, 0)"), ("int(${経費})", "経費"),
            ("round(${単価})", "floor(単価 + 0.5)"), ("round(${単価}, 2)", "floor(単価 + 0.005, 2)"),
            ("round(${単価}, -3)", "floor(単価 + 500, -3)"), ("round(${単価}, 0)", "floor(単価 + 0.5, 0)"),
            ("round(${単価} * 2, 1)", "floor(単価 * 2 + 0.05, 1)"), ("abs(${経費} - 5)", "abs(経費 - 5)"),
            ("pow(${経費}, 2)", "経費 ** 2"), ("pow(${経費} + 1, 2)", "(経費 + 1) ** 2"), ("pow(2, -1)", "2 ** -1"),
            ("sqrt(${経費})", "sqrt(経費)"), ("exp(1)", "exp(1)"), ("log(${単価})", "log(単価)"), ("exp10(3)", "10 ** 3"),
            ("number(${氏名})", "number(氏名)"), ("number(${経費})", "経費"), ("min(${経費}, 5)", "min(経費, 5)"),
            ("max(0, ${経費} - 100)", "max(0, 経費 - 100)"), ("min(int(${単価}), 3, 4)", "min(round down(単価, 0), 3, 4)"),
            ("number(${経費} > 5)", "if 経費 > 5 then 1 else 0"),
            // Conditions in values
            ("if(${経費} > 5, 1, 0)", "if 経費 > 5 then 1 else 0"),
            ("if(${経費} > 5, 'a', '')", "if 経費 > 5 then \"a\" else null"),
            ("if(${備考} = '', 0, ${経費}) + 1", "(if 備考 = null then 0 else 経費) + 1"),
            (
                "if(${規模} = '小規模', 2 div 3, if(${規模} = '中小', 0.5, 1 div 3))",
                "if 規模 = \"小規模\" then 2 / 3 else if 規模 = \"中小\" then 0.5 else 1 / 3"
            ),
            ("coalesce(${経費}, 0)", "if 経費 != null then 経費 else 0"), ("coalesce('', ${経費})", "経費"),
            ("coalesce(${経費} + 1, 0)", "if 経費 + 1 != null then 経費 + 1 else 0"),
            ("coalesce(${結語}, ${備考})", "if 結語 != null and 結語 != \"\" then 結語 else 備考"), ("true()", "true"),
            ("${経費} > 5", "if 経費 > 5 then true else false"),
            // Strings
            ("concat(${氏名}, '様')", "string join([氏名, \"様\"])"),
            ("concat('第', ${数量}, '回')", "string join([\"第\", string(数量), \"回\"])"),
            ("concat(\"'\", ${開始日}, 5)", "string join([\"'\", string(開始日), \"5\"])"),
            ("string-length('abc')", "string length(\"abc\")"),
            ("string-length(${経費})", "if 経費 = null then 0 else string length(string(経費))"),
            ("string(${数量})", "string(数量)"), ("upper-case(${氏名})", "upper case(氏名)"),
            ("lower-case('ABC')", "lower case(\"ABC\")"), ("substr(${氏名}, 0, 2)", "substring(氏名, 1, 2)"),
            ("substr(${氏名}, 3)", "substring(氏名, 4)"), ("substring(${氏名}, 2, 3)", "substring(氏名, 2, 3)"),
            ("substring-before(${氏名}, ' ')", "substring before(氏名, \" \")"),
            ("substring-after(${氏名}, '@')", "substring after(氏名, \"@\")"),
            ("normalize-space(${氏名})", #"replace(replace(氏名, "^\\s+|\\s+$", ""), "\\s+", " ")"#),
            ("translate(${氏名}, '-()', '')", #"replace(氏名, "[\\-()]", "")"#), ("'a\\b'", #""a\\b""#),
            ("join('、', ${必須名})", "string join(表.必須名, \"、\")"),
            ("join('、', ${費目})", "string join(for v in 表.費目 return if v = null then \"\" else v, \"、\")"),
            ("join('-', ${氏名}, 'x')", "string join([if 氏名 = null then \"\" else 氏名, \"x\"], \"-\")"),
            // Dates
            ("today()", "today()"), ("now()", "now()"), ("date('2026-04-01')", "@\"2026-04-01\""),
            ("date(${開始日})", "開始日"), ("${終了日} - ${開始日}", "(終了日 - 開始日) / @\"P1D\""),
            ("today() - ${開始日} + 1", "(today() - 開始日) / @\"P1D\" + 1"), ("date(today() + 7)", "today() + @\"P7D\""),
            ("date(30 + ${開始日})", "開始日 + @\"P30D\""),
            ("int((today() - ${開始日}) div 365.25)", "round down((today() - 開始日) / @\"P1D\" / 365.25, 0)"),
            ("decimal-date-time(${終了日}) - decimal-date-time(${開始日})", "(終了日 - 開始日) / @\"P1D\""),
            ("decimal-date-time(now()) - decimal-date-time(${受付})", "(now() - 受付) / @\"P1D\""),
            ("format-date(today(), '%Y-%m-%d')", "string(today())"),
            (
                "format-date(today(), '%Y年%n月%e日')",
                "string join([string(today().year), \"年\", string(today().month), \"月\", string(today().day), \"日\"])"
            ),
            (
                "format-date(${開始日}, '%Y%m')",
                "if 開始日 = null then null else string join([string(開始日.year), substring(string(開始日), 6, 2)])"
            ),
            // Choices
            ("count-selected(${対象})", "if 対象 = null then 0 else count(対象)"), ("selected-at(${対象}, 0)", "対象[1]"),
            // Tables
            ("sum(${金額})", "sum(表.金額)"), ("sum(${税})", "sum(表.税[item != null])"), ("count(${表})", "count(表)"),
            ("count(${金額})", "count(表)"), ("count-non-empty(${税})", "count(表.税[item != null])"),
            ("min(${金額})", "min(表.金額)"), ("max(${税}) + 1", "max(表.税) + 1"),
            ("sum(${金額}) * 2 div 3", "sum(表.金額) * 2 / 3"),
            ("indexed-repeat(${金額}, ${表}, 2)", "表[2].金額"), ("sum(/data/表/金額)", "sum(表.金額)"),
            ("/data/経費 + 1", "経費 + 1"), ("${a-b} + 1", "a-b + 1"),
        ])
    func values(xpath: String, formula: String) throws { #expect(try TestForm.formula(xpath) == formula) }

    @Test(
        "a condition becomes a formula",
        arguments: [
            ("${備考} = ''", "備考 = null"), ("${備考} != ''", "備考 != null"), ("'' = ${経費}", "経費 = null"),
            ("${対象} != ''", "対象 != null"), ("${開始日} = ''", "開始日 = null"), ("${小計} = ''", "小計 = null"),
            ("${結語} = ''", "結語 = null or 結語 = \"\""), ("${結語} != ''", "結語 != null and 結語 != \"\""),
            ("concat(${氏名}) = ''", "string join([氏名]) = \"\""),
            (
                "substring-before(${氏名}, '-') = ''",
                "substring before(氏名, \"-\") = null or substring before(氏名, \"-\") = \"\""
            ),
            ("selected(${対象}, '機械')", "list contains(対象, \"機械\")"), ("selected(${規模}, '中小')", "規模 = \"中小\""),
            ("not(selected(${対象}, '機械'))", "if list contains(対象, \"機械\") then false else true"),
            ("not(selected(${規模}, '中小'))", "not(規模 = \"中小\")"), ("not(${備考} = '')", "not(備考 = null)"),
            ("not(${経費} > 5)", "if 経費 > 5 then false else true"), ("${規模} = '中小'", "規模 = \"中小\""),
            ("${規模} != '中小'", "規模 != \"中小\""), ("${規模} = 1", "規模 = \"1\""), ("2 = ${規模}", "規模 = \"2\""),
            ("${対象} = '機械'", "対象 = [\"機械\"]"), ("${経費} = 5", "経費 = 5"), ("${経費} = '5'", "経費 = 5"),
            ("${経費} != ${数量}", "経費 != 数量"), ("${経費} + 1 = ${数量}", "経費 + 1 = 数量 and 数量 != null"),
            ("${経費} + 1 != ${数量}", "経費 + 1 != 数量 or 数量 = null"), ("${経費} + 1 = 5", "経費 + 1 = 5"),
            ("${氏名} = 5", "number(氏名) = 5"), ("${氏名} = ${備考}", "氏名 = 備考"),
            (
                "${氏名} = upper-case(${備考})",
                "(if 氏名 = null then \"\" else 氏名) = (if upper case(備考) = null then \"\" else upper case(備考))"
            ),
            ("${経費} > 5 and ${数量} <= 3", "経費 > 5 and 数量 <= 3"),
            ("${経費} > 5 or ${数量} < 3 and ${単価} >= 1", "経費 > 5 or 数量 < 3 and 単価 >= 1"),
            ("(${経費} > 5 or ${数量} < 3) and true()", "(経費 > 5 or 数量 < 3) and true"),
            ("${氏名} > 5", "number(氏名) > 5"), ("${経費} > '5'", "経費 > 5"), ("5 < ${経費}", "5 < 経費"),
            ("${開始日} <= ${終了日}", "開始日 <= 終了日"), ("${開始日} > today()", "開始日 > today()"),
            ("${開始日} >= date('2026-04-01')", "開始日 >= @\"2026-04-01\""),
            ("${開始日} = '2026-04-01'", "開始日 = @\"2026-04-01\""),
            ("${開始日} <= today() + 30", "開始日 <= today() + @\"P30D\""),
            ("${終了日} - ${開始日} < 365", "(終了日 - 開始日) / @\"P1D\" < 365"), ("${受付} < now()", "受付 < now()"),
            ("contains(${氏名}, '株')", "contains(氏名, \"株\")"),
            (
                "starts-with(${氏名}, ${備考})",
                "starts with(if 氏名 = null then \"\" else 氏名, if 備考 = null then \"\" else 備考)"
            ),
            ("ends-with(${氏名}, '社')", "ends with(氏名, \"社\")"),
            ("regex(${氏名}, '[0-9]{7}')", "matches(氏名, \"^(?:[0-9]{7})$\")"),
            (#"regex(${氏名}, '^\d{3}-\d{4}$')"#, "matches(氏名, \"^[0-9]{3}-[0-9]{4}$\")"),
            (#"regex(${氏名}, '^[\w.]+\@[\w]+$')"#, "matches(氏名, \"^[a-zA-Z0-9_.]+@[a-zA-Z0-9_]+$\")"),
            ("regex(${氏名}, '^a|b$')", "matches(氏名, \"^(?:^a|b$)$\")"),
            ("regex(${氏名}, '[0-9]*')", "氏名 = null or matches(氏名, \"^(?:[0-9]*)$\")"),
            (#"regex(${氏名}, 'a\.b')"#, #"matches(氏名, "^(?:a\\.b)$")"#),
            ("string-length(${氏名}) <= 40", "(if 氏名 = null then 0 else string length(氏名)) <= 40"),
            ("boolean-from-string(${氏名})", "氏名 = \"true\" or 氏名 = \"1\""),
            (
                "boolean(${経費} + 1)",
                "経費 + 1 != null and 経費 + 1 != 0"
            ),
            ("${判定} = 'true'", "判定 = true"), ("${判定} != 'false'", "判定 != false"), ("true()", "true"), ("1", "true"),
            ("count(${表}) > 3", "count(表) > 3"),
            ("count-selected(${対象}) <= 2", "(if 対象 = null then 0 else count(対象)) <= 2"),
            (
                "(${経費} > 5) = (${数量} > 5)",
                "(if 経費 > 5 then true else false) = (if 数量 > 5 then true else false)"
            ),
        ])
    func conditions(xpath: String, formula: String) throws {
        #expect(try TestForm.formula(xpath, as: .condition) == formula)
    }

    @Test(
        "in a constraint the field itself has an answer",
        arguments: [
            ("備考", ". != ''", "備考 != null"), ("備考", "string-length(.) <= 40", "string length(備考) <= 40"),
            ("経費", ". > 0 and . <= ${数量}", "経費 > 0 and 経費 <= 数量"), ("経費", "not(. > 5)", "not(経費 > 5)"),
            ("経費", "not(. > ${数量})", "if 経費 > 数量 then false else true"),
            (
                "経費", ". mod 1000 = 0",
                "経費 - 1000 * round down(経費 / 1000, 0) = 0"
            ),
            ("備考", "regex(., '[0-9]*')", "matches(備考, \"^(?:[0-9]*)$\")"),
            ("対象", "count-selected(.) <= 2", "count(対象) <= 2"),
            (
                "対象", "not(selected(., '旅費') and count-selected(.) > 1)",
                "not(list contains(対象, \"旅費\") and count(対象) > 1)"
            ),
            ("経費", "../数量 > 0", "数量 > 0"), ("経費", "current()/../数量 > 0", "数量 > 0"), ("経費", "./../数量 = .", "数量 = 経費"),
        ])
    func constraints(field: String, xpath: String, formula: String) {
        let context = TestForm.context.at("/data/\(field)", isAnswered: true)
        #expect(FEELTranslation(of: xpath, in: context, as: .condition) == .formula(formula))
    }

    @Test(
        "within a table the fields of the row have their bare names",
        arguments: [
            ("${金額} * 0.1", "金額 * 0.1"), ("../税 + 1", "税 + 1"), ("${経費} - ${金額}", "経費 - 金額"),
            ("sum(${細目})", "sum(内訳.細目[item != null])"),
            ("${金額} > ${必須額}", "if 金額 > 必須額 then true else false"),
        ])
    func rows(xpath: String, formula: String) {
        #expect(FEELTranslation(of: xpath, in: TestForm.context.at("/data/表/税")) == .formula(formula))
    }

    @Test("within a table nothing is said of the table as a whole, which would need itself")
    func ownTable() {
        let context = TestForm.context.at("/data/表/税")
        #expect(FEELTranslation(of: "count(${表})", in: context).formula == nil)
        #expect(FEELTranslation(of: "count(..)", in: context).formula == nil)
    }

    @Test(
        "what cannot be translated exactly is left to people, with the reason",
        arguments: [
            "${無い項目} + 1", "${last-saved#経費}", "instance('都市')/root/item[name = ${氏名}]/label", "/data/表[1]/金額",
            "${経費} | ${数量}", "once(${経費})", "position(..)", "pulldata('a', 'b', 'c', 'd')", "area(${氏名})", "random()",
            "uuid()", "sin(1)", "jr:choice-name(${規模}, '${規模}')", "未知(1)", "${経費} div 0", "${経費} mod 0",
            "'あ' + 1", "${対象} + 1", "${開始日} * 2", "today() + 7", "today() + ${数量}", "decimal-date-time(today())",
            "concat(${単価})", "concat(${対象})", "concat(${受付})", "sum(${経費})", "sum(${費目})", "sum(${細目})",
            "${金額} + 1", "${表} = 1", "selected(${氏名}, 'a')", "selected(${対象}, 'a b')", "${対象} = '機械 外注'",
            "${規模} = 3", "${経費} = '05'", "${経費} = 'abc'", "${経費} = ${氏名}", "${開始日} > '2026-04-01'",
            "${開始日} = '4月1日'", "${時刻} > '10:00'", "${不明} + 1", "concat(${不明})", "sum(${金額}) = ''",
            "substr(${氏名}, -3)", "substr(${氏名}, ${数量})", "round(${単価}, ${数量})", "translate(${氏名}, 'ab', 'cd')",
            "regex(${氏名}, ${備考})", "regex(${氏名}, '(?=a)b')", #"regex(${氏名}, '\bx')"#, "regex(${氏名}, '[')",
            "format-date(today(), '%b')", "format-date(${受付}, '%Y')", "date(${氏名})", "date('2026-02-30')",
            "indexed-repeat(${金額}, ${表}, ${数量})", "selected-at(${対象}, ${数量})", "if(${経費} > 1, 2)",
            "${判定} + 1", "concat(${判定})", "${判定} = true()", "if(${判定}, 1, 2)", "boolean-from-string(${経費})",
            "if(${氏名}, 1, 2)", "//経費", "../*", "@id", "${経費} +", "(1", "1 2", "'abc",
            "${ 経費 }", "#", "count(${経費})", "string-length(${対象})", "min(${開始日}, ${終了日})",
        ])
    func review(xpath: String) {
        guard case .needsReview(let message) = FEELTranslation(of: xpath, in: TestForm.context) else {
            Issue.record("\(xpath) became \(FEELTranslation(of: xpath, in: TestForm.context))")
            return
        }
        #expect(!message.ja.isEmpty && !message.en.isEmpty)
    }

    @Test("a field named like a function is no trap: where both are meant, people decide")
    func functionName() {
        var context = TestForm.context
        context.fields.append(TestForm.field("count", .number))
        #expect(FEELTranslation(of: "${count} + 1", in: context) == .formula("count + 1"))
        guard case .needsReview = FEELTranslation(of: "count(${表}) + 1", in: context) else {
            Issue.record("count is taken for the field")
            return
        }
    }

    @Test("subtracting one field from another is not taken for a name with a hyphen")
    func hyphens() {
        let context = TranslationContext(fields: [
            TestForm.field("a", .number), TestForm.field("b", .number), TestForm.field("a-b", .number),
        ])
        guard case .needsReview = FEELTranslation(of: "${a} - ${b}", in: context) else {
            Issue.record("a - b would be the field a-b")
            return
        }
    }

    @Test("an expression that would grow without end is refused")
    func growth() {
        var text = "${経費}"
        for _ in 0..<40 { text = "(\(text) mod 7)" }
        guard case .needsReview = FEELTranslation(of: text, in: TestForm.context) else {
            Issue.record("forty remainders within each other have a formula")
            return
        }
    }
}
