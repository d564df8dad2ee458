/// Running numbers. A number exists only after the commit that drew it; gaps are allowed.
public enum Counter {
    /// Draws the next number of a sequence, from 1.
    public static func next(_ name: String, on connection: Connection) throws -> Int64 {
        let row = try connection.first(
            """
            insert into counter (name, value) values (\(name), 1)
            on conflict (name) do update set value = counter.value + 1 returning value
            """)
        guard let row else { return 1 }
        return try row.integer("value")
    }
}
