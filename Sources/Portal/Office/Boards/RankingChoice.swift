import Grants
import UseCases

/// A ranking as an address asks for it: what it orders by, what decides between the same scores, and the budget.
struct RankingChoice: Sendable {
    let board: ReviewBoard
    let basis: Ranking.Basis
    let criterion: Field?
    let ranking: Ranking
    let typedBudget: String
    let isBudgetUnread: Bool

    init(_ visit: Visit, _ officer: Officer) async throws {
        let query = visit.query
        board = try await BoardPlace(visit).load(visit, officer, amount: query["amount"], readsAmounts: true)
        basis = query["by"].flatMap(Ranking.Basis.init) ?? .mean
        // Nothing said is the main criterion; an empty word is none.
        if let name = query["tie"] {
            criterion = board.sheet.criteria.first { $0.name == name }
        } else {
            criterion = board.mainCriterion
        }
        let asked = query["budget"].map { Plain.code($0).filter { !",円-".contains($0) } }
        let budget = asked.map { Int64($0) } ?? board.round.round.budget?.amount
        isBudgetUnread = asked.map { !$0.isEmpty && (Int64($0) ?? -1) < 0 } ?? false
        typedBudget = isBudgetUnread ? query["budget"] ?? "" : budget.map { Yen($0).grouped } ?? ""
        ranking = Ranking(
            board.board, by: basis, criterion: criterion?.name,
            budget: board.amount == nil || isBudgetUnread ? nil : budget)
    }

    /// The parts of the address, so that what is made of the ranking is made of this one.
    var members: [(String, String)] {
        [
            ("by", basis.rawValue), ("tie", criterion?.name ?? "-"), ("amount", board.amount?.name ?? ""),
            ("budget", ranking.budget.map { String($0) } ?? "-"),
        ]
    }

    var basisTitle: Phrase { basis == .mean ? Words.Scoring.mean : Words.Scoring.adjusted }
    var otherTitle: Phrase { basis == .mean ? Words.Scoring.adjusted : Words.Scoring.mean }

    /// How the order came to be, in a sentence.
    var rule: Text { Minutes.rule(basis, criterion) }
}
