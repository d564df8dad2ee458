import FEEL
import Testing

@testable import Grants

@Suite("Sentences of conditions and calculations")
struct FormEditingSentenceTests {
    @Test(
        "shapes people put together are recognised",
        arguments: [
            ("課税 = true", "課税 = true"), ("課税", "課税 = true"), ("not(課税)", "課税 = false"),
            (#"区分 = "a" and 人数 >= 5"#, #"区分 = "a" and 人数 >= 5"#), ("5 < 人数", "人数 > 5"),
            (#"list contains(取組, "x")"#, #"要素あり(取組, "x")"#), (#"not(含む(事業名, "灯"))"#, #"否定(含む(事業名, "灯"))"#),
            ("率 > 2/3", "率 > 2/3"), ("(率 = null) or (人数 != null)", "率 = null or 人数 != null"),
            (#"(区分 = "a" or 人数 < 3) and 課税 = false"#, #"(区分 = "a" or 人数 < 3) and 課税 = false"#),
            ("count(経費) > 2", "件数(経費) > 2"), (#"所在地.都道府県 = "茨城県""#, #"所在地.都道府県 = "茨城県""#),
            (#"開始日 >= @"2026-04-01""#, #"開始日 >= @"2026-04-01""#), ("開始日 > today()", "開始日 > 今日()"),
            ("総額 >= 上限額", "総額 >= 上限額"),
        ])
    func recognised(formula: String, canonical: String) {
        #expect(ConditionSentence(formula: formula)?.formula == canonical)
    }

    @Test(
        "other shapes stay formulas",
        arguments: [
            "人数 * 2 > 5", "some 行 in 経費 satisfies 行.金額 > 5", "((a = 1 or b = 2) and c = 3) or d = 4",
            "人数 between 1 and 5",
            "人数 >", #"区分 in ("a", "b")"#, "もし(課税, true, false)", "not(人数 > 5)",
        ])
    func formulas(formula: String) { #expect(ConditionSentence(formula: formula) == nil) }

    @Test("a sentence becomes FEEL and the same sentence again", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var chance = EditingChance(seed)
        let groups = (0..<(1 + chance.below(3))).map { _ in
            ConditionSentence.Group(
                chance.isLucky() ? .all : .any, (0..<(1 + chance.below(3))).map { _ in chance.row() })
        }
        let sentence = ConditionSentence(chance.isLucky() ? .all : .any, groups: groups).plain
        let formula = try #require(sentence.formula)
        #expect(ConditionSentence(formula: formula) == sentence, "\(formula)")
    }

    @Test("it is said why a field cannot be used so, and what can")
    func reasons() throws {
        let form = EditingSamples.form
        func problem(_ row: ConditionSentence.Row, at place: FormPlace = FormPlace()) -> String? {
            ConditionSentence([row]).problems(in: form, at: place).first?.ja
        }
        #expect(problem(.init("取組", .equal, .text("x"))) == "「取組」は複数選択の項目なので、「含む」「含まない」を使います。")
        #expect(problem(.init("取組", .includes, .text("x"))) == nil)
        #expect(problem(.init("取組", .includes, .text("?"))) != nil)
        #expect(problem(.init("事業名", .less, .number(3))) == "「事業の名称」は文の項目なので、大小は比べられません。「等しい」か「含む」を使います。")
        #expect(problem(.init("経費", isCount: true, .greater, .number(3))) == nil)
        #expect(problem(.init("なし", .isEmpty)) == "「なし」という項目はありません。")
        #expect(problem(.init("人数", .greater, .number(3)), at: FormPlace(section: "plan", field: "人数")) != nil)
        #expect(
            problem(.init("費目", .equal, .text("m")), at: FormPlace(section: "money", field: "経費", column: "金額")) == nil)
        #expect(problem(.init("総額", .greater, .field("上限額"))) == nil)
        #expect(problem(.init("総額", .greater, .field("区分"))) != nil)
    }

    @Test("what depends on a field cannot decide about it")
    func circles() throws {
        let form = EditingSamples.form
        func reason(_ name: String, at place: FormPlace) -> String? {
            guard
                case .unusable(let reason)? = ConditionSubject.all(in: form, at: place).first(where: {
                    $0.field == name
                })?.kind
            else { return nil }
            return reason.ja
        }
        let total = FormPlace(section: "money", field: "経費", key: "relevant")
        #expect(reason("補助金額", at: total) == "「補助金額」は「経費明細」の答えによって決まるため、逆向きの条件には使えません。")
        #expect(reason("率", at: total) == nil)
        #expect(reason("率", at: FormPlace(section: "money", key: "relevant")) == "この区分の中の項目では、この区分を出すかどうかを決められません。")
        #expect(reason("取組", at: FormPlace(section: "plan", field: "区分", key: "relevant")) != nil)
        #expect(reason("補助金額", at: FormPlace(section: "money", field: "経費", key: "required")) == nil)
        // Whatever is offered makes no circle.
        for field in form.fields {
            let place = FormPlace(section: form.section(of: field.name)?.id, field: field.name, key: "relevant")
            for subject in ConditionSubject.all(in: form, at: place)
            where subject.signs.contains(.isFilled) && subject.part == nil {
                var tried = form
                let formula = try #require(ConditionSentence([.init(subject.field, .isFilled)]).formula)
                try FormEdit.set(.field(field.id), [Setting(.relevant(formula))]).apply(to: &tried)
                #expect(!Judge(tried).findings.contains { $0.message.ja.contains("輪") }, "\(field.name): \(formula)")
            }
        }
    }

    @Test("whatever has no problems compiles in the form")
    func compiles() throws {
        let form = EditingSamples.form
        let names = FormUses(form)
        #expect(names.unread.isEmpty)
        for subject in ConditionSubject.all(in: form) {
            for sign in subject.signs {
                var row = ConditionSentence.Row(subject.field, part: subject.part, isCount: subject.counts(sign), sign)
                if sign.takesValue {
                    switch subject.kind {
                    case .choice(let choices), .choices(let choices): row.value = .text(choices[0].code)
                    case .date: row.value = .today
                    case .text: row.value = .text("a")
                    default: row.value = .number(1)
                    }
                }
                let sentence = ConditionSentence([row])
                #expect(sentence.problems(in: form) == [])
                var tried = form
                tried.stops = [Stop(when: try #require(sentence.formula), message: "x")]
                #expect(Judge(tried).findings.filter { $0.severity == .error }.map(\.message.ja) == [], "\(sentence)")
            }
        }
    }

    @Test(
        "calculations are recognised",
        arguments: [
            ("a + b + c", "a + b + c"), ("総額 - 寄附金 - 収入", "総額 - 寄附金 - 収入"),
            ("min(round down(a * r, -3), 上限額)", "最小(切捨て(a * r, -3), 上限額)"),
            ("a * 2 / 3", "a * 2/3"), ("sum(経費.金額)", "合計(経費.金額)"), ("四捨五入(a * 0.1, 0)", "四捨五入(a * 0.1, 0)"),
            ("1/2", "1/2"),
        ])
    func calculations(formula: String, canonical: String) throws {
        let sentence = try #require(FormulaSentence(formula: formula))
        #expect(sentence.formula.filter { $0 != " " } == canonical.replacing("1/2", with: "0.5").filter { $0 != " " })
        #expect(FormulaSentence(formula: sentence.formula) == sentence)
    }

    @Test(
        "other calculations stay formulas",
        arguments: ["a + b - c", "if a then b else c", "a / b", "最小(a, b, c)", "a *", "a ** 2"])
    func others(formula: String) { #expect(FormulaSentence(formula: formula) == nil) }

    @Test("a calculation becomes FEEL and the same calculation again", arguments: 0..<100)
    func calculationsRoundTrip(seed: UInt64) {
        var chance = EditingChance(seed)
        let sentence = chance.calculation()
        #expect(FormulaSentence(formula: sentence.formula) == sentence, "\(sentence.formula)")
    }
}

extension EditingChance {
    fileprivate mutating func row() -> ConditionSentence.Row {
        let sign = one(of: ConditionSentence.Sign.allCases)
        let isContaining = [.contains, .containsNot, .includes, .includesNot].contains(sign)
        let isCount = isLucky(5) && !isContaining && sign != .isYes && sign != .isNo
        let values: [ConditionSentence.Operand] = [
            .text(one(of: ["a", "引用\"符", "改\n行", "\\", "茨城県"])),
            .number(one(of: [3, -5, 0, number("2/3"), number("0.125")])),
            .day(Day(daysSince1970: below(40_000))), .today, .field("上限額"),
        ]
        return ConditionSentence.Row(
            one(of: ["人数", "区分", "経費_2", "率（％）".replacing("％", with: "x")]), part: isLucky(4) ? "都道府県" : nil,
            isCount: isCount, sign, sign.takesValue ? one(of: values) : nil)
    }

    fileprivate func number(_ text: String) -> Number { Rate.reading(text) ?? .zero }

    fileprivate mutating func calculation() -> FormulaSentence {
        let whole: [FormulaSentence.Operand] = [.field("a"), .field("対象額"), .total(table: "経費", column: "金額")]
        let any = whole + [.number(number("2/3")), .number(5), .number(number("-0.5"))]
        let core: FormulaSentence.Core =
            switch below(4) {
            case 0: .value(one(of: any))
            case 1: .sum((0..<(2 + below(3))).map { _ in one(of: any) })
            case 2: .difference(one(of: any), (0..<(1 + below(3))).map { _ in one(of: any) })
            default: .share(of: one(of: whole), rate: one(of: any))
            }
        return FormulaSentence(
            core, rounding: isLucky() ? nil : .init(one(of: FormulaSentence.Rounding.Way.allCases), to: below(5) - 3),
            ceiling: isLucky() ? nil : one(of: any))
    }
}
