import Foundation

/// A typed identifier, written as a lower-case UUID. Made by the caller before anything is stored, so that a retry
/// names the same thing. New ones are UUID version 7 (RFC 9562 §5.7): they sort by the time they were made.
public struct ID<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible, LosslessStringConvertible {
    /// The 36 characters of the UUID in lower case.
    public let text: String

    /// Reads an identifier; anything but a UUID in its canonical lower-case form is nil.
    public init?(_ text: String) {
        guard text.utf8.count == 36 else { return nil }
        for (position, byte) in text.utf8.enumerated() {
            switch position {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) else { return nil }
            }
        }
        self.text = text
    }

    /// A UUID version 7: 48 bits of time in milliseconds, then random bits.
    public init(at instant: Instant, random: (UInt64, UInt64)) {
        let time = UInt64(clamping: instant.milliseconds) & 0xffff_ffff_ffff
        let high = (time << 16) | 0x7000 | (random.0 & 0x0fff)
        let low = 0x8000_0000_0000_0000 | (random.1 >> 2)
        var digits: [UInt8] = []
        digits.reserveCapacity(36)
        for nibble in 0..<32 {
            if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 { digits.append(UInt8(ascii: "-")) }
            let word = nibble < 16 ? high : low
            digits.append(hexadecimal[Int((word >> UInt64(60 - 4 * (nibble & 15))) & 15)])
        }
        text = String(decoding: digits, as: UTF8.self)
    }

    public var description: String { text }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = ID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no identifier"))
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

let hexadecimal = Array("0123456789abcdef".utf8)

/// Where new identifiers, and the moments they carry, come from. The program uses the system's clock and randomness;
/// a test gives its own, so that every run is the same.
public struct World: Sendable {
    /// The time now, by the server's clock.
    public var now: @Sendable () -> Instant
    /// 64 random bits, unguessable outside tests.
    public var random: @Sendable () -> UInt64

    public init(now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64) {
        self.now = now
        self.random = random
    }

    private static let clock = SteadyClock()

    /// The system's clock, which does not go back here, and its cryptographic randomness.
    public static let system = World(
        now: { clock.now },
        random: {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        })

    /// A new identifier, dated now.
    public func id<Entity>(_ entity: Entity.Type = Entity.self) -> ID<Entity> {
        ID(at: now(), random: (random(), random()))
    }

    /// That many random bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let word = random()
            for shift in stride(from: UInt64(0), to: 64, by: 8) where bytes.count < count {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }
}
