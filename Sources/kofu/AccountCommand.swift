import ArgumentParser
import Grants
import Storage
import UseCases

/// `kofu account`: the accounts no administrator can issue, because there is none yet.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Issue an agency's first accounts.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue an account, an administrator unless told otherwise.",
            discussion: """
                The first password is printed once. Its holder sets up one-time codes at the first sign-in, and issues
                all other accounts in the browser. The agency is known once a programme of it was imported.

                  kofu account create --agency colour-bureau --login niji --name 虹野七色 --email niji@example.jp
                """)

        @Option(help: "The agency's code, as its programme's documents have it.") var agency: String
        @Option(help: "What the holder signs in with.") var login: String
        @Option(help: "The holder's name.") var name: String
        @Option(help: "The holder's mail address.") var email: String
        @Option(help: "administrator, staff, approver or reviewer; may be given several times.")
        var role: [String] = [Role.administrator.rawValue]
        @Option(help: "A window of staff and approvers; may be given several times.") var window: [String] = []
        @OptionGroup var options: DataOptions

        func run() async throws {
            let roles = role.map(Role.init)
            guard !roles.contains(nil) else {
                throw ValidationError("--role is one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            let installation = try await House.work(in: options.place())
            let agencies = installation.published.current.agencies
            guard let found = agencies.first(where: { $0.code == agency }) else {
                let known = agencies.map(\.code).joined(separator: ", ")
                throw House.Closed(
                    description: "there is no agency \(agency): import a programme of it first"
                        + (known.isEmpty ? "" : "; there are: \(known)"))
            }
            do {
                let password = try await installation.issueAccount(
                    installation.world.id(Account.self), login: login,
                    AccountDetails(
                        name: name, email: email, roles: Set(roles.compactMap(\.self)), windows: Set(window)),
                    in: found.id, by: .system)
                say("login:    \(login)\npassword: \(password)")
            } catch let refusal as Refusal {
                throw House.Closed(description: refusal.message.in(english: true))
            }
            try installation.database.close()
        }
    }
}
