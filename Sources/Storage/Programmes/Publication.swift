/// How often something was published, by whichever process: a trigger counts it on PostgreSQL (`PostgresDialect.furnishing`), in
/// the transaction that publishes. SQLite has one process, which knows what it publishes.
public struct Publication {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// How often by now.
    public func number() throws -> Int64 {
        try connection.first("select number from publication where id = 1")?.integer("number") ?? 0
    }

    /// The same, and how far the database has come, asked later: so a position before that is in what was read.
    public func numberAndPosition() throws -> (number: Int64, position: Database.Position?) {
        guard connection.isPostgres else { return (try number(), nil) }
        let row = try connection.first(
            "select number, \(PostgresSession.position) as position from publication where id = 1")
        return (try row?.integer("number") ?? 0, try row.flatMap { Database.Position(try $0.text("position")) })
    }
}

extension Migration {
    static let publications = Migration(
        number: 99, name: "publications",
        statements: [
            "create table publication (id integer primary key, number integer not null)",
            "insert into publication (id, number) values (1, 0)",
        ])
}
