import Foundation
import Grants
import Logging
import Outbound
import Storage
import Synchronization
import UseCases

/// What a bench measures on: an installation full of cases, and drafts ready to be submitted.
struct BenchStock {
    let folder: String
    let programme: String
    let clients: Int
    /// How the round gives its places out; nil as the programme says.
    var intake: Intake?

    /// A submission as a browser would send it.
    struct Submission: Sendable {
        let path: String
        let cookie: String
        let body: String
    }

    struct Page {
        let name: String
        let path: String
        let cookie: String
        let asked: String
        /// Whether it is asked by one client at a time, for its own duration.
        let isAlone: Bool
    }

    struct Prepared {
        let seconds: Int
        let staff: String
        let someCase: String
        let round: String
        let deep: String
        let submissions: [Submission]

        func pages() throws -> [Page] {
            [
                Page(
                    name: "work list, first page", path: "/office", cookie: staff, asked: "p50 ≤ 10 ms", isAlone: true),
                Page(name: "work list, page 150", path: deep, cookie: staff, asked: "like page 1", isAlone: true),
                Page(
                    name: "case page", path: "/office/cases/\(someCase)", cookie: staff, asked: "p50 ≤ 10 ms",
                    isAlone: true),
                Page(
                    name: "public search", path: "/rounds?q=%E8%B5%A4", cookie: "", asked: "≥ 3000/s", isAlone: false),
                Page(name: "round page", path: "/rounds/\(round)", cookie: "", asked: "≥ 3000/s", isAlone: false),
            ]
        }
    }

    func prepare(cases: Int, drafts: Int) async throws -> Prepared {
        let start = ContinuousClock.now
        let installation = try BenchStock.open(folder)
        let loaded = try DocumentFolder.read(programme)
        var folder = loaded
        for index in folder.rounds.indices {
            folder.rounds[index].opens = JapanTime(installation.now.adding(days: -1))
            folder.rounds[index].closes = JapanTime(installation.now.adding(days: 30))
            if let intake { folder.rounds[index].intake = intake }
        }
        let report = try await installation.importProgramme(folder, by: .system)
        let round = report.rounds.first { $0.hasSuffix("red-1") } ?? report.rounds[0]
        let plan = try await installation.files.store(
            Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 0x20, count: 20_000))

        var people: [(applicant: SignedApplicant, cookie: String, token: String)] = []
        for number in 0..<clients { people.append(try await installation.benchApplicant(number)) }
        let all = people
        let typed = Typed(BenchStock.boxes)
        let total = cases + drafts
        let filings = (0..<total).map { _ in (installation.world.id(Filing.self), installation.world.id(Case.self)) }
        for group in stride(from: 0, to: total, by: 500) {
            try await installation.database.write { connection in
                for index in group..<min(group + 500, total) {
                    try installation.benchDraft(
                        filings[index].0, case: filings[index].1, round: round, procedure: "call", window: "kanto",
                        typed: typed, files: ["事業計画書"], plan: plan, by: all[index % all.count].applicant, on: connection
                    )
                }
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for lane in 0..<64 {
                tasks.addTask {
                    for index in stride(from: lane, to: cases, by: 64) {
                        _ = try await installation.submitFiling(
                            filings[index].0, revision: 1, arrived: installation.now,
                            by: all[index % all.count].applicant)
                    }
                }
            }
            try await tasks.waitForAll()
        }
        try await installation.database.write { try $0.execute("delete from job") }
        let staff = try await installation.benchOfficer(agency: report.agency)
        let deep = try await installation.benchDeepPage(agency: report.agency)
        let submissions = (cases..<total).map { index in
            let person = all[index % all.count]
            return Submission(
                path: "/filings/\(filings[index].0)/submit", cookie: person.cookie,
                body: "csrf=\(person.token)&key=\(index)&revision=1")
        }
        try installation.database.close()
        return Prepared(
            seconds: Int((ContinuousClock.now - start).components.seconds), staff: staff,
            someCase: filings.isEmpty ? "" : filings[cases / 2].1.text, round: round, deep: deep,
            submissions: submissions)
    }

    func audit() async throws -> AuditReport {
        let installation = try BenchStock.open(folder)
        try await installation.published.reload(from: installation.database)
        return try await installation.verifyRecord(contents: false)
    }

    /// Where KOFU_DATABASE names a server, the database is there, like that of the portal that is measured.
    static let server = ProcessInfo.processInfo.environment[Setting.database.name]

    static func open(_ folder: String, world: World = .system) throws -> Installation {
        let database = try Place(folder: folder, server: server).database()
        try database.migrate(at: World.system.now().milliseconds)
        return Installation(
            database: database, files: try FileStore(folder: "\(folder)/files"), world: world,
            published: Published(),
            settings: Installation.Settings(
                address: "http://localhost", isDemo: true, mailFrom: "notice@kofu.invalid"),
            passwords: PasswordHashing(), provider: nil, sendMail: nil,
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Answers that the colourful programme's form accepts: about 3 KB, as people write.
    private static let boxes: [String: [String]] = [
        "事業者名": ["赤坂染物店"], "法人番号": ["7000012050002"], "所在地.postal": ["107-0052"], "所在地.prefecture": ["東京都"],
        "所在地.city": ["港区"], "所在地.street": ["赤坂1-1"], "代表者名": ["朱雀 紅子"], "担当者名": ["朱雀 花子"],
        "電話番号": ["03-1234-5678"], "メールアドレス": ["hanako@example.jp"], "事業名": ["朱染めを生かした防災頭巾の開発"],
        "事業の概要": [String(repeating: "地域で続く朱染めの技術を使い、火に強い素材の防災頭巾を開発します。", count: 10)],
        "事業区分": ["development"], "取組内容": ["equipment", "design"], "事業開始日.year": ["2027"], "事業開始日.month": ["4"],
        "事業開始日.day": ["1"], "事業終了日.year": ["2028"], "事業終了日.month": ["3"], "事業終了日.day": ["31"],
        "総事業費": ["3,000,000"], "補助金申請額": ["1,800,000"], "従業員数": ["12"], "課税事業者": ["yes"],
        "暴力団排除の誓約": ["yes"], "申請内容の誓約": ["yes"],
    ]
}

extension Installation {
    /// A signed-in applicant with what its browser would send: the cookie and the form token.
    func benchApplicant(
        _ number: Int
    ) async throws -> (applicant: SignedApplicant, cookie: String, token: String) {
        var profile = Profile()
        profile.organisationName = "赤坂染物店\(number)"
        profile.corporateNumber = "7000012050002"
        profile.personName = "朱雀 花子"
        profile.email = "hanako\(number)@example.jp"
        let (moment, filled) = (now, profile)
        let (person, organisation) = (world.id(Applicant.self), world.id(Organisation.self))
        let (token, csrf) = (Token.make(), Token.make())
        let row = try await database.write { connection in
            let id = try Applicants(connection).remember(
                issuer: "bench", subject: String(number), account: .prime, knownAs: "bench \(number)", profile: filled,
                language: "ja", newApplicant: person, newOrganisation: organisation, at: moment)
            try Sessions(connection).open(
                SessionRow(
                    token: Token.hash(token), person: .applicant(id), csrf: csrf, openedAt: moment, seenAt: moment))
            return try Applicants(connection).find(id)
        }
        guard let row else { throw WriteFailure.broken("an applicant is missing") }
        return (row, "kofu-applicant=\(token)", csrf)
    }

    func benchDraft(
        _ filing: ID<Filing>, case id: ID<Case>, round: String, procedure: String, window: String, typed: Typed,
        files: [String], plan: FileStore.Stored, by applicant: SignedApplicant, on connection: Connection
    ) throws {
        guard let offered = published.current.round(round) else { return }
        try Drafts(connection).begin(
            DraftRow(
                draft: Draft(
                    filing: filing, case: id, procedure: procedure, revision: 1, version: 1, window: window,
                    typed: typed, place: nil, changedAt: now),
                agency: offered.agency.id, round: round, programme: offered.row.programme,
                programmeVersion: offered.row.version, organisation: applicant.organisation.id, sources: [:]))
        for field in files {
            try Files(connection).attach(
                StoredFile(
                    id: world.id(StoredFile.self), field: field, name: "事業計画書.pdf", size: plan.size,
                    sha256: plan.sha256), to: filing, at: now)
        }
    }

    fileprivate func benchOfficer(agency: ID<Agency>) async throws -> String {
        let (moment, id, token, csrf) = (now, world.id(Account.self), Token.make(), Token.make())
        try await database.write { connection in
            try Accounts(connection).insert(
                AccountRow(
                    id: id, agency: agency, login: "bench", name: "事務 太郎", email: "bench@example.jp",
                    roles: [.staff], windows: ["kanto"], changedAt: moment))
            try Sessions(connection).open(
                SessionRow(
                    token: Token.hash(token), person: .account(id), csrf: csrf, openedAt: moment, seenAt: moment))
        }
        return "kofu-officer=\(token)"
    }

    /// The address of the work list's page 150, as one comes to it by 次へ.
    fileprivate func benchDeepPage(agency: ID<Agency>) async throws -> String {
        try await database.read { connection in
            var query = WorkListQuery(agency: agency, windows: ["kanto"])
            var address = "/office"
            for _ in 1..<150 {
                guard let next = try query.page(on: connection).next else { break }
                query.start = .after(next)
                address = "/office?after=\(next.value)~\(next.id)"
            }
            return address
        }
    }
}
