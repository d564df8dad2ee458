import Synchronization
import Testing

@testable import Outbound

@Suite("Secrets")
struct SecretsTests {
    /// RFC 6238 appendix B, SHA-1 rows.
    @Test(
        "one-time digits are those of RFC 6238",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ])
    func totpVectors(seconds: Int64, digits: String) {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let step = TOTP.step(atMilliseconds: seconds * 1000)
        #expect(totp.code(step: step, digits: 8) == digits)
        #expect(totp.code(step: step) == digits.suffix(6))
    }

    @Test("digits of the step before, this one and the next are taken, others are not")
    func totpSkew() {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let now: Int64 = 1_800_000_000_000
        let step = TOTP.step(atMilliseconds: now)
        for offset in Int64(-3)...3 {
            let matched = totp.match(totp.code(step: step + offset), atMilliseconds: now)
            #expect(matched == (abs(offset) <= 1 ? step + offset : nil))
        }
        #expect(totp.match("", atMilliseconds: now) == nil)
        #expect(totp.match("12345", atMilliseconds: now) == nil)
        #expect(totp.match(String(repeating: "1", count: 5000), atMilliseconds: now) == nil)
        #expect(totp.match("000000", atMilliseconds: .min) == nil)
        #expect(totp.match("000000", atMilliseconds: .max, after: .max) == nil)
    }

    @Test("digits work once: not again, nor older ones after newer")
    func totpReplay() throws {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let now: Int64 = 1_800_000_000_000
        let step = try #require(totp.match(totp.code(step: TOTP.step(atMilliseconds: now)), atMilliseconds: now))
        #expect(totp.match(totp.code(step: step), atMilliseconds: now, after: step) == nil)
        #expect(totp.match(totp.code(step: step - 1), atMilliseconds: now, after: step) == nil)
        #expect(totp.match(totp.code(step: step + 1), atMilliseconds: now, after: step) == step + 1)
    }

    @Test("digits typed in full width or with a space are understood")
    func totpTyping() {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        #expect(totp.code(step: 1) == "287082")
        #expect(totp.match("２８７０８２", atMilliseconds: 59_000) == 1)
        #expect(totp.match(" 287 082 ", atMilliseconds: 59_000) == 1)
    }

    @Test("the address for an authenticator app names issuer, account and secret")
    func totpURI() {
        let uri = TOTP(secret: Array("12345678901234567890".utf8)).uri(issuer: "交付", account: "a b@example.jp")
        #expect(
            uri == "otpauth://totp/%E4%BA%A4%E4%BB%98:a%20b%40example.jp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E4%BA%A4%E4%BB%98&algorithm=SHA1&digits=6&period=30")
    }

    /// RFC 4648 §10, without padding.
    @Test(
        "Base32 is that of RFC 4648",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, encoded: String) {
        #expect(Base32.encode(plain.utf8) == encoded)
        #expect(Base32.decode(encoded.lowercased()) == Array(plain.utf8))
        #expect(Base32.decode("1" + encoded) == nil)
    }

    @Test("base64url reads what it wrote and refuses other characters", arguments: 0..<70)
    func base64URL(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ count) }
        let text = Base64URL.encode(bytes)
        #expect(Base64URL.decode(text) == bytes)
        for stray in ["+", "/", "=", " ", "あ"] { #expect(Base64URL.decode(text + stray) == nil) }
    }

    @Test("a token has 43 characters, comes from the given randomness and is stored as its SHA-256")
    func token() {
        #expect(Token.make { [UInt8](repeating: 0, count: $0) } == String(repeating: "A", count: 43))
        #expect(Set((0..<1000).map { _ in Token.make() }).count == 1000)
        #expect(Token.hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Token.same("abc", "abc"))
        #expect(!Token.same("abc", "abd") && !Token.same("abc", "ab") && !Token.same("", "a"))
    }

    @Test("the PKCE challenge is that of RFC 7636 appendix B")
    func challenge() {
        #expect(
            Token.codeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    /// RFC 7914 §12.
    @Test("scrypt is that of RFC 7914")
    func scrypt() throws {
        let cost = Password.Cost(logRounds: 10, blockSize: 8, parallelism: 16)
        let key = try Password.derive("password", salt: Array("NaCl".utf8), cost: cost, count: 64)
        let hexadecimal = key.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(
            hexadecimal == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
    }

    @Test("a password's hash carries its cost, and only that password fits")
    func password() async throws {
        let hashing = PasswordHashing(random: { (0..<UInt8(clamping: $0)).map { $0 } }, cost: .trivial)
        let stored = try await hashing.hash("正しい馬と電池とホチキス")
        #expect(stored.hasPrefix("$scrypt$ln=4,r=1,p=1$AAECAwQFBgcICQoLDA0ODw$"))
        #expect(try await hashing.verify("正しい馬と電池とホチキス", against: stored))
        #expect(try await !hashing.verify("正しい馬と電池とホチキズ", against: stored))
        #expect(try await !hashing.verify("", against: stored))
        #expect(try await !hashing.verify("no such account", against: nil))
        #expect(try await !hashing.verify(String(repeating: "a", count: 100_000), against: stored))
    }

    @Test("the cost of a real hash is 2^15, 8, 3, and another program agrees with it")
    func standardCost() throws {
        let stored = try Password.hash("correct horse battery", salt: Array("0123456789abcdef".utf8))
        let script = """
            import base64, hashlib, sys
            found = hashlib.scrypt(sys.stdin.buffer.read(), salt=b"0123456789abcdef", n=2**15, r=8, p=3,
                maxmem=2**26, dklen=32)
            print("$scrypt$ln=15,r=8,p=3$" + "$".join(base64.b64encode(part).decode().rstrip("=")
                for part in (b"0123456789abcdef", found)), end="")
            """
        #expect(try LocalServer.python(script, input: Array("correct horse battery".utf8)) == stored)
    }

    @Test("a character composed by another keyboard is the same character")
    func composition() throws {
        let stored = try Password.hash("ガギグゲゴ", salt: [UInt8](repeating: 7, count: 16), cost: .trivial)
        #expect(try Password.verify("カ\u{3099}キ\u{3099}ク\u{3099}ケ\u{3099}コ\u{3099}", against: stored))
    }

    @Test(
        "a stored text that was tampered with fits nothing and costs nothing",
        arguments: [
            "", "$", "$$$$", "$scrypt$ln=15,r=8,p=3$$",
            "$scrypt$ln=63,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$AAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=15,r=99999999,p=3$AAECAwQFBgcICQoLDA0ODw$AAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=15,r=8,p=0$AAECAwQFBgcICQoLDA0ODw$AAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=15,r=8$AAECAwQFBgcICQoLDA0ODw$AAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=-1,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$AAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$AA", "$argon2id$v=19$m=65536,t=3,p=4$AAAA$AAAA",
        ])
    func tampered(stored: String) throws {
        #expect(try !Password.verify("correct horse battery", against: stored))
    }

    @Test(
        "what may be a password",
        arguments: [
            ("correct horse battery", nil), ("正しい馬と電池とホチキス", nil), ("short pass1", .tooShort),
            (String(repeating: "0aB!", count: 33), .tooLong), ("password1234", .common), ("Password-1234", .common),
            ("sakurasakura", .common), ("aaaaaaaaaaaaa", .common), ("my-yamada.taro!", .containsName),
            ("yamada.taro@example.jp", .containsName), (String(repeating: "👨‍👩‍👧‍👦", count: 12), .common),
        ] as [(String, Password.Problem?)])
    func policy(password: String, problem: Password.Problem?) {
        #expect(Password.problem(password, login: "yamada.taro@example.jp") == problem)
    }

    @Test("no more hashes run at once than said, and more than may wait are turned away")
    func bounded() async throws {
        let workers = Workers(name: "test", threads: 2, waiting: 20)
        let running = Gauge()
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    do {
                        try await workers.run {
                            running.enter()
                            _ = try? Password.derive(
                                "x", salt: [1, 2, 3, 4], cost: .init(logRounds: 10, blockSize: 8, parallelism: 1),
                                count: 32)
                            running.leave()
                        }
                        return true
                    } catch {
                        #expect(error is Workers.Busy)
                        return false
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(running.most <= 2)
        #expect(results.count == 200 && results.contains(true))
        // The places are free again.
        #expect(try await workers.run { 7 } == 7)
    }

    @Test("with no room to wait, the second is turned away while the first runs")
    func busy() async throws {
        let workers = Workers(name: "test", threads: 1, waiting: 0)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let gate = Mutex(false)
        let first = Task {
            try await workers.run {
                start.yield()
                while !gate.withLock({ $0 }) {}
            }
        }
        for await _ in started { break }
        await #expect(throws: Workers.Busy.self) { try await workers.run {} }
        gate.withLock { $0 = true }
        try await first.value
    }
}

/// Counts how many are inside at once.
final class Gauge: Sendable {
    private let counts = Mutex((now: 0, most: 0))
    var most: Int { counts.withLock { $0.most } }
    func enter() {
        counts.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }
    func leave() { counts.withLock { $0.now -= 1 } }
}
