import Grants

extension CaseStatus {
    /// Whether someone still has something to do.
    var isUnderWay: Bool { verdict == nil }

    /// The colour in which the office reads it.
    var officeTone: Components.Tone {
        switch self {
        case .returned, .confirming: .warning
        default: verdict.map { $0.isFavourable ? .success : .neutral } ?? .info
        }
    }

    /// The colour in which the applicant reads it: the inside of an examination is not shown.
    var applicantTone: Components.Tone {
        self == .returned ? .warning : verdict.map { $0.isFavourable ? .success : .neutral } ?? .info
    }
}
