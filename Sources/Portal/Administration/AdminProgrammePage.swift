import Grants
import Hummingbird
import UseCases

/// A programme's documents as pages.
enum AdminProgrammePage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminProgramme, scope: .programme) { visit, administrator in
            let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
            let (version, definition) = try visit.version(of: programme)
            var designs: [FormDesign] = []
            for form in try await visit.installation.formDesigns(of: programme.id).keys {
                designs.append(
                    try await visit.installation.formDesign(form, of: programme.id, for: administrator))
            }
            var page = view(programme, version, definition, designs, visit)
            let older = try await visit.installation.olderVersions(of: programme.id, for: administrator)
            page.body += AdminRenewalPage.links(programme, older, visit)
            return .page(page.html)
        }
    ]

    private static func view(
        _ programme: PublishedProgramme, _ version: Int, _ definition: Programme, _ designs: [FormDesign],
        _ visit: Visit
    ) -> Page {
        var page = visit.administrationPage(
            visit.say(definition.name), under: [.init(visit.say(Words.programmes), Site.administration())])
        page.chips = visit.ui.chip(visit.say(Words.Admin.versionNumber(version)), .info)
        page.lead = visit.ui.prose(visit.say(definition.summary))
        if version != programme.row.version {
            page.alerts = visit.ui.banner(
                .info, visit.say(Words.Admin.olderVersion(version)),
                "<p>\(visit.ui.link(visit.say(Words.Admin.toNewest), Site.adminProgramme(programme.id)))</p>")
        }
        page.alerts =
            visit.done([
                "published": Words.Publishing.published(programme.row.version),
                "discarded": Words.Publishing.discarded, "flow-published": Words.FlowEditor.published,
                "flow-discarded": Words.FlowEditor.discarded, "created": Words.Creating.created,
                "windows": Words.Windows.saved, "letter": Words.Letters.saved,
            ]) + page.alerts
        let rounds = visit.installation.rounds(of: programme.id)
        let toFlow: HTML = """
            <p>\(visit.ui.action(
                visit.say(Words.FlowEditor.edit), Site.adminFlow(programme.id), isSmall: true))</p>
            """
        let toWindows: HTML = """
            <p>\(visit.ui.action(
                visit.say(Words.Windows.edit), Site.adminWindows(programme.id), isSmall: true))</p>
            """
        page.body = """
            <h2>\(visit.say(Words.Admin.rounds))</h2>\
            \(AdminRoundTable.view(rounds, caption: visit.say(definition.name), visit))\
            \(if: version == programme.row.version, forms(programme, designs, visit))\
            <h2>\(visit.say(Words.Admin.documents))</h2><p>\(visit.say(Words.Admin.documentsAbout))</p>\
            \(visit.ui.list(documents(programme, version, definition, visit)))\
            <h2>\(visit.say(Words.Admin.flow))</h2>\
            \(if: version == programme.row.version, toFlow)\
            \(FlowView(programme: definition, visit: visit).html)\
            <h2>\(visit.say(Words.Rounds.windows))</h2>\
            \(if: version == programme.row.version, toWindows)\(windows(definition, visit))\
            <h2>\(visit.say(Words.Admin.versions))</h2><p>\(visit.say(Words.Admin.versionsAbout))</p>\
            \(versions(programme, version, visit))
            """
        return page
    }

    /// The forms and sheets of the newest version, each with where it stands and the way to its editor.
    private static func forms(
        _ programme: PublishedProgramme, _ designs: [FormDesign], _ visit: Visit
    ) -> HTML {
        let sheets = programme.newest.sheets.filter { programme.newest.isSheet($0.id) }
        return """
            <h2>\(visit.say(Words.Admin.forms))</h2>\(cards(of: programme.newest.forms, programme, designs, visit))\
            \(if: !sheets.isEmpty, """
                <h2>\(visit.say(Words.Admin.sheets))</h2>\(cards(of: sheets, programme, designs, visit))
                """)
            """
    }

    private static func cards(
        of forms: [Form], _ programme: PublishedProgramme, _ designs: [FormDesign], _ visit: Visit
    ) -> HTML {
        let cards = forms.map { form -> HTML in
            let design = designs.first { $0.form.id == form.id }
            let isChanged = design?.isChanged == true
            let sentence =
                design.map { FormState($0).sentence } ?? Words.Publishing.onlyPublished(programme.row.version)
            return visit.ui.card(
                visit.say(form.title), level: 3,
                chips: isChanged ? design.map { FormState($0).chip(visit) } ?? .empty : .empty,
                actions: """
                    \(visit.ui.action(
                        visit.say(Words.Publishing.edit), Site.adminForm(programme.id, form.id),
                        context: visit.say(form.title), isSmall: true))\
                    \(if: isChanged, visit.ui.action(
                        visit.say(Words.Publishing.goToPublish), Site.adminFormPublish(programme.id, form.id), .primary,
                        context: visit.say(form.title), isSmall: true))
                    """, "<p>\(visit.say(sentence))</p>")
        }
        return visit.ui.cards(cards)
    }

    private static func documents(
        _ programme: PublishedProgramme, _ version: Int, _ definition: Programme, _ visit: Visit
    ) -> [Components.Entry] {
        func links(_ kind: DocumentKind, _ documents: [(id: String, title: Text)]) -> HTML {
            let items = documents.map { document -> HTML in
                let address = kind.address(of: programme, document.id, version: version)
                return "<li>\(visit.ui.link(visit.say(document.title), address))</li>"
            }
            return items.isEmpty ? "\(visit.say(Words.Admin.none))" : "<ul>\(items)</ul>"
        }
        return [
            .init(
                visit.say(DocumentKind.flow.title),
                links(.flow, [(DocumentKind.flow.rawValue, Text(Words.Admin.flow.ja, en: Words.Admin.flow.en))])),
            .init(visit.say(DocumentKind.forms.title), links(.forms, definition.forms.map { ($0.id, $0.title) })),
            .init(visit.say(DocumentKind.sheets.title), links(.sheets, definition.sheets.map { ($0.id, $0.title) })),
            .init(
                visit.say(DocumentKind.letters.title),
                """
                \(links(.letters, definition.letters.map { ($0.id, $0.title) }))\
                \(if: version == programme.row.version, "<p>\(visit.ui.action(visit.say(Words.Letters.new), Site.adminLetterNew(programme.id), isSmall: true))</p>")
                """),
            .init(
                visit.say(Words.Admin.files),
                definition.attachments.isEmpty
                    ? "\(visit.say(Words.Admin.none))"
                    : "<ul>\(definition.attachments.map { "<li><code>\($0.path)</code></li>" as HTML })</ul>"),
        ]
    }

    private static func windows(_ definition: Programme, _ visit: Visit) -> HTML {
        visit.ui.table(
            visit.say(Words.Rounds.windows),
            columns: [
                .init(visit.say(Words.Admin.window)), .init(visit.say(Words.Admin.code), isTight: true),
                .init(visit.say(Words.Rounds.serves)), .init(visit.say(Words.Admin.contact)),
            ],
            rows: definition.windows.map { window in
                [
                    visit.said(window.name), "<code>\(window.id)</code>", window.area.map(visit.said) ?? .empty,
                    window.contact.map { visit.ui.prose(visit.say($0)) } ?? .empty,
                ]
            }, isCaptionHidden: true)
    }

    private static func versions(_ programme: PublishedProgramme, _ shown: Int, _ visit: Visit) -> HTML {
        let items = programme.versions.keys.sorted(by: >).map { version -> HTML in
            let name = visit.say(
                version == programme.row.version
                    ? Words.Admin.newestVersion(version) : Words.Admin.versionNumber(version))
            guard version != shown else { return "<li>\(name)（\(visit.say(Words.Admin.shownNow))）</li>" }
            let address = Pattern.address(Site.adminProgramme(programme.id), [("version", String(version))])
            return "<li>\(visit.ui.link(name, address))</li>"
        }
        return "<ul>\(items)</ul>"
    }
}

extension Visit {
    /// The id of the programme in the address.
    func programmeID() throws(Refusal) -> String { try "\(place("agency"))/\(place("programme"))" }

    /// The version of a programme that `?version=` asks for, or its newest.
    func version(of programme: PublishedProgramme) throws(Refusal) -> (Int, Programme) {
        guard let asked = query["version"] else { return (programme.row.version, programme.newest) }
        guard let number = Int(asked), let definition = programme.versions[number] else { throw .absent }
        return (number, definition)
    }
}

/// A flow as an ordered list of sentences: procedures, their stages, and where each outcome leads.
struct FlowView {
    let programme: Programme
    let visit: Visit

    var html: HTML { "<ol class=\"flow\">\(programme.flow.procedures.map(procedure))</ol>" }

    private var words: FlowInWords { FlowInWords(programme: programme, visit: visit) }

    private func procedure(_ procedure: Procedure) -> HTML {
        let form = programme.form(procedure.form).map { visit.say($0.title) } ?? procedure.form
        return """
            <li><strong>\(visit.said(procedure.name))</strong>\
            <p>\(words.start(of: procedure)) \(visit.say(Words.Admin.asksForm(form)))\
            \(also(words.conditions(of: procedure)))</p>\
            \(if: !procedure.stages.isEmpty, "<ol>\(procedure.stages.map { stage($0, in: procedure) })</ol>")\
            \(FlowDiagram(programme: programme, procedure: procedure, visit: visit).html)</li>
            """
    }

    private func also(_ sentences: [String]) -> HTML { "\(sentences.map { " \($0)" as HTML })" }

    private func stage(_ stage: Stage, in procedure: Procedure) -> HTML {
        let sheet = stage.sheet.flatMap(programme.sheet).map { visit.say(Words.Admin.usesSheet(visit.say($0.title))) }
        return """
            <li><strong>\(visit.said(stage.name))</strong>\
            <p>\(words.work(of: stage))\(sheet.map { " \($0)" as HTML })\
            \(also(words.conditions(of: stage, in: procedure)))</p>\
            <ul>\(stage.outcomes.map { outcome -> HTML in
                "<li>\(visit.said(outcome.label))：\(words.result(of: outcome, at: stage, in: procedure))</li>"
            })</ul></li>
            """
    }
}
