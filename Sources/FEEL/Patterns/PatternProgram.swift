/// A regular expression as instructions for a machine of many threads.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// Takes this scalar.
        case scalar(Unicode.Scalar)
        /// Takes a scalar of the set with that index.
        case set(Int)
        /// Takes any scalar.
        case any
        case assertion(PatternAssertion)
        /// Goes on in both places, and prefers the first.
        case split(Int, Int)
        case jump(Int)
        /// Notes the place in the text in a slot: 2n where group n begins, 2n + 1 where it ends.
        case save(Int)
        /// Takes what group n captured.
        case reference(Int)
        /// Ends the thread where fewer scalars are left than this, and the search where there are as many.
        case scarce(Int)
        /// Goes on where no more scalars are left than this, and ends the search where there are more.
        case room(Int)
        /// Notes the place in the text where a round of a repetition begins.
        case mark(Int)
        /// Ends a repetition, at the second place, when its round has taken nothing.
        case check(Int, Int)
        case match
    }

    private(set) var instructions: [Instruction] = []
    let sets: [ScalarSet]
    /// How many capturing groups there are.
    let groupCount: Int
    /// Whether what a group captured is referred to, so that threads at the same instruction can differ.
    let hasReferences: Bool
    let isCaseBlind: Bool
    /// How many repetitions have marks.
    private(set) var markCount = 0

    /// Reads and compiles a pattern.
    init(_ pattern: String, flags: PatternFlags) throws(PatternError) {
        var parser = PatternParser(PatternSource(pattern, flags: flags), flags: flags)
        let node = try parser.read()
        sets = parser.sets
        groupCount = parser.groupCount
        hasReferences = parser.hasReferences
        isCaseBlind = flags.contains(.caseBlind)
        try add(.save(0))
        try compile(node)
        try add(.save(1))
        try add(.match)
    }

    /// Whether the scalar is what the instruction takes.
    func takes(_ instruction: Instruction, _ scalar: Unicode.Scalar) -> Bool {
        switch instruction {
        case .scalar(let expected): scalar == expected
        case .set(let index): sets[index].contains(scalar)
        case .any: true
        default: false
        }
    }

    // MARK: Compiling

    private mutating func add(_ instruction: Instruction) throws(PatternError) {
        guard instructions.count < Pattern.largestProgram else { throw PatternError(.tooLarge) }
        instructions.append(instruction)
    }

    private mutating func compile(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .scalar(let scalar): try add(.scalar(scalar))
        case .set(let index): try add(.set(index))
        case .any: try add(.any)
        case .assertion(let assertion): try add(.assertion(assertion))
        case .reference(let number): try add(.reference(number))
        case .group(let number, let inner):
            try add(.save(2 * number))
            try compile(inner)
            try add(.save(2 * number + 1))
        case .sequence(let parts):
            for part in parts { try compile(part) }
        case .alternatives(let branches): try compile(branches)
        case .repeated(let inner, let least, let most, let isGreedy):
            try compile(inner, least: least, most: most, isGreedy: isGreedy)
        }
    }

    private mutating func compile(_ branches: [PatternNode]) throws(PatternError) {
        var ends: [Int] = []
        for branch in branches.dropLast() {
            let split = instructions.count
            try add(.jump(0))
            try compile(branch)
            ends.append(instructions.count)
            try add(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = branches.last { try compile(last) }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    private mutating func compile(
        _ node: PatternNode, least: Int, most: Int?, isGreedy: Bool
    ) throws(PatternError) {
        // More rounds than there may be instructions are not written out. They take more scalars than texts have, so
        // that nothing is lost; in a text that has so many the search is given up.
        if least > Pattern.largestProgram, !node.canBeEmpty {
            try add(.scarce(least))
            return
        }
        var most = most
        if let rounds = most, rounds > Pattern.largestProgram, !node.canBeEmpty {
            try add(.room(rounds))
            most = nil
        }
        let start = instructions.count
        // Without an end the last round is a loop: `a{3,}` is `aaa+`, and `a*` is `(a+)?`, which differs from a loop
        // that is tested before its round when the round can be empty.
        for _ in 0..<(most == nil ? max(least - 1, 0) : least) {
            try compile(node)
            // What compiles to nothing does so every time.
            if instructions.count == start { break }
        }
        guard let most else {
            let split = instructions.count
            if least == 0 { try add(.jump(0)) }
            try compileLoop(node, isGreedy: isGreedy)
            if least == 0 { instructions[split] = .split(split + 1, instructions.count).preferring(isGreedy) }
            return
        }
        var splits: [Int] = []
        for _ in least..<most {
            splits.append(instructions.count)
            try add(.jump(0))
            try compile(node)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count).preferring(isGreedy) }
    }

    /// One or more rounds.
    private mutating func compileLoop(_ node: PatternNode, isGreedy: Bool) throws(PatternError) {
        let start = instructions.count
        // Threads that come again to an instruction at the same place end there, so that only the machine without them
        // has to notice empty rounds.
        guard hasReferences else {
            try compile(node)
            try add(.split(start, instructions.count + 1).preferring(isGreedy))
            return
        }
        let mark = markCount
        markCount += 1
        try add(.mark(mark))
        try compile(node)
        try add(.check(mark, instructions.count + 2))
        try add(.split(start, instructions.count + 1).preferring(isGreedy))
    }
}

extension PatternProgram.Instruction {
    /// A split that prefers its first place if it is to be greedy, else the second.
    fileprivate func preferring(_ isGreedy: Bool) -> Self {
        guard case .split(let first, let second) = self, !isGreedy else { return self }
        return .split(second, first)
    }
}
