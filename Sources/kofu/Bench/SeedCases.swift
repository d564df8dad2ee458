import Grants
import Storage
import UseCases

/// Makes cases one after another, the same for the same seed: each goes some way through its procedures, by the events
/// that people's acts would have left.
actor SeedCases {
    let plan: SeedPlan
    private var words: SeedWords
    private var receipt: Int64 = 0
    private var made = 0
    private var filed = 0

    init(_ plan: SeedPlan) {
        self.plan = plan
        words = SeedWords(chance: SplitMix64(seed: plan.seed))
    }

    /// The next so many cases, fewer at the end.
    func next(_ count: Int) -> [PreparedCase] {
        let number = min(count, plan.cases - made)
        return (0..<max(0, number)).map { _ in one() }
    }

    /// The last receipt number that was given.
    var lastReceipt: Int64 { receipt }

    private func id<Entity>(_ moment: Instant) -> ID<Entity> {
        ID(at: moment, random: (words.chance.next(), words.chance.next()))
    }

    private func one() -> PreparedCase {
        // So many are still to be filed for so many cases; whole numbers that come out right at the end.
        let (left, filingsLeft) = (plan.cases - made, plan.filings - filed)
        let mean = max(1, filingsLeft / left)
        let submissions = left == 1 ? max(1, filingsLeft) : max(1, words.number(1...max(1, 2 * mean - 1)))
        let opened = plan.begins.adding(seconds: Int64(made) * plan.seconds / Int64(plan.cases))
        let organisation = plan.organisation(ofCase: made, chance: words.number(0...999_999))
        let round = plan.round(at: Int64(made) * 6 / Int64(plan.cases), chance: words.number(0...999_999))
        let window = plan.programme.windows[words.number(0...plan.programme.windows.count - 1)].id
        made += 1
        filed += submissions
        var course = Course(
            case: id(opened), at: opened, title: words.title(), submissions: submissions,
            applicant: Actor(
                kind: .applicant, id: organisation.id.text, name: "\(organisation.name) \(words.person())"))
        follow(&course)
        return PreparedCase(
            course.case, agency: plan.agency,
            opening: CaseEvent.Opening(
                programme: plan.programmeID, version: plan.version, round: round.id, roundTitle: round.title,
                window: window, organisation: organisation, grantsBegin: round.grantsBegin),
            by: course.applicant, at: opened, then: course.steps, under: plan.programme)
    }

    /// A case on its way.
    private struct Course {
        let `case`: ID<Case>
        var at: Instant
        let title: String
        var submissions: Int
        let applicant: Actor
        var steps: [PreparedCase.Step] = []

        mutating func add(_ events: [CaseEvent], by actor: Actor, after days: Int) {
            if !steps.isEmpty { at = at.adding(days: days) }
            steps.append(PreparedCase.Step(events, by: actor, at: at))
        }
    }

    private func follow(_ course: inout Course) {
        let procedures = plan.programme.flow.procedures
        for (index, procedure) in procedures.enumerated() {
            let filing: ID<Filing> = id(course.at)
            var revision = 0
            repeat {
                revision += 1
                if revision > 1 {
                    course.add([giveBack(filing, procedure)], by: plan.staff, after: words.number(3...20))
                }
                course.add(
                    [submission(course, filing, procedure, revision)], by: course.applicant, after: words.number(1...25)
                )
                course.submissions -= 1
                // Half of the cases are in someone's hands.
                if index == 0, revision == 1, words.happens(50), let holder = ID<Account>(plan.staff.id) {
                    course.add(
                        [.taken(.init(holder: Holder(id: holder, name: plan.staff.name)))], by: plan.staff, after: 0)
                }
                // The last procedure takes all that is left.
            } while course.submissions > 0 && (words.happens(25) || index == procedures.count - 1)
            let goesOn = course.submissions > 0
            guard goesOn || words.happens(70) else {
                if words.happens(15) { course.add([giveBack(filing, procedure)], by: plan.staff, after: 9) }
                return
            }
            if examine(&course, filing, procedure, goesOn: goesOn, next: procedures.dropFirst(index + 1).first?.id) {
                return
            }
        }
    }

    /// The office's part; whether the case ends or rests here.
    private func examine(
        _ course: inout Course, _ filing: ID<Filing>, _ procedure: Procedure, goesOn: Bool, next: String?
    ) -> Bool {
        var stage = procedure.stages[0]
        while stage.kind != .decision {
            guard let onward = stage.outcomes.compactMap(\.next).first,
                let following = procedure.stage(onward.stage)
            else { return true }
            if stage.kind == .review, words.happens(60) { score(&course, filing, stage) }
            if !goesOn, words.happens(25) { return true }
            course.add(
                [.moved(.init(filing: filing, from: stage.id, outcome: onward.outcome, to: following.id))],
                by: plan.staff, after: words.number(1...15))
            stage = following
        }
        let outcome = stage.outcomes[goesOn || words.happens(80) ? 0 : stage.outcomes.count - 1]
        guard case .end(let verdict) = outcome.target else { return true }
        let reason = verdict.needsReason ? "予算の範囲内で評価の高い順に採択したため。" : ""
        if !goesOn, words.happens(15) { return true }
        course.add(
            [.proposed(.init(filing: filing, stage: stage.id, outcome: outcome.id, reason: reason))], by: plan.staff,
            after: words.number(1...10))
        if !goesOn, words.happens(15) { return true }
        let opens = outcome.opens.map { CaseEvent.Opened(procedure: $0, until: course.at.adding(days: 30)) }
        course.add(
            [
                .decided(
                    .init(
                        filing: filing, stage: stage.id, outcome: outcome.id, verdict: verdict, reason: reason,
                        opens: opens))
            ], by: plan.approver, after: words.number(1...5))
        return !goesOn || next == nil
    }

    private func giveBack(_ filing: ID<Filing>, _ procedure: Procedure) -> CaseEvent {
        .returned(
            .init(
                filing: filing, stage: procedure.stages[0].id, message: "内容を確認し、修正のうえ再提出してください。",
                remarks: ["総事業費": "見積書の合計額と一致していません。"]))
    }

    private func score(_ course: inout Course, _ filing: ID<Filing>, _ stage: Stage) {
        for reviewer in plan.reviewers.prefix(stage.reviewers) {
            let assignment: ID<CaseEvent.Assignment> = id(course.at)
            let points = (0..<4).map { _ in words.number(1...5) }
            course.add(
                [
                    .assigned(
                        .init(
                            id: assignment, filing: filing, stage: stage.id, reviewer: reviewer.id,
                            reviewerName: reviewer.name))
                ], by: plan.staff, after: 1)
            course.add(
                [
                    .declared(.init(assignment: assignment, conflict: false, reason: "")),
                    .scored(
                        .init(
                            assignment: assignment,
                            answers: .object([
                                "新規性": .integer(Int64(points[0])), "実現可能性": .integer(Int64(points[1])),
                                "地域への波及効果": .integer(Int64(points[2])), "費用の妥当性": .integer(Int64(points[3])),
                            ]), total: .init(points.reduce(0, +)))),
                ], by: Actor(kind: .reviewer, id: reviewer.id.text, name: reviewer.name), after: words.number(2...14))
        }
    }

    private func submission(
        _ course: Course, _ filing: ID<Filing>, _ procedure: Procedure, _ revision: Int
    ) -> CaseEvent {
        receipt += 1
        let cost = Int64(words.number(50...900)) * 10_000
        var answers: [String: JSON] =
            if procedure.start == .round {
                [
                    "事業名": .string(course.title), "事業の概要": .string(words.summary()),
                    "事業区分": .string(words.one(["development", "market"])), "総事業費": .integer(cost),
                    "補助金申請額": .integer(cost / 2), "従業員数": .integer(Int64(words.number(1...300))),
                ]
            } else {
                [
                    "事業に要する経費": .integer(cost), "補助対象経費": .integer(cost * 9 / 10),
                    "交付申請額": .integer(cost / 2), "計画の変更": .bool(revision > 1),
                ]
            }
        if revision > 1, procedure.start != .round { answers["変更の内容"] = .string(words.summary()) }
        return .submitted(
            .init(
                filing: filing, procedure: procedure.id, revision: revision, receipt: receiptNumber(receipt),
                title: course.title, answers: .object(answers), files: []))
    }
}

extension Outcome {
    /// The stage it leads to, and how.
    fileprivate var next: (stage: String, outcome: String)? {
        if case .stage(let stage) = target { (stage, id) } else { nil }
    }
}
