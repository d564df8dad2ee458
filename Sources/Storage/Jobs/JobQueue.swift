import Grants

/// Work to be done after a commit, written in the same transaction as what it belongs to.
public struct NewJob: Sendable {
    /// The same work has the same id, and is queued once.
    public let id: String
    public let kind: String
    public let payload: String
    /// Milliseconds since 1970: not before then.
    public let runAt: Int64

    public init(id: String, kind: String, payload: String, runAt: Int64) {
        self.id = id
        self.kind = kind
        self.payload = payload
        self.runAt = runAt
    }
}

/// Work that was taken up.
public struct Job: Sendable {
    public let id: String
    public let kind: String
    public let payload: String
    /// How often it was taken up, this time included.
    public let attempts: Int
}

/// The queue of jobs. A job runs until it succeeds, each time after a longer pause, and is put aside after the last.
public struct JobQueue: Sendable {
    public typealias Handler = @Sendable (Job) async throws -> Void

    private let database: Database
    private let handlers: [String: Handler]
    private let world: World
    private let lane: Lane
    /// Told of a failure, for the log: of a job, or of the queue itself.
    private let onFailure: @Sendable (Job?, any Error) -> Void

    public init(
        database: Database, handlers: [String: Handler], world: World, lane: Lane = .all,
        onFailure: @escaping @Sendable (Job?, any Error) -> Void = { _, _ in }
    ) {
        self.database = database
        self.handlers = handlers
        self.world = world
        self.lane = lane
        self.onFailure = onFailure
    }

    /// Which jobs a queue takes up: long ones have a lane of their own, so that no mail waits for them.
    public enum Lane: Sendable {
        case all
        /// Those of one kind, one at a time.
        case only(String)
        case but(String)
    }

    /// After this many failures a job is put aside for a person to look at.
    static let mostAttempts = 12
    /// How many jobs are taken up in one write.
    static let batch = 20
    /// Milliseconds after which a job that was taken up and never finished is taken up again.
    static let lease: Int64 = 120_000

    /// Queues work on the connection of the transaction it belongs to.
    public static func enqueue(_ job: NewJob, on connection: Connection) throws {
        try connection.execute(
            """
            insert into job (id, kind, payload, run_at, attempts, locked_until, state)
            values (\(job.id), \(job.kind), \(job.payload), \(job.runAt), 0, 0, 'waiting')
            on conflict (id) do nothing
            """)
        connection.tellOfWork()
    }

    /// Does what is due, again and again, until the task is cancelled. Where the queue cannot be read it looks again after a
    /// pause: people are served meanwhile.
    /// - Throws: `WriteFailure.broken`, after which nothing is written any more.
    public func run() async throws {
        while !Task.isCancelled {
            do {
                if try await runDue() == 0 { try await database.awaitWork() }
            } catch is CancellationError {
                return
            } catch {
                let failure = error as? WriteFailure
                if case .broken = failure { throw error }
                // A full disk and a server that is away have alarms of their own.
                if failure == nil { onFailure(nil, error) }
                try await Task.sleep(for: .seconds(failure?.isPassing == true ? 1 : 5))
            }
        }
    }

    /// Takes up what is due now, does it, and returns how many jobs that were.
    public func runDue() async throws -> Int {
        let jobs = try await take()
        if jobs.isEmpty { return 0 }
        var done: [String] = []
        for job in jobs {
            do {
                guard let handler = handlers[job.kind] else { throw UnknownJob(kind: job.kind) }
                try await hold(job) { try await handler(job) }
                done.append(job.id)
            } catch is CancellationError {
                // The program stops: whoever starts next goes on at once.
                try await release(job)
                throw CancellationError()
            } catch {
                onFailure(job, error)
                try await postpone(job, error)
            }
        }
        let finished = done
        try await database.write(seeing: .statements) { connection in
            for id in finished { try connection.execute("delete from job where id = \(id)") }
        }
        return jobs.count
    }

    /// Whether some work is still to be done.
    public static func isWaiting(_ id: String, on connection: Connection) throws -> Bool {
        try connection.first("select 1 from job where id = \(id) and state = 'waiting'") != nil
    }

    /// How many jobs wait, and how many were put aside.
    public static func lengths(on connection: Connection) throws -> (waiting: Int, aside: Int) {
        var lengths = (waiting: 0, aside: 0)
        for row in try connection.rows("select state, count(*) as number from job group by state") {
            let number = Int(try row.integer("number"))
            if try row.text("state") == "waiting" { lengths.waiting = number } else { lengths.aside = number }
        }
        return lengths
    }

    /// Since when the oldest work that is due has waited, in milliseconds since 1970; nil where none is due.
    public static func oldestDue(at now: Instant, on connection: Connection) throws -> Int64? {
        try connection.first(
            "select min(run_at) as oldest from job where state = 'waiting' and run_at <= \(now.milliseconds)")?
            .integerOrNil("oldest")
    }

    /// Does a job and meanwhile renews its lease.
    private func hold(_ job: Job, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while true {
                    try await Task.sleep(for: .milliseconds(JobQueue.lease / 3))
                    let until = world.now().milliseconds + JobQueue.lease
                    // Should the disk be full now, there is time to try again before the lease ends.
                    try? await database.write { connection in
                        try connection.execute("update job set locked_until = \(until) where id = \(job.id)")
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func release(_ job: Job) async throws {
        try await database.write { connection in
            try connection.execute(
                "update job set locked_until = 0, attempts = attempts - 1 where id = \(job.id)")
        }
    }

    private var isMine: SQL {
        switch lane {
        case .all: "1 = 1"
        case .only(let kind): "kind = \(kind)"
        case .but(let kind): "kind <> \(kind)"
        }
    }

    private func take() async throws -> [Job] {
        let now = world.now().milliseconds
        let isDue: SQL = "state = 'waiting' and run_at <= \(now) and locked_until <= \(now) and \(isMine)"
        let batch = if case .only = lane { 1 } else { JobQueue.batch }
        guard try await database.read({ try $0.first("select 1 from job where \(isDue) limit 1") != nil }) else {
            return []
        }
        return try await database.write(seeing: .statements) { connection in
            try connection.rows(
                """
                update job set attempts = attempts + 1, locked_until = \(now + JobQueue.lease)
                where id in (select id from job where \(isDue) order by run_at limit \(batch)\(SQL.skippingTaken))
                returning id, kind, payload, attempts
                """
            ).map {
                Job(
                    id: try $0.text("id"), kind: try $0.text("kind"), payload: try $0.text("payload"),
                    attempts: Int(try $0.integer("attempts")))
            }
        }
    }

    /// Tries again later: after 10 s, 20 s, 40 s … up to six hours, give or take a quarter.
    private func postpone(_ job: Job, _ error: any Error) async throws {
        let now = world.now().milliseconds
        let pause = min(Int64(10_000) << Int64(min(job.attempts - 1, 12)), 6 * 3_600_000)
        let spread = Int64(world.random() % UInt64(pause / 2 + 1)) - pause / 4
        let state = job.attempts >= JobQueue.mostAttempts ? "aside" : "waiting"
        let reason = String("\(error)".prefix(500))
        try await database.write(seeing: .statements) { connection in
            try connection.execute(
                """
                update job set run_at = \(now + pause + spread), locked_until = 0, state = \(state),
                    last_error = \(reason) where id = \(job.id)
                """)
        }
    }

    private struct UnknownJob: Error { let kind: String }
}

extension Migration {
    static let jobs = Migration(
        number: 1, name: "jobs",
        statements: [
            """
            create table job (id text primary key, kind text not null, payload text not null, run_at integer not null,
                attempts integer not null, locked_until integer not null, last_error text, state text not null)
            """,
            "create index job_by_time on job (state, run_at)",
        ])

    /// A lane of one kind finds its own among however many of others: mails that wait for a server that is away.
    static let jobsByKind = Migration(
        number: 95, name: "jobs by kind", statements: ["create index job_by_kind on job (kind, state, run_at)"])
}
