import Grants
import Hummingbird
import Outbound
import UseCases

/// Applicants sign in at the identity provider (GビズID): a page that says so, the way there and the way back.
enum ApplicantSignInPage {
    static let routes: [Route] = [
        .open(.get, Site.signIn) { visit in .page(view(visit).html) },
        .open(.get, Site.signInStart) { visit in try await start(visit) },
        .open(.get, Site.signInReturn) { visit in try await finish(visit) },
    ]

    /// Seconds the browser's part of a sign-in is kept: as long as the attempt itself counts.
    private static let cookieSeconds = Int(SignInAttempt.lifetime / 1000)

    private static func view(_ visit: Visit) -> Page {
        let back = visit.returnPath(or: Site.myPage())
        var page = visit.page(visit.say(Words.SignIn.title), .applicant)
        page.signInURL = nil
        page.breadcrumbs = [.init(visit.say(Words.home), Site.home())]
        page.alerts = visit.signInNotices
        if case .applicant(let applicant)? = visit.session?.person {
            page.alerts += visit.ui.banner(
                .info, visit.say(Words.SignIn.already(applicant.name)),
                "<p>\(visit.ui.link(visit.say(Words.SignIn.goOn), back))</p>")
        }
        page.lead = "<p>\(visit.say(Words.SignIn.lead))</p>"
        // A link and not a form: the page's policy lets no form be redirected to another site.
        page.body = """
            \(visit.ui.buttons(visit.ui.action(
                visit.say(Words.SignIn.start), Pattern.address(Site.signInStart(), [("return", back)]), .primary)))
            <h2>\(visit.say(Words.SignIn.whichAccount))</h2>
            <p>\(visit.say(Words.SignIn.whichAccountAnswer))</p>
            <h2>\(visit.say(Words.SignIn.officersTitle))</h2>
            <p>\(visit.ui.link(visit.say(Words.SignIn.officersLink), Site.officeSignIn()))</p>
            """
        return page
    }

    private static func start(_ visit: Visit) async throws -> Response {
        do {
            let begun = try await visit.installation.beginSignIn(returnTo: visit.returnPath(or: Site.myPage()))
            var response = Response.seeOther(begun.address)
            SessionCookie.signIn.set(
                begun.browser, in: &response, for: visit.installation.settings, seconds: cookieSeconds)
            return response
        } catch let failure as SignInFailure {
            return failed(failure, visit)
        }
    }

    private static func finish(_ visit: Visit) async throws -> Response {
        let settings = visit.installation.settings
        let browser = visit.request.cookies[SessionCookie.signIn.name(for: settings)]?.value
        var parameters: [String: String] = [:]
        // The first of a name counts; a second cannot change what was checked.
        for field in visit.query.fields where parameters[field.name] == nil { parameters[field.name] = field.value }
        do {
            let done = try await visit.installation.finishSignIn(
                parameters: parameters, browser: browser, language: visit.language.rawValue)
            try await visit.endSession(of: .applicant)
            var response = Response.seeOther(LocalPath(done.returnTo)?.path ?? Site.myPage())
            SessionCookie.applicant.set(done.token, in: &response, for: settings)
            SessionCookie.signIn.clear(in: &response, for: settings)
            return response
        } catch let failure as SignInFailure {
            var response = failed(failure, visit)
            SessionCookie.signIn.clear(in: &response, for: settings)
            return response
        }
    }

    /// One page for whatever went wrong; only what the person can do something about is told apart.
    private static func failed(_ failure: SignInFailure, _ visit: Visit) -> Response {
        visit.installation.logger.notice("a sign-in failed", metadata: ["reason": "\(failure)"])
        let (title, advice, status) =
            switch failure {
            case .unavailable:
                (Words.SignIn.unavailable, Words.SignIn.unavailableAdvice, HTTPResponse.Status.serviceUnavailable)
            case .account(let type): (Words.SignIn.wrongAccount(type), Words.SignIn.wrongAccountAdvice, .forbidden)
            case .refused, .untrusted, .stale: (Words.SignIn.failed, Words.SignIn.failedAdvice, .badRequest)
            }
        var page = visit.page(visit.say(title), .applicant)
        page.signInURL = nil
        page.body = """
            <p>\(visit.say(advice))</p>
            \(visit.ui.buttons(
                visit.ui.action(
                    visit.say(Words.SignIn.again),
                    Pattern.address(Site.signIn(), [("return", visit.query["return"] ?? "")]), .primary),
                visit.ui.action(visit.say(Words.backHome), Site.home())))
            """
        return .page(page.html, status: status)
    }
}
