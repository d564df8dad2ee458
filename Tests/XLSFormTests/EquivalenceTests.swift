import FEEL
import Testing

@testable import XLSForm

/// Generated expressions of whole numbers, each with its value by an evaluator of a few lines.
private struct Generator {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }

    let values = ["経費": 17, "数量": -6, "単価": 250]

    /// An expression, and its value; nil where XPath has no number or the evaluator no whole one.
    mutating func number(_ depth: Int) -> (text: String, value: Int?) {
        if depth == 0 || next(5) == 0 {
            if next(2) == 0 {
                let number = next(40)
                return ("\(number)", number)
            }
            let name = values.keys.sorted()[next(3)]
            return ("${\(name)}", values[name])
        }
        let (one, two) = (number(depth - 1), number(depth - 1))
        func both(_ result: (Int, Int) -> Int?) -> Int? {
            guard let a = one.value, let b = two.value, abs(a) < 1_000_000, abs(b) < 1_000_000 else { return nil }
            return result(a, b)
        }
        switch next(12) {
        case 0: return ("(\(one.text) + \(two.text))", both(+))
        case 1: return ("(\(one.text) - \(two.text))", both(-))
        case 2: return ("(\(one.text) * \(two.text))", both(*))
        case 3: return ("int(\(one.text) div \(two.text))", both { $1 == 0 ? nil : $0 / $1 })
        case 4: return ("(\(one.text) mod \(two.text))", both { $1 == 0 ? nil : $0 % $1 })
        case 5: return ("-\(one.text)", both { a, _ in -a })
        case 6: return ("abs(\(one.text))", both { a, _ in abs(a) })
        case 7: return ("min(\(one.text), \(two.text))", both(min))
        case 8: return ("max(\(one.text), \(two.text))", both(max))
        case 9:
            let (condition, third) = (comparison(depth - 1), number(depth - 1))
            guard let holds = condition.value, one.value != nil, third.value != nil else {
                return ("if(\(condition.text), \(one.text), \(third.text))", nil)
            }
            return ("if(\(condition.text), \(one.text), \(third.text))", holds ? one.value : third.value)
        case 10: return ("round(\(one.text) div 2)", both { a, _ in Int((Double(a) / 2 + 0.5).rounded(.down)) })
        default: return ("string-length(concat(${数量}, 'あい', \(one.text.count)))", 2 + 2 + "\(one.text.count)".count)
        }
    }

    mutating func comparison(_ depth: Int) -> (text: String, value: Bool?) {
        let (one, two) = (number(depth), number(depth))
        let signs: [(String, (Int, Int) -> Bool)] = [
            ("=", { $0 == $1 }), ("!=", { $0 != $1 }), ("<", { $0 < $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }),
            (">=", { $0 >= $1 }),
        ]
        let (sign, holds) = signs[next(6)]
        let value: Bool? = if let a = one.value, let b = two.value { holds(a, b) } else { nil }
        switch next(4) {
        case 0: return ("not(\(one.text) \(sign) \(two.text))", value.map { !$0 })
        case 1 where depth > 0:
            let other = comparison(depth - 1)
            let both: Bool? = if let value, let other = other.value { value && other } else { nil }
            return ("(\(one.text) \(sign) \(two.text) and \(other.text))", both)
        default: return ("\(one.text) \(sign) \(two.text)", value)
        }
    }
}

@Suite("Translated expressions give what XPath gives")
struct EquivalenceTests {
    private let context = TranslationContext(fields: [
        TestForm.field("経費", .number, isWhole: true), TestForm.field("数量", .number, isWhole: true),
        TestForm.field("単価", .number, isWhole: true), TestForm.field("氏名", .string), TestForm.field("備考", .string),
        TestForm.field("対象", .list(.string)), TestForm.field("開始日", .date),
    ])

    private func value(_ text: String, _ role: FEELTranslation.Role, _ values: Context) throws -> Value? {
        guard let formula = FEELTranslation(of: text, in: context, as: role).formula else { return nil }
        guard case .dateAndTime(let now) = try Formula("@\"2026-05-20T10:30:00+09:00\"").evaluate().value else {
            return nil
        }
        return try Formula(formula, in: context.scope, policy: .forms).evaluate(values, at: Moment(now: now)).value
    }

    @Test("arithmetic of whole numbers", arguments: 0..<40)
    func arithmetic(seed: Int) throws {
        var generator = Generator(state: UInt64(seed) &* 7919 &+ 3)
        let values = Context(generator.values.map { (Name($0.key), Value.number(Number($0.value))) })
        var compared = 0
        for _ in 0..<50 {
            let (text, expected) = generator.number(4)
            guard let expected, let found = try value(text, .value, values) else { continue }
            compared += 1
            #expect(found == .number(Number(expected)), "\(text)")
            let condition = generator.comparison(3)
            guard let holds = condition.value, let answer = try value(condition.text, .condition, values) else {
                continue
            }
            #expect(answer == .boolean(holds), "\(condition.text)")
        }
        #expect(compared > 10)
    }

    @Test(
        "without answers, null is where XPath has an empty string, no number, or false",
        arguments: [
            ("${経費} + 1", Value.null), ("${経費} > 5", .null), ("not(${経費} > 5)", .boolean(true)),
            ("${経費} + 1 = ${数量}", .boolean(false)), ("${経費} + 1 != ${数量}", .boolean(true)),
            ("${経費} = ${数量}", .boolean(true)), ("${備考} = ''", .boolean(true)), ("${備考} != 'a'", .boolean(true)),
            ("string-length(${備考})", .number(0)), ("count-selected(${対象})", .number(0)),
            ("concat(${備考}, 'x')", .string("x")), ("coalesce(${経費}, 3)", .number(3)),
            ("coalesce(${経費} + 1, ${数量}, 3)", .number(3)), ("if(${経費} > 5, 1, 2)", .number(2)),
            ("not(selected(${対象}, 'a'))", .boolean(true)), ("starts-with(${備考}, ${氏名})", .boolean(true)),
            ("regex(${備考}, '[0-9]*')", .boolean(true)), ("not(regex(${備考}, '[0-9]+'))", .boolean(true)),
            ("today() - ${開始日}", .null), ("${開始日} = ''", .boolean(true)), ("boolean(${経費} + 1)", .boolean(false)),
            ("join('-', ${備考}, 'x')", .string("-x")), ("format-date(${開始日}, '%Y')", .null),
            ("substr(${備考}, 0, 2) = ''", .boolean(true)), ("(${経費} > 1) = false()", .boolean(true)),
        ])
    func unanswered(text: String, expected: Value) throws {
        let found = try value(text, .value, .empty)
        // A condition as a value is never null.
        #expect(found == expected || (expected == .null && found == .boolean(false)))
    }

    @Test(
        "with answers",
        arguments: [
            ("${経費} mod ${数量}", Value.number(5)), ("${数量} mod ${経費}", .number(-6)), ("round(${数量} div 4)", .number(-1)),
            ("round(${経費} div 2)", .number(9)), ("int(${数量} div 4)", .number(-1)),
            ("concat(${氏名}, ${数量})", .string("霞-6")),
            ("substr('abcdef', 1, 3)", .string("bc")), ("substr('abcdef', 4)", .string("ef")),
            ("regex('123-4567', '\\d{3}-\\d{4}')", .boolean(true)),
            ("regex('x123-4567', '\\d{3}-\\d{4}')", .boolean(false)),
            ("regex('１２３', '\\d+')", .boolean(false)), ("normalize-space('  a  b ')", .string("a b")),
            ("translate('03-1234', '-', '')", .string("031234")), ("today() - ${開始日}", .number(19)),
            ("selected(${対象}, '機械')", .boolean(true)), ("selected-at(${対象}, 1)", .string("外注")),
            ("${対象} = '機械'", .boolean(false)), ("format-date(${開始日}, '%Y年%n月%d日')", .string("2026年5月01日")),
            ("string(date(${開始日} + 31))", .string("2026-06-01")), ("round(2.345, 2) * 100", .number(235)),
            ("count-selected(${対象})", .number(2)), ("upper-case('abc')", .string("ABC")), ("pow(2, 10)", .number(1024)),
        ])
    func answered(text: String, expected: Value) throws {
        let values: Context = [
            "経費": 17, "数量": -6, "単価": 250, "氏名": "霞", "対象": ["機械", "外注"],
            "開始日": .date(CalendarDate(year: 2026, month: 5, day: 1)!),
        ]
        #expect(try value(text, .value, values) == expected)
    }
}
