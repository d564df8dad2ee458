import CPangoCairo
import Foundation

/// Prints sheets to a PDF in memory with Cairo.
final class Press {
    private let output = Output()
    private let surface: OpaquePointer
    private let context: OpaquePointer

    init() {
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
                output.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(output).toOpaque(), Page.upright.width, Page.upright.height)
        // The version with a plain table of references in every Cairo, which `declaring(language:)` reads.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        context = cairo_create(surface)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_finish(surface)  // before `output` goes
        cairo_surface_destroy(surface)
    }

    // MARK: - Metadata

    func describe(_ paper: Paper) {
        let metadata = [
            (CAIRO_PDF_METADATA_TITLE, paper.title),
            (CAIRO_PDF_METADATA_AUTHOR, paper.author),
            (CAIRO_PDF_METADATA_SUBJECT, paper.subject),
        ]
        for (kind, text) in metadata where !text.isEmpty {
            cairo_pdf_surface_set_metadata(surface, kind, PlainText.line(text))
        }
        // Without a date of ours Cairo would write the current time.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, Self.timestamp(paper.created))
    }

    /// ISO 8601 in UTC, within the years 1970 to 9999 that the format can say.
    private static func timestamp(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        let latest: TimeInterval = 253_402_300_799
        return Date(timeIntervalSince1970: seconds > 0 ? min(seconds, latest) : 0).ISO8601Format()
    }

    // MARK: - Pages

    func printSheets(_ sheets: [Sheet], header: String, footer: String, shaper: Shaper) {
        let number = Points.millimetres(30)
        for (index, sheet) in sheets.enumerated() {
            let page = sheet.page
            // Before anything is on the page, tags too.
            cairo_pdf_surface_set_size(surface, page.width, page.height)
            if index == 0 { begin(.document) }
            for ornament in sheet.ornaments where ornament.isShade { draw(ornament) }
            for ornament in sheet.ornaments where !ornament.isShade { draw(ornament) }
            cairo_set_source_rgb(context, 0, 0, 0)
            for mark in sheet.marks { draw(mark) }
            if index == sheets.count - 1 { end(.document) }
            if !header.isEmpty {
                let head = shaper.line(header, .head, width: page.measure, align: .center)
                draw(head, x: Page.margin, baseline: Page.head)
            }
            draw(shaper.line(footer, .foot, width: page.measure - number), x: Page.margin, baseline: page.foot)
            let pages = shaper.line("\(index + 1) / \(sheets.count)", .foot, width: number, align: .end)
            draw(pages, x: Page.margin + page.measure - number, baseline: page.foot)
            cairo_show_page(context)
        }
    }

    func printOutline(_ entries: [OutlineEntry], after pages: Int = 0) {
        var parents: [(level: Int, id: Int32)] = []
        for entry in entries where !entry.title.isEmpty {
            while let last = parents.last, last.level >= entry.level { parents.removeLast() }
            let place = "page=\(pages + entry.page) pos=[\(Int(Page.margin)) \(Int(entry.y))]"
            let id = cairo_pdf_surface_add_outline(
                surface, parents.last?.id ?? CAIRO_PDF_OUTLINE_ROOT, entry.title, place,
                CAIRO_PDF_OUTLINE_FLAG_OPEN)
            parents.append((entry.level, id))
        }
    }

    /// The finished file.
    func finish(language: Paper.Language) throws(TypesettingError) -> [UInt8] {
        try check(cairo_status(context))
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
        return PDFFile(output.bytes).declaring(language: language.rawValue)
    }

    private func check(_ status: cairo_status_t) throws(TypesettingError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw .drawing(cairo_status_to_string(status).map { String(cString: $0) } ?? "status \(status.rawValue)")
    }

    // MARK: - Drawing

    private func begin(_ tag: Tag) { cairo_tag_begin(context, tag.rawValue, nil) }
    private func end(_ tag: Tag) { cairo_tag_end(context, tag.rawValue) }

    private func draw(_ mark: Mark) {
        switch mark {
        case .begin(let tag): begin(tag)
        case .end(let tag): end(tag)
        case .text(let line, let x, let baseline): draw(line, x: x, baseline: baseline)
        }
    }

    /// Draws a line whose column starts at `x`.
    private func draw(_ line: Line, x: Points, baseline: Points) {
        guard let shape = line.shape else { return }
        cairo_move_to(context, x + line.offset, baseline)
        pango_cairo_show_layout_line(context, shape.line)
    }

    private func draw(_ ornament: Ornament) {
        switch ornament {
        case .shade(let x, let y, let width, let height):
            cairo_set_source_rgb(context, 0.94, 0.94, 0.94)
            cairo_rectangle(context, x, y, width, height)
            cairo_fill(context)
        case .horizontal(let x, let y, let length):
            stroke(x, y, x + length, y)
        case .vertical(let x, let y, let length):
            stroke(x, y, x, y + length)
        }
    }

    private func stroke(_ x: Points, _ y: Points, _ x2: Points, _ y2: Points) {
        cairo_set_source_rgb(context, 0.25, 0.25, 0.25)
        cairo_set_line_width(context, 0.5)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_SQUARE)
        cairo_move_to(context, x, y)
        cairo_line_to(context, x2, y2)
        cairo_stroke(context)
    }
}

extension Ornament {
    /// Shades go below everything else.
    fileprivate var isShade: Bool {
        if case .shade = self { true } else { false }
    }
}

/// Where Cairo writes.
private final class Output {
    var bytes: [UInt8] = []
}
