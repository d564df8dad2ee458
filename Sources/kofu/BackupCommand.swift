import ArgumentParser
import Grants
import Storage

/// `kofu backup`: a copy of everything.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database and all files to a new folder.",
        discussion: """
            The portal may go on running: the copy is of one moment. It ends with a manifest of digests, by which
            kofu restore checks every part. Of a PostgreSQL server's database the copy is an SQLite one; kofu database
            copy puts it back onto a server.

            With --into it is the next of a series: files the one before has are read, and linked where they are sound,
            so that each backup is complete and only new files take room. --keep removes the oldest. A series on one disk
            shares its files: keep another copy on another machine.

              kofu backup /backup/kofu-2026-12-25 --data /var/lib/kofu
              kofu backup --into /var/backups/kofu --keep 14 --configuration /etc/kofu/kofu.conf
            """)

    @Argument(help: "A folder that does not exist, or is empty.") var to: String?
    @Option(help: "The folder of a series of backups.") var into: String?
    @Option(help: "How many of the series are kept.") var keep: Int?
    @OptionGroup var options: DataOptions

    func validate() throws {
        if (to == nil) == (into == nil) { throw ValidationError("give a folder, or a series by --into") }
        if keep != nil, into == nil { throw ValidationError("--keep goes with --into") }
        if let keep, keep < 1 { throw ValidationError("--keep is 1 or more") }
    }

    func run() async throws {
        let place = try options.place()
        let installation = try await House.look(into: place)
        let (database, files, now) = (installation.database, installation.files, World.system.now())
        let made: Backup.Made
        if let into {
            let next = try await BackupSeries(folder: into).add(
                of: database, files: files, at: now.milliseconds, keeping: keep)
            made = next.made
            say("the database and \(made.files) files, \(made.linked) of them linked, are in \(next.path)")
            if next.removed > 0 { say("removed \(next.removed) older") }
        } else {
            let folder = to ?? ""
            made = try await Backup.make(of: database, files: files, to: folder, at: now.milliseconds)
            say("the database and \(made.files) files are in \(folder)")
        }
        for digest in made.damaged {
            complain("the file \(digest) is damaged or unreadable, and not in the backup; see kofu audit verify")
        }
        note(in: place.folder) { $0.backupAt = now }
        if !made.damaged.isEmpty { throw ExitCode.failure }
    }
}

/// Notes something about backups in the data folder, for `/metrics`.
func note(in folder: String, _ change: (inout BackupState) -> Void) {
    var state = BackupState(folder: folder)
    change(&state)
    do {
        try state.write(to: folder)
    } catch {
        complain("backup-state.json cannot be written in \(folder), so that /metrics does not tell of this: \(error)")
    }
}

/// `kofu restore`: a data folder out of a backup.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a data folder out of a backup.",
        discussion: """
            Every part is compared with its digest first. The data folder must be new or empty, so that nothing is
            written over; set the one before aside. kofu drill does all this and more, to try a backup out.

              kofu restore /backup/kofu-2026-12-25 --data /var/lib/kofu
              kofu restore /var/backups/kofu --data /var/lib/kofu              the newest of a series
            """)

    @Argument(help: "The folder kofu backup wrote, or a series.") var from: String
    @OptionGroup var options: DataOptions

    func run() async throws {
        let folder = try options.folder()
        let backup = try BackupSeries.newest(at: from)
        let files = try await Backup.restore(from: backup, to: folder)
        say("the database and \(files) files of \(backup) are in \(folder); kofu audit verify examines them")
    }
}
