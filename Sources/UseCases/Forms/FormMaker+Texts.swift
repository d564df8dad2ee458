import FEEL
import Grants
import XLSForm

extension FormMaker {
    /// A text in both languages, as it stands: Japanese first, or what there is.
    func plain(_ texts: Texts?) -> Text? { texts?.text(default: source.defaultLanguage) }

    /// A text that may have formulas in it: `${name}` becomes `{name}`.
    mutating func templated(_ texts: Texts?, of node: FormNode, at place: FormPlace) -> Text? {
        guard let text = plain(texts) else { return nil }
        return Text(
            template(text.ja, of: node, at: place), en: text.en.map { template($0, of: node, at: place) })
    }

    private mutating func template(_ text: String, of node: FormNode, at place: FormPlace) -> String {
        guard text.contains("{") else { return text }
        var references: [String] = []
        // A reference is kept apart while the other braces are doubled.
        let marked = FormTranslator.replacingReferences(in: text) {
            references.append($0)
            return "\u{F8FF}"
        }
        var result = ""
        for character in marked {
            switch character {
            case "\u{F8FF}" where !references.isEmpty:
                result += "{\(reference(references.removeFirst(), of: node, at: place))}"
            case "{": result += "{{"
            default: result.append(character)
            }
        }
        return result
    }

    /// Texts are the same in all rows of a table, so that they speak of the form's fields only.
    private mutating func reference(_ text: String, of node: FormNode, at place: FormPlace) -> String {
        switch translator.translate(text, .calculation, of: "/" + source.root).translation {
        case .formula(let formula): return formula
        case .needsReview(let reason):
            let source = text.filter { !"${}".contains($0) }
            return foreign(source, reason, of: node, at: place).filter { $0 != "{" && $0 != "}" }
        }
    }
}

extension Texts {
    /// In both languages, Japanese first; what there is, where there is no Japanese. Nil where nothing is said.
    func text(default language: String) -> Text? {
        guard let ja = (japanese ?? text(in: language)).map(Plain.lines), !ja.isEmpty else { return nil }
        let en = english.map(Plain.lines)
        return Text(ja, en: en == ja || en?.isEmpty == true ? nil : en)
    }

    /// The English text: of the language whose name ends with `(en)`, or is English or `en`.
    var english: String? {
        byLanguage.sorted { $0.key < $1.key }.first { language, _ in
            let language = language.lowercased()
            return language.hasSuffix("(en)") || language == "en" || language == "english" || language == "英語"
        }?.value
    }
}
