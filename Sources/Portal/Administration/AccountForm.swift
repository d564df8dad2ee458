import Grants
import Storage
import UseCases

/// The form of an account, as it was typed.
struct AccountForm: Sendable {
    var login: String
    var name: String
    var email: String
    var roles: [String]
    var windows: [String]

    /// Nothing yet.
    init() {
        login = ""
        name = ""
        email = ""
        roles = []
        windows = []
    }

    /// What is stored.
    init(_ account: AccountRow) {
        login = account.login
        name = account.name
        email = account.email
        roles = account.roles.map(\.rawValue)
        windows = Array(account.windows)
    }

    /// What was posted.
    init(_ form: URLEncodedForm) {
        login = form["login"] ?? ""
        name = form["name"] ?? ""
        email = form["email"] ?? ""
        roles = form.all("roles")
        windows = form.all("windows")
    }

    /// What it asks for; the use case judges it.
    var details: AccountDetails {
        AccountDetails(name: name, email: email, roles: Set(roles.compactMap(Role.init)), windows: Set(windows))
    }

    /// Its questions. The login is asked only of a new account: it never changes afterwards.
    func fields(isNew: Bool, windows offered: [Window], problem: Refusal?, _ visit: Visit) -> HTML {
        let ui = visit.ui
        func control(
            _ name: String, _ label: Phrase, _ requirement: Control.Requirement = .required, support: Phrase? = nil
        ) -> Control {
            Control(
                name, visit.say(label), requirement, support: support.map { visit.say($0) },
                error: problem?.field == name ? problem.map { visit.say($0.message) } : nil)
        }
        let roleOptions = Role.allCases.map {
            Components.Option($0.rawValue, visit.say($0.title), support: visit.say(Words.Admin.roleMeans($0)))
        }
        let login =
            isNew
            ? ui.text(
                control("login", Words.Admin.login, support: Words.Admin.loginSupport), value: self.login,
                width: .medium, autocomplete: "off")
            : ui.readOnly(visit.say(Words.Admin.login), self.login)
        return """
            \(login)\
            \(ui.text(control("name", Words.Admin.holder), value: name, autocomplete: "off"))\
            \(ui.text(control("email", Words.Admin.email), value: email, kind: .email, autocomplete: "off"))\
            \(ui.checkboxes(control("roles", Words.Admin.roles), options: roleOptions, values: roles))\
            \(ui.checkboxes(
                control("windows", Words.Admin.windows, .unmarked, support: Words.Admin.windowsSupport),
                options: offered.map { .init($0.id, visit.say($0.name)) }, values: windows))
            """
    }
}
