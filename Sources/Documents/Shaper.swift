import CPangoCairo

/// Breaks text into lines with Pango.
///
/// Pango's objects, and the fonts they share through their font map, must not be used by two threads at once:
/// whoever holds a shaper or its lines holds the font map.
struct Shaper {
    private let context: Owned

    init(fonts: FontMap, language: Paper.Language) {
        let context = fonts.context()
        pango_context_set_language(context.pointer, pango_language_from_string(language.rawValue))
        pango_context_set_base_dir(context.pointer, PANGO_DIRECTION_LTR)
        pango_context_set_round_glyph_positions(context.pointer, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context.pointer, options)
        cairo_font_options_destroy(options)
        self.context = context
    }

    /// The lines of `text` in a column of `width`. Words too long for a line break anywhere. Never empty: an
    /// empty text is one empty line.
    func lines(_ text: String, _ style: Style, width: Points, align: Alignment = .start) -> [Line] {
        var lines: [Line] = []
        for paragraph in PlainText.lines(of: text) {
            append(paragraph, style, width, align, to: &lines)
        }
        return lines
    }

    /// `text` on one line no wider than `width`, cut with an ellipsis if need be.
    func line(_ text: String, _ style: Style, width: Points, align: Alignment = .start) -> Line {
        // What lies beyond this many characters cannot be on the line.
        let start = PlainText.line(text).unicodeScalars.prefix(Self.window)
        let layout = layout(style, width, align)
        pango_layout_set_ellipsize(layout.pointer, PANGO_ELLIPSIZE_END)
        set(ArraySlice(String(String.UnicodeScalarView(start)).utf8), in: layout)
        return Self.lines(of: layout).first ?? Line()
    }

    // MARK: - Windows

    /// How many characters are given to Pango at a time. Its time grows with the square of the length of a word,
    /// 10 seconds for 100 kB of one letter, so a long text is broken through a window: all lines but the last
    /// are taken, and the next window starts at that last line.
    private static let window = 2000

    private func append(
        _ paragraph: String, _ style: Style, _ width: Points, _ align: Alignment, to lines: inout [Line]
    ) {
        guard !paragraph.isEmpty else { return lines.append(Line()) }
        let bytes = Array(paragraph.utf8)
        var start = 0
        while start < bytes.count {
            let end = Self.end(ofWindowFrom: start, in: bytes)
            let layout = layout(style, width, align)
            set(bytes[start..<end], in: layout)
            var set = Self.lines(of: layout)
            if end < bytes.count, set.count > 1, let last = set.popLast() {
                lines += set
                start += last.start
            } else {
                lines += set
                start = end
            }
        }
    }

    private static func end(ofWindowFrom start: Int, in bytes: [UInt8]) -> Int {
        var characters = 0
        for index in start..<bytes.count where bytes[index] & 0b1100_0000 != 0b1000_0000 {
            if characters == window { return index }
            characters += 1
        }
        return bytes.count
    }

    // MARK: - Pango

    private func layout(_ style: Style, _ width: Points, _ align: Alignment) -> Owned {
        let layout = Owned(pango_layout_new(context.pointer))
        let font = pango_font_description_new()
        pango_font_description_set_family(font, style.families)
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout.pointer, font)
        pango_font_description_free(font)
        pango_layout_set_width(layout.pointer, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout.pointer, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_auto_dir(layout.pointer, 0)
        // A number cut at the end of a line must not gain a hyphen.
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        pango_layout_set_attributes(layout.pointer, attributes)
        pango_attr_list_unref(attributes)
        let alignment =
            switch align {
            case .start: PANGO_ALIGN_LEFT
            case .center: PANGO_ALIGN_CENTER
            case .end: PANGO_ALIGN_RIGHT
            }
        pango_layout_set_alignment(layout.pointer, alignment)
        return layout
    }

    private func set(_ bytes: ArraySlice<UInt8>, in layout: Owned) {
        bytes.withUnsafeBytes { buffer in
            // The length is that of a window, far below the limit of Int32.
            let text = buffer.bindMemory(to: CChar.self)
            pango_layout_set_text(layout.pointer, text.baseAddress, Int32(text.count))
        }
    }

    private static func lines(of layout: Owned) -> [Line] {
        var lines: [Line] = []
        let iterator = pango_layout_get_iter(layout.pointer)
        defer { pango_layout_iter_free(iterator) }
        repeat {
            guard let line = pango_layout_iter_get_line_readonly(iterator) else { break }
            var extents = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &extents)
            lines.append(
                Line(
                    shape: Line.Shape(layout: layout, line: line), start: Int(line.pointee.start_index),
                    offset: Double(extents.x) / Double(PANGO_SCALE)))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}

/// One line of text, shaped and ready to be drawn.
struct Line {
    /// A line of Pango's, and the layout that keeps it alive.
    struct Shape {
        let layout: Owned
        let line: UnsafeMutablePointer<PangoLayoutLine>
    }

    /// Nothing for an empty line.
    var shape: Shape?
    /// Where the line starts in the text given to Pango, in bytes.
    var start = 0
    /// From the left edge of the column to the text, according to its alignment.
    var offset: Points = 0
}

/// A GObject that is released with its last owner.
final class Owned {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(pointer))
    }
}

/// The fonts of the machine, as Pango finds and loads them.
final class FontMap {
    private let pointer = pango_cairo_font_map_new()

    func context() -> Owned { Owned(pango_font_map_create_context(pointer)) }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(pointer))
    }
}
