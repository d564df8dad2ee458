/// What external reviewers see: only what is assigned to them.
enum ReviewPages {
    static let routes: [Route] = ReviewTasksPage.routes + OfflinePage.routes + ReviewPage.routes + ReviewFilePage.routes
}
