import Grants
import Hummingbird
import Storage
import UseCases

/// 不在・代理: when someone is away, and who stands in. One's own, or of an account for administrators.
enum AbsencePage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.officeAbsence) { visit, officer in
            .page(try await view(officer.account.id, visit, officer).html)
        },
        .officer(.office, .post, Site.officeAbsence) { visit, officer in
            try await set(officer.account.id, visit, officer)
        },
        .officer(.office, .post, Site.officeAbsenceRemoval) { visit, officer in
            try await remove(officer.account.id, visit, officer)
        },
        .officer([.administrator], .get, Site.adminAccountAbsence, scope: .account) { visit, officer in
            .page(try await view(try visit.id("account"), visit, officer).html)
        },
        .officer([.administrator], .post, Site.adminAccountAbsence, scope: .account) { visit, officer in
            try await set(try visit.id("account"), visit, officer)
        },
        .officer([.administrator], .post, Site.adminAccountAbsenceRemoval, scope: .account) { visit, officer in
            try await remove(try visit.id("account"), visit, officer)
        },
    ]

    // MARK: Acts

    private static func set(_ person: ID<Account>, _ visit: Visit, _ officer: Officer) async throws -> Response {
        func day(_ name: String) throws(Refusal) -> Day {
            guard
                let day = Day(
                    typedYear: visit.form["\(name).year"] ?? "", month: visit.form["\(name).month"] ?? "",
                    day: visit.form["\(name).day"] ?? "")
            else { throw Refusal(.invalid, Words.Hands.enterDay, field: name) }
            return day
        }
        do {
            let from = try day("from")
            let until = try day("until")
            guard let substitute = visit.form["substitute"].flatMap({ ID<Account>($0) }) else {
                throw Refusal(.invalid, Words.Hands.chooseSubstitute, field: "substitute")
            }
            try await visit.installation.setAbsence(
                of: person, from: from, until: until, substitute: substitute, by: officer)
        } catch let refusal as Refusal where refusal.field != nil {
            return .page(
                try await view(person, visit, officer, refused: refusal).html, status: refusal.kind.status)
        }
        return .seeOther(Pattern.address(page(of: person, visit), [("done", "set")]))
    }

    private static func remove(_ person: ID<Account>, _ visit: Visit, _ officer: Officer) async throws -> Response {
        try await visit.installation.removeAbsence(try visit.id("absence"), of: person, by: officer)
        return .seeOther(Pattern.address(page(of: person, visit), [("done", "removed")]))
    }

    // MARK: The page

    /// Whether it is asked by an administrator, of an account.
    private static func isOfAccount(_ visit: Visit) -> Bool { visit.parameters.get("account") != nil }

    private static func page(of person: ID<Account>, _ visit: Visit) -> String {
        isOfAccount(visit) ? Site.adminAccountAbsence(person.text) : Site.officeAbsence()
    }

    private static func view(
        _ person: ID<Account>, _ visit: Visit, _ officer: Officer, refused: Refusal? = nil
    ) async throws -> Page {
        let plan = try await visit.installation.absencePlan(of: person, for: officer)
        let (ui, isOther) = (visit.ui, isOfAccount(visit))
        var page: Page
        if isOther {
            page = visit.administrationPage(
                visit.say(Words.Hands.absence),
                under: [
                    .init(visit.say(Words.accounts), Site.adminAccounts()),
                    .init(plan.person.name, Site.adminAccount(person.text)),
                ])
            page.width = .reading
        } else {
            page = visit.page(visit.say(Words.Hands.absence), .office)
            page.breadcrumbs = [.init(visit.say(Words.Hands.title), Site.officeHands())]
        }
        page.context = isOther ? plan.person.name : nil
        let lead = visit.say(isOther ? Words.Hands.absenceLeadOf : Words.Hands.absenceLead)
        page.lead = "\(if: isOther, "<p><strong>\(plan.person.name)</strong></p>")<p>\(lead)</p>"
        page.hasErrors = refused != nil
        if let refused {
            page.alerts = ui.errorSummary([
                Problem(field: refused.field ?? "", visit.say(refused.message), scope: "absence")
            ])
        } else {
            page.alerts = visit.done(["set": Words.Hands.isSet, "removed": Words.Hands.isRemoved])
        }
        page.body = """
            \(absences(plan, visit))\(represented(plan, isOther: isOther, visit))\
            <section class="block"><h2>\(visit.say(Words.Hands.setAbsence))</h2>\
            \(if: plan.candidates.isEmpty, "<p>\(visit.say(Words.Hands.noCandidates))</p>",
              else: form(plan, visit, refused))</section>
            """
        return page
    }

    private static func absences(_ plan: AbsencePlan, _ visit: Visit) -> HTML {
        let ui = visit.ui
        guard !plan.absences.isEmpty else { return "<p>\(visit.say(Words.Hands.noAbsences))</p>" }
        return ui.table(
            visit.say(Words.Hands.absence),
            columns: [
                .init(visit.say(Words.Hands.period), isTight: true), .init(visit.say(Words.Hands.substitute)),
                .init(visit.say(Words.WorkList.actions)),
            ],
            rows: plan.absences.map { row, substitute in
                let period = "\(row.from.iso)〜\(row.until.iso)"
                let address =
                    isOfAccount(visit)
                    ? Site.adminAccountAbsenceRemoval(plan.person.id.text, row.id.text)
                    : Site.officeAbsenceRemoval(row.id.text)
                let removal: HTML = ui.form(
                    to: address, hidden: visit.tokens,
                    ui.submit(visit.say(Words.Hands.remove), .tertiary, context: period, isSmall: true))
                return ["\(period)", "\(substitute)", removal]
            }, isCaptionHidden: true)
    }

    private static func represented(_ plan: AbsencePlan, isOther: Bool, _ visit: Visit) -> HTML {
        guard !plan.represented.isEmpty, !isOther else { return .empty }
        let lines = plan.represented.map { row, name -> HTML in
            "<li>\(name)（\(row.from.iso)〜\(row.until.iso)）</li>"
        }
        return """
            <section class="block"><h2>\(visit.say(Words.Hands.represented))</h2><ul>\(lines)</ul></section>
            """
    }

    private static func form(_ plan: AbsencePlan, _ visit: Visit, _ refused: Refusal?) -> HTML {
        let ui = visit.ui
        func control(_ name: String, _ label: Phrase, support: Phrase? = nil) -> Control {
            Control(
                name, visit.say(label), support: support.map { visit.say($0) },
                error: refused?.field == name ? refused.map { visit.say($0.message) } : nil, scope: "absence")
        }
        func typed(_ name: String) -> Components.DateParts {
            .init(
                year: visit.form["\(name).year"] ?? "", month: visit.form["\(name).month"] ?? "",
                day: visit.form["\(name).day"] ?? "")
        }
        return ui.form(
            to: page(of: plan.person.id, visit), hidden: visit.tokens,
            """
            \(ui.date(control("from", Words.Hands.fromDay), value: typed("from")))\
            \(ui.date(control("until", Words.Hands.untilDay), value: typed("until")))\
            \(ui.select(
                control("substitute", Words.Hands.substitute, support: Words.Hands.substituteSupport),
                options: plan.candidates.map { .init($0.id.text, $0.name) }, value: visit.form["substitute"] ?? ""))\
            \(ui.buttons(ui.submit(visit.say(Words.Hands.set))))
            """)
    }
}
