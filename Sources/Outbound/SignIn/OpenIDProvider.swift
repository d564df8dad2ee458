import Foundation
import JWTKit

/// Who signed in, and what the provider says about them.
public struct SignedIn: Sendable, Equatable {
    public let issuer: String
    /// The account for ever, unlike its mail address or names; unique within the issuer.
    public let subject: String
    public let claims: GBizClaims
}

/// An OpenID provider (GビズID) as this site, its client, uses it: authorization code flow with PKCE.
public actor OpenIDProvider {
    public nonisolated let settings: OpenIDSettings
    private let http: HTTPClient
    /// Milliseconds since 1970.
    private let now: @Sendable () -> Int64
    private var discovery: Kept<Discovery>?
    private var keys: Kept<KeySet>?
    /// When the provider may be asked again after it could not be reached.
    private var quietUntil: Int64?

    private struct Kept<Value: Sendable> {
        let value: Value
        let until: Int64
    }

    /// How long what the provider says about itself is believed.
    private static let discoveryLifetime: Int64 = 3_600_000
    /// How long its keys are: a key it has withdrawn must stop working.
    private static let keysLifetime: Int64 = 600_000
    /// After it could not be reached, everybody gets an answer at once for ten seconds instead of waiting in vain.
    private static let quietTime: Int64 = 10_000

    /// - Parameter now: the clock, in milliseconds since 1970.
    public init(_ settings: OpenIDSettings, http: HTTPClient, now: @escaping @Sendable () -> Int64) {
        self.settings = settings
        self.http = http
        self.now = now
    }

    /// Where to send a person who wants to sign in.
    ///
    /// - Parameter prompt: `login` has the provider ask again for one already signed in there.
    public func authorizationURL(
        state: String, nonce: String, codeChallenge: String, prompt: String? = nil
    ) async throws(SignInFailure) -> String {
        let endpoint = try await discovered().authorization
        var parameters = [
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirectURI),
            ("scope", settings.scopes.joined(separator: " ")), ("state", state), ("nonce", nonce),
            ("code_challenge", codeChallenge), ("code_challenge_method", "S256"),
        ]
        if let prompt { parameters.append(("prompt", prompt)) }
        return endpoint + (endpoint.contains("?") ? "&" : "?") + Self.form(parameters)
    }

    /// Exchanges a code for who signed in. Every doubt is a failure; none gives a session.
    ///
    /// - Parameters:
    ///   - code: from the return, see `SignInAttempt.code`.
    ///   - verifier: the PKCE verifier of the attempt.
    ///   - nonce: the nonce of the attempt.
    public func redeem(code: String, verifier: String, nonce: String) async throws(SignInFailure) -> SignedIn {
        let discovery = try await discovered()
        let tokens = try await exchange(code: code, verifier: verifier, at: discovery.token)
        let idToken = try await verified(tokens.idToken, at: discovery.keys)
        try idToken.check(settings, nonce: nonce, accessToken: tokens.accessToken, now: now() / 1000)
        let claims = try await userInfo(tokens.accessToken, of: idToken.sub, at: discovery.userInfo)
        guard settings.accounts.contains(claims.accountType) else { throw .account(claims.accountType) }
        return SignedIn(issuer: settings.issuer, subject: idToken.sub, claims: claims)
    }

    // MARK: The provider's description of itself

    private struct Discovery: Sendable {
        let authorization: String
        let token: String
        let userInfo: String
        let keys: String
    }

    private struct DiscoveryReply: Decodable {
        var issuer: String
        var authorizationEndpoint: String
        var tokenEndpoint: String
        var userinfoEndpoint: String
        var jwksUri: String
    }

    /// Seconds until a person who wants to sign in is told that it cannot be done now.
    private static let discoveryPatience = 4
    /// The question under way. Whoever comes meanwhile waits for its answer, and not in a row for one of their own.
    private var discovering: Task<Result<Discovery, SignInFailure>, Never>?

    private func discovered() async throws(SignInFailure) -> Discovery {
        if let discovery, now() < discovery.until { return discovery.value }
        if let discovering { return try await discovering.value.get() }
        let task = Task { () -> Result<Discovery, SignInFailure> in
            do throws(SignInFailure) { return .success(try await discover()) } catch { return .failure(error) }
        }
        discovering = task
        defer { discovering = nil }
        return try await task.value.get()
    }

    private func discover() async throws(SignInFailure) -> Discovery {
        let body = try await get(settings.discoveryURL, patience: Self.discoveryPatience)
        guard let reply = Self.decode(DiscoveryReply.self, body) else {
            throw .unavailable("the provider's description is not readable")
        }
        guard reply.issuer == settings.issuer else { throw .untrusted("the provider calls itself by another issuer") }
        let endpoints = [
            reply.authorizationEndpoint, reply.tokenEndpoint, reply.userinfoEndpoint, reply.jwksUri,
        ]
        guard endpoints.allSatisfy(settings.trusts) else {
            throw .untrusted("the provider names an endpoint on an origin that is not declared")
        }
        let value = Discovery(
            authorization: reply.authorizationEndpoint, token: reply.tokenEndpoint,
            userInfo: reply.userinfoEndpoint, keys: reply.jwksUri)
        discovery = Kept(value: value, until: now().addingSaturating(Self.discoveryLifetime))
        return value
    }

    // MARK: Tokens

    private struct Tokens {
        let accessToken: String
        let idToken: String
    }

    private struct TokenReply: Decodable {
        var accessToken: String
        var tokenType: String
        var idToken: String
    }

    private struct ErrorReply: Decodable { var error: String }

    private func exchange(code: String, verifier: String, at url: String) async throws(SignInFailure) -> Tokens {
        // RFC 6749 §2.3.1 wants them encoded before Base64.
        let credentials = "\(percentEncoded(settings.clientID)):\(percentEncoded(settings.clientSecret))"
        let form = Self.form([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirectURI),
            ("code_verifier", verifier),
        ])
        let reply = try await ask(
            HTTPCall(
                .post, url,
                headers: [
                    ("Authorization", "Basic \(Base64.encode(credentials.utf8))"),
                    ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
                ], body: Array(form.utf8)))
        if reply.status == 400 || reply.status == 401 {
            let error = Self.decode(ErrorReply.self, reply.body)?.error
            throw .refused(SignInFailure.errorCode(error ?? "status_\(reply.status)"))
        }
        guard reply.status == 200 else { throw .unavailable("the token endpoint answered \(reply.status)") }
        guard let tokens = Self.decode(TokenReply.self, reply.body) else {
            throw .untrusted("the token reply is not whole")
        }
        guard tokens.tokenType.lowercased() == "bearer", (1...16_384).contains(tokens.accessToken.utf8.count),
            tokens.accessToken.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { throw .untrusted("the token reply has no proper bearer token") }
        return Tokens(accessToken: tokens.accessToken, idToken: tokens.idToken)
    }

    /// The claims of an ID token whose signature is the provider's.
    private func verified(_ token: String, at url: String) async throws(SignInFailure) -> IDToken {
        let header = try TokenHeader(of: token)
        guard let key = try await key(header.kid, at: url) else {
            throw .untrusted("the ID token is signed by an unknown key")
        }
        let keys = JWTKeyCollection()
        await keys.add(rsa: key, digestAlgorithm: .sha256, kid: header.kid.map { JWKIdentifier(string: $0) })
        do {
            return try await keys.verify(token, as: IDToken.self)
        } catch {
            throw .untrusted("the ID token's signature or claims do not hold")
        }
    }

    /// The key of that ID. One not known yet may be new, so the list is fetched once more.
    private func key(_ kid: String?, at url: String) async throws(SignInFailure) -> Insecure.RSA.PublicKey? {
        if let keys, now() < keys.until, let key = keys.value.key(kid) { return key }
        guard let fetched = KeySet(json: try await get(url)) else {
            throw .unavailable("the provider's key list is not readable")
        }
        keys = Kept(value: fetched, until: now().addingSaturating(Self.keysLifetime))
        return fetched.key(kid)
    }

    // MARK: The account

    private func userInfo(
        _ accessToken: String, of subject: String, at url: String
    ) async throws(SignInFailure) -> GBizClaims {
        let reply = try await ask(
            HTTPCall(
                .get, url, headers: [("Authorization", "Bearer \(accessToken)"), ("Accept", "application/json")]))
        if reply.status == 401 || reply.status == 403 { throw .refused("userinfo_\(reply.status)") }
        guard reply.status == 200 else { throw .unavailable("the userinfo endpoint answered \(reply.status)") }
        guard let value = try? JSONSerialization.jsonObject(with: Data(reply.body)), let all = value as? [String: Any]
        else { throw .untrusted("the userinfo reply is not whole") }
        guard let named = all["sub"] as? String, Token.same(named, subject) else {
            throw .untrusted("the userinfo is of another subject")
        }
        guard let claims = GBizClaims(all) else { throw .untrusted("the userinfo does not name a kind of account") }
        if claims.corpType == .corporation {
            let number = claims.corporateNumber ?? ""
            guard number.utf8.count == 13, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .untrusted("the userinfo has no corporate number of 13 digits")
            }
        }
        return claims
    }

    // MARK: Calls

    private func get(_ url: String, patience: Int? = nil) async throws(SignInFailure) -> [UInt8] {
        var call = HTTPCall(.get, url, headers: [("Accept", "application/json")])
        call.patience = patience
        let reply = try await ask(call)
        guard reply.status == 200 else { throw .unavailable("the provider answered \(reply.status)") }
        return reply.body
    }

    /// Only failures to get an answer at all start the quiet time: an answer of any status may be about one code, and
    /// one person's code must not keep the others out.
    private func ask(_ call: HTTPCall) async throws(SignInFailure) -> HTTPReply {
        if let quietUntil, now() < quietUntil { throw .unavailable("the provider could not be reached a moment ago") }
        do {
            let reply = try await http.send(call)
            quietUntil = nil
            return reply
        } catch let failure as HTTPFailure {
            switch failure {
            case .unreachable, .untrusted, .timedOut: quietUntil = now().addingSaturating(Self.quietTime)
            case .malformed, .tooLarge, .busy, .cancelled: break
            }
            throw .unavailable("no answer: \(failure)")
        } catch {
            throw .unavailable("no answer: \(error)")
        }
    }

    private static func form(_ parameters: [(String, String)]) -> String {
        parameters.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
    }

    /// Members come as `token_endpoint` and are read as `tokenEndpoint`.
    private static func decode<Reply: Decodable>(_ type: Reply.Type, _ body: [UInt8]) -> Reply? {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try? decoder.decode(type, from: Data(body))
    }
}
