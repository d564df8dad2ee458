import Grants
import Storage

/// マイページ: everything of one organisation, across agencies.
public struct MyPage: Sendable {
    /// Rounds the organisation is invited to that have not closed.
    public let invited: [PublishedRound]
    public let drafts: [OpenDraft]
    /// A page of them, changed last first.
    public let cases: [CaseRow]
    /// The key to go on after, when there are more.
    public let next: WorkListQuery.Key?
    /// Procedures that outcomes opened and nobody has begun, with their cases, of the cases on this page.
    public let openings: [Opening]

    static let size = 50

    public struct Opening: Sendable {
        public let `case`: Case
        public let procedure: Procedure
        public let until: Instant?
    }
}

/// A case with the programme it is under.
public struct CaseView: Sendable {
    public let state: Case
    public let programme: Programme
    public let round: PublishedRound?
    public let agency: AgencyRow
    /// The case's records, for its history.
    public let records: [CaseRecord]
    /// Drafts of the applicant on this case: begun procedures and returned filings.
    public let drafts: [DraftRow]

    /// Further procedures that are open, will be, or were until their last day: what the applicant files next.
    public let openings: [Opening]
    /// What is known of its filings' files.
    public let scans: FileScans

    public struct Opening: Sendable {
        public let procedure: Procedure
        public let availability: Case.Availability

        /// The first moment at which it is too late, or was.
        public var deadline: Instant? {
            switch availability {
            case .open(let until): until
            case .late(let since): since
            case .soon, .closed: nil
            }
        }
    }

    public var status: CaseStatus { state.status(under: programme) }
    public var window: Window? { programme.window(state.window) }
}

extension Installation {
    /// - Parameter before: the last case of the page before; nil for the first page.
    public func myPage(of applicant: SignedApplicant, before: WorkListQuery.Key? = nil) async throws -> MyPage {
        try await database.read { connection in
            let drafts = try Drafts(connection).all(of: applicant.organisation.id)
            let found = try CaseRow.page(
                of: applicant.organisation.id, before: before, size: MyPage.size + 1, on: connection)
            let cases = Array(found.prefix(MyPage.size))
            let next = found.count > cases.count ? cases.last : nil
            var openings: [MyPage.Opening] = []
            for row in cases where row.status.verdict?.isFavourable == true {
                guard let state = try CaseLog(connection).load(row.id),
                    let programme = published.current.definition(of: state)
                else { continue }
                for procedure in programme.flow.procedures where procedure.start == .outcome {
                    guard case .open(let until) = state.availability(of: procedure, at: now, under: programme) else {
                        continue
                    }
                    let begun = drafts.contains { $0.draft.case == state.id && $0.draft.procedure == procedure.id }
                    if !begun { openings.append(MyPage.Opening(case: state, procedure: procedure, until: until)) }
                }
            }
            let invited = try Invitations(connection).rounds(of: applicant.organisation).compactMap {
                published.current.round($0)
            }.filter { $0.round.visibility == .invited && $0.round.phase(at: now) != .closed }
            return MyPage(
                invited: invited,
                drafts: drafts.compactMap { try? opened($0, for: applicant, on: connection) }, cases: cases,
                next: next.map { WorkListQuery.Key(value: String($0.changedAt.milliseconds), id: $0.id.text) },
                openings: openings)
        }
    }

    /// An applicant's own case.
    public func applicantCase(_ id: ID<Case>, for applicant: SignedApplicant) async throws -> CaseView {
        try await database.read { connection in
            let view = try caseView(id, on: connection)
            guard view.state.organisation.id == applicant.organisation.id else { throw Refusal.noCase }
            return view
        }
    }

    /// The case a submitted filing of the applicant belongs to.
    public func applicantCase(of filing: ID<Filing>, for applicant: SignedApplicant) async throws -> CaseView {
        try await database.read { connection in
            guard let place = try FilingPlace.find(filing, on: connection),
                place.organisation == applicant.organisation.id
            else { throw Refusal.noFiling }
            return try caseView(place.case, on: connection)
        }
    }

    func caseView(_ id: ID<Case>, on connection: Connection) throws -> CaseView {
        let records = try CaseLog(connection).records(id)
        guard let state = try Case.verified(records), let programme = published.current.definition(of: state),
            let agency = published.current.agency(state.agency)
        else { throw Refusal.noCase }
        let drafts = try (programme.flow.procedures.map(\.id)).compactMap {
            try Drafts(connection).find(case: id, procedure: $0)
        }
        let openings = programme.flow.procedures.compactMap { procedure -> CaseView.Opening? in
            let availability = state.availability(of: procedure, at: now, under: programme)
            return availability == .closed ? nil : .init(procedure: procedure, availability: availability)
        }
        return CaseView(
            state: state, programme: programme, round: published.current.round(state.round), agency: agency,
            records: records, drafts: drafts, openings: openings,
            scans: try scans(of: state.filings.flatMap(\.revisions).flatMap(\.files), on: connection))
    }

    /// A line from the applicant to the office.
    public func postInquiry(_ text: String, on id: ID<Case>, by applicant: SignedApplicant) async throws {
        try await change(id, .post(text), by: applicant.actor) { state, _ in
            guard state.organisation.id == applicant.organisation.id else { throw Refusal.noCase }
        }
    }

    /// 取下げ by the applicant.
    public func withdrawFiling(
        _ filing: ID<Filing>, reason: String, of id: ID<Case>, by applicant: SignedApplicant
    ) async throws {
        try await change(id, .withdraw(filing, reason: reason), by: applicant.actor) { state, _ in
            guard state.organisation.id == applicant.organisation.id else { throw Refusal.noCase }
        } afterwards: { _, _, connection in
            try Drafts(connection).remove(filing)
        }
    }

    /// Carries out a command on a case: load, check scope, decide, append, all in one transaction. What else belongs to
    /// it (a draft, mails) is done in `afterwards`, in the same transaction.
    @discardableResult
    func change(
        _ id: ID<Case>, _ command: CaseCommand, by actor: Actor,
        scope: @escaping @Sendable (Case, Connection) throws -> Void,
        afterwards: @escaping @Sendable (Case, [CaseEvent], Connection) throws -> Void = { _, _, _ in }
    ) async throws -> Case {
        try await change(id, by: actor, scope: scope, afterwards: afterwards) { _, _ in command }
    }

    @discardableResult
    func change(
        _ id: ID<Case>, by actor: Actor, scope: @escaping @Sendable (Case, Connection) throws -> Void,
        afterwards: @escaping @Sendable (Case, [CaseEvent], Connection) throws -> Void = { _, _, _ in },
        command: @escaping @Sendable (Case, Connection) throws -> CaseCommand
    ) async throws -> Case {
        let (moment, key, step) = (now, Act.key, ErrandStep.current)
        return try await database.write { connection in
            let log = CaseLog(connection)
            guard var state = try log.load(id) else { throw Refusal.noCase }
            try scope(state, connection)
            try step?.check(state, on: connection)
            guard try Act.take(key, at: moment, on: connection) else { return state }
            guard let programme = published.current.definition(of: state) else { throw Refusal.noCase }
            let events = try state.decide(
                command(state, connection), by: actor, at: moment, under: programme)
            try log.append(events, to: &state, by: actor, at: moment, under: programme)
            try afterwards(state, events, connection)
            try step?.note(events, on: state, connection)
            return state
        }
    }
}
