import Grants
import UseCases

/// What is to be mended before a flow is published, each with the way to its place.
struct FlowFindings {
    let design: FlowDesign
    let findings: [Finding]
    let visit: Visit

    var block: HTML {
        guard !findings.isEmpty else { return .empty }
        let errors = findings.filter { !$0.isWarning }
        let warnings = findings.filter(\.isWarning)
        return """
            \(if: !errors.isEmpty, visit.ui.banner(
                .error, visit.say(Words.Publishing.toMend(errors.count)), "<ul>\(errors.map(item))</ul>"))\
            \(if: !warnings.isEmpty, visit.ui.banner(
                .warning, visit.say(Words.Publishing.toWatch(warnings.count)), "<ul>\(warnings.map(item))</ul>"))
            """
    }

    /// Those of one procedure or stage.
    func of(procedure: String, stage: String?) -> HTML {
        let own = findings.filter { finding in
            guard finding.path == "flow.yaml", let place = design.flow.place(ofLine: finding.line) else { return false }
            return place.procedure == procedure && place.stage == stage
        }
        guard !own.isEmpty else { return .empty }
        return visit.ui.banner(
            own.contains { !$0.isWarning } ? .error : .warning, visit.say(Words.FlowEditor.toMendHere),
            "<ul>\(own.map { "<li>\(visit.say($0.message))</li>" as HTML })</ul>")
    }

    private func item(_ finding: Finding) -> HTML {
        "<li>\(link(finding))：\(visit.say(finding.message))</li>"
    }

    private func link(_ finding: Finding) -> HTML {
        let id = design.programme.id
        guard finding.path == "flow.yaml" else { return "<code>\(finding.path)</code>" }
        guard let place = design.flow.place(ofLine: finding.line),
            let procedure = design.flow.procedure(place.procedure)
        else { return visit.ui.link(visit.say(Words.FlowEditor.values), Site.adminFlowValues(id)) }
        guard let stage = place.stage.flatMap({ procedure.stage($0) }) else {
            return visit.ui.link(visit.say(procedure.name), Site.adminFlowProcedure(id, procedure.id))
        }
        return visit.ui.link(
            "\(visit.say(procedure.name)) ＞ \(visit.say(stage.name))", Site.adminFlowStage(id, procedure.id, stage.id))
    }
}
