import Storage
import UseCases

/// Whether an installation can do its work: the database writes durably and files can be stored. Tried at most once a
/// second, however often it is asked, and never waited for longer than two seconds.
actor Readiness {
    private let installation: Installation
    private var known: (faults: [String], at: ContinuousClock.Instant)?
    private var isTrying = false

    init(_ installation: Installation) { self.installation = installation }

    /// What is wrong; empty when the installation is ready.
    func faults() async -> [String] {
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
            let file = try installation.files.receive(maximumBytes: 1)
            defer { file.abandon() }
            try file.write([0])
        } catch {
            faults.append("files cannot be stored: \(error)")
        }
        return faults
    }
}
