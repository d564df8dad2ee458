import Testing

@testable import FEEL

@Suite struct CompiledTableTests {
    private static let scope = Scope([
        "企業規模": .string, "経費区分": .string, "補助対象経費": .amount, "x": .any, "一覧": .list(.string),
    ])

    /// 補助率 and 上限額 by 企業規模 and 経費区分, as the guidelines of a grant have them.
    private static let rates = DecisionTable(
        name: "補助率表", hitPolicy: .unique,
        inputs: [
            .init("企業規模", type: .string, allowedValues: "\"小規模事業者\", \"中小企業\", \"大企業\""),
            .init("経費区分", type: .string, allowedValues: "\"設備費\", \"委託費\", \"旅費\""),
        ],
        outputs: [.init("補助率", type: .rate), .init("上限額", type: .amount)],
        annotations: ["根拠"],
        rules: [
            .init(["\"小規模事業者\"", "\"設備費\", \"委託費\""], ["2/3", "500000"], annotations: ["要領 第5条"]),
            .init(["\"中小企業\"", "\"設備費\""], ["1/2", "3000000"], annotations: ["要領 第5条"]),
            .init(["\"中小企業\"", "\"委託費\""], ["1/3", "1000000"]),
            .init(["\"大企業\"", "not(\"旅費\")"], ["1/4", "1000000"]),
            .init(["-", "\"旅費\""], ["1/2", "100000"]),
        ])

    @Test(
        "A table of rates gives exact yen",
        arguments: [
            ("小規模事業者", "設備費", 300_001, 200_000), ("小規模事業者", "委託費", 750_000, 500_000),
            ("中小企業", "委託費", 3_000_000, 1_000_000), ("中小企業", "委託費", 2_999_999, 999_000),
            ("中小企業", "設備費", 1_234_567, 617_000), ("大企業", "旅費", 1_000_000, 100_000),
            ("大企業", "設備費", 4_000_001, 1_000_000),
        ])
    func rates(size: String, kind: String, cost: Int, expected: Int) throws {
        let table = try CompiledTable(Self.rates, in: Self.scope)
        #expect(table.findings.isEmpty)
        #expect(table.coverage == .complete)
        #expect(table.type == .context(["補助率": .rate, "上限額": .amount]))
        let row = table.evaluate(["企業規模": .string(size), "経費区分": .string(kind)])
        #expect(row.notes.isEmpty)
        let formula = try Formula(
            "最小(切捨て(補助対象経費 * 表.補助率, -3), 表.上限額)", in: Scope(["補助対象経費": .amount, "表": table.type]))
        let grant = formula.evaluate(["補助対象経費": .number(Number(cost)), "表": row.value])
        #expect(grant.value == .number(Number(expected)))
    }

    @Test("A value that is not allowed makes the result null and is named")
    func notAllowed() throws {
        let table = try CompiledTable(Self.rates, in: Self.scope)
        let found = table.evaluate(["企業規模": "個人", "経費区分": "旅費"])
        #expect(found.value.isNull)
        #expect(found.matched.isEmpty)
        #expect(found.notes.map(\.cell) == [.input(1)])
        #expect(found.notes.map(\.kind) == [.inputNotAllowed("\"個人\"")])
        #expect(found.notes.first?.report(in: Self.rates).ja == "入力「企業規模」：「\"個人\"」は許される値ではありません。")
    }

    @Test("A value that is missing makes the result null and is named")
    func missing() throws {
        let found = try CompiledTable(Self.rates, in: Self.scope).evaluate(["経費区分": "旅費"])
        #expect(found.value.isNull)
        #expect(found.notes.contains { $0.cell == .input(1) && $0.kind == .emptyInput })
    }

    @Test(
        "The allowed values of a list are those of its items", arguments: [(["a", "b"], false), (["a", "c"], true)])
    func lists(items: [String], isNull: Bool) throws {
        let table = DecisionTable(
            name: "表", inputs: [.init("一覧", type: .list(.string), allowedValues: "\"a\", \"b\"")],
            outputs: [.init()], rules: [.init(["count(?) = 2"], ["1"])])
        let found = try CompiledTable(table, in: Self.scope).evaluate(["一覧": .list(List(items.map(Value.string)))])
        #expect(found.value.isNull == isNull)
    }

    @Test("The choices of a type are its allowed values and their order that of priority")
    func choices() throws {
        let table = DecisionTable(
            name: "表", hitPolicy: .priority, inputs: [.init("企業規模", type: .choice(["中小", "大"]))],
            outputs: [.init(type: .choice(["可", "否"]))], rules: [.init(["-"], ["\"否\""]), .init(["\"中小\""], ["\"可\""])])
        let compiled = try CompiledTable(table, in: Self.scope)
        #expect(compiled.evaluate(["企業規模": "中小"]).value == "可")
        #expect(compiled.evaluate(["企業規模": "大"]).value == "否")
        #expect(compiled.evaluate(["企業規模": "個人"]).value.isNull)
    }

    @Test("A value of another type than the column's is null, with a note")
    func inputType() throws {
        let table = DecisionTable(
            name: "表", inputs: [.init("x", type: .number)], outputs: [.init()],
            rules: [.init(["> 1"], ["1"]), .init(["null"], ["2"])])
        let compiled = try CompiledTable(table, in: Self.scope)
        #expect(compiled.evaluate(["x": "2"]).value == 2)
        #expect(compiled.evaluate(["x": "2"]).notes.first?.kind == .inputType(expected: .number, found: .string))
        #expect(compiled.evaluate(["x": [3]]).value == 1)
    }

    @Test("A result of another type, or not allowed, is null, with a note of its cell")
    func outputType() throws {
        let table = DecisionTable(
            name: "表", inputs: [.init("x")], outputs: [.init(type: .number, allowedValues: "[0..1]")],
            rules: [.init(["-"], ["x"])])
        let compiled = try CompiledTable(table, in: Self.scope)
        #expect(compiled.evaluate(["x": 1]).value == 1)
        let typed = compiled.evaluate(["x": "a"])
        #expect(
            typed.notes == [
                TableFinding(.outputType(expected: .number, found: .string), at: .result(rule: 1, output: 1))
            ])
        let beyond = compiled.evaluate(["x": 2])
        #expect(beyond.value.isNull)
        #expect(beyond.notes.map(\.kind) == [.outputNotAllowed("2")])
    }

    @Test("Notes of cells name the cell", arguments: ["1 / x", "number(\"a\") + x"])
    func cellNotes(text: String) throws {
        let table = DecisionTable(name: "表", inputs: [], outputs: [.init()], rules: [.init([], [text])])
        let found = try CompiledTable(table, in: Self.scope).evaluate(["x": 0])
        #expect(found.value.isNull)
        #expect(found.notes.first?.cell == .result(rule: 1, output: 1))
    }

    @Test("Empty cells are any value, and a table without inputs always matches")
    func emptyCells() throws {
        let table = DecisionTable(
            name: "表", inputs: [.init("x")], outputs: [.init()], rules: [.init([" \n"], ["1"])])
        #expect(try CompiledTable(table, in: Self.scope).evaluate().value == 1)
    }

    @Test("All cells together keep within the limits", arguments: [1, 10, 100, 1_000])
    func limits(steps: Int) throws {
        let table = DecisionTable(
            name: "表", hitPolicy: .collect(.sum), inputs: [.init("x")], outputs: [.init()],
            rules: (0..<200).map { .init([$0 % 2 == 0 ? "-" : "? = 1"], ["count(for i in 1..50 return i)"]) })
        let compiled = try CompiledTable(table, in: Self.scope)
        var limits = Limits.standard
        limits.steps = steps
        let found = compiled.evaluate(["x": 1], limits: limits)
        #expect(found.overrun == .steps)
        #expect(found.value.isNull)
        #expect(found.steps <= steps)
        #expect(found.notes.last?.message.en.contains("too long") ?? false)
        let whole = compiled.evaluate(["x": 1])
        #expect(whole.value == 10_000)
        limits.steps = whole.steps
        #expect(compiled.evaluate(["x": 1], limits: limits).value == 10_000)
        limits.steps = whole.steps - 1
        #expect(compiled.evaluate(["x": 1], limits: limits).overrun == .steps)
    }

    @Test(
        "What is wrong is found in its cell",
        arguments: [
            ("\"a\"", "1", TableCell.test(rule: 1, input: 1)), ("> 1", "\"a\"", .result(rule: 1, output: 1)),
            ("> y", "1", .test(rule: 1, input: 1)), ("> 1 +", "1", .test(rule: 1, input: 1)),
            ("> 1", "5", .result(rule: 1, output: 1)), ("> 1", "", .result(rule: 1, output: 1)),
        ] as [(String, String, TableCell)])
    func wrongCells(test: String, result: String, cell: TableCell) {
        let table = DecisionTable(
            name: "表", inputs: [.init("x", type: .number)], outputs: [.init(type: .number, allowedValues: "1, 2, 3")],
            rules: [.init([test], [result])])
        let error = #expect(throws: TableError.self) { try CompiledTable(table, in: Scope(["x": .number])) }
        #expect(error?.findings.first?.cell == cell)
        #expect(error?.findings.first?.severity == .error)
    }

    @Test("All that is wrong with a table is told at once")
    func structure() {
        let table = DecisionTable(
            name: "表", inputs: [.init("x")], outputs: [.init("a"), .init("a"), .init()],
            rules: [.init([], ["1"]), .init(["1", "2"], ["1", "2", "3"])])
        let error = #expect(throws: TableError.self) { try CompiledTable(table, in: Self.scope) }
        #expect(
            error?.findings.map(\.kind) == [
                .duplicateOutput("a"), .unnamedOutput, .testCount(expected: 1, found: 0),
                .resultCount(expected: 3, found: 1), .testCount(expected: 1, found: 2),
            ])
    }

    @Test("Tables that cannot be used are refused", arguments: [HitPolicy.priority, .outputOrder])
    func priorities(policy: HitPolicy) {
        let table = DecisionTable(
            name: "表", hitPolicy: policy, inputs: [.init("x")], outputs: [.init()], rules: [.init(["-"], ["1"])])
        let error = #expect(throws: TableError.self) { try CompiledTable(table, in: Self.scope) }
        #expect(error?.findings.map(\.kind) == [.missingPriorities])
        var without = table
        without.outputs = []
        #expect(throws: TableError.self) { try CompiledTable(without, in: Self.scope, policy: .open) }
        var large = table
        large.hitPolicy = .first
        large.rules = Array(repeating: .init(["-"], ["1"]), count: 20_000)
        #expect(throws: TableError.self) { try CompiledTable(large, in: Self.scope) }
    }

    @Test("It depends on the names of all its cells")
    func dependencies() throws {
        let scope = Scope(["a": .number, "b": .number, "c": .number, "d": .number, "e": .number])
        let table = DecisionTable(
            name: "表", inputs: [.init("a + 1", allowedValues: "> b")], outputs: [.init(defaultValue: "e")],
            rules: [.init(["< c"], ["d"])])
        #expect(try CompiledTable(table, in: scope).dependencies == ["a", "b", "c", "d", "e"])
    }
}
