import Grants
import UseCases

/// いま行うこと: what the stage of a filing asks of the person looking at it.
enum OfficeTasks {
    static func section(_ desk: OfficeDesk) -> HTML {
        desk.block("tasks", Words.Office.whatToDo, body(desk))
    }

    private static func body(_ desk: OfficeDesk) -> HTML {
        switch desk.filing.standing {
        case .returned: return returned(desk)
        case .ended: return ended(desk)
        case .inStage: break
        }
        guard let stage = desk.stage else { return .empty }
        let heading: HTML = """
            <p>\(desk.say(Words.Office.stage))：<strong>\(desk.say(stage.name))</strong><br>\
            \(desk.say(Words.Office.turn(desk.state.turn(at: desk.visit.arrived, under: desk.programme))))</p>\
            \(time(stage, desk))
            """
        if let proposal = desk.filing.proposal { return heading + waiting(proposal, stage, desk) }
        if !desk.officer.takesOn(stage) {
            let who = stage.people.isEmpty ? Words.Office.onlyApproversHere : Words.Office.onlyNamedHere
            return "\(heading)<p>\(desk.say(who))</p>"
        }
        return """
            \(heading)\(moves(stage, desk))\
            \(desk.filing.missingReviews(in: stage) > 0 ? .empty : proposals(stage, desk))\(unmet(stage, desk))\
            \(if: stage.outcomes.contains { $0.target == .applicant }, giveBack(desk))
            """
    }

    /// When the stage is due, and how much of the standard period has gone by.
    private static func time(_ stage: Stage, _ desk: OfficeDesk) -> HTML {
        let due = desk.state.due(of: desk.filing, under: desk.programme).map { day -> HTML in
            let isOver = day < JapanTime(desk.visit.arrived).day
            let words = desk.say(Words.Office.due(Formats.day(day, desk.visit.language), isOver: isOver))
            return isOver ? "<p>\(desk.ui.chip(words, .warning))</p>" : "<p>\(words)</p>"
        }
        let standard = desk.procedure?.standard.map { days -> HTML in
            let used = desk.filing.daysInHand(at: desk.visit.arrived)
            return "<p class=\"support\">\(desk.say(Words.Office.inHand(used, of: days)))</p>"
        }
        return "\(due)\(standard)"
    }

    /// Outcomes that cannot be chosen now, with their conditions: nobody should look for a button that is not there.
    private static func unmet(_ stage: Stage, _ desk: OfficeDesk) -> HTML {
        let lines = stage.outcomes.filter { !offers($0, stage, desk) }.map { outcome -> HTML in
            if lacksSheet(outcome, stage, desk) {
                return "<p class=\"support\">\(desk.say(Words.Scoring.lacksSheet(desk.say(outcome.label))))</p>"
            }
            let site = FlowRules.Site.outcome(outcome.id, of: stage.id, in: desk.filing.procedure)
            let condition = desk.programme.rules.reading(site) ?? outcome.when ?? ""
            return "<p class=\"support\">\(desk.say(Words.Office.notOffered(desk.say(outcome.label), condition)))</p>"
        }
        return "\(lines)"
    }

    private static func offers(_ outcome: Outcome, _ stage: Stage, _ desk: OfficeDesk) -> Bool {
        !lacksSheet(outcome, stage, desk)
            && desk.state.offers(outcome, of: stage, for: desk.filing, at: desk.visit.arrived, under: desk.programme)
    }

    /// Whether it waits for the stage's own sheet.
    private static func lacksSheet(_ outcome: Outcome, _ stage: Stage, _ desk: OfficeDesk) -> Bool {
        outcome.needsSheet && stage.hasChecklist && !desk.filing.isChecked(in: stage)
    }

    // MARK: Nothing to do

    private static func returned(_ desk: OfficeDesk) -> HTML {
        guard let last = desk.filing.returns.last else { return .empty }
        return desk.ui.banner(
            .warning, desk.say(Words.Office.withApplicant),
            """
            <p>\(desk.say(Words.Office.withApplicantSince(desk.when(last.at), last.by.name)))</p>\
            \(if: !last.message.isEmpty, desk.ui.prose(last.message))\(remarks(last.remarks, desk))
            """)
    }

    /// Remarks on fields, in the form's order.
    static func remarks(_ remarks: [String: String], _ desk: OfficeDesk) -> HTML {
        let lines = (desk.form?.fields ?? []).compactMap { field -> HTML? in
            remarks[field.name].map { "<li><strong>\(desk.say(field.label))</strong>\(desk.ui.prose($0))</li>" }
        }
        return lines.isEmpty ? .empty : "<ul>\(lines)</ul>"
    }

    private static func ended(_ desk: OfficeDesk) -> HTML {
        guard let decision = desk.filing.decision else { return .empty }
        let words = Words.Office.endedBy(desk.say(decision.verdict.title), desk.when(decision.at), decision.by.name)
        return desk.ui.banner(
            decision.verdict.isFavourable ? .success : .neutral, desk.say(Words.Office.ended),
            "<p>\(desk.say(words))</p>\(if: !decision.reason.isEmpty, desk.ui.prose(decision.reason))")
    }

    // MARK: Passing on and returning

    private static func moves(_ stage: Stage, _ desk: OfficeDesk) -> HTML {
        let outcomes = stage.outcomes.compactMap { outcome -> (Outcome, String)? in
            guard case .stage(let target) = outcome.target, offers(outcome, stage, desk) else { return nil }
            return (outcome, target)
        }
        guard !outcomes.isEmpty else { return .empty }
        let missing = desk.filing.missingReviews(in: stage)
        if missing > 0 {
            let done = OfficeReviewers.done(in: stage, desk)
            return "<p>\(desk.say(Words.Office.reviewsMissing(done + missing, done)))</p>"
        }
        let forms = outcomes.map { outcome, target in
            desk.sending(
                to: Site.officeMove(desk.state.id.text, desk.filing.id.text),
                """
                <p class="support">\(desk.say(Words.Office.passOnTo(desk.stageName(target))))</p>\
                \(desk.ui.buttons(desk.ui.submit(desk.say(outcome.label), name: "outcome", value: outcome.id)))
                """)
        }
        return "<h3>\(desk.say(Words.Office.passOn))</h3>\(forms)"
    }

    /// A message for the whole, and a remark for each field, folded by section.
    private static func giveBack(_ desk: OfficeDesk) -> HTML {
        let ui = desk.ui
        let refusedField = desk.isRefused(.giveBack) ? desk.problem?.refusal.field : nil
        func remark(_ field: Field) -> String {
            desk.isRefused(.giveBack)
                ? desk.typed("remark.\(field.name)", in: .giveBack) : OfficeAnnotations.remark(field.name, desk)
        }
        let sections = (desk.form?.sections ?? []).map { section -> HTML in
            let isOpen = section.fields.contains { !remark($0).isEmpty || "remark.\($0.name)" == refusedField }
            let inputs = section.fields.map { field in
                ui.textarea(
                    desk.control("remark.\(field.name)", desk.say(field.label), .unmarked, in: .giveBack),
                    value: remark(field), rows: 2)
            }
            return ui.details(desk.say(Words.Office.remarksOn(desk.say(section.title))), isOpen: isOpen, "\(inputs)")
        }
        return ui.details(
            desk.say(Words.Office.giveBack), isOpen: desk.isRefused(.giveBack) || OfficeAnnotations.isRemarking(desk),
            desk.sending(
                to: Site.officeReturn(desk.state.id.text, desk.filing.id.text),
                """
                <p>\(desk.say(Words.Office.giveBackAbout))</p>\(OfficeAnnotations.offer(desk))\
                \(ui.textarea(
                    desk.control("message", desk.say(Words.Office.giveBackMessage), .unmarked, in: .giveBack),
                    value: desk.typed("message", in: .giveBack), rows: 3))\
                \(sections)\(ui.buttons(ui.submit(desk.say(Words.Office.giveBackNow), .danger)))
                """))
    }

    // MARK: Deciding

    /// The outcomes by which a procedure ends: in the open at a decision, folded where they are the exception.
    private static func proposals(_ stage: Stage, _ desk: OfficeDesk) -> HTML {
        let ui = desk.ui
        let outcomes = stage.outcomes.compactMap { outcome -> (Outcome, Verdict)? in
            guard case .end(let verdict) = outcome.target, offers(outcome, stage, desk) else { return nil }
            return (outcome, verdict)
        }
        guard !outcomes.isEmpty else { return .empty }
        let needing = outcomes.filter(\.1.needsReason).map { desk.say($0.0.label) }
        let separator = desk.visit.english ? ", " : "、"
        let support =
            needing.isEmpty
            ? Words.Office.reasonForApplicant : Words.Office.reasonNeeded(needing.joined(separator: separator))
        let form = desk.sending(
            to: Site.officePropose(desk.state.id.text, desk.filing.id.text),
            """
            <p>\(desk.say(Words.Office.proposeAbout))</p>\
            \(ui.radios(
                desk.control("outcome", desk.say(Words.Office.outcome), .required, in: .propose),
                options: outcomes.map { .init($0.0.id, desk.say($0.0.label)) },
                value: desk.typed("outcome", in: .propose)))\
            \(ui.textarea(
                desk.control(
                    "reason", desk.say(Words.Office.reason), needing.count == outcomes.count ? .required : .unmarked,
                    in: .propose, support: desk.say(support)),
                value: desk.typed("reason", in: .propose), rows: 4))\
            \(ui.buttons(ui.submit(desk.say(Words.Office.proposeNow), stage.kind == .decision ? .primary : .secondary)))
            """)
        if stage.kind == .decision { return "<h3>\(desk.say(Words.Office.propose))</h3>\(form)" }
        return ui.details(desk.say(Words.Office.propose), isOpen: desk.isRefused(.propose), form)
    }

    /// What was proposed, and who can confirm it.
    private static func waiting(_ proposal: Filing.Proposal, _ stage: Stage, _ desk: OfficeDesk) -> HTML {
        let outcome = stage.outcome(proposal.outcome)
        let summary = desk.ui.card(
            desk.say(Words.Office.awaiting), level: 3,
            desk.ui.list([
                .init(desk.say(Words.Office.proposed), text: outcome.map { desk.say($0.label) } ?? proposal.outcome),
                .init(desk.say(Words.Office.reason), proposal.reason.isEmpty ? "―" : desk.ui.prose(proposal.reason)),
                .init(desk.say(Words.Office.proposer), text: proposal.by.name),
                .init(desk.say(Words.Office.proposedAt), text: desk.when(proposal.at)),
            ]))
        if proposal.by.id == desk.officer.account.id.text {
            return "\(summary)<p>\(desk.say(Words.Office.waitsForOther))</p>"
        }
        guard desk.officer.has(.approver), let outcome else {
            return "\(summary)<p>\(desk.say(Words.Office.waitsForApprover))</p>"
        }
        return "\(summary)\(confirmation(outcome, desk))\(decline(desk))"
    }

    /// The approver's button, under everything it will do.
    private static func confirmation(_ outcome: Outcome, _ desk: OfficeDesk) -> HTML {
        guard case .end(let verdict) = outcome.target else { return .empty }
        var effects = [
            Words.Office.willEnd(desk.procedure.map { desk.say($0.name) } ?? "", desk.say(verdict.title))
        ]
        if let letter = outcome.letter.flatMap(desk.programme.letter) {
            effects.append(Words.Office.willIssue(desk.say(letter.title)))
            effects.append(Words.Office.willMail(desk.state.organisation.name))
        }
        for procedure in outcome.opens.compactMap(desk.programme.flow.procedure) {
            effects.append(Words.Office.willOpen(desk.say(procedure.name), days: procedure.days))
        }
        return """
            <h3>\(desk.say(Words.Office.confirmTitle))</h3>\
            \(desk.sending(
                to: Site.officeConfirm(desk.state.id.text, desk.filing.id.text),
                """
                <p>\(desk.say(Words.Office.willHappen))</p>\
                <ul>\(effects.map { effect -> HTML in "<li>\(desk.say(effect))</li>" })</ul>\
                \(desk.ui.buttons(desk.ui.submit(desk.say(Words.Office.confirmNow))))
                """))
            """
    }

    private static func decline(_ desk: OfficeDesk) -> HTML {
        desk.ui.details(
            desk.say(Words.Office.decline), isOpen: desk.isRefused(.decline),
            desk.sending(
                to: Site.officeDecline(desk.state.id.text, desk.filing.id.text),
                """
                \(desk.ui.textarea(
                    desk.control("reason", desk.say(Words.Office.declineReason), .required, in: .decline),
                    value: desk.typed("reason", in: .decline), rows: 3))\
                \(desk.ui.buttons(desk.ui.submit(desk.say(Words.Office.decline), .secondary)))
                """))
    }
}
