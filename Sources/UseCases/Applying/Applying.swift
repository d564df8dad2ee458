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
    /// What is known of them.
    public let scans: FileScans
    public let programme: Programme
    public let procedure: Procedure
    public let judge: Judge
    /// What its formulas know besides the answers.
    public let circumstances: Circumstances
    /// The round it is filed in; nil when it is no longer published.
    public let round: PublishedRound?
    /// What is to be corrected, when it was returned.
    public let returned: Filing.Returned?
    /// The case it belongs to, once there is one.
    public let `case`: Case?
    /// The first moment at which it is too late; nil where there is no limit.
    public let until: Instant?

    public var draft: Draft { row.draft }
    public var form: Form { judge.form }
    /// Judges the draft as it stands; ask once and keep the answer.
    public var judgement: Judgement { judge.judge(draft.typed, files: files, circumstances) }
    /// The window it will be filed at: found by what is answered where windows are, else as it was chosen.
    public func window(by judgement: Judgement) -> String {
        guard self.case == nil, let round else { return self.case?.window ?? draft.window }
        return programme.route(
            judgement.answers, of: circumstances.organisation, in: round.round,
            at: circumstances.moment ?? round.row.changedAt)
            ?? draft.window
    }

    /// Whether the applicant chooses among windows.
    public var choosesWindow: Bool {
        self.case == nil && round.map { $0.windows.count > 1 && !programme.isRouted($0.round) } ?? false
    }

    public var isResubmission: Bool { draft.revision > 1 }

    /// Whether any of its fields or columns takes files.
    public var takesFiles: Bool {
        form.fields.contains { field in
            if case .table(let table) = field.type { return table.columns.contains(where: \.type.isFile) }
            return field.type.isFile
        }
    }

    /// The limits of files for a field, or for a cell by its box `TABLE.ROW.COLUMN`; nil where none are taken.
    public func fileLimits(at place: String) -> FileLimits? {
        let parts = place.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let field = form.field(named: parts[0]), field.isAsked else { return nil }
        switch (field.type, parts.count) {
        case (.file(let limits), 1): return limits
        case (.table(let table), 3):
            guard draft.typed.rows(of: field.name, table).contains(parts[1]),
                case .file(let limits)? = table.column(named: parts[2])?.type
            else { return nil }
            return limits
        default: return nil
        }
    }
}

extension ApplicantRow {
    /// What formulas may know of the organisation.
    var circumstances: Circumstances.Organisation {
        Circumstances.Organisation(
            name: organisation.name, corporateNumber: organisation.corporateNumber, prefecture: profile.prefecture,
            city: profile.city)
    }
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
        return try opened(row, for: applicant, on: connection)
    }

    func opened(_ row: DraftRow, for applicant: SignedApplicant, on connection: Connection) throws -> OpenDraft {
        let offer = published.current
        guard let programme = offer.definition(row.programme, version: row.programmeVersion),
            let procedure = programme.flow.procedure(row.draft.procedure),
            let judge = programme.judge(form: procedure.form)
        else { throw Refusal.noFiling }
        let round = offer.round(row.round)
        let needsCase = procedure.start != .round || row.draft.revision > 1
        let state = needsCase ? try CaseLog(connection).load(row.draft.case) : nil
        let filed = state?.filing(row.draft.filing)
        let until: Instant? =
            if row.draft.revision > 1 {
                nil
            } else if procedure.start == .round {
                round?.round.closes.instant
            } else {
                state?.open.first { $0.procedure == procedure.id }?.until ?? nil
            }
        let files = try Files(connection).attached(to: row.draft.filing)
        return OpenDraft(
            row: row, files: files,
            scans: scanning == nil || files.isEmpty ? .none : try Scans(connection).states(of: row.draft.filing),
            programme: programme,
            procedure: procedure, judge: judge,
            circumstances: Circumstances(
                moment: now, round: round?.round, organisation: applicant.circumstances,
                others: filed.map { judge.form.entered(in: $0) } ?? [:]),
            round: round, returned: row.draft.revision > 1 ? filed?.returns.last : nil, case: state,
            until: until)
    }
}
