/// What a person asks of a case that exists.
public enum CaseCommand: Sendable {
    /// A filing of a further procedure, or a new revision of a returned one.
    case submit(CaseEvent.Submission)
    case comment(String)
    /// Fill in the office's own fields. `seen` is how many entries there were on the page it was typed on.
    case enter(ID<Filing>, Typed, seen: Int, Circumstances)
    case post(String)
    case `return`(ID<Filing>, message: String, remarks: [String: String])
    /// Leave a stage by an outcome that leads to another stage.
    case move(ID<Filing>, outcome: String)
    case assign(CaseEvent.Assignment)
    case release(ID<CaseEvent.Assignment>, reason: String)
    case declare(CaseEvent.Declaration)
    case score(ID<CaseEvent.Assignment>, Typed)
    case propose(ID<Filing>, outcome: String, reason: String)
    case decline(ID<Filing>, reason: String)
    /// Confirm what another proposed; the letter's identity and number were drawn before.
    case confirm(ID<Filing>, LetterNumber)
    case withdraw(ID<Filing>, reason: String)
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

/// Why a command was not carried out, in words for the person who gave it. Nothing was changed.
public struct Refusal: Error, Hashable, Sendable {
    public let kind: Kind
    public let message: Text
    /// The field or box at fault, where there is one.
    public let field: String?
    /// Two people changed the same thing in different ways: the message shows both, and one of them decides.
    public let isClash: Bool

    public init(_ kind: Kind, _ message: Text, field: String? = nil, isClash: Bool = false) {
        self.kind = kind
        self.message = message
        self.field = field
        self.isClash = isClash
    }

    public enum Kind: String, Sendable {
        /// No such thing, or none this person may know of.
        case notFound
        /// This person may not do that.
        case forbidden
        /// Things have changed since the page was shown.
        case conflict
        /// What was given is not enough or not right.
        case invalid
        /// The time for it is over, or has not come.
        case untimely
    }
}

extension Case {
    /// The events a command leads to, or why it is refused. Pure: the same state, command, actor and time give the same.
    public func decide(
        _ command: CaseCommand, by actor: Actor, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        switch command {
        case .submit(let submission): try decideSubmission(submission, at: now, under: programme)
        case .comment(let text):
            [.commented(.init(text: try required(text, Text("コメントを入力してください", en: "Write the comment"), "text")))]
        case .enter(let id, let typed, let seen, let circumstances):
            try decideEntry(id, typed, seen: seen, circumstances, under: programme)
        case .post(let text):
            [.posted(.init(text: try required(text, Text("メッセージを入力してください", en: "Write the message"), "text")))]
        case .return(let id, let message, let remarks):
            try decideReturn(id, message: message, remarks: remarks, under: programme)
        case .move(let id, let outcome): try decideMove(id, outcome: outcome, under: programme)
        case .assign(let assignment): try decideAssignment(assignment, under: programme)
        case .release(let id, let reason): try decideRelease(id, reason: reason)
        case .declare(let declaration): try decideDeclaration(declaration, by: actor)
        case .score(let id, let typed): try decideScore(id, typed, by: actor, under: programme)
        case .propose(let id, let outcome, let reason):
            try decideProposal(id, outcome: outcome, reason: reason, under: programme)
        case .decline(let id, let reason): try decideDecline(id, reason: reason, by: actor)
        case .confirm(let id, let number):
            try decideConfirmation(id, number, by: actor, at: now, under: programme)
        case .withdraw(let id, let reason): try decideWithdrawal(id, reason: reason)
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
        guard programme.flow.procedure(submission.procedure) != nil,
            let opened = open.first(where: { $0.procedure == submission.procedure })
        else {
            throw Refusal(.untimely, Text("この手続きは、まだ申請できません", en: "This procedure is not open for filing"))
        }
        if let until = opened.until, now >= until {
            throw Refusal(.untimely, Text("この手続きの提出期限を過ぎています", en: "The time for this procedure is over"))
        }
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
        guard stage.outcomes.contains(where: { $0.target == .applicant }) else {
            throw Refusal(.forbidden, Text("この審査段階からは差し戻せません", en: "This stage does not return filings"))
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
        _ id: ID<Filing>, outcome: String, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, stage) = try standing(id, under: programme)
        guard let chosen = stage.outcome(outcome), case .stage(let target) = chosen.target else { throw unknownOutcome }
        try checkNothingProposed(filing)
        try checkReviews(of: filing, in: stage)
        return [.moved(.init(filing: id, from: stage.id, outcome: outcome, to: target))]
    }

    /// What awaits an approver stays as it was proposed, so that the approver decides on what the proposer saw.
    func checkNothingProposed(_ filing: Filing) throws(Refusal) {
        if filing.proposal != nil {
            throw Refusal(.conflict, Text("すでに決裁待ちです", en: "A proposal is waiting for approval already"))
        }
    }

    /// A review stage is left when enough reviewers have scored.
    private func checkReviews(of filing: Filing, in stage: Stage) throws(Refusal) {
        guard stage.kind == .review else { return }
        let done = filing.assignments.count { $0.stage == stage.id && $0.progress == .done }
        guard done >= stage.reviewers else {
            throw Refusal(
                .untimely,
                Text(
                    "審査員\(stage.reviewers)名の審査が必要です（いま\(done)名が審査済み）",
                    en: "\(stage.reviewers) reviewers must have scored (now \(done))"))
        }
    }

    // MARK: Review

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

    // MARK: Decision

    private func decideProposal(
        _ id: ID<Filing>, outcome: String, reason: String, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, stage) = try standing(id, under: programme)
        guard let chosen = stage.outcome(outcome), case .end(let verdict) = chosen.target else { throw unknownOutcome }
        try checkNothingProposed(filing)
        try checkReviews(of: filing, in: stage)
        if verdict.isFavourable { try checkEntry(of: filing, under: programme) }
        var text = Plain.lines(reason)
        if verdict.needsReason {
            text = try required(
                text, Text("申請者に示す理由を入力してください", en: "Write the reason the applicant will read"), "reason")
        }
        try limit(text, "reason")
        return [.proposed(.init(filing: id, stage: stage.id, outcome: outcome, reason: text))]
    }

    private func decideDecline(
        _ id: ID<Filing>, reason: String, by actor: Actor
    ) throws(Refusal) -> [CaseEvent] {
        _ = try proposed(id, actor)
        return [
            .declined(
                .init(filing: id, reason: try required(reason, Text("差し戻す理由を入力してください", en: "Say why"), "reason")))
        ]
    }

    private func decideConfirmation(
        _ id: ID<Filing>, _ number: LetterNumber, by actor: Actor, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, proposal) = try proposed(id, actor)
        let (_, stage) = try standing(id, under: programme)
        guard let outcome = stage.outcome(proposal.outcome), case .end(let verdict) = outcome.target else {
            throw unknownOutcome
        }
        let opens = outcome.opens.compactMap { name in
            programme.flow.procedure(name).map { procedure in
                CaseEvent.Opened(
                    procedure: name,
                    until: procedure.days.map { days in
                        // 初日不算入 (民法 art. 140): the last day ends at its midnight, Japan's time.
                        Day(daysSince1970: JapanTime(now).day.daysSince1970 + days + 1).midnight
                    })
            }
        }
        var events: [CaseEvent] = [
            .decided(
                .init(
                    filing: id, stage: stage.id, outcome: outcome.id, verdict: verdict, reason: proposal.reason,
                    opens: opens))
        ]
        if let template = outcome.letter.flatMap(programme.letter) {
            events.append(
                .lettered(
                    template.letter(
                        number, for: filing, of: self, verdict: verdict, reason: proposal.reason,
                        on: JapanTime(now).day,
                        under: programme)))
        }
        return events
    }

    // MARK: What commands rest on

    private func current(_ id: ID<Filing>) throws(Refusal) -> Filing {
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

    private func proposed(_ id: ID<Filing>, _ actor: Actor) throws(Refusal) -> (Filing, Filing.Proposal) {
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

    private func required(_ text: String, _ message: Text, _ field: String) throws(Refusal) -> String {
        let plain = Plain.lines(text)
        if plain.isEmpty { throw Refusal(.invalid, message, field: field) }
        try limit(plain, field)
        return plain
    }

    private func limit(_ text: String, _ field: String) throws(Refusal) {
        if text.count > Case.longestText {
            throw Refusal(
                .invalid,
                Text("\(Case.longestText)文字以内で入力してください", en: "At most \(Case.longestText) characters"), field: field)
        }
    }

    /// Characters of a comment, message, remark or reason.
    public static let longestText = 4000

    private var ended: Refusal { Refusal(.conflict, Text("この手続きはすでに終わっています", en: "This procedure has ended")) }
    private var unknownOutcome: Refusal {
        Refusal(
            .conflict,
            Text("その結果は、いまの審査段階では選べません。画面を開き直してください", en: "This outcome is not available now; open the page again"))
    }
    private var unknownAssignment: Refusal { Refusal(.notFound, Text("この割当は見つかりません", en: "No such assignment")) }
}

extension Form {
    /// The sum of the whole-number fields' answers: a score sheet's total.
    public func total(_ answers: Answers) -> Int64 {
        fields.reduce(0) { sum, field in
            guard case .integer(let points)? = answers[field.name] else { return sum }
            return sum.addingReportingOverflow(points).overflow ? Int64.max : sum + points
        }
    }

    /// The largest total there can be; nil where a whole-number field has no upper limit.
    public var highestTotal: Int64? {
        var sum: Int64 = 0
        for field in fields {
            guard case .integer(let limits) = field.type else { continue }
            guard let maximum = limits.maximum else { return nil }
            sum = sum.addingReportingOverflow(maximum).overflow ? Int64.max : sum + maximum
        }
        return sum
    }
}

extension Day {
    /// The moment this day begins in Japan.
    public var midnight: Instant {
        Instant(milliseconds: (Int64(daysSince1970) * 86_400 - 9 * 3600) * 1000)
    }
}

extension LetterTemplate {
    /// The letter this template gives for a decision.
    func letter(
        _ number: LetterNumber, for filing: Filing, of case: Case, verdict: Verdict, reason: String, on day: Day,
        under programme: Programme
    ) -> Letter {
        let form = programme.form(of: filing.procedure)
        let answers = form?.known(of: filing) ?? [:]
        func value(_ place: String) -> String? {
            switch place {
            case "事業者名": return `case`.organisation.name
            case "法人番号": return `case`.organisation.corporateNumber ?? ""
            case "事業名": return `case`.title
            case "公募名": return `case`.opening.roundTitle.ja
            case "手続名": return programme.flow.procedure(filing.procedure)?.name.ja
            case "受付番号": return filing.current.receipt
            case "申請日": return JapanTime(filing.revisions.first?.at ?? filing.current.at).day.wareki
            case "結果": return verdict.title.ja
            case "理由": return reason
            case "窓口名": return programme.window(`case`.window)?.name.ja
            case "実施機関名": return programme.agency.name.ja
            case "通知日": return day.wareki
            default:
                guard place.hasPrefix("回答:"), let field = form?.field(named: String(place.dropFirst(3))) else {
                    return nil
                }
                return answers[field.name]?.words(as: field)
            }
        }
        func filled(_ text: String) -> String { LetterTemplate.fill(text, value) }
        return Letter(
            id: number.id, filing: filing.id, template: id, number: "\(numberPrefix)第\(number.number)号", day: day,
            title: title.ja, addressee: `case`.organisation.name, agency: programme.agency.name.ja,
            signatory: programme.agency.signatory.ja, body: body.map(filled),
            items: items.map { Item(label: filled($0.label), text: filled($0.text)) }, notes: notes.map(filled))
    }
}
