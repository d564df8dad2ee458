import Crypto
import Foundation
import Grants
import Storage

extension Installation {
    /// The name of the job that writes the lots into the cases.
    static let lotteryJob = "lottery"

    /// Draws the lots of a round that has closed (抽選): once, and for good. The seed, and who took part, are written in the
    /// agency's record; the cases get their lots right afterwards.
    public func drawLots(of id: String, by administrator: Officer) async throws {
        let source = try round(id, for: administrator)
        let moment = now
        guard let intake = source.round.intake, intake.rule == .lottery else { throw Refusal.noLottery }
        guard source.round.phase(at: moment) == .closed else {
            throw Refusal(.untimely, Text("抽選は、受付が終了してから行います", en: "Lots are drawn once the round has closed"))
        }
        let lottery = Lottery(random: world.random)
        try await database.write { connection in
            let lotteries = Lotteries(connection)
            if try lotteries.find(id) != nil { throw Refusal.drawnAlready }
            let entrants = try lotteries.entrants(of: id)
            if entrants.isEmpty {
                throw Refusal(.untimely, Text("抽選の対象となる申請がありません", en: "Nothing was filed that takes part"))
            }
            let lots = lottery.draw(entrants, by: intake, budget: source.round.budget)
            let row = LotteryRow(
                round: id, seed: lottery.seed, receipts: lots.map(\.receipt), winners: lots.count(where: \.won),
                drawnAt: moment, drawnBy: administrator.actor)
            try lotteries.keep(row)
            try AgencyLog(connection).append(
                "round.drawn",
                .object([
                    "round": .string(id), "seed": .string(row.seed), "lots": .integer(Int64(row.receipts.count)),
                    "winners": .integer(Int64(row.winners)), "digest": .string(row.digest),
                ]), agency: administrator.agency, by: administrator.actor, at: moment)
            try JobQueue.enqueue(
                NewJob(
                    id: "lottery-\(id)", kind: Installation.lotteryJob, payload: id, runAt: moment.milliseconds),
                on: connection)
        }
    }

    /// The draw of a round; nil before there was one.
    public func lottery(of round: PublishedRound) async throws -> LotteryRow? {
        guard round.round.intake?.rule == .lottery else { return nil }
        let id = round.id
        return try await database.read { try Lotteries($0).find(id) }
    }

    /// Writes the lots into their cases. A case that has its lot keeps it, so that this may be done again.
    func writeLots(of id: String) async throws {
        guard let lottery = try await database.read({ try Lotteries($0).find(id) }) else { return }
        for start in stride(from: 0, to: lottery.receipts.count, by: 100) {
            let range = start..<min(start + 100, lottery.receipts.count)
            try await database.write { connection in
                let cases = try Lotteries(connection).cases(of: id, receipts: Array(lottery.receipts[range]))
                for index in range {
                    guard let found = cases[lottery.receipts[index]],
                        var state = try CaseLog(connection).load(found),
                        let programme = published.current.definition(of: state), state.lot == nil
                    else { continue }
                    let lot = CaseEvent.Drawing(
                        rank: index + 1, of: lottery.receipts.count, won: index < lottery.winners)
                    let events = try state.decide(
                        .draw(lot), by: lottery.drawnBy, at: lottery.drawnAt, under: programme)
                    try CaseLog(connection).append(
                        events, to: &state, by: lottery.drawnBy, at: lottery.drawnAt, under: programme)
                }
            }
        }
    }
}

extension LotteryRow {
    /// SHA-256 of the receipt numbers in the order of their lots, a line each: what the agency's record binds.
    public var digest: String {
        SHA256.hash(data: Data(receipts.joined(separator: "\n").utf8)).hexadecimalText
    }
}

extension Refusal {
    static let noLottery = Refusal(.notFound, Text("この公募は抽選ではありません", en: "This round has no lottery"))
    static let drawnAlready = Refusal(.conflict, Text("この公募の抽選は、すでに行われています", en: "Lots have been drawn already"))
}
