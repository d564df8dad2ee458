/// Reads XML one piece after another from the bytes of an Office file's part.
///
/// A sheet of 200,000 cells has as many elements; Foundation's parser would make a dictionary for each. No entity is ever
/// defined or loaded: a DOCTYPE is refused. Names are compared without their prefix.
struct XMLScanner {
    /// What was read.
    enum Piece {
        /// A start tag; an end follows also for an empty element.
        case start
        case end
        case text
        /// The end of the root element, after which nothing is read.
        case finish
    }

    /// Deeper than any workbook's own parts; a tag needs a place for each level.
    static let deepest = 64
    /// More attributes than any element of a workbook has.
    static let mostAttributes = 256

    /// The name of the part.
    let part: String
    private let bytes: [UInt8]
    private var at = 0
    /// The whole names of the elements that are open, outermost first.
    private var open: [Range<Int>] = []
    private var attributes: [(name: Range<Int>, value: Range<Int>)] = []
    /// The local name of the element that was started last.
    private var name = 0..<0
    private var piece = 0..<0
    private var isVerbatim = false
    private var endsAtOnce = false
    private var isFinished = false

    init(_ bytes: [UInt8], part: String) throws(WorkbookError) {
        self.part = part
        self.bytes = try Self.utf8(bytes, part: part)
        if self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// How many elements are open. Right after a start tag its element counts.
    var depth: Int { open.count }

    // MARK: - Reading

    /// The next piece. Comments and processing instructions are passed over.
    mutating func next() throws(WorkbookError) -> Piece {
        if endsAtOnce {
            endsAtOnce = false
            return close()
        }
        if isFinished { return .finish }
        while at < bytes.count {
            guard bytes[at] == 0x3C else {
                let start = at
                while at < bytes.count, bytes[at] != 0x3C { at += 1 }
                if open.isEmpty {
                    guard bytes[start..<at].allSatisfy(Self.isSpace) else { throw fault() }
                    continue
                }
                piece = start..<at
                isVerbatim = false
                return .text
            }
            guard at + 1 < bytes.count else { throw fault() }
            switch bytes[at + 1] {
            case 0x2F:
                return try readEnd()
            case 0x3F:
                at = try find("?>", from: at + 2)
            case 0x21 where begins("<!--"):
                at = try find("-->", from: at + 4)
            case 0x21 where begins("<![CDATA["):
                guard !open.isEmpty else { throw fault() }
                let start = at + 9
                at = try find("]]>", from: start)
                piece = start..<at - 3
                isVerbatim = true
                return .text
            case 0x21:
                throw fault(begins("<!DOCTYPE") ? .doctype : .xml)
            default:
                try readStart()
                return .start
            }
        }
        throw fault()
    }

    /// Goes to the next child of the element at `depth`, over what is left of the one before; false at the element's end.
    mutating func nextChild(of depth: Int) throws(WorkbookError) -> Bool {
        while true {
            switch try next() {
            case .start: if open.count == depth + 1 { return true }
            case .end: if open.count < depth { return false }
            case .text: continue
            case .finish: return false
            }
        }
    }

    /// The text directly in the element just started, which is read to its end.
    mutating func text() throws(WorkbookError) -> String {
        let depth = open.count
        var text = ""
        while true {
            switch try next() {
            case .text where open.count == depth:
                let more = isVerbatim ? Self.string(bytes[piece]) : try decode(piece)
                if text.isEmpty { text = more } else { text += more }
            case .end: if open.count < depth { return text }
            case .finish: return text
            case .start, .text: continue
            }
        }
    }

    // MARK: - The element just started

    /// Whether the element has this name.
    func isNamed(_ name: StaticString) -> Bool { isEqual(self.name, name) }

    /// The bytes of an attribute as they are in the file.
    func rawAttribute(_ name: StaticString) -> ArraySlice<UInt8>? {
        for attribute in attributes where isEqual(local(attribute.name), name) { return bytes[attribute.value] }
        return nil
    }

    /// The text of an attribute.
    func attribute(_ name: StaticString) throws(WorkbookError) -> String? {
        guard let raw = rawAttribute(name) else { return nil }
        return try decode(raw.indices)
    }

    // MARK: - Tags

    private mutating func readStart() throws(WorkbookError) {
        guard open.count < Self.deepest else { throw fault(.nesting) }
        at += 1
        let whole = try readName()
        attributes.removeAll(keepingCapacity: true)
        while true {
            let start = at
            skipSpace()
            guard at < bytes.count else { throw fault() }
            switch bytes[at] {
            case 0x3E:
                at += 1
                return begin(whole)
            case 0x2F:
                guard at + 1 < bytes.count, bytes[at + 1] == 0x3E else { throw fault() }
                at += 2
                endsAtOnce = true
                return begin(whole)
            default:
                guard at > start else { throw fault() }
                guard attributes.count < Self.mostAttributes else { throw fault(.nesting) }
                let name = try readName()
                skipSpace()
                guard at < bytes.count, bytes[at] == 0x3D else { throw fault() }
                at += 1
                skipSpace()
                guard at < bytes.count, bytes[at] == 0x22 || bytes[at] == 0x27 else { throw fault() }
                let quote = bytes[at]
                let valueStart = at + 1
                at = valueStart
                while at < bytes.count, bytes[at] != quote, bytes[at] != 0x3C { at += 1 }
                guard at < bytes.count, bytes[at] == quote else { throw fault() }
                attributes.append((name, valueStart..<at))
                at += 1
            }
        }
    }

    private mutating func begin(_ whole: Range<Int>) {
        open.append(whole)
        name = local(whole)
    }

    private mutating func readEnd() throws(WorkbookError) -> Piece {
        at += 2
        let whole = try readName()
        skipSpace()
        guard at < bytes.count, bytes[at] == 0x3E, let expected = open.last, whole.count == expected.count,
            bytes[whole].elementsEqual(bytes[expected])
        else { throw fault() }
        at += 1
        return close()
    }

    private mutating func close() -> Piece {
        open.removeLast()
        isFinished = open.isEmpty
        return .end
    }

    private mutating func readName() throws(WorkbookError) -> Range<Int> {
        let start = at
        while at < bytes.count, Self.isNamePart(bytes[at]) { at += 1 }
        guard at > start else { throw fault() }
        return start..<at
    }

    /// The part of a name behind its prefix.
    private func local(_ name: Range<Int>) -> Range<Int> {
        for index in name where bytes[index] == 0x3A { return index + 1..<name.upperBound }
        return name
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...: true
        default: false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private mutating func skipSpace() {
        while at < bytes.count, Self.isSpace(bytes[at]) { at += 1 }
    }

    private func isEqual(_ range: Range<Int>, _ name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for (offset, index) in range.enumerated() where bytes[index] != name.utf8Start[offset] { return false }
        return true
    }

    private func begins(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        return at + count <= bytes.count && isEqual(at..<at + count, word)
    }

    /// Where the text after `word` begins.
    private func find(_ word: StaticString, from start: Int) throws(WorkbookError) -> Int {
        let count = word.utf8CodeUnitCount
        var index = start
        while index + count <= bytes.count {
            if isEqual(index..<index + count, word) { return index + count }
            index += 1
        }
        throw fault()
    }

    func fault(_ damage: WorkbookError.Damage = .xml) -> WorkbookError { WorkbookError(damage, in: part) }

    // MARK: - Text

    private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The text of a range, with its references replaced: the five that XML has, and numbers of characters.
    private func decode(_ range: Range<Int>) throws(WorkbookError) -> String {
        guard bytes[range].contains(0x26) else { return Self.string(bytes[range]) }
        var text: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == 0x26 else {
                text.append(bytes[index])
                index += 1
                continue
            }
            // The longest reference is `&#x10FFFF;`, with zeros before it perhaps.
            guard let end = bytes[index..<min(range.upperBound, index + 20)].firstIndex(of: 0x3B) else { throw fault() }
            guard let scalar = Self.scalar(Self.string(bytes[index + 1..<end])) else { throw fault() }
            text.append(contentsOf: String(scalar).utf8)
            index = end + 1
        }
        return Self.string(text[...])
    }

    private static func scalar(_ reference: String) -> Unicode.Scalar? {
        switch reference {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard reference.hasPrefix("#") else { return nil }
            let isHex = reference.hasPrefix("#x")
            let number = UInt32(reference.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
            guard let scalar = number.flatMap(Unicode.Scalar.init) else { return nil }
            switch scalar.value {
            case 9, 10, 13, 0x20...0xFFFD, 0x1_0000...: return scalar
            default: return nil
            }
        }
    }

    /// The bytes as UTF-8: what they are, unless a mark says that they are UTF-16.
    private static func utf8(_ bytes: [UInt8], part: String) throws(WorkbookError) -> [UInt8] {
        if let units = UTF16Units(bytes) {
            guard let text = String(validating: units, as: UTF16.self) else { throw WorkbookError(.xml, in: part) }
            return Array(text.utf8)
        }
        guard UTF8Text.isValid(bytes) else { throw WorkbookError(.xml, in: part) }
        return bytes
    }
}
