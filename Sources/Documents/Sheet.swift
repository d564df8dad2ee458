/// A page as it will be drawn.
struct Sheet {
    var page = Page.upright
    var ornaments: [Ornament] = []
    var marks: [Mark] = []
}

/// What is drawn for the eye only and is no part of the text.
enum Ornament {
    case shade(x: Points, y: Points, width: Points, height: Points)
    case horizontal(x: Points, y: Points, length: Points)
    case vertical(x: Points, y: Points, length: Points)
}

/// The text of a sheet in reading order, with the structure it belongs to.
///
/// Cairo marks the content of innermost tags only, and such a tag must end on the page where it begins. Outer tags
/// may span pages; text directly inside them is in no structure, which is what running headers need.
enum Mark {
    case begin(Tag)
    case end(Tag)
    /// A line in a column that starts at `x`.
    case text(Line, x: Points, baseline: Points)
}

/// The standard structure types of PDF (ISO 32000-1, 14.8.4) in use here.
enum Tag: String {
    case document = "Document"
    case title = "H1"
    case section = "H2"
    case subsection = "H3"
    case paragraph = "P"
    case span = "Span"
    case note = "Note"
    case list = "L"
    case item = "LI"
    case bullet = "Lbl"
    case itemBody = "LBody"
    case table = "Table"
    case row = "TR"
    case headerCell = "TH"
    case cell = "TD"

    static func heading(_ level: Int) -> Tag {
        switch level {
        case ...1: .title
        case 2: .section
        default: .subsection
        }
    }
}

/// A line of the outline: a heading and where it stands.
struct OutlineEntry {
    let level: Int
    let title: String
    /// From 1.
    let page: Int
    let y: Points
}
