/// What relates a local time to Coordinated Universal Time: a fixed offset, or a zone of the IANA database (DMN 1.5
/// §10.3.2.3.4, §10.3.4.1).
public enum Zone: Hashable, Sendable {
    /// Seconds ahead of UTC, negative to the west: 32,400 in Japan. At most 18 hours either way.
    case offset(seconds: Int)
    /// An identifier of the IANA database, such as `Asia/Tokyo`.
    case named(String)

    /// The largest offset. XML Schema, and with it DMN 1.5 table 66, stops at 14 hours; the conformance kit refuses 19 and
    /// the engines it came from stop at 18.
    static let largestOffset = 18 * 3600

    /// UTC itself, `Z`.
    public static let utc = Zone.offset(seconds: 0)

    /// A fixed offset in seconds; nil beyond 18 hours.
    public init?(seconds: Int) {
        guard (-Zone.largestOffset...Zone.largestOffset).contains(seconds) else { return nil }
        self = .offset(seconds: seconds)
    }

    /// A zone by its IANA identifier; nil for one that does not exist.
    public init?(name: some StringProtocol) {
        let name = String(name)
        guard Zone.exists(name) else { return nil }
        self = .named(name)
    }

    /// Reads `Z`, an offset such as `+09:00` or `-02:45:55`, or `@` with an IANA identifier (DMN 1.5 §10.3.4.1). Nil for
    /// anything else. A small `z` is read, too, since the specification's own examples have it.
    public init?(_ text: some StringProtocol) {
        guard var cursor = Temporal.Cursor(text) else { return nil }
        self.init(&cursor)
    }

    /// Reads all that is left.
    init?(_ cursor: inout Temporal.Cursor) {
        if cursor.take("@") {
            self.init(name: cursor.rest())
            return
        }
        self.init(offset: &cursor)
    }

    /// Reads all that is left as `Z` or an offset, the forms that XML Schema has.
    init?(offset cursor: inout Temporal.Cursor) {
        if cursor.take("Z") || cursor.take("z") {
            guard cursor.isAtEnd else { return nil }
            self = .utc
            return
        }
        let isNegative = cursor.take("-")
        guard isNegative || cursor.take("+"), let hours = cursor.twoDigits(), cursor.take(":"),
            let minutes = cursor.twoDigits(), minutes < 60
        else { return nil }
        var seconds = 0
        if cursor.take(":") {
            guard let more = cursor.twoDigits(), more < 60 else { return nil }
            seconds = more
        }
        let total = hours * 3600 + minutes * 60 + seconds
        guard cursor.isAtEnd else { return nil }
        self.init(seconds: isNegative ? -total : total)
    }

    /// The identifier of a named zone, as the property `timezone` gives it; nil for an offset (DMN 1.5 table 66).
    public var name: String? {
        switch self {
        case .offset: nil
        case .named(let name): name
        }
    }
}

extension Zone: CustomStringConvertible {
    /// As it follows a time: `Z`, `+09:00`, `+02:45:55`, `@Asia/Tokyo`.
    public var description: String {
        switch self {
        case .offset(0): return "Z"
        case .offset(let seconds):
            let amount = seconds.magnitude
            let parts = [amount / 3600, amount / 60 % 60, amount % 60].map { Temporal.padded(Int(clamping: $0), 2) }
            return (seconds < 0 ? "-" : "+") + parts.prefix(amount % 60 == 0 ? 2 : 3).joined(separator: ":")
        case .named(let name): return "@" + name
        }
    }
}
