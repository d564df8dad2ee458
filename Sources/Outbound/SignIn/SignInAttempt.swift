/// What this site remembers between sending a person to the provider and their return. Kept in the person's own
/// session and deleted when used, so that each works once and only in the browser that started it.
public struct SignInAttempt: Sendable, Equatable, Codable {
    public let state: String
    public let nonce: String
    /// The PKCE secret (RFC 7636); only its challenge leaves this machine before the code is redeemed.
    public let verifier: String
    /// Milliseconds since 1970.
    public let startedAt: Int64

    public init(state: String, nonce: String, verifier: String, startedAt: Int64) {
        self.state = state
        self.nonce = nonce
        self.verifier = verifier
        self.startedAt = startedAt
    }

    /// A new attempt with three secrets of 256 bits.
    public static func start(atMilliseconds now: Int64, random: Randomness = systemRandomness) -> SignInAttempt {
        SignInAttempt(
            state: Token.make(random), nonce: Token.make(random), verifier: Token.make(random), startedAt: now)
    }

    public var codeChallenge: String { Token.codeChallenge(verifier) }

    /// How long a person may take at the provider: ten minutes, in milliseconds.
    public static let lifetime: Int64 = 600_000

    /// The code of a return to the redirect address, if it is the return of this attempt.
    ///
    /// - Parameters:
    ///   - parameters: the query of the return.
    ///   - issuer: the provider this attempt was sent to; a return that names another one is refused (RFC 9207).
    public func code(
        from parameters: [String: String], issuer: String, atMilliseconds now: Int64
    ) throws(SignInFailure) -> String {
        guard let state = parameters["state"], Token.same(state, self.state) else {
            throw .stale("the state is not the one this browser was given")
        }
        guard now >= startedAt, now < startedAt.addingSaturating(Self.lifetime) else {
            throw .stale("the sign-in took longer than ten minutes")
        }
        if let named = parameters["iss"], named != issuer { throw .untrusted("the return names another issuer") }
        if let error = parameters["error"] { throw .refused(SignInFailure.errorCode(error)) }
        guard let code = parameters["code"], (1...512).contains(code.utf8.count),
            code.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { throw .untrusted("the return has no proper code") }
        return code
    }
}

/// Why nobody is signed in. The words are for the log and the audit line; they carry no personal data.
public enum SignInFailure: Error, Equatable, Sendable {
    /// The provider cannot be reached or does not work now: try later.
    case unavailable(String)
    /// The provider said no; its error code, such as `access_denied` or `invalid_grant`.
    case refused(String)
    /// Something came back that cannot be believed.
    case untrusted(String)
    /// This return belongs to no attempt of this browser, or to one too long ago: start again.
    case stale(String)
    /// A true account of a kind that may not sign in here.
    case account(GBizClaims.AccountType)

    /// An error code of another server, cut to what error codes are made of.
    static func errorCode(_ text: String) -> String {
        String(decoding: text.utf8.prefix(64).filter { isLetterOrDigit($0) || "_-.".utf8.contains($0) }, as: UTF8.self)
    }
}

extension Int64 {
    func addingSaturating(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
