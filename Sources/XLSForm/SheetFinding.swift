import FEEL

/// Something to be said of a cell of the workbook.
public struct SheetFinding: Error, Hashable, Sendable {
    /// How much is wrong.
    public enum Severity: String, Hashable, Sendable, Codable {
        /// It was left out, or is hardly meant so; the rest was read.
        case warning
        /// The form cannot be used until it is mended.
        case error
    }

    /// How much is wrong.
    public let severity: Severity
    /// The sheet's name.
    public let sheet: String
    /// The row as the spreadsheet numbers it: the header is row 1. Nil where it is about the whole sheet.
    public let row: Int?
    /// The column's header as XLSForm calls it; nil where it is about the whole row.
    public let column: String?
    /// What is wrong, and what to do.
    public let message: Message

    /// A finding at that place.
    public init(_ severity: Severity, sheet: String, row: Int?, column: String?, message: Message) {
        self.severity = severity
        self.sheet = sheet
        self.row = row
        self.column = column
        self.message = message
    }
}

extension SheetFinding: Encodable {
    private enum Key: String, CodingKey { case severity, sheet, row, column, ja, en }

    /// As an object of severity, sheet, row, column, and the text in both languages as `ja` and `en`.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(severity, forKey: .severity)
        try object.encode(sheet, forKey: .sheet)
        try object.encodeIfPresent(row, forKey: .row)
        try object.encodeIfPresent(column, forKey: .column)
        try object.encode(message.ja, forKey: .ja)
        try object.encode(message.en, forKey: .en)
    }
}

extension Message {
    /// The text with the places it is about put before it.
    init(_ ja: String, _ en: String) { self.init(ja: ja, en: en) }
}
