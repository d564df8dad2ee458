import Grants
import Hummingbird
import Outbound
import UseCases

/// Accounts that an agency issued sign in by login, password and one-time code. At the first sign-in the one-time codes
/// are set up on the same page.
enum OfficerSignInPage {
    static let routes: [Route] = [
        .open(.get, Site.officeSignIn) { visit in .page(view(visit.with(session: nil)).html) },
        .open(.post, Site.officeSignIn) { visit in try await signIn(visit.with(session: nil)) },
    ]

    private enum Names {
        static let login = "login"
        static let password = "password"
        static let code = "code"
        static let secret = "secret"
    }

    /// One-time codes being set up: the secret, and the address an authenticator app reads it from.
    private struct Enrolment {
        let secret: String
        let uri: String
    }

    private static func signIn(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let code = form[Names.code] ?? ""
        let secret = form[Names.secret].flatMap { $0.isEmpty || $0.utf8.count > 128 ? nil : $0 }
        do {
            let result = try await visit.installation.signInOfficer(
                login: form[Names.login] ?? "", password: form[Names.password] ?? "", code: code, secret: secret)
            switch result {
            case .signedIn(let token): return try await welcome(token, visit)
            case .enrol(let secret, let uri):
                // The second time round the code was wrong, or forgotten.
                let isWrong = form[Names.secret] != nil
                let page = view(visit, enrolment: Enrolment(secret: secret, uri: uri), isWrongCode: isWrong)
                return .page(page.html, status: isWrong ? .unprocessableContent : .ok)
            }
        } catch let refusal as Refusal {
            return .page(view(visit, problem: visit.say(refusal.message)).html, status: .unprocessableContent)
        } catch is Workers.Busy {
            return .page(view(visit, problem: visit.say(Words.SignIn.busy)).html, status: .serviceUnavailable)
        }
    }

    private static func welcome(_ token: String, _ visit: Visit) async throws -> Response {
        try await visit.endSession(of: .officer)
        guard case .live(let session) = try await visit.installation.session(token),
            case .officer(let officer) = session.person
        else { return .seeOther(Site.officeSignIn()) }
        var response = Response.seeOther(visit.returnPath(or: home(of: officer)))
        SessionCookie.officer.set(token, in: &response, for: visit.installation.settings)
        return response
    }

    /// Where someone's work is.
    private static func home(of officer: Officer) -> String {
        if officer.has(.staff) || officer.has(.approver) { return Site.workList() }
        return officer.has(.reviewer) ? Site.reviews() : Site.administration()
    }

    private static func view(
        _ visit: Visit, enrolment: Enrolment? = nil, isWrongCode: Bool = false, problem: String? = nil
    ) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.SignIn.officerTitle), .office)
        page.breadcrumbs = [.init(visit.say(Words.home), Site.home())]
        page.signInURL = nil
        let wrong = isWrongCode ? visit.say(Words.SignIn.wrongCode) : nil
        if let problem { page.alerts = ui.errorSummary([Problem(field: Names.login, problem)]) }
        if let wrong { page.alerts = ui.errorSummary([Problem(field: Names.code, wrong)]) }
        page.hasErrors = problem != nil || wrong != nil
        if !page.hasErrors { page.alerts = enrolment == nil ? visit.signInNotices : .empty }
        if enrolment == nil { page.lead = "<p>\(visit.say(Words.SignIn.officerLead))</p>" }
        let login = Control(Names.login, visit.say(Words.SignIn.login), .unmarked, error: problem)
        let password = Control(
            Names.password, visit.say(Words.SignIn.password), .unmarked,
            support: enrolment == nil ? nil : visit.say(Words.SignIn.passwordAgain))
        let code = Control(
            Names.code, visit.say(Words.SignIn.code), .unmarked,
            support: visit.say(enrolment == nil ? Words.SignIn.codeSupport : Words.SignIn.firstCodeSupport),
            error: wrong)
        let address = Pattern.address(Site.officeSignIn(), [("return", visit.returnPath(or: ""))])
        page.body = """
            \(enrolment.map { enrolmentView($0, visit) })
            \(ui.form(to: address, """
                \(enrolment.map { ui.hidden(Names.secret, $0.secret) })\
                \(ui.text(login, value: visit.form[Names.login] ?? "", width: .medium, autocomplete: "username"))\
                \(ui.text(password, value: "", kind: .password, autocomplete: "current-password"))\
                \(ui.text(code, value: "", width: .short, autocomplete: "one-time-code", digits: true))\
                \(ui.buttons(ui.submit(visit.say(Words.SignIn.enter))))
                """))
            <p>\(visit.say(Words.SignIn.lost))</p>
            """
        return page
    }

    private static func enrolmentView(_ enrolment: Enrolment, _ visit: Visit) -> HTML {
        """
        <h2>\(visit.say(Words.SignIn.enrolTitle))</h2>
        <ol><li>\(visit.say(Words.SignIn.enrolApp))</li>\
        <li>\(visit.say(Words.SignIn.enrolSecret))<br><strong class="secret">\(groups(enrolment.secret))</strong></li>\
        <li>\(visit.say(Words.SignIn.enrolCode))</li></ol>
        \(visit.ui.details(visit.say(Words.SignIn.enrolAddress), "<p><code>\(enrolment.uri)</code></p>"))
        """
    }

    /// Four characters at a time, as they are read out and typed.
    private static func groups(_ secret: String) -> String {
        var grouped = ""
        for (index, character) in secret.enumerated() {
            if index > 0, index % 4 == 0 { grouped.append(" ") }
            grouped.append(character)
        }
        return grouped
    }
}
