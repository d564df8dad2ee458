import Grants
import Hummingbird
import UseCases

/// 公開の確認: what is still to be mended, what changed, and the button that publishes a form's design as the
/// programme's next version.
enum PublishPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFormPublish, scope: .programme) { visit, administrator in
            .page(try await page(visit, administrator).html)
        },
        .officer([.administrator], .post, Site.adminFormPublish, scope: .programme) { visit, administrator in
            try await publish(visit, administrator)
        },
        .officer([.administrator], .post, Site.adminFormRestore, scope: .programme) { visit, administrator in
            let (form, programme) = (try visit.place("form"), try visit.programmeID())
            guard let version = Int(visit.form["version"] ?? "") else { throw Refusal.absent }
            try await visit.installation.restoreForm(form, of: programme, version: version, by: administrator)
            return .seeOther(Pattern.address(Site.adminFormPublish(programme, form), [("done", "restored")]))
        },
        .officer([.administrator], .post, Site.adminFormDiscard, scope: .programme) { visit, administrator in
            let (form, programme) = (try visit.place("form"), try visit.programmeID())
            try await visit.installation.discardFormDesign(form, of: programme, by: administrator)
            return .seeOther(Pattern.address(Site.adminProgramme(programme), [("done", "discarded")]))
        },
    ]

    private static func page(_ visit: Visit, _ administrator: Officer) async throws -> Page {
        let publication = try await visit.installation.formPublication(
            visit.place("form"), of: visit.programmeID(), for: administrator)
        return PublishView(publication: publication, visit: visit).page
    }

    private static func publish(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let (form, programme) = (try visit.place("form"), try visit.programmeID())
        do {
            _ = try await visit.installation.publishForm(
                form, of: programme, rounds: Set(visit.form.all("rounds")),
                seen: Int(visit.form[FormNames.version] ?? "") ?? -1, by: administrator)
            return .seeOther(Pattern.address(Site.adminProgramme(programme), [("done", "published")]))
        } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
            var page = try await page(visit, administrator)
            page.hasErrors = true
            page.alerts = visit.ui.errorSummary([Problem(visit.say(refusal.message))]) + page.alerts
            return .page(page.html, status: refusal.kind.status)
        }
    }
}

/// What publishing would do, as a page.
private struct PublishView {
    let publication: FormPublication
    let visit: Visit

    private var ui: Components { visit.ui }
    private var design: FormDesign { publication.design }
    private var form: Form { design.form }
    private var programme: PublishedProgramme { design.programme }
    private var errors: [FormFinding] { publication.findings.filter { $0.severity == .error } }
    private var warnings: [FormFinding] { publication.findings.filter { $0.severity == .warning } }
    private var mistakes: [Finding] { publication.elsewhere.filter { !$0.isWarning } }

    var page: Page {
        var page = visit.administrationPage(
            visit.say(Words.Publishing.title),
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(programme.newest.name), Site.adminProgramme(programme.id)),
                .init(visit.say(form.title), Site.adminForm(programme.id, form.id)),
            ])
        page.context = visit.say(form.title)
        page.width = .reading
        page.chips = FormState(design).chip(visit)
        page.lead = "<p>\(visit.say(FormState(design).sentence))</p>"
        page.alerts = visit.done(["restored": Words.Publishing.restored]) + summary
        page.body = """
            \(checks)\(differences)\(if: design.isChanged, publishing)\(history)\(versions)\(discarding)\
            <p>\(ui.link(visit.say(Words.Trial.back), Site.adminForm(programme.id, form.id)))</p>
            """
        return page
    }

    // MARK: Findings

    /// One sentence about all of it.
    private var summary: HTML {
        if design.isOvertaken {
            return ui.banner(
                .error, visit.say(Words.Publishing.overtaken),
                "<p>\(visit.say(Words.Publishing.overtakenAbout(design.baseVersion, programme.row.version)))</p>")
        }
        let count = errors.count + mistakes.count
        if count > 0 { return ui.banner(.error, visit.say(Words.Publishing.toMend(count))) }
        if !design.isChanged { return ui.banner(.info, visit.say(Words.Publishing.noDifference)) }
        if !warnings.isEmpty { return ui.banner(.warning, visit.say(Words.Publishing.toWatch(warnings.count))) }
        return ui.banner(.success, visit.say(Words.Publishing.nothingToMend))
    }

    private var checks: HTML {
        """
        <section class="block"><h2>\(visit.say(Words.Publishing.checks))</h2>\
        \(if: publication.findings.isEmpty && mistakes.isEmpty, "<p>\(visit.say(Words.Publishing.nothingToMend))</p>")\
        \(if: !errors.isEmpty, "<h3>\(visit.say(Words.Publishing.errors(errors.count)))</h3>\(list(errors))")\
        \(if: !mistakes.isEmpty, elsewhere)\
        \(if: !warnings.isEmpty, "<h3>\(visit.say(Words.Publishing.warnings(warnings.count)))</h3>\(list(warnings))")\
        <p>\(visit.say(Words.Publishing.minutes(form.minutes)))</p></section>
        """
    }

    private func list(_ findings: [FormFinding]) -> HTML {
        let items = findings.map { finding -> HTML in
            """
            <li>\(ui.link(visit.say(finding.place.words(in: form)), editor(of: finding.place)))：\
            \(visit.say(finding.message))</li>
            """
        }
        return "<ul>\(items)</ul>"
    }

    /// Where what stands there is edited.
    private func editor(of place: FormPlace) -> String {
        if let part = form.part(at: place) { return Site.adminFormField(programme.id, form.id, part.text) }
        if let section = place.section { return Site.adminFormSection(programme.id, form.id, section) }
        return Site.adminFormHead(programme.id, form.id)
    }

    /// What other documents name that is no more.
    private var elsewhere: HTML {
        let items = mistakes.map { finding -> HTML in
            let (title, address) = document(finding.path)
            let name: HTML = address.map { ui.link(title, $0) } ?? "\(title)"
            return "<li>\(name)：\(visit.say(finding.message))</li>"
        }
        return """
            <h3>\(visit.say(Words.Publishing.elsewhere(mistakes.count)))</h3>\
            <p>\(visit.say(Words.Publishing.elsewhereAbout))</p><ul>\(items)</ul>
            """
    }

    private func document(_ path: String) -> (title: String, address: String?) {
        let parts = path.split(separator: "/").map(String.init)
        if path == "flow.yaml" {
            return (
                visit.say(Words.Admin.flow),
                Site.adminDocument(programme.id, DocumentKind.flow.rawValue, DocumentKind.flow.rawValue)
            )
        }
        guard parts.count == 2, parts[1].hasSuffix(".yaml") else { return (path, nil) }
        let id = String(parts[1].dropLast(5))
        if parts[0] == "letters", let letter = programme.newest.letter(id) {
            return (
                visit.say(Words.Publishing.letter(visit.say(letter.title))),
                Site.adminDocument(programme.id, parts[0], id)
            )
        }
        if parts[0] == "forms" || parts[0] == "sheets" && programme.newest.isSheet(id),
            let form = programme.newest.designed(id)
        {
            return (
                visit.say(Words.Publishing.form(visit.say(form.title))), Site.adminForm(programme.id, id)
            )
        }
        return (path, nil)
    }

    // MARK: Differences

    private var differences: HTML {
        let changes = publication.difference.changes
        guard !changes.isEmpty else {
            return """
                <section class="block"><h2>\(visit.say(Words.Publishing.differences))</h2>\
                <p>\(visit.say(Words.Publishing.noDifference))</p></section>
                """
        }
        var order: [String] = []
        var groups: [String: [FormDifference.Change]] = [:]
        for change in changes {
            let key = change.place.section ?? ""
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(change)
        }
        let parts = order.map { key -> HTML in
            let items = (groups[key] ?? []).map { change -> HTML in
                """
                <li>\(visit.say(change.sentence))\
                \(if: change.isBreaking, " \(ui.chip(visit.say(Words.Publishing.breaking), .warning))")</li>
                """
            }
            return "<h3>\(name(ofSection: key))</h3><ul>\(items)</ul>"
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Publishing.differences))</h2>\
            <p>\(visit.say(Words.Publishing.differencesAbout(changes.count)))</p>\
            \(if: publication.difference.isBreaking, "<p>\(visit.say(Words.Publishing.breakingAbout))</p>")\
            \(parts)</section>
            """
    }

    private func name(ofSection id: String) -> String {
        if id.isEmpty { return visit.say(Words.Publishing.whole) }
        let section = form.section(id) ?? (design.published ?? design.history.base).section(id)
        return visit.say(Words.Publishing.section(section.map { visit.say($0.title) } ?? id))
    }

    // MARK: Publishing

    private var publishing: HTML {
        guard !publication.isBlocked, !design.isOvertaken else {
            let why = design.isOvertaken ? Words.Publishing.overtaken : Words.Publishing.blocked
            return """
                <section class="block"><h2>\(visit.say(Words.Publishing.publish))</h2>\
                <p>\(visit.say(why))</p></section>
                """
        }
        let moment = visit.installation.now
        let options = publication.rounds.map { round in
            Components.Option(
                round.id, visit.say(round.round.title),
                support: visit.say(
                    Words.Publishing.round(round.round.phase(at: moment), version: round.row.version)))
        }
        let coming = publication.rounds.filter { $0.round.phase(at: moment) != .closed }.map(\.id)
        let control = Control(
            "rounds", visit.say(Words.Publishing.rounds), .unmarked, support: visit.say(Words.Publishing.roundsAbout))
        return """
            <section class="block"><h2>\(visit.say(Words.Publishing.publish))</h2>\
            <p>\(visit.say(Words.Publishing.publishAbout))</p>\(ui.form(
                to: Site.adminFormPublish(programme.id, form.id),
                hidden: "\(visit.tokens)\(ui.hidden(FormNames.version, String(design.version)))",
                """
                \(if: !options.isEmpty, ui.checkboxes(control, options: options, values: coming))\
                \(ui.buttons(ui.submit(visit.say(Words.Publishing.publish(as: programme.row.version + 1)))))
                """))</section>
            """
    }

    // MARK: What was done

    private var history: HTML {
        let steps = design.history.steps
        guard !steps.isEmpty else { return .empty }
        let happenings = steps.suffix(30).reversed().map { step in
            Components.Happening(
                visit.say(step.summary), at: Formats.time(step.at, visit.language),
                machine: Formats.machine(step.at), who: step.by.name)
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Publishing.history))</h2>\
            <p>\(visit.say(Words.Publishing.steps(steps.count, shown: min(steps.count, 30))))</p>\
            \(ui.details(visit.say(Words.Publishing.showHistory), ui.timeline(happenings)))</section>
            """
    }

    private var versions: HTML {
        let numbers = programme.versions.keys.sorted(by: >)
        let items = numbers.compactMap { version -> HTML? in
            guard let own = programme.versions[version]?.designed(form.id) else { return nil }
            let before = programme.versions[version - 1]?.designed(form.id)
            let isChanged = own != before
            let name =
                version == programme.row.version
                ? Words.Admin.newestVersion(version) : Words.Admin.versionNumber(version)
            let address = (design.isSheet ? DocumentKind.sheets : .forms).address(
                of: programme, form.id, version: version)
            let restore: HTML =
                own == design.form || version == programme.row.version
                ? .empty
                : ui.form(
                    to: Site.adminFormRestore(programme.id, form.id),
                    hidden: "\(visit.tokens)\(ui.hidden("version", String(version)))",
                    ui.submit(
                        visit.say(Words.Publishing.restore), .secondary, context: visit.say(name), isSmall: true))
            return """
                <li><p>\(ui.link(visit.say(name), address))\
                ：\(visit.say(before == nil ? Words.Publishing.firstHere
                    : isChanged ? Words.Publishing.changedHere : Words.Publishing.sameAsBefore))</p>\(restore)</li>
                """
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Admin.versions))</h2>\
            <p>\(visit.say(Words.Publishing.versionsAbout))</p><ul>\(items)</ul></section>
            """
    }

    private var discarding: HTML {
        guard !design.history.steps.isEmpty else { return .empty }
        return ui.details(
            visit.say(Words.Publishing.discard), isOpen: design.isOvertaken,
            """
            <p>\(visit.say(Words.Publishing.discardAbout(design.history.steps.count)))</p>\(ui.form(
                to: Site.adminFormDiscard(programme.id, form.id), hidden: visit.tokens,
                ui.buttons(ui.submit(visit.say(Words.Publishing.discardNow), .danger, isSmall: true))))
            """)
    }
}

/// Where a form stands between its published version and what is being made of it, said in words.
struct FormState {
    let published: Int
    let isChanged: Bool

    init(_ design: FormDesign) {
        published = design.programme.row.version
        isChanged = design.isChanged
    }

    func chip(_ visit: Visit) -> HTML {
        isChanged
            ? visit.ui.chip(visit.say(Words.Publishing.editing), .warning)
            : visit.ui.chip(visit.say(Words.Publishing.asPublished), .success)
    }

    var sentence: Phrase { isChanged ? Words.Publishing.state(published) : Words.Publishing.onlyPublished(published) }
}
