import Foundation

/// Liberal reading of what people type: full-width or half-width, with or without spaces and hyphens.
/// Codes and numbers are folded; names and addresses are kept as they were written (髙, ㈱ and ① must survive).
public enum Plain {
    /// A code or number in half-width characters without spaces: `１２３－４５６` becomes `123-456`.
    public static func code(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return text }
        var folded = ""
        for scalar in compatible(text).unicodeScalars {
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
        // Nearly every text has none, and is then only looked at.
        guard mayHaveControls(text), text.unicodeScalars.contains(where: isControl) else { return trimmed(text) }
        var kept = ""
        for scalar in text.unicodeScalars { kept.unicodeScalars.append(isControl(scalar) ? " " : scalar) }
        return trimmed(kept)
    }

    /// Text of several lines: line ends become `\n`, other control characters are dropped, the ends are trimmed.
    public static func lines(_ text: String) -> String {
        func isKept(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" || !isControl(scalar) }
        guard mayHaveControls(text), !text.unicodeScalars.allSatisfy(isKept) else { return trimmed(text) }
        var kept = ""
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                kept.unicodeScalars.append("\n")
            } else if isKept(scalar), !(afterReturn && scalar == "\n") {
                kept.unicodeScalars.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return trimmed(kept)
    }

    /// For searching: NFKC, lower case, katakana for hiragana, without spaces. ＩｏＴ finds IOT, ｶﾀｶﾅ finds カタカナ.
    public static func searchable(_ text: String) -> String {
        if let usual = usualSearchable(text) { return usual }
        let plain = compatible(text)
        // Kana and ideographs have no case: only texts with other letters are asked about in Unicode's tables.
        let mayHaveCase = plain.unicodeScalars.contains { $0.value >= 0x80 && !(0x3000...0x9FFF).contains($0.value) }
        var folded = ""
        folded.reserveCapacity(plain.utf8.count)
        for scalar in (mayHaveCase ? plain.lowercased() : plain).unicodeScalars {
            if scalar == " " || scalar == "\u{3000}" { continue }
            if ("A"..."Z").contains(scalar) {
                folded.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
                continue
            }
            if (0x3041...0x3096).contains(scalar.value), let katakana = Unicode.Scalar(scalar.value + 0x60) {
                folded.unicodeScalars.append(katakana)
            } else {
                folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    /// The same for a text of what `narrowed` takes, byte by byte; nil for any other. Every submission's words go through
    /// here while others wait to be written.
    private static func usualSearchable(_ text: String) -> String? {
        var text = text
        let bytes: [UInt8]? = text.withUTF8 { plain in
            var folded: [UInt8] = []
            folded.reserveCapacity(plain.count)
            func keep(_ ascii: UInt8) {
                if ascii == UInt8(ascii: " ") { return }
                let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(ascii)
                folded.append(isCapital ? ascii + 0x20 : ascii)
            }
            var index = 0
            while index < plain.count {
                let first = plain[index]
                if first < 0x80 {
                    keep(first)
                    index += 1
                    continue
                }
                guard first & 0xF0 == 0xE0, index + 2 < plain.count else { return nil }
                let low = UInt32(plain[index + 1] & 0x3F) << 6 | UInt32(plain[index + 2] & 0x3F)
                var value = UInt32(first & 0x0F) << 12 | low
                index += 3
                switch value {
                case 0x3000: continue
                case 0xFF01...0xFF5E:
                    keep(UInt8(value - 0xFEE0))
                    continue
                case 0x3041...0x3096: value += 0x60
                case 0x30A1...0x30FE, 0x4E00...0x9FFF, 0x3001, 0x3002, 0x300A...0x3011: break
                default: return nil
                }
                folded.append(0xE0 | UInt8(value >> 12))
                folded.append(0x80 | UInt8(value >> 6 & 0x3F))
                folded.append(0x80 | UInt8(value & 0x3F))
            }
            return folded
        }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A reading in full-width katakana: hiragana and half-width kana are folded, everything else stays. Spaces become
    /// one full-width space.
    public static func katakana(_ text: String) -> String {
        var folded = ""
        for scalar in compatible(line(text)).unicodeScalars {
            if (0x3041...0x3096).contains(scalar.value), let katakana = Unicode.Scalar(scalar.value + 0x60) {
                folded.unicodeScalars.append(katakana)
            } else if isSpace(scalar) {
                if folded.last != "　" { folded.append("　") }
            } else {
                folded.unicodeScalars.append(scalar == "-" || scalar == "‐" || scalar == "−" ? "ー" : scalar)
            }
        }
        return folded
    }

    /// NFKC (Unicode Standard Annex 15); ASCII is that already.
    private static func compatible(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        if let narrow = narrowed(text) { return narrow }
        // Foundation on Linux leaves the voicing of half-width kana (ﾋﾞ) apart; the second pass joins it.
        return text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }

    /// A text of ASCII, its full-width forms (U+FF01 to U+FF5E), kana, the usual ideographs and the commonest marks, as NFKC
    /// has it; nil for any other. Nearly everything people type here is such a text, and asking Foundation takes ten times
    /// as long.
    private static func narrowed(_ text: String) -> String? {
        var narrow = ""
        narrow.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x80: narrow.unicodeScalars.append(scalar)
            case 0xFF01...0xFF5E:
                narrow.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            // The voicing marks (U+3099, U+309A), which join with the kana before them, are not among these.
            case 0x3041...0x3096, 0x30A1...0x30FE, 0x4E00...0x9FFF, 0x3001, 0x3002, 0x300A...0x3011:
                narrow.unicodeScalars.append(scalar)
            case 0x3000: narrow.unicodeScalars.append(" ")
            default: return nil
            }
        }
        return narrow
    }

    /// Without spaces, tabs and line ends at both ends.
    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return text }
        return String(scalars[first...last])
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar == " " || scalar == "\t" || scalar == "\n" }
        // Kana and ideographs, which most texts begin and end with, are none; asking Unicode's tables takes longer.
        if (0x3041...0x9FFF).contains(scalar.value) { return false }
        return scalar.properties.generalCategory == .spaceSeparator
    }

    /// Whether one of its bytes can be of a control character: most texts are told apart by that alone.
    private static func mayHaveControls(_ text: String) -> Bool {
        text.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
