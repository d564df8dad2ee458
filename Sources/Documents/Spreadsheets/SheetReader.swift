/// Reads the cells of one sheet.
struct SheetReader {
    private let name: String
    private let texts: [String]
    private let formats: [NumberFormat]
    private let is1904: Bool
    private let limits: Workbook.Limits
    /// How many cells the workbook may still have.
    private(set) var cellsLeft: Int
    private var rows: [[Workbook.Cell]] = []
    /// The row being read, counted from 0; nil before the first and after the last.
    private var row: Int?

    init(
        name: String, texts: [String], formats: [NumberFormat], is1904: Bool, limits: Workbook.Limits, cellsLeft: Int
    ) {
        self.name = name
        self.texts = texts
        self.formats = formats
        self.is1904 = is1904
        self.limits = limits
        self.cellsLeft = cellsLeft
    }

    /// The rows of the part whose bytes these are. To be called once.
    mutating func rows(of bytes: [UInt8], part: String) throws(WorkbookError) -> [[Workbook.Cell]] {
        do throws(WorkbookError) {
            try read(bytes, part: part)
        } catch {
            throw error.in(sheet: name, row: row.map { $0 + 1 })
        }
        return rows
    }

    private mutating func read(_ bytes: [UInt8], part: String) throws(WorkbookError) {
        var scanner = try XMLScanner(bytes, part: part)
        guard case .start = try scanner.next(), scanner.isNamed("worksheet") else { throw scanner.fault() }
        while try scanner.nextChild(of: 1) {
            if scanner.isNamed("sheetData") {
                var next = 0
                while try scanner.nextChild(of: 2) {
                    guard scanner.isNamed("row") else { continue }
                    let index = try scanner.rawAttribute("r").map { (digits) throws(WorkbookError) in
                        guard let number = Self.integer(digits), number > 0 else { throw scanner.fault() }
                        return number - 1
                    }
                    row = index ?? next
                    next = (index ?? next) + 1
                    try readRow(&scanner, index: next - 1)
                }
                row = nil
            } else if scanner.isNamed("mergeCells") {
                try mergeCells(&scanner)
            }
        }
    }

    // MARK: - Cells

    private mutating func readRow(_ scanner: inout XMLScanner, index: Int) throws(WorkbookError) {
        var next = 0
        while try scanner.nextChild(of: 3) {
            guard scanner.isNamed("c") else { continue }
            var column = next
            if let reference = scanner.rawAttribute("r") {
                guard let place = Self.place(reference[...]), place.row == index else { throw scanner.fault() }
                column = place.column
            }
            next = column + 1
            let cell = try readCell(&scanner, row: index, column: column)
            if !cell.text.isEmpty { try put(cell, row: index, column: column) }
        }
    }

    /// Puts a cell where it belongs. Cells and rows may come in any order, each once.
    private mutating func put(
        _ cell: Workbook.Cell, row: Int, column: Int
    ) throws(WorkbookError) {
        guard row < limits.rows else { throw WorkbookError(.tooManyRows(limits.rows)) }
        guard column < limits.columns else { throw WorkbookError(.tooManyColumns(limits.columns)) }
        while rows.count <= row { rows.append([]) }
        let missing = column + 1 - rows[row].count
        if missing > 0 {
            cellsLeft -= missing
            guard cellsLeft >= 0 else { throw WorkbookError(.tooManyCells(limits.cells)) }
            for _ in 1..<missing { rows[row].append(.blank) }
            rows[row].append(cell)
        } else {
            guard rows[row][column].kind == .blank else {
                throw WorkbookError(.badCell(Self.name(row: row, column: column)))
            }
            rows[row][column] = cell
        }
    }

    private func readCell(
        _ scanner: inout XMLScanner, row: Int, column: Int
    ) throws(WorkbookError) -> Workbook.Cell {
        let type = CellType(scanner.rawAttribute("t"))
        let style = scanner.rawAttribute("s").flatMap(Self.integer)
        var (value, inline): (String?, String?) = (nil, nil)
        var isFormula = false
        let level = scanner.depth
        while try scanner.nextChild(of: level) {
            if scanner.isNamed("v") {
                value = try scanner.text()
            } else if scanner.isNamed("is") {
                inline = try scanner.cellText(limits: limits)
            } else if scanner.isNamed("f") {
                isFormula = true
            }
        }
        let bad = { WorkbookError(.badCell(Self.name(row: row, column: column))) }
        let cell = { (text: String, kind: Workbook.Kind) in
            text.isEmpty ? Workbook.Cell.blank : Workbook.Cell(text: text, kind: kind, isFormula: isFormula)
        }
        if type == .inline { return cell(inline ?? "", .text) }
        // What an empty cell of any type has.
        guard let value, !value.isEmpty else { return .blank }
        switch type {
        case .shared:
            guard let index = Int(value), texts.indices.contains(index) else { throw bad() }
            return cell(texts[index], .text)
        case .text, .inline: return cell(try CellText.shown(value, limits: limits), .text)
        case .error: return cell(try CellText.shown(value, limits: limits), .error)
        case .boolean:
            guard let isTrue = ["1": true, "true": true, "0": false, "false": false][value] else { throw bad() }
            return cell(isTrue ? "TRUE" : "FALSE", .boolean)
        case .date:
            guard let moment = SerialDay.moment(iso: value) else { throw bad() }
            return cell(moment.text, moment.kind)
        case .number:
            guard let number = DecimalText(value) else { throw bad() }
            let format = style.flatMap { formats.indices.contains($0) ? formats[$0] : nil } ?? .plain
            let shown = format.shown(number, written: value, is1904: is1904)
            return cell(shown.text, shown.kind)
        case .unknown: throw bad()
        }
    }

    // MARK: - Merged cells

    /// Takes the values away that merged cells have outside their top left. Merged cells cannot overlap, so that together
    /// they are no more than the sheet.
    private mutating func mergeCells(_ scanner: inout XMLScanner) throws(WorkbookError) {
        let width = rows.reduce(0) { max($0, $1.count) }
        var left = rows.count * width
        while try scanner.nextChild(of: 2) {
            guard scanner.isNamed("mergeCell"), let range = scanner.rawAttribute("ref") else { continue }
            let corners = range.split(separator: 0x3A)
            guard let first = corners.first.flatMap(Self.place), let last = corners.last.flatMap(Self.place),
                corners.count <= 2, first.row <= last.row, first.column <= last.column
            else { throw scanner.fault() }
            let columns = first.column..<min(last.column + 1, max(width, first.column))
            let lines = first.row..<min(last.row + 1, max(rows.count, first.row))
            left -= columns.count * lines.count
            guard left >= 0 else { throw scanner.fault(.merging) }
            for line in lines {
                for column in columns.clamped(to: rows[line].indices) where (line, column) != first {
                    rows[line][column] = .blank
                }
                while rows[line].last?.kind == .blank { rows[line].removeLast() }
            }
        }
        while rows.last?.isEmpty == true { rows.removeLast() }
    }

    // MARK: - References

    /// The place that a reference such as `AB12` says, counted from 0. Nothing is outside of Excel's own sheet.
    private static func place(_ reference: ArraySlice<UInt8>) -> (row: Int, column: Int)? {
        var column = 0
        var index = reference.startIndex
        while index < reference.endIndex, case 0x41...0x5A = reference[index] {
            column = column * 26 + Int(reference[index] - 0x40)
            guard column <= 16_384 else { return nil }
            index += 1
        }
        guard column > 0, let row = integer(reference[index...]), row > 0 else { return nil }
        return (row - 1, column - 1)
    }

    /// The number of at most seven digits: enough for every row and style.
    private static func integer(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...7).contains(digits.count) else { return nil }
        var number = 0
        for digit in digits {
            guard case 0x30...0x39 = digit else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number <= 1_048_576 ? number : nil
    }

    private static func name(row: Int, column: Int) -> String {
        var (letters, number) = ("", column + 1)
        while number > 0 {
            letters = String(UnicodeScalar(UInt8(0x41 + (number - 1) % 26))) + letters
            number = (number - 1) / 26
        }
        return letters + String(row + 1)
    }
}

/// What a cell says of its value.
private enum CellType {
    case number, shared, text, inline, boolean, error, date, unknown

    init(_ attribute: ArraySlice<UInt8>?) {
        guard let attribute else {
            self = .number
            return
        }
        switch (attribute.count, attribute.first) {
        case (1, UInt8(ascii: "s")): self = .shared
        case (1, UInt8(ascii: "n")): self = .number
        case (1, UInt8(ascii: "b")): self = .boolean
        case (1, UInt8(ascii: "e")): self = .error
        case (1, UInt8(ascii: "d")): self = .date
        case (3, UInt8(ascii: "s")): self = .text
        case (9, UInt8(ascii: "i")): self = .inline
        default: self = .unknown
        }
    }
}
