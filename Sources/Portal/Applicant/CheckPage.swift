import Grants
import Hummingbird
import UseCases

/// Everything once more before it is submitted, on one page.
enum CheckPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filingCheck, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            return .page(view(open, visit, errors: []).html)
        },
        .applicant(.post, Site.filingSubmit, scope: .filing) { visit, applicant in
            let id: ID<Filing> = try visit.id("filing")
            let revision = Int(visit.form["revision"] ?? "") ?? 0
            do {
                let receipt = try await visit.installation.submitFiling(
                    id, revision: revision, arrived: visit.arrived, by: applicant)
                return .seeOther(
                    Pattern.address(Site.receipt(id.text), [("revision", String(receipt.revision))]))
            } catch let incomplete as IncompleteFiling {
                let open = try await visit.installation.openDraft(id, for: applicant)
                var page = view(open, visit, errors: incomplete.errors)
                page.hasErrors = true
                return .page(page.html, status: .unprocessableContent)
            }
        },
    ]

    static func view(_ open: OpenDraft, _ visit: Visit, errors: [FieldError]) -> Page {
        let ui = visit.ui
        let filing = open.draft.filing.text
        var page = TaskListPage.page(open, visit, title: visit.say(Words.checkTitle))
        page.breadcrumbs = [
            .init(visit.say(Words.myPage), Site.myPage()), .init(visit.say(open.form.title), Site.filing(filing)),
        ]
        let judgement = open.judgement
        let shown = errors.isEmpty ? [] : judgement.errors + errors.filter { !judgement.errors.contains($0) }
        if !shown.isEmpty {
            page.alerts = ui.errorSummary(
                shown.map { error in
                    var problem = Problem(visit.say(error.message))
                    problem.target = "answer-\(error.field)"
                    return problem
                })
        } else if let returned = open.returned {
            page.alerts = TaskListPage.returnedBanner(returned, open, visit)
        }
        page.alerts += open.shownFiles.warning(Words.Scanning.removeIt, visit)
        var marks: [String: HTML] = [:]
        for error in judgement.errors {
            let isFirst = marks[error.field] == nil
            marks[error.field, default: .empty] += """
                <p class="error-text"\(attribute: "id", isFirst ? "answer-\(error.field)" : nil) tabindex="-1">\
                \(visit.say(error.message))</p>
                """
        }
        for (field, remark) in open.returned?.remarks ?? [:] {
            marks[field] =
                (marks[field] ?? .empty) + "<p class=\"remark\">\(visit.say(Words.officeRemark))：\(remark)</p>"
        }
        let leaves = Dictionary(
            open.form.leaves.flatMap { leaf in leaf.fields.map { ($0.name, leaf.id) } },
            uniquingKeysWith: { first, _ in first })
        let reading = FormAnswers(
            form: open.form, answers: judgement.answers, files: open.shownFiles, visit: visit, marks: marks,
            change: { field in
                leaves[field.name].map { Site.filingSection(filing, $0) + "?back=check#" + Control.id(field.name) }
            }, judgement: judgement)
        if open.form.fields.contains(where: \.type.isTable) { page.width = .wide }
        page.body = """
            \(visit.stops(judgement))\
            \(if: open.case == nil, window(open, judgement, visit))\
            \(reading.sections.map { section -> HTML in
                """
                <section class="block"><h2>\(visit.say(judgement.filled(section.title)))</h2>\
                \(reading.summary(section))</section>
                """
            })\(kept(open, judgement, visit))\
            \(ui.form(to: Site.filingSubmit(filing),
                hidden: "\(visit.tokens)\(ui.hidden("revision", String(open.draft.revision)))",
                """
                <section class="block"><h2>\(visit.say(Words.beforeSubmitting))</h2>
                <p>\(visit.say(Words.submitExplanation))</p>
                \(ui.buttons(ui.submit(visit.say(open.isResubmission ? Words.resubmitThis : Words.submitThis))))
                </section>
                """))
            <p>\(ui.link(visit.say(Words.Drafts.printDraft), Site.filingPDF(filing)))</p>
            <p>\(ui.link(visit.say(Words.backToList), Site.filing(filing)))</p>
            """
        return page
    }

    /// Says that answers which are not asked for now are kept, and not filed.
    private static func kept(_ open: OpenDraft, _ judgement: Judgement, _ visit: Visit) -> HTML {
        let hidden = open.form.fields.filter { field in
            field.isAsked && !judgement.isShown(field.name)
                && open.draft.typed.boxes(of: field).contains { box in
                    box != field.name || !field.type.isTable ? !open.draft.typed.first(box).isEmpty : false
                }
        }
        guard !hidden.isEmpty else { return .empty }
        let names = hidden.map { "「\(visit.say($0.label))」" }.joined()
        return "<p class=\"support\">\(visit.say(Words.keptNotFiled(names)))</p>"
    }

    private static func window(_ open: OpenDraft, _ judgement: Judgement, _ visit: Visit) -> HTML {
        let canChange = open.choosesWindow
        let window = open.programme.window(open.window(by: judgement))
        let filing = open.draft.filing.text
        return """
            <section class="block"><h2>\(visit.say(Words.window))</h2>
            \(visit.ui.list([
                .init(visit.say(Words.window), text: window.map { visit.say($0.name) } ?? "",
                      change: canChange ? Site.filingWindow(filing) + "?back=check" : nil)
            ]))</section>
            """
    }
}
