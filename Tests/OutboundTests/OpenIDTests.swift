import Foundation
import Testing

@testable import Outbound

@Suite("Sign-in by OpenID Connect")
struct OpenIDTests {
    /// One thing a hostile or broken provider, or someone between, does.
    struct Hostile: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let failure: String
        let change: @Sendable (inout FakeProvider.Script) -> Void

        init(_ name: String, _ failure: String, _ change: @escaping @Sendable (inout FakeProvider.Script) -> Void) {
            (testDescription, self.failure, self.change) = (name, failure, change)
        }
    }

    private func kind(_ failure: SignInFailure?) -> String {
        switch failure {
        case .unavailable: "unavailable"
        case .refused(let code): "refused \(code)"
        case .untrusted: "untrusted"
        case .stale: "stale"
        case .account: "account"
        case nil: "none"
        }
    }

    @Test("an honest provider signs in the account with all it says")
    func honest() async throws {
        let fake = FakeProvider()
        let signedIn = try await fake.signIn()
        #expect(signedIn.issuer == FakeProvider.issuer && signedIn.subject == "user-1")
        let claims = signedIn.claims
        #expect(claims.accountType == .prime && claims.corpType == .corporation)
        #expect(claims.corporateNumber == "7000012050002" && claims.name == "株式会社　赤色")
        #expect(claims.prefecture == "東京都" && claims.address1 == "千代田区" && claims.address2 == "霞が関1-3-1")
        #expect(claims.representative == .init(last: "山田", first: "花子", lastKana: "ヤマダ", firstKana: "ハナコ"))
        #expect(claims.user == .init(last: "佐藤", first: "太郎", lastKana: "サトウ", firstKana: "タロウ"))
        #expect(claims.userPostCode == "1000013" && claims.userPrefecture == "北海道" && claims.userAddress1 == "札幌市")
        #expect(claims.userAddress2 == "1-1" && claims.userAddress3 == "赤ビル" && claims.userDepartment == "経理部")
        #expect(claims.userTelephone == "0312345678" && claims.email == "taro@example.com")
        #expect(claims.parentID == nil && claims.englishName == nil)
    }

    @Test(
        "harmless differences still sign in",
        arguments: [
            Hostile("audience in a list", "") { $0.claims["aud"] = #"["kofu"]"# },
            Hostile("several audiences with our azp", "") {
                $0.claims["aud"] = #"["kofu","other"]"#
                $0.claims["azp"] = #""kofu""#
            },
            Hostile("clocks 59 seconds apart, late", "") {
                $0.claims["exp"] = "\(FakeProvider.now - 59)"
                $0.claims["iat"] = "\(FakeProvider.now - 99)"
            },
            Hostile("clocks 59 seconds apart, early", "") { $0.claims["iat"] = "\(FakeProvider.now + 59)" },
            Hostile("no key ID and one key", "") { $0.header["kid"] = nil },
            Hostile("unknown kinds of key beside ours", "") {
                let own = FakeProvider.keys["a"]?.public("a").map { "\"\($0)\":\($1)" }.joined(separator: ",") ?? ""
                $0.keyList =
                    #"{"keys":[{"kty":"EC","kid":"x","crv":"P-999"},7,null,{"kty":"RSA"},{"kty":"RSA","n":"AQ","e":"AQAB"},{\#(own)}]}"#
            },
            Hostile("account type as a number", "") { $0.userInfo["account_type"] = "3" },
            Hostile("right at_hash", "") { $0.claims["at_hash"] = "\"\(Token.leftHalfHash("access"))\"" },
            Hostile("token type in lower case", "") { $0.token["token_type"] = #""bearer""# },
        ])
    func harmless(_ difference: Hostile) async throws {
        #expect(try await FakeProvider(difference.change).signIn().subject == "user-1")
    }

    @Test(
        "a hostile or broken provider gives no session",
        arguments: [
            Hostile("wrong nonce", "untrusted") { $0.claims["nonce"] = #""another""# },
            Hostile("no nonce", "untrusted") { $0.claims["nonce"] = nil },
            Hostile("expired", "untrusted") {
                $0.claims["exp"] = "\(FakeProvider.now - 60)"
                $0.claims["iat"] = "1"
            },
            Hostile("from the future", "untrusted") { $0.claims["iat"] = "\(FakeProvider.now + 60)" },
            Hostile("not valid yet", "untrusted") { $0.claims["nbf"] = "\(FakeProvider.now + 60)" },
            Hostile("ends before it begins", "untrusted") { $0.claims["exp"] = "\(FakeProvider.now - 10)" },
            Hostile("no end", "untrusted") { $0.claims["exp"] = nil },
            Hostile("end beyond numbers", "untrusted") { $0.claims["exp"] = "1e400" },
            Hostile("smallest times", "untrusted") { $0.claims["exp"] = "\(Int64.min)" },
            Hostile("largest times", "untrusted") { $0.claims["iat"] = "\(Int64.max)" },
            Hostile("end as text", "untrusted") { $0.claims["exp"] = #""9999999999""# },
            Hostile("alg none", "untrusted") {
                $0.header["alg"] = #""none""#
                $0.signer = .nothing
            },
            Hostile("alg None in capitals", "untrusted") {
                $0.header["alg"] = #""NONE""#
                $0.signer = .nothing
            },
            Hostile("HS256 with the public key as secret", "untrusted") {
                $0.header["alg"] = #""HS256""#
                $0.signer = .publicKeyAsSecret
            },
            Hostile("HMAC called RS256", "untrusted") { $0.signer = .publicKeyAsSecret },
            Hostile("no signature", "untrusted") { $0.signer = .nothing },
            Hostile("a signature of nothing", "untrusted") { $0.signer = .rubbish },
            Hostile("another key under our key's ID", "untrusted") { $0.signer = .key("b") },
            Hostile("unknown key", "untrusted") {
                $0.header["kid"] = #""b""#
                $0.signer = .key("b")
            },
            Hostile("no key ID and two keys", "untrusted") {
                $0.header["kid"] = nil
                $0.published = ["a", "b"]
            },
            Hostile("two keys of one ID", "untrusted") { $0.published = ["a", "a"] },
            Hostile("a critical extension", "untrusted") {
                $0.header["crit"] = #"["b64"]"#
                $0.header["b64"] = "false"
            },
            Hostile("RS512", "untrusted") { $0.header["alg"] = #""RS512""# },
            Hostile("another issuer", "untrusted") { $0.claims["iss"] = #""https://evil.example/oauth/""# },
            Hostile("issuer without its slash", "untrusted") { $0.claims["iss"] = #""https://idp.example/oauth""# },
            Hostile("another audience", "untrusted") { $0.claims["aud"] = #""other""# },
            Hostile("no audience", "untrusted") { $0.claims["aud"] = "[]" },
            Hostile("several audiences without azp", "untrusted") { $0.claims["aud"] = #"["kofu","other"]"# },
            Hostile("issued to another client", "untrusted") { $0.claims["azp"] = #""other""# },
            Hostile("wrong at_hash", "untrusted") { $0.claims["at_hash"] = #""AAAAAAAAAAAAAAAAAAAAAA""# },
            Hostile("no subject", "untrusted") { $0.claims["sub"] = #""""# },
            Hostile("a subject with a line break", "untrusted") {
                $0.claims["sub"] = #""a\nb""#
                $0.userInfo["sub"] = #""a\nb""#
            },
            Hostile("description of another issuer", "untrusted") {
                $0.discovery["issuer"] = #""https://evil.example/""#
            },
            Hostile("token endpoint elsewhere", "untrusted") {
                $0.discovery["token_endpoint"] = #""https://evil.example/token""#
            },
            Hostile("keys elsewhere", "untrusted") {
                $0.discovery["jwks_uri"] = #""https://idp.example.evil.example/jwks""#
            },
            Hostile("endpoint hidden behind a user name", "untrusted") {
                $0.discovery["userinfo_endpoint"] = #""https://idp.example@evil.example/""#
            },
            Hostile("endpoint in plain text", "untrusted") {
                $0.discovery["token_endpoint"] = #""http://idp.example/oauth/token""#
            },
            Hostile("endpoint that is a file", "untrusted") { $0.discovery["jwks_uri"] = #""file:///etc/passwd""# },
            Hostile("description without endpoints", "unavailable") { $0.discovery = [:] },
            Hostile("userinfo of another subject", "untrusted") { $0.userInfo["sub"] = #""user-2""# },
            Hostile("userinfo without subject", "untrusted") { $0.userInfo["sub"] = nil },
            Hostile("userinfo cut short", "untrusted") { $0.userInfoBody = #"{"sub":"user-1""# },
            Hostile("userinfo as a list", "untrusted") { $0.userInfoBody = "[]" },
            Hostile("userinfo nested without end", "untrusted") {
                $0.userInfoBody = String(repeating: "[", count: 100_000)
            },
            Hostile("userinfo refused", "refused userinfo_401") { $0.userInfoStatus = 401 },
            Hostile("userinfo broken", "unavailable") { $0.userInfoStatus = 500 },
            Hostile("no kind of account", "untrusted") { $0.userInfo["account_type"] = nil },
            Hostile("unknown kind of account", "untrusted") { $0.userInfo["account_type"] = #""9""# },
            Hostile("a corporation without number", "untrusted") { $0.userInfo["corporate_number"] = nil },
            Hostile("a number of 12 digits", "untrusted") { $0.userInfo["corporate_number"] = #""700001205000""# },
            Hostile("エントリー", "account") { $0.userInfo["account_type"] = #""1""# },
            Hostile("token endpoint 500", "unavailable") { $0.tokenStatus = 500 },
            Hostile("token endpoint redirects", "unavailable") { $0.tokenStatus = 302 },
            Hostile("token endpoint refuses", "refused invalid_grant") {
                $0.tokenStatus = 400
                $0.tokenBody = #"{"error":"invalid_grant"}"#
            },
            Hostile("token endpoint refuses with markup", "refused scriptalert1script") {
                $0.tokenStatus = 400
                $0.tokenBody = #"{"error":"<script>alert(1)</script>"}"#
            },
            Hostile("token reply cut short", "untrusted") { $0.tokenBody = #"{"access_token":"access","id_t"# },
            Hostile("token reply empty", "untrusted") { $0.tokenBody = "" },
            Hostile("no ID token", "untrusted") { $0.token["id_token"] = "null" },
            Hostile("ID token of one part", "untrusted") { $0.token["id_token"] = #""abc""# },
            Hostile("ID token of dots", "untrusted") { $0.token["id_token"] = #""..""# },
            Hostile("ID token of five parts", "untrusted") { $0.token["id_token"] = #""a.b.c.d.e""# },
            Hostile("ID token of rubbish", "untrusted") { $0.token["id_token"] = #""あ.い.う""# },
            Hostile("another type of token", "untrusted") { $0.token["token_type"] = #""mac""# },
            Hostile("an access token with a line break", "untrusted") { $0.token["access_token"] = #""a\r\nX: 1""# },
            Hostile("key list cut short", "unavailable") { $0.keyList = #"{"keys":["# },
            Hostile("key list empty", "untrusted") { $0.published = [] },
            Hostile("token endpoint too slow", "unavailable") { $0.failing["/token"] = .timedOut },
            Hostile("answer too large", "unavailable") { $0.failing["/userinfo"] = .tooLarge(1) },
        ])
    func hostile(_ attack: Hostile) async throws {
        let fake = FakeProvider(attack.change)
        let failure = await #expect(throws: SignInFailure.self) { try await fake.signIn() }
        #expect(kind(failure) == attack.failure)
    }

    @Test("a code works once, and only with the verifier of its attempt")
    func codes() async throws {
        let fake = FakeProvider()
        let client = try fake.client()
        _ = try await client.redeem(code: "one", verifier: "the-verifier", nonce: "the-nonce")
        await #expect(throws: SignInFailure.refused("invalid_grant")) {
            try await client.redeem(code: "one", verifier: "the-verifier", nonce: "the-nonce")
        }
        await #expect(throws: SignInFailure.refused("invalid_grant")) {
            try await client.redeem(code: "two", verifier: "of-another-session", nonce: "the-nonce")
        }
    }

    @Test("a key changed meanwhile is fetched with one more request, and a withdrawn one stops working")
    func rotation() async throws {
        let fake = FakeProvider()
        let client = try fake.client()
        _ = try await client.redeem(code: "1", verifier: "the-verifier", nonce: "the-nonce")
        _ = try await client.redeem(code: "2", verifier: "the-verifier", nonce: "the-nonce")
        #expect(fake.calls(to: "/jwks") == 1 && fake.calls(to: "openid-configuration") == 1)
        fake.change {
            $0.published = ["b"]
            $0.header["kid"] = #""b""#
            $0.signer = .key("b")
        }
        _ = try await client.redeem(code: "3", verifier: "the-verifier", nonce: "the-nonce")
        #expect(fake.calls(to: "/jwks") == 2)
        fake.change {
            $0.header["kid"] = #""a""#
            $0.signer = .key("a")
        }
        let failure = await #expect(throws: SignInFailure.self) {
            try await client.redeem(code: "4", verifier: "the-verifier", nonce: "the-nonce")
        }
        #expect(kind(failure) == "untrusted" && fake.calls(to: "/jwks") == 3)
    }

    @Test("while the provider cannot be reached, everyone hears it at once; after ten seconds it is asked again")
    func quiet() async throws {
        let fake = FakeProvider { $0.failing["/token"] = .unreachable("no route") }
        let client = try fake.client()
        func attempt(_ code: String) async -> String {
            do {
                _ = try await client.redeem(code: code, verifier: "the-verifier", nonce: "the-nonce")
                return "in"
            } catch {
                return kind(error)
            }
        }
        #expect(await attempt("1") == "unavailable" && fake.calls.count == 2)
        #expect(await attempt("2") == "unavailable" && fake.calls.count == 2)
        fake.change { $0.failing = [:] }
        fake.pass(milliseconds: 9_999)
        #expect(await attempt("3") == "unavailable" && fake.calls.count == 2)
        fake.pass(milliseconds: 1)
        #expect(await attempt("4") == "in")
    }

    @Test("however many want to sign in at once, the provider is asked for its description once, and within 4 s")
    func asksOnce() async throws {
        let fake = FakeProvider { _ in }
        let client = try fake.client()
        await withTaskGroup(of: Void.self) { tasks in
            for _ in 0..<50 {
                tasks.addTask {
                    _ = try? await client.authorizationURL(state: "s", nonce: "n", codeChallenge: "c")
                }
            }
        }
        #expect(fake.calls.count == 1 && fake.calls.first?.patience == 4)
    }

    @Test("an answer about one person's code keeps nobody else out")
    func noLockout() async throws {
        let fake = FakeProvider { $0.tokenStatus = 500 }
        let client = try fake.client()
        await #expect(throws: SignInFailure.self) {
            try await client.redeem(code: "1", verifier: "the-verifier", nonce: "the-nonce")
        }
        fake.change { $0.tokenStatus = 200 }
        _ = try await client.redeem(code: "2", verifier: "the-verifier", nonce: "the-nonce")
    }

    @Test("the person is sent with code flow, PKCE, state and nonce")
    func authorization() async throws {
        let url = try await FakeProvider().client().authorizationURL(
            state: "st&te", nonce: "n", codeChallenge: "c", prompt: "login")
        #expect(
            url == "https://idp.example/oauth/authorize?response_type=code&client_id=kofu"
                + "&redirect_uri=https%3A%2F%2Fkofu.example%2Freturn&scope=openid%20profile%20user%20email"
                + "&state=st%26te&nonce=n&code_challenge=c&code_challenge_method=S256&prompt=login")
    }

    @Test("an endpoint on another origin works when that origin is declared")
    func declared() async throws {
        let fake = FakeProvider { $0.discovery["authorization_endpoint"] = #""https://login.example:8443/go?x=1""# }
        await #expect(throws: SignInFailure.self) {
            try await fake.client().authorizationURL(state: "s", nonce: "n", codeChallenge: "c")
        }
        let url = try await fake.client(origins: ["https://login.example:8443"])
            .authorizationURL(state: "s", nonce: "n", codeChallenge: "c")
        #expect(url.hasPrefix("https://login.example:8443/go?x=1&response_type=code"))
    }

    @Test("which kinds of account may sign in is a setting")
    func accounts() async throws {
        let fake = FakeProvider { $0.userInfo["account_type"] = #""1""# }
        await #expect(throws: SignInFailure.account(.entry)) { try await fake.signIn() }
        let client = try fake.client(accounts: [.entry])
        let signedIn = try await client.redeem(code: "2", verifier: "the-verifier", nonce: "the-nonce")
        #expect(signedIn.claims.accountType == .entry)
    }

    @Test("a return is taken only by the attempt it belongs to")
    func returns() throws {
        let attempt = SignInAttempt.start(atMilliseconds: 1000)
        let other = SignInAttempt.start(atMilliseconds: 1000)
        let good = ["state": attempt.state, "code": "abc"]
        func outcome(_ parameters: [String: String], at now: Int64 = 2000, of attempt: SignInAttempt) -> String {
            do { return try attempt.code(from: parameters, issuer: "https://a/", atMilliseconds: now) } catch {
                return kind(error)
            }
        }
        #expect(outcome(good, of: attempt) == "abc")
        #expect(outcome(good.merging(["iss": "https://a/"]) { $1 }, of: attempt) == "abc")
        #expect(outcome(good, of: other) == "stale")
        #expect(outcome(["code": "abc"], of: attempt) == "stale")
        #expect(outcome(["state": "", "code": "abc"], of: attempt) == "stale")
        #expect(outcome(good, at: 601_000, of: attempt) == "stale")
        #expect(outcome(good, at: 999, of: attempt) == "stale")
        #expect(outcome(good.merging(["iss": "https://evil/"]) { $1 }, of: attempt) == "untrusted")
        #expect(outcome(["state": attempt.state, "error": "access_denied"], of: attempt) == "refused access_denied")
        #expect(outcome(["state": attempt.state], of: attempt) == "untrusted")
        #expect(outcome(["state": attempt.state, "code": "a\r\nb"], of: attempt) == "untrusted")
        #expect(
            Set([attempt.state, attempt.nonce, attempt.verifier, other.state, other.nonce, other.verifier]).count == 6)
    }

    @Test(
        "settings that cannot be safe are refused",
        arguments: [
            "", "idp.example", "ftp://idp.example/", "https://", "https://a@b/", "https://idp.example/?x",
            "https://idp.example/#x",
        ])
    func settings(issuer: String) {
        #expect(throws: OpenIDSettings.Problem.issuer) {
            try OpenIDSettings(issuer: issuer, clientID: "a", clientSecret: "b", redirectURI: "https://c/")
        }
    }

    @Test("an origin has one way to be written")
    func origins() {
        #expect(Origin(of: "HTTPS://Idp.Example:443/x")?.text == "https://idp.example")
        #expect(Origin(of: "http://localhost:8080/x?y")?.text == "http://localhost:8080")
        for bad in [
            "https://a:0/", "https://a:65536/", "https://a:x/", "https://a:/", "https://a\\b/", "https://あ/", "//a/",
        ] {
            #expect(Origin(of: bad) == nil)
        }
    }

    @Test("all 47 prefectures have their JIS X 0401 code and no other code has one")
    func prefectures() {
        let names = (1...47).compactMap { Prefecture.name(code: $0 < 10 ? "0\($0)" : "\($0)") }
        #expect(Set(names).count == 47)
        #expect(names[12] == "東京都" && names[26] == "大阪府" && names[46] == "沖縄県")
        for code in ["00", "0", "48", "013", "-1", "１３", "", "東京都"] { #expect(Prefecture.name(code: code) == nil) }
    }
}
