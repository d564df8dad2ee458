import Grants
import Hummingbird
import UseCases

/// 版の切替え: the running cases of an older version, what would change for them, and the button that moves them.
enum AdminRenewalPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminRenewal, scope: .programme) { visit, administrator in
            .page(try await view(visit, administrator).html)
        },
        .officer([.administrator], .post, Site.adminRenewal, scope: .programme) { visit, administrator in
            try await renew(visit, administrator)
        },
    ]

    /// The older versions that have running cases, each with the way to moving them.
    static func links(_ programme: PublishedProgramme, _ older: [Int: Int], _ visit: Visit) -> HTML {
        guard !older.isEmpty else { return .empty }
        let items = older.sorted { $0.key > $1.key }.map { version, count -> HTML in
            let words = visit.say(Words.Renewal.running(version, Formats.number(count)))
            return "<li>\(visit.ui.link(words, Site.adminRenewal(programme.id, String(version))))</li>"
        }
        return "<h3>\(visit.say(Words.Renewal.title))</h3><ul>\(items)</ul>"
    }

    private static func renew(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        guard let version = Int(try visit.place("version")) else { throw Refusal.absent }
        let isAll = visit.form["act"] == "all"
        let chosen = visit.form.all("case").compactMap { ID<Case>($0) }
        if !isAll, chosen.isEmpty {
            var page = try await view(visit, administrator)
            page.hasErrors = true
            page.alerts = visit.ui.errorSummary([Problem(visit.say(Words.Renewal.noneChosen))])
            return .page(page.html, status: .unprocessableContent)
        }
        let id = try visit.programmeID()
        try await visit.installation.renewCases(
            of: id, from: version, to: visit.form["to"].flatMap { Int($0) } ?? 0, only: isAll ? nil : chosen,
            by: administrator)
        return .seeOther(Pattern.address(Site.adminRenewal(id, String(version)), [("done", "begun")]))
    }

    private static func view(_ visit: Visit, _ administrator: Officer) async throws -> Page {
        guard let version = Int(try visit.place("version")) else { throw Refusal.absent }
        let (ui, id) = (visit.ui, try visit.programmeID())
        let programme = try visit.installation.programme(id, for: administrator)
        let renewal = try await visit.installation.renewal(
            of: id, from: version, after: visit.query["after"] ?? "", for: administrator)
        let newest = programme.row.version
        var page = visit.administrationPage(
            visit.say(Words.Renewal.fromTo(version, newest)),
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(programme.newest.name), Site.adminProgramme(id)),
            ])
        page.context = visit.say(programme.newest.name)
        page.alerts = visit.done(["begun": Words.Renewal.begun])
        let changes =
            renewal.changes.map { visit.say($0.sentence) }
            + renewal.forms.map { visit.say(Words.Renewal.formChanges(visit.say($0))) }
        page.body = """
            <p>\(visit.say(Words.Renewal.about))</p>\
            <h2>\(visit.say(Words.Renewal.changes))</h2>\
            \(if: changes.isEmpty, "<p>\(visit.say(Words.Renewal.noChanges))</p>",
                else: "<ul>\(changes.map { "<li>\($0)</li>" as HTML })</ul>")\
            <h2>\(visit.say(Words.Renewal.cases(Formats.number(renewal.total))))</h2>\
            \(if: renewal.isUnderWay, ui.banner(.info, visit.say(Words.Renewal.underWay)))\
            \(if: renewal.total > 0 && !renewal.isUnderWay, cases(renewal, programme, visit))
            """
        return page
    }

    private static func cases(_ renewal: Renewal, _ programme: PublishedProgramme, _ visit: Visit) -> HTML {
        let (ui, id) = (visit.ui, programme.id)
        let rows = renewal.candidates.map { candidate -> [HTML] in
            let row = candidate.row
            let isFree = candidate.obstacles.isEmpty
            let old = programme.versions[row.version]
            let stage = old?.flow.procedure(row.procedure).map { procedure -> String in
                let name = visit.say(procedure.name)
                return procedure.stage(row.stage).map { "\(name)：\(visit.say($0.name))" } ?? name
            }
            return [
                isFree ? ui.rowBox("case", value: row.id.text, label: row.number) : .empty,
                "\(row.number)", "\(row.title)<br><span class=\"support\">\(row.organisationName)</span>",
                "\(stage ?? "")<br>\(ui.chip(visit.say(row.status.title), row.status.officeTone))",
                isFree
                    ? "\(visit.say(Words.Renewal.possible))"
                    : "<ul>\(candidate.obstacles.map { "<li>\(visit.say($0))</li>" as HTML })</ul>",
            ]
        }
        let address = Site.adminRenewal(id, String(renewal.version))
        return ui.form(
            to: address,
            hidden: "\(visit.tokens)\(ui.hidden("to", String(programme.row.version)))",
            """
            \(ui.table(
                visit.say(Words.Renewal.title),
                columns: [
                    .init(visit.say(Words.Renewal.choose), isTight: true), .init(visit.say(Words.Admin.receiptNumber)),
                    .init(visit.say(Words.Renewal.case)), .init(visit.say(Words.Renewal.standing)),
                    .init(visit.say(Words.Renewal.obstacles)),
                ], rows: rows, rowHeader: 1, isCaptionHidden: true))\
            \(ui.pagination(
                previous: nil, next: renewal.next.map { Pattern.address(address, [("after", $0)]) }))\
            \(ui.buttons(
                ui.submit(visit.say(Words.Renewal.moveChosen), name: "act", value: "chosen"),
                ui.submit(visit.say(Words.Renewal.moveAll(Formats.number(renewal.total))), .secondary, name: "act", value: "all")))
            """)
    }
}
