import Documents
import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

extension House {
    /// Carries out what waits, errands among it, as the program's lanes would.
    func runJobs() async throws {
        let queue = JobQueue(
            database: installation.database, handlers: installation.jobHandlers, world: installation.world)
        while try await queue.runDue() > 0 {}
    }

    /// So many cases of companies of their own, taken to the decision, and as many proposals as asked.
    func cases(_ count: Int, proposed: Int = 0) async throws -> [(filing: String, case: String)] {
        var made: [(filing: String, case: String)] = []
        for number in 0..<count {
            let filed = try await applicant("事業者\(number)").file()
            try await review(filed.case, filed.filing)
            made.append(filed)
        }
        let staff = try await officer("kanto")
        for one in made.prefix(proposed) {
            try await staff.act(
                on: Site.officeCase(one.case), Site.officePropose(one.case, one.filing), ["outcome": ["adopt"]])
        }
        return made
    }

    func errand(_ address: String?) async throws -> ErrandRow {
        let id = try #require(address?.split(separator: "/").last.flatMap { ID<ErrandRow>(String($0)) })
        return try #require(try await installation.database.read { try Errands($0).find(id) })
    }

    func lines(of errand: ErrandRow) async throws -> [ErrandLine] {
        try await installation.database.read { try Errands($0).lines(of: errand.id) }
    }
}

extension Browser {
    /// Chooses cases in the list and says what to do; gives where that leads.
    func choose(_ cases: [String], _ act: String, scope: String = "chosen") async throws -> String {
        let page = try await get(Site.workList())
        let reply = try await submit(page, to: Site.bulk(), ["case": cases, "act": [act], "scope": [scope]])
        #expect(reply.status == 303, "\(reply.words.prefix(400))")
        return try #require(reply.location)
    }

    /// Says what is wanted on the page of an errand, and begins it.
    func begin(_ address: String, _ values: [String: [String]] = [:]) async throws {
        let id = try #require(address.split(separator: "/").last.map(String.init))
        if !values.isEmpty {
            let said = try await submit(try await get(address), to: Site.errandAct(id), values)
            #expect(said.status == 303, "\(said.words.prefix(600))")
        }
        let begun = try await submit(try await get(address), to: Site.errandStart(id))
        #expect(begun.status == 303)
    }
}
