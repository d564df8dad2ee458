import Grants

/// How far the standing auditor has come, and what it found: one row and one list, shared by all processes, of which one at a
/// time looks.
public struct AuditMarks {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// How far it has come.
    public struct Position: Sendable, Equatable {
        /// Everything that changed until then was looked at.
        public var changedUntil: Instant
        /// Every case up to this one was looked at in the round through all of them that goes on.
        public var sweptTo: String
        /// When that round began, and how many cases there were then.
        public var sweepBegan: Instant
        public var sweepCases: Int
        /// When counters, sums and the logs of agencies were looked at last.
        public var wholeAt: Instant
    }

    /// What is not as it must be.
    public struct Finding: Sendable, Equatable {
        /// What it concerns: `case …`, `round …`, `whole`.
        public let subject: String
        public let fault: String
        public let foundAt: Instant
    }

    /// Takes or renews the right to look, for a while; nil when another process has it.
    public func take(_ holder: String, until: Instant, now: Instant) throws -> Position? {
        try connection.first(
            """
            update audit_mark set holder = \(holder), held_until = \(until.milliseconds)
            where id = 1 and (holder = \(holder) or held_until <= \(now.milliseconds)) returning *
            """
        ).map(AuditMarks.position)
    }

    /// Gives it back.
    public func release(_ holder: String) throws {
        try connection.execute("update audit_mark set holder = '', held_until = 0 where holder = \(holder)")
    }

    /// Keeps how far the holder has come; false when another process has taken over.
    public func keep(_ position: Position, holder: String, until: Instant) throws -> Bool {
        try connection.execute(
            """
            update audit_mark set changed_until = \(position.changedUntil.milliseconds), swept_to = \(position.sweptTo),
                sweep_began = \(position.sweepBegan.milliseconds), sweep_cases = \(position.sweepCases),
                whole_at = \(position.wholeAt.milliseconds), held_until = \(until.milliseconds)
            where id = 1 and holder = \(holder)
            """)
        return try connection.changes > 0
    }

    /// How far it has come, whoever looks.
    public func position() throws -> Position? {
        try connection.first("select * from audit_mark where id = 1").map(AuditMarks.position)
    }

    private static func position(_ row: Row) throws -> Position {
        Position(
            changedUntil: try row.instant("changed_until"), sweptTo: try row.text("swept_to"),
            sweepBegan: try row.instant("sweep_began"), sweepCases: Int(try row.integer("sweep_cases")),
            wholeAt: try row.instant("whole_at"))
    }

    // MARK: Findings

    /// Replaces what was found of some subjects by what is found now; returns what was not known before.
    public func found(_ faults: [String: [String]], at now: Instant) throws -> [Finding] {
        var new: [Finding] = []
        for (subject, whole) in faults.sorted(by: { $0.key < $1.key }) {
            let texts = whole.map(ListedText.of)
            let known = Set(
                try connection.rows("select fault from audit_finding where subject = \(subject)").map {
                    try $0.text("fault")
                })
            for fault in known.subtracting(texts) {
                try connection.execute("delete from audit_finding where subject = \(subject) and fault = \(fault)")
            }
            for fault in Set(texts).subtracting(known).sorted() {
                try connection.execute(
                    """
                    insert into audit_finding (subject, fault, found_at)
                    values (\(subject), \(fault), \(now.milliseconds)) on conflict do nothing
                    """)
                new.append(Finding(subject: subject, fault: fault, foundAt: now))
            }
        }
        return new
    }

    /// What is not as it must be now, as far as it was looked at: the oldest first.
    public func findings(limit: Int = 100) throws -> [Finding] {
        try connection.rows("select * from audit_finding order by found_at, subject, fault limit \(limit)").map {
            Finding(subject: try $0.text("subject"), fault: try $0.text("fault"), foundAt: try $0.instant("found_at"))
        }
    }

    public func numberOfFindings() throws -> Int {
        Int(try connection.first("select count(*) as number from audit_finding")?.integer("number") ?? 0)
    }

    // MARK: What to look at

    /// Cases of an agency that changed from a moment on, in the order they did.
    public func changed(
        in agency: ID<Agency>, from start: Instant, after id: String, limit: Int
    ) throws -> [(id: String, at: Instant)] {
        try connection.rows(
            """
            select id, changed_at from cases where agency_id = \(agency.text)
                and (changed_at > \(start.milliseconds) or (changed_at = \(start.milliseconds) and id > \(id)))
            order by changed_at, id limit \(limit)
            """
        ).map { (try $0.text("id"), try $0.instant("changed_at")) }
    }

    /// The next cases of the log after one.
    public func next(after id: String, limit: Int) throws -> [String] {
        try connection.rows(
            "select distinct case_id from case_event where case_id > \(id) order by case_id limit \(limit)"
        ).map { try $0.text("case_id") }
    }

    /// Cases that only the tables know, between two of the log; nil is after the last.
    public func unlogged(after id: String, through last: String?) throws -> [String] {
        let end: SQL = last.map { "and id <= \($0)" } ?? ""
        return try connection.rows(
            """
            select id from cases where id > \(id) \(end)
                and not exists (select 1 from case_event where case_id = cases.id) limit 100
            """
        ).map { try $0.text("id") }
    }

    public func numberOfCases() throws -> Int {
        Int(try connection.first("select count(*) as number from cases")?.integer("number") ?? 0)
    }

    /// Other cases of the same agency under the same number.
    public func sameNumber(as state: Case) throws -> [String] {
        try connection.rows(
            """
            select id from cases where agency_id = \(state.agency.text) and number = \(state.number)
                and id <> \(state.id.text) limit 3
            """
        ).map { try $0.text("id") }
    }

    /// Receipt numbers that several filings have.
    public func doubledReceipts() throws -> [String] {
        try connection.rows("select receipt from filing group by receipt having count(*) > 1 limit 20").map {
            try $0.text("receipt")
        }
    }

    /// The last receipt number that was drawn.
    public func lastReceipt() throws -> Int64 { try Counter.last("receipt", on: connection) }

    /// What all cases of a round were granted together, in yen.
    public func granted(_ round: String, agency: ID<Agency>) throws -> Int64 {
        try connection.first(
            """
            select coalesce(sum(amount), 0) as amount from round_figure
            where agency_id = \(agency.text) and round_id = \(round) and figure = 'granted'
            """
        )?.integer("amount") ?? 0
    }
}

extension Database {
    /// Reads from one snapshot, on the caller's thread and beside those who read for people: for checks, in small parts.
    public func readAside<Value>(_ body: (Connection) throws -> Value) throws -> Value { try engine.readHere(body) }
}

extension Migration {
    /// How far the standing auditor has come, and what it found.
    static let auditing = Migration(
        number: 91, name: "auditing",
        statements: [
            """
            create table audit_mark (id integer primary key, holder text not null, held_until integer not null,
                changed_until integer not null, swept_to text not null, sweep_began integer not null,
                sweep_cases integer not null, whole_at integer not null)
            """,
            "insert into audit_mark values (1, '', 0, 0, '', 0, 0, 0)",
            """
            create table audit_finding (subject text not null, fault text not null, found_at integer not null,
                primary key (subject, fault))
            """,
        ])
}
