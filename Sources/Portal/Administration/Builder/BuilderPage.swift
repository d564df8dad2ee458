import Grants
import Hummingbird
import Outbound
import UseCases

/// The form's outline: its sections and fields in order, each with what can be done to it.
enum BuilderPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminForm, scope: .programme) { visit, administrator in
            let design = try await visit.design(for: administrator)
            return .page(view(DesignView(design: design, administrator: administrator, visit: visit)).html).framing
        },
        .officer([.administrator], .post, Site.adminFormActs, scope: .programme) { visit, administrator in
            try await act(visit, administrator)
        },
    ]

    // MARK: Acts

    private static func act(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let (programme, formID) = (try visit.programmeID(), try visit.place("form"))
        let design = try await visit.design(for: administrator)
        let view = DesignView(design: design, administrator: administrator, visit: visit)
        let home = Site.adminForm(view.address)
        // A page's buttons share its key, and each may be pressed: what makes an act is the button with what was typed.
        let key = Act.key.map { Token.hash("\($0) \(visit.form.encoded)") }
        do {
            switch BuilderAct(visit.form, design.form, visit) {
            case .undo: try await visit.installation.undoFormEdit(formID, of: programme, key: key, by: administrator)
            case .redo: try await visit.installation.redoFormEdit(formID, of: programme, key: key, by: administrator)
            case .edit(let edit, let opens):
                let (next, _) = try await visit.installation.editForm(
                    edit, formID, of: programme, key: key, by: administrator)
                // Pressed for the second time, it leads to where the first press led.
                let made = next.history.lastEdit(by: administrator.actor) ?? edit
                if opens, let part = next.form.added(since: design.form) ?? made.part(in: next.form) {
                    return .seeOther(Site.adminFormField(view.address, part.text))
                }
                let anchor = made.anchor.map { "#\($0)" } ?? ""
                return .seeOther((visit.form["back"].flatMap { LocalPath($0)?.path } ?? home) + anchor)
            case .nothing(let problem):
                return .page(self.view(view, problem: problem).html, status: .unprocessableContent).framing
            }
        } catch let refusal as Refusal where refusal.kind == .conflict || refusal.kind == .invalid {
            let now = try await visit.design(for: administrator)
            let again = DesignView(design: now, administrator: administrator, visit: visit)
            return .page(self.view(again, refusal: refusal).html, status: .conflict).framing
        }
        return .seeOther(home)
    }

    // MARK: The page

    static func view(_ view: DesignView, refusal: Refusal? = nil, problem: Problem? = nil) -> Page {
        let (ui, visit, form) = (view.ui, view.visit, view.form)
        let body: HTML = """
            <p>\(visit.say(Words.Builder.about))</p>\
            <section class="block"><h2>\(visit.say(form.title))</h2>\
            <p class="support">\(visit.say(form.layout.title))</p>\
            <p>\(ui.action(visit.say(Words.Builder.editHead), Site.adminFormHead(view.address), isSmall: true))</p></section>\
            \(form.sections.enumerated().map { section($1, number: $0 + 1, view) })\
            \(addSection(view))\
            <section class="block"><h2>\(visit.say(Words.Builder.exchange))</h2>\
            <p>\(ui.link(visit.say(Words.FormImport.title), Site.adminFormImport(view.address)))</p>\
            <p>\(FormFiles.links(view.design.programme.id, form.id, visit))</p></section>
            """
        var page = view.page(visit.say(Words.Builder.title(visit.say(form.title))), body)
        if let refusal {
            page.hasErrors = true
            page.alerts = ui.banner(
                .warning, visit.say(Words.Builder.notDone),
                "\(ui.prose(visit.say(refusal.message)))\(force(view))", isAnnounced: true)
        }
        if let problem {
            page.hasErrors = true
            page.alerts = ui.errorSummary([problem])
        }
        return page
    }

    /// The same act once more, although what is removed is used elsewhere.
    private static func force(_ view: DesignView) -> HTML {
        let visit = view.visit
        guard let act = visit.form["act"], act.hasPrefix("drop") else { return .empty }
        return view.ui.form(
            to: Site.adminFormActs(view.address), hidden: "\(visit.tokens)\(view.ui.hidden("force", "1"))",
            view.ui.buttons(
                view.ui.submit(visit.say(Words.Builder.removeAnyway), .danger, name: "act", value: act, isSmall: true)))
    }

    private static func section(_ section: Section, number: Int, _ view: DesignView) -> HTML {
        let (ui, visit) = (view.ui, view.visit)
        let title = visit.say(section.title)
        let marks = marks(section.relevant != nil, view, FormPlace(section: section.id), ofSection: section.id)
        return """
            <section class="block outline-section" id="section-\(section.id)" data-section="\(section.id)">\
            \(ui.form(to: Site.adminFormActs(view.address), hidden: visit.tokens, """
                <div class="outline-head"><h3>\(number). \(title)</h3>\(marks)\
                <div class="outline-acts">\
                \(ui.action(visit.say(Words.Builder.edit), Site.adminFormSection(view.address, section.id), context: title, isSmall: true))\
                \(moves("section", section.id, title, view))</div></div>\
                <ol class="outline-fields" data-list="\(section.id)">\(section.fields.map { field($0, view) })</ol>
                """))\
            \(add(to: section, view))</section>
            """
    }

    private static func field(_ field: Field, _ view: DesignView) -> HTML {
        let visit = view.visit
        let label = visit.say(field.label)
        let place = FormPlace(section: view.form.section(of: field.name)?.id, field: field.name)
        return """
            <li class="outline-field" id="part-\(field.id)" data-part="\(field.id)">\
            <span class="outline-text"><a href="\(href: Site.adminFormField(view.address, field.id))">\(label)</a>\
            <span class="support">\(visit.say(field.type.title))\
            \(if: field.required == .yes, "・\(visit.say(Words.required))")\
            \(if: field.calculation != nil, "・\(visit.say(Words.computed))")\
            \(if: field.isInternal, "・\(visit.say(Words.Builder.internalOnly))")</span>\
            \(marks(field.relevant != nil, view, place, ofSection: nil))</span>\
            <span class="outline-acts">\(moves("part", field.id, label, view))</span></li>
            """
    }

    /// What is to be noticed: a condition, and something to mend.
    private static func marks(
        _ isConditional: Bool, _ view: DesignView, _ place: FormPlace, ofSection section: String?
    ) -> HTML {
        let own = view.judge.findings.filter {
            $0.severity == .error
                && (section == nil
                    ? $0.place.field == place.field : $0.place.section == section && $0.place.field == nil)
        }
        return """
            \(if: isConditional, view.ui.chip(view.visit.say(Words.Builder.conditional)))\
            \(if: !own.isEmpty, view.ui.chip(view.visit.say(Words.Builder.toMend(own.count)), .error))
            """
    }

    /// ↑ ↓, copy, remove.
    static func moves(_ kind: String, _ id: String, _ label: String, _ view: DesignView) -> HTML {
        let visit = view.visit
        func button(_ title: Phrase, _ act: String, _ style: Components.ButtonStyle = .tertiary) -> HTML {
            view.ui.submit(
                visit.say(title), style, name: "act", value: "\(act)-\(kind):\(id)", context: label, isSmall: true)
        }
        return """
            \(button(Words.Builder.up, "up"))\(button(Words.Builder.down, "down"))\(button(Words.Builder.copy, "copy"))\
            \(button(Words.Builder.remove, "drop"))
            """
    }

    /// The palette: a heading and a type make a new field, which is opened to go on with.
    private static func add(to section: Section, _ view: DesignView) -> HTML {
        let (ui, visit) = (view.ui, view.visit)
        let scope = "add-\(section.id)"
        let palette = Control("type", visit.say(Words.Builder.type), .unmarked, scope: scope)
        return ui.form(
            to: Site.adminFormActs(view.address), hidden: visit.tokens,
            """
            <div class="outline-add">\
            \(ui.text(Control("label", visit.say(Words.Builder.newField), .unmarked, scope: scope), value: "", autocomplete: "off"))\
            \(ui.select(palette, options: FieldType.samples.map { .init($0.word, visit.say($0.title)) }, value: "text", prompt: nil))\
            \(ui.submit(visit.say(Words.Builder.add), .secondary, name: "act", value: "new:\(section.id)", context: visit.say(section.title), isSmall: true))\
            </div>
            """)
    }

    private static func addSection(_ view: DesignView) -> HTML {
        let (ui, visit) = (view.ui, view.visit)
        let groups = visit.installation.programmes(for: view.administrator).flatMap { programme in
            programme.newest.forms.map { form in
                (
                    label: "\(visit.say(programme.newest.name))　\(visit.say(form.title))",
                    options: form.sections.map { section in
                        Components.Option("\(programme.id)/\(form.id)/\(section.id)", visit.say(section.title))
                    }
                )
            }
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Builder.addSection))</h2>\
            \(ui.form(to: Site.adminFormActs(view.address), hidden: visit.tokens, """
                <div class="outline-add">\
                \(ui.text(Control("title", visit.say(Words.Builder.newSection), .unmarked), value: "", autocomplete: "off"))\
                \(ui.submit(visit.say(Words.Builder.addEmptySection), .secondary, name: "act", value: "new-section", isSmall: true))\
                </div>
                """))\
            \(ui.form(to: Site.adminFormActs(view.address), hidden: visit.tokens, """
                <div class="outline-add">\
                \(ui.select(Control("template", visit.say(Words.Builder.template), .unmarked), options: SectionTemplate.all.map { .init($0.id, visit.say($0.title)) }, value: ""))\
                \(ui.submit(visit.say(Words.Builder.addTemplate), .secondary, name: "act", value: "template", isSmall: true))\
                </div>
                """))\
            \(ui.form(to: Site.adminFormActs(view.address), hidden: visit.tokens, """
                <div class="outline-add">\
                \(ui.select(Control("from", visit.say(Words.Builder.copyFrom), .unmarked), groups: groups, value: ""))\
                \(ui.submit(visit.say(Words.Builder.addCopy), .secondary, name: "act", value: "from", isSmall: true))\
                </div>
                """))</section>
            """
    }
}

extension FormEdit {
    /// The element of the outline to come back to.
    fileprivate var anchor: String? {
        switch self {
        case .move(let part, _, _), .set(let part, _), .duplicate(let part): "part-\(part.field)"
        case .moveSection(let id, _), .setSection(let id, _), .duplicateSection(let id): "section-\(id)"
        case .addSection(let section, _): "section-\(section.id)"
        default: nil
        }
    }

    /// The one field or column it added, where it is still there.
    fileprivate func part(in form: Form) -> FormPart? {
        guard case .addFields(let fields, let home, _) = self, let field = fields.first else { return nil }
        let part: FormPart =
            switch home {
            case .section: .field(field.id)
            case .table(let id): .column(table: id, field.id)
            }
        return form.field(part) == nil ? nil : part
    }
}

extension FormHistory {
    /// The edit that person made last.
    fileprivate func lastEdit(by actor: Actor) -> FormEdit? {
        for step in steps.reversed() where step.by.id == actor.id && step.by.kind == actor.kind {
            if case .edit(let edit) = step.kind { return edit }
        }
        return nil
    }
}

extension Form {
    /// The one field or column that is there and was not before.
    fileprivate func added(since old: Form) -> FormPart? {
        for section in sections {
            for field in section.fields {
                guard let before = old.field(id: field.id) else { return .field(field.id) }
                guard case .table(let table) = field.type, case .table(let was) = before.type else { continue }
                let known = Set(was.columns.map(\.id))
                if let column = table.columns.first(where: { !known.contains($0.id) }) {
                    return .column(table: field.id, column.id)
                }
            }
        }
        return nil
    }
}
