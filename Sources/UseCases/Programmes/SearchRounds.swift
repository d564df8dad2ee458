import Grants

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
        let words = query.words.split(whereSeparator: \.isWhitespace).prefix(8).map { Plain.searchable(String($0)) }
        let found = published.current.rounds.filter { candidate in
            let round = candidate.round
            return round.visibility == .published
                && words.allSatisfy { candidate.search.contains($0) }
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

    /// A round anyone may see: published, or known by its address. Nil for drafts and for what does not exist.
    public func visibleRound(_ id: String) -> PublishedRound? {
        published.current.round(id).flatMap { $0.round.visibility == .draft ? nil : $0 }
    }
}
