import Foundation
import Grants
import Hummingbird
import Logging
import Outbound
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import Portal
@testable import UseCases

/// A whole installation for one test: a database and files in a folder of their own, the colourful programme with its
/// red round open, accounts, and a clock the test moves.
final class House: Sendable {
    let folder: String
    let clock: TestClock
    let installation: Installation
    let portal: Portal
    let red = "colour-bureau/colourful/red-1"

    /// The house whose database and files this one shares, as another process would; nil for one of its own.
    private let neighbour: House?

    /// - Parameters:
    ///   - neighbour: on PostgreSQL, a house to share everything with.
    ///   - files: where files lie; in its folder unless given.
    ///   - age: where a standby is read from, how many seconds old that may be.
    ///   - scanner: looks for viruses in files; nobody does unless given.
    ///   - traces: who records what goes on.
    init(
        beside neighbour: House? = nil, files: FileStore? = nil, clock: TestClock = TestClock(),
        replicaAge age: Double? = nil, scanner: FakeScanner? = nil,
        traces: Portal.Traces? = nil
    ) async throws {
        self.neighbour = neighbour
        folder = neighbour?.folder ?? NSTemporaryDirectory() + "kofu-" + UUID().uuidString
        self.clock = neighbour?.clock ?? clock
        let (folder, start) = (folder, self.clock.now.milliseconds)
        let database =
            try age.map { try TestReplica.open(folder, at: start, age: $0) } ?? TestDatabase.open(folder, at: start)
        let random = Mutex(SystemRandomNumberGenerator())
        let clock = self.clock
        installation = Installation(
            database: database, files: try files ?? FileStore(folder: folder + "/files"),
            world: World(now: { clock.now }, random: { random.withLock { $0.next() } }), published: Published(),
            settings: Installation.Settings(
                address: "http://kofu.test", isDemo: true, mailFrom: "notice@kofu.test"),
            passwords: PasswordHashing(cost: .trivial), provider: nil, sendMail: nil,
            scanning: scanner.map { Scanning($0) }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        portal = Portal(
            installation: installation, admission: Admission(AdmissionLimits(sessionRate: 0, clientRate: 0)),
            traces: traces)
        if neighbour != nil {
            try await installation.published.reload(from: database)
            return
        }
        try await importColourful()
        try await issueAccounts()
    }

    deinit { if neighbour == nil { TestDatabase.remove(folder) } }

    /// The example programme, as it is in the repository.
    static func colourful() throws -> ProgrammeFolder {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("examples/programmes/colourful")
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            var isFolder: ObjCBool = false
            let full = root.appendingPathComponent(path).path
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: full)))
        }
        return try ProgrammeFolder(reading: files)
    }

    private func importColourful() async throws {
        var folder = try House.colourful()
        for index in folder.rounds.indices {
            folder.rounds[index].opens = JapanTime(clock.now.adding(days: -10))
            folder.rounds[index].closes = JapanTime(clock.now.adding(days: 10))
        }
        _ = try await installation.importProgramme(folder, by: .system)
    }

    private func issueAccounts() async throws {
        let agency = try #require(installation.published.current.agencies.first?.id)
        let hash = try await installation.passwords.hash(House.password)
        let people: [(String, Set<Role>, Set<String>)] = [
            ("kanto", [.staff], ["kanto"]), ("kanto2", [.staff, .approver], ["kanto"]), ("kinki", [.staff], ["kinki"]),
            ("reviewer1", [.reviewer], []), ("reviewer2", [.reviewer], []), ("reviewer3", [.reviewer], []),
            ("admin", [.administrator], []),
        ]
        let now = clock.now
        let ids = people.map { _ in installation.world.id(Account.self) }
        try await installation.database.write { connection in
            for ((login, roles, windows), id) in zip(people, ids) {
                try Accounts(connection).insert(
                    AccountRow(
                        id: id, agency: agency, login: login, name: "\(login)さん", email: "\(login)@kofu.test",
                        roles: roles, windows: windows, password: hash, totpSecret: House.totp, changedAt: now))
            }
        }
    }

    static let password = "correct-horse-battery"
    static let totp = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

    /// A browser without cookies.
    func browser() -> Browser { Browser(house: self) }

    /// A browser in which someone of a company is signed in.
    func applicant(_ company: String = "赤坂染物店", account: AccountKind = .prime) async throws -> Browser {
        var profile = Profile()
        profile.organisationName = company
        profile.corporateNumber = "7000012050002"
        profile.postal = "1070052"
        profile.prefecture = "東京都"
        profile.city = "港区"
        profile.street = "赤坂1-1"
        profile.representative = "朱雀 紅子"
        profile.personName = "朱雀 花子"
        profile.telephone = "0312345678"
        profile.email = "hanako@\(abs(company.hashValue)).example.jp"
        let (now, filled) = (clock.now, profile)
        let (applicant, organisation) = (
            installation.world.id(Applicant.self), installation.world.id(Organisation.self)
        )
        let installation = installation
        let token = try await installation.database.write { connection in
            let id = try Applicants(connection).remember(
                issuer: "test", subject: company, account: account, knownAs: company, profile: filled, language: "ja",
                newApplicant: applicant, newOrganisation: organisation, at: now)
            return try installation.openSession(for: .applicant(id), on: connection, at: now)
        }
        return Browser(house: self, cookies: ["kofu-applicant": token])
    }

    /// A browser in which an account is signed in.
    func officer(_ login: String) async throws -> Browser {
        let now = clock.now
        let installation = installation
        let token = try await installation.database.write { connection -> String in
            guard let account = try Accounts(connection).find(login: login) else { throw Missing(what: login) }
            return try installation.openSession(for: .account(account.id), on: connection, at: now)
        }
        return Browser(house: self, cookies: ["kofu-officer": token])
    }

    struct Missing: Error { let what: String }

    /// Every case's chain, tables and files are what they must be.
    func audit() async throws -> AuditReport { try await installation.verifyRecord() }
}

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    private let held = Mutex(JapanTime(iso: "2026-11-23T12:00")?.instant ?? Instant(milliseconds: 0))
    var now: Instant { held.withLock { $0 } }
    func advance(seconds: Int64) { held.withLock { $0 = $0.adding(seconds: seconds) } }
    func set(_ instant: Instant) { held.withLock { $0 = instant } }
}
