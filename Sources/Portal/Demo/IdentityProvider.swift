import CryptoExtras
import Foundation
import Grants
import JWTKit
import Outbound
import Synchronization

/// A small OpenID provider that speaks like GビズID, for the demonstration and for tests: authorization code flow with
/// PKCE, RS256, GビズID's scopes and claims. Anyone may sign in as anyone of `people`, so `kofu serve` never runs it.
///
/// It follows the developer guideline of GビズID: a code is 22 letters and digits, counts once and for five minutes;
/// a wrong client or redirect address gets a page and no redirect; the ID token carries no personal data.
public final class IdentityProvider: Sendable {
    /// The one site that may use it.
    public struct Client: Sendable {
        public let id: String
        public let secret: String
        /// Compared letter by letter.
        public let redirectURI: String

        public init(id: String, secret: String, redirectURI: String) {
            self.id = id
            self.secret = secret
            self.redirectURI = redirectURI
        }
    }

    /// Final slash included: `http://localhost:8081/oauth/`.
    public let issuer: String
    let client: Client
    let people: [DemoPerson]
    private let world: World
    private let keys = JWTKeyCollection()
    private let publicKey: (modulus: String, exponent: String)
    private let held = Mutex(Held())

    private struct Held {
        var codes: [String: Code] = [:]
        var tokens: [String: AccessToken] = [:]
    }

    private struct Code {
        let subject: String
        let request: AuthorizationRequest
        let at: Instant
    }

    private struct AccessToken {
        let subject: String
        let scopes: Set<String>
        let until: Instant
    }

    /// Makes a key of its own: nothing it signed is good after it ends.
    public init(issuer: String, client: Client, people: [DemoPerson] = DemoPerson.all, world: World = .system)
        async throws
    {
        self.issuer = issuer
        self.client = client
        self.people = people
        self.world = world
        let key = try Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048))
        let parts = try key.publicKey.getKeyPrimitives()
        publicKey = (parts.modulus.base64URLText, parts.publicExponent.base64URLText)
        await keys.add(rsa: key, digestAlgorithm: .sha256, kid: IdentityProvider.keyID)
    }

    private static let keyID: JWKIdentifier = "demo"
    static let codeSeconds: Int64 = 300
    static let tokenSeconds: Int64 = 3600
    /// Codes and tokens held at most; the demonstration's people need a handful.
    private static let mostHeld = 10_000

    /// A person signed in: the address to send them back to, with a code.
    func grant(_ request: AuthorizationRequest, to person: DemoPerson) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        let code = String((0..<22).map { _ in letters[Int(world.random() % UInt64(letters.count))] })
        let now = world.now()
        held.withLock { held in
            held.codes = held.codes.filter { now < $0.value.at.adding(seconds: Self.codeSeconds) }
            if held.codes.count < Self.mostHeld {
                held.codes[code] = Code(subject: person.subject, request: request, at: now)
            }
        }
        return request.back([("code", code)])
    }

    // MARK: What the client asks

    /// The answer of an endpoint: status and JSON.
    struct Answer: Sendable {
        let status: Int
        let json: JSON

        static func error(_ code: String, _ status: Int = 400) -> Answer {
            Answer(status: status, json: .object(["error": .string(code)]))
        }
    }

    /// OpenID Connect Discovery §3.
    var discovery: JSON {
        .object([
            "issuer": .string(issuer), "authorization_endpoint": .string("\(issuer)authorize"),
            "token_endpoint": .string("\(issuer)token"), "userinfo_endpoint": .string("\(issuer)userinfo"),
            "jwks_uri": .string("\(issuer)jwks"), "response_types_supported": .strings(["code"]),
            "subject_types_supported": .strings(["public"]),
            "id_token_signing_alg_values_supported": .strings(["RS256"]),
            "scopes_supported": .strings(["openid", "profile", "user", "email"]),
            "token_endpoint_auth_methods_supported": .strings(["client_secret_basic"]),
            "code_challenge_methods_supported": .strings(["S256"]),
            "grant_types_supported": .strings(["authorization_code"]),
        ])
    }

    var keySet: JSON {
        .object([
            "keys": .array([
                .object([
                    "kty": "RSA", "use": "sig", "alg": "RS256", "kid": .string(Self.keyID.string),
                    "n": .string(publicKey.modulus), "e": .string(publicKey.exponent),
                ])
            ])
        ])
    }

    /// Redeems a code. A code that was tried is gone, whatever came of it.
    func token(authorization: String?, form: URLEncodedForm) async throws -> Answer {
        guard isClient(authorization) else { return .error("unauthorized", 401) }
        guard form["grant_type"] == "authorization_code" else { return .error("unsupported_grant_type") }
        guard let text = form["code"], let verifier = form["code_verifier"], let redirect = form["redirect_uri"] else {
            return .error("invalid_request")
        }
        let now = world.now()
        guard let code = held.withLock({ $0.codes.removeValue(forKey: text) }),
            now < code.at.adding(seconds: Self.codeSeconds), redirect == code.request.redirectURI,
            (43...128).contains(verifier.utf8.count), Token.same(Token.codeChallenge(verifier), code.request.challenge)
        else { return .error("invalid_grant") }
        let seconds = now.milliseconds / 1000
        let access = try await keys.sign(
            AccessClaims(
                sub: code.subject, azp: client.id, iss: issuer, exp: seconds + Self.tokenSeconds, iat: seconds,
                jti: world.id(AccessClaims.self).text), kid: Self.keyID)
        let identity = try await keys.sign(
            IdentityClaims(
                sub: code.subject, aud: client.id, iss: issuer, exp: seconds + Self.tokenSeconds, iat: seconds,
                authTime: code.at.milliseconds / 1000, nonce: code.request.nonce,
                jti: world.id(IdentityClaims.self).text), kid: Self.keyID)
        held.withLock { held in
            held.tokens = held.tokens.filter { now < $0.value.until }
            if held.tokens.count < Self.mostHeld {
                held.tokens[Token.hash(access)] = AccessToken(
                    subject: code.subject, scopes: code.request.scopes, until: now.adding(seconds: Self.tokenSeconds))
            }
        }
        return Answer(
            status: 200,
            json: .object([
                "access_token": .string(access), "id_token": .string(identity), "token_type": "Bearer",
                "expires_in": .integer(Self.tokenSeconds),
                "scope": .string(code.request.scopes.sorted().joined(separator: " ")),
            ]))
    }

    func userInfo(authorization: String?) -> Answer {
        let now = world.now()
        guard let authorization, authorization.hasPrefix("Bearer "),
            let token = held.withLock({ $0.tokens[Token.hash(String(authorization.dropFirst(7)))] }), now < token.until,
            let person = people.first(where: { $0.subject == token.subject })
        else { return .error("invalid_token", 401) }
        return Answer(status: 200, json: .object(person.claims(token.scopes).mapValues(JSON.string)))
    }

    /// `client_secret_basic`: both halves are percent-encoded before Base64 (RFC 6749 §2.3.1).
    private func isClient(_ authorization: String?) -> Bool {
        guard let authorization, authorization.hasPrefix("Basic "),
            let data = Data(base64Encoded: String(authorization.dropFirst(6)))
        else { return false }
        let halves = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
            .map { $0.removingPercentEncoding ?? "" }
        return halves.count == 2 && Token.same(halves[0], client.id) && Token.same(halves[1], client.secret)
    }

    /// Names as they stand in the token (RFC 7519).
    private struct AccessClaims: JWTPayload {
        let sub, azp, iss: String
        let exp, iat: Int64
        let jti: String
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    private struct IdentityClaims: JWTPayload {
        let sub, aud, iss: String
        let exp, iat, authTime: Int64
        let nonce: String
        let jti: String
        func verify(using algorithm: some JWTAlgorithm) async throws {}

        private enum CodingKeys: String, CodingKey {
            case sub, aud, iss, exp, iat, nonce, jti
            case authTime = "auth_time"
        }
    }
}

extension Data {
    /// Base64 for addresses, unpadded (RFC 4648 §5).
    fileprivate var base64URLText: String {
        String(
            base64EncodedString().compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
