import Foundation
import GRDB
import SQLiteOptions

/// The embedded engine: SQLite in WAL mode with `synchronous=FULL`. Exactly one connection writes and checkpoints: the
/// distribution's SQLite (before 3.51.3) can corrupt a database when two do (sqlite.org/wal.html, the WAL-reset bug).
final class SQLiteEngine: Engine {
    private let pool: DatabasePool
    private let writer: GroupCommit
    private let readers: Readers
    private let lock: ProcessLock?
    private let path: String

    /// Whether SQLite took what is said once in a process, before its first database.
    static let isSetUp = sqlite_without_memory_figures() == 0

    /// - Parameter pages: after how many of the log it is copied back.
    init(
        folder: String, path: String, mode: Database.Mode, pages: CInt = Checkpoints.usual,
        onBroken: @escaping @Sendable (String) -> Void
    ) throws {
        _ = SQLiteEngine.isSetUp
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.path = path
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
        writer = GroupCommit(
            pool: pool, checkpoints: mode == .writer ? Checkpoints(pool, pages: pages) : nil, onBroken: onBroken)
        readers = Readers(pool: pool)
    }

    var health: Database.Health { writer.health }
    var figures: Database.Figures { writer.figures }

    func read<Value: Sendable>(
        asking questions: [SQL], _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await readers.read(body)
    }

    func write<Value: Sendable>(
        seeing: Database.Isolation, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await writer.write(body)
    }

    func migrate(at now: Int64, with migrations: [Migration]) throws -> [Migration] {
        try pool.writeWithoutTransaction { db in
            try Migration.apply(migrations, to: db, path: path, at: now)
        }
    }

    func readHere<Value>(_ body: (Connection) throws -> Value) throws -> Value {
        try pool.read { try body(Connection($0)) }
    }

    func writeHere<Value>(_ body: (Connection) throws -> Value) throws -> Value {
        try pool.write { try body(Connection($0)) }
    }

    func awaitWork() async throws { try await Task.sleep(for: .milliseconds(250)) }

    /// One process: whoever publishes says so within it.
    func followPublications(_ changed: @escaping @Sendable () async -> Void) async throws {
        while true { try await Task.sleep(for: .seconds(86_400)) }
    }

    /// Copies the database as it is at one moment to a new file, while others go on writing.
    func copy(to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try pool.backup(to: copy)
        // The copy stands alone: no journal beside it.
        try copy.writeWithoutTransaction { try $0.execute(sql: "pragma journal_mode = delete") }
        try copy.close()
    }

    func pragma(_ name: String) throws -> String {
        try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "pragma \(name)") ?? "" }
    }

    func close() throws { try writer.close() }
}
