import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

extension House {
    /// The id of an account.
    func account(_ login: String) async throws -> ID<Account> {
        try #require(try await installation.database.read { try Accounts($0).find(login: login) }?.id)
    }

    /// An officer as use cases take one.
    func person(_ login: String) async throws -> Officer {
        Officer(account: try #require(try await installation.database.read { try Accounts($0).find(login: login) }))
    }

    func state(_ caseID: String) async throws -> Case {
        let id = try #require(ID<Case>(caseID))
        return try #require(try await installation.database.read { try CaseLog($0).load(id) })
    }

    /// The programme again, with a due date for its first stage.
    func setDue(_ days: Int) async throws {
        var folder = try House.colourful()
        folder.programme.flow.procedures[0].stages[0].due = days
        for index in folder.rounds.indices {
            folder.rounds[index].opens = JapanTime(clock.now.adding(days: -10))
            folder.rounds[index].closes = JapanTime(clock.now.adding(days: 100))
        }
        _ = try await installation.importProgramme(folder, by: .system)
    }

    /// Another agency with the same programme, and someone who works at its windows.
    func overseer() async throws -> Browser {
        var folder = try House.colourful()
        folder.programme.agency.code = "other-bureau"
        folder.programme.agency.name = "よその局"
        _ = try await installation.importProgramme(folder, by: .system)
        let agency = try #require(installation.published.current.agencies.first { $0.code == "other-bureau" }?.id)
        let (id, now) = (installation.world.id(Account.self), clock.now)
        try await installation.database.write { connection in
            try Accounts(connection).insert(
                AccountRow(
                    id: id, agency: agency, login: "stranger", name: "よその人", email: "s@kofu.test",
                    roles: [.staff, .administrator], windows: ["kanto", "kinki"], changedAt: now))
        }
        return try await officer("stranger")
    }
}
