import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Trying a backup out")
struct DrillTests {
    private let house: House
    private let backup: String

    /// A house with one filing, and a backup of it.
    init() async throws {
        house = try await House()
        backup = house.folder + "/backup"
        _ = try await house.applicant().file()
        _ = try await Backup.make(
            of: house.installation.database, files: house.installation.files, to: backup,
            at: house.clock.now.milliseconds)
    }

    private func drill() async -> DrillReport {
        await Drill.restore(backup, in: house.folder, live: house.installation.database)
    }

    /// Nothing is left of what was restored.
    private func expectNothingLeft() throws {
        let left = try FileManager.default.contentsOfDirectory(atPath: house.folder)
        #expect(!left.contains { $0.hasPrefix("kofu-drill-") })
    }

    @Test("finds it sound, and says how much has been added since")
    func sound() async throws {
        house.clock.advance(seconds: 600)
        _ = try await house.applicant().file()
        let report = await drill()
        #expect(report.isSound, "\(report.faults)")
        #expect(report.audit.cases == 1 && report.audit.files == 1)
        let comparison = try #require(report.comparison)
        #expect(comparison.copy.receipts == 1 && comparison.live.receipts == 2)
        #expect(comparison.live.records > comparison.copy.records)
        try expectNothingLeft()
    }

    /// What can happen to a backup.
    enum Damage: String, CaseIterable {
        case databaseByte, databaseCut, fileByte, fileMissing, manifestCut, manifestMissing

        /// What the drill says of it.
        var word: String {
            switch self {
            case .databaseByte, .databaseCut: "kofu.sqlite"
            case .fileByte, .fileMissing: "/files/"
            case .manifestCut, .manifestMissing: "manifest.json"
            }
        }

        func befall(_ backup: String) throws {
            switch self {
            case .databaseByte: try Damage.flip(backup + "/kofu.sqlite")
            case .databaseCut: try Damage.cut(backup + "/kofu.sqlite")
            case .fileByte: try Damage.flip(Damage.file(of: backup))
            case .fileMissing: try FileManager.default.removeItem(atPath: Damage.file(of: backup))
            case .manifestCut: try Damage.cut(backup + "/manifest.json")
            case .manifestMissing: try FileManager.default.removeItem(atPath: backup + "/manifest.json")
            }
        }

        private static func file(of backup: String) throws -> String {
            let folder = backup + "/files"
            let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
            return folder + "/" + (try #require(paths.first { $0.contains("/") }))
        }

        private static func flip(_ path: String) throws {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: path))
        }

        private static func cut(_ path: String) throws {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
        }
    }

    @Test("finds what happened to it, and where", arguments: Damage.allCases)
    func damaged(_ damage: Damage) async throws {
        try damage.befall(backup)
        let report = await drill()
        #expect(report.faults.count == 1 && report.faults.first?.contains(damage.word) == true, "\(report.faults)")
        try expectNothingLeft()
    }

    @Test("finds what it should have and has not, and what only it has")
    func differing() async throws {
        let restored = house.folder + "/restored"
        _ = try await Backup.restore(from: backup, to: restored)
        let (copy, live) = (try Database(folder: restored), house.installation.database)
        let early = house.clock.now.adding(seconds: 3600)
        let added = try await house.applicant().file().case
        let missing = try await RecordComparison(of: copy, with: live, madeAt: early)
        #expect(missing.faults.contains { $0.contains(added) && $0.contains("not in it") }, "\(missing.faults)")
        // The other way round, the installation lost a case that was acknowledged.
        let lost = try await RecordComparison(of: live, with: copy, madeAt: house.clock.now)
        #expect(lost.faults.contains { $0.contains(added) && $0.contains("in the backup only") })
        #expect(lost.faults.contains { $0.hasPrefix("receipts: 2") })
    }

    @Test("examines a server that was restored by its own means")
    func server() async throws {
        let restored = house.folder + "/restored"
        _ = try await Backup.restore(from: backup, to: restored)
        let report = await Drill.examine(
            restored: try Database(folder: restored), files: house.installation.files, live: house.installation.database
        )
        #expect(report.isSound, "\(report.faults)")
        #expect(report.at > Instant(milliseconds: 0) && report.audit.cases == 1)
    }
}
