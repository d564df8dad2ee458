import Grants
import Storage

/// Someone of an agency at work: an account that signed in.
public struct Officer: Sendable, Equatable {
    public let account: AccountRow

    public init(account: AccountRow) { self.account = account }

    public var agency: ID<Agency> { account.agency }
    public var name: String { account.name }
    public func has(_ role: Role) -> Bool { account.roles.contains(role) }

    /// How a case's history names them.
    public var actor: Actor {
        let kind: Actor.Kind =
            if has(.staff) || has(.approver) {
                .staff
            } else if has(.administrator) {
                .administrator
            } else {
                .reviewer
            }
        return Actor(kind: kind, id: account.id.text, name: account.name)
    }

    /// Whether a case is among those this person works on: of the agency, and of one of the windows.
    func handles(_ state: Case) -> Bool {
        state.agency == agency && account.windows.contains(state.window) && (has(.staff) || has(.approver))
    }
}

extension Installation {
    /// The scope of the office's commands: a case that is not among the officer's does not exist for them.
    func scope(_ officer: Officer) -> @Sendable (Case, Connection) throws -> Void {
        { state, _ in guard officer.handles(state) else { throw Refusal.noCase } }
    }

    /// The scope of what only approvers do. A case that is not the officer's is not told of by saying who may decide it.
    func scope(approver officer: Officer) -> @Sendable (Case, Connection) throws -> Void {
        { state, _ in
            guard officer.handles(state) else { throw Refusal.noCase }
            guard officer.has(.approver) else { throw Refusal.onlyApprovers }
        }
    }

    /// A case as the office sees it.
    public func officeCase(_ id: ID<Case>, for officer: Officer) async throws -> CaseView {
        try await database.read { connection in
            let view = try caseView(id, on: connection)
            guard officer.handles(view.state) else { throw Refusal.noCase }
            return view
        }
    }
}
