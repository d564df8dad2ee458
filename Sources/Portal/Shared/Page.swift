/// A whole page: the frame that all pages share, around what is particular to one.
///
/// ```swift
/// var page = Page(Words.workList(language), language: language, audience: .office)
/// page.navigation = [.init("案件一覧", "/office/cases", isCurrent: true)]
/// page.body = "…"
/// return page.html
/// ```
///
/// The page has exactly one `h1`, its title. Errors and messages go to `alerts`, above the heading.
struct Page: Sendable {
    /// For whom a page is. Shown in the header in words, and by a quiet difference in its colour.
    enum Audience: String, Sendable {
        case `public`, applicant, office, review, administration, demo

        /// Whether they work here, with pages that have a style sheet of their own.
        var isOffice: Bool { self == .office || self == .review || self == .administration }
    }

    /// Who is signed in.
    struct Person: Sendable {
        var name: String
        /// The organisation or role they act for.
        var detail: String?
        /// Their account page.
        var href: String?
        /// Where signing out is posted, and the hidden inputs it needs.
        var signOut: (action: String, hidden: HTML)?

        init(_ name: String, detail: String? = nil, href: String? = nil, signOut: (action: String, hidden: HTML)?) {
            self.name = name
            self.detail = detail
            self.href = href
            self.signOut = signOut
        }
    }

    /// What is needed to warn before a session ends and to keep it going.
    struct Session: Sendable {
        /// Seconds from now until it ends for lack of activity.
        var secondsLeft: Int
        /// How many seconds before its end the warning opens.
        var warning: Int
        /// Where a POST keeps it going; answers 204, or 401 when it has ended.
        var extendURL: String
        /// Hidden inputs that POST needs.
        var hidden: HTML
        /// Where to sign in again and come back here.
        var signInURL: String

        init(secondsLeft: Int, warning: Int = 300, extendURL: String, hidden: HTML, signInURL: String) {
            self.secondsLeft = secondsLeft
            self.warning = warning
            self.extendURL = extendURL
            self.hidden = hidden
            self.signInURL = signInURL
        }
    }

    /// How wide the content is: lines for reading, or all there is for tables.
    enum Width: String, Sendable {
        case reading, wide, full
    }

    /// The title of the page, also its `h1`.
    var title: String
    var language: Language
    var audience: Audience
    /// What stands in `<title>` between the page's title and the product's name: the name of a case or procedure.
    var context: String?
    /// Small labels beside the heading.
    var chips: HTML = .empty
    /// A sentence or two under the heading.
    var lead: HTML = .empty
    /// Above the heading: the error summary, banners.
    var alerts: HTML = .empty
    var body: HTML = .empty
    /// Beside the body where there is room, under it where there is not.
    var aside: HTML = .empty
    var width: Width = .reading
    /// The menu of the audience.
    var navigation: [Components.Link] = []
    /// From the top to the page above this one; this page's own title is added.
    var breadcrumbs: [Components.Link] = []
    var person: Person?
    /// Where to sign in, where that makes sense and nobody is.
    var signInURL: String?
    var session: Session?
    /// Whether the page shows errors: its title then says so first.
    var hasErrors = false
    /// The same page in the other language. Without it there is no switch.
    var alternateLanguageURL: String?
    /// Where the product's name leads.
    var homeURL = "/"
    /// The help of this audience: at the same place on every page.
    var helpLinks: [Components.Link] = []
    /// Other links of the footer.
    var footerLinks: [Components.Link] = []
    /// Marks a demonstration, with links to what belongs to it (its mailbox, its accounts). Nil in production.
    var demo: [Components.Link]?
    /// It stands in a frame of another page of ours, which has the header and everything around.
    var isFramed = false
    /// Further elements for `<head>`: feeds, alternates.
    var head: HTML = .empty

    init(_ title: String, language: Language, audience: Audience, body: HTML = .empty) {
        self.title = title
        self.language = language
        self.audience = audience
        self.body = body
    }
}

extension Page {
    /// The document.
    var html: HTML {
        let say = Components(language).say
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)" class="for-\(audience.rawValue)">
            <head>
            <meta charset="utf-8">
            <title>\(if: hasErrors, "\(say(Words.errorPrefix))")\(title)\(context.map { "｜\($0)" as HTML })\
            ｜\(say(Words.productName))</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="format-detection" content="telephone=no">
            <link rel="icon" href="\(Assets.url("favicon.svg"))" type="image/svg+xml">
            <link rel="stylesheet" href="\(Assets.url("kofu.css"))">\
            \(if: audience.isOffice || isFramed, "\n<link rel=\"stylesheet\" href=\"\(Assets.url("office.css"))\">")
            <script type="module" src="\(Assets.url("kofu.js"))"></script>
            \(alternateLanguageURL.map { url -> HTML in
                "<link rel=\"alternate\" hreflang=\"\(language.other.rawValue)\" href=\"\(href: url)\">\n"
            })\(head)</head>
            <body\(attribute: "class", isFramed ? "framed" : nil)>
            \(if: !isFramed, """
                <a class="skip" href="#main">\(say(Words.skipToContent))</a>
                \(demoBar)\(header)\(breadcrumbTrail)
                """)\
            <main id="main" tabindex="-1" class="page \(width.rawValue)">
            \(if: !alerts.isEmpty, "<div class=\"alerts\">\(alerts)</div>")\
            <div class="heading"><h1>\(title)</h1>\(if: !chips.isEmpty, "<div class=\"chips\">\(chips)</div>")</div>\
            \(if: !lead.isEmpty, "<div class=\"lead\">\(lead)</div>")\
            \(if: aside.isEmpty, body, else: "<div class=\"columns\"><div>\(body)</div><aside>\(aside)</aside></div>")
            </main>
            \(if: !isFramed, "\(footer)\(session.map(sessionDialog))")</body>
            </html>

            """
    }

    private var ui: Components { Components(language) }

    private var demoBar: HTML? {
        demo.map { links in
            """
            <aside class="demo-bar" aria-label="\(ui.say(Words.demoTitle))"><div class="inner">\
            <p><strong>\(ui.say(Words.demoTitle))</strong> \(ui.say(Words.demoExplanation))</p>\
            \(if: !links.isEmpty, "<ul>\(links.map(listItem))</ul>")</div></aside>
            """
        }
    }

    private var header: HTML {
        """
        <header class="site"><div class="inner"><a class="brand" href="\(href: homeURL)">\(Self.mark)\
        <span class="brand-name">\(ui.say(Words.productName))\
        \(if: language == .ja, " <span class=\"brand-latin\" lang=\"en\">Kofu</span>")</span>\
        <span class="brand-area">\(ui.say(area))</span></a>\
        <div class="site-tools">\(languageSwitch)\(personBlock)</div></div>\
        \(if: !navigation.isEmpty, """
            <nav class="site-nav" aria-label="\(ui.say(Words.mainNavigation))"><ul class="inner">\
            \(navigation.map(listItem))</ul></nav>
            """)</header>
        """
    }

    private var languageSwitch: HTML? {
        alternateLanguageURL.map { url in
            let other = language.other
            return """
                <a class="language" href="\(href: url)" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\
                \(other.ownName)</a>
                """
        }
    }

    private var personBlock: HTML {
        guard let person else {
            return signInURL.map { ui.action(ui.say(Words.signIn), $0, isSmall: true) } ?? .empty
        }
        let name: HTML = person.href.map { ui.link(person.name, $0) } ?? "\(person.name)"
        return """
            <div class="person"><span class="visually-hidden">\(ui.say(Words.signedInAs))：</span>\
            <span class="person-name">\(name)</span>\
            \(person.detail.map { "<span class=\"person-detail\">\($0)</span>" as HTML })</div>\
            \(person.signOut.map { signOut -> HTML in
                """
                <form action="\(href: signOut.action)" method="post" data-sign-out>\(signOut.hidden)\
                \(ui.submit(ui.say(Words.signOut), .secondary, isSmall: true))</form>
                """
            })
            """
    }

    private var breadcrumbTrail: HTML {
        guard !breadcrumbs.isEmpty else { return .empty }
        return """
            <nav class="breadcrumbs \(width.rawValue)" aria-label="\(ui.say(Words.youAreHere))"><ol>\
            \(breadcrumbs.map(listItem))<li aria-current="page">\(title)</li></ol></nav>
            """
    }

    private var footer: HTML {
        """
        <footer class="site-foot"><div class="inner">\
        \(if: !helpLinks.isEmpty, """
            <section class="help" aria-labelledby="help-title"><h2 id="help-title">\(ui.say(Words.helpAndContact))</h2>\
            <ul>\(helpLinks.map(listItem))</ul></section>
            """)\
        \(if: !footerLinks.isEmpty, "<ul class=\"foot-links\">\(footerLinks.map(listItem))</ul>")\
        <p class="notice">\(ui.say(Words.productName)) — \(ui.say(Words.productLine))<br>\(ui.say(Words.designNotice))</p>\
        </div></footer>
        """
    }

    private func sessionDialog(_ session: Session) -> HTML {
        """
        <dialog class="session" aria-labelledby="session-title" aria-describedby="session-text" \
        data-seconds-left="\(session.secondsLeft)" data-warning="\(session.warning)" \
        data-over="\(ui.say(Words.sessionOver))">\
        <form action="\(href: session.extendURL)" method="post">\(session.hidden)\
        <h2 id="session-title">\(ui.say(Words.sessionEndingTitle))</h2>\
        <p id="session-text" role="status">\(ui.say(Words.sessionEnding))</p>\
        <div class="buttons"><button type="submit" class="button primary">\(ui.say(Words.staySignedIn))</button>\
        <a class="button secondary" href="\(href: session.signInURL)" hidden>\(ui.say(Words.signInAgain))</a></div>\
        </form></dialog>
        """
    }

    private func listItem(_ link: Components.Link) -> HTML {
        """
        <li><a href="\(href: link.href)"\(attribute: "aria-current", link.isCurrent ? "page" : nil)>\(link.title)</a></li>
        """
    }

    private var area: Phrase {
        switch audience {
        case .public: Words.areaPublic
        case .applicant: Words.areaApplicant
        case .office: Words.areaOffice
        case .review: Words.areaReview
        case .administration: Words.areaAdministration
        case .demo: Words.areaDemo
        }
    }

    /// The product's mark: a sheet handed over.
    private static let mark: HTML = """
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <rect width="32" height="32" rx="7"/><path d="M10 7h8.5L23 11.5V17"/><path d="M10 7v18h5"/>\
        <path d="M18 6.8V12h5"/><path d="m16.5 22.5 3 3L26 19"/></svg>
        """
}
