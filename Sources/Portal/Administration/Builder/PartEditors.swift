import Grants
import Hummingbird
import UseCases

/// The editors of a section and of the form as a whole.
enum PartEditors {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFormSection, scope: .programme) { visit, administrator in
            let view = try await view(visit, administrator)
            guard let section = view.form.section(try visit.place("section")) else { throw Refusal.absent }
            return .page(page(of: section, view).html).framing
        },
        .officer([.administrator], .post, Site.adminFormSection, scope: .programme) { visit, administrator in
            try await saveSection(visit, administrator)
        },
        .officer([.administrator], .get, Site.adminFormHead, scope: .programme) { visit, administrator in
            .page(head(try await view(visit, administrator)).html).framing
        },
        .officer([.administrator], .post, Site.adminFormHead, scope: .programme) { visit, administrator in
            try await saveHead(visit, administrator)
        },
    ]

    private static func view(_ visit: Visit, _ administrator: Officer) async throws -> DesignView {
        DesignView(design: try await visit.design(for: administrator), administrator: administrator, visit: visit)
    }

    private static func text(_ form: URLEncodedForm, _ name: String) -> Text? {
        let ja = Plain.lines(form["\(name).ja"] ?? "")
        let en = Plain.lines(form["\(name).en"] ?? "")
        return ja.isEmpty ? nil : Text(ja, en: en.isEmpty ? nil : en)
    }

    private static func inputs(
        _ name: String, _ label: Phrase, _ text: Text?, rows: Int, _ view: DesignView
    ) -> HTML {
        let (ui, visit) = (view.ui, view.visit)
        let ja = Control("\(name).ja", visit.say(label), .unmarked)
        let en = Control("\(name).en", visit.say(Words.Builder.inEnglish(label)), .unmarked)
        func box(_ control: Control, _ value: String) -> HTML {
            rows == 1
                ? ui.text(control, value: value, width: .full, autocomplete: "off")
                : ui.textarea(control, value: value, rows: rows)
        }
        return box(ja, text?.ja ?? "")
            + ui.details(visit.say(Words.Builder.english), isOpen: text?.en != nil, box(en, text?.en ?? ""))
    }

    private static func form(
        _ view: DesignView, to address: String, seen: String, isClash: Bool, _ body: HTML
    ) -> HTML {
        let (ui, visit) = (view.ui, view.visit)
        let autosave = Components.Autosave(
            url: address, version: view.design.version,
            signInURL: Pattern.address(Site.officeSignIn(), [("return", address)]), isPaused: isClash)
        return """
            <p>\(ui.link(visit.say(Words.Builder.backToOutline), Site.adminForm(view.address)))</p>\
            \(ui.form(to: address, hidden: "\(visit.tokens)\(ui.hidden("seen", seen))", autosave: autosave,
                      "\(body)\(ui.buttons(ui.submit(visit.say(Words.save))))"))
            """
    }

    /// The answer to a save: for a script the new state, for others the page again. Where something was not taken, it is
    /// `page` with everything as it was sent.
    private static func answer(
        _ visit: Visit, _ edit: FormEdit?, _ administrator: Officer, problems: [Problem], back: String,
        seen: (Form) -> String, page: (DesignView, _ isClash: Bool) throws -> Page
    ) async throws -> Response {
        func again(
            _ problems: [Problem], _ status: HTTPResponse.Status, isClash: Bool = false
        ) async throws -> Response {
            var page = try page(try await view(visit, administrator), isClash)
            page.hasErrors = true
            page.alerts = visit.ui.errorSummary(problems)
            return .page(page.html, status: status).framing
        }
        var design = try await visit.design(for: administrator)
        if let edit {
            do {
                design = try await visit.installation.editForm(
                    edit, visit.place("form"), of: visit.programmeID(), by: administrator
                ).design
            } catch let refusal as Refusal where refusal.kind == .conflict || refusal.kind == .invalid {
                if visit.isScript { return visit.notTaken(refusal) }
                return try await again(
                    problems + [Problem(visit.say(refusal.message))], .conflict, isClash: refusal.isClash)
            }
        }
        if !visit.isScript, !problems.isEmpty { return try await again(problems, .unprocessableContent) }
        guard visit.isScript else { return .seeOther(Pattern.address(back, [("saved", "1")])) }
        return .json(
            JSON.object([
                "version": .integer(Int64(design.version)), "savedAt": .string(Formats.machine(visit.arrived)),
                "seen": .string(seen(design.form)),
            ]).canonical)
    }

    // MARK: Sections

    private static func page(
        of section: Section, seen: Section? = nil, isClash: Bool = false, _ view: DesignView
    ) -> Page {
        let visit = view.visit
        let place = FormPlace(section: section.id)
        let condition = ConditionEditor(
            name: "relevant", condition: section.relevant, form: view.form, place: place.with(key: "relevant"),
            design: view, always: Words.Builder.alwaysSection)
        let body = form(
            view, to: Site.adminFormSection(view.address, section.id), seen: (seen ?? section).document,
            isClash: isClash,
            """
            \(inputs("title", Words.Builder.sectionTitle, section.title, rows: 1, view))\
            \(inputs("guidance", Words.guidance, section.guidance, rows: 4, view))\
            \(view.ui.fieldset(visit.say(Words.Builder.showSectionIf), condition.html))
            """)
        let leaf = section.fields.first.flatMap { view.form.leaf(of: $0.name)?.id }
        return view.page(visit.say(Words.Builder.editing(visit.say(section.title))), shown: leaf, body)
    }

    private static func saveSection(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.place("section")
        let view = try await view(visit, administrator)
        guard let stored = view.form.section(id) else { throw Refusal.absent }
        let seen = visit.form["seen"].flatMap { Section(document: $0) } ?? stored
        var section = seen
        section.title = text(visit.form, "title") ?? seen.title
        section.guidance = text(visit.form, "guidance")
        let (relevant, problems) = ConditionForm(visit.form, in: view.form).condition(
            "relevant", at: FormPlace(section: id, key: "relevant"), was: seen.relevant)
        section.relevant = relevant
        let settings = SectionChange.Property.allCases.compactMap { property -> Setting<SectionChange>? in
            let (new, old) = (SectionChange(property, of: section), SectionChange(property, of: seen))
            return new == old ? nil : Setting(new, seen: old)
        }
        return try await answer(
            visit, settings.isEmpty ? nil : .setSection(id, settings), administrator, problems: problems,
            back: Site.adminFormSection(view.address, id), seen: { $0.section(id)?.document ?? "" },
            page: { view, isClash in
                guard let now = view.form.section(id) else { throw Refusal.absent }
                var shown = now
                for setting in settings { setting.change.set(in: &shown) }
                return page(of: shown, seen: now, isClash: isClash, view)
            })
    }

    // MARK: The form

    /// The form without its sections, as pages remember what they showed.
    private static func bare(_ form: Form) -> Form {
        Form(
            id: form.id, title: form.title, introduction: form.introduction, layout: form.layout, stops: form.stops,
            sections: [])
    }

    private static func head(_ view: DesignView, _ shown: Form? = nil, isClash: Bool = false) -> Page {
        let (ui, visit, whole) = (view.ui, view.visit, shown ?? view.form)
        let stops = (0...whole.stops.count).map { index -> HTML in
            let stop = index < whole.stops.count ? whole.stops[index] : nil
            let box = FormulaBox(
                name: "stop.\(index)", label: visit.say(Words.Builder.stop(index + 1)), text: stop?.condition ?? "",
                place: FormPlace(key: "stops", index: index), design: view, isCondition: true,
                support: index == 0 ? Words.Builder.stopSupport : nil)
            return
                "\(box.html)\(inputs("stop.\(index).message", Words.Builder.stopMessage(index + 1), stop?.message, rows: 2, view))"
        }
        let body = form(
            view, to: Site.adminFormHead(view.address), seen: bare(view.form).document,
            isClash: isClash,
            """
            \(inputs("title", Words.Builder.formTitle, whole.title, rows: 1, view))\
            \(inputs("introduction", Words.Builder.introduction, whole.introduction, rows: 4, view))\
            \(ui.radios(
                Control("layout", visit.say(Words.Builder.layout), .unmarked),
                options: Layout.allCases.map { .init($0.rawValue, visit.say($0.title)) }, value: whole.layout.rawValue))\
            \(ui.fieldset(visit.say(Words.Builder.stops), "\(stops)"))
            """)
        return view.page(visit.say(Words.Builder.editing(visit.say(whole.title))), body)
    }

    private static func saveHead(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let view = try await view(visit, administrator)
        let id = view.form.id
        let seen = visit.form["seen"].flatMap { Form(document: $0, id: id) } ?? view.form
        var next = seen
        next.title = text(visit.form, "title") ?? next.title
        next.introduction = text(visit.form, "introduction")
        next.layout = visit.form["layout"].flatMap(Layout.init) ?? next.layout
        next.stops = (0...(seen.stops.count)).compactMap { index in
            let condition = Plain.lines(visit.form["stop.\(index)"] ?? "")
            guard !condition.isEmpty else { return nil }
            return Stop(
                when: condition,
                message: text(visit.form, "stop.\(index).message")
                    ?? Text("この補助金の対象になりません。", en: "You are not eligible."))
        }
        let settings = FormChange.Property.allCases.compactMap { property -> Setting<FormChange>? in
            let (new, old) = (FormChange(property, of: next), FormChange(property, of: seen))
            return new == old ? nil : Setting(new, seen: old)
        }
        return try await answer(
            visit, settings.isEmpty ? nil : .setForm(settings), administrator, problems: [],
            back: Site.adminFormHead(view.address), seen: { bare($0).document },
            page: { view, isClash in
                var shown = view.form
                for setting in settings { setting.change.set(in: &shown) }
                return head(view, shown, isClash: isClash)
            })
    }
}
