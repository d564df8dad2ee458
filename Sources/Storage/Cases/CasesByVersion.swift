import Grants

/// The cases of a programme by the version they are under.
public struct CasesByVersion {
    let connection: Connection
    let programme: String

    public init(of programme: String, on connection: Connection) {
        self.programme = programme
        self.connection = connection
    }

    /// Those that may still go on: nothing ended them for good.
    private var isRunning: SQL {
        let over: [Verdict] = [.rejected, .refused, .dismissed, .completed, .stopped, .withdrawn]
        return "status not in \(SQL.texts(over.map { CaseStatus($0).rawValue }))"
    }

    /// How many running cases each version has.
    public func counts() throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for row in try connection.rows(
            """
            select version, count(*) as number from cases where programme_id = \(programme) and \(isRunning)
            group by version
            """)
        {
            counts[Int(try row.integer("version"))] = Int(try row.integer("number"))
        }
        return counts
    }

    /// Some running cases of a version, in the order of their identifiers.
    /// - Parameter after: the last of those before; empty for the first.
    public func page(_ version: Int, after: String, size: Int) throws -> [CaseRow] {
        try connection.rows(
            """
            select * from cases where programme_id = \(programme) and version = \(version) and id > \(after)
                and \(isRunning) order by id limit \(size)
            """
        ).map(CaseRow.init)
    }
}

extension Migration {
    /// Finding cases by the version of their programme; who is invited to a round.
    static let versions = Migration(
        number: 62, name: "versions",
        statements: [
            "create index cases_by_version on cases (programme_id, version, id)",
            """
            create table invitation (round_id text not null, invitee text not null, name text not null,
                invited_at integer not null, invited_by text not null, primary key (round_id, invitee))
            """,
            "create index invitation_by_invitee on invitation (invitee)",
        ])
}
