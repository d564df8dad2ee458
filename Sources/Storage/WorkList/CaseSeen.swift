import Grants

/// What each person has seen of each case: how far it had come when they last opened it (未読 is what came since).
public struct CaseSeen {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Which of some cases have changed since a person last opened them, or were never opened.
    public func unread(by person: ID<Account>, among rows: [CaseRow]) throws -> Set<ID<Case>> {
        var seen: [String: Int64] = [:]
        for row in try connection.rows(
            """
            select case_id, seq from case_seen
            where account_id = \(person.text) and case_id in \(SQL.texts(rows.map(\.id.text)))
            """)
        {
            seen[try row.text("case_id")] = try row.integer("seq")
        }
        return Set(rows.filter { (seen[$0.id.text] ?? 0) < Int64($0.seq) }.map(\.id))
    }

    /// Whether a person has seen a case as far as this.
    public func hasSeen(_ id: ID<Case>, upTo seq: Int, by person: ID<Account>) throws -> Bool {
        try connection.first(
            """
            select 1 as seen from case_seen
            where account_id = \(person.text) and case_id = \(id.text) and seq >= \(seq)
            """) != nil
    }

    public func mark(_ id: ID<Case>, upTo seq: Int, by person: ID<Account>) throws {
        try connection.execute(
            """
            insert into case_seen (account_id, case_id, seq) values (\(person.text), \(id.text), \(seq))
            on conflict (account_id, case_id) do update set seq = excluded.seq where case_seen.seq < excluded.seq
            """)
    }
}
