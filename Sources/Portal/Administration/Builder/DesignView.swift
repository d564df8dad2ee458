import Grants
import Hummingbird
import UseCases

/// What every page of the builder shows around its own part: where one is, what can be undone, whether it is saved, and
/// beside it the form as applicants will see it.
struct DesignView {
    let design: FormDesign
    let administrator: Officer
    let visit: Visit
    /// The form compiled once for the whole page.
    let judge: Judge

    init(design: FormDesign, administrator: Officer, visit: Visit) {
        self.design = design
        self.administrator = administrator
        self.visit = visit
        judge = design.judge
    }

    var ui: Components { visit.ui }
    var form: Form { design.form }
    /// AGENCY/PROGRAMME/FORM: what the builder's addresses begin with.
    var address: String { "\(design.programme.id)/\(form.id)" }

    /// - Parameter shown: the page of the form to show beside.
    func page(_ title: String, shown leaf: String? = nil, _ body: HTML) -> Page {
        var page = visit.administrationPage(
            title,
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(design.programme.newest.name), Site.adminProgramme(design.programme.id)),
            ])
        page.context = visit.say(form.title)
        page.width = .full
        page.chips = state
        page.body = """
            <div class="builder"><div class="builder-work">\(toolbar)\(body)</div>\(preview(leaf))</div>
            """
        return page
    }

    /// Both states in words: what applicants see, and what is not published yet.
    private var state: HTML {
        let version = ui.chip(visit.say(Words.Builder.live(design.programme.row.version)), .info)
        return design.isChanged ? version + ui.chip(visit.say(Words.Builder.notPublished), .warning) : version
    }

    private var toolbar: HTML {
        let findings = judge.findings
        let errors = findings.count { $0.severity == .error }
        let undo = design.history.undoable(by: administrator.actor).map { design.history.steps[$0].summary }
        let redo = design.history.redoable(by: administrator.actor).map { design.history.steps[$0].summary }
        return """
            \(ui.form(
                to: Site.adminFormActs(address), hidden: visit.tokens,
                """
                <div class="builder-tools">\
                \(undo.map { ui.submit(visit.say(Words.Builder.undo), .secondary, name: "act", value: "undo", context: visit.say($0), isSmall: true) })\
                \(redo.map { ui.submit(visit.say(Words.Builder.redo), .secondary, name: "act", value: "redo", context: visit.say($0), isSmall: true) })\
                \(ui.action(visit.say(Words.Builder.tryIt), Site.adminFormTrial(address, form.leaves.first?.id ?? "all"), isSmall: true))\
                \(ui.action(visit.say(Words.Builder.toPublish), Site.adminFormPublish(address), .primary, isSmall: true))\
                <span class="support" data-refresh="findings">\
                \(visit.say(errors > 0 ? Words.Builder.toMend(errors) : Words.Builder.nothingToMend))</span></div>
                """))
            """
    }

    private func preview(_ leaf: String?) -> HTML {
        guard let leaf = leaf ?? form.leaves.first?.id else { return .empty }
        let source = Pattern.address(Site.adminFormTrial(address, leaf), [("frame", "1")])
        return """
            <section class="builder-preview" aria-labelledby="preview-title"><div class="builder-tools">\
            <h2 id="preview-title">\(visit.say(Words.Builder.preview))</h2>\
            <button type="button" class="button secondary small" data-preview="wide" hidden>\
            \(visit.say(Words.Builder.onComputers))</button>\
            <button type="button" class="button secondary small" data-preview="narrow" hidden>\
            \(visit.say(Words.Builder.onPhones))</button></div>\
            <div class="builder-frame"><iframe src="\(href: source)" title="\(visit.say(Words.Builder.preview))" \
            loading="lazy"></iframe></div></section>
            """
    }
}

extension Visit {
    /// The design the address names.
    func design(for administrator: Officer) async throws -> FormDesign {
        try await installation.formDesign(try place("form"), of: try programmeID(), for: administrator)
    }

    /// Tells a page's script that what it sent was not taken; of a clash the page shows both sides when it is sent.
    func notTaken(_ refusal: Refusal) -> Response {
        .json(
            JSON.object([
                "message": .string(say(refusal.message)), "clash": .bool(refusal.isClash),
            ]).canonical, status: .conflict)
    }

    /// The part of a form the address names.
    func part() throws(Refusal) -> FormPart {
        guard let part = FormPart(text: try place("part")) else { throw .absent }
        return part
    }
}
