import Foundation
import GRDB
import Synchronization

/// The embedded database: many readers of snapshots, one writer whose commits are durable before anyone hears of them.
///
/// SQLite runs in WAL mode with `synchronous=FULL`. Exactly one connection writes and checkpoints: the distribution's
/// SQLite (before 3.51.3) can corrupt a database when two do (sqlite.org/wal.html, the WAL-reset bug).
public final class Database: Sendable {
    private let pool: DatabasePool
    private let writer: GroupCommit
    private let readers: Readers
    private let lock: ProcessLock?
    public let path: String

    public enum Mode: Sendable {
        /// The one process that writes; a second is refused.
        case writer
        /// Looks on while another process may be writing: for checks and backups.
        case reader
    }

    /// How the database is; once broken it stays so until the program starts anew.
    public enum Health: Sendable, Equatable {
        case sound
        case broken(String)
    }

    /// Opens the database in a folder, which is made where there is none.
    /// - Throws: `ProcessLock.Held` when another process writes to it.
    public init(folder: String, mode: Mode = .writer, onBroken: @escaping @Sendable (String) -> Void = { _ in }) throws
    {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = "\(folder)/kofu.sqlite"
        lock = mode == .writer ? try ProcessLock(path: "\(folder)/kofu.lock") : nil
        var configuration = Configuration()
        // One more than read at once, for a backup or a check beside them.
        configuration.maximumReaderCount = Readers.count + 1
        configuration.readonly = mode == .reader
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "pragma mmap_size = 0; pragma cache_size = -8000; pragma temp_store = memory")
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        if mode == .writer {
            // GRDB sets NORMAL, which loses acknowledged commits when the power goes.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "pragma synchronous = full; pragma journal_size_limit = 67108864")
            }
        }
        writer = GroupCommit(pool: pool, onBroken: onBroken)
        readers = Readers(pool: pool)
    }

    public var health: Health { writer.health }

    /// Reads from one snapshot, off the caller's thread.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await readers.read(body)
    }

    /// Writes in one transaction. When this returns the commit is on disk; when it throws nothing of it is kept. Writers
    /// that wait together share one commit, each in a savepoint, so that the failure of one leaves the others.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await writer.write(body)
    }

    /// Brings the schema up to date and says which migrations were applied.
    /// - Throws: `Migration.TooNew` when a newer program made the database.
    @discardableResult
    public func migrate(at now: Int64) throws -> [Migration] { try migrate(at: now, with: Migration.all) }

    /// Applies only some migrations: a database as an older program made it.
    @discardableResult
    func migrate(at now: Int64, with migrations: [Migration]) throws -> [Migration] {
        try pool.writeWithoutTransaction { db in
            try Migration.apply(migrations, to: db, path: path, at: now)
        }
    }

    /// Whether every migration this program knows is applied.
    public func isMigrated() throws -> Bool {
        try pool.read { try Migration.applied(in: $0).last == Migration.all.last?.number }
    }

    /// Copies the database as it is at one moment to a new file, while others go on writing.
    func copy(to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try pool.backup(to: copy)
        // The copy stands alone: no journal beside it.
        try copy.writeWithoutTransaction { try $0.execute(sql: "pragma journal_mode = delete") }
        try copy.close()
    }

    /// Runs a statement of the engine's own, for tests and figures: how the database is set up.
    func pragma(_ name: String) throws -> String {
        try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "pragma \(name)") ?? "" }
    }

    /// Waits for running writes and closes every connection.
    public func close() throws { try pool.close() }
}
