import Grants
import Hummingbird
import UseCases

/// Keeping a session going and ending it. For everyone, since what they say of a session that is gone is part of what
/// they do; each looks at the cookie of its own audience.
enum SessionPages {
    static let routes: [Route] = [
        .open(.post, Site.session) { try await extend($0, .applicant) },
        .open(.post, Site.officeSession) { try await extend($0, .officer) },
        .open(.post, Site.signOut) { try await signOut($0, .applicant, to: Site.signIn()) },
        .open(.post, Site.officeSignOut) { try await signOut($0, .officer, to: Site.officeSignIn()) },
    ]

    /// Finding a session keeps it going. 204, or 401 when it has ended.
    private static func extend(_ visit: Visit, _ cookie: SessionCookie) async throws -> Response {
        guard let session = try await visit.liveSession(of: cookie) else { return Response(status: .unauthorized) }
        try visit.with(session: session).checkToken()
        return Response(status: .noContent)
    }

    private static func signOut(_ visit: Visit, _ cookie: SessionCookie, to address: String) async throws -> Response {
        // Another site must not sign people out; a session that is over needs no such care.
        if let session = try await visit.liveSession(of: cookie) { try visit.with(session: session).checkToken() }
        try await visit.endSession(of: cookie)
        var response = Response.seeOther(Pattern.address(address, [("done", "out")]))
        cookie.clear(in: &response, for: visit.installation.settings)
        return response
    }
}

extension Visit {
    /// The token a cookie of this browser holds.
    private func token(of cookie: SessionCookie) -> String? {
        request.cookies[cookie.name(for: installation.settings)]?.value
    }

    /// The session of this browser for one audience, if it is not over.
    func liveSession(of cookie: SessionCookie) async throws -> LiveSession? {
        guard let token = token(of: cookie), case .live(let session) = try await installation.session(token) else {
            return nil
        }
        return session
    }

    /// Closes the session of this browser for good, so that its token opens nothing any more (ASVS 7.4.1).
    func endSession(of cookie: SessionCookie) async throws {
        if let token = token(of: cookie) { try await installation.signOut(token) }
    }
}
