import Grants

/// A form an office is designing, as stored.
public struct FormWorkRow: Sendable {
    public let programme: String
    public let form: String
    public let agency: ID<Agency>
    /// The programme's version it began from.
    public let baseVersion: Int
    public var history: FormHistory
    public var changedAt: Instant

    public init(
        programme: String, form: String, agency: ID<Agency>, baseVersion: Int, history: FormHistory, changedAt: Instant
    ) {
        self.programme = programme
        self.form = form
        self.agency = agency
        self.baseVersion = baseVersion
        self.history = history
        self.changedAt = changedAt
    }
}

/// Forms that are being designed, step by step. A step's document is kept for the last one only: what stood before
/// others is found by making the edits again.
public struct FormWorks {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// The work on a form; nil where nobody changed it since it was published.
    public func find(_ programme: String, form: String, tables: [ReferenceTable]) throws -> FormWorkRow? {
        guard
            let row = try connection.first(
                "select * from form_work where programme_id = \(programme) and form_id = \(form)")
        else { return nil }
        let document = try row.text("document")
        let rows = try connection.rows(
            "select data from form_step where programme_id = \(programme) and form_id = \(form) order by seq")
        let steps = try rows.enumerated().compactMap { index, row -> FormHistory.Step? in
            var members = try row.json("data").object ?? [:]
            members["document"] = .string(index == rows.count - 1 ? document : "")
            return FormHistory.Step(json: .object(members))
        }
        guard let base = Form(document: try row.text("base"), id: form), steps.count == rows.count,
            let history = FormHistory(base: base, steps: steps, tables: tables)
        else { throw Unreadable(programme: programme, form: form) }
        return FormWorkRow(
            programme: programme, form: form, agency: try row.id("agency_id"),
            baseVersion: Int(try row.integer("base_version")), history: history,
            changedAt: try row.instant("changed_at"))
    }

    /// What is stored of a form's design is no design: somebody changed the database by hand.
    public struct Unreadable: Error, CustomStringConvertible {
        public let programme: String
        public let form: String
        public var description: String { "the design of form \(form) of \(programme) cannot be read" }
    }

    /// Stores a work with the steps that were added since it held `known` of them.
    public func save(_ work: FormWorkRow, known: Int) throws {
        let history = work.history
        try connection.execute(
            """
            insert into form_work (programme_id, form_id, agency_id, base_version, base, document, seq, changed_at)
            values (\(work.programme), \(work.form), \(work.agency.text), \(work.baseVersion),
                \(history.base.document), \(history.form.document), \(history.steps.count),
                \(work.changedAt.milliseconds))
            on conflict (programme_id, form_id) do update set document = excluded.document, seq = excluded.seq,
                changed_at = excluded.changed_at
            """)
        for (index, step) in history.steps.enumerated().dropFirst(known) {
            var members = step.json.object ?? [:]
            members["document"] = nil
            try connection.execute(
                """
                insert into form_step (programme_id, form_id, seq, data)
                values (\(work.programme), \(work.form), \(index + 1), \(JSON.object(members).canonical))
                """)
        }
    }

    /// Forgets a work: it was published, or thrown away.
    public func remove(_ programme: String, form: String) throws {
        try connection.execute("delete from form_step where programme_id = \(programme) and form_id = \(form)")
        try connection.execute("delete from form_work where programme_id = \(programme) and form_id = \(form)")
    }

    /// The forms of a programme that are being designed, with when they were changed last.
    public func all(of programme: String) throws -> [(form: String, changedAt: Instant)] {
        try connection.rows("select form_id, changed_at from form_work where programme_id = \(programme)").map {
            (try $0.text("form_id"), try $0.instant("changed_at"))
        }
    }

    // MARK: Trials

    /// What an administrator typed while trying a form.
    public func trial(_ programme: String, form: String, by account: String) throws -> Typed {
        try connection.first(
            """
            select typed from form_trial where programme_id = \(programme) and form_id = \(form)
                and account_id = \(account)
            """
        ).map { Typed(json: try $0.json("typed")) } ?? Typed()
    }

    public func saveTrial(
        _ typed: Typed, _ programme: String, form: String, by account: String, at now: Instant
    ) throws {
        try connection.execute(
            """
            insert into form_trial (programme_id, form_id, account_id, typed, changed_at)
            values (\(programme), \(form), \(account), \(typed.json.canonical), \(now.milliseconds))
            on conflict (programme_id, form_id, account_id) do update set typed = excluded.typed,
                changed_at = excluded.changed_at
            """)
    }
}
