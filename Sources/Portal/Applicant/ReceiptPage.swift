import Grants
import Hummingbird
import UseCases

/// The receipt: number, time to the second, every answer and every file with its size and SHA-256.
enum ReceiptPage {
    static let routes: [Route] = [
        .applicant(.get, Site.receipt, scope: .filing) { visit, applicant in
            let (view, filing, revision) = try await found(visit, applicant)
            return .page(page(view, filing, revision, visit, applicant).html)
        },
        .applicant(.get, Site.receiptPDF, scope: .filing) { visit, applicant in
            let (view, filing, revision) = try await found(visit, applicant)
            return .pdf(
                try await visit.installation.receiptPDF(of: filing, revision: revision, in: view),
                name: "受付票_\(revision.receipt).pdf")
        },
    ]

    /// The submitted revision an address names; the last where it names none.
    static func found(
        _ visit: Visit, _ applicant: SignedApplicant
    ) async throws -> (CaseView, Filing, Filing.Revision) {
        let id: ID<Filing> = try visit.id("filing")
        let view = try await visit.installation.applicantCase(of: id, for: applicant)
        guard let filing = view.state.filing(id) else { throw Refusal.absent }
        let number = visit.query["revision"].flatMap { Int($0) } ?? filing.current.number
        guard let revision = filing.revisions.first(where: { $0.number == number }) else { throw Refusal.absent }
        return (view, filing, revision)
    }

    private static func page(
        _ view: CaseView, _ filing: Filing, _ revision: Filing.Revision, _ visit: Visit, _ applicant: SignedApplicant
    ) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.receiptTitle), .applicant)
        page.context = revision.receipt
        page.breadcrumbs = [
            .init(visit.say(Words.myPage), Site.myPage()), .init(view.state.title, Site.case(view.state.id.text)),
        ]
        let pdf = Pattern.address(Site.receiptPDF(filing.id.text), [("revision", String(revision.number))])
        page.body = """
            \(ui.receipt(visit.say(Words.received), numberLabel: visit.say(Words.receiptNumber), number: revision.receipt,
                "<p>\(visit.say(Words.receivedAt(Formats.exactTime(revision.at, visit.language))))</p>"))\
            \(ui.buttons(
                ui.action(visit.say(Words.receiptPDF), pdf, .secondary),
                ui.action(
                    visit.say(Words.Drafts.printFiling), PrintPage.address(filing.id, revision: revision.number),
                    .secondary),
                ui.action(visit.say(Words.toCase), Site.case(view.state.id.text), .secondary)))
            <section class="block"><h2>\(visit.say(Words.whatNext))</h2>
            <ul><li>\(visit.say(Words.nextExamined(view.window.map { visit.say($0.name) } ?? "")))</li>
            <li>\(visit.say(Words.nextReturned))</li><li>\(visit.say(Words.mailSent(applicant.email)))</li></ul></section>
            <section class="block"><h2>\(visit.say(Words.whatWasReceived))</h2>
            \(ui.list([
                .init(visit.say(Words.roundTitle), text: visit.say(view.state.opening.roundTitle)),
                .init(visit.say(Words.procedure),
                      text: view.programme.flow.procedure(filing.procedure).map { visit.say($0.name) } ?? ""),
                .init(visit.say(Words.window), text: view.window.map { visit.say($0.name) } ?? ""),
                .init(visit.say(Words.organisation), text: view.state.organisation.name),
                .init(visit.say(Words.fileCount), text: visit.say(Words.items(revision.files.count))),
            ]))</section>
            \(answers(view, filing, revision, visit))
            """
        return page
    }

    /// Every section of a revision, to read.
    static func answers(_ view: CaseView, _ filing: Filing, _ revision: Filing.Revision, _ visit: Visit) -> HTML {
        guard let form = view.programme.form(of: filing.procedure) else { return .empty }
        let answers = form.answers(from: revision.answers)
        let files = ShownFiles(files: revision.files, scans: view.scans, isOwner: true) {
            Site.filingFile(filing.id.text, $0.id.text)
        }
        let reading = FormAnswers(
            form: form, answers: answers, files: files, visit: visit)
        return files.warning(Words.Scanning.awaitOffice, visit)
            + reading.sections.map { section -> HTML in
                """
                <section class="block"><h2>\(visit.say(section.title))</h2>\(reading.summary(section))</section>
                """
            }.joined(separator: "\n")
    }
}
