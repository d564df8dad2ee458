import HTTPTypes

/// What one request is called in the logs of everyone it passes (W3C Trace Context): the proxy's name for it, or one of our
/// own. Answers carry it, so that a person who reports a failure can be found in the log without a word about them.
struct Trace: Sendable, Equatable {
    /// 32 hexadecimal digits.
    let id: String

    /// Reads the header; nil where there is none, or one that is not as the standard says.
    init?(_ header: String?) {
        guard let parts = header?.split(separator: "-", omittingEmptySubsequences: false), parts.count >= 4,
            parts[0].count == 2, parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            Trace.isName(parts[1], 32), Trace.isName(parts[2], 16), parts[3].count == 2,
            parts.prefix(4).allSatisfy({ $0.utf8.allSatisfy(Trace.isDigit) })
        else { return nil }
        id = String(parts[1])
    }

    /// A new one.
    init() {
        let (high, low) = (UInt64.random(in: 1...UInt64.max), UInt64.random(in: 0...UInt64.max))
        id = Trace.digits(high) + Trace.digits(low)
    }

    /// As the next one hears of it: this program is the parent of what follows.
    var header: String { "00-\(id)-\(Trace.digits(UInt64.random(in: 1...UInt64.max)))-00" }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) }

    /// Digits that are not all zero.
    private static func isName(_ text: Substring, _ length: Int) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy(isDigit) && text.contains { $0 != "0" }
    }

    private static func digits(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}

extension HTTPField.Name {
    static let traceParent = HTTPField.Name.named("traceparent")
}
