import Grants
import Storage

/// A filing's fields that are the office's own, as an officer works on them.
public struct OfficeEntry: Sendable {
    public let view: CaseView
    public let filing: Filing
    public let judge: Judge
    public let circumstances: Circumstances

    public init(view: CaseView, filing: Filing, judge: Judge, circumstances: Circumstances) {
        self.view = view
        self.filing = filing
        self.judge = judge
        self.circumstances = circumstances
    }

    /// What was entered so far.
    public var typed: Typed { judge.typedEntry(on: filing) }
    /// How many entries there are: what a page says it has seen.
    public var count: Int { filing.entries.count }
    /// Whether something can be entered now: the filing is in the office's hands, and nothing awaits an approver.
    public var isOpen: Bool { filing.standing == .inStage && filing.proposal == nil }

    /// Judges what is typed, beside what the applicant filed.
    public func judged(_ typed: Typed) -> Judgement { judge.judge(entry: typed, on: filing, circumstances) }
}

extension Installation {
    /// The office's own fields of a filing. A filing whose form has none has no such page.
    public func officeEntry(
        on filing: ID<Filing>, of id: ID<Case>, for officer: Officer
    ) async throws -> OfficeEntry {
        let view = try await officeCase(id, for: officer)
        guard let found = view.state.filing(filing), let judge = view.programme.judge(of: found.procedure),
            !judge.form.officeFields.isEmpty
        else { throw Refusal.noFiling }
        return OfficeEntry(
            view: view, filing: found, judge: judge,
            circumstances: Circumstances(moment: now, round: view.round?.round))
    }

    /// 事務局の記入: what the office knows of a filing. What is missing yet can follow; what is wrong is not taken.
    public func enter(
        _ boxes: [String: [String]], seen: Int, on filing: ID<Filing>, of id: ID<Case>, by officer: Officer
    ) async throws {
        let entry = try await officeEntry(on: filing, of: id, for: officer)
        let known = Set(entry.judge.form.officeFields.flatMap { Typed.boxes(of: $0) })
        let typed = Typed(boxes.filter { known.contains($0.key) })
        let mistakes = entry.judged(typed).mistakes(in: typed)
        guard mistakes.isEmpty else { throw IncompleteFiling(errors: mistakes) }
        try await change(
            id, .enter(filing, typed, seen: seen, entry.circumstances), by: officer.actor, scope: scope(officer))
    }
}
