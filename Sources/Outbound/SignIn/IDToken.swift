import Foundation
import JWTKit

/// What an ID token says (OpenID Connect Core §2). Times are whole seconds since 1970.
struct IDToken: JWTPayload, Equatable {
    var iss: String
    var sub: String
    var aud: Audience
    var azp: String?
    var exp: Int64
    var iat: Int64
    var nbf: Int64?
    var nonce: String?
    var atHash: String?

    enum CodingKeys: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nbf, nonce
        case atHash = "at_hash"
    }

    /// One audience or a list of them.
    struct Audience: Codable, Equatable {
        var values: [String]

        init(_ values: [String]) { self.values = values }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if values.count == 1 { try container.encode(values[0]) } else { try container.encode(values) }
        }
    }

    /// The claims are judged by `check`, which knows the client, the nonce and the clock.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    /// Seconds the provider's clock and ours may differ.
    static let skew: Int64 = 60

    /// OpenID Connect Core §3.1.3.7.
    ///
    /// - Parameter now: seconds since 1970.
    func check(
        _ settings: OpenIDSettings, nonce expected: String, accessToken: String, now: Int64
    ) throws(SignInFailure) {
        guard iss == settings.issuer else { throw .untrusted("the ID token is of another issuer") }
        guard aud.values.contains(settings.clientID) else { throw .untrusted("the ID token is for another client") }
        if aud.values.count > 1, azp == nil { throw .untrusted("the ID token has several audiences and no azp") }
        if let azp, azp != settings.clientID { throw .untrusted("the ID token was issued to another client") }
        guard exp > now.addingSaturating(-Self.skew) else { throw .untrusted("the ID token has expired") }
        guard iat < now.addingSaturating(Self.skew) else { throw .untrusted("the ID token is from the future") }
        guard iat <= exp else { throw .untrusted("the ID token ends before it begins") }
        if let nbf, nbf >= now.addingSaturating(Self.skew) { throw .untrusted("the ID token is not valid yet") }
        guard let nonce, Token.same(nonce, expected) else { throw .untrusted("the nonce is not the one sent") }
        guard (1...255).contains(sub.utf8.count), sub.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw .untrusted("the ID token names no proper subject")
        }
        if let atHash, !Token.same(atHash, Token.leftHalfHash(accessToken)) {
            throw .untrusted("the access token is not the one of the ID token")
        }
    }
}

/// The header of a token, as far as it decides how the token is verified.
struct TokenHeader: Decodable, Equatable {
    var alg: String
    var kid: String?
    var crit: [String]?

    /// Reads the header and refuses every algorithm but RS256: none and HS256 are how tokens are forged.
    init(of token: String) throws(SignInFailure) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= 16_384, parts.count == 3, parts.allSatisfy({ Base64URL.decode(String($0)) != nil }),
            let bytes = Base64URL.decode(String(parts[0])),
            let header = try? JSONDecoder().decode(TokenHeader.self, from: Data(bytes))
        else { throw .untrusted("the ID token is malformed") }
        guard header.alg == "RS256" else { throw .untrusted("the ID token is not signed by RS256") }
        guard header.crit == nil else { throw .untrusted("the ID token demands an unknown extension") }
        self = header
    }
}

/// The provider's keys that can verify RS256; others in its list are left out, not an error.
struct KeySet: Sendable {
    private struct Entry: Decodable {
        var kty: String
        var kid: String?
        var use: String?
        var alg: String?
        var n: String?
        var e: String?
    }

    /// An element that may be of any shape.
    private struct Maybe: Decodable {
        var entry: Entry?
        init(from decoder: any Decoder) throws { entry = try? Entry(from: decoder) }
    }

    private struct List: Decodable { var keys: [Maybe] }

    private let keys: [(kid: String?, key: Insecure.RSA.PublicKey)]

    /// Nil when it is not a key list at all.
    init?(json: [UInt8]) {
        guard let list = try? JSONDecoder().decode(List.self, from: Data(json)) else { return nil }
        keys = list.keys.prefix(64).compactMap { maybe in
            guard let entry = maybe.entry, entry.kty == "RSA", entry.use ?? "sig" == "sig",
                entry.alg ?? "RS256" == "RS256", let n = entry.n, let e = entry.e,
                let key = try? Insecure.RSA.PublicKey(modulus: n, exponent: e)
            else { return nil }
            return (entry.kid, key)
        }
    }

    /// The key of that ID; without one, the only key there is.
    func key(_ kid: String?) -> Insecure.RSA.PublicKey? {
        guard let kid else { return keys.count == 1 ? keys[0].key : nil }
        let found = keys.filter { $0.kid == kid }
        return found.count == 1 ? found[0].key : nil
    }
}
