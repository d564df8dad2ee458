import Grants
import Storage

/// What importing a folder changed.
public struct ImportReport: Sendable {
    public let agency: ID<Agency>
    public let programme: String
    /// The version the documents are published as now.
    public let version: Int
    /// Whether the documents differ from the version before; rounds are written either way.
    public let isNewVersion: Bool
    public let rounds: [String]
}

extension Installation {
    /// Publishes a checked folder: its documents become the programme's next version unless they are those of the
    /// newest, and its rounds call under it.
    public func importProgramme(_ folder: ProgrammeFolder, by actor: Actor) async throws -> ImportReport {
        let moment = now
        let newAgency = world.id(Agency.self)
        let documents = folder.programme.documents
        let report = try await database.write { connection in
            let table = ProgrammeTable(connection)
            let agency = try table.agency(folder.programme.agency, new: newAgency)
            let id = "\(folder.programme.agency.code)/\(folder.programme.code)"
            let existing = try table.programme(agency: agency, code: folder.programme.code)
            var version = existing?.version ?? 0
            let same = try existing.map { try table.documents(of: id, version: $0.version) == documents } ?? false
            if !same {
                version = try table.publish(id, agency: agency, code: folder.programme.code, documents: documents)
                try AgencyLog(connection).append(
                    "programme.published", .object(["programme": .string(id), "version": .integer(Int64(version))]),
                    agency: agency, by: actor, at: moment)
            }
            for round in folder.rounds {
                let row = try table.round("\(id)/\(round.code)")
                try writeRound(
                    round, of: id, version: version, agency: agency, after: row, kind: "round.imported", by: actor,
                    at: moment, on: connection)
            }
            return ImportReport(
                agency: agency, programme: id, version: version, isNewVersion: !same,
                rounds: folder.rounds.map { "\(id)/\($0.code)" })
        }
        try await published.reload(from: database)
        return report
    }

    /// A programme's newest version and its rounds, as the folder that would give them again.
    public func exportProgramme(_ id: String) -> ProgrammeFolder? {
        let offer = published.current
        guard let programme = offer.programme(id) else { return nil }
        return ProgrammeFolder(
            programme: programme.newest, rounds: offer.rounds.filter { $0.row.programme == id }.map(\.round))
    }
}

/// Stores a round as its next revision, and says so in the agency's log.
func writeRound(
    _ round: Round, of programme: String, version: Int, agency: ID<Agency>, after row: RoundRow?, kind: String,
    by actor: Actor, at now: Instant, on connection: Connection
) throws {
    let next = RoundRow(
        id: "\(programme)/\(round.code)", agency: agency, programme: programme, version: version, code: round.code,
        revision: (row?.revision ?? 0) + 1, document: round.document, changedAt: now)
    if let row, row.document == next.document, row.version == next.version { return }
    try ProgrammeTable(connection).write(next)
    try AgencyLog(connection).append(
        kind,
        .object([
            "round": .string(next.id), "revision": .integer(Int64(next.revision)), "version": .integer(Int64(version)),
            "document": .string(next.document),
        ]), agency: agency, by: actor, at: now)
}
