import Foundation
import Synchronization

@testable import Storage

/// The databases of tests: SQLite, or a PostgreSQL server where `TEST_POSTGRES` names one (`script/with-postgres`).
/// The same tests run on both.
public enum TestDatabase {
    /// The server's address; nil where tests run on SQLite.
    public static let server = ProcessInfo.processInfo.environment["TEST_POSTGRES"]
    public static var isPostgres: Bool { server != nil }

    private static let made = Mutex<Set<String>>([])

    /// Opens the database that belongs to a folder, migrated; the same one each time.
    public static func open(_ folder: String, at now: Int64 = 0) throws -> Database {
        let database =
            try server == nil ? Database(folder: folder) : Database(server: address(of: folder), connections: 8)
        try database.migrate(at: now)
        return database
    }

    /// Opens a database without any tables, which `open` finds again.
    public static func bare(_ folder: String) throws -> Database {
        try server == nil ? Database(folder: folder) : Database(server: empty(folder))
    }

    /// The address of the PostgreSQL database that belongs to a folder; made where there is none.
    public static func address(of folder: String) throws -> String {
        let name = name(of: folder)
        let template = try template.get()
        try made.withLock { made in
            if made.insert(name).inserted { try run("create database \"\(name)\" template \"\(template)\"") }
        }
        return address(name)
    }

    /// A new database without any tables.
    public static func empty(_ folder: String) throws -> String {
        let name = name(of: folder)
        try made.withLock { made in
            if made.insert(name).inserted { try run("create database \"\(name)\" template template0") }
        }
        return address(name)
    }

    /// Removes what belongs to a folder.
    public static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: folder)
        let name = name(of: folder)
        if made.withLock({ $0.remove(name) }) != nil { try? run("drop database \"\(name)\" with (force)") }
    }

    private static func name(of folder: String) -> String { "t_\((folder as NSString).lastPathComponent)" }

    private static func address(_ name: String) -> String {
        (server ?? "").replacingOccurrences(of: "/postgres?", with: "/\(name)?")
    }

    /// A migrated database that others are copied from, made once for each run.
    private static let template = Result<String, any Error> {
        let name = "template_\(ProcessInfo.processInfo.processIdentifier)"
        try run("create database \(name) template template0")
        let database = try Database(server: address(name), connections: 1)
        try database.migrate(at: 0)
        try database.close()
        return name
    }

    /// Carries out a statement on the server's own database, outside of any transaction.
    private static func run(_ statement: String) throws {
        try PostgresSession(server ?? "").define(statement)
    }
}
