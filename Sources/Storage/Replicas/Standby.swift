import Dispatch
import Foundation
import Synchronization

/// One hot standby: a few connections on which nothing can be written, and what is known of it.
///
/// It is read from only while it is known to be one of the primary's standbys, with this program's schema; what fails there
/// is read from the primary instead, and after a broken connection the standby is left alone for some seconds.
final class Standby: Sendable {
    /// Why something was not read here. Whoever asked reads it elsewhere.
    struct Away: Error {
        let reason: String
    }

    private struct State {
        var idle: [PostgresSession] = []
        var tasks: [Task] = []
        /// Numbers of the threads that have nothing to do.
        var free: [Int]
        /// How far it had come when it was last asked; nil while it is not read from.
        var replayed: Database.Position?
        var problem: String? = "it was not asked yet"
        /// Before then it is not even asked.
        var restsUntil = DispatchTime(uptimeNanoseconds: 0)
        var reads = 0
        var isClosed = false
    }

    private struct Task: Sendable {
        let waiting: Waiting
        let isAwaited: Bool
    }

    /// How people who look after it know it.
    let name: String
    private let address: String
    private let size: Int
    private let pace: Replicas.Pace
    private let state: Mutex<State>
    private let lanes: [DispatchQueue]

    init(_ address: String, name: String, size: Int, pace: Replicas.Pace) {
        self.address = address
        self.name = name
        self.size = size
        self.pace = pace
        state = Mutex(State(free: Array(0..<size)))
        lanes = (0..<size).map { DispatchQueue(label: "kofu.\(name).\($0)", qos: .userInitiated) }
    }

    /// What is known of it.
    var standing: (replayed: Database.Position?, problem: String?, reads: Int) {
        state.withLock { ($0.replayed, $0.problem, $0.reads) }
    }

    /// How much is asked of it now; nil where it may not be asked, or lacks something before a position.
    func load(notBefore position: Database.Position) -> Int? {
        state.withLock { state in
            guard let replayed = state.replayed, replayed >= position else { return nil }
            let load = size - state.free.count + state.tasks.count
            return load < 4 * size ? load : nil
        }
    }

    // MARK: Reading

    /// Reads from one snapshot.
    /// - Throws: `Away` where it could not be read here.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await Waiting.outcome(of: body) { waiting in
            let task = Task(waiting: waiting, isAwaited: Database.isAwaited)
            let lane = state.withLock { state -> Int? in
                if let lane = state.free.popLast() { return lane }
                state.tasks.append(task)
                return nil
            }
            if let lane { lanes[lane].async { self.work(lane, task) } }
        }
    }

    private func work(_ lane: Int, _ first: Task) {
        var next: Task? = first
        while let task = next {
            carryOut(task)
            next = state.withLock { state in
                guard state.tasks.isEmpty else { return state.tasks.removeFirst() }
                state.free.append(lane)
                return nil
            }
        }
    }

    private func carryOut(_ task: Task) {
        let session: PostgresSession
        do { session = try take() } catch {
            rest(error.message)
            return task.waiting.finish(Away(reason: error.message))
        }
        session.begin(.looking, isAwaited: task.isAwaited)
        if task.isAwaited { session.patience = PostgresSession.standbyPatience }
        var problem: (any Error)?
        do { try task.waiting.run(Connection(session)) } catch { problem = error }
        if let failure = session.failure {
            if failure.endsConnection { rest(failure.message) }
            problem = Away(reason: failure.description)
        } else {
            state.withLock { $0.reads += 1 }
        }
        task.waiting.finish(problem)
        session.endLooking()
        if session.isGone { return }
        state.withLock { state in if !state.isClosed, state.replayed != nil { state.idle.append(session) } }
    }

    private func take() throws(PostgresError) -> PostgresSession {
        while let idle = state.withLock({ $0.idle.popLast() }) { if !idle.isGone { return idle } }
        let session = try PostgresSession(address, isStandby: true)
        // A server that was started anew may for a moment have less than before. On one connection it only goes forward.
        let (now, known) = (try position(on: session), state.withLock { $0.replayed })
        guard let now, let known, now >= known else { throw .lost("it has less than it had") }
        return session
    }

    private func position(on session: PostgresSession) throws(PostgresError) -> Database.Position? {
        do {
            let answer = try session.answer("select coalesce(pg_last_wal_replay_lsn()::text, '') as position")
            return Database.Position(PostgresRow(result: answer, row: 0).string(0))
        } catch {
            throw error as? PostgresError ?? .lost("\(error)")
        }
    }

    /// Leaves it alone for a while.
    private func rest(_ reason: String) {
        let idle = state.withLock { state -> [PostgresSession] in
            state.replayed = nil
            state.problem = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
            state.restsUntil = .now() + pace.rest
            defer { state.idle = [] }
            return state.idle
        }
        // Closed only here, outside the lock.
        withExtendedLifetime(idle) {}
    }

    // MARK: Looking after it

    /// Asks how it is, on a connection that is kept for that.
    /// - Parameter line: the primary's cluster and timeline, which its standbys share; nil while they are not known.
    /// - Returns: the connection, where it still stands.
    func examine(_ kept: PostgresSession?, line: String?) -> PostgresSession? {
        guard state.withLock({ .now() >= $0.restsUntil }) else { return nil }
        do {
            let session = try kept ?? PostgresSession(address, isStandby: true)
            // The timeline of its last restart point: after a failover it is left out until there is one.
            let found = try session.answer(
                """
                select pg_is_in_recovery() as standby, coalesce(pg_last_wal_replay_lsn()::text, '') as position,
                    (select max(number) from migration) as schema,
                    (select system_identifier::text from pg_control_system()) || '/'
                        || (select min_recovery_end_timeline::text from pg_control_recovery()) as line
                """)
            let row = Row(base: .postgres(PostgresRow(result: found, row: 0)))
            let (schema, own) = (try row.integerOrNil("schema") ?? 0, try row.text("line"))
            let position = Database.Position(try row.text("position"))
            var problem: String?
            if try row.integer("standby") == 0 {
                problem = "it takes writes and so is no standby"
            } else if schema != Int64(Migration.newest) {
                problem = "it has schema \(schema), and this program knows \(Migration.newest)"
            } else if let line, line != own {
                problem = "it does not follow the database's server, or not for long (it is on \(own), not \(line))"
            } else if line == nil || position == nil {
                problem = "the database's server was not asked yet"
            }
            state.withLock { state in
                state.problem = problem
                state.replayed = problem == nil ? position : nil
            }
            return session
        } catch {
            // Also where there is no table of migrations.
            rest((error as? PostgresError)?.message ?? "\(error)")
            return nil
        }
    }

    func close() {
        let idle = state.withLock { state -> [PostgresSession] in
            state.isClosed = true
            state.replayed = nil
            defer { state.idle = [] }
            return state.idle
        }
        withExtendedLifetime(idle) {}
    }
}
