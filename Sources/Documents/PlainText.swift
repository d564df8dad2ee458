/// Text that is safe to lay out: lines of printable characters.
enum PlainText {
    /// The lines of `text`. Every kind of line end counts; a tab becomes a space; other control characters
    /// and the invisible marks that turn the writing direction are dropped, for they could make a page show
    /// something else than what was written.
    static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r":
                break
            case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(String(line))
                line = String.UnicodeScalarView()
            case "\t":
                line.append(" ")
            default:
                if isPrintable(scalar) { line.append(scalar) }
            }
            previous = scalar
        }
        lines.append(String(line))
        return lines
    }

    /// `text` as one line.
    static func line(_ text: String) -> String {
        lines(of: text).joined(separator: " ")
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F: false
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: false  // direction marks
        case 0xFEFF, 0xFFF9...0xFFFC: false  // byte order mark, interlinear annotation, object replacement
        default: !scalar.properties.isNoncharacterCodePoint
        }
    }
}
