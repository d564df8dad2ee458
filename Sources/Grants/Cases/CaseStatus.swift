/// Where a case stands, in the few words lists use.
public enum CaseStatus: String, Sendable, CaseIterable, Codable {
    /// Filed, and looked at by the window.
    case checking
    /// The window weighs what it says.
    case examining
    /// With the applicant for correction.
    case returned
    /// With external reviewers.
    case reviewing
    /// The staff weigh an outcome.
    case deciding
    /// An outcome awaits an approver.
    case confirming
    /// Something is to be told or done before it goes on.
    case notifying
    case adopted, granted, approved, rejected, refused, dismissed, completed, stopped, withdrawn

    /// What the office reads.
    public var title: Text {
        switch self {
        case .checking: Text("形式審査中", en: "Under check")
        case .returned: Text("差戻し中", en: "Returned")
        case .reviewing: Text("外部審査中", en: "Under review")
        case .deciding: Text("採否検討中", en: "Under decision")
        case .confirming: Text("決裁待ち", en: "Awaiting approval")
        case .examining: Text("内容審査中", en: "Under examination")
        case .notifying: Text("通知準備中", en: "To be notified")
        default: verdict?.title ?? ""
        }
    }

    /// What the applicant reads: the inside of an examination is not shown.
    public var applicantTitle: Text {
        switch self {
        case .checking, .examining, .reviewing, .deciding, .confirming, .notifying: Text("審査中", en: "Under examination")
        case .returned: Text("差戻し（修正が必要です）", en: "Returned: please correct")
        default: title
        }
    }

    /// How it ended; nil while it is under way.
    public var verdict: Verdict? { Verdict(rawValue: rawValue) }

    public init(_ verdict: Verdict) {
        switch verdict {
        case .adopted: self = .adopted
        case .granted: self = .granted
        case .approved: self = .approved
        case .rejected: self = .rejected
        case .refused: self = .refused
        case .dismissed: self = .dismissed
        case .completed: self = .completed
        case .stopped: self = .stopped
        case .withdrawn: self = .withdrawn
        }
    }
}

extension Case {
    /// Where a filing stands.
    public func status(of filing: Filing, under programme: Programme) -> CaseStatus {
        switch filing.standing {
        case .returned: return .returned
        case .ended(let verdict): return CaseStatus(verdict)
        case .inStage:
            if filing.proposal != nil { return .confirming }
            switch stage(of: filing, under: programme)?.kind {
            case .review: return .reviewing
            case .decision: return .deciding
            case .content: return .examining
            case .notice: return .notifying
            case .check, nil: return .checking
            }
        }
    }

    /// Where the case stands: where a filing does that is not decided yet; else as the last was that the flow goes on
    /// from. What is filed on the way (`start: case`) says nothing of the case once it ended, unless it stopped it.
    public func status(under programme: Programme) -> CaseStatus {
        let telling =
            filings.last { !$0.isEnded }
            ?? filings.last { filing in
                filing.decision?.verdict == .stopped || programme.flow.procedure(filing.procedure)?.start != .case
            }
        return (telling ?? latest).map { status(of: $0, under: programme) } ?? .checking
    }
}
