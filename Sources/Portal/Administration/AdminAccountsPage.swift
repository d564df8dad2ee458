import Grants
import Hummingbird
import Storage
import UseCases

/// The accounts of the agency's staff, approvers, reviewers and administrators, and how a new one is issued.
enum AdminAccountsPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminAccounts, scope: .account) { visit, administrator in
            let accounts = try await visit.installation.accounts(for: administrator)
            return .page(list(accounts, visit, administrator).html)
        },
        .officer([.administrator], .get, Site.adminAccountNew, scope: .account) { visit, administrator in
            .page(blank(AccountForm(), id: visit.world.id(), visit, administrator).html)
        },
        .officer([.administrator], .post, Site.adminAccountNew, scope: .account) { visit, administrator in
            try await issue(visit, administrator)
        },
    ]

    private static func list(_ accounts: [AccountRow], _ visit: Visit, _ administrator: Officer) -> Page {
        let windows = visit.installation.windows(of: administrator.agency)
        var page = visit.administrationPage(visit.say(Words.accounts))
        page.lead = "<p>\(visit.say(Words.Admin.accountsLead))</p>"
        page.body = """
            <p>\(visit.ui.action(visit.say(Words.Admin.newAccount), Site.adminAccountNew(), .primary))</p>\
            \(visit.ui.table(
                visit.say(Words.Admin.accountsCount(accounts.count)),
                columns: [
                    .init(visit.say(Words.Admin.holder)), .init(visit.say(Words.Admin.login)),
                    .init(visit.say(Words.Admin.roles)), .init(visit.say(Words.Admin.windows)),
                    .init(visit.say(Words.Admin.oneTimeCode), isTight: true),
                    .init(visit.say(Words.Admin.state), isTight: true),
                ],
                rows: accounts.map { account in
                    [
                        visit.ui.link(account.name, Site.adminAccount(account.id.text)), "\(account.login)",
                        "\(visit.joined(Role.allCases.filter(account.roles.contains).map { visit.say($0.title) }))",
                        "\(visit.joined(names(of: account.windows, in: windows, visit)))",
                        "\(visit.say(account.totpSecret == nil ? Words.Admin.notSet : Words.Admin.isSet))",
                        chip(account, visit),
                    ]
                }))
            """
        return page
    }

    private static func names(of ids: Set<String>, in windows: [Window], _ visit: Visit) -> [String] {
        windows.filter { ids.contains($0.id) }.map { visit.say($0.name) }
    }

    static func chip(_ account: AccountRow, _ visit: Visit) -> HTML {
        if account.state == .suspended { return visit.ui.chip(visit.say(Words.Admin.suspended), .error) }
        if account.lockedUntil > visit.arrived { return visit.ui.chip(visit.say(Words.Admin.locked), .warning) }
        return visit.ui.chip(visit.say(Words.Admin.active), .success)
    }

    // MARK: A new account

    /// The account's identifier is in the form, so that sending it twice cannot issue two.
    private static func blank(
        _ form: AccountForm, id: ID<Account>, _ visit: Visit, _ administrator: Officer, problem: Refusal? = nil
    ) -> Page {
        var page = visit.administrationPage(
            visit.say(Words.Admin.newAccount), under: [.init(visit.say(Words.accounts), Site.adminAccounts())])
        page.width = .reading
        page.hasErrors = problem != nil
        page.alerts = AdminAccountPage.summary(of: problem, visit)
        let windows = visit.installation.windows(of: administrator.agency)
        page.body = visit.ui.form(
            to: Site.adminAccountNew(), hidden: visit.tokens,
            """
            \(visit.ui.hidden("id", id.text))\
            \(form.fields(isNew: true, windows: windows, problem: problem, visit))\
            \(visit.ui.buttons(
                visit.ui.submit(visit.say(Words.Admin.issue)),
                visit.ui.link(visit.say(Words.cancel), Site.adminAccounts())))
            """)
        return page
    }

    private static func issue(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        guard let id = visit.form["id"].flatMap({ ID<Account>($0) }) else { throw Refusal.absent }
        let form = AccountForm(visit.form)
        do {
            let password = try await visit.installation.issueAccount(
                id, login: form.login, form.details, by: administrator)
            let account = try await visit.installation.account(id, for: administrator)
            return FirstPasswordPage.response(account, password, isNew: true, visit)
        } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
            if let account = try? await visit.installation.account(id, for: administrator) {
                // The same form came twice: the account is there, and its password was shown the first time.
                return .seeOther(Pattern.address(Site.adminAccount(account.id.text), [("done", "exists")]))
            }
            let page = blank(form, id: id, visit, administrator, problem: refusal)
            return .page(page.html, status: .unprocessableContent)
        }
    }
}

/// A first password, shown once.
///
/// It answers a POST with a page rather than a redirect: a password must not stand in an address, where histories and
/// logs would keep it, and it is stored nowhere it could be read from again. Loading the page anew sends the form
/// again: that issues no second account, and a second reset makes the first one's password void.
enum FirstPasswordPage {
    static func response(_ account: AccountRow, _ password: String, isNew: Bool, _ visit: Visit) -> Response {
        var page = visit.administrationPage(
            visit.say(isNew ? Words.Admin.issued : Words.Admin.wasReset),
            under: [.init(visit.say(Words.accounts), Site.adminAccounts())])
        page.width = .reading
        page.body = """
            \(visit.ui.banner(
                .warning, visit.say(Words.Admin.shownOnce), "<p>\(visit.say(Words.Admin.shownOnceAbout))</p>"))\
            \(visit.ui.list([
                .init(visit.say(Words.Admin.holder), text: account.name),
                .init(visit.say(Words.Admin.login), "<code>\(account.login)</code>"),
                .init(visit.say(Words.Admin.firstPassword), "<code class=\"secret\">\(password)</code>"),
            ]))\
            <h2>\(visit.say(Words.Admin.whatNext))</h2>\
            <ol>\(Words.Admin.firstSteps.map { "<li>\(visit.say($0))</li>" as HTML })</ol>\
            <p>\(visit.say(Words.Admin.signInAt))\
            <code>\(visit.installation.settings.address)\(Site.officeSignIn())</code></p>\
            <div class="buttons">\(visit.ui.printButton)\
            \(visit.ui.action(visit.say(Words.Admin.backToAccounts), Site.adminAccounts()))</div>
            """
        return .page(page.html)
    }
}
