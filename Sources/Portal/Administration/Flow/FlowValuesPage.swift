import Grants
import Hummingbird
import UseCases

/// What becomes known of a case on its way: the names outcomes set.
enum FlowValuesPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFlowValues, scope: .programme) { visit, administrator in
            .page(page(try await visit.flowDesign(for: administrator), FlowForm(visit, isRefused: false)).html)
        },
        .officer([.administrator], .post, Site.adminFlowValues, scope: .programme) { visit, administrator in
            try await save(visit, administrator)
        },
    ]

    /// On the flow's page, with the way here.
    static func summary(_ design: FlowDesign, _ visit: Visit) -> HTML {
        let items = design.flow.values.map { "<li>\($0.name)（\(visit.say($0.kind.title))）</li>" as HTML }
        return """
            <section class="block"><h2>\(visit.say(Words.FlowEditor.values))</h2>\
            <p>\(visit.say(Words.FlowEditor.valuesAbout))</p>\(if: !items.isEmpty, "<ul>\(items)</ul>")\
            <p>\(visit.ui.link(visit.say(Words.FlowEditor.editValues), Site.adminFlowValues(design.programme.id)))</p></section>
            """
    }

    private static func save(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.programmeID()
        var form = FlowForm(visit, isRefused: true)
        var values: [CaseValue] = []
        for index in 0..<min(Int(visit.form["values"] ?? "") ?? 0, 50) {
            let name = form.line("v.\(index).name")
            if name.isEmpty { continue }
            if values.contains(where: { $0.name == name }) { form.missing("v.\(index).name", Words.FlowEditor.twice) }
            values.append(
                CaseValue(name: name, kind: visit.form["v.\(index).kind"].flatMap(CaseValue.Kind.init) ?? .money))
        }
        do {
            guard form.problems.isEmpty else {
                return .page(
                    page(try await visit.flowDesign(for: administrator), form).html, status: .unprocessableContent)
            }
            try await visit.installation.editFlow(
                .setValues(values, seen: visit.form["seen"] ?? ""), of: id, by: administrator)
        } catch let refusal as Refusal where refusal.kind == .conflict || refusal.kind == .invalid {
            let form = FlowForm(visit, isRefused: true, problems: [Problem(visit.say(refusal.message))])
            return .page(page(try await visit.flowDesign(for: administrator), form).html, status: refusal.kind.status)
        }
        return .seeOther(Pattern.address(Site.adminFlow(id), [("done", "saved")]))
    }

    private static func page(_ design: FlowDesign, _ form: FlowForm) -> Page {
        let (visit, ui, id) = (form.visit, form.ui, design.programme.id)
        var page = visit.flowPage(
            design, visit.say(Words.FlowEditor.values),
            under: .init(visit.say(Words.FlowEditor.title), Site.adminFlow(id)))
        page.width = .reading
        page.hasErrors = !form.problems.isEmpty
        page.alerts = form.problems.isEmpty ? .empty : ui.errorSummary(form.problems)
        let count = form.isRefused ? min(Int(visit.form["values"] ?? "") ?? 0, 50) : design.flow.values.count + 2
        let rows = (0..<count).map { index -> HTML in
            let value = design.flow.values.indices.contains(index) ? design.flow.values[index] : nil
            return ui.fieldset(
                value?.name ?? visit.say(Words.FlowEditor.newValue),
                """
                \(form.text("v.\(index).name", Words.FlowEditor.valueName, value?.name ?? ""))\
                \(ui.select(
                    form.control("v.\(index).kind", Words.FlowEditor.valueKind),
                    options: CaseValue.Kind.allCases.map { .init($0.rawValue, visit.say($0.title)) },
                    value: form.value("v.\(index).kind", (value?.kind ?? .money).rawValue), prompt: nil))
                """)
        }
        page.body = """
            <p>\(visit.say(Words.FlowEditor.valuesAbout))</p>\(ui.form(
                to: Site.adminFlowValues(id),
                hidden: "\(visit.tokens)\(ui.hidden("seen", design.flow.valuesMark))\(ui.hidden("values", String(count)))",
                "\(rows)\(ui.buttons(ui.submit(visit.say(Words.FlowEditor.save))))"))\
            <p>\(ui.link(visit.say(Words.FlowEditor.back), Site.adminFlow(id)))</p>
            """
        return page
    }
}
