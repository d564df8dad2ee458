import FEEL

/// Makes formulas along FEEL's grammar, most of them well formed, few of them sensible.
struct Grammar {
    private var chance: Chance
    /// How many parts may still be made.
    private var room = 0

    init(_ chance: Chance) { self.chance = chance }

    mutating func formula() -> String {
        room = 1 + chance.below(60)
        return expression(depth: 0)
    }

    private mutating func expression(depth: Int) -> String {
        room -= 1
        if room <= 0 || depth > 12 { return leaf() }
        func inner(_ grammar: inout Grammar) -> String { grammar.expression(depth: depth + 1) }
        switch chance.below(26) {
        case 0...3: return leaf()
        case 4...6:
            let operators = ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"]
            return "\(inner(&self)) \(chance.one(of: operators)) \(inner(&self))"
        case 7: return "(\(inner(&self)))"
        case 8: return "-\(inner(&self))"
        case 9: return "[\(list(depth))]"
        case 10: return "{\(name()): \(inner(&self)), \(name()): \(inner(&self))}"
        case 11: return "if \(inner(&self)) then \(inner(&self)) else \(inner(&self))"
        case 12: return "for \(name()) in \(source(depth)) return \(inner(&self))"
        case 13: return "for \(name()) in \(source(depth)), \(name()) in \(source(depth)) return \(inner(&self))"
        case 14: return "\(chance.one(of: ["some", "every"])) \(name()) in \(source(depth)) satisfies \(inner(&self))"
        case 15: return "\(inner(&self)).\(name())"
        case 16: return "\(inner(&self))[\(inner(&self))]"
        case 17...19: return "\(function())(\(list(depth)))"
        case 20: return named(depth)
        case 21: return "\(inner(&self)) between \(inner(&self)) and \(inner(&self))"
        case 22: return "\(inner(&self)) in (\(list(depth)), \(chance.one(of: ["<", ">=", "="])) \(inner(&self)))"
        case 23:
            let ends = [("[", "]"), ("(", ")"), ("]", "["), ("[", ")")]
            let (open, close) = chance.one(of: ends)
            return "\(open)\(inner(&self))..\(inner(&self))\(close)"
        case 24: return "(function(\(name()), \(name())) \(inner(&self)))(\(list(depth)))"
        default:
            let types = [
                "number", "string", "list<Any>", "context<a: number>", "function<number> -> Any", "range<date>",
            ]
            return "\(inner(&self)) instance of \(chance.one(of: types))"
        }
    }

    /// A function with named arguments, one of them perhaps missing.
    private mutating func named(_ depth: Int) -> String {
        let builtin = chance.one(of: Builtin.all)
        let parameters = chance.one(of: builtin.forms).parameters.shuffled(using: &chance)
        let given = parameters.prefix(chance.once(in: 4) ? max(0, parameters.count - 1) : parameters.count)
        let arguments = given.map { "\($0.name): \(expression(depth: depth + 1))" }.joined(separator: ", ")
        return "\(builtin.name)(\(arguments))"
    }

    private mutating func list(_ depth: Int) -> String {
        (0..<chance.below(4)).map { _ in expression(depth: depth + 1) }.joined(separator: ", ")
    }

    private mutating func source(_ depth: Int) -> String {
        chance.once(in: 3) ? "1..\(chance.one(of: ["3", "40", "999", "9999", "1e9"]))" : expression(depth: depth + 1)
    }

    private mutating func name() -> String {
        chance.one(of: ["a", "b", "経費", "金額", "補助率（上限）", "item", "partial", "?", "x y", "a-b", "year", "if"])
    }

    private mutating func function() -> String {
        let builtin = chance.one(of: Builtin.all)
        return chance.one(of: [builtin.name] + builtin.aliases).text
    }

    private mutating func leaf() -> String {
        switch chance.below(12) {
        case 0...2: return chance.one(of: Grammar.numbers)
        case 3: return "\(chance.below(1_000_000))"
        case 4: return chance.one(of: Grammar.strings)
        case 5: return chance.one(of: Grammar.dates)
        case 6: return chance.one(of: ["null", "true", "false"])
        case 7...9: return name()
        case 10: return chance.one(of: Grammar.heavy)
        default: return function()
        }
    }

    private static let numbers = [
        "0", "1", "-1", "0.5", "1/3", "1e6144", "-1e6144", "1e-6176", "99999999999999999999999999999999999999",
        "170141183460469231731687303715884105727", "170141183460469231731687303715884105728", "9223372036854775808",
        "1.7976931348623157e308", "0.1", "3", "-6111", "6176", "1000000000",
    ]

    private static let strings = [
        "\"\"", "\"a\"", "\"補助金\"", "\"𠮷\"", "\"\\uD83D\\uDE00\"", "\"(a+)+$\"", "\"[a-z-[aeiou]]{1,99}\"",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"", "\"(.)\\\\1\"", "\"$1$0\\\\$\"", "\"[1..3]\"", "\"P1Y\"",
        "\"2026-02-29\"",
        "\"1,000.5\"", "\"が\"", "\"a\\u3099\"",
    ]

    /// What is short to write and long to go through: lists of the same lists, long strings.
    private static let heavy = [
        "{p: [1, 2], q: [p, p, p], r: [q, q, q], s: [r, r, r], t: [s, s, s], u: [t, t, t]}.u",
        "(for i in 1..30 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]",
        "string join(for i in 1..999 return \"補助金\", \"、\")",
        "(for i in 1..14 return if i = 1 then \"abc\" else partial[-1] + partial[-1])[-1]",
        "(for i in 1..999 return i)",
        "{f: function(g, n) if n = 0 then 0 else g(g, n - 1), r: f(f, 20)}.r",
    ]

    private static let dates = [
        "@\"2026-04-01\"", "@\"-999999999-01-01\"", "@\"999999999-12-31\"", "@\"23:59:59.999999999\"",
        "@\"00:00:00@Asia/Tokyo\"", "@\"2026-03-29T02:30:00@Europe/Paris\"", "@\"P1Y2M\"", "@\"-P99999999Y\"",
        "@\"P99999DT23H59M59.999999999S\"", "@\"PT0S\"", "@\"2026-04-01T00:00:00+09:00\"",
    ]
}
