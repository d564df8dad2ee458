import Grants
import Storage
import UseCases

/// 書き出し: the list as a file, made while the person waits or does something else.
enum ExportPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.export) { visit, officer in
            let address = WorkListAddress(encoded: visit.query[OfficeDesk.listName] ?? "")
            return .page(page(address, visit).html)
        },
        .officer(.office, .post, Site.export) { visit, officer in
            let address = WorkListAddress(encoded: visit.form[OfficeDesk.listName] ?? "")
            var order = chosen(order(address, visit), visit)
            order.query = address.query(for: officer)
            let id = try await visit.installation.beginExport(order, by: officer)
            return .seeOther(Site.errand(id.text))
        },
    ]

    private static func page(_ address: WorkListAddress, _ visit: Visit) -> Page {
        var page = visit.page(visit.say(Words.Errands.exportTitle), .office)
        page.breadcrumbs = [.init(visit.say(Words.workList), address.address())]
        page.lead = "<p>\(visit.say(Words.Errands.exportLead(nil)))</p>"
        page.body = visit.ui.form(
            to: Site.export(), hidden: "\(visit.tokens)\(visit.ui.hidden(OfficeDesk.listName, address.encoded))",
            choices(visit))
        return page
    }

    /// The questions of an export, for a list and for chosen cases.
    static func choices(_ visit: Visit) -> HTML {
        let ui = visit.ui
        return """
            \(ui.radios(
                Control("format", visit.say(Words.Errands.format), .unmarked, scope: "export"),
                options: ExportOrder.Format.allCases.map { .init($0.rawValue, visit.say($0.title)) }, value: "csv"))\
            \(ui.radios(
                Control(
                    "content", visit.say(Words.Errands.content), .unmarked,
                    support: visit.say(Words.Errands.contentAbout), scope: "export"),
                options: ExportOrder.Content.allCases.map { .init($0.rawValue, visit.say($0.title)) },
                value: "columns"))\
            \(ui.buttons(ui.submit(visit.say(Words.Errands.exportNow))))
            """
    }

    /// An export of a list's columns, as far as files hold them.
    static func order(_ address: WorkListAddress, _ visit: Visit) -> ExportOrder {
        let context = WorkListColumn.Context(visit: visit, list: .empty, address: address)
        let columns = ([.number] + address.shownColumns.filter { $0 != .number }).compactMap { column in
            column.inFiles.map { _ in ExportOrder.Column(key: column.key, heads: column.heads(context)) }
        }
        return ExportOrder(format: .csv, content: .columns, columns: columns, isEnglish: visit.english)
    }

    /// The same as the posted form wants it.
    static func chosen(_ order: ExportOrder, _ visit: Visit) -> ExportOrder {
        var order = order
        order.format = visit.form["format"].flatMap(ExportOrder.Format.init) ?? .csv
        order.content = visit.form["content"].flatMap(ExportOrder.Content.init) ?? .columns
        return order
    }
}
