import Grants
import Hummingbird
import UseCases

/// 公開の確認 of a flow: what is still to be mended, what changed, and the button that publishes it.
enum FlowPublishPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFlowPublish, scope: .programme) { visit, administrator in
            .page(page(try await visit.flowDesign(for: administrator), visit).html)
        },
        .officer([.administrator], .post, Site.adminFlowPublish, scope: .programme) { visit, administrator in
            try await publish(visit, administrator)
        },
        .officer([.administrator], .post, Site.adminFlowDiscard, scope: .programme) { visit, administrator in
            let programme = try visit.programmeID()
            try await visit.installation.discardFlowDesign(programme, by: administrator)
            return .seeOther(Pattern.address(Site.adminProgramme(programme), [("done", "flow-discarded")]))
        },
    ]

    private static func publish(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let programme = try visit.programmeID()
        do {
            _ = try await visit.installation.publishFlow(
                programme, rounds: Set(visit.form.all("rounds")), seen: Int(visit.form[FormNames.version] ?? "") ?? -1,
                by: administrator)
            return .seeOther(Pattern.address(Site.adminProgramme(programme), [("done", "flow-published")]))
        } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
            var page = page(try await visit.flowDesign(for: administrator), visit)
            page.hasErrors = true
            page.alerts = visit.ui.errorSummary([Problem(visit.say(refusal.message))]) + page.alerts
            return .page(page.html, status: refusal.kind.status)
        }
    }

    private static func page(_ design: FlowDesign, _ visit: Visit) -> Page {
        let (ui, id) = (visit.ui, design.programme.id)
        var page = visit.flowPage(
            design, visit.say(Words.Publishing.title),
            under: .init(visit.say(Words.FlowEditor.title), Site.adminFlow(id)))
        page.width = .reading
        let findings = design.findings
        let isBlocked = findings.contains { !$0.isWarning }
        let changes = design.difference.changes
        page.alerts =
            design.isOvertaken
            ? ui.banner(.error, visit.say(Words.Publishing.overtaken))
            : isBlocked || !design.isChanged
                ? .empty : ui.banner(.success, visit.say(Words.Publishing.nothingToMend))
        page.body = """
            \(FlowFindings(design: design, findings: findings, visit: visit).block)\
            <section class="block"><h2>\(visit.say(Words.Publishing.differences))</h2>\
            \(if: changes.isEmpty, "<p>\(visit.say(Words.Publishing.noDifference))</p>",
                else: "<ul>\(changes.map { "<li>\(visit.say($0.sentence))</li>" as HTML })</ul>")</section>\
            \(if: design.isChanged && !isBlocked && !design.isOvertaken, publishing(design, visit))\
            \(if: design.version > 0, discarding(design, visit))\
            <p>\(ui.link(visit.say(Words.FlowEditor.back), Site.adminFlow(id)))</p>
            """
        return page
    }

    private static func publishing(_ design: FlowDesign, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let moment = visit.installation.now
        let rounds = visit.installation.rounds(of: design.programme.id)
        let options = rounds.map { round in
            Components.Option(
                round.id, visit.say(round.round.title),
                support: visit.say(Words.Publishing.round(round.round.phase(at: moment), version: round.row.version)))
        }
        let coming = rounds.filter { $0.round.phase(at: moment) == .before }.map(\.id)
        let control = Control(
            "rounds", visit.say(Words.Publishing.rounds), .unmarked, support: visit.say(Words.FlowEditor.roundsAbout))
        return """
            <section class="block"><h2>\(visit.say(Words.Publishing.publish))</h2>\
            <p>\(visit.say(Words.FlowEditor.publishAbout))</p>\(ui.form(
                to: Site.adminFlowPublish(design.programme.id),
                hidden: "\(visit.tokens)\(ui.hidden(FormNames.version, String(design.version)))",
                """
                \(if: !options.isEmpty, ui.checkboxes(control, options: options, values: coming))\
                \(ui.buttons(ui.submit(visit.say(Words.Publishing.publish(as: design.programme.row.version + 1)))))
                """))</section>
            """
    }

    private static func discarding(_ design: FlowDesign, _ visit: Visit) -> HTML {
        visit.ui.details(
            visit.say(Words.Publishing.discard), isOpen: design.isOvertaken,
            """
            <p>\(visit.say(Words.FlowEditor.discardAbout))</p>\(visit.ui.form(
                to: Site.adminFlowDiscard(design.programme.id), hidden: visit.tokens,
                visit.ui.buttons(visit.ui.submit(visit.say(Words.Publishing.discardNow), .danger, isSmall: true))))
            """)
    }
}
