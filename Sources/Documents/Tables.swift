/// Tables and pairs: rows of ruled cells that flow over pages.
extension Composer {
    mutating func table(
        header: [String], rows: [[String]], widths: [Int], aligns: [Alignment]
    ) throws(TypesettingError) {
        let count = max(header.count, rows.map(\.count).max() ?? 0)
        guard count > 0 else { return }
        let weights = (0..<count).map { widths.indices.contains($0) ? Double(max(widths[$0], 1)) : 1 }
        let columns = try Column.sharing(Page.measure, by: weights)

        let shaper = shaper
        func cells(_ texts: [String], _ style: Style, tag: Tag) -> [Cell] {
            columns.indices.map { index in
                let text = texts.indices.contains(index) ? texts[index] : ""
                let align = tag == .cell && aligns.indices.contains(index) ? aligns[index] : .start
                return Cell(
                    lines: shaper.lines(text, style, width: columns[index].measure, align: align), style: style,
                    tag: tag)
            }
        }
        let head = header.isEmpty ? nil : Row(cells: cells(header, .label, tag: .headerCell))
        setTable(columns, head: head, count: rows.count) { Row(cells: cells(rows[$0], .cell, tag: .cell)) }
    }

    mutating func pairs(_ pairs: [Pair]) throws(TypesettingError) {
        guard !pairs.isEmpty else { return }
        let columns = try Column.sharing(Page.measure, by: [28, 72])
        let (labels, values) = (columns[0].measure, columns[1].measure)
        let continued = language == .ja ? "（続き）" : " (continued)"
        setTable(columns, head: nil, count: pairs.count) { [shaper] index in
            let pair = pairs[index]
            return Row(cells: [
                Cell(
                    lines: shaper.lines(pair.label, .label, width: labels), style: .label, tag: .headerCell,
                    continued: shaper.line(pair.label + continued, .label, width: labels)),
                Cell(lines: shaper.lines(pair.value, .cell, width: values), style: .cell, tag: .cell),
            ])
        }
    }

    // MARK: - Rows

    private mutating func setTable(_ columns: [Column], head: Row?, count: Int, row: (Int) -> Row) {
        gap(.millimetres(1.5))
        // A header that would crowd out the rows is set once, like a row.
        let running = head.flatMap { $0.height <= Page.depth / 4 ? $0 : nil }
        let first = count > 0 ? row(0) : nil
        if let running {
            let company = running.height + (first?.leastHeight ?? 0)
            if company > room + Self.tolerance { turnPage() }
        }
        add(.begin(.table))
        if let head { set(head, columns, under: nil) }
        for index in 0..<count {
            let row = index == 0 ? first ?? row(0) : row(index)
            set(row, columns, under: running)
        }
        add(.end(.table))
        gap(.millimetres(1.5))
    }

    /// Sets a row. One that is not too long moves to the next page whole; a longer one fills this page and goes on
    /// at the next. A page turned in a table begins with `header`.
    private mutating func set(_ row: Row, _ columns: [Column], under header: Row?) {
        var start = 0
        while start < row.depth {
            let rest = row.depth - start
            let fitting = Row.lines(in: room)
            if fitting >= rest {
                draw(row, start..<row.depth, columns)
                start = row.depth
            } else {
                // A new page always has room for a row that is not too long, and for some lines of any other.
                if row.isLong, fitting >= Row.leastPiece {
                    draw(row, start..<start + fitting, columns)
                    start += fitting
                }
                turnPage()
                if let header { draw(header, 0..<header.depth, columns, isRunning: true) }
            }
        }
    }

    /// Draws some lines of each cell, as a row of its own in the structure; a running header is in none.
    private mutating func draw(_ row: Row, _ range: Range<Int>, _ columns: [Column], isRunning: Bool = false) {
        let height = Row.height(ofLines: range.count)
        add(.horizontal(x: Page.margin, y: y, length: Page.measure))
        add(.horizontal(x: Page.margin, y: y + height, length: Page.measure))
        add(.vertical(x: Page.margin + Page.measure, y: y, length: height))
        if !isRunning { add(.begin(.row)) }
        for (cell, column) in zip(row.cells, columns) {
            add(.vertical(x: column.x, y: y, length: height))
            if cell.tag == .headerCell {
                add(.shade(x: column.x, y: y, width: column.width, height: height))
            }
            if !isRunning { add(.begin(cell.tag)) }
            draw(cell.lines(in: range), cell.style, x: column.x + Column.padding, top: y + Row.padding)
            if !isRunning { add(.end(cell.tag)) }
        }
        if !isRunning { add(.end(.row)) }
        advance(height)
    }
}

/// A column of a table.
struct Column {
    /// The left rule.
    let x: Points
    let width: Points

    /// The width of the text.
    var measure: Points { width - 2 * Self.padding }

    static let padding = Points.millimetres(1.5)

    /// Shares `width` in proportion to `weights`, but leaves each column room for one character.
    static func sharing(_ width: Points, by weights: [Double]) throws(TypesettingError) -> [Column] {
        let least = Style.cell.size * 1.2 + 2 * padding
        let spare = width - least * Double(weights.count)
        guard spare >= 0 else { throw .tooManyColumns(weights.count, limit: Int(width / least)) }
        let total = weights.reduce(0, +)
        let fair = weights.map { width * $0 / total }
        // If that leaves a column too narrow, all get the least, and in proportion what is left.
        let widths = fair.allSatisfy { $0 >= least } ? fair : weights.map { least + spare * $0 / total }
        var x = Page.margin
        return widths.map { width in
            defer { x += width }
            return Column(x: x, width: width)
        }
    }
}

/// A cell, broken into lines. All cell styles have the same pitch, so that a row can be cut between lines.
struct Cell {
    let lines: [Line]
    let style: Style
    let tag: Tag
    /// Said again where the row goes on at the next page.
    var continued: Line?

    /// The lines for one piece of the row.
    func lines(in range: Range<Int>) -> [Line] {
        if range.lowerBound >= lines.count, range.lowerBound > 0, let continued { return [continued] }
        return Array(lines[range.clamped(to: 0..<lines.count)])
    }
}

/// A row of cells.
struct Row {
    let cells: [Cell]

    /// Its length in lines.
    var depth: Int { cells.map(\.lines.count).max() ?? 0 }
    var height: Points { Self.height(ofLines: depth) }

    /// Whether it may be cut where a page ends, rather than move to the next page whole.
    var isLong: Bool { depth > 12 }
    /// The height it needs to begin on a page.
    var leastHeight: Points { isLong ? Self.height(ofLines: Self.leastPiece) : height }

    static let padding = Points.millimetres(1)
    /// The fewest lines of a long row worth setting at the end of a page.
    static let leastPiece = 3

    static func height(ofLines count: Int) -> Points {
        Double(count) * Style.cell.pitch + 2 * padding
    }

    static func lines(in room: Points) -> Int {
        max(0, Int((room - 2 * padding + Composer.tolerance) / Style.cell.pitch))
    }
}
