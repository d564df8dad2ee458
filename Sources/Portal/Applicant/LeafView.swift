import Grants
import Storage
import UseCases

/// A page of a draft's questions.
struct LeafView {
    let open: OpenDraft
    let leaf: Leaf
    let visit: Visit
    let errors: [FieldError]
    let isSaved: Bool
    let fields: FormFields

    init(
        _ open: OpenDraft, _ leaf: Leaf, _ visit: Visit, earlier: [EarlierFile] = [],
        touches: [String: DraftTouch] = [:], errors: [FieldError] = [], isSaved: Bool = false,
        found: (place: String, choices: [Found])? = nil
    ) {
        self.open = open
        self.leaf = leaf
        self.visit = visit
        self.errors = errors
        self.isSaved = isSaved
        let filing = open.draft.filing.text
        fields = FormFields(
            judgement: open.judgement, typed: open.draft.typed, visit: visit, errors: errors,
            origins: open.row.sources, changes: touches.mapValues { ChangesPage.line($0, visit) },
            remarks: open.returned?.remarks ?? [:], found: found,
            uploads: FormFields.Uploads(
                files: open.shownFiles, address: { Site.filingFiles(filing, $0) }, earlier: earlier,
                template: { Site.filingTemplate(filing, $0) },
                tableImport: { Site.filingTableImport(filing, $0) }))
    }

    private var ui: Components { visit.ui }
    private var filing: String { open.draft.filing.text }

    var page: Page {
        var page = TaskListPage.page(open, visit, title: fields.say(leaf.title(in: open.form)))
        page.breadcrumbs = [
            .init(visit.say(Words.myPage), Site.myPage()), .init(visit.say(open.form.title), Site.filing(filing)),
        ]
        page.hasErrors = !errors.isEmpty
        if !errors.isEmpty {
            page.alerts = ui.errorSummary(FormFields.problems(errors, form: open.form, visit: visit))
            page.alerts += "<p class=\"support\">\(visit.say(Words.savedWithErrors))</p>"
        } else if isSaved {
            page.alerts = ui.banner(
                .success, visit.say(Words.savedAt(Formats.clock(open.draft.changedAt))), isAnnounced: true)
        }
        let back = visit.query["back"] == "check" ? "?back=check" : ""
        let hasTables = leaf.fields.contains(where: \.type.isTable)
        if hasTables { page.width = .wide }
        page.body = """
            \(ui.form(
                to: Site.filingSection(filing, leaf.id) + back,
                hidden: """
                    \(visit.tokens)\(ui.hidden("section", leaf.id))\
                    \(ui.hidden(DraftForm.programmeVersion, String(open.row.programmeVersion)))
                    """, autosave: autosave, takesFiles: true,
                """
                \(leaf.parts.map(part))\(fields.stopsRegion)\
                \(ui.buttons(
                    ui.submit(visit.say(Words.saveAndContinue), .primary, name: "act", value: "next"),
                    ui.submit(visit.say(Words.saveDraft), .secondary, name: "act", value: "save")))
                """))
            <p>\(ui.link(visit.say(Words.backToList), Site.filing(filing)))</p>
            """
        return page
    }

    private var autosave: Components.Autosave {
        Components.Autosave(
            url: Site.filingAutosave(filing), version: open.draft.version,
            signInURL: Pattern.address(Site.signIn(), [("return", Site.filingSection(filing, leaf.id))]),
            liveURL: Site.filingLive(filing))
    }

    private func part(_ part: (section: Section, fields: [Field])) -> HTML {
        let (section, own) = part
        let guidance = section.guidance.map { ui.prose(fields.say($0)) }
        guard leaf.parts.count > 1 else { return "\(guidance)\(fields.inputs(own))" }
        return """
            <section class="block" id="section-\(section.id)" data-section="\(section.id)"\
            \(attribute: "hidden", if: !fields.judgement.isShown(section))>\
            <h2>\(fields.say(section.title))</h2>\(guidance)\(fields.inputs(own))</section>
            """
    }
}

extension OpenDraft {
    /// Its files, to fetch by those who attached them.
    var shownFiles: ShownFiles {
        ShownFiles(files: files, scans: scans, isOwner: true) { Site.filingFile(draft.filing.text, $0.id.text) }
    }
}
