import Synchronization

extension Database {
    /// A place in a server's log (LSN): who has come so far has everything that was committed before it.
    public struct Position: Sendable, Hashable, Comparable, CustomStringConvertible {
        let value: UInt64

        /// Reads what a server, or `description`, writes, such as `16/B374D848`; nil for anything else.
        public init?(_ text: some StringProtocol) {
            let halves = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            guard halves.count == 2, let high = Position.number(halves[0]), let low = Position.number(halves[1]) else {
                return nil
            }
            value = high << 32 | low
        }

        private static func number(_ digits: some Collection<UInt8>) -> UInt64? {
            guard (1...8).contains(digits.count) else { return nil }
            var number: UInt64 = 0
            for digit in digits {
                switch digit {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(digit - UInt8(ascii: "0"))
                case UInt8(ascii: "A")...UInt8(ascii: "F"):
                    number = number << 4 | UInt64(digit - UInt8(ascii: "A") + 10)
                default: return nil
                }
            }
            return number
        }

        public var description: String {
            [value >> 32, value & 0xFFFF_FFFF].map { String($0, radix: 16, uppercase: true) }.joined(separator: "/")
        }

        public static func < (left: Position, right: Position) -> Bool { left.value < right.value }
    }
}

/// How far the database had come when somebody last wrote, so that whatever they read afterwards has it, wherever it is
/// read (`Database.readAnywhere`). One for each request; between requests it travels with the person.
public final class Trail: Sendable {
    /// That of the request at work.
    @TaskLocal public static var current: Trail?

    private struct Held {
        /// What they must see.
        var reached: Database.Position?
        /// Where the last commit of this request ended.
        var left: Database.Position?
        var hasPublished: Bool
    }

    private let held: Mutex<Held>

    /// - Parameters:
    ///   - position: what they brought along; nil where they have not written lately.
    ///   - hasPublished: whether something was published with it.
    public init(after position: Database.Position? = nil, hasPublished: Bool = false) {
        held = Mutex(Held(reached: position, hasPublished: hasPublished))
    }

    /// What they must see: their own writes, those of this request included.
    public var reached: Database.Position? { held.withLock { $0.reached } }

    /// What they take along; nil where nothing was written.
    public var left: Database.Position? { held.withLock { $0.left } }

    /// Whether they have published something lately.
    public var hasPublished: Bool { held.withLock { $0.hasPublished } }

    /// Notes that they have.
    public func published() { held.withLock { $0.hasPublished = true } }

    /// Notes a commit.
    func committed(at position: Database.Position) {
        held.withLock { held in
            held.left = max(held.left ?? position, position)
            held.reached = max(held.reached ?? position, position)
        }
    }
}
