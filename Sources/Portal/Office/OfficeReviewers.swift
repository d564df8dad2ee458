import Grants
import Storage
import UseCases

import struct FEEL.Number

/// The external reviewers of a filing: who was assigned, how far they are, and what they found.
enum OfficeReviewers {
    /// How many have scored in a stage.
    static func done(in stage: Stage, _ desk: OfficeDesk) -> Int {
        desk.filing.assignments.count { $0.stage == stage.id && $0.progress == .done }
    }

    /// The assignments, and while the filing is under review, the forms that change them.
    static func section(_ desk: OfficeDesk) -> HTML {
        let reviewStage = desk.stage.flatMap { stage in
            stage.kind == .review && desk.filing.standing == .inStage ? stage : nil
        }
        guard reviewStage != nil || !desk.filing.assignments.isEmpty else { return .empty }
        let lines = desk.filing.assignments.map { line($0, isOpen: reviewStage?.id == $0.stage, desk) }
        return desk.block(
            "reviewers", Words.Office.reviewers,
            """
            \(reviewStage.map { stage -> HTML in
                "<p>\(desk.say(Words.Office.progress(done(in: stage, desk), of: stage.reviewers)))</p>"
            })\
            \(if: lines.isEmpty, "<p>\(desk.say(Words.Office.noReviewers))</p>", else: "<ul>\(lines)</ul>")\
            \(reviewStage.map { assign($0, desk) })
            """)
    }

    private static func line(_ assignment: Assignment, isOpen: Bool, _ desk: OfficeDesk) -> HTML {
        let tone: Components.Tone =
            switch assignment.progress {
            case .undeclared, .scoring: .info
            case .done: .success
            case .conflicted: .warning
            case .released: .neutral
            }
        let reason = assignment.released ?? assignment.declaration?.reason ?? ""
        let canRelease = isOpen && assignment.progress.waits
        let revision = desk.say(Words.Office.revision(assignment.revision))
        let isOlder = assignment.revision != desk.filing.current.number
        return """
            <li><strong>\(assignment.reviewerName)</strong> \(desk.ui.chip(desk.say(assignment.progress.title), tone))\
            \(if: isOlder, "<p class=\"support\">\(desk.say(Words.Office.forRevision(revision)))</p>")\
            \(if: !reason.isEmpty, desk.ui.prose(reason))\(if: canRelease, release(assignment, desk))</li>
            """
    }

    private static func release(_ assignment: Assignment, _ desk: OfficeDesk) -> HTML {
        let form = OfficeForm.release(assignment.id)
        return desk.ui.details(
            desk.say(Words.Office.release), isOpen: desk.isRefused(form),
            desk.sending(
                to: Site.officeRelease(desk.state.id.text, assignment.id.text),
                """
                \(desk.ui.textarea(
                    desk.control("reason", desk.say(Words.Office.releaseReason), .required, in: form),
                    value: desk.typed("reason", in: form), rows: 2))\
                \(desk.ui.buttons(desk.ui.submit(
                    desk.say(Words.Office.release), .secondary, context: assignment.reviewerName, isSmall: true)))
                """))
    }

    /// Those not assigned yet, to choose from.
    private static func assign(_ stage: Stage, _ desk: OfficeDesk) -> HTML {
        guard !desk.reviewers.isEmpty else { return "<p>\(desk.say(Words.Office.noReviewerAccounts))</p>" }
        let isMissing = desk.filing.ableReviewers(in: stage) < stage.reviewers
        let options = desk.reviewers.map { candidate in
            let note = candidate.conflict.map { desk.say($0) } ?? desk.say(Words.Office.waiting(candidate.waiting))
            return Components.Option(candidate.account.id.text, "\(candidate.account.name)（\(note)）")
        }
        return desk.sending(
            to: Site.officeAssign(desk.state.id.text, desk.filing.id.text),
            """
            \(desk.ui.select(
                desk.control("reviewer", desk.say(Words.Office.reviewer), .unmarked, in: .assign),
                options: options, value: desk.typed("reviewer", in: .assign)))\
            \(desk.ui.buttons(
                desk.ui.submit(desk.say(Words.Office.assign), .secondary),
                isMissing
                    ? desk.ui.submit(
                        desk.say(Words.Office.assignAutomatically), .tertiary, name: "act", value: "balance") : .empty))\
            \(if: isMissing, "<p class=\"support\">\(desk.say(Words.Office.assignAutomaticallyAbout))</p>")
            """)
    }

    // MARK: Scores

    /// A table for each review stage in which anyone has scored, and the remarks under it.
    static func scores(_ desk: OfficeDesk) -> HTML {
        let tables = (desk.procedure?.stages ?? []).compactMap { stage -> HTML? in
            guard let sheet = stage.sheet.flatMap(desk.programme.sheet) else { return nil }
            let scored = desk.filing.assignments.compactMap { assignment -> Scored? in
                guard assignment.stage == stage.id, let score = assignment.score else { return nil }
                return Scored(
                    reviewer: assignment.reviewerName, answers: sheet.answers(from: score.answers), total: score.total)
            }
            return scored.isEmpty ? nil : table(scored, sheet, stage, desk)
        }
        return tables.isEmpty ? .empty : desk.block("scores", Words.Office.scores, "\(tables)")
    }

    private struct Scored {
        let reviewer: String
        let answers: Answers
        let total: Number
    }

    private static func table(_ scored: [Scored], _ sheet: Form, _ stage: Stage, _ desk: OfficeDesk) -> HTML {
        let long = sheet.fields.filter { if case .longText = $0.type { true } else { false } }
        let short = sheet.fields.filter { field in !field.type.isFile && !long.contains(field) }
        func words(_ field: Field, _ one: Scored) -> String {
            one.answers[field.name]?.words(as: field, english: desk.visit.english) ?? "―"
        }
        let total = sheet.highestTotal.map { Words.Office.totalOf($0) } ?? Words.Office.total
        let remarks = scored.compactMap { one -> HTML? in
            let entries = long.compactMap { field -> Components.Entry? in
                one.answers[field.name].map { _ in .init(desk.say(field.label), desk.ui.prose(words(field, one))) }
            }
            guard !entries.isEmpty else { return nil }
            return "<h3>\(desk.say(Words.Office.remarksBy(one.reviewer)))</h3>\(desk.ui.list(entries))"
        }
        return """
            \(desk.ui.table(
                desk.say(stage.name),
                columns: [.init(desk.say(Words.Office.criterion))] + scored.map { .init($0.reviewer, isNumeric: true) },
                rows: short.map { field in ["\(desk.say(field.label))"] + scored.map { "\(words(field, $0))" } },
                footer: ["\(desk.say(total))"] + scored.map { "\($0.total.points)" }))\(remarks)
            """
    }
}
