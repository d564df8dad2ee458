import FEEL

/// Fills in the values of the formulas in a form's texts.
struct TextFiller {
    let judge: Judge
    let values: [Value]
    /// Those of the row a text belongs to.
    let row: [Value]
    let moment: Moment?
    var answers: Answers = [:]

    func filled(_ text: Text) -> Text {
        Text(filled(text.ja, english: false), en: text.en.map { filled($0, english: true) })
    }

    private func filled(_ text: String, english: Bool) -> String {
        // Looking for a brace costs less than looking the text up.
        guard text.utf8.contains(UInt8(ascii: "{")), let template = judge.templates[text] else { return text }
        return template.pieces.map { piece -> String in
            switch piece {
            case .text(let text): return text
            case .formula(let bound, let field):
                // A message of a column, said where there is no row, knows nothing of one.
                let isApart = bound.places.contains {
                    if case .row(let place) = $0 { place >= row.count } else { false }
                }
                return words(isApart ? .null : bound.evaluate(values, row: row, at: moment), as: field, english)
            }
        }.joined()
    }

    private func words(_ value: Value, as field: Field?, _ english: Bool) -> String {
        if let field, let answer = answers[field.name] {
            switch answer {
            // A unit stands in the text around it.
            case .money(let yen): return yen.grouped
            case .integer(let number): return groupedDigits(number)
            default: return answer.words(as: field, english: english)
            }
        }
        switch value {
        case .null: return english ? "(not yet known)" : "（未定）"
        case .number(let number): return number.grouped
        case .string(let text): return text
        case .boolean(let yes): return yes ? (english ? "yes" : "はい") : (english ? "no" : "いいえ")
        case .date(let date):
            return Day(year: date.year, month: date.month, day: date.day).map { english ? $0.iso : $0.wareki } ?? ""
        default: return value.description
        }
    }
}
