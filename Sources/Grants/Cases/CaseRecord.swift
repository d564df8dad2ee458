import Crypto
import Foundation

/// An event as the log keeps it: what happened, who did it when, and a hash that binds it to everything before it.
public struct CaseRecord: Hashable, Sendable {
    public let agency: ID<Agency>
    public let `case`: ID<Case>
    /// 1 for a case's first event, then one more each.
    public let seq: Int
    public let at: Instant
    public let actor: Actor
    public let kind: String
    /// Canonical JSON (RFC 8785), exactly the text that was hashed.
    public let data: String
    /// The hash of the record before; 64 zeros for the first.
    public let previous: String
    /// SHA-256 over the canonical JSON of all the above.
    public let hash: String

    /// What stands where there is no record before.
    public static let origin = String(repeating: "0", count: 64)

    /// Writes an event down as the next record of its case.
    public init(
        _ event: CaseEvent, of case: ID<Case>, agency: ID<Agency>, seq: Int, at: Instant, by actor: Actor,
        after previous: String
    ) {
        self.init(
            agency: agency, case: `case`, seq: seq, at: at, actor: actor, kind: event.kind,
            data: event.data.canonical, previous: previous)
    }

    private init(
        agency: ID<Agency>, case: ID<Case>, seq: Int, at: Instant, actor: Actor, kind: String, data: String,
        previous: String
    ) {
        self.init(
            agency: agency, case: `case`, seq: seq, at: at, actor: actor, kind: kind, data: data, previous: previous,
            hash: CaseRecord.hash(
                agency: agency, case: `case`, seq: seq, at: at, actor: actor, kind: kind, data: data,
                previous: previous))
    }

    /// A record as it was stored; `isIntact` says whether its hash is true.
    public init(
        agency: ID<Agency>, case: ID<Case>, seq: Int, at: Instant, actor: Actor, kind: String, data: String,
        previous: String, hash: String
    ) {
        self.agency = agency
        self.case = `case`
        self.seq = seq
        self.at = at
        self.actor = actor
        self.kind = kind
        self.data = data
        self.previous = previous
        self.hash = hash
    }

    /// Whether the hash is that of the contents.
    public var isIntact: Bool {
        hash
            == CaseRecord.hash(
                agency: agency, case: `case`, seq: seq, at: at, actor: actor, kind: kind, data: data,
                previous: previous)
    }

    /// The event; nil where the record's contents do not fit its kind.
    public var event: CaseEvent? { (try? JSON(parsing: data)).flatMap { CaseEvent(kind: kind, data: $0) } }

    private static func hash(
        agency: ID<Agency>, case: ID<Case>, seq: Int, at: Instant, actor: Actor, kind: String, data: String,
        previous: String
    ) -> String {
        let contents = JSON.object([
            "agency": .string(agency.text), "case": .string(`case`.text), "seq": .integer(Int64(seq)),
            "at": .integer(at.milliseconds),
            "actor": .object([
                "kind": .string(actor.kind.rawValue), "id": .string(actor.id), "name": .string(actor.name),
            ]),
            "kind": .string(kind), "data": .string(data), "previous": .string(previous),
        ])
        return SHA256.hash(data: Data(contents.canonical.utf8)).hexadecimalText
    }
}

extension Sequence where Element == UInt8 {
    /// Two lower-case hexadecimal digits a byte.
    public var hexadecimalText: String {
        var digits: [UInt8] = []
        for byte in self {
            digits.append(hexadecimal[Int(byte >> 4)])
            digits.append(hexadecimal[Int(byte & 15)])
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

/// What is wrong with a case's chain of records.
public struct BrokenChain: Error, Hashable, Sendable, CustomStringConvertible {
    public let `case`: ID<Case>
    /// The first record that cannot be trusted.
    public let seq: Int
    public let reason: String

    public init(case: ID<Case>, seq: Int, reason: String) {
        self.case = `case`
        self.seq = seq
        self.reason = reason
    }

    public var description: String { "case \(`case`.text), record \(seq): \(reason)" }
}

extension Case {
    /// Checks a chain from its first record on and folds it.
    public static func verified(_ records: [CaseRecord]) throws(BrokenChain) -> Case? {
        guard let first = records.first else { return nil }
        var previous = CaseRecord.origin
        var state: Case?
        for (index, record) in records.enumerated() {
            func broken(_ reason: String) -> BrokenChain {
                BrokenChain(case: first.case, seq: index + 1, reason: reason)
            }
            if record.seq != index + 1 { throw broken("its number is \(record.seq): records are missing or doubled") }
            if record.previous != previous { throw broken("it does not follow the record before") }
            if !record.isIntact { throw broken("its contents do not have its hash") }
            guard let event = record.event else { throw broken("its contents do not fit its kind “\(record.kind)”") }
            if state == nil {
                guard let opened = Case(record) else { throw broken("a case must begin with its opening") }
                state = opened
            } else {
                state?.apply(event, seq: record.seq, at: record.at, by: record.actor, hash: record.hash)
            }
            previous = record.hash
        }
        return state
    }
}
