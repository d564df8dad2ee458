import Grants
import Hummingbird
import Outbound
import UseCases

/// What only a demonstration has: its accounts and its mailbox, open to all.
enum DemoPages {
    static let routes: [Route] = DemoAccountsPage.routes + DemoMailboxPage.routes
}

/// デモ用アカウント: who there is to be, how to sign in as them, and what to try.
enum DemoAccountsPage {
    static let routes: [Route] = [.open(.get, Site.demo) { visit in .page(view(visit).html) }]

    private static func view(_ visit: Visit) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.Demo.title), .demo)
        page.width = .wide
        page.breadcrumbs = [.init(visit.say(Words.home), Site.home())]
        page.lead = "<p>\(visit.say(Words.Demo.lead))</p>"
        let steps = Words.Demo.story.map { "<li>\(visit.say($0))</li>" as HTML }
        page.body = """
            <h2>\(visit.say(Words.Demo.applicants))</h2>
            <p>\(visit.say(Words.Demo.applicantsAdvice)) \(ui.link(visit.say(Words.SignIn.start), Site.signIn()))</p>
            \(applicants(visit))
            <h2>\(visit.say(Words.Demo.officers))</h2>
            <p>\(visit.say(Words.Demo.officersAdvice)) \
            \(ui.link(visit.say(Words.SignIn.officerTitle), Site.officeSignIn()))</p>
            \(officers(visit))
            <p>\(visit.say(Words.Demo.codeAdvice(secondsLeft(at: visit.arrived)))) \
            \(ui.link(visit.say(Words.Demo.freshCodes), Site.demo()))</p>
            <h2>\(visit.say(Words.Demo.storyTitle))</h2>
            <ol>\(steps)</ol>
            <p>\(ui.link(visit.say(Words.demoMailbox), Site.demoMailbox()))</p>
            """
        return page
    }

    private static func applicants(_ visit: Visit) -> HTML {
        let say = visit.say as (Phrase) -> String
        return visit.ui.table(
            say(Words.Demo.applicants),
            columns: [.init(say(Words.Demo.name)), .init(say(Words.Demo.organisation)), .init(say(Words.Demo.kind))],
            rows: DemoPerson.all.map { person in
                ["\(person.name)", "\(person.organisation)", "\(visit.say(person.kind.title))"]
            }, isCaptionHidden: true)
    }

    private static func officers(_ visit: Visit) -> HTML {
        let say = visit.say as (Phrase) -> String
        let step = TOTP.step(atMilliseconds: visit.arrived.milliseconds)
        let offer = visit.installation.published.current
        let windows = offer.programmes.flatMap(\.newest.windows)
        return visit.ui.table(
            say(Words.Demo.officers),
            columns: [
                .init(say(Words.SignIn.login)), .init(say(Words.Demo.name)), .init(say(Words.Demo.role)),
                .init(say(Words.Demo.window)), .init(say(Words.SignIn.password)), .init(say(Words.SignIn.code)),
            ],
            rows: DemoAccount.all.map { account in
                let roles = account.roles.sorted { $0.rawValue < $1.rawValue }.map { visit.say($0.title) }
                let agency = offer.agencies.first { $0.code == account.agency }.map { visit.say($0.name) } ?? ""
                let names = account.windows.sorted().map { id in
                    windows.first { $0.id == id }.map { visit.say($0.name) } ?? id
                }
                let place: HTML = "\(agency)\(if: !names.isEmpty, "<br>")\(names.joined(separator: "・"))"
                return [
                    "\(account.login)", "\(account.name)", "\(roles.joined(separator: "・"))",
                    place, "<code>\(DemoAccount.password)</code>",
                    "<code>\(account.totp.code(step: step))</code>",
                ]
            }, isCaptionHidden: true)
    }

    /// Seconds until the codes change.
    private static func secondsLeft(at now: Instant) -> Int { 30 - Int(max(0, now.milliseconds) / 1000 % 30) }
}
