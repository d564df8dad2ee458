import Grants
import Hummingbird
import UseCases

/// One field's editor: everything about it on one page, saved as it is typed.
enum FieldEditor {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFormField, scope: .programme) { visit, administrator in
            let view = DesignView(
                design: try await visit.design(for: administrator), administrator: administrator, visit: visit)
            guard let field = view.form.field(try visit.part()) else { throw Refusal.absent }
            return .page(page(view, try visit.part(), field).html).framing
        },
        .officer([.administrator], .post, Site.adminFormField, scope: .programme) { visit, administrator in
            try await save(visit, administrator)
        },
    ]

    // MARK: Saving

    private static func save(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let (programme, formID, part) = (try visit.programmeID(), try visit.place("form"), try visit.part())
        let design = try await visit.design(for: administrator)
        guard let stored = design.form.field(part) else { throw Refusal.absent }
        let seen = visit.form["seen"].flatMap { Field(document: $0) } ?? stored
        let place = design.form.place(of: part) ?? FormPlace()
        var sent = FieldForm(visit.form, seen: seen)
        let field = sent.field(in: design.form, at: place)
        var settings = settings(from: seen, to: field)
        if let kind = visit.form["kind"], kind != seen.type.word {
            // Limits of the old type mean nothing for the new one.
            settings.removeAll { [.limits, .choices, .groups, .rows, .totals].contains($0.change.property) }
            settings.append(Setting(.kind(kind), seen: .kind(seen.type.word)))
        }
        var problems = sent.problems
        var next = design
        var isRefused = false
        var isClash = false
        if !settings.isEmpty {
            do {
                next = try await visit.installation.editForm(
                    .set(part, settings), formID, of: programme, by: administrator
                ).design
            } catch let refusal as Refusal where refusal.kind == .conflict || refusal.kind == .invalid {
                if visit.isScript { return visit.notTaken(refusal) }
                problems.append(Problem(visit.say(refusal.message)))
                isRefused = true
                isClash = refusal.isClash
            }
        }
        guard let now = next.form.field(part) else { throw Refusal.absent }
        let view = DesignView(design: next, administrator: administrator, visit: visit)
        if visit.isScript {
            return .json(
                JSON.object([
                    "version": .integer(Int64(next.version)), "savedAt": .string(Formats.machine(visit.arrived)),
                    "seen": .string(now.document), "reload": .bool(now.type.word != seen.type.word),
                ]).canonical)
        }
        if !problems.isEmpty {
            // What was sent and not taken stays on the page, over what others changed meanwhile.
            var shown = now
            if isRefused {
                for setting in settings where setting.change.property != .kind { setting.change.set(in: &shown) }
            }
            var page = page(view, part, shown, seen: now, problems: problems, isClash: isClash)
            page.hasErrors = true
            return .page(page.html, status: isRefused ? .conflict : .unprocessableContent).framing
        }
        return .seeOther(Pattern.address(Site.adminFormField(view.address, part.text), [("saved", "1")]))
    }

    /// What was changed on the page, each with what the page had shown.
    private static func settings(from seen: Field, to field: Field) -> [Setting<FieldChange>] {
        FieldChange.Property.allCases.filter { $0 != .kind }.compactMap { property in
            guard let new = FieldChange(property, of: field), let old = FieldChange(property, of: seen), new != old
            else { return nil }
            return Setting(new, seen: old)
        }
    }

    // MARK: The page

    private static func page(
        _ view: DesignView, _ part: FormPart, _ field: Field, seen: Field? = nil, problems: [Problem] = [],
        isClash: Bool = false
    ) -> Page {
        let (ui, visit) = (view.ui, view.visit)
        let place = view.form.place(of: part) ?? FormPlace()
        let leaf = place.field.flatMap { view.form.leaf(of: $0)?.id }
        let address = Site.adminFormField(view.address, part.text)
        let inputs = FieldInputs(view: view, part: part, field: field, place: place, problems: problems)
        let autosave = Components.Autosave(
            url: address, version: view.design.version,
            signInURL: Pattern.address(Site.officeSignIn(), [("return", address)]), isPaused: isClash)
        let body: HTML = """
            <p>\(ui.link(visit.say(Words.Builder.backToOutline), Site.adminForm(view.address) + "#part-\(part.field)"))\
            \(columnCrumb(part, view))</p>\
            \(findings(view, place))\
            \(ui.form(
                to: address, hidden: "\(visit.tokens)\(ui.hidden("seen", (seen ?? field).document))", autosave: autosave,
                """
                \(inputs.html)\(ui.buttons(ui.submit(visit.say(Words.save)),
                    ui.action(visit.say(Words.Builder.backToOutline), Site.adminForm(view.address) + "#part-\(part.field)")))
                """))\
            \(columns(part, field, view))
            """
        var page = view.page(visit.say(Words.Builder.editing(visit.say(field.label))), shown: leaf, body)
        if !problems.isEmpty {
            page.alerts = ui.errorSummary(problems)
        } else if visit.query["saved"] != nil {
            page.alerts = ui.banner(.success, visit.say(Words.Builder.saved), isAnnounced: true)
        }
        return page
    }

    private static func columnCrumb(_ part: FormPart, _ view: DesignView) -> HTML {
        guard case .column(let table, _) = part, let field = view.form.field(id: table) else { return .empty }
        return
            "　\(view.ui.link(view.visit.say(Words.Builder.backToTable(field.label)), Site.adminFormField(view.address, table)))"
    }

    /// What is to be said of this field before it can be published.
    private static func findings(_ view: DesignView, _ place: FormPlace) -> HTML {
        let own = view.judge.findings.filter { $0.place.field == place.field && $0.place.column == place.column }
        let items = own.map { finding -> HTML in
            let words = finding.place.words(in: view.form)
            return "<li><strong>\(view.visit.say(words))</strong>：\(view.visit.say(finding.message))</li>"
        }
        return """
            <div data-refresh="field-findings">\
            \(if: !own.isEmpty, view.ui.banner(
                own.contains { $0.severity == .error } ? .error : .warning, view.visit.say(Words.Builder.toMend(own.count)),
                "<ul>\(items)</ul>"))</div>
            """
    }

    /// A table's columns, each with its own editor.
    private static func columns(_ part: FormPart, _ field: Field, _ view: DesignView) -> HTML {
        guard case .field(let id) = part, case .table(let table) = field.type else { return .empty }
        let (ui, visit) = (view.ui, view.visit)
        let back = Site.adminFormField(view.address, id)
        let items = table.columns.map { column -> HTML in
            let label = visit.say(column.label)
            let own = FormPart.column(table: id, column.id).text
            return """
                <li class="outline-field"><span class="outline-text">\
                <a href="\(href: Site.adminFormField(view.address, own))">\(label)</a>\
                <span class="support">\(visit.say(column.type.title))\
                \(if: column.calculation != nil, "・\(visit.say(Words.computed))")</span></span>\
                <span class="outline-acts">\(BuilderPage.moves("part", own, label, view))</span></li>
                """
        }
        let types = FieldType.samples.filter(\.fitsColumn).map { Components.Option($0.word, visit.say($0.title)) }
        return """
            <section class="block"><h2>\(visit.say(Words.Builder.columns))</h2>\
            \(ui.form(to: Site.adminFormActs(view.address), hidden: "\(visit.tokens)\(ui.hidden("back", back))",
                      "<ol class=\"outline-fields\">\(items)</ol>"))\
            \(ui.form(to: Site.adminFormActs(view.address), hidden: visit.tokens, """
                <div class="outline-add">\
                \(ui.text(Control("label", visit.say(Words.Builder.newColumn), .unmarked, scope: "column"), value: "", autocomplete: "off"))\
                \(ui.select(Control("type", visit.say(Words.Builder.type), .unmarked, scope: "column"), options: types, value: "text", prompt: nil))\
                \(ui.submit(visit.say(Words.Builder.addColumn), .secondary, name: "act", value: "new-column:\(id)", isSmall: true))\
                </div>
                """))</section>
            """
    }
}
