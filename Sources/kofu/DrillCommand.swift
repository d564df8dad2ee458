import ArgumentParser
import Foundation
import Grants
import Storage
import UseCases

/// `kofu drill`: whether a backup is one.
struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Try a backup out: restore it aside, examine it, compare it with the installation.",
        discussion: """
            The backup is restored into a folder of its own, which is removed afterwards; every file and every chain of
            the record is examined, and compared with the installation, which may be running. Said is how long that took,
            and how much has been recorded since the backup. Ends with status 1 when anything is not as it must be.

            A PostgreSQL server that was restored by its own means is examined by --restored, with --files where the files
            are. Never start the portal on it before: that would send mails again.

              kofu drill /var/backups/kofu --configuration /etc/kofu/kofu.conf        the newest of a series
              kofu drill /backup/kofu-2026-12-25 --in /scratch --data /var/lib/kofu
              kofu drill --restored postgres://kofu@drill.example.jp/kofu --configuration /etc/kofu/kofu.conf
            """)

    @Argument(help: "The folder kofu backup wrote, or a series, whose newest is taken.") var backup: String?
    @Option(name: .customLong("in"), help: "Where there is room to restore it; beside the backup unless given.")
    var scratch: String?
    @Option(help: "postgres://… of a server restored by its own means.") var restored: String?
    @Option(help: "The folder of the restored files; the installation's own unless given. With --restored.")
    var files: String?
    @OptionGroup var options: DataOptions

    func validate() throws {
        if (backup == nil) == (restored == nil) { throw ValidationError("give a backup, or a server by --restored") }
        if let restored, !Place.isServer(restored) {
            throw ValidationError("--restored is an address such as postgres://user@host/kofu")
        }
    }

    func run() async throws {
        let place = try options.place()
        let live = self.live(place)
        let start = World.system.now()
        let report: DrillReport
        if let restored {
            let database = try Database(server: restored)
            if try !database.isMigrated() {
                throw House.Closed(description: "the restored database has another schema than this program")
            }
            let files = try files.map { try FileStore(folder: $0) } ?? place.files()
            report = await Drill.examine(restored: database, files: files, live: live)
        } else {
            let path = try BackupSeries.newest(at: backup ?? "")
            say("trying out \(path)")
            let beside = (path as NSString).deletingLastPathComponent
            report = await Drill.restore(path, in: scratch ?? (beside.isEmpty ? "." : beside), live: live)
        }
        tell(report, at: start)
        if FileManager.default.fileExists(atPath: place.folder) {
            note(in: place.folder) { state in
                state.drillAt = start
                state.drillOK = report.isSound
            }
        }
        if !report.isSound { throw ExitCode.failure }
    }

    /// The installation's database, to compare with; nil where it is lost, which is when drills are over.
    private func live(_ place: Place) -> Database? {
        guard place.exists, let database = try? place.database(mode: .reader),
            (try? database.isMigrated()) == true
        else {
            say("the installation cannot be reached: nothing to compare with")
            return nil
        }
        return database
    }

    private func tell(_ report: DrillReport, at now: Instant) {
        for fault in report.faults { complain(fault) }
        if let comparison = report.comparison {
            let since = comparison.live.records - comparison.copy.records
            say("receipts: \(comparison.copy.receipts) in the backup, \(comparison.live.receipts) now")
            say("RPO: \(DrillCommand.text(now, since: report.at)) old, \(since) records have been added since")
        }
        let total = report.restoring + report.examining
        say(
            "RTO: \(DrillCommand.text(total)): \(DrillCommand.text(report.restoring)) to check and restore, "
                + "\(DrillCommand.text(report.examining)) to examine")
        say(
            "cases \(report.audit.cases), events \(report.audit.events), files \(report.audit.files), "
                + "faults \(report.faults.count)")
    }

    private static func text(_ now: Instant, since then: Instant) -> String {
        text(.milliseconds(max(0, now.milliseconds - then.milliseconds)))
    }

    private static func text(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        if seconds >= 3600 { return "\(seconds / 3600) h \(seconds % 3600 / 60) min" }
        if seconds >= 60 { return "\(seconds / 60) min \(seconds % 60) s" }
        let tenths = duration.components.attoseconds / 100_000_000_000_000_000
        return "\(seconds).\(tenths) s"
    }
}
