import Crypto

/// Gives that many random bytes; tests give their own.
public typealias Randomness = @Sendable (_ count: Int) -> [UInt8]

/// The operating system's generator.
public let systemRandomness: Randomness = { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<max(0, count)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}

/// Secrets handed out for a while: session and confirmation tokens, OpenID state, nonce and verifier.
public enum Token {
    /// 256 random bits as 43 characters of base64url.
    public static func make(_ random: Randomness = systemRandomness) -> String { Base64URL.encode(random(32)) }

    /// What is stored instead of a token: its SHA-256 as 64 hexadecimal digits, so that a stolen database opens nothing.
    /// No salt: a token has 256 bits of its own.
    public static func hash(_ token: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: Array(token.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether two texts are the same, in a time that does not tell how much of them is.
    public static func same(_ left: String, _ right: String) -> Bool { same(Array(left.utf8), Array(right.utf8)) }

    /// Whether two byte strings are the same, in a time that depends on their lengths alone.
    public static func same(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }

    /// The PKCE challenge of a verifier by S256 (RFC 7636 §4.2).
    public static func codeChallenge(_ verifier: String) -> String {
        Base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))
    }

    /// What an ID token says of the access token beside it, `at_hash` (OpenID Connect Core §3.1.3.6).
    static func leftHalfHash(_ token: String) -> String {
        Base64URL.encode(SHA256.hash(data: Array(token.utf8)).prefix(16))
    }
}
