import Grants
import Hummingbird
import UseCases

/// One procedure of a flow: what it is called, what it asks, who may file it when.
enum FlowProcedurePage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFlowProcedure, scope: .programme) { visit, administrator in
            let design = try await visit.flowDesign(for: administrator)
            return .page(try page(design, FlowForm(visit, isRefused: false)).html)
        },
        .officer([.administrator], .post, Site.adminFlowProcedure, scope: .programme) { visit, administrator in
            try await save(visit, administrator)
        },
    ]

    private static func save(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.programmeID()
        var form = FlowForm(visit, isRefused: true)
        let design = try await visit.flowDesign(for: administrator)
        let typed = read(&form, try visit.place("procedure"), design)
        do {
            guard form.problems.isEmpty else {
                return .page(try page(design, form).html, status: .unprocessableContent)
            }
            try await visit.installation.editFlow(
                .setProcedure(typed, seen: visit.form["seen"] ?? ""), of: id, by: administrator)
        } catch let refusal as Refusal where refusal.kind == .conflict || refusal.kind == .invalid {
            let now = try await visit.flowDesign(for: administrator)
            let form = FlowForm(visit, isRefused: true, problems: [Problem(visit.say(refusal.message))])
            return .page(try page(now, form, isClash: refusal.isClash).html, status: refusal.kind.status)
        }
        return .seeOther(Pattern.address(Site.adminFlow(id), [("done", "saved")]) + "#procedure-\(typed.id)")
    }

    private static func read(_ form: inout FlowForm, _ id: String, _ design: FlowDesign) -> Procedure {
        let start = form.visit.form["start"].flatMap(Procedure.Start.init) ?? .outcome
        let isOpened = start == .outcome
        let (opens, closes) = (form.moment("opens"), form.moment("closes"))
        let procedure = Procedure(
            id: id, name: form.text("name"), form: form.line("form"), start: start,
            when: start == .round ? nil : form.formula("when"),
            after: isOpened ? form.count("after", in: 1...3650) : nil,
            days: isOpened ? form.count("days", in: 1...3650) : nil, until: isOpened ? form.formula("until") : nil,
            opens: start == .round ? nil : opens, closes: start == .round ? nil : closes,
            repeats: start == .case && form.visit.form["repeats"] == "yes",
            isMandatory: isOpened && form.visit.form["mandatory"] == "yes",
            standard: form.count("standard", in: 1...3650), stages: [])
        if procedure.name.ja.isEmpty { form.missing("name.ja", Words.FlowEditor.nameMissing) }
        if start == .case, procedure.when == nil { form.missing("when", Words.FlowEditor.whenMissing) }
        return procedure
    }

    private static func page(_ design: FlowDesign, _ form: FlowForm, isClash: Bool = false) throws -> Page {
        let (visit, ui) = (form.visit, form.ui)
        guard let procedure = design.flow.procedure(try visit.place("procedure")) else { throw Refusal.absent }
        let id = design.programme.id
        var page = visit.flowPage(
            design, visit.say(procedure.name), under: .init(visit.say(Words.FlowEditor.title), Site.adminFlow(id)))
        page.width = .reading
        page.hasErrors = !form.problems.isEmpty
        page.alerts =
            form.problems.isEmpty
            ? FlowFindings(design: design, findings: design.findings, visit: visit).of(
                procedure: procedure.id, stage: nil) : ui.errorSummary(form.problems)
        let words = FlowInWords(programme: design.next, visit: visit)
        let now = ([words.start(of: procedure)] + words.conditions(of: procedure)).joined()
        let isFirst = design.flow.first?.id == procedure.id
        let starts: [Procedure.Start] = isFirst ? [.round] : [.outcome, .case]
        page.body = """
            \(if: isClash, visit.ui.banner(.info, visit.say(Words.FlowEditor.asItStands), "<p>\(now)</p>"))\
            \(ui.form(
                to: Site.adminFlowProcedure(id, procedure.id),
                hidden: "\(visit.tokens)\(ui.hidden("seen", procedure.mark))",
                """
                \(form.text("name.ja", Words.FlowEditor.name, procedure.name.ja, .required))\
                \(form.text("name.en", Words.FlowEditor.nameEnglish, procedure.name.en ?? ""))\
                \(ui.select(
                    form.control("form", Words.FlowEditor.form),
                    options: design.next.forms.map { .init($0.id, visit.say($0.title)) },
                    value: form.value("form", procedure.form), prompt: nil))\
                \(ui.radios(
                    form.control("start", Words.FlowEditor.start),
                    options: starts.map { .init($0.rawValue, visit.say($0.title)) },
                    value: form.value("start", procedure.start.rawValue)))\
                \(if: !isFirst, """
                    \(form.formula("when", Words.FlowEditor.when, procedure.when, support: Words.FlowEditor.whenSupport))\
                    \(ui.fieldset(visit.say(Words.FlowEditor.ofOutcome), """
                        \(form.count("after", Words.FlowEditor.after, procedure.after, unit: Words.FlowEditor.daysLater))\
                        \(form.count("days", Words.FlowEditor.days, procedure.days, unit: Words.FlowEditor.daysWithin))\
                        \(form.formula("until", Words.FlowEditor.until, procedure.until, support: Words.FlowEditor.untilSupport))\
                        \(form.box("mandatory", Words.FlowEditor.mandatory, procedure.isMandatory))
                        """))\
                    \(form.box("repeats", Words.FlowEditor.repeats, procedure.repeats))\
                    \(ui.details(
                        visit.say(Words.FlowEditor.period), isOpen: form.has("opens", procedure.opens) || form.has("closes", procedure.closes),
                        """
                        <p>\(visit.say(Words.FlowEditor.periodAbout))</p>\
                        \(form.moment("opens", Words.FlowEditor.opensAt, procedure.opens))\
                        \(form.moment("closes", Words.FlowEditor.closesAt, procedure.closes))
                        """))
                    """)\
                \(form.count("standard", Words.FlowEditor.standard, procedure.standard, unit: Words.FlowEditor.dayUnit, support: Words.FlowEditor.standardSupport))\
                \(ui.buttons(ui.submit(visit.say(Words.FlowEditor.save))))
                """))\
            \(FlowNames.details(of: nil, design, visit))\
            <p>\(ui.link(visit.say(Words.FlowEditor.back), Site.adminFlow(id)))</p>
            """
        return page
    }
}
