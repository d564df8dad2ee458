import struct FEEL.Number

/// The cases of a board by rank (順位), with what can be granted from a budget.
///
/// The order is total: the higher mean first (or adjusted score), then the higher mean of one criterion, then the receipt
/// number. Cases with the same scores share a rank.
public struct Ranking: Sendable {
    /// What the order rests on.
    public enum Basis: String, Sendable, CaseIterable {
        case mean, adjusted

        public var title: Text {
            switch self {
            case .mean: Text("平均点", en: "Mean")
            case .adjusted: Text("調整点", en: "Adjusted score")
            }
        }
    }

    public struct Place: Sendable {
        public let rank: Int
        public let line: ScoreBoard.Line
        public let score: Number
        /// The mean of the criterion that decides between the same scores.
        public let tieBreak: Number?
        /// What this and all before it ask for.
        public let cumulative: Int64
        /// Whether the budget is enough for it and all before it.
        public let isWithin: Bool
        /// Whether its score is another's, so that only the rules for ties set them in order.
        public let isTied: Bool
    }

    public let places: [Place]
    /// Cases nobody has scored.
    public let unranked: [ScoreBoard.Line]
    public let budget: Int64?

    /// - Parameter criterion: the name of the criterion that decides between the same scores.
    public init(_ board: ScoreBoard, by basis: Basis = .mean, criterion: String? = nil, budget: Int64? = nil) {
        struct Key {
            let line: ScoreBoard.Line
            let score: Number
            let tieBreak: Number?
        }
        var keys: [Key] = []
        var unranked: [ScoreBoard.Line] = []
        for line in board.lines {
            if let score = basis == .mean ? line.mean : line.adjusted {
                keys.append(Key(line: line, score: score, tieBreak: criterion.flatMap(line.mean(of:))))
            } else {
                unranked.append(line)
            }
        }
        keys.sort { left, right in
            if left.score != right.score { return left.score > right.score }
            if left.tieBreak != right.tieBreak {
                guard let own = left.tieBreak, let other = right.tieBreak else { return left.tieBreak != nil }
                return own > other
            }
            return (left.line.number, left.line.id.text) < (right.line.number, right.line.id.text)
        }
        var places: [Place] = []
        var (sum, isWithin) = (Int64(0), true)
        for (index, key) in keys.enumerated() {
            let isSame = { (other: Int) in keys.indices.contains(other) && keys[other].score == key.score }
            let isEqual = isSame(index - 1) && keys[index - 1].tieBreak == key.tieBreak
            sum = sum.addingReportingOverflow(key.line.amount ?? 0).overflow ? .max : sum + (key.line.amount ?? 0)
            // The line is drawn once: what is too much for the budget ends it, so that nobody overtakes a better case.
            if let budget, sum > budget { isWithin = false }
            places.append(
                Place(
                    rank: isEqual ? places[index - 1].rank : index + 1, line: key.line, score: key.score,
                    tieBreak: key.tieBreak, cumulative: sum, isWithin: isWithin,
                    isTied: isSame(index - 1) || isSame(index + 1)))
        }
        self.places = places
        self.unranked = unranked
        self.budget = budget
    }

    /// The place of the first case that the budget is not enough for; nil where it is enough for all.
    public var cut: Int? { places.firstIndex { !$0.isWithin } }

    /// Whether the line falls between cases of the same score: only the rules for ties part them.
    public var isCutTied: Bool {
        guard let cut, cut > 0 else { return false }
        return places[cut - 1].score == places[cut].score
    }
}
