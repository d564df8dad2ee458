import Grants
import Storage

extension Installation {
    /// 事務局内コメント: seen by the office only.
    public func comment(_ text: String, on id: ID<Case>, by officer: Officer) async throws {
        try await change(id, .comment(text), by: officer.actor, scope: scope(officer))
    }

    /// A line from the office to the applicant.
    public func answerInquiry(_ text: String, on id: ID<Case>, by officer: Officer) async throws {
        let (moment, ids) = (now, MailIDs(world))
        try await change(id, .post(text), by: officer.actor, scope: scope(officer)) { state, _, connection in
            try queue(
                .message(state, address: settings.address), ids: ids, to: state.organisation.id, at: moment,
                on: connection)
        }
    }

    /// 差戻し: the filing goes back to the applicant with remarks, as a draft of the next revision that holds what was
    /// filed and its files.
    /// - Parameter seen: here and below, how far the case had come on the page this was decided on; without one nothing is
    ///   compared.
    public func returnFiling(
        _ filing: ID<Filing>, of id: ID<Case>, message: String, remarks: [String: String], seen: Int? = nil,
        by officer: Officer
    ) async throws {
        let (moment, ids) = (now, MailIDs(world))
        try await change(id, by: officer.actor, scope: scope(officer)) { state, _, connection in
            guard let returned = state.filing(filing), let programme = published.current.definition(of: state),
                let form = programme.form(of: returned.procedure)
            else { throw Refusal.noFiling }
            try Drafts(connection).begin(
                DraftRow(
                    draft: Draft(
                        filing: filing, case: id, procedure: returned.procedure,
                        revision: returned.current.number + 1, version: 1, window: state.window,
                        typed: form.typed(from: form.answers(from: returned.current.answers)), place: nil,
                        changedAt: moment),
                    agency: state.agency, round: state.round, programme: state.opening.programme,
                    programmeVersion: state.version, organisation: state.organisation.id, sources: [:]))
            try queue(
                .returned(state, filing: returned, address: settings.address), ids: ids, to: state.organisation.id,
                at: moment, on: connection)
        } command: { state, _ in
            try state.checkSeen(filing, upTo: seen)
            try checkDoer(of: filing, in: state, officer)
            return .return(filing, message: message, remarks: remarks)
        }
    }

    /// Passes a filing on to another stage, with the letter that goes with it.
    public func passOn(
        _ filing: ID<Filing>, of id: ID<Case>, outcome: String, seen: Int? = nil, by officer: Officer
    ) async throws {
        let (moment, ids, letter, step) = (now, MailIDs(world), world.id(Letter.self), ErrandStep.current)
        try await change(id, by: officer.actor, scope: scope(officer)) { state, events, connection in
            try tell(of: events, in: state, ids: ids, at: moment, on: connection)
        } command: { state, connection in
            try state.checkSeen(filing, upTo: seen)
            try checkDoer(of: filing, in: state, officer)
            let chosen = published.current.definition(of: state).flatMap { programme in
                state.filing(filing).flatMap { state.stage(of: $0, under: programme)?.outcome(outcome) }
            }
            let number =
                chosen?.letter == nil
                ? nil
                : LetterNumber(id: letter, number: try nextLetter(of: state, at: moment, for: step, on: connection))
            return .move(filing, outcome: outcome, number)
        }
    }

    /// A stage that only approvers, or only some people, take on is no other's.
    func checkDoer(of filing: ID<Filing>, in state: Case, _ officer: Officer) throws {
        guard let programme = published.current.definition(of: state), let found = state.filing(filing),
            let stage = state.stage(of: found, under: programme), !officer.takesOn(stage)
        else { return }
        throw stage.people.isEmpty ? Refusal.onlyApprovers : Refusal.onlyNamed
    }

    /// 期限の延長: puts off the last day of a procedure an outcome opened, and tells the applicant why.
    public func extend(
        _ procedure: String, of id: ID<Case>, to day: Day, reason: String, by officer: Officer
    ) async throws {
        let (moment, ids, until) = (now, MailIDs(world), day.adding(days: 1).midnight)
        try await change(
            id, .extend(procedure: procedure, until: until, reason: reason), by: officer.actor, scope: scope(officer)
        ) { state, events, connection in
            guard !events.isEmpty,
                let name = published.current.definition(of: state)?.flow.procedure(procedure)?.name
            else { return }
            try queue(
                .extended(state, procedure: name, until: until, reason: reason, address: settings.address), ids: ids,
                to: state.organisation.id, at: moment, on: connection)
        }
    }

    /// Proposes how a procedure ends (起案).
    public func proposeDecision(
        _ filing: ID<Filing>, of id: ID<Case>, outcome: String, reason: String, seen: Int? = nil, by officer: Officer
    ) async throws {
        try await change(id, by: officer.actor, scope: scope(officer)) { state, _ in
            try state.checkSeen(filing, upTo: seen)
            try checkDoer(of: filing, in: state, officer)
            return .propose(filing, outcome: outcome, reason: reason)
        }
    }

    /// An approver sends a proposal back.
    public func declineProposal(
        _ filing: ID<Filing>, of id: ID<Case>, reason: String, seen: Int? = nil, by officer: Officer
    ) async throws {
        try await change(id, by: officer.actor, scope: scope(approver: officer)) { state, _ in
            try state.checkSeen(filing, upTo: seen)
            return .decline(filing, reason: reason)
        }
    }

    /// An approver, who is not the one who proposed, confirms: the decision, its letter and the mail are one commit.
    public func confirmDecision(
        _ filing: ID<Filing>, of id: ID<Case>, seen: Int? = nil, by officer: Officer
    ) async throws {
        let (moment, ids, letter, step) = (now, MailIDs(world), world.id(Letter.self), ErrandStep.current)
        try await change(id, by: officer.actor, scope: scope(approver: officer)) { state, events, connection in
            try tell(of: events, in: state, ids: ids, at: moment, on: connection)
        } command: { state, connection in
            try state.checkSeen(filing, upTo: seen)
            // A number is drawn only for a letter there will be.
            let outcome = published.current.definition(of: state).flatMap { programme in
                state.filing(filing).flatMap { filing in
                    filing.proposal.flatMap { state.stage(of: filing, under: programme)?.outcome($0.outcome) }
                }
            }
            let number =
                outcome?.letter == nil ? 0 : try nextLetter(of: state, at: moment, for: step, on: connection)
            return .confirm(filing, LetterNumber(id: letter, number: number))
        }
    }

    /// Tells the applicant of a letter, and has its PDF made.
    private func tell(
        of events: [CaseEvent], in state: Case, ids: MailIDs, at now: Instant, on connection: Connection
    ) throws {
        guard let programme = published.current.definition(of: state) else { return }
        var opens: [Text] = []
        for case .decided(let decision) in events {
            opens = decision.opens.compactMap { programme.flow.procedure($0.procedure)?.name }
        }
        for case .lettered(let letter) in events {
            try queue(
                .decided(state, letter: letter, opens: opens, address: settings.address), ids: ids,
                to: state.organisation.id, at: now, on: connection)
            try JobQueue.enqueue(
                NewJob(
                    id: "letter-\(letter.id)", kind: Installation.letterJob,
                    payload: JSON.object(["case": .string(state.id.text), "letter": .string(letter.id.text)])
                        .canonical, runAt: now.milliseconds), on: connection)
        }
    }

    /// The name of the job that makes a letter's PDF.
    static let letterJob = "letter"

    /// The next number of the agency's letters in its fiscal year. An errand has drawn those of its letters together.
    private func nextLetter(
        of state: Case, at moment: Instant, for step: ErrandStep?, on connection: Connection
    ) throws -> Int64 {
        let series = letterSeries(of: state.agency, at: moment)
        return try step?.nextNumber(of: series, on: connection) ?? Counter.next(series, on: connection)
    }

    /// What the numbers of an agency's letters are counted under.
    func letterSeries(of agency: ID<Agency>, at moment: Instant) -> String {
        "letter/\(agency)/\(fiscalYear(moment))"
    }

    private func fiscalYear(_ moment: Instant) -> Int {
        let day = JapanTime(moment).day
        return day.month >= 4 ? day.year : day.year - 1
    }
}

extension Officer {
    /// Whether they are among those a stage says take filings on.
    public func takesOn(_ stage: Stage) -> Bool {
        if !stage.people.isEmpty { return stage.people.contains(account.login) }
        return stage.by == .staff || has(.approver)
    }
}

extension Refusal {
    static let onlyNamed = Refusal(
        .forbidden, Text("この段階は、決められた担当者だけが行えます", en: "Only those named for this stage can do this"))
    static let onlyApprovers = Refusal(
        .forbidden, Text("決裁できるのは決裁者だけです", en: "Only an approver can do this"))
}
