import Testing

@testable import FEEL

@Suite struct CompiledModelTests {
    private static func model(_ decisions: [(Name, String)]) -> DMNModel {
        DMNModel(
            name: "m", namespace: "urn:m", inputs: [.init("x", type: .number)],
            decisions: decisions.map { .init($0, logic: .literal($1)) })
    }

    @Test(
        "A grant is computed to the yen",
        arguments: [
            ("小規模事業者", [300_001], 200_000), ("中小企業", [1_000_000, 1_999_999], 999_000),
            ("中小企業", [1_500_000, 1_500_001], 1_500_000),
            ("大企業", [9_000_000], 1_000_000), ("中小企業", [], 0),
        ])
    func grant(size: String, costs: [Int], expected: Int) throws {
        let expenses = costs.map { Value.context(["区分": "設備費", "金額": .number(Number($0))]) }
        let found = try DMNSamples.grant.evaluate(
            decision: "交付額", with: ["企業規模": .string(size), "経費": .list(List(expenses))])
        #expect(found.value == .number(Number(expected)), "\(found.notes.map(\.message.ja))")
        #expect(found.notes.isEmpty)
        #expect(found.decided.entries.map(\.0) == ["補助対象経費", "補助条件", "交付額"])
    }

    @Test("Only what a decision requires is evaluated, each once")
    func laziness() throws {
        let model = Self.model([("a", "b + c"), ("b", "c"), ("c", "x + 1"), ("d", "1 / (x - 1)")])
        let found = try model.evaluate(decision: "a", with: ["x": 1])
        #expect(found.value == 4)
        #expect(found.decided.entries.map(\.0) == ["c", "b", "a"])
        #expect(found.decided.values == [2, 2, 4])
        #expect(try model.evaluate(decision: "d", with: ["x": 1]).notes.count == 1)
    }

    @Test(
        "Decisions that require one another in a circle are refused",
        arguments: [
            ([("a", "a")], ["a", "a"]), ([("a", "b"), ("b", "c"), ("c", "a + x")], ["a", "b", "c", "a"]),
            ([("z", "a"), ("a", "b"), ("b", "a")], ["a", "b", "a"]),
        ] as [([(Name, String)], [Name])])
    func circles(decisions: [(Name, String)], circle: [Name]) {
        let error = #expect(throws: DMNError.self) { try CompiledModel(Self.model(decisions)) }
        #expect(error?.kind == .circle(circle))
        #expect(error?.message.ja.contains(circle.map(\.text).joined(separator: " → ")) ?? false)
    }

    @Test("A chain of a thousand decisions is no danger")
    func chain() throws {
        let model = Self.model((0..<1_000).map { (Name("d\($0)"), $0 == 0 ? "x" : "d\($0 - 1) + 1") }.reversed())
        let compiled = try CompiledModel(model)
        #expect(try compiled.evaluate("d999", with: ["x": 1]).value == 1_000)
        var limits = Limits.standard
        limits.steps = 1_000
        let found = try compiled.evaluate("d999", with: ["x": 1], limits: limits)
        #expect(found.overrun == .steps)
        #expect(found.value.isNull)
        #expect(found.steps <= 1_000)
    }

    @Test("What is wrong with a model names the decision")
    func errors() {
        #expect(throws: DMNError(.unknownDecision("b"))) {
            try Self.model([("a", "1")]).evaluate(decision: "b", with: [:])
        }
        #expect(throws: DMNError(.duplicate("x"))) { try CompiledModel(Self.model([("x", "1")])) }
        let formula = #expect(throws: DMNError.self) { try CompiledModel(Self.model([("d", "x +")])) }
        #expect(formula?.message.ja.hasPrefix("決定「d」：") ?? false)
        let requirement = DMNModel(
            name: "m", namespace: "urn:m", inputs: [], decisions: [.init("d", requires: ["y"], logic: .literal("1"))])
        #expect(throws: DMNError(.unknownRequirement("y", of: "d"))) { try CompiledModel(requirement) }
        let table = DMNModel(
            name: "m", namespace: "urn:m", inputs: [],
            decisions: [.init("d", logic: .table(.init(name: "", inputs: [], outputs: [], rules: [])))])
        let error = #expect(throws: DMNError.self) { try CompiledModel(table) }
        #expect(error?.message.ja.contains("出力の列がありません") ?? false)
    }

    @Test("Values of another type, or none of the choices, are null, with a note")
    func types() throws {
        let model = DMNModel(
            name: "m", namespace: "urn:m",
            inputs: [.init("n", type: .number), .init("l", type: .list(.number)), .init("c", type: .choice(["a"]))],
            decisions: [.init("d", type: .list(.any), logic: .literal("[n, l, c]"))])
        let wrong = try model.evaluate(decision: "d", with: ["n": "1", "l": 1, "c": "b"])
        #expect(wrong.value == [.null, [1], .null])
        #expect(wrong.notes.count == 2)
        let right = try model.evaluate(decision: "d", with: ["n": [1], "l": [1, 2], "c": "a"])
        #expect(right.value == [1, [1, 2], "a"])
    }

    @Test("What is doubtful in a table is told of the model")
    func findings() throws {
        #expect(try CompiledModel(DMNSamples.grant).findings.isEmpty)
        let table = DecisionTable(
            name: "", inputs: [.init("x", type: .number)], outputs: [.init()], rules: [.init(["< 1"], ["1"])])
        let model = DMNModel(
            name: "m", namespace: "urn:m", inputs: [.init("x", type: .number)],
            decisions: [.init("d", logic: .table(table))])
        let found = try CompiledModel(model).findings
        #expect(found.map(\.message.ja) == ["表「d」：当てはまる規則のない場合があります（x: >= 1）。規則か、出力の既定値を加えてください。"])
    }
}
