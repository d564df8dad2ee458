import Grants
import Storage

extension Installation {
    /// Begins the filing of a round's first procedure as a draft, filled in with what is known of the applicant. The
    /// caller chooses both identifiers, so that pressing twice begins once. With `earlier`, a filing of the same
    /// organisation, it begins with the answers of that.
    public func startFiling(
        _ filing: ID<Filing>, case id: ID<Case>, in roundID: String, window: String, from earlier: ID<Filing>? = nil,
        by applicant: SignedApplicant
    ) async throws {
        guard let round = try await visibleRound(roundID, for: applicant), let procedure = round.programme.flow.first,
            let judge = round.programme.judge(form: procedure.form)
        else { throw Refusal.noRound }
        try checkEntitled(applicant, to: round, at: now)
        try await checkPlaces(of: round)
        let isRouted = round.programme.isRouted(round.round)
        let chosen = round.windows.count == 1 ? round.windows[0].id : isRouted ? "" : window
        guard isRouted || round.round.windows.contains(chosen) else {
            throw Refusal(.invalid, Text("受付窓口を選択してください", en: "Choose a window"), field: "window")
        }
        var prefilling = Prefilling()
        if let earlier { prefilling = try await copying(earlier, into: judge.form, of: round, by: applicant) }
        prefilling.fill(
            judge, from: applicant.profile,
            Circumstances(moment: now, round: round.round, organisation: applicant.circumstances), world: world)
        let row = DraftRow(
            draft: Draft(
                filing: filing, case: id, procedure: procedure.id, revision: 1, version: 1, window: chosen,
                typed: prefilling.typed, place: nil, changedAt: now),
            agency: round.agency.id, round: round.id, programme: round.row.programme,
            programmeVersion: round.row.version, organisation: applicant.organisation.id,
            sources: prefilling.origins)
        try await database.write { connection in
            guard try CaseRow.find(id, on: connection) == nil else { return }
            try Drafts(connection).begin(row)
        }
    }

    /// Whether the applicant may file in a round at a moment; the refusal says why not.
    public func checkEntitled(
        _ applicant: SignedApplicant, to round: PublishedRound, at moment: Instant
    ) throws(Refusal) {
        switch round.round.phase(at: moment) {
        case .before: throw Refusal(.untimely, Text("この公募は、まだ受付を始めていません", en: "This round has not opened yet"))
        case .closed: throw Refusal(.untimely, Text("この公募の受付は終了しました", en: "This round is closed"))
        case .accepting: break
        }
        guard round.round.accounts.contains(applicant.account) else {
            let kinds = round.round.accounts
            throw Refusal(
                .forbidden,
                Text(
                    "この公募に申請できるのは、\(kinds.map(\.title.ja).joined(separator: "・"))のアカウントです（いまは\(applicant.account.title.ja)）",
                    en:
                        "This round takes filings from \(kinds.map { $0.title.in(english: true) }.joined(separator: ", "))"
                ))
        }
    }

    /// Begins the draft of a further procedure of a case that can be filed now, and returns its filing; when it was begun before, that one.
    public func startProcedure(
        _ procedureID: String, of caseID: ID<Case>, filing: ID<Filing>, by applicant: SignedApplicant
    ) async throws -> ID<Filing> {
        let moment = now
        return try await database.write { connection in
            guard let state = try CaseLog(connection).load(caseID), state.organisation.id == applicant.organisation.id,
                let programme = published.current.definition(of: state)
            else { throw Refusal.noCase }
            if let begun = try Drafts(connection).find(case: caseID, procedure: procedureID) {
                return begun.draft.filing
            }
            guard let procedure = programme.flow.procedure(procedureID), let judge = programme.judge(of: procedureID)
            else { throw Refusal.notOpen }
            try state.checkOpen(procedure, at: moment, under: programme)
            var prefilling = Prefilling()
            prefilling.earlier = answers(of: state, under: programme)
            prefilling.fill(
                judge, from: applicant.profile,
                Circumstances(
                    moment: moment, round: published.current.round(state.round)?.round,
                    organisation: applicant.circumstances), world: world)
            try Drafts(connection).begin(
                DraftRow(
                    draft: Draft(
                        filing: filing, case: caseID, procedure: procedureID, revision: 1, version: 1,
                        window: state.window, typed: prefilling.typed, place: nil, changedAt: moment),
                    agency: state.agency, round: state.round, programme: state.opening.programme,
                    programmeVersion: state.version, organisation: state.organisation.id,
                    sources: prefilling.origins))
            return filing
        }
    }

    /// What was last filed in each procedure of a case.
    private func answers(of state: Case, under programme: Programme) -> [String: (form: Form, answers: Answers)] {
        var earlier: [String: (form: Form, answers: Answers)] = [:]
        for filing in state.filings {
            guard let form = programme.form(of: filing.procedure) else { continue }
            earlier[filing.procedure] = (form, form.known(of: filing))
        }
        return earlier
    }
}
