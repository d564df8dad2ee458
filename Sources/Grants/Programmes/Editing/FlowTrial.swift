/// 試しに流す: a sample case on its way through a flow, as if everyone did what leads on, each on the day it is due.
///
/// It goes by the same decisions as a real case; nothing of it is stored.
public struct FlowTrial: Sendable {
    /// One thing that happens.
    public struct Step: Sendable, Equatable {
        public let day: Day
        public let who: Who
        public let procedure: String
        /// The stage it happens in; nil for filing.
        public let stage: String?
        public let what: What
        /// The last day for it, where there is one.
        public let due: Day?
    }

    public enum Who: Sendable, Equatable {
        case applicant, office, approver
        case reviewers(Int)
    }

    public enum What: Sendable, Equatable {
        case files
        /// The stage is passed because of its condition.
        case passes
        case scores
        /// The outcome by which the filing leaves the stage.
        case decides(outcome: String)
        /// A letter's title.
        case letter(String)
        /// With these answers the form would not be accepted, for this reason.
        case unacceptable(Text)
        /// No outcome can be chosen, for this reason.
        case stuck(Text)
    }

    public private(set) var steps: [Step] = []
    /// Procedures that can be filed at any time once this many steps were made.
    public private(set) var anytime: [String] = []
    /// What became known of the case.
    public private(set) var values: [String: Answer] = [:]

    private let programme: Programme
    private let answers: [String: String]
    private var state: Case
    private var day: Day
    private var serial: UInt64 = 1

    /// - Parameters:
    ///   - answers: what to type into fields of that name, in any form; everything else is made up.
    ///   - day: on which the first filing comes in.
    public init(_ programme: Programme, answers: [String: String], from day: Day) {
        self.programme = programme
        self.answers = answers
        self.day = day
        state = Case(
            id: FlowTrial.id(1), agency: FlowTrial.id(1),
            opening: CaseEvent.Opening(
                programme: programme.code, version: 1, round: "trial", roundTitle: Text("見本", en: "Sample"),
                window: programme.windows.first?.id ?? "",
                organisation: Organisation(id: FlowTrial.id(1), name: "見本", corporateNumber: nil), grantsBegin: nil),
            at: day.midnight, head: CaseRecord.origin)
        run()
    }

    private static func id<Entity>(_ number: UInt64) -> ID<Entity> {
        ID(at: Instant(milliseconds: 0), random: (0, number << 2))
    }

    private var now: Instant { Instant(milliseconds: day.midnight.milliseconds + 10 * 3_600_000) }

    private mutating func run() {
        guard let first = programme.flow.first else { return }
        file(first, due: nil)
        // Each procedure is filed once; a flow that opens the same again and again comes to an end all the same.
        for _ in programme.flow.procedures {
            let next = programme.flow.procedures.first { procedure in
                procedure.start == .outcome && state.filing(of: procedure.id) == nil
                    && state.open.contains { $0.procedure == procedure.id }
            }
            guard let next else { break }
            let opened = state.open.first { $0.procedure == next.id }
            if let from = opened?.from { day = max(day, JapanTime(from).day) }
            guard case .open = state.availability(of: next, at: now, under: programme) else { break }
            file(next, due: opened?.until.map { JapanTime($0).day.adding(days: -1) })
        }
        for value in programme.flow.values { values[value.name] = state.value(of: value) }
    }

    private mutating func file(_ procedure: Procedure, due: Day?) {
        guard let judge = programme.judge(form: procedure.form) else { return }
        serial += 1
        let id: ID<Filing> = FlowTrial.id(serial)
        var typed = Typed()
        for field in judge.form.fields {
            typed.boxes.merge(earlier(field)) { $1 }
            if let answer = answers[field.name] { typed.boxes[field.name] = [answer] }
        }
        let moment = Circumstances(moment: now)
        let filled = SampleAnswers.filling(typed, of: judge, moment)
        let judgement = judge.judge(filled, moment)
        // Nobody attaches files to a sample.
        let mistake = judgement.errors.first { judge.form.field(named: $0.field)?.type.isFile != true }
        let submission = CaseEvent.submitted(
            .init(
                filing: id, procedure: procedure.id, revision: 1, receipt: "", title: "見本",
                answers: judge.form.json(of: judgement.answers), files: []))
        add(.applicant, procedure, nil, .files, due: due)
        if let mistake { add(.applicant, procedure, nil, .unacceptable(mistake.message), due: nil) }
        take([submission], by: FlowTrial.applicant)
        for _ in 0..<(procedure.stages.count * 2) {
            guard let filing = state.filing(id), !filing.isEnded,
                let stage = state.stage(of: filing, under: programme)
            else { break }
            guard leave(stage, filing, procedure) else { break }
        }
        anytime += programme.flow.procedures.filter { other in
            other.start == .case && !anytime.contains(other.id)
                && state.availability(of: other, at: now, under: programme) != .closed
        }.map(\.id)
    }

    /// What a field takes from an earlier procedure.
    private func earlier(_ field: Field) -> [String: [String]] {
        guard case .earlier(let procedure, let name)? = field.prefill, let form = programme.form(of: procedure),
            let filing = state.filing(of: procedure)
        else { return [:] }
        return form.known(of: filing)[name]?.typed(as: field) ?? [:]
    }

    /// Takes a filing out of a stage by the first outcome that leads on; false where it cannot be left.
    private mutating func leave(_ stage: Stage, _ filing: Filing, _ procedure: Procedure) -> Bool {
        let due = state.due(of: filing, under: programme)
        day = due ?? day.adding(businessDays: 1)
        if stage.kind == .review {
            score(stage, filing)
            add(.reviewers(max(stage.reviewers, 1)), procedure, stage.id, .scores, due: due)
        }
        if stage.hasChecklist { check(stage, filing) }
        let candidates =
            stage.outcomes.filter(\.isForward)
            + stage.outcomes.filter { !$0.isForward && $0.target != .applicant }
        var reason = Text("")
        guard let outcome = candidates.first(where: { choose($0, for: filing.id, &reason) }) else {
            add(.office, procedure, stage.id, .stuck(reason), due: due)
            return false
        }
        let isEnd = if case .end = outcome.target { true } else { false }
        add(isEnd ? .approver : .office, procedure, stage.id, .decides(outcome: outcome.id), due: due)
        if let title = outcome.letter.flatMap(programme.letter)?.title {
            add(.office, procedure, stage.id, .letter(title.ja), due: nil)
        }
        return true
    }

    /// Has the office choose an outcome; false, and nothing is done, where it cannot. The first reason is kept.
    private mutating func choose(_ outcome: Outcome, for filing: ID<Filing>, _ reason: inout Text) -> Bool {
        serial += 1
        let letter = LetterNumber(id: FlowTrial.id(serial), number: 1)
        var next = self
        do throws(Refusal) {
            if case .stage = outcome.target {
                next.take(
                    try next.decide(.move(filing, outcome: outcome.id, letter), by: FlowTrial.staff),
                    by: FlowTrial.staff)
            } else {
                next.take(
                    try next.decide(.propose(filing, outcome: outcome.id, reason: "見本"), by: FlowTrial.staff),
                    by: FlowTrial.staff)
                next.take(try next.decide(.confirm(filing, letter), by: FlowTrial.approver), by: FlowTrial.approver)
            }
        } catch {
            if reason.ja.isEmpty { reason = error.message }
            return false
        }
        self = next
        return true
    }

    private func decide(_ command: CaseCommand, by actor: Actor) throws(Refusal) -> [CaseEvent] {
        try state.decide(command, by: actor, at: now, under: programme)
    }

    private mutating func score(_ stage: Stage, _ filing: Filing) {
        guard let sheet = stage.sheet.flatMap(programme.judge(sheet:)) else { return }
        for _ in 0..<max(stage.reviewers, 1) {
            serial += 1
            let id: ID<CaseEvent.Assignment> = FlowTrial.id(serial)
            let reviewer = Actor(kind: .reviewer, id: (FlowTrial.id(serial) as ID<Account>).text, name: "審査員")
            let answers = sheet.judge(SampleAnswers.filling(Typed(), of: sheet, Circumstances())).answers
            take(
                [
                    .assigned(
                        .init(
                            id: id, filing: filing.id, stage: stage.id, reviewer: FlowTrial.id(serial),
                            reviewerName: "審査員")),
                    .declared(.init(assignment: id, conflict: false, reason: "")),
                    .scored(
                        .init(assignment: id, answers: sheet.form.json(of: answers), total: sheet.form.total(answers))),
                ], by: reviewer)
        }
    }

    /// Has the office fill in the stage's own sheet.
    private mutating func check(_ stage: Stage, _ filing: Filing) {
        guard let sheet = stage.sheet.flatMap(programme.judge(sheet:)) else { return }
        let judgement = sheet.judge(SampleAnswers.filling(Typed(), of: sheet, Circumstances()))
        take(
            [
                .checked(
                    .init(
                        filing: filing.id, stage: stage.id, revision: filing.current.number,
                        answers: sheet.form.json(of: judgement.answers), missing: judgement.errors.map(\.field)))
            ], by: FlowTrial.staff)
    }

    private mutating func take(_ events: [CaseEvent], by actor: Actor) {
        let settled = state.settled(events, by: actor, at: now, under: programme)
        for case .moved(let move) in settled where move.outcome == CaseEvent.Move.passing {
            guard let filing = state.foreseeing(events, by: actor, at: now).filing(move.filing),
                let procedure = programme.flow.procedure(filing.procedure)
            else { continue }
            add(.office, procedure, move.from, .passes, due: nil)
        }
        state = state.foreseeing(settled, by: actor, at: now)
    }

    private mutating func add(_ who: Who, _ procedure: Procedure, _ stage: String?, _ what: What, due: Day?) {
        steps.append(Step(day: day, who: who, procedure: procedure.id, stage: stage, what: what, due: due))
    }

    private static let applicant = Actor(kind: .applicant, id: "applicant", name: "申請者")
    private static let staff = Actor(kind: .staff, id: "staff", name: "事務局")
    private static let approver = Actor(kind: .staff, id: "approver", name: "決裁者")
}
