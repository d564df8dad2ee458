import Grants
import Storage

extension Installation {
    /// Who is invited to a round, as far as a page shows them, and how many there are.
    public func invitations(
        to id: String, for administrator: Officer
    ) async throws -> (rows: [InvitationRow], count: Int) {
        let round = try self.round(id, for: administrator)
        return try await database.read { connection in
            let invitations = Invitations(connection)
            return (try invitations.all(of: round.id, limit: 500), try invitations.count(of: round.id))
        }
    }

    /// Invites organisations to a round: those whose cases of another round ended as they asked for, and those with some
    /// corporate numbers. Whoever signed in before gets the address by mail. Inviting again changes nothing.
    /// - Returns: how many are newly invited.
    public func invite(
        to id: String, succeededIn other: String?, numbers typed: String, by administrator: Officer
    ) async throws -> Int {
        let round = try self.round(id, for: administrator)
        let source = try other.map { try self.round($0, for: administrator) }
        var numbers: [String] = []
        for line in typed.split(whereSeparator: \.isNewline) {
            let number = Plain.code(String(line))
            if number.isEmpty { continue }
            guard CorporateNumber.isValid(number) else {
                throw Refusal(
                    .invalid,
                    Text("「\(line)」は法人番号ではありません。13桁の数字を確認してください", en: "“\(line)” is no corporate number"),
                    field: "numbers")
            }
            numbers.append(number)
        }
        if source == nil, numbers.isEmpty {
            throw Refusal(
                .invalid, Text("公募回を選ぶか、法人番号を入力してください", en: "Choose a round, or enter corporate numbers"),
                field: "numbers")
        }
        let (moment, named, world) = (now, numbers, world)
        return try await database.write { connection -> Int in
            let invitations = Invitations(connection)
            var invitees = try source.map { try invitations.successful(in: $0.id, agency: administrator.agency) } ?? []
            for number in named {
                let name = try invitations.known(withNumber: number).first?.1 ?? ""
                invitees.append((.corporateNumber(number), name))
            }
            var added = 0
            for (invitee, name) in invitees {
                guard
                    try invitations.add(
                        invitee, named: name, to: round.id, at: moment, by: administrator.name)
                else { continue }
                added += 1
                let known: [ID<Organisation>] =
                    switch invitee {
                    case .organisation(let id): [id]
                    case .corporateNumber(let number): try invitations.known(withNumber: number).map(\.0)
                    }
                for organisation in known {
                    try queue(
                        .invited(to: round, address: settings.address), ids: MailIDs(world), to: organisation,
                        at: moment, on: connection)
                }
            }
            try AgencyLog(connection).append(
                "invitation.added",
                .members([
                    "round": .string(round.id), "from": source.map { .string($0.id) },
                    "numbers": named.isEmpty ? nil : .strings(named), "added": .integer(Int64(added)),
                ]), agency: administrator.agency, by: administrator.actor, at: moment)
            return added
        }
    }

    /// Takes an invitation back. Drafts that were begun stay, and can be submitted.
    public func uninvite(_ invitee: Invitee, from id: String, by administrator: Officer) async throws {
        let round = try self.round(id, for: administrator)
        let moment = now
        try await database.write { connection in
            try Invitations(connection).remove(invitee, from: round.id)
            try AgencyLog(connection).append(
                "invitation.removed", .object(["round": .string(round.id), "invitee": .string(invitee.text)]),
                agency: administrator.agency, by: administrator.actor, at: moment)
        }
    }
}
