import Grants
import Hummingbird
import UseCases

/// What belongs to a case as a file of its own: attachments, letters, receipts.
enum OfficePapers {
    static let routes: [Route] = [
        .officer(.office, .get, Site.officeFile, scope: .case) { visit, officer in
            let id: ID<StoredFile> = try visit.id("file")
            let view = try await visit.installation.officeCase(try visit.id("case"), for: officer)
            let files = view.state.filings.flatMap(\.revisions).flatMap(\.files)
            guard let file = files.first(where: { $0.id == id }) else { throw Refusal.absent }
            return try await visit.send(file)
        },
        .officer(.office, .get, Site.officeLetter, scope: .case) { visit, officer in
            let (letter, state) = try await found(visit, officer)
            var page = visit.page(letter.title, .office)
            page.context = letter.number
            let list = visit.query[OfficeDesk.listName] ?? ""
            page.breadcrumbs = [
                .init(
                    visit.say(Words.Office.toList),
                    list.isEmpty ? Site.workList() : WorkListAddress(encoded: list).address()),
                .init(
                    state.number,
                    Pattern.address(Site.officeCase(state.id.text), [(OfficeDesk.listName, list)])),
            ]
            let pdf = Site.officeLetterPDF(state.id.text, letter.id.text)
            page.body = """
                \(visit.ui.buttons(visit.ui.action(visit.say(Words.letterPDF), pdf)))\(LetterPage.sheet(letter, visit))
                """
            return .page(page.html)
        },
        .officer(.office, .get, Site.officeLetterPDF, scope: .case) { visit, officer in
            let (letter, state) = try await found(visit, officer)
            return .pdf(
                try await visit.installation.letterPDF(letter.id, of: state.id),
                name: "\(letter.title)_\(letter.number).pdf")
        },
        .officer(.office, .get, Site.officeReceiptPDF, scope: .case) { visit, officer in
            let (view, filing, revision) = try await filed(visit, officer)
            return .pdf(
                try await visit.installation.receiptPDF(of: filing, revision: revision, in: view),
                name: "受付票_\(revision.receipt).pdf")
        },
        .officer(.office, .get, Site.officeFilingPDF, scope: .case) { visit, officer in
            let (view, filing, revision) = try await filed(visit, officer)
            return .pdf(
                try await visit.installation.filingPDF(of: filing, revision: revision, in: view),
                name: "申請書_\(revision.receipt).pdf")
        },
    ]

    /// The revision the address names; the last where it names none.
    private static func filed(
        _ visit: Visit, _ officer: Officer
    ) async throws -> (CaseView, Filing, Filing.Revision) {
        let view = try await visit.installation.officeCase(try visit.id("case"), for: officer)
        guard let filing = view.state.filing(try visit.id("filing")) else { throw Refusal.absent }
        let number = visit.query["revision"].flatMap { Int($0) } ?? filing.current.number
        guard let revision = filing.revisions.first(where: { $0.number == number }) else { throw Refusal.absent }
        return (view, filing, revision)
    }

    /// A letter of the case the address names.
    private static func found(_ visit: Visit, _ officer: Officer) async throws -> (letter: Letter, state: Case) {
        let id: ID<Letter> = try visit.id("letter")
        let state = try await visit.installation.officeCase(try visit.id("case"), for: officer).state
        guard let letter = state.letters.first(where: { $0.id == id }) else { throw Refusal.absent }
        return (letter, state)
    }
}
