import Grants
import Hummingbird
import Storage
import UseCases

/// 担当の状況: who of the officer's windows has how many cases in hand, who is away, and handing all of one's cases over.
enum HandsPage {
    static let routes: [Route] = [
        .officer(.overseers, .get, Site.officeHands) { visit, officer in
            .page(view(try await visit.installation.hands(for: officer), visit, officer).html)
        },
        .officer(.overseers, .post, Site.officeHands) { visit, officer in
            let (from, to) = (visit.form["from"].flatMap { ID<Account>($0) }, visit.form["to"] ?? "")
            do {
                guard let from else {
                    throw Refusal(.invalid, Text("いまの担当者を選択してください", en: "Choose who has them now"), field: "from")
                }
                let other = ID<Account>(to)
                guard other != nil || to == WorkListAddress.nobody else {
                    throw Refusal(.invalid, Words.Hands.chooseHolder, field: "to")
                }
                let (moved, hasMore) = try await visit.installation.handOver(from: from, to: other, by: officer)
                return .seeOther(
                    Pattern.address(
                        Site.officeHands(), [("count", String(moved)), ("more", hasMore ? "yes" : "")]))
            } catch let refusal as Refusal where refusal.field != nil {
                let hands = try await visit.installation.hands(for: officer)
                return .page(view(hands, visit, officer, refused: refusal).html, status: refusal.kind.status)
            }
        },
    ]

    private static func view(_ hands: Hands, _ visit: Visit, _ officer: Officer, refused: Refusal? = nil) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.Hands.title), .office)
        page.width = .wide
        page.lead = "<p>\(visit.say(Words.Hands.lead))</p>"
        page.hasErrors = refused != nil
        if let refused {
            page.alerts = ui.errorSummary([
                Problem(field: refused.field ?? "", visit.say(refused.message), scope: "hands")
            ])
        } else if let count = visit.query["count"].flatMap({ Int($0) }) {
            let more: HTML =
                visit.query["more"] == "yes" ? "<p>\(visit.say(Words.Hands.moreToHandOver))</p>" : .empty
            page.alerts = ui.banner(.success, visit.say(Words.Hands.handedOver(count)), more, isAnnounced: true)
        }
        let isOffice = !officer.account.roles.isDisjoint(with: .office)
        let untaken = visit.say(Words.Hands.untaken(hands.untaken))
        page.body = """
            <p>\(if: isOffice, ui.link(untaken, WorkListAddress.inHands(WorkListAddress.nobody).address()), else: "\(untaken)")</p>\
            \(table(hands, visit, officer, isOffice: isOffice))\
            \(if: isOffice, "<p>\(ui.action(visit.say(Words.Hands.setAbsence), Site.officeAbsence()))</p>")\
            \(handingOver(hands, visit, refused))
            """
        return page
    }

    private static func table(_ hands: Hands, _ visit: Visit, _ officer: Officer, isOffice: Bool) -> HTML {
        let ui = visit.ui
        let windows = visit.installation.windows(of: officer.agency)
        return ui.table(
            visit.say(Words.Hands.title),
            columns: [
                .init(visit.say(Words.Hands.person)), .init(visit.say(Words.Hands.inHand), isNumeric: true),
                .init(visit.say(Words.Hands.state)), .init(visit.say(Words.Hands.windows)),
            ],
            rows: hands.colleagues.map { colleague in
                let account = colleague.account
                let name: HTML =
                    isOffice
                    ? ui.link(account.name, WorkListAddress.inHands(account.id.text).address()) : "\(account.name)"
                let state: HTML
                if account.state == .suspended {
                    state = ui.chip(visit.say(Words.Hands.suspended), .warning)
                } else if let absence = colleague.absence {
                    state = """
                        \(ui.chip(visit.say(Words.Hands.awayShort), .info)) \
                        \(visit.say(Words.Hands.away(until: absence.row.until.iso, substitute: absence.substitute)))
                        """
                } else {
                    state = .empty
                }
                let names = windows.filter { account.windows.contains($0.id) }.map { visit.say($0.name) }
                return [name, "\(Yen(Int64(colleague.load)).grouped)", state, "\(visit.joined(names))"]
            }, isCaptionHidden: true)
    }

    private static func handingOver(_ hands: Hands, _ visit: Visit, _ refused: Refusal?) -> HTML {
        let ui = visit.ui
        func control(_ name: String, _ label: Phrase) -> Control {
            Control(
                name, visit.say(label), error: refused?.field == name ? refused.map { visit.say($0.message) } : nil,
                scope: "hands")
        }
        let receivers = hands.colleagues.filter { $0.account.state == .active }
        return """
            <section class="block"><h2>\(visit.say(Words.Hands.handOver))</h2>\
            <p>\(visit.say(Words.Hands.handOverAbout(Installation.mostHandedOver)))</p>\(ui.form(
                to: Site.officeHands(), hidden: visit.tokens,
                """
                \(ui.select(
                    control("from", Words.Hands.from),
                    options: hands.colleagues.map { .init($0.account.id.text, OfficeHolder.option($0, visit)) },
                    value: visit.form["from"] ?? ""))\
                \(ui.select(
                    control("to", Words.Hands.to),
                    options: receivers.map { .init($0.account.id.text, OfficeHolder.option($0, visit)) }
                        + [.init(WorkListAddress.nobody, visit.say(Words.Hands.toNobody))],
                    value: visit.form["to"] ?? ""))\
                \(ui.buttons(ui.submit(visit.say(Words.Hands.handOverNow), .secondary)))
                """))</section>
            """
    }
}
