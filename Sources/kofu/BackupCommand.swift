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

              kofu backup /backup/kofu-2026-12-25 --data /var/lib/kofu
            """)

    @Argument(help: "A folder that does not exist, or is empty.") var to: String
    @OptionGroup var options: DataOptions

    func run() async throws {
        let installation = try await House.look(into: options.place())
        let files = try Backup.make(
            of: installation.database, files: installation.files, to: to, at: World.system.now().milliseconds)
        say("the database and \(files) files are in \(to)")
    }
}

/// `kofu restore`: a data folder out of a backup.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a data folder out of a backup.",
        discussion: """
            Every part is compared with its digest first. The data folder must be new or empty, so that nothing is
            written over; set the one before aside.

              kofu restore /backup/kofu-2026-12-25 --data /var/lib/kofu
            """)

    @Argument(help: "The folder kofu backup wrote.") var from: String
    @OptionGroup var options: DataOptions

    func run() async throws {
        let folder = try options.folder()
        let files = try Backup.restore(from: from, to: folder)
        say("the database and \(files) files are in \(folder); kofu audit verify examines them")
    }
}
