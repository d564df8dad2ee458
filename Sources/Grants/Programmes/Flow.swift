/// The ordered procedures of a programme (手続きフロー).
public struct Flow: Sendable, Equatable {
    public var procedures: [Procedure]

    public init(procedures: [Procedure]) { self.procedures = procedures }

    public func procedure(_ id: String) -> Procedure? { procedures.first { $0.id == id } }

    /// The one a case begins with.
    public var first: Procedure? { procedures.first }
}

/// One procedure (手続き): who may start it when, what it asks, and the stages that judge it.
public struct Procedure: Sendable, Equatable {
    public var id: String
    public var name: Text
    /// The form it asks, by id.
    public var form: String
    public var start: Start
    /// How many days an applicant has once it opens by an outcome; nil for no limit.
    public var days: Int?
    public var stages: [Stage]

    public init(id: String, name: Text, form: String, start: Start, days: Int? = nil, stages: [Stage]) {
        self.id = id
        self.name = name
        self.form = form
        self.start = start
        self.days = days
        self.stages = stages
    }

    public func stage(_ id: String) -> Stage? { stages.first { $0.id == id } }

    public enum Start: String, Sendable, CaseIterable {
        /// Anyone entitled, while the round accepts.
        case round
        /// An applicant whose case an outcome opened it for.
        case outcome
    }
}

/// One step of judging a filing (審査段階).
public struct Stage: Sendable, Equatable {
    public var id: String
    public var name: Text
    public var kind: Kind
    /// How many external reviewers must have scored before it can be left; only for `review`.
    public var reviewers: Int
    /// The score sheet, by id; only for `review`.
    public var sheet: String?
    public var outcomes: [Outcome]

    public init(id: String, name: Text, kind: Kind, reviewers: Int = 0, sheet: String? = nil, outcomes: [Outcome]) {
        self.id = id
        self.name = name
        self.kind = kind
        self.reviewers = reviewers
        self.sheet = sheet
        self.outcomes = outcomes
    }

    public func outcome(_ id: String) -> Outcome? { outcomes.first { $0.id == id } }

    public enum Kind: String, Sendable, CaseIterable {
        /// 形式審査: the window's staff look at it, and may return it.
        case check
        /// 外部審査: assigned reviewers score it.
        case review
        /// 決裁: one of the staff proposes, an approver who is another person confirms.
        case decision
    }
}

/// One way to leave a stage (結果).
public struct Outcome: Sendable, Equatable {
    public var id: String
    public var label: Text
    public var target: Target
    /// The letter issued with it, by id.
    public var letter: String?
    /// Procedures it opens for the applicant.
    public var opens: [String]

    public init(id: String, label: Text, target: Target, letter: String? = nil, opens: [String] = []) {
        self.id = id
        self.label = label
        self.target = target
        self.letter = letter
        self.opens = opens
    }

    public enum Target: Sendable, Equatable {
        /// Another stage of the procedure.
        case stage(String)
        /// 差戻し: back to the applicant, who files a new revision.
        case applicant
        /// The procedure ends.
        case end(Verdict)
    }
}

/// How a procedure ended.
public enum Verdict: String, Sendable, CaseIterable {
    /// 採択.
    case adopted
    /// 交付決定.
    case granted
    /// 不採択.
    case rejected
    /// 却下: not examined further because it did not meet the requirements.
    case dismissed
    /// 完了, for procedures that only report.
    case completed
    /// 取下げ, by the applicant.
    case withdrawn

    public var title: Text {
        switch self {
        case .adopted: Text("採択", en: "Adopted")
        case .granted: Text("交付決定", en: "Granted")
        case .rejected: Text("不採択", en: "Not adopted")
        case .dismissed: Text("却下", en: "Dismissed")
        case .completed: Text("完了", en: "Completed")
        case .withdrawn: Text("取下げ", en: "Withdrawn")
        }
    }

    /// Whether the applicant must be told why (行政手続法 art. 8: 理由の提示).
    public var needsReason: Bool { self == .rejected || self == .dismissed }

    /// Whether the applicant got what was asked for.
    public var isFavourable: Bool { self == .adopted || self == .granted || self == .completed }
}
