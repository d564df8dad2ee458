import Grants
import Hummingbird
import UseCases

/// The front page: what this is for, a search, and the ways in.
enum HomePage {
    static let routes: [Route] = [
        .open(.get, Site.home) { visit in .page(view(visit, full: try await visit.installation.fullRounds()).html) }
    ]

    /// How many rounds that close soon are shown.
    private static let shown = 3

    /// - Parameter full: the rounds whose places are all taken.
    static func view(_ visit: Visit, full: Set<String>) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.Home.title), .public)
        page.width = .wide
        page.lead = "<p>\(visit.say(Words.Home.lead))</p>"
        page.body = """
            \(ui.search(to: Site.rounds(), value: "", label: visit.say(Words.Rounds.words)))\
            <h2 class="visually-hidden">\(visit.say(Words.Home.entries))</h2>\
            \(ui.cards(entries(visit)))\
            <h2>\(visit.say(Words.Home.closingSoon))</h2>\(closingSoon(visit, full))\
            <h2>\(visit.say(Words.Home.steps))</h2>\(steps(visit))
            """
        return page
    }

    private static func entries(_ visit: Visit) -> [HTML] {
        let entries: [(Phrase, String, Phrase)] = [
            (Words.findRounds, Site.rounds(), Words.Home.findAbout),
            (Words.Home.follow, Site.myPage(), Words.Home.followAbout),
            (Words.manuals, Site.manuals(), Words.Home.manualsAbout),
        ]
        return entries.map { title, address, about in
            visit.ui.card(visit.say(title), level: 3, href: address, "<p>\(visit.say(about))</p>")
        }
    }

    private static func closingSoon(_ visit: Visit, _ full: Set<String>) -> HTML {
        var query = RoundQuery()
        query.phase = .accepting
        let found = visit.installation.searchRounds(query).filter { !full.contains($0.id) }
        guard !found.isEmpty else {
            return visit.ui.empty(visit.say(Words.Home.noneOpen), "<p>\(visit.say(Words.Home.noneOpenAdvice))</p>")
        }
        let address = Pattern.address(Site.rounds(), [("phase", Round.Phase.accepting.rawValue)])
        return """
            \(visit.ui.cards(found.prefix(shown).map { RoundCard.view($0, visit) }))\
            <div class="buttons">\(visit.ui.action(visit.say(Words.Home.allOpen(found.count)), address))</div>
            """
    }

    private static func steps(_ visit: Visit) -> HTML {
        let steps = Words.Home.fourSteps.map { title, about -> HTML in
            "<li><h3>\(visit.say(title))</h3><p>\(visit.say(about))</p></li>"
        }
        return "<ol class=\"guide\">\(steps)</ol>"
    }
}
