import Grants
import Hummingbird
import UseCases

/// 印刷用PDF: a filing with every answer, as a draft or as it was submitted.
enum PrintPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filingPDF, scope: .filing) { visit, applicant in
            let id: ID<Filing> = try visit.id("filing")
            if visit.query["revision"] == nil, let open = try await draft(id, visit, applicant) {
                let title = visit.say(open.judgement.filled(open.form.title))
                return .pdf(
                    try await visit.installation.draftPDF(open, for: applicant), name: "下書き_\(title).pdf")
            }
            let (view, filing, revision) = try await ReceiptPage.found(visit, applicant)
            return .pdf(
                try await visit.installation.filingPDF(of: filing, revision: revision, in: view),
                name: "申請書_\(revision.receipt).pdf")
        }
    ]

    /// The filing's draft; nil where it is submitted and not being corrected.
    private static func draft(
        _ id: ID<Filing>, _ visit: Visit, _ applicant: SignedApplicant
    ) async throws -> OpenDraft? {
        do {
            return try await visit.installation.openDraft(id, for: applicant)
        } catch let refusal as Refusal where refusal.kind == .notFound {
            return nil
        }
    }

    /// The address of a revision's PDF.
    static func address(_ filing: ID<Filing>, revision: Int) -> String {
        Pattern.address(Site.filingPDF(filing.text), [("revision", String(revision))])
    }
}
