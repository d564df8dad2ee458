/// A piece of HTML, written as a string literal: `"<td>\(row.name)</td>"`.
///
/// Whatever is interpolated is escaped unless it is itself `HTML`, so a page cannot forget to escape. The bytes are
/// UTF-8 and are built in order, with no template engine behind them. A large piece that goes into another is not copied:
/// the other refers to it.
///
/// ```swift
/// let rows = cases.map { row -> HTML in "<tr><td>\(row.number)</td><td>\(row.title)</td></tr>" }
/// let table: HTML = "<table\(attribute: "id", id)>\(rows)</table>\(if: rows.isEmpty, "<p>…</p>")"
/// ```
///
/// There is deliberately no way to interpolate an optional string or an arbitrary value: say which text is meant.
struct HTML: Sendable {
    /// What comes first, in large parts that may be shared with other pieces. None is empty.
    private var parts: [[UInt8]] = []
    /// What comes after the parts.
    private var end: [UInt8]

    /// Nothing.
    static let empty = HTML()

    /// Nothing.
    init() { end = [] }

    /// Takes bytes as they are. The caller vouches that they are well-formed HTML and hold no unescaped input.
    init(trusted bytes: [UInt8]) { end = bytes }

    /// Escapes text so that it reads as itself, in an element or between the quotes of an attribute.
    init(text: some StringProtocol) {
        end = []
        Self.escape(text, into: &end)
    }

    /// Whether there is nothing to show.
    var isEmpty: Bool { parts.isEmpty && end.isEmpty }

    /// How many bytes it has.
    var count: Int { parts.reduce(end.count) { $0 + $1.count } }

    /// Its UTF-8, part by part, for sending.
    var pieces: [[UInt8]] { end.isEmpty ? parts : parts + [end] }

    /// Its UTF-8 in one piece.
    var bytes: [UInt8] { parts.isEmpty ? end : Array(pieces.joined()) }

    /// The piece as a string, for tests and tools; pages are sent from `pieces`.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Appends markup as it is, without a piece of its own: for long lists.
    mutating func append(markup: StaticString) { Self.append(markup, to: &end) }

    static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum += right
        return sum
    }

    static func += (left: inout HTML, right: HTML) {
        if right.parts.isEmpty, right.end.count < smallest {
            left.end.append(contentsOf: right.end)
            return
        }
        if !left.end.isEmpty { left.parts.append(left.end) }
        left.parts.append(contentsOf: right.parts)
        left.end = right.end
        if left.end.count >= smallest {
            left.parts.append(left.end)
            left.end = []
        }
    }

    /// Fewer bytes are copied rather than referred to.
    private static let smallest = 4096
}

extension HTML: Equatable {
    static func == (left: HTML, right: HTML) -> Bool { left.bytes == right.bytes }
}

extension HTML: ExpressibleByStringInterpolation {
    init(stringLiteral value: String) { end = Array(value.utf8) }

    init(stringInterpolation: StringInterpolation) { self = stringInterpolation.html }

    /// Collects the parts of a literal.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = HTML()

        init(literalCapacity: Int, interpolationCount: Int) {
            html.end.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        mutating func appendLiteral(_ literal: String) {
            var literal = literal
            literal.withUTF8 { html.end.append(contentsOf: $0) }
        }

        /// Text, escaped.
        mutating func appendInterpolation(_ text: String) { HTML.escape(text, into: &html.end) }

        /// Text, escaped.
        mutating func appendInterpolation(_ text: Substring) { HTML.escape(text, into: &html.end) }

        /// Text, escaped.
        mutating func appendInterpolation(_ text: StaticString) { HTML.escape(text.description, into: &html.end) }

        /// A whole number in ASCII digits, without grouping.
        mutating func appendInterpolation(_ number: some BinaryInteger) {
            html.end.append(contentsOf: String(number).utf8)
        }

        /// HTML as it is.
        mutating func appendInterpolation(_ html: HTML) { self.html += html }

        /// HTML as it is, or nothing.
        mutating func appendInterpolation(_ html: HTML?) {
            if let html { self.html += html }
        }

        /// Pieces one after another.
        mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { html += piece }
        }

        /// A piece that is built and shown only when the condition holds.
        mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { self.html += html() }
        }

        /// One of two pieces.
        mutating func appendInterpolation(
            if condition: Bool, _ html: @autoclosure () -> HTML, else other: @autoclosure () -> HTML
        ) {
            self.html += condition ? html() : other()
        }

        /// ` name="value"` with the space before it, or nothing when there is no value.
        mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            openAttribute(name)
            HTML.escape(value, into: &html.end)
            html.end.append(UInt8(ascii: "\""))
        }

        /// ` name="value"` for a number, or nothing when there is none.
        mutating func appendInterpolation(attribute name: StaticString, _ value: Int?) {
            guard let value else { return }
            openAttribute(name)
            html.end.append(contentsOf: String(value).utf8)
            html.end.append(UInt8(ascii: "\""))
        }

        /// ` name` when the condition holds: `checked`, `selected`, `hidden`.
        mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
            guard condition else { return }
            html.end.append(UInt8(ascii: " "))
            HTML.append(name, to: &html.end)
        }

        /// An address for `href` or `src`, escaped. Anything but a path or an `http`, `https`, `mailto`, `tel` or
        /// `webcal` address becomes `#`, so that an address somebody typed cannot carry a script.
        mutating func appendInterpolation(href address: String) {
            HTML.escape(HTML.isSafe(address: address) ? address : "#", into: &html.end)
        }

        private mutating func openAttribute(_ name: StaticString) {
            html.end.append(UInt8(ascii: " "))
            HTML.append(name, to: &html.end)
            html.end.append(UInt8(ascii: "="))
            html.end.append(UInt8(ascii: "\""))
        }
    }
}

extension HTML {
    /// Appends text with `& < > " '` written as references.
    fileprivate static func escape(_ text: some StringProtocol, into bytes: inout [UInt8]) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { escape($0, into: &bytes) }
        if done == nil { Array(text.utf8).withUnsafeBufferPointer { escape($0, into: &bytes) } }
    }

    private static func escape(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        var plain = 0
        for (index, byte) in text.enumerated() {
            let reference: StaticString
            switch byte {
            case UInt8(ascii: "&"): reference = "&amp;"
            case UInt8(ascii: "<"): reference = "&lt;"
            case UInt8(ascii: ">"): reference = "&gt;"
            case UInt8(ascii: "\""): reference = "&quot;"
            case UInt8(ascii: "'"): reference = "&#39;"
            default: continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<index]))
            append(reference, to: &bytes)
            plain = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain...]))
    }

    fileprivate static func append(_ text: StaticString, to bytes: inout [UInt8]) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Whether following the address can do no more than open a page, write a mail or dial.
    ///
    /// A scheme is whatever stands before a colon that comes before any `/`, `?` or `#`. Browsers drop tabs and line
    /// ends inside it, so only an exact, known scheme passes.
    fileprivate static func isSafe(address: String) -> Bool {
        guard let end = address.utf8.firstIndex(where: { ":/?#".utf8.contains($0) }),
            address.utf8[end] == UInt8(ascii: ":")
        else { return true }
        return ["http", "https", "mailto", "tel", "webcal"].contains(address[..<end].lowercased())
    }
}

extension Sequence<HTML> {
    /// The pieces in order, with `separator` between them.
    func joined(separator: HTML = .empty) -> HTML {
        var joined = HTML()
        var isFirst = true
        for piece in self {
            if !isFirst { joined += separator }
            joined += piece
            isFirst = false
        }
        return joined
    }
}
