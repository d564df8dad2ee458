import Grants
import Outbound
import Synchronization
import Testing

@testable import Portal

/// The demonstration's identity provider, asked by the portal's own client.
@Suite("The demonstration's identity provider")
struct IdentityProviderTests {
    private static let redirect = "http://localhost:8080/sign-in/return"
    private static let verifier = String(repeating: "v", count: 43)

    /// A provider whose clock stands where it is put, and a client that speaks with it.
    private struct Both {
        let clock = TestClock()
        let provider: IdentityProvider
        let client: OpenIDProvider

        init() async throws {
            let clock = clock
            var world = World.system
            world.now = { clock.now }
            provider = try await IdentityProvider(
                issuer: "http://localhost:8081/oauth/",
                client: .init(id: "kofu", secret: "s:e c", redirectURI: redirect), world: world)
            client = OpenIDProvider(
                try OpenIDSettings(
                    issuer: provider.issuer, clientID: "kofu", clientSecret: "s:e c", redirectURI: redirect,
                    accounts: [.prime, .member, .entry]),
                http: provider.inProcess, now: { clock.now.milliseconds })
        }

        /// A code for someone who signed in.
        func code(_ person: DemoPerson) async throws -> String {
            let address = try await client.authorizationURL(
                state: "state", nonce: "nonce", codeChallenge: Token.codeChallenge(verifier))
            let answer = try #require(provider.signIn(person, at: address))
            #expect(answer["state"] == "state")
            return try #require(answer["code"])
        }
    }

    @Test("signs in everyone it has, with claims the portal understands", arguments: DemoPerson.all.map(\.subject))
    func everyone(_ subject: String) async throws {
        let both = try await Both()
        let person = try #require(DemoPerson.all.first { $0.subject == subject })
        let code = try await both.code(person)
        #expect(code.count == 22)
        let signedIn = try await both.client.redeem(code: code, verifier: Self.verifier, nonce: "nonce")
        #expect(signedIn.subject == subject)
        #expect(signedIn.claims.name == person.organisation)
        #expect(signedIn.claims.prefecture != nil)
        #expect(signedIn.claims.email == person.email)
        if let number = signedIn.claims.corporateNumber { #expect(CorporateNumber.isValid(number)) }
    }

    @Test("takes a code once, with its verifier, within five minutes")
    func codes() async throws {
        let both = try await Both()
        let once = try await both.code(.vermilion)
        _ = try await both.client.redeem(code: once, verifier: Self.verifier, nonce: "nonce")
        let wrong = try await both.code(.vermilion)
        let late = try await both.code(.vermilion)
        for (code, verifier) in [(once, Self.verifier), (wrong, String(repeating: "w", count: 43))] {
            await #expect(throws: SignInFailure.refused("invalid_grant")) {
                _ = try await both.client.redeem(code: code, verifier: verifier, nonce: "nonce")
            }
        }
        both.clock.advance(seconds: IdentityProvider.codeSeconds)
        await #expect(throws: SignInFailure.refused("invalid_grant")) {
            _ = try await both.client.redeem(code: late, verifier: Self.verifier, nonce: "nonce")
        }
    }

    @Test(
        "sends nobody to an address that is not the client's, and asks nobody without PKCE",
        arguments: [
            ("client_id", "other", "broken"), ("redirect_uri", "\(redirect)/", "broken"),
            ("redirect_uri", "http://evil.example/", "broken"), ("response_type", "token", "refused"),
            ("scope", "profile", "refused"), ("code_challenge_method", "plain", "refused"),
            ("code_challenge", "", "refused"), ("nonce", "", "refused"), ("state", "state", "ask"),
        ])
    func requests(_ name: String, _ value: String, _ expected: String) async throws {
        let both = try await Both()
        let parameters = [
            ("client_id", "kofu"), ("redirect_uri", Self.redirect), ("response_type", "code"),
            ("scope", "openid profile"), ("state", "state"), ("nonce", "nonce"),
            ("code_challenge", Token.codeChallenge(Self.verifier)), ("code_challenge_method", "S256"),
        ]
        var query = URLEncodedForm()
        for (key, standard) in parameters { query.append(key, key == name ? value : standard) }
        let outcome =
            switch both.provider.authorization(query) {
            case .ask: "ask"
            case .broken: "broken"
            case .refused(let address): address.hasPrefix("\(Self.redirect)?error=") ? "refused" : address
            }
        #expect(outcome == expected)
    }
}
