import FEEL

/// A regular expression a whole text must match.
struct TextPattern: Sendable {
    private let pattern: Pattern

    /// Throws what is wrong with the expression.
    init(_ text: String) throws(PatternError) { pattern = try Pattern("^(\(text))$") }

    func matches(_ text: String) -> Bool {
        var budget = 200_000
        return (try? pattern.isFound(in: text, budget: &budget)) ?? false
    }
}
