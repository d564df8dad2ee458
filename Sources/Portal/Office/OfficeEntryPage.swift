import Grants
import Hummingbird
import UseCases

/// 事務局の記入: the fields of a filing that only the office fills in and sees.
enum OfficeEntryPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.officeEntry, scope: .case) { visit, officer in
            let entry = try await entry(visit, officer)
            return .page(page(entry, entry.typed, visit).html)
        },
        .officer(.office, .post, Site.officeEntry, scope: .case) { visit, officer in
            try await save(visit, officer)
        },
    ]

    private static func entry(_ visit: Visit, _ officer: Officer) async throws -> OfficeEntry {
        try await visit.installation.officeEntry(
            on: try visit.id("filing"), of: try visit.id("case"), for: officer)
    }

    /// The list the case was opened from.
    private static func list(_ visit: Visit) -> String {
        visit.form[OfficeDesk.listName] ?? visit.query[OfficeDesk.listName] ?? ""
    }

    private static func save(_ visit: Visit, _ officer: Officer) async throws -> Response {
        let (id, filing): (ID<Case>, ID<Filing>) = (try visit.id("case"), try visit.id("filing"))
        let entry = try await entry(visit, officer)
        var typed = Typed()
        for field in entry.judge.form.officeFields {
            for box in Typed.boxes(of: field) { typed.boxes[box] = visit.form.all(box) }
        }
        do {
            try await visit.installation.enter(
                typed.boxes, seen: Int(visit.form[FormNames.version] ?? "") ?? 0, on: filing, of: id, by: officer)
        } catch let wrong as IncompleteFiling {
            return .page(page(entry, typed, visit, errors: wrong.errors).html, status: .unprocessableContent)
        } catch let refusal as Refusal where refusal.kind == .conflict {
            let now = try await self.entry(visit, officer)
            return .page(page(now, typed, visit, refusal: refusal).html, status: .conflict)
        }
        let back = Pattern.address(
            Site.officeCase(id.text),
            [("filing", filing.text), ("done", "entered"), (OfficeDesk.listName, list(visit))])
        return .seeOther("\(back)#entry")
    }

    private static func page(
        _ entry: OfficeEntry, _ typed: Typed, _ visit: Visit, errors: [FieldError] = [], refusal: Refusal? = nil
    ) -> Page {
        let (ui, state, filing) = (visit.ui, entry.view.state, entry.filing)
        let judgement = entry.judged(typed)
        let fields = FormFields(judgement: judgement, typed: typed, visit: visit, errors: errors, isOffice: true)
        let carried = list(visit)
        let back = Pattern.address(
            Site.officeCase(state.id.text), [("filing", filing.id.text), (OfficeDesk.listName, carried)])
        let whole = carried.isEmpty ? Site.workList() : WorkListAddress(encoded: carried).address()
        var page = visit.page(visit.say(Words.Office.entry), .office)
        page.context = state.number
        page.breadcrumbs = [
            .init(visit.say(Words.Office.toList), whole), .init(state.number, back),
        ]
        page.lead = "<p>\(state.title)・\(state.organisation.name)</p><p>\(visit.say(Words.Office.entryAbout))</p>"
        page.hasErrors = !errors.isEmpty || refusal != nil
        if !errors.isEmpty {
            page.alerts = ui.errorSummary(FormFields.problems(errors, form: entry.judge.form, visit: visit))
        } else if let refusal {
            page.alerts = ui.banner(
                .warning, visit.say(refusal.message),
                "<p>\(visit.say(Words.Office.entryClash))</p>\(OfficeEntryView.summary(of: entry, visit))")
        }
        guard entry.isOpen else {
            page.body = """
                <p>\(visit.say(Words.Office.entryClosed))</p>\(OfficeEntryView.summary(of: entry, visit))\
                <p>\(ui.link(visit.say(Words.Office.toCase), back))</p>
                """
            return page
        }
        let sections = judgement.sections.map { section -> HTML in
            "<h2>\(fields.say(section.title))</h2>\(fields.inputs(section))"
        }
        page.body = ui.form(
            to: Site.officeEntry(state.id.text, filing.id.text),
            hidden: """
                \(visit.tokens)\(ui.hidden(FormNames.version, String(entry.count)))\
                \(if: !carried.isEmpty, ui.hidden(OfficeDesk.listName, carried))
                """,
            """
            \(sections)\
            \(ui.buttons(ui.submit(visit.say(Words.Office.entrySave))))
            """)
        return page
    }
}

/// What the office has entered, to read on the case's page.
enum OfficeEntryView {
    /// Nothing where the form asks nothing of the office.
    static func section(_ desk: OfficeDesk) -> HTML {
        guard let judge = desk.programme.judge(of: desk.filing.procedure), !judge.form.officeFields.isEmpty else {
            return .empty
        }
        let entry = OfficeEntry(
            view: desk.view, filing: desk.filing, judge: judge,
            circumstances: Circumstances(moment: desk.visit.arrived, round: desk.view.round?.round))
        let last = desk.filing.entries.last.map { last -> HTML in
            let isOlder = last.revision < desk.filing.current.number
            return """
                <p class="support">\(desk.say(Words.Office.enteredBy(last.by.name, desk.when(last.at))))\
                \(if: isOlder, "<br>\(desk.say(Words.Office.enteredBefore(last.revision)))")</p>
                """
        }
        let address = Pattern.address(
            Site.officeEntry(desk.state.id.text, desk.filing.id.text), [(OfficeDesk.listName, desk.list)])
        return desk.block(
            "entry", Words.Office.entry,
            """
            \(last)\(summary(of: entry, desk.visit))\
            \(if: entry.isOpen, "<p>\(desk.ui.link(desk.say(Words.Office.entryLink), address))</p>")
            """)
    }

    /// The office's fields with what was entered in them.
    static func summary(of entry: OfficeEntry, _ visit: Visit) -> HTML {
        let form = entry.judge.form
        let reading = FormAnswers(
            form: form, answers: form.entered(in: entry.filing), visit: visit,
            judgement: entry.judged(entry.typed), isOffice: true)
        return "\(reading.sections.map(reading.summary))"
    }
}
