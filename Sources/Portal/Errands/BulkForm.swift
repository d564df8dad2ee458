import Grants
import Storage
import UseCases

/// まとめて操作する: choosing cases in the list, and what to do to them.
enum BulkForm {
    static let routes: [Route] = [
        .officer(.office, .post, Site.bulk) { visit, officer in
            let address = WorkListAddress(encoded: visit.form[OfficeDesk.listName] ?? "")
            guard let choice = Choice(visit.form["act"] ?? "") else {
                throw Refusal(.invalid, Text(Words.Errands.chooseAct.ja, en: Words.Errands.chooseAct.en))
            }
            let (kind, parameters) = choice.errand(address, visit, officer)
            let id: ID<ErrandRow>
            if visit.form["scope"] == "found" {
                id = try await visit.installation.planErrand(
                    kind, parameters: parameters, found: address.query(for: officer), by: officer)
            } else {
                let ids =
                    visit.form["scope"] == "page"
                    ? (visit.form["page"] ?? "").split(separator: " ").map(String.init) : visit.form.all("case")
                id = try await visit.installation.planErrand(
                    kind, parameters: parameters, cases: ids.compactMap { ID<Case>($0) }, by: officer)
            }
            return .seeOther(Site.errand(id.text))
        }
    ]

    /// What can be chosen to be done.
    enum Choice {
        case act(BulkAct.Kind)
        case decisions, export

        init?(_ value: String) {
            switch value {
            case "decisions": self = .decisions
            case "export": self = .export
            default:
                guard let kind = BulkAct.Kind(rawValue: value) else { return nil }
                self = .act(kind)
            }
        }

        func errand(
            _ address: WorkListAddress, _ visit: Visit, _ officer: Officer
        ) -> (ErrandRow.Kind, String) {
            switch self {
            case .act(let kind): (.acts, BulkAct(kind).encoded)
            case .decisions: (.decisions, "")
            case .export: (.export, ExportPage.order(address, visit).encoded)
            }
        }
    }

    /// The box of a row.
    static func box(_ row: CaseRow, _ visit: Visit) -> HTML {
        visit.ui.rowBox("case", value: row.id.text, label: visit.say(Words.Errands.chooseRow(row.number)))
    }

    /// The list's table in the form that acts on what is chosen in it.
    static func around(
        _ table: HTML, _ rows: [CaseRow], _ address: WorkListAddress, _ visit: Visit, _ officer: Officer
    ) -> HTML {
        let ui = visit.ui
        let acts = BulkAct.Kind.allCases.filter { !$0.isForApprovers || officer.has(.approver) }
        let options =
            acts.map { Components.Option($0.rawValue, visit.say($0.title)) } + [
                .init("decisions", visit.say(Words.Errands.decisions)),
                .init("export", visit.say(Words.Errands.export)),
            ]
        let scopes: [Components.Option] = [
            .init("chosen", visit.say(Words.Errands.scopeChosen)), .init("page", visit.say(Words.Errands.scopePage)),
            .init("found", visit.say(Words.Errands.scopeFound(Installation.mostChosen))),
        ]
        return ui.form(
            to: Site.bulk(),
            hidden: """
                \(visit.tokens)\(ui.hidden(OfficeDesk.listName, address.encoded))\
                \(ui.hidden("page", rows.map(\.id.text).joined(separator: " ")))
                """,
            """
            \(table)\(ui.details(
                visit.say(Words.Errands.together),
                """
                <div class="bulk">\(ui.radios(
                    Control("scope", visit.say(Words.Errands.scope), .unmarked, scope: "bulk"), options: scopes,
                    value: "chosen", isInline: true))\
                \(ui.select(
                    Control("act", visit.say(Words.Errands.act), .unmarked, scope: "bulk"), options: options, value: ""))\
                \(ui.buttons(ui.submit(visit.say(Words.Errands.go), .secondary)))</div>
                """))
            """)
    }
}
