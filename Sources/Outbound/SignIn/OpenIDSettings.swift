/// How this site is known to an OpenID provider, such as GビズID.
public struct OpenIDSettings: Sendable {
    public enum Problem: Error, Equatable, Sendable {
        /// The issuer is not an `https:` (or, for a demo, `http:`) address without query and fragment.
        case issuer
        case clientID
        case redirectURI
        /// `openid` is missing, or a scope has a character no scope may have.
        case scopes
        /// An extra origin is not one.
        case origins
    }

    /// Exactly as the provider writes it, final slash included: `https://gbiz-id.go.jp/oauth/`.
    public let issuer: String
    public let clientID: String
    public let clientSecret: String
    /// Exactly as registered with the provider.
    public let redirectURI: String
    public let scopes: [String]
    /// Origins besides the issuer's where its endpoints may be.
    public let origins: Set<String>
    /// The kinds of account that may sign in. jGrants takes プライム and メンバー.
    public let accounts: Set<GBizClaims.AccountType>

    public init(
        issuer: String, clientID: String, clientSecret: String, redirectURI: String,
        scopes: [String] = ["openid", "profile", "user", "email"], origins: Set<String> = [],
        accounts: Set<GBizClaims.AccountType> = [.prime, .member]
    ) throws(Problem) {
        guard Origin(of: issuer) != nil, !issuer.contains("?"), !issuer.contains("#") else { throw .issuer }
        guard !clientID.isEmpty else { throw .clientID }
        guard Origin(of: redirectURI) != nil, !redirectURI.contains("#") else { throw .redirectURI }
        let isScope: (String) -> Bool = { scope in
            !scope.isEmpty && scope.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }
        }
        guard scopes.contains("openid"), scopes.allSatisfy(isScope) else { throw .scopes }
        guard origins.allSatisfy({ Origin(of: $0)?.text == $0 }) else { throw .origins }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectURI = redirectURI
        self.scopes = scopes
        self.origins = origins
        self.accounts = accounts
    }

    /// Where the provider describes itself (OpenID Connect Discovery §4).
    var discoveryURL: String { issuer + (issuer.hasSuffix("/") ? "" : "/") + ".well-known/openid-configuration" }

    /// Whether an address may be one of the provider's endpoints. Plain `http:` only when the issuer itself is.
    func trusts(_ url: String) -> Bool {
        guard let origin = Origin(of: url), let own = Origin(of: issuer), !url.contains("#") else { return false }
        if origin.scheme == "http", own.scheme != "http" { return false }
        return origin == own || origins.contains(origin.text)
    }
}

/// Scheme, host and port of an address, written one way only.
struct Origin: Equatable {
    let scheme: String
    /// `https://host` or `https://host:port`, the port only when it is not the scheme's own.
    let text: String

    /// Nil for anything but an ASCII `http:` or `https:` address without user name.
    init?(of url: String) {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x5c }), let colon = url.range(of: "://") else {
            return nil
        }
        scheme = url[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let authority = url[colon.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({ isLetterOrDigit($0) || $0 == 0x2d || $0 == 0x2e })
        else { return nil }
        guard parts.count == 2 else {
            text = "\(scheme)://\(parts[0])"
            return
        }
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(parts[1]),
            (1...65_535).contains(port)
        else { return nil }
        text = port == (scheme == "https" ? 443 : 80) ? "\(scheme)://\(parts[0])" : "\(scheme)://\(parts[0]):\(port)"
    }
}
