import Grants
import Storage

/// What became of a save.
public struct SavedDraft: Sendable {
    public let draft: Draft
    /// Boxes another device changed differently meanwhile: both texts are here, nothing of them was overwritten.
    public let clashes: [Draft.Clash]
    public let at: Instant
}

extension Installation {
    /// Saves some boxes of a draft, merged with what other devices saved since this one's page was shown.
    /// Only boxes of the form are kept. `settled` are boxes whose clash the applicant decided: they are written as sent.
    public func saveDraft(
        _ filing: ID<Filing>, boxes: [String: [String]], seen: Int, settled: Set<String> = [], place: String?,
        by applicant: SignedApplicant
    ) async throws -> SavedDraft {
        let moment = now
        return try await database.write { connection in
            let open = try loadDraft(filing, for: applicant, on: connection)
            var draft = open.draft
            let known = Set(open.form.fields.filter { !$0.type.isFile }.flatMap(Typed.boxes(of:)))
            let kept = boxes.filter { known.contains($0.key) }.mapValues { values in
                values.prefix(200).map { String($0.prefix(Installation.longestBox)) }
            }
            let drafts = Drafts(connection)
            var bases: [String: [String]] = [:]
            if seen < draft.version {
                for box in kept.keys { bases[box] = try drafts.value(of: box, in: draft, at: seen) }
            }
            let merge = draft.merge(Draft.Save(boxes: kept, seen: seen)) {
                settled.contains($0) ? draft.typed.all($0) : bases[$0] ?? []
            }
            let movedTo = place.flatMap { id in open.form.sections.contains { $0.id == id } ? id : nil }
            if !merge.changes.isEmpty {
                draft.place = movedTo ?? draft.place
                try drafts.write(merge.changes, to: &draft, at: moment)
            } else if let movedTo, movedTo != draft.place {
                draft.place = movedTo
                try drafts.save(draft)
            }
            return SavedDraft(draft: draft, clashes: merge.clashes, at: moment)
        }
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
