import Grants
import Storage

/// What a submission leaves the applicant with.
public struct Receipt: Sendable, Equatable {
    public let filing: ID<Filing>
    public let `case`: ID<Case>
    public let revision: Int
    /// 受付番号; exists only after the commit that made it durable.
    public let number: String
    public let at: Instant
}

/// Why a draft cannot be submitted yet: every field that is wrong or missing.
public struct IncompleteFiling: Error, Sendable {
    public let errors: [FieldError]
}

extension Installation {
    /// Submits a draft: everything is judged again, every file must be stored, and the case's events, its tables, the
    /// receipt number and the mail become durable in one commit. Submitting what was submitted gives the same receipt.
    /// `arrived` is when the request came in: waiting in our queue costs nobody the deadline.
    public func submitFiling(
        _ filing: ID<Filing>, revision: Int, arrived: Instant, by applicant: SignedApplicant
    ) async throws -> Receipt {
        let prepared = try await database.read(
            asking: [FilingPlace.question(filing), Drafts.question(filing), Files.question(filing)]
                + (scanning == nil ? [] : [Scans.question(filing)])
        ) { connection -> Prepared in
            if let receipt = try receipt(of: filing, revision: revision, for: applicant, on: connection) {
                return .done(receipt)
            }
            return .ready(try loadDraft(filing, for: applicant, on: connection))
        }
        guard case .ready(let open) = prepared else { return try prepared.receipt() }
        guard open.draft.revision == revision else {
            throw Refusal(.conflict, Text("この申請は別の画面で再提出されています", en: "This filing was resubmitted elsewhere"))
        }
        if let until = open.until, arrived >= until {
            throw Refusal(
                .untimely,
                Text(
                    "提出期限（\(open.round?.round.closes.spoken ?? "")）を過ぎたため、提出できません。下書きは保存されています",
                    en: "The deadline has passed. Your draft is kept"))
        }
        if open.procedure.start == .round, !open.isResubmission {
            guard let round = open.round else { throw Refusal.noRound }
            try checkEntitled(applicant, to: round, at: arrived)
        }
        let judgement = open.judgement
        if let stop = judgement.stops.first { throw Refusal(.invalid, stop) }
        guard judgement.errors.isEmpty else { throw IncompleteFiling(errors: judgement.errors) }
        let harmful = open.filed(judgement.answers).compactMap { file in
            open.scans.harm(in: file).map { harm in
                FieldError(field: file.field, message: Refusal.harmful(file.name, harm).message)
            }
        }
        guard harmful.isEmpty else { throw IncompleteFiling(errors: harmful) }
        let missing = try await files.keep(open.files.map(\.stored))
        if !missing.isEmpty {
            throw IncompleteFiling(
                errors: open.files.filter { missing.contains($0.sha256) }.map { file in
                    FieldError(
                        field: file.field,
                        message: Text(
                            "「\(file.name)」が保存されていません。もう一度添付してください",
                            en: "“\(file.name)” is not stored; attach it again"))
                })
        }
        let accepted = try await commit(
            open, judgement.answers, window: open.window(by: judgement), revision: revision, arrived: arrived,
            by: applicant)
        let filed = open.filed(judgement.answers)
        tally.add { $0.submissions += 1 }
        // Nobody waits for that who has their receipt.
        Task { await look(for: filed) }
        return accepted
    }

    /// Counts the files of a submission that was acknowledged, and whether they are there. Where they cannot be looked for
    /// now, the standing auditor will.
    private func look(for filed: [StoredFile]) async {
        var stored = 0
        for file in filed {
            do {
                stored += try await files.exists(file.sha256, size: file.size) ? 1 : 0
            } catch {
                stored += 1
            }
        }
        let (expected, found) = (filed.count, stored)
        tally.add { counts in
            counts.filesExpected += expected
            counts.filesStored += found
        }
    }

    /// Indirect: an open draft is large, and would be copied from hand to hand.
    private indirect enum Prepared: Sendable {
        case done(Receipt)
        case ready(OpenDraft)

        func receipt() throws -> Receipt {
            guard case .done(let receipt) = self else { throw Refusal.noFiling }
            return receipt
        }
    }

    private func commit(
        _ open: OpenDraft, _ answers: Answers, window: String, revision: Int, arrived: Instant,
        by applicant: SignedApplicant
    ) async throws -> Receipt {
        let answersJSON = open.form.json(of: answers)
        let files = open.filed(answers)
        let title = open.form.title(of: answers) ?? open.case?.title ?? open.round?.round.title.ja ?? ""
        let mailID = world.id(MailRow.self).text
        let row = open.row
        // All that a submission depends on are rows it changes itself: the draft, which saving and attaching change too, and
        // the case's log. Places of a round it only has in common with others, so that there nobody may come between.
        let hasPlaces = open.round?.round.intake != nil
        // Numbers that are surely drawn; where places are given out in order, only once there is one.
        let drawn =
            (hasPlaces ? [] : [Counter.question("receipt")]) + (open.case == nil ? [SearchIndex.question] : [])
        return try await database.write(seeing: hasPlaces ? .alone : .ownRows) { connection -> Receipt in
            let draft = row.draft
            try connection.foresee(
                [
                    FilingPlace.question(draft.filing), Drafts.question(whether: draft), Files.question(draft.filing),
                    CaseLog.question(draft.case),
                ] + drawn)
            // Another device may have been quicker, or have saved since the draft was judged.
            if let done = try receipt(of: row.draft.filing, revision: revision, for: applicant, on: connection) {
                return done
            }
            guard try Drafts(connection).isUnchanged(row.draft),
                try Files(connection).attached(to: row.draft.filing) == open.files
            else {
                throw Refusal(
                    .conflict,
                    Text(
                        "別の画面で内容が変更されました。内容を確認して、もう一度提出してください",
                        en: "It was changed elsewhere; check it and submit again"))
            }
            let log = CaseLog(connection)
            let state = try log.load(row.draft.case)
            if let state, state.version != row.programmeVersion { throw Refusal.caseRenewed }
            let asks = try checkRoom(open, answers, beside: state, on: connection)
            let number = receiptNumber(try Counter.next("receipt", on: connection))
            let submission = CaseEvent.Submission(
                filing: row.draft.filing, procedure: row.draft.procedure, revision: revision, receipt: number,
                title: title, answers: answersJSON, files: files, asks: asks)
            if var state {
                let events = try state.decide(
                    .submit(submission), by: applicant.actor, at: arrived, under: open.programme)
                try log.append(events, to: &state, by: applicant.actor, at: arrived, under: open.programme)
            } else {
                guard let round = open.round else { throw Refusal.noRound }
                let opening = CaseEvent.Opening(
                    programme: row.programme, version: row.programmeVersion, round: row.round,
                    roundTitle: round.round.title, window: window, organisation: applicant.organisation,
                    grantsBegin: round.round.grantsBegin?.iso)
                let events = Case(
                    id: row.draft.case, agency: row.agency, opening: opening, at: arrived, head: CaseRecord.origin
                ).settled([.submitted(submission)], by: applicant.actor, at: arrived, under: open.programme)
                _ = try log.open(
                    row.draft.case, agency: row.agency, opening: opening, then: events, by: applicant.actor,
                    at: arrived, under: open.programme)
            }
            try Drafts(connection).remove(row.draft.filing)
            let receipt = Receipt(
                filing: row.draft.filing, case: row.draft.case, revision: revision, number: number, at: arrived)
            try queue(
                Notice.received(receipt, title: title, open: open, files: files.count, address: settings.address),
                id: mailID,
                to: applicant.email, english: applicant.language == "en", at: arrived, on: connection)
            return receipt
        }
    }

    /// What a filing asks for of a round that gives its places out in order or by lot; nil elsewhere. Places are counted in
    /// the transaction that takes one, so that of submissions at once exactly as many are accepted as there is room for.
    private func checkRoom(
        _ open: OpenDraft, _ answers: Answers, beside state: Case?, on connection: Connection
    ) throws -> Int64? {
        guard open.procedure.start == .round, let round = open.round?.round, let intake = round.intake else {
            return nil
        }
        let asks = intake.asks(answers)
        try round.checkRoom(
            for: asks, beside: Intakes(connection).taken(open.row.round), held: state?.held)
        return asks
    }

    /// The receipt of a revision that was submitted; nil when it was not.
    private func receipt(
        of filing: ID<Filing>, revision: Int, for applicant: SignedApplicant, on connection: Connection
    ) throws -> Receipt? {
        guard let place = try FilingPlace.find(filing, on: connection),
            place.organisation == applicant.organisation.id, place.revision >= revision,
            let state = try CaseLog(connection).load(place.case),
            let found = state.filing(filing)?.revisions.first(where: { $0.number == revision })
        else { return nil }
        return Receipt(filing: filing, case: state.id, revision: revision, number: found.receipt, at: found.at)
    }
}

extension OpenDraft {
    /// The files that go along with answers: one of a question that is not asked now is kept with the draft, and not filed.
    fileprivate func filed(_ answers: Answers) -> [StoredFile] {
        let answered = Set(AnswerGenerator.files(of: answers).map(\.id))
        return files.filter { answered.contains($0.id) }
    }
}

/// `K` and eight digits, of which the last checks the others.
public func receiptNumber(_ number: Int64) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    return "K\(padded)\(checkDigit(padded))"
}

/// ISO/IEC 7064 MOD 11-10: one check digit that finds every wrong digit and every swap of neighbours.
func checkDigit(_ digits: String) -> Int {
    var product = 10
    for digit in digits.utf8 {
        var sum = (Int(digit) - 0x30 + product) % 10
        if sum == 0 { sum = 10 }
        product = sum * 2 % 11
    }
    return (11 - product) % 10
}

extension Form {
    /// 事業名 as answered: what a case is called. By convention the field of that name.
    func title(of answers: Answers) -> String? {
        guard case .text(let title)? = answers["事業名"] else { return nil }
        return title
    }
}

extension Refusal {
    /// The case went over to a newer version between judging a draft and taking it in.
    fileprivate static let caseRenewed = Refusal(
        .conflict,
        Text(
            "事務局が手続きの版を切り替えました。内容を確認して、もう一度提出してください",
            en: "The office moved the case to a newer version; check it and submit again"))
}
