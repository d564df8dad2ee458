import struct FEEL.Number

/// Every case of a round's review stage with what its reviewers found (審査の一覧).
public struct ScoreBoard: Sendable {
    /// A reviewer's part in a case.
    public struct Part: Sendable, Equatable {
        public let reviewer: ID<Account>
        public let progress: Assignment.Progress
        /// Where it was scored.
        public let total: Number?
        /// The points of the sheet's criteria, by name.
        public let points: [String: Int64]

        public init(
            reviewer: ID<Account>, progress: Assignment.Progress, total: Number? = nil, points: [String: Int64] = [:]
        ) {
            self.reviewer = reviewer
            self.progress = progress
            self.total = total
            self.points = points
        }
    }

    /// A case's line.
    public struct Line: Sendable {
        public let id: ID<Case>
        public let number: String
        public let title: String
        public let organisation: String
        public let window: String
        /// Whether it is in the stage now; otherwise it has left it.
        public let isHere: Bool
        public let parts: [Part]
        /// What was asked for, in yen.
        public let amount: Int64?

        /// The exact mean of the totals; nil before anyone has scored.
        public let mean: Number?
        public let spread: Number?
        public let lowest: Number?
        public let highest: Number?
        /// The mean of the adjusted scores.
        public internal(set) var adjusted: Number?

        public init(
            id: ID<Case>, number: String, title: String, organisation: String, window: String, isHere: Bool,
            parts: [Part], amount: Int64?
        ) {
            self.id = id
            self.number = number
            self.title = title
            self.organisation = organisation
            self.window = window
            self.isHere = isHere
            self.parts = parts
            self.amount = amount
            let totals = parts.compactMap(\.total)
            mean = Number.mean(of: totals)
            spread = Number.spread(of: totals)
            lowest = totals.min()
            highest = totals.max()
        }

        /// How many have scored, and how many of those who were asked can.
        public var scored: Int { parts.count { $0.total != nil } }
        public var able: Int { parts.count { $0.progress != .released && $0.progress != .conflicted } }

        /// The exact mean of a criterion's points.
        public func mean(of criterion: String) -> Number? {
            Number.mean(of: parts.compactMap { part in part.points[criterion].map { Number($0) } })
        }
    }

    /// In the order of their numbers.
    public let lines: [Line]
    /// The reviewers who were asked, in the order of their names.
    public let reviewers: [(id: ID<Account>, name: String)]
    /// How many each case needs.
    public let needed: Int

    public init(lines: [Line], reviewers: [ID<Account>: String], needed: Int) {
        var lines = lines.sorted { ($0.number, $0.id.text) < ($1.number, $1.id.text) }
        self.reviewers = reviewers.map { ($0.key, $0.value) }.sorted { ($0.1, $0.0.text) < ($1.1, $1.0.text) }
        self.needed = needed
        var given: [ID<Account>: [(line: Int, total: Number)]] = [:]
        for (index, line) in lines.enumerated() {
            for part in line.parts {
                if let total = part.total { given[part.reviewer, default: []].append((index, total)) }
            }
        }
        var adjusted: [Int: [Number]] = [:]
        for scores in given.values {
            for (score, value) in zip(scores, Adjusted.scores(scores.map(\.total))) {
                adjusted[score.line, default: []].append(value)
            }
        }
        for (index, values) in adjusted { lines[index].adjusted = Number.mean(of: values) }
        self.lines = lines
    }

    /// How far a reviewer is.
    public struct Workload: Sendable, Equatable {
        public var scored = 0
        public var waiting = 0
        public var conflicts = 0
        public var mean: Number?
    }

    public func workload(of reviewer: ID<Account>) -> Workload {
        let parts = lines.flatMap(\.parts).filter { $0.reviewer == reviewer }
        return Workload(
            scored: parts.count { $0.total != nil },
            waiting: parts.count { $0.progress == .undeclared || $0.progress == .scoring },
            conflicts: parts.count { $0.progress == .conflicted }, mean: Number.mean(of: parts.compactMap(\.total)))
    }

    /// Scores that are still to come before every case has as many as it needs.
    public var missing: Int { lines.filter(\.isHere).reduce(0) { $0 + max(0, needed - $1.scored) } }
}
