import Grants
import Storage

/// The sums of one round over the windows a person may see.
public struct RoundFiguresView: Sendable {
    public let round: PublishedRound
    /// The windows that are summed up, in the programme's order.
    public let windows: [Window]
    public let lines: [RoundFigures.Line]
    /// Whether these are all windows of the round: only then is there anything to say of its budget.
    public let isWhole: Bool
}

extension Installation {
    /// 集計 of one round.
    public func figures(of id: String, for officer: Officer) async throws -> RoundFiguresView {
        guard let round = published.current.round(id), let view = try await figures(of: [round], for: officer).first
        else { throw Refusal.noRound }
        return view
    }

    /// 集計 of every round of the officer's agency they have a window of, the latest first.
    public func figures(for officer: Officer) async throws -> [RoundFiguresView] {
        let rounds = published.current.rounds.filter { $0.agency.id == officer.agency }
            .sorted { ($0.round.closes, $0.id) > ($1.round.closes, $1.id) }
        return try await figures(of: rounds, for: officer, [.status, .granted])
    }

    /// All rounds of the officer's agency together: by day, window and status.
    public func totalFigures(for officer: Officer) async throws -> (windows: [Window], lines: [RoundFigures.Line]) {
        let own = handled(by: officer)
        let lines = try await database.readAnywhere { connection in
            try RoundFigures(connection).total(officer.agency, windows: own.sorted(), [.day, .status, .granted])
        }
        return (windows(of: officer.agency).filter { own.contains($0.id) }, lines)
    }

    private func figures(
        of rounds: [PublishedRound], for officer: Officer,
        _ figures: [RoundFigures.Figure] = RoundFigures.Figure.allCases
    ) async throws -> [RoundFiguresView] {
        let own = handled(by: officer)
        let seen = rounds.filter { $0.agency.id == officer.agency && $0.windows.contains { own.contains($0.id) } }
        let lines = try await database.readAnywhere { connection in
            try RoundFigures(connection).read(
                officer.agency, rounds: seen.map(\.id), windows: own.sorted(), figures)
        }
        let byRound = Dictionary(grouping: lines, by: \.round)
        return seen.map { round in
            RoundFiguresView(
                round: round, windows: round.windows.filter { own.contains($0.id) }, lines: byRound[round.id] ?? [],
                isWhole: round.windows.allSatisfy { own.contains($0.id) })
        }
    }

    /// Makes the figures of cases that were there before there were any, some at a time; the rest is another job, so that
    /// mails do not wait.
    /// - Parameter id: the case to go on after.
    func makeFigures(after id: String) async throws {
        var after = id
        let (offer, moment) = (published.current, now)
        for _ in 0..<20 {
            let start = after
            let ids = try await database.read { try RoundFigures($0).missing(after: start, limit: 100) }
            guard let last = ids.last else { return }
            after = last.text
            try await database.write { connection in
                for id in ids { try RoundFigures(connection).make(for: id) { offer.definition(of: $0) } }
            }
        }
        let rest = after
        try await database.write { connection in
            try JobQueue.enqueue(
                NewJob(
                    id: "\(RoundFigures.job)-\(rest)", kind: RoundFigures.job, payload: rest,
                    runAt: moment.milliseconds), on: connection)
        }
    }
}
