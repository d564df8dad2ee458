import Grants

/// A time in which someone of the office is away, and who stands in for them (不在・代理).
public struct AbsenceRow: Sendable, Equatable {
    public let id: ID<AbsenceRow>
    public let agency: ID<Agency>
    public let account: ID<Account>
    public let from: Day
    /// The last day, included.
    public let until: Day
    public let substitute: ID<Account>
    public let madeAt: Instant

    public init(
        id: ID<AbsenceRow>, agency: ID<Agency>, account: ID<Account>, from: Day, until: Day, substitute: ID<Account>,
        madeAt: Instant
    ) {
        self.id = id
        self.agency = agency
        self.account = account
        self.from = from
        self.until = until
        self.substitute = substitute
        self.madeAt = madeAt
    }

    public func covers(_ day: Day) -> Bool { from <= day && day <= until }
}

public struct Absences {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func find(_ id: ID<AbsenceRow>) throws -> AbsenceRow? {
        try connection.first("select * from absence where id = \(id.text)").map(AbsenceRow.init)
    }

    /// Those of a person that are not over.
    public func of(_ account: ID<Account>, from day: Day) throws -> [AbsenceRow] {
        try connection.rows(
            """
            select * from absence where account_id = \(account.text) and until_day >= \(day.daysSince1970)
            order by from_day
            """
        ).map(AbsenceRow.init)
    }

    /// Those of an agency that are not over.
    public func all(of agency: ID<Agency>, from day: Day) throws -> [AbsenceRow] {
        try connection.rows(
            """
            select * from absence where agency_id = \(agency.text) and until_day >= \(day.daysSince1970)
            order by from_day, id
            """
        ).map(AbsenceRow.init)
    }

    /// Whose cases a person sees among their own on a day: those of the people they stand in for.
    public func represented(by account: ID<Account>, on day: Day) throws -> [String] {
        try connection.rows(
            """
            select distinct account_id from absence where substitute_id = \(account.text)
                and until_day >= \(day.daysSince1970) and from_day <= \(day.daysSince1970)
            order by account_id
            """
        ).map { try $0.text("account_id") }
    }

    public func insert(_ absence: AbsenceRow) throws {
        try connection.execute(
            """
            insert into absence (id, agency_id, account_id, from_day, until_day, substitute_id, made_at)
            values (\(absence.id.text), \(absence.agency.text), \(absence.account.text),
                \(absence.from.daysSince1970), \(absence.until.daysSince1970), \(absence.substitute.text),
                \(absence.madeAt.milliseconds))
            """)
    }

    public func remove(_ id: ID<AbsenceRow>) throws {
        try connection.execute("delete from absence where id = \(id.text)")
    }
}

extension AbsenceRow {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"), agency: try row.id("agency_id"), account: try row.id("account_id"),
            from: Day(daysSince1970: Int(try row.integer("from_day"))),
            until: Day(daysSince1970: Int(try row.integer("until_day"))), substitute: try row.id("substitute_id"),
            madeAt: try row.instant("made_at"))
    }
}
