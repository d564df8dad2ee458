import Grants
import Hummingbird
import UseCases

/// 申請者として試す: the form as it is designed now, as an applicant would see it. What is typed is kept for the
/// administrator alone; nothing can be submitted.
///
/// With `?frame=1` a page stands in the builder's frame: without header and footer, each question with a link to its
/// editor, and the other pages at hand.
enum TrialPages {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFormTrial, scope: .programme) { visit, administrator in
            try await framed(visit) { try await show(visit, administrator) }
        },
        .officer([.administrator], .post, Site.adminFormTrial, scope: .programme) { visit, administrator in
            try await framed(visit) { try await save(visit, administrator) }
        },
        .officer([.administrator], .post, Site.adminFormTrialLive, scope: .programme) { visit, administrator in
            let trial = try await visit.installation.formTrial(
                visit.place("form"), of: visit.programmeID(), for: administrator)
            guard let leaf = trial.form.leaf(try visit.place("leaf")) else { throw Refusal.absent }
            return .json(live(trial, leaf, visit).canonical)
        },
    ]

    /// The check view's place among a form's pages.
    static func check(of form: Form) -> String { form.leaf("check") == nil ? "check" : "check-answers" }

    /// The first page of a trial; where a form asks nothing yet, the check view.
    static func start(of form: Form) -> String { form.leaves.first?.id ?? check(of: form) }

    /// Whatever is answered, refusals too, may stand in the builder's frame.
    private static func framed(_ visit: Visit, _ answer: () async throws -> Response) async throws -> Response {
        do {
            return try await answer().framed
        } catch let refusal as Refusal {
            return visit.refused(refusal).framed
        }
    }

    private static func show(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let trial = try await visit.installation.formTrial(
            visit.place("form"), of: visit.programmeID(), for: administrator)
        let view = try TrialView(trial, visit)
        return .page(view.page.html)
    }

    // MARK: Acts

    private static func save(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let (id, programme) = (try visit.place("form"), try visit.programmeID())
        let before = try await visit.installation.formTrial(id, of: programme, for: administrator)
        let leaf = before.form.leaf(try visit.place("leaf"))
        let act = visit.form["act"] ?? ""
        let pressed = DraftAct(act, visit.form)
        let todo: TrialAct =
            switch act {
            case "clear": .clear
            case "sample": .sample
            default: pressed.edit.map(TrialAct.rows) ?? .keep
            }
        // The check view sends no questions.
        let boxes = leaf.map { visit.form["section"] == $0.id ? DraftForm.boxes(visit.form, $0) : [:] } ?? [:]
        let (trial, refusal) = try await visit.installation.saveFormTrial(
            boxes, todo, id, of: programme, by: administrator)
        if visit.isScript {
            guard let leaf else { throw Refusal.absent }
            return .json(
                JSON.object([
                    "version": .integer(0), "savedAt": .string(Formats.machine(visit.installation.now)),
                    "message": .string(visit.say(Words.Trial.kept)), "live": live(trial, leaf, visit),
                ]).canonical)
        }
        var view = try TrialView(trial, visit)
        if let refusal {
            view.errors = [FieldError(field: refusal.field ?? pressed.edit?.table ?? "", message: refusal.message)]
            return .page(view.page.html, status: .unprocessableContent)
        }
        if case .rows(let edit) = todo { return .seeOther(view.address(saved: true) + "#" + Control.id(edit.table)) }
        if act == "clear" || act == "sample" { return .seeOther(view.address(done: act)) }
        guard let leaf, case .next = pressed else { return .seeOther(view.address(saved: true)) }
        let judgement = trial.judgement
        let names = Set(leaf.fields.map(\.name))
        view.errors = trial.errors(of: judgement).filter { names.contains($0.field) }
        if !view.errors.isEmpty { return .page(view.page.html, status: .unprocessableContent) }
        if visit.query["back"] == "check" { return .seeOther(view.address(check(of: trial.form))) }
        let leaves = trial.form.leaves
        let next = leaves.drop { $0.id != leaf.id }.dropFirst().first { judgement.isShown($0) }
        return .seeOther(view.address(next?.id ?? check(of: trial.form)))
    }

    /// What a page shows with what was sent typed into it.
    private static func live(_ trial: FormTrial, _ leaf: Leaf, _ visit: Visit) -> JSON {
        let (typed, judgement) = trial.judgement(with: DraftForm.boxes(visit.form, leaf))
        return LiveView.json(
            of: leaf, FormFields(judgement: judgement, typed: typed, visit: visit, uploads: .trial))
    }
}

/// One page of a trial: questions, or the answers once more.
struct TrialView {
    let trial: FormTrial
    /// The page of questions; nil for the check view.
    let leaf: Leaf?
    let visit: Visit
    var errors: [FieldError] = []
    let judgement: Judgement

    /// The page the address names.
    init(_ trial: FormTrial, _ visit: Visit) throws {
        self.trial = trial
        self.visit = visit
        let place = try visit.place("leaf")
        leaf = trial.form.leaf(place)
        guard leaf != nil || place == TrialPages.check(of: trial.form) else { throw Refusal.absent }
        judgement = trial.judgement
    }

    private var ui: Components { visit.ui }
    private var form: Form { trial.form }
    private var programme: String { trial.design.programme.id }
    private var isFramed: Bool { visit.query["frame"] == "1" }
    private var here: String { leaf?.id ?? TrialPages.check(of: form) }

    /// A page of the trial, in the frame where this one is.
    func address(_ leaf: String? = nil, saved: Bool = false, done: String = "", back: Bool = false) -> String {
        Pattern.address(
            Site.adminFormTrial(programme, form.id, leaf ?? here),
            [
                ("frame", isFramed ? "1" : ""), ("saved", saved ? "1" : ""), ("done", done),
                ("back", back || (leaf == nil && visit.query["back"] == "check") ? "check" : ""),
            ])
    }

    // MARK: Page

    var page: Page {
        let title = leaf.map { visit.say(judgement.filled($0.title(in: form))) } ?? visit.say(Words.checkTitle)
        var page = visit.page(title, .administration)
        page.isFramed = isFramed
        page.context = visit.say(Words.Trial.title)
        page.breadcrumbs = [
            .init(visit.say(Words.programmes), Site.administration()),
            .init(visit.say(trial.design.programme.newest.name), Site.adminProgramme(programme)),
            .init(visit.say(form.title), Site.adminForm(programme, form.id)),
        ]
        page.alerts = alerts
        page.hasErrors = !errors.isEmpty
        let tables = leaf.map { $0.fields } ?? form.fields
        page.width = tables.contains(where: \.type.isTable) ? .wide : .reading
        page.lead = "<p>\(visit.say(position))</p>\(pages)"
        page.body = leaf.map(questions) ?? answers
        return page
    }

    private var alerts: HTML {
        var alerts: HTML = .empty
        if !errors.isEmpty { alerts += ui.errorSummary(FormFields.problems(errors, form: form, visit: visit)) }
        switch visit.query["done"] {
        case "clear": alerts += ui.banner(.success, visit.say(Words.Trial.cleared), isAnnounced: true)
        case "sample": alerts += ui.banner(.success, visit.say(Words.Trial.filled), isAnnounced: true)
        default: break
        }
        if !isFramed {
            alerts += ui.banner(
                .info, visit.say(Words.Trial.title),
                """
                <p>\(visit.say(Words.Trial.about))</p>\
                <p>\(ui.link(visit.say(Words.Trial.back), Site.adminForm(programme, form.id)))</p>
                """)
        }
        return alerts
    }

    /// 全5ページの3ページ目.
    private var position: Phrase {
        let leaves = form.leaves
        guard let leaf, let index = leaves.firstIndex(where: { $0.id == leaf.id }) else {
            return Words.Trial.lastPage(leaves.count)
        }
        return Words.Trial.page(index + 1, of: leaves.count)
    }

    /// The other pages.
    private var pages: HTML {
        func item(_ id: String, _ title: String, isShown: Bool) -> HTML {
            """
            <li><a href="\(href: address(id))"\(attribute: "aria-current", id == here ? "page" : nil)>\(title)</a>\
            \(if: !isShown, "（\(visit.say(Words.Trial.notShown))）")</li>
            """
        }
        let isByQuestion = form.layout == .questions
        let items = form.leaves.map { leaf -> HTML in
            let question = leaf.fields.first { $0.isAsked } ?? leaf.fields.first
            let text = isByQuestion ? question?.label ?? leaf.title(in: form) : leaf.title(in: form)
            return item(leaf.id, visit.say(judgement.filled(text)), isShown: judgement.isShown(leaf))
        }
        return ui.details(
            visit.say(Words.Trial.pages),
            """
            <ol>\(items)\(item(TrialPages.check(of: form), visit.say(Words.checkTitle), isShown: true))</ol>
            """)
    }

    // MARK: Questions

    private func questions(_ leaf: Leaf) -> HTML {
        let fields = FormFields(
            judgement: judgement, typed: trial.typed, visit: visit, errors: errors, uploads: .trial)
        if isFramed {
            // The reasons for points are no question of their own: they belong to the points' editor.
            let own = trial.design.form
            fields.edit = { field in
                own.field(named: field.name).map { Site.adminFormField(programme, own.id, FormPart.field($0.id).text) }
            }
        }
        let leaves = form.leaves
        let index = leaves.firstIndex { $0.id == leaf.id } ?? 0
        let previous = leaves[..<index].last { judgement.isShown($0) }
        return """
            \(if: index == 0, form.introduction.map { ui.prose(fields.say($0)) } ?? .empty)\
            \(if: !judgement.isShown(leaf), "<p class=\"note\">\(visit.say(Words.Trial.pageNotShown))</p>")\
            \(ui.form(
                to: address(), hidden: "\(visit.tokens)\(ui.hidden("section", leaf.id))", autosave: autosave(leaf),
                takesFiles: true,
                """
                \(leaf.parts.map { part($0, leaf, fields) })\(fields.stopsRegion)\
                \(ui.buttons(
                    ui.submit(visit.say(Words.saveAndContinue), .primary, name: "act", value: "next"),
                    ui.submit(visit.say(Words.saveDraft), .secondary, name: "act", value: "save"),
                    previous.map { ui.action(visit.say(Words.Trial.previous), address($0.id), .tertiary) } ?? .empty))\
                \(tools)
                """))
            """
    }

    private func autosave(_ leaf: Leaf) -> Components.Autosave {
        Components.Autosave(
            url: Site.adminFormTrial(programme, form.id, leaf.id), version: 0,
            signInURL: Pattern.address(Site.officeSignIn(), [("return", Site.adminForm(programme, form.id))]),
            liveURL: Site.adminFormTrialLive(programme, form.id, leaf.id))
    }

    private func part(_ part: (section: Section, fields: [Field]), _ leaf: Leaf, _ fields: FormFields) -> HTML {
        let (section, own) = part
        let title = fields.say(section.title)
        let address = Site.adminFormSection(programme, form.id, section.id)
        let edit: HTML? = isFramed ? ui.editLink(address, Words.Trial.editSection, of: title) : nil
        let guidance = section.guidance.map { ui.prose(fields.say($0)) }
        guard leaf.parts.count > 1 else { return "\(edit)\(guidance)\(fields.inputs(own))" }
        return """
            <section class="block" id="section-\(section.id)" data-section="\(section.id)"\
            \(attribute: "hidden", if: !judgement.isShown(section))>\
            <h2>\(title)</h2>\(edit)\(guidance)\(fields.inputs(own))</section>
            """
    }

    // MARK: Answers

    private var answers: HTML {
        var marks: [String: HTML] = [:]
        for error in trial.errors(of: judgement) {
            let isFirst = marks[error.field] == nil
            marks[error.field, default: .empty] += """
                <p class="error-text"\(attribute: "id", isFirst ? "answer-\(error.field)" : nil)>\
                \(visit.say(error.message))</p>
                """
        }
        let reading = FormAnswers(
            form: form, answers: judgement.answers, visit: visit, marks: marks,
            change: { field in
                form.leaf(of: field.name).map { address($0.id, back: true) + "#" + Control.id(field.name) }
            }, judgement: judgement)
        return """
            \(visit.stops(judgement))\
            <p>\(visit.say(marks.isEmpty ? Words.Trial.complete : Words.Trial.incomplete(marks.count)))</p>\
            \(reading.sections.map { section -> HTML in
                """
                <section class="block"><h2>\(visit.say(judgement.filled(section.title)))</h2>\
                \(reading.summary(section))</section>
                """
            })\
            <p class="note">\(visit.say(Words.Trial.noSubmitting))</p>\
            \(ui.form(to: address(), hidden: visit.tokens, tools))
            """
    }

    // MARK: The trial's own

    private var tools: HTML {
        ui.details(
            visit.say(Words.Trial.tools),
            """
            <p>\(visit.say(Words.Trial.toolsAbout))</p>\
            \(ui.buttons(
                ui.submit(visit.say(Words.Trial.fill), .secondary, name: "act", value: "sample", isSmall: true),
                ui.submit(visit.say(Words.Trial.clear), .tertiary, name: "act", value: "clear", isSmall: true)))
            """)
    }
}
