/// A place in a formula's text, in UTF-8 bytes.
public struct Span: Hashable, Sendable {
    /// Where it begins, counted from 0.
    public let start: Int
    /// Where it ends: behind its last byte, and never before its start.
    public let end: Int

    /// From the start to the end; an end before the start makes it empty.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// From the beginning of one to the end of another.
    func through(_ other: Span) -> Span { Span(start, other.end) }

    /// Line and column of the beginning, both from 1, in characters as people count them.
    public func position(in text: String) -> (line: Int, column: Int) {
        var (line, column, offset) = (1, 1, 0)
        for character in text {
            if offset >= start { break }
            offset += character.utf8.count
            if character.isNewline { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return (line, column)
    }

    /// The characters there.
    public func text(in text: String) -> String {
        let bytes = Array(text.utf8)
        let end = min(self.end, bytes.count)
        return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }
}
