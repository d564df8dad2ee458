/// Looks through a document before it is parsed, for what would let a small text become a huge one or a deep one:
/// anchors and aliases, tags, complex keys, and nesting no form needs. Afterwards it is too late, since the parser
/// compares whole keys while it builds them. It follows the token rules of YAML 1.1 §7 to 9 just far enough to leave
/// texts alone: in quotes, in blocks after `|`, and in comments, `&`, `*` and `!` are only letters.
struct DocumentGuard {
    enum Problem { case reference, nesting, shape }

    /// Levels of lists and mappings; no document needs half of them.
    static let deepest = 24

    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var lineStart = 0
    /// Columns of the open block lists and mappings.
    private var indents: [Int] = []
    /// Open brackets.
    private var brackets = 0

    /// The first problem with its line, or nil. The text's lines end with `\n` alone.
    static func problem(in text: String) -> (problem: Problem, line: Int)? {
        var scan = DocumentGuard(bytes: Array(text.utf8))
        return scan.run().map { ($0, scan.line) }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var column: Int { at - lineStart }
    private var indent: Int { indents.last ?? -1 }

    private func byte(_ ahead: Int = 0) -> UInt8? { at + ahead < bytes.count ? bytes[at + ahead] : nil }

    private func isBlankOrEnd(_ ahead: Int) -> Bool {
        guard let byte = byte(ahead) else { return true }
        return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
    }

    private mutating func step() {
        if byte() == UInt8(ascii: "\n") {
            line += 1
            lineStart = at + 1
        }
        at += 1
    }

    private mutating func skipLine() { while let byte = byte(), byte != UInt8(ascii: "\n") { at += 1 } }

    /// `---` or `...` at the start of a line.
    private var isMarker: Bool {
        guard column == 0, let first = byte(), first == UInt8(ascii: "-") || first == UInt8(ascii: ".") else {
            return false
        }
        return byte(1) == first && byte(2) == first && isBlankOrEnd(3)
    }

    private mutating func run() -> Problem? {
        while true {
            while byte() != nil, isBlankOrEnd(0) { step() }
            guard let byte = byte() else { return nil }
            if byte == UInt8(ascii: "#") {
                skipLine()
                continue
            }
            if brackets == 0 { while let last = indents.last, last > column { indents.removeLast() } }
            if isMarker {
                at += 3
                continue
            }
            if let problem = token(byte) { return problem }
            if indents.count + brackets > DocumentGuard.deepest { return .nesting }
        }
    }

    private mutating func token(_ byte: UInt8) -> Problem? {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"): return .reference
        case UInt8(ascii: "%") where column == 0: return .shape
        case UInt8(ascii: "?") where brackets > 0 || isBlankOrEnd(1): return .shape
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            brackets += 1
            at += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            brackets = max(0, brackets - 1)
            at += 1
            if colonFollows { return .shape }
        case UInt8(ascii: ",") where brackets > 0: at += 1
        case UInt8(ascii: "-") where isBlankOrEnd(1):
            open(at: column)
            at += 1
        case UInt8(ascii: ":") where brackets > 0 || isBlankOrEnd(1): at += 1
        case UInt8(ascii: "|") where brackets == 0, UInt8(ascii: ">") where brackets == 0: skipBlock()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): scalar { $0.skipQuoted(byte) }
        default: scalar { $0.skipPlain() }
        }
        return nil
    }

    private mutating func open(at column: Int) {
        if brackets == 0, indent < column { indents.append(column) }
    }

    /// Whether a colon makes what was just read a key.
    private var colonFollows: Bool {
        var ahead = 0
        while byte(ahead) == UInt8(ascii: " ") || byte(ahead) == UInt8(ascii: "\t") { ahead += 1 }
        return byte(ahead) == UInt8(ascii: ":") && (brackets > 0 || isBlankOrEnd(ahead + 1))
    }

    private mutating func scalar(_ skip: (inout DocumentGuard) -> Void) {
        let (start, startLine) = (column, line)
        skip(&self)
        if line == startLine, colonFollows { open(at: start) }
    }

    private mutating func skipQuoted(_ quote: UInt8) {
        step()
        while let byte = byte() {
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                step()
                if self.byte() != nil { step() }
            } else if byte == quote {
                at += 1
                guard quote == UInt8(ascii: "'"), self.byte() == quote else { return }
                at += 1
            } else {
                step()
            }
        }
    }

    /// A text without quotes: to a comment, to `: `, in brackets to one of `,[]{}`, or to a line that is not deeper.
    private mutating func skipPlain() {
        while true {
            if isMarker || byte() == UInt8(ascii: "#") { return }
            while let byte = byte(), !isBlankOrEnd(0) {
                if byte == UInt8(ascii: ":"), isBlankOrEnd(1) { return }
                if brackets > 0, ",[]{}".utf8.contains(byte) { return }
                at += 1
            }
            let (end, endLine, endLineStart) = (at, line, lineStart)
            while byte() != nil, isBlankOrEnd(0) { step() }
            if byte() == nil || (line != endLine && brackets == 0 && column <= indent) {
                (at, line, lineStart) = (end, endLine, endLineStart)
                return
            }
            // A key stands on one line: blanks before its colon belong to neither.
            if byte() == UInt8(ascii: ":"), isBlankOrEnd(1) { return }
        }
    }

    /// A text after `|` or `>`: the lines that are deeper than what it belongs to.
    private mutating func skipBlock() {
        at += 1
        var content: Int?
        while let byte = byte(), !isBlankOrEnd(0), byte != UInt8(ascii: "#") {
            if (0x31...0x39).contains(byte) { content = max(indent, 0) + Int(byte - 0x30) }
            at += 1
        }
        skipLine()
        var widestBlank = 0
        while byte() != nil {
            step()
            var width = 0
            while byte(width) == UInt8(ascii: " "), width < content ?? .max { width += 1 }
            if byte(width) == UInt8(ascii: "\n") || byte(width) == nil {
                if content == nil { widestBlank = max(widestBlank, width) }
                at += width
                continue
            }
            if content == nil { content = max(widestBlank, width, indent + 1, 1) }
            guard width >= content ?? 0 else { return }
            skipLine()
        }
    }
}
