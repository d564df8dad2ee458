import Grants
import Hummingbird
import UseCases

/// 形式審査・内容審査の審査票: the sheet that the window's staff fill in themselves.
enum OfficeSheetPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.officeSheet, scope: .case) { visit, officer in
            let sheet = try await sheet(visit, officer)
            return .page(page(sheet, sheet.typed, visit).html)
        },
        .officer(.office, .post, Site.officeSheet, scope: .case) { visit, officer in
            try await save(visit, officer)
        },
    ]

    private static func sheet(_ visit: Visit, _ officer: Officer) async throws -> StaffSheet {
        try await visit.installation.staffSheet(
            try visit.place("stage"), on: try visit.id("filing"), of: try visit.id("case"), for: officer)
    }

    private static func save(_ visit: Visit, _ officer: Officer) async throws -> Response {
        let (id, filing): (ID<Case>, ID<Filing>) = (try visit.id("case"), try visit.id("filing"))
        let sheet = try await sheet(visit, officer)
        var typed = Typed()
        for field in sheet.judge.form.fields {
            for box in Typed.boxes(of: field) { typed.boxes[box] = visit.form.all(box) }
        }
        do {
            try await visit.installation.fillSheet(
                typed.boxes, of: sheet.stage.id, seen: Int(visit.form[FormNames.version] ?? "") ?? 0, on: filing,
                of: id, by: officer)
        } catch let wrong as IncompleteFiling {
            return .page(page(sheet, typed, visit, errors: wrong.errors).html, status: .unprocessableContent)
        } catch let refusal as Refusal where refusal.kind == .conflict {
            let now = try await self.sheet(visit, officer)
            return .page(page(now, typed, visit, refusal: refusal).html, status: .conflict)
        }
        let back = Pattern.address(
            Site.officeCase(id.text),
            [
                ("filing", filing.text), ("done", "checked"),
                (OfficeDesk.listName, visit.form[OfficeDesk.listName] ?? ""),
            ])
        return .seeOther("\(back)#sheet")
    }

    private static func page(
        _ sheet: StaffSheet, _ typed: Typed, _ visit: Visit, errors: [FieldError] = [], refusal: Refusal? = nil
    ) -> Page {
        let (ui, state, filing) = (visit.ui, sheet.view.state, sheet.filing)
        let judgement = sheet.judge.judge(typed)
        let fields = FormFields(judgement: judgement, typed: typed, visit: visit, errors: errors)
        let list = visit.query[OfficeDesk.listName] ?? visit.form[OfficeDesk.listName] ?? ""
        let back = Pattern.address(
            Site.officeCase(state.id.text), [("filing", filing.id.text), (OfficeDesk.listName, list)])
        var page = visit.page(visit.say(sheet.judge.form.title), .office)
        page.context = state.number
        let whole = list.isEmpty ? Site.workList() : WorkListAddress(encoded: list).address()
        page.breadcrumbs = [.init(visit.say(Words.Office.toList), whole), .init(state.number, back)]
        page.lead = """
            <p>\(state.title)・\(state.organisation.name)</p><p>\(visit.say(Words.Scoring.staffSheetAbout))</p>\
            \(sheet.judge.form.introduction.map { ui.prose(visit.say($0)) })
            """
        page.hasErrors = !errors.isEmpty || refusal != nil
        if !errors.isEmpty {
            page.alerts = ui.errorSummary(FormFields.problems(errors, form: sheet.judge.form, visit: visit))
        } else if let refusal {
            page.alerts = ui.banner(
                .warning, visit.say(refusal.message),
                "<p>\(visit.say(Words.Scoring.clash))</p>\(OfficeSheetView.summary(of: sheet, visit))")
        }
        guard sheet.isOpen else {
            page.body = """
                <p>\(visit.say(Words.Scoring.closed))</p>\(OfficeSheetView.summary(of: sheet, visit))\
                <p>\(ui.link(visit.say(Words.Office.toCase), back))</p>
                """
            return page
        }
        let sections = judgement.sections.map { section -> HTML in
            """
            <h2>\(fields.say(section.title))</h2>\(section.guidance.map { ui.prose(fields.say($0)) })\
            \(fields.inputs(section))
            """
        }
        page.body = """
            \(ui.form(
                to: Site.officeSheet(state.id.text, filing.id.text, sheet.stage.id),
                hidden: """
                    \(visit.tokens)\(ui.hidden(FormNames.version, String(sheet.count)))\
                    \(if: !list.isEmpty, ui.hidden(OfficeDesk.listName, list))
                    """,
                """
                \(sections)\(ui.buttons(ui.submit(visit.say(Words.Scoring.saveSheet))))
                """))\
            <p>\(ui.link(visit.say(Words.Office.toCase), back))</p>
            """
        return page
    }
}

/// The staff's sheets on the case's page: the one to fill in stands beside the application, those of stages that were left
/// are read below it.
enum OfficeSheetView {
    /// The sheet of the stage the filing is in.
    static func section(_ desk: OfficeDesk) -> HTML {
        guard let stage = desk.stage, let sheet = desk.view.staffSheet(of: desk.filing, in: stage),
            sheet.isOpen || sheet.check != nil
        else { return .empty }
        let isOthers = stage.by == .approver && !desk.officer.has(.approver)
        guard sheet.isOpen, !isOthers else {
            return desk.block("sheet", Words.Scoring.staffSheet, "\(head(sheet, desk))\(reading(sheet, desk))")
        }
        let judgement = sheet.judge.judge(sheet.typed)
        let fields = FormFields(judgement: judgement, typed: sheet.typed, visit: desk.visit)
        let inputs = judgement.sections.map { section -> HTML in
            """
            <h3>\(fields.say(section.title))</h3>\(section.guidance.map { desk.ui.prose(fields.say($0)) })\
            \(fields.inputs(section))
            """
        }
        let form = desk.ui.form(
            to: Site.officeSheet(desk.state.id.text, desk.filing.id.text, stage.id),
            hidden: """
                \(desk.visit.tokens)\(desk.ui.hidden(FormNames.version, String(sheet.count)))\
                \(if: !desk.list.isEmpty, desk.ui.hidden(OfficeDesk.listName, desk.list))
                """,
            "\(inputs)\(desk.ui.buttons(desk.ui.submit(desk.say(Words.Scoring.saveSheet), .secondary)))")
        let isDone = sheet.check.map { $0.missing.isEmpty && !isOlder($0, desk) } ?? false
        return desk.block(
            "sheet", Words.Scoring.staffSheet,
            """
            \(head(sheet, desk))\(sheet.judge.form.introduction.map { desk.ui.prose(desk.say($0)) })\
            \(isDone ? desk.ui.details(desk.say(Words.Scoring.change), form) : form)
            """)
    }

    /// The sheets of stages the filing has left.
    static func earlier(_ desk: OfficeDesk) -> HTML {
        let parts = (desk.procedure?.stages ?? []).compactMap { stage -> HTML? in
            guard stage.id != desk.stage?.id, let sheet = desk.view.staffSheet(of: desk.filing, in: stage),
                sheet.check != nil
            else { return nil }
            return "\(head(sheet, desk))\(reading(sheet, desk))"
        }
        return parts.isEmpty ? .empty : desk.block("sheets", Words.Scoring.staffSheet, "\(parts)")
    }

    /// What it is called, how far it is, and who filled it in.
    private static func head(_ sheet: StaffSheet, _ desk: OfficeDesk) -> HTML {
        let ui = desk.ui
        let state: HTML =
            switch sheet.check {
            case nil: ui.chip(desk.say(Words.Scoring.notFilled), .warning)
            case let check? where check.missing.isEmpty:
                ui.chip(desk.say(Words.Scoring.allFilled), isOlder(check, desk) ? .warning : .success)
            case let check?: ui.chip(desk.say(Words.Scoring.left(check.missing.count)), .warning)
            }
        let last = sheet.check.map { check -> HTML in
            """
            <p class="support">\(desk.say(Words.Office.enteredBy(check.by.name, desk.when(check.at))))\
            \(if: isOlder(check, desk), "<br>\(desk.say(Words.Scoring.forOlder))")</p>
            """
        }
        return "<p><strong>\(desk.say(sheet.judge.form.title))</strong> \(state)</p>\(last)"
    }

    /// Whether it was filled in for a revision that no longer counts.
    private static func isOlder(_ check: Filing.Check, _ desk: OfficeDesk) -> Bool {
        check.revision < desk.filing.current.number
    }

    private static func reading(_ sheet: StaffSheet, _ desk: OfficeDesk) -> HTML {
        desk.ui.details(desk.say(Words.Scoring.read), summary(of: sheet, desk.visit))
    }

    /// The sheet's questions with their answers.
    static func summary(of sheet: StaffSheet, _ visit: Visit) -> HTML {
        let form = sheet.judge.form
        let reading = FormAnswers(
            form: form, answers: sheet.check.map { form.answers(from: $0.answers) } ?? [:],
            visit: visit, judgement: sheet.judge.judge(sheet.typed))
        return "\(reading.sections.map(reading.summary))"
    }
}
