import Foundation
import Grants
import Storage
import UseCases

/// Whether an installation can do its work: the database writes durably and files can be stored. Tried at most once a
/// second, however often it is asked, and never waited for longer than two seconds.
actor Readiness {
    private let installation: Installation
    private let disk: Portal.Disk?
    private var known: (faults: [String], at: ContinuousClock.Instant)?
    private var isTrying = false
    private var isLeaving = false
    /// How often the machine's clock was set since the start.
    let clock = ClockWatch()

    /// Milliseconds by which the clocks of this machine and of the database's server may differ.
    static let mostSkew: Int64 = 500
    /// Seconds by which a standby may be behind before it is said.
    static let mostLag = 10.0

    init(_ installation: Installation, disk: Portal.Disk? = nil) {
        self.installation = installation
        self.disk = disk
    }

    /// Says from now on that it is not ready: it is about to stop.
    func leave() { isLeaving = true }

    /// What is wrong; empty when the installation is ready.
    func faults() async -> [String] {
        if isLeaving { return ["it is being stopped"] }
        if let known, ContinuousClock.now - known.at < .seconds(1) { return known.faults }
        if !isTrying {
            isTrying = true
            Task { finish(await Readiness.tryEverything(of: installation)) }
        }
        let start = ContinuousClock.now
        while isTrying, ContinuousClock.now - start < .seconds(2) { try? await Task.sleep(for: .milliseconds(10)) }
        if isTrying { return ["writing takes longer than two seconds"] }
        return known?.faults ?? []
    }

    /// What is not wrong yet and soon will be, for whoever looks after it; people are served meanwhile.
    func warnings() async -> [String] {
        var warnings: [String] = []
        if let disk, let (free, size) = ProcessFigures.disk(of: disk.folder), free < max(disk.least, size / 20) {
            warnings.append(
                "the disk of \(disk.folder) gets full: \(free / 1_048_576) MB are free; make room before writing is refused"
            )
        }
        if let skew = try? await installation.clockSkew(), abs(skew) > Readiness.mostSkew {
            warnings.append(
                "the clocks of this machine and of the database's server differ by \(skew) ms: set them by NTP")
        }
        if (try? await installation.database.read { try Migration.isComplete(on: $0) }) == false {
            warnings.append("the database has the schema of another version: finish the upgrade on every machine")
        }
        for standby in installation.database.replicaFigures?.standbys ?? [] {
            if let problem = standby.problem {
                warnings.append("the standby \(standby.name) is not read from: \(problem)")
            } else if let lag = standby.lag, lag > Readiness.mostLag {
                warnings.append("the standby \(standby.name) is \(Int(lag)) s behind and is not read from")
            }
        }
        do {
            try await installation.files.shelf.probe()
        } catch {
            warnings.append("files cannot be reached: \(error); what needs none of them goes on")
        }
        if let absence = installation.scanning?.absence {
            warnings.append("\(absence); files that come wait, and nobody of the office can fetch them meanwhile")
        }
        // The machine's own clock: what requests are stamped with never goes back.
        await clock.look(Int64(Date().timeIntervalSince1970 * 1000))
        return warnings
    }

    private func finish(_ faults: [String]) {
        known = (faults, .now)
        isTrying = false
    }

    private static func tryEverything(of installation: Installation) async -> [String] {
        switch installation.database.health {
        case .sound: break
        case .broken(let reason): return ["the database failed: \(reason)"]
        // A write finds out whether it can be reached again.
        case .unreachable: break
        }
        var faults: [String] = []
        do {
            // A real commit, synced like a submission's.
            _ = try await installation.database.write { try Counter.next("readiness", on: $0) }
        } catch {
            faults.append("the database does not take writes: \(error)")
        }
        do {
            try installation.files.probeArrival()
        } catch {
            faults.append("files cannot be stored: \(error)")
        }
        return faults
    }
}

extension Installation {
    /// Milliseconds by which the database's server is ahead of this machine; nil where it has no clock of its own.
    func clockSkew() async throws -> Int64? {
        let before = now
        let server = try await database.read { try $0.serverClock() }
        // The answer was made somewhere between asking and hearing.
        return server.map { $0 - (before.milliseconds + now.milliseconds) / 2 }
    }
}
