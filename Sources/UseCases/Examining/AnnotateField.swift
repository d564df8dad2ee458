import Grants
import Storage

extension Installation {
    /// 項目へのコメント: seen by the office only.
    public func annotate(
        _ field: String, of filing: ID<Filing>, revision: Int, _ text: String, on id: ID<Case>, by officer: Officer
    ) async throws {
        try await change(
            id, .annotate(filing, revision: revision, field: field, text), by: officer.actor, scope: scope(officer))
    }

    /// Settles a field's comments, or opens them again.
    public func resolve(
        _ field: String, of filing: ID<Filing>, isOpen: Bool, on id: ID<Case>, by officer: Officer
    ) async throws {
        try await change(id, .resolve(filing, field: field, isOpen: isOpen), by: officer.actor, scope: scope(officer))
    }
}
