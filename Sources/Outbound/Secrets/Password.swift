import Crypto
import CryptoExtras
import Foundation

/// Passwords of accounts an agency issues: what may be one, and how one is kept.
public enum Password {
    /// Why a text may not be a password.
    public enum Problem: Error, Equatable, Sendable, CaseIterable {
        /// Fewer than `shortest` characters.
        case tooShort
        /// More than `longest` characters.
        case tooLong
        /// One of those everyone tries first.
        case common
        /// It is or contains the account's own name.
        case containsName
    }

    public static let shortest = 12
    public static let longest = 128

    /// Nil when it may be a password. Length rather than kinds of characters, as NIST SP 800-63B §3.1.1 advises.
    ///
    /// - Parameter login: the account's name or mail address.
    public static func problem(_ password: String, login: String) -> Problem? {
        let password = normal(password)
        guard password.count >= shortest else { return .tooShort }
        guard password.count <= longest, password.utf8.count <= mostBytes else { return .tooLong }
        let lower = password.lowercased()
        let plain = lower.filter { $0.isLetter || $0.isNumber }
        if common.contains(where: { plain == $0 || isRepetition(lower, of: $0) }) || Set(lower).count < 4 {
            return .common
        }
        let name = normal(login).lowercased()
        let short = String(name.prefix { $0 != "@" })
        if !name.isEmpty, lower.contains(name) || (short.count >= 4 && lower.contains(short)) { return .containsName }
        return nil
    }

    /// The cost of a hash: 2^15 blocks of 8·128 bytes, so 32 MiB, gone over three times (OWASP's scrypt advice).
    public struct Cost: Equatable, Sendable {
        var logRounds = 15
        var blockSize = 8
        var parallelism = 3

        public static let standard = Cost()
        /// Next to nothing, for tests that sign in often; never for real accounts.
        public static let trivial = Cost(logRounds: 4, blockSize: 1, parallelism: 1)

        /// Whether a stored hash may ask for this much: a changed row must not stop the program.
        var isBounded: Bool {
            (1...17).contains(logRounds) && (1...16).contains(blockSize) && (1...16).contains(parallelism)
        }
    }

    /// `$scrypt$ln=15,r=8,p=3$salt$hash`. Takes a good part of a second and 32 MiB: use `PasswordHashing`.
    static func hash(_ password: String, salt: [UInt8], cost: Cost = Cost()) throws -> String {
        let derived = try derive(password, salt: salt, cost: cost, count: 32)
        return "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)"
            + "$\(Base64.encodeUnpadded(salt))$\(Base64.encodeUnpadded(derived))"
    }

    /// Whether a password is the one a stored text was made of; false too for a text this did not write.
    static func verify(_ password: String, against stored: String) throws -> Bool {
        guard let stored = Stored(stored) else { return false }
        let derived = try derive(password, salt: stored.salt, cost: stored.cost, count: stored.hash.count)
        return Token.same(derived, stored.hash)
    }

    static func derive(_ password: String, salt: [UInt8], cost: Cost, count: Int) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(normal(password).utf8), salt: salt, outputByteCount: count, rounds: 1 << cost.logRounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    /// Longest password that is hashed at all, in UTF-8 bytes.
    static let mostBytes = 1024

    /// One form for a character that keyboards compose differently (RFC 8265 OpaqueString).
    private static func normal(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }

    private static func isRepetition(_ text: String, of word: String) -> Bool {
        let rest = text.utf8.count % word.utf8.count
        return rest == 0 && text == String(repeating: word, count: text.utf8.count / word.utf8.count)
    }

    /// Lower case, letters and digits only; also refused when repeated.
    private static let common: Set<String> = [
        "password", "passw0rd", "password1", "password12", "password123", "password1234", "password12345",
        "passwordpassword", "qwerty", "qwertyuiop", "qwertyuiop123", "qwerty123456", "1234567890", "123456789012",
        "1234567890123", "123456789", "12345678", "123456", "1234", "0123456789", "012345678901", "987654321",
        "9876543210", "abcdefghijkl", "abcdefghijklm", "abcd1234", "abc123", "1qaz2wsx3edc", "1qaz2wsx", "qazwsxedc",
        "iloveyou", "iloveyou1234", "letmein", "welcome", "welcome12345", "administrator", "administrator1", "admin",
        "adminadmin", "admin1234567", "changeme", "changemeplease", "secret", "sakura", "sakura123456", "nippon",
        "jgrants", "hojokin", "kofu", "kofukofukofu", "doraemon", "makoto", "takahiro",
    ]

    /// The parts of a stored text.
    private struct Stored {
        let cost: Cost
        let salt: [UInt8]
        let hash: [UInt8]

        init?(_ text: String) {
            let parts = text.split(separator: "$", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
            let numbers = parts[2].split(separator: ",", omittingEmptySubsequences: false)
            guard numbers.count == 3, let rounds = Self.number(numbers[0], "ln="),
                let size = Self.number(numbers[1], "r="),
                let parallelism = Self.number(numbers[2], "p=")
            else { return nil }
            cost = Cost(logRounds: rounds, blockSize: size, parallelism: parallelism)
            guard cost.isBounded, let salt = Base64.decodeUnpadded(String(parts[3])),
                let hash = Base64.decodeUnpadded(String(parts[4])), (8...64).contains(salt.count),
                (16...64).contains(hash.count)
            else { return nil }
            self.salt = salt
            self.hash = hash
        }

        private static func number(_ text: Substring, _ name: String) -> Int? {
            text.hasPrefix(name) ? Int(text.dropFirst(name.count)) : nil
        }
    }
}

/// Makes and checks password hashes, a few at once and never on the threads that serve requests, so that a flood of
/// sign-ins costs neither all the memory nor all the processors.
public struct PasswordHashing: Sendable {
    private let workers: Workers
    private let random: Randomness
    private let cost: Password.Cost

    /// - Parameters:
    ///   - atOnce: how many hashes run at the same time, 32 MiB each.
    ///   - waiting: how many may wait; more than that get `Workers.Busy`.
    public init(
        atOnce: Int = 2, waiting: Int = 100, random: @escaping Randomness = systemRandomness,
        cost: Password.Cost = .standard
    ) {
        workers = Workers(name: "passwords", threads: atOnce, waiting: waiting)
        self.random = random
        self.cost = cost
    }

    /// The text to store for a password. The caller has asked `Password.problem` first.
    public func hash(_ password: String) async throws -> String {
        let (salt, cost) = (random(16), cost)
        return try await workers.run { try Password.hash(password, salt: salt, cost: cost) }
    }

    /// Whether a password is the one `stored` was made of. With nil, for an account that does not exist, it takes as
    /// long and is false: the time tells nobody which accounts exist.
    public func verify(_ password: String, against stored: String?) async throws -> Bool {
        let cost = cost
        return try await workers.run {
            guard let stored, (1...Password.mostBytes).contains(password.utf8.count) else {
                _ = try Password.derive(
                    "no such account", salt: [UInt8](repeating: 0, count: 16), cost: cost, count: 32)
                return false
            }
            return try Password.verify(password, against: stored)
        }
    }
}
