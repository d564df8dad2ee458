import Foundation

/// The database: many readers of snapshots, and writes that are durable before anyone hears of them. It is embedded
/// (SQLite, `SQLiteEngine`) or a PostgreSQL server that many processes share (`PostgresEngine`); repositories do not know.
public final class Database: Sendable {
    let engine: any Engine
    /// Where else may be read; nil where there is only one place.
    let replicas: Replicas?
    /// Where it is: a file, or a server's address without its password.
    public let path: String

    public enum Mode: Sendable {
        /// The one process that writes; a second is refused.
        case writer
        /// Looks on while another process may be writing: for checks and backups.
        case reader
    }

    /// How the database is. A broken one stays so until the program starts anew; one that cannot be reached is tried again
    /// and again.
    public enum Health: Sendable, Equatable {
        case sound
        case broken(String)
        case unreachable(String)
    }

    /// Opens the SQLite database in a folder, which is made where there is none.
    /// - Throws: `ProcessLock.Held` when another process writes to it.
    public init(folder: String, mode: Mode = .writer, onBroken: @escaping @Sendable (String) -> Void = { _ in }) throws
    {
        path = "\(folder)/kofu.sqlite"
        engine = try SQLiteEngine(folder: folder, path: path, mode: mode, onBroken: onBroken)
        replicas = nil
    }

    /// Opens a database of a PostgreSQL server.
    /// - Parameters:
    ///   - server: `postgres://user@host/database?sslmode=verify-full`, as libpq understands it; of several hosts the one
    ///     that takes writes is used.
    ///   - replicas: hot standbys of it, an address for each (`readAnywhere`).
    /// - Throws: `PostgresError` when nothing answers, `UnfitServer` when it would order texts in another way.
    public convenience init(
        server: String, connections: Int = PostgresEngine.usualSize, replicas: [String] = []
    ) throws {
        try self.init(server: server, connections: connections, replicas: replicas, pace: Replicas.Pace())
    }

    init(server: String, connections: Int, replicas: [String], pace: Replicas.Pace) throws {
        path = PostgresEngine.shown(server)
        engine = try PostgresEngine(server, size: connections)
        self.replicas = replicas.isEmpty ? nil : Replicas(replicas, of: server, pace: pace)
    }

    public var health: Health { engine.health }

    /// Reads from one snapshot, off the caller's thread.
    /// - Parameters:
    ///   - questions: what `body` is going to ask, word for word, where that is known before: a server is then asked once, and
    ///     no transaction is begun. Where it asks something else after all, it is run again, and asks one by one.
    ///   - caller: for whom, as traces name them.
    public func read<Value: Sendable>(
        asking questions: [SQL] = [], for caller: String = #function,
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await traced("read", for: caller, body) { try await engine.read(asking: questions, $0) }
    }

    /// Writes in one transaction. When this returns the commit is on disk; when it throws nothing of it is kept, unless it
    /// throws `WriteFailure.unknown`. On SQLite, writers that wait together share one commit, each in a savepoint, so that
    /// the failure of one leaves the others. On PostgreSQL `body` may run several times, until nobody else's write comes
    /// between: it does nothing but read and write.
    public func write<Value: Sendable>(
        seeing isolation: Isolation = .alone, for caller: String = #function,
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await traced("write", for: caller, body) { try await engine.write(seeing: isolation, $0) }
    }

    /// Brings the schema up to date and says which migrations were applied.
    /// - Throws: `Migration.TooNew` when a newer program made the database.
    @discardableResult
    public func migrate(at now: Int64) throws -> [Migration] { try migrate(at: now, with: Migration.all) }

    /// Applies only some migrations: a database as an older program made it.
    @discardableResult
    func migrate(at now: Int64, with migrations: [Migration]) throws -> [Migration] {
        try engine.migrate(at: now, with: migrations)
    }

    /// Whether every migration this program knows is applied.
    public func isMigrated() throws -> Bool {
        try engine.readHere { try Migration.isComplete(on: $0) }
    }

    /// Whether other processes may be at work on it too.
    public var isShared: Bool { engine is PostgresEngine }

    /// How often a write was begun anew since the start, because another came between. Always 0 on SQLite.
    public var begunAnew: Int { (engine as? PostgresEngine)?.begunAnew.load(ordering: .relaxed) ?? 0 }

    /// Returns when there may be work in the queue of jobs, or after a moment.
    func awaitWork() async throws { try await engine.awaitWork() }

    /// Calls a function whenever another process may have published something, until the task is cancelled.
    public func followPublications(_ changed: @escaping @Sendable () async -> Void) async throws {
        try await engine.followPublications(changed)
    }

    /// Copies the database as it is at one moment to a new SQLite file, while others go on writing.
    func copy(to path: String, at now: Int64) throws {
        if let sqlite = engine as? SQLiteEngine { return try sqlite.copy(to: path) }
        let folder = (path as NSString).deletingLastPathComponent
        let copy = try Database(folder: folder)
        _ = try DatabaseCopy(from: self, to: copy).run(at: now)
        try copy.close()
        for name in ["kofu.lock", "kofu.sqlite-wal", "kofu.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    /// Runs a statement of SQLite's own, for tests and figures: how the database is set up.
    func pragma(_ name: String) throws -> String { try (engine as? SQLiteEngine)?.pragma(name) ?? "" }

    /// Waits for running writes and closes every connection.
    public func close() throws {
        replicas?.close()
        try engine.close()
    }
}
