import Foundation
import TestDatabases
import Testing

import struct GRDB.DatabaseError
import struct GRDB.ResultCode

@testable import Storage

@Suite("The database")
struct DatabaseTests {
    @Test("commits durably: WAL with full syncing, on the writing connection", .enabled(if: !TestDatabase.isPostgres))
    func durable() throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        #expect(try database.pragma("journal_mode") == "wal")
        #expect(try database.pragma("synchronous") == "2")
        #expect(try database.pragma("foreign_keys") == "1")
    }

    @Test("no connection waits for another to allocate: SQLite keeps no figures of its memory")
    func setUp() { #expect(SQLiteEngine.isSetUp) }

    @Test("copies its log back by itself when there is enough of it", .enabled(if: !TestDatabase.isPostgres))
    func checkpoints() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        func size() throws -> Int {
            try FileManager.default.attributesOfItem(atPath: database.path)[.size] as? Int ?? 0
        }
        let text = String(repeating: "あ", count: 6_000_000)
        let before = try size()
        try await database.write { try $0.execute("insert into counter (name, value) values (\(text), 1)") }
        // The next write waits for the checkpoint before it.
        try await database.write { try $0.execute("insert into counter (name, value) values ('n', 1)") }
        #expect(try size() > before + 16_000_000)
    }

    @Test("may be closed the moment a write was answered", .enabled(if: !TestDatabase.isPostgres))
    func closing() async throws {
        let sandbox = try Sandbox()
        for round in 1...400 {
            let path = sandbox.path + "/\(round).sqlite"
            // A checkpoint after each write.
            let engine = try SQLiteEngine(folder: sandbox.path + "/\(round)", path: path, mode: .writer, pages: 1) {
                _ in
            }
            try await engine.write(seeing: .alone) { try $0.execute("create table t (n integer)") }
            try engine.close()
        }
    }

    @Test("keeps what many wrote at once, and of one that failed nothing")
    func groups() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        struct Bad: Error {}
        let failed = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<400 {
                group.addTask {
                    do {
                        try await database.write { connection in
                            try connection.execute("insert into counter (name, value) values (\("n\(number)"), 1)")
                            if number % 7 == 0 { throw Bad() }
                        }
                        return false
                    } catch is Bad {
                        return true
                    }
                }
            }
            var failed = 0
            for try await one in group where one { failed += 1 }
            return failed
        }
        #expect(failed == 58)
        let names = try await database.read { try $0.rows("select name from counter").map { try $0.text("name") } }
        #expect(names.count == 400 - 58)
        #expect(!names.contains("n7"))
    }

    @Test("numbers drawn at once are all different")
    func counter() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<200 {
                group.addTask { try await database.write { try Counter.next("receipt", on: $0) } }
            }
            var numbers: Set<Int64> = []
            for try await number in group { numbers.insert(number) }
            return numbers
        }
        #expect(numbers == Set(1...200))
    }

    @Test("a reader sees one moment, whatever is written meanwhile")
    func snapshot() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let (before, after) = try await database.read { connection -> (Int64?, Int64?) in
            func count() throws -> Int64? { try connection.first("select count(*) as n from counter")?.integer("n") }
            let before = try count()
            let done = DispatchSemaphore(value: 0)
            Task {
                _ = try await database.write { try Counter.next("x", on: $0) }
                done.signal()
            }
            done.wait()
            return (before, try count())
        }
        #expect(before == 0 && after == 0)
    }

    @Test("a second process is refused, and told who holds the folder", .enabled(if: !TestDatabase.isPostgres))
    func secondProcess() throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let refusal = #expect(throws: ProcessLock.Held.self) { _ = try Database(folder: sandbox.path) }
        #expect(refusal?.process == String(ProcessInfo.processInfo.processIdentifier))
        #expect(database.health == .sound)
    }

    @Test("one that looks on reads beside the writer and cannot write", .enabled(if: !TestDatabase.isPostgres))
    func readerMode() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        _ = try await database.write { try Counter.next("x", on: $0) }
        let reader = try Database(folder: sandbox.path, mode: .reader)
        #expect(try await reader.read { try $0.first("select value from counter")?.integer("value") } == 1)
        await #expect(throws: (any Error).self) { _ = try await reader.write { try Counter.next("x", on: $0) } }
    }

    @Test("a database of a newer program is left alone")
    func newer() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        try await database.write {
            try $0.execute("insert into migration values (\(Migration.newest + 1), 'future', 0)")
        }
        #expect(throws: Migration.TooNew.self) { try database.migrate(at: 1) }
    }

    @Test("migrating again changes nothing")
    func migrateTwice() throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        #expect(try database.migrate(at: 1).isEmpty)
        #expect(try database.isMigrated())
    }
}

@Suite("A write that SQLite refuses")
struct RefusedWriteTests {
    @Test(
        "waits for room where there is none, also for the log's index; anything else is a broken disk",
        arguments: [
            (ResultCode.SQLITE_FULL, true), (.SQLITE_IOERR_SHMSIZE, true), (.SQLITE_IOERR_FSYNC, false),
            (.SQLITE_IOERR_WRITE, false), (.SQLITE_CORRUPT, false),
        ])
    func judging(code: ResultCode, isFull: Bool) {
        let failure = GroupCommit.judge(DatabaseError(resultCode: code, message: "said by SQLite"))
        if isFull {
            #expect(failure == .full)
        } else if case .broken(let reason) = failure {
            #expect(reason.contains("said by SQLite"))
        } else {
            Issue.record("\(failure)")
        }
    }
}

@Suite("SQL")
struct SQLTests {
    @Test("binds what is interpolated, in order, through any nesting")
    func binding() {
        let inner: SQL = "b = \("x") and c in \(in: [1, 2])"
        let sql: SQL = "select \(7) from t where a = \(nil as String?) and \(inner) or d = \(true)"
        #expect(sql.text == "select $1 from t where a = $2 and b = $3 and c in ($4, $5) or d = $6")
        #expect(sql.values == [.integer(7), .null, .text("x"), .integer(1), .integer(2), .integer(1)])
        let nothing: SQL = "a in \(in: [String]())"
        #expect(nothing.text == "a in (null)")
    }

    @Test(
        "brings any text back as it went in",
        arguments: ["", "'; drop table counter; --", "\"$1\" :a @b ?1", "髙﨑𠮷", "a\u{1}b", "%_\\", "\n\r\t"])
    func hostile(text: String) async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        try await database.write { try $0.execute("insert into counter (name, value) values (\(text), 1)") }
        let found = try await database.read { connection in
            try connection.first("select name from counter where name = \(text)")?.text("name")
        }
        #expect(found == text)
    }
}
