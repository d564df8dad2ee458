import Foundation
import HTTPTypes
import Hummingbird
import UseCases

/// What the gate asks before anything is done for a request: whether its session and its client ask no more than anyone may,
/// and for which agency it counts. It looks at the head alone.
struct Admittance: Sendable {
    let admission: Admission
    private let installation: Installation
    private let sessions: Buckets
    private let clients: Buckets

    init(_ admission: Admission, for installation: Installation) {
        self.admission = admission
        self.installation = installation
        sessions = Buckets(rate: admission.limits.sessionRate, burst: AdmissionLimits.burst)
        clients = Buckets(rate: admission.limits.clientRate, burst: AdmissionLimits.burst)
    }

    /// Who asks, as far as the head tells.
    struct Asker: Sendable {
        fileprivate let session: Int?
        /// The code of the agency in the address, or else of the one this session last dealt with; may be empty.
        let agency: String
    }

    /// Takes a token for a request, and turns away who asks too often. Handing in is never refused for asking often.
    func asker(
        _ request: Request, _ context: PortalContext, _ route: Route, _ urgency: Urgency
    ) throws(Shed) -> Asker {
        var known = ""
        var isAllowed = true
        let session = cookie(request, of: route).map { "session \($0)".hashValue }
        if let session { (isAllowed, known) = sessions.take(session) }
        if isAllowed, let client = client(request, context) {
            isAllowed = clients.take("client \(client)".hashValue).isAllowed
        }
        if !isAllowed, urgency != .submit { throw admission.turnAway(urgency, .rate) }
        return Asker(session: session, agency: agency(context) ?? known)
    }

    /// Keeps in mind which agency a session deals with, for those of its requests whose address does not say.
    func remember(_ session: LiveSession?, _ asker: Asker, of route: Route) {
        guard let owner = asker.session, let session else { return }
        if case .officer(let officer) = session.person {
            if let row = installation.published.current.agency(officer.account.agency) {
                sessions.remember(row.code, of: owner)
            }
        } else if !asker.agency.isEmpty {
            sessions.remember(asker.agency, of: owner)
        }
    }

    private func cookie(_ request: Request, of route: Route) -> String? {
        let cookie = route.access.roles == nil ? SessionCookie.applicant : SessionCookie.officer
        return request.cookies[cookie.name(for: installation.settings)]?.value
    }

    /// The code of the agency in the address, if there is such an agency.
    private func agency(_ context: PortalContext) -> String? {
        guard let code = context.parameters.get("agency") else { return nil }
        return installation.published.current.agencies.contains { $0.code == code } ? code : nil
    }

    /// The address in the network: what the proxy added last, or the other end of the connection unless that is a proxy on
    /// this machine which does not say whom it speaks for.
    private func client(_ request: Request, _ context: PortalContext) -> String? {
        if let chain = request.headers[.forwardedFor], let last = chain.split(separator: ",").last {
            return last.trimmingCharacters(in: CharacterSet.whitespaces)
        }
        guard let peer = context.peer, peer != "::1", !peer.hasPrefix("127.") else { return nil }
        return peer
    }
}
