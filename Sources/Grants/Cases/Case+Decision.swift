/// 起案 and 決裁: one proposes how a procedure ends, another confirms it.
extension Case {
    func decideProposal(
        _ id: ID<Filing>, outcome: String, reason: String, by actor: Actor, at now: Instant,
        under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, stage) = try standing(id, under: programme)
        guard let chosen = stage.outcome(outcome), case .end(let verdict) = chosen.target else { throw unknownOutcome }
        try checkNothingProposed(filing)
        try checkReviews(of: filing, in: stage, for: chosen)
        try check(chosen, of: stage, filing, at: now, under: programme)
        try checkSheet(of: filing, in: stage, for: chosen, under: programme)
        if verdict.isFavourable { try checkEntry(of: filing, under: programme) }
        _ = try settings(of: chosen, in: stage, filing, at: now, under: programme)
        var text = Plain.lines(reason)
        if verdict.needsReason {
            text = try required(
                text, Text("申請者に示す理由を入力してください", en: "Write the reason the applicant will read"), "reason")
        }
        try limit(text, "reason")
        return [.proposed(.init(filing: id, stage: stage.id, outcome: outcome, reason: text))]
    }

    func decideDecline(
        _ id: ID<Filing>, reason: String, by actor: Actor
    ) throws(Refusal) -> [CaseEvent] {
        _ = try proposed(id, actor)
        return [
            .declined(
                .init(filing: id, reason: try required(reason, Text("差し戻す理由を入力してください", en: "Say why"), "reason")))
        ]
    }

    func decideConfirmation(
        _ id: ID<Filing>, _ number: LetterNumber, by actor: Actor, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, proposal) = try proposed(id, actor)
        let (_, stage) = try standing(id, under: programme)
        guard let outcome = stage.outcome(proposal.outcome), case .end(let verdict) = outcome.target else {
            throw unknownOutcome
        }
        try check(outcome, of: stage, filing, at: now, under: programme)
        let values = try settings(of: outcome, in: stage, filing, at: now, under: programme)
        func decision(opens: [CaseEvent.Opened]) -> CaseEvent {
            .decided(
                .init(
                    filing: id, stage: stage.id, outcome: outcome.id, verdict: verdict, reason: proposal.reason,
                    opens: opens, closes: outcome.closes, values: values.mapValues(\.json)))
        }
        // The last days of what it opens may be counted from what it says itself.
        let after = foreseeing([decision(opens: [])], by: actor, at: now)
        let opens = outcome.opens.compactMap(programme.flow.procedure).map {
            after.opened($0, at: now, under: programme)
        }
        var events = [decision(opens: opens)]
        if let template = outcome.letter.flatMap(programme.letter) {
            events.append(
                .lettered(
                    template.letter(
                        number, for: filing, of: after, result: verdict.title, reason: proposal.reason,
                        on: JapanTime(now).day, under: programme)))
        }
        return events
    }
}
