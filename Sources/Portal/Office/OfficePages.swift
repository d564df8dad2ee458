/// What the office's staff and approvers see.
enum OfficePages {
    static let routes: [Route] =
        WorkListPage.routes + WorkListCSV.routes + WorkListCustomisePage.routes + CaseViewsPage.routes
        + OfficeCasePage.routes
        + OfficeActs.routes + OfficePapers.routes
        + OfficeEntryPage.routes + OfficeViewing.routes + HandsPage.routes + AbsencePage.routes + FiguresPage.routes
        + RoundFiguresPage.routes
}
