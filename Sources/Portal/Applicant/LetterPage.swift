import Grants
import Hummingbird
import UseCases

/// A letter to the applicant, as a page and as a PDF.
enum LetterPage {
    static let routes: [Route] = [
        .applicant(.get, Site.letter, scope: .letter) { visit, applicant in
            let (letter, state) = try await visit.installation.applicantLetter(
                try visit.id("letter"), for: applicant)
            var page = visit.page(letter.title, .applicant)
            page.context = letter.number
            page.breadcrumbs = [
                .init(visit.say(Words.myPage), Site.myPage()), .init(state.title, Site.case(state.id.text)),
            ]
            page.body = """
                \(visit.ui.buttons(visit.ui.action(visit.say(Words.letterPDF), Site.letterPDF(letter.id.text), .secondary)))
                \(sheet(letter, visit))
                """
            return .page(page.html)
        },
        .applicant(.get, Site.letterPDF, scope: .letter) { visit, applicant in
            let (letter, state) = try await visit.installation.applicantLetter(
                try visit.id("letter"), for: applicant)
            let bytes = try await visit.installation.letterPDF(letter.id, of: state.id)
            return .pdf(bytes, name: "\(letter.title)_\(letter.number).pdf")
        },
    ]

    /// The letter's words, always in Japanese.
    static func sheet(_ letter: Letter, _ visit: Visit) -> HTML {
        """
        <article class="letter" lang="ja">
        <p class="end">\(letter.number)<br>\(letter.day.wareki)</p>
        <p>\(letter.addressee)　様</p>
        <p class="end">\(letter.agency)<br>\(letter.signatory)</p>
        <h2>\(letter.title)</h2>
        \(letter.body.map { line -> HTML in "<p class=\"indented\">\(line)</p>" })\
        \(if: !letter.items.isEmpty, "<p class=\"centre\">記</p>\(visit.ui.list(letter.items.map { .init($0.label, text: $0.text) }))")\
        \(letter.notes.map { line -> HTML in "<p class=\"indented\">\(line)</p>" })
        <p class="end">以上</p>
        </article>
        """
    }
}
