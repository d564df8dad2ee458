import Grants
import Storage

extension Installation {
    /// What is taken of a round that gives its places out in order or by lot, to be shown; nil for other rounds.
    public func taken(of round: PublishedRound) async throws -> Intake.Taken? {
        if round.round.intake == nil { return nil }
        let id = round.id
        return try await database.readAnywhere { try Intakes($0).taken(id) }
    }

    /// The rounds in which nothing more can be filed because every place is taken (先着).
    public func fullRounds() async throws -> Set<String> {
        let limited = published.current.rounds.filter { $0.round.intake?.rule == .firstCome }
        if limited.isEmpty { return [] }
        return try await database.readAnywhere { connection in
            Set(
                try limited.filter { candidate in
                    let taken = try Intakes(connection).taken(candidate.id)
                    return candidate.round.intake?.isFull(beside: taken, budget: candidate.round.budget) ?? false
                }.map(\.id))
        }
    }

    /// Refuses to begin what could not be submitted any more: every place of the round is taken.
    public func checkPlaces(of round: PublishedRound) async throws {
        guard let intake = round.round.intake else { return }
        let id = round.id
        let taken = try await database.read { try Intakes($0).taken(id) }
        guard intake.isFull(beside: taken, budget: round.round.budget) else { return }
        throw intake.places.map { taken.cases >= $0 ? Refusal.full($0) : .usedUp } ?? .usedUp
    }
}
