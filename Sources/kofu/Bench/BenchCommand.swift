import ArgumentParser
import Foundation
import Grants
import Storage
import UseCases

/// `kofu bench`: measures this program on this machine.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure this program on this machine.",
        subcommands: [
            BenchAll.self, BenchPlaces.self, BenchSeed.self, BenchList.self, BenchOffice.self, BenchRush.self,
        ], defaultSubcommand: BenchAll.self
    )
}

/// `kofu bench all`: measures a server of this very program, each figure beside a floor measured in the same run.
struct BenchAll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all",
        abstract: "Formulas, pages, submissions, memory, start.",
        discussion: """
            Fills a new data folder with cases, starts a server on it, and sends it requests from as many clients as \
            asked, on the same machine. Build with -c release, or the figures say nothing.

              kofu bench --cases 10000 --clients 64 --seconds 8
              KOFU_DATABASE=postgres://… kofu bench --submissions     on a server's empty database
            """)

    @Option(help: "Cases stored before measuring.") var cases = 10_000
    @Option(help: "Clients sending at once.") var clients = 64
    @Option(help: "Seconds each figure is measured for.") var seconds = 8
    @Option(help: "Folder for the data; on the disk to be measured.") var data = "./var/bench"
    @Option(help: "Folder of the programme to use.") var programme = "./examples/programmes/colourful"
    @Option(help: "A library to preload that slows syncing (script/bench builds it).") var slowSync: String?

    @Option(help: "Drafts made ready to be submitted; as many as the figures need unless given.") var drafts: Int?
    @Flag(help: "Only fill the data folder itself, and list the ready submissions in its file `submissions`.")
    var prepareOnly = false

    @Flag(help: "Only measure formulas.") var formulas = false
    @Flag(help: "Only measure forms.") var forms = false
    @Flag(help: "Only measure submissions.") var submissions = false

    func run() async throws {
        if prepareOnly { return try await prepare() }
        if formulas { return try BenchFormulas().measure(seconds: min(seconds, 3)) }
        if forms { return try await measureForms() }
        let folder = "\(data)/\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let engine = BenchStock.server == nil ? "SQLite" : "PostgreSQL"
        print("Kofu bench: \(engine), \(cases) cases, \(clients) clients, \(seconds) s a figure, data in \(data)\n")
        if !submissions {
            try BenchFormulas().measure(seconds: min(seconds, 3))
            print("")
            try await measureForms()
            print("")
        }
        let stock = BenchStock(folder: folder, programme: programme, clients: clients)
        let prepared = try await stock.prepare(cases: cases, drafts: drafts ?? 4000 * seconds)
        print("stored \(cases) cases in \(prepared.seconds) s")

        let floors = try await BenchFloor(folder: "\(folder)-floor").measure(clients: clients, seconds: min(seconds, 4))
        print("floor  a bare durable insert of 7 KB, one at a time   \(floors.single)/s")
        print("floor  the same, sharing commits                      \(floors.grouped)/s\n")

        var server = try BenchServer(folder: folder, preload: nil)
        print("start to first answer                                 \(server.startMilliseconds) ms   (asked: < 500)")
        let load = BenchLoad(port: server.port, clients: clients, seconds: seconds)
        let one = BenchLoad(port: server.port, clients: 1, seconds: seconds)
        for page in submissions ? [] : try prepared.pages() {
            let figures =
                page.isAlone
                ? try one.get(page.path, cookie: page.cookie) : try load.get(page.path, cookie: page.cookie)
            print(figures.line(page.name, asked: page.asked))
        }
        let submitted = try load.submit(prepared.submissions[...])
        let asked = BenchStock.server == nil ? "≥ 2000/s, p99 < 100 ms" : "≥ 1200/s"
        print(submitted.line("submit, \(clients) clients", asked: asked))
        print(
            "       of the grouped floor                            \(submitted.rate * 100 / max(1, floors.grouped)) %")
        print("resident memory at its most                           \(server.peakMegabytes) MB   (asked: < 150)")
        server.stop()

        if let slowSync {
            server = try BenchServer(folder: folder, preload: slowSync)
            let slow = BenchLoad(port: server.port, clients: clients, seconds: seconds)
            let figures = try slow.submit(prepared.submissions.dropFirst(submitted.sent))
            print(figures.line("submit, syncing slowed by 2 ms", asked: "≥ 1000/s"))
            server.stop()
        }
        let report = try await stock.audit()
        print("\naudit afterwards: \(report.cases) cases, \(report.events) events, \(report.faults.count) faults")
        if !report.isSound || report.cases < cases + submitted.succeeded { throw ExitCode.failure }
    }

    private func measureForms() async throws {
        let folder = "\(data)/forms-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await BenchForms(folder: folder, clients: clients, seconds: seconds).measure()
    }

    /// For `script/faults`: a line for each submission with its path, cookie and body.
    private func prepare() async throws {
        let stock = BenchStock(folder: data, programme: programme, clients: clients)
        let prepared = try await stock.prepare(cases: cases, drafts: drafts ?? 1000)
        let lines = prepared.submissions.map { "\($0.path)\t\($0.cookie)\t\($0.body)\n" }
        try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: "\(data)/submissions"))
    }
}
