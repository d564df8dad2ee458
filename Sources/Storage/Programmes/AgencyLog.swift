import Crypto
import Foundation
import Grants

/// What administrators did in an agency, as records chained by hash like a case's.
public struct AgencyRecord: Sendable, Equatable {
    public let agency: ID<Agency>
    public let seq: Int
    public let at: Instant
    public let actor: Actor
    /// `account.issued`, `account.changed`, `account.suspended`, `round.changed`, `programme.published` …
    public let kind: String
    public let data: String
    public let previous: String
    public let hash: String

    /// Whether the hash is that of the contents.
    public var isIntact: Bool {
        hash
            == AgencyRecord.hash(
                agency: agency, seq: seq, at: at, actor: actor, kind: kind, data: data, previous: previous)
    }

    static func hash(
        agency: ID<Agency>, seq: Int, at: Instant, actor: Actor, kind: String, data: String, previous: String
    ) -> String {
        let contents = JSON.object([
            "agency": .string(agency.text), "seq": .integer(Int64(seq)), "at": .integer(at.milliseconds),
            "actor": .object([
                "kind": .string(actor.kind.rawValue), "id": .string(actor.id), "name": .string(actor.name),
            ]),
            "kind": .string(kind), "data": .string(data), "previous": .string(previous),
        ])
        return SHA256.hash(data: Data(contents.canonical.utf8)).hexadecimalText
    }
}

public struct AgencyLog {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func append(_ kind: String, _ data: JSON, agency: ID<Agency>, by actor: Actor, at now: Instant) throws {
        let last = try connection.first(
            "select seq, hash from agency_event where agency_id = \(agency.text) order by seq desc limit 1")
        let seq = Int(try last?.integer("seq") ?? 0) + 1
        let previous = try last?.text("hash") ?? CaseRecord.origin
        let text = data.canonical
        let hash = AgencyRecord.hash(
            agency: agency, seq: seq, at: now, actor: actor, kind: kind, data: text, previous: previous)
        try connection.execute(
            """
            insert into agency_event (agency_id, seq, at, actor_kind, actor_id, actor_name, kind, data, previous_hash,
                hash)
            values (\(agency.text), \(seq), \(now.milliseconds), \(actor.kind.rawValue), \(actor.id), \(actor.name),
                \(kind), \(text), \(previous), \(hash))
            """)
    }

    /// The records of an agency, first to last.
    public func records(of agency: ID<Agency>) throws -> [AgencyRecord] {
        try connection.rows("select * from agency_event where agency_id = \(agency.text) order by seq").map(
            AgencyRecord.init)
    }

    /// The newest records of an agency, newest first.
    public func newest(_ count: Int, of agency: ID<Agency>) throws -> [AgencyRecord] {
        try connection.rows(
            "select * from agency_event where agency_id = \(agency.text) order by seq desc limit \(count)"
        ).map(AgencyRecord.init)
    }
}

extension AgencyRecord {
    init(_ row: Row) throws {
        agency = try row.id("agency_id")
        seq = Int(try row.integer("seq"))
        at = try row.instant("at")
        actor = Actor(kind: try row.word("actor_kind"), id: try row.text("actor_id"), name: try row.text("actor_name"))
        kind = try row.text("kind")
        data = try row.text("data")
        previous = try row.text("previous_hash")
        hash = try row.text("hash")
    }
}
