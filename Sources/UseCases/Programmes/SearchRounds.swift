import Grants
import Storage

/// What someone looks for among the rounds.
public struct RoundQuery: Sendable, Equatable {
    public var words = ""
    public var phase: Round.Phase?
    public var area: String?
    public var purpose: String?
    public var industry: String?
    public var agency: String?

    public init() {}
}

extension Installation {
    /// The published rounds that fit: those accepting first, by their closing time, then those to come, then the closed.
    public func searchRounds(_ query: RoundQuery) -> [PublishedRound] {
        let moment = now
        let words = query.words.split(whereSeparator: \.isWhitespace).prefix(8).map {
            Array(Plain.searchable(String($0)).utf8)
        }
        let found = published.current.rounds.filter { candidate in
            let round = candidate.round
            return round.visibility == .published
                && words.allSatisfy { candidate.says($0) }
                && query.phase.map { $0 == round.phase(at: moment) } ?? true
                && query.area.map { Catalogue.covers(round.areas, $0) } ?? true
                && query.purpose.map(round.purposes.contains) ?? true
                && query.industry.map { round.industries.isEmpty || round.industries.contains($0) } ?? true
                && query.agency.map { candidate.agency.code == $0 } ?? true
        }
        return found.sorted { one, other in
            let (first, second) = (one.round.phase(at: moment), other.round.phase(at: moment))
            if first != second { return rank(first) < rank(second) }
            let order = (one.round.closes, one.id)
            let next = (other.round.closes, other.id)
            return first == .closed ? order > next : order < next
        }
    }

    private func rank(_ phase: Round.Phase) -> Int {
        switch phase {
        case .accepting: 0
        case .before: 1
        case .closed: 2
        }
    }

    /// A round someone may see: published, known by its address, or one their organisation is invited to. Nil for drafts
    /// and for what does not exist.
    public func visibleRound(_ id: String, for applicant: SignedApplicant?) async throws -> PublishedRound? {
        guard let round = published.current.round(id) else { return nil }
        switch round.round.visibility {
        case .draft: return nil
        case .published, .unlisted: return round
        case .invited:
            guard let applicant else { return nil }
            return try await database.read { try Invitations($0).includes(applicant.organisation, in: id) }
                ? round : nil
        }
    }

    /// Whether a round is for invited organisations, so that signing in may show it.
    public func isForInvited(_ id: String) -> Bool { published.current.round(id)?.round.visibility == .invited }
}
