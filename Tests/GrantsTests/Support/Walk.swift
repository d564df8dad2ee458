@testable import Grants

/// A case on a random way through a programme's flow: at each step someone does one of the things that are possible.
struct Walk {
    let programme: Programme
    var chance: Seeded
    var now = Samples.noon
    private(set) var state: Case
    private(set) var records: [CaseRecord]
    private var count: UInt64 = 1_000

    /// A thing someone could do.
    struct Step {
        let command: CaseCommand
        let actor: Actor
        let name: String
    }

    init(_ programme: Programme, seed: UInt64) {
        self.programme = programme
        chance = Seeded(seed)
        let opening = CaseEvent.Opening(
            programme: "bureau/walk", version: 1, round: "bureau/walk/first", roundTitle: "第1回公募",
            window: programme.windows[0].id, organisation: Samples.opening.organisation, grantsBegin: nil)
        let record = CaseRecord(
            .opened(opening), of: Samples.id(10), agency: Samples.id(20), seq: 1, at: now, by: Samples.applicant,
            after: CaseRecord.origin)
        records = [record]
        state = Case(id: Samples.id(10), agency: Samples.id(20), opening: opening, at: now, head: record.hash)
        let first = state.settled(
            [.submitted(submission(of: programme.flow.procedures[0]))], by: Samples.applicant, at: now, under: programme
        )
        append(first, by: Samples.applicant)
    }

    /// Does one of the possible things; nil when there are none.
    mutating func step() -> Step? {
        if Int.random(in: 0..<4, using: &chance) == 0 { now = now.adding(days: Int.random(in: 1...20, using: &chance)) }
        let possible = possible
        guard let chosen = possible.randomElement(using: &chance) else { return nil }
        do {
            try act(chosen.command, by: chosen.actor)
        } catch {
            return nil
        }
        return chosen
    }

    @discardableResult
    mutating func act(_ command: CaseCommand, by actor: Actor) throws(Refusal) -> [CaseEvent] {
        now = now.adding(seconds: 60)
        let events = try state.decide(command, by: actor, at: now, under: programme)
        append(events, by: actor)
        return events
    }

    private mutating func append(_ events: [CaseEvent], by actor: Actor) {
        // What comes next has ids of its own, also where it is only thought of.
        count += 100
        for event in events {
            let record = CaseRecord(
                event, of: state.id, agency: state.agency, seq: state.seq + 1, at: now, by: actor, after: state.head)
            records.append(record)
            state.apply(event, seq: record.seq, at: now, by: actor, hash: record.hash)
        }
    }

    /// Everything that would be accepted now.
    var possible: [Step] {
        var walk = self
        return walk.candidates().filter { step in
            (try? state.decide(step.command, by: step.actor, at: now.adding(seconds: 60), under: programme)) != nil
        }
    }

    private mutating func candidates() -> [Step] {
        var steps: [Step] = []
        for procedure in programme.flow.procedures {
            if case .open = state.availability(of: procedure, at: now, under: programme) {
                steps.append(
                    Step(
                        command: .submit(submission(of: procedure)), actor: Samples.applicant,
                        name: "file \(procedure.id)"))
            }
        }
        for filing in state.filings where !filing.isEnded {
            switch filing.standing {
            case .returned:
                steps.append(
                    Step(command: .submit(submission(again: filing)), actor: Samples.applicant, name: "resubmit"))
            case .inStage: steps += office(filing)
            case .ended: break
            }
        }
        return steps
    }

    private mutating func office(_ filing: Filing) -> [Step] {
        guard let stage = state.stage(of: filing, under: programme) else { return [] }
        let (id, number) = (filing.id, LetterNumber(id: Samples.id(next()), number: Int64(count)))
        if filing.proposal != nil {
            return [
                Step(command: .confirm(id, number), actor: Samples.approver, name: "confirm"),
                Step(command: .decline(id, reason: "再考"), actor: Samples.approver, name: "decline"),
            ]
        }
        var steps = stage.outcomes.map { outcome in
            let command: CaseCommand =
                switch outcome.target {
                case .stage: .move(id, outcome: outcome.id, number)
                case .applicant: .return(id, message: "直してください", remarks: [:])
                case .end: .propose(id, outcome: outcome.id, reason: "理由")
                }
            return Step(command: command, actor: Samples.staff, name: "\(stage.id) \(outcome.id)")
        }
        guard stage.kind == .review, let sheet = stage.sheet.flatMap(programme.judge(sheet:)) else { return steps }
        let waiting = filing.assignments.filter { $0.stage == stage.id }
        if waiting.count < stage.reviewers + 3 {
            let reviewer = Samples.id(700 + UInt64(waiting.count), Account.self)
            steps.append(
                Step(
                    command: .assign([
                        CaseEvent.Assignment(
                            id: Samples.id(next()), filing: id, stage: stage.id, reviewer: reviewer,
                            reviewerName: "審査")
                    ]), actor: Samples.staff, name: "assign"))
        }
        for assignment in waiting {
            let actor = Actor(kind: .reviewer, id: assignment.reviewer.text, name: "審査")
            let conflict = Int.random(in: 0..<8, using: &chance) == 0
            steps.append(
                Step(
                    command: .declare(.init(assignment: assignment.id, conflict: conflict, reason: "縁故")), actor: actor,
                    name: "declare"))
            steps.append(
                Step(
                    command: .score(assignment.id, SampleAnswers.filling(Typed(), of: sheet, Circumstances())),
                    actor: actor, name: "score"))
        }
        return steps
    }

    private mutating func next() -> UInt64 {
        count += 1
        return count
    }

    private mutating func submission(of procedure: Procedure) -> CaseEvent.Submission {
        submission(Samples.id(next()), procedure: procedure.id, revision: 1)
    }

    private mutating func submission(again filing: Filing) -> CaseEvent.Submission {
        submission(filing.id, procedure: filing.procedure, revision: filing.current.number + 1)
    }

    /// A filing of answers the form accepts; amounts and choices differ from one to the next.
    private mutating func submission(
        _ id: ID<Filing>, procedure: String, revision: Int
    ) -> CaseEvent.Submission {
        var answers: JSON = .object([:])
        if let judge = programme.judge(of: procedure) {
            var typed = Typed(judge.form.field(named: "事業名") == nil ? [:] : ["事業名": ["まちの灯り"]])
            for field in judge.form.fields {
                if case .money = field.type {
                    typed.boxes[field.name] = ["\(Int.random(in: 1...20, using: &chance) * 100)"]
                }
                if case .yesNo = field.type { typed.boxes[field.name] = [Bool.random(using: &chance) ? "yes" : "no"] }
            }
            let filled = SampleAnswers.filling(typed, of: judge, Circumstances(moment: now))
            answers = judge.form.json(of: judge.judge(filled, Circumstances(moment: now)).answers)
        }
        return CaseEvent.Submission(
            filing: id, procedure: procedure, revision: revision, receipt: "K\(count)", title: "まちの灯り",
            answers: answers,
            files: [])
    }
}
