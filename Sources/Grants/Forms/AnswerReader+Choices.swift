extension AnswerReader {
    func choice(_ choices: [Choice]) -> Reading {
        let first = first
        if first.isEmpty { return .empty }
        guard let chosen = choices.first(where: { $0.code == first }), isOffered(chosen) else {
            return .wrong(Text("選択肢から選んでください", en: "Choose one of the answers offered"))
        }
        return other(chosen.kind == .other) { .choice(chosen.code, other: $0) }
    }

    func choices(_ choices: [Choice], _ limits: ChoiceLimits) -> Reading {
        let ticked = Set(typed.all(name).filter { !$0.isEmpty })
        if ticked.isEmpty { return .empty }
        let known = choices.filter { ticked.contains($0.code) && isOffered($0) }
        guard known.count == ticked.count else {
            return .wrong(Text("選択肢から選んでください", en: "Choose among the answers offered"))
        }
        if known.count > 1, let none = known.first(where: { $0.kind == Choice.Kind.none }) {
            return .wrong(
                Text(
                    "「\(none.label.ja)」は、ほかの選択肢と一緒には選べません", en: "“\(none.label.in(english: true))” excludes the others")
            )
        }
        if let minimum = limits.minimum, known.count < minimum, !known.contains(where: { $0.kind == Choice.Kind.none })
        {
            return wrong("\(minimum)つ以上選択してください", "Choose at least \(minimum)")
        }
        if let maximum = limits.maximum, known.count > maximum {
            return wrong("\(maximum)つまで選択できます", "Choose at most \(maximum)")
        }
        return other(known.contains { $0.kind == .other }) { .choices(known.map(\.code), other: $0) }
    }

    private func isOffered(_ choice: Choice) -> Bool { offered?.contains(choice.code) ?? true }

    /// The text beside その他, where that was chosen.
    private func other(_ isOther: Bool, _ answer: (String?) -> Answer) -> Reading {
        guard isOther else { return .answer(answer(nil)) }
        let text = Plain.line(box("other"))
        if text.isEmpty { return .wrong(part: "other", Text("「その他」の内容を入力してください", en: "Say what “other” is")) }
        if text.count > 200 {
            return .wrong(part: "other", Text("200文字以内で入力してください", en: "Enter at most 200 characters"))
        }
        return .answer(answer(text))
    }

    func yesNo() -> Reading {
        switch first {
        case "": .empty
        case "yes": .answer(.yesNo(true))
        case "no": .answer(.yesNo(false))
        default: .wrong(Text("「はい」か「いいえ」を選んでください", en: "Choose yes or no"))
        }
    }

    func prefecture() -> Reading {
        let name = Plain.line(first)
        if name.isEmpty { return .empty }
        guard let prefecture = Prefecture.named(name) else {
            return .wrong(Text("都道府県を選択してください", en: "Choose a prefecture"))
        }
        return .answer(.choice(prefecture.name))
    }

    func industry() -> Reading {
        if first.isEmpty { return .empty }
        guard let group = Industry.Group.withCode(first) else {
            return .wrong(Text("業種を選択肢から選んでください", en: "Choose one of the industries offered"))
        }
        return .answer(.choice(group.code))
    }
}
