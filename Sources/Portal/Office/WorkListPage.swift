import Grants
import Storage
import UseCases

/// 案件一覧: the cases of an officer's windows, searched, filtered and ordered; all of it is in the address.
enum WorkListPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.workList) { visit, officer in
            let address = WorkListAddress(visit.query)
            let (page, counts) = try await visit.installation.workList(address.query(for: officer), for: officer)
            return .page(view(page, counts, address, visit, officer).html)
        }
    ]

    private static func view(
        _ list: Rows, _ counts: [CaseStatus: Int], _ address: WorkListAddress, _ visit: Visit,
        _ officer: Officer
    ) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.workList), .office)
        page.width = .wide
        page.context = address.status.map { visit.say($0.title) }
        let total = counts.values.reduce(0, +)
        let shown = address.status.map { counts[$0] ?? 0 } ?? total
        page.body = """
            \(ui.search(
                to: Site.workList(), value: address.words, label: visit.say(Words.Office.searchCases),
                kept: address.kept(but: ["q"], ui)))\
            \(filters(address, visit, officer))\
            \(tabs(counts, total: total, address, visit))\
            \(if: list.rows.isEmpty, nothing(address, visit), else: table(list, address, visit))\
            \(ui.pagination(
                previous: list.previous.map(address.before), next: list.next.map(address.after),
                summary: visit.say(Words.Office.listed(list.rows.count, of: shown))))
            """
        return page
    }

    /// One page of the list as the table gives it.
    private typealias Rows = Storage.WorkListPage

    // MARK: Narrowing down

    /// Every status that is on the way, and those that ended where there are any.
    private static func tabs(
        _ counts: [CaseStatus: Int], total: Int, _ address: WorkListAddress, _ visit: Visit
    ) -> HTML {
        let seen = CaseStatus.allCases.filter { $0.isUnderWay || counts[$0] != nil || $0 == address.status }
        return visit.ui.tabs(
            visit.say(Words.Office.byStatus),
            [
                .init(
                    visit.say(Words.all), address.only(nil), count: String(total), isCurrent: address.status == nil)
            ]
                + seen.map {
                    .init(
                        visit.say($0.title), address.only($0), count: String(counts[$0] ?? 0),
                        isCurrent: address.status == $0)
                })
    }

    private static func filters(_ address: WorkListAddress, _ visit: Visit, _ officer: Officer) -> HTML {
        let ui = visit.ui
        let offer = visit.installation.published.current
        let rounds = offer.rounds.filter { $0.agency.id == officer.agency }
            .map { Components.Option($0.id, visit.say($0.round.title)) }
        let windows = visit.installation.windows(of: officer.agency)
            .filter { officer.account.windows.contains($0.id) }
            .map { Components.Option($0.id, visit.say($0.name)) }
        var procedures: [Components.Option] = []
        for programme in offer.programmes where programme.agency.id == officer.agency {
            for procedure in programme.newest.flow.procedures
            where !procedures.contains(where: { $0.value == procedure.id }) {
                procedures.append(.init(procedure.id, visit.say(procedure.name)))
            }
        }
        func select(_ name: String, _ label: Phrase, _ options: [Components.Option], _ value: String) -> HTML {
            ui.select(
                Control(name, visit.say(label), .unmarked, scope: "filter"), options: options, value: value,
                prompt: Words.all)
        }
        return ui.filters(
            to: Site.workList(), kept: address.kept(but: ["round", "window", "procedure"], ui),
            clear: address.isFiltered ? address.cleared : nil,
            """
            \(select("round", Words.Office.round, rounds, address.round))\
            \(select("window", Words.Office.window, windows, address.window))\
            \(select("procedure", Words.Office.procedure, procedures, address.procedure))
            """)
    }

    /// Why there is nothing, and a way out.
    private static func nothing(_ address: WorkListAddress, _ visit: Visit) -> HTML {
        if address.isFiltered {
            return visit.ui.empty(
                visit.say(Words.Office.noneFound),
                "<p>\(visit.ui.link(visit.say(Words.clearFilters), address.cleared))</p>")
        }
        if address.start != .first {
            // Past the end: what a kept address pointed at has moved.
            return visit.ui.empty(
                visit.say(Words.Office.pageGone),
                "<p>\(visit.ui.link(visit.say(Words.Office.toFirstPage), address.only(address.status)))</p>")
        }
        if address.status != nil {
            return visit.ui.empty(
                visit.say(Words.Office.noneInStatus),
                "<p>\(visit.ui.link(visit.say(Words.Office.seeAllCases), address.only(nil)))</p>")
        }
        return visit.ui.empty(
            visit.say(Words.Office.noCases), "<p>\(visit.say(Words.Office.noCasesAdvice))</p>")
    }

    // MARK: The table

    private static func table(_ list: Rows, _ address: WorkListAddress, _ visit: Visit) -> HTML {
        func sorted(_ title: Phrase, _ column: WorkListQuery.Order, isTight: Bool = false) -> Components.Column {
            .init(
                visit.say(title), sortedBy: address.ordered(by: column), address.state(of: column), isTight: isTight)
        }
        let hasScores = list.rows.contains { $0.score != nil }
        var columns: [Components.Column] = [
            sorted(Words.Office.number, .number, isTight: true), sorted(Words.Office.programme, .round),
            .init(visit.say(Words.Office.procedure), isTight: true), sorted(Words.Office.organisation, .organisation),
            sorted(Words.Office.project, .title), sorted(Words.Office.grantsBegin, .grants),
            sorted(Words.Office.status, .status, isTight: true), .init(visit.say(Words.Office.window), isTight: true),
            .init(visit.say(Words.Office.returns), isNumeric: true),
        ]
        if hasScores { columns.append(.init(visit.say(Words.Office.score), isNumeric: true)) }
        columns.append(sorted(Words.Office.changed, .changed))
        return visit.ui.table(
            visit.say(Words.workList), columns: columns,
            rows: list.rows.map { cells($0, hasScores: hasScores, visit) }, isCaptionHidden: true)
    }

    private static func cells(_ row: CaseRow, hasScores: Bool, _ visit: Visit) -> [HTML] {
        let offer = visit.installation.published.current
        let programme = offer.definition(row.programme, version: row.version)
        let round = offer.round(row.round).map { visit.say($0.round.title) } ?? row.roundTitle
        let begins = YearMonth(iso: row.grantsBegin).map { Formats.fiscalYear($0, visit.language) } ?? ""
        var cells: [HTML] = [
            visit.ui.link(row.number, Site.officeCase(row.id.text)), "\(round)",
            "\(programme?.flow.procedure(row.procedure).map { visit.say($0.name) } ?? row.procedure)",
            """
            \(row.organisationName)\
            \(if: !row.corporateNumber.isEmpty, "<br><span class=\"support tight\">\(row.corporateNumber)</span>")
            """,
            "\(row.title)", "<span class=\"phrases\">\(begins)</span>", status(row.status, visit),
            "\(programme?.window(row.window).map { visit.say($0.name) } ?? row.window)", "\(row.returns)",
        ]
        if hasScores { cells.append(row.score.map { "\($0)" } ?? .empty) }
        let changed = visit.ui.time(
            Formats.time(row.changedAt, visit.language), machine: Formats.machine(row.changedAt))
        cells.append("<span class=\"phrases\">\(changed)</span>")
        return cells
    }

    /// A status as the office reads it.
    static func status(_ status: CaseStatus, _ visit: Visit) -> HTML {
        visit.ui.chip(visit.say(status.title), status.officeTone)
    }
}
