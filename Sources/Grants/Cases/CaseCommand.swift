/// What a person asks of a case that exists.
public enum CaseCommand: Sendable {
    /// A filing of a further procedure, or a new revision of a returned one.
    case submit(CaseEvent.Submission)
    case comment(String)
    /// What was said in the meeting of a review stage.
    case discuss(String, stage: String)
    /// Fill in the staff's own sheet of the stage a filing is in. `seen` is how often that was done before the page was
    /// shown.
    case check(ID<Filing>, stage: String, Typed, seen: Int)
    /// Fill in the office's own fields. `seen` is how many entries there were on the page it was typed on.
    case enter(ID<Filing>, Typed, seen: Int, Circumstances)
    case post(String)
    case `return`(ID<Filing>, message: String, remarks: [String: String])
    /// Leave a stage by an outcome that leads to another stage; the letter's identity and number were drawn before,
    /// where it issues one.
    case move(ID<Filing>, outcome: String, LetterNumber?)
    /// Put off the last day of a procedure that is open.
    case extend(procedure: String, until: Instant, reason: String)
    /// Give a filing to reviewers, to all of them or to none.
    case assign([CaseEvent.Assignment])
    case release(ID<CaseEvent.Assignment>, reason: String)
    case declare(CaseEvent.Declaration)
    case score(ID<CaseEvent.Assignment>, Typed)
    case propose(ID<Filing>, outcome: String, reason: String)
    case decline(ID<Filing>, reason: String)
    /// Confirm what another proposed; the letter's identity and number were drawn before.
    case confirm(ID<Filing>, LetterNumber)
    case withdraw(ID<Filing>, reason: String)
    /// Its lot of the round's draw (抽選).
    case draw(CaseEvent.Drawing)
    /// Go on under a newer version, as it is given.
    case renew(Int, Programme)
    /// Give the case to an officer or to nobody. `seen` is who had it on the page this was asked on.
    case take(Holder?, seen: ID<Account>?)
    /// Comment on a field of a revision, inside the office.
    case annotate(ID<Filing>, revision: Int, field: String, String)
    /// Close a field's comments, or open them again.
    case resolve(ID<Filing>, field: String, isOpen: Bool)
}

/// Identity and running number for a letter that may be issued.
public struct LetterNumber: Sendable {
    public let id: ID<Letter>
    public let number: Int64

    public init(id: ID<Letter>, number: Int64) {
        self.id = id
        self.number = number
    }
}

extension Case {
    /// The events a command leads to, or why it is refused. Pure: the same state, command, actor and time give the same.
    ///
    /// What follows by itself is among them: a stage that is not meant for a filing is passed.
    public func decide(
        _ command: CaseCommand, by actor: Actor, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        settled(try decided(command, by: actor, at: now, under: programme), by: actor, at: now, under: programme)
    }

    private func decided(
        _ command: CaseCommand, by actor: Actor, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        switch command {
        case .submit(let submission): try decideSubmission(submission, at: now, under: programme)
        case .comment(let text):
            [.commented(.init(text: try required(text, Text("コメントを入力してください", en: "Write the comment"), "text")))]
        case .discuss(let text, let stage):
            [
                .commented(
                    .init(
                        text: try required(text, Text("審査会での意見を入力してください", en: "Write what was said"), "text"),
                        stage: stage))
            ]
        case .check(let id, let stage, let typed, let seen):
            try decideCheck(id, stage: stage, typed, seen: seen, under: programme)
        case .enter(let id, let typed, let seen, let circumstances):
            try decideEntry(id, typed, seen: seen, circumstances, under: programme)
        case .post(let text):
            [.posted(.init(text: try required(text, Text("メッセージを入力してください", en: "Write the message"), "text")))]
        case .return(let id, let message, let remarks):
            try decideReturn(id, message: message, remarks: remarks, under: programme)
        case .move(let id, let outcome, let number):
            try decideMove(id, outcome: outcome, number, by: actor, at: now, under: programme)
        case .extend(let procedure, let until, let reason):
            try decideExtension(procedure, until: until, reason: reason, at: now, under: programme)
        case .assign(let assignments): try decideAssignments(assignments, by: actor, at: now, under: programme)
        case .release(let id, let reason): try decideRelease(id, reason: reason)
        case .declare(let declaration): try decideDeclaration(declaration, by: actor)
        case .score(let id, let typed): try decideScore(id, typed, by: actor, under: programme)
        case .propose(let id, let outcome, let reason):
            try decideProposal(id, outcome: outcome, reason: reason, by: actor, at: now, under: programme)
        case .decline(let id, let reason): try decideDecline(id, reason: reason, by: actor)
        case .confirm(let id, let number):
            try decideConfirmation(id, number, by: actor, at: now, under: programme)
        case .withdraw(let id, let reason): try decideWithdrawal(id, reason: reason)
        case .renew(let version, let next): try decideRenewal(version, from: programme, to: next)
        case .draw(let lot): lot == self.lot ? [] : [.drawn(lot)]
        case .take(let holder, let seen): try decideTaking(holder, seen: seen)
        case .annotate(let id, let revision, let field, let text):
            try decideAnnotation(id, revision: revision, field: field, text, under: programme)
        case .resolve(let id, let field, let isOpen): try decideResolution(id, field: field, isOpen: isOpen)
        }
    }

    // MARK: Filing

    private func decideSubmission(
        _ submission: CaseEvent.Submission, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        if let filing = filing(submission.filing) {
            guard filing.standing == .returned else {
                throw Refusal(.conflict, Text("この申請はすでに提出されています", en: "This filing has already been submitted"))
            }
            guard submission.revision == filing.current.number + 1 else {
                throw Refusal(.conflict, Text("この申請はすでに再提出されています", en: "This filing has already been resubmitted"))
            }
            return [.submitted(submission)]
        }
        guard let procedure = programme.flow.procedure(submission.procedure) else { throw Refusal.notOpen }
        try checkOpen(procedure, at: now, under: programme)
        return [.submitted(submission)]
    }

    private func decideWithdrawal(_ id: ID<Filing>, reason: String) throws(Refusal) -> [CaseEvent] {
        let filing = try current(id)
        if case .ended = filing.standing { throw ended }
        return [
            .withdrawn(
                .init(filing: id, reason: try required(reason, Text("取下げの理由を入力してください", en: "Say why"), "reason")))
        ]
    }

    // MARK: Stages

    private func decideReturn(
        _ id: ID<Filing>, message: String, remarks: [String: String], under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, stage) = try standing(id, under: programme)
        guard let outcome = stage.outcomes.first(where: { $0.target == .applicant }) else {
            throw Refusal(.forbidden, Text("この審査段階からは差し戻せません", en: "This stage does not return filings"))
        }
        if let limit = outcome.limit, filing.returns.count(where: { $0.stage == stage.id }) >= limit {
            throw Refusal(
                .forbidden,
                Text("この審査段階から差し戻せるのは\(limit)回までです", en: "This stage returns a filing \(limit) times at most"))
        }
        try checkNothingProposed(filing)
        let fields = Set(programme.form(of: filing.procedure)?.fields.map(\.name) ?? [])
        let kept = remarks.mapValues(Plain.lines).filter { !$0.value.isEmpty && fields.contains($0.key) }
        let text = Plain.lines(message)
        if kept.isEmpty && text.isEmpty {
            throw Refusal(
                .invalid, Text("修正してほしい項目か、全体への連絡を入力してください", en: "Remark on a field, or write a message"),
                field: "message")
        }
        try limit(text, "message")
        for (field, remark) in kept { try limit(remark, "remark.\(field)") }
        return [.returned(.init(filing: id, stage: stage.id, message: text, remarks: kept))]
    }

    private func decideMove(
        _ id: ID<Filing>, outcome: String, _ number: LetterNumber?, by actor: Actor, at now: Instant,
        under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, stage) = try standing(id, under: programme)
        guard let chosen = stage.outcome(outcome), case .stage(let target) = chosen.target else { throw unknownOutcome }
        try checkNothingProposed(filing)
        try checkReviews(of: filing, in: stage, for: chosen)
        try check(chosen, of: stage, filing, at: now, under: programme)
        try checkSheet(of: filing, in: stage, for: chosen, under: programme)
        let values = try settings(of: chosen, in: stage, filing, at: now, under: programme)
        let move = CaseEvent.moved(
            .init(filing: id, from: stage.id, outcome: outcome, to: target, values: values.mapValues(\.json)))
        guard let template = chosen.letter.flatMap(programme.letter), let number else { return [move] }
        let moved = foreseeing([move], by: actor, at: now)
        return [
            move,
            .lettered(
                template.letter(
                    number, for: filing, of: moved, result: chosen.label, reason: "", on: JapanTime(now).day,
                    under: programme)),
        ]
    }

    /// What awaits an approver stays as it was proposed, so that the approver decides on what the proposer saw.
    func checkNothingProposed(_ filing: Filing) throws(Refusal) {
        if filing.proposal != nil {
            throw Refusal(.conflict, Text("すでに決裁待ちです", en: "A proposal is waiting for approval already"))
        }
    }

    // MARK: Review

    private func decideAssignments(
        _ assignments: [CaseEvent.Assignment], by actor: Actor, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        var events: [CaseEvent] = []
        for assignment in assignments {
            events += try foreseeing(events, by: actor, at: now).decideAssignment(assignment, under: programme)
        }
        return events
    }

    private func decideAssignment(
        _ assignment: CaseEvent.Assignment, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, stage) = try standing(assignment.filing, under: programme)
        guard stage.kind == .review, stage.id == assignment.stage else {
            throw Refusal(.untimely, Text("いまは外部審査の段階ではありません", en: "The filing is not under external review"))
        }
        let active = filing.assignments.contains {
            $0.reviewer == assignment.reviewer && $0.stage == stage.id && $0.progress != .released
        }
        if active {
            throw Refusal(
                .conflict, Text("\(assignment.reviewerName)さんには、すでに割り当てています", en: "This reviewer is assigned already"))
        }
        return [.assigned(assignment)]
    }

    private func decideRelease(_ id: ID<CaseEvent.Assignment>, reason: String) throws(Refusal) -> [CaseEvent] {
        guard let (_, assignment) = assignment(id) else { throw unknownAssignment }
        guard assignment.progress == .undeclared || assignment.progress == .scoring else {
            throw Refusal(.conflict, Text("この割当は取り消せません", en: "This assignment cannot be released"))
        }
        return [
            .released(.init(assignment: id, reason: try required(reason, Text("理由を入力してください", en: "Say why"), "reason")))
        ]
    }

    private func decideDeclaration(
        _ declaration: CaseEvent.Declaration, by actor: Actor
    ) throws(Refusal) -> [CaseEvent] {
        let (_, assignment) = try own(declaration.assignment, actor)
        guard assignment.progress == .undeclared else {
            throw Refusal(.conflict, Text("利益相反の有無は申告済みです", en: "You have declared already"))
        }
        var reason = Plain.lines(declaration.reason)
        if declaration.conflict {
            reason = try required(reason, Text("利益相反の内容を入力してください", en: "Describe the conflict"), "reason")
        }
        return [
            .declared(.init(assignment: declaration.assignment, conflict: declaration.conflict, reason: reason))
        ]
    }

    private func decideScore(
        _ id: ID<CaseEvent.Assignment>, _ typed: Typed, by actor: Actor, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, assignment) = try own(id, actor)
        switch assignment.progress {
        case .scoring: break
        case .undeclared:
            throw Refusal(
                .untimely, Text("先に利益相反の有無を申告してください", en: "Declare first whether there is a conflict of interest"))
        case .done: throw Refusal(.conflict, Text("この審査票は提出済みです", en: "This score sheet has been submitted"))
        case .conflicted, .released: throw unknownAssignment
        }
        guard filing.standing == .inStage, let stage = self.stage(of: filing, under: programme),
            stage.id == assignment.stage, let judge = stage.sheet.flatMap(programme.judge(sheet:))
        else { throw Refusal(.untimely, Text("この案件の外部審査は終わりました", en: "The external review is over")) }
        let (judgement, sheet) = (judge.judge(typed), judge.form)
        if let error = judgement.errors.first { throw Refusal(.invalid, error.message, field: error.box) }
        return [
            .scored(
                .init(assignment: id, answers: sheet.json(of: judgement.answers), total: sheet.total(judgement.answers))
            )
        ]
    }

    // MARK: What commands rest on

    func current(_ id: ID<Filing>) throws(Refusal) -> Filing {
        guard let filing = filing(id) else { throw Refusal(.notFound, Text("この申請は見つかりません", en: "No such filing")) }
        return filing
    }

    /// The stage a filing is in.
    public func stage(of filing: Filing, under programme: Programme) -> Stage? {
        guard let procedure = programme.flow.procedure(filing.procedure) else { return nil }
        return filing.stage.map { procedure.stage($0) } ?? procedure.stages.first
    }

    /// A filing that the office has in hand, with its stage.
    func standing(_ id: ID<Filing>, under programme: Programme) throws(Refusal) -> (Filing, Stage) {
        let filing = try current(id)
        switch filing.standing {
        case .inStage: break
        case .returned:
            throw Refusal(.conflict, Text("差戻し中です。申請者の再提出をお待ちください", en: "It is with the applicant for correction"))
        case .ended: throw ended
        }
        guard let stage = stage(of: filing, under: programme) else {
            throw Refusal(.notFound, Text("審査段階が見つかりません", en: "No such stage"))
        }
        return (filing, stage)
    }

    func proposed(_ id: ID<Filing>, _ actor: Actor) throws(Refusal) -> (Filing, Filing.Proposal) {
        let filing = try current(id)
        guard let proposal = filing.proposal else {
            throw Refusal(
                .conflict, Text("決裁待ちの案がありません。画面を開き直してください", en: "Nothing awaits approval; open the page again"))
        }
        guard proposal.by.id != actor.id else {
            throw Refusal(
                .forbidden,
                Text("自分が起案したものは決裁できません。別の決裁者に依頼してください", en: "You cannot approve what you proposed yourself"))
        }
        return (filing, proposal)
    }

    private func own(
        _ id: ID<CaseEvent.Assignment>, _ actor: Actor
    ) throws(Refusal) -> (Filing, Assignment) {
        guard let (filing, assignment) = assignment(id), assignment.reviewer.text == actor.id,
            assignment.progress != .released
        else { throw unknownAssignment }
        return (filing, assignment)
    }

    func required(_ text: String, _ message: Text, _ field: String) throws(Refusal) -> String {
        let plain = Plain.lines(text)
        if plain.isEmpty { throw Refusal(.invalid, message, field: field) }
        try limit(plain, field)
        return plain
    }

    func limit(_ text: String, _ field: String) throws(Refusal) {
        if text.count > Case.longestText {
            throw Refusal(
                .invalid,
                Text("\(Case.longestText)文字以内で入力してください", en: "At most \(Case.longestText) characters"), field: field)
        }
    }

    /// Characters of a comment, message, remark or reason.
    public static let longestText = 4000

    var ended: Refusal { Refusal(.conflict, Text("この手続きはすでに終わっています", en: "This procedure has ended")) }
    var unknownOutcome: Refusal {
        Refusal(
            .conflict,
            Text("その結果は、いまの審査段階では選べません。画面を開き直してください", en: "This outcome is not available now; open the page again"))
    }
    private var unknownAssignment: Refusal { Refusal(.notFound, Text("この割当は見つかりません", en: "No such assignment")) }
}
