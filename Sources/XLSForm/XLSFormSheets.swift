/// The sheets of an XLSForm workbook, as rows of text.
///
/// Who reads the workbook gives each cell as people see it, without spaces around it; an empty cell is an empty string.
public struct XLSFormSheets: Hashable, Sendable, Codable {
    /// One sheet: its first row and the rows after it.
    public struct Sheet: Hashable, Sendable, Codable {
        /// The sheet's name, as on its tab.
        public let name: String
        /// The cells of the first row.
        public let header: [String]
        /// The rows after the first, empty ones too, so that numbers of rows are right. They may be shorter or longer
        /// than the header.
        public let rows: [[String]]

        /// A sheet of these rows.
        public init(name: String, header: [String], rows: [[String]]) {
            self.name = name
            self.header = header
            self.rows = rows
        }
    }

    /// The sheets in their order.
    public let sheets: [Sheet]

    /// A workbook of these sheets.
    public init(_ sheets: [Sheet]) { self.sheets = sheets }

    /// The sheet of that name, whatever its case. A workbook's only sheet is its survey, whatever its name.
    func sheet(_ name: SheetName) -> Sheet? {
        if let sheet = sheets.last(where: { $0.name.lowercased() == name.rawValue }) { return sheet }
        guard name == .survey, sheets.count == 1, SheetName(rawValue: sheets[0].name.lowercased()) == nil else {
            return nil
        }
        return sheets[0]
    }
}

/// The sheets that XLSForm knows.
enum SheetName: String {
    case survey, choices, settings, entities, osm
    case externalChoices = "external_choices"
}
