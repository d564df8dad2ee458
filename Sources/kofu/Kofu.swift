import ArgumentParser

/// The program: `kofu COMMAND`.
@main
struct Kofu: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kofu",
        abstract: "A grants platform: programmes, applications, review, decisions, letters.",
        discussion: """
            To try it:
              kofu demo                       a portal with sample data on http://localhost:8080

            To run it:
              kofu serve --check              what is configured, and what is wrong with it
              kofu programme import FOLDER    publish a programme's documents
              kofu account create …           the first administrator of an agency
              kofu serve                      the portal

            To try a formula:
              kofu feel eval EXPR             what it gives; `kofu feel --help` says more

            To look after it:
              kofu backup TO                  a copy of everything, while it runs
              kofu drill BACKUP               whether a backup can be restored, and how long that takes
              kofu database copy              from SQLite to PostgreSQL, or back
              kofu files copy                 from a folder to a bucket, or back
              kofu audit verify               that nothing was lost or changed, while it runs

            Settings are environment variables named KOFU_…, or lines KEY=VALUE of a file given by --configuration;
            the environment wins. `kofu serve --help` lists them.
            """,
        version: version,
        subcommands: [
            Serve.self, Demo.self, Migrate.self, ProgrammeCommand.self, AccountCommand.self, Audit.self,
            BackupCommand.self, Restore.self, DrillCommand.self, Ready.self, DatabaseCommand.self, FilesCommand.self,
            FeelCommand.self,
            RegistersCommand.self, FormCommand.self, BenchCommand.self,
        ])
}
