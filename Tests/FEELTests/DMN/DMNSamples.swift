import Foundation

@testable import FEEL

/// Models for the tests.
enum DMNSamples {
    /// 交付額 from 補助率 and 上限額, which a table gives for 企業規模 and 経費区分.
    static let grant = DMNModel(
        name: "交付額の計算", namespace: "https://example.go.jp/dmn/grant",
        inputs: [
            .init("企業規模", type: .choice(["小規模事業者", "中小企業", "大企業"])),
            .init("経費", type: .list(.context(["区分": .choice(["設備費", "委託費"]), "金額": .amount]))),
        ],
        decisions: [
            .init("交付額", type: .amount, logic: .literal("最小(切捨て(補助対象経費 * 補助条件.補助率, -3), 補助条件.上限額)")),
            .init("補助対象経費", type: .amount, logic: .literal("if count(経費) = 0 then 0 else sum(経費.金額)")),
            .init(
                "補助条件", type: .context(["補助率": .rate, "上限額": .amount]),
                logic: .table(
                    DecisionTable(
                        name: "補助条件", hitPolicy: .unique,
                        inputs: [
                            .init("企業規模", type: .choice(["小規模事業者", "中小企業", "大企業"])),
                            .init("補助対象経費", type: .amount, label: "経費の合計", allowedValues: ">= 0"),
                        ],
                        outputs: [.init("補助率", type: .rate), .init("上限額", type: .amount)], annotations: ["根拠"],
                        rules: [
                            .init(["\"小規模事業者\"", "-"], ["2/3", "500000"], annotations: ["第5条"]),
                            .init(["\"中小企業\"", "< 3000000"], ["1/3", "1000000"], annotations: ["第5条 & <別表>"]),
                            .init(["\"中小企業\"", ">= 3000000"], ["1/2", "3000000"], annotations: [""]),
                            .init(["\"大企業\"", "-"], ["1/4", "1000000"], annotations: ["第6条"]),
                        ]))),
        ])

    /// A file with what is put in place of the parts.
    static func file(
        _ body: String, namespace: String = DMNWriter.namespace, prefix: String = "", before: String = ""
    ) -> Data {
        let colon = prefix.isEmpty ? "" : prefix + ":"
        return Data(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            \(before)<\(colon)definitions xmlns\(prefix.isEmpty ? "" : ":" + prefix)="\(namespace)" name="m" namespace="urn:m">
            \(body)
            </\(colon)definitions>
            """.utf8)
    }

    /// Texts that a writer could stumble over.
    static let hostile = [
        "a<b", "x & y", "]]>", "\"引用\"", "it's", "行1\n行2", "\ttab", "cr\rlf\r\n", "𠮷野家", "&amp;", "<!-- -->",
        "<![CDATA[x]]>", "が", "が", "＜全角＞", " 前後 ", "\u{2028}", "{}", "%s", "🇯🇵",
    ]

    /// A model by chance, with hostile texts in every place that takes one.
    static func model(_ seed: UInt64) -> DMNModel {
        var chance = Chance(seed)
        func text() -> String {
            (0..<Int.random(in: 1...3, using: &chance)).map { _ in hostile.randomElement(using: &chance) ?? "" }
                .joined(separator: "語")
        }
        func name() -> Name { Name("項" + text() + "\(UInt16.random(in: 0...9_999, using: &chance))") }
        func type(_ depth: Int) -> Type {
            let simple: [Type] = [
                .any, .number, .amount, .rate, .string, .boolean, .date, .time, .dateAndTime, .daysAndTime,
                .yearsAndMonths,
            ]
            switch depth > 0 ? Int.random(in: 0..<6, using: &chance) : 0 {
            case 1: return .choice((0..<Int.random(in: 1...3, using: &chance)).map { "\($0)" + text() })
            case 2: return .list(type(depth - 1))
            case 3:
                return .context(
                    Dictionary((0..<3).map { _ in (name(), type(depth - 1)) }, uniquingKeysWith: { first, _ in first }))
            default: return simple.randomElement(using: &chance) ?? .any
            }
        }
        func maybe<Item>(_ item: @autoclosure () -> Item) -> Item? {
            Bool.random(using: &chance) ? item() : Optional.none
        }
        let inputs = (0..<3).map { _ in DMNModel.Input(name(), type: type(3)) }
        func table() -> DecisionTable {
            let columns = Int.random(in: 0...3, using: &chance)
            let results = Int.random(in: 1...2, using: &chance)
            return DecisionTable(
                name: "", hitPolicy: HitPolicy.all.randomElement(using: &chance) ?? .unique,
                inputs: (0..<columns).map { _ in
                    .init(text(), type: type(1), label: maybe(text()), allowedValues: maybe("[\(text())"))
                },
                outputs: (0..<results).map { _ in
                    .init(
                        maybe(name()), type: type(2), allowedValues: maybe("[\(text())"),
                        defaultValue: maybe("(\(text())"))
                },
                annotations: [text(), ""],
                rules: (0..<3).map { _ in
                    .init(
                        (0..<columns).map { _ in maybe(text()) ?? "-" }, (0..<results).map { _ in maybe(text()) ?? "" },
                        annotations: [text(), ""])
                })
        }
        var decisions: [DMNModel.Decision] = []
        for _ in 0..<3 {
            let logic: DMNModel.Logic =
                Bool.random(using: &chance)
                ? .table(table()) : .literal(maybe("\(inputs[0].name.text) + 1") ?? text())
            decisions.append(
                .init(name(), type: type(3), requires: decisions.map(\.name) + [inputs[1].name], logic: logic))
        }
        return DMNModel(
            name: text(), namespace: "urn:" + text(), types: [.init(name(), type(2))], inputs: inputs,
            decisions: decisions)
    }
}
