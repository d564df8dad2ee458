import Grants
import Outbound
import Storage
import Synchronization

/// The virus scanner of this process: whoever asks it shares what is known of it being away.
public final class Scanning: Sendable {
    private let scanner: any VirusScanner

    private struct State {
        /// Files that are being looked at while somebody waits.
        var urgent = 0
        /// Why it cannot be reached; nil while it can.
        var absence: String?
        var absentUntil = ContinuousClock.now
        /// What it said it is, and when it said so.
        var version: (text: String, at: ContinuousClock.Instant)?
    }

    private let state = Mutex(State())

    /// Files that people wait for at once; of others is heard later.
    private static let mostUrgent = 4
    /// How long people wait for a verdict; two seconds more where it has to be found out whether the scanner is there.
    private static let patience = Duration.seconds(3)
    /// How long a scanner that could not be reached is not asked for people.
    private static let pause = Duration.seconds(5)

    public init(_ scanner: any VirusScanner) { self.scanner = scanner }

    /// Why it cannot be reached; nil as far as is known.
    public var absence: String? { state.withLock(\.absence) }

    /// Looks at a file while somebody waits; nil where that takes too long, or cannot be done now.
    func glance(at file: FileStore.Stored, in files: FileStore) async throws -> (verdict: ScanVerdict, by: String)? {
        let isFree = state.withLock { state in
            guard state.urgent < Scanning.mostUrgent, state.absence == nil || state.absentUntil < .now else {
                return false
            }
            state.urgent += 1
            return true
        }
        guard isFree else { return nil }
        defer { state.withLock { $0.urgent -= 1 } }
        do {
            return try await look(at: file, in: files, within: Scanning.patience)
        } catch is ScannerFailure {
            return nil
        }
    }

    /// Looks at a stored file.
    /// - Throws: `ScannerFailure`; `away` only where it does not even say what it is. `FileStore.Failure`.
    func look(
        at file: FileStore.Stored, in files: FileStore, within limit: Duration
    ) async throws -> (verdict: ScanVerdict, by: String) {
        let version = try await knownVersion()
        let reader = try await files.open(file.sha256)
        do {
            return (try await scanner.scan(within: limit) { try await reader.next() }, version)
        } catch let failure as ScannerFailure {
            // Whether it was this file, or all of it.
            try await probe()
            throw failure
        }
    }

    /// What it is; asked again each minute, since it takes in new patterns.
    private func knownVersion() async throws -> String {
        if let (text, at) = state.withLock({ $0.absence == nil ? $0.version : nil }), .now - at < .seconds(60) {
            return text
        }
        return try await probe()
    }

    /// Finds out whether it answers.
    /// - Throws: `ScannerFailure.away`.
    @discardableResult
    func probe() async throws -> String {
        do {
            let version = try await scanner.version()
            state.withLock { state in
                state.version = (version, .now)
                state.absence = nil
            }
            return version
        } catch let failure as ScannerFailure {
            state.withLock { state in
                state.absence = failure.description
                state.absentUntil = .now + Scanning.pause
            }
            throw failure
        }
    }
}
