import Testing

@testable import Grants

@Suite("Any flow that passes its checks")
struct FlowPropertyTests {
    /// Walks at random, and says at each step whether every filing in the office's hands can be taken on by someone.
    private func walk(_ programme: Programme, seed: UInt64, steps: Int) throws {
        var walk = Walk(programme, seed: seed)
        for _ in 0..<steps {
            for filing in walk.state.filings where filing.standing == .inStage {
                let able = walk.possible.filter { $0.actor.kind != .applicant }
                #expect(
                    !able.isEmpty,
                    "stuck at \(filing.procedure)/\(filing.stage ?? "first") after \(walk.records.map(\.kind))")
                if let proposal = filing.proposal {
                    #expect(throws: Refusal.self, "no self-approval") {
                        try walk.state.decide(
                            .confirm(filing.id, LetterNumber(id: Samples.id(1), number: 1)), by: proposal.by,
                            at: walk.now, under: programme)
                    }
                }
            }
            for (name, json) in walk.state.values {
                let value = try #require(programme.flow.value(name))
                #expect(Answer(json: json, type: value.kind.type) != nil)
            }
            guard walk.step() != nil else { break }
        }
        #expect(try Case.verified(walk.records) == walk.state)
    }

    @Test(
        "templates: no case is ever stuck, and events fold to the same state",
        arguments: ProgrammeTemplate.all.map(\.id))
    func templates(id: String) throws {
        let template = try #require(ProgrammeTemplate.named(id))
        let programme = try template.programme(code: "walk", name: "見本補助金", agency: ProgrammeTemplateTests.agency)
        for seed in 1...60 as ClosedRange<UInt64> { try walk(programme, seed: seed, steps: 60) }
    }

    @Test("generated: no case is ever stuck, and events fold to the same state")
    func generated() throws {
        var accepted = 0
        for seed in 1...400 as ClosedRange<UInt64> {
            var maker = FlowMaker(seed: seed)
            guard let folder = try? ProgrammeFolder(reading: maker.programme().documents) else { continue }
            accepted += 1
            for start in 1...3 as ClosedRange<UInt64> { try walk(folder.programme, seed: seed * 7 + start, steps: 40) }
        }
        #expect(accepted > 80, "\(accepted) of 400 flows pass the checks")
    }
}

/// Flows at random, many of which are fine.
struct FlowMaker {
    private var chance: Seeded
    private var starts: [Procedure.Start] = []

    init(seed: UInt64) { chance = Seeded(seed) }

    private mutating func odds(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &chance) == 0 }
    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &chance) }

    mutating func programme() -> Programme {
        let count = number(1...4)
        starts = (0..<count).map { $0 == 0 ? .round : odds(3) ? .case : .outcome }
        let procedures = (0..<count).map { procedure($0, of: count) }
        let usesSheet = procedures.flatMap(\.stages).contains { $0.sheet != nil }
        let isSet = procedures.flatMap(\.stages).flatMap(\.outcomes).contains { !$0.sets.isEmpty }
        return Programme(
            code: "walk", agency: ProgrammeTemplateTests.agency, name: "見本補助金", summary: "見本です",
            windows: [Window(id: "office", name: "窓口")],
            flow: Flow(procedures: procedures, values: isSet ? [CaseValue(name: "決定額", kind: .money)] : []),
            forms: (0..<count).map(form), sheets: usesSheet ? [Samples.sheet] : [], letters: [], attachments: [])
    }

    private func form(_ index: Int) -> Form {
        Form(
            id: "form\(index)", title: Text("様式\(index)"),
            sections: [
                Section(
                    id: "s", title: "内容",
                    fields: [
                        Field(name: "事業名", label: "事業名", type: .text(TextLimits(maximum: 20)), required: true),
                        Field(name: "金額", label: "金額", type: .money(MoneyLimits(minimum: 0)), required: true),
                        Field(name: "特例", label: "特例", type: .yesNo),
                    ])
            ])
    }

    private mutating func procedure(_ index: Int, of count: Int) -> Procedure {
        let stages = number(1...4)
        let start = starts[index]
        return Procedure(
            id: "p\(index)", name: Text("手続き\(index)"), form: "form\(index)", start: start,
            when: start == .case || start == .outcome && odds(3) ? condition(of: index) : nil,
            after: start == .outcome && odds(4) ? number(1...20) : nil,
            days: start == .outcome && odds(2) ? number(5...60) : nil, repeats: start == .case && odds(2),
            isMandatory: start == .outcome && odds(2),
            stages: (0..<stages).map { stage($0, of: stages, procedure: index, count: count) })
    }

    /// Over the case: of any procedure.
    private mutating func condition(of index: Int) -> String {
        [
            "手続き0.結果 = \"採択\"", "手続き0.件数 > 0", "手続き0.金額 >= \(number(1...20) * 100)",
            "手続き\(index).件数 < \(number(1...3))",
            "手続き0.結果 != \"不採択\"",
        ].randomElement(using: &chance) ?? "手続き0.件数 > 0"
    }

    private mutating func stage(_ index: Int, of stages: Int, procedure: Int, count: Int) -> Stage {
        let isLast = index == stages - 1
        let kind =
            isLast ? Stage.Kind.decision : [.check, .content, .review, .notice].randomElement(using: &chance) ?? .check
        var outcomes: [Outcome] = []
        if isLast {
            outcomes.append(
                Outcome(
                    id: "adopt", label: "採択", target: .end(.adopted), when: odds(3) ? local() : nil,
                    opens: (0..<count).filter { starts[$0] == .outcome && (procedure == 0 || odds(3)) }.map {
                        "p\($0)"
                    },
                    sets: odds(3)
                        ? [.init("決定額", ["金額", "最小(金額, 500)", "金額 / 3"].randomElement(using: &chance) ?? "金額")] : []))
            outcomes.append(
                Outcome(
                    id: "reject", label: "不採択", target: .end(.rejected),
                    closes: odds(4) ? ["p\(number(0...count - 1))"] : []))
        } else {
            let to = odds(6) ? number(index + 1...stages - 1) : index + 1
            outcomes.append(
                Outcome(id: "forward", label: "次へ", target: .stage("s\(to)"), when: odds(3) ? local() : nil))
            if kind == .review || odds(2) || outcomes[0].when != nil {
                outcomes.append(Outcome(id: "dismiss", label: "却下", target: .end(.dismissed)))
            }
        }
        if kind != .review, odds(2) {
            outcomes.append(
                Outcome(id: "return", label: "差戻し", target: .applicant, limit: odds(2) ? number(1...3) : nil))
        }
        let rules: [Stage.Rule] = [.office, .anyone, .all, .average(number(2...9))]
        return Stage(
            id: "s\(index)", name: Text("段階\(index)"), kind: kind, when: !isLast && odds(3) ? local() : nil,
            due: odds(2) ? number(1...20) : nil, reviewers: kind == .review ? number(1...3) : 0,
            sheet: kind == .review ? "score" : nil,
            rule: kind == .review ? rules.randomElement(using: &chance) ?? .office : .office, outcomes: outcomes)
    }

    /// Over a filing in its stage.
    private mutating func local() -> String {
        [
            "金額 >= \(number(1...20) * 100)", "特例 = true", "差戻し回数 < \(number(1...3))", "提出回数 > 1",
            "審査.平均点 >= \(number(2...9))",
            "手続き0.件数 > \(number(0...2))",
        ].randomElement(using: &chance) ?? "金額 >= 0"
    }
}
