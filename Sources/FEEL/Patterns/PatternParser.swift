/// Reads a regular expression (XPath functions 3.1 §5.6.1, which extends XML Schema part 2, appendix F).
///
/// Open groups are kept in a stack of their own, so that no text can exhaust the program's.
struct PatternParser {
    /// A group that is not closed yet, or the whole pattern.
    private struct Frame {
        /// The number of a capturing group.
        var number: Int?
        /// Where its parenthesis is.
        var start: Int
        var branches: [PatternNode] = []
        var pieces: [PatternNode] = []

        /// What it holds, once it is complete.
        var node: PatternNode {
            branches.isEmpty ? .sequence(pieces) : .alternatives(branches + [.sequence(pieces)])
        }
    }

    let source: PatternSource
    let flags: PatternFlags
    /// Where in the source reading goes on.
    var index = 0
    /// Every set of scalars in the pattern, each once.
    private(set) var sets: [ScalarSet] = []
    private var setIndices: [ScalarSet: Int] = [:]
    /// How many capturing groups were opened.
    private(set) var groupCount = 0
    private(set) var hasReferences = false
    private var frames = [Frame(number: nil, start: 0)]
    private var closed: Set<Int> = []

    init(_ source: PatternSource, flags: PatternFlags) {
        self.source = source
        self.flags = flags
    }

    /// The whole pattern.
    mutating func read() throws(PatternError) -> PatternNode {
        while let scalar = peek {
            let start = index
            index += 1
            if flags.contains(.quoted) {
                append(node(scalar))
                continue
            }
            switch scalar {
            case "|":
                let last = frames.count - 1
                frames[last].branches.append(.sequence(frames[last].pieces))
                frames[last].pieces = []
            case "(": try open(start)
            case ")": append(try repeated(try close(start)))
            case "*", "+", "?", "{": throw error(.nothingToRepeat, start)
            case "}", "]": throw error(.misplacedCharacter(scalar), start)
            case "^": append(try repeated(.assertion(flags.contains(.multiline) ? .lineStart : .textStart)))
            case "$": append(try repeated(.assertion(flags.contains(.multiline) ? .lineEnd : .textEnd)))
            case ".": append(try repeated(dot()))
            case "[": append(try repeated(node(try readClass(start))))
            case "\\": append(try repeated(try readEscape(start)))
            default: append(try repeated(node(scalar)))
            }
        }
        guard let whole = frames.last, frames.count == 1 else {
            throw error(.unclosedGroup, frames.last?.start ?? 0)
        }
        return whole.node
    }

    // MARK: Reading

    /// The scalar that comes next.
    var peek: Unicode.Scalar? { index < source.scalars.count ? source.scalars[index] : nil }

    /// The scalar after the one that comes next.
    var peekSecond: Unicode.Scalar? { index + 1 < source.scalars.count ? source.scalars[index + 1] : nil }

    /// Goes on behind the scalar if it comes next.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        index += 1
        return true
    }

    /// An error at the scalar with that index.
    func error(_ kind: PatternError.Kind, _ index: Int) -> PatternError {
        PatternError(kind, at: source.position(index))
    }

    /// A digit that comes next, as a number.
    mutating func takeDigit() -> Int? {
        guard let scalar = peek, scalar >= "0", scalar <= "9" else { return nil }
        index += 1
        return Int(scalar.value) - 0x30
    }

    // MARK: Groups

    private mutating func append(_ piece: PatternNode) { frames[frames.count - 1].pieces.append(piece) }

    private mutating func open(_ start: Int) throws(PatternError) {
        guard frames.count <= Pattern.deepestNesting else { throw error(.tooDeep, start) }
        if take("?") {
            guard take(":") else { throw error(.unknownGroup, start) }
            frames.append(Frame(number: nil, start: start))
            return
        }
        guard groupCount < Pattern.mostGroups else { throw error(.tooManyGroups, start) }
        groupCount += 1
        frames.append(Frame(number: groupCount, start: start))
    }

    private mutating func close(_ end: Int) throws(PatternError) -> PatternNode {
        guard frames.count > 1, let frame = frames.popLast() else { throw error(.unopenedGroup, end) }
        guard let number = frame.number else { return frame.node }
        closed.insert(number)
        return .group(number, frame.node)
    }

    // MARK: Repetitions

    private mutating func repeated(_ node: PatternNode) throws(PatternError) -> PatternNode {
        let least: Int
        let most: Int?
        if take("*") {
            (least, most) = (0, nil)
        } else if take("+") {
            (least, most) = (1, nil)
        } else if take("?") {
            (least, most) = (0, 1)
        } else if peek == "{" {
            (least, most) = try readQuantity()
        } else {
            return node
        }
        return .repeated(node, least: least, most: most, isGreedy: !take("?"))
    }

    /// `{n}`, `{n,}` or `{n,m}`.
    private mutating func readQuantity() throws(PatternError) -> (Int, Int?) {
        let start = index
        index += 1
        guard let least = readNumber() else { throw error(.badQuantity, start) }
        var most: Int? = least
        if take(",") { most = readNumber() }
        guard take("}") else { throw error(.badQuantity, start) }
        if let most, most < least { throw error(.reversedQuantity, start) }
        if max(least, most ?? 0) > PatternParser.mostRounds { throw error(.tooLarge, start) }
        return (least, most)
    }

    /// A number of repetitions, at most one more than `mostRounds`.
    private mutating func readNumber() -> Int? {
        guard var number = takeDigit() else { return nil }
        while let digit = takeDigit() { number = min(number * 10 + digit, PatternParser.mostRounds + 1) }
        return number
    }

    /// No text has so many scalars; what is more is a mistake.
    private static let mostRounds = Int(Int32.max)

    // MARK: Single characters

    /// What one scalar matches.
    private mutating func node(_ scalar: Unicode.Scalar) -> PatternNode {
        guard flags.contains(.caseBlind), !CaseVariants.of(scalar).isEmpty else { return .scalar(scalar) }
        var layer = ScalarSet.Layer()
        layer.letters.insert(scalar.value...scalar.value)
        return node([layer])
    }

    private mutating func dot() -> PatternNode {
        if flags.contains(.dotAll) { return .any }
        var layer = ScalarSet.Layer()
        layer.others = ScalarRanges([0xA...0xA, 0xD...0xD])
        layer.isNegated = true
        return node([layer])
    }

    private mutating func node(_ layers: [ScalarSet.Layer]) -> PatternNode {
        let set = ScalarSet(layers, isCaseBlind: flags.contains(.caseBlind))
        if let known = setIndices[set] { return .set(known) }
        sets.append(set)
        setIndices[set] = sets.count - 1
        return .set(sets.count - 1)
    }

    // MARK: Escapes

    /// What stands behind a backslash outside square brackets.
    private mutating func readEscape(_ start: Int) throws(PatternError) -> PatternNode {
        if let scalar = peek, scalar >= "1", scalar <= "9" { return try readReference(start) }
        switch try readEscaped(start) {
        case .scalar(let scalar): return node(scalar)
        case .class(let layer): return node([layer])
        }
    }

    /// `\N`. Further digits belong to the number as long as there is a group of that number.
    private mutating func readReference(_ start: Int) throws(PatternError) -> PatternNode {
        var number = takeDigit() ?? 0
        while let scalar = peek, scalar >= "0", scalar <= "9" {
            let longer = number * 10 + Int(scalar.value) - 0x30
            guard longer <= groupCount else { break }
            number = longer
            index += 1
        }
        guard closed.contains(number) else { throw error(.badReference(number), start) }
        hasReferences = true
        return .reference(number)
    }
}
