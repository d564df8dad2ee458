import Foundation
import Testing

@testable import FEEL

/// The pages of FEEL.docc say what formulas give. Here all of it is tried.
@Suite("Documentation")
struct DocumentationTests {
    @Test("every formula of the pages gives what they say", arguments: Page.all)
    func formulas(page: Page) throws {
        let world = try World.shared()
        for row in page.rows(of: [.gives, .japanese]) {
            let (text, wanted) = try (row.code(row.kind == .japanese ? 1 : 0), row.code(row.kind == .japanese ? 2 : 1))
            let evaluation = try world.formula(text).evaluate(world.values, at: World.moment)
            let expected = try world.formula(wanted).evaluate(world.values, at: World.moment)
            #expect(evaluation.value == expected.value, "\(page): \(text) gives \(evaluation.value)")
            #expect(expected.value.isNull == (wanted == "null"), "\(page): \(wanted) is null itself")
        }
    }

    @Test("the notes of evaluations are those of the pages", arguments: Page.all)
    func notes(page: Page) throws {
        let world = try World.shared()
        for row in page.rows(of: [.gives]) where row.header.last == "The note says" {
            let notes = try world.formula(row.code(0)).evaluate(world.values, at: World.moment).notes
            let said = notes.map(\.message.en)
            let wanted = row.cells[2]
            #expect(wanted.isEmpty ? said.isEmpty : said.contains { $0.hasPrefix(wanted) }, "\(row.cells[0]): \(said)")
        }
    }

    @Test("unary tests answer as the pages say", arguments: Page.all)
    func unaryTests(page: Page) throws {
        let world = try World.shared()
        for row in page.rows(of: [.tests]) {
            let value = try world.formula(row.code(1)).evaluate(world.values).value
            let tests = try UnaryTests(row.code(0), in: world.scope, policy: .open)
            let found = tests.evaluate(value, with: world.values, at: World.moment).value
            let wanted = try row.code(2)
            #expect(found.description == wanted, "\(row.cells[0]) of \(value)")
        }
    }

    @Test("the check finds what the pages say, in both languages", arguments: Page.all)
    func findings(page: Page) throws {
        let world = try World.shared()
        for row in page.rows(of: [.findings, .warnings]) {
            let findings = world.findings(of: try row.code(0))
            #expect(
                findings.allSatisfy { $0.severity == (row.kind == .findings ? .error : .warning) }, "\(row.cells[0])")
            let isThere = findings.contains {
                $0.message.ja.hasPrefix(row.cells[1]) && $0.message.en.hasPrefix(row.cells[2])
            }
            #expect(isThere, "\(row.cells[0]): \(findings.map(\.message))")
        }
    }

    @Test("clerks' mistakes are answered with the message of the Japanese page")
    func mistakes() throws {
        let world = try World.shared()
        for row in Page(name: "FormulaGuide-ja.md").rows(of: [.mistakes]) {
            let findings = world.findings(of: try row.code(0))
            let said = findings.map(\.message.ja)
            #expect(said.contains { $0.hasPrefix(row.cells[1]) }, "\(row.cells[0]): \(said)")
            // What stands in the third column is right.
            if row.cells[2].hasPrefix("`") {
                let mended = world.findings(of: try row.code(2))
                #expect(mended.isEmpty, "\(row.cells[2])")
            }
        }
    }

    @Test("mends make of a formula what the pages say, and it is free of errors then", arguments: Page.all)
    func mends(page: Page) throws {
        let world = try World.shared()
        for row in page.rows(of: [.mends]) {
            let text = try row.code(0)
            let mended = try row.code(1)
            #expect(world.findings(of: text).compactMap(\.mend).first?.applied(to: text) == mended)
            #expect(world.findings(of: mended).allSatisfy { $0.severity == .warning }, "\(mended)")
        }
    }

    @Test("types and dependencies are those of the pages", arguments: Page.all)
    func typesAndDependencies(page: Page) throws {
        let world = try World.shared()
        for row in page.rows(of: [.types]) {
            let (type, wanted) = try (world.formula(row.code(0)).type.description, row.code(1))
            #expect(type == wanted, "\(row.cells[0])")
        }
        for row in page.rows(of: [.dependencies]) {
            let names = try world.formula(row.code(0)).dependencies.sorted().map { "`\($0)`" }
            #expect(names.joined(separator: " ") == row.cells[1], "\(row.cells[0])")
        }
    }

    @Test("canonical forms and readings are those of the pages", arguments: Page.all)
    func readings(page: Page) throws {
        let world = try World.shared()
        for row in page.rows(of: [.readings]) {
            let formula = try world.formula(row.code(0))
            let wanted = try row.code(1)
            #expect(formula.canonical == wanted)
            #expect(formula.reading == row.cells[2])
        }
    }

    @Test("a formula of the pages is the same after printing it and reading it again", arguments: Page.all)
    func roundTrip(page: Page) throws {
        let world = try World.shared()
        for text in page.formulas {
            guard let formula = try? world.formula(text) else { continue }
            let again = try world.formula(formula.canonical)
            #expect(again.canonical == formula.canonical, "\(text)")
            let (one, two) = (
                formula.evaluate(world.values, at: World.moment), again.evaluate(world.values, at: World.moment)
            )
            if case .function = one.value { continue }
            #expect(one.value == two.value, "\(text) is printed as \(formula.canonical)")
        }
    }

    @Test("every example of a built-in function gives what the table says", arguments: Builtin.all.map(\.name.text))
    func builtins(name: String) throws {
        let function = try #require(Builtin.named[Name(name)])
        let value = try Formula(function.example.text, policy: .open).evaluate(at: World.moment).value
        let expected = try Formula(function.example.result, policy: .open).evaluate(at: World.moment).value
        #expect(value == expected, "\(function.example.text) gives \(value)")
    }

    @Test("the page of functions is the table of the code: kofu feel functions > Sources/FEEL/FEEL.docc/Functions.md")
    func functions() {
        let isSame = Page(name: "Functions.md").text == FunctionTable.markdown + "\n"
        #expect(isSame)
    }

    @Test("the numbers of the limits are those of the code")
    func limits() throws {
        let standard = Limits.standard
        let numbers = [
            "characters of a formula": Parser.longest, "levels of nesting": Parser.deepest,
            "levels of the tree": Parser.deepestTree, "digits of a number": 4_000,
            "steps": standard.steps, "items": standard.items, "characters": standard.characters,
            "valueDepth": standard.valueDepth, "callDepth": standard.callDepth, "notes": Machine.mostNotes,
            "bits of a fraction": Number.largestBits, "digits": Number.digits,
            "largest power of ten": Number.largestExponent, "smallest power of ten": Number.smallestExponent,
            "smallest scale": -6_111, "largest scale": 6_176, "degree of an exact root": 64,
            "instructions of a pattern": Pattern.largestProgram, "groups in one another": Pattern.deepestNesting,
            "capturing groups": Pattern.mostGroups, "cells of a table": CompiledTable.mostCells,
            "gaps that are told": GapSearch.mostGaps, "overlaps that are told": TableAnalysis.mostOverlaps,
            "bytes of a file": DMNParser.mostBytes, "levels of a file": DMNParser.deepest,
            "levels of a type": DMNTypeReader.deepest, "parts of a type": DMNTypeReader.mostParts,
        ]
        let rows = Page.all.flatMap { $0.rows(of: [.limits]) }
        for row in rows {
            let number = Int(row.cells[1].replacing(",", with: ""))
            let actual = numbers[try row.code(0)]
            #expect(number != nil && number == actual, "\(row.cells[0])")
        }
        #expect(rows.count == numbers.count)
        // Those that no constant has.
        for count in 4_000...4_001 {
            #expect((Number(String(repeating: "9", count: count)) != nil) == (count == 4_000))
        }
        for scale in [-6_112, -6_111, 6_176, 6_177] {
            #expect((Number(1).rounded(to: scale, .down) != nil) == (-6_111...6_176).contains(scale))
        }
        let ratio = try #require(Number(2).divided(by: 3))
        for degree in 64...65 {
            let root = ratio.raised(to: Number(degree))?.power(try #require(Number(1).divided(by: Number(degree))))
            #expect((root == ratio) == (degree == 64), "\(degree)")
        }
    }

    @Test("formulas take no more steps than the page says")
    func steps() throws {
        let world = try World.shared()
        for row in Page(name: "Safety.md").rows(of: [.steps]) {
            let steps = try world.formula(row.code(0)).evaluate(world.values, at: World.moment).steps
            #expect(steps <= Int(row.cells[1]) ?? 0, "\(row.cells[0]) takes \(steps)")
        }
    }

    @Test("the Swift code of the landing page is the code that is tried here")
    func sample() throws {
        #expect(Page(name: "FEEL.md").text.contains(try Page.sample("The sample of the landing page")))

        // The sample of the landing page:
        let scope = Scope(["補助対象経費": .amount, "補助率": .rate, "上限額": .amount])
        let formula = try Formula("最小(切捨て(補助対象経費 * 補助率, -3), 上限額)", in: scope)

        let third = try Formula("1/3").evaluate().value
        let evaluation = formula.evaluate(["補助対象経費": 3_000_000, "補助率": third, "上限額": 5_000_000])

        print(evaluation.value)  // 1000000
        print(evaluation.notes)  // what was missing or went wrong on the way: nothing
        print(formula.dependencies.sorted())  // [上限額, 補助対象経費, 補助率]
        print(formula.reading)  // （補助対象経費×補助率）を千未満切り捨てた値と上限額の小さい方
        // Until here.

        #expect(evaluation.value == .number(1_000_000))
        #expect(evaluation.notes.isEmpty)
        #expect(formula.dependencies.sorted() == ["上限額", "補助対象経費", "補助率"])
        #expect(formula.reading == "（補助対象経費×補助率）を千未満切り捨てた値と上限額の小さい方")
    }

    @Test("decision tables of the pages give what they say, and are complained about as they say", arguments: Page.all)
    func tables(page: Page) throws {
        let world = try World.shared()
        for table in try page.tables() {
            let compiled = try CompiledTable(table.table, in: world.scope)
            for row in table.rows where row.kind == .outcomes {
                let given = try world.formula(row.code(0)).evaluate(world.values).value
                guard case .context(let given) = given else { throw Page.Slip(cell: row.cells[0]) }
                let expected = try world.formula(row.code(1)).evaluate(world.values).value
                let found = compiled.evaluate(Context(world.values.entries + given.entries))
                #expect(found.value == expected, "\(row.cells[0]): \(found.value) \(found.notes.map { $0.message.en })")
            }
            let reports = compiled.findings.map { $0.report(in: table.table) }
            let wanted = table.rows.filter { $0.kind == .complaints }
            for row in wanted {
                let isThere = reports.contains { $0.ja.hasPrefix(row.cells[0]) && $0.en.hasPrefix(row.cells[1]) }
                #expect(isThere, "\(row.cells[1]): \(reports)")
            }
            #expect(reports.count == wanted.count, "\(reports)")
        }
    }

    @Test("the Swift code of the page on tables is the code that is tried here")
    func tableSamples() throws {
        let page = Page(name: "Tables.md").text
        #expect(page.contains(try Page.sample("The sample of a table")))
        #expect(page.contains(try Page.sample("The sample of a model")))

        // The sample of a table:
        let table = DecisionTable(
            name: "補助率表",
            inputs: [.init("規模", type: .choice(["小規模", "中小", "大企業"])), .init("賃上げ", type: .boolean)],
            outputs: [.init("補助率", type: .rate), .init("上限額", type: .amount)],
            rules: [
                .init(["\"小規模\"", "-"], ["2/3", "500000"]),
                .init(["\"中小\"", "true"], ["2/3", "1000000"]),
                .init(["\"中小\"", "false"], ["1/2", "1000000"]),
                .init(["\"大企業\"", "-"], ["1/3", "1000000"]),
            ])
        let scope = Scope(["規模": .choice(["小規模", "中小", "大企業"]), "賃上げ": .boolean])
        let rates = try CompiledTable(table, in: scope)

        print(rates.coverage)  // complete
        print(rates.findings)  // []
        print(rates.evaluate(["規模": "中小", "賃上げ": true]).matched)  // [2]
        // Until here.

        #expect(rates.coverage == .complete && rates.findings.isEmpty)
        #expect(rates.evaluate(["規模": "中小", "賃上げ": true]).matched == [2])

        // The sample of a model:
        let model = DMNModel(
            name: "交付額", namespace: "https://example.go.jp/dmn/grant",
            inputs: [
                .init("規模", type: .choice(["小規模", "中小", "大企業"])), .init("賃上げ", type: .boolean),
                .init("補助対象経費", type: .amount),
            ],
            decisions: [
                .init("補助条件", logic: .table(table)),
                .init("交付額", type: .amount, logic: .literal("最小(切捨て(補助対象経費 * 補助条件.補助率, -3), 補助条件.上限額)")),
            ])
        let file = try DMNWriter.data(model)
        let again = try DMNReader.read(file)
        let grant = try CompiledModel(again).evaluate("交付額", with: ["規模": "小規模", "補助対象経費": 700_000])

        print(grant.value)  // 466000
        // Until here.

        #expect(try DMNReader.read(DMNWriter.data(model, functions: .asWritten)) == model)
        #expect(grant.value == 466_000)
    }

    @Test("the pages link to pages that are there, and name no folder of a machine", arguments: Page.all)
    func links(page: Page) {
        let names = Set(Page.all.map { $0.name.replacing(".md", with: "") })
        for link in page.text.matches(of: /<doc:([^>]*)>/) { #expect(names.contains(String(link.1)), "\(link.0)") }
        for folder in ["/work", "/tmp", "/home", "/Users"] { #expect(!page.text.contains(folder)) }
    }

    @Test("the pages have as many examples as one would expect, so that none is lost to a slip in a table")
    func count() {
        var counts: [String: Int] = [:]
        for page in Page.all {
            for row in page.rows { counts[row.kind.rawValue, default: 0] += 1 }
        }
        print("documentation: \(counts.values.reduce(0, +)) verified rows", counts.sorted { $0.key < $1.key })
        #expect(counts["gives", default: 0] > 280)
        #expect(counts["findings", default: 0] > 30)
        #expect(counts["japanese", default: 0] >= 25)
    }
}

/// What the examples may use: the table of names in `Language.md`.
struct World {
    let scope: Scope
    let values: Context

    static let moment = DateAndTime("2026-05-20T10:30:00+09:00").map { Moment(now: $0) }

    private static let made = Result { try World() }

    static func shared() throws -> World { try made.get() }

    private init() throws {
        var types: [Name: Type] = [:]
        var values: [(Name, Value)] = []
        for row in Page(name: "Language.md").rows(of: [.names]) {
            let (name, type) = (Name(try row.code(0)), try row.code(1))
            if case .list(let choices)? = try? Formula(type).evaluate().value {
                types[name] = .choice(choices.compactMap { if case .string(let text) = $0 { text } else { nil } })
            } else {
                types[name] = try Type(reading: type)
            }
            values.append((name, try Formula(try row.code(2)).evaluate().value))
        }
        scope = Scope(types)
        self.values = Context(values)
    }

    func formula(_ text: String) throws -> Formula { try Formula(text, in: scope, policy: .open) }

    /// What a form would say of it.
    func findings(of text: String) -> [Finding] {
        do {
            return try Formula(text, in: scope, policy: .forms).findings
        } catch {
            return error.findings
        }
    }
}

/// A page of the documentation. Its tables are told apart by their first words.
struct Page: CustomStringConvertible, Sendable {
    let name: String

    var description: String { name }

    /// This file, wherever the checkout stands and whatever links lead to it.
    static let source = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    private static let folder = source.deletingLastPathComponent()
        .appendingPathComponent("../../Sources/FEEL/FEEL.docc").standardizedFileURL

    static let all: [Page] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".md") }.sorted().map { Page(name: $0) }
    }()

    var text: String {
        (try? String(contentsOf: Page.folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }

    enum Kind: String {
        case names, gives, japanese, tests, findings, mistakes, mends, types, dependencies, readings, limits, steps,
            outcomes, complaints, warnings

        init?(header: [String]) {
            switch Array(header.prefix(3)) {
            case ["Name", "Type", "Value"]: self = .names
            case ["やりたいこと", "式", "結果"]: self = .japanese
            case ["Tests", "Value", "Gives"]: self = .tests
            case ["Formula", "日本語", "English"]: self = .findings
            case ["Formula", "注意", "Warning"]: self = .warnings
            case ["書いた式", "メッセージ", "直し方"]: self = .mistakes
            case ["The check says", "In English"]: self = .complaints
            case ["Formula", "Canonical", "Reading"]: self = .readings
            default:
                switch Array(header.prefix(2)) {
                case ["Formula", "Gives"]: self = .gives
                case ["Formula", "Mended"]: self = .mends
                case ["Formula", "Type"]: self = .types
                case ["Formula", "Depends on"]: self = .dependencies
                case ["Formula", "Steps at most"]: self = .steps
                case ["Limit", "Number"]: self = .limits
                case ["Given", "Result"]: self = .outcomes
                default: return nil
                }
            }
        }
    }

    struct Row {
        let kind: Kind
        let header: [String]
        let cells: [String]

        /// What stands between the backquotes of a cell.
        func code(_ index: Int) throws -> String {
            let cell = cells[index]
            try #require(cell.count > 2 && cell.hasPrefix("`") && cell.hasSuffix("`"), "no code: \(cell)")
            return String(cell.dropFirst().dropLast())
        }
    }

    /// The rows of the tables that are verified.
    var rows: [Row] {
        lines.compactMap { line in
            Kind(header: line.header).map { Row(kind: $0, header: line.header, cells: line.cells) }
        }
    }

    /// The rows of all tables.
    private var lines: [(header: [String], cells: [String])] {
        var rows: [(header: [String], cells: [String])] = []
        var header: [String]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                header = nil
                continue
            }
            let cells = line.replacing("\\|", with: "\u{0}").split(separator: "|", omittingEmptySubsequences: false)
                .dropFirst().dropLast().map {
                    $0.trimmingCharacters(in: .whitespaces).replacing("\u{0}", with: "|")
                }
            guard let names = header else {
                header = cells
                continue
            }
            if line.hasPrefix("| ---") { continue }
            rows.append((names, cells))
        }
        return rows
    }

    /// The decision tables of the page, each with the rows of other tables that follow it. A decision table's heading
    /// begins with the letter of its hit policy; outputs have an arrow before their names.
    func tables() throws -> [(table: DecisionTable, rows: [Row])] {
        var tables: [(table: DecisionTable, rows: [Row])] = []
        var isNew = true
        for line in lines {
            guard let policy = Page.policies[line.header[0]] else {
                isNew = true
                guard let kind = Kind(header: line.header), !tables.isEmpty else { continue }
                tables[tables.count - 1].rows.append(Row(kind: kind, header: line.header, cells: line.cells))
                continue
            }
            let (inputs, outputs) = (
                line.header.dropFirst().filter { !$0.hasPrefix("→ ") }, line.header.filter { $0.hasPrefix("→ ") }
            )
            if isNew {
                isNew = false
                let types = try World.shared().scope.names
                tables.append(
                    (
                        DecisionTable(
                            name: "表", hitPolicy: policy,
                            inputs: inputs.map { .init($0, type: types[Name($0)] ?? .any) },
                            outputs: outputs.map { .init(Name(String($0.dropFirst(2)))) }, rules: []), []
                    ))
            }
            let cells = line.cells.dropFirst().map { $0.replacing("`", with: "") }
            tables[tables.count - 1].table.rules.append(
                .init(Array(cells.prefix(inputs.count)), Array(cells.dropFirst(inputs.count))))
        }
        return tables
    }

    private static let policies: [String: HitPolicy] = [
        "U": .unique, "A": .any, "F": .first, "R": .ruleOrder, "C": .collect(.none), "C+": .collect(.sum),
        "C#": .collect(.count), "C<": .collect(.min), "C>": .collect(.max),
    ]

    struct Slip: Error { let cell: String }

    /// The lines of this file after the comment, as a page has them.
    static func sample(_ comment: String) throws -> String {
        let source = try String(contentsOf: source, encoding: .utf8)
        let parts = source.components(separatedBy: "        // \(comment):\n")
        let tried = try #require(parts.dropFirst().first?.components(separatedBy: "        // Until here.").first)
        let code = tried.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasPrefix("        ") ? String($0.dropFirst(8)) : String($0)
        }
        return "```swift\n" + code.joined(separator: "\n") + "```"
    }

    func rows(of kinds: Set<Kind>) -> [Row] { rows.filter { kinds.contains($0.kind) } }

    /// All that stands in backquotes in the tables, formulas or not.
    var formulas: [String] {
        rows.filter { $0.kind != .tests }.flatMap(\.cells).filter { $0.hasPrefix("`") && $0.hasSuffix("`") }
            .map { String($0.dropFirst().dropLast()) }
    }
}
