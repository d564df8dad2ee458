/// Running numbers. A number exists only after the commit that drew it; gaps are allowed.
///
/// SQLite keeps them all as rows. On PostgreSQL the row of a number that everybody draws would be waited for until each
/// commit; there these few are sequences.
public enum Counter {
    /// What is drawn by every submission, or every second by each process.
    static let busy = ["receipt", "search", "readiness"]

    /// What drawing the next number asks of PostgreSQL, where it is one of the busy ones: foreseen by those who will surely
    /// draw it, as a number that was drawn in vain is a gap.
    public static func question(_ name: String) -> SQL { "select nextval(\(sequence(name))::regclass) as value" }

    /// Draws the next number of a sequence, from 1; or several that follow each other, of which this is the last.
    public static func next(_ name: String, by count: Int = 1, on connection: Connection) throws -> Int64 {
        if connection.isPostgres, busy.contains(name), count == 1 {
            let row = try connection.first(question(name))
            return try row?.integer("value") ?? 1
        }
        let row = try connection.first(
            """
            insert into counter (name, value) values (\(name), \(count))
            on conflict (name) do update set value = counter.value + \(count) returning value
            """)
        guard let row else { return Int64(count) }
        return try row.integer("value")
    }

    /// The last number that was drawn; 0 when none was.
    static func last(_ name: String, on connection: Connection) throws -> Int64 {
        if connection.isPostgres, busy.contains(name) {
            let row = try connection.first(
                "select coalesce(pg_sequence_last_value(\(sequence(name))::regclass), 0) as value")
            return try row?.integer("value") ?? 0
        }
        return try connection.first("select value from counter where name = \(name)")?.integer("value") ?? 0
    }

    /// Has a sequence go on after a number.
    static func set(_ name: String, to value: Int64, on connection: Connection) throws {
        if connection.isPostgres {
            guard value > 0 else { return }
            _ = try connection.first("select setval(\(sequence(name))::regclass, \(value)) as value")
            try connection.execute("delete from counter where name = \(name)")
        } else {
            try connection.execute(
                """
                insert into counter (name, value) values (\(name), \(value))
                on conflict (name) do update set value = excluded.value
                """)
        }
    }

    /// The name of the sequence of a number.
    static func sequence(_ name: String) -> String { "counter_\(name)" }
}
