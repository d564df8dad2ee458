import Testing

@testable import FEEL

@Suite("Patterns stay within their budget")
struct PatternBudgetTests {
    @Test(
        "patterns that make others try for ever take steps in proportion to pattern and text",
        arguments: [
            "^(a+)+$", "^(a|aa)+$", "^(a*)*b", "^(?:a?){50}a{50}$", "(?:.*a){20}b", "^(([a-z])+.)+[A-Z]([a-z])+$",
            "(x+x+)+y", "((((((a*)*)*)*)*)*)*b",
        ])
    func linear(pattern: String) throws {
        let compiled = try Pattern(pattern)
        for count in [100, 1_000, 10_000] {
            let text = String(repeating: "a", count: count) + "!"
            var budget = 1_000_000_000
            _ = try compiled.isFound(in: text, budget: &budget)
            #expect(1_000_000_000 - budget < 1_000 * (count + 2))
        }
    }

    @Test("a budget is used up exactly once, and then the search ends")
    func exhausted() throws {
        let pattern = try Pattern("a+b")
        let text = String(repeating: "a", count: 1_000)
        var budget = 500
        #expect(throws: PatternError(.overBudget)) { try pattern.isFound(in: text, budget: &budget) }
        #expect(budget < 0)
        #expect(throws: PatternError(.overBudget)) { try pattern.isFound(in: "b", budget: &budget) }
        var enough = 100_000
        #expect(try !pattern.isFound(in: text, budget: &enough))
        #expect(enough > 0)
        var few = 3_000
        #expect(throws: PatternError(.overBudget)) { try pattern.replacing(in: text, with: "x", budget: &few) }
        #expect(throws: PatternError(.overBudget)) { try pattern.splitting(text, budget: &few) }
    }

    @Test(
        "hostile back-references end with the budget",
        arguments: ["^(a+)+\\1b$", "^(a|aa)+\\1!$", "(.*)(.*)(.*)(.*)\\4\\3\\2\\1#"])
    func references(pattern: String) throws {
        var budget = 200_000
        #expect(throws: PatternError(.overBudget)) {
            try Pattern(pattern).isFound(in: String(repeating: "a", count: 200), budget: &budget)
        }
        #expect(budget > -1_000)
    }

    @Test("a replacement that grows is paid for")
    func growth() throws {
        var budget = 100_000
        #expect(throws: PatternError(.overBudget)) {
            try Pattern("a").replacing(
                in: String(repeating: "a", count: 1_000), with: String(repeating: "x", count: 10_000), budget: &budget)
        }
    }

    @Test("the largest pattern with every group captured keeps to its budget")
    func largest() throws {
        let pattern = try Pattern(String(repeating: "(a?)", count: 150) + "a{0,4000}b")
        let reference = "$\(150)"
        var budget = 3_000_000
        #expect(throws: PatternError(.overBudget)) {
            try pattern.replacing(in: String(repeating: "a", count: 5_000), with: reference, budget: &budget)
        }
    }

    @Test("any text whatever is read as a pattern or refused", arguments: 0..<200)
    func anything(seed: UInt64) {
        var chance = Chance(seed + 5_000)
        let alphabet = Array("ab()[]{}|*+?^$.\\-,:0123pPLIsdwix あ".unicodeScalars)
        for _ in 0..<50 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...24, using: &chance) {
                text.append(alphabet[Int.random(in: alphabet.indices, using: &chance)])
            }
            let flags = ["", "x", "i", "smix", "q"].randomElement(using: &chance) ?? ""
            do throws(PatternError) {
                var budget = 20_000
                _ = try Pattern(String(text), flags: flags).isFound(in: "abba0あ (]", budget: &budget)
            } catch {
                #expect(error.position <= text.count)
            }
        }
    }
}
