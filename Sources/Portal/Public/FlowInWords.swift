import Grants

/// A flow said in sentences: for applicants on a round's page, for administrators beside its documents.
struct FlowInWords {
    let programme: Programme
    let visit: Visit

    /// Who begins a procedure, and when.
    func start(of procedure: Procedure) -> String {
        switch procedure.start {
        case .round: visit.say(Words.Flow.startsInRound)
        case .outcome:
            visit.say(procedure.days.map(Words.Flow.startsByOutcome(days:)) ?? Words.Flow.startsByOutcome)
        }
    }

    /// What happens at a stage, and who does it.
    func work(of stage: Stage) -> String {
        switch stage.kind {
        case .check: visit.say(Words.Flow.check)
        case .review: visit.say(Words.Flow.review(reviewers: stage.reviewers))
        case .decision: visit.say(Words.Flow.decision)
        }
    }

    /// Where an outcome leads: the next stage, back, or an end with its letter and what it opens.
    func result(of outcome: Outcome, in procedure: Procedure) -> String {
        var parts: [String] = []
        switch outcome.target {
        case .stage(let id):
            parts.append(visit.say(Words.Flow.goesOn(to: procedure.stage(id).map { visit.say($0.name) } ?? id)))
        case .applicant: parts.append(visit.say(Words.Flow.returns))
        case .end(let verdict): parts.append(visit.say(Words.Flow.ends(visit.say(verdict.title))))
        }
        if let letter = outcome.letter {
            let title = programme.letter(letter).map { visit.say($0.title) } ?? letter
            parts.append(visit.say(Words.Flow.issues(title)))
        }
        let opens = outcome.opens.map { id in programme.flow.procedure(id).map { visit.say($0.name) } ?? id }
        if !opens.isEmpty { parts.append(visit.say(Words.Flow.opens(visit.joined(opens)))) }
        return parts.joined(separator: visit.english ? " " : "")
    }
}
