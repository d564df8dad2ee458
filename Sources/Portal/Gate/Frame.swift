import Grants
import Hummingbird
import UseCases

extension Visit {
    /// A page in the frame of its audience: menu, person, session warning, language switch, help, demo mark.
    func page(_ title: String, _ audience: Page.Audience, body: HTML = .empty) -> Page {
        var page = Page(title, language: language, audience: audience, body: body)
        page.alternateLanguageURL = otherLanguage
        page.demo = installation.settings.isDemo ? demoLinks : nil
        page.footerLinks = [
            .init(say(Words.findRounds), Site.rounds()), .init(say(Words.manuals), Site.manuals()),
            .init(say(Words.accessibility), Site.accessibility()),
            .init(say(Words.forOffices), Site.officeSignIn()),
        ]
        page.helpLinks = [.init(say(Words.helpAndContact), Site.help())]
        switch session?.person {
        case .applicant(let applicant):
            page.person = Page.Person(
                applicant.name, detail: applicant.organisation.name, href: Site.myPage(),
                signOut: (Site.signOut(), tokens))
            page.navigation = navigation([(Words.findRounds, Site.rounds()), (Words.myPage, Site.myPage())])
            page.helpLinks.append(.init(say(Words.manualApplicant), Site.manual("applicant")))
            page.session = warning(extend: Site.session(), signIn: Site.signIn())
        case .officer(let officer):
            page.person = Page.Person(
                officer.name,
                detail: officer.account.roles.sorted { $0.rawValue < $1.rawValue }
                    .map { say($0.title) }.joined(separator: "・"),
                href: Site.officePassword(), signOut: (Site.officeSignOut(), tokens))
            page.navigation = navigation(officeNavigation(officer))
            page.homeURL = page.navigation.first?.href ?? Site.home()
            page.helpLinks += officeManuals(officer)
            page.session = warning(extend: Site.officeSession(), signIn: Site.officeSignIn())
        case nil:
            if audience == .public || audience == .applicant {
                page.navigation = navigation([(Words.findRounds, Site.rounds()), (Words.myPage, Site.myPage())])
                page.signInURL = Pattern.address(Site.signIn(), [("return", request.uri.string)])
            }
        }
        return page
    }

    /// A page for something that went wrong, perhaps before anybody looked who is signed in: whoever is may not be offered to
    /// sign in, as if they had been thrown out.
    func wrongPage(_ title: Phrase) -> Page {
        var page = page(say(title), audience)
        if session == nil {
            page.signInURL = nil
            page.navigation = []
        }
        return page
    }

    private func officeNavigation(_ officer: Officer) -> [(Phrase, String)] {
        var links: [(Phrase, String)] = []
        if officer.has(.staff) || officer.has(.approver) {
            links += [
                (Words.workList, Site.workList()), (Words.Errands.title, Site.errands()),
                (Words.Scoring.boards, Site.boards()),
            ]
        }
        if !officer.account.roles.isDisjoint(with: .overseers) {
            links += [(Words.Hands.navigation, Site.officeHands()), (Words.Figures.title, Site.officeFigures())]
        }
        if officer.has(.reviewer) { links.append((Words.reviews, Site.reviews())) }
        if officer.has(.administrator) {
            links += [
                (Words.programmes, Site.administration()), (Words.accounts, Site.adminAccounts()),
                (Words.adminHistory, Site.adminHistory()),
            ]
        }
        return links
    }

    private func officeManuals(_ officer: Officer) -> [Components.Link] {
        var links: [Components.Link] = []
        if officer.has(.staff) || officer.has(.approver) {
            links.append(.init(say(Words.manualStaff), Site.manual("staff")))
        }
        if officer.has(.reviewer) { links.append(.init(say(Words.manualReviewer), Site.manual("reviewer"))) }
        if officer.has(.administrator) {
            links.append(.init(say(Words.manualAdministrator), Site.manual("administrator")))
        }
        return links
    }

    private func navigation(_ links: [(Phrase, String)]) -> [Components.Link] {
        let path = request.uri.path
        let best = links.map(\.1).filter { path == $0 || path.hasPrefix($0 + "/") }.max { $0.count < $1.count }
        return links.map { .init(say($0.0), $0.1, isCurrent: $0.1 == best) }
    }

    private func warning(extend: String, signIn: String) -> Page.Session? {
        session.map {
            Page.Session(
                secondsLeft: Int($0.remaining), extendURL: extend, hidden: tokens,
                signInURL: Pattern.address(signIn, [("return", request.uri.string)]))
        }
    }

    /// The same address in the other language. A page that answers a POST has none of its own.
    private var otherLanguage: String? {
        guard request.method == .get else { return nil }
        var members = query.fields.filter { $0.name != "lang" }.map { ($0.name, $0.value) }
        members.append(("lang", language.other.rawValue))
        return Pattern.address(request.uri.path, members)
    }

    private var demoLinks: [Components.Link] {
        [.init(say(Words.demoAccounts), Site.demo()), .init(say(Words.demoMailbox), Site.demoMailbox())]
    }
}

extension Words {
    static let findRounds = Phrase("補助金を探す", "Find subsidies")
    static let myPage = Phrase("マイページ", "My page")
    static let manuals = Phrase("操作マニュアル", "Manuals")
    static let accessibility = Phrase("アクセシビリティ", "Accessibility")
    static let forOffices = Phrase("事務局・審査員の方", "For offices and reviewers")
    static let manualApplicant = Phrase("事業者マニュアル", "Manual for applicants")
    static let manualStaff = Phrase("事務局マニュアル", "Manual for offices")
    static let manualReviewer = Phrase("外部審査員マニュアル", "Manual for reviewers")
    static let manualAdministrator = Phrase("事務局管理者マニュアル", "Manual for administrators")
    static let workList = Phrase("案件一覧", "Cases")
    static let reviews = Phrase("審査する案件", "Reviews")
    static let programmes = Phrase("補助金・公募", "Programmes")
    static let accounts = Phrase("アカウント", "Accounts")
    static let adminHistory = Phrase("管理の記録", "Log")
    static let demoAccounts = Phrase("デモ用アカウント", "Demo accounts")
    static let demoMailbox = Phrase("デモ用メールボックス", "Demo mailbox")
}
