import Grants
import Hummingbird
import UseCases

/// 入力していた内容を送り直す: a form that arrived after its session had ended, offered again once its sender is back.
///
/// What is kept is not forgotten when it is shown: a GET changes nothing, and whoever reloads the page must find it
/// again. It goes with the sweep a day later. Sending it twice does no harm, as no form does.
enum ResumePage {
    static let routes: [Route] = [
        .applicant(.get, Site.resume) { visit, _ in try await show(visit, .applicant) },
        .officer(Set(Role.allCases), .get, Site.officeResume) { visit, _ in try await show(visit, .office) },
    ]

    private static func show(_ visit: Visit, _ audience: Page.Audience) async throws -> Response {
        guard let person = visit.session?.person,
            let kept = try await visit.installation.keptForm(visit.place("key"), for: person),
            let path = LocalPath(kept.path)?.path, let form = try? URLEncodedForm(Array(kept.body.utf8))
        else { return gone(visit, audience) }
        return .page(view(form, path, visit, audience).html)
    }

    /// Names and sizes, not values: others may look on while someone signs in again.
    private static func view(
        _ form: URLEncodedForm, _ path: String, _ visit: Visit, _ audience: Page.Audience
    ) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.SignIn.resumeTitle), audience)
        page.lead = "<p>\(visit.say(Words.SignIn.resumeLead))</p>"
        if form["upload"] != nil { page.lead += "<p>\(visit.say(Words.Drafts.filesNotKept))</p>" }
        let entries = form.fields.filter { !$0.value.isEmpty && $0.name != FormNames.version }.map {
            Components.Entry($0.name, text: visit.say(Words.SignIn.characters($0.value.count)))
        }
        let boxes = form.fields.map { ui.hidden($0.name, $0.value) }
        page.body = """
            \(ui.form(to: path, hidden: visit.tokens, """
                \(boxes)\(ui.buttons(
                    ui.submit(visit.say(Words.SignIn.resumeSend)),
                    ui.action(visit.say(Words.SignIn.resumeLeave), home(of: page, audience))))
                """))
            \(if: !entries.isEmpty, ui.details(visit.say(Words.SignIn.resumeBoxes(entries.count)), ui.list(entries)))
            """
        return page
    }

    private static func gone(_ visit: Visit, _ audience: Page.Audience) -> Response {
        var page = visit.page(visit.say(Words.SignIn.resumeGone), audience)
        page.body = """
            <p>\(visit.say(Words.SignIn.resumeGoneAdvice))</p>
            <p>\(visit.ui.link(visit.say(Words.backHome), home(of: page, audience)))</p>
            """
        return .page(page.html, status: .notFound)
    }

    private static func home(of page: Page, _ audience: Page.Audience) -> String {
        audience == .applicant ? Site.myPage() : page.homeURL
    }
}
