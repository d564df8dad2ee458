import Grants
import Hummingbird
import UseCases

/// 補助金・公募: the agency's programmes and their rounds.
enum AdminHomePage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.administration, scope: .programme) { visit, administrator in
            .page(view(visit, administrator).html)
        },
        .officer([.administrator], .post, Site.adminProgrammes, scope: .programme) { visit, administrator in
            try await create(visit, administrator)
        },
    ]

    private static func create(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let new = NewProgramme(
            source: visit.form["source"] ?? "", code: visit.form["code"] ?? "", name: visit.form["name"] ?? "",
            keepsForms: visit.form["forms"] != "begin")
        do {
            let id = try await visit.installation.createProgramme(new, by: administrator)
            return .seeOther(Pattern.address(Site.adminProgramme(id), [("done", "created")]))
        } catch let refusal as Refusal where refusal.field != nil {
            var page = view(visit, administrator, new: new, refusal: refusal)
            page.hasErrors = true
            page.alerts = visit.ui.errorSummary([
                Problem(field: refusal.field ?? "", visit.say(refusal.message), scope: "new")
            ])
            return .page(page.html, status: .unprocessableContent)
        }
    }

    private static func view(
        _ visit: Visit, _ administrator: Officer, new: NewProgramme? = nil, refusal: Refusal? = nil
    ) -> Page {
        let programmes = visit.installation.programmes(for: administrator)
        var page = visit.administrationPage(visit.say(Words.programmes))
        page.body =
            programmes.isEmpty
            ? visit.ui.empty(visit.say(Words.Admin.noProgrammes), "<p>\(visit.say(Words.Admin.noProgrammesAdvice))</p>")
            : "\(programmes.map { section($0, visit) })"
        page.body += creation(programmes, new, refusal, visit)
        return page
    }

    /// 新しい補助金を作る.
    private static func creation(
        _ programmes: [PublishedProgramme], _ new: NewProgramme?, _ refusal: Refusal?, _ visit: Visit
    ) -> HTML {
        let ui = visit.ui
        func control(_ name: String, _ label: Phrase, support: Phrase? = nil) -> Control {
            Control(
                name, visit.say(label), support: support.map { visit.say($0) },
                error: refusal?.field == name ? refusal.map { visit.say($0.message) } : nil, scope: "new")
        }
        return """
            <h2>\(visit.say(Words.Creating.title))</h2><p>\(visit.say(Words.Creating.about))</p>\(ui.form(
                to: Site.adminProgrammes(), hidden: visit.tokens,
                """
                \(ui.select(
                    control("source", Words.Creating.source),
                    groups: [
                        (
                            visit.say(Words.Creating.templates),
                            ProgrammeTemplate.all.map { .init($0.id, visit.say($0.title)) }
                        ), (visit.say(Words.programmes), programmes.map { .init($0.id, visit.say($0.newest.name)) }),
                    ].filter { !$0.1.isEmpty }, value: new?.source ?? ""))\
                \(ui.text(
                    control("name", Words.Creating.name), value: new?.name ?? "", width: .full, autocomplete: "off",
                    maximum: 100))\
                \(ui.text(
                    control("code", Words.Admin.code, support: Words.Creating.codeSupport), value: new?.code ?? "",
                    width: .medium, autocomplete: "off"))\
                \(ui.radios(
                    control("forms", Words.Creating.forms, support: Words.Creating.formsSupport),
                    options: [
                        .init("keep", visit.say(Words.Creating.keep)),
                        .init("begin", visit.say(Words.Creating.begin), support: visit.say(Words.Creating.beginAbout)),
                    ], value: new?.keepsForms == false ? "begin" : "keep"))\
                \(ui.buttons(ui.submit(visit.say(Words.Creating.create))))
                """))
            """
    }

    private static func section(_ programme: PublishedProgramme, _ visit: Visit) -> HTML {
        let rounds = visit.installation.rounds(of: programme.id)
        let line = Words.Admin.programmeLine(programme.id, version: programme.row.version, rounds: rounds.count)
        return """
            <h2>\(visit.ui.link(visit.say(programme.newest.name), Site.adminProgramme(programme.id)))</h2>\
            <p>\(visit.say(line))</p>\(AdminRoundTable.view(rounds, caption: visit.say(programme.newest.name), visit))
            """
    }
}

/// Rounds as a table, with what an administrator looks for.
enum AdminRoundTable {
    static func view(_ rounds: [PublishedRound], caption: String, _ visit: Visit) -> HTML {
        guard !rounds.isEmpty else { return visit.ui.empty(visit.say(Words.Admin.noRounds)) }
        let columns: [Components.Column] = [
            .init(visit.say(Words.Admin.round)), .init(visit.say(Words.Admin.code), isTight: true),
            .init(visit.say(Words.Admin.version), isNumeric: true), .init(visit.say(Words.Rounds.opens)),
            .init(visit.say(Words.Rounds.closes)), .init(visit.say(Words.Rounds.status), isTight: true),
            .init(visit.say(Words.Admin.visibility), isTight: true),
        ]
        let rows = rounds.map { round -> [HTML] in
            let call = round.round
            return [
                visit.ui.link(visit.say(call.title), Site.adminRound(round.id)), "\(call.code)",
                "\(round.row.version)", time(call.opens, visit), time(call.closes, visit),
                RoundCard.chip(call, visit), chip(call.visibility, visit),
            ]
        }
        return visit.ui.table(
            visit.say(Words.Admin.roundsOf(caption)), columns: columns, rows: rows, isCaptionHidden: true)
    }

    private static func time(_ time: JapanTime, _ visit: Visit) -> HTML {
        visit.ui.time(Formats.time(time.instant, visit.language), machine: Formats.machine(time.instant))
    }

    static func chip(_ visibility: Round.Visibility, _ visit: Visit) -> HTML {
        let tone: Components.Tone =
            switch visibility {
            case .published: .success
            case .unlisted, .invited: .warning
            case .draft: .neutral
            }
        return visit.ui.chip(visit.say(Words.Admin.visibility(visibility)), tone)
    }
}

extension Installation {
    /// Every round of a programme, drafts included, the one that closes last first.
    func rounds(of programme: String) -> [PublishedRound] {
        published.current.rounds.filter { $0.row.programme == programme }
            .sorted { ($0.round.closes, $0.id) > ($1.round.closes, $1.id) }
    }
}
