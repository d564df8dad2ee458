import Grants
import Storage
import UseCases

/// The start of an application: what will be asked, by when, and at which window.
enum ApplyPage {
    static let routes: [Route] = [
        .applicant(.get, Site.apply, scope: .round) { visit, applicant in
            let round = try await found(visit, applicant)
            return .page(try await view(round, visit, applicant).html)
        },
        .applicant(.post, Site.apply, scope: .round) { visit, applicant in
            let round = try await found(visit, applicant)
            guard let filing = visit.form["filing"].flatMap({ ID<Filing>($0) }),
                let id = visit.form["case"].flatMap({ ID<Case>($0) })
            else { throw Refusal.absent }
            do {
                try await visit.installation.startFiling(
                    filing, case: id, in: round.id, window: visit.form["window"] ?? "", from: try earlier(visit),
                    by: applicant)
            } catch let refusal as Refusal where refusal.kind == .invalid {
                var page = try await view(round, visit, applicant, refusal)
                page.hasErrors = true
                return .page(page.html, status: .unprocessableContent)
            }
            return .seeOther(Site.filing(filing.text))
        },
    ]

    private static func found(_ visit: Visit, _ applicant: SignedApplicant) async throws -> PublishedRound {
        guard let round = try await visit.installation.visibleRound(try visit.roundID(), for: applicant) else {
            throw Refusal.absent
        }
        return round
    }

    /// The filing to start from, where one was chosen.
    private static func earlier(_ visit: Visit) throws(Refusal) -> ID<Filing>? {
        guard let chosen = visit.form["copy"], !chosen.isEmpty else { return nil }
        guard let id = ID<Filing>(chosen) else { throw .absent }
        return id
    }

    private static func view(
        _ round: PublishedRound, _ visit: Visit, _ applicant: SignedApplicant, _ refusal: Refusal? = nil
    ) async throws -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.startTitle), .applicant)
        page.context = visit.say(round.round.title)
        page.breadcrumbs = [
            .init(visit.say(Words.findRounds), Site.rounds()),
            .init(visit.say(round.round.title), Site.round(round.id)),
        ]
        page.lead = "<p>\(visit.say(round.round.title))</p>"
        let entitled: Refusal?
        do {
            try visit.installation.checkEntitled(applicant, to: round, at: visit.arrived)
            try await visit.installation.checkPlaces(of: round)
            entitled = nil
        } catch let refusal as Refusal {
            entitled = refusal
        }
        if let entitled {
            page.body = ui.banner(.warning, visit.say(entitled.message))
            return page
        }
        let mine = try await visit.installation.myPage(of: applicant)
        let earlier = try await visit.installation.earlierFilings(for: round, by: applicant)
        if let refusal {
            page.alerts = ui.errorSummary([Problem(field: refusal.field ?? "window", visit.say(refusal.message))])
        }
        func error(_ field: String) -> String? { refusal?.field == field ? refusal.map { visit.say($0.message) } : nil }
        let drafts = mine.drafts.filter { $0.row.round == round.id }
        let filed = mine.cases.filter { $0.round == round.id }
        if !drafts.isEmpty || !filed.isEmpty {
            page.body += ui.banner(
                .info, visit.say(Words.alreadyHere),
                """
                <ul>\(drafts.map { draft -> HTML in
                    let saved = Formats.time(draft.draft.changedAt, visit.language)
                    return "<li>\(ui.link(visit.say(Words.resumeDraft(saved)), draft.resumeAddress))</li>"
                })\(filed.map { row -> HTML in
                    "<li>\(ui.link("\(row.number) \(row.title)", Site.case(row.id.text)))</li>"
                })</ul>
                """)
        }
        page.body += outline(round, visit)
        let windows = round.windows.map { window in
            Components.Option(window.id, visit.say(window.name), support: window.area.map(visit.say))
        }
        let control = Control(
            "window", visit.say(Words.windowQuestion), support: visit.say(Words.windowSupport), error: error("window"))
        page.body += ui.form(
            to: Site.apply(round.id),
            hidden: """
                \(visit.tokens)\(ui.hidden("filing", visit.world.id(Filing.self).text))\
                \(ui.hidden("case", visit.world.id(Case.self).text))
                """,
            """
            \(if: windows.count > 1 && !round.programme.isRouted(round.round), ui.radios(control, options: windows, value: visit.form["window"]))\
            \(beginning(earlier, visit, error: error("copy")))\
            \(ui.buttons(ui.submit(visit.say(drafts.isEmpty ? Words.startNow : Words.startNew))))
            """)
        return page
    }

    /// Where to begin: with nothing, or with what was filed before.
    private static func beginning(_ earlier: [FiledBefore], _ visit: Visit, error: String?) -> HTML {
        guard !earlier.isEmpty else { return .empty }
        let control = Control(
            "copy", visit.say(Words.Drafts.beginFrom), .unmarked, support: visit.say(Words.Drafts.copySupport),
            error: error)
        let options = earlier.prefix(10).map { filed in
            Components.Option(
                filed.filing.text, visit.say(Words.Drafts.copy(filed.receipt, filed.title)),
                support: "\(filed.roundTitle)・\(Formats.time(filed.at, visit.language))")
        }
        return visit.ui.radios(
            control, options: [.init("", visit.say(Words.Drafts.beginEmpty))] + options,
            value: visit.form["copy"] ?? "")
    }

    private static func outline(_ round: PublishedRound, _ visit: Visit) -> HTML {
        guard let form = round.programme.flow.first.flatMap({ round.programme.form($0.form) }) else { return .empty }
        return """
            <section class="block"><h2>\(visit.say(Words.whatIsAsked))</h2>
            <p>\(Formats.deadline(round.round.closes.instant, now: visit.arrived, visit.ui))</p>
            <ul>\(form.sections.map { section -> HTML in
                "<li>\(visit.say(section.title))（\(visit.say(Words.fieldCount(section.fields.count)))）</li>"
            })</ul><p>\(visit.say(Words.savedAsYouType))</p></section>
            """
    }
}
