import Crypto
import CryptoExtras
import Foundation
import Synchronization

@testable import Outbound

/// An OpenID provider inside the test, honest unless its script says otherwise. Its tokens are made by hand, not by the
/// library that verifies them.
final class FakeProvider: Sendable {
    static let issuer = "https://idp.example/oauth/"
    static let now: Int64 = 1_800_000_000

    enum Signer: Sendable {
        case key(String)
        case publicKeyAsSecret, nothing, rubbish
    }

    /// What it says. Values are JSON as written.
    struct Script: Sendable {
        var discovery = [
            "issuer": #""https://idp.example/oauth/""#,
            "authorization_endpoint": #""https://idp.example/oauth/authorize""#,
            "token_endpoint": #""https://idp.example/oauth/token""#,
            "userinfo_endpoint": #""https://idp.example/oauth/userinfo""#,
            "jwks_uri": #""https://idp.example/oauth/jwks""#,
        ]
        var header = ["alg": #""RS256""#, "kid": #""a""#]
        var claims = [
            "iss": #""https://idp.example/oauth/""#, "sub": #""user-1""#, "aud": #""kofu""#,
            "exp": "\(FakeProvider.now + 3600)", "iat": "\(FakeProvider.now)", "nonce": #""the-nonce""#,
        ]
        var signer = Signer.key("a")
        /// IDs of the keys it publishes.
        var published = ["a"]
        var keyList: String?
        /// Parts added to the reply of the token endpoint, or put in the place of its own.
        var token: [String: String] = [:]
        var tokenStatus = 200
        var tokenBody: String?
        var userInfo = [
            "sub": #""user-1""#, "account_type": #""2""#, "corp_type": #""1""#,
            "corporate_number": #""7000012050002""#, "name": #""株式会社　赤色""#, "prefecture_name": #""13""#,
            "address1": #""千代田区""#, "address2": #""霞が関1-3-1""#, "rep_last_nm": #""山田""#,
            "rep_first_nm": #""花子""#, "rep_last_nm_kana": #""ヤマダ""#, "rep_first_nm_kana": #""ハナコ""#,
            "user_last_nm": #""佐藤""#, "user_first_nm": #""太郎""#, "user_last_nm_kana": #""サトウ""#,
            "user_first_nm_kana": #""タロウ""#, "user_post_code": #""1000013""#, "user_prefecture_name": #""01""#,
            "user_address1": #""札幌市""#, "user_address2": #""1-1""#, "user_address3": #""赤ビル""#,
            "user_department": #""経理部""#, "user_tel_no_contact": #""0312345678""#,
            "email": #""taro@example.com""#,
        ]
        var userInfoStatus = 200
        var userInfoBody: String?
        /// Last parts of addresses that cannot be reached.
        var failing: [String: HTTPFailure] = [:]
    }

    private let script: Mutex<Script>
    private let log = Mutex<[HTTPCall]>([])
    private let spent = Mutex<Set<String>>([])
    private let time = Mutex<Int64>(FakeProvider.now * 1000)

    init(_ change: (inout Script) -> Void = { _ in }) {
        var script = Script()
        change(&script)
        self.script = Mutex(script)
    }

    func change(_ change: (inout Script) -> Void) { script.withLock { change(&$0) } }
    var calls: [HTTPCall] { log.withLock { $0 } }
    func calls(to name: String) -> Int { calls.count { $0.url.hasSuffix(name) } }
    func pass(milliseconds: Int64) { time.withLock { $0 += milliseconds } }

    func client(
        origins: Set<String> = [], accounts: Set<GBizClaims.AccountType> = [.prime, .member]
    ) throws -> OpenIDProvider {
        let settings = try OpenIDSettings(
            issuer: Self.issuer, clientID: "kofu", clientSecret: "s:e c", redirectURI: "https://kofu.example/return",
            origins: origins, accounts: accounts)
        return OpenIDProvider(settings, http: HTTPClient { try self.answer($0) }, now: { self.time.withLock { $0 } })
    }

    func signIn(_ code: String = "code-1") async throws -> SignedIn {
        try await client().redeem(code: code, verifier: "the-verifier", nonce: "the-nonce")
    }

    private func answer(_ call: HTTPCall) throws -> HTTPReply {
        log.withLock { $0.append(call) }
        let script = script.withLock { $0 }
        if let failure = script.failing.first(where: { call.url.hasSuffix($0.key) })?.value { throw failure }
        switch call.url {
        case "https://idp.example/oauth/.well-known/openid-configuration": return json(script.discovery)
        case "https://idp.example/oauth/jwks":
            let keys = script.published.map { json(Self.keys[$0]?.public($0) ?? [:]) }
            return reply(
                200,
                script.keyList
                    ?? "{\"keys\":[\(keys.map { String(decoding: $0.body, as: UTF8.self) }.joined(separator: ","))]}")
        case "https://idp.example/oauth/token": return try token(call, script)
        case "https://idp.example/oauth/userinfo":
            guard call.headers.contains(where: { $0 == ("Authorization", "Bearer access") }) else {
                return reply(401, "")
            }
            return reply(script.userInfoStatus, script.userInfoBody ?? text(script.userInfo))
        default: return reply(404, "")
        }
    }

    private func token(_ call: HTTPCall, _ script: Script) throws -> HTTPReply {
        let form = String(decoding: call.body, as: UTF8.self).split(separator: "&").map(String.init)
        // kofu:s%3Ae%20c
        guard call.headers.contains(where: { $0 == ("Authorization", "Basic a29mdTpzJTNBZSUyMGM=") }),
            form.contains("redirect_uri=https%3A%2F%2Fkofu.example%2Freturn"),
            form.contains("grant_type=authorization_code")
        else { return reply(401, #"{"error":"invalid_client"}"#) }
        let code = form.first { $0.hasPrefix("code=") } ?? ""
        guard form.contains("code_verifier=the-verifier"), spent.withLock({ $0.insert(code).inserted }) else {
            return reply(400, #"{"error":"invalid_grant"}"#)
        }
        if let body = script.tokenBody { return reply(script.tokenStatus, body) }
        var parts = [
            "access_token": #""access""#, "token_type": #""Bearer""#, "expires_in": "3600",
            "id_token": "\"\(try idToken(script))\"",
        ]
        parts.merge(script.token) { $1 }
        return reply(script.tokenStatus, text(parts))
    }

    private func idToken(_ script: Script) throws -> String {
        let start = Base64URL.encode(text(script.header).utf8) + "." + Base64URL.encode(text(script.claims).utf8)
        let signature: [UInt8]
        switch script.signer {
        case .key(let name): signature = try Self.keys[name]?.sign(start) ?? []
        case .publicKeyAsSecret:
            let pem = Self.keys["a"]?.key.publicKey.pemRepresentation ?? ""
            signature = Array(
                HMAC<SHA256>.authenticationCode(for: Array(start.utf8), using: SymmetricKey(data: Array(pem.utf8))))
        case .nothing: signature = []
        case .rubbish: signature = [UInt8](repeating: 1, count: 256)
        }
        return start + "." + Base64URL.encode(signature)
    }

    private func text(_ parts: [String: String]) -> String {
        "{" + parts.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
    private func json(_ parts: [String: String]) -> HTTPReply { reply(200, text(parts)) }
    private func reply(_ status: Int, _ body: String) -> HTTPReply { HTTPReply(status: status, body: Array(body.utf8)) }

    struct Key: Sendable {
        let key: _RSA.Signing.PrivateKey
        let modulus: String
        let exponent: String

        init?() {
            guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048),
                let parts = try? key.publicKey.getKeyPrimitives()
            else { return nil }
            self.key = key
            (modulus, exponent) = (Base64URL.encode(parts.modulus), Base64URL.encode(parts.publicExponent))
        }

        func `public`(_ kid: String) -> [String: String] {
            [
                "kty": #""RSA""#, "use": #""sig""#, "alg": #""RS256""#, "kid": "\"\(kid)\"", "n": "\"\(modulus)\"",
                "e": "\"\(exponent)\"",
            ]
        }

        func sign(_ text: String) throws -> [UInt8] {
            Array(
                try key.signature(for: SHA256.hash(data: Array(text.utf8)), padding: .insecurePKCS1v1_5)
                    .rawRepresentation)
        }
    }

    static let keys: [String: Key] = ["a", "b"].reduce(into: [:]) { $0[$1] = Key() }
}
