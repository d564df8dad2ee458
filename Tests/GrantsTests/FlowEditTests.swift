import Testing

@testable import Grants

@Suite("Editing a flow")
struct FlowEditTests {
    private func flow() throws -> Flow {
        try ProgrammeTemplate.subsidy.programme(code: "walk", name: "見本", agency: ProgrammeTemplateTests.agency).flow
    }

    @Test("adds, changes, moves and removes procedures and stages, and nothing else")
    func edits() throws {
        var flow = try flow()
        flow = try flow.applying(.addProcedure(name: "財産処分", form: "report"))
        #expect(flow.procedures.last?.name.ja == "財産処分" && flow.procedures.last?.stages.count == 2)
        let id = try #require(flow.procedures.last?.id)
        flow = try flow.applying(.addStage(in: id, name: "現地の確認", kind: .content))
        #expect(flow.procedure(id)?.stages.map(\.name.ja) == ["形式審査", "現地の確認", "財産処分の決定"])
        flow = try flow.applying(.moveStage("content", in: id, .up))
        #expect(flow.procedure(id)?.stages.map(\.id) == ["content", "check", "decision"])
        var stage = try #require(flow.procedure(id)?.stage("content"))
        let seen = stage.mark
        stage.due = 7
        flow = try flow.applying(.setStage(stage, in: id, seen: seen))
        #expect(flow.procedure(id)?.stage("content")?.due == 7)
        flow = try flow.applying(.moveProcedure(id, .up)).applying(.moveProcedure(id, .up))
        #expect(flow.procedures.map(\.id).firstIndex(of: id) == flow.procedures.count - 3)
        flow = try flow.applying(.removeStage("content", in: id)).applying(.removeProcedure(id))
        #expect(flow == (try self.flow()))
    }

    @Test("keeps two people's changes of different places, and refuses the later of the same place")
    func together() throws {
        let shown = try flow()
        var procedure = try #require(shown.procedure("grant"))
        let head = procedure.mark
        procedure.days = 60
        var stage = try #require(shown.procedure("grant")?.stage("check"))
        let text = stage.mark
        stage.due = 3
        let both = try shown.applying(.setProcedure(procedure, seen: head)).applying(
            .setStage(stage, in: "grant", seen: text))
        #expect(both.procedure("grant")?.days == 60 && both.procedure("grant")?.stage("check")?.due == 3)
        stage.due = 9
        #expect(throws: FlowEdit.Problem.changedMeanwhile) {
            try both.applying(.setStage(stage, in: "grant", seen: text))
        }
        #expect(throws: FlowEdit.Problem.changedMeanwhile) {
            try both.applying(.setProcedure(procedure, seen: head))
        }
        #expect(throws: FlowEdit.Problem.changedMeanwhile) { try both.applying(.setValues([], seen: "")) }
    }

    @Test("refuses what would leave a way to nowhere, and says what uses it")
    func refusals() throws {
        let flow = try flow()
        #expect(throws: FlowEdit.Problem.used(["形式審査"])) {
            try flow.applying(.removeStage("examination", in: "plan"))
        }
        #expect(throws: FlowEdit.Problem.used(["計画申請"])) { try flow.applying(.removeProcedure("grant")) }
        #expect(throws: FlowEdit.Problem.gone) { try flow.applying(.removeProcedure("nothing")) }
        #expect(throws: FlowEdit.Problem.gone) { try flow.applying(.moveStage("nothing", in: "plan", .up)) }
        #expect(throws: FlowEdit.Problem.nameless) { try flow.applying(.addStage(in: "plan", name: "", kind: .check)) }
        #expect(throws: FlowEdit.Problem.lastOne) { try flow.applying(.removeStage("check", in: "progress")) }
    }

    @Test("what differs is told by procedure and stage")
    func difference() throws {
        let old = try flow()
        #expect(FlowDifference(from: old, to: old).changes == [])
        var procedure = try #require(old.procedure("grant"))
        let head = procedure.mark
        procedure.days = 60
        let new = try old.applying(.setProcedure(procedure, seen: head))
            .applying(.addStage(in: "plan", name: "現地調査", kind: .content))
            .applying(.addProcedure(name: "財産処分", form: "report")).applying(.moveProcedure("stop", .up))
        #expect(
            FlowDifference(from: old, to: new).changes.map(\.sentence.ja) == [
                "「計画申請」の審査段階「現地調査」を追加", "「交付申請」を変更", "「財産処分」を追加", "「手続き」の順番を変更",
            ])
    }

    @Test("a line of the document is at a procedure or a stage")
    func places() throws {
        let flow = try flow()
        let lines = flow.document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (number, line) in lines.enumerated() where line.contains("id: examination") {
            let place = try #require(flow.place(ofLine: number + 1))
            #expect(place.stage == "examination")
        }
        #expect(flow.place(ofLine: 0) == nil)
        let when = try #require(lines.firstIndex { $0.contains("repeats: true") })
        #expect(flow.place(ofLine: when + 1)?.procedure == "change" && flow.place(ofLine: when + 1)?.stage == nil)
    }

    @Test("whatever is edited, the document gives it back")
    func roundTrip() throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            var maker = FlowMaker(seed: seed)
            var flow = maker.programme().flow
            #expect(Flow(document: flow.document) == flow)
            var chance = Seeded(seed)
            for _ in 0..<12 {
                let procedure = flow.procedures.randomElement(using: &chance)
                let stage = procedure?.stages.randomElement(using: &chance)
                let edits: [FlowEdit] = [
                    .addProcedure(name: "手続きX", form: "form0"), .moveProcedure(procedure?.id ?? "", .down),
                    .removeProcedure(procedure?.id ?? ""),
                    .addStage(in: procedure?.id ?? "", name: "段階X", kind: .notice),
                    .moveStage(stage?.id ?? "", in: procedure?.id ?? "", .up),
                    .removeStage(stage?.id ?? "", in: procedure?.id ?? ""),
                ]
                guard let edit = edits.randomElement(using: &chance), let next = try? flow.applying(edit) else {
                    continue
                }
                flow = next
                #expect(Flow(document: flow.document) == flow)
            }
        }
    }
}
