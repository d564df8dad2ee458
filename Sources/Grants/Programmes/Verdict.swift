/// How a procedure ended.
public enum Verdict: String, Sendable, CaseIterable {
    /// 採択.
    case adopted
    /// 交付決定.
    case granted
    /// 承認, of what a case asks on its way: a change of its plan.
    case approved
    /// 不採択.
    case rejected
    /// 不承認.
    case refused
    /// 却下: not examined further because it did not meet the requirements.
    case dismissed
    /// 完了, for procedures that only report.
    case completed
    /// 中止: the project ends before its aim, with the agency's consent.
    case stopped
    /// 取下げ, by the applicant.
    case withdrawn

    public var title: Text {
        switch self {
        case .adopted: Text("採択", en: "Adopted")
        case .granted: Text("交付決定", en: "Granted")
        case .approved: Text("承認", en: "Approved")
        case .rejected: Text("不採択", en: "Not adopted")
        case .refused: Text("不承認", en: "Not approved")
        case .dismissed: Text("却下", en: "Dismissed")
        case .completed: Text("完了", en: "Completed")
        case .stopped: Text("中止", en: "Stopped")
        case .withdrawn: Text("取下げ", en: "Withdrawn")
        }
    }

    /// Whether the applicant must be told why (行政手続法 art. 8: 理由の提示).
    public var needsReason: Bool { self == .rejected || self == .dismissed || self == .refused }

    /// Whether the applicant got what was asked for.
    public var isFavourable: Bool {
        switch self {
        case .adopted, .granted, .approved, .completed, .stopped: true
        case .rejected, .refused, .dismissed, .withdrawn: false
        }
    }
}
