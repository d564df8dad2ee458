/// Choices as people paste them: one a line.
public enum ChoiceList {
    /// Choices out of lines. One whose label is known already keeps its code, kind and condition; others get codes that
    /// no other choice has had. A line `コード<TAB>見出し` names its code itself; `その他` and `該当なし` are known by their
    /// words.
    /// - Parameter taken: codes that new choices cannot have.
    public static func choices(
        from text: String, keeping old: [Choice] = [], taken: Set<String> = []
    ) -> [Choice] {
        var known: [String: Choice] = [:]
        for choice in old {
            known[Plain.searchable(choice.label.ja)] = known[Plain.searchable(choice.label.ja)] ?? choice
        }
        var choices: [Choice] = []
        var labels: Set<String> = []
        var codes = taken.union(old.map(\.code))
        var chosen: Set<String> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let cells = line.split(separator: "\t", maxSplits: 1).map { Plain.line(String($0)) }
            guard let label = cells.last, !label.isEmpty else { continue }
            let isNew = labels.insert(Plain.searchable(label)).inserted
            if cells.count == 2, !cells[0].isEmpty {
                guard chosen.insert(cells[0]).inserted else { continue }
                codes.insert(cells[0])
                if var choice = old.first(where: { $0.code == cells[0] }) {
                    if choice.label.ja != label { choice.label = Text(label) }
                    choices.append(choice)
                } else if isNew {
                    choices.append(Choice(code: cells[0], label: Text(label)))
                }
            } else if !isNew {
                continue
            } else if let choice = known[Plain.searchable(label)], chosen.insert(choice.code).inserted {
                choices.append(choice)
            } else {
                // The label itself is the code, as long as it is free: documents stay readable.
                let code = FieldName.unique(label, among: codes)
                codes.insert(code)
                chosen.insert(code)
                choices.append(Choice(code: code, label: Text(label), kind: kind(of: label, in: choices)))
            }
        }
        return choices
    }

    /// The lines that give these choices again, as far as lines can say them.
    public static func text(of choices: [Choice]) -> String {
        choices.map { $0.code == $0.label.ja ? $0.label.ja : "\($0.code)\t\($0.label.ja)" }.joined(separator: "\n")
    }

    private static func kind(of label: String, in choices: [Choice]) -> Choice.Kind? {
        if label.hasPrefix("その他"), !choices.contains(where: { $0.kind == .other }) { return .other }
        return ["該当なし", "特になし", "いずれにも該当しない"].contains(label) ? Choice.Kind.none : nil
    }
}
