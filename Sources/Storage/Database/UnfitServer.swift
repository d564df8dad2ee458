/// Why a server's database is not used.
public struct UnfitServer: Error, CustomStringConvertible {
    public let description: String

    /// Looks at what the order of lists and the durability of commits depend on.
    static func examine(_ session: PostgresSession) throws {
        session.begin(.looking)
        defer { session.rollBack() }
        let result = try session.answer(
            """
            select pg_encoding_to_char(encoding)::text as encoding, datcollate::text as collation,
                current_setting('server_version_num')::bigint as version
            from pg_database where datname = current_database()
            """)
        let row = Row(base: .postgres(PostgresRow(result: result, row: 0)))
        guard try row.integer("version") >= 140_000 else {
            throw UnfitServer(description: "the PostgreSQL server is older than version 14")
        }
        let encoding = try row.text("encoding")
        guard encoding == "UTF8" else {
            throw UnfitServer(description: "the database's encoding is \(encoding), not UTF8")
        }
        // Lists are in the order of code points on both engines.
        let collation = try row.text("collation")
        guard ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(collation) else {
            throw UnfitServer(
                description: """
                    the database orders texts by \(collation); make one by \
                    createdb --template template0 --encoding UTF8 --locale C NAME
                    """)
        }
    }
}
