/// What anyone may see.
enum PublicPages {
    static let routes: [Route] =
        HomePage.routes + RoundsPage.routes + RoundPage.routes + ManualPages.routes + AboutPages.routes
        + AssetPages.routes + LookUpPages.routes
}
