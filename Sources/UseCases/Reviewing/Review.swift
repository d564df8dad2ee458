import Grants
import Storage

import struct FEEL.Number

/// An assignment as its reviewer sees it: the filing under review, and nothing of the office's own.
public struct ReviewTask: Sendable {
    public let assignment: Assignment
    public let `case`: ID<Case>
    public let number: String
    public let title: String
    public let roundTitle: Text
    /// Nil where the reviewer must not know whose filing it is.
    public let organisationName: String?
    /// The revision that was assigned; nil until the reviewer has declared to have no conflict of interest.
    public let revision: Filing.Revision?
    public let form: Form
    public let judge: Judge
    /// The sheet as saved so far, and its version.
    public let typed: Typed
    public let version: Int
    public let stageName: Text
    /// Whether a score can still be given.
    public let isOpen: Bool
    /// The last day for the stage, where it has one.
    public let due: Day?
    /// What the others found, once one's own score is in and where the stage shares it; nil where it is not shared.
    public let others: [OtherReview]?
    /// What is known of the revision's files.
    public let scans: FileScans

    public var sheet: Form { judge.form }
    /// The sheet as saved so far, judged.
    public var judgement: Judgement { judge.judge(typed) }
}

/// What another reviewer of the same filing found.
public struct OtherReview: Sendable {
    public let reviewer: String
    public let answers: Answers
    public let total: Number
}

extension Installation {
    /// Everything assigned to a reviewer, what waits for them first.
    public func reviewTasks(for reviewer: Officer) async throws -> [ReviewTask] {
        try await database.read { connection in
            let tasks = try assigned(to: reviewer, on: connection).compactMap { place in
                try task(place.assignment, in: place.case, for: reviewer, on: connection)
            }
            return tasks.filter { $0.assignment.progress.waits } + tasks.filter { !$0.assignment.progress.waits }
        }
    }

    /// One assignment of the reviewer; another's does not exist for them.
    public func reviewTask(_ id: ID<CaseEvent.Assignment>, for reviewer: Officer) async throws -> ReviewTask {
        try await database.read { connection in
            guard let row = try connection.first("select case_id from assignment where id = \(id.text)"),
                let task = try task(id, in: row.id("case_id"), for: reviewer, on: connection)
            else { throw Refusal.noAssignment }
            return task
        }
    }

    /// The reviewer's assignments in the order of their last days, then of receipt.
    private func assigned(
        to reviewer: Officer, on connection: Connection
    ) throws -> [(assignment: ID<CaseEvent.Assignment>, case: ID<Case>)] {
        try connection.rows(
            """
            select a.id, a.case_id from assignment a join cases c on c.id = a.case_id
            where a.reviewer_id = \(reviewer.account.id.text) and a.agency_id = \(reviewer.agency.text)
                and a.progress <> \(Assignment.Progress.released.rawValue)
            order by c.due_day, c.number, a.id
            """
        ).map { (try $0.id("id"), try $0.id("case_id")) }
    }

    /// Where an assignment stands among all of the reviewer's, with those beside it.
    public func reviewPlace(
        of id: ID<CaseEvent.Assignment>, for reviewer: Officer
    ) async throws -> ReviewPlace? {
        try await database.read { connection in
            let all = try assigned(to: reviewer, on: connection).map(\.assignment)
            guard let index = all.firstIndex(of: id) else { return nil }
            return ReviewPlace(
                number: index + 1, count: all.count, previous: index > 0 ? all[index - 1] : nil,
                next: index + 1 < all.count ? all[index + 1] : nil)
        }
    }

    private func task(
        _ id: ID<CaseEvent.Assignment>, in caseID: ID<Case>, for reviewer: Officer, on connection: Connection
    ) throws -> ReviewTask? {
        guard let state = try CaseLog(connection).load(caseID), let (filing, assignment) = state.assignment(id),
            assignment.reviewer == reviewer.account.id, state.agency == reviewer.agency,
            assignment.progress != .released, let programme = published.current.definition(of: state),
            let procedure = programme.flow.procedure(filing.procedure), let form = programme.form(procedure.form),
            let stage = procedure.stage(assignment.stage), let judge = stage.sheet.flatMap(programme.judge(sheet:))
        else { return nil }
        let saved = try SheetDrafts(connection).find(id)
        let cleared = assignment.declaration?.conflict == false
        let isOpen =
            assignment.progress == .scoring && filing.standing == .inStage
            && state.stage(of: filing, under: programme)?.id == stage.id
        let blind = stage.isBlind ? Blind(state, filing, form, under: programme) : nil
        let revision = filing.revisions.first { $0.number == assignment.revision }
        return ReviewTask(
            assignment: assignment, case: caseID, number: state.number,
            title: blind?.covered(state.title) ?? state.title,
            roundTitle: state.opening.roundTitle, organisationName: blind == nil ? state.organisation.name : nil,
            revision: cleared ? revision.map { blind?.revision($0) ?? $0 } : nil, form: blind?.form(form) ?? form,
            judge: judge, typed: saved?.typed ?? Typed(), version: saved?.version ?? 0, stageName: stage.name,
            isOpen: isOpen,
            due: assignment.progress.waits && filing.standing == .inStage
                && state.stage(of: filing, under: programme)?.id == stage.id
                ? state.due(of: filing, under: programme) : nil,
            others: stage.isShared && assignment.progress == .done
                ? filing.others(than: assignment, judge.form) : nil,
            scans: try scans(of: cleared ? revision?.files ?? [] : [], on: connection))
    }

    /// 利益相反の有無を申告する.
    public func declareInterest(
        _ id: ID<CaseEvent.Assignment>, conflict: Bool, reason: String, by reviewer: Officer
    ) async throws {
        let task = try await reviewTask(id, for: reviewer)
        try await change(
            task.case, .declare(CaseEvent.Declaration(assignment: id, conflict: conflict, reason: reason)),
            by: reviewer.reviewing, scope: scope(reviewer: reviewer))
    }

    /// Saves a score sheet as typed so far; only its reviewer ever sees it.
    public func saveSheet(
        _ id: ID<CaseEvent.Assignment>, boxes: [String: [String]], by reviewer: Officer
    ) async throws -> Int {
        let task = try await reviewTask(id, for: reviewer)
        guard task.isOpen else {
            throw Refusal(.conflict, Text("この審査票はもう変更できません", en: "This score sheet can no longer be changed"))
        }
        let moment = now
        let kept = boxes.filter { task.sheet.accepts(box: $0.key) }.mapValues { values in
            values.prefix(50).map { String($0.prefix(Installation.longestBox)) }
        }
        return try await database.write { connection in
            let drafts = SheetDrafts(connection)
            var typed = try drafts.find(id)?.typed ?? Typed()
            typed.boxes.merge(kept) { $1 }
            return try drafts.save(typed, of: id, at: moment)
        }
    }

    /// Submits the score sheet as saved, judged by the sheet's form.
    public func submitSheet(_ id: ID<CaseEvent.Assignment>, by reviewer: Officer) async throws {
        let task = try await reviewTask(id, for: reviewer)
        if task.assignment.progress == .done { return }
        let judgement = task.judgement
        guard judgement.errors.isEmpty else { throw IncompleteFiling(errors: judgement.errors) }
        try await change(
            task.case, .score(id, task.typed), by: reviewer.reviewing, scope: scope(reviewer: reviewer)
        ) { _, _, connection in
            try SheetDrafts(connection).remove(id)
        }
    }

    private func scope(reviewer: Officer) -> @Sendable (Case, Connection) throws -> Void {
        { state, _ in guard state.agency == reviewer.agency else { throw Refusal.noAssignment } }
    }
}

/// A reviewer's place in their own list.
public struct ReviewPlace: Sendable {
    /// From 1.
    public let number: Int
    public let count: Int
    public let previous: ID<CaseEvent.Assignment>?
    public let next: ID<CaseEvent.Assignment>?
}

extension Filing {
    /// What other reviewers of the same stage found.
    fileprivate func others(than own: Assignment, _ sheet: Form) -> [OtherReview] {
        assignments.compactMap { other in
            guard other.stage == own.stage, other.id != own.id, other.progress == .done, let score = other.score else {
                return nil
            }
            return OtherReview(
                reviewer: other.reviewerName, answers: sheet.answers(from: score.answers), total: score.total)
        }
    }
}

extension Officer {
    /// The same person as a reviewer, whatever else the account may do.
    var reviewing: Actor { Actor(kind: .reviewer, id: account.id.text, name: account.name) }
}

extension Assignment.Progress {
    /// Whether the reviewer has something to do.
    public var waits: Bool { self == .undeclared || self == .scoring }
}

extension Refusal {
    static let noAssignment = Refusal(.notFound, Text("この割当は見つかりません", en: "No such assignment"))
}
