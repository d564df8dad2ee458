/// Reads the rows of a text in UTF-8.
struct CSVReader {
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let tab = UInt8(ascii: "\t")

    private let bytes: [UInt8]
    private let limits: CSV.Limits
    private let separator: UInt8
    private var at = 0
    /// Counted from 1.
    private var line = 1
    private var fields = 0

    init(_ bytes: [UInt8], isPasted: Bool, limits: CSV.Limits) {
        self.bytes = bytes
        self.limits = limits
        let (commas, tabs) = Self.separators(in: bytes)
        separator = tabs > 0 && (isPasted || tabs >= commas) ? Self.tab : Self.comma
    }

    /// How many commas and tabs the first row with anything in it has outside quotes.
    private static func separators(in bytes: [UInt8]) -> (commas: Int, tabs: Int) {
        var (commas, tabs) = (0, 0)
        var isQuoted = false
        for byte in bytes.drop(while: { $0 == 0x0A || $0 == 0x0D }) {
            switch byte {
            case quote: isQuoted.toggle()
            case comma where !isQuoted: commas += 1
            case tab where !isQuoted: tabs += 1
            case 0x0A where !isQuoted, 0x0D where !isQuoted: return (commas, tabs)
            default: continue
            }
        }
        return (commas, tabs)
    }

    /// All rows. To be called once.
    mutating func rows() throws(CSVError) -> [[String]] {
        var rows: [[String]] = []
        while at < bytes.count {
            guard rows.count < limits.rows else { throw .tooManyRows(limits.rows, line: line) }
            rows.append(try row())
        }
        return rows
    }

    /// A row and the line end after it.
    private mutating func row() throws(CSVError) -> [String] {
        let start = line
        if takeLineEnd() { return [] }
        var row: [String] = []
        while true {
            guard row.count < limits.columns else { throw .tooManyColumns(limits.columns, line: start) }
            fields += 1
            guard fields <= limits.fields else { throw .tooManyFields(limits.fields) }
            let field = try field()
            guard field.utf8.count <= limits.fieldBytes else { throw .fieldTooLong(limits.fieldBytes, line: start) }
            row.append(field)
            if at < bytes.count, bytes[at] == separator {
                at += 1
            } else {
                _ = takeLineEnd()
                return row
            }
        }
    }

    private mutating func field() throws(CSVError) -> String {
        guard at < bytes.count, bytes[at] == Self.quote else { return bareField() }
        let (start, firstLine) = (at, line)
        at += 1
        var field: [UInt8] = []
        while true {
            let from = at
            while at < bytes.count, bytes[at] != Self.quote { step() }
            field.append(contentsOf: bytes[from..<at])
            guard at < bytes.count else { throw .unclosedQuote(line: firstLine) }
            at += 1
            guard at < bytes.count, bytes[at] == Self.quote else { break }
            field.append(Self.quote)
            at += 1
        }
        if at == bytes.count || bytes[at] == separator || isLineEnd(bytes[at]) {
            return String(decoding: field, as: UTF8.self)
        }
        // Spreadsheets copy a cell such as `"A" and B` without quoting it.
        guard separator == Self.tab, line == firstLine, !bytes[start..<at].contains(Self.tab) else {
            throw .textAfterQuote(line: line)
        }
        at = start
        return bareField()
    }

    private mutating func bareField() -> String {
        let start = at
        while at < bytes.count, bytes[at] != separator, !isLineEnd(bytes[at]) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Goes on by one byte and counts lines. CR LF counts at the LF.
    private mutating func step() {
        if bytes[at] == 0x0A || bytes[at] == 0x0D && !(at + 1 < bytes.count && bytes[at + 1] == 0x0A) { line += 1 }
        at += 1
    }

    private mutating func takeLineEnd() -> Bool {
        guard at < bytes.count, isLineEnd(bytes[at]) else { return false }
        let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
        at += isPair ? 2 : 1
        line += 1
        return true
    }
}
