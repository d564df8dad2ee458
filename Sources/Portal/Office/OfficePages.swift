/// What the office's staff and approvers see.
enum OfficePages {
    static let routes: [Route] =
        WorkListPage.routes + WorkListCSV.routes + WorkListCustomisePage.routes + CaseViewsPage.routes
        + ErrandPages.routes + OfficeCasePage.routes
        + OfficeActs.routes + OfficePapers.routes
        + OfficeEntryPage.routes + OfficeSheetPage.routes + ReviewBoardPage.routes + RankingPage.routes
        + DiscussionPage.routes + OfficeViewing.routes + HandsPage.routes + AbsencePage.routes + FiguresPage.routes
        + RoundFiguresPage.routes
}
