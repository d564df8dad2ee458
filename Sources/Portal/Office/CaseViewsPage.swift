import Grants
import Storage
import UseCases

/// 保存した表示: keeping the present view under a name, sharing it, and deleting one's own.
enum CaseViewsPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.caseViews) { visit, officer in
            .page(try await view(visit.query["list"] ?? "", visit, officer).html)
        },
        .officer(.office, .post, Site.caseViews) { visit, officer in
            let list = WorkListAddress(encoded: visit.form["list"] ?? "").encoded
            do {
                try await visit.installation.keepCaseView(
                    visit.form["name"] ?? "", query: list, isShared: visit.form["shared"] == "yes", by: officer)
            } catch let refusal as Refusal where refusal.field != nil {
                return .page(
                    try await view(list, visit, officer, refused: refusal).html, status: .unprocessableContent)
            }
            return .seeOther(Pattern.address(Site.caseViews(), [("list", list), ("done", "kept")]))
        },
        .officer(.office, .post, Site.caseViewDelete) { visit, officer in
            try await visit.installation.removeCaseView(try visit.id("view"), by: officer)
            return .seeOther(
                Pattern.address(Site.caseViews(), [("list", visit.form["list"] ?? ""), ("done", "deleted")]))
        },
    ]

    private static func view(
        _ list: String, _ visit: Visit, _ officer: Officer, refused: Refusal? = nil
    ) async throws -> Page {
        let ui = visit.ui
        let address = WorkListAddress(encoded: list)
        let views = try await visit.installation.caseViews(for: officer)
        var page = visit.page(visit.say(Words.WorkList.views), .office)
        page.breadcrumbs = [.init(visit.say(Words.workList), address.address())]
        page.lead = "<p>\(visit.say(Words.WorkList.viewsLead))</p>"
        page.hasErrors = refused != nil
        if let refused {
            page.alerts = ui.errorSummary([Problem(field: "name", visit.say(refused.message), scope: "view")])
        } else if let done = ["kept": Words.WorkList.kept, "deleted": Words.WorkList.deleted][visit.query["done"] ?? ""]
        {
            page.alerts = ui.banner(.success, visit.say(done), isAnnounced: true)
        }
        page.body = """
            <section class="block"><h2>\(visit.say(Words.WorkList.keepThis))</h2>\
            \(keeping(address, visit, refused: refused))</section>\
            <section class="block"><h2>\(visit.say(Words.WorkList.views))</h2>\
            \(if: views.isEmpty, ui.empty(visit.say(Words.WorkList.noViews)), else: table(views, address, visit, officer))\
            </section>
            """
        return page
    }

    private static func keeping(_ address: WorkListAddress, _ visit: Visit, refused: Refusal?) -> HTML {
        let ui = visit.ui
        var sharing = Control("shared", visit.say(Words.WorkList.share), .unmarked, scope: "view")
        sharing.isBare = true
        return ui.form(
            to: Site.caseViews(), hidden: "\(visit.tokens)\(ui.hidden("list", address.encoded))",
            """
            \(ui.text(
                Control(
                    "name", visit.say(Words.WorkList.viewName), error: refused.map { visit.say($0.message) },
                    scope: "view"), value: refused == nil ? "" : visit.form["name"] ?? ""))\
            \(ui.checkboxes(
                sharing, options: [.init("yes", visit.say(Words.WorkList.shareThis))],
                values: visit.form["shared"].map { [$0] } ?? []))\
            \(ui.buttons(ui.submit(visit.say(Words.WorkList.keep), .primary)))
            """)
    }

    private static func table(
        _ views: [CaseViewRow], _ address: WorkListAddress, _ visit: Visit, _ officer: Officer
    ) -> HTML {
        let ui = visit.ui
        return ui.table(
            visit.say(Words.WorkList.views),
            columns: [
                .init(visit.say(Words.WorkList.viewName)), .init(visit.say(Words.WorkList.madeBy)),
                .init(visit.say(Words.WorkList.actions)),
            ],
            rows: views.map { view in
                let isOwn = view.account == officer.account.id
                let whose =
                    switch (isOwn, view.isShared) {
                    case (true, true): Words.WorkList.sharedByYou
                    case (true, false): Words.WorkList.onlyYours
                    case (false, _): Words.WorkList.sharedBy(view.accountName)
                    }
                let deletion: HTML = ui.form(
                    to: Site.caseViewDelete(view.id.text),
                    hidden: "\(visit.tokens)\(ui.hidden("list", address.encoded))",
                    """
                    <button type="submit" class="button tertiary small">\(visit.say(Words.WorkList.delete))\
                    <span class="visually-hidden">：\(view.name)</span></button>
                    """)
                return [
                    ui.link(view.name, WorkListAddress(encoded: view.query).address()), "\(visit.say(whose))",
                    isOwn ? deletion : .empty,
                ]
            }, isCaptionHidden: true)
    }
}
