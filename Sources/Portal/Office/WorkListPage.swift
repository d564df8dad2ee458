import Grants
import Storage
import UseCases

/// 案件一覧: the cases of an officer's windows, searched, filtered and ordered; all of it is in the address.
enum WorkListPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.workList) { visit, officer in
            let address = WorkListAddress(visit.query)
            var procedures: Set<String> = []
            for case .field(let procedure, _) in address.shownColumns { procedures.insert(procedure) }
            let list = try await visit.installation.workList(
                address.query(for: officer), answersOf: procedures, for: officer)
            let views = try await visit.installation.caseViews(for: officer)
            let desk = WorkListHead(
                due: try await visit.installation.dueSummary(for: officer),
                hands: try await visit.installation.hands(for: officer))
            return .page(view(list, views, desk, address, visit, officer).html)
        },
        .officer(.office, .post, Site.officeNext) { visit, officer in
            let list = WorkListAddress.inHands(WorkListAddress.mine)
            switch try await visit.installation.takeNext(by: officer) {
            case .taken(let id):
                return .seeOther(
                    Pattern.address(
                        Site.officeCase(id.text), [("done", "taken"), (OfficeDesk.listName, list.encoded)]))
            case .already: return .seeOther(list.address())
            case .noneLeft: return .seeOther(Pattern.address(Site.workList(), [("done", "none-left")]))
            }
        },
    ]

    private static func view(
        _ list: WorkListView, _ views: [CaseViewRow], _ head: WorkListHead, _ address: WorkListAddress, _ visit: Visit,
        _ officer: Officer
    ) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.workList), .office)
        page.width = .wide
        page.context =
            address.statuses.isEmpty
            ? nil : address.statuses.map { visit.say($0.title) }.joined(separator: visit.english ? ", " : "、")
        let offered = WorkListFilter.Offered(
            visit: visit, officer: officer,
            organisation: address.organisation == nil ? nil : list.page.rows.first?.organisationName,
            people: head.hands.colleagues)
        page.alerts = visit.done(["none-left": Words.Hands.noneLeft])
        page.body = """
            \(head.html(address, visit))\
            \(kept(views, address, visit))\
            \(filters(address, offered))\
            \(tabs(list.page.counts, address, visit))\
            \(if: list.page.rows.isEmpty, nothing(address, visit), else: BulkForm.around(
                table(list, address, visit), list.page.rows, address, visit, officer))\
            \(ui.pagination(
                previous: list.page.previous.map(address.before), next: list.page.next.map(address.after),
                first: list.page.previous == nil ? nil : address.address(),
                last: list.page.next == nil ? nil : address.last, summary: summary(list.page, visit)))\
            \(if: !list.page.rows.isEmpty, """
                <p>\(ui.link(visit.say(Words.WorkList.toCSV), address.csv))</p>\
                <p>\(ui.link(visit.say(Words.Errands.exportFound), address.export))</p>
                """)
            """
        return page
    }

    private static func summary(_ page: Storage.WorkListPage, _ visit: Visit) -> String {
        if let total = page.total { return visit.say(Words.Office.listed(page.rows.count, of: total)) }
        return visit.say(Words.WorkList.shownOfMany(page.rows.count))
    }

    // MARK: Views

    private static func kept(_ views: [CaseViewRow], _ address: WorkListAddress, _ visit: Visit) -> HTML {
        let now = address.encoded
        let links = views.map { view -> HTML in
            let own = WorkListAddress(encoded: view.query)
            let isCurrent = own.encoded == now
            return """
                <li><a href="\(href: own.address())"\(attribute: "aria-current", isCurrent ? "page" : nil)>\
                \(view.name)</a></li>
                """
        }
        return """
            <nav class="views" aria-label="\(visit.say(Words.WorkList.views))"><ul>\(links)<li>\
            \(visit.ui.link(visit.say(Words.WorkList.keepView), Pattern.address(Site.caseViews(), [("list", now)])))\
            </li></ul></nav>
            """
    }

    // MARK: Narrowing down

    /// Every status that is on the way, and those that ended where there are any.
    private static func tabs(_ counts: [CaseStatus: Int]?, _ address: WorkListAddress, _ visit: Visit) -> HTML {
        let seen = CaseStatus.allCases.filter {
            $0.isUnderWay || counts?[$0] != nil || address.statuses.contains($0)
        }
        return visit.ui.tabs(
            visit.say(Words.Office.byStatus),
            [
                .init(
                    visit.say(Words.all), address.only(nil),
                    count: counts.map { Formats.number($0.values.reduce(0, +)) }, isCurrent: address.statuses.isEmpty)
            ]
                + seen.map { status in
                    .init(
                        visit.say(status.title), address.only(status),
                        count: counts.map { Formats.number($0[status] ?? 0) }, isCurrent: address.statuses == [status])
                })
    }

    /// `1,234`.
    /// The words, the filters that are always there, and those that were chosen, in one form.
    private static func filters(_ address: WorkListAddress, _ offered: WorkListFilter.Offered) -> HTML {
        let (visit, ui) = (offered.visit, offered.visit.ui)
        let present = WorkListFilter.allCases.filter {
            $0.isFirst || address.shown.contains($0) || $0.isActive(in: address)
        }
        let controls = present.map { filter -> HTML in
            let title = visit.say(filter.title)
            let value = filter.value(in: address, offered)
            let removal: HTML =
                filter.isFirst
                ? .empty : "<p>\(ui.link(visit.say(Words.WorkList.remove(title)), address.without(filter)))</p>"
            return """
                <div class="filter\(if: value != nil, " on")">\
                \(ui.details(value.map { "\(title)：\($0)" } ?? title, "\(filter.inputs(address, offered))\(removal)"))</div>
                """
        }
        let names = Set(["q"] + present.flatMap(\.names))
        let customise = Pattern.address(Site.workListCustomise(), [("list", address.encoded)])
        return """
            <form class="filters" action="\(href: Site.workList())" method="get" novalidate role="search" \
            aria-label="\(visit.say(Words.narrowDown))">\(address.kept(but: names, ui))\
            <label class="label" for="search-q">\(visit.say(Words.WorkList.search))</label>\
            <p class="support" id="search-q-about">\(visit.say(Words.WorkList.searchAbout))</p>\
            <div class="search-row"><input type="search" class="input" id="search-q" name="q" \
            value="\(address.words)" aria-describedby="search-q-about" spellcheck="false">\
            \(ui.submit(visit.say(Words.search), .primary))</div>\
            <div class="filter-controls">\(controls)</div><div class="buttons">\
            \(ui.submit(visit.say(Words.narrowDown), .secondary, isSmall: true))\
            \(if: address.isFiltered || !address.statuses.isEmpty, ui.link(visit.say(Words.WorkList.clear), address.cleared))\
            \(ui.link(visit.say(Words.WorkList.customise), customise))</div></form>
            """
    }

    /// Why there is nothing, and a way out.
    private static func nothing(_ address: WorkListAddress, _ visit: Visit) -> HTML {
        if address.start != .first {
            // Past the end: what a kept address pointed at has moved.
            return visit.ui.empty(
                visit.say(Words.Office.pageGone),
                "<p>\(visit.ui.link(visit.say(Words.Office.toFirstPage), address.address()))</p>")
        }
        if address.isFiltered {
            return visit.ui.empty(
                visit.say(Words.Office.noneFound),
                "<p>\(visit.ui.link(visit.say(Words.WorkList.clear), address.cleared))</p>")
        }
        if !address.statuses.isEmpty {
            return visit.ui.empty(
                visit.say(Words.Office.noneInStatus),
                "<p>\(visit.ui.link(visit.say(Words.Office.seeAllCases), address.only(nil)))</p>")
        }
        return visit.ui.empty(
            visit.say(Words.Office.noCases), "<p>\(visit.say(Words.Office.noCasesAdvice))</p>")
    }

    // MARK: The table

    private static func table(_ list: WorkListView, _ address: WorkListAddress, _ visit: Visit) -> HTML {
        let context = WorkListColumn.Context(visit: visit, list: list, address: address)
        // The number names the row and leads to the case: it is always there.
        let chosen = [.number] + address.shownColumns.filter { $0 != .number }
        let specs = chosen.map { $0.spec(context) }
        return visit.ui.table(
            visit.say(Words.workList),
            columns: [.init(html: visit.ui.allRowsBox("case"), isTight: true)]
                + specs.map { spec in
                    guard let order = spec.order else {
                        return .init(spec.title, isNumeric: spec.isNumeric, isTight: spec.isTight)
                    }
                    return .init(
                        spec.title, sortedBy: address.ordered(by: order), address.state(of: order),
                        isNumeric: spec.isNumeric, isTight: spec.isTight)
                },
            rows: list.page.rows.map { row in [BulkForm.box(row, visit)] + specs.map { $0.cell(row) } }, rowHeader: 1,
            isCaptionHidden: true)
    }

    /// A status as the office reads it.
    static func status(_ status: CaseStatus, _ visit: Visit) -> HTML {
        visit.ui.chip(visit.say(status.title), status.officeTone)
    }
}
