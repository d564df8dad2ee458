import Grants
import UseCases

/// A filing's parts, in any order: what is done, what is missing, what the office asked to correct.
enum TaskListPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filing, scope: .filing) { visit, applicant in
            let id: ID<Filing> = try visit.id("filing")
            do {
                let open = try await visit.installation.openDraft(id, for: applicant)
                return .page(view(open, visit).html)
            } catch let refusal as Refusal where refusal.kind == .notFound {
                // Once submitted there is no draft: whoever comes back here finds the case.
                let found = try await visit.installation.applicantCase(of: id, for: applicant)
                return .seeOther(Site.case(found.state.id.text))
            }
        },
        .applicant(.get, Site.filingWindow, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            return .page(window(open, visit).html)
        },
        .applicant(.post, Site.filingWindow, scope: .filing) { visit, applicant in
            let id: ID<Filing> = try visit.id("filing")
            do {
                try await visit.installation.chooseWindow(visit.form["window"] ?? "", of: id, by: applicant)
            } catch let refusal as Refusal where refusal.kind == .invalid {
                let open = try await visit.installation.openDraft(id, for: applicant)
                return .page(window(open, visit, error: visit.say(refusal.message)).html, status: .unprocessableContent)
            }
            return .seeOther(visit.query["back"] == "check" ? Site.filingCheck(id.text) : Site.filing(id.text))
        },
        .applicant(.post, Site.filingDiscard, scope: .filing) { visit, applicant in
            try await visit.installation.discardDraft(try visit.id("filing"), by: applicant)
            return .seeOther(Site.myPage())
        },
    ]

    static func view(_ open: OpenDraft, _ visit: Visit) -> Page {
        let ui = visit.ui
        let filing = open.draft.filing.text
        var page = page(open, visit, title: visit.say(open.form.title))
        page.breadcrumbs = [.init(visit.say(Words.myPage), Site.myPage())]
        if let returned = open.returned { page.alerts = returnedBanner(returned, open, visit) }
        let judgement = open.judgement
        var tasks: [Components.Task] = []
        if open.choosesWindow {
            let name = open.programme.window(open.draft.window)?.name
            tasks.append(
                .init(visit.say(Words.window), Site.filingWindow(filing), .done, note: name.map(visit.say)))
        }
        for section in judgement.sections {
            guard let leaf = first(of: section, open, judgement) else { continue }
            let anchor = leaf.parts.count > 1 ? "#section-\(section.id)" : ""
            tasks.append(
                .init(
                    visit.say(judgement.filled(section.title)), Site.filingSection(filing, leaf.id) + anchor,
                    state(section, open, judgement)))
        }
        let ready = judgement.isComplete
        page.body = """
            \(NewerFormPage.banner(open, visit))\
            \(visit.stops(judgement))\
            \(open.form.introduction.map { ui.prose(visit.say(judgement.filled($0))) })\
            <p class="support">\(visit.say(Words.minutes(open.form.minutes)))</p>\
            \(ui.tasks(tasks))\
            \(ui.buttons(ui.action(visit.say(Words.toCheck), Site.filingCheck(filing), ready ? .primary : .secondary)))
            <p class="support">\(visit.say(Words.lastSaved(Formats.time(open.draft.changedAt, visit.language))))</p>
            <p>\(ui.link(visit.say(Words.Drafts.printDraft), Site.filingPDF(filing)))・\
            \(ui.link(visit.say(Words.Drafts.changes), Site.filingChanges(filing)))</p>
            \(if: !open.isResubmission, discard(filing, visit))
            """
        return page
    }

    /// The page on which a section begins.
    private static func first(of section: Section, _ open: OpenDraft, _ judgement: Judgement) -> Leaf? {
        open.form.leaves.first { leaf in
            judgement.isShown(leaf) && leaf.parts.contains { $0.section.id == section.id }
        }
    }

    /// The frame of every page of a draft: which round, which procedure, by when.
    static func page(_ open: OpenDraft, _ visit: Visit, title: String) -> Page {
        var page = visit.page(title, .applicant)
        let round =
            open.round.map { visit.say($0.round.title) } ?? open.case.map { visit.say($0.opening.roundTitle) } ?? ""
        page.context = round
        page.chips = visit.ui.chip(visit.say(open.procedure.name))
        page.lead = """
            <p>\(round)</p>\(open.until.map { "<p>\(Formats.deadline($0, now: visit.arrived, visit.ui))</p>" as HTML })
            """
        return page
    }

    private static func state(
        _ section: Section, _ open: OpenDraft, _ judgement: Judgement
    ) -> Components.TaskState {
        if let returned = open.returned, section.fields.contains(where: { returned.remarks[$0.name] != nil }) {
            return .needsAttention
        }
        let errors = judgement.errors(in: section)
        if errors.isEmpty { return section.fields.contains { judgement.answers[$0.name] != nil } ? .done : .notStarted }
        let touched = section.fields.contains { field in
            if open.files.contains(where: { $0.field == field.name || $0.field.hasPrefix("\(field.name).") }) {
                return true
            }
            return open.draft.typed.boxes(of: field).contains { box in
                (box != field.name || !field.type.isTable) && !open.draft.typed.first(box).isEmpty
            }
        }
        return touched ? .inProgress : .notStarted
    }

    /// What the office asks to correct, with links to the fields.
    static func returnedBanner(_ returned: Filing.Returned, _ open: OpenDraft, _ visit: Visit) -> HTML {
        let lines = open.form.sections.flatMap { section in
            section.fields.compactMap { field -> HTML? in
                guard let remark = returned.remarks[field.name] else { return nil }
                let leaf = open.form.leaf(of: field.name)?.id ?? section.id
                let address = Site.filingSection(open.draft.filing.text, leaf) + "#" + Control.id(field.name)
                return "<li>\(visit.ui.link(visit.say(field.label), address))：\(remark)</li>"
            }
        }
        return visit.ui.banner(
            .warning, visit.say(Words.pleaseCorrect),
            """
            \(if: !returned.message.isEmpty, visit.ui.prose(returned.message))\
            \(if: !lines.isEmpty, "<ul>\(lines)</ul>")
            """)
    }

    private static func discard(_ filing: String, _ visit: Visit) -> HTML {
        visit.ui.details(
            visit.say(Words.discardDraft),
            """
            <p>\(visit.say(Words.discardWarning))</p>
            \(visit.ui.form(to: Site.filingDiscard(filing), hidden: visit.tokens,
                            visit.ui.submit(visit.say(Words.discardNow), .danger)))
            """)
    }

    private static func window(_ open: OpenDraft, _ visit: Visit, error: String? = nil) -> Page {
        let ui = visit.ui
        let filing = open.draft.filing.text
        var page = page(open, visit, title: visit.say(Words.window))
        page.breadcrumbs = [
            .init(visit.say(Words.myPage), Site.myPage()), .init(visit.say(open.form.title), Site.filing(filing)),
        ]
        page.hasErrors = error != nil
        if let error { page.alerts = ui.errorSummary([Problem(field: "window", error)]) }
        let back = visit.query["back"] == "check" ? "?back=check" : ""
        page.body = ui.form(
            to: Site.filingWindow(filing) + back, hidden: visit.tokens,
            """
            \(ui.radios(Control("window", visit.say(Words.windowQuestion), support: visit.say(Words.windowSupport), error: error),
                options: (open.round?.windows ?? []).map {
                    .init($0.id, visit.say($0.name), support: $0.area.map(visit.say))
                }, value: open.draft.window))\
            \(ui.buttons(ui.submit(visit.say(Words.save))))
            """)
        return page
    }
}
