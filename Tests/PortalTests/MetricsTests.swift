import Foundation
import Grants
import Hummingbird
import NIOCore
import NIOEmbedded
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// What operators see.
@Suite("Figures for operators")
struct MetricsTests {
    @Test("are in Prometheus' own format, each explained, and say what was done")
    func figures() async throws {
        let house = try await House()
        _ = try await house.applicant().file()
        _ = try await house.browser().get("/no/such/page")
        _ = try await house.browser().get(Site.home())
        let round = try #require(house.installation.published.current.round(house.red))
        _ = try await house.auditor().look()
        var backups = BackupState(folder: house.folder)
        backups.backupAt = house.clock.now
        (backups.drillAt, backups.drillOK) = (house.clock.now, false)
        try backups.write(to: house.folder)
        house.clock.advance(seconds: 60)
        let portal = Portal(
            installation: house.installation, metrics: house.portal.metrics,
            disk: Portal.Disk(folder: house.folder, least: 0))
        // Files are looked for after the answer.
        while house.installation.tally.counts.filesExpected == 0 { try await Task.sleep(for: .milliseconds(10)) }
        let text = await MachineRoom(portal).metrics()
        let figures = try PrometheusText(text)
        #expect(figures["kofu_submissions_total"] == 1)
        #expect(figures["kofu_submission_files_expected_total"] == 1)
        #expect(figures["kofu_submission_files_stored_total"] == 1)
        #expect(figures["kofu_ready"] == 1)
        #expect(figures["kofu_invariant_violations"] == 0)
        #expect(figures["kofu_audit_age_seconds"] == 60)
        #expect(figures["kofu_backup_age_seconds"] == 60 && figures["kofu_drill_age_seconds"] == 60)
        #expect(figures["kofu_restore_drill_ok"] == 0)
        #expect(figures["kofu_jobs_waiting"] ?? 0 >= 1 && figures["kofu_jobs_oldest_seconds"] == 60)
        let left = Double(round.round.closes.instant.milliseconds - house.clock.now.milliseconds) / 1000
        #expect(figures["kofu_next_deadline_seconds{agency=\"colour-bureau\"}"] == left)
        #expect(figures["kofu_commit_seconds_count"] ?? 0 > 5)
        #expect(figures["kofu_committed_writes_total"] ?? 0 >= figures["kofu_commit_seconds_count"] ?? .infinity)
        #expect(figures["kofu_request_seconds_count{class=\"submit\"}"] == 1)
        #expect(figures["kofu_admission_wait_seconds_count{class=\"page\"}"] != nil)
        #expect(figures["kofu_shed_total{class=\"long\",reason=\"full\"}"] == 0)
        #expect(figures["kofu_requests_working{class=\"submit\"}"] == 0)
        #expect(figures["kofu_disk_free_bytes"] ?? 0 > 0 && figures["process_resident_memory_bytes"] ?? 0 > 0)
        #expect(
            figures["kofu_requests_total{method=\"POST\",route=\"\(Site.filingSubmit)\",status=\"303\"}"] == 1)
        #expect(!text.contains("赤坂"), "nothing of people")
        try promtool("check", "metrics", input: text)
    }

    @Test("alarms name only figures that there are, and each is explained to whoever it wakes")
    func alarms() async throws {
        let house = try await House(scanner: FakeScanner())
        _ = try await house.auditor().look()
        _ = try await house.browser().get(Site.home())
        let portal = Portal(
            installation: house.installation, metrics: house.portal.metrics,
            disk: Portal.Disk(folder: house.folder, least: 0))
        // SQLite has no clock of its own, and this house no backup and no standby (`ReplicaPagesTests`).
        let absent = [
            "database_clock_skew_seconds", "backup_age_seconds", "drill_age_seconds", "restore_drill_ok",
            "standby_read_from", "standby_lag_seconds",
        ]
        let known = await MachineRoom(portal).metrics() + absent.map { "# TYPE kofu_\($0) gauge\n" }.joined()
        let rules = try House.text("examples/deployment/prometheus-alerts.yml")
        let manual = try House.text("docs/operations.md")
        var names: Set<String> = []
        for line in rules.split(separator: "\n") where !line.contains("summary:") {
            for match in line.matches(of: /(kofu|process)_[a-z_]+/) { names.insert(String(match.0)) }
        }
        #expect(names.count > 15)
        for name in names {
            let family = name.replacing(/_(bucket|count|sum)$/, with: "")
            #expect(known.contains("# TYPE \(family) ") || known.contains("# TYPE \(name) "), "\(name)")
        }
        let alarms = rules.matches(of: /alert: ([A-Za-z]+)/).map { String($0.1) }
        #expect(alarms.count > 15)
        for alarm in alarms { #expect(manual.contains("`\(alarm)`"), "\(alarm) is not explained") }
        try promtool("check", "rules", House.path("examples/deployment/prometheus-alerts.yml"))
    }

    /// Debian's own check, where it is installed.
    private func promtool(_ arguments: String..., input text: String = "") throws {
        let tool = ProcessInfo.processInfo.environment["PROMTOOL"] ?? "/usr/bin/promtool"
        guard FileManager.default.isExecutableFile(atPath: tool) else { return }
        let check = Process()
        check.executableURL = URL(fileURLWithPath: tool)
        check.arguments = arguments
        let (input, output) = (Pipe(), Pipe())
        check.standardInput = input
        check.standardError = output
        check.standardOutput = output
        try check.run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        check.waitUntilExit()
        #expect(check.terminationStatus == 0, "\(said)")
    }

    @Test("escape what labels hold")
    func escaping() throws {
        var text = Exposition()
        text.add("a_total", .counter, "A \\ help\nof two lines.", [.init([("x", "a\"b\\c\nd")], 1)])
        text.histogram("h_seconds", "H.", bounds: [0.5, 1], [([], [1, 2, 3], 4.5)])
        let figures = try PrometheusText(text.text)
        #expect(figures["a_total{x=\"a\\\"b\\\\c\\nd\"}"] == 1)
        #expect(figures["h_seconds_bucket{le=\"1\"}"] == 3 && figures["h_seconds_bucket{le=\"+Inf\"}"] == 6)
    }

    /// An answer that says ready, on a machine so busy with other tests that a write may take longer than is ready.
    private func ready(_ ask: () async throws -> Reply) async throws -> Reply {
        for _ in 0..<600 {
            let reply = try await ask()
            if reply.status == 200 { return reply }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await ask()
    }

    @Test("a disk that gets full is said before it is, and people are served meanwhile")
    func disk() async throws {
        let house = try await House()
        let portal = Portal(
            installation: house.installation, disk: Portal.Disk(folder: house.folder, least: .max))
        let reply = try await ready { try await house.machine(portal, Site.readyz()) }
        #expect(reply.status == 200 && reply.text.contains("warning: the disk of \(house.folder) gets full"))
        let outside = try await ready { try await house.browser().answered(by: portal).get(Site.readyz()) }
        #expect(outside.text == "ready\n", "the public is told nothing")
        let figures = try PrometheusText(await MachineRoom(portal).metrics())
        #expect(figures["kofu_warnings"] ?? 0 >= 1)
    }

    @Test("before it stops it says that it is not ready, and still answers")
    func leaving() async throws {
        let house = try await House()
        let browser = house.browser()
        #expect(try await ready { try await browser.get(Site.readyz()) }.status == 200)
        await house.portal.leave()
        #expect(try await browser.get(Site.readyz()).status == 503)
        #expect(try await house.machine(house.portal, Site.readyz()).text.contains("it is being stopped"))
        #expect(try await browser.get(Site.home()).status == 200)
    }

    @Test("a clock that is set is noticed, and one that merely goes on is not")
    func clock() async {
        let watch = ClockWatch()
        for second in 0..<5 { await watch.look(1_000_000 + Int64(second) * 1000, passed: .seconds(second)) }
        #expect(await watch.steps == 0)
        await watch.look(1_000_000 + 3_605_000, passed: .seconds(5))
        #expect(await watch.steps == 1)
        await watch.look(1_000_000 + 3_606_000, passed: .seconds(6))
        #expect(await watch.steps == 1)
    }
}

extension House {
    /// A file of the repository.
    fileprivate static func path(_ name: String) -> String {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.appendingPathComponent(name).path
    }

    fileprivate static func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    /// Asks the port of the machines.
    func machine(_ portal: Portal, _ path: String) async throws -> Reply {
        try await Browser(house: self, responder: MachineRoom(portal).router().buildResponder()).get(path)
    }
}

/// Prometheus' text format, read strictly: each name once, explained and typed before its figures; histograms that add up.
struct PrometheusText {
    private var values: [String: Double] = [:]
    struct Wrong: Error { let line: String }

    subscript(name: String) -> Double? { values[name] }

    init(_ text: String) throws {
        var (explained, kinds, current): (Set<String>, [String: String], String) = ([], [:], "")
        guard text.hasSuffix("\n") else { throw Wrong(line: "the end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) {
            if let help = line.firstMatch(of: /^# HELP ([a-z_:][a-z0-9_:]*) (.+)$/) {
                current = String(help.1)
                guard explained.insert(current).inserted else { throw Wrong(line: line) }
            } else if let type = line.firstMatch(of: /^# TYPE ([a-z_:]+) (counter|gauge|histogram|summary)$/) {
                guard type.1 == current, kinds[current] == nil else { throw Wrong(line: line) }
                kinds[current] = String(type.2)
                if (type.2 == "counter") != current.hasSuffix("_total") { throw Wrong(line: line) }
            } else if let match = line.firstMatch(
                of: /^([a-z_:]+)(\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? (-?[0-9.e+-]+|\+Inf|NaN)$/)
            {
                let ends = ["histogram": ["_bucket", "_sum", "_count"], "summary": ["_sum", "_count"]]
                let names = (ends[kinds[current] ?? ""] ?? [""]).map { current + $0 }
                let name = String(match.1) + String(match.2 ?? "")
                guard names.contains(String(match.1)), values[name] == nil, let value = Double(match.3) else {
                    throw Wrong(line: line)
                }
                values[name] = value
            } else {
                throw Wrong(line: line)
            }
        }
    }
}
