import Grants
import Storage
import UseCases

/// An errand that is being prepared: what is wanted, what would happen to each case, and the button that begins it.
enum PlanView {
    static func page(
        _ errand: ErrandRow, _ visit: Visit, _ officer: Officer,
        refused: (act: BulkAct, problem: (field: String, words: String))? = nil, fileProblem: String? = nil
    ) async throws -> Page {
        var page = visit.page(visit.say(errand.title), .office)
        page.width = .wide
        page.context = visit.say(Words.Errands.title)
        page.breadcrumbs = [.init(visit.say(Words.workList), Site.workList())]
        page.chips = errand.chip(visit)
        page.hasErrors = refused != nil || fileProblem != nil
        if let problem = refused?.problem {
            page.alerts = visit.ui.errorSummary([Problem(field: problem.field, problem.words, scope: "plan")])
        } else if let fileProblem {
            page.alerts = visit.ui.errorSummary([Problem(field: "file", fileProblem, scope: "plan")])
        }
        switch errand.kind {
        case .acts:
            let plan = try await visit.installation.plan(of: errand, for: officer)
            page.body = acts(plan, errand, visit, refused: refused)
        case .decisions:
            page.body = try await decisions(errand, visit, officer, problem: fileProblem)
        case .export:
            page.lead = "<p>\(visit.say(Words.Errands.exportLead(errand.total)))</p>"
            page.body = visit.ui.form(
                to: Site.errandAct(errand.id.text), hidden: visit.tokens, ExportPage.choices(visit))
        case .letters: break
        }
        page.body += discard(errand, visit)
        return page
    }

    /// What is missing of an act; nil where nothing is.
    static func problem(of act: BulkAct, _ visit: Visit) -> (field: String, words: String)? {
        if act.kind.needsOutcome, act.outcome.isEmpty { return ("outcome", visit.say(Words.Office.chooseOutcome)) }
        if act.kind.takesText, !act.isComplete {
            return ("text", visit.say(Phrase("入力してください", "Write something")))
        }
        return nil
    }

    // MARK: Acts

    private static func acts(
        _ plan: ErrandPlan, _ errand: ErrandRow, _ visit: Visit,
        refused: (act: BulkAct, problem: (field: String, words: String))?
    ) -> HTML {
        guard let act = refused?.act ?? errand.act else { return .empty }
        let isReady = errand.act?.isComplete == true && refused == nil
        let asks = act.kind.needsOutcome || act.kind.takesText
        return """
            \(if: asks, questions(act, plan, errand, visit, isReady: isReady, problem: refused?.problem))\
            \(if: isReady, preview(plan, visit, isFile: false))
            """
    }

    private static func questions(
        _ act: BulkAct, _ plan: ErrandPlan, _ errand: ErrandRow, _ visit: Visit, isReady: Bool,
        problem: (field: String, words: String)?
    ) -> HTML {
        let ui = visit.ui
        if act.kind.needsOutcome, plan.outcomes.isEmpty {
            return ui.banner(.warning, visit.say(Words.Errands.noOutcomes))
        }
        func control(_ name: String, _ label: Phrase, _ need: Control.Requirement, _ support: Phrase? = nil) -> Control
        {
            Control(
                name, visit.say(label), need, support: support.map(visit.say),
                error: problem?.field == name ? problem?.words : nil, scope: "plan")
        }
        let outcomes: HTML =
            !act.kind.needsOutcome
            ? .empty
            : ui.radios(
                control("outcome", Words.Errands.outcome, .required),
                options: plan.outcomes.map { outcome in
                    .init(
                        outcome.id,
                        visit.say(
                            Words.Errands.offered(
                                visit.say(outcome.procedure), visit.say(outcome.stage), visit.say(outcome.label),
                                outcome.count)))
                }, value: act.outcome)
        let text: Control? =
            switch act.kind {
            case .propose: control("text", Words.Errands.reason, .unmarked, Words.Errands.reasonAbout)
            case .decline: control("text", Words.Errands.declineReason, .required)
            case .giveBack: control("text", Words.Errands.message, .required)
            case .comment: control("text", Words.Errands.comment, .required)
            case .move, .confirm, .assign: nil
            }
        let button = ui.submit(
            visit.say(isReady ? Words.Errands.lookAgain : Words.Errands.look), isReady ? .secondary : .primary)
        return ui.form(
            to: Site.errandAct(errand.id.text), hidden: visit.tokens,
            "\(outcomes)\(text.map { ui.textarea($0, value: act.text, rows: 4) })\(ui.buttons(button))")
    }

    // MARK: Decisions

    private static func decisions(
        _ errand: ErrandRow, _ visit: Visit, _ officer: Officer, problem: String?
    ) async throws -> HTML {
        let ui = visit.ui
        let control = Control(
            "file", visit.say(Words.Errands.file), .unmarked,
            support: visit.say(Words.Errands.fileAbout(Installation.mostDecisions)), error: problem, scope: "plan")
        let upload = ui.form(
            to: Site.errandDecisions(errand.id.text), hidden: visit.tokens,
            """
            \(ui.question(control) { "<input type=\"file\" accept=\".csv,.txt\"\($0)>" })\
            \(ui.buttons(ui.submit(
                visit.say(Words.Errands.read), errand.hasFile ? .secondary : .primary, sendsFiles: true)))
            """)
        if errand.hasFile {
            let plan = try await visit.installation.plan(of: errand, for: officer)
            return
                "\(preview(plan, visit, isFile: true))\(ui.details(visit.say(Words.Errands.readAnother), isOpen: problem != nil, upload))"
        }
        let words = try await visit.installation.decisionWords(of: errand, for: officer)
        let lines = words.map { stage -> HTML in
            let labels = stage.labels.map { visit.say($0) }.joined(separator: visit.english ? ", " : "」「")
            return
                "<li>\(visit.say(stage.procedure))・\(visit.say(stage.stage))：\(visit.english ? labels : "「\(labels)」")</li>"
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Errands.template))</h2>\
            <p>\(visit.say(Words.Errands.templateAbout(errand.total ?? 0)))</p>\
            \(ui.buttons(ui.action(
                visit.say(Words.Errands.saveTemplate), Site.errandTemplate(errand.id.text), isDownload: true)))\
            <h3>\(visit.say(Words.Errands.resultWords))</h3><ul>\(lines)</ul></section>\
            <section class="block"><h2>\(visit.say(Words.Errands.upload))</h2>\(upload)</section>
            """
    }

    // MARK: What would happen

    private static func preview(_ plan: ErrandPlan, _ visit: Visit, isFile: Bool) -> HTML {
        let ui = visit.ui
        let possible = plan.possible
        let rows = plan.lines.map { line -> [HTML] in
            let can = line.foresight.isPossible
            let chip = ui.chip(
                visit.say(can ? Words.Errands.possible : Words.Errands.impossible), can ? .success : .warning)
            return (isFile ? ["\(line.line.seq)"] : []) + [
                ErrandView.name(line.line), chip, "\(visit.say(line.foresight.words))", "\(line.line.title)",
            ]
        }
        let columns: [Components.Column] =
            (isFile ? [.init(visit.say(Words.Errands.line), isNumeric: true)] : []) + [
                .init(visit.say(Words.Office.number), isTight: true),
                .init(visit.say(Words.Errands.can), isTight: true), .init(visit.say(Words.Errands.will)),
                .init(visit.say(Words.WorkList.organisationName)),
            ]
        let start = ui.form(
            to: Site.errandStart(plan.errand.id.text), hidden: visit.tokens,
            ui.buttons(ui.submit(visit.say(Words.Errands.start(possible)))))
        return """
            <section class="block"><p class="errand-summary">\
            \(visit.say(possible == 0 ? Words.Errands.nothingPossible : Words.Errands.plan(possible, plan.lines.count - possible)))</p>\
            \(if: possible > 0, start)\
            \(ui.table(
                visit.say(Words.Errands.will), columns: columns, rows: rows, rowHeader: isFile ? 1 : 0,
                isCaptionHidden: true))</section>
            """
    }

    private static func discard(_ errand: ErrandRow, _ visit: Visit) -> HTML {
        visit.ui.form(
            to: Site.errandCancel(errand.id.text), hidden: visit.tokens,
            visit.ui.buttons(visit.ui.submit(visit.say(Words.Errands.discard), .tertiary, isSmall: true)))
    }
}
