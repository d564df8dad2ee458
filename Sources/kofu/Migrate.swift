import ArgumentParser
import Grants
import Storage

/// `kofu migrate`: makes the database, or brings it up to date.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the database, or bring its schema up to date.",
        discussion: """
            kofu serve does this too when it starts. A database that exists is copied aside first, beside itself, so
            that the program before can be used again.

              kofu migrate --data /var/lib/kofu
            """)

    @OptionGroup var options: DataOptions

    func run() async throws {
        let place = try options.place()
        let database = try place.database()
        let applied = try database.migrate(at: World.system.now().milliseconds)
        _ = try place.files()
        for migration in applied { say("applied \(migration.number) \(migration.name)") }
        if applied.isEmpty { say("up to date: \(database.path)") }
        try database.close()
    }
}
