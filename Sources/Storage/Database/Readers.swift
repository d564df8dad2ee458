import Dispatch
import Foundation
import GRDB
import Synchronization

/// A few threads that read. Reads that wait at the same time share one snapshot, which was taken after each of them was
/// asked for; so a read always sees what was committed before it.
///
/// `DatabasePool` by itself would block a thread for every read that waits for a connection: in a rush that is one for
/// each client, and the machine is busy with switching between them.
final class Readers: Sendable {
    private struct State {
        var waiting: [Waiting] = []
        var working = 0
    }

    private let pool: DatabasePool
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "kofu.readers", qos: .userInitiated, attributes: .concurrent)

    /// How many read at once.
    static let count = max(2, min(8, ProcessInfo.processInfo.activeProcessorCount))
    /// How many reads one snapshot serves: with more, the last would wait for all the others.
    static let largestGroup = 8

    init(pool: DatabasePool) { self.pool = pool }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await Waiting.outcome(of: body, enqueue: enqueue)
    }

    private func enqueue(_ waiting: Waiting) {
        let mustWork = state.withLock { state in
            state.waiting.append(waiting)
            if state.working == Readers.count { return false }
            state.working += 1
            return true
        }
        if mustWork { queue.async { self.work() } }
    }

    private func work() {
        while true {
            let group = state.withLock { state -> [Waiting] in
                // Each reader its share, so that none takes all and leaves the others idle.
                let share = (state.waiting.count + Readers.count - 1) / Readers.count
                let group = Array(state.waiting.prefix(min(share, Readers.largestGroup)))
                state.waiting.removeFirst(group.count)
                if group.isEmpty { state.working -= 1 }
                return group
            }
            if group.isEmpty { return }
            read(group)
        }
    }

    private func read(_ group: [Waiting]) {
        var done = 0
        do {
            try pool.read { db in
                let connection = Connection(db)
                for waiting in group {
                    // Counted first: a read is finished once, whatever becomes of the snapshot after it.
                    done += 1
                    do {
                        try waiting.run(connection)
                        waiting.finish(nil)
                    } catch {
                        waiting.finish(error)
                    }
                }
            }
        } catch {
            for waiting in group[done...] { waiting.finish(error) }
        }
    }
}
