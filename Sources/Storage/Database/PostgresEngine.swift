import Dispatch
import Foundation
import Synchronization

/// A PostgreSQL server that many processes share: a pool of connections, each with a thread while it works.
///
/// Writes are serialisable transactions. Where two meet, the server refuses one, which is done again from its beginning; from
/// the third time on those that are done again go one after the other, so that each gets done. A commit whose outcome is not
/// known is never tried again (`WriteFailure.unknown`). Whoever waits for a connection longer than five seconds, or asks
/// while the server is known not to answer, is told so at once.
public final class PostgresEngine: Engine {
    /// How many connections a process has. Measured: 16 do more than 64, which only wait for each other.
    public static let usualSize = 16

    /// How many reads share a snapshot.
    private static let largestGroup = 8
    /// Seconds someone may wait for a connection.
    private static let longestWait = 4.0
    /// How many may wait.
    private static let longestQueue = 20_000
    /// How often a write is begun anew because of others.
    private static let mostAttempts = 24
    /// Seconds that an attempt to connect takes at most, about.
    private static let connecting = 3.5
    /// Seconds within which a connection that broke is opened anew for the same work.
    private static let reconnecting = 2.0

    private struct Task: Sendable {
        let waiting: Waiting
        /// Nil for a read.
        let isolation: Database.Isolation?
        /// All that a read will ask, where it said so.
        let questions: [SQL]
        let since: DispatchTime
        /// Whether a person waits (`Database.isAwaited`).
        let isAwaited: Bool
        /// Where it is noted how far the database had come with it; nil where nobody wants to know.
        let trail: Trail?
    }

    private struct State {
        var tasks: [Task] = []
        var idle: [PostgresSession] = []
        /// Numbers of the threads that have nothing to do.
        var resting: [Int]
        var health = Database.Health.sound
        /// When the server last did what it was asked.
        var heardAt = DispatchTime(uptimeNanoseconds: 0)
        /// Before then nobody tries to connect.
        var retryAt = DispatchTime(uptimeNanoseconds: 0)
        var failures = 0
        var isSweeping = false
        var isTellingOfWork = false
        var isClosed = false
    }

    private let address: String
    private let size: Int
    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "kofu.postgres", qos: .userInitiated, attributes: .concurrent)
    /// A queue for each connection, and so a thread at once: a concurrent queue whose work waits for a server gets its third
    /// thread only after a second.
    private let lanes: [DispatchQueue]
    private let listener: PostgresListener
    private let written = WriteFigures()
    /// How often a write was begun anew because of others, since the start.
    let begunAnew = Atomic<Int>(0)

    init(_ address: String, size: Int) throws {
        self.address = address
        self.size = max(1, size)
        state = Mutex(State(resting: Array(0..<self.size)))
        lanes = (0..<self.size).map { DispatchQueue(label: "kofu.postgres.\($0)", qos: .userInitiated) }
        listener = PostgresListener(address)
        let first = try PostgresSession(address)
        try UnfitServer.examine(first)
        state.withLock { $0.idle.append(first) }
    }

    /// An address without its password.
    static func shown(_ address: String) -> String {
        guard var parts = URLComponents(string: address) else { return "postgres" }
        parts.password = nil
        parts.queryItems = parts.queryItems?.filter { !$0.name.contains("password") }
        return parts.string ?? "postgres"
    }

    var health: Database.Health { state.withLock { $0.health } }

    var figures: Database.Figures {
        let (waiting, working) = state.withLock { ($0.tasks.count, size - $0.resting.count) }
        return written.figures(waiting: waiting, working: working, size: size)
    }

    func read<Value: Sendable>(
        asking questions: [SQL], _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await Waiting.outcome(of: body) { enqueue($0, nil, asking: questions) }
    }

    func write<Value: Sendable>(
        seeing isolation: Database.Isolation, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await Waiting.outcome(of: body) { enqueue($0, isolation) }
    }

    // MARK: Waiting

    private func enqueue(_ waiting: Waiting, _ isolation: Database.Isolation?, asking questions: [SQL] = []) {
        let isAwaited = Database.isAwaited
        // Work that may take longer says so to the server, in a transaction.
        let task = Task(
            waiting: waiting, isolation: isolation, questions: isAwaited ? questions : [], since: .now(),
            isAwaited: isAwaited, trail: Trail.current)
        enum Answer {
            case refused(WriteFailure)
            case started(Int)
            case waits(mustSweep: Bool)
        }
        let answer = state.withLock { state -> Answer in
            if state.isClosed { return .refused(.unreachable("the database was closed")) }
            if case .unreachable(let reason) = state.health, state.idle.isEmpty, task.since < state.retryAt {
                return .refused(.unreachable(reason))
            }
            if state.tasks.count >= PostgresEngine.longestQueue {
                return .refused(.unreachable("too many wait for it"))
            }
            state.tasks.append(task)
            if let lane = state.resting.popLast() { return .started(lane) }
            defer { state.isSweeping = true }
            return .waits(mustSweep: !state.isSweeping)
        }
        switch answer {
        case .refused(let failure): waiting.finish(failure)
        case .started(let lane): lanes[lane].async { self.work(lane) }
        case .waits(let mustSweep): if mustSweep { sweepLater() }
        }
    }

    /// Tells those who wait too long, even if every connection hangs.
    private func sweepLater() {
        queue.asyncAfter(deadline: .now() + 0.5) { [self] in
            let (late, goesOn) = state.withLock { state -> ([Task], Bool) in
                let limit = DispatchTime.now() - PostgresEngine.longestWait
                let first = state.tasks.firstIndex { $0.since >= limit } ?? state.tasks.count
                let late = Array(state.tasks[..<first])
                state.tasks.removeFirst(first)
                state.isSweeping = !state.tasks.isEmpty
                return (late, state.isSweeping)
            }
            for task in late { task.waiting.finish(WriteFailure.unreachable("every connection is busy")) }
            if goesOn { sweepLater() }
        }
    }

    private func work(_ lane: Int) {
        while true {
            let group = state.withLock { state -> [Task] in
                guard let first = state.tasks.first else {
                    state.resting.append(lane)
                    return []
                }
                var count = 1
                if first.isolation == nil {
                    // Each connection its share of the reads, so that none takes all and leaves the others idle.
                    let most = min(PostgresEngine.largestGroup, (state.tasks.count + size - 1) / size)
                    while count < most, state.tasks[count].isolation == nil,
                        state.tasks[count].isAwaited == first.isAwaited,
                        state.tasks[count].questions.isEmpty == first.questions.isEmpty
                    { count += 1 }
                }
                let group = Array(state.tasks.prefix(count))
                state.tasks.removeFirst(count)
                return group
            }
            guard let first = group.first else { return }
            if let isolation = first.isolation {
                write(first, isolation)
            } else {
                read(group, first)
            }
        }
    }

    // MARK: Connections

    /// A connection that stands, as far as can be told.
    /// - Parameter since: when it was first asked for.
    private func session(since: DispatchTime = .now()) throws(PostgresError) -> PostgresSession {
        let deadline = min(DispatchTime.now() + PostgresEngine.reconnecting, since + PostgresEngine.longestWait)
        while true {
            let (idle, mayTry) = state.withLock { state -> (PostgresSession?, Bool) in
                if let idle = state.idle.popLast() { return (idle, false) }
                guard .now() >= state.retryAt else { return (nil, false) }
                if case .unreachable = state.health {
                    // One at a time finds out whether the server is back, and nobody who has waited long already.
                    guard .now() < since + 1 else { return (nil, false) }
                    state.retryAt = .now() + PostgresEngine.connecting
                }
                return (nil, true)
            }
            if let idle {
                if !idle.isGone { return idle }
                continue
            }
            if mayTry {
                do {
                    let made = try PostgresSession(address)
                    state.withLock { state in
                        state.health = .sound
                        state.failures = 0
                        state.retryAt = .now()
                    }
                    return made
                } catch {
                    state.withLock { state in
                        state.failures += 1
                        state.health = .unreachable(error.message)
                        // 50 ms, 100 ms … 3 s, give or take a quarter, so that processes do not come all at once.
                        let pause = min(3.0, 0.05 * Double(1 << min(state.failures, 10)))
                        state.retryAt = .now() + pause * Double.random(in: 0.75...1.25)
                    }
                    if DispatchTime.now() >= deadline { throw error }
                }
            } else if DispatchTime.now() >= deadline {
                if case .unreachable(let reason) = health { throw .lost(reason) }
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    private func giveBack(_ session: PostgresSession) {
        if session.isGone { return }
        state.withLock { state in
            state.heardAt = max(state.heardAt, session.heardAt)
            if !state.isClosed { state.idle.append(session) }
        }
    }

    /// The server hangs: connections that are idle hang as well, and until it is heard of again nobody else waits for it. Where
    /// it was heard of since, only this connection hangs, or patient work has outlasted a time that is over.
    private func noteSilence(_ failure: PostgresError, of session: PostgresSession) {
        let given = state.withLock { state -> [PostgresSession] in
            if state.heardAt > session.waitedSince { return [] }
            state.health = .unreachable(failure.message)
            state.retryAt = .now() + 0.5
            defer { state.idle = [] }
            return state.idle
        }
        // Closed only here, outside the lock.
        withExtendedLifetime(given) {}
    }

    // MARK: Reading

    private func read(_ group: [Task], _ first: Task) {
        var rest = group[...]
        var attempts = 0
        var mayGlance = !first.questions.isEmpty
        while !rest.isEmpty {
            let session: PostgresSession
            do { session = try self.session(since: first.since) } catch {
                for task in rest { task.waiting.finish(WriteFailure.unreachable(error.message)) }
                return
            }
            if mayGlance {
                session.glance(rest.flatMap(\.questions))
                if let failure = session.failure, !failure.isSilence {
                    // What is wrong with one question is not the others' fault: each is asked by itself.
                    mayGlance = false
                    session.rollBack()
                    giveBack(session)
                    continue
                }
            } else {
                session.begin(.looking, isAwaited: first.isAwaited)
            }
            let connection = Connection(session)
            while let waiting = rest.first?.waiting {
                do {
                    try waiting.run(connection)
                    if session.isUnforeseen { throw PostgresError.unforeseen }
                    waiting.finish(nil)
                } catch {
                    if session.isUnforeseen {
                        // Those before it have their answers; it and the others ask again, in one transaction.
                        mayGlance = false
                        break
                    }
                    if let failure = session.failure {
                        // Nobody has seen anything of it: a read can always be done again.
                        attempts += 1
                        if failure.isSilence {
                            noteSilence(failure, of: session)
                            for task in rest { task.waiting.finish(PostgresEngine.told(failure)) }
                            rest = []
                            break
                        }
                        if failure.endsConnection || failure.isWorthRetrying, attempts < 3 { break }
                        waiting.finish(PostgresEngine.told(failure))
                        rest = rest.dropFirst()
                        break
                    }
                    waiting.finish(error)
                }
                rest = rest.dropFirst()
            }
            session.endLooking()
            giveBack(session)
        }
    }

    /// A failure as those hear it who asked.
    private static func told(_ failure: PostgresError) -> any Error {
        if failure.isFull { return WriteFailure.full }
        if failure.endsConnection || failure.isWorthRetrying || failure.code == "57014" || failure.code == "53300" {
            return WriteFailure.unreachable(failure.description)
        }
        return failure
    }

    // MARK: Writing

    private func write(_ task: Task, _ isolation: Database.Isolation) {
        let waiting = task.waiting
        var attempts = 0
        while true {
            let session: PostgresSession
            do { session = try self.session(since: task.since) } catch {
                return waiting.finish(WriteFailure.unreachable(error.message))
            }
            attempts += 1
            let isQueued = attempts > 2 && takeTurn(session)
            if let failure = session.failure, failure.isSilence {
                noteSilence(failure, of: session)
                return waiting.finish(PostgresEngine.told(failure))
            }
            let outcome = attempt(task, isolation, on: session)
            session.rollBack()
            if isQueued { endTurn(session) }
            let hasQueuedWork = session.hasQueuedWork
            giveBack(session)
            switch outcome {
            case .done:
                if hasQueuedWork { tellOfWork() }
                return waiting.finish(nil)
            case .failed(let error): return waiting.finish(error)
            case .met(let failure):
                begunAnew.add(1, ordering: .relaxed)
                guard attempts < PostgresEngine.mostAttempts, failure.code != "23505" || attempts < 4 else {
                    return waiting.finish(failure.code == "23505" ? failure : PostgresEngine.told(failure))
                }
                if failure.endsConnection {
                    guard attempts < 4 else { return waiting.finish(PostgresEngine.told(failure)) }
                    continue
                }
                // Chance keeps two that met from meeting again.
                Thread.sleep(forTimeInterval: Double.random(in: 0...0.002) * Double(min(attempts, 8)))
            }
        }
    }

    private enum Outcome {
        case done
        case failed(any Error)
        /// Met another transaction, or lost its connection before the commit: nothing was kept, and it may be done again.
        case met(PostgresError)
    }

    private func attempt(
        _ task: Task, _ isolation: Database.Isolation, on session: PostgresSession
    ) -> Outcome {
        switch isolation {
        case .alone: session.begin(.serializable, isAwaited: task.isAwaited)
        case .ownRows: session.begin(.snapshot, isAwaited: task.isAwaited)
        case .statements: session.begin(.each, isAwaited: task.isAwaited)
        }
        do {
            try task.waiting.run(Connection(session))
            let start = ContinuousClock.now
            if let trail = task.trail {
                if let position = try session.commitAndLocate() { trail.committed(at: position) }
            } else {
                try session.commit()
            }
            written.committed(1, since: start)
            return .done
        } catch {
            guard let failure = session.failure else { return .failed(error) }
            if failure.isSilence { noteSilence(failure, of: session) }
            if session.isCommitting, failure.leavesCommitUnknown {
                return .failed(WriteFailure.unknown(failure.message))
            }
            if failure.isSilence { return .failed(PostgresEngine.told(failure)) }
            if failure.isWorthRetrying || failure.endsConnection { return .met(failure) }
            return .failed(PostgresEngine.told(failure))
        }
    }

    /// Those that failed again and again go one after the other, in all processes.
    private func takeTurn(_ session: PostgresSession) -> Bool {
        let lock: SQL = """
            select pg_advisory_lock(\(PostgresDialect.otherLocks)::int, \(PostgresDialect.retrying)::int)::text as held
            """
        return (try? session.answer(lock)) != nil
    }

    private func endTurn(_ session: PostgresSession) {
        _ = try? session.answer(
            "select pg_advisory_unlock(\(PostgresDialect.otherLocks)::int, \(PostgresDialect.retrying)::int) as held")
    }

    // MARK: On the caller's thread

    func readHere<Value>(_ body: (Connection) throws -> Value) throws -> Value { try here(.looking, body) }

    func writeHere<Value>(_ body: (Connection) throws -> Value) throws -> Value { try here(.each, body) }

    private func here<Value>(
        _ isolation: PostgresSession.Isolation, _ body: (Connection) throws -> Value
    ) throws -> Value {
        let session = try self.session()
        defer { giveBack(session) }
        session.begin(isolation, isAwaited: false)
        session.patience = nil
        defer { session.rollBack() }
        try session.define("set local statement_timeout = 0")
        let value = try body(Connection(session))
        try session.commit()
        return value
    }

    func migrate(at now: Int64, with migrations: [Migration]) throws -> [Migration] {
        // Nothing is locked where nothing is to be done: processes start beside others at work.
        let applied = try readHere { try Migration.applied(on: $0) }
        if try Migration.missing(of: migrations, applied: applied).isEmpty { return [] }
        return try writeHere { connection in
            // One process migrates; the others wait, and find it done.
            _ = try connection.first(
                """
                select pg_advisory_xact_lock(\(PostgresDialect.otherLocks)::int, \(PostgresDialect.migrating)::int)::text
                """)
            let applied = try Migration.applied(on: connection)
            let missing = try Migration.missing(of: migrations, applied: applied)
            if missing.isEmpty { return [] }
            try Migration.prepare(connection)
            for statement in PostgresDialect.sequences { try connection.postgres?.define(statement) }
            for migration in missing { try migration.apply(on: connection, at: now) }
            for statement in PostgresDialect.furnishing { try connection.postgres?.define(statement) }
            return missing
        }
    }

    // MARK: Telling each other

    /// Says that there is work, once for all that is queued within a tenth of a second. Not within the transactions that queue
    /// it: of those that notify, PostgreSQL commits one at a time.
    private func tellOfWork() {
        let mustTell = state.withLock { state in
            defer { state.isTellingOfWork = true }
            return !state.isTellingOfWork
        }
        guard mustTell else { return }
        queue.asyncAfter(deadline: .now() + 0.1) { [self] in
            state.withLock { $0.isTellingOfWork = false }
            guard let session = try? self.session() else { return }
            // Should it fail, the others look by themselves soon.
            _ = try? session.answer("select pg_notify(\(PostgresDialect.Channel.work.rawValue), '')::text as told")
            session.rollBack()
            giveBack(session)
        }
    }

    func awaitWork() async throws { try await awaitWork(atMost: .seconds(1)) }

    func awaitWork(atMost pause: Duration) async throws { try await listener.await(.work, atMost: pause) }

    func followPublications(_ changed: @escaping @Sendable () async -> Void) async throws {
        while true {
            try await listener.await(.published, atMost: .seconds(60))
            await changed()
        }
    }

    func close() throws {
        listener.close()
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
        // What was begun is finished.
        let deadline = DispatchTime.now() + 30
        while state.withLock({ $0.resting.count < size }), DispatchTime.now() < deadline {
            Thread.sleep(forTimeInterval: 0.01)
        }
        state.withLock { $0.idle = [] }
    }

    deinit { listener.close() }
}
