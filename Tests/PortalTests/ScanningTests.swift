import Foundation
import Grants
import Outbound
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Files that are scanned for viruses")
struct ScanningTests {
    static let harmful: [UInt8] = Steps.pdf + Array("EICAR".utf8)

    private struct Scene {
        let house: House
        let scanner: FakeScanner
        let applicant: Browser
        let rounds: ScanRounds
        let clock = TestClock()

        init(_ mood: FakeScanner.Mood = .well) async throws {
            scanner = FakeScanner()
            house = try await House(clock: clock, scanner: scanner)
            applicant = try await house.applicant()
            rounds = try #require(ScanRounds(house.installation))
            scanner.mood = mood
        }

        /// Attaches a plan to a draft, and gives the answer and the page it leads to.
        func attach(_ filing: String, _ content: [UInt8], name: String = "計画.pdf") async throws -> Reply {
            let page = try await applicant.get(Site.filingSection(filing, "documents"))
            return try await applicant.upload(
                page, to: Site.filingFiles(filing, "事業計画書"), name: name, content: content)
        }

        func section(_ filing: String) async throws -> Reply {
            try await applicant.get(Site.filingSection(filing, "documents"))
        }

        func mails() async throws -> [(to: String, subject: String)] {
            try await house.installation.database.read { connection in
                try connection.rows("select recipient, subject from mail order by id").map {
                    (try $0.text("recipient"), try $0.text("subject"))
                }.filter { $0.1.contains("ウイルス") }
            }
        }
    }

    @Test("one with a virus is not attached, whatever it is called, and the page says why")
    func refused() async throws {
        let scene = try await Scene()
        let filing = try await scene.applicant.start()
        for (name, looks) in [("悪い計画.pdf", 1), ("別名.pdf", 1)] {
            let reply = try await scene.attach(filing, ScanningTests.harmful, name: name)
            #expect(reply.status == 422 && reply.words.contains("「\(name)」からウイルス（Eicar-Test）が見つかりました"))
            #expect(scene.scanner.looks == looks)
        }
        #expect(try await scene.house.file(of: filing) == nil)
        #expect(try await scene.attach(filing, Steps.pdf, name: "良い計画.pdf").status == 303)
        let page = try await scene.section(filing)
        #expect(page.words.contains("良い計画.pdf") && !page.words.contains("ウイルスチェック中"))
        #expect(try await scene.mails().isEmpty)
    }

    @Test(
        "attaching and submitting go on while the scanner is away or unable; only the office waits",
        arguments: [FakeScanner.Mood.away, .unable])
    func away(mood: FakeScanner.Mood) async throws {
        let scene = try await Scene(mood)
        let house = scene.house
        let filing = try await scene.applicant.start()
        try await scene.applicant.fillIn(filing)
        #expect(try await scene.section(filing).words.contains("ウイルスチェック中"))
        let file = try #require(try await house.file(of: filing))
        #expect(try await scene.applicant.get(Site.filingFile(filing, file.id.text)).bytes == Steps.pdf)
        let submitted = try await scene.applicant.submitFiling(filing)
        #expect(submitted.status == 303)
        let id = try await house.caseID(of: filing)

        let staff = try await house.officer("kanto")
        let address = Site.officeFile(id, file.id.text)
        let early = try await staff.get(address)
        #expect(early.status == 409 && early.words.contains("ウイルスチェックが終わっていない"))
        let page = try await staff.get(Site.officeCase(id))
        #expect(page.words.contains("ウイルスチェック中") && !page.text.contains(address))
        // However often it is tried meanwhile, nothing becomes clean by that.
        for _ in 0..<5 {
            _ = try? await scene.rounds.lookAtSome()
            scene.clock.advance(seconds: 300)
        }
        #expect(try await staff.get(address).status == 409)

        scene.scanner.mood = .well
        #expect(try await scene.rounds.lookAtSome() == 1)
        #expect(try await staff.get(address).bytes == Steps.pdf)
        #expect(try await staff.get(Site.officeCase(id)).text.contains(address))
        #expect(try await scene.mails().isEmpty)
    }

    @Test("a virus found in a draft's file is told, keeps it from being submitted, and goes with the file")
    func inDraft() async throws {
        let scene = try await Scene(.away)
        let filing = try await scene.applicant.start()
        try await scene.applicant.fillIn(filing, content: ScanningTests.harmful)
        scene.scanner.mood = .well
        while try await scene.rounds.lookAtSome() > 0 {}
        #expect(try await scene.mails().map(\.subject) == ["【重要】添付ファイルからウイルスが見つかりました"])
        let bad = try #require(try await scene.house.file(of: filing))
        #expect(try await scene.applicant.get(Site.filingFile(filing, bad.id.text)).status == 422)
        let check = try await scene.applicant.get(Site.filingCheck(filing))
        #expect(check.words.contains("ウイルスが見つかったファイルがあります"))
        let refused = try await scene.applicant.submitFiling(filing)
        #expect(refused.status == 422 && refused.words.contains("別のファイルを使ってください"))
        let after = try await scene.section(filing)
        #expect(after.words.contains("ウイルス（Eicar-Test）が見つかりました"))
        try await scene.applicant.detach(bad, from: filing)
        #expect(try await scene.attach(filing, Steps.pdf).status == 303)
        #expect(try await scene.applicant.submitFiling(filing).status == 303)
    }

    @Test("a virus found after the submission is told to both sides once, and nobody can fetch the file")
    func afterSubmission() async throws {
        let scene = try await Scene(.away)
        let house = scene.house
        let filing = try await scene.applicant.start()
        try await scene.applicant.fillIn(filing, content: ScanningTests.harmful)
        let bad = try #require(try await house.file(of: filing))
        #expect(try await scene.applicant.submitFiling(filing).status == 303)
        let id = try await house.caseID(of: filing)
        scene.scanner.mood = .well
        while try await scene.rounds.lookAtSome() > 0 {}
        let mails = try await scene.mails()
        #expect(mails.filter { $0.subject.contains("【重要】") }.count == 1)
        #expect(!mails.filter { $0.subject.contains("提出されたファイル") }.isEmpty)
        #expect(Set(mails.map(\.to)).count == mails.count)
        let staff = try await house.officer("kanto")
        let page = try await staff.get(Site.officeCase(id))
        #expect(page.words.contains("ウイルスが見つかったファイルがあります"))
        #expect(try await staff.get(Site.officeFile(id, bad.id.text)).status == 422)
        #expect(try await scene.applicant.get(Site.filingFile(filing, bad.id.text)).status == 422)
        #expect(
            try await scene.applicant.get(Site.receipt(filing)).words.contains("ウイルスが見つかったファイルがあります"))
        // Another process that looked at the same time has nothing new to tell.
        let stored = FileStore.Stored(sha256: bad.sha256, size: bad.size)
        try await house.installation.settle(stored, .harmful("Eicar-Test"), by: "Fake 1")
        #expect(try await scene.mails().count == mails.count)
    }

    @Test("files of before are looked at once the scanner is there")
    func before() async throws {
        let clock = TestClock()
        let house = try await House(clock: clock)
        let (filing, id) = try await house.applicant().file()
        let file = try #require(try await house.file(of: filing))
        let staff = try await house.officer("kanto")
        #expect(try await staff.get(Site.officeFile(id, file.id.text)).status == 200)
        let installation = house.installation
        let scanning = Installation(
            database: installation.database, files: installation.files, world: installation.world,
            published: installation.published, settings: installation.settings, passwords: installation.passwords,
            provider: nil, sendMail: nil, scanning: Scanning(FakeScanner()), logger: installation.logger)
        await #expect(throws: Refusal.self) { try await scanning.checkReleased(file, isOwner: false) }
        let rounds = try #require(ScanRounds(scanning))
        try await rounds.askForAll()
        try await rounds.askForAll()
        #expect(try await rounds.lookAtSome() == 1)
        try await scanning.checkReleased(file, isOwner: false)
        #expect(try await rounds.lookAtSome() == 0)
    }

    @Test("a scanner that dies in the middle leaves nothing behind that has to wait for anything but its return")
    func dies() async throws {
        let scene = try await Scene(.away)
        let installation = scene.house.installation
        for number in 0..<6 {
            let stored = try await installation.files.store(Array("%PDF-1.7\n\(number)".utf8))
            let now = scene.clock.now
            try await installation.database.write { try Scans($0).ask(for: stored, at: now) }
        }
        scene.scanner.mood = .dying
        await #expect(throws: ScannerFailure.self) { try await scene.rounds.lookAtSome() }
        let figures = try await installation.database.read { try Scans($0).figures() }
        #expect(figures.waiting == 6)
        scene.scanner.mood = .well
        #expect(try await scene.rounds.lookAtSome() == 6)
    }

    @Test("two processes share what waits, and neither looks at the other's")
    func shared() async throws {
        let scene = try await Scene(.away)
        let database = scene.house.installation.database
        let now = scene.clock.now
        let files = (0..<20).map { FileStore.Stored(sha256: String(format: "%064x", $0), size: 1) }
        try await database.write { connection in for file in files { try Scans(connection).ask(for: file, at: now) } }
        let until = now.adding(seconds: 600)
        async let one = database.write { try Scans($0).take(12, at: now, until: until).map(\.file) }
        async let other = database.write { try Scans($0).take(12, at: now, until: until).map(\.file) }
        let (first, second) = try await (one, other)
        #expect(Set(first).isDisjoint(with: second) && first.count + second.count == 20)
        // Whoever took them and never came back gives them up in the end.
        #expect(try await database.write { try Scans($0).take(12, at: now, until: until).count } == 0)
        #expect(try await database.write { try Scans($0).take(12, at: until, until: until).count } == 12)
    }

    @Test("reviewers take along what was looked at, and a note of what was not")
    func reviewPackage() async throws {
        let scene = try await Scene(.away)
        let house = scene.house
        let (filing, id) = try await scene.applicant.file()
        let staff = try await house.officer("kanto")
        try await staff.act(on: Site.officeCase(id), Site.officeMove(id, filing), ["outcome": ["forward"]])
        let account = try await house.installation.database.read { try Accounts($0).find(login: "reviewer1") }
        try await staff.act(
            on: Site.officeCase(id), Site.officeAssign(id, filing), ["reviewer": [try #require(account?.id.text)]])
        let assignment = try await house.assignment(of: "reviewer1", in: id)
        let reviewer = try await house.officer("reviewer1")
        try await reviewer.act(
            on: Site.review(assignment), Site.reviewDeclaration(assignment), ["conflict": ["none"]])
        let file = try #require(try await house.file(of: filing))
        #expect(try await reviewer.get(Site.reviewFile(assignment, file.id.text)).status == 409)
        func names() async throws -> [String] {
            let package = try await house.installation.reviewPackage(for: Officer(account: try #require(account)))
            return package.parts.compactMap(\.path.last)
        }
        #expect(try await names() == ["審査票.xlsx", "申請書.pdf", "含まれていないファイル.txt"])
        scene.scanner.mood = .well
        #expect(try await scene.rounds.lookAtSome() == 1)
        #expect(try await names() == ["審査票.xlsx", "申請書.pdf", "事業計画書.pdf"])
    }
}
