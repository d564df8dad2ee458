/// Whose turn it is in a case.
extension Case {
    public enum Turn: Hashable, Sendable {
        /// The applicant corrects what was returned.
        case correction
        /// The applicant files a procedure that an outcome opened, by the moment given.
        case filing(String, until: Instant?)
        /// The office, at a stage.
        case office(Stage.Doer)
        /// Reviewers, of whom some have scored.
        case reviewers(done: Int, of: Int)
        /// One who may confirm what another proposed.
        case approval
        /// Nobody has to do anything.
        case nobody
    }

    /// Whose turn it is now: first what lies with someone, then what must be filed next.
    public func turn(at now: Instant, under programme: Programme) -> Turn {
        if let filing = filings.last(where: { !$0.isEnded }) {
            if filing.standing == .returned { return .correction }
            if filing.proposal != nil { return .approval }
            guard let stage = stage(of: filing, under: programme) else { return .office(.staff) }
            let missing = filing.missingReviews(in: stage)
            if stage.kind == .review, missing > 0 {
                let done = filing.assignments.count { $0.stage == stage.id && $0.progress == .done }
                return .reviewers(done: done, of: done + missing)
            }
            return .office(stage.by)
        }
        let due = programme.flow.procedures.compactMap { procedure -> (String, Instant?)? in
            guard procedure.start == .outcome,
                case .open(let until) = availability(of: procedure, at: now, under: programme)
            else { return nil }
            return (procedure.id, until)
        }
        let first = due.min { ($0.1 ?? .distantFuture) < ($1.1 ?? .distantFuture) }
        return first.map { .filing($0.0, until: $0.1) } ?? .nobody
    }
}

extension Instant {
    fileprivate static let distantFuture = Instant(milliseconds: .max)
}
