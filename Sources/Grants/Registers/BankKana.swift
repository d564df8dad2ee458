import Foundation

/// An account holder's name as banks send it in transfers (全銀 kana): half-width katakana without small letters, capital
/// Latin letters, digits, a space and `( ) - . / , ｢ ｣`.
public enum BankKana {
    /// How many half-width characters a payee's name may have in a transfer file; a voiced mark counts as one.
    public static let longest = 30

    /// A character banks have no place for.
    public struct NotAllowed: Error, Equatable, CustomStringConvertible {
        /// As it was typed.
        public let character: Character

        public var message: Text {
            Text(
                "「\(character)」は口座名義に使えません。通帳のとおりに、カタカナ・英数字と ( ) - . / , 「 」 で入力してください。",
                en: "“\(character)” cannot be in an account holder's name: type it as in the passbook, in katakana, "
                    + "letters, digits and ( ) - . / , 「 」.")
        }

        public var description: String { message.in(english: true) }
    }

    /// The half-width form of what was typed in hiragana, katakana or Latin letters of any width, or the first character
    /// that cannot be in it. Small kana become large, ー a hyphen, ・ a full stop, and ヲ the オ that banks write for it.
    /// Spaces are dropped at the ends and are one between words.
    public static func normalised(_ typed: String) -> Result<String, NotAllowed> {
        var half = ""
        for character in typed {
            guard let piece = piece(for: character) else { return .failure(NotAllowed(character: character)) }
            if piece == " ", half.isEmpty || half.hasSuffix(" ") { continue }
            half += piece
        }
        if half.hasSuffix(" ") { half.removeLast() }
        return .success(half)
    }

    /// A half-width name in full-width characters, as people read it. Normalising it gives the half-width one again.
    public static func shown(_ half: String) -> String {
        var shown = ""
        for character in half {
            // A character of two scalars is a kana with its mark: they become one.
            let wide = wide(String(character))
            guard let scalar = wide.unicodeScalars.first else { continue }
            switch scalar {
            case "-": shown += shown.unicodeScalars.last.map(isKatakana) == true ? "ー" : "－"
            case " ": shown += "\u{3000}"
            case "!"..."~": shown.unicodeScalars.append(Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar)
            default: shown += wide
            }
        }
        return shown
    }

    /// What stands for a character; nil when it is not allowed. Each character is looked at by itself, so that the one
    /// that is named is the one that was typed: ㈱, not the 株 in it.
    private static func piece(for character: Character) -> String? {
        let scalars = wide(String(character)).unicodeScalars
        guard scalars.count == 1, let scalar = scalars.first else { return nil }
        switch scalar {
        case "A"..."Z", "0"..."9", "(", ")", "-", ".", "/", ",", " ": return String(scalar)
        case "a"..."z": return String(scalar).uppercased()
        case "「": return "｢"
        case "」": return "｣"
        case "・": return "."
        // A long vowel, and the dashes it is mistaken for.
        case "ー", "\u{2010}"..."\u{2015}", "\u{2212}": return "-"
        // Hiragana stand 0x60 before katakana.
        case "ぁ"..."ゖ": return Unicode.Scalar(scalar.value + 0x60).flatMap { halves[$0] }
        default: return halves[scalar]
        }
    }

    /// Half-width katakana by the full-width ones.
    private static let halves: [Unicode.Scalar: String] = {
        var halves: [Unicode.Scalar: String] = [:]
        for value in UInt32(0xFF71)...0xFF9D {
            guard let half = Unicode.Scalar(value) else { continue }
            for mark in ["", "\u{FF9E}", "\u{FF9F}"] {
                let wide = wide(String(half) + mark).unicodeScalars
                if wide.count == 1, let wide = wide.first { halves[wide] = String(half) + mark }
            }
        }
        for (small, large) in zip("ァィゥェォッャュョヮヵヶヲ".unicodeScalars, "アイウエオツヤユヨワカケオ".unicodeScalars) {
            halves[small] = halves[large]
        }
        return halves
    }()

    /// Full-width kana for half-width ones, half-width letters for full-width ones (NFKC). Foundation's compatibility
    /// mapping leaves ﾋﾞ as ヒ and a combining mark; the canonical one joins them.
    private static func wide(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }

    private static func isKatakana(_ scalar: Unicode.Scalar) -> Bool { ("ァ"..."ー").contains(scalar) }
}
