import Testing

@testable import Grants

/// Forms to be edited, and edits by chance.
enum EditingSamples {
    static let clerk = Actor(kind: .administrator, id: "clerk", name: "町役場 花子")
    static let colleague = Actor(kind: .administrator, id: "colleague", name: "町役場 太郎")
    static let noon = Instant(milliseconds: 1_780_000_000_000)

    /// Conditions, a table with formulas over rows and form, texts with formulas.
    static let form = Form(
        id: "grant", title: "交付申請", introduction: "上限は{上限額}円です。{{注}}",
        stops: [Stop(when: #"区分 = "b" and 人数 > 300"#, message: "従業員{人数}人は対象外です")],
        sections: [
            Section(
                id: "plan", title: "事業計画",
                fields: [
                    Field(name: "事業名", label: "事業の名称", type: .text(TextLimits(maximum: 40)), required: true),
                    Field(
                        name: "区分", label: "区分",
                        type: .choice([Choice(code: "a", label: "新規"), Choice(code: "b", label: "拡大")])),
                    Field(
                        name: "取組", label: "取組",
                        type: .choices(
                            [
                                Choice(code: "x", label: "設備"), Choice(code: "y", label: "人材", relevant: #"区分 = "b""#),
                                Choice(code: "z", label: "その他", kind: .other),
                            ], ChoiceLimits(maximum: 2))),
                    Field(name: "人数", label: "従業員数", type: .integer(IntegerLimits(minimum: 1, unit: "人"))),
                    Field(name: "課税", label: "課税事業者", type: .yesNo, relevant: "人数 > 5", help: "いま{人数}人"),
                ]),
            Section(
                id: "money", title: "経費", relevant: #"区分 != null"#,
                fields: [
                    Field(name: "率", label: "補助率", type: .rate(RateLimits())),
                    Field(name: "上限額", label: "上限額", type: .money(MoneyLimits(minimum: 0))),
                    Field(
                        name: "経費", label: "経費明細",
                        type: .table(
                            Table(
                                rows: .free(minimum: 0, maximum: 10),
                                columns: [
                                    Field(
                                        name: "費目", label: "費目",
                                        type: .choice([Choice(code: "m", label: "機械"), Choice(code: "o", label: "外注")])),
                                    Field(name: "金額", label: "金額", type: .money(MoneyLimits(minimum: 0))),
                                    Field(
                                        name: "対象額", label: "対象額", type: .money(MoneyLimits()),
                                        calculation: "切捨て(金額 * 率, 0)"),
                                    Field(
                                        name: "理由", label: "理由", type: .text(TextLimits()),
                                        required: .when("金額 > 上限額")),
                                ], totals: ["金額", "対象額"]))),
                    Field(
                        name: "機械費", label: "機械費", type: .money(MoneyLimits()),
                        calculation: #"合計(for 行 in 経費[費目 = "m"] return 行.金額)"#),
                    Field(
                        name: "総額", label: "総額", type: .money(MoneyLimits()),
                        constraints: [Constraint("総額 = null or 総額 >= 機械費", message: "機械費{機械費}円より小さい額です")],
                        calculation: "合計(経費.金額)"),
                    Field(
                        name: "補助金額", label: "補助金額", type: .money(MoneyLimits()),
                        calculation: "最小(切捨て(総額 * 率, -3), 上限額)"),
                ]),
        ])

    /// Boxes with something in every field.
    static let typed = Typed([
        "事業名": ["まちの灯り"], "区分": ["b"], "取組": ["x", "z"], "取組.other": ["祭り"], "人数": ["12"], "課税": ["yes"], "率": ["2/3"],
        "上限額": ["1000000"], "経費": ["r1", "r2"], "経費.r1.費目": ["m"], "経費.r1.金額": ["1234567"], "経費.r1.理由": ["高い"],
        "経費.r2.費目": ["o"], "経費.r2.金額": ["500"],
    ])
}

/// Chance that is the same in every run.
struct EditingChance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = (seed &+ 1) &* 0xD134_2543_DE82_EF95 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
    mutating func one<Item>(of items: [Item]) -> Item { items[below(items.count)] }
    mutating func isLucky(_ parts: Int = 2) -> Bool { below(parts) == 0 }

    /// An edit of a form, mostly one that can be made.
    mutating func edit(of form: Form) -> FormEdit {
        let parts = form.parts.filter { if case .rowName = $0 { false } else { true } }
        let ids = form.sections.map(\.id)
        let position: Position = one(of: [.first, .last, .after(form.fields.last?.id ?? "x"), .before("経費")])
        guard !parts.isEmpty, !ids.isEmpty else {
            return .addSection(Section(id: "s\(below(1000))", title: "区分", fields: []), at: .last)
        }
        let part = one(of: parts)
        switch below(12) {
        case 0: return .addSection(Section(id: "s\(below(1000))", title: "新しい区分", fields: [field()]), at: position)
        case 1: return .moveSection(one(of: ids), to: .after(one(of: ids)))
        case 2: return .removeSection(one(of: ids), evenIfUsed: isLucky(4))
        case 3:
            return .setSection(
                one(of: ids), [Setting(.title(Text("題\(below(100))"))), Setting(.relevant(isLucky() ? nil : "人数 > 3"))])
        case 4, 5: return .addFields([field(), field()], in: .section(one(of: ids)), at: position)
        case 6: return .addFields([field()], in: .table("経費"), at: position)
        case 7: return isLucky(4) ? .duplicateSection(one(of: ids)) : .duplicate(part)
        case 8:
            if case .column(let table, _) = part { return .move(part, to: .table(table), at: .first) }
            return .move(part, to: .section(one(of: ids)), at: position)
        case 9: return .remove(part, evenIfUsed: isLucky(3))
        default: return .set(part, [Setting(change())])
        }
    }

    mutating func field() -> Field {
        let type = one(
            of: FieldType.samples.filter {
                !$0.isTable && !$0.choices.isEmpty
                    || !["choice", "choices", "linked choice", "table"].contains($0.word)
            })
        return Field(name: one(of: ["新項目", "金額", "人数", "メモ", "2年目"]), label: Text("追加した項目\(below(50))"), type: type)
    }

    mutating func change() -> FieldChange {
        switch below(9) {
        case 0: .name(one(of: ["改名", "金額", "補助率", "and", "事業 名", "名称\(below(30))"]))
        case 1: .label(Text(" 見出し\(below(50)) ", en: isLucky() ? "label" : nil))
        case 2: .required(one(of: [.yes, .no, .when("人数 > 3"), .when(" ")]))
        case 3: .relevant(one(of: [nil, "人数 > 3", #"区分 = "a""#]))
        case 4: .help(one(of: [nil, "いま{人数}人\n次の行", "", "{壊れ"]))
        case 5: .kind(one(of: FieldType.words))
        case 6: .constraints(isLucky() ? [] : [Constraint("人数 < 10", message: "多い")])
        case 7: .message(one(of: [nil, "形が違います"]))
        default: .limits(.text(TextLimits(maximum: 5)))
        }
    }
}
