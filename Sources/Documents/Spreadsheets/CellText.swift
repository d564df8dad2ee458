/// Text as cells hold it: characters that XML cannot have are written as `_x0007_`, and an underscore that would be
/// mistaken for the beginning of such as `_x005F_` (ECMA-376, 22.9.2.19).
enum CellText {
    /// The text that is meant. Line ends of every kind become line feeds.
    static func shown(_ text: String, limits: Workbook.Limits) throws(WorkbookError) -> String {
        guard text.utf8.count <= limits.units || text.utf16.count <= limits.units else {
            throw WorkbookError(.textTooLong(limits.units))
        }
        var text = text
        if text.utf8.contains(UInt8(ascii: "_")) { text = unescaped(text) }
        if text.utf8.contains(0x0D) { text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") }
        return text
    }

    /// The text as it is written. Line ends become line feeds, and U+0000, which a cell cannot hold, is left out.
    static func written(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x5F || $0 == 0xEF }) else { return text }
        var written = String.UnicodeScalarView()
        let scalars = Array(text.replacing("\r\n", with: "\n").unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar.value {
            case 0: continue
            case 0x0D: written.append("\n")
            case 0x01...0x08, 0x0B...0x1F, 0xFFFE, 0xFFFF: written.append(contentsOf: code(scalar).unicodeScalars)
            case 0x5F where looksEscaped(scalars[index...]): written.append(contentsOf: code(scalar).unicodeScalars)
            default: written.append(scalar)
            }
        }
        return String(written)
    }

    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
    }

    private static func looksEscaped(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let start = scalars.startIndex
        return scalars.count >= 7 && scalars[start] == "_" && scalars[start + 1] == "x" && scalars[start + 6] == "_"
            && scalars[start + 2...start + 5].allSatisfy(\.properties.isASCIIHexDigit)
    }

    /// A code may be half of a pair, so that the text is made of units. One that makes no text is left as it stands.
    private static func unescaped(_ text: String) -> String {
        let units = Array(text.utf16)
        var shown: [UInt16] = []
        var index = 0
        while index < units.count {
            if let unit = unit(of: units[index...].prefix(7)) {
                shown.append(unit)
                index += 7
            } else {
                shown.append(units[index])
                index += 1
            }
        }
        return String(validating: shown, as: UTF16.self) ?? text
    }

    private static func unit(of code: ArraySlice<UInt16>) -> UInt16? {
        let start = code.startIndex
        guard code.count == 7, code[start] == 0x5F, code[start + 1] == 0x78, code[start + 6] == 0x5F else { return nil }
        var value: UInt16 = 0
        for unit in code[start + 2...start + 5] {
            guard unit < 0x80, let digit = Character(Unicode.Scalar(UInt8(unit))).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
