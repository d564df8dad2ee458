import FEEL

/// A sheet whose headers were understood.
struct SheetTable: Sendable {
    /// The headings' true names, split where they have several parts.
    let headings: [[String]]
    /// The rows, empty ones too.
    let rows: [SheetRow]

    /// Reads the headers as pyxform does: old names, capitals and spaces are allowed, `::` (or, where no header has it,
    /// `:`) parts a heading from a language or a further name.
    ///
    /// - Parameters:
    ///   - aliases: old names, with the parts they stand for.
    ///   - columns: the headings that are known as they are. Others are kept as written, since choice filters may use
    ///     them.
    init(
        _ sheet: XLSFormSheets.Sheet, as name: SheetName, aliases: [String: [String]], columns: Set<String>,
        language: String, collapsesSpaces: Bool = false, findings: inout [SheetFinding]
    ) {
        let headers = sheet.header.map { Self.spaced($0, collapses: true) }
        let hasDoubleColon = headers.contains { $0.contains("::") }
        var headings: [[String]] = []
        var firsts: [[String]: String] = [:]
        for header in headers {
            let parts = Self.parts(of: header, doubleColon: hasDoubleColon, aliases: aliases, columns: columns)
            headings.append(parts)
            guard !header.isEmpty else { continue }
            if let other = firsts[parts], other == header || parts.first != header {
                findings.append(
                    SheetFinding(
                        // Settings are known to be there under an old and a new name; the last is taken.
                        name == .settings ? .warning : .error, sheet: sheet.name, row: 1, column: header,
                        message: Message(
                            "「\(other)」と「\(header)」は同じ列の別名です。どちらかを消してください。",
                            "\"\(other)\" and \"\(header)\" are names of the same column. Remove one of them.")))
            }
            firsts[parts] = header
        }
        self.headings = zip(headers, headings).filter { !$0.0.isEmpty }.map(\.1)
        rows = sheet.rows.enumerated().map { offset, cells in
            var row = SheetRow(number: offset + 2)
            for (index, cell) in cells.enumerated() where index < headers.count && !headers[index].isEmpty {
                let text = Self.straightened(Self.spaced(cell, collapses: collapsesSpaces))
                guard !text.isEmpty else { continue }
                let parts = headings[index]
                if parts.count == 1 {
                    row.cells[parts[0]] = .text(text)
                } else {
                    let new = parts.dropFirst().reversed().reduce(Cell.text(text)) { .named([$1: $0]) }
                    row.cells[parts[0]] = row.cells[parts[0]]?.merged(new, default: language) ?? new
                }
            }
            return row
        }
    }

    private static func parts(
        of header: String, doubleColon: Bool, aliases: [String: [String]], columns: Set<String>
    ) -> [String] {
        let snake = snakeCased(header)
        for form in [header, snake] where columns.contains(form) && aliases[form] == nil { return [form] }
        var parts: [String]
        if doubleColon {
            parts = split(header, at: "::")
        } else {
            parts = split(header, at: ":")
            if let jr = parts.firstIndex(of: "jr"), jr + 1 < parts.count {
                parts.replaceSubrange(jr...(jr + 1), with: ["jr:" + parts[jr + 1]])
            }
        }
        let first = snakeCased(parts[0])
        if let alias = aliases[first] { return alias + parts.dropFirst() }
        return columns.contains(first) ? [first] + parts.dropFirst() : parts
    }

    private static func snakeCased(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: "_").lowercased()
    }

    private static func split(_ text: String, at separator: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        let mark = Array(separator.unicodeScalars)
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if scalars[index...].starts(with: mark) {
                parts.append(String(part))
                part = .init()
                index += mark.count
            } else {
                part.append(scalars[index])
                index += 1
            }
        }
        return (parts + [String(part)]).map(trimmed)
    }

    /// Without spaces around it; runs of spaces within it are one, where that is asked for.
    private static func spaced(_ text: String, collapses: Bool) -> String {
        let text = trimmed(text.contains("\u{A0}") ? String(text.map { $0 == "\u{A0}" ? " " : $0 }) : text)
        guard collapses, text.contains("  ") else { return text }
        return text.split(separator: " ").joined(separator: " ")
    }

    /// With straight quotation marks in place of those that word processors make.
    private static func straightened(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { (0x2018...0x201D).contains($0.value) }) else { return text }
        return String(
            text.map { character in
                switch character {
                case "\u{2018}", "\u{2019}": "'"
                case "\u{201C}", "\u{201D}": "\""
                default: character
                }
            })
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
