import ArgumentParser
import Foundation
import Grants
import Storage
import UseCases

/// `kofu bench places`: many submissions at once for few places (先着), each from a connection of its own.
struct BenchPlaces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places", abstract: "Submissions at once for fewer places: exactly as many are accepted.")

    @Option(help: "How many places the round has.") var places = 1000
    @Option(help: "How many submissions are sent.") var submissions = 5000
    @Option(help: "Clients sending at once.") var clients = 1000
    @Option(help: "Folder for the data; on the disk to be measured.") var data = "./var/bench"
    @Option(help: "Folder of the programme to use.") var programme = "./examples/programmes/colourful"

    func run() async throws {
        let folder = "\(data)/places-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let stock = BenchStock(
            folder: folder, programme: programme, clients: clients,
            intake: Intake(rule: .firstCome, places: places))
        let prepared = try await stock.prepare(cases: 0, drafts: submissions)
        let server = try BenchServer(folder: folder, preload: nil)
        let load = BenchLoad(port: server.port, clients: clients, seconds: 300)
        let figures = try load.submit(prepared.submissions[...])
        server.stop()
        let report = try await stock.audit()
        let order = try await order(in: folder)
        let accepted = figures.succeeded
        print(
            """
            先着 \(submissions) submissions from \(clients) clients for \(places) places
            accepted \(accepted) (asked: exactly \(min(places, submissions))), refused \(figures.sent - accepted), \
            \(BenchStock.server == nil ? "receipts without a gap and in order" : "each receipt once"): \(order ? "yes" : "NO")
            answered at \(figures.sent * figures.rate / max(1, accepted))/s, audit: \(report.faults.count) faults
            """)
        if accepted != min(places, submissions) || report.cases != accepted || !order || !report.isSound {
            throw ExitCode.failure
        }
    }

    /// Whether the receipt numbers of what was accepted follow each other in the order the log took them in. On PostgreSQL they
    /// come from a sequence, which nobody waits for and which leaves out what was rolled back: there each is given once.
    private func order(in folder: String) async throws -> Bool {
        let installation = try BenchStock.open(folder)
        let receipts = try await installation.database.read { connection in
            let order: SQL = BenchStock.server == nil ? "order by rowid" : ""
            return try connection.rows("select data from case_event where kind = 'submitted' \(order)").map {
                try $0.json("data")["receipt"]?.string ?? ""
            }
        }
        try installation.database.close()
        if BenchStock.server != nil { return Set(receipts).count == receipts.count }
        return receipts == (1...max(1, Int64(receipts.count))).prefix(receipts.count).map(receiptNumber)
    }
}
