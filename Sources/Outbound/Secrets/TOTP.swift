import Crypto
import Foundation

/// The six digits of an authenticator app (RFC 6238: HMAC-SHA-1, steps of 30 seconds).
public struct TOTP: Sendable {
    /// The secret shared with the app; 20 bytes when made here.
    public let secret: [UInt8]

    public init(secret: [UInt8]) { self.secret = secret }

    /// A new secret of 160 bits, the length RFC 4226 §4 recommends.
    public static func make(_ random: Randomness = systemRandomness) -> TOTP { TOTP(secret: random(20)) }

    /// The step a moment falls in.
    public static func step(atMilliseconds now: Int64) -> Int64 { max(0, now) / 30_000 }

    /// The digits of a step.
    public func code(step: Int64, digits: Int = 6) -> String {
        let digits = min(max(digits, 1), 9)
        let counter = withUnsafeBytes(of: UInt64(bitPattern: step).bigEndian) { Array($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let text = String(number)
        let padded = String(repeating: "0", count: max(0, 10 - text.count)) + text
        return String(padded.suffix(digits))
    }

    /// The step whose digits were typed: this one, the one before or the one after, since clocks differ. Nil when they
    /// are wrong or already used.
    ///
    /// - Parameters:
    ///   - typed: as typed; spaces and full-width digits are understood.
    ///   - lastStep: the step used last time. The caller stores what this returns and gives it next time, in one
    ///     transaction, so that no digits work twice.
    public func match(_ typed: String, atMilliseconds now: Int64, after lastStep: Int64? = nil) -> Int64? {
        let plain = typed.prefix(32).precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
        let current = Self.step(atMilliseconds: now)
        var matched: Int64?
        for step in max(0, current - 1)...(current + 1) where step > lastStep ?? -1 {
            if Token.same(plain, code(step: step)) { matched = matched ?? step }
        }
        return matched
    }

    /// The `otpauth://` address an authenticator app reads from a two-dimensional code.
    public func uri(issuer: String, account: String) -> String {
        let (issuer, account) = (percentEncoded(issuer), percentEncoded(account))
        return "otpauth://totp/\(issuer):\(account)?secret=\(Base32.encode(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=6&period=30"
    }
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = text.utf8.flatMap { byte in
        isLetterOrDigit(byte) || "-._~".utf8.contains(byte)
            ? [byte] : [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
}
