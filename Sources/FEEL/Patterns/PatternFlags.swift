/// The flags of a regular expression (XPath functions 3.1 §5.6.2).
struct PatternFlags: OptionSet, Sendable {
    let rawValue: Int

    /// `s`: a dot matches newlines, too.
    static let dotAll = PatternFlags(rawValue: 1)
    /// `m`: `^` and `$` match at lines.
    static let multiline = PatternFlags(rawValue: 2)
    /// `i`: letters match in either case.
    static let caseBlind = PatternFlags(rawValue: 4)
    /// `x`: white space outside square brackets is ignored.
    static let spaced = PatternFlags(rawValue: 8)
    /// `q`: every character stands for itself.
    static let quoted = PatternFlags(rawValue: 16)

    init(rawValue: Int) { self.rawValue = rawValue }

    /// Reads flags in any order; a repeated one is no error.
    init(_ text: String) throws(PatternError) {
        self = []
        for (position, flag) in text.unicodeScalars.enumerated() {
            switch flag {
            case "s": insert(.dotAll)
            case "m": insert(.multiline)
            case "i": insert(.caseBlind)
            case "x": insert(.spaced)
            case "q": insert(.quoted)
            default: throw PatternError(.unknownFlag(flag), at: position)
            }
        }
    }
}

/// The scalars of a pattern that count, each with its place in the pattern as it was written.
struct PatternSource {
    private(set) var scalars: [Unicode.Scalar] = []
    private(set) var positions: [Int] = []
    /// The number of scalars as written.
    let length: Int

    /// Leaves out white space outside square brackets where the flag `x` says so.
    ///
    /// It is left out before anything is read, so that `\ s` is `\s` and `\p{ L }` is `\p{L}`.
    init(_ pattern: String, flags: PatternFlags) {
        let isSpaced = flags.contains(.spaced) && !flags.contains(.quoted)
        var depth = 0
        var isEscaped = false
        var length = 0
        for scalar in pattern.unicodeScalars {
            defer { length += 1 }
            if isSpaced, depth == 0, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { continue }
            scalars.append(scalar)
            positions.append(length)
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "[" {
                depth += 1
            } else if scalar == "]", depth > 0 {
                depth -= 1
            }
        }
        self.length = length
    }

    /// The place in the pattern of the scalar with that index, or its end.
    func position(_ index: Int) -> Int { index < positions.count ? positions[index] : length }
}
