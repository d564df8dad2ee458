/// Signing in and out: applicants at the identity provider, officers by password and one-time code.
enum SignInPages {
    static let routes: [Route] =
        ApplicantSignInPage.routes + OfficerSignInPage.routes + PasswordPage.routes + SessionPages.routes
        + ResumePage.routes
}

extension Visit {
    /// Where to go after signing in: the path the address names if it is one of this site, else `standard`. The pages
    /// that sign in and out are never it, so that nobody is sent round in circles.
    func returnPath(or standard: String) -> String {
        guard let path = query["return"].flatMap({ LocalPath($0) })?.path else { return standard }
        let circles = [Site.signIn, Site.officeSignIn, Site.signOut, Site.officeSignOut].map { $0() }
        return circles.contains { path.hasPrefix($0) } ? standard : path
    }

    /// What brought someone here: their session was over, or they have just signed out.
    var signInNotices: HTML {
        if query["expired"] == "1" {
            return ui.banner(.info, say(Words.SignIn.expired), "<p>\(say(Words.SignIn.expiredAdvice))</p>")
        }
        if query["done"] == "out" { return ui.banner(.success, say(Words.SignIn.signedOut), isAnnounced: true) }
        return .empty
    }
}

extension Portal {
    /// The address the identity provider sends people back to, as it is registered there.
    public static func redirectURI(at address: String) -> String { address + Site.signInReturn() }
}
