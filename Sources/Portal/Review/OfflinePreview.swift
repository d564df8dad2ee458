import Grants
import UseCases

/// What a workbook says, case by case, before anything of it is saved.
enum OfflinePreview {
    static func page(_ reading: OfflineSheet.Reading, _ visit: Visit) -> Page {
        let ui = visit.ui
        let findings = reading.findings + reading.entries.flatMap(\.findings)
        let complete = reading.entries.count(where: \.isComplete)
        var page = visit.page(visit.say(Words.Scoring.preview), .review)
        page.breadcrumbs = [
            .init(visit.say(Words.reviews), Site.reviews()),
            .init(visit.say(Words.Scoring.offline), Site.reviewOffline()),
        ]
        page.lead = "<p>\(visit.say(Words.Scoring.previewLead(reading.entries.count, complete)))</p>"
        page.hasErrors = !findings.isEmpty
        if !findings.isEmpty {
            page.alerts = ui.errorSummary(findings.prefix(100).map { OfflinePage.problem($0, visit) })
        }
        page.body = """
            \(ui.cards(reading.entries.map { card($0, visit) }))\
            \(ui.form(
                to: Site.reviewOffline(), hidden: "\(visit.tokens)\(OfflinePage.encoded(reading.entries))",
                """
                \(if: complete > 0, "<p class=\"support\">\(visit.say(Words.Scoring.submitAbout))</p>")\
                \(ui.buttons(
                    ui.submit(
                        visit.say(Words.Scoring.saveDrafts), complete > 0 ? .secondary : .primary, name: "act",
                        value: "save", sendsFiles: true),
                    complete > 0
                        ? ui.submit(
                            visit.say(Words.Scoring.submitComplete(complete)), name: "act", value: "submit",
                            sendsFiles: true) : .empty))
                """))\
            <p>\(ui.link(visit.say(Words.Scoring.another), Site.reviewOffline()))</p>
            """
        return page
    }

    private static func card(_ entry: OfflineSheet.Entry, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let task = entry.task
        let chip =
            entry.isComplete
            ? ui.chip(visit.say(Words.Scoring.ready), .success)
            : ui.chip(
                visit.say(entry.findings.isEmpty ? Words.Scoring.incomplete : Words.Scoring.wrong), .warning)
        let lines = task.sheet.fields.compactMap { field -> Components.Entry? in
            guard field.isAsked, entry.judgement.isShown(field.name) else { return nil }
            let words = entry.typed.words(of: field, english: visit.english)
            guard let error = entry.judgement.errors.first(where: { $0.field == field.name }) else {
                // What is empty and may be is no news.
                return words.isEmpty ? nil : .init(visit.say(field.label), text: words)
            }
            let told = "<p class=\"error-text\">\(visit.say(error.message))</p>" as HTML
            return .init(visit.say(field.label), words.isEmpty ? told : "\(words)\(told)")
        }
        let total = Words.Review.points(entry.total, of: task.sheet.highestTotal)
        return ui.card(
            "\(task.number)　\(task.title)", level: 2, chips: chip,
            ui.list(lines + [.init(visit.say(Words.Review.total), text: visit.say(total))]))
    }
}
