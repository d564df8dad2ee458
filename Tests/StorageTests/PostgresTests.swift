import Dispatch
import Foundation
import Grants
import Synchronization
import TestDatabases
import Testing

@testable import Storage

@Suite("PostgreSQL", .enabled(if: TestDatabase.isPostgres))
struct PostgresTests {
    /// What happened, from any thread.
    private final class Noted: Sendable {
        private let held = Mutex<[String]>([])
        func note(_ text: String) { held.withLock { $0.append(text) } }
        var all: [String] { held.withLock { $0 } }
    }

    /// Two pools on one database, as two processes have.
    private func pair(_ sandbox: Sandbox) throws -> (Database, Database) {
        (try sandbox.database(), try sandbox.database())
    }

    @Test("what is read, decided by and written is one step, whoever else does the same elsewhere")
    func readModifyWrite() async throws {
        let sandbox = try Sandbox()
        let (one, two) = try pair(sandbox)
        try await one.write { try $0.execute("insert into counter (name, value) values ('sum', 0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<120 {
                let database = number % 2 == 0 ? one : two
                group.addTask {
                    try await database.write { connection in
                        let value = try connection.first("select value from counter where name = 'sum'")?.integer(
                            "value")
                        try connection.execute("update counter set value = \((value ?? 0) + 1) where name = 'sum'")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await one.read { try $0.first("select value from counter")?.integer("value") } == 120)
    }

    @Test("two who each look at what the other writes do not both pass")
    func writeSkew() async throws {
        let sandbox = try Sandbox()
        let (one, two) = try pair(sandbox)
        // Whoever sees no other goes: at most one may.
        let went = try await withThrowingTaskGroup(of: Bool.self) { group in
            for (number, database) in [one, two, one, two].enumerated() {
                group.addTask {
                    try await database.write { connection in
                        guard try connection.rows("select name from counter").isEmpty else { return false }
                        Thread.sleep(forTimeInterval: 0.05)
                        try connection.execute("insert into counter (name, value) values (\("n\(number)"), 1)")
                        return true
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(went == 1)
    }

    @Test("an answer that was foreseen is given once, and not after something was written")
    func foreseen() async throws {
        let sandbox = try Sandbox()
        let (one, two) = try pair(sandbox)
        let question: SQL = "select count(*) as n from counter where name like 'f%'"
        let seen = try await one.write(seeing: .statements) { connection -> [Int64] in
            func ask() throws -> Int64 { try connection.first(question)?.integer("n") ?? -1 }
            try connection.foresee([question, "select 1 as n"])
            // Somebody else writes: an answer out of memory does not know of it.
            try two.engine.writeHere { try $0.execute("insert into counter (name, value) values ('f1', 1)") }
            let remembered = try ask()
            let asked = try ask()
            try connection.foresee([question])
            try connection.execute("insert into counter (name, value) values ('f2', 1)")
            return [remembered, asked, try ask()]
        }
        #expect(seen == [0, 1, 2])
    }

    @Test("receipts drawn by two processes are all different, and a job is done once")
    func shared() async throws {
        let sandbox = try Sandbox()
        let (one, two) = try pair(sandbox)
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<100 {
                let database = number % 2 == 0 ? one : two
                group.addTask { try await database.write { try Counter.next("receipt", on: $0) } }
            }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect(numbers == Set(1...100))
        try await one.write { connection in
            for number in 0..<100 {
                try JobQueue.enqueue(NewJob(id: "j\(number)", kind: "k", payload: "", runAt: 0), on: connection)
            }
        }
        let ran = Noted()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for database in [one, two, one, two] {
                group.addTask {
                    let queue = JobQueue(
                        database: database, handlers: ["k": { ran.note($0.id) }],
                        world: World(now: { Instant(milliseconds: 1) }, random: { 0 }))
                    while try await queue.runDue() > 0 {}
                }
            }
            try await group.waitForAll()
        }
        #expect(ran.all.count == 100 && Set(ran.all).count == 100)
    }

    @Test("work queued by one process wakes the other")
    func woken() async throws {
        let sandbox = try Sandbox()
        let (one, two) = try pair(sandbox)
        // Connecting counts as having been told.
        try await two.awaitWork()
        try await Task.sleep(for: .milliseconds(300))
        try await two.awaitWork()
        let start = ContinuousClock.now
        // So long that only being woken explains an early end, however busy the machine is.
        let engine = try #require(two.engine as? PostgresEngine)
        async let woken: Void = engine.awaitWork(atMost: .seconds(60))
        try await Task.sleep(for: .milliseconds(100))
        try await one.write {
            try JobQueue.enqueue(NewJob(id: "j", kind: "k", payload: "", runAt: 0), on: $0)
        }
        try await woken
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test("whoever reads after a walk sees what was written since, and can write", arguments: [1, 2])
    func afterWalk(ends: Int) async throws {
        let sandbox = try Sandbox()
        let two = try sandbox.database()
        let one = try Database(server: TestDatabase.address(of: sandbox.path), connections: 1)
        try await two.write { connection in
            for name in ["a", "b", "c"] {
                try connection.execute("insert into counter (name, value) values (\(name), 1)")
            }
        }
        // Before its end, or at it: the cursor's closing is what nobody waits for.
        let walked = try await one.read { connection in
            var walked = 0
            try connection.walk("select name from counter") { _ in
                walked += 1
                return ends == 2 || walked < 2
            }
            return walked
        }
        #expect(walked == ends + 1)
        try await two.write { try $0.execute("insert into counter (name, value) values ('d', 1)") }
        let question: SQL = "select count(*) as n from counter"
        #expect(try await one.read { try $0.first(question)?.integer("n") } == 4)
        for isolation in [Database.Isolation.ownRows, .alone, .statements] {
            try await one.write(seeing: isolation) { try $0.execute("update counter set value = value + 1") }
        }
        #expect(try await two.read { try $0.first("select min(value) as n from counter")?.integer("n") } == 4)
    }

    @Test("what was foreseen of a read is asked at once, sees one moment, and begins no transaction")
    func glancing() async throws {
        let sandbox = try Sandbox()
        let two = try sandbox.database()
        let one = try Database(server: TestDatabase.address(of: sandbox.path), connections: 1)
        try await two.write { try $0.execute("insert into counter (name, value) values ('a', 1)") }
        let (value, state): (SQL, SQL) = (
            "select value from counter where name = 'a'",
            """
            select current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only') as state
            """
        )
        try await Database.$isAwaited.withValue(true) {
            let read = try await one.read(asking: [value, state]) { connection in
                // In any order, as often as one likes: nothing is written between.
                let state = try connection.first(state)?.text("state")
                return (
                    state, try connection.first(value)?.integer("value"), try connection.first(value)?.integer("value")
                )
            }
            // One that was begun for reading would be read-only.
            #expect(read.0 == "repeatable read off" && read.1 == 1 && read.2 == 1)
            // What is written afterwards is seen, and the connection writes as ever.
            try await two.write { try $0.execute("update counter set value = 2") }
            #expect(try await one.read(asking: [value]) { try $0.first(value)?.integer("value") } == 2)
            for isolation in [Database.Isolation.ownRows, .alone, .statements] {
                try await one.write(seeing: isolation) { try $0.execute("update counter set value = value + 1") }
            }
            #expect(try await one.read(asking: [value]) { try $0.first(value)?.integer("value") } == 5)
        }
    }

    @Test("a read that asks more than it foresaw is run again and sees one moment, whatever it does with the failure")
    func unforeseen() async throws {
        let sandbox = try Sandbox()
        let two = try sandbox.database()
        let one = try Database(server: TestDatabase.address(of: sandbox.path), connections: 1)
        try await two.write { try $0.execute("insert into counter (name, value) values ('a', 1)") }
        let foreseen: SQL = "select value from counter where name = 'a'"
        let other: SQL = "select value + 0 as value from counter where name = 'a'"
        try await Database.$isAwaited.withValue(true) {
            let runs = Atomic<Int>(0)
            let read = try await one.read(asking: [foreseen]) { connection in
                let run = runs.add(1, ordering: .relaxed).newValue
                let first = try connection.first(foreseen)?.integer("value")
                // Somebody writes between, the first time.
                if run == 1 {
                    let done = DispatchSemaphore(value: 0)
                    Task {
                        try await two.write { try $0.execute("update counter set value = 2") }
                        done.signal()
                    }
                    done.wait()
                }
                let second = try? connection.first(other)?.integer("value")
                return (first, second)
            }
            #expect(read.0 == 2 && read.1 == 2 && runs.load(ordering: .relaxed) == 2)
            // Work that nobody waits for asks in a transaction with longer limits.
            let limit: SQL = "select current_setting('statement_timeout') as value"
            #expect(try await one.read(asking: [limit]) { try $0.first(limit)?.text("value") } == "4s")
            let patient = try await Database.$isAwaited.withValue(false) {
                try await one.read(asking: [limit]) { try $0.first(limit)?.text("value") }
            }
            #expect(patient == "30s")
        }
    }

    @Test("a connection that hangs by itself keeps nobody from the others")
    func oneHangs() async throws {
        let sandbox = try Sandbox()
        _ = try sandbox.database()
        let one = try Database(server: TestDatabase.address(of: sandbox.path), connections: 2)
        let hanging = Task {
            try await Database.$isAwaited.withValue(true) {
                try await one.read { connection in
                    // A server that does not keep its own limit.
                    _ = try connection.first("select set_config('statement_timeout', '0', true) as value")
                    return try connection.first("select pg_sleep(8)::text as value")?.text("value")
                }
            }
        }
        // Threads of their own, which go on however busy the tests are: one is answered, one looks on.
        let isOver = Atomic(false)
        let wasUnsound = Atomic(false)
        let ended = DispatchGroup()
        func thread(_ work: @escaping @Sendable () -> Void) {
            ended.enter()
            Thread.detachNewThread {
                work()
                ended.leave()
            }
        }
        thread {
            while !isOver.load(ordering: .relaxed) {
                let read = try? one.engine.readHere { try $0.first("select 1 as n")?.integer("n") }
                if read != 1 { wasUnsound.store(true, ordering: .relaxed) }
                usleep(20_000)
            }
        }
        thread {
            while !isOver.load(ordering: .relaxed) {
                if one.health != .sound { wasUnsound.store(true, ordering: .relaxed) }
                usleep(5_000)
            }
        }
        // It is given up after some four seconds.
        await #expect(throws: WriteFailure.self) { try await hanging.value }
        try await Task.sleep(for: .milliseconds(200))
        isOver.store(true, ordering: .relaxed)
        await withCheckedContinuation { continuation in ended.notify(queue: .global()) { continuation.resume() } }
        let isSound = !wasUnsound.load(ordering: .relaxed)
        #expect(isSound)
    }

    @Test("many glances that wait share a way to the server; what is wrong with one is its own")
    func manyGlances() async throws {
        let sandbox = try Sandbox()
        _ = try sandbox.database()
        let one = try Database(server: TestDatabase.address(of: sandbox.path), connections: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await Database.$isAwaited.withValue(true) {
                        let question: SQL = "select \(number % 50)::bigint * 2 as n"
                        let wrong: SQL = "select 1 / (\(number)::bigint - \(number)::bigint) as n"
                        if number % 20 == 7 {
                            let failure = await #expect(throws: PostgresError.self) {
                                try await one.read(asking: [wrong]) { try $0.first(wrong)?.integer("n") }
                            }
                            #expect(failure?.code == "22012")
                        } else if number % 20 == 3 {
                            struct Own: Error {}
                            await #expect(throws: Own.self) {
                                try await one.read(asking: [question]) { _ in throw Own() }
                            }
                        } else {
                            let read = try await one.read(asking: [question]) { try $0.first(question)?.integer("n") }
                            #expect(read == Int64(number % 50 * 2))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a connection is fit for use after failures, however many statements it remembers")
    func manyStatements() async throws {
        let sandbox = try Sandbox()
        let one = try Database(server: TestDatabase.address(of: sandbox.path), connections: 1)
        for number in 0..<560 {
            // Each is another statement, and the last that is remembered is one of those that fail.
            let failure = await #expect(throws: PostgresError.self) {
                try await one.read {
                    try $0.first(SQL(stringLiteral: "select 1 / (\(number) - \(number)) as n"))?.integer("n")
                }
            }
            #expect(failure?.code == "22012")
        }
        #expect(try await one.read { try $0.first("select 1 as n")?.integer("n") } == 1)
    }

    @Test("connections that were cut are opened anew, unnoticed by those who read and write")
    func cut() async throws {
        let sandbox = try Sandbox()
        let (one, two) = try pair(sandbox)
        _ = try await one.write { try Counter.next("receipt", on: $0) }
        try await two.cutOthers()
        #expect(try await one.read { try $0.rows("select 1 as n").count } == 1)
        try await two.cutOthers()
        #expect(try await one.write { try Counter.next("receipt", on: $0) } > 1)
        #expect(one.health == .sound)
    }

    @Test("a commit whose connection breaks is not tried again, and is told to be unknown")
    func unknownCommit() async throws {
        let sandbox = try Sandbox()
        let (one, two) = try pair(sandbox)
        // A commit that takes a while.
        try await one.write { connection in
            try connection.define(
                """
                create function slowly() returns trigger language plpgsql as $$
                begin perform pg_sleep(4.5); return null; end $$
                """)
            try connection.define(
                """
                create constraint trigger slow after insert on counter deferrable initially deferred
                for each row execute function slowly()
                """)
        }
        let runs = Noted()
        async let written: Void = one.write { connection in
            runs.note("run")
            try connection.execute("insert into counter (name, value) values ('x', 1)")
        }
        try await Task.sleep(for: .milliseconds(800))
        try await two.cutOthers()
        do {
            try await written
            Issue.record("the write was acknowledged")
        } catch WriteFailure.unknown {
        } catch {
            Issue.record("\(error)")
        }
        #expect(runs.all.count == 1)
        #expect(try await one.read { try $0.rows("select * from counter").count } == 0)
    }

    @Test("where nothing answers, asking fails at once and health tells")
    func unreachable() async throws {
        #expect(throws: PostgresError.self) {
            _ = try Database(server: "postgres://kofu@/x?host=/nowhere&connect_timeout=1")
        }
    }

    @Test("a database with another order of texts, or another encoding, is refused")
    func unfit() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let session = try PostgresSession(TestDatabase.server ?? "")
        let name = "latin_\(UUID().uuidString)"
        try session.define("create database \"\(name)\" template template0 encoding 'LATIN1' locale 'C'")
        defer { try? session.define("drop database \"\(name)\"") }
        #expect(throws: UnfitServer.self) {
            _ = try Database(
                server: (TestDatabase.server ?? "").replacingOccurrences(of: "/postgres?", with: "/\(name)?"))
        }
        #expect(database.health == .sound)
    }

    @Test("a failure that somebody swallowed still keeps nothing")
    func swallowed() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        await #expect(throws: (any Error).self) {
            try await database.write { connection in
                try connection.execute("insert into counter (name, value) values ('a', 1)")
                do { _ = try connection.first("select * from nowhere") } catch {}
                return ()
            }
        }
        #expect(try await database.read { try $0.rows("select * from counter").isEmpty })
    }

    @Test("statements of migrations get PostgreSQL's types; words in quotes stay")
    func dialect() {
        #expect(
            PostgresDialect.definition(
                "create table t (window integer, data blob, g integer generated always as (a) virtual) without rowid")
                == "create table t (\"window\" bigint, data bytea, g bigint generated always as (a) stored) ")
        #expect(
            PostgresDialect.said("select window from t where a = 'window' and windows = 1")
                == "select \"window\" from t where a = 'window' and windows = 1")
        #expect(
            PostgresEngine.shown("postgres://kofu:secret@db/kofu?sslmode=require")
                == "postgres://kofu@db/kofu?sslmode=require")
    }
}

extension Database {
    /// Ends every other connection to the database, as a server that fails over does.
    fileprivate func cutOthers() async throws {
        try await read { connection -> Void in
            _ = try connection.rows(
                """
                select pg_terminate_backend(pid) as cut from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """)
        }
    }
}

@Suite("Moving a database")
struct DatabaseCopyTests {
    @Test("everything arrives on the other engine, and comes back the same")
    func there() async throws {
        let (from, middle, back) = (try Sandbox(), try Sandbox(), try Sandbox())
        let source = try Database(folder: from.path)
        try source.migrate(at: 0)
        try await source.write { connection in
            for name in ["letter/x", "髙﨑𠮷", "'\"\\\t"] {
                try connection.execute("insert into counter (name, value) values (\(name), 7)")
            }
            _ = try Counter.next("receipt", on: connection)
            _ = try Counter.next("receipt", on: connection)
            try connection.execute("insert into agency (id, code, name_ja) values ('a', 'c', '県')")
            try connection.execute(
                "insert into programme (id, agency_id, code, version) values ('p', 'a', 'q', 1)")
            for number in 0..<5000 {
                try connection.execute(
                    """
                    insert into document (programme_id, version, path, content)
                    values ('p', 1, \("f\(number)"), \([UInt8]([0, 0xFF, UInt8(number % 256)])))
                    """)
            }
        }
        let target = try TestDatabase.bare(middle.path)
        let counts = try DatabaseCopy(from: source, to: target).run(at: 0)
        #expect(counts.first { $0.table == "document" }?.rows == 5000)
        #expect(throws: DatabaseCopy.Refused.self) { _ = try DatabaseCopy(from: source, to: target).run(at: 0) }
        // The numbers go on where they were.
        #expect(try await target.write { try Counter.next("receipt", on: $0) } == 3)
        let last = try Database(folder: back.path)
        _ = try DatabaseCopy(from: target, to: last).run(at: 0)
        #expect(try await last.write { try Counter.next("receipt", on: $0) } == 4)
        for table in ["agency", "programme", "document"] {
            let sql = SQL.name(table)
            let before = try await source.read { try $0.contents(sql) }
            #expect(try await last.read { try $0.contents(sql) } == before, "\(table)")
        }
        let names = try await last.read {
            try $0.rows("select name from counter order by name").map { try $0.text("name") }
        }
        #expect(names.contains("髙﨑𠮷") && names.contains("'\"\\\t"))
    }
}

extension Connection {
    /// All values of a table's rows, as a set.
    fileprivate func contents(_ table: SQL) throws -> Set<[SQL.Value]> {
        let width = try catalogue().first { table.text.contains("\"\($0.name)\"") }?.columns ?? []
        var rows: Set<[SQL.Value]> = []
        try walk("select \(SQL.list(width)) from \(table)") { row in
            rows.insert(try width.indices.map { try row.value($0) })
            return true
        }
        return rows
    }
}
