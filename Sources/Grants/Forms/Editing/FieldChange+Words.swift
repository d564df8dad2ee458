extension FieldChange {
    /// The value in words, as a question of two values shows it.
    public var words: Text {
        switch self {
        case .name(let name): Text(name)
        case .label(let label): label
        case .kind(let word): FieldType.samples.first { $0.word == word }?.title ?? Text(word)
        case .limits(let type): type.limitWords
        case .choices(let choices): FieldChange.words(choices)
        case .groups(let groups):
            FieldChange.list(
                groups.map { group in
                    let choices = FieldChange.words(group.choices)
                    return Text(
                        "\(group.label.ja)（\(choices.ja)）",
                        en: "\(group.label.in(english: true)) (\(choices.in(english: true)))")
                })
        case .rows(let rows): rows.words
        case .totals(let ids): FieldChange.list(ids.map { Text($0) })
        case .required(.no): Text("任意", en: "optional")
        case .required(.yes): Text("必須", en: "required")
        case .required(.when(let condition)):
            Text("\(FieldChange.reading(condition))のとき必須", en: "required when \(condition)")
        case .relevant(let condition): FieldChange.formula(condition, Text("いつも表示", en: "always shown"))
        case .constraints(let constraints):
            FieldChange.list(constraints.map { Text(FieldChange.reading($0.condition), en: $0.condition) })
        case .calculation(let formula), .initial(let formula): FieldChange.formula(formula, FieldChange.nothing)
        case .help(let text), .example(let text), .message(let text): text ?? FieldChange.nothing
        case .prefill(let prefill): prefill.map { Text($0.word) } ?? FieldChange.nothing
        case .isLocked(let yes): yes ? Text("編集不可", en: "locked") : Text("編集できる", en: "editable")
        case .isInternal(let yes): yes ? Text("事務局のみ", en: "office only") : Text("申請者も", en: "applicants, too")
        }
    }

    static let nothing = Text("なし", en: "nothing")

    private static func formula(_ text: String?, _ none: Text) -> Text {
        text.map { Text(reading($0), en: $0) } ?? none
    }

    /// A formula as one would read it aloud, or as it is written where it cannot be read.
    static func reading(_ formula: String) -> String { Formulas.reading(formula) ?? formula }

    private static func words(_ choices: [Choice]) -> Text { list(choices.map(\.label)) }

    private static func list(_ texts: [Text]) -> Text {
        if texts.isEmpty { return nothing }
        return Text(
            texts.map(\.ja).joined(separator: "、"), en: texts.map { $0.in(english: true) }.joined(separator: ", "))
    }
}

extension Table.Rows {
    /// Which rows there are, in words.
    var words: Text {
        switch self {
        case .free(let minimum, let maximum):
            Text("\(minimum)行から\(maximum)行", en: "\(minimum) to \(maximum) rows")
        case .fixed(_, let label, let rows):
            Text(
                "\(label.ja)：" + rows.map(\.label.ja).joined(separator: "、"),
                en: "\(label.in(english: true)): " + rows.map { $0.label.in(english: true) }.joined(separator: ", "))
        }
    }
}

extension FieldType {
    /// The limits in words: 「100文字以内」.
    var limitWords: Text {
        var words: [Text] = []
        func span(
            _ minimum: String?, _ maximum: String?, _ unit: String, _ english: String, _ least: String, _ most: String
        ) {
            if let minimum { words.append(Text("\(minimum)\(unit)\(least)", en: "at least \(minimum)\(english)")) }
            if let maximum { words.append(Text("\(maximum)\(unit)\(most)", en: "at most \(maximum)\(english)")) }
        }
        switch self {
        case .text(let limits), .longText(let limits):
            span(limits.minimum.map(String.init), limits.maximum.map(String.init), "文字", " characters", "以上", "以内")
            if let digits = limits.digits { words.append(Text("\(digits)桁の数字", en: "\(digits) digits")) }
            if let pattern = limits.pattern { words.append(Text("形式 \(pattern)", en: "pattern \(pattern)")) }
        case .integer(let limits):
            let unit = limits.unit ?? ""
            span(
                limits.minimum.map(groupedDigits), limits.maximum.map(groupedDigits), unit.ja,
                unit.in(english: true), "以上", "以下")
            if !limits.anchors.isEmpty {
                words.append(
                    Text(
                        "目安 " + limits.anchors.map { "\($0.points)：\($0.label.ja)" }.joined(separator: "、"),
                        en: "anchors "
                            + limits.anchors.map { "\($0.points) \($0.label.in(english: true))" }.joined(
                                separator: ", ")))
            }
            if let weight = limits.weight { words.append(Text("重み \(weight.points)", en: "weight \(weight.points)")) }
            if let least = limits.commentBelow {
                words.append(Text("\(least)点未満は理由が必要", en: "a reason below \(least)"))
            }
        case .money(let limits):
            span(limits.minimum.map(groupedDigits), limits.maximum.map(groupedDigits), "円", " yen", "以上", "以下")
            if limits.isInThousands { words.append(Text("千円単位で入力", en: "typed in thousands")) }
        case .decimal(let limits):
            let unit = limits.unit ?? ""
            span(limits.minimum?.grouped, limits.maximum?.grouped, unit.ja, unit.in(english: true), "以上", "以下")
            words.append(Text("小数\(limits.places)桁", en: "\(limits.places) places"))
        case .rate(let limits): span(limits.minimum.map(Rate.words), limits.maximum.map(Rate.words), "", "", "以上", "以下")
        case .date(let limits), .period(let limits):
            span(limits.earliest?.iso, limits.latest?.iso, "", "", "以後", "以前")
        case .choices(_, let limits):
            span(limits.minimum.map(String.init), limits.maximum.map(String.init), "個", "", "以上", "まで")
        case .file(let limits):
            words.append(
                Text(
                    limits.kinds.map(\.title.ja).joined(separator: "・"),
                    en: limits.kinds.map(\.rawValue).joined(separator: "/")))
            words.append(Text("1件\(limits.maximumSize.sizeWord)まで", en: "up to \(limits.maximumSize.sizeWord) each"))
            words.append(Text("\(limits.maximumCount)件まで", en: "up to \(limits.maximumCount)"))
            if let template = limits.template { words.append(Text("様式 \(template)", en: "template \(template)")) }
        case .pledge(let statement): return statement
        default: break
        }
        if words.isEmpty { return Text("制限なし", en: "no limits") }
        return Text(
            words.map(\.ja).joined(separator: "、"), en: words.map { $0.in(english: true) }.joined(separator: ", "))
    }
}
