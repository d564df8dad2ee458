import Grants

import struct FEEL.Number

/// The answers of filings, for columns that show them: read for the rows of one page only.
public struct FiledAnswers {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// The answers each case last filed in some procedures, by procedure.
    public func read(_ cases: [ID<Case>], procedures: Set<String>) throws -> [ID<Case>: [String: JSON]] {
        var answers: [ID<Case>: [String: JSON]] = [:]
        for id in cases {
            for row in try connection.rows(
                "select data from case_event where case_id = \(id.text) and kind = 'submitted' order by seq")
            {
                let data = try row.json("data")
                guard let procedure = data["procedure"]?.string, procedures.contains(procedure) else { continue }
                answers[id, default: [:]][procedure] = data["answers"]
            }
        }
        return answers
    }

    /// What each case last filed in each procedure, with what the office entered beside it: for many cases at once.
    public func known(_ cases: [ID<Case>]) throws -> [ID<Case>: [String: JSON]] {
        var answers: [ID<Case>: [String: JSON]] = [:]
        // Of the case whose events are being read: each filing's procedure, what was filed last, what was entered last.
        var (current, filings): (ID<Case>?, [String: (procedure: String, filed: JSON)]) = (nil, [:])
        try eachEvent(of: cases, kinds: ["submitted", "entered"]) { id, kind, data in
            if current != id { (current, filings) = (id, [:]) }
            guard let filing = data["filing"]?.string, let given = data["answers"] else { return }
            if let procedure = data["procedure"]?.string {
                let entered = filings[filing] == nil ? [:] : answers[id]?[procedure]?["entered"]?.object ?? [:]
                filings[filing] = (procedure, given)
                answers[id, default: [:]][procedure] = .object(["filed": given, "entered": .object(entered)])
            } else if let known = filings[filing] {
                answers[id, default: [:]][known.procedure] = .object(["filed": known.filed, "entered": given])
            }
        }
        return answers.mapValues { procedures in
            procedures.mapValues { both in
                .object((both["filed"]?.object ?? [:]).merging(both["entered"]?.object ?? [:]) { $1 })
            }
        }
    }

    /// A score sheet a reviewer handed in.
    public struct Scored: Sendable {
        public let procedure: String
        public let stage: String
        public let reviewer: String
        public let answers: JSON
        public let total: Number
    }

    /// The score sheets of some cases, in the order they came in.
    public func scores(_ cases: [ID<Case>]) throws -> [ID<Case>: [Scored]] {
        var scores: [ID<Case>: [Scored]] = [:]
        var (procedures, assigned): ([String: String], [String: CaseEvent.Assignment]) = ([:], [:])
        try eachEvent(of: cases, kinds: ["submitted", "assigned", "scored"]) { id, kind, data in
            switch kind {
            case "submitted":
                if let filing = data["filing"]?.string { procedures[filing] = data["procedure"]?.string }
            default:
                switch CaseEvent(kind: kind, data: data) {
                case .assigned(let it): assigned[it.id.text] = it
                case .scored(let it):
                    guard let task = assigned[it.assignment.text] else { return }
                    scores[id, default: []].append(
                        Scored(
                            procedure: procedures[task.filing.text] ?? "", stage: task.stage,
                            reviewer: task.reviewerName, answers: it.answers, total: it.total))
                default: return
                }
            }
        }
        return scores
    }

    private func eachEvent(
        of cases: [ID<Case>], kinds: [String], _ body: (ID<Case>, String, JSON) throws -> Void
    ) throws {
        for row in try connection.rows(
            """
            select case_id, kind, data from case_event
            where case_id in \(SQL.texts(cases.map(\.text))) and kind in \(in: kinds) order by case_id, seq
            """)
        {
            try body(try row.id("case_id"), try row.text("kind"), try row.json("data"))
        }
    }
}
