import Grants

/// How many cases there are in each status: in all of a window, in each of its rounds, with each procedure, and in each
/// officer's hands. The numbers change in the transaction that changes a case, so that no list has to count.
public struct CaseCounts {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// What cases are counted by.
    enum Facet: String, CaseIterable {
        case all, round, procedure, holder

        var column: SQL {
            switch self {
            case .all: "''"
            case .round: "round_id"
            case .procedure: "procedure"
            case .holder: "holder_id"
            }
        }

        /// What is grouped by besides window and status.
        var grouping: SQL {
            switch self {
            case .all: ""
            case .round, .procedure, .holder: ", \(column)"
            }
        }
    }

    /// Where a case is counted.
    struct Place: Hashable {
        let agency: String
        let window: String
        let round: String
        let procedure: String
        let status: String
        /// Empty for nobody.
        let holder: String

        init(of row: CaseRow) {
            agency = row.agency.text
            window = row.window
            round = row.round
            procedure = row.procedure
            status = row.status.rawValue
            holder = row.holder?.id.text ?? ""
        }

        func value(of facet: Facet) -> String {
            switch facet {
            case .all: ""
            case .round: round
            case .procedure: procedure
            case .holder: holder
            }
        }
    }

    /// Counts a case where it is now, and no longer where it was.
    func move(from before: Place?, to now: Place) throws {
        if before == now { return }
        if let before { try add(-1, at: before) }
        try add(1, at: now)
    }

    func add(_ number: Int, at place: Place) throws {
        // All in one statement: a submission waits for it.
        var rows: SQL = ""
        for (index, facet) in Facet.allCases.enumerated() {
            let comma: SQL = index == 0 ? "" : ", "
            rows = """
                \(rows)\(comma)(\(place.agency), \(facet.rawValue), \(place.value(of: facet)), \(place.window),
                    \(place.status), \(connection.lane), \(number))
                """
        }
        try connection.execute(
            """
            insert into case_count (agency_id, facet, value, window, status, lane, number) values \(rows)
            on conflict (agency_id, facet, value, window, status, lane)
            do update set number = case_count.number + excluded.number
            """)
    }

    /// How many cases of some windows are in each status, of those with one of a facet's values.
    func read(_ agency: ID<Agency>, windows: [String], _ facet: Facet, values: [String]) throws -> [CaseStatus: Int] {
        var counts: [CaseStatus: Int] = [:]
        for row in try connection.rows(
            """
            select status, sum(number) as number from case_count
            where agency_id = \(agency.text) and facet = \(facet.rawValue) and value in \(SQL.texts(values))
                and window in \(SQL.texts(windows))
            group by status having sum(number) > 0
            """)
        {
            counts[try row.word("status")] = Int(try row.integer("number"))
        }
        return counts
    }

    /// The windows of an agency that have had cases.
    func windows(of agency: ID<Agency>) throws -> Set<String> {
        let rows = try connection.rows(
            """
            select distinct window from case_count
            where agency_id = \(agency.text) and facet = \(Facet.all.rawValue) and value = ''
            """)
        return Set(try rows.map { try $0.text("window") })
    }

    /// How many cases an agency's officers have in hand that are not decided, by officer; `""` is nobody.
    public func loads(_ agency: ID<Agency>, windows: [String]) throws -> [String: Int] {
        let open = CaseStatus.allCases.filter { $0.verdict == nil }.map(\.rawValue)
        var loads: [String: Int] = [:]
        for row in try connection.rows(
            """
            select value, sum(number) as number from case_count
            where agency_id = \(agency.text) and facet = \(Facet.holder.rawValue) and window in \(SQL.texts(windows))
                and status in \(in: open)
            group by value having sum(number) > 0
            """)
        {
            loads[try row.text("value")] = Int(try row.integer("number"))
        }
        return loads
    }

    /// Counts everything anew.
    public func recount() throws {
        for facet in Facet.allCases {
            try connection.execute("delete from case_count where facet = \(facet.rawValue)")
            try connection.execute(
                """
                insert into case_count (agency_id, facet, value, window, status, number, lane) \(counted(facet))
                """)
        }
    }

    /// What of the counters is not what counting the cases gives, in words.
    public func differences() throws -> [String] {
        try Facet.allCases.flatMap { facet in
            try connection.rows(
                """
                select agency_id, value, window, status, sum(number) as difference from (
                    \(counted(facet))
                    union all
                    select agency_id, facet, value, window, status, -number, lane from case_count
                    where facet = \(facet.rawValue)) as both_sides
                group by agency_id, value, window, status having sum(number) <> 0
                """
            ).map { row in
                """
                the counter of \(try row.text("status")) cases at \(try row.text("window")), \(facet.rawValue) \
                “\(try row.text("value"))”, is off by \(-(try row.integer("difference")))
                """
            }
        }
    }

    private func counted(_ facet: Facet) -> SQL {
        """
        select agency_id, \(facet.rawValue) as facet, \(facet.column) as value, window, status, count(*) as number,
            0 as lane
        from cases group by agency_id, window, status\(facet.grouping)
        """
    }
}

extension Migration {
    /// Counters in lanes: on PostgreSQL each connection has rows of its own, which are summed up when read.
    static let lanes = Migration(
        number: 71, name: "lanes",
        statements: [
            "drop table case_count",
            """
            create table case_count (agency_id text not null, facet text not null, value text not null,
                window text not null, status text not null, lane integer not null, number integer not null,
                primary key (agency_id, facet, value, window, status, lane)) without rowid
            """,
        ], fill: { try CaseCounts($0).recount() })
}
