import Dispatch
import Foundation
import Synchronization
import TestDatabases
import Testing

@testable import Storage

@Suite("What is known of the primary's log")
struct PrimaryLogTests {
    private func position(_ number: UInt64) -> Database.Position {
        Database.Position("0/\(String(number, radix: 16, uppercase: true))") ?? Database.Position("0/0")!
    }

    @Test("positions are read as servers write them, and nothing else is one")
    func positions() {
        for text in ["0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF"] {
            #expect(Database.Position(text)?.description == text)
        }
        for text in [
            "", "/", "1/", "/1", "0/123456789", "16/b374d848", "16/B374D848/", "-1/0", "0x1/0", "１/0", "G/0", "1 /0",
            "'/0",
        ] { #expect(Database.Position(text) == nil, "\(text)") }
        #expect(position(0xFFFF) < Database.Position("1/0")!)
    }

    @Test("what must be there is what was there when the age began, or else the oldest that is known")
    func floor() {
        let log = PrimaryLog()
        let start = DispatchTime.now()
        #expect(log.floor(of: 4, at: start) == nil)
        for second in 0..<10 { log.note(position(UInt64(second + 1) * 16), at: start + Double(second)) }
        #expect(log.floor(of: 4, at: start + 9.5) == position(6 * 16))
        #expect(log.floor(of: 60, at: start + 9.5) == position(16))
        // The primary is away: what was known of it last.
        #expect(log.floor(of: 4, at: start + 100) == position(160))
    }

    @Test("a standby is behind since the first moment it lacks something of, and not where nothing is written")
    func lag() throws {
        let log = PrimaryLog()
        let start = DispatchTime.now()
        #expect(log.lag(behind: position(1), at: start) == nil)
        for second in 0..<10 { log.note(position(second < 5 ? 16 : 32), at: start + Double(second)) }
        #expect(log.lag(behind: position(32), at: start + 60) == 0)
        let lag = try #require(log.lag(behind: position(16), at: start + 20))
        #expect(abs(lag - 15) < 0.001)
        // After a failover to a server that had come less far, nothing of before counts.
        log.note(position(20), at: start + 30)
        #expect(log.lag(behind: position(20), at: start + 40) == 0 && log.floor(of: 4, at: start + 31) == position(20))
    }
}

@Suite("Read replicas", .serialized, .enabled(if: TestReplica.isThere))
struct ReplicaTests {
    private struct Wrong: Error, Equatable {}

    /// The longest of what was measured, from any task.
    private final class Longest: Sendable {
        private let held = Mutex(Duration.zero)
        func note(_ duration: Duration) { held.withLock { $0 = max($0, duration) } }
        var duration: Duration { held.withLock { $0 } }
    }

    private static func number(_ connection: Connection) throws -> Int64 {
        try connection.first("select value from counter where name = 'seen'")?.integer("value") ?? 0
    }

    @Test("whoever wrote sees it at once, though the standby is behind; others see what is within the age")
    func ownWrites() async throws {
        try await TestReplica.alone {
            let sandbox = try Sandbox()
            let database = try TestReplica.open(sandbox.path, age: 60)
            defer { try? database.close() }
            let strict = try TestReplica.open(sandbox.path, age: 0.1)
            defer { try? strict.close() }
            try await database.awaitStandby()
            try await strict.awaitStandby()
            try await TestReplica.pause()
            let trail = Trail()
            try await Trail.$current.withValue(trail) {
                _ = try await database.write { try Counter.next("seen", on: $0) }
            }
            let left = try #require(trail.left)
            #expect(trail.reached == left)
            // The next request of the same person.
            let seen = try await Trail.$current.withValue(Trail(after: left)) {
                try await database.readAnywhere { (try ReplicaTests.number($0), try $0.isAtStandby) }
            }
            #expect(seen == (1, false))
            let others = try await database.readAnywhere { (try ReplicaTests.number($0), try $0.isAtStandby) }
            #expect(others == (0, true))
            try await Task.sleep(for: .milliseconds(400))
            let bounded = try await strict.readAnywhere { (try ReplicaTests.number($0), try $0.isAtStandby) }
            #expect(bounded == (1, false), "it is older than may be")
            #expect(try #require(strict.replicaFigures?.standbys.first?.lag) > 0.2)
            try TestReplica.resume()
            try await strict.awaitStandby()
            #expect(try await strict.readAnywhere { try ReplicaTests.number($0) } == 1)
            let figures = try #require(database.replicaFigures)
            #expect(figures.atPrimary > 0 && figures.standbys[0].reads > 0)
        }
    }

    @Test("with each commit goes where it is, and the standby has it there as soon as it has come so far")
    func positions() async throws {
        try await TestReplica.alone {
            let sandbox = try Sandbox()
            let database = try TestReplica.open(sandbox.path, age: 60)
            defer { try? database.close() }
            try await database.awaitStandby()
            var atStandby = 0
            for expected in 1...40 {
                let trail = Trail()
                try await Trail.$current.withValue(trail) {
                    _ = try await database.write { try Counter.next("seen", on: $0) }
                    // What fails leaves nothing behind.
                    await #expect(throws: Wrong.self) {
                        try await database.write { connection in
                            _ = try Counter.next("seen", on: connection)
                            throw Wrong()
                        }
                    }
                }
                if expected % 4 == 0 { try await Task.sleep(for: .milliseconds(150)) }
                let (value, isStandby) = try await database.readAnywhere(notBefore: trail.left) {
                    (try ReplicaTests.number($0), try $0.isAtStandby)
                }
                #expect(value == Int64(expected))
                atStandby += isStandby ? 1 : 0
            }
            #expect(atStandby > 0)
        }
    }

    @Test("a standby that is killed is noticed by nobody, and read from again once it is back")
    func killed() async throws {
        try await TestReplica.alone {
            let sandbox = try Sandbox()
            let database = try TestReplica.open(sandbox.path, age: 60)
            defer { try? database.close() }
            try await database.awaitStandby()
            let slowest = Longest()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<100 {
                            let start = ContinuousClock.now
                            #expect(try await database.readAnywhere { try ReplicaTests.number($0) } == 0)
                            slowest.note(ContinuousClock.now - start)
                            try await Task.sleep(for: .milliseconds(5))
                        }
                    }
                }
                group.addTask {
                    try await Task.sleep(for: .milliseconds(100))
                    try TestReplica.kill()
                }
                try await group.waitForAll()
            }
            #expect(slowest.duration < .seconds(3))
            for _ in 0..<100 where database.replicaFigures?.standbys.first?.problem == nil {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(database.replicaFigures?.standbys.first?.problem != nil)
            #expect(database.replicaFigures?.standbys.first?.lag == nil)
            try TestReplica.start()
            try await database.awaitStandby()
        }
    }

    @Test("a standby with another schema is not read from until it has this program's")
    func schema() async throws {
        try await TestReplica.alone {
            let sandbox = try Sandbox()
            let address = try TestDatabase.empty(sandbox.path)
            let database = try Database(
                server: address, connections: 2, replicas: [try TestReplica.address(of: sandbox.path)],
                pace: Replicas.Pace(look: 0.05, rest: 0.2, age: 60))
            defer { try? database.close() }
            try database.migrate(at: 0, with: Array(Migration.all.dropLast()))
            let before = Migration.all.dropLast().last?.number ?? 0
            let problem = "it has schema \(before), and this program knows \(Migration.newest)"
            for _ in 0..<2400 where database.replicaFigures?.standbys.first?.problem != problem {
                try await Task.sleep(for: .milliseconds(25))
            }
            #expect(database.replicaFigures?.standbys.first?.problem == problem)
            for _ in 0..<10 { #expect(try await !database.readAnywhere { try $0.isAtStandby }) }
            try database.migrate(at: 0)
            try await database.awaitStandby()
            // A newer program brings the schema further while this one still runs.
            try await database.write { try $0.execute("insert into migration values (100000, 'later', 0)") }
            for _ in 0..<2400 where database.replicaFigures?.standbys.first?.problem == nil {
                try await Task.sleep(for: .milliseconds(25))
            }
            #expect(try await !database.readAnywhere { try $0.isAtStandby })
        }
    }

    @Test("what is no standby, or nowhere, is not read from, and says why")
    func unfit() async throws {
        let sandbox = try Sandbox()
        let address = try TestDatabase.address(of: sandbox.path)
        let database = try Database(
            server: address, connections: 2,
            replicas: [address, "postgres://kofu@/kofu?host=\(sandbox.path)/nowhere"],
            pace: Replicas.Pace(look: 0.05, rest: 0.2, age: 60))
        defer { try? database.close() }
        try await Task.sleep(for: .milliseconds(500))
        #expect(try await !database.readAnywhere { try $0.isAtStandby })
        let standbys = try #require(database.replicaFigures?.standbys)
        #expect(standbys.allSatisfy { $0.problem != nil && $0.reads == 0 })
        #expect(standbys[0].problem?.contains("standby") == true, "\(standbys[0].problem ?? "")")
        #expect(standbys[1].name.hasSuffix("nowhere"))
    }

    @Test("what cannot be read at a standby is read at the primary; what the reader throws is thrown once")
    func fallingBack() async throws {
        try await TestReplica.alone {
            let sandbox = try Sandbox()
            let database = try TestReplica.open(sandbox.path, age: 60)
            defer { try? database.close() }
            try await database.awaitStandby()
            // An unlogged table is empty there, and may not even be asked.
            #expect(try await database.readAnywhere { try $0.rows("select name from case_look").count } == 0)
            let runs = Mutex(0)
            await #expect(throws: Wrong.self) {
                try await database.readAnywhere { _ in
                    runs.withLock { $0 += 1 }
                    throw Wrong()
                }
            }
            #expect(runs.withLock { $0 } == 1)
            // What takes long for somebody who waits is given to the primary before they notice.
            let (place, waited) = try await Database.$isAwaited.withValue(true) {
                let start = ContinuousClock.now
                let place = try await database.readAnywhere { connection in
                    let isStandby = try connection.isAtStandby
                    if isStandby { _ = try connection.rows("select pg_sleep(3)::text as slept") }
                    return isStandby
                }
                return (place, ContinuousClock.now - start)
            }
            #expect(!place && waited < .seconds(2.5))
            #expect(try await database.readAnywhere { try $0.isAtStandby }, "it is not left alone for that")
            // Nothing can be written there, whatever the closure tries.
            try await database.readAnywhere { connection in
                if try connection.isAtStandby { try connection.execute("delete from publication") }
            }
            #expect(try await database.read { try Publication($0).number() } == 0)
        }
    }

    @Test("many read at once, each its own answer")
    func many() async throws {
        try await TestReplica.alone {
            let sandbox = try Sandbox()
            let database = try TestReplica.open(sandbox.path, age: 60)
            defer { try? database.close() }
            try await database.awaitStandby()
            let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 0..<400 {
                    group.addTask {
                        try await database.readAnywhere {
                            try $0.first("select \(number)::bigint as n")?.integer("n") ?? -1
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 400 * 399 / 2)
        }
    }
}

@Suite("Without replicas")
struct NoReplicaTests {
    @Test("reading anywhere is reading here, and nothing is noted")
    func nothing() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        #expect(!database.hasReplicas && database.replicaFigures == nil)
        #expect(try await database.reached() == nil)
        let value = try await database.readAnywhere(notBefore: Database.Position("FFFFFFFF/FFFFFFFF")) {
            try $0.first("select count(*) as n from counter")?.integer("n")
        }
        #expect(value == 0)
    }
}
