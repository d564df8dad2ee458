import Grants

/// The errands and their lines.
public struct Errands {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    // MARK: Finding

    public func find(_ id: ID<ErrandRow>) throws -> ErrandRow? {
        try connection.first("select * from errand where id = \(id.text)").map(ErrandRow.init)
    }

    /// The errand that a press of a button made before; nil where it is the first.
    public func find(key: String) throws -> ErrandRow? {
        try connection.first("select * from errand where act_key = \(key)").map(ErrandRow.init)
    }

    /// A person's errands, newest first.
    public func all(of person: ID<Account>, size: Int) throws -> [ErrandRow] {
        try connection.rows(
            "select * from errand where account_id = \(person.text) order by made_at desc, id desc limit \(size)"
        ).map(ErrandRow.init)
    }

    /// Lines after one, in order.
    public func lines(
        of id: ID<ErrandRow>, after seq: Int = 0, size: Int = 10_000, only state: ErrandLine.State? = nil
    ) throws -> [ErrandLine] {
        let which: SQL = state.map { "and state = \($0.rawValue)" } ?? ""
        return try connection.rows(
            """
            select * from errand_line where errand_id = \(id.text) and seq > \(seq) \(which) order by seq limit \(size)
            """
        ).map(ErrandLine.init)
    }

    public func line(_ seq: Int, of id: ID<ErrandRow>) throws -> ErrandLine? {
        try connection.first("select * from errand_line where errand_id = \(id.text) and seq = \(seq)")
            .map(ErrandLine.init)
    }

    /// How many letters were issued by it.
    public func letterCount(of id: ID<ErrandRow>) throws -> Int {
        Int(
            try connection.first(
                "select count(*) as n from errand_line where errand_id = \(id.text) and letter_id is not null")?
                .integer("n") ?? 0)
    }

    // MARK: Preparing

    public func insert(_ errand: ErrandRow, lines: [ErrandLine] = [], key: String? = nil) throws {
        try connection.execute(
            """
            insert into errand (id, agency_id, account_id, windows, kind, parameters, state, total, made_at, act_key)
            values (\(errand.id.text), \(errand.agency.text), \(errand.account.text),
                \(errand.windows.sorted().joined(separator: " ")), \(errand.kind.rawValue), \(errand.parameters),
                \(errand.state.rawValue), \(errand.total), \(errand.madeAt.milliseconds), \(key))
            """)
        try put(lines, of: errand.id)
    }

    /// Puts other lines in the place of those there are.
    public func replace(_ lines: [ErrandLine], of id: ID<ErrandRow>) throws {
        try connection.execute("delete from errand_line where errand_id = \(id.text)")
        try put(lines, of: id)
        let failed = lines.count { $0.state == .failed }
        try connection.execute(
            "update errand set total = \(lines.count), done = \(failed), failed = \(failed) where id = \(id.text)")
    }

    private func put(_ lines: [ErrandLine], of id: ID<ErrandRow>) throws {
        for line in lines {
            try connection.execute(
                """
                insert into errand_line (errand_id, seq, case_id, number, title, data, seen, state, message_ja,
                    message_en)
                values (\(id.text), \(line.seq), \(line.case?.text), \(line.number), \(line.title), \(line.data),
                    \(line.seen), \(line.state.rawValue), \(line.message?.ja), \(line.message?.en))
                """)
        }
    }

    /// What is wanted of an errand that is being prepared.
    public func set(_ parameters: String, of id: ID<ErrandRow>) throws {
        try connection.execute(
            "update errand set parameters = \(parameters) where id = \(id.text) and state = 'planned'")
    }

    /// Its person looked at the cases as they are now.
    public func look(_ id: ID<ErrandRow>) throws {
        try connection.execute(
            """
            update errand_line set seen = coalesce((select seq from cases where cases.id = case_id), 0)
            where errand_id = \(id.text) and case_id is not null
            """)
    }

    /// Says that it may go on; false where that was said before, or it was called off.
    public func begin(_ id: ID<ErrandRow>) throws -> Bool {
        try connection.execute("update errand set state = 'waiting' where id = \(id.text) and state = 'planned'")
        return try connection.changes > 0
    }

    /// Forgets an errand that was never begun; false where it was.
    public func discard(_ id: ID<ErrandRow>) throws -> Bool {
        try connection.execute("delete from errand where id = \(id.text) and state = 'planned'")
        return try connection.changes > 0
    }

    // MARK: Going on

    /// Takes it up; false where it is over.
    public func take(_ id: ID<ErrandRow>) throws -> Bool {
        try connection.execute(
            "update errand set state = 'running' where id = \(id.text) and state in ('waiting', 'running')")
        return try connection.changes > 0
    }

    /// How far it has come; false where it was called off meanwhile.
    public func advance(_ id: ID<ErrandRow>, done: Int, of total: Int) throws -> Bool {
        try connection.execute(
            "update errand set done = \(done), total = \(total) where id = \(id.text) and state = 'running'")
        return try connection.changes > 0
    }

    /// Draws numbers that belong together for the letters it will issue.
    public func reserve(_ count: Int, of series: String, for id: ID<ErrandRow>) throws {
        guard count > 0,
            try connection.first("select 1 as n from errand where id = \(id.text) and series is not null") == nil
        else { return }
        let last = try Counter.next(series, by: count, on: connection)
        try connection.execute(
            """
            update errand set series = \(series), series_next = \(last - Int64(count) + 1), series_end = \(last)
            where id = \(id.text)
            """)
    }

    /// The next of its numbers; nil where it has none left.
    public func nextNumber(of series: String, for id: ID<ErrandRow>) throws -> Int64? {
        try connection.first(
            """
            update errand set series_next = series_next + 1
            where id = \(id.text) and series = \(series) and series_next <= series_end returning series_next - 1 as number
            """)?.integer("number")
    }

    /// A line's end: what was done, or why it was not.
    public func end(
        _ seq: Int, of id: ID<ErrandRow>, _ state: ErrandLine.State, _ message: Text?, letter: ID<Letter>? = nil
    ) throws {
        try connection.execute(
            """
            update errand_line set state = \(state.rawValue), message_ja = \(message?.ja), message_en = \(message?.en),
                letter_id = \(letter?.text)
            where errand_id = \(id.text) and seq = \(seq) and state = 'waiting'
            """)
        guard try connection.changes > 0 else { return }
        let hasFailed = state == .failed ? 1 : 0
        try connection.execute(
            "update errand set done = done + 1, failed = failed + \(hasFailed) where id = \(id.text)")
    }

    /// A line's case has come further by the line itself, and more is to be done to it.
    public func moveOn(_ seq: Int, of id: ID<ErrandRow>, seen: Int) throws {
        try connection.execute(
            "update errand_line set seen = \(seen) where errand_id = \(id.text) and seq = \(seq)")
    }

    /// Its end; what was ended before stays as it was. Numbers it did not use are given back, unless someone drew one
    /// after them.
    public func finish(
        _ id: ID<ErrandRow>, _ state: ErrandRow.State, at now: Instant, failure: Text? = nil,
        file: ErrandRow.File? = nil
    ) throws {
        try connection.execute(
            """
            update errand set state = \(state.rawValue), ended_at = \(now.milliseconds), failure_ja = \(failure?.ja),
                failure_en = \(failure?.en), file_sha256 = \(file?.sha256), file_size = \(file?.size),
                file_name = \(file?.name), file_type = \(file?.mediaType), file_until = \(file?.until.milliseconds)
            where id = \(id.text) and state in ('planned', 'waiting', 'running')
            """)
        guard try connection.changes > 0 else { return }
        try connection.execute(
            """
            update counter set value = (select series_next - 1 from errand where id = \(id.text))
            where exists (select 1 from errand where id = \(id.text) and series = counter.name
                and series_end = counter.value and series_next <= series_end)
            """)
    }

    // MARK: Forgetting

    /// Forgets what nobody needs any more, and gives the files that can go: plans a day old, files whose time is over,
    /// and everything that ended before `before`.
    public func sweep(at now: Instant, before: Instant) throws -> [String] {
        let isOver: SQL = "file_until < \(now.milliseconds)"
        let files = try connection.rows("select file_sha256 from errand where \(isOver)").map {
            try $0.text("file_sha256")
        }
        try connection.execute(
            "update errand set file_sha256 = null, file_until = null where \(isOver)")
        try connection.execute(
            """
            delete from errand where (state = 'planned' and made_at < \(now.adding(days: -1).milliseconds))
                or ended_at < \(before.milliseconds)
            """)
        return try files.filter { file in
            try connection.first("select 1 as n from errand where file_sha256 = \(file)") == nil
        }
    }
}

extension Migration {
    /// 作業: what people start and watch.
    static let errands = Migration(
        number: 51, name: "errands",
        statements: [
            """
            create table errand (id text primary key, agency_id text not null, account_id text not null,
                windows text not null, kind text not null, parameters text not null, state text not null,
                total integer, done integer not null default 0, failed integer not null default 0,
                made_at integer not null, ended_at integer, failure_ja text, failure_en text, series text,
                series_next integer, series_end integer, act_key text unique, file_sha256 text, file_size integer,
                file_name text, file_type text, file_until integer)
            """,
            "create index errand_by_account on errand (account_id, made_at, id)",
            """
            create table errand_line (errand_id text not null references errand on delete cascade,
                seq integer not null, case_id text, number text not null, title text not null, data text not null,
                seen integer not null, state text not null, message_ja text, message_en text, letter_id text,
                primary key (errand_id, seq)) without rowid
            """,
        ])
}
