/// Tables as text: comma-separated values (RFC 4180), and the tab-separated ones that come of copying cells in Excel.
public enum CSV {
    /// How a written file encodes its characters.
    public enum Encoding: Hashable, Sendable {
        /// UTF-8 with a byte order mark, by which Excel knows it.
        case utf8
        /// Windows-31J, called Shift_JIS, for programs that know nothing else. It lacks many characters.
        case windows31J
    }

    /// What is read at most.
    public struct Limits: Hashable, Sendable {
        /// The size of the file or the text.
        public var bytes = 20_000_000
        /// The number of rows.
        public var rows = 100_000
        /// Fields of a row.
        public var columns = 1_000
        /// Fields of all rows.
        public var fields = 2_000_000
        /// The size of a field in UTF-8.
        public var fieldBytes = 100_000

        /// Limits that each can be changed.
        public init() {}

        /// Enough for lists of some ten thousand rows.
        public static let standard = Limits()
    }

    /// The rows of a file.
    ///
    /// UTF-8 and, with a byte order mark, UTF-16 are recognised; what is no UTF-8 is read as Windows-31J. Fields are
    /// separated by what the first row has more of outside quotes, commas or tabs. Lines may end in any way; line ends in
    /// quotes are kept as they are. An empty line is a row without fields. Fields are kept as they are: no blanks are
    /// cut off, and no apostrophes.
    public static func read(_ bytes: [UInt8], limits: Limits = .standard) throws(CSVError) -> [[String]] {
        guard bytes.count <= limits.bytes else { throw .tooLarge(limits.bytes) }
        let text = try utf8(bytes)
        var reader = CSVReader(text, isPasted: false, limits: limits)
        return try reader.rows()
    }

    /// The rows of a text that someone pasted. A tab anywhere outside quotes in its first row means that it is from a
    /// spreadsheet, and its commas are commas.
    public static func rows(pasted text: String, limits: Limits = .standard) throws(CSVError) -> [[String]] {
        guard text.utf8.count <= limits.bytes else { throw .tooLarge(limits.bytes) }
        let text = text.unicodeScalars.first == "\u{FEFF}" ? text.utf8.dropFirst(3) : text.utf8[...]
        var reader = CSVReader(Array(text), isPasted: true, limits: limits)
        return try reader.rows()
    }

    /// The bytes in UTF-8, without byte order mark.
    private static func utf8(_ bytes: [UInt8]) throws(CSVError) -> [UInt8] {
        if let units = UTF16Units(bytes) {
            guard let text = String(validating: units, as: UTF16.self) else { throw .encoding(line: nil) }
            guard !text.utf8.contains(0) else { throw .notText }
            return Array(text.utf8)
        }
        // A ZIP file (.xlsx) or an old workbook; no text begins like them.
        guard !bytes.starts(with: [0x50, 0x4B, 3, 4]), !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]), !bytes.contains(0)
        else { throw .notText }
        if UTF8Text.isValid(bytes) { return Array(bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)) }
        guard let charset = Charset(from: Charset.windows31J, to: Charset.utf8) else { throw .noWindows31J }
        let (text, read) = charset.convert(bytes[...])
        guard read == bytes.count else { throw .encoding(line: 1 + bytes.prefix(read).count { $0 == 0x0A }) }
        return text
    }

    // MARK: - Writing

    /// The rows as a file that Excel opens: separated by commas, lines ended by CR LF, fields quoted where they must be.
    ///
    /// A field that begins with `=`, `+`, `-`, `@` (also in full width), a tab or a carriage return would be computed by
    /// Excel, or could do harm there; an apostrophe is put before it. Plain numbers (`-12`, `+5`, `-1,200.5`) and a sign
    /// alone (`-`, `－`), which offices write for “none”, stay as they are.
    public static func write(_ rows: [[String]], encoding: Encoding = .utf8) throws(CSVError) -> [UInt8] {
        switch encoding {
        case .utf8:
            var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
            for row in rows { bytes.append(contentsOf: line(row).utf8) }
            return bytes
        case .windows31J:
            return try encoded(rows)
        }
    }

    private static func line(_ row: [String]) -> String {
        // An empty field alone is quoted: a line without anything is a row without fields.
        if row.count == 1, row[0].isEmpty { return "\"\"\r\n" }
        return row.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ field: String) -> String {
        let field = harmless(field)
        let mustQuote = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        return mustQuote || field.hasPrefix(" ") || field.hasSuffix(" ")
            ? "\"" + String(field.flatMap { $0 == "\"" ? [$0, $0] : [$0] }) + "\"" : field
    }

    /// The field with an apostrophe before it if Excel would compute it.
    static func harmless(_ field: String) -> String {
        guard let first = field.unicodeScalars.first else { return field }
        switch first {
        case "\t", "\r": return "'" + field
        case "=", "+", "-", "@", "＝", "＋", "－", "＠":
            return field.unicodeScalars.count == 1 || isPlainNumber(field) ? field : "'" + field
        default: return field
        }
    }

    /// Whether the field is a sign, digits, perhaps in groups of three, and perhaps a fraction.
    private static func isPlainNumber(_ field: String) -> Bool {
        let isDigits = { (text: Substring) in !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        let parts = field.dropFirst().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count == 1 || isDigits(parts[1]) else { return false }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.allSatisfy(isDigits) else { return false }
        return groups.count == 1 || groups[0].utf8.count <= 3 && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    }

    /// The rows in Windows-31J. All characters that it lacks are looked for, so that they can be mended at once.
    private static func encoded(_ rows: [[String]]) throws(CSVError) -> [UInt8] {
        guard let charset = Charset(from: Charset.utf8, to: Charset.windows31J) else { throw .noWindows31J }
        var bytes: [UInt8] = []
        var missing: [CSVError.Missing] = []
        for (index, row) in rows.enumerated() {
            let line = Array(line(row).utf8)
            let (output, read) = charset.convert(line[...])
            if read == line.count {
                bytes += output
            } else {
                missing += lacking(row, number: index + 1, charset)
                if missing.count >= CSVError.mostMissing { break }
            }
        }
        guard missing.isEmpty else { throw .unencodable(Array(missing.prefix(CSVError.mostMissing))) }
        return bytes
    }

    private static func lacking(_ row: [String], number: Int, _ charset: Charset) -> [CSVError.Missing] {
        var missing: [CSVError.Missing] = []
        for (column, field) in row.enumerated() {
            for character in field where !character.isASCII {
                let bytes = Array(String(character).utf8)
                if charset.convert(bytes[...]).read < bytes.count {
                    missing.append(CSVError.Missing(character: character, row: number, column: column + 1))
                    if missing.count >= CSVError.mostMissing { return missing }
                }
            }
        }
        return missing
    }
}
