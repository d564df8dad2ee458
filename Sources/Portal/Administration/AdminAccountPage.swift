import Grants
import Hummingbird
import Storage
import UseCases

/// One account: changing it, suspending it, and giving it a new first password.
enum AdminAccountPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminAccount, scope: .account) { visit, administrator in
            let account = try await visit.installation.account(visit.id("account"), for: administrator)
            return .page(view(account, AccountForm(account), visit, administrator).html)
        },
        .officer([.administrator], .post, Site.adminAccount, scope: .account) { visit, administrator in
            let id: ID<Account> = try visit.id("account")
            let form = AccountForm(visit.form)
            do {
                try await visit.installation.changeAccount(id, form.details, by: administrator)
            } catch let refusal as Refusal where refusal.field != nil {
                let account = try await visit.installation.account(id, for: administrator)
                return again(account, form, refusal, visit, administrator)
            }
            return done("changed", id)
        },
        .officer([.administrator], .post, Site.adminAccountState, scope: .account) { visit, administrator in
            let id: ID<Account> = try visit.id("account")
            guard let state = visit.form["state"].flatMap(AccountRow.State.init) else { throw Refusal.absent }
            try await visit.installation.setSuspended(state == .suspended, account: id, by: administrator)
            return done(state.rawValue, id)
        },
        .officer([.administrator], .post, Site.adminAccountReset, scope: .account) { visit, administrator in
            let id: ID<Account> = try visit.id("account")
            let password = try await visit.installation.resetSecrets(of: id, by: administrator)
            let account = try await visit.installation.account(id, for: administrator)
            return FirstPasswordPage.response(account, password, isNew: false, visit)
        },
    ]

    private static let messages: [String: Phrase] = [
        "changed": Words.Admin.accountChanged, "exists": Words.Admin.accountExists,
        AccountRow.State.suspended.rawValue: Words.Admin.accountSuspended,
        AccountRow.State.active.rawValue: Words.Admin.accountResumed,
    ]

    private static func done(_ message: String, _ id: ID<Account>) -> Response {
        .seeOther(Pattern.address(Site.adminAccount(id.text), [("done", message)]))
    }

    private static func again(
        _ account: AccountRow, _ form: AccountForm, _ refusal: Refusal, _ visit: Visit, _ administrator: Officer
    ) -> Response {
        var kept = form
        kept.login = account.login
        var page = view(account, kept, visit, administrator, problem: refusal)
        page.hasErrors = true
        page.alerts = summary(of: refusal, visit)
        return .page(page.html, status: .unprocessableContent)
    }

    /// What is wrong, above the heading.
    static func summary(of problem: Refusal?, _ visit: Visit) -> HTML {
        guard let problem else { return .empty }
        let message = visit.say(problem.message)
        return visit.ui.errorSummary([problem.field.map { Problem(field: $0, message) } ?? Problem(message)])
    }

    private static func view(
        _ account: AccountRow, _ form: AccountForm, _ visit: Visit, _ administrator: Officer, problem: Refusal? = nil
    ) -> Page {
        let isSelf = account.id == administrator.account.id
        var page = visit.administrationPage(
            account.name, under: [.init(visit.say(Words.accounts), Site.adminAccounts())])
        page.width = .reading
        page.chips = AdminAccountsPage.chip(account, visit)
        page.alerts = visit.done(messages)
        let windows = visit.installation.windows(of: administrator.agency)
        page.body = visit.ui.form(
            to: Site.adminAccount(account.id.text), hidden: visit.tokens,
            """
            \(form.fields(isNew: false, windows: windows, problem: problem, visit))\
            \(if: !isSelf, "<p class=\"support\">\(visit.say(Words.Admin.changeEndsSessions))</p>")\
            \(visit.ui.buttons(visit.ui.submit(visit.say(Words.save))))
            """)
        page.aside = """
            \(visit.ui.card(visit.say(Words.Admin.facts), visit.ui.list([
                .init(
                    visit.say(Words.Admin.oneTimeCode),
                    text: visit.say(account.totpSecret == nil ? Words.Admin.notSet : Words.Admin.isSet)),
                .init(visit.say(Words.Admin.changedAt), text: Formats.time(account.changedAt, visit.language)),
            ])))\
            \(if: account.state == .active && !account.roles.isDisjoint(with: .office), absence(account, visit))\
            \(if: !isSelf, suspension(account, visit) + reset(account, visit))
            """
        return page
    }

    /// 不在・代理 and what the account has in hand.
    private static func absence(_ account: AccountRow, _ visit: Visit) -> HTML {
        visit.ui.card(
            visit.say(Words.Hands.absence),
            """
            <ul><li>\(visit.ui.link(visit.say(Words.Hands.setAbsence), Site.adminAccountAbsence(account.id.text)))</li>\
            <li>\(visit.ui.link(visit.say(Words.Hands.handOver), Site.officeHands()))</li></ul>
            """)
    }

    private static func suspension(_ account: AccountRow, _ visit: Visit) -> HTML {
        let isActive = account.state == .active
        let next: AccountRow.State = isActive ? .suspended : .active
        return visit.ui.card(
            visit.say(isActive ? Words.Admin.suspend : Words.Admin.resume),
            """
            <p>\(visit.say(isActive ? Words.Admin.suspendAbout : Words.Admin.resumeAbout))</p>\
            \(visit.ui.form(
                to: Site.adminAccountState(account.id.text), hidden: visit.tokens,
                """
                \(visit.ui.hidden("state", next.rawValue))<div class="buttons">\(visit.ui.submit(
                    visit.say(isActive ? Words.Admin.suspendDo : Words.Admin.resumeDo),
                    isActive ? .danger : .secondary, context: account.name))</div>
                """))
            """)
    }

    private static func reset(_ account: AccountRow, _ visit: Visit) -> HTML {
        visit.ui.card(
            visit.say(Words.Admin.reset),
            """
            <p>\(visit.say(Words.Admin.resetAbout))</p>\
            \(visit.ui.form(
                to: Site.adminAccountReset(account.id.text), hidden: visit.tokens,
                """
                <div class="buttons">\
                \(visit.ui.submit(visit.say(Words.Admin.resetDo), .secondary, context: account.name))</div>
                """))
            """)
    }
}
