import Grants

extension Foresight {
    /// What will happen, or why nothing will.
    public var words: Text {
        switch self {
        case .cannot(let why): why
        case .will(let events, let state, let programme): events.words(of: state, under: programme)
        }
    }
}

extension [CaseEvent] {
    /// What the events do to a case, for the person who asked for them.
    func words(of state: Case, under programme: Programme) -> Text {
        let parts = compactMap { $0.words(of: state, under: programme) }
        let assigned = compactMap { if case .assigned(let it) = $0 { it.reviewerName } else { nil } }
        let all =
            parts
            + (assigned.isEmpty
                ? []
                : [
                    Text(
                        "審査員\(assigned.count)名（\(assigned.joined(separator: "、"))）を割当て",
                        en: "\(assigned.count) reviewers assigned: \(assigned.joined(separator: ", "))")
                ])
        if all.isEmpty { return Text("変わるところはありません", en: "Nothing changes") }
        return Text(
            all.map(\.ja).joined(separator: "、"), en: all.map { $0.in(english: true) }.joined(separator: "; "))
    }
}

extension CaseEvent {
    fileprivate func words(of state: Case, under programme: Programme) -> Text? {
        func stage(_ id: String, of filing: ID<Filing>) -> Stage? {
            state.filing(filing).flatMap { programme.flow.procedure($0.procedure)?.stage(id) }
        }
        switch self {
        case .moved(let it):
            let name = stage(it.to, of: it.filing)?.name ?? Text(it.to)
            return Text("「\(name.ja)」の段階へ", en: "to the stage “\(name.in(english: true))”")
        case .proposed(let it):
            let label = stage(it.stage, of: it.filing)?.outcome(it.outcome)?.label ?? Text(it.outcome)
            return Text("「\(label.ja)」を起案", en: "“\(label.in(english: true))” proposed")
        case .decided(let it):
            return Text("「\(it.verdict.title.ja)」に決定", en: "decided: \(it.verdict.title.in(english: true))")
        case .lettered(let it): return Text("通知書「\(it.title)」を発出", en: "letter “\(it.title)” issued")
        case .declined: return Text("起案者へ戻す", en: "sent back to the proposer")
        case .returned: return Text("申請者へ差し戻す", en: "returned to the applicant")
        case .entered: return Text("事務局の項目を記入", en: "the office’s fields filled in")
        case .commented: return Text("事務局内コメントを記録", en: "comment written")
        default: return nil
        }
    }
}
