import ArgumentParser
import UseCases

/// `kofu audit`: whether the record is what it was.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Examine the record of cases.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute every chain, and compare the tables and the files with it.",
            discussion: """
                Changes nothing and may run beside the portal. Ends with status 1 when anything is not as it must be.

                  kofu audit verify --data /var/lib/kofu
                """)

        @Flag(help: "Look only whether files are there, without reading them.") var quick = false
        @OptionGroup var options: DataOptions

        func run() async throws {
            let installation = try await House.look(into: options.place())
            let report = try await installation.verifyRecord(contents: !quick)
            for fault in report.faults { complain(fault) }
            say("cases \(report.cases), events \(report.events), files \(report.files), faults \(report.faults.count)")
            if !report.isSound { throw ExitCode.failure }
        }
    }
}
