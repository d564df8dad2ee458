import Synchronization

/// How long commits take and how many writes they carry, since the start.
final class WriteFigures: Sendable {
    /// Upper bounds in seconds.
    static let bounds = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]

    private struct Held {
        var buckets = [Int](repeating: 0, count: WriteFigures.bounds.count + 1)
        var seconds = 0.0
        var writes = 0
    }

    private let held = Mutex(Held())

    /// Counts a commit.
    func committed(_ writes: Int, since start: ContinuousClock.Instant) {
        let seconds = (ContinuousClock.now - start) / Duration.seconds(1)
        let bucket = WriteFigures.bounds.firstIndex { seconds <= $0 } ?? WriteFigures.bounds.count
        held.withLock { held in
            held.buckets[bucket] += 1
            held.seconds += seconds
            held.writes += writes
        }
    }

    func figures(waiting: Int, working: Int, size: Int) -> Database.Figures {
        let held = held.withLock { $0 }
        return Database.Figures(
            commits: held.buckets, seconds: held.seconds, writes: held.writes, waiting: waiting, working: working,
            size: size)
    }
}

extension Database {
    /// How the database works.
    public struct Figures: Sendable {
        /// Commits by how long they took, by `bounds`; the last took longer.
        public let commits: [Int]
        /// Their seconds together.
        public let seconds: Double
        /// Writes they carried: SQLite's commits carry several.
        public let writes: Int
        /// How many wait: for the writer of SQLite, or for a connection.
        public let waiting: Int
        /// Connections at work, and how many there may be.
        public let working: Int
        public let size: Int

        /// Upper bounds in seconds.
        public static var bounds: [Double] { WriteFigures.bounds }
    }

    /// How it works now, and did since the start.
    public var figures: Figures { engine.figures }
}

extension Connection {
    /// The server's clock, in milliseconds since 1970; nil where the database has no clock of its own.
    public func serverClock() throws -> Int64? {
        guard isPostgres else { return nil }
        return try first("select (extract(epoch from clock_timestamp()) * 1000)::bigint as at")?.integer("at")
    }
}
