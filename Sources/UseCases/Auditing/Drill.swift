import Foundation
import Grants
import Logging
import Outbound
import Storage

/// What trying out a backup showed.
public struct DrillReport: Sendable {
    /// The moment the backup is of; of a restored server, its newest record's.
    public var at = Instant(milliseconds: 0)
    /// How long checking and copying took, and then examining the record.
    public var restoring = Duration.zero
    public var examining = Duration.zero
    public var audit = AuditReport()
    /// Nil where there was nothing to compare with.
    public var comparison: RecordComparison?
    /// Everything that is not as it must be, in words.
    public var faults: [String] = []
    public var isSound: Bool { faults.isEmpty }
}

/// Trying out a backup: it is restored, examined as by `kofu audit verify`, and compared with the installation it is of.
public enum Drill {
    /// Restores a backup into a folder that is made for it, and removes that afterwards.
    /// - Parameter scratch: where there is room for it.
    public static func restore(_ backup: String, in scratch: String, live: Database?) async -> DrillReport {
        var report = DrillReport()
        let folder = "\(scratch)/kofu-drill-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            let start = ContinuousClock.now
            report.at = try Backup.moment(of: backup)
            _ = try await Backup.restore(from: backup, to: folder)
            // As a start of the portal would: a backup of an older version is brought up to date.
            let database = try Database(folder: folder)
            try database.migrate(at: report.at.milliseconds)
            report.restoring = ContinuousClock.now - start
            try await examine(
                database, files: FileStore(folder: "\(folder)/files"), madeAt: report.at, live: live, &report)
            try database.close()
        } catch {
            report.faults.append("\(error)")
        }
        return report
    }

    /// Examines a server that was restored by its own means, with its files.
    public static func examine(restored: Database, files: FileStore, live: Database?) async -> DrillReport {
        var report = DrillReport()
        do {
            try await examine(restored, files: files, madeAt: nil, live: live, &report)
            report.at = report.comparison?.copy.newest ?? report.at
        } catch {
            report.faults.append("\(error)")
        }
        return report
    }

    private static func examine(
        _ database: Database, files: FileStore, madeAt moment: Instant?, live: Database?, _ report: inout DrillReport
    ) async throws {
        let start = ContinuousClock.now
        let published = Published()
        try await published.reload(from: database)
        let installation = Installation(
            database: database, files: files, world: .system, published: published,
            settings: .init(address: "", isDemo: false, mailFrom: ""), passwords: PasswordHashing(), provider: nil,
            sendMail: nil, logger: Logger(label: "kofu") { _ in SwiftLogNoOpLogHandler() })
        report.audit = try await installation.verifyRecord()
        report.examining = ContinuousClock.now - start
        report.faults += report.audit.faults
        guard let live else { return }
        let comparison = try await RecordComparison(of: database, with: live, madeAt: moment)
        report.comparison = comparison
        report.faults += comparison.faults
    }
}
