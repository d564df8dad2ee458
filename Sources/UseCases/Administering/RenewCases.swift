import Grants
import Storage

/// A running case that could go on under the newest version of its programme.
public struct RenewalCandidate: Sendable {
    public let row: CaseRow
    /// Why it cannot; empty where it can.
    public let obstacles: [Text]
}

/// The running cases of an older version of a programme, as far as a page shows them.
public struct Renewal: Sendable {
    public let version: Int
    public let total: Int
    public let candidates: [RenewalCandidate]
    /// What the next page begins after; nil on the last.
    public let next: String?
    /// What is different in the newest version's flow.
    public let changes: [FlowDifference.Change]
    /// The forms that differ in the newest version.
    public let forms: [Text]
    /// Whether cases of it are being moved now.
    public let isUnderWay: Bool
}

extension Installation {
    /// The name of the job that moves cases to a newer version.
    static let renewalJob = "renewal"
    /// Cases on one page.
    static let renewalPage = 50

    /// How many running cases are under older versions of a programme, by version.
    public func olderVersions(of programme: String, for administrator: Officer) async throws -> [Int: Int] {
        let found = try self.programme(programme, for: administrator)
        return try await database.read { try CasesByVersion(of: found.id, on: $0).counts() }
            .filter { $0.key < found.row.version }
    }

    /// What moving the cases of an older version would do: what changes, and each case with what is in its way.
    public func renewal(
        of programme: String, from version: Int, after: String = "", for administrator: Officer
    ) async throws -> Renewal {
        let found = try self.programme(programme, for: administrator)
        guard version < found.row.version, let old = found.versions[version] else { throw Refusal.noProgramme }
        let size = Installation.renewalPage
        return try await database.read { connection in
            let cases = CasesByVersion(of: found.id, on: connection)
            let rows = try cases.page(version, after: after, size: size + 1)
            let candidates = try rows.prefix(size).compactMap { row -> RenewalCandidate? in
                guard let state = try CaseLog(connection).load(row.id) else { return nil }
                return RenewalCandidate(row: row, obstacles: state.obstacles(to: found.newest, from: old))
            }
            return Renewal(
                version: version, total: try cases.counts()[version] ?? 0, candidates: candidates,
                next: rows.count > size ? candidates.last?.row.id.text : nil,
                changes: FlowDifference(from: old.flow, to: found.newest.flow).changes,
                forms: found.newest.forms.filter { old.form($0.id) != $0 }.map(\.title),
                isUnderWay: try JobQueue.isWaiting(renewalID(found.id, version, found.row.version), on: connection))
        }
    }

    private func renewalID(_ programme: String, _ from: Int, _ to: Int) -> String {
        "renewal-\(programme)-\(from)-\(to)"
    }

    /// Moves running cases of an older version to the newest, all of them or those that were chosen, and drafts of theirs
    /// with them. What something is in the way of stays as it is.
    /// - Parameter seen: the version the page showed as the newest.
    public func renewCases(
        of programme: String, from version: Int, to seen: Int, only chosen: [ID<Case>]?, by administrator: Officer
    ) async throws {
        let found = try self.programme(programme, for: administrator)
        guard seen == found.row.version, version < seen else {
            throw Refusal(
                .conflict, Text("新しい版が公開されました。もう一度確かめてください", en: "A newer version was published; look again"))
        }
        let moment = now
        let payload = JSON.members([
            "programme": .string(found.id), "from": .integer(Int64(version)), "to": .integer(Int64(seen)),
            "actor": .string(administrator.account.id.text), "name": .string(administrator.name),
            "cases": chosen.map { .strings($0.map(\.text)) },
        ])
        let id = chosen == nil ? renewalID(found.id, version, seen) : "renewal-\(world.id(Case.self))"
        try await database.write { connection in
            try AgencyLog(connection).append(
                "cases.renewed",
                .members([
                    "programme": .string(found.id), "from": .integer(Int64(version)), "to": .integer(Int64(seen)),
                    "cases": chosen.map { .strings($0.map(\.text)) },
                ]), agency: administrator.agency, by: administrator.actor, at: moment)
            try JobQueue.enqueue(
                NewJob(id: id, kind: Installation.renewalJob, payload: payload.canonical, runAt: moment.milliseconds),
                on: connection)
        }
    }

    /// Does what a renewal asked for, a few cases in each commit. Done again, it finds them moved.
    func renew(_ payload: String) async throws {
        let data = try JSON(parsing: payload)
        guard let id = data["programme"]?.string, let from = data["from"]?.integer, let to = data["to"]?.integer,
            let found = published.current.programme(id), let old = found.versions[Int(from)],
            let next = found.versions[Int(to)], let account = data["actor"]?.string, let name = data["name"]?.string
        else { return }
        let actor = Actor(kind: .administrator, id: account, name: name)
        let moment = now
        var chosen = data["cases"]?.array?.compactMap { $0.string.flatMap { ID<Case>($0) } }
        var after = ""
        while true {
            let start = after
            let group: [ID<Case>]
            if let rest = chosen {
                group = Array(rest.prefix(50))
                chosen = Array(rest.dropFirst(50))
            } else {
                group = try await database.read {
                    try CasesByVersion(of: id, on: $0).page(Int(from), after: start, size: 50).map(\.id)
                }
            }
            guard let last = group.last else { return }
            after = last.text
            try await database.write { connection in
                for id in group {
                    guard var state = try CaseLog(connection).load(id), state.version == Int(from),
                        state.opening.programme == found.id,
                        let events = try? state.decide(.renew(Int(to), next), by: actor, at: moment, under: old)
                    else { continue }
                    try CaseLog(connection).append(events, to: &state, by: actor, at: moment, under: next)
                    try Drafts(connection).move(of: id, to: Int(to))
                }
            }
        }
    }
}
