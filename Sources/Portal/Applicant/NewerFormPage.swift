import Grants
import UseCases

/// 新しいフォームに移る: what is different in a newer version of a draft's form, and what becomes of its answers.
enum NewerFormPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filingVersion, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            guard let newer = visit.installation.newerForm(for: open) else {
                return .seeOther(Site.filing(open.draft.filing.text))
            }
            return .page(view(open, newer, visit).html)
        },
        .applicant(.post, Site.filingVersion, scope: .filing) { visit, applicant in
            let id: ID<Filing> = try visit.id("filing")
            do {
                try await visit.installation.moveDraft(
                    id, to: Int(visit.form["to"] ?? "") ?? 0, seen: Int(visit.form[FormNames.version] ?? "") ?? 0,
                    by: applicant)
            } catch let refusal as Refusal where refusal.kind == .conflict {
                let open = try await visit.installation.openDraft(id, for: applicant)
                guard let newer = visit.installation.newerForm(for: open) else { throw refusal }
                return .page(view(open, newer, visit, refusal).html, status: .conflict)
            }
            return .seeOther(Site.filing(id.text))
        },
    ]

    /// What the task list says where there is a newer form.
    static func banner(_ open: OpenDraft, _ visit: Visit) -> HTML {
        guard let newer = visit.installation.newerForm(for: open) else { return .empty }
        return visit.ui.banner(
            .info, visit.say(Words.Drafts.newerForm(newer.version)),
            """
            <p>\(visit.say(Words.Drafts.newerFormChoice(open.row.programmeVersion)))</p>
            <p>\(visit.ui.link(visit.say(Words.Drafts.seeNewerForm), Site.filingVersion(open.draft.filing.text)))</p>
            """)
    }

    private static func view(_ open: OpenDraft, _ newer: NewerForm, _ visit: Visit, _ refusal: Refusal? = nil) -> Page {
        let ui = visit.ui
        let filing = open.draft.filing.text
        var page = TaskListPage.page(open, visit, title: visit.say(Words.Drafts.moveTitle(newer.version)))
        page.breadcrumbs = [
            .init(visit.say(Words.myPage), Site.myPage()), .init(visit.say(open.form.title), Site.filing(filing)),
        ]
        if let refusal { page.alerts = ui.banner(.warning, visit.say(refusal.message), isAnnounced: true) }
        let move = newer.move(of: open)
        let changes = newer.difference(from: open).changes.map { visit.say($0.sentence) }
        page.body = """
            \(section(Words.Drafts.whatChanged, changes, none: Words.Drafts.nothingChanged, visit))\
            \(lost(move, visit))\
            \(section(Words.Drafts.whatIsNew, new(move, newer.form, visit), none: Words.Drafts.nothingNew, visit))\
            <p>\(visit.say(Words.Drafts.carried(move.carried.count)))</p>
            \(ui.form(to: Site.filingVersion(filing),
                hidden: """
                    \(visit.tokens)\(ui.hidden("to", String(newer.version)))\
                    \(ui.hidden(FormNames.version, String(open.draft.version)))
                    """,
                ui.buttons(
                    ui.submit(visit.say(Words.Drafts.moveNow(newer.version))),
                    ui.action(visit.say(Words.Drafts.stay(open.row.programmeVersion)), Site.filing(filing)))))
            """
        return page
    }

    private static func section(_ title: Phrase, _ lines: [String], none: Phrase, _ visit: Visit) -> HTML {
        """
        <section class="block"><h2>\(visit.say(title))</h2>\
        \(if: lines.isEmpty, "<p>\(visit.say(none))</p>", else: "<ul>\(lines.map { "<li>\($0)</li>" as HTML })</ul>")</section>
        """
    }

    /// Every answer that finds no place any more, as it stands.
    private static func lost(_ move: DraftMove, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let rows = move.lost.map { lost -> [HTML] in
            ["\(visit.say(lost.label))", ui.prose(lost.value), "\(visit.say(lost.reason.title))"]
        }
        let title = visit.say(Words.Drafts.whatIsLost)
        let columns: [Components.Column] = [
            .init(visit.say(Words.Drafts.what)), .init(visit.say(Words.Drafts.answer)),
            .init(visit.say(Words.Drafts.reason)),
        ]
        return """
            <section class="block"><h2>\(title)</h2>\
            \(if: rows.isEmpty, "<p>\(visit.say(Words.Drafts.nothingLost))</p>", else: """
                <p>\(visit.say(Words.Drafts.lostLead))</p>\
                \(ui.table(title, columns: columns, rows: rows, isCaptionHidden: true))
                """)</section>
            """
    }

    private static func new(_ move: DraftMove, _ form: Form, _ visit: Visit) -> [String] {
        move.new.compactMap { place in
            guard let name = place.field, let field = form.field(named: name) else { return nil }
            let column = place.column.flatMap { name -> Field? in
                if case .table(let table) = field.type { table.column(named: name) } else { nil }
            }
            return visit.say(field.label) + (column.map { "：\(visit.say($0.label))" } ?? "")
        }
    }
}
