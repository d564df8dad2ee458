import Foundation
import GRDB

/// One step of the schema. Published steps never change; a change is a new one.
public struct Migration: Sendable {
    public let number: Int
    public let name: String
    let statements: [String]
    /// Fills what the statements made out of what was there before.
    var fill: (@Sendable (Connection) throws -> Void)?

    /// A newer program made this database.
    public struct TooNew: Error, CustomStringConvertible {
        public let found: Int
        public let known: Int
        public var description: String {
            "the database has schema \(found), this program knows up to \(known): run the newer program, or restore a backup"
        }
    }

    /// In their order.
    static let all: [Migration] = [
        .jobs, .house, .registers, .forms, .flows, .workList, .errands, .reviewing, .holders, .absences, .figures,
        .intakes, .versions, .lanes, .figureLanes, .auditing, .jobsByKind, .looks, .publications, .listedTexts, .scans,
    ]

    /// The number of the last one this program knows.
    public static var newest: Int { all.last?.number ?? 0 }

    /// Whether the newest migration applied is the newest this program knows.
    public static func isComplete(on connection: Connection) throws -> Bool {
        try applied(on: connection).last == all.last?.number
    }

    static func applied(on connection: Connection) throws -> [Int] {
        guard try connection.hasTable("migration") else { return [] }
        return try connection.rows("select number from migration order by number").map { Int(try $0.integer("number")) }
    }

    /// Those that are not applied yet.
    /// - Throws: `TooNew` when some are applied that this program does not know.
    static func missing(of migrations: [Migration], applied: [Int]) throws -> [Migration] {
        let known = migrations.last?.number ?? 0
        if let newest = applied.last, newest > known { throw TooNew(found: newest, known: known) }
        return migrations.filter { !applied.contains($0.number) }
    }

    /// Makes the table that says which are applied.
    static func prepare(_ connection: Connection) throws {
        try connection.define(
            """
            create table if not exists migration (number integer primary key, name text not null,
                applied_at integer not null)
            """)
    }

    /// Carries one out, in the transaction of the connection.
    func apply(on connection: Connection, at now: Int64) throws {
        for statement in statements { try connection.define(statement) }
        try fill?(connection)
        try connection.execute(
            "insert into migration (number, name, applied_at) values (\(number), \(name), \(now))")
    }

    /// Applies to SQLite what is missing, each in its own transaction; an existing database is copied aside first.
    static func apply(
        _ migrations: [Migration], to db: GRDB.Database, path: String, at now: Int64
    ) throws -> [Migration] {
        let connection = Connection(db)
        let applied = try applied(on: connection)
        let missing = try missing(of: migrations, applied: applied)
        if missing.isEmpty { return [] }
        if !applied.isEmpty {
            let aside = try DatabaseQueue(path: "\(path).before-\(migrations.last?.number ?? 0)-\(now)")
            try db.backup(to: aside)
            try aside.close()
        }
        try prepare(connection)
        for migration in missing {
            try db.inTransaction {
                try migration.apply(on: connection, at: now)
                return .commit
            }
        }
        return missing
    }
}

extension GRDB.Database {
    /// Copies this database to another.
    fileprivate func backup(to queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { try self.backup(to: $0) }
    }
}
