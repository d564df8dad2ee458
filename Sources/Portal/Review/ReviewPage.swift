import Grants
import Hummingbird
import UseCases

/// One assignment: first the declaration of interest, then the application beside the score sheet.
enum ReviewPage {
    static let routes: [Route] = [
        .officer([.reviewer], .get, Site.review, scope: .assignment) { visit, reviewer in
            let task = try await visit.installation.reviewTask(try visit.id("assignment"), for: reviewer)
            let place = try await visit.installation.reviewPlace(of: task.assignment.id, for: reviewer)
            return .page(page(task, visit, place: place).html)
        },
        .officer([.reviewer], .get, Site.reviewPDF, scope: .assignment) { visit, reviewer in
            let task = try await visit.installation.reviewTask(try visit.id("assignment"), for: reviewer)
            return .pdf(try await visit.installation.reviewPDF(of: task), name: "申請書_\(task.number).pdf")
        },
        .officer([.reviewer], .post, Site.reviewLive, scope: .assignment) { visit, reviewer in
            let task = try await visit.installation.reviewTask(try visit.id("assignment"), for: reviewer)
            return .json(live(task, boxes(visit.form, task.sheet), visit).canonical)
        },
        .officer([.reviewer], .post, Site.reviewDeclaration, scope: .assignment) { visit, reviewer in
            try await declare(visit, reviewer)
        },
        .officer([.reviewer], .post, Site.reviewAutosave, scope: .assignment) { visit, reviewer in
            try await autosave(visit, reviewer)
        },
        .officer([.reviewer], .post, Site.reviewSubmit, scope: .assignment) { visit, reviewer in
            try await submit(visit, reviewer)
        },
    ]

    // MARK: What a reviewer does

    private static func declare(_ visit: Visit, _ reviewer: Officer) async throws -> Response {
        let id: ID<CaseEvent.Assignment> = try visit.id("assignment")
        do {
            let conflict = visit.form["conflict"]
            guard conflict == "none" || conflict == "some" else {
                throw Refusal(.invalid, Words.Review.chooseConflict, field: "conflict")
            }
            try await visit.installation.declareInterest(
                id, conflict: conflict == "some", reason: visit.form["reason"] ?? "", by: reviewer)
        } catch let refusal as Refusal where refusal.kind == .invalid {
            let task = try await visit.installation.reviewTask(id, for: reviewer)
            return .page(DeclarationView.page(task, visit, refusal: refusal).html, status: .unprocessableContent)
        }
        return .seeOther(Site.review(id.text))
    }

    /// The sheet's boxes as a browser sent them. A box that was not sent is one nothing is chosen in.
    private static func boxes(_ form: URLEncodedForm, _ sheet: Form) -> [String: [String]] {
        var boxes: [String: [String]] = [:]
        for field in sheet.fields {
            for box in Typed.boxes(of: field) { boxes[box] = form.all(box) }
        }
        return boxes
    }

    private static func autosave(_ visit: Visit, _ reviewer: Officer) async throws -> Response {
        let id: ID<CaseEvent.Assignment> = try visit.id("assignment")
        let task = try await visit.installation.reviewTask(id, for: reviewer)
        let sent = boxes(visit.form, task.sheet)
        let version = try await visit.installation.saveSheet(id, boxes: sent, by: reviewer)
        let points = visit.say(points(task.sheet, task.judge.judge(Typed(sent)).answers))
        return .json(
            JSON.object([
                "version": .integer(Int64(version)), "savedAt": .string(Formats.machine(visit.arrived)),
                "message": .string(visit.say(Words.Review.savedWithTotal(Formats.clock(visit.arrived), points))),
                "live": live(task, sent, visit),
            ]).canonical)
    }

    /// What changes on the page while the sheet is filled in: what must be answered, computed values, the total.
    private static func live(_ task: ReviewTask, _ boxes: [String: [String]], _ visit: Visit) -> JSON {
        let typed = Typed(boxes)
        let judgement = task.judge.judge(typed)
        var sheet = task.sheet
        sheet.layout = .page
        guard let leaf = sheet.leaves.first,
            var members = LiveView.json(of: leaf, FormFields(judgement: judgement, typed: typed, visit: visit)).object
        else { return .object([:]) }
        var values = members["values"]?.object ?? [:]
        values[totalPlace] = .string(visit.say(points(task.sheet, judgement.answers)))
        members["values"] = .object(values)
        return .object(members)
    }

    /// Where the total stands; no field has such a name.
    private static let totalPlace = "-total"

    /// Saves what was sent; then, unless only that was asked, submits it.
    private static func submit(_ visit: Visit, _ reviewer: Officer) async throws -> Response {
        let id: ID<CaseEvent.Assignment> = try visit.id("assignment")
        let task = try await visit.installation.reviewTask(id, for: reviewer)
        // Pressed twice: it was submitted the first time.
        if task.assignment.progress == .done { return .seeOther(Site.review(id.text)) }
        do {
            _ = try await visit.installation.saveSheet(id, boxes: boxes(visit.form, task.sheet), by: reviewer)
            if visit.form["act"] == "save" { return .seeOther(Site.review(id.text) + "?saved=1#sheet") }
            try await visit.installation.submitSheet(id, by: reviewer)
        } catch let incomplete as IncompleteFiling {
            let saved = try await visit.installation.reviewTask(id, for: reviewer)
            return .page(page(saved, visit, errors: incomplete.errors).html, status: .unprocessableContent)
        } catch let refusal as Refusal where refusal.kind == .conflict {
            let now = try await visit.installation.reviewTask(id, for: reviewer)
            guard now.assignment.progress == .done else { throw refusal }
        }
        return .seeOther(Site.review(id.text))
    }

    // MARK: The page

    private static func page(
        _ task: ReviewTask, _ visit: Visit, errors: [FieldError] = [], place: ReviewPlace? = nil
    ) -> Page {
        guard let revision = task.revision else {
            var page =
                task.assignment.progress == .conflicted
                ? DeclarationView.thanks(task, visit) : DeclarationView.page(task, visit)
            page.lead += neighbours(place, visit)
            return page
        }
        var page = frame(task, visit)
        page.width = .wide
        page.hasErrors = !errors.isEmpty
        page.alerts = alerts(task, visit, errors)
        page.lead += neighbours(place, visit)
        page.lead += "<p>\(visit.ui.link(visit.say(Words.Review.toSheetBelow), "#sheet"))</p>"
        page.body = application(task, revision, visit)
        page.aside = task.isOpen ? sheet(task, visit, errors) : finished(task, visit) + others(task, visit)
        return page
    }

    /// The cases before and after in the reviewer's own list.
    private static func neighbours(_ place: ReviewPlace?, _ visit: Visit) -> HTML {
        guard let place, place.count > 1 else { return .empty }
        func link(_ id: ID<CaseEvent.Assignment>?, _ label: Phrase) -> HTML {
            id.map { visit.ui.link(visit.say(label), Site.review($0.text)) } ?? .empty
        }
        return """
            <nav class="neighbours" aria-label="\(visit.say(Words.Scoring.nearby))">\
            \(link(place.previous, Words.Scoring.previous))\
            <span class="place">\(visit.say(Words.Scoring.place(place.number, of: place.count)))</span>\
            \(link(place.next, Words.Scoring.next))</nav>
            """
    }

    /// What others found, where the stage shares it with those who have scored.
    private static func others(_ task: ReviewTask, _ visit: Visit) -> HTML {
        guard let others = task.others else { return .empty }
        let parts = others.map { other -> HTML in
            let reading = FormAnswers(
                form: task.sheet, answers: other.answers, visit: visit)
            let total = Words.Review.points(other.total, of: task.sheet.highestTotal)
            return visit.ui.details(
                "\(other.reviewer)　\(visit.say(total))", "\(reading.sections.map(reading.summary))")
        }
        return """
            <section class="block" id="others"><h2>\(visit.say(Words.Scoring.others))</h2>\
            \(if: parts.isEmpty, "<p>\(visit.say(Words.Scoring.noOthers))</p>", else: "\(parts)")</section>
            """
    }

    /// What all pages of an assignment share.
    static func frame(_ task: ReviewTask, _ visit: Visit) -> Page {
        var page = visit.page(task.title, .review)
        page.context = task.number
        page.breadcrumbs = [.init(visit.say(Words.reviews), Site.reviews())]
        page.chips = ReviewTasksPage.chip(task.assignment.progress, visit)
        page.lead = """
            <p>\(task.number)・\(task.organisationName ?? visit.say(Words.Review.hidden))・\(visit.say(task.roundTitle))</p>\
            \(ReviewTasksPage.due(of: task, visit).map { "<p>\(visit.say(Words.Scoring.due))：\($0)</p>" as HTML })
            """
        return page
    }

    private static func alerts(_ task: ReviewTask, _ visit: Visit, _ errors: [FieldError]) -> HTML {
        let ui = visit.ui
        if !errors.isEmpty {
            return """
                \(ui.errorSummary(FormFields.problems(errors, form: task.sheet, visit: visit)))\
                <p class="support">\(visit.say(Words.Review.savedWithErrors))</p>
                """
        }
        if let score = task.assignment.score {
            return ui.banner(
                .success, visit.say(Words.Review.submitted),
                "<p>\(visit.say(Words.Review.submittedAt(Formats.time(score.at, visit.language))))</p>")
        }
        if !task.isOpen {
            return ui.banner(.info, visit.say(Words.Review.over), "<p>\(visit.say(Words.Review.overAbout))</p>")
        }
        return .empty
    }

    /// The revision that was assigned, to read.
    private static func application(_ task: ReviewTask, _ revision: Filing.Revision, _ visit: Visit) -> HTML {
        let answers = task.form.answers(from: revision.answers)
        let reading = FormAnswers(
            form: task.form, answers: answers,
            files: ShownFiles(files: revision.files, scans: task.scans) {
                Site.reviewFile(task.assignment.id.text, $0.id.text)
            }, visit: visit)
        let sections = reading.sections.map { section -> HTML in
            "<h3>\(visit.say(section.title))</h3>\(reading.summary(section))"
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Review.application))</h2>\
            <p>\(visit.ui.link(visit.say(Words.Scoring.applicationPDF), Site.reviewPDF(task.assignment.id.text)))</p>\
            \(sections)</section>
            """
    }

    /// The sheet to fill in; it saves itself while it is.
    private static func sheet(_ task: ReviewTask, _ visit: Visit, _ errors: [FieldError]) -> HTML {
        let ui = visit.ui
        let id = task.assignment.id.text
        let autosave = Components.Autosave(
            url: Site.reviewAutosave(id), version: task.version,
            signInURL: Pattern.address(Site.officeSignIn(), [("return", Site.review(id))]),
            liveURL: Site.reviewLive(id))
        let judgement = task.judgement
        let fields = FormFields(judgement: judgement, typed: task.typed, visit: visit, errors: errors)
        let sections = judgement.sections.map { section -> HTML in
            """
            <h3>\(fields.say(section.title))</h3>\(section.guidance.map { ui.prose(fields.say($0)) })\
            \(fields.inputs(section))
            """
        }
        let total = points(task.sheet, judgement.answers)
        let isSaved = errors.isEmpty && visit.query["saved"] != nil
        return """
            <section class="block" id="sheet"><h2>\(visit.say(Words.Review.sheet))</h2>\
            \(if: isSaved, ui.banner(.success, visit.say(Words.Review.saved), isAnnounced: true))\
            \(task.sheet.introduction.map { ui.prose(visit.say($0)) })\
            \(ui.form(
                to: Site.reviewSubmit(id), hidden: visit.tokens, autosave: autosave,
                """
                \(sections)\(fields.stopsRegion)\
                <p class="score-total"><span id="score-total">\(visit.say(Words.Review.totalSoFar))</span>：\
                <output data-value="\(totalPlace)" aria-labelledby="score-total">\(visit.say(total))</output></p>\
                <p class="support">\(visit.say(Words.Review.submitAbout))</p>\
                \(ui.buttons(
                    ui.submit(visit.say(Words.Review.save), .secondary, name: "act", value: "save"),
                    ui.submit(visit.say(Words.Review.submit), .primary, name: "act", value: "submit")))
                """))</section>
            """
    }

    /// The sheet as it was submitted, or as it stood when the review ended.
    private static func finished(_ task: ReviewTask, _ visit: Visit) -> HTML {
        let answers =
            task.assignment.score.map { task.sheet.answers(from: $0.answers) }
            ?? task.judgement.answers
        let reading = FormAnswers(form: task.sheet, answers: answers, visit: visit)
        let sections = reading.sections.map { section -> HTML in
            "<h3>\(visit.say(section.title))</h3>\(reading.summary(section))"
        }
        return """
            <section class="block" id="sheet"><h2>\(visit.say(Words.Review.sheet))</h2>\(sections)\
            <p>\(visit.say(Words.Review.total))：<strong>\(visit.say(points(task.sheet, answers)))</strong></p></section>
            """
    }

    private static func points(_ sheet: Form, _ answers: Answers) -> Phrase {
        Words.Review.points(sheet.total(answers), of: sheet.highestTotal)
    }
}
