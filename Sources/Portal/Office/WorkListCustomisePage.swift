import Grants
import UseCases

/// カスタマイズ: which filters the work list has and which columns its table shows. Its form leads back to the list.
enum WorkListCustomisePage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.workListCustomise) { visit, officer in
            .page(view(WorkListAddress(encoded: visit.query["list"] ?? ""), visit, officer).html)
        }
    ]

    private static func view(_ address: WorkListAddress, _ visit: Visit, _ officer: Officer) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.WorkList.customiseTitle), .office)
        page.breadcrumbs = [.init(visit.say(Words.workList), address.address())]
        page.lead = "<p>\(visit.say(Words.WorkList.customiseLead))</p>"
        page.body = ui.form(
            to: Site.workList(), method: .get,
            """
            \(address.kept(but: ["filter", "column"], ui))\
            <section class="block"><h2>\(visit.say(Words.WorkList.filters))</h2>\
            <p>\(visit.say(Words.WorkList.filtersAbout))</p>\(filters(address, visit))</section>\
            <section class="block"><h2>\(visit.say(Words.WorkList.columns))</h2>\
            <p>\(visit.say(Words.WorkList.columnsAbout))</p>\(columns(address, visit, officer))</section>\
            \(ui.buttons(ui.submit(visit.say(Words.WorkList.apply), .primary)))
            """)
        return page
    }

    private static func filters(_ address: WorkListAddress, _ visit: Visit) -> HTML {
        let present = address.shown.union(WorkListFilter.allCases.filter { $0.isActive(in: address) })
        return WorkListColumn.Group.allCases.map { group -> HTML in
            let offered = WorkListFilter.allCases.filter { !$0.isFirst && $0.group == group }
            if offered.isEmpty { return .empty }
            return visit.ui.checkboxes(
                Control("filter", visit.say(group.title), .unmarked, scope: "filters-\(group)"),
                options: offered.map { .init($0.rawValue, visit.say($0.title)) },
                values: present.map(\.rawValue), isInline: true)
        }.joined(separator: "")
    }

    private static func columns(_ address: WorkListAddress, _ visit: Visit, _ officer: Officer) -> HTML {
        let context = WorkListColumn.Context(
            visit: visit, list: WorkListView.empty, address: address)
        let chosen = address.shownColumns.map(\.key)
        func boxes(_ title: String, _ scope: String, _ options: [Components.Option]) -> HTML {
            visit.ui.checkboxes(
                Control("column", title, .unmarked, scope: scope), options: options, values: chosen, isInline: true)
        }
        let own = WorkListColumn.Group.allCases.map { group -> HTML in
            let offered = WorkListColumn.all.compactMap { column -> Components.Option? in
                let spec = column.spec(context)
                return spec.group == group ? .init(column.key, spec.title) : nil
            }
            return offered.isEmpty ? .empty : boxes(visit.say(group.title), "columns-\(group)", offered)
        }
        let fields = WorkListColumn.fields(visit, officer).enumerated().map { index, group in
            boxes(
                "\(visit.say(WorkListColumn.Group.form.title))：\(group.procedure)", "columns-field-\(index)",
                group.columns.map { .init($0.0.key, $0.1) })
        }
        return "\(own)\(fields)"
    }
}
