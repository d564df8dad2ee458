import Testing

@testable import FEEL

@Suite struct TableAnalysisTests {
    private static let scope = Scope([
        "x": .number, "y": .number, "s": .string, "b": .boolean, "d": .date, "t": .time, "z": .any,
    ])

    private static func compiled(
        _ inputs: [DecisionTable.Input], _ rules: [[String]], _ policy: HitPolicy = .unique, fallback: String? = nil,
        allows: Formula.Policy = .forms
    ) throws(TableError) -> CompiledTable {
        try CompiledTable(
            DecisionTable(
                name: "表", hitPolicy: policy, inputs: inputs, outputs: [.init(defaultValue: fallback)],
                rules: rules.enumerated().map { .init($1, ["\($0 + 1)"]) }),
            in: scope, policy: allows)
    }

    @Test(
        "Gaps between literal tests are found and written as tests",
        arguments: [
            ("x", ["< 10", ">= 10"], []), ("x", ["< 10", "> 10"], ["10"]),
            ("x", ["[0..10)", "[10..20]"], ["< 0", "> 20"]),
            ("x", ["< 10", "[20..30)", ">= 30"], ["[10..20)"]), ("x", ["<= 10", "> 20"], ["(10..20]"]),
            ("x", ["not(5)", "5"], []), ("x", ["? > 5 and ? < 9", "<= 5", "? >= 9"], []), ("x", ["-"], []),
            ("x", ["< 1/3", "> 1/3"], ["0.3333333333333333333333333333333333"]),
            ("s", ["\"a\"", "\"b\""], ["not(\"a\", \"b\")"]), ("s", ["\"a\", \"b\"", "not(\"a\", \"b\")"], []),
            ("s", ["not(\"a\", \"b\")"], ["\"a\", \"b\""]), ("b", ["true"], ["false"]), ("b", ["true", "false"], []),
            ("d", ["<= @\"2026-03-31\"", ">= @\"2026-04-01\""], []),
            ("d", ["<= @\"2026-03-31\"", "> @\"2026-04-01\""], ["@\"2026-04-01\""]),
            (
                "d", ["< date(\"2026-04-01\")", "[date(2026, 4, 2)..date(2027, 3, 31)]", "> @\"2027-03-31\""],
                ["@\"2026-04-01\""]
            ),
            ("x", ["> y"], nil), ("t", ["> @\"10:00:00\""], nil), ("s", ["> \"a\""], nil),
            ("x", ["> 1", "> y"], nil), ("z", ["1", "\"a\""], nil), ("x", ["? between 1 and 3", "< 1", "> 3"], []),
            ("x", ["[1..2], 3, > 3, < 1, (2..3)"], []),
        ] as [(String, [String], [String]?)])
    func gaps(input: String, tests: [String], expected: [String]?) throws {
        let compiled = try Self.compiled([.init(input)], tests.map { [$0] }, .first)
        switch compiled.coverage {
        case .complete: #expect(expected == [])
        case .gaps(let gaps): #expect(gaps.map { $0[0] } == expected)
        case .unknown: #expect(expected == nil)
        }
        #expect(compiled.findings.count == expected?.count ?? 0)
    }

    @Test("Gaps of several inputs name each of them")
    func severalInputs() throws {
        let compiled = try Self.compiled(
            [.init("s", label: "規模", allowedValues: "\"大\", \"小\""), .init("x", allowedValues: ">= 0")],
            [["\"大\"", "-"], ["\"小\"", "< 100"]])
        #expect(compiled.coverage == .gaps([["\"小\"", ">= 100"]]))
        #expect(
            compiled.findings.map(\.kind) == [
                .gap([.init(heading: "規模", test: "\"小\""), .init(heading: "x", test: ">= 100")])
            ])
        #expect(compiled.findings.first?.message.ja.contains("規模: \"小\", x: >= 100") ?? false)
    }

    @Test("A default makes gaps no mistake, and lists may have them")
    func harmlessGaps() throws {
        #expect(try Self.compiled([.init("x")], [["1"]], fallback: "0").findings.isEmpty)
        #expect(try Self.compiled([.init("x")], [["1"]], .collect(.sum)).findings.isEmpty)
    }

    @Test(
        "Rules of a unique table that match together are found",
        arguments: [
            (["< 10", ">= 10"], nil), (["<= 10", ">= 10"], "10"), (["[1..5]", "[3..9]"], "[3..5]"), (["-", "7"], "7"),
            (["1, 2, 3", "not(1, 2)"], "3"), (["-", "-"], ""), (["> 1", "> y"], nil), (["> 1", "> 5"], "> 5"),
        ] as [([String], String?)])
    func overlaps(tests: [String], expected: String?) throws {
        let found = try Self.compiled([.init("x")], tests.map { [$0] }, fallback: "0").findings.map(\.kind)
        let columns = expected.map { $0.isEmpty ? [] : [TableFinding.Column(heading: "x", test: $0)] }
        #expect(found == columns.map { [.overlap(with: 1, $0)] } ?? [])
    }

    @Test("Rules whose inputs exclude one another do not overlap")
    func excluded() throws {
        let rules = [["< 10", "\"a\""], ["[5..20]", "\"b\""], ["> 20", "-"]]
        #expect(try Self.compiled([.init("x"), .init("s")], rules, fallback: "0").findings.isEmpty)
    }

    @Test("Of inputs that depend on one another nothing is said")
    func dependentInputs() throws {
        let compiled = try Self.compiled(
            [.init("x"), .init("x * 2")], [["< 10", "> 20"], ["> 10", "-"], ["10", "< 5"]])
        #expect(compiled.coverage == .unknown)
        #expect(compiled.findings.isEmpty)
    }

    @Test(
        "Rules that can never match are found",
        arguments: [
            ("[5..1]", TableFinding.Kind.neverMatches), ("? > 5 and ? < 3", .neverMatches),
            ("200", .matchesOnlyForbidden),
            ("> 100", .matchesOnlyForbidden),
        ])
    func deadRules(test: String, expected: TableFinding.Kind) throws {
        let input = DecisionTable.Input("x", allowedValues: "[0..100]")
        let compiled = try Self.compiled([input], [["-"], [test]], .first, allows: .open)
        #expect(compiled.findings.contains(TableFinding(expected, at: .test(rule: 2, input: 1))))
    }

    @Test("Rules that earlier ones hide are found under first")
    func hiddenRules() throws {
        let rules = [["> 10", "-"], ["> 20", "\"a\""], ["-", "\"a\""], ["-", "-"], ["5", "\"a\""]]
        let found = try Self.compiled([.init("x"), .init("s")], rules, .first).findings
        #expect(
            found == [TableFinding(.hidden(by: 1), at: .rule(2)), TableFinding(.hidden(by: 3), at: .rule(5))])
    }

    @Test("What the analysis says agrees with what the table does", arguments: 0..<60)
    func agreement(seed: Int) throws {
        var chance = Chance(UInt64(seed))
        func test() -> String {
            let (one, two) = (Int.random(in: 0..<6, using: &chance), Int.random(in: 0..<6, using: &chance))
            let forms = [
                "-", "\(one)", "< \(one)", ">= \(one)", "[\(min(one, two))..\(max(one, two))]",
                "(\(min(one, two))..\(max(one, two)))", "not(\(one), \(two))", "\(one), > \(two)",
            ]
            return forms[Int.random(in: 0..<forms.count, using: &chance)]
        }
        let rules = (0..<(2 + Int.random(in: 0..<4, using: &chance))).map { _ in [test(), test()] }
        let compiled = try Self.compiled([.init("x"), .init("y")], rules)
        // Halves lie between the ends, so that every part is met.
        let values = (-3...13).compactMap { Number($0).divided(by: 2) }
        var (hasGap, hasOverlap) = (false, false)
        for x in values {
            for y in values {
                let found = compiled.evaluate(["x": .number(x), "y": .number(y)])
                hasGap = hasGap || found.matched.isEmpty
                hasOverlap = hasOverlap || found.matched.count > 1
            }
        }
        #expect(hasGap == (compiled.coverage != .complete), "\(rules)")
        #expect(
            hasOverlap == compiled.findings.contains { if case .overlap = $0.kind { true } else { false } }, "\(rules)")
        if case .gaps(let gaps) = compiled.coverage {
            for gap in gaps {
                let tests = try gap.map { (text: String) in try UnaryTests(text, of: .number) }
                for x in values where tests[0].evaluate(.number(x)).value == true {
                    for y in values where tests[1].evaluate(.number(y)).value == true {
                        #expect(
                            compiled.evaluate(["x": .number(x), "y": .number(y)]).matched.isEmpty, "\(rules) \(gap)")
                    }
                }
            }
        }
    }

    @Test("Large tables are given up, not waited for", .timeLimit(.minutes(1)))
    func bounded() throws {
        let names = (0..<20).map { Name("c\($0)") }
        let scope = Scope(Dictionary(uniqueKeysWithValues: names.map { ($0, Type.number) }))
        var chance = Chance(7)
        let table = DecisionTable(
            name: "表", inputs: names.map { .init($0.text, type: .number) }, outputs: [.init()],
            rules: (0..<800).map { rule in
                .init(
                    names.map { _ in
                        Int.random(in: 0..<3, using: &chance) == 0
                            ? "-" : "> \(Int.random(in: 0..<1_000, using: &chance))"
                    }, ["\(rule)"])
            })
        let compiled = try CompiledTable(table, in: scope)
        #expect(compiled.findings.count <= 20)
    }
}
