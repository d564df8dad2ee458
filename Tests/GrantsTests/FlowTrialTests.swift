import Testing

@testable import Grants

@Suite("A flow that is tried")
struct FlowTrialTests {
    private let day = Day(year: 2026, month: 5, day: 29)!

    @Test("goes by every procedure an outcome opens to its end, on the days things are due")
    func wholeWay() throws {
        let programme = try ProgrammeTemplate.subsidy.programme(
            code: "walk", name: "見本", agency: ProgrammeTemplateTests.agency)
        let trial = FlowTrial(
            programme, answers: ["補助希望額": "900000", "補助金交付申請額": "700000", "補助対象経費": "900000"], from: day)
        #expect(trial.steps.filter { $0.what == .files }.map(\.procedure) == ["plan", "grant", "report"])
        #expect(trial.steps[1].what == .decides(outcome: "forward") && trial.steps[1].day.iso == "2026-06-05")
        #expect(!trial.steps.contains { $0.isStuck })
        #expect(trial.values["交付決定額"] == .money(Yen(700_000)))
        #expect(trial.anytime == ["change", "stop", "progress"])
        let titles = trial.steps.compactMap { if case .letter(let title) = $0.what { title } else { nil } }
        #expect(titles == ["採択通知書", "交付決定通知書", "補助金の額の確定通知書"])
    }

    @Test(
        "passes a stage whose condition fails for the answers given, and no other",
        arguments: [("500", true), ("2000", false)])
    func conditions(amount: String, isPassed: Bool) throws {
        var programme = try ProgrammeTemplate.subsidy.programme(
            code: "walk", name: "見本", agency: ProgrammeTemplateTests.agency)
        programme.flow.procedures[0].stages[1].when = "補助希望額 >= 1000"
        let trial = FlowTrial(programme, answers: ["補助希望額": amount], from: day)
        #expect(trial.steps.contains { $0.what == .passes && $0.stage == "examination" } == isPassed)
        #expect(
            trial.steps.contains {
                $0.what == .decides(outcome: "forward") && $0.stage == "examination" && $0.procedure == "plan"
            } == !isPassed)
    }

    @Test("says when the answers given would not be accepted, and goes on as far as it can")
    func unacceptable() throws {
        let programme = try ProgrammeTemplate.subsidy.programme(
            code: "walk", name: "見本", agency: ProgrammeTemplateTests.agency)
        let trial = FlowTrial(programme, answers: ["補助金交付申請額": "900", "補助対象経費": "100"], from: day)
        let told = trial.steps.compactMap { step -> String? in
            switch step.what {
            case .unacceptable(let why), .stuck(let why): why.ja
            default: nil
            }
        }
        #expect(told.first == "補助金交付申請額は、補助対象経費以下にしてください")
        // Nothing can be granted then; the way goes on to what can be chosen.
        #expect(trial.steps.contains { $0.what == .decides(outcome: "refuse") } && !trial.steps.contains { $0.isStuck })
    }

    @Test("comes to an end whatever the flow, and is never stuck in one that passes the checks")
    func ends() {
        var accepted = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            var maker = FlowMaker(seed: seed)
            let programme = maker.programme()
            let trial = FlowTrial(programme, answers: [:], from: day)
            #expect(trial.steps.count < 200)
            guard (try? ProgrammeFolder(reading: programme.documents)) != nil else { continue }
            accepted += 1
            #expect(!trial.steps.contains { $0.isStuck }, "flow \(seed)")
        }
        #expect(accepted > 40)
    }
}

extension FlowTrial.Step {
    fileprivate var isStuck: Bool { if case .stuck = what { true } else { false } }
}
