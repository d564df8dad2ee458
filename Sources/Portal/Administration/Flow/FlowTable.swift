import Grants

/// A procedure's stages as a table: what the drawing shows, in words.
struct FlowTable {
    let programme: Programme
    let procedure: Procedure
    let visit: Visit

    var html: HTML {
        let words = FlowInWords(programme: programme, visit: visit)
        return visit.ui.table(
            visit.say(Words.Flow.diagram(visit.say(procedure.name))),
            columns: [
                .init(visit.say(Words.FlowEditor.stage)), .init(visit.say(Words.FlowEditor.kind)),
                .init(visit.say(Words.FlowEditor.by)), .init(visit.say(Words.FlowEditor.due)),
                .init(visit.say(Words.FlowEditor.outcomes)),
            ],
            rows: procedure.stages.map { stage in
                [
                    visit.said(stage.name), "\(visit.say(stage.kind.title))", "\(words.doer(of: stage))",
                    "\(stage.due.map { visit.say(Words.FlowEditor.businessDays($0)) } ?? "―")",
                    "<ul>\(stage.outcomes.map { "<li>\(visit.say($0.label))：\(words.result(of: $0, at: stage, in: procedure))</li>" as HTML })</ul>",
                ]
            }, isCaptionHidden: true)
    }
}
