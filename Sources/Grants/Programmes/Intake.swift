/// How a round with fewer places than may be asked for gives them out: 先着 or 抽選.
public struct Intake: Sendable, Equatable {
    public var rule: Rule
    /// How many cases there is room for; nil where only the budget is a limit.
    public var places: Int?
    /// The field of the first procedure's form whose amounts together must fit in the round's budget; nil where the
    /// budget is no limit.
    public var amount: String?

    public init(rule: Rule, places: Int? = nil, amount: String? = nil) {
        self.rule = rule
        self.places = places
        self.amount = amount
    }

    public enum Rule: String, Sendable, CaseIterable {
        /// 先着: who submits first has a place; when the last is taken, nothing more is accepted.
        case firstCome = "first-come"
        /// 抽選: everyone may submit while the round accepts; lots are drawn once it has closed.
        case lottery
    }

    /// What a filing asks for of the budget, in yen; 0 where the budget is no limit.
    public func asks(_ answers: Answers) -> Int64 {
        guard let amount, case .money(let yen)? = answers[amount] else { return 0 }
        return max(0, yen.amount)
    }

    /// Whether there is room for something beside what is taken.
    /// - Parameters:
    ///   - taken: what cases hold now, the one in question left out.
    ///   - budget: the round's 予算額.
    public func hasRoom(for asks: Int64, beside taken: Taken, budget: Yen?) -> Bool {
        if let places, taken.cases >= places { return false }
        guard amount != nil, let budget else { return true }
        let (sum, overflows) = taken.amount.addingReportingOverflow(asks)
        return !overflows && sum <= budget.amount
    }

    /// Whether nothing at all can be accepted any more.
    public func isFull(beside taken: Taken, budget: Yen?) -> Bool {
        rule == .firstCome && !hasRoom(for: amount == nil ? 0 : 1, beside: taken, budget: budget)
    }

    /// The cases that hold places of a round, and what they ask for together.
    public struct Taken: Sendable, Equatable {
        public var cases: Int
        /// Yen.
        public var amount: Int64

        public init(cases: Int = 0, amount: Int64 = 0) {
            self.cases = cases
            self.amount = amount
        }
    }
}

extension Round {
    /// Refuses a filing for which no place is left, and says what is left.
    /// - Parameter held: what its case holds already, from an earlier revision; nil for a new case.
    public func checkRoom(for asks: Int64, beside taken: Intake.Taken, held: Int64?) throws(Refusal) {
        guard let intake, intake.rule == .firstCome else { return }
        var others = taken
        if let held {
            // What has a place keeps it as long as it asks for no more.
            if asks <= held { return }
            others = .init(cases: taken.cases - 1, amount: taken.amount - held)
        }
        if intake.hasRoom(for: asks, beside: others, budget: budget) { return }
        if let places = intake.places, others.cases >= places { throw .full(places) }
        if intake.isFull(beside: others, budget: budget) { throw .usedUp }
        let left = max(0, (budget?.amount ?? 0) - others.amount)
        throw Refusal(
            .invalid,
            Text(
                "予算の残りは\(groupedDigits(left))円です。これを超える申請は受け付けられません",
                en: "\(groupedDigits(left)) yen of the budget are left: no more than that can be asked for"),
            field: intake.amount)
    }
}

extension Refusal {
    /// The budget is given away to the last yen.
    public static let usedUp = Refusal(
        .untimely, Text("申請額の合計が予算額に達したため、受付を終了しました", en: "The budget is used up: nothing more is accepted"))

    /// All places are taken.
    public static func full(_ places: Int) -> Refusal {
        Refusal(
            .untimely,
            Text(
                "受付件数が上限（\(groupedDigits(Int64(places)))件）に達したため、受付を終了しました",
                en: "All \(groupedDigits(Int64(places))) places are taken: nothing more is accepted"))
    }
}
