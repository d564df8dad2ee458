import Grants

/// A case as a list shows it: one row of the table `cases`.
public struct CaseRow: Equatable, Sendable {
    public let id: ID<Case>
    public let agency: ID<Agency>
    public let programme: String
    public let version: Int
    public let round: String
    public let roundTitle: String
    public let window: String
    public let organisation: ID<Organisation>
    public let organisationName: String
    public let corporateNumber: String
    /// 申請番号.
    public let number: String
    /// 事業名.
    public let title: String
    /// 事業種別: the procedure of the latest filing, by id.
    public let procedure: String
    public let stage: String
    public let status: CaseStatus
    /// 補助金交付開始年度(月), as `2027-04` or empty.
    public let grantsBegin: String
    public let filedAt: Instant
    public let changedAt: Instant
    /// How often it was returned.
    public let returns: Int
    /// The sum of the reviewers' totals for the latest filing, once any has scored.
    public let score: Int64?
    /// The last day for the stage its undecided filing is in, where it has one.
    public let due: Day?
    /// The yen it asks for, where it holds a place of a round that gives places out in order or by lot.
    public let held: Int64?
    /// Who has it in hand (担当), with the name they had when they took it.
    public let holder: Holder?
    /// What it adds to sums over many, as JSON; empty until a program that makes figures has seen it.
    var sums: String
    let search: String
    /// How many events it has.
    public let seq: Int
    let head: String

    init(of state: Case, under programme: Programme) {
        let latest = state.latest
        id = state.id
        agency = state.agency
        self.programme = state.opening.programme
        version = state.version
        round = state.opening.round
        roundTitle = ListedText.of(state.opening.roundTitle.ja)
        window = state.window
        organisation = state.organisation.id
        organisationName = ListedText.of(state.organisation.name)
        corporateNumber = state.organisation.corporateNumber ?? ""
        number = state.number
        title = ListedText.of(state.title)
        procedure = latest?.procedure ?? ""
        stage = latest.flatMap { state.stage(of: $0, under: programme)?.id } ?? ""
        status = state.status(under: programme)
        grantsBegin = state.opening.grantsBegin ?? ""
        filedAt = state.filings.first?.revisions.first?.at ?? state.openedAt
        changedAt = state.changedAt
        returns = state.filings.reduce(0) { $0 + $1.returns.count }
        score = latest?.scoreSum
        due = state.filings.last { !$0.isEnded }.flatMap { state.due(of: $0, under: programme) }
        held = state.held
        holder = state.holder.map { Holder(id: $0.id, name: ListedText.of($0.name)) }
        sums = CaseFigures(of: state, under: programme).json.canonical
        search = Plain.searchable(
            [
                number, latest?.current.receipt ?? "", state.title, state.organisation.name, corporateNumber,
                state.opening.roundTitle.ja,
            ].joined(separator: "\u{1}"))
        seq = state.seq
        head = state.head
    }

    init(_ row: Row) throws {
        id = try row.id("id")
        agency = try row.id("agency_id")
        programme = try row.text("programme_id")
        version = Int(try row.integer("version"))
        round = try row.text("round_id")
        roundTitle = try row.text("round_title")
        window = try row.text("window")
        organisation = try row.id("organisation_id")
        organisationName = try row.text("organisation_name")
        corporateNumber = try row.text("corporate_number")
        number = try row.text("number")
        title = try row.text("title")
        procedure = try row.text("procedure")
        stage = try row.text("stage")
        status = try row.word("status")
        grantsBegin = try row.text("grants_begin")
        filedAt = try row.instant("filed_at")
        changedAt = try row.instant("changed_at")
        returns = Int(try row.integer("returns"))
        score = try row.integerOrNil("score")
        let day = try row.integer("due_day")
        due = day == CaseRow.noDueDay ? nil : Day(daysSince1970: Int(day))
        held = try row.integerOrNil("held")
        holder = try ID<Account>(row.text("holder_id")).map { Holder(id: $0, name: try row.text("holder_name")) }
        sums = try row.text("figures")
        search = try row.text("search")
        seq = Int(try row.integer("seq"))
        head = try row.text("head")
    }

    /// What it adds to sums over many; nil until it was made.
    public var figures: CaseFigures? {
        sums.isEmpty ? nil : (try? JSON(parsing: sums)).map { CaseFigures(json: $0) }
    }

    /// What stands for no last day: after every day there is.
    static let noDueDay: Int64 = 9_999_999

    /// The last day as it is stored and ordered.
    var dueDay: Int64 { due.map { Int64($0.daysSince1970) } ?? CaseRow.noDueDay }

    /// The row of one case.
    public static func find(_ id: ID<Case>, on connection: Connection) throws -> CaseRow? {
        try connection.first("select * from cases where id = \(id.text)").map(CaseRow.init)
    }

    /// Whether a round has cases.
    public static func exists(in round: String, on connection: Connection) throws -> Bool {
        let agency = try connection.first("select agency_id from round where id = \(round)")?.text("agency_id") ?? ""
        return try connection.first(
            "select 1 from case_count where agency_id = \(agency) and facet = 'round' and value = \(round) limit 1")
            != nil
    }

    /// The rows of some cases, in the order they are named.
    public static func all(_ ids: [ID<Case>], on connection: Connection) throws -> [CaseRow] {
        try all(ids.map(\.text), on: connection)
    }

    static func all(_ ids: [String], on connection: Connection) throws -> [CaseRow] {
        var rows: [String: CaseRow] = [:]
        for row in try connection.rows("select * from cases where id in \(SQL.texts(ids))").map(CaseRow.init) {
            rows[row.id.text] = row
        }
        return ids.compactMap { rows[$0] }
    }

    /// A page of an organisation's cases, across agencies, changed last first.
    /// - Parameter before: the last row of the page before; nil for the first page.
    public static func page(
        of organisation: ID<Organisation>, before: WorkListQuery.Key? = nil, size: Int, on connection: Connection
    ) throws -> [CaseRow] {
        let (value, id) = (before.flatMap { Int64($0.value) } ?? Int64.max, before?.id ?? "~")
        return try connection.rows(
            """
            select * from cases
            where organisation_id = \(organisation.text) and (changed_at, id) < (\(value), \(id))
            order by changed_at desc, id desc limit \(size)
            """
        ).map(CaseRow.init)
    }

    /// The cases of some windows that have one of these numbers (申請番号).
    public static func numbered(
        _ numbers: [String], of agency: ID<Agency>, windows: Set<String>, on connection: Connection
    ) throws -> [CaseRow] {
        try windows.sorted().flatMap { window in
            try connection.rows(
                """
                select * from cases
                where agency_id = \(agency.text) and window = \(window) and number in \(SQL.texts(numbers))
                """
            ).map(CaseRow.init)
        }
    }

    /// Which versions of which programmes some cases are under.
    public static func programmes(
        of ids: some Sequence<ID<Case>>, on connection: Connection
    ) throws -> [(programme: String, version: Int)] {
        try connection.rows(
            """
            select distinct programme_id, version from cases where id in \(SQL.texts(ids.map(\.text)))
            order by programme_id, version desc
            """
        ).map { (try $0.text("programme_id"), Int(try $0.integer("version"))) }
    }

    /// - Parameter doc: the document its words are in from now on; nil where they stay. Written along with the row, since a
    ///   second change would be made in every index again.
    func write(doc: Int64?, on connection: Connection) throws {
        try connection.execute(
            """
            insert into cases (id, agency_id, programme_id, version, round_id, round_title, window, organisation_id,
                organisation_name, corporate_number, number, title, procedure, stage, status, grants_begin, filed_at,
                changed_at, returns, score, due_day, held, holder_id, holder_name, figures, search, seq, head,
                doc)
            values (\(id.text), \(agency.text), \(programme), \(version), \(round), \(roundTitle), \(window),
                \(organisation.text), \(organisationName), \(corporateNumber), \(number), \(title), \(procedure),
                \(stage), \(status.rawValue), \(grantsBegin), \(filedAt.milliseconds), \(changedAt.milliseconds),
                \(returns), \(score), \(dueDay), \(held), \(holder?.id.text ?? ""), \(holder?.name ?? ""),
                \(sums), \(search), \(seq), \(head), \(doc ?? 0))
            on conflict (id) do update set version = excluded.version, title = excluded.title,
                procedure = excluded.procedure, stage = excluded.stage, status = excluded.status,
                changed_at = excluded.changed_at, returns = excluded.returns, score = excluded.score,
                due_day = excluded.due_day, held = excluded.held, holder_id = excluded.holder_id,
                holder_name = excluded.holder_name, figures = excluded.figures, search = excluded.search,
                seq = excluded.seq, head = excluded.head,
                doc = case when excluded.doc = 0 then cases.doc else excluded.doc end
            """)
    }
}
