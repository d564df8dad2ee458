/// Tables and pairs: rows of ruled cells that flow over pages.
extension Composer {
    mutating func table(
        header: [String], rows: [[String]], widths: [Int], aligns: [Alignment], foot: [String], isSmall: Bool
    ) throws(TypesettingError) {
        let count = max(header.count, foot.count, rows.map(\.count).max() ?? 0)
        guard count > 0 else { return }
        let weights = (0..<count).map { widths.indices.contains($0) ? Double(max(widths[$0], 1)) : 1 }
        let (label, plain) = isSmall ? (Style.smallLabel, Style.smallCell) : (Style.label, Style.cell)
        let columns = try Column.sharing(page.measure, by: weights, style: plain)

        let shaper = shaper
        func cells(_ texts: [String], _ style: Style, tag: Tag, isAligned: Bool = true) -> [Cell] {
            columns.indices.map { index in
                let text = texts.indices.contains(index) ? texts[index] : ""
                let align = isAligned && aligns.indices.contains(index) ? aligns[index] : .start
                return Cell(
                    lines: shaper.lines(text, style, width: columns[index].measure, align: align), style: style,
                    tag: tag)
            }
        }
        let head = header.isEmpty ? nil : Row(cells: cells(header, label, tag: .headerCell, isAligned: false))
        setTable(columns, head: head, count: rows.count + (foot.isEmpty ? 0 : 1)) { index in
            index < rows.count
                ? Row(cells: cells(rows[index], plain, tag: .cell)) : Row(cells: cells(foot, label, tag: .headerCell))
        }
    }

    mutating func pairs(_ pairs: [Pair]) throws(TypesettingError) {
        guard !pairs.isEmpty else { return }
        let columns = try Column.sharing(page.measure, by: [28, 72], style: .cell)
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
        let running = head.flatMap { $0.height <= page.depth / 4 ? $0 : nil }
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
            let fitting = row.lines(in: room)
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
        let height = row.height(ofLines: range.count)
        add(.horizontal(x: Page.margin, y: y, length: page.measure))
        add(.horizontal(x: Page.margin, y: y + height, length: page.measure))
        add(.vertical(x: Page.margin + page.measure, y: y, length: height))
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
    static func sharing(
        _ width: Points, by weights: [Double], style: Style
    ) throws(TypesettingError) -> [Column] {
        let least = style.size * 1.2 + 2 * padding
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

/// A cell, broken into lines. All cells of a row have the same pitch, so that it can be cut between lines.
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
    var height: Points { height(ofLines: depth) }
    private var pitch: Points { cells.first?.style.pitch ?? Style.cell.pitch }

    /// Whether it may be cut where a page ends, rather than move to the next page whole.
    var isLong: Bool { depth > 12 }
    /// The height it needs to begin on a page.
    var leastHeight: Points { isLong ? height(ofLines: Self.leastPiece) : height }

    static let padding = Points.millimetres(1)
    /// The fewest lines of a long row worth setting at the end of a page.
    static let leastPiece = 3

    func height(ofLines count: Int) -> Points {
        Double(count) * pitch + 2 * Self.padding
    }

    func lines(in room: Points) -> Int {
        max(0, Int((room - 2 * Self.padding + Composer.tolerance) / pitch))
    }
}
