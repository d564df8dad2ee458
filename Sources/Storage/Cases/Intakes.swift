import Grants

/// How much of a round's places is taken, for rounds that give them out in order or by lot. The numbers change in the
/// transaction that changes a case, and follow from the cases.
public struct Intakes {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// What is taken of a round.
    public func taken(_ round: String) throws -> Intake.Taken {
        guard let row = try connection.first("select cases, amount from intake where round_id = \(round)") else {
            return Intake.Taken()
        }
        return Intake.Taken(cases: Int(try row.integer("cases")), amount: try row.integer("amount"))
    }

    /// Takes, changes or gives back the place of one case; nil is no place.
    func change(_ round: String, from before: Int64?, to now: Int64?) throws {
        if before == now { return }
        let cases = (now == nil ? 0 : 1) - (before == nil ? 0 : 1)
        let amount = (now ?? 0) - (before ?? 0)
        try connection.execute(
            """
            insert into intake (round_id, cases, amount) values (\(round), \(cases), \(amount))
            on conflict (round_id) do update set cases = intake.cases + excluded.cases,
                amount = intake.amount + excluded.amount
            """)
    }

    /// What of the numbers is not what summing up the cases gives, in words.
    public func differences() throws -> [String] {
        try connection.rows(
            """
            select round_id, sum(cases) as cases, sum(amount) as amount from (
                select round_id, count(*) as cases, sum(held) as amount from cases where held is not null
                group by round_id
                union all select round_id, -cases, -amount from intake) as both_sides
            group by round_id having sum(cases) <> 0 or sum(amount) <> 0
            """
        ).map { row in
            """
            the places taken of round \(try row.text("round_id")) are off by \(-(try row.integer("cases"))) cases and \
            \(-(try row.integer("amount"))) yen
            """
        }
    }
}

extension Migration {
    /// Places of rounds that give them out in order or by lot.
    static let intakes = Migration(
        number: 61, name: "intakes",
        statements: [
            "alter table cases add column held integer",
            "create index cases_by_held on cases (round_id) where held is not null",
            "create table intake (round_id text primary key, cases integer not null, amount integer not null)",
            """
            create table lottery (round_id text primary key, seed text not null, receipts text not null,
                winners integer not null, drawn_at integer not null, drawn_by text not null,
                drawn_by_name text not null)
            """,
        ])
}
