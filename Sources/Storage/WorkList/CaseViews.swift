import Grants

/// A view of the work list that someone kept: what is asked, in what order, and which columns are shown. It holds no
/// cases: whoever opens it sees their own.
public struct CaseViewRow: Sendable, Equatable {
    public let id: ID<CaseViewRow>
    public let agency: ID<Agency>
    /// Who made it, and their name then.
    public let account: ID<Account>
    public let accountName: String
    public let name: String
    /// The query of its address.
    public let query: String
    /// Whether everyone of the agency finds it.
    public let isShared: Bool
    public let madeAt: Instant

    public init(
        id: ID<CaseViewRow>, agency: ID<Agency>, account: ID<Account>, accountName: String, name: String,
        query: String, isShared: Bool, madeAt: Instant
    ) {
        self.id = id
        self.agency = agency
        self.account = account
        self.accountName = accountName
        self.name = name
        self.query = query
        self.isShared = isShared
        self.madeAt = madeAt
    }
}

/// The views people keep.
public struct CaseViews {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// What a person finds: their own, and those shared in their agency.
    public func all(for person: ID<Account>, of agency: ID<Agency>) throws -> [CaseViewRow] {
        try connection.rows(
            """
            select * from case_view
            where agency_id = \(agency.text) and (account_id = \(person.text) or is_shared = 1)
            order by name, id limit 200
            """
        ).map(CaseViewRow.init)
    }

    public func insert(_ view: CaseViewRow) throws {
        try connection.execute(
            """
            insert into case_view (id, agency_id, account_id, account_name, name, query, is_shared, made_at)
            values (\(view.id.text), \(view.agency.text), \(view.account.text), \(view.accountName), \(view.name),
                \(view.query), \(view.isShared), \(view.madeAt.milliseconds))
            """)
    }

    /// How many views a person keeps.
    public func count(of person: ID<Account>) throws -> Int {
        Int(
            try connection.first("select count(*) as number from case_view where account_id = \(person.text)")?
                .integer("number") ?? 0)
    }

    public func remove(_ id: ID<CaseViewRow>) throws {
        try connection.execute("delete from case_view where id = \(id.text)")
    }

    public func find(_ id: ID<CaseViewRow>) throws -> CaseViewRow? {
        try connection.first("select * from case_view where id = \(id.text)").map(CaseViewRow.init)
    }
}

extension CaseViewRow {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"), agency: try row.id("agency_id"), account: try row.id("account_id"),
            accountName: try row.text("account_name"), name: try row.text("name"), query: try row.text("query"),
            isShared: try row.integer("is_shared") == 1, madeAt: try row.instant("made_at"))
    }
}
