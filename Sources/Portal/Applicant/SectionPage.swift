import Grants
import Hummingbird
import UseCases

/// One section of a filing: its questions on one page, saved as they are typed.
enum SectionPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filingSection, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            let section = try section(of: open, visit)
            if let key = visit.query["clash"],
                let kept = try await visit.installation.keptForm(key, for: .applicant(applicant)),
                let form = try? URLEncodedForm(kept.body.utf8)
            {
                let clashes = clashes(form, in: section, open)
                if !clashes.isEmpty { return .page(conflict(clashes, section, open, visit).html) }
            }
            return .page(view(open, section, visit, saved: visit.query["saved"] != nil).html)
        },
        .applicant(.post, Site.filingSection, scope: .filing) { visit, applicant in
            try await save(visit, applicant)
        },
        .applicant(.post, Site.filingAutosave, scope: .filing) { visit, applicant in
            try await autosave(visit, applicant)
        },
    ]

    static func section(of open: OpenDraft, _ visit: Visit) throws -> Section {
        let id = try visit.place("section")
        guard let section = open.form.sections.first(where: { $0.id == id }) else { throw Refusal.absent }
        return section
    }

    // MARK: Saving

    /// The boxes of a section as a browser sent them. A box that was not sent is one nothing is ticked in.
    private static func boxes(_ form: URLEncodedForm, _ section: Section) -> [String: [String]] {
        var boxes: [String: [String]] = [:]
        for field in section.fields where !field.type.isFile {
            for box in Typed.boxes(of: field) { boxes[box] = form.all(box) }
        }
        return boxes
    }

    private static func save(_ visit: Visit, _ applicant: SignedApplicant) async throws -> Response {
        let id: ID<Filing> = try visit.id("filing")
        let open = try await visit.installation.openDraft(id, for: applicant)
        let section = try section(of: open, visit)
        let seen = Int(visit.form[FormNames.version] ?? "") ?? 0
        let sent = visit.form["settling"] == nil ? boxes(visit.form, section) : settled(visit.form, section)
        let saved = try await visit.installation.saveDraft(
            id, boxes: sent, seen: seen, place: section.id, by: applicant)
        if !saved.clashes.isEmpty {
            let now = try await visit.installation.openDraft(id, for: applicant)
            return .page(conflict(saved.clashes, section, now, visit).html, status: .conflict)
        }
        let address = Site.filingSection(id.text, section.id)
        guard visit.form["act"] == "next" else { return .seeOther(address + "?saved=1") }
        let after = try await visit.installation.openDraft(id, for: applicant)
        let errors = after.judgement.errors(in: section)
        if !errors.isEmpty {
            var page = view(after, section, visit, errors: errors)
            page.hasErrors = true
            return .page(page.html, status: .unprocessableContent)
        }
        if visit.query["back"] == "check" { return .seeOther(Site.filingCheck(id.text)) }
        let index = open.form.sections.firstIndex { $0.id == section.id } ?? 0
        guard index + 1 < open.form.sections.count else { return .seeOther(Site.filing(id.text)) }
        return .seeOther(Site.filingSection(id.text, open.form.sections[index + 1].id))
    }

    private static func autosave(_ visit: Visit, _ applicant: SignedApplicant) async throws -> Response {
        let id: ID<Filing> = try visit.id("filing")
        let open = try await visit.installation.openDraft(id, for: applicant)
        guard let section = open.form.sections.first(where: { $0.id == visit.form["section"] }) else {
            throw Refusal.absent
        }
        let saved = try await visit.installation.saveDraft(
            id, boxes: boxes(visit.form, section), seen: Int(visit.form[FormNames.version] ?? "") ?? 0,
            place: section.id, by: applicant)
        if !saved.clashes.isEmpty {
            // Both texts can be looked at: this device's is kept under a key that only this person can use.
            let kept = visit.form.without([FormNames.token, FormNames.key])
            let key = try await visit.installation.keepForm(
                path: Site.filingSection(id.text, section.id), body: kept.encoded, of: applicant.id.text)
            return .json(
                JSON.object([
                    "message": .string(visit.say(Words.draftConflict)),
                    "link": .string(Pattern.address(Site.filingSection(id.text, section.id), [("clash", key)])),
                ]).canonical, status: .conflict)
        }
        return .json(
            JSON.object([
                "version": .integer(Int64(saved.draft.version)), "savedAt": .string(Formats.machine(saved.at)),
            ]).canonical)
    }

    // MARK: Two devices

    /// Boxes of a kept form that differ from what is stored now.
    private static func clashes(_ form: URLEncodedForm, in section: Section, _ open: OpenDraft) -> [Draft.Clash] {
        boxes(form, section).compactMap { box, sent in
            let stored = open.draft.typed.all(box)
            return sent.filter { !$0.isEmpty } == stored.filter { !$0.isEmpty }
                ? nil : Draft.Clash(box: box, stored: stored, sent: sent)
        }.sorted { $0.box < $1.box }
    }

    /// What the applicant decided on the conflict page: this device's text of a field, where it was chosen.
    private static func settled(_ form: URLEncodedForm, _ section: Section) -> [String: [String]] {
        var boxes: [String: [String]] = [:]
        for field in section.fields where form["settle.\(field.name)"] == "sent" {
            for box in Typed.boxes(of: field) where form["sent.\(box)"] != nil { boxes[box] = form.all("sent.\(box)") }
        }
        return boxes
    }

    /// Both texts of every field that two devices changed; nothing is lost until the applicant chooses.
    private static func conflict(
        _ clashes: [Draft.Clash], _ section: Section, _ open: OpenDraft, _ visit: Visit
    ) -> Page {
        let ui = visit.ui
        var page = TaskListPage.page(open, visit, title: visit.say(Words.conflictTitleDraft))
        page.alerts = ui.banner(.warning, visit.say(Words.conflictExplanation))
        let fields = section.fields.filter { field in
            let boxes = Typed.boxes(of: field)
            return clashes.contains { boxes.contains($0.box) }
        }
        page.body = ui.form(
            to: Site.filingSection(open.draft.filing.text, section.id),
            hidden: """
                \(visit.tokens)\(ui.hidden(FormNames.version, String(open.draft.version)))\(ui.hidden("settling", "1"))
                """,
            """
            \(fields.map { field -> HTML in
                let boxes = Typed.boxes(of: field)
                let own = clashes.filter { boxes.contains($0.box) }
                return """
                    \(own.flatMap { clash in
                        (clash.sent.isEmpty ? [""] : clash.sent).map { ui.hidden("sent.\(clash.box)", $0) }
                    })\(ui.radios(Control("settle.\(field.name)", visit.say(field.label), .unmarked), options: [
                        .init("stored", visit.say(Words.keepStored), support: side(own, field, \.stored)),
                        .init("sent", visit.say(Words.keepSent), support: side(own, field, \.sent)),
                    ], value: "stored"))
                    """
            })\(ui.buttons(ui.submit(visit.say(Words.settleNow))))
            """)
        return page
    }

    private static func side(_ clashes: [Draft.Clash], _ field: Field, _ texts: (Draft.Clash) -> [String]) -> String {
        let text = clashes.map { texts($0).joined(separator: "、") }.joined(separator: " ")
        return text.isEmpty ? "（空欄）" : text
    }

    // MARK: The page

    static func view(
        _ open: OpenDraft, _ section: Section, _ visit: Visit, errors: [FieldError] = [], saved: Bool = false
    ) -> Page {
        let ui = visit.ui
        let filing = open.draft.filing.text
        var page = TaskListPage.page(open, visit, title: visit.say(section.title))
        page.breadcrumbs = [
            .init(visit.say(Words.myPage), Site.myPage()), .init(visit.say(open.form.title), Site.filing(filing)),
        ]
        page.hasErrors = !errors.isEmpty
        if !errors.isEmpty {
            page.alerts = ui.errorSummary(FormFields.problems(errors, form: open.form, visit: visit))
            page.alerts += "<p class=\"support\">\(visit.say(Words.savedWithErrors))</p>"
        } else if saved {
            page.alerts = ui.banner(
                .success, visit.say(Words.savedAt(Formats.clock(open.draft.changedAt))), isAnnounced: true)
        }
        let remarks = open.returned?.remarks ?? [:]
        let back = visit.query["back"] == "check" ? "?back=check" : ""
        let autosave = Components.Autosave(
            url: Site.filingAutosave(filing), version: open.draft.version,
            signInURL: Pattern.address(Site.signIn(), [("return", Site.filingSection(filing, section.id))]))
        let fields = ui.form(
            to: Site.filingSection(filing, section.id) + back,
            hidden: "\(visit.tokens)\(ui.hidden("section", section.id))", autosave: autosave,
            """
            \(FormFields.inputs(section: section, typed: open.draft.typed, errors: errors, visit: visit,
                                sources: open.row.sources, remarks: remarks))\
            \(ui.buttons(
                ui.submit(visit.say(Words.saveAndContinue), .primary, name: "act", value: "next"),
                ui.submit(visit.say(Words.saveDraft), .secondary, name: "act", value: "save")))
            """)
        let uploads = section.fields.compactMap { field -> HTML? in
            guard case .file(let limits) = field.type else { return nil }
            return FilePages.upload(field, limits, open, section, errors, visit)
        }
        page.body = """
            \(section.guidance.map { ui.prose(visit.say($0)) })\(uploads.joined(separator: "\n"))\(fields)
            <p>\(ui.link(visit.say(Words.backToList), Site.filing(filing)))</p>
            """
        return page
    }
}
