import Grants

/// A whole case made ready away from the database: its records with their chain, and the rows that follow from them. For
/// putting many cases in at once, one thread preparing while another writes.
public struct PreparedCase: Sendable {
    public private(set) var state: Case
    let records: [CaseRecord]
    let tables: CaseTables
    let text: String

    /// What happened after the opening: events of one person at one moment.
    public struct Step: Sendable {
        public let events: [CaseEvent]
        public let actor: Actor
        public let at: Instant

        public init(_ events: [CaseEvent], by actor: Actor, at: Instant) {
            self.events = events
            self.actor = actor
            self.at = at
        }
    }

    /// - Parameter steps: in their order; the first files the first filing.
    public init(
        _ id: ID<Case>, agency: ID<Agency>, opening: CaseEvent.Opening, by actor: Actor, at moment: Instant,
        then steps: [Step], under programme: Programme
    ) {
        let first = CaseRecord(
            .opened(opening), of: id, agency: agency, seq: 1, at: moment, by: actor, after: CaseRecord.origin)
        var records = [first]
        var state = Case(id: id, agency: agency, opening: opening, at: moment, head: first.hash)
        for step in steps {
            for event in step.events {
                let record = CaseRecord(
                    event, of: id, agency: agency, seq: state.seq + 1, at: max(step.at, state.changedAt),
                    by: step.actor, after: state.head)
                records.append(record)
                state.apply(event, seq: record.seq, at: record.at, by: record.actor, hash: record.hash)
            }
        }
        self.state = state
        self.records = records
        tables = CaseTables(of: state, under: programme)
        text = state.searchText
    }
}

extension CaseLog {
    /// Puts in cases that do not exist yet, with all their tables.
    public func insert(_ cases: [PreparedCase]) throws {
        try connection.insert(into: "case_event", CaseLog.columns, rows: cases.lazy.flatMap(\.records).map(\.values))
        var counted: [CaseCounts.Place: Int] = [:]
        var sums: [RoundFigures.Key: RoundFigures.Sum] = [:]
        for prepared in cases {
            let doc = try SearchIndex(connection).put(prepared.text, inPlaceOf: nil)
            try prepared.tables.write(doc: doc, on: connection)
            counted[CaseCounts.Place(of: prepared.tables.row), default: 0] += 1
            try Intakes(connection).change(prepared.state.round, from: nil, to: prepared.state.held)
            for (key, part) in RoundFigures.parts(of: prepared.tables.row) { sums[key, default: .zero] += part }
        }
        try RoundFigures(connection).add(sums)
        for (place, number) in counted { try CaseCounts(connection).add(number, at: place) }
    }

    /// The columns of the log, in the order of a record's values.
    static let columns = [
        "agency_id", "case_id", "seq", "at", "actor_kind", "actor_id", "actor_name", "kind", "data", "previous_hash",
        "hash",
    ]
}

extension CaseRecord {
    /// In the order of `CaseLog.columns`.
    var values: [SQL.Value] {
        [
            .text(agency.text), .text(`case`.text), .integer(Int64(seq)), .integer(at.milliseconds),
            .text(actor.kind.rawValue), .text(actor.id), .text(actor.name), .text(kind), .text(data), .text(previous),
            .text(hash),
        ]
    }
}
