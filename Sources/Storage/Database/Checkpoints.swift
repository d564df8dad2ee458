import GRDB
import GRDBSQLite
import Synchronization

/// Copies the write-ahead log back into the database now and then. SQLite does so by itself after a commit, but keeps to
/// itself that it failed; a sync that failed there is one like any other, after which the program must end.
final class Checkpoints: Sendable {
    /// Pages of the log after which it is copied back: four times what SQLite does by itself, since pages that every
    /// submission changes are then copied once for all of them, while whoever waits to write waits.
    static let usual: CInt = 4000

    private let pages: CInt
    /// Pages of the log after the last commit.
    private final class Counter: Sendable {
        let pages = Atomic<CInt>(0)
    }
    private let counter = Counter()

    /// Takes the place of SQLite's own checkpoints.
    init(_ pool: DatabasePool, pages: CInt) {
        self.pages = pages
        pool.writeWithoutTransaction { db in
            _ = sqlite3_wal_hook(
                db.sqliteConnection,
                { counter, _, _, pages in
                    if let counter {
                        Unmanaged<Counter>.fromOpaque(counter).takeUnretainedValue().pages.store(
                            pages, ordering: .relaxed)
                    }
                    return SQLITE_OK
                }, Unmanaged.passUnretained(counter).toOpaque())
        }
    }

    /// Whether there is enough to copy back.
    var areDue: Bool { counter.pages.load(ordering: .relaxed) >= pages }

    /// Copies what may be copied back. Readers of an older state are not disturbed: what they need is left for the next time.
    /// - Throws: what the disk says. What was committed stays so.
    func make(on db: GRDB.Database) throws { try db.checkpoint(.passive) }
}
