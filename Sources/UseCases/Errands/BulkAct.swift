import Grants
import Storage

/// What can be done to many cases at once: what officers do to one.
public struct BulkAct: Sendable, Equatable, ErrandParameters {
    public var kind: Kind
    /// `PROCEDURE/STAGE/OUTCOME`, so that a case in another stage is not taken on by an outcome of the same name.
    public var outcome = ""
    /// The reason, message or comment.
    public var text = ""

    public init(_ kind: Kind, outcome: String = "", text: String = "") {
        self.kind = kind
        self.outcome = outcome
        self.text = text
    }

    public enum Kind: String, Sendable, CaseIterable, Codable {
        case move, propose, confirm, decline, giveBack, assign, comment

        public var title: Text {
            switch self {
            case .move: Text("次の段階へ進める", en: "Pass on to the next stage")
            case .propose: Text("結果を起案する", en: "Propose a result")
            case .confirm: Text("承認して決定する", en: "Approve and decide")
            case .decline: Text("起案者へ戻す", en: "Send back to the proposer")
            case .giveBack: Text("申請者へ差し戻す", en: "Return to the applicant")
            case .assign: Text("審査員を自動で割り当てる", en: "Assign reviewers automatically")
            case .comment: Text("事務局内コメントを残す", en: "Leave a comment")
            }
        }

        public var needsOutcome: Bool { self == .move || self == .propose }
        /// Whether it asks for words, which may be left out only for a proposal that needs no reason.
        public var takesText: Bool {
            switch self {
            case .propose, .decline, .giveBack, .comment: true
            case .move, .confirm, .assign: false
            }
        }
        /// Whether only approvers do it.
        public var isForApprovers: Bool { self == .confirm || self == .decline }
    }

    /// Whether everything it asks for was given.
    public var isComplete: Bool {
        (!kind.needsOutcome || !outcome.isEmpty)
            && (!kind.takesText || kind == .propose || !Plain.lines(text).isEmpty)
    }

    /// The outcome's id, where a filing stands at the stage it belongs to.
    func outcome(for filing: Filing, in stage: Stage) throws -> String {
        let parts = outcome.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == filing.procedure, parts[1] == stage.id else {
            throw Refusal(
                .conflict,
                Text(
                    "選んだ結果の段階にありません（いまは「\(stage.name.ja)」）",
                    en: "It is at another stage: \(stage.name.in(english: true))"))
        }
        return parts[2]
    }
}

extension Case {
    /// The filing an act on the case as a whole is about: what is not decided yet, else the last.
    var pending: Filing? { filings.last { !$0.isEnded } ?? latest }
}
