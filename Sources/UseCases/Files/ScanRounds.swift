import Grants
import Outbound
import Storage

/// Looks for viruses in the files that wait for it, beside people's work: those that came while the scanner was away, or so
/// many at once that nobody could wait, and those of before files were scanned. Any number of processes share the work.
public struct ScanRounds: Sendable {
    private let installation: Installation
    private let scanning: Scanning

    /// Files one process looks at at once.
    private static let atOnce = 2
    /// Files that are taken in one write.
    private static let batch = 8
    /// Seconds for which what was taken is left alone by others: the longest look at each.
    private static let lease: Int64 = 600
    /// Seconds between two looks at whether anything waits.
    private static let pause: Int64 = 5
    /// Seconds after which a file that was tried in vain is tried again at the latest.
    private static let longestPause: Int64 = 240
    /// Seconds between two rounds through what nobody asked for: what was attached by a process without a scanner, too.
    private static let sweep: Int64 = 3_600

    /// Nil where files are not scanned.
    public init?(_ installation: Installation) {
        guard let scanning = installation.scanning else { return nil }
        self.installation = installation
        self.scanning = scanning
    }

    /// Goes on until the task is cancelled.
    public func run() async throws {
        var swept: ContinuousClock.Instant?
        var wasAway = false
        while true {
            do {
                if swept.map({ .now - $0 > .seconds(ScanRounds.sweep) }) ?? true {
                    try await askForAll()
                    swept = .now
                }
                if try await lookAtSome() > 0 { continue }
                // So that somebody hears of it before a file has to wait.
                try await scanning.probe()
                if wasAway { installation.logger.notice("the virus scanner answers again") }
                wasAway = false
            } catch let failure as ScannerFailure {
                if !wasAway { installation.logger.error("files are not scanned", metadata: ["error": "\(failure)"]) }
                wasAway = true
            } catch let error where !(error is CancellationError) {
                if case .broken? = error as? WriteFailure { throw error }
                installation.logger.warning("files are not scanned", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: .seconds(ScanRounds.pause))
        }
    }

    /// Notes every content nobody asked to look at.
    public func askForAll() async throws {
        var last = ""
        while true {
            let (after, moment) = (last, installation.now)
            let files = try await installation.database.read { try Scans($0).unasked(after: after, limit: 500) }
            guard let end = files.last?.sha256 else { return }
            try await installation.database.write { connection in
                for file in files { try Scans(connection).ask(for: file, at: moment) }
            }
            last = end
        }
    }

    /// Looks at some that are due.
    /// - Returns: how many were settled.
    /// - Throws: `ScannerFailure.away`, once all it took are put back.
    public func lookAtSome() async throws -> Int {
        let moment = installation.now
        guard try await installation.database.read({ try Scans($0).isDue(at: moment) }) else { return 0 }
        try await scanning.probe()
        let taken = try await installation.database.write { connection in
            try Scans(connection).take(ScanRounds.batch, at: moment, until: moment.adding(seconds: ScanRounds.lease))
        }
        let (outcomes, rest) = await withTaskGroup(of: Outcome.self) { group in
            var (rest, outcomes, isStopped) = (taken[...], [Outcome](), false)
            func begin() {
                guard !isStopped, let next = rest.popFirst() else { return }
                group.addTask { await look(at: next) }
            }
            for _ in 0..<ScanRounds.atOnce { begin() }
            for await outcome in group {
                outcomes.append(outcome)
                if case .stopped = outcome { isStopped = true }
                begin()
            }
            return (outcomes, rest)
        }
        for waiting in rest { try await putBack(waiting) }
        return try outcomes.reduce(0) { settled, outcome in
            switch outcome {
            case .settled: settled + 1
            case .undecided: settled
            case .stopped(let error): throw error
            }
        }
    }

    /// What came of a look at one file.
    private enum Outcome: Sendable {
        case settled
        /// It is tried again later.
        case undecided
        /// Others would fare no better now: the scanner is away, or the program ends.
        case stopped(any Error)
    }

    private func look(at waiting: Scans.Waiting) async -> Outcome {
        let file = waiting.file
        // As slow as a megabyte in two seconds.
        let limit = Duration.seconds(30 + file.size / 500_000)
        do {
            do {
                let (verdict, scanner) = try await scanning.look(at: file, in: installation.files, within: limit)
                try await installation.settle(file, verdict, by: scanner)
                return .settled
            } catch let error where ScanRounds.isOfAll(error) {
                try await putBack(waiting)
                return .stopped(error)
            } catch {
                installation.tally.add { $0.filesUndecided += 1 }
                installation.logger.warning(
                    "a file could not be scanned", metadata: ["sha256": "\(file.sha256)", "error": "\(error)"])
                let pause = min(ScanRounds.pause << Int64(min(waiting.attempts, 10)), ScanRounds.longestPause)
                try await putBack(waiting, seconds: pause, isTried: true)
                return .undecided
            }
        } catch {
            return .stopped(error)
        }
    }

    private static func isOfAll(_ error: any Error) -> Bool {
        if case .away? = error as? ScannerFailure { return true }
        return error is CancellationError
    }

    private func putBack(_ waiting: Scans.Waiting, seconds: Int64 = 0, isTried: Bool = false) async throws {
        let until = installation.now.adding(seconds: seconds)
        try await installation.database.write {
            try Scans($0).postpone(waiting, until: until, isTried: isTried)
        }
    }
}
