/// One step of judging a filing (審査段階).
public struct Stage: Sendable, Equatable {
    public var id: String
    public var name: Text
    public var kind: Kind
    /// Who takes the filing on.
    public var by: Doer
    /// Those who alone take the filing on, by their logins; empty for everyone whom `by` names. Substitutes of theirs do
    /// while they are away.
    public var people: [String]
    /// FEEL over the case: only for filings it does not surely fail for is there this stage; others go to the next in the
    /// list. Nil for all.
    public var when: String?
    /// Business days after the filing came to it (営業日).
    public var due: Int?
    /// How many external reviewers must have scored before it can be left; only for `review`.
    public var reviewers: Int
    /// The sheet, by id: reviewers' score sheet for `review`, the staff's checklist for `check` and `content`.
    public var sheet: String?
    /// When reviewers have done enough; only for `review`.
    public var rule: Rule
    /// 匿名審査: reviewers do not learn whose filing it is; only for `review`.
    public var isBlind: Bool
    /// Whether a reviewer who has scored sees what the others found; only for `review`.
    public var isShared: Bool
    public var outcomes: [Outcome]

    public init(
        id: String, name: Text, kind: Kind, by: Doer = .staff, people: [String] = [], when: String? = nil,
        due: Int? = nil, reviewers: Int = 0, sheet: String? = nil, rule: Rule = .office, isBlind: Bool = false,
        isShared: Bool = false, outcomes: [Outcome]
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.by = by
        self.people = people
        self.when = when
        self.due = due
        self.reviewers = reviewers
        self.sheet = sheet
        self.rule = rule
        self.isBlind = isBlind
        self.isShared = isShared
        self.outcomes = outcomes
    }

    /// Whether the window's own staff fill in its sheet.
    public var hasChecklist: Bool { sheet != nil && (kind == .check || kind == .content) }

    public func outcome(_ id: String) -> Outcome? { outcomes.first { $0.id == id } }

    public enum Kind: String, Sendable, CaseIterable {
        /// 形式審査: the window's staff look whether it is complete, and may return it.
        case check
        /// 内容審査: the window's staff weigh what it says.
        case content
        /// 外部審査: assigned reviewers score it.
        case review
        /// 決裁: one of the staff proposes, an approver who is another person confirms.
        case decision
        /// 通知: something is to be told or done before it goes on.
        case notice
    }

    /// Who of the window takes a filing on.
    public enum Doer: String, Sendable, CaseIterable {
        case staff, approver

        public var title: Text {
            switch self {
            case .staff: Text("事務局", en: "the office")
            case .approver: Text("決裁者", en: "an approver")
            }
        }
    }

    /// When an external review can be left.
    public enum Rule: Hashable, Sendable {
        /// Enough reviewers have scored; the office weighs their scores.
        case office
        /// One has scored.
        case anyone
        /// Everyone who is assigned has scored, and there are enough of them.
        case all
        /// As `all`, and what leads on or is favourable needs a mean of the totals of at least this.
        case average(Int)
    }
}

/// One way to leave a stage (結果).
public struct Outcome: Sendable, Equatable {
    public var id: String
    public var label: Text
    public var target: Target
    /// FEEL over the case: it can be chosen only while this holds. Nil for always.
    public var when: String?
    /// How often a filing can be returned from this stage; nil for any number. Only for `applicant`.
    public var limit: Int?
    /// The letter issued with it, by id.
    public var letter: String?
    /// Procedures it opens for the applicant.
    public var opens: [String]
    /// Procedures that can no longer be filed after it.
    public var closes: [String]
    /// What becomes known of the case with it.
    public var sets: [Setting]
    /// Whether the stage's sheet must be filled in completely before it is chosen; only where staff have one.
    public var needsSheet: Bool

    public init(
        id: String, label: Text, target: Target, when: String? = nil, limit: Int? = nil, letter: String? = nil,
        opens: [String] = [], closes: [String] = [], sets: [Setting] = [], needsSheet: Bool = false
    ) {
        self.id = id
        self.label = label
        self.target = target
        self.when = when
        self.limit = limit
        self.letter = letter
        self.opens = opens
        self.closes = closes
        self.sets = sets
        self.needsSheet = needsSheet
    }

    public enum Target: Hashable, Sendable {
        /// Another stage of the procedure.
        case stage(String)
        /// 差戻し: back to the applicant, who files a new revision.
        case applicant
        /// The procedure ends.
        case end(Verdict)
    }

    /// A value of the case, and the formula that gives it.
    public struct Setting: Sendable, Equatable {
        /// The name of one of the flow's values.
        public var name: String
        /// FEEL over the case.
        public var formula: String

        public init(_ name: String, _ formula: String) {
            self.name = name
            self.formula = formula
        }
    }

    /// Whether it leads on: to another stage, or to an end the applicant asked for.
    public var isForward: Bool {
        switch target {
        case .stage: true
        case .applicant: false
        case .end(let verdict): verdict.isFavourable
        }
    }
}
