/// A text of an office in a small part of Markdown: headings, paragraphs and lists. Everything else is plain text, so
/// that nothing an office writes can become markup of its own.
public struct Prose: Sendable, Equatable {
    public var blocks: [Block]

    public enum Block: Sendable, Equatable {
        /// Level 1 for `#` to 3 for `###`.
        case heading(level: Int, String)
        case paragraph(String)
        case list([String], numbered: Bool)
    }

    /// Reads Markdown text; there is no text it cannot read.
    public init(_ markdown: String) {
        var blocks: [Block] = []
        var paragraph: [String] = []
        var items: [String] = []
        var numbered = false
        func flush() {
            if !paragraph.isEmpty { blocks.append(.paragraph(Prose.joined(paragraph))) }
            if !items.isEmpty { blocks.append(.list(items, numbered: numbered)) }
            paragraph = []
            items = []
        }
        for line in Plain.lines(markdown).split(separator: "\n", omittingEmptySubsequences: false) {
            let text = Plain.line(String(line))
            if text.isEmpty {
                flush()
            } else if let (level, title) = Prose.heading(text) {
                flush()
                blocks.append(.heading(level: level, title))
            } else if let item = Prose.item(text) {
                if !paragraph.isEmpty || (!items.isEmpty && numbered != item.numbered) { flush() }
                numbered = item.numbered
                items.append(item.text)
            } else if !items.isEmpty, line.first?.isWhitespace == true {
                items[items.count - 1] = Prose.joined([items[items.count - 1], text])
            } else {
                if !items.isEmpty { flush() }
                paragraph.append(text)
            }
        }
        flush()
        self.blocks = blocks
    }

    /// A broken line of Japanese goes on without a space, one between Latin words with one.
    private static func joined(_ lines: [String]) -> String {
        lines.dropFirst().reduce(lines.first ?? "") { text, line in
            let latin = text.last?.isASCII == true && line.first?.isASCII == true
            return text + (latin ? " " : "") + line
        }
    }

    private static func heading(_ line: String) -> (Int, String)? {
        let marks = line.prefix { $0 == "#" }.count
        guard (1...3).contains(marks), line.dropFirst(marks).first == " " else { return nil }
        return (marks, String(line.dropFirst(marks + 1)))
    }

    private static func item(_ line: String) -> (text: String, numbered: Bool)? {
        for mark in ["- ", "* ", "・"] where line.hasPrefix(mark) {
            return (Plain.line(String(line.dropFirst(mark.count))), false)
        }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard (1...3).contains(digits.count), line.dropFirst(digits.count).hasPrefix(". ") else { return nil }
        return (Plain.line(String(line.dropFirst(digits.count + 2))), true)
    }
}
