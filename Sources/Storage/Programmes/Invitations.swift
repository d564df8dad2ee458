import Grants

/// Someone who is invited to a round.
public struct InvitationRow: Sendable, Equatable {
    public let invitee: Invitee
    /// What the organisation is called; empty where only its corporate number is known.
    public let name: String
    public let at: Instant
    public let by: String
}

/// Whom an invitation is for.
public enum Invitee: Hashable, Sendable {
    /// One that has filed or signed in.
    case organisation(ID<Organisation>)
    /// 法人番号: whoever signs in with it.
    case corporateNumber(String)

    /// As it is stored: 13 digits, or an identifier.
    public var text: String {
        switch self {
        case .organisation(let id): id.text
        case .corporateNumber(let number): number
        }
    }

    public init?(_ text: String) {
        if text.utf8.count == 13 {
            self = .corporateNumber(text)
        } else if let id = ID<Organisation>(text) {
            self = .organisation(id)
        } else {
            return nil
        }
    }
}

/// Who may see and file in rounds that are for invited organisations only.
public struct Invitations {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Invites someone; true where they were not invited before.
    public func add(
        _ invitee: Invitee, named name: String, to round: String, at now: Instant, by actor: String
    ) throws -> Bool {
        try connection.execute(
            """
            insert into invitation (round_id, invitee, name, invited_at, invited_by)
            values (\(round), \(invitee.text), \(name), \(now.milliseconds), \(actor)) on conflict do nothing
            """)
        return try connection.changes > 0
    }

    public func remove(_ invitee: Invitee, from round: String) throws {
        try connection.execute("delete from invitation where round_id = \(round) and invitee = \(invitee.text)")
    }

    public func includes(_ organisation: Organisation, in round: String) throws -> Bool {
        try connection.first(
            "select 1 from invitation where round_id = \(round) and invitee in \(SQL.texts(keys(organisation)))")
            != nil
    }

    private func keys(_ organisation: Organisation) -> [String] {
        [organisation.id.text] + [organisation.corporateNumber].compactMap { $0 }
    }

    /// Who is invited to a round, by name.
    public func all(of round: String, limit: Int) throws -> [InvitationRow] {
        try connection.rows(
            "select * from invitation where round_id = \(round) order by name, invitee limit \(limit)"
        ).compactMap { row in
            guard let invitee = Invitee(try row.text("invitee")) else { return nil }
            return InvitationRow(
                invitee: invitee, name: try row.text("name"), at: try row.instant("invited_at"),
                by: try row.text("invited_by"))
        }
    }

    public func count(of round: String) throws -> Int {
        Int(try connection.first("select count(*) as n from invitation where round_id = \(round)")?.integer("n") ?? 0)
    }

    /// The rounds an organisation is invited to, the last invitation first.
    public func rounds(of organisation: Organisation) throws -> [String] {
        try connection.rows(
            """
            select round_id from invitation where invitee in \(SQL.texts(keys(organisation)))
            order by invited_at desc limit 100
            """
        ).map { try $0.text("round_id") }
    }

    /// The organisations whose cases of a round ended as they asked for.
    public func successful(in round: String, agency: ID<Agency>) throws -> [(Invitee, String)] {
        let good = Verdict.allCases.filter(\.isFavourable).map(\.rawValue)
        return try connection.rows(
            """
            select organisation_id, min(organisation_name) as name from cases
            where agency_id = \(agency.text) and round_id = \(round) and status in \(SQL.texts(good))
            group by organisation_id order by organisation_id
            """
        ).map { (.organisation(try $0.id("organisation_id")), try $0.text("name")) }
    }

    /// Those who signed in with a corporate number.
    public func known(withNumber number: String) throws -> [(ID<Organisation>, String)] {
        try connection.rows("select id, name from organisation where corporate_number = \(number)").map {
            (try $0.id("id"), try $0.text("name"))
        }
    }
}
