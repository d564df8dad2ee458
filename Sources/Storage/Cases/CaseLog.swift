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
        try connection.rows("select * from case_event where case_id = \(id.text) order by seq").map(CaseRecord.init)
    }

    /// Opens a case with its first filing.
    public func open(
        _ id: ID<Case>, agency: ID<Agency>, opening: CaseEvent.Opening, then events: [CaseEvent], by actor: Actor,
        at now: Instant, under programme: Programme
    ) throws -> Case {
        let record = CaseRecord(
            .opened(opening), of: id, agency: agency, seq: 1, at: now, by: actor, after: CaseRecord.origin)
        try insert(record)
        var state = Case(id: id, agency: agency, opening: opening, at: now, head: record.hash)
        try append(events, to: &state, by: actor, at: now, under: programme)
        return state
    }

    /// Appends events to a case that was loaded on the same connection, and brings the tables up to date. Should
    /// another have appended meanwhile, the primary key (case, seq) refuses this one.
    public func append(
        _ events: [CaseEvent], to state: inout Case, by actor: Actor, at now: Instant, under programme: Programme
    ) throws {
        for event in events {
            let record = CaseRecord(
                event, of: state.id, agency: state.agency, seq: state.seq + 1, at: max(now, state.changedAt), by: actor,
                after: state.head)
            try insert(record)
            state.apply(event, seq: record.seq, at: record.at, by: actor, hash: record.hash)
        }
        try writeTables(of: state, after: events, under: programme)
    }

    /// Brings up to date what lists read: the tables, the counters, and the words where something was filed or entered.
    private func writeTables(of state: Case, after events: [CaseEvent], under programme: Programme) throws {
        let before = try CaseRow.find(state.id, on: connection)
        let tables = CaseTables(of: state, under: programme)
        if let first = state.filings.first, first.current.asks != nil {
            try Intakes(connection).change(state.round, from: CaseRow.held(state.id, on: connection), to: state.held)
        }
        try tables.write(on: connection)
        try CaseCounts(connection).move(
            from: before.map(CaseCounts.Place.init(of:)), to: CaseCounts.Place(of: tables.row))
        try RoundFigures(connection).move(from: before, to: tables.row)
        if before == nil || events.contains(where: \.changesAnswers) {
            try SearchIndex(connection).put(state.searchText, for: state.id, isNew: before == nil)
        }
    }

    private func insert(_ record: CaseRecord) throws {
        try connection.execute(
            """
            insert into case_event (agency_id, case_id, seq, at, actor_kind, actor_id, actor_name, kind, data,
                previous_hash, hash)
            values (\(record.agency.text), \(record.case.text), \(record.seq), \(record.at.milliseconds),
                \(record.actor.kind.rawValue), \(record.actor.id), \(record.actor.name), \(record.kind),
                \(record.data), \(record.previous), \(record.hash))
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
