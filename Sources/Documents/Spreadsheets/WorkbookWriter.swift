import CXLSXWriter
import Foundation

/// Why a workbook could not be written.
public enum WorkbookWritingError: Error, Hashable, Sendable {
    /// A sheet has more rows than the 1,048,575 that Excel has besides the header.
    case tooManyRows(sheet: String)
    /// A row has more than the 16,384 cells that Excel has.
    case tooManyColumns(sheet: String, row: Int)
    /// A cell has more than the 32,767 UTF-16 units that Excel has. Rows and columns are counted from 1, the header is row 1.
    case textTooLong(sheet: String, row: Int, column: Int)
    /// The file could not be written to the temporary folder, for example because the disk is full.
    case storage(String)

    /// What is wrong and what to do, in both languages.
    public var message: (ja: String, en: String) {
        switch self {
        case .tooManyRows(let sheet):
            (
                "シート「\(sheet)」の行が Excel の上限（1,048,576 行）を超えます。条件を絞って出力してください。",
                "Sheet \"\(sheet)\" has more rows than Excel can hold (1,048,576). Export fewer."
            )
        case .tooManyColumns(let sheet, let row):
            (
                "シート「\(sheet)」の \(row) 行目：列が Excel の上限（16,384 列）を超えます。",
                "Sheet \"\(sheet)\", row \(row): there are more columns than Excel can hold (16,384)."
            )
        case .textTooLong(let sheet, let row, let column):
            (
                "シート「\(sheet)」の \(row) 行目 \(column) 列目：文字数が Excel の上限（32,767 字）を超えます。CSV で出力してください。",
                "Sheet \"\(sheet)\", row \(row), column \(column): there is more text than a cell can hold "
                    + "(32,767 characters). Export CSV instead."
            )
        case .storage(let reason):
            (
                "Excel ファイルを作成できませんでした（\(reason)）。サーバーの空き容量を確かめてください。",
                "The Excel file could not be made (\(reason)). See whether the server's disk is full."
            )
        }
    }
}

/// Writes an .xlsx file row by row; what is written goes to temporary files, so that long lists take no memory.
///
/// Text is always text: what begins with `=`, `+`, `-` or `@` is shown as it is and never computed, and text of digits keeps
/// its zeros. The same rows with the same `created` give the same bytes.
///
/// It is for one thread, and work for the processor: some 10 ms for 10,000 cells.
public final class WorkbookWriter {
    /// A column of a sheet.
    public struct Column: Hashable, Sendable {
        /// What the header says.
        public var title: String
        /// The width in digits; a kanji takes two.
        public var width: Double

        /// A column with a header and a width.
        public init(_ title: String, width: Double = 16) {
            self.title = title
            self.width = width
        }
    }

    /// What a cell holds.
    public enum Cell: Hashable, Sendable {
        /// Nothing.
        case blank
        /// Text. Its lines are shown as such.
        case text(String)
        /// A whole number. One of more than 15 digits is written as text, for Excel would change it.
        case number(Int64)
        /// A whole number shown in groups of three digits, as amounts of money are.
        case amount(Int64)
        /// A number with places after the point, as it is written: `3.50`. Excel itself only holds its nearest binary fraction.
        case decimal(String)
    }

    private let folder: URL
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let styles: Styles
    private var sheets: [Sheet] = []
    private var names: Set<String> = []
    /// Where the rows of each sheet wait until the end.
    private var rowFiles: [UnsafeMutablePointer<FILE>] = []
    private var isFinished = false

    private struct Sheet {
        let name: String
        let pointer: UnsafeMutablePointer<lxw_worksheet>
        var row: UInt32 = 0
    }

    /// Begins a workbook. `created` is the only time in it.
    public init(created: Date, author: String = "") throws(WorkbookWritingError) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "workbook-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .storage(error.localizedDescription)
        }
        let book = folder.path.withCString { path in
            var options = lxw_workbook_options(
                constant_memory: 1, tmpdir: UnsafeMutablePointer(mutating: path), use_zip64: 0)
            return workbook_new_opt(folder.appending(path: "book.xlsx").path, &options)
        }
        guard let book else {
            try? FileManager.default.removeItem(at: folder)
            throw .storage("libxlsxwriter")
        }
        self.folder = folder
        self.book = book
        styles = Styles(of: book)
        author.withCString { author in
            var properties = lxw_doc_properties()
            properties.author = UnsafeMutablePointer(mutating: author)
            // Zero would be the present.
            properties.created = max(1, time_t(min(max(created.timeIntervalSince1970, 0), 253_402_300_799)))
            workbook_set_properties(book, &properties)
        }
    }

    deinit {
        if !isFinished { lxw_workbook_free(book) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// A workbook of one sheet.
    public static func write(
        _ rows: some Sequence<[Cell]>, columns: [Column], sheet: String, created: Date
    ) throws(WorkbookWritingError) -> [UInt8] {
        let writer = try WorkbookWriter(created: created)
        try writer.addSheet(sheet, columns: columns)
        for row in rows { try writer.add(row) }
        return try writer.finish()
    }

    // MARK: - Sheets and rows

    /// Begins a sheet, with a header that stays in sight if there are columns. Names that Excel does not take are changed:
    /// forbidden signs to their full-width forms, long ones cut, and a number put to one that is there already.
    /// - Returns: its place, by which rows can be added to it while others are begun.
    @discardableResult
    public func addSheet(_ name: String, columns: [Column] = []) throws(WorkbookWritingError) -> Int {
        precondition(!isFinished, "The workbook is finished")
        let name = SheetName.free(name, besides: names)
        guard columns.count <= 16_384 else { throw .tooManyColumns(sheet: name, row: 1) }
        guard let pointer = workbook_add_worksheet(book, name) else { throw .storage("libxlsxwriter") }
        names.insert(name.lowercased())
        if let file = pointer.pointee.optimize_tmpfile { rowFiles.append(file) }
        let place = sheets.count
        sheets.append(Sheet(name: name, pointer: pointer))
        worksheet_set_paper(pointer, 9)  // A4
        worksheet_set_landscape(pointer)
        worksheet_fit_to_pages(pointer, 1, 0)
        guard !columns.isEmpty else { return place }
        for (index, column) in columns.enumerated() {
            worksheet_set_column(
                pointer, lxw_col_t(index), lxw_col_t(index), min(max(column.width, 1), 255), styles.text)
        }
        try add(columns.map { .text($0.title) }, to: place, text: styles.header)
        worksheet_freeze_panes(pointer, 1, 0)
        worksheet_repeat_rows(pointer, 0, 0)
        return place
    }

    /// Adds a row to a sheet, the one begun last unless another is named.
    public func add(_ row: [Cell], to sheet: Int? = nil) throws(WorkbookWritingError) {
        try add(row, to: sheet ?? sheets.count - 1, text: styles.text)
    }

    private func add(
        _ row: [Cell], to number: Int, text style: UnsafeMutablePointer<lxw_format>?
    ) throws(WorkbookWritingError) {
        precondition(!isFinished, "The workbook is finished")
        guard sheets.indices.contains(number) else { preconditionFailure("A row stands in a sheet") }
        let sheet = sheets[number]
        guard sheet.row < 1_048_576 else { throw .tooManyRows(sheet: sheet.name) }
        let place = Int(sheet.row) + 1
        guard row.count <= 16_384 else { throw .tooManyColumns(sheet: sheet.name, row: place) }
        for (index, cell) in row.enumerated() {
            let column = lxw_col_t(index)
            switch cell {
            case .blank: continue
            case .text(let text):
                guard text.utf16.count <= 32_767 else {
                    throw .textTooLong(sheet: sheet.name, row: place, column: index + 1)
                }
                try write(CellText.written(text), to: sheet, column, style)
            case .number(let number), .amount(let number):
                if number.magnitude < 1_000_000_000_000_000 {
                    let style = if case .amount = cell { styles.amount } else { styles.number }
                    try check(worksheet_write_number(sheet.pointer, sheet.row, column, Double(number), style))
                } else {
                    try write(String(number), to: sheet, column, style)
                }
            case .decimal(let text):
                if let number = Double(text), number.isFinite {
                    try check(worksheet_write_number(sheet.pointer, sheet.row, column, number, styles.decimal))
                } else {
                    try write(text, to: sheet, column, style)
                }
            }
        }
        sheets[number].row += 1
    }

    private func write(
        _ text: String, to sheet: Sheet, _ column: lxw_col_t, _ style: UnsafeMutablePointer<lxw_format>?
    ) throws(WorkbookWritingError) {
        guard !text.isEmpty else { return }
        try check(worksheet_write_string(sheet.pointer, sheet.row, column, text, style))
    }

    private func check(_ status: lxw_error) throws(WorkbookWritingError) {
        guard status != LXW_NO_ERROR else { return }
        throw .storage(lxw_strerror(status).map { String(cString: $0) } ?? "libxlsxwriter \(status.rawValue)")
    }

    /// The finished file; nothing can be added afterwards. A workbook without sheets gets an empty one.
    public func finish() throws(WorkbookWritingError) -> [UInt8] {
        let path = try close()
        do {
            return [UInt8](try Data(contentsOf: path))
        } catch {
            throw .storage(error.localizedDescription)
        }
    }

    /// The finished file piece by piece, for one too large to be held.
    public func finish(_ body: ([UInt8]) throws -> Void) throws {
        let file = try FileHandle(forReadingFrom: close())
        defer { try? file.close() }
        while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty { try body([UInt8](piece)) }
    }

    private func close() throws(WorkbookWritingError) -> URL {
        precondition(!isFinished, "The workbook is finished")
        // libxlsxwriter does not look whether the rows could be written.
        for file in rowFiles where fflush(file) != 0 || ferror(file) != 0 { throw .storage("fwrite") }
        isFinished = true
        try check(workbook_close(book))
        return folder.appending(path: "book.xlsx")
    }
}

/// How cells look.
private struct Styles {
    let header: UnsafeMutablePointer<lxw_format>?
    let text: UnsafeMutablePointer<lxw_format>?
    let number: UnsafeMutablePointer<lxw_format>?
    let amount: UnsafeMutablePointer<lxw_format>?
    let decimal: UnsafeMutablePointer<lxw_format>?

    init(of book: UnsafeMutablePointer<lxw_workbook>) {
        // The first format is that of cells without one, and of the row and column heads.
        Self.setFont(book.pointee.formats.pointee.stqh_first)
        // 49 is text: what is edited in such a cell stays text.
        text = Self.format(of: book, number: 49)
        number = Self.format(of: book, number: 1)
        amount = Self.format(of: book, number: 3)
        decimal = Self.format(of: book, number: 2)
        header = Self.format(of: book, number: 49)
        format_set_bold(header)
        format_set_bg_color(header, 0xDDE6F2)
        format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
    }

    private static func format(
        of book: UnsafeMutablePointer<lxw_workbook>, number: UInt8
    ) -> UnsafeMutablePointer<lxw_format>? {
        let format = workbook_add_format(book)
        setFont(format)
        format_set_num_format_index(format, number)
        format_set_text_wrap(format)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        return format
    }

    private static func setFont(_ format: UnsafeMutablePointer<lxw_format>?) {
        format_set_font_name(format, "游ゴシック")
        format_set_font_family(format, 3)
        format_set_font_charset(format, 128)
    }
}

/// Names of sheets as Excel takes them.
enum SheetName {
    /// A name like `name` that none of `taken` (in lower case) is.
    static func free(_ name: String, besides taken: Set<String>) -> String {
        let forbidden: [Character: Character] = [
            "[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼", "'": "’",
        ]
        let line = PlainText.line(name).trimmingCharacters(in: .whitespaces)
        let whole = line.isEmpty ? "Sheet" : String(line.map { forbidden[$0] ?? $0 })
        var (free, number) = (cut(whole, to: 31), 1)
        while taken.contains(free.lowercased()) {
            number += 1
            free = cut(whole, to: 31 - " (\(number))".count) + " (\(number))"
        }
        return free
    }

    private static func cut(_ name: String, to units: Int) -> String {
        var (cut, left) = ("", units)
        for character in name {
            left -= character.utf16.count
            guard left >= 0 else { break }
            cut.append(character)
        }
        return cut
    }
}
