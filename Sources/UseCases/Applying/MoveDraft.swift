import Grants
import Storage

/// A newer version of the form a draft may move to.
public struct NewerForm: Sendable {
    /// The programme's version.
    public let version: Int
    public let form: Form
    let judge: Judge

    /// What is different in it.
    public func difference(from open: OpenDraft) -> FormDifference { FormDifference(from: open.form, to: form) }

    /// What becomes of a draft's answers.
    public func move(of open: OpenDraft) -> DraftMove {
        DraftMove(open.draft.typed, files: open.files, from: open.form, to: form)
    }
}

extension Installation {
    /// The form the draft's round calls for by now, where it is another than the draft's. A case once opened stays on its
    /// version, so only drafts that have none can move.
    public func newerForm(for open: OpenDraft) -> NewerForm? {
        guard open.procedure.start == .round, !open.isResubmission, open.case == nil, let round = open.round,
            round.row.programme == open.row.programme, round.row.version > open.row.programmeVersion,
            let procedure = round.programme.flow.first, procedure.id == open.procedure.id,
            let judge = round.programme.judge(form: procedure.form), judge.form != open.form
        else { return nil }
        return NewerForm(version: round.row.version, form: judge.form, judge: judge)
    }

    /// Moves a draft to a newer version of its form, as it was shown: answers go to the same questions, what is new is
    /// filled in like a new draft's. Moving twice moves once.
    /// - Parameter seen: the draft's version when what would be lost was shown.
    public func moveDraft(
        _ filing: ID<Filing>, to version: Int, seen: Int, by applicant: SignedApplicant
    ) async throws {
        let (moment, world) = (now, world)
        try await database.write { connection in
            let open = try loadDraft(filing, for: applicant, on: connection)
            if open.row.programmeVersion == version { return }
            guard let newer = newerForm(for: open), newer.version == version, open.draft.version == seen else {
                throw Refusal(
                    .conflict,
                    Text(
                        "確かめているあいだに、フォームか下書きが変更されました。もう一度確かめてください",
                        en: "The form or the draft has changed meanwhile: look again"))
            }
            let move = newer.move(of: open)
            let prefilling = prefilling(open, newer, move, applicant, world)
            var draft = open.draft
            draft.place = draft.place.flatMap { newer.form.leaf($0)?.id }
            let boxes = Set(draft.typed.boxes.keys).union(prefilling.typed.boxes.keys)
            let changes = boxes.filter { draft.typed.all($0) != prefilling.typed.all($0) }
            let drafts = Drafts(connection)
            try drafts.write(
                Dictionary(uniqueKeysWithValues: changes.map { ($0, prefilling.typed.all($0)) }), to: &draft,
                at: moment, by: applicant.name)
            try drafts.move(draft, to: version, sources: prefilling.origins)
            let kept = Dictionary(move.files.map { ($0.id, $0.field) }, uniquingKeysWith: { first, _ in first })
            let files = Files(connection)
            for file in open.files {
                guard let field = kept[file.id] else {
                    try files.detach(file.id, from: filing, at: moment)
                    continue
                }
                if field != file.field { try files.move(file.id, of: filing, to: field) }
            }
        }
    }

    /// The boxes that were moved, with the origins of those that still stand, and first values for what is new.
    private func prefilling(
        _ open: OpenDraft, _ newer: NewerForm, _ move: DraftMove, _ applicant: SignedApplicant, _ world: World
    ) -> Prefilling {
        var prefilling = Prefilling(typed: move.typed)
        let known = Dictionary(open.form.fields.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for field in newer.form.fields {
            if let name = known[field.id], let origin = open.row.sources[name],
                Typed.boxes(of: field).contains(where: { !move.typed.first($0).isEmpty })
            {
                prefilling.origins[field.name] = origin
            }
        }
        let new = Set(newer.form.fields.filter { known[$0.id] == nil }.map(\.name))
        prefilling.fill(newer.judge, from: applicant.profile, open.circumstances, world: world, only: new)
        return prefilling
    }
}
