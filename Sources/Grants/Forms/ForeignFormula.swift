import Foundation

/// A formula of another system that could not be translated, standing where a formula of the form belongs until somebody
/// writes one: `要確認：once(random()) // 乱数は使えません`
///
/// It is no FEEL. `Judge` finds an error at its place, so that the form is not published with it.
public struct ForeignFormula: Hashable, Sendable {
    /// What it begins with. No name of a field has a colon in it.
    public static let mark = "要確認："

    /// The formula as it stood, on one line.
    public let source: String
    /// Why it could not be translated; empty where the text does not say so.
    public let reason: String

    /// A formula that could not be translated.
    public init(_ source: String, because reason: String) {
        self.source = ForeignFormula.line(source)
        self.reason = ForeignFormula.line(reason)
    }

    /// Reads it from where a formula belongs; nil when the text is not marked as one of another system.
    public init?(reading text: String) {
        let text = Plain.line(text)
        guard let mark = [ForeignFormula.mark, "要確認:"].first(where: text.hasPrefix) else { return nil }
        let rest = text.dropFirst(mark.count)
        // Paths may have two slashes, too; the reason comes last.
        let parts = String(rest).components(separatedBy: ForeignFormula.separator)
        self.init(
            parts.count > 1 ? parts.dropLast().joined(separator: ForeignFormula.separator) : String(rest),
            because: parts.count > 1 ? parts[parts.count - 1] : "")
    }

    private static let separator = " // "

    /// The text that stands in the formula's place.
    public var text: String {
        "\(ForeignFormula.mark)\(source)" + (reason.isEmpty ? "" : ForeignFormula.separator + reason)
    }

    /// What is said of it before the form is published.
    public var message: Text {
        let reason = reason.isEmpty ? "" : "（\(reason)）"
        return Text(
            "XLSFormの式「\(source)」は自動では訳せませんでした\(reason)。式を書き直すか、取り除いてください。",
            en: "The XLSForm expression “\(source)” could not be translated\(reason). Write it anew, or remove it.")
    }

    /// On one line, and without the full stop that others follow.
    private static func line(_ text: String) -> String {
        let plain = Plain.line(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return plain.hasSuffix("。") ? String(plain.dropLast()) : plain
    }
}
