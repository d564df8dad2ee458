import Grants
import Hummingbird
import UseCases

/// 手続きフローの編集: procedures and their stages as two nested lists, each row a sentence, with a drawing beneath.
enum FlowEditorPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFlow, scope: .programme) { visit, administrator in
            let design = try await visit.flowDesign(for: administrator)
            return .page(view(design, visit).html)
        },
        .officer([.administrator], .post, Site.adminFlow, scope: .programme) { visit, administrator in
            try await act(visit, administrator)
        },
    ]

    // MARK: Acts

    private static func act(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let programme = try visit.programmeID()
        let home = Site.adminFlow(programme)
        let parts = (visit.form["act"] ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        do {
            switch parts.first {
            case "undo"?: try await visit.installation.undoFlowEdit(programme, by: administrator)
            case "redo"?: try await visit.installation.undoFlowEdit(programme, again: true, by: administrator)
            default:
                guard let edit = edit(parts, visit.form) else { throw Refusal.absent }
                try await visit.installation.editFlow(edit, of: programme, by: administrator)
            }
        } catch let refusal as Refusal where refusal.kind == .conflict || refusal.kind == .invalid {
            var page = view(try await visit.flowDesign(for: administrator), visit)
            page.hasErrors = true
            page.alerts = visit.ui.banner(
                .warning, visit.say(Words.Builder.notDone), "<p>\(visit.say(refusal.message))</p>", isAnnounced: true)
            return .page(page.html, status: refusal.kind.status)
        }
        return .seeOther(home + (parts.count > 1 ? "#procedure-\(parts[1])" : ""))
    }

    /// The edit a button means: `up:PROCEDURE:STAGE`, `drop:PROCEDURE`, `stage:PROCEDURE`, `procedure`.
    private static func edit(_ parts: [String], _ form: URLEncodedForm) -> FlowEdit? {
        let name = Plain.line(form["name"] ?? "")
        switch (parts.first, parts.count) {
        case ("procedure"?, 1):
            return .addProcedure(
                name: name, form: form["form"].flatMap { $0.isEmpty ? nil : $0 } ?? "form-\(form["count"] ?? "1")")
        case ("stage"?, 2):
            return .addStage(in: parts[1], name: name, kind: form["kind"].flatMap(Stage.Kind.init) ?? .content)
        case ("up"?, 2), ("down"?, 2): return .moveProcedure(parts[1], parts[0] == "up" ? .up : .down)
        case ("drop"?, 2): return .removeProcedure(parts[1])
        case ("up"?, 3), ("down"?, 3): return .moveStage(parts[2], in: parts[1], parts[0] == "up" ? .up : .down)
        case ("drop"?, 3): return .removeStage(parts[2], in: parts[1])
        default: return nil
        }
    }

    // MARK: The page

    static func view(_ design: FlowDesign, _ visit: Visit) -> Page {
        var page = visit.flowPage(design, visit.say(Words.FlowEditor.title))
        page.alerts = visit.done(["saved": Words.FlowEditor.saved])
        let findings = design.findings
        page.body = """
            <p>\(visit.say(Words.FlowEditor.about))</p>\(tools(design, findings, visit))\
            \(FlowFindings(design: design, findings: findings, visit: visit).block)\
            <ol class="flow-list">\(design.flow.procedures.map { procedure($0, design, visit) })</ol>\
            \(addProcedure(design, visit))\(FlowValuesPage.summary(design, visit))
            """
        return page
    }

    private static func tools(_ design: FlowDesign, _ findings: [Finding], _ visit: Visit) -> HTML {
        let ui = visit.ui
        let errors = findings.count { !$0.isWarning }
        return ui.form(
            to: Site.adminFlow(design.programme.id), hidden: visit.tokens,
            """
            <div class="builder-tools">\
            \(if: design.canUndo, ui.submit(
                visit.say(Words.Builder.undo), .secondary, name: "act", value: "undo", isSmall: true))\
            \(if: design.canRedo, ui.submit(
                visit.say(Words.Builder.redo), .secondary, name: "act", value: "redo", isSmall: true))\
            \(ui.action(visit.say(Words.FlowEditor.trial), Site.adminFlowTrial(design.programme.id), isSmall: true))\
            \(ui.action(
                visit.say(Words.Builder.toPublish), Site.adminFlowPublish(design.programme.id), .primary, isSmall: true))\
            <span class="support">\(
                visit.say(errors > 0 ? Words.Builder.toMend(errors) : Words.Builder.nothingToMend))</span></div>
            """)
    }

    private static func procedure(_ procedure: Procedure, _ design: FlowDesign, _ visit: Visit) -> HTML {
        let (ui, id) = (visit.ui, design.programme.id)
        let words = FlowInWords(programme: design.next, visit: visit)
        let name = visit.say(procedure.name)
        let form = design.next.form(procedure.form).map { visit.say($0.title) } ?? procedure.form
        let sentences =
            [words.start(of: procedure), visit.say(Words.Admin.asksForm(form))] + words.conditions(of: procedure)
        return """
            <li class="block" id="procedure-\(procedure.id)">\(ui.form(
                to: Site.adminFlow(id), hidden: visit.tokens,
                """
                <div class="outline-head"><h2>\(name)</h2><div class="outline-acts">\
                \(ui.action(
                    visit.say(Words.Builder.edit), Site.adminFlowProcedure(id, procedure.id), context: name, isSmall: true))\
                \(moves([procedure.id], name, visit))</div></div>\
                <p>\(sentences.joined(separator: visit.english ? " " : ""))</p>\
                <ol class="outline-fields">\(procedure.stages.map { stage($0, in: procedure, design, words, visit) })</ol>
                """))\
            \(addStage(to: procedure, design, visit))\
            \(FlowDiagram(programme: design.next, procedure: procedure, visit: visit).html)\
            \(ui.details(
                visit.say(Words.FlowEditor.asTable), FlowTable(programme: design.next, procedure: procedure, visit: visit).html))</li>
            """
    }

    private static func stage(
        _ stage: Stage, in procedure: Procedure, _ design: FlowDesign, _ words: FlowInWords, _ visit: Visit
    ) -> HTML {
        let name = visit.say(stage.name)
        let address = Site.adminFlowStage(design.programme.id, procedure.id, stage.id)
        let sentences = [words.work(of: stage)] + words.conditions(of: stage, in: procedure)
        let outcomes = stage.outcomes.map { outcome -> HTML in
            "<li>\(visit.say(outcome.label))：\(words.result(of: outcome, at: stage, in: procedure))</li>"
        }
        return """
            <li class="outline-field" id="stage-\(procedure.id)-\(stage.id)"><span class="outline-text">\
            <a href="\(href: address)">\(name)</a>\
            <span class="support">\(sentences.joined(separator: visit.english ? " " : ""))</span>\
            <ul class="support">\(outcomes)</ul></span>\
            <span class="outline-acts">\(moves([procedure.id, stage.id], name, visit))</span></li>
            """
    }

    /// ↑ ↓, remove.
    private static func moves(_ ids: [String], _ label: String, _ visit: Visit) -> HTML {
        func button(_ title: Phrase, _ act: String) -> HTML {
            visit.ui.submit(
                visit.say(title), .tertiary, name: "act", value: ([act] + ids).joined(separator: ":"), context: label,
                isSmall: true)
        }
        return
            "\(button(Words.Builder.up, "up"))\(button(Words.Builder.down, "down"))\(button(Words.Builder.remove, "drop"))"
    }

    private static func addStage(to procedure: Procedure, _ design: FlowDesign, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let scope = "add-\(procedure.id)"
        return ui.form(
            to: Site.adminFlow(design.programme.id), hidden: visit.tokens,
            """
            <div class="outline-add">\
            \(ui.text(Control("name", visit.say(Words.FlowEditor.newStage), .unmarked, scope: scope), value: "", autocomplete: "off"))\
            \(ui.select(
                Control("kind", visit.say(Words.FlowEditor.kind), .unmarked, scope: scope),
                options: Stage.Kind.allCases.map { .init($0.rawValue, visit.say($0.title)) }, value: "content", prompt: nil))\
            \(ui.submit(
                visit.say(Words.FlowEditor.addStage), .secondary, name: "act", value: "stage:\(procedure.id)",
                context: visit.say(procedure.name), isSmall: true))</div>
            """)
    }

    private static func addProcedure(_ design: FlowDesign, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let number = (1...).first { design.next.form("form-\($0)") == nil } ?? 1
        return """
            <section class="block"><h2>\(visit.say(Words.FlowEditor.addProcedure))</h2>\(ui.form(
                to: Site.adminFlow(design.programme.id),
                hidden: "\(visit.tokens)\(ui.hidden("count", String(number)))",
                """
                <div class="outline-add">\
                \(ui.text(Control("name", visit.say(Words.FlowEditor.newProcedure), .unmarked, scope: "new"), value: "", autocomplete: "off"))\
                \(ui.select(
                    Control("form", visit.say(Words.FlowEditor.form), .unmarked, scope: "new"),
                    options: [.init("", visit.say(Words.FlowEditor.newForm))] + design.next.forms.map { .init($0.id, visit.say($0.title)) },
                    value: "", prompt: nil))\
                \(ui.submit(visit.say(Words.FlowEditor.addProcedure), .secondary, name: "act", value: "procedure", isSmall: true))\
                </div>
                """))</section>
            """
    }
}

extension Visit {
    /// The design of the flow of the programme the address names.
    func flowDesign(for administrator: Officer) async throws -> FlowDesign {
        try await installation.flowDesign(try programmeID(), for: administrator)
    }

    /// A page of the flow's editor.
    func flowPage(_ design: FlowDesign, _ title: String, under crumb: Components.Link? = nil) -> Page {
        let programme = design.programme
        var page = administrationPage(
            title,
            under: [
                .init(say(Words.programmes), Site.administration()),
                .init(say(programme.newest.name), Site.adminProgramme(programme.id)),
            ] + [crumb].compactMap { $0 })
        page.context = say(programme.newest.name)
        page.chips = ui.chip(say(Words.Builder.live(programme.row.version)), .info)
        if design.isChanged { page.chips += ui.chip(say(Words.Builder.notPublished), .warning) }
        if let changed = design.changed, !changed.by.isEmpty {
            page.lead =
                "<p class=\"support\">\(say(Words.FlowEditor.changedBy(changed.by, Formats.time(changed.at, language))))</p>"
        }
        return page
    }
}
