/// Running numbers. A number exists only after the commit that drew it; gaps are allowed.
public enum Counter {
    /// Draws the next number of a sequence, from 1; or several that follow each other, of which this is the last.
    public static func next(_ name: String, by count: Int = 1, on connection: Connection) throws -> Int64 {
        let row = try connection.first(
            """
            insert into counter (name, value) values (\(name), \(count))
            on conflict (name) do update set value = counter.value + \(count) returning value
            """)
        guard let row else { return Int64(count) }
        return try row.integer("value")
    }
}
