import Grants

/// A text of an office or a manual as HTML: headings, paragraphs and lists, each escaped.
struct ProseView: Sendable {
    /// A heading of the text, to be linked to.
    struct Heading: Sendable, Equatable {
        var id: String
        var title: String
        /// The element's rank: 2 for `h2`.
        var rank: Int
    }

    /// Every heading in order.
    let headings: [Heading]
    /// The text.
    let html: HTML

    /// - Parameters:
    ///   - top: the rank of the text's highest headings in the page: 2 to 6. Lower ones follow without gaps, whatever
    ///     marks the text uses, so that the page's outline stays whole.
    ///   - anchor: what the headings' ids begin with; another for each text of a page.
    init(_ prose: Prose, top: Int, anchor: String) {
        var headings: [Heading] = []
        var ranks = Ranks(prose, top: top)
        var html: HTML = "<div class=\"prose\">"
        for block in prose.blocks {
            switch block {
            case .heading(let level, let title):
                let heading = Heading(
                    id: "\(anchor)-\(headings.count + 1)", title: title, rank: ranks.rank(of: level))
                headings.append(heading)
                html += ProseView.element(heading)
            case .paragraph(let text): html += "<p>\(text)</p>"
            case .list(let items, numbered: false): html += "<ul>\(items.map(ProseView.item))</ul>"
            case .list(let items, numbered: true): html += "<ol>\(items.map(ProseView.item))</ol>"
            }
        }
        self.headings = headings
        self.html = html + "</div>"
    }

    /// Links to the headings of the highest rank.
    var contents: [Components.Link] {
        let top = headings.map(\.rank).min()
        return headings.filter { $0.rank == top }.map { .init($0.title, "#\($0.id)") }
    }

    private static func element(_ heading: Heading) -> HTML {
        switch heading.rank {
        case 2: "<h2 id=\"\(heading.id)\">\(heading.title)</h2>"
        case 3: "<h3 id=\"\(heading.id)\">\(heading.title)</h3>"
        case 4: "<h4 id=\"\(heading.id)\">\(heading.title)</h4>"
        case 5: "<h5 id=\"\(heading.id)\">\(heading.title)</h5>"
        default: "<h6 id=\"\(heading.id)\">\(heading.title)</h6>"
        }
    }

    private static func item(_ text: String) -> HTML { "<li>\(text)</li>" }

    /// Gives headings their ranks: the highest used is `top`, and none goes down by more than one at a time.
    private struct Ranks {
        private let highest: Int
        private let top: Int
        private var last: Int

        init(_ prose: Prose, top: Int) {
            let levels = prose.blocks.compactMap { if case .heading(let level, _) = $0 { level } else { nil } }
            highest = levels.min() ?? 1
            self.top = min(max(top, 2), 6)
            last = self.top - 1
        }

        mutating func rank(of level: Int) -> Int {
            last = min(top + level - highest, last + 1, 6)
            return last
        }
    }
}
