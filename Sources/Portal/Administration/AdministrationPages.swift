/// What administrators of an agency (事務局管理者) may see and do.
enum AdministrationPages {
    static let routes: [Route] =
        AdminHomePage.routes + AdminProgrammePage.routes + BuilderPage.routes + FieldEditor.routes + PartEditors.routes
        + FormulaCheck.routes + TrialPages.routes + PublishPage.routes + AdminDocumentPage.routes
        + FormImportPage.routes + FormFiles.routes + FlowEditorPage.routes + FlowProcedurePage.routes
        + FlowStagePage.routes + FlowValuesPage.routes + FlowPublishPage.routes + FlowTrialPage.routes
        + AdminRoundPage.routes + AdminInvitationsPage.routes + AdminRenewalPage.routes + AdminWindowsPage.routes
        + AdminLetterPage.routes
        + AdminAccountsPage.routes + AdminAccountPage.routes + AdminHistoryPage.routes
}

extension Visit {
    /// A page of the administration, wide, with its own first breadcrumb.
    func administrationPage(_ title: String, under crumbs: [Components.Link] = []) -> Page {
        var page = page(title, .administration)
        page.width = .wide
        page.breadcrumbs = crumbs
        return page
    }

    /// What the page before did, as its address says. Only known words are shown, so a link cannot make up another.
    func done(_ messages: [String: Phrase]) -> HTML {
        guard let message = query["done"].flatMap({ messages[$0] }) else { return .empty }
        return ui.banner(.success, say(message), isAnnounced: true)
    }
}
