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
        case .case: visit.say(procedure.repeats ? Words.Flow.startsAnytimeAgain : Words.Flow.startsAnytime)
        }
    }

    /// What else holds for a procedure: its condition, when it opens, its last day, how long it takes.
    func conditions(of procedure: Procedure) -> [String] {
        let rules = programme.rules
        return [
            rules.reading(.when(procedure: procedure.id)).map(Words.Flow.onlyWhen),
            procedure.after.map(Words.Flow.opensAfter(days:)),
            rules.reading(.until(procedure: procedure.id)).map(Words.Flow.dueOn),
            procedure.opens.map { Words.Flow.opensAt(Formats.time($0.instant, visit.language)) },
            procedure.closes.map { Words.Flow.closesAt(Formats.time($0.instant, visit.language)) },
            procedure.isMandatory ? Words.Flow.mandatory : nil, procedure.standard.map(Words.Flow.standard(days:)),
        ].compactMap { $0.map(visit.say) }
    }

    /// What else holds for a stage: who does it, for which filings it is, by when, and when its reviewers have done enough.
    func conditions(of stage: Stage, in procedure: Procedure) -> [String] {
        let next = procedure.stage(after: stage.id).map { visit.say($0.name) } ?? ""
        let rule: Phrase? =
            switch stage.rule {
            case .office: nil
            case .anyone: Words.Flow.anyone
            case .all: Words.Flow.everyone
            case .average(let points): Words.Flow.average(points)
            }
        return [
            stage.people.isEmpty
                ? (stage.by == .approver ? Words.Flow.byApprover : nil) : Words.Flow.byNamed(stage.people.count),
            programme.rules.reading(.stage(stage.id, in: procedure.id)).map { Words.Flow.stageWhen($0, else: next) },
            stage.due.map(Words.Flow.due(days:)), rule, stage.isBlind ? Words.Flow.blind : nil,
            stage.isShared ? Words.Scoring.flowShares : nil,
            stage.hasChecklist ? Words.Scoring.flowChecklist : nil,
        ].compactMap { $0.map(visit.say) }
    }

    /// Who takes a filing on at a stage, in a word.
    func doer(of stage: Stage) -> String {
        switch stage.kind {
        case .review: visit.say(Words.Flow.reviewers(stage.reviewers))
        case .decision: visit.say(Words.Flow.officeAndApprover)
        case .check, .content, .notice: visit.say(stage.by.title)
        }
    }

    /// What happens at a stage, and who does it.
    func work(of stage: Stage) -> String {
        switch stage.kind {
        case .check: visit.say(Words.Flow.check)
        case .content: visit.say(Words.Flow.content)
        case .notice: visit.say(Words.Flow.notice)
        case .review: visit.say(Words.Flow.review(reviewers: stage.reviewers))
        case .decision: visit.say(Words.Flow.decision)
        }
    }

    /// Where an outcome leads: the next stage, back, or an end with its letter and what it opens.
    func result(of outcome: Outcome, at stage: Stage, in procedure: Procedure) -> String {
        var parts: [String] = []
        let site = FlowRules.Site.outcome(outcome.id, of: stage.id, in: procedure.id)
        if let condition = programme.rules.reading(site) { parts.append(visit.say(Words.Flow.onlyWhen(condition))) }
        if outcome.needsSheet { parts.append(visit.say(Words.Scoring.flowComplete)) }
        switch outcome.target {
        case .stage(let id):
            parts.append(visit.say(Words.Flow.goesOn(to: procedure.stage(id).map { visit.say($0.name) } ?? id)))
        case .applicant:
            parts.append(visit.say(outcome.limit.map(Words.Flow.returns(limit:)) ?? Words.Flow.returns))
        case .end(let verdict): parts.append(visit.say(Words.Flow.ends(visit.say(verdict.title))))
        }
        if let letter = outcome.letter {
            let title = programme.letter(letter).map { visit.say($0.title) } ?? letter
            parts.append(visit.say(Words.Flow.issues(title)))
        }
        let opens = outcome.opens.map { id in programme.flow.procedure(id).map { visit.say($0.name) } ?? id }
        if !opens.isEmpty { parts.append(visit.say(Words.Flow.opens(visit.joined(opens)))) }
        let closes = outcome.closes.map { id in programme.flow.procedure(id).map { visit.say($0.name) } ?? id }
        if !closes.isEmpty { parts.append(visit.say(Words.Flow.closes(visit.joined(closes)))) }
        for set in outcome.sets {
            let formula = programme.rules.reading(.set(set.name, by: outcome.id, of: stage.id, in: procedure.id))
            parts.append(visit.say(Words.Flow.sets(set.name, formula ?? set.formula)))
        }
        return parts.joined(separator: visit.english ? " " : "")
    }
}
