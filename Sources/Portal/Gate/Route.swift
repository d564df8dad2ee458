import Grants
import HTTPTypes
import Hummingbird
import UseCases

/// Who may use a route.
enum Access: Hashable, Sendable {
    case everyone
    /// Someone who signed in for an organisation.
    case applicant
    /// An account with one of these roles.
    case officer(Set<Role>)
}

/// What a route's address names, and so what its caller must have a right to. What is out of a caller's scope does not
/// exist for them: the answer is that of an absent thing.
enum Scope: String, Sendable, CaseIterable {
    /// Nothing in particular, or only what is the caller's own.
    case none
    /// A round that is not a draft.
    case round
    /// A filing of the applicant's organisation.
    case filing
    /// A case: of the applicant's organisation, or at one of the officer's windows.
    case `case`
    /// A letter of a case of the applicant's organisation.
    case letter
    /// An assignment of the reviewer.
    case assignment
    /// Long work that the officer began (作業), with the rights they had then.
    case errand
    /// A programme or round of the administrator's agency.
    case programme
    /// An account of the administrator's agency.
    case account
}

/// One line of the route table: an address and method, who may use it for what, and what then happens.
///
/// A handler that needs a person takes one as an argument, so that it cannot run without.
struct Route: Sendable {
    let method: HTTPRequest.Method
    let pattern: Pattern
    let access: Access
    let scope: Scope
    /// Whether the body is a form read before the handler runs; otherwise the handler reads it, and checks its token.
    let readsForm: Bool
    /// Where what was typed into a form with files is sent again, once a session that had expired is there anew; without
    /// one it is not kept.
    var resumes: (@Sendable (Visit, URLEncodedForm) -> String?)?
    /// A page's script asks by itself, which keeps no session alive.
    var isByItself = false
    let handle: @Sendable (Visit) async throws -> Response

    /// Whether its form may hold a password, and so is never kept anywhere.
    var holdsPassword: Bool { pattern == Site.officePassword || pattern == Site.officeSignIn }

    /// For everyone.
    static func open(
        _ method: HTTPRequest.Method, _ pattern: Pattern, scope: Scope = .none, readsForm: Bool = true,
        _ handle: @escaping @Sendable (Visit) async throws -> Response
    ) -> Route {
        Route(
            method: method, pattern: pattern, access: .everyone, scope: scope, readsForm: readsForm, handle: handle)
    }

    /// For applicants.
    static func applicant(
        _ method: HTTPRequest.Method, _ pattern: Pattern, scope: Scope = .none, readsForm: Bool = true,
        resumes: (@Sendable (Visit, URLEncodedForm) -> String?)? = nil,
        _ handle: @escaping @Sendable (Visit, SignedApplicant) async throws -> Response
    ) -> Route {
        Route(
            method: method, pattern: pattern, access: .applicant, scope: scope, readsForm: readsForm, resumes: resumes
        ) { visit in
            guard case .applicant(let applicant)? = visit.session?.person else { throw Denied.notSignedIn }
            return try await handle(visit, applicant)
        }
    }

    /// For accounts with one of the roles.
    static func officer(
        _ roles: Set<Role>, _ method: HTTPRequest.Method, _ pattern: Pattern, scope: Scope = .none,
        readsForm: Bool = true, isByItself: Bool = false,
        _ handle: @escaping @Sendable (Visit, Officer) async throws -> Response
    ) -> Route {
        Route(
            method: method, pattern: pattern, access: .officer(roles), scope: scope, readsForm: readsForm,
            isByItself: isByItself
        ) { visit in
            guard case .officer(let officer)? = visit.session?.person, !officer.account.roles.isDisjoint(with: roles)
            else { throw Denied.notSignedIn }
            return try await handle(visit, officer)
        }
    }
}

extension Set<Role> {
    /// Those who work on cases of a window.
    static let office: Set<Role> = [.staff, .approver]
    /// And those who see to it that the work is done.
    static let overseers: Set<Role> = [.staff, .approver, .administrator]
}

/// Why the gate let nobody through.
enum Denied: Error, Sendable {
    case notSignedIn
    /// The form's token is missing or another session's.
    case forged
}
