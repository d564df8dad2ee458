/// What one piece of work is called in the logs and traces of everyone who has part in it (W3C Trace Context, `traceparent`).
public struct TraceParent: Sendable, Equatable {
    /// 32 hexadecimal digits: what all is done for, such as one request.
    public let trace: String
    /// 16 hexadecimal digits: who has it done.
    public let span: String
    /// Whether they record it, so that what is done for them should be recorded too.
    public let isRecorded: Bool

    /// Reads the header; nil where there is none, or one that is not as the standard says (§3.2.2).
    public init?(_ header: String?) {
        guard let parts = header?.split(separator: "-", omittingEmptySubsequences: false), parts.count >= 4,
            parts[0].utf8.count == 2, parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            TraceParent.isName(parts[1], 32), TraceParent.isName(parts[2], 16), parts[3].utf8.count == 2,
            parts.prefix(4).allSatisfy({ $0.utf8.allSatisfy(TraceParent.isDigit) }),
            let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        trace = String(parts[1])
        span = String(parts[2])
        isRecorded = flags & 1 == 1
    }

    /// A new name; of work that belongs to `above`, where there is one.
    public init(under above: TraceParent? = nil) {
        self.init(trace: above?.trace ?? TraceParent.trace(), span: TraceParent.spanID(), isRecorded: false)
    }

    init(trace: String, span: String, isRecorded: Bool) {
        self.trace = trace
        self.span = span
        self.isRecorded = isRecorded
    }

    /// As the next one hears of it.
    public var header: String { "00-\(trace)-\(span)-\(isRecorded ? "01" : "00")" }

    static func trace() -> String { digits(.random(in: 1...UInt64.max)) + digits(.random(in: 0...UInt64.max)) }

    static func spanID() -> String { digits(.random(in: 1...UInt64.max)) }

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
