import Grants
import Storage

/// The staff's own sheet of the stage a filing is in (形式審査・内容審査の審査票), as an officer works on it.
public struct StaffSheet: Sendable {
    public let view: CaseView
    public let filing: Filing
    public let stage: Stage
    public let judge: Judge

    /// What it says now; nil before anyone filled it in.
    public var check: Filing.Check? { filing.check(of: stage.id) }
    /// How often it was filled in: what a page says it has seen.
    public var count: Int { filing.checkCount(of: stage.id) }
    /// As it was typed.
    public var typed: Typed { check.map { judge.form.typed(from: judge.form.answers(from: $0.answers)) } ?? Typed() }
    /// Whether it can be filled in now.
    public var isOpen: Bool {
        filing.standing == .inStage && filing.proposal == nil
            && view.state.stage(of: filing, under: view.programme)?.id == stage.id
    }
}

extension CaseView {
    /// The staff's sheet of a stage of a filing; nil where the stage has none.
    public func staffSheet(of filing: Filing, in stage: Stage) -> StaffSheet? {
        guard stage.hasChecklist, let judge = stage.sheet.flatMap(programme.judge(sheet:)) else { return nil }
        return StaffSheet(view: self, filing: filing, stage: stage, judge: judge)
    }
}

extension Installation {
    /// The staff's sheet of a stage. A stage without one has no such page.
    public func staffSheet(
        _ stage: String, on filing: ID<Filing>, of id: ID<Case>, for officer: Officer
    ) async throws -> StaffSheet {
        let view = try await officeCase(id, for: officer)
        guard let found = view.state.filing(filing),
            let stage = view.programme.flow.procedure(found.procedure)?.stage(stage),
            let sheet = view.staffSheet(of: found, in: stage)
        else { throw Refusal.noFiling }
        return sheet
    }

    /// Fills in the staff's sheet. What is missing yet can follow; what is wrong is not taken.
    public func fillSheet(
        _ boxes: [String: [String]], of stage: String, seen: Int, on filing: ID<Filing>, of id: ID<Case>,
        by officer: Officer
    ) async throws {
        let sheet = try await staffSheet(stage, on: filing, of: id, for: officer)
        let known = Set(sheet.judge.form.fields.flatMap { Typed.boxes(of: $0) })
        let typed = Typed(boxes.filter { known.contains($0.key) })
        let mistakes = sheet.judge.judge(typed).mistakes(in: typed)
        guard mistakes.isEmpty else { throw IncompleteFiling(errors: mistakes) }
        let scope = scope(officer)
        try await change(id, .check(filing, stage: stage, typed, seen: seen), by: officer.actor) { state, connection in
            try scope(state, connection)
            try checkDoer(of: filing, in: state, officer)
        }
    }
}
