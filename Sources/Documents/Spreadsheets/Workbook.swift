/// The sheets of an .xlsx file: what its cells show, without anything about how they look.
///
/// No formula is computed and no macro is run; a formula's cell has the value that was last computed for it, and nothing if
/// none was.
/// Comments, drawings, charts and the kana that Japanese files carry for sorting are left out.
public struct Workbook: Hashable, Sendable {
    /// The sheets in the order of their tabs. Chart sheets are no sheets.
    public let sheets: [Sheet]

    /// One sheet.
    public struct Sheet: Hashable, Sendable {
        /// The name on the tab.
        public let name: String
        /// Whether the tab is hidden. Hidden rows and columns are not told apart from others.
        public let isHidden: Bool
        /// The cells from A1 on. Empty cells at the end of a row and empty rows at the end of the sheet are left out,
        /// so that rows differ in length. Of merged cells only the one at the top left has a value.
        public let rows: [[Cell]]
    }

    /// One cell.
    public struct Cell: Hashable, Sendable {
        /// What the cell shows, written as `kind` says; empty where there is nothing.
        public let text: String
        /// What `text` is.
        public let kind: Kind
        /// Whether the text is the last result of a formula.
        public let isFormula: Bool

        /// A cell without a value.
        public static let blank = Cell(text: "", kind: .blank, isFormula: false)
    }

    /// What the text of a cell is.
    public enum Kind: Hashable, Sendable {
        /// Nothing.
        case blank
        /// Text. Line ends in it are line feeds.
        case text
        /// A number in plain decimal notation, `-1200.5`, without separators, unit or percent sign. Its digits are those
        /// that Excel shows: 15 at most, as 0.1 is stored as 0.10000000000000001. Integers keep all that are stored, and
        /// the leading zeros that a format such as `0000000` gives them.
        case number
        /// `TRUE` or `FALSE`.
        case boolean
        /// A day: `2026-05-29`.
        case date
        /// A day and a time: `2026-05-29T17:00:00`.
        case dateTime
        /// A time of day: `17:00:00`.
        case time
        /// An amount of time, in a cell with a format such as `[h]:mm`: `PT36H30M0S`.
        case duration
        /// The name of an error: `#N/A`.
        case error
    }

    /// What is read at most. Files come from strangers.
    public struct Limits: Hashable, Sendable {
        /// The size of the file.
        public var bytes = 20_000_000
        /// The size of what is unpacked from it.
        public var unpackedBytes = 200_000_000
        /// How many times larger a part may be than it is packed; parts of less than a megabyte may be denser.
        public var density = 200
        /// The number of parts in the file.
        public var parts = 5_000
        /// The number of sheets.
        public var sheets = 100
        /// Rows of a sheet, up to the last with a value.
        public var rows = 100_000
        /// Columns of a sheet, up to the last with a value.
        public var columns = 1_000
        /// Cells of all sheets, with the empty ones before the last value of each row.
        public var cells = 2_000_000
        /// UTF-16 units of a cell; Excel has no more than the standard.
        public var units = 32_767

        /// Limits that each can be changed.
        public init() {}

        /// Enough for lists of some ten thousand rows.
        public static let standard = Limits()
    }

    /// Reads an .xlsx or .xlsm file. It is work for the processor, some 10 ms for 1,000 rows of 20 cells, so keep it off an
    /// event loop.
    public init(reading bytes: [UInt8], limits: Limits = .standard) throws(WorkbookError) {
        var reader = try WorkbookReader(bytes, limits: limits)
        sheets = try reader.sheets()
    }
}
