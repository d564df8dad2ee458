import Grants
import Outbound
import Storage
import Synchronization

/// How often and how gently the record is looked at while people work.
public struct AuditPlan: Sendable {
    /// Seconds between two looks.
    public var seconds: Int64
    /// Seconds within which every case is looked at again.
    public var sweep: Int64
    /// Bytes of files read in a second.
    public var bytesPerSecond: Int64 = 20 * 1024 * 1024
    /// Whether it rests as long as it works.
    public var rests = true

    public init(minutes: Int, days: Int) {
        seconds = Int64(minutes) * 60
        sweep = Int64(days) * 86_400
    }

    /// Seconds before the mark that are looked at again: what was received then may have been committed since.
    static let overlap: Int64 = 120
    /// Cases that are looked at before how far it came is kept.
    static let batch = 20
    /// Seconds after which another process takes over from one that is gone.
    static let lease: Int64 = 120
    /// Seconds between two looks at counters, sums and the logs of agencies.
    static let whole: Int64 = 86_400
    /// Most cases of the round through all of them at one look.
    static let mostSwept = 5_000
}

/// What one look came to.
public struct AuditLook: Sendable, Equatable {
    public var changed = 0
    public var swept = 0
    /// What was not known before.
    public var news: [AuditMarks.Finding] = []
}

/// How the record stands, for figures.
public struct AuditStanding: Sendable, Equatable {
    /// What is not as it must be.
    public let violations: Int
    /// Everything until then was looked at; nil before the first look.
    public let until: Instant?
    /// How long the round through all cases has been going on; nil before it began.
    public let sweepBegan: Instant?
}

/// Looks at the record while people work: at every case that changed, at some others each time until all were seen, and at
/// what rounds have to give. One process of all does; it reads in small snapshots beside those who read for people, rests as
/// long as it works, and changes nothing but its own two tables.
public final class StandingAudit: Sendable {
    private let installation: Installation
    private let plan: AuditPlan
    private let holder: String
    private let workers = Workers(name: "audit", threads: 1, waiting: 8)
    /// Files that were read lately.
    private let seen = Mutex<Set<String>>([])
    /// When it last said that it still looks.
    private let renewed = Mutex(ContinuousClock.now)

    public init(_ installation: Installation, _ plan: AuditPlan) {
        self.installation = installation
        self.plan = plan
        holder = installation.world.id(StandingAudit.self).text
    }

    /// Looks again and again, until the task is cancelled. A database that is away for a moment is waited for.
    public func run() async throws {
        while true {
            do {
                try await tell(look())
            } catch let error where !(error is CancellationError) {
                installation.logger.warning("the record could not be looked at", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: .seconds(plan.seconds))
        }
    }

    private func tell(_ look: AuditLook?) {
        for finding in look?.news ?? [] {
            installation.logger.error(
                """
                the record is not as it must be: run kofu audit verify, and see “What the auditor finds” in \
                docs/operations.md
                """, metadata: ["subject": "\(finding.subject)", "fault": "\(finding.fault)"])
        }
    }

    /// Looks once; nil when another process does.
    public func look() async throws -> AuditLook? {
        let (holder, moment) = (holder, installation.now)
        let until = moment.adding(seconds: AuditPlan.lease)
        guard
            var position = try await installation.database.write({
                try AuditMarks($0).take(holder, until: until, now: moment)
            })
        else { return nil }
        var look = AuditLook()
        do {
            try await lookAtChanges(&position, &look, until: moment)
            try await lookAtRounds(&look)
            try await sweep(&position, &look)
            try await lookAtWhole(&position, &look)
        } catch is TakenOver {
            return look
        }
        try await installation.database.write { try AuditMarks($0).release(holder) }
        return look
    }

    /// Another process looks now.
    private struct TakenOver: Error {}

    // MARK: Parts

    /// What changed since the last time, agency by agency.
    private func lookAtChanges(
        _ position: inout AuditMarks.Position, _ look: inout AuditLook, until moment: Instant
    ) async throws {
        // What was there before the first look is for the round through all.
        let mark = position.changedUntil.milliseconds == 0 ? moment : position.changedUntil
        let start = mark.adding(seconds: -AuditPlan.overlap)
        for agency in installation.published.current.agencies {
            var (from, after) = (start, "")
            while true {
                let (begun, id) = (from, after)
                let part = try await read {
                    try AuditMarks($0).changed(in: agency.id, from: begun, after: id, limit: AuditPlan.batch)
                }
                guard let last = part.last else { break }
                (from, after) = (last.at, last.id)
                try await examine(part.map(\.id), filesSince: start, &look)
                look.changed += part.count
                // Not yet how far it came: other agencies are still to be looked at.
                try await keep(position)
            }
        }
        position.changedUntil = moment
        try await keep(position)
    }

    /// What rounds have to give, and what is taken of it.
    private func lookAtRounds(_ look: inout AuditLook) async throws {
        let rounds = installation.published.current.rounds.filter { $0.round.intake != nil }
        var faults: [String: [String]] = [:]
        for part in rounds.parts(of: AuditPlan.batch) {
            let found = try await read { connection in
                try part.map { round in
                    let taken = try Intakes(connection).taken(round.id)
                    let granted = try AuditMarks(connection).granted(round.id, agency: round.agency.id)
                    return (round.id, round.round.excess(taken: taken, granted: granted))
                }
            }
            for (id, excess) in found { faults["round \(id)"] = excess.map { ["round \(id): it \($0)"] } ?? [] }
        }
        faults["places"] = try await read { try Intakes($0).differences() }
        try await note(faults, &look)
    }

    /// Some of all cases, so many that all were looked at in time.
    private func sweep(_ position: inout AuditMarks.Position, _ look: inout AuditLook) async throws {
        if position.sweptTo.isEmpty {
            position.sweepBegan = installation.now
            position.sweepCases = try await read { try AuditMarks($0).numberOfCases() }
        }
        let share = Int64(position.sweepCases) * plan.seconds / max(1, plan.sweep) + 1
        var left = min(max(Int(share), AuditPlan.batch), AuditPlan.mostSwept)
        while left > 0 {
            let (after, limit) = (position.sweptTo, min(left, AuditPlan.batch))
            let (ids, unlogged) = try await read { connection in
                let marks = AuditMarks(connection)
                let ids = try marks.next(after: after, limit: limit)
                return (ids, try marks.unlogged(after: after, through: ids.count < limit ? nil : ids.last))
            }
            try await examine(ids + unlogged, filesSince: Instant(milliseconds: 0), &look)
            look.swept += ids.count
            left -= limit
            let isOver = ids.count < limit
            position.sweptTo = isOver ? "" : ids.last ?? ""
            try await keep(position)
            if isOver { break }
        }
    }

    /// Counters, sums, receipt numbers and the logs of agencies, once a day.
    private func lookAtWhole(_ position: inout AuditMarks.Position, _ look: inout AuditLook) async throws {
        let moment = installation.now
        guard position.wholeAt.adding(seconds: AuditPlan.whole) <= moment else { return }
        let agencies = installation.published.current.agencies
        let parts: [(String, @Sendable (Connection) throws -> [String])] = [
            ("counters", { try CaseCounts($0).differences() }), ("sums", { try RoundFigures($0).differences() }),
            (
                "receipts",
                { try AuditMarks($0).doubledReceipts().map { "the receipt number \($0) was given out twice" } }
            ),
            ("agencies", { try Installation.brokenLogs(of: agencies, on: $0) }),
        ]
        for (subject, differences) in parts {
            try await note([subject: try await read(differences)], &look)
            try await keep(position)
        }
        position.wholeAt = moment
        try await keep(position)
    }

    // MARK: Cases

    private func examine(_ ids: [String], filesSince: Instant, _ look: inout AuditLook) async throws {
        let begun = ContinuousClock.now
        var faults: [String: [String]] = [:]
        for id in ids {
            try await renew()
            var found = try await examination(of: id)
            if found.faults.contains(where: { $0.hasSuffix("is gone") }) {
                // Another process may have published it a moment ago.
                try await installation.published.reload(from: installation.database)
                found = try await examination(of: id)
            }
            for listed in found.files {
                if let fault = try await fault(of: listed.file, isRead: listed.at >= filesSince) {
                    found.faults.append("case \(id): \(fault)")
                }
            }
            faults["case \(id)"] = found.faults
        }
        try await note(faults, &look)
        if plan.rests { try await Task.sleep(for: ContinuousClock.now - begun) }
    }

    private func examination(of id: String) async throws -> CaseExamination {
        let offer = installation.published.current
        return try await read { try CaseExamination(id, under: offer, on: $0) }
    }

    /// What is wrong with a file; its bytes are read unless they were lately.
    private func fault(of file: StoredFile, isRead: Bool) async throws -> String? {
        let files = installation.files
        guard try await files.exists(file.sha256, size: file.size) else {
            return "the file \(file.sha256) (\(file.size) bytes) is missing"
        }
        guard isRead, seen.withLock({ !$0.contains(file.sha256) }) else { return nil }
        guard try await files.verify(file.sha256) else {
            return "the file \(file.sha256) was changed"
        }
        seen.withLock { seen in
            if seen.count >= 10_000 { seen = [] }
            seen.insert(file.sha256)
        }
        if plan.rests {
            try await Task.sleep(for: .milliseconds(file.size * 1000 / max(1, plan.bytesPerSecond)))
        }
        return nil
    }

    // MARK: Reading and keeping

    private func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        let database = installation.database
        return try await workers.run { try database.readAside(body) }
    }

    private func note(_ faults: [String: [String]], _ look: inout AuditLook) async throws {
        let moment = installation.now
        // Mostly there is nothing, and nothing was known.
        let known = try await read { Set(try AuditMarks($0).findings(limit: 10_000).map(\.subject)) }
        let worth = faults.filter { !$0.value.isEmpty || known.contains($0.key) }
        if worth.isEmpty { return }
        look.news += try await installation.database.write { try AuditMarks($0).found(worth, at: moment) }
    }

    /// Says that this process still looks: the files of some cases take long.
    private func renew() async throws {
        let isDue = renewed.withLock { $0 + .seconds(AuditPlan.lease / 4) <= ContinuousClock.now }
        guard isDue else { return }
        let (holder, moment) = (holder, installation.now)
        let until = moment.adding(seconds: AuditPlan.lease)
        let position = try await installation.database.write {
            try AuditMarks($0).take(holder, until: until, now: moment)
        }
        if position == nil { throw TakenOver() }
        renewed.withLock { $0 = .now }
    }

    private func keep(_ position: AuditMarks.Position) async throws {
        let holder = holder
        let until = installation.now.adding(seconds: AuditPlan.lease)
        let isMine = try await installation.database.write {
            try AuditMarks($0).keep(position, holder: holder, until: until)
        }
        if !isMine { throw TakenOver() }
        renewed.withLock { $0 = .now }
    }
}

extension Installation {
    /// How the record stands, as the standing auditor of any process left it.
    public func auditStanding() async throws -> AuditStanding {
        try await database.read { connection in
            let marks = AuditMarks(connection)
            let position = try marks.position()
            func known(_ instant: Instant?) -> Instant? { instant.flatMap { $0.milliseconds == 0 ? nil : $0 } }
            return AuditStanding(
                violations: try marks.numberOfFindings(), until: known(position?.changedUntil),
                sweepBegan: known(position?.sweepBegan))
        }
    }

    /// What the standing auditor found that is not as it must be.
    public func auditFindings(limit: Int = 20) async throws -> [AuditMarks.Finding] {
        try await database.read { try AuditMarks($0).findings(limit: limit) }
    }
}

extension Array {
    /// Its elements in order, so many at a time.
    fileprivate func parts(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
