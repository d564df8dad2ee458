import ArgumentParser
import Foundation
import Grants
import Logging
import Outbound
import Storage
import Synchronization
import UseCases

/// `kofu bench seed`: fills a new data folder with very many cases, the same every time.
struct BenchSeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Fill a new data folder with very many cases.",
        discussion: """
            Every case has its events with their chain, its tables, its words: `kofu audit verify` holds. The same seed \
            makes the same cases.

              kofu bench seed --cases 1000000 --filings 3000000 --data ./var/million
            """)

    @Option(help: "Cases to make.") var cases = 1_000_000
    @Option(help: "Filings to make, each revision counted.") var filings = 3_000_000
    @Option(help: "A folder that does not exist yet.") var data: String
    @Option(help: "Folder of the programme to use.") var programme = "./examples/programmes/colourful"
    @Option(help: "What chance begins with.") var seed: UInt64 = 20_261_101

    func validate() throws {
        guard cases >= 1, filings >= cases else { throw ValidationError("a case has at least one filing") }
        guard !FileManager.default.fileExists(atPath: data) else { throw ValidationError("\(data) exists already") }
    }

    func run() async throws {
        let start = ContinuousClock.now
        let installation = try BenchStock.open(data, world: SeedWorld.make(seed: seed))
        let plan = try await SeedHouse(installation: installation).furnish(
            SeedPlan.programme(try DocumentFolder.read(programme)), seed: seed, cases: cases, filings: filings)
        let indexes = try await installation.database.write {
            try $0.dropIndexes(of: ["cases", "filing", "assignment"])
        }
        let source = SeedCases(plan)
        // One batch is made while another is written.
        var making = Task { await source.next(BenchSeed.batch) }
        var stored = 0
        while true {
            let ready = await making.value
            if ready.isEmpty { break }
            making = Task { await source.next(BenchSeed.batch) }
            try await installation.database.write { try CaseLog($0).insert(ready) }
            stored += ready.count
            if stored % 100_000 == 0 { print("\(stored) cases, \(seconds(since: start)) s") }
        }
        // Sealing looks cases up by their document.
        for statement in indexes { try await installation.database.write { try $0.makeIndex(statement) } }
        print("indexes made, \(seconds(since: start)) s")
        try await installation.sealSearch()
        let last = await source.lastReceipt
        try await installation.database.write { connection in
            try connection.execute("delete from job")
            try connection.execute("insert into counter (name, value) values ('receipt', \(last))")
        }
        try installation.database.close()
        print("stored \(stored) cases with \(last) filings in \(seconds(since: start)) s")
    }

    /// Cases a transaction takes.
    private static let batch = 2000

    private func seconds(since start: ContinuousClock.Instant) -> Int64 {
        (ContinuousClock.now - start).components.seconds
    }
}

/// A clock that stands still and chance that repeats, so that a seed always makes the same.
enum SeedWorld {
    static func make(seed: UInt64) -> World {
        let chance = Mutex(SplitMix64(seed: seed &+ 1))
        let moment = Instant(milliseconds: 1_635_692_400_000)
        return World(now: { moment }, random: { chance.withLock { $0.next() } })
    }
}

/// What stands around the cases: the programme, organisations and accounts.
struct SeedHouse {
    let installation: Installation

    func furnish(_ folder: ProgrammeFolder, seed: UInt64, cases: Int, filings: Int) async throws -> SeedPlan {
        let report = try await installation.importProgramme(folder, by: .system)
        guard let published = installation.published.current.programme(report.programme) else {
            throw WriteFailure.broken("the programme is missing")
        }
        var words = SeedWords(chance: SplitMix64(seed: seed &+ 2))
        let number = max(2, min(20_000, cases / 20))
        let organisations = (0..<number).map { _ in
            Organisation(
                id: installation.world.id(), name: words.organisation(),
                corporateNumber: words.happens(85) ? words.corporateNumber() : nil)
        }
        let people = organisations.map { _ in (installation.world.id(Applicant.self), words.person()) }
        let moment = installation.now
        try await installation.database.write { connection in
            for (index, organisation) in organisations.enumerated() {
                var profile = Profile()
                profile.organisationName = organisation.name
                profile.corporateNumber = organisation.corporateNumber
                profile.personName = people[index].1
                profile.email = "seed\(index)@example.jp"
                _ = try Applicants(connection).remember(
                    issuer: "seed", subject: String(index), account: .prime, knownAs: "seed \(index)",
                    profile: profile, language: "ja", newApplicant: people[index].0,
                    newOrganisation: organisation.id, at: moment)
            }
        }
        let windows = Set(published.newest.windows.map(\.id))
        let staff = try await account("staff", "事務　太郎", [.staff], windows, agency: report.agency)
        let approver = try await account("approver", "決裁　花子", [.approver], windows, agency: report.agency)
        var reviewers: [(id: ID<Account>, name: String)] = []
        for index in 1...2 {
            let made = try await account("reviewer-\(index)", "審査　\(index)郎", [.reviewer], [], agency: report.agency)
            reviewers.append((made.id, made.name))
        }
        let rounds = installation.published.current.rounds.sorted {
            ($0.row.code.suffix(1), $0.row.code) < ($1.row.code.suffix(1), $1.row.code)
        }
        return SeedPlan(
            seed: seed, cases: cases, filings: filings, agency: report.agency, programmeID: report.programme,
            version: report.version, programme: published.newest,
            rounds: rounds.map { .init(id: $0.id, title: $0.round.title, grantsBegin: $0.round.grantsBegin?.iso) },
            organisations: organisations, staff: Officer(account: staff).actor,
            approver: Officer(account: approver).actor, reviewers: reviewers)
    }

    private func account(
        _ login: String, _ name: String, _ roles: Set<Role>, _ windows: Set<String>, agency: ID<Agency>
    ) async throws -> AccountRow {
        let row = AccountRow(
            id: installation.world.id(), agency: agency, login: login, name: name, email: "\(login)@example.jp",
            roles: roles, windows: windows, changedAt: installation.now)
        try await installation.database.write { try Accounts($0).insert(row) }
        return row
    }
}
