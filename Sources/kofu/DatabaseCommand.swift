import ArgumentParser
import Foundation
import Grants
import Storage

/// `kofu database`: moving between SQLite and PostgreSQL.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Move an installation's database between SQLite and PostgreSQL.",
        subcommands: [Copy.self])

    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy everything a database holds to a new one, and examine the copy.",
            discussion: """
                A database is a data folder or a server's address. Stop the portal first: what is done afterwards is not
                in the copy. The files stay in their folder, which both use. The copy is examined as by kofu audit verify
                --quick; what was copied is left as it is.

                  kofu database copy --from /var/lib/kofu --to postgres://kofu@db.example.jp/kofu
                  kofu database copy --from postgres://kofu@db.example.jp/kofu --to /var/lib/kofu-2 --files /var/lib/kofu
                """)

        @Option(help: "A data folder, or postgres://…") var from: String
        @Option(help: "A data folder without a database, or postgres://… with an empty one") var to: String
        @Option(help: "The data folder whose files the cases name; of --from and --to the folder, unless given.")
        var files: String?

        func run() async throws {
            let folders = [files, from, to].compactMap { $0 }.filter { !Place.isServer($0) }
            guard let folder = folders.first else {
                throw ValidationError("give the folder of the files by --files")
            }
            let source = try open(from)
            let target = try open(to)
            let counts = try DatabaseCopy(from: source, to: target).run(at: World.system.now().milliseconds)
            for (table, rows) in counts where rows > 0 { say("\(table)\t\(rows)") }
            say("\(counts.reduce(0) { $0 + $1.rows }) rows in \(counts.count) tables")
            try source.close()
            let installation = try await House.examine(target, files: FileStore(folder: "\(folder)/files"))
            let report = try await installation.verifyRecord(contents: false)
            for fault in report.faults { complain(fault) }
            say("cases \(report.cases), events \(report.events), files \(report.files), faults \(report.faults.count)")
            try target.close()
            if !report.isSound { throw ExitCode.failure }
        }

        private func open(_ text: String) throws -> Database {
            try Place.isServer(text) ? Database(server: text) : Database(folder: text)
        }
    }
}
