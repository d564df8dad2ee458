import FEEL

/// How a filing goes from stage to stage, by the flow's conditions.
extension Case {
    /// One of the flow's values; nil until an outcome set it.
    public func value(of value: CaseValue) -> Answer? {
        values[value.name].flatMap { Answer(json: $0, type: value.kind.type) }
    }

    /// What is known of the case now, for formulas of the flow.
    func facts(_ filing: Filing? = nil, at now: Instant, under programme: Programme) -> CaseFacts {
        CaseFacts(state: self, programme: programme, filing: filing, now: now)
    }

    /// Whether an outcome can be chosen for a filing now: its condition holds.
    public func offers(
        _ outcome: Outcome, of stage: Stage, for filing: Filing, at now: Instant, under programme: Programme
    ) -> Bool {
        if outcome.when == nil { return true }
        let site = FlowRules.Site.outcome(outcome.id, of: stage.id, in: filing.procedure)
        return programme.rules.value(site, facts(filing, at: now, under: programme)).isTrue
    }

    func check(
        _ outcome: Outcome, of stage: Stage, _ filing: Filing, at now: Instant, under programme: Programme
    ) throws(Refusal) {
        guard offers(outcome, of: stage, for: filing, at: now, under: programme) else {
            throw Refusal(
                .untimely,
                Text(
                    "「\(outcome.label.ja)」は、条件（\(outcome.when ?? "")）を満たさないため選べません",
                    en: "“\(outcome.label.in(english: true))” needs \(outcome.when ?? "")"), field: "outcome")
        }
    }

    /// What an outcome makes known of the case.
    func settings(
        of outcome: Outcome, in stage: Stage, _ filing: Filing, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [String: Answer] {
        if outcome.sets.isEmpty { return [:] }
        let facts = facts(filing, at: now, under: programme)
        var values: [String: Answer] = [:]
        for set in outcome.sets {
            let site = FlowRules.Site.set(set.name, by: outcome.id, of: stage.id, in: filing.procedure)
            guard let type = programme.flow.value(set.name)?.kind.type,
                let answer = Answer(computed: programme.rules.value(site, facts), type: type)
            else {
                throw Refusal(
                    .untimely,
                    Text(
                        "「\(set.name)」（\(set.formula)）を計算できません。申請内容と事務局の記入を確認してください",
                        en: "“\(set.name)” (\(set.formula)) cannot be computed: check what was filed and entered"),
                    field: "outcome")
            }
            values[set.name] = answer
        }
        return values
    }

    /// The state as it will be after some events.
    public func foreseeing(_ events: [CaseEvent], by actor: Actor, at now: Instant) -> Case {
        var state = self
        for event in events { state.apply(event, seq: state.seq + 1, at: now, by: actor, hash: state.head) }
        return state
    }

    /// Some events, and the moves that follow from them by themselves: a stage whose condition surely fails is passed, in
    /// the list's order. What cannot be told yet is not passed: nothing goes unseen for a missing answer.
    public func settled(
        _ events: [CaseEvent], by actor: Actor, at now: Instant, under programme: Programme
    ) -> [CaseEvent] {
        var events = events
        for event in events {
            let id: ID<Filing>
            switch event {
            case .submitted(let it): id = it.filing
            case .moved(let it): id = it.filing
            default: continue
            }
            let state = foreseeing(events, by: actor, at: now)
            guard let filing = state.filing(id), let stage = state.stage(of: filing, under: programme) else { continue }
            let facts = state.facts(filing, at: now, under: programme)
            var reached = stage
            while reached.when != nil,
                case .boolean(false) = programme.rules.value(.stage(reached.id, in: filing.procedure), facts),
                let next = programme.flow.procedure(filing.procedure)?.stage(after: reached.id)
            {
                reached = next
            }
            if reached.id != stage.id {
                events.append(
                    .moved(.init(filing: id, from: stage.id, outcome: CaseEvent.Move.passing, to: reached.id)))
            }
        }
        return events
    }

    /// A review stage is left when enough reviewers have scored, as its rule says.
    func checkReviews(of filing: Filing, in stage: Stage, for outcome: Outcome) throws(Refusal) {
        guard stage.kind == .review else { return }
        let missing = filing.missingReviews(in: stage)
        let done = filing.totals(of: stage.id).count
        guard missing == 0 else {
            throw Refusal(
                .untimely,
                Text(
                    "審査員\(done + missing)名の審査が必要です（いま\(done)名が審査済み）",
                    en: "\(done + missing) reviewers must have scored (now \(done))"))
        }
        guard case .average(let least) = stage.rule, outcome.isForward else { return }
        guard let mean = filing.mean(of: stage.id), mean >= Number(least) else {
            throw Refusal(
                .untimely,
                Text(
                    "平均点が\(least)点に満たないため、「\(outcome.label.ja)」は選べません",
                    en: "The mean of the scores is below \(least)"), field: "outcome")
        }
    }
}

extension Filing {
    /// How many reviewers have it who are neither released nor in conflict.
    public func ableReviewers(in stage: Stage) -> Int {
        assignments.count { $0.stage == stage.id && $0.progress != .released && $0.progress != .conflicted }
    }

    /// How many reviewers must still score before a review stage can be left.
    public func missingReviews(in stage: Stage) -> Int {
        guard stage.kind == .review else { return 0 }
        let done = totals(of: stage.id).count
        switch stage.rule {
        case .office: return max(0, stage.reviewers - done)
        case .anyone: return done > 0 ? 0 : 1
        case .all, .average:
            let waited = assignments.count {
                $0.stage == stage.id && ($0.progress == .undeclared || $0.progress == .scoring)
            }
            return max(waited, stage.reviewers - done, 0)
        }
    }
}

extension Value {
    var isTrue: Bool { if case .boolean(true) = self { true } else { false } }
}
