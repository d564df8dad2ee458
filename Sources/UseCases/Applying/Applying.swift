import Grants
import Storage

/// An applicant at work: who signed in, and for which organisation.
public typealias SignedApplicant = ApplicantRow

extension ApplicantRow {
    /// How a case's history names them.
    public var actor: Actor { Actor(kind: .applicant, id: id.text, name: "\(organisation.name) \(name)") }
}

/// A filing as its applicant works on it.
public struct OpenDraft: Sendable {
    public let row: DraftRow
    public let files: [StoredFile]
    public let programme: Programme
    public let procedure: Procedure
    public let form: Form
    /// The round it is filed in; nil when it is no longer published.
    public let round: PublishedRound?
    /// What is to be corrected, when it was returned.
    public let returned: Filing.Returned?
    /// The case it belongs to, once there is one.
    public let `case`: Case?
    /// The first moment at which it is too late; nil where there is no limit.
    public let until: Instant?

    public var draft: Draft { row.draft }
    public var judgement: Judgement { form.judge(draft.typed, files: files) }
    public var isResubmission: Bool { draft.revision > 1 }
}

extension Refusal {
    static let noFiling = Refusal(.notFound, Text("この申請は見つかりません", en: "No such filing"))
    static let noCase = Refusal(.notFound, Text("この案件は見つかりません", en: "No such case"))
    static let noRound = Refusal(.notFound, Text("この公募は見つかりません", en: "No such round"))
}

extension Installation {
    /// A draft of the applicant's organisation, with everything its pages show.
    public func openDraft(_ filing: ID<Filing>, for applicant: SignedApplicant) async throws -> OpenDraft {
        try await database.read { try loadDraft(filing, for: applicant, on: $0) }
    }

    func loadDraft(
        _ filing: ID<Filing>, for applicant: SignedApplicant, on connection: Connection
    ) throws -> OpenDraft {
        guard let row = try Drafts(connection).find(filing), row.organisation == applicant.organisation.id else {
            throw Refusal.noFiling
        }
        return try opened(row, on: connection)
    }

    func opened(_ row: DraftRow, on connection: Connection) throws -> OpenDraft {
        let offer = published.current
        guard let programme = offer.definition(row.programme, version: row.programmeVersion),
            let procedure = programme.flow.procedure(row.draft.procedure), let form = programme.form(procedure.form)
        else { throw Refusal.noFiling }
        let round = offer.round(row.round)
        let needsCase = procedure.start == .outcome || row.draft.revision > 1
        let state = needsCase ? try CaseLog(connection).load(row.draft.case) : nil
        let until: Instant? =
            if row.draft.revision > 1 {
                nil
            } else if procedure.start == .round {
                round?.round.closes.instant
            } else {
                state?.open.first { $0.procedure == procedure.id }?.until ?? nil
            }
        return OpenDraft(
            row: row, files: try Files(connection).attached(to: row.draft.filing), programme: programme,
            procedure: procedure, form: form, round: round,
            returned: row.draft.revision > 1 ? state?.filing(row.draft.filing)?.returns.last : nil, case: state,
            until: until)
    }
}
