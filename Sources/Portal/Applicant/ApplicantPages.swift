/// The pages of applicants.
enum ApplicantPages {
    static let routes: [Route] =
        MyPagePage.routes + ApplyPage.routes + TaskListPage.routes + SectionPage.routes + FilePages.routes
        + TablePages.routes + TableImportPage.routes + CheckPage.routes + PrintPage.routes
        + ChangesPage.routes + NewerFormPage.routes + ReceiptPage.routes + CasePage.routes + LetterPage.routes
}
