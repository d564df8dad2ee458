/// A regular expression of XPath functions 3.1 (§5.6.1), which FEEL's `matches`, `replace` and `split` take (DMN 1.5
/// §10.3.4.3).
///
///     let date = try Pattern("(\\d{4})/(\\d{2})")
///     var budget = 1_000_000
///     try date.replacing(in: "2026/04", with: "$1年$2月", budget: &budget)   // 2026年04月
///
/// A search takes at most as many steps as the pattern has instructions times the text has scalars; replacing and
/// splitting search anew behind each match. Only patterns with back-references can take more, as much as the budget
/// allows. No pattern and no text can exhaust the stack.
///
/// A budget is the number of steps a caller grants: visits of an instruction, comparisons, and captures copied. What is
/// left is written back, so that one budget can bound many searches; an exhausted one ends a search with
/// `PatternError.Kind.overBudget`.
public struct Pattern: Sendable {
    /// Groups, or subtractions in square brackets, inside one another.
    public static let deepestNesting = 50
    /// Instructions of a pattern; a repetition counts as often as it says.
    public static let largestProgram = 10_000
    /// Capturing groups.
    public static let mostGroups = 200

    private let program: PatternProgram
    private let isQuoted: Bool

    /// What reading it costs, in steps: it is compiled to as many instructions as its repetitions need.
    var cost: Int { 100 + program.instructions.count / 4 }

    /// Reads a pattern. The flags are `s`, `m`, `i`, `x` and `q`, in any order (XPath functions 3.1 §5.6.2).
    ///
    /// Throws a `PatternError` that says what is wrong with the pattern or the flags, and where.
    public init(_ pattern: String, flags: String = "") throws(PatternError) {
        let flags = try PatternFlags(flags)
        program = try PatternProgram(pattern, flags: flags)
        isQuoted = flags.contains(.quoted)
    }

    /// How many capturing groups there are.
    public var groupCount: Int { program.groupCount }

    /// Whether some part of the text matches (`matches`).
    ///
    /// Throws only `overBudget`.
    public func isFound(in text: String, budget: inout Int) throws(PatternError) -> Bool {
        var search = Search(program, in: text, groups: nil, budget: &budget)
        return try search.match(from: 0, budget: &budget) != nil
    }

    /// The text with every match replaced (`replace`; XPath functions 3.1 §5.6.4).
    ///
    /// In the replacement `$1` is what the first group captured, `$0` the whole match, and `\$` and `\\` are the
    /// characters themselves; with the flag `q` it stands for itself. Throws `badDollar` or `badBackslash` for a wrong
    /// replacement, `matchesEmptyText` for a pattern that matches the empty text, and `overBudget`.
    public func replacing(
        in text: String, with replacement: String, budget: inout Int
    ) throws(PatternError) -> String {
        let replacement = try PatternReplacement(replacement, groupCount: program.groupCount, isQuoted: isQuoted)
        try refuseEmptyMatches(budget: &budget)
        var search = Search(program, in: text, groups: replacement.lastGroup, budget: &budget)
        var result = String.UnicodeScalarView()
        var end = 0
        while let match = try search.match(from: end, budget: &budget) {
            // With what is refused above a match is never empty; were it so, the search would not go on.
            guard match[1] > end else { break }
            result.append(contentsOf: search.text[end..<match[0]])
            for part in replacement.parts {
                switch part {
                case .literal(let scalars):
                    result.append(contentsOf: scalars)
                    budget -= scalars.count
                case .group(let number):
                    let (first, last) = (match[2 * number], match[2 * number + 1])
                    if first >= 0, last > first {
                        result.append(contentsOf: search.text[first..<last])
                        budget -= last - first
                    }
                }
            }
            end = match[1]
        }
        result.append(contentsOf: search.text[end...])
        return String(result)
    }

    /// The parts of the text between the matches (`split`). Where a match begins or ends the text, or two follow one
    /// another, there is an empty part; without any match there is one part, the text.
    ///
    /// Throws `matchesEmptyText` for a pattern that matches the empty text (XPath functions 3.1 §5.6.5, `tokenize`),
    /// and `overBudget`.
    public func splitting(_ text: String, budget: inout Int) throws(PatternError) -> [String] {
        try refuseEmptyMatches(budget: &budget)
        var search = Search(program, in: text, groups: 0, budget: &budget)
        var parts: [String] = []
        var end = 0
        while let match = try search.match(from: end, budget: &budget) {
            guard match[1] > end else { break }
            parts.append(String(String.UnicodeScalarView(search.text[end..<match[0]])))
            end = match[1]
        }
        parts.append(String(String.UnicodeScalarView(search.text[end...])))
        return parts
    }

    /// Throws if the empty text matches. A match of no scalars in another text would need no more than such a pattern:
    /// its conditions hold in the empty text, too.
    private func refuseEmptyMatches(budget: inout Int) throws(PatternError) {
        if try isFound(in: "", budget: &budget) { throw PatternError(.matchesEmptyText) }
    }

    /// One text searched by the machine that the program needs.
    private struct Search {
        let text: [Unicode.Scalar]
        private var threads: ThreadMachine?
        private var trials: TrialMachine?

        /// Captures the whole match and that many groups; nothing at all for nil.
        init(_ program: PatternProgram, in text: String, groups: Int?, budget: inout Int) {
            self.text = Array(text.unicodeScalars)
            // Making ready is work, too.
            budget -= self.text.count + program.instructions.count
            if program.hasReferences {
                trials = TrialMachine(program, on: self.text)
            } else {
                threads = ThreadMachine(program, on: self.text, slots: groups.map { 2 * $0 + 2 } ?? 0)
            }
        }

        mutating func match(from start: Int, budget: inout Int) throws(PatternError) -> [Int]? {
            if budget < 0 { throw PatternError(.overBudget) }
            if trials != nil { return try trials?.match(from: start, budget: &budget) }
            return try threads?.match(from: start, budget: &budget)
        }
    }
}
