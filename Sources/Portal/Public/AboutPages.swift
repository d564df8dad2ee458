import Grants
import Hummingbird

/// What the portal says of itself: help and contact, and how accessible it is.
enum AboutPages {
    static let routes: [Route] = [
        .open(.get, Site.help) { visit in .page(try help(visit).html) },
        .open(.get, Site.accessibility) { visit in
            .page(try page(visit.say(Words.About.accessibility), "accessibility", visit).html)
        },
    ]

    private static func help(_ visit: Visit) throws -> Page {
        var page = try page(visit.say(Words.helpAndContact), "help", visit)
        let links: [Components.Link] = [
            .init(visit.say(Words.manualApplicant), Site.manual(Manual.applicant.rawValue)),
            .init(visit.say(Words.manuals), Site.manuals()),
            .init(visit.say(Words.myPage), Site.myPage()),
            .init(visit.say(Words.findRounds), Site.rounds()),
            .init(visit.say(Words.accessibility), Site.accessibility()),
        ]
        page.aside = """
            <h2>\(visit.say(Words.About.related))</h2>\
            <ul>\(links.map { link -> HTML in "<li>\(visit.ui.link(link.title, link.href))</li>" })</ul>
            """
        return page
    }

    private static func page(_ title: String, _ name: String, _ visit: Visit) throws -> Page {
        guard let text = BuiltInText.all["\(name)\(visit.language.ending)"] else { throw Refusal.absent }
        var page = visit.page(title, .public)
        page.breadcrumbs = [.init(visit.say(Words.home), Site.home())]
        page.body = text.view.html
        return page
    }
}
