import Grants

/// The append-only log of cases, and the tables that lists read of it, always changed together.
public struct CaseLog {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// A case as its events make it; nil when there is none.
    public func load(_ id: ID<Case>) throws -> Case? {
        var state: Case?
        for record in try records(id) {
            if state == nil {
                state = Case(record)
            } else if let event = record.event {
                state?.apply(event, seq: record.seq, at: record.at, by: record.actor, hash: record.hash)
            } else {
                throw BrokenChain(
                    case: id, seq: record.seq, reason: "its contents do not fit its kind “\(record.kind)”")
            }
        }
        return state
    }

    /// The records of a case, first to last.
    public func records(_ id: ID<Case>) throws -> [CaseRecord] {
        try connection.rows(CaseLog.question(id)).map(CaseRecord.init)
    }

    /// What `load` asks.
    public static func question(_ id: ID<Case>) -> SQL {
        "select * from case_event where case_id = \(id.text) order by seq"
    }

    /// Opens a case with its first filing.
    public func open(
        _ id: ID<Case>, agency: ID<Agency>, opening: CaseEvent.Opening, then events: [CaseEvent], by actor: Actor,
        at now: Instant, under programme: Programme
    ) throws -> Case {
        let record = CaseRecord(
            .opened(opening), of: id, agency: agency, seq: 1, at: now, by: actor, after: CaseRecord.origin)
        var state = Case(id: id, agency: agency, opening: opening, at: now, head: record.hash)
        try insert([record] + CaseLog.records(of: events, in: &state, by: actor, at: now))
        try writeTables(of: state, after: events, before: nil, under: programme)
        return state
    }

    /// Appends events to a case that was loaded on the same connection, and brings the tables up to date. Should
    /// another have appended meanwhile, the primary key (case, seq) refuses this one.
    public func append(
        _ events: [CaseEvent], to state: inout Case, by actor: Actor, at now: Instant, under programme: Programme
    ) throws {
        try insert(CaseLog.records(of: events, in: &state, by: actor, at: now))
        try writeTables(
            of: state, after: events, before: CaseRow.find(state.id, on: connection), under: programme)
    }

    /// Applies events and gives the records of them.
    private static func records(
        of events: [CaseEvent], in state: inout Case, by actor: Actor, at now: Instant
    ) -> [CaseRecord] {
        events.map { event in
            let record = CaseRecord(
                event, of: state.id, agency: state.agency, seq: state.seq + 1, at: max(now, state.changedAt), by: actor,
                after: state.head)
            state.apply(event, seq: record.seq, at: record.at, by: actor, hash: record.hash)
            return record
        }
    }

    /// Brings up to date what lists read: the tables, the counters, and the words where something was filed or entered.
    /// - Parameter before: its row as it was; nil for a case that is new.
    private func writeTables(
        of state: Case, after events: [CaseEvent], before: CaseRow?, under programme: Programme
    ) throws {
        let tables = CaseTables(of: state, under: programme)
        if let first = state.filings.first, first.current.asks != nil {
            try Intakes(connection).change(state.round, from: before?.held, to: state.held)
        }
        var doc: Int64?
        if before == nil || events.contains(where: \.changesAnswers) {
            doc = try SearchIndex(connection).put(state.searchText, inPlaceOf: before?.id)
        }
        try tables.write(doc: doc, on: connection)
        try CaseCounts(connection).move(
            from: before.map(CaseCounts.Place.init(of:)), to: CaseCounts.Place(of: tables.row))
        try RoundFigures(connection).move(from: before, to: tables.row)
    }

    /// Adds records, all in one statement: a submission waits for it.
    private func insert(_ records: [CaseRecord]) throws {
        guard !records.isEmpty else { return }
        var rows: SQL = ""
        for (index, record) in records.enumerated() {
            let comma: SQL = index == 0 ? "" : ", "
            rows = """
                \(rows)\(comma)(\(record.agency.text), \(record.case.text), \(record.seq), \(record.at.milliseconds),
                    \(record.actor.kind.rawValue), \(record.actor.id), \(record.actor.name), \(record.kind),
                    \(record.data), \(record.previous), \(record.hash))
                """
        }
        try connection.execute(
            """
            insert into case_event (agency_id, case_id, seq, at, actor_kind, actor_id, actor_name, kind, data,
                previous_hash, hash)
            values \(rows)
            """)
    }
}

extension CaseEvent {
    /// Whether what is answered is not what it was before.
    fileprivate var changesAnswers: Bool {
        switch self {
        case .submitted, .entered: true
        default: false
        }
    }
}

extension CaseRecord {
    /// A record as its row holds it.
    init(_ row: Row) throws {
        self.init(
            agency: try row.id("agency_id"), case: try row.id("case_id"), seq: Int(try row.integer("seq")),
            at: try row.instant("at"),
            actor: Actor(
                kind: try row.word("actor_kind"), id: try row.text("actor_id"), name: try row.text("actor_name")),
            kind: try row.text("kind"), data: try row.text("data"), previous: try row.text("previous_hash"),
            hash: try row.text("hash"))
    }
}

/// A stored value that is not what its column must hold: the database was changed by another program.
public struct UnreadableRow: Error, CustomStringConvertible {
    public let column: String
    public let value: String
    public var description: String { "column \(column) holds “\(value)”, which this program never writes there" }
}

extension Row {
    /// A typed identifier.
    public func id<Entity>(_ column: String) throws -> ID<Entity> {
        let value = try text(column)
        guard let id = ID<Entity>(value) else { throw UnreadableRow(column: column, value: value) }
        return id
    }

    public func instant(_ column: String) throws -> Instant { Instant(milliseconds: try integer(column)) }

    /// One of an enumeration's words.
    public func word<Word: RawRepresentable>(_ column: String) throws -> Word where Word.RawValue == String {
        let value = try text(column)
        guard let word = Word(rawValue: value) else { throw UnreadableRow(column: column, value: value) }
        return word
    }

    public func json(_ column: String) throws -> JSON { try JSON(parsing: text(column)) }
}
