import Dispatch
import GRDB
import Synchronization

/// Why a write did not happen. Nothing of it was kept.
public enum WriteFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The disk or the database failed. Nothing is written any more until the program starts anew: trying a failed
    /// sync again may report a success that is none.
    case broken(String)
    /// The disk is full. Reading goes on, and so does writing once there is room.
    case full
    /// The database server cannot be reached, or has too much to do. Nothing was written; trying again later may help.
    case unreachable(String)
    /// The connection broke while the commit was on its way: it may have been kept or not. It is never tried again by
    /// itself; whoever does the same act again, with its key, finds out (`Act`).
    case unknown(String)

    /// Whether the same request may succeed in a moment.
    public var isPassing: Bool {
        switch self {
        case .broken, .full: false
        case .unreachable, .unknown: true
        }
    }

    public var description: String {
        switch self {
        case .broken(let reason): "the database failed and takes no more writes: \(reason)"
        case .full: "the disk is full: nothing was written"
        case .unreachable(let reason): "the database server cannot be used now: \(reason)"
        case .unknown(let reason): "whether the database kept a write is not known: \(reason)"
        }
    }
}

/// One writing connection; whoever waits while a commit is being synced shares the next one.
final class GroupCommit: Sendable {
    private struct State {
        var waiting: [Waiting] = []
        var isDraining = false
        var health = Database.Health.sound
    }

    private let pool: DatabasePool
    private let checkpoints: Checkpoints?
    private let onBroken: @Sendable (String) -> Void
    private let state = Mutex(State())
    private let written = WriteFigures()
    private let queue = DispatchQueue(label: "kofu.writer", qos: .userInitiated)

    /// How many writes one commit takes: beyond this a larger group gains nothing and its callers wait longer.
    static let largestGroup = 64

    init(pool: DatabasePool, checkpoints: Checkpoints?, onBroken: @escaping @Sendable (String) -> Void) {
        self.pool = pool
        self.checkpoints = checkpoints
        self.onBroken = onBroken
    }

    var health: Database.Health { state.withLock { $0.health } }

    /// How it works; the writer is its one connection.
    var figures: Database.Figures {
        let (waiting, isWorking) = state.withLock { ($0.waiting.count, $0.isDraining) }
        return written.figures(waiting: waiting, working: isWorking ? 1 : 0, size: 1)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await Waiting.outcome(of: body, enqueue: enqueue)
    }

    /// Closes the database once the group that is being written is, with the checkpoint after it.
    func close() throws { try queue.sync { try pool.close() } }

    private func enqueue(_ waiting: Waiting) {
        let (broken, mustDrain) = state.withLock { state -> (String?, Bool) in
            if case .broken(let reason) = state.health { return (reason, false) }
            state.waiting.append(waiting)
            if state.isDraining { return (nil, false) }
            state.isDraining = true
            return (nil, true)
        }
        if let broken { waiting.finish(WriteFailure.broken(broken)) }
        if mustDrain { queue.async { self.drain() } }
    }

    private func drain() {
        while true {
            let group = state.withLock { state -> [Waiting] in
                let group = Array(state.waiting.prefix(GroupCommit.largestGroup))
                state.waiting.removeFirst(group.count)
                if group.isEmpty { state.isDraining = false }
                return group
            }
            if group.isEmpty { return }
            commit(group)
        }
    }

    private func commit(_ group: [Waiting]) {
        var failures = [(any Error)?](repeating: nil, count: group.count)
        let start = ContinuousClock.now
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "begin immediate")
                do {
                    for (index, waiting) in group.enumerated() {
                        failures[index] = try attempt(waiting, on: db)
                    }
                    try db.execute(sql: "commit")
                } catch {
                    if db.isInsideTransaction { try db.execute(sql: "rollback") }
                    throw error
                }
            }
            written.committed(group.count, since: start)
            for (waiting, failure) in zip(group, failures) { waiting.finish(failure) }
        } catch {
            let failure = GroupCommit.judge(error)
            if case .broken(let reason) = failure { breakDown(reason) }
            for waiting in group { waiting.finish(failure) }
            return
        }
        checkpoint()
    }

    /// Whoever waited has their answer already: a checkpoint takes nothing back.
    private func checkpoint() {
        guard let checkpoints, checkpoints.areDue else { return }
        do {
            try pool.writeWithoutTransaction { try checkpoints.make(on: $0) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Another program looks at the log: the next commit tries again.
        } catch {
            if case .broken(let reason) = GroupCommit.judge(error) { breakDown(reason) }
        }
    }

    /// Carries out one write in its savepoint. Its own failure is returned and undone; one of the database is thrown.
    private func attempt(_ waiting: Waiting, on db: GRDB.Database) throws -> (any Error)? {
        try db.cachedStatement(sql: "savepoint one").execute()
        do {
            try waiting.run(Connection(db))
        } catch let error as DatabaseError where GroupCommit.concernsAll(error) {
            throw error
        } catch {
            try db.execute(sql: "rollback to one; release one")
            return error
        }
        try db.cachedStatement(sql: "release one").execute()
        return nil
    }

    private static func concernsAll(_ error: DatabaseError) -> Bool {
        switch error.resultCode {
        case .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY, .SQLITE_CANTOPEN: true
        default: false
        }
    }

    /// What an error of the database means for those whose write it was.
    static func judge(_ error: any Error) -> WriteFailure {
        guard let error = error as? DatabaseError else { return .broken("\(error)") }
        // The index of the log grows with it; where there is no room for that, SQLite says so by a code of its own. It is
        // no data: it is made anew from the log.
        let isFull = error.resultCode == .SQLITE_FULL || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
        return isFull ? .full : .broken("\(error.extendedResultCode): \(error.message ?? "")")
    }

    private func breakDown(_ reason: String) {
        let (isFirst, rest) = state.withLock { state -> (Bool, [Waiting]) in
            let isFirst = state.health == .sound
            state.health = .broken(reason)
            defer { state.waiting = [] }
            return (isFirst, state.waiting)
        }
        for waiting in rest { waiting.finish(WriteFailure.broken(reason)) }
        if isFirst { onBroken(reason) }
    }
}
