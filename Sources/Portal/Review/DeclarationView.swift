import Grants
import UseCases

/// 利益相反の申告, a page of its own before anything of the application is shown.
enum DeclarationView {
    static func page(_ task: ReviewTask, _ visit: Visit, refusal: Refusal? = nil) -> Page {
        let ui = visit.ui
        var page = ReviewPage.frame(task, visit)
        page.hasErrors = refusal != nil
        if let refusal {
            let message = visit.say(refusal.message)
            page.alerts = ui.errorSummary([refusal.field.map { Problem(field: $0, message) } ?? Problem(message)])
        }
        func error(_ field: String) -> String? {
            refusal?.field == field ? refusal.map { visit.say($0.message) } : nil
        }
        page.lead = .empty
        page.body = """
            \(ui.list(ReviewTasksPage.facts(task, visit)))\
            <section class="block"><h2>\(visit.say(Words.Review.declaration))</h2>\
            <p>\(visit.say(Words.Review.declarationAbout))</p>\
            <p class="support">\(visit.say(Words.Review.declarationExamples))</p>\
            \(if: task.organisationName == nil, "<p>\(visit.say(Words.Review.declarationBlind))</p>")\
            \(ui.form(
                to: Site.reviewDeclaration(task.assignment.id.text), hidden: visit.tokens,
                """
                \(ui.radios(
                    Control("conflict", visit.say(Words.Review.conflict), error: error("conflict")),
                    options: [
                        .init("none", visit.say(Words.Review.conflictNone)),
                        .init(
                            "some", visit.say(Words.Review.conflictSome),
                            support: visit.say(Words.Review.conflictSomeAbout)),
                    ], value: visit.form["conflict"]))\
                \(ui.textarea(
                    Control(
                        "reason", visit.say(Words.Review.conflictReason), .unmarked,
                        support: visit.say(Words.Review.conflictReasonAbout), error: error("reason")),
                    value: visit.form["reason"] ?? "", rows: 3))\
                \(ui.buttons(ui.submit(visit.say(Words.Review.declare))))
                """))</section>
            """
        return page
    }

    /// After a conflict was declared: thanks, and nothing more.
    static func thanks(_ task: ReviewTask, _ visit: Visit) -> Page {
        var page = ReviewPage.frame(task, visit)
        page.body = """
            \(visit.ui.banner(
                .success, visit.say(Words.Review.thanks), "<p>\(visit.say(Words.Review.thanksAbout))</p>"))\
            <p>\(visit.ui.link(visit.say(Words.Review.toTasks), Site.reviews()))</p>
            """
        return page
    }
}
