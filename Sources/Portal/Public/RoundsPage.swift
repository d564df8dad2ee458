import Grants
import Hummingbird
import Storage
import UseCases

/// What someone looks for, as the address of the list says it.
struct RoundSearch: Sendable, Equatable {
    /// How many rounds a page shows.
    static let pageSize = 20

    var query = RoundQuery()
    /// Counted from 1.
    var page = 1

    /// Reads the query of an address. What no list offers is taken for not asked.
    init(_ form: URLEncodedForm, agencies: [AgencyRow]) {
        func one(_ name: String, of values: [String]) -> String? {
            form[name].flatMap { values.contains($0) ? $0 : nil }
        }
        query.words = String(Plain.line(form["q"] ?? "").prefix(100))
        query.phase = form["phase"].flatMap(Round.Phase.init)
        query.area = one("area", of: Catalogue.areas)
        query.purpose = one("purpose", of: Catalogue.purposes)
        query.industry = one("industry", of: Catalogue.industries)
        query.agency = one("agency", of: agencies.map(\.code))
        page = max(form["page"].flatMap { Int($0) } ?? 1, 1)
    }

    /// Whether any of the folded filters is set.
    var isNarrowed: Bool { query.area != nil || query.purpose != nil || query.industry != nil || query.agency != nil }

    /// Whether anything is asked at all.
    var isEmpty: Bool { query == RoundQuery() }

    /// The address of another page of the same search.
    func address(page: Int) -> String {
        Pattern.address(
            Site.rounds(),
            [
                ("q", query.words), ("phase", query.phase?.rawValue ?? ""), ("area", query.area ?? ""),
                ("purpose", query.purpose ?? ""), ("industry", query.industry ?? ""), ("agency", query.agency ?? ""),
                ("page", page > 1 ? String(page) : ""),
            ])
    }
}

/// 補助金を探す: every published round, by words and filters. The whole search is in the address.
enum RoundsPage {
    static let routes: [Route] = [
        .open(.get, Site.rounds) { visit in
            let agencies = visit.installation.published.current.agencies
            let full = try await visit.installation.fullRounds()
            return .page(view(RoundSearch(visit.query, agencies: agencies), agencies, full, visit).html)
        }
    ]

    static func view(
        _ search: RoundSearch, _ agencies: [AgencyRow], _ full: Set<String>, _ visit: Visit
    ) -> Page {
        let found = visit.installation.searchRounds(search.query)
        var page = visit.page(visit.say(Words.findRounds), .public)
        page.width = .wide
        page.breadcrumbs = [.init(visit.say(Words.home), Site.home())]
        page.body = """
            \(form(search, agencies, visit))\
            <h2 id="found">\(visit.say(Words.Rounds.found(found.count)))</h2>\
            \(if: found.isEmpty, nothing(search, visit), else: list(found, search, full, visit))
            """
        return page
    }

    /// Words and filters in one form, so that changing one never loses the other.
    private static func form(_ search: RoundSearch, _ agencies: [AgencyRow], _ visit: Visit) -> HTML {
        let (ui, query) = (visit.ui, search.query)
        let words = ui.text(
            Control("q", visit.say(Words.Rounds.words), .unmarked, support: visit.say(Words.Rounds.wordsSupport)),
            value: query.words, kind: .search, width: .full)
        let phases = Round.Phase.allCases.map { Components.Option($0.rawValue, visit.say(Words.Rounds.phase($0))) }
        let narrow: HTML = """
            <div class="filter-controls">\
            \(select("area", Words.Rounds.area, Catalogue.areas, query.area, visit))\
            \(select("purpose", Words.Rounds.purpose, Catalogue.purposes, query.purpose, visit))\
            \(select("industry", Words.Rounds.industry, Catalogue.industries, query.industry, visit))\
            \(ui.select(
                Control("agency", visit.say(Words.Rounds.agency), .unmarked),
                options: agencies.map { .init($0.code, visit.say($0.name)) }, value: query.agency ?? "",
                prompt: Words.all))</div>
            """
        let status = ui.select(
            Control("phase", visit.say(Words.Rounds.status), .unmarked), options: phases,
            value: query.phase?.rawValue ?? "", prompt: Words.all)
        return """
            <div class="filters" role="search">\(ui.form(to: Site.rounds(), method: .get, """
                \(words)<div class="filter-controls">\(status)</div>\
                \(ui.details(visit.say(Words.Rounds.moreFilters), isOpen: search.isNarrowed, narrow))\
                \(ui.buttons(
                    ui.submit(visit.say(Words.search)),
                    search.isEmpty ? .empty : ui.link(visit.say(Words.clearFilters), Site.rounds())))
                """))</div>
            """
    }

    private static func select(
        _ name: String, _ label: Phrase, _ values: [String], _ value: String?, _ visit: Visit
    ) -> HTML {
        visit.ui.select(
            Control(name, visit.say(label), .unmarked), options: values.map { .init($0, $0) }, value: value ?? "",
            prompt: Words.all)
    }

    private static func list(
        _ found: [PublishedRound], _ search: RoundSearch, _ full: Set<String>, _ visit: Visit
    ) -> HTML {
        let size = RoundSearch.pageSize
        let pages = (found.count + size - 1) / size
        let page = min(search.page, pages)
        let shown = found[((page - 1) * size)..<min(page * size, found.count)]
        let summary = Words.Rounds.shown(shown.startIndex + 1, shown.endIndex, found.count)
        return """
            \(visit.ui.cards(shown.map { RoundCard.view($0, visit, isFull: full.contains($0.id)) }))\
            \(visit.ui.pagination(
                previous: page > 1 ? search.address(page: page - 1) : nil,
                next: page < pages ? search.address(page: page + 1) : nil,
                summary: pages > 1 ? visit.say(summary) : nil))
            """
    }

    private static func nothing(_ search: RoundSearch, _ visit: Visit) -> HTML {
        visit.ui.empty(
            visit.say(Words.Rounds.nothing),
            """
            <p>\(visit.say(Words.Rounds.nothingAdvice))</p>\
            \(if: !search.isEmpty, "<p>\(visit.ui.link(visit.say(Words.Rounds.allRounds), Site.rounds()))</p>")
            """)
    }
}
