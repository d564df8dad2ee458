/// A replacement text, read: literal parts, and references to what groups captured (XPath functions 3.1 §5.6.4).
struct PatternReplacement {
    enum Part: Equatable {
        case literal([Unicode.Scalar])
        /// What that group captured; 0 is the whole match.
        case group(Int)
    }

    private(set) var parts: [Part] = []
    private var literal: [Unicode.Scalar] = []

    /// Reads a replacement text for a pattern with that many groups; a quoted one stands for itself.
    init(_ text: String, groupCount: Int, isQuoted: Bool) throws(PatternError) {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let start = index
            let scalar = scalars[index]
            index += 1
            if isQuoted || (scalar != "$" && scalar != "\\") {
                literal.append(scalar)
            } else if scalar == "\\" {
                guard index < scalars.count, scalars[index] == "\\" || scalars[index] == "$" else {
                    throw PatternError(.badBackslash, at: start)
                }
                literal.append(scalars[index])
                index += 1
            } else {
                let digits = scalars[index...].prefix { $0 >= "0" && $0 <= "9" }
                guard !digits.isEmpty else { throw PatternError(.badDollar, at: start) }
                index += add(digits, groupCount: groupCount)
            }
        }
        endLiteral()
    }

    /// The last group that is referred to.
    var lastGroup: Int {
        parts.reduce(0) { last, part in
            if case .group(let number) = part { max(last, number) } else { last }
        }
    }

    /// Adds the group that the digits name, and says how many of them do so. Of several digits as many count as there
    /// are groups for; the rest are literal. One digit alone always names a group, an empty one if it is not there.
    private mutating func add(_ digits: ArraySlice<Unicode.Scalar>, groupCount: Int) -> Int {
        var (number, count) = (0, 0)
        var (named, used) = (0, 1)
        for digit in digits {
            number = min(number * 10 + Int(digit.value) - 0x30, Pattern.mostGroups + 1)
            count += 1
            if count == 1 || number <= groupCount { (named, used) = (number, count) }
        }
        endLiteral()
        if named <= groupCount { parts.append(.group(named)) }
        return used
    }

    private mutating func endLiteral() {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = []
    }
}
