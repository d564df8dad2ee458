import Foundation

/// Liberal reading of what people type: full-width or half-width, with or without spaces and hyphens.
/// Codes and numbers are folded; names and addresses are kept as they were written (髙, ㈱ and ① must survive).
public enum Plain {
    /// A code or number in half-width characters without spaces: `１２３－４５６` becomes `123-456`.
    public static func code(_ text: String) -> String {
        var folded = ""
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar {
            case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{30FC}", "\u{FF70}", "\u{FE63}", "\u{2500}":
                folded.unicodeScalars.append("-")
            case " ", "\t", "\n", "\r", "\u{3000}", "\u{200B}", "\u{FEFF}": continue
            default: folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    /// Only the digits of a code, hyphens dropped; nil when anything else is in it.
    public static func digits(_ text: String) -> String? {
        let plain = code(text).filter { $0 != "-" }
        return plain.utf8.allSatisfy { (0x30...0x39).contains($0) } ? plain : nil
    }

    /// One line of text: control characters become spaces, the ends are trimmed; nothing else changes.
    public static func line(_ text: String) -> String {
        var kept = ""
        for scalar in text.unicodeScalars { kept.unicodeScalars.append(isControl(scalar) ? " " : scalar) }
        return kept.trimmingCharacters(in: .whitespaces)
    }

    /// Text of several lines: line ends become `\n`, other control characters are dropped, the ends are trimmed.
    public static func lines(_ text: String) -> String {
        var kept = ""
        let unified = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
        for scalar in unified.unicodeScalars where scalar == "\n" || scalar == "\t" || !isControl(scalar) {
            kept.unicodeScalars.append(scalar)
        }
        return kept.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// For searching: NFKC, lower case, katakana for hiragana, without spaces. ＩｏＴ finds IOT, ｶﾀｶﾅ finds カタカナ.
    public static func searchable(_ text: String) -> String {
        var folded = ""
        for scalar in text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if scalar == " " || scalar == "\u{3000}" { continue }
            if (0x3041...0x3096).contains(scalar.value), let katakana = Unicode.Scalar(scalar.value + 0x60) {
                folded.unicodeScalars.append(katakana)
            } else {
                folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
