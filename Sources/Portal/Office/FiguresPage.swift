import Grants
import Hummingbird
import Storage
import UseCases

/// 集計: every round of the agency in numbers.
enum FiguresPage {
    static let routes: [Route] = [
        .officer(.overseers, .get, Site.officeFigures, scope: .programme) { visit, officer in
            .page(
                view(
                    try await visit.installation.figures(for: officer), try await total(visit, officer), visit, officer
                ).html)
        },
        .officer(.overseers, .get, Site.officeFiguresCSV, scope: .programme) { visit, officer in
            let key = visit.query["table"] ?? ""
            if key.isEmpty { return try table(try await visit.installation.figures(for: officer), visit).csv(visit) }
            guard let table = try await total(visit, officer).all.first(where: { $0.key == key }) else {
                throw Refusal.absent
            }
            return try table.csv(visit)
        },
    ]

    private static func total(_ visit: Visit, _ officer: Officer) async throws -> RoundFigureTables {
        let (windows, lines) = try await visit.installation.totalFigures(for: officer)
        return RoundFigureTables(lines: lines, windows: windows, visit)
    }

    private static func view(
        _ rounds: [RoundFiguresView], _ total: RoundFigureTables, _ visit: Visit, _ officer: Officer
    ) -> Page {
        var page = visit.page(visit.say(Words.Figures.title), .office)
        page.width = .wide
        let isAll = officer.has(.administrator)
        page.lead = """
            <p>\(visit.say(isAll ? Words.Figures.leadAll : Words.Figures.lead))</p>\
            \(if: rounds.contains { !$0.isWhole }, "<p class=\"support\">\(visit.say(Words.Figures.remainingAbout))</p>")
            """
        page.body =
            rounds.isEmpty
            ? visit.ui.empty(visit.say(Words.Figures.none))
            : table(rounds, visit).section(csv: Site.officeFiguresCSV(), visit)
                + total.all.map {
                    $0.section(csv: Pattern.address(Site.officeFiguresCSV(), [("table", $0.key)]), visit)
                }.joined() + "<p class=\"support\">\(visit.say(Words.Figures.amountsAbout))</p>"
        return page
    }

    private static func table(_ rounds: [RoundFiguresView], _ visit: Visit) -> FigureTable {
        func yen(_ phrase: Phrase) -> (title: String, isNumeric: Bool) {
            (visit.say(phrase) + visit.say(Words.Figures.yen), true)
        }
        var (filed, granted) = (RoundFigureTables.Sum(), RoundFigureTables.Sum())
        let rows = rounds.map { view -> [FigureTable.Cell] in
            let tables = RoundFigureTables(view, visit)
            let (own, given) = (tables.sum(.status), tables.sum(.granted))
            filed.number += own.number
            filed.amount += own.amount
            granted.number += given.number
            granted.amount += given.amount
            return [
                .link(visit.say(view.round.round.title), Site.officeRoundFigures(view.round.id)),
                .text(view.round.round.closes.day.iso), .number(own.number), .yen(own.amount), .number(given.number),
                .yen(given.amount), view.round.round.budget.map { .yen($0.amount) } ?? .nothing,
                tables.remaining.map { .yen($0) } ?? .nothing,
            ]
        }
        // Whoever has all windows of no round has no column for what is left of budgets.
        let isTold = rounds.contains(where: \.isWhole)
        return FigureTable(
            key: "rounds", title: visit.say(Words.Figures.rounds),
            heads: [
                (visit.say(Words.Office.round), false), (visit.say(Words.Rounds.closes), false),
                (visit.say(Words.Figures.cases), true), yen(Words.Figures.asked),
                (visit.say(Words.Figures.grantedCases), true), yen(Words.Figures.granted), yen(Words.Figures.budget),
            ] + (isTold ? [yen(Words.Figures.remaining)] : []),
            rows: rows.map { isTold ? $0 : $0.dropLast() },
            total: [
                .text(visit.say(Words.Figures.total)), .nothing, .number(filed.number), .yen(filed.amount),
                .number(granted.number), .yen(granted.amount), .nothing,
            ] + (isTold ? [.nothing] : []), mostRows: 1000)
    }
}

/// One round in numbers.
enum RoundFiguresPage {
    static let routes: [Route] = [
        .officer(.overseers, .get, Site.officeRoundFigures, scope: .programme) { visit, officer in
            .page(view(try await figures(visit, officer), visit).html)
        },
        .officer(.overseers, .get, Site.officeRoundFiguresCSV, scope: .programme) { visit, officer in
            let key = try visit.place("table")
            let tables = RoundFigureTables(try await figures(visit, officer), visit)
            guard let table = tables.all.first(where: { $0.key == key }) else {
                throw Refusal.absent
            }
            return try table.csv(visit)
        },
    ]

    private static func figures(_ visit: Visit, _ officer: Officer) async throws -> RoundFiguresView {
        try await visit.installation.figures(of: try visit.roundID(), for: officer)
    }

    private static func view(_ figures: RoundFiguresView, _ visit: Visit) -> Page {
        let (ui, round, tables) = (visit.ui, figures.round, RoundFigureTables(figures, visit))
        var page = visit.page(visit.say(round.round.title), .office)
        page.width = .wide
        page.context = visit.say(Words.Figures.title)
        page.breadcrumbs = [.init(visit.say(Words.Figures.title), Site.officeFigures())]
        let windows = figures.windows.map { visit.say($0.name) }
        page.lead = """
            <p>\(visit.say(round.programme.name))・\(visit.say(Words.Office.window))：\(visit.joined(windows))</p>
            """
        let (filed, granted) = (tables.sum(.status), tables.sum(.granted))
        func yen(_ amount: Int64) -> String { Formats.yen(Yen(amount), visit.language) }
        var entries: [Components.Entry] = [
            .init(
                visit.say(Words.Figures.cases), text: visit.say(Words.Hands.count(Yen(Int64(filed.number)).grouped))),
            .init(visit.say(Words.Figures.asked), text: yen(filed.amount)),
            .init(
                visit.say(Words.Figures.granted),
                text: "\(yen(granted.amount))（\(visit.say(Words.Hands.count(Yen(Int64(granted.number)).grouped)))）"),
        ]
        if let budget = round.round.budget {
            entries.append(.init(visit.say(Words.Figures.budget), text: yen(budget.amount)))
            entries.append(
                .init(
                    visit.say(Words.Figures.remaining),
                    text: tables.remaining.map(yen) ?? visit.say(Words.Figures.remainingHidden)))
        }
        let sections = tables.all.map { $0.section(csv: Site.officeRoundFiguresCSV(round.id, $0.key), visit) }
        page.body = """
            \(ui.list(entries))\
            \(if: filed.number == 0, ui.empty(visit.say(Words.Figures.noCases)), else: "\(sections)")\
            <p class="support">\(visit.say(Words.Figures.amountsAbout))</p>
            """
        return page
    }
}
