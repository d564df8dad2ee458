import Grants
import Hummingbird
import Outbound
import UseCases

/// An account's holder chooses a new password.
enum PasswordPage {
    static let routes: [Route] = [
        .officer(Set(Role.allCases), .get, Site.officePassword) { visit, officer in
            .page(view(visit, officer).html)
        },
        .officer(Set(Role.allCases), .post, Site.officePassword) { visit, officer in
            try await change(visit, officer)
        },
    ]

    private enum Names {
        static let old = "old"
        static let new = "new"
        static let again = "again"
    }

    private static func change(_ visit: Visit, _ officer: Officer) async throws -> Response {
        guard let session = visit.session?.row else { throw Denied.notSignedIn }
        let new = visit.form[Names.new] ?? ""
        guard new == visit.form[Names.again] ?? "" else {
            return wrong([Names.again: visit.say(Words.SignIn.notTheSame)], visit, officer)
        }
        do {
            try await visit.installation.changePassword(
                from: visit.form[Names.old] ?? "", to: new, by: officer, in: session)
        } catch let refusal as Refusal where refusal.kind == .invalid {
            return wrong([refusal.field ?? Names.new: visit.say(refusal.message)], visit, officer)
        } catch is Workers.Busy {
            return wrong([Names.old: visit.say(Words.SignIn.busy)], visit, officer)
        }
        return .seeOther(Pattern.address(Site.officePassword(), [("done", "1")]))
    }

    private static func wrong(_ errors: [String: String], _ visit: Visit, _ officer: Officer) -> Response {
        .page(view(visit, officer, errors).html, status: .unprocessableContent)
    }

    private static func view(_ visit: Visit, _ officer: Officer, _ errors: [String: String] = [:]) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.SignIn.changePassword), .office)
        page.hasErrors = !errors.isEmpty
        if !errors.isEmpty {
            page.alerts = ui.errorSummary(
                [Names.old, Names.new, Names.again].compactMap { name in
                    errors[name].map { Problem(field: name, $0) }
                })
        } else if visit.query["done"] == "1" {
            page.alerts = ui.banner(.success, visit.say(Words.SignIn.passwordChanged), isAnnounced: true)
        }
        func box(_ name: String, _ label: Phrase, _ autocomplete: String, support: String? = nil) -> HTML {
            ui.text(
                Control(name, visit.say(label), support: support, error: errors[name]), value: "", kind: .password,
                autocomplete: autocomplete)
        }
        page.body = ui.form(
            to: Site.officePassword(), hidden: visit.tokens,
            """
            \(ui.readOnly(visit.say(Words.SignIn.login), officer.account.login))\
            \(box(Names.old, Words.SignIn.oldPassword, "current-password"))\
            \(box(
                Names.new, Words.SignIn.newPassword, "new-password",
                support: visit.say(Words.SignIn.passwordRule(Password.shortest, Password.longest))))\
            \(box(Names.again, Words.SignIn.newPasswordAgain, "new-password"))\
            \(ui.buttons(ui.submit(visit.say(Words.SignIn.changePassword))))
            """)
        return page
    }
}
