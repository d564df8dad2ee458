import Foundation

/// A document to be set as pages: what it says, in order, with nothing about where on the page it goes.
///
/// All text is plain text. Markup characters are printed as they are, control characters are dropped, and a
/// line feed starts a new line.
public struct Paper: Sendable, Equatable {
    /// The language of the text; it decides the line-breaking rules and what is announced to screen readers.
    public enum Language: String, Sendable {
        case ja, en
    }

    /// Shown by PDF readers as the name of the document; it is not printed.
    public var title: String
    public var language: Language
    public var author: String
    public var subject: String
    /// The only time in the file. The same paper with the same `created` gives the same bytes.
    public var created: Date
    /// One line at the left foot of every page; cut with an ellipsis if it is longer than the line.
    /// The page number, `1 / 3`, stands at the right.
    public var footer: String
    /// One line in the middle above every page, for what must not be overlooked.
    public var header: String
    public var blocks: [Block]

    public init(
        title: String, language: Language = .ja, author: String = "", subject: String = "",
        created: Date, footer: String = "", header: String = "", blocks: [Block]
    ) {
        self.title = title
        self.language = language
        self.author = author
        self.subject = subject
        self.created = created
        self.footer = footer
        self.header = header
        self.blocks = blocks
    }
}

/// One piece of a paper. Blocks follow each other down the page, without gaps other than those said here.
public enum Block: Sendable, Equatable {
    /// Level 1 is the title, large and centred; levels 2 and 3 stand at the left. Other levels count as the
    /// nearest of these. Headings make the outline, and stay on the page of what follows them.
    case heading(level: Int, String)
    /// Lines of body text. Flows over pages.
    case paragraph(String, align: Alignment = .start)
    /// A ruled table. `widths` are relative; a missing one counts as 1. `aligns` are per column; a missing one
    /// is `.start`. Short rows are filled with empty cells. The header (none if empty) is repeated on each page,
    /// and a row too long for a page goes on at the next. `foot` is a last row, of totals, set like the header.
    /// `isSmall` sets it in small type, for many columns.
    case table(
        header: [String], rows: [[String]], widths: [Int], aligns: [Alignment] = [], foot: [String] = [],
        isSmall: Bool = false)
    /// Labels at the left, values at the right, with rules. Values may have many lines and span pages; the label
    /// is then repeated, marked as continued.
    case pairs([Pair])
    /// White space, in millimetres. It ends with the page.
    case space(Double)
    /// A thin line across the page.
    case rule
    /// Items with a bullet each.
    case list([String])
    /// What follows starts on a new page. Nothing happens at the top of a page.
    case pageBreak
    /// A note in small print.
    case small(String)
    /// These on pages of their own that lie on their side, for tables too wide for upright ones.
    case turned([Block])
}

/// A label and its value.
public struct Pair: Sendable, Equatable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

/// Where the lines of a text stand. The start is always the left: a paper does not turn round for text in a
/// right-to-left script.
public enum Alignment: Sendable {
    case start, center, end
}
