/// Which characters mean what (DMN 1.5 grammar rules 28, 29, 61 and 62).
enum Characters {
    /// White space, U+3000 (the full-width space) among it.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
            0xFEFF:
            true
        default: false
        }
    }

    /// Whether a name may begin with it. Full-width signs such as （ and ＋, and full-width digits, are such characters.
    static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3F, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
            0x37F...0x167F, 0x1681...0x180D, 0x180F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
            0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFEFE, 0xFF00...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: isNameStart(scalar)
        }
    }

    /// The sign someone meant who typed this one as an operator: `＋` for `+`, `×` for `*`, `０` for `0`.
    static func meant(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "×", "✕", "✖", "＊", "∗": "*"
        case "÷", "／", "∕": "/"
        case "−", "－", "–", "—", "‐", "‑": "-"
        case "＋": "+"
        case "≦", "≤", "⩽": "<="
        case "≧", "≥", "⩾": ">="
        case "≠": "!="
        case "“", "”", "„", "＂": "\""
        case "、", "，": ","
        case "。", "．": "."
        case "％", "%": "/100"
        default:
            // The full-width forms of ASCII stand in the same order as ASCII itself.
            (0xFF01...0xFF5E).contains(scalar.value)
                ? Unicode.Scalar(scalar.value - 0xFEE0).map { String(Character($0)) } : nil
        }
    }
}
