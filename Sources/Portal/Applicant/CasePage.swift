import Grants
import Hummingbird
import Storage
import UseCases

/// A case as its applicant sees it: where it stands, who acts next, what to file by when.
enum CasePage {
    static let routes: [Route] = [
        .applicant(.get, Site.case, scope: .case) { visit, applicant in
            let view = try await visit.installation.applicantCase(try visit.id("case"), for: applicant)
            return .page(page(view, visit).html)
        },
        .applicant(.post, Site.caseMessages, scope: .case) { visit, applicant in
            let id: ID<Case> = try visit.id("case")
            return try await acting(id, visit, applicant, at: "messages") {
                try await visit.installation.postInquiry(visit.form["text"] ?? "", on: id, by: applicant)
            }
        },
        .applicant(.post, Site.caseProcedure, scope: .case) { visit, applicant in
            let filing = visit.form["filing"].flatMap { ID<Filing>($0) } ?? visit.world.id()
            let begun = try await visit.installation.startProcedure(
                try visit.place("procedure"), of: try visit.id("case"), filing: filing, by: applicant)
            return .seeOther(Site.filing(begun.text))
        },
        .applicant(.post, Site.caseWithdrawal, scope: .case) { visit, applicant in
            let id: ID<Case> = try visit.id("case")
            let filing: ID<Filing> = try visit.id("filing")
            return try await acting(id, visit, applicant, at: "withdraw") {
                try await visit.installation.withdrawFiling(
                    filing, reason: visit.form["reason"] ?? "", of: id, by: applicant)
            }
        },
    ]

    /// Does something and comes back to the page; what was refused is said there, with what was typed.
    private static func acting(
        _ id: ID<Case>, _ visit: Visit, _ applicant: SignedApplicant, at place: String, _ act: () async throws -> Void
    ) async throws -> Response {
        do {
            try await act()
        } catch let refusal as Refusal where refusal.kind == .invalid {
            let view = try await visit.installation.applicantCase(id, for: applicant)
            return .page(page(view, visit, refusal: refusal).html, status: .unprocessableContent)
        }
        return .seeOther(Site.case(id.text) + "#" + place)
    }

    private static func page(_ view: CaseView, _ visit: Visit, refusal: Refusal? = nil) -> Page {
        let ui = visit.ui
        let state = view.state
        var page = visit.page(state.title, .applicant)
        page.context = state.number
        page.breadcrumbs = [.init(visit.say(Words.myPage), Site.myPage())]
        page.chips = MyPagePage.status(view.status, visit)
        page.lead = "<p>\(state.number)・\(visit.say(state.opening.roundTitle))</p>"
        page.hasErrors = refusal != nil
        if let refusal, let field = refusal.field {
            page.alerts = ui.errorSummary([Problem(field: field, visit.say(refusal.message))])
        }
        page.body = """
            \(ui.steps(visit.say(Words.procedures), steps(view, visit)))\
            \(ui.banner(view.status.applicantTone, visit.say(Words.standing(view.status)), next(view, visit)))\
            \(openings(view, visit))\(letters(view, visit))\(filings(view, visit))\
            \(messages(view, visit, refusal))\(history(view, visit))\(withdrawal(view, visit, refusal))
            """
        return page
    }

    private static func steps(_ view: CaseView, _ visit: Visit) -> [Components.Step] {
        view.programme.flow.procedures.map { procedure in
            let title = visit.say(procedure.name)
            guard let filing = view.state.filing(of: procedure.id) else {
                let isOpen = view.openings.contains { $0.procedure.id == procedure.id }
                return .init(title, isOpen ? .current : .waiting, note: isOpen ? visit.say(Words.canBegin) : nil)
            }
            let status = visit.say(view.state.status(of: filing, under: view.programme).applicantTitle)
            switch filing.standing {
            case .returned: return .init(title, .returned, note: status)
            case .ended: return .init(title, .done, note: status)
            case .inStage: return .init(title, .current, note: status)
            }
        }
    }

    /// What happens next, and whose turn it is.
    private static func next(_ view: CaseView, _ visit: Visit) -> HTML {
        if let filing = view.state.latest, filing.standing == .returned {
            return visit.ui.action(visit.say(Words.correctNow), Site.filing(filing.id.text), .primary)
        }
        if let decision = view.state.latest?.decision, !decision.reason.isEmpty, decision.verdict.needsReason {
            return "<p>\(visit.say(Words.reasonGiven))</p>\(visit.ui.prose(decision.reason))"
        }
        switch view.state.turn(at: visit.arrived, under: view.programme) {
        case .office, .reviewers, .approval:
            let window = view.window.map { visit.say($0.name) } ?? ""
            let filing = view.state.filings.last { !$0.isEnded }
            let standard = filing.flatMap { view.programme.flow.procedure($0.procedure)?.standard }
            return """
                <p>\(visit.say(Words.turnOffice(window)))\
                \(standard.map { " \(visit.say(Words.standardDays($0)))" as HTML })</p>
                """
        case .filing(let id, _):
            let name = view.programme.flow.procedure(id).map { visit.say($0.name) } ?? id
            return "<p>\(visit.say(Words.turnYours(name)))</p>"
        case .correction, .nobody: return .empty
        }
    }

    /// What the applicant can file now, or will be able to: what must be filed first, what may be filed at any time after.
    private static func openings(_ view: CaseView, _ visit: Visit) -> HTML {
        let due = view.openings.filter { $0.procedure.start != .case }
        let anytime = view.openings.filter { $0.procedure.start == .case }
        return """
            \(if: !due.isEmpty, """
                <section class="block"><h2>\(visit.say(Words.nextProcedures))</h2>\(
                    visit.ui.cards(due.map { card($0, view, visit) }))</section>
                """)\(if: !anytime.isEmpty, """
                <section class="block"><h2>\(visit.say(Words.anytimeProcedures))</h2>\(
                    visit.ui.cards(anytime.map { card($0, view, visit) }))</section>
                """)
            """
    }

    private static func card(_ opening: CaseView.Opening, _ view: CaseView, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let procedure = opening.procedure
        let extended = view.state.extensions.last { $0.procedure == procedure.id }
        let about: HTML = """
            \(if: procedure.isMandatory, "<p>\(visit.say(Words.mandatory))</p>")\(
                opening.deadline.map { "<p>\(Formats.deadline($0, now: visit.arrived, ui))</p>" as HTML } ?? .empty)\(
                extended.map { "<p>\(visit.say(Words.extendedBecause($0.reason)))</p>" as HTML } ?? .empty)
            """
        let begun = view.drafts.first { $0.draft.procedure == procedure.id }
        switch opening.availability {
        case .soon(let from):
            let day = Formats.day(JapanTime(from).day, visit.language)
            return ui.card(visit.say(procedure.name), level: 3, "\(about)<p>\(visit.say(Words.opensOn(day)))</p>")
        case .late:
            return ui.card(visit.say(procedure.name), level: 3, "\(about)<p>\(visit.say(Words.askForTime))</p>")
        case .open, .closed:
            if let begun {
                return ui.card(
                    visit.say(procedure.name), level: 3,
                    actions: ui.action(visit.say(Words.resume), Site.filing(begun.draft.filing.text), .primary), about)
            }
            return ui.card(
                visit.say(procedure.name), level: 3,
                """
                \(about)\(ui.form(to: Site.caseProcedure(view.state.id.text, procedure.id),
                    hidden: "\(visit.tokens)\(ui.hidden("filing", visit.world.id(Filing.self).text))",
                    ui.submit(visit.say(Words.beginProcedure(visit.say(procedure.name))), procedure.start == .case ? .secondary : .primary)))
                """)
        }
    }

    private static func letters(_ view: CaseView, _ visit: Visit) -> HTML {
        guard !view.state.letters.isEmpty else { return .empty }
        let lines = view.state.letters.reversed().map { letter -> HTML in
            """
            <li>\(visit.ui.link("\(letter.title)（\(letter.number)）", Site.letter(letter.id.text)))\
            ・\(Formats.day(letter.day, visit.language))</li>
            """
        }
        return "<section class=\"block\"><h2>\(visit.say(Words.letters))</h2><ul>\(lines)</ul></section>"
    }

    private static func filings(_ view: CaseView, _ visit: Visit) -> HTML {
        let lines = view.state.filings.reversed().flatMap { filing in
            filing.revisions.reversed().map { revision -> HTML in
                let procedure = view.programme.flow.procedure(filing.procedure).map { visit.say($0.name) } ?? ""
                let address = Pattern.address(
                    Site.receipt(filing.id.text), [("revision", String(revision.number))])
                let again = revision.number > 1 ? visit.say(Words.resubmission(revision.number - 1)) : ""
                return """
                    <li>\(visit.ui.link("\(procedure)\(again)：\(revision.receipt)", address))\
                    ・\(Formats.time(revision.at, visit.language))・\(visit.ui.link(
                        visit.say(Words.Drafts.printFiling),
                        PrintPage.address(filing.id, revision: revision.number)))</li>
                    """
            }
        }
        return "<section class=\"block\"><h2>\(visit.say(Words.filings))</h2><ul>\(lines)</ul></section>"
    }

    private static func messages(_ view: CaseView, _ visit: Visit, _ refusal: Refusal?) -> HTML {
        let ui = visit.ui
        let thread = ui.timeline(
            view.state.messages.map { message in
                .init(
                    message.actor.kind == .applicant ? message.actor.name : visit.say(Words.office),
                    at: Formats.time(message.at, visit.language), machine: Formats.machine(message.at),
                    ui.prose(message.text))
            })
        let error = refusal?.field == "text" ? refusal.map { visit.say($0.message) } : nil
        return """
            <section class="block" id="messages"><h2>\(visit.say(Words.messages))</h2>
            \(if: view.state.messages.isEmpty, "<p>\(visit.say(Words.noMessages))</p>", else: thread)
            \(ui.form(to: Site.caseMessages(view.state.id.text), hidden: visit.tokens,
                """
                \(ui.textarea(Control("text", visit.say(Words.writeMessage), .unmarked, error: error),
                    value: visit.form["text"] ?? "", rows: 4))\
                \(ui.buttons(ui.submit(visit.say(Words.send), .secondary)))
                """))</section>
            """
    }

    /// What happened, as the applicant may know it: nothing of the inside of an examination.
    private static func history(_ view: CaseView, _ visit: Visit) -> HTML {
        let happenings = view.records.reversed().compactMap { record -> Components.Happening? in
            guard let event = record.event, let words = words(event, view, visit) else { return nil }
            return .init(
                words.title, at: Formats.time(record.at, visit.language), machine: Formats.machine(record.at),
                tone: words.tone)
        }
        return """
            <section class="block"><h2>\(visit.say(Words.history))</h2>\(visit.ui.timeline(happenings))</section>
            """
    }

    private static func words(
        _ event: CaseEvent, _ view: CaseView, _ visit: Visit
    ) -> (title: String, tone: Components.Tone)? {
        switch event {
        case .submitted(let it):
            let procedure = view.programme.flow.procedure(it.procedure).map { visit.say($0.name) } ?? ""
            return (visit.say(Words.happenedSubmitted(procedure, it.receipt, again: it.revision > 1)), .neutral)
        case .returned: return (visit.say(Words.happenedReturned), .warning)
        case .decided(let it):
            return (visit.say(it.verdict.title), it.verdict.isFavourable ? .success : .neutral)
        case .lettered(let it): return (visit.say(Words.happenedLetter(it.title, it.number)), .info)
        case .withdrawn: return (visit.say(Verdict.withdrawn.title), .neutral)
        case .extended(let it):
            let procedure = view.programme.flow.procedure(it.procedure).map { visit.say($0.name) } ?? it.procedure
            let last = Formats.day(JapanTime(it.until).day.adding(days: -1), visit.language)
            return (visit.say(Words.happenedExtended(procedure, last, it.reason)), .info)
        case .drawn(let it):
            return (
                visit.say(Words.Office.happenedDrawn(it.rank, of: it.of, won: it.won)), it.won ? .success : .neutral
            )
        case .opened, .renewed, .commented, .entered, .checked, .moved, .assigned, .released, .declared, .scored,
            .proposed, .declined, .posted, .taken, .annotated, .resolved:
            return nil
        }
    }

    private static func withdrawal(_ view: CaseView, _ visit: Visit, _ refusal: Refusal?) -> HTML {
        guard let filing = view.state.latest else { return .empty }
        if case .ended = filing.standing { return .empty }
        let ui = visit.ui
        let error = refusal?.field == "reason" ? refusal.map { visit.say($0.message) } : nil
        return """
            <div id="withdraw">\(ui.details(visit.say(Words.withdraw), isOpen: error != nil,
                """
                <p>\(visit.say(Words.withdrawWarning))</p>
                \(ui.form(to: Site.caseWithdrawal(view.state.id.text, filing.id.text), hidden: visit.tokens,
                    """
                    \(ui.textarea(Control("reason", visit.say(Words.withdrawReason), error: error),
                        value: visit.form["reason"] ?? "", rows: 3))\
                    \(ui.buttons(ui.submit(visit.say(Words.withdrawNow), .danger)))
                    """))
                """))</div>
            """
    }
}
