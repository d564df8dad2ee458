/// A part of a regular expression, as read.
///
/// Nodes are nested at most as deep as groups are, so that walking them cannot exhaust the stack.
indirect enum PatternNode {
    /// One scalar, exactly.
    case scalar(Unicode.Scalar)
    /// One scalar of the set with that index.
    case set(Int)
    /// Any one scalar.
    case any
    case assertion(PatternAssertion)
    /// What the group of that number captured, again.
    case reference(Int)
    /// A capturing group and its number, from 1.
    case group(Int, PatternNode)
    case sequence([PatternNode])
    /// Alternatives, the preferred first.
    case alternatives([PatternNode])
    /// A repetition; without a most where it has no end.
    case repeated(PatternNode, least: Int, most: Int?, isGreedy: Bool)

    /// Whether it can match without taking a scalar.
    var canBeEmpty: Bool {
        switch self {
        case .scalar, .set, .any: false
        case .assertion, .reference: true
        case .group(_, let inner): inner.canBeEmpty
        case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
        case .alternatives(let branches): branches.contains(where: \.canBeEmpty)
        case .repeated(let inner, let least, let most, _): least == 0 || most == 0 || inner.canBeEmpty
        }
    }
}

/// A condition on a place between two scalars.
enum PatternAssertion: Hashable, Sendable {
    /// Before the first scalar: `^`.
    case textStart
    /// After the last scalar: `$`.
    case textEnd
    /// `^` with the flag `m`.
    case lineStart
    /// `$` with the flag `m`.
    case lineEnd

    /// Whether it holds at that place (XPath functions 3.1 §5.6.1, "Matching the start and end of the string").
    func holds(at position: Int, in text: [Unicode.Scalar]) -> Bool {
        switch self {
        case .textStart: position == 0
        case .textEnd: position == text.count
        // After a newline, except one that ends the text: no line starts there.
        case .lineStart: position == 0 || (position < text.count && text[position - 1] == "\n")
        case .lineEnd:
            position < text.count ? text[position] == "\n" : position == 0 || text[position - 1] != "\n"
        }
    }
}
