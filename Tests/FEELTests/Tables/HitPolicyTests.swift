import Testing

@testable import FEEL

@Suite struct HitPolicyTests {
    private static let scope = Scope(["x": .number])

    /// Two rules overlap between 10 and 20; the outputs are those given.
    private static func table(
        _ policy: HitPolicy, _ outputs: [String], allowed: String? = nil, fallback: String? = nil
    ) -> DecisionTable {
        DecisionTable(
            name: "表", hitPolicy: policy, inputs: [.init("x", type: .number)],
            outputs: [.init(allowedValues: allowed, defaultValue: fallback)],
            rules: zip([">= 10", "<= 20", ">= 15"], outputs).map { .init([$0], [$1]) })
    }

    private static func value(_ table: DecisionTable, _ x: Int) throws(TableError) -> TableEvaluation {
        try CompiledTable(table, in: scope, policy: .open).evaluate(["x": .number(Number(x))])
    }

    @Test(
        "Each hit policy gives what the specification says",
        arguments: [
            (HitPolicy.unique, 5, "2"), (.unique, 12, "null"),
            (.first, 12, "1"), (.first, 17, "1"), (.first, 5, "2"),
            (.any, 12, "null"), (.any, 25, "null"), (.any, 5, "2"),
            (.ruleOrder, 17, "[1, 2, 3]"), (.ruleOrder, 5, "[2]"),
            (.collect(.none), 17, "[1, 2, 3]"), (.collect(.sum), 17, "6"), (.collect(.min), 17, "1"),
            (.collect(.max), 17, "3"), (.collect(.count), 17, "3"), (.collect(.count), 5, "1"),
        ] as [(HitPolicy, Int, String)])
    func policies(policy: HitPolicy, x: Int, expected: String) throws {
        #expect(try Self.value(Self.table(policy, ["1", "2", "3"]), x).value.description == expected)
    }

    @Test("Rules of an any table may match together when they agree", arguments: [5, 12, 17, 25])
    func agreement(x: Int) throws {
        let found = try Self.value(Self.table(.any, ["1 / 3", "2 / 6", "1/3"]), x)
        #expect(found.value.description == Value.number(Number(1).divided(by: 3) ?? 0).description)
        #expect(found.notes.isEmpty)
    }

    @Test("A unique table with two matches is null and names the rules")
    func severalMatches() throws {
        let found = try Self.value(Self.table(.unique, ["1", "2", "3"]), 17)
        #expect(found.value.isNull)
        #expect(found.matched == [1, 2, 3])
        #expect(found.notes.map(\.kind) == [.severalMatches([1, 2, 3])])
        #expect(found.notes.first?.message.ja.contains("1, 2, 3") ?? false)
    }

    @Test("An any table whose outputs differ is null and names the rules")
    func differentOutputs() throws {
        #expect(
            try Self.value(Self.table(.any, ["1", "2", "1"]), 17).notes.map(\.kind) == [.differentOutputs([1, 2, 3])])
    }

    @Test("First stops at the first rule that matches")
    func first() throws { #expect(try Self.value(Self.table(.first, ["1", "2", "3"]), 17).matched == [1]) }

    @Test(
        "Priority and output order follow the order of the output values",
        arguments: [
            (HitPolicy.priority, "3, 2, 1", "3"), (.priority, "2, 1, 3", "2"), (.outputOrder, "3, 2, 1", "[3, 2, 1]"),
            (.outputOrder, "2, 1, 3", "[2, 1, 3]"), (.priority, "> 1, 1", "2"), (.outputOrder, "> 1, 1", "[2, 3, 1]"),
        ] as [(HitPolicy, String, String)])
    func priorities(policy: HitPolicy, allowed: String, expected: String) throws {
        let found = try Self.value(Self.table(policy, ["1", "2", "3"], allowed: allowed), 17)
        #expect(found.value.description == expected)
    }

    @Test("Duplicates and their order stay in lists")
    func duplicates() throws {
        #expect(try Self.value(Self.table(.collect(.none), ["7", "1", "7"]), 17).value.description == "[7, 1, 7]")
        #expect(try Self.value(Self.table(.collect(.count), ["7", "1", "7"]), 17).value == 3)
        #expect(
            try Self.value(Self.table(.outputOrder, ["7", "1", "7"], allowed: "1, 7"), 17).value.description
                == "[1, 7, 7]")
    }

    @Test("Without a match the result is the default, or null with a note", arguments: HitPolicy.all)
    func noMatch(policy: HitPolicy) throws {
        func table(_ fallback: String?) -> DecisionTable {
            DecisionTable(
                name: "表", hitPolicy: policy, inputs: [.init("x", type: .number)],
                outputs: [.init(allowedValues: "1, 2", defaultValue: fallback)], rules: [.init(["> 100"], ["1"])])
        }
        let without = try Self.value(table(nil), 1)
        #expect(without.value.isNull)
        #expect(without.notes.map(\.kind) == [.noMatch])
        let with = try Self.value(table("2"), 1)
        #expect(with.value.description == (policy.givesList ? "[2]" : "2"))
        #expect(with.notes.isEmpty)
    }

    @Test("Several outputs are a context, ordered by each output in turn")
    func severalOutputs() throws {
        let table = DecisionTable(
            name: "審査", hitPolicy: .outputOrder, inputs: [.init("x", type: .number)],
            outputs: [
                .init("判定", type: .string, allowedValues: "\"可\", \"否\""), .init("備考", type: .string),
                .init("順位", type: .number, allowedValues: "2, 1"),
            ],
            rules: [
                .init(["-"], ["\"否\"", "\"a\"", "1"]), .init(["> 0"], ["\"可\"", "\"b\"", "1"]),
                .init(["> 0"], ["\"可\"", "\"c\"", "2"]), .init(["> 0"], ["\"否\"", "\"d\"", "2"]),
            ])
        let value = try Self.value(table, 1).value
        guard case .list(let list) = value else {
            Issue.record("\(value)")
            return
        }
        let notes = list.map { (item: Value) -> Value in
            if case .context(let row) = item { row["備考"] ?? .null } else { .null }
        }
        #expect(notes == ["c", "b", "d", "a"])
        var priority = table
        priority.hitPolicy = .priority
        #expect(try Self.value(priority, 1).value == ["判定": "可", "備考": "c", "順位": 2])
    }

    @Test(
        "Aggregations of several outputs are refused, and null where errors pass",
        arguments: HitPolicy.Aggregation.allCases)
    func aggregatesSeveral(aggregation: HitPolicy.Aggregation) throws {
        let table = DecisionTable(
            name: "表", hitPolicy: .collect(aggregation), inputs: [.init("x", type: .number)],
            outputs: [.init("a"), .init("b")], rules: [.init(["-"], ["1", "2"])])
        if aggregation == .none {
            #expect(try Self.value(table, 1).value == [["a": 1, "b": 2]])
        } else {
            #expect(try Self.value(table, 1).notes.map(\.kind) == [.aggregatesSeveral])
            #expect(throws: TableError.self) { try CompiledTable(table, in: Self.scope) }
        }
    }

    @Test("What cannot be summed is null, with a note")
    func sumOfStrings() throws {
        let found = try Self.value(Self.table(.collect(.sum), ["1", "\"a\"", "3"]), 17)
        #expect(found.value.isNull)
        #expect(!found.notes.isEmpty)
    }

    @Test(
        "Tables with two outputs give what the conformance kit asks for (0110, 0118, 0119)",
        arguments: [
            (HitPolicy.outputOrder, 17, "High", ["Approved Standard", "Declined Standard"]),
            (.outputOrder, 19, "Low", ["Approved Basic"]), (.outputOrder, 10, "Low", ["Declined Standard"]),
            (.collect(.none), 17, "High", ["Declined Standard", "Approved Standard"]),
            (.ruleOrder, 17, "High", ["Declined Standard", "Approved Standard"]),
            (.priority, 17, "High", ["Approved Standard"]), (.priority, 19, "Low", ["Approved Basic"]),
            (.priority, 10, "Low", ["Declined Standard"]),
        ] as [(HitPolicy, Int, String, [String])])
    func kit(policy: HitPolicy, age: Int, risk: String, expected: [String]) throws {
        let table = DecisionTable(
            name: "Approval Status", hitPolicy: policy,
            inputs: [
                .init("Age", type: .number),
                .init("RiskCategory", type: .string, allowedValues: "\"High\", \"Low\", \"Medium\""),
            ],
            outputs: [
                .init("Approved/Declined", type: .string, allowedValues: "\"Approved\", \"Declined\""),
                .init("Rate", type: .string),
            ],
            rules: [
                .init([">=18", "\"Medium\",\"Low\""], ["\"Approved\"", "\"Basic\""]),
                .init(["<18", "-"], ["\"Declined\"", "\"Standard\""]),
                .init(["-", "\"High\""], ["\"Approved\"", "\"Standard\""]),
            ])
        let compiled = try CompiledTable(table, in: Scope(["Age": .number, "RiskCategory": .string]))
        let value = compiled.evaluate(["Age": .number(Number(age)), "RiskCategory": .string(risk)]).value
        let rows = expected.map { row in
            let words = row.split(separator: " ").map { Value.string(String($0)) }
            return Value.context(["Approved/Declined": words[0], "Rate": words[1]])
        }
        #expect(value == (policy.givesList ? .list(List(rows)) : rows[0]))
    }
}
