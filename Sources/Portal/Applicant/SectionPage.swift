import Grants
import Hummingbird
import UseCases

/// One page of a filing: a section, the whole form or one question, as the form is laid out; saved as it is typed.
enum SectionPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filingSection, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            let leaf = try leaf(of: open, visit)
            if let key = visit.query["clash"],
                let kept = try await visit.installation.keptForm(key, for: .applicant(applicant)),
                let form = try? URLEncodedForm(kept.body.utf8)
            {
                let clashes = ClashView.clashes(DraftForm.boxes(form, leaf, open, visit), open)
                if !clashes.isEmpty { return .page(ClashView.page(clashes, leaf, open, visit).html) }
            }
            let earlier = try await visit.installation.earlierFiles(for: open, by: applicant)
            var found: (place: String, choices: [Found])?
            if let place = visit.query["look"] {
                found = (place, try await visit.installation.found(at: place, in: open))
            }
            let touches = try await visit.installation.changedByOthers(in: open, than: applicant)
            let view = LeafView(
                open, leaf, visit, earlier: earlier, touches: touches, isSaved: visit.query["saved"] != nil,
                found: found)
            return .page(view.page.html)
        },
        .applicant(.post, Site.filingSection, scope: .filing) { visit, applicant in
            try await save(visit, applicant)
        },
        .applicant(.post, Site.filingAutosave, scope: .filing) { visit, applicant in
            try await autosave(visit, applicant)
        },
        .applicant(.post, Site.filingLive, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            guard let leaf = open.form.leaf(visit.form["section"] ?? "") else { throw Refusal.absent }
            return .json(live(open, leaf, DraftForm.boxes(visit.form, leaf, open, visit), visit).canonical)
        },
    ]

    static func leaf(of open: OpenDraft, _ visit: Visit) throws -> Leaf {
        guard let leaf = open.form.leaf(try visit.place("section")) else { throw Refusal.absent }
        return leaf
    }

    // MARK: Saving

    private static func save(_ visit: Visit, _ applicant: SignedApplicant) async throws -> Response {
        let id: ID<Filing> = try visit.id("filing")
        let open = try await visit.installation.openDraft(id, for: applicant)
        let leaf = try leaf(of: open, visit)
        let seen = Int(visit.form[FormNames.version] ?? "") ?? 0
        let act = DraftAct(visit.form["act"] ?? "", visit.form)
        let sent =
            visit.form["settling"] == nil
            ? DraftForm.boxes(visit.form, leaf, open, visit) : DraftForm.settled(visit.form, leaf, open)
        let saved = try await visit.installation.saveDraft(
            id, boxes: sent, seen: seen, place: leaf.id, edit: act.edit, by: applicant)
        if !saved.clashes.isEmpty {
            let now = try await visit.installation.openDraft(id, for: applicant)
            return .page(ClashView.page(saved.clashes, leaf, now, visit).html, status: .conflict)
        }
        return try await answer(act, saved, leaf, visit, applicant)
    }

    /// What is shown after the boxes were saved.
    private static func answer(
        _ act: DraftAct, _ saved: SavedDraft, _ leaf: Leaf, _ visit: Visit, _ applicant: SignedApplicant
    ) async throws -> Response {
        let id = saved.draft.filing
        let address = Site.filingSection(id.text, leaf.id)
        if let refusal = saved.refusal {
            let open = try await visit.installation.openDraft(id, for: applicant)
            let errors = [FieldError(field: refusal.field ?? act.edit?.table ?? "", message: refusal.message)]
            return try await page(open, leaf, visit, applicant, errors: errors)
        }
        let forgotten = DraftForm.forgotten(visit.form, leaf)
        switch act {
        case .rows where !forgotten.isEmpty, .save where !forgotten.isEmpty:
            let open = try await visit.installation.openDraft(id, for: applicant)
            return try await page(open, leaf, visit, applicant, errors: forgotten)
        case .rows(let edit): return .seeOther(address + "?saved=1#" + Control.id(edit.table))
        case .csv(let table): return .seeOther(Site.filingTable(id.text, table))
        case .look(let place):
            try await visit.installation.lookUp(place, in: id, by: applicant)
            return .seeOther(Pattern.address(address, [("look", place)]) + "#" + Control.id(place))
        case .pick(let place, let index):
            try await visit.installation.lookUp(place, choosing: index, in: id, by: applicant)
            return .seeOther(address + "?saved=1#" + Control.id(place))
        case .save: return .seeOther(address + "?saved=1")
        case .next: break
        }
        let open = try await visit.installation.openDraft(id, for: applicant)
        let judgement = open.judgement
        let errors = judgement.errors(in: leaf) + forgotten
        if !errors.isEmpty { return try await page(open, leaf, visit, applicant, errors: errors) }
        if visit.query["back"] == "check" { return .seeOther(Site.filingCheck(id.text)) }
        let leaves = open.form.leaves
        let index = leaves.firstIndex { $0.id == leaf.id } ?? leaves.endIndex
        let next = leaves[index...].dropFirst().first { judgement.isShown($0) }
        return .seeOther(next.map { Site.filingSection(id.text, $0.id) } ?? Site.filing(id.text))
    }

    static func page(
        _ open: OpenDraft, _ leaf: Leaf, _ visit: Visit, _ applicant: SignedApplicant, errors: [FieldError]
    ) async throws -> Response {
        let earlier = try await visit.installation.earlierFiles(for: open, by: applicant)
        let touches = try await visit.installation.changedByOthers(in: open, than: applicant)
        var page = LeafView(open, leaf, visit, earlier: earlier, touches: touches, errors: errors).page
        page.hasErrors = true
        return .page(page.html, status: .unprocessableContent)
    }

    private static func autosave(_ visit: Visit, _ applicant: SignedApplicant) async throws -> Response {
        let id: ID<Filing> = try visit.id("filing")
        let open = try await visit.installation.openDraft(id, for: applicant)
        guard let leaf = open.form.leaf(visit.form["section"] ?? "") else { throw Refusal.absent }
        let boxes = DraftForm.boxes(visit.form, leaf, open, visit)
        let saved = try await visit.installation.saveDraft(
            id, boxes: boxes, seen: Int(visit.form[FormNames.version] ?? "") ?? 0, place: leaf.id, by: applicant)
        if !saved.clashes.isEmpty {
            // Both texts can be looked at: this device's is kept under a key that only this person can use.
            let kept = visit.form.without([FormNames.token, FormNames.key])
            let key = try await visit.installation.keepForm(
                path: Site.filingSection(id.text, leaf.id), body: kept.encoded, of: applicant.id.text)
            return .json(
                JSON.object([
                    "message": .string(visit.say(Words.draftConflict)),
                    "link": .string(Pattern.address(Site.filingSection(id.text, leaf.id), [("clash", key)])),
                ]).canonical, status: .conflict)
        }
        return .json(
            JSON.object([
                "version": .integer(Int64(saved.draft.version)), "savedAt": .string(Formats.machine(saved.at)),
                "live": live(open, leaf, boxes, visit),
            ]).canonical)
    }

    /// What a page shows with these boxes typed, whether they are saved or not.
    private static func live(
        _ open: OpenDraft, _ leaf: Leaf, _ boxes: [String: [String]], _ visit: Visit
    ) -> JSON {
        var typed = open.draft.typed
        typed.boxes.merge(boxes) { $1 }
        let judgement = open.judge.judge(typed, files: open.files, open.circumstances)
        return LiveView.json(of: leaf, FormFields(judgement: judgement, typed: typed, visit: visit))
    }
}
