import Grants
import Storage

/// What became of a save.
public struct SavedDraft: Sendable {
    public let draft: Draft
    /// Boxes another device changed differently meanwhile: both texts are here, nothing of them was overwritten.
    public let clashes: [Draft.Clash]
    /// Why rows were not changed as asked.
    public let refusal: Refusal?
    public let at: Instant
}

extension Installation {
    /// Saves some boxes of a draft, merged with what other devices saved since this one's page was shown.
    /// Only boxes of the form are kept, and cells only of rows there are. `settled` are boxes whose clash the applicant decided: they are written as sent.
    /// With `edit`, rows of a table are changed afterwards, in the same transaction; a refused edit saves the boxes all
    /// the same, and the refusal is told.
    public func saveDraft(
        _ filing: ID<Filing>, boxes: [String: [String]], seen: Int, settled: Set<String> = [], place: String?,
        edit: RowEdit? = nil, by applicant: SignedApplicant
    ) async throws -> SavedDraft {
        let moment = now
        let world = world
        // Whatever it writes, it writes into the draft's row as well.
        return try await database.write(seeing: .ownRows) { connection in
            let open = try loadDraft(filing, for: applicant, on: connection)
            var draft = open.draft
            let form = open.form
            let kept = boxes.filter { form.accepts(box: $0.key) }.mapValues(Installation.kept)
            let drafts = Drafts(connection)
            var bases: [String: [String]] = [:]
            if seen < draft.version {
                for box in kept.keys { bases[box] = try drafts.value(of: box, in: draft, at: seen) }
            }
            let save = Draft.Save(boxes: kept, seen: seen)
            let boxwise = draft.merge(save, isList: { form.field(named: $0)?.type.isTable == true }) {
                settled.contains($0) ? draft.typed.all($0) : bases[$0] ?? []
            }
            let merge = draft.rows(boxwise, of: save, in: form)
            let movedTo = place.flatMap { open.form.leaf($0)?.id }
            if !merge.changes.isEmpty {
                draft.place = movedTo ?? draft.place
                try drafts.write(merge.changes, to: &draft, at: moment, by: applicant.name)
            } else if let movedTo, movedTo != draft.place {
                draft.place = movedTo
                try drafts.save(draft)
            }
            var refusal: Refusal?
            if let edit {
                do {
                    let changes = try open.judge.boxes(for: edit, in: draft.typed, open.circumstances) {
                        world.rowID()
                    }
                    try drafts.write(changes.mapValues(Installation.kept), to: &draft, at: moment, by: applicant.name)
                } catch let error as Refusal {
                    refusal = error
                }
            }
            for file in open.files where Installation.isLost(file, in: draft.typed, form) {
                try Files(connection).detach(file.id, from: filing, at: moment)
            }
            return SavedDraft(draft: draft, clashes: merge.clashes, refusal: refusal, at: moment)
        }
    }

    /// What of a box a draft keeps.
    static func kept(_ values: [String]) -> [String] {
        values.prefix(Table.mostRows).map { String($0.prefix(longestBox)) }
    }

    /// Whether a file answers a row that is no more.
    private static func isLost(_ file: StoredFile, in typed: Typed, _ form: Form) -> Bool {
        let parts = file.field.split(separator: ".").map(String.init)
        guard parts.count == 3, case .table(let table)? = form.field(named: parts[0])?.type else { return false }
        return !typed.rows(of: parts[0], table).contains(parts[1])
    }

    /// Characters of one box a draft keeps: far more than any field accepts, so that nothing typed is cut.
    public static let longestBox = 20_000

    /// Chooses the window a draft will be filed at.
    public func chooseWindow(_ window: String, of filing: ID<Filing>, by applicant: SignedApplicant) async throws {
        let moment = now
        try await database.write { connection in
            let open = try loadDraft(filing, for: applicant, on: connection)
            guard open.case == nil, let round = open.round, round.round.windows.contains(window) else {
                throw Refusal(.invalid, Text("受付窓口を選択してください", en: "Choose a window"), field: "window")
            }
            var draft = open.draft
            guard draft.window != window else { return }
            draft.window = window
            draft.changedAt = moment
            try Drafts(connection).save(draft)
        }
    }

    /// Throws a draft away. What was already submitted stays.
    public func discardDraft(_ filing: ID<Filing>, by applicant: SignedApplicant) async throws {
        try await database.write { connection in
            let open = try loadDraft(filing, for: applicant, on: connection)
            guard !open.isResubmission else {
                throw Refusal(
                    .forbidden,
                    Text("差し戻された申請の下書きは破棄できません。取り下げる場合は案件の画面から行ってください", en: "A returned filing cannot be discarded"))
            }
            try Drafts(connection).remove(filing)
        }
    }
}
