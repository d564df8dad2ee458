import Grants

/// A flow an office is designing, as stored: every state it went through, and at which it stands.
public struct FlowWorkRow: Sendable {
    public let programme: String
    public let agency: ID<Agency>
    /// The programme's version it began from.
    public let baseVersion: Int
    /// The states, first to last; the first is as published.
    public let states: [State]
    /// Which of them counts: undoing goes back, doing again goes on.
    public let position: Int
    /// Goes up by one with everything that is done, undoing too.
    public let version: Int
    public let changedAt: Instant

    /// A flow as it stood after an edit.
    public struct State: Sendable {
        public let document: String
        public let by: String

        public init(document: String, by: String) {
            self.document = document
            self.by = by
        }
    }

    public init(
        programme: String, agency: ID<Agency>, baseVersion: Int, states: [State], position: Int, version: Int,
        changedAt: Instant
    ) {
        self.programme = programme
        self.agency = agency
        self.baseVersion = baseVersion
        self.states = states
        self.position = position
        self.version = version
        self.changedAt = changedAt
    }
}

/// Flows that are being designed.
public struct FlowWorks {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// The work on a programme's flow; nil where nobody changed it since it was published.
    public func find(_ programme: String) throws -> FlowWorkRow? {
        guard let row = try connection.first("select * from flow_work where programme_id = \(programme)") else {
            return nil
        }
        let states = try connection.rows(
            "select document, changed_by from flow_state where programme_id = \(programme) order by seq"
        ).map { FlowWorkRow.State(document: try $0.text("document"), by: try $0.text("changed_by")) }
        return FlowWorkRow(
            programme: programme, agency: try row.id("agency_id"), baseVersion: Int(try row.integer("base_version")),
            states: states, position: Int(try row.integer("position")), version: Int(try row.integer("version")),
            changedAt: try row.instant("changed_at"))
    }

    /// Stores a work; states beyond those it has are gone.
    public func save(_ work: FlowWorkRow) throws {
        try connection.execute(
            """
            insert into flow_work (programme_id, agency_id, base_version, position, version, changed_at)
            values (\(work.programme), \(work.agency.text), \(work.baseVersion), \(work.position), \(work.version),
                \(work.changedAt.milliseconds))
            on conflict (programme_id) do update set position = excluded.position, version = excluded.version,
                changed_at = excluded.changed_at
            """)
        try connection.execute(
            "delete from flow_state where programme_id = \(work.programme) and seq >= \(work.states.count)")
        for (seq, state) in work.states.enumerated() {
            try connection.execute(
                """
                insert into flow_state (programme_id, seq, document, changed_by)
                values (\(work.programme), \(seq), \(state.document), \(state.by))
                on conflict (programme_id, seq) do update set document = excluded.document,
                    changed_by = excluded.changed_by
                """)
        }
    }

    public func remove(_ programme: String) throws {
        try connection.execute("delete from flow_state where programme_id = \(programme)")
        try connection.execute("delete from flow_work where programme_id = \(programme)")
    }
}
