import Grants
import Synchronization
import Testing

@testable import Storage

@Suite("The job queue")
struct JobQueueTests {
    /// A clock that tests move.
    private final class Clock: Sendable {
        private let held = Mutex<Int64>(1_000_000)
        var now: Int64 { held.withLock { $0 } }
        func advance(_ milliseconds: Int64) { held.withLock { $0 += milliseconds } }
        var world: World { World(now: { Instant(milliseconds: self.now) }, random: { 0 }) }
    }

    private final class Ran: Sendable {
        private let held = Mutex<[String]>([])
        func note(_ id: String) { held.withLock { $0.append(id) } }
        var all: [String] { held.withLock { $0 } }
    }

    private struct Broken: Error {}

    @Test("does each job once, and what was queued twice once")
    func once() async throws {
        let (sandbox, clock, ran) = (try Sandbox(), Clock(), Ran())
        let database = try sandbox.database()
        for _ in 0..<2 {
            try await database.write { connection in
                for number in 0..<30 {
                    try JobQueue.enqueue(NewJob(id: "j\(number)", kind: "k", payload: "", runAt: 0), on: connection)
                }
            }
        }
        let queue = JobQueue(database: database, handlers: ["k": { ran.note($0.id) }], world: clock.world)
        while try await queue.runDue() > 0 {}
        #expect(ran.all.count == 30)
        #expect(Set(ran.all).count == 30)
    }

    @Test("is not queued when its transaction fails")
    func transactional() async throws {
        let (sandbox, clock) = (try Sandbox(), Clock())
        let database = try sandbox.database()
        await #expect(throws: Broken.self) {
            try await database.write { connection in
                try JobQueue.enqueue(NewJob(id: "j", kind: "k", payload: "", runAt: 0), on: connection)
                throw Broken()
            }
        }
        let queue = JobQueue(database: database, handlers: [:], world: clock.world)
        #expect(try await queue.runDue() == 0)
    }

    @Test("waits longer after each failure, lets others pass, and puts aside what never works")
    func failing() async throws {
        let (sandbox, clock, ran) = (try Sandbox(), Clock(), Ran())
        let database = try sandbox.database()
        try await database.write { connection in
            try JobQueue.enqueue(NewJob(id: "bad", kind: "bad", payload: "", runAt: 0), on: connection)
            try JobQueue.enqueue(NewJob(id: "good", kind: "good", payload: "", runAt: 0), on: connection)
        }
        let queue = JobQueue(
            database: database,
            handlers: [
                "bad": { job in
                    ran.note("bad \(job.attempts)")
                    throw Broken()
                }, "good": { ran.note($0.id) },
            ], world: clock.world)
        _ = try await queue.runDue()
        #expect(Set(ran.all) == ["bad 1", "good"])
        #expect(try await queue.runDue() == 0, "it waits")
        for _ in 0..<20 {
            clock.advance(7 * 3_600_000)
            _ = try await queue.runDue()
        }
        #expect(ran.all.count { $0.hasPrefix("bad") } == JobQueue.mostAttempts)
        let lengths = try await database.read { try JobQueue.lengths(on: $0) }
        #expect(lengths == (0, 1))
    }

    @Test("is taken up again when whoever took it never came back")
    func abandoned() async throws {
        let (sandbox, clock, ran) = (try Sandbox(), Clock(), Ran())
        let database = try sandbox.database()
        try await database.write { connection in
            try JobQueue.enqueue(NewJob(id: "j", kind: "k", payload: "", runAt: 0), on: connection)
            try connection.execute("update job set locked_until = \(clock.now + JobQueue.lease), attempts = 1")
        }
        let queue = JobQueue(database: database, handlers: ["k": { ran.note("\($0.attempts)") }], world: clock.world)
        #expect(try await queue.runDue() == 0)
        clock.advance(JobQueue.lease)
        #expect(try await queue.runDue() == 1)
        #expect(ran.all == ["2"])
    }

    @Test("keeps long work in a lane of its own, and gives back what it was stopped in")
    func lanes() async throws {
        let (sandbox, clock, ran) = (try Sandbox(), Clock(), Ran())
        let database = try sandbox.database()
        try await database.write { connection in
            for kind in ["long", "short", "long"] {
                try JobQueue.enqueue(
                    NewJob(id: "\(kind)-\(UInt.random(in: 0...9_999_999))", kind: kind, payload: "", runAt: 0),
                    on: connection)
            }
        }
        let handlers: [String: JobQueue.Handler] = ["long": { ran.note($0.kind) }, "short": { ran.note($0.kind) }]
        let short = JobQueue(database: database, handlers: handlers, world: clock.world, lane: .but("long"))
        while try await short.runDue() > 0 {}
        #expect(ran.all == ["short"])
        let stopped = JobQueue(
            database: database, handlers: ["long": { _ in throw CancellationError() }], world: clock.world,
            lane: .only("long"))
        await #expect(throws: CancellationError.self) { _ = try await stopped.runDue() }
        let long = JobQueue(database: database, handlers: handlers, world: clock.world, lane: .only("long"))
        #expect(try await long.runDue() == 1, "one at a time, and at once")
        #expect(try await long.runDue() == 1)
        #expect(ran.all == ["short", "long", "long"])
    }

    @Test("says that it cannot be read, and goes on when it can")
    func unreadable() async throws {
        let (sandbox, clock, ran) = (try Sandbox(), Clock(), Ran())
        let database = try sandbox.database()
        try await database.write { connection in
            try JobQueue.enqueue(NewJob(id: "1", kind: "k", payload: "", runAt: 0), on: connection)
            try connection.define("alter table job rename to lost")
        }
        let (told, tell) = AsyncStream<Void>.makeStream()
        let (done, finish) = AsyncStream<Void>.makeStream()
        let queue = JobQueue(
            database: database,
            handlers: [
                "k": {
                    ran.note($0.id)
                    finish.yield()
                }
            ],
            world: clock.world
        ) { job, _ in if job == nil { tell.yield() } }
        let running = Task { try await queue.run() }
        for await _ in told { break }
        try await database.write { try $0.define("alter table lost rename to job") }
        for await _ in done { break }
        #expect(ran.all == ["1"])
        running.cancel()
        try await running.value
    }
}
