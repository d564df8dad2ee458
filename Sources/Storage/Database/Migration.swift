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
        .intakes, .versions,
    ]

    static func applied(in db: GRDB.Database) throws -> [Int] {
        guard try db.tableExists("migration") else { return [] }
        return try Int.fetchAll(db, sql: "select number from migration order by number")
    }

    /// Applies what is missing, each in its own transaction; an existing database is copied aside first.
    static func apply(
        _ migrations: [Migration], to db: GRDB.Database, path: String, at now: Int64
    ) throws -> [Migration] {
        let applied = try applied(in: db)
        let known = migrations.last?.number ?? 0
        if let newest = applied.last, newest > known { throw TooNew(found: newest, known: known) }
        let missing = migrations.filter { !applied.contains($0.number) }
        if missing.isEmpty { return [] }
        if !applied.isEmpty {
            let aside = try DatabaseQueue(path: "\(path).before-\(known)-\(now)")
            try db.backup(to: aside)
            try aside.close()
        }
        try db.execute(
            sql: """
                create table if not exists migration (number integer primary key, name text not null,
                    applied_at integer not null)
                """)
        for migration in missing {
            try db.inTransaction {
                for statement in migration.statements { try db.execute(sql: statement) }
                try migration.fill?(Connection(db))
                try db.execute(
                    sql: "insert into migration (number, name, applied_at) values (?, ?, ?)",
                    arguments: [migration.number, migration.name, now])
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
