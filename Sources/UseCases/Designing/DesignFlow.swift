import Grants
import Storage

/// A programme's flow as its office designs it.
public struct FlowDesign: Sendable {
    public let programme: PublishedProgramme
    public let flow: Flow
    /// What a page showed: goes up with everything that is done.
    public let version: Int
    /// The published version the design began from.
    public let baseVersion: Int
    public let canUndo: Bool
    public let canRedo: Bool
    /// Who changed it last, and when; nil where it is as published.
    public let changed: (by: String, at: Instant)?

    public var isChanged: Bool { flow != programme.newest.flow }
    /// A newer version was published since the design began, with another flow.
    public var isOvertaken: Bool { baseVersion != programme.row.version && base != programme.newest.flow }
    let base: Flow

    /// The programme as it would be published: with the flow, a form to begin with for each procedure that has none yet,
    /// and a score sheet for each review.
    public var next: Programme {
        var next = programme.newest
        next.flow = flow
        for procedure in flow.procedures where next.form(procedure.form) == nil {
            next.forms.append(Form.begun(for: procedure))
        }
        for stage in flow.procedures.flatMap(\.stages) where stage.kind == .review {
            if let sheet = stage.sheet, next.sheet(sheet) == nil { next.sheets.append(Form.begunSheet(sheet)) }
        }
        return next
    }

    /// Everything to be said of it before it is published, and of what other documents make of it.
    public var findings: [Finding] {
        do throws(Refused) {
            return try ProgrammeFolder(reading: next.documents).warnings
        } catch {
            return error.findings
        }
    }

    public var difference: FlowDifference { FlowDifference(from: programme.newest.flow, to: flow) }
}

extension Form {
    /// A score sheet to begin with.
    fileprivate static func begunSheet(_ id: String) -> Form {
        func criterion(_ name: String, _ english: String) -> Field {
            Field(
                name: name, label: Text(name, en: english), type: .integer(IntegerLimits(minimum: 1, maximum: 5)),
                required: .yes)
        }
        return Form(
            id: id, title: Text("審査票", en: "Score sheet"),
            sections: [
                Section(
                    id: "score", title: Text("採点", en: "Scores"),
                    fields: [
                        criterion("必要性", "Need"), criterion("実現可能性", "Feasibility"), criterion("効果", "Effect"),
                        Field(
                            name: "総評", label: Text("総評", en: "Comment"),
                            type: .longText(TextLimits(maximum: 1_000)), required: .yes),
                    ])
            ])
    }

    /// A form to begin with: what a procedure is about, in the applicant's words.
    fileprivate static func begun(for procedure: Procedure) -> Form {
        Form(
            id: procedure.form, title: procedure.name,
            sections: [
                Section(
                    id: "main", title: procedure.name,
                    fields: [
                        Field(
                            name: "内容", label: Text("内容", en: "Contents"),
                            type: .longText(TextLimits(maximum: 2_000)), required: .yes)
                    ])
            ])
    }
}

extension Installation {
    /// The design of the flow of a programme of the administrator's agency.
    public func flowDesign(_ programme: String, for administrator: Officer) async throws -> FlowDesign {
        let found = try self.programme(programme, for: administrator)
        return try await database.read { design(of: found, try FlowWorks($0).find(found.id)) }
    }

    private func design(of programme: PublishedProgramme, _ work: FlowWorkRow?) -> FlowDesign {
        let flows = work?.states.compactMap { Flow(document: $0.document) } ?? []
        guard let work, flows.count == work.states.count, flows.indices.contains(work.position) else {
            let flow = programme.newest.flow
            return FlowDesign(
                programme: programme, flow: flow, version: 0, baseVersion: programme.row.version, canUndo: false,
                canRedo: false, changed: nil, base: flow)
        }
        return FlowDesign(
            programme: programme, flow: flows[work.position], version: work.version, baseVersion: work.baseVersion,
            canUndo: work.position > 0, canRedo: work.position + 1 < flows.count,
            changed: (work.states[work.position].by, work.changedAt), base: flows[0])
    }

    /// Makes an edit. Edits of two administrators at once both hold; where both change the same thing, the later is
    /// refused.
    @discardableResult
    public func editFlow(_ edit: FlowEdit, of programme: String, by administrator: Officer) async throws -> FlowDesign {
        try await step(programme, by: administrator) { design, work throws(Refusal) in
            let next: Flow
            do throws(FlowEdit.Problem) {
                next = try design.flow.applying(edit)
            } catch {
                throw Refusal(error)
            }
            if next == design.flow { return nil }
            let published = FlowWorkRow.State(document: design.base.document, by: "")
            var states = work.map { Array($0.states.prefix($0.position + 1)) } ?? [published]
            states.append(.init(document: next.document, by: administrator.name))
            if states.count > Installation.mostFlowStates { states.remove(at: 1) }
            return (states, states.count - 1)
        }
    }

    /// Goes back to the state before, or on again to the one after.
    @discardableResult
    public func undoFlowEdit(
        _ programme: String, again: Bool = false, by administrator: Officer
    ) async throws -> FlowDesign {
        try await step(programme, by: administrator) { _, work throws(Refusal) in
            guard let work, work.states.indices.contains(work.position + (again ? 1 : -1)) else {
                throw Refusal(
                    .conflict,
                    again
                        ? Text("やり直せる変更がありません", en: "Nothing to do again")
                        : Text("元に戻せる変更がありません", en: "Nothing to undo"))
            }
            return (work.states, work.position + (again ? 1 : -1))
        }
    }

    private static let mostFlowStates = 200

    private typealias FlowStep =
        @Sendable (FlowDesign, FlowWorkRow?) throws(Refusal) -> (
            states: [FlowWorkRow.State], position: Int
        )?

    private func step(
        _ programme: String, by administrator: Officer, _ change: @escaping FlowStep
    ) async throws -> FlowDesign {
        let found = try self.programme(programme, for: administrator)
        let (moment, key) = (now, Act.key)
        return try await database.write { connection in
            let works = FlowWorks(connection)
            let work = try works.find(found.id)
            let before = design(of: found, work)
            guard try Act.take(key, at: moment, on: connection), let made = try change(before, work) else {
                return before
            }
            let row = FlowWorkRow(
                programme: found.id, agency: administrator.agency, baseVersion: before.baseVersion, states: made.states,
                position: made.position, version: before.version + 1, changedAt: moment)
            try works.save(row)
            return design(of: found, row)
        }
    }

    /// Throws a design away: the flow is again as it was published.
    public func discardFlowDesign(_ programme: String, by administrator: Officer) async throws {
        let found = try self.programme(programme, for: administrator)
        try await database.write { try FlowWorks($0).remove(found.id) }
    }

    /// Publishes the flow as the programme's next version; the chosen rounds call under it from now on. Cases and drafts
    /// stay on theirs. `seen` is what the page showed: a change meanwhile is refused.
    public func publishFlow(
        _ programme: String, rounds chosen: Set<String>, seen version: Int, by administrator: Officer
    ) async throws -> Int {
        let key = Act.key
        if try await database.read({ try Act.isTaken(key, on: $0) }) {
            return try self.programme(programme, for: administrator).row.version
        }
        let design = try await flowDesign(programme, for: administrator)
        guard design.version == version else { throw Refusal.flowChanged }
        if design.isOvertaken {
            throw Refusal(
                .conflict,
                Text(
                    "編集を始めたあとに、手続きフローの新しい版が公開されています。編集を破棄して、新しい版から編集し直してください",
                    en: "A newer flow was published meanwhile; discard these changes and begin from it"))
        }
        guard !design.findings.contains(where: { !$0.isWarning }) else {
            throw Refusal(.invalid, Text("直すところが残っているため、公開できません", en: "There is still something to mend"))
        }
        guard design.isChanged else {
            throw Refusal(.invalid, Text("公開中の版から変わっていません", en: "Nothing has changed"))
        }
        let found = design.programme
        let documents = design.next.documents
        let changes = design.difference.changes.prefix(200).map(\.sentence.ja)
        let moment = now
        let number = try await database.write { connection -> Int in
            let table = ProgrammeTable(connection)
            guard try Act.take(key, at: moment, on: connection) else {
                return try table.programme(agency: administrator.agency, code: found.newest.code)?.version
                    ?? found.row.version
            }
            guard
                try table.programme(agency: administrator.agency, code: found.newest.code)?.version
                    == found.row.version, try FlowWorks(connection).find(found.id)?.version == version
            else { throw Refusal.flowChanged }
            let number = try publish(
                documents, of: found, "flow.published", ["changes": .strings(Array(changes))], moving: chosen,
                by: administrator, at: moment, on: connection)
            try FlowWorks(connection).remove(found.id)
            return number
        }
        try await published.reload(from: database)
        return number
    }
}

extension Refusal {
    fileprivate static let flowChanged = Refusal(
        .conflict,
        Text("ほかの人が手続きフローを変更しました。内容を確認して、もう一度公開してください", en: "The flow was changed meanwhile; look again"))

    fileprivate init(_ problem: FlowEdit.Problem) {
        switch problem {
        case .nameless: self.init(.invalid, problem.message, field: "name")
        case .unwritable: self.init(.invalid, problem.message)
        case .changedMeanwhile: self.init(.conflict, problem.message, isClash: true)
        case .gone, .lastOne, .used: self.init(.conflict, problem.message)
        }
    }
}
