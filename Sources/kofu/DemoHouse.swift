import Foundation
import Grants
import Logging
import Outbound
import Portal
import Storage
import UseCases

/// A demonstration's installation and its identity provider, and what they are furnished with. Furnishing twice changes
/// nothing.
struct DemoHouse: Sendable {
    static let clientID = "kofu-demo"
    static let clientSecret = "kofu-demo-secret-known-to-all"

    let provider: IdentityProvider
    /// As it serves: it speaks with the provider by HTTP, like any other.
    let serving: Installation
    /// The same, speaking with the provider directly, for making sample cases before anything listens.
    private let making: Installation

    init(
        folder: String, address: String, issuer: String, scanning: Scanning?, logger: Logger,
        onBroken: @escaping @Sendable (String) -> Void
    ) async throws {
        try DemoHouse.mark(folder)
        let redirect = Portal.redirectURI(at: address)
        let client = IdentityProvider.Client(
            id: DemoHouse.clientID, secret: DemoHouse.clientSecret, redirectURI: redirect)
        provider = try await IdentityProvider(issuer: issuer, client: client)
        let settings = try OpenIDSettings(
            issuer: issuer, clientID: client.id, clientSecret: client.secret, redirectURI: redirect,
            accounts: [.prime, .member, .entry])
        let clock: @Sendable () -> Int64 = { World.system.now().milliseconds }
        making = try await House.open(
            Place(folder: folder),
            settings: Installation.Settings(address: address, isDemo: true, mailFrom: "kofu@example.jp"),
            // Everyone knows these passwords: a costly hash would protect nothing and only make the start slow.
            passwords: PasswordHashing(cost: .trivial),
            provider: OpenIDProvider(settings, http: provider.inProcess, now: clock), logger: logger,
            onBroken: onBroken)
        serving = Installation(
            database: making.database, files: making.files, world: making.world, published: making.published,
            settings: making.settings, passwords: making.passwords,
            provider: OpenIDProvider(settings, http: .curl(), now: clock), sendMail: nil, scanning: scanning,
            logger: logger)
    }

    /// Marks a new folder as a demonstration's; one that holds anything else is left alone.
    private static func mark(_ folder: String) throws {
        let manager = FileManager.default
        let mark = "\(folder)/\(House.demoMark)"
        if manager.fileExists(atPath: mark) { return }
        let contents = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
        guard contents.isEmpty else {
            throw House.Closed(
                description: "\(folder) holds something that is not a demonstration: choose another by --data")
        }
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("A demonstration: everyone knows its passwords.\n".utf8).write(to: URL(fileURLWithPath: mark))
    }

    /// Imports the programmes, issues the accounts and makes sample cases, as far as they are not there.
    func furnish(from folder: String) async throws {
        try await importProgrammes(from: folder)
        try await issueAccounts()
        let hasCases = try await making.database.read { try $0.first("select 1 from cases limit 1") != nil }
        guard !hasCases else { return }
        do {
            try await DemoCases(installation: making, provider: provider).make()
        } catch {
            // A programme folder of one's own may have no place for them; the demonstration runs without.
            making.logger.warning("no sample cases", metadata: ["error": "\(error)"])
        }
    }

    /// Fills the registers of postal codes and banks where they are empty. It takes a while, so the portal serves
    /// meanwhile; without the files looking up finds nothing.
    func fillRegisters() async {
        do {
            guard try await serving.database.read({ try Registers($0).isEmpty }) else { return }
            _ = try await ImportRegisters.files(RegistersCommand.shipped(), into: serving.database)
        } catch {
            serving.logger.warning("no registers", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Programmes

    private func importProgrammes(from folder: String) async throws {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let folders = names.map { "\(folder)/\($0)" }.filter {
            FileManager.default.fileExists(atPath: "\($0)/programme.yaml")
        }
        guard !folders.isEmpty else {
            throw House.Closed(
                description: "there are no programmes in \(folder): run this in Kofu's folder, or give --programmes")
        }
        for path in folders {
            var programme = try DocumentFolder.read(path)
            let id = "\(programme.programme.agency.code)/\(programme.programme.code)"
            let known = making.published.current.rounds.filter { $0.row.programme == id }
            // What an administrator set is left alone; only when every round is over are they moved again.
            if known.contains(where: { $0.round.phase(at: making.now) != .closed }) { continue }
            programme.rounds = DemoHouse.moved(programme.rounds, to: making.now)
            _ = try await making.importProgramme(programme, by: .system)
        }
    }

    /// The rounds, opened two weeks ago and closing in 30 days, so that there is always something to apply for; the
    /// second of several closes tomorrow, so that its countdown can be seen.
    static func moved(_ rounds: [Round], to now: Instant) -> [Round] {
        let today = JapanTime(now).day.daysSince1970
        return rounds.enumerated().map { index, round in
            var round = round
            let last = Day(daysSince1970: today + (index == 1 ? 1 : 30))
            let begins = Day(daysSince1970: last.daysSince1970 + 60)
            round.opens = JapanTime(Day(daysSince1970: today - 14), hour: 9, minute: 0) ?? round.opens
            round.closes = JapanTime(last, hour: 17, minute: 0) ?? round.closes
            if round.grantsBegin != nil { round.grantsBegin = YearMonth(iso: String(begins.iso.dropLast(3))) }
            return round
        }
    }

    // MARK: Accounts

    /// Each account belongs to its agency. With programmes of one's own, which know none of them, the accounts of
    /// カラフル振興局 work for the first agency there is.
    private func issueAccounts() async throws {
        let agencies = making.published.current.agencies
        let isOwn = agencies.allSatisfy { agency in DemoAccount.all.allSatisfy { $0.agency != agency.code } }
        let hash = try await making.passwords.hash(DemoAccount.password)
        for account in DemoAccount.all {
            let stand = isOwn && account.agency == DemoAccount.all.first?.agency ? agencies.first : nil
            guard let agency = agencies.first(where: { $0.code == account.agency }) ?? stand else { continue }
            let windows = Set(making.windows(of: agency.id).map(\.id))
            if try await making.database.read({ try Accounts($0).find(login: account.login) }) != nil { continue }
            let isOffice = !account.roles.isDisjoint(with: [.staff, .approver])
            let own = account.windows.intersection(windows)
            let id = making.world.id(Account.self)
            _ = try await making.issueAccount(
                id, login: account.login,
                AccountDetails(
                    name: account.name, email: account.email, roles: account.roles,
                    windows: isOffice && own.isEmpty ? windows : own), in: agency.id, by: .system)
            try await making.database.write { connection in
                guard var row = try Accounts(connection).find(id) else { return }
                row.password = hash
                row.totpSecret = Base32.encode(account.totp.secret)
                try Accounts(connection).update(row)
            }
        }
    }
}
