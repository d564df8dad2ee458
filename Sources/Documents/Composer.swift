/// Places blocks on sheets, from the top of the first to wherever they end.
struct Composer {
    let shaper: Shaper
    let language: Paper.Language
    private(set) var sheets = [Sheet()]
    private(set) var outline: [OutlineEntry] = []
    /// Where the next thing goes, from the top edge of the sheet.
    private(set) var y = Page.margin
    /// The kind of the last sheet.
    private(set) var page = Page.upright

    /// Lengths that differ by less are the same: sums of line pitches are not exact.
    static let tolerance: Points = 0.01

    init(fonts: FontMap, language: Paper.Language) {
        self.language = language
        shaper = Shaper(fonts: fonts, language: language)
    }

    mutating func compose(_ blocks: [Block], on page: Page = .upright) throws(TypesettingError) {
        for block in blocks {
            if case .turned(let inner) = block {
                try compose(inner, on: .turned)
                continue
            }
            if page != self.page {
                // White space before pages of another kind would be a page of its own.
                if case .space = block { continue }
                lie(on: page)
            }
            switch block {
            case .heading(let level, let text):
                heading(min(max(level, 1), 3), text)
            case .paragraph(let text, let align):
                flow(shaper.lines(text, .body, width: page.measure, align: align), .body, tag: .paragraph)
            case .small(let text):
                flow(shaper.lines(text, .small, width: page.measure), .small, tag: .note)
            case .list(let items):
                list(items)
            case .table(let header, let rows, let widths, let aligns, let foot, let isSmall):
                try table(
                    header: header, rows: rows, widths: widths, aligns: aligns, foot: foot, isSmall: isSmall)
            case .pairs(let pairs):
                try self.pairs(pairs)
            case .space(let millimetres):
                skip(.millimetres(millimetres))
            case .rule:
                rule()
            case .pageBreak:
                if !isAtTop { turnPage() }
            case .turned: break
            }
        }
    }

    /// Goes on at a page of that kind.
    private mutating func lie(on page: Page) {
        self.page = page
        if let last = sheets.last, last.marks.isEmpty, last.ornaments.isEmpty {
            sheets[sheets.count - 1].page = page
            y = Page.margin
        } else {
            turnPage()
        }
    }

    // MARK: - Where things go

    /// What is left of the page.
    var room: Points { Page.margin + page.depth - y }

    var isAtTop: Bool { y - Page.margin < Self.tolerance }

    mutating func turnPage() {
        sheets.append(Sheet(page: page))
        y = Page.margin
    }

    mutating func advance(_ length: Points) {
        y += length
    }

    /// White space of at most what is left of the page.
    mutating func skip(_ length: Points) {
        guard length > 0 else { return }  // also when it is not a number
        y += min(length, max(room, 0))
    }

    /// White space that is not wanted at the top of a page.
    mutating func gap(_ length: Points) {
        if !isAtTop { skip(length) }
    }

    mutating func add(_ mark: Mark) {
        sheets[sheets.count - 1].marks.append(mark)
    }

    mutating func add(_ ornament: Ornament) {
        sheets[sheets.count - 1].ornaments.append(ornament)
    }

    /// Draws `lines` down from `top`, wherever that is.
    mutating func draw(_ lines: some Sequence<Line>, _ style: Style, x: Points, top: Points) {
        var baseline = top + style.baseline
        for line in lines {
            if line.shape != nil { add(.text(line, x: x, baseline: baseline)) }
            baseline += style.pitch
        }
    }

    // MARK: - Text

    /// Sets lines down the page and over to the next ones as one element of structure.
    mutating func flow(_ lines: [Line], _ style: Style, x: Points = Page.margin, tag: Tag) {
        var rest = lines[...]
        let fitting = fittingLines(of: rest, style)
        if fitting == rest.count { return place(rest, style, x: x, tag: tag) }
        if fitting == 0, !isAtTop {
            turnPage()
            return flow(lines, style, x: x, tag: tag)
        }
        add(.begin(tag))
        while !rest.isEmpty {
            let count = fittingLines(of: rest, style)
            if count > 0 {
                place(rest.prefix(count), style, x: x, tag: .span)
                rest = rest.dropFirst(count)
            }
            if !rest.isEmpty { turnPage() }
        }
        add(.end(tag))
    }

    private mutating func place(_ lines: ArraySlice<Line>, _ style: Style, x: Points, tag: Tag) {
        add(.begin(tag))
        draw(lines, style, x: x, top: y)
        add(.end(tag))
        advance(Double(lines.count) * style.pitch)
    }

    /// How many of `lines` go on this page: all, or none, or so many that no line stands alone on either page.
    private func fittingLines(of lines: ArraySlice<Line>, _ style: Style) -> Int {
        let fitting = max(0, Int((room + Self.tolerance) / style.pitch))
        if fitting >= lines.count { return lines.count }
        let kept = lines.count - fitting == 1 ? fitting - 1 : fitting
        return kept < 2 && !isAtTop ? 0 : max(kept, 1)
    }

    private mutating func heading(_ level: Int, _ text: String) {
        let style = Style.heading(level)
        let lines = shaper.lines(text, style, width: page.measure, align: level == 1 ? .center : .start)
        gap(level == 1 ? 0 : style.pitch * 0.6)
        let company = Double(lines.count) * style.pitch + 3 * Style.body.pitch
        if company > room, company < page.depth, !isAtTop { turnPage() }
        outline.append(OutlineEntry(level: level, title: PlainText.line(text), page: sheets.count, y: y))
        flow(lines, style, tag: .heading(level))
        skip(level == 1 ? 0 : .millimetres(1))
    }

    private mutating func list(_ items: [String]) {
        let style = Style.body
        let indent = style.size
        add(.begin(.list))
        for item in items {
            let lines = shaper.lines(item, style, width: page.measure - indent)
            if fittingLines(of: lines[...], style) == 0 { turnPage() }
            add(.begin(.item))
            add(.begin(.bullet))
            draw([shaper.line("・", style, width: indent)], style, x: Page.margin, top: y)
            add(.end(.bullet))
            flow(lines, style, x: Page.margin + indent, tag: .itemBody)
            add(.end(.item))
        }
        add(.end(.list))
    }

    private mutating func rule() {
        let space = Points.millimetres(2)
        if room < 2 * space { turnPage() }
        add(.horizontal(x: Page.margin, y: y + space, length: page.measure))
        advance(2 * space)
    }
}
