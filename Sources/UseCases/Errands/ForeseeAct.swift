import Grants
import Storage

/// What will happen to a line of an errand, found out without doing it.
public enum Foresight: Sendable {
    case will([CaseEvent], Case, Programme)
    case cannot(Text)

    public var isPossible: Bool { if case .will = self { true } else { false } }

    /// How many letters it issues.
    var letters: Int {
        guard case .will(let events, _, _) = self else { return 0 }
        return events.count { if case .lettered = $0 { true } else { false } }
    }
}

extension Installation {
    /// What an act would do to a case, by the same decision that would do it.
    func foresee(
        _ act: BulkAct, on id: ID<Case>, seen: Int?, by officer: Officer, at moment: Instant, on connection: Connection
    ) throws -> Foresight {
        try foreseen { () throws -> Foresight in
            let (state, programme) = try open(id, seen: seen, for: officer, on: connection)
            guard let filing = state.pending else { throw Refusal.noFiling }
            let command = try command(act, on: filing, of: state, under: programme, by: officer, on: connection)
            return .will(try state.decide(command, by: officer.actor, at: moment, under: programme), state, programme)
        }
    }

    /// What a line of a file would do.
    func foresee(
        _ order: DecisionOrder, on id: ID<Case>, seen: Int?, by officer: Officer, at moment: Instant,
        on connection: Connection
    ) throws -> Foresight {
        try foreseen { () throws -> Foresight in
            let (before, programme) = try open(id, seen: seen, for: officer, on: connection)
            guard let filing = before.pending else { throw Refusal.noFiling }
            var (state, events) = (before, [CaseEvent]())
            if !order.entry.isEmpty {
                let entry = try entry(order, on: filing, in: state, under: programme, at: moment)
                events = try state.decide(entry, by: officer.actor, at: moment, under: programme)
                state = state.foreseeing(events, by: officer.actor, at: moment)
            }
            if let act = order.act {
                let filing = state.filing(filing.id) ?? filing
                let command = try command(act, on: filing, of: state, under: programme, by: officer, on: connection)
                events += try state.decide(command, by: officer.actor, at: moment, under: programme)
            }
            return .will(events, before, programme)
        }
    }

    private func foreseen(_ body: () throws -> Foresight) throws -> Foresight {
        do {
            return try body()
        } catch let refusal as Refusal {
            return .cannot(refusal.message)
        } catch let wrong as IncompleteFiling {
            return .cannot(wrong.errors.first?.message ?? Refusal.noFiling.message)
        }
    }

    private func open(
        _ id: ID<Case>, seen: Int?, for officer: Officer, on connection: Connection
    ) throws -> (Case, Programme) {
        guard let state = try CaseLog(connection).load(id), officer.handles(state),
            let programme = published.current.definition(of: state)
        else { throw Refusal.noCase }
        if let seen, seen != state.seq { throw Refusal.changedMeanwhile }
        return (state, programme)
    }

    /// The command by which the use case of one act would ask for it, after the checks that are not the case's own.
    private func command(
        _ act: BulkAct, on filing: Filing, of state: Case, under programme: Programme, by officer: Officer,
        on connection: Connection
    ) throws -> CaseCommand {
        if act.kind.isForApprovers, !officer.has(.approver) { throw Refusal.onlyApprovers }
        // No number is drawn for what is only foreseen.
        let number = LetterNumber(id: world.id(), number: 0)
        func outcome() throws -> String {
            guard let stage = state.stage(of: filing, under: programme) else { throw Refusal.noFiling }
            return try act.outcome(for: filing, in: stage)
        }
        switch act.kind {
        case .comment: return .comment(act.text)
        case .confirm: return .confirm(filing.id, number)
        case .decline: return .decline(filing.id, reason: act.text)
        case .move:
            try checkDoer(of: filing.id, in: state, officer)
            return .move(filing.id, outcome: try outcome(), number)
        case .propose:
            try checkDoer(of: filing.id, in: state, officer)
            return .propose(filing.id, outcome: try outcome(), reason: act.text)
        case .giveBack:
            try checkDoer(of: filing.id, in: state, officer)
            return .return(filing.id, message: act.text, remarks: [:])
        case .assign:
            let accounts = try reviewersMissing(for: filing.id, of: state, on: connection)
            guard let stage = state.stage(of: filing, under: programme) else { throw Refusal.noFiling }
            return .assign(
                accounts.map {
                    CaseEvent.Assignment(
                        id: world.id(), filing: filing.id, stage: stage.id, reviewer: $0.id, reviewerName: $0.name)
                })
        }
    }

    /// What a file's line has the office enter.
    private func entry(
        _ order: DecisionOrder, on filing: Filing, in state: Case, under programme: Programme, at moment: Instant
    ) throws -> CaseCommand {
        guard let judge = programme.judge(of: filing.procedure) else { throw Refusal.noFiling }
        let circumstances = Circumstances(
            moment: moment, round: published.current.round(state.round)?.round)
        let typed = try order.typed(with: judge, on: filing)
        let mistakes = judge.judge(entry: typed, on: filing, circumstances).mistakes(in: typed)
        if let first = mistakes.first {
            let label = judge.form.field(named: first.field)?.label
            throw Refusal(
                .invalid,
                Text(
                    "「\(label?.ja ?? first.field)」：\(first.message.ja)",
                    en: "\(label?.in(english: true) ?? first.field): \(first.message.in(english: true))"))
        }
        return .enter(filing.id, typed, seen: filing.entries.count, circumstances)
    }
}
