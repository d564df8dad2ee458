/// Whether bytes are text in UTF-8.
enum UTF8Text {
    static func isValid(_ bytes: [UInt8]) -> Bool { (try? UTF8Span(validating: bytes.span)) != nil }
}

/// The units of UTF-16 text that begins with a byte order mark; without the mark.
struct UTF16Units: Sequence {
    private let bytes: ArraySlice<UInt8>
    private let isBigEndian: Bool

    /// Nil where the bytes do not begin with a mark. A last odd byte becomes a unit that is not valid by itself.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xFE]) {
            isBigEndian = false
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            isBigEndian = true
        } else {
            return nil
        }
        self.bytes = bytes.dropFirst(2)
    }

    func makeIterator() -> AnyIterator<UInt16> {
        var (at, end, bytes, isBigEndian) = (self.bytes.startIndex, self.bytes.endIndex, self.bytes, self.isBigEndian)
        return AnyIterator {
            guard at < end else { return nil }
            defer { at += 2 }
            // Half of a pair alone, which no text has.
            guard at + 1 < end else { return 0xD800 }
            let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
    }
}
