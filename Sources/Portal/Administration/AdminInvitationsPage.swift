import Grants
import Hummingbird
import Storage
import UseCases

/// 招待: which organisations see a round that is for those invited, and inviting more of them.
enum AdminInvitationsPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminRoundInvitations, scope: .programme) { visit, administrator in
            .page(try await view(visit, administrator).html)
        },
        .officer([.administrator], .post, Site.adminRoundInvitations, scope: .programme) { visit, administrator in
            try await change(visit, administrator)
        },
    ]

    /// The way here from the round's page.
    static func link(_ round: PublishedRound, _ visit: Visit) -> HTML {
        """
        <h2>\(visit.say(Words.Admin.invitations))</h2>\
        <p>\(visit.ui.action(visit.say(Words.Admin.invitations), Site.adminRoundInvitations(round.id)))</p>
        """
    }

    private static func change(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.roundID()
        let home = Site.adminRoundInvitations(id)
        if let text = visit.form["uninvite"] {
            guard let invitee = Invitee(text) else { throw Refusal.absent }
            try await visit.installation.uninvite(invitee, from: id, by: administrator)
            return .seeOther(Pattern.address(home, [("done", "uninvited")]))
        }
        do {
            let added = try await visit.installation.invite(
                to: id, succeededIn: visit.form["from"].flatMap { $0.isEmpty ? nil : $0 },
                numbers: visit.form["numbers"] ?? "", by: administrator)
            return .seeOther(Pattern.address(home, [("added", String(added))]))
        } catch let refusal as Refusal where refusal.kind == .invalid {
            var page = try await view(visit, administrator, refusal)
            page.hasErrors = true
            return .page(page.html, status: .unprocessableContent)
        }
    }

    private static func view(
        _ visit: Visit, _ administrator: Officer, _ refusal: Refusal? = nil
    ) async throws -> Page {
        let (ui, id) = (visit.ui, try visit.roundID())
        let round = try visit.installation.round(id, for: administrator)
        let (rows, count) = try await visit.installation.invitations(to: id, for: administrator)
        var page = visit.administrationPage(
            visit.say(Words.Admin.invitations),
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(round.round.title), Site.adminRound(id)),
            ])
        page.context = visit.say(round.round.title)
        page.width = .reading
        page.alerts =
            refusal.map { ui.errorSummary([Problem(field: $0.field ?? "numbers", visit.say($0.message))]) }
            ?? visit.done(["uninvited": Words.Admin.uninvited])
        if let added = visit.query["added"].flatMap({ Int($0) }) {
            page.alerts = ui.banner(
                .success, visit.say(Words.Admin.nowInvitedCount(Formats.number(added))), isAnnounced: true)
        }
        let others = visit.installation.published.current.rounds
            .filter { $0.agency.id == administrator.agency && $0.id != id }
            .map { Components.Option($0.id, visit.say($0.round.title)) }
        let numbers = Control(
            "numbers", visit.say(Words.Admin.inviteByNumber), .unmarked,
            support: visit.say(Words.Admin.inviteByNumberSupport), error: refusal.map { visit.say($0.message) })
        page.body = """
            <p>\(visit.say(Words.Admin.inviteAbout))</p>\
            \(ui.form(
                to: Site.adminRoundInvitations(id), hidden: visit.tokens,
                """
                \(ui.select(
                    Control("from", visit.say(Words.Admin.inviteByRound), .unmarked), options: others,
                    value: visit.form["from"] ?? ""))\
                \(ui.textarea(numbers, value: visit.form["numbers"] ?? "", rows: 4))\
                \(ui.buttons(ui.submit(visit.say(Words.Admin.invite))))
                """))\
            <h2>\(visit.say(Words.Admin.invitedCount(Formats.number(count))))</h2>\(table(rows, id, visit))\
            \(if: count > rows.count, "<p>\(visit.say(Words.Admin.invitedShown))</p>")
            """
        return page
    }

    private static func table(_ rows: [InvitationRow], _ id: String, _ visit: Visit) -> HTML {
        guard !rows.isEmpty else { return .empty }
        let ui = visit.ui
        return ui.table(
            visit.say(Words.Admin.invitations),
            columns: [
                .init(visit.say(Words.Admin.organisation)), .init(visit.say(Words.Admin.invitedAt)),
                .init(visit.say(Words.Admin.invitedBy)), .init(visit.say(Words.Admin.uninvite), isTight: true),
            ],
            rows: rows.map { row in
                var name = row.name
                if case .corporateNumber(let number) = row.invitee {
                    name = name.isEmpty ? number : "\(name)（\(number)）"
                }
                return [
                    "\(name)", "\(Formats.time(row.at, visit.language))", "\(row.by)",
                    ui.form(
                        to: Site.adminRoundInvitations(id),
                        hidden: "\(visit.tokens)\(ui.hidden("uninvite", row.invitee.text))",
                        ui.submit(visit.say(Words.Admin.uninvite), .tertiary, context: name, isSmall: true)),
                ]
            }, isCaptionHidden: true)
    }
}
