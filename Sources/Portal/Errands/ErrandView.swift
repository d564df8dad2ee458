import Grants
import Storage
import UseCases

/// An errand that goes on or is over: how far it is, what came of each line, and its file.
enum ErrandView {
    /// Lines of a page.
    private static let size = 100

    static func page(_ errand: ErrandRow, _ visit: Visit, _ officer: Officer) async throws -> Page {
        let onlyFailed = visit.query["show"] == "failed"
        let after = visit.query["after"].flatMap { Int($0) } ?? 0
        let (lines, letters) = try await visit.installation.errandLines(
            of: errand, after: after, size: size + 1, onlyFailed: onlyFailed)
        var page = visit.page(visit.say(errand.title), .office)
        page.width = .wide
        page.context = visit.say(Words.Errands.title)
        page.breadcrumbs = [.init(visit.say(Words.Errands.title), Site.errands())]
        page.chips = errand.chip(visit)
        page.body = """
            \(progress(errand, visit))\(over(errand, letters, visit))\
            \(if: errand.kind == .acts || errand.kind == .decisions, results(lines, errand, onlyFailed, after, visit))\
            <p>\(visit.ui.link(visit.say(Words.Errands.backToList), Site.workList()))</p>
            """
        return page
    }

    /// The bar, which a script moves; without one, a link brings the page up to date.
    private static func progress(_ errand: ErrandRow, _ visit: Visit) -> HTML {
        guard errand.state.isUnderWay else { return .empty }
        let ui = visit.ui
        let label = visit.say(Words.Errands.progress)
        return """
            <div class="errand-progress" data-errand="\(href: Site.errandState(errand.id.text))">\
            <label for="progress">\(label)</label>\
            <progress id="progress" max="\(errand.total ?? 0 > 0 ? errand.total ?? 1 : 1)" value="\(errand.done)"></progress>\
            <p role="status" data-errand-words>\(visit.say(Words.Errands.count(errand.done, of: errand.total)))</p></div>\
            <p data-errand-refresh>\(ui.link(visit.say(Words.Errands.refresh), Site.errand(errand.id.text)))</p>\
            \(ui.form(
                to: Site.errandCancel(errand.id.text), hidden: visit.tokens,
                """
                <p class="support">\(visit.say(Words.Errands.cancelAbout))</p>\
                \(ui.buttons(ui.submit(visit.say(Words.Errands.cancel), .danger, isSmall: true)))
                """))
            """
    }

    private static func over(_ errand: ErrandRow, _ letters: Int, _ visit: Visit) -> HTML {
        guard !errand.state.isUnderWay else { return .empty }
        let ui = visit.ui
        let summary: HTML =
            errand.state == .failed
            ? ui.banner(.error, visit.say(errand.summary))
            : "<p class=\"errand-summary\">\(visit.say(errand.summary))</p>"
        let file: HTML
        if let made = errand.file, visit.arrived < made.until {
            file = """
                \(ui.buttons(ui.action(
                    visit.say(Words.Errands.download), Site.errandFile(errand.id.text), .primary, isDownload: true)))\
                <p class="support">\(made.name)　\(Formats.size(made.size, visit.language))</p>\
                <p class="support">\(visit.say(Words.Errands.keptUntil(Formats.time(made.until, visit.language))))</p>
                """
        } else {
            let isMissing = errand.state == .done && (errand.kind == .export || errand.kind == .letters)
            file = isMissing ? "<p>\(visit.say(Words.Errands.fileGone))</p>" : .empty
        }
        guard letters > 0 else { return summary + file }
        return """
            \(summary)\(file)<p>\(visit.say(Words.Errands.issued(letters)))</p>\
            \(ui.form(
                to: Site.errandLetters(errand.id.text), hidden: visit.tokens,
                ui.buttons(ui.submit(visit.say(Words.Errands.print), .secondary))))
            """
    }

    private static func results(
        _ lines: [ErrandLine], _ errand: ErrandRow, _ onlyFailed: Bool, _ after: Int, _ visit: Visit
    ) -> HTML {
        let ui = visit.ui
        let address = Site.errand(errand.id.text)
        let failed = Pattern.address(address, [("show", "failed")])
        let tabs = ui.tabs(
            visit.say(Words.Errands.results),
            [
                .init(
                    visit.say(Words.Errands.all), address, count: errand.total.map(String.init), isCurrent: !onlyFailed),
                .init(visit.say(Words.Errands.onlyFailed), failed, count: String(errand.failed), isCurrent: onlyFailed),
            ])
        let shown = lines.prefix(size)
        let more = lines.count > size ? shown.last : nil
        let rows = shown.map { line -> [HTML] in
            let (words, tone): (Phrase, Components.Tone) =
                switch line.state {
                case .waiting: (Words.Errands.lineWaiting, .neutral)
                case .done: (Words.Errands.lineDone, .success)
                case .failed: (Words.Errands.lineFailed, .warning)
                }
            return [
                name(line), ui.chip(visit.say(words), tone), "\(line.message.map { visit.say($0) } ?? "")",
                "\(line.title)",
            ]
        }
        let next = more.map { line -> HTML in
            let query = [("show", onlyFailed ? "failed" : ""), ("after", String(line.seq))]
            return "<p>\(ui.link(visit.say(Words.Errands.more), Pattern.address(address, query)))</p>"
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Errands.results))</h2>\(tabs)\
            \(if: rows.isEmpty, ui.empty(visit.say(Words.Errands.noLines)), else: ui.table(
                visit.say(Words.Errands.results), columns: columns(visit), rows: rows, isCaptionHidden: true))\
            \(next)</section>
            """
    }

    private static func columns(_ visit: Visit) -> [Components.Column] {
        [
            .init(visit.say(Words.Office.number), isTight: true),
            .init(visit.say(Words.Errands.state), isTight: true), .init(visit.say(Words.Errands.whatHappened)),
            .init(visit.say(Words.WorkList.organisationName)),
        ]
    }

    /// The number, which leads to the case where there is one.
    static func name(_ line: ErrandLine) -> HTML {
        line.case.map { "<a href=\"\(href: Site.officeCase($0.text))\">\(line.number)</a>" } ?? "\(line.number)"
    }
}
