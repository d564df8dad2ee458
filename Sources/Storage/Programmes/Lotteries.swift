import Grants

/// A draw as it was made.
public struct LotteryRow: Sendable, Equatable {
    public let round: String
    public let seed: String
    /// In the order of the lots.
    public let receipts: [String]
    /// How many of them won: the first.
    public let winners: Int
    public let drawnAt: Instant
    public let drawnBy: Actor

    public init(round: String, seed: String, receipts: [String], winners: Int, drawnAt: Instant, drawnBy: Actor) {
        self.round = round
        self.seed = seed
        self.receipts = receipts
        self.winners = winners
        self.drawnAt = drawnAt
        self.drawnBy = drawnBy
    }
}

/// Draws of rounds (抽選).
public struct Lotteries {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func find(_ round: String) throws -> LotteryRow? {
        try connection.first("select * from lottery where round_id = \(round)").map { row in
            LotteryRow(
                round: round, seed: try row.text("seed"),
                receipts: try row.text("receipts").split(separator: "\n").map(String.init),
                winners: Int(try row.integer("winners")), drawnAt: try row.instant("drawn_at"),
                drawnBy: Actor(kind: .staff, id: try row.text("drawn_by"), name: try row.text("drawn_by_name")))
        }
    }

    /// Keeps a draw; the round's only one.
    public func keep(_ row: LotteryRow) throws {
        try connection.execute(
            """
            insert into lottery (round_id, seed, receipts, winners, drawn_at, drawn_by, drawn_by_name)
            values (\(row.round), \(row.seed), \(row.receipts.joined(separator: "\n")), \(row.winners),
                \(row.drawnAt.milliseconds), \(row.drawnBy.id), \(row.drawnBy.name))
            """)
    }

    /// Who takes part: the cases that hold a place, by their receipt numbers.
    public func entrants(of round: String) throws -> [Lottery.Entrant] {
        try connection.rows(
            "select number, held from cases where round_id = \(round) and held is not null order by number"
        ).map { Lottery.Entrant(receipt: try $0.text("number"), asks: try $0.integer("held")) }
    }

    /// The cases of a round that have some receipt numbers and still take part.
    public func cases(of round: String, receipts: [String]) throws -> [String: ID<Case>] {
        var cases: [String: ID<Case>] = [:]
        for row in try connection.rows(
            """
            select id, number from cases where round_id = \(round) and held is not null
                and number in \(SQL.texts(receipts))
            """)
        {
            cases[try row.text("number")] = try row.id("id")
        }
        return cases
    }
}
