/// Where a case stands, in the few words lists use.
public enum CaseStatus: String, Sendable, CaseIterable {
    /// Filed, and looked at by the window.
    case checking
    /// With the applicant for correction.
    case returned
    /// With external reviewers.
    case reviewing
    /// The staff weigh an outcome.
    case deciding
    /// An outcome awaits an approver.
    case confirming
    case adopted, granted, rejected, dismissed, completed, withdrawn

    /// What the office reads.
    public var title: Text {
        switch self {
        case .checking: Text("形式審査中", en: "Under check")
        case .returned: Text("差戻し中", en: "Returned")
        case .reviewing: Text("外部審査中", en: "Under review")
        case .deciding: Text("採否検討中", en: "Under decision")
        case .confirming: Text("決裁待ち", en: "Awaiting approval")
        case .adopted: Verdict.adopted.title
        case .granted: Verdict.granted.title
        case .rejected: Verdict.rejected.title
        case .dismissed: Verdict.dismissed.title
        case .completed: Verdict.completed.title
        case .withdrawn: Verdict.withdrawn.title
        }
    }

    /// What the applicant reads: the inside of an examination is not shown.
    public var applicantTitle: Text {
        switch self {
        case .checking, .reviewing, .deciding, .confirming: Text("審査中", en: "Under examination")
        case .returned: Text("差戻し（修正が必要です）", en: "Returned: please correct")
        default: title
        }
    }

    public init(_ verdict: Verdict) {
        switch verdict {
        case .adopted: self = .adopted
        case .granted: self = .granted
        case .rejected: self = .rejected
        case .dismissed: self = .dismissed
        case .completed: self = .completed
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
            case .check, nil: return .checking
            }
        }
    }

    /// Where the case stands: where its latest filing does.
    public func status(under programme: Programme) -> CaseStatus {
        latest.map { status(of: $0, under: programme) } ?? .checking
    }
}
