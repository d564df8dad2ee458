import ArgumentParser
import Foundation
import Grants
import Storage
import UseCases

/// `kofu bench office`: measures the staff's long work over what `kofu bench seed` made: exports of everything, and many
/// confirmations at once.
struct BenchOffice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office", abstract: "Measure exports and acts on many cases in a seeded folder.",
        discussion: """
            Figures of one process that does nothing else; memory is what it had resident at its most meanwhile. The \
            processor's seconds tell how long it would take on a machine that does nothing else, either.

              kofu bench seed --cases 100000 --filings 300000 --data ./var/office
              kofu bench office --data ./var/office
            """)

    @Option(help: "A folder that `kofu bench seed` filled.") var data: String
    @Option(help: "Cases confirmed at once.") var confirmations = 500

    func run() async throws {
        let installation = try BenchStock.open(data)
        try await installation.published.reload(from: installation.database)
        let staff = try await officer("staff", installation)
        let query = WorkListQuery(agency: staff.agency, windows: staff.account.windows)
        let cases = try await installation.database.read {
            try $0.first("select count(*) as n from cases")?.integer("n") ?? 0
        }
        print("Kofu bench: the staff's long work over \(cases) cases\n")
        for (name, format, content, asked) in [
            ("CSV, the list's columns", ExportOrder.Format.csv, ExportOrder.Content.columns, "< 15 s, < 200 MB"),
            ("CSV, every answer", .csv, .answers, "< 15 s, < 200 MB"),
            ("Excel, the list's columns", .xlsx, .columns, "< 200 MB"),
            ("Excel, every answer, tables, score sheets", .xlsx, .answers, "< 200 MB"),
        ] {
            let order = ExportOrder(
                format: format, content: content, columns: BenchOffice.columns, isEnglish: false, query: query)
            let id = try await installation.beginExport(order, by: staff)
            let figures = try await measure { try await installation.work() }
            let errand = try await installation.errand(id, for: staff)
            print(figures.line("export \(name)", asked: asked, size: errand.file?.size))
        }
        try await confirm(installation)
        try installation.database.close()
    }

    /// The usual columns and a question of the form.
    private static let columns = [
        "number", "round", "procedure", "organisation", "title", "status", "window", "due", "returns", "elapsed",
        "changed", "field:call:補助金申請額",
    ].map { ExportOrder.Column(key: $0, heads: $0 == "organisation" ? ["法人名", "法人番号"] : [$0]) }

    private func confirm(_ installation: Installation) async throws {
        let approver = try await officer("approver", installation)
        let most = confirmations
        let chosen = try await installation.database.read { connection in
            try connection.rows("select id from cases where status = 'confirming' limit \(most)").map {
                try $0.id("id") as ID<Case>
            }
        }
        let id = try await installation.planErrand(
            .acts, parameters: BulkAct(.confirm).encoded, cases: chosen, by: approver)
        let planned = try await installation.errand(id, for: approver)
        let look = try await measure { _ = try await installation.plan(of: planned, for: approver) }
        print(look.line("what \(chosen.count) confirmations would do", asked: "-"))
        let figures = try await measure {
            try await installation.beginErrand(planned, by: approver)
            try await installation.work()
        }
        let errand = try await installation.errand(id, for: approver)
        print(figures.line("\(errand.done - errand.failed) confirmations at once", asked: "< 10 s"))
        let letters = try await measure { try await installation.work(only: false) }
        print(letters.line("their letters and mails, afterwards", asked: "-"))
        let printing = try await installation.beginPrinting(of: errand, by: approver)
        let printed = try await measure { try await installation.work() }
        let size = try await installation.errand(printing, for: approver).file?.size
        print(printed.line("their letters as one PDF", asked: "-", size: size))
    }

    private func officer(_ login: String, _ installation: Installation) async throws -> Officer {
        guard let account = try await installation.database.read({ try Accounts($0).find(login: login) }) else {
            throw BenchListStock.Missing()
        }
        return Officer(account: account)
    }

    private func measure(_ body: () async throws -> Void) async throws -> Figures {
        Figures.forgetPeak()
        let (start, before) = (ContinuousClock.now, Figures.processor)
        try await body()
        let taken = (ContinuousClock.now - start).components
        return Figures(
            milliseconds: Int(taken.seconds * 1000 + taken.attoseconds / 1_000_000_000_000_000),
            processor: Figures.processor - before, megabytes: Figures.peakMegabytes)
    }

    /// How long something took, and what memory it needed.
    private struct Figures {
        let milliseconds: Int
        /// Milliseconds of the processor.
        let processor: Int
        let megabytes: Int

        func line(_ name: String, asked: String, size: Int64? = nil) -> String {
            func seconds(_ milliseconds: Int) -> String { "\(milliseconds / 1000).\(milliseconds / 100 % 10) s" }
            let file = size.map { ", \($0 / 1_000_000) MB" } ?? ""
            let space = String(repeating: " ", count: max(1, 46 - name.count))
            return """
                \(name)\(space)\(seconds(milliseconds)) (\(seconds(processor)) of a processor), \(megabytes) MB resident\
                \(file)   (asked: \(asked))
                """
        }

        /// Milliseconds this process has had of the processors.
        static var processor: Int {
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
                + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000
        }

        /// The most that was resident since `forgetPeak`.
        static var peakMegabytes: Int {
            let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
            return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
        }

        static func forgetPeak() { try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs")) }
    }
}

extension Installation {
    /// Does what waits: errands alone, or everything else.
    fileprivate func work(only errands: Bool = true) async throws {
        let queue = JobQueue(
            database: database, handlers: jobHandlers, world: world,
            lane: errands ? .only(Installation.errandJob) : .but(Installation.errandJob))
        while try await queue.runDue() > 0 {}
    }
}
