import Grants

/// Who has a case's page open (閲覧中), where several processes share the database: a row for each person at each case, for
/// as long as they are there. One process alone remembers that by itself, and leaves this table empty.
public struct CaseLooks {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Someone at a case.
    public struct Look: Sendable, Equatable {
        public let `case`: ID<Case>
        public let account: ID<Account>
        public let name: String
        public let since: Instant
        public let until: Instant
        /// When the newest of their pages of it was loaded.
        public let page: Instant

        public init(
            case: ID<Case>, account: ID<Account>, name: String, since: Instant, until: Instant, page: Instant
        ) {
            self.case = `case`
            self.account = account
            self.name = name
            self.since = since
            self.until = until
            self.page = page
        }
    }

    /// Who is at a case now.
    public func all(at id: ID<Case>, now: Instant) throws -> [Look] {
        try connection.rows(
            "select * from case_look where case_id = \(id.text) and until > \(now.milliseconds)"
        ).map { row in
            Look(
                case: try row.id("case_id"), account: try row.id("account_id"), name: try row.text("name"),
                since: try row.instant("since"), until: try row.instant("until"), page: try row.instant("page"))
        }
    }

    /// Notes that people look, in one statement. Whoever was there already, at this process or another, has been there
    /// since then.
    public func note(_ looks: [Look]) throws {
        if looks.isEmpty { return }
        // In one order everywhere, so that processes do not wait for each other in a circle.
        let inOrder = looks.sorted { ($0.case.text, $0.account.text) < ($1.case.text, $1.account.text) }
        let rows = inOrder.map { look -> SQL in
            """
            (\(look.case.text), \(look.account.text), \(look.name), \(look.since.milliseconds), \
            \(look.until.milliseconds), \(look.page.milliseconds))
            """
        }
        var list = rows[0]
        for row in rows.dropFirst() { list = "\(list), \(row)" }
        try connection.execute(
            """
            insert into case_look (case_id, account_id, name, since, until, page) values \(list)
            on conflict (case_id, account_id) do update set name = excluded.name, until = excluded.until,
                since = case when case_look.until > excluded.since and case_look.since < excluded.since
                    then case_look.since else excluded.since end,
                page = case when case_look.page > excluded.page then case_look.page else excluded.page end
            """)
    }

    /// Notes that someone has left a page, unless they have loaded a newer one of the case since.
    public func leave(_ id: ID<Case>, _ account: ID<Account>, page: Instant) throws {
        try connection.execute(
            """
            delete from case_look
            where case_id = \(id.text) and account_id = \(account.text) and page <= \(page.milliseconds)
            """)
    }

    /// Forgets who is there no longer.
    public func sweep(before moment: Instant) throws {
        try connection.execute("delete from case_look where until <= \(moment.milliseconds)")
    }
}

extension Migration {
    static let looks = Migration(
        number: 98, name: "looks",
        statements: [
            """
            create table case_look (case_id text not null, account_id text not null, name text not null,
                since integer not null, until integer not null, page integer not null,
                primary key (case_id, account_id)) without rowid
            """
        ])
}
