import Grants
import Storage
import UseCases

/// 変更の記録: who changed what in a draft. The people of an organisation share its drafts.
enum ChangesPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filingChanges, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            let edits = try await visit.installation.draftHistory(of: open, english: visit.english)
            return .page(view(open, edits, visit).html)
        }
    ]

    /// Lines of a page; a save is never cut.
    private static let most = 100

    private static func view(_ open: OpenDraft, _ edits: [DraftEdit], _ visit: Visit) -> Page {
        let ui = visit.ui
        let filing = open.draft.filing.text
        var page = TaskListPage.page(open, visit, title: visit.say(Words.Drafts.changes))
        page.width = .wide
        page.breadcrumbs = [
            .init(visit.say(Words.myPage), Site.myPage()), .init(visit.say(open.form.title), Site.filing(filing)),
        ]
        let until = visit.query["before"].flatMap { Int($0) } ?? Int.max
        let rest = edits.filter { $0.version < until }
        let last = rest.prefix(most).last?.version
        let shown = rest.filter { $0.version >= last ?? 0 }
        let older = shown.count < rest.count ? last : nil
        let rows = shown.map { edit -> [HTML] in
            [
                ui.time(Formats.time(edit.at, visit.language), machine: Formats.machine(edit.at)), "\(edit.by)",
                "\(visit.say(edit.label))", side(edit.before, visit), side(edit.after, visit),
            ]
        }
        let title = visit.say(Words.Drafts.changes)
        page.body = """
            <p>\(visit.say(Words.Drafts.changesLead))</p>
            \(if: rows.isEmpty, ui.empty(visit.say(Words.Drafts.noChanges)), else: ui.table(
                title,
                columns: [
                    .init(visit.say(Words.Drafts.when)), .init(visit.say(Words.Drafts.who)),
                    .init(visit.say(Words.Drafts.what)), .init(visit.say(Words.before)), .init(visit.say(Words.after)),
                ], rows: rows, rowHeader: nil, isCaptionHidden: true))
            \(older.map { version -> HTML in
                let address = Pattern.address(Site.filingChanges(filing), [("before", String(version))])
                return "<p>\(ui.link(visit.say(Words.Drafts.older), address))</p>"
            })\
            <p>\(ui.link(visit.say(Words.backToList), Site.filing(filing)))</p>
            """
        return page
    }

    private static func side(_ text: String, _ visit: Visit) -> HTML {
        text.isEmpty ? "<span class=\"blank\">\(visit.say(Words.notFilledIn))</span>" : visit.ui.prose(text)
    }

    /// What stands under a field that somebody else changed today or yesterday.
    static func line(_ touch: DraftTouch, _ visit: Visit) -> String {
        let isToday = JapanTime(touch.at).day == JapanTime(visit.arrived).day
        let time = Formats.clock(touch.at)
        return visit.say(Words.Drafts.changedBy(touch.by, isToday ? time : visit.say(Words.Drafts.yesterday(time))))
    }
}
