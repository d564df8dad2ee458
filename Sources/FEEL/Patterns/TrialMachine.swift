/// Runs a program with back-references, one way after the other.
///
/// What a back-reference matches depends on the way that led to it, so threads cannot be joined, and no machine is
/// known that needs less than exponential time for every pattern (the problem is NP-hard). This one keeps its choices
/// in a stack of its own, and every step is taken from the caller's budget: a hostile pattern ends it, and nothing
/// else.
struct TrialMachine {
    /// What to go back to.
    private enum Choice {
        case other(place: Int, position: Int)
        case restore(slot: Int, Int)
    }

    private let program: PatternProgram
    private let text: [Unicode.Scalar]
    /// The captures, and behind them the marks.
    private var slots: [Int]
    private let markStart: Int
    private var choices: [Choice] = []

    /// Choices kept at one time, which bounds memory where the budget is large.
    private static let mostChoices = 1_000_000

    init(_ program: PatternProgram, on text: [Unicode.Scalar]) {
        self.program = program
        self.text = text
        markStart = 2 * (program.groupCount + 1)
        slots = Array(repeating: -1, count: markStart + program.markCount)
    }

    /// The slots of the leftmost match that does not begin before that place, -1 in those of groups that took no part;
    /// nil where there is none.
    ///
    /// Each instruction is a step, and so is each scalar compared with what was captured.
    mutating func match(from start: Int, budget: inout Int) throws(PatternError) -> [Int]? {
        var position = start
        while position <= text.count {
            for slot in slots.indices { slots[slot] = -1 }
            budget -= slots.count
            choices.removeAll(keepingCapacity: true)
            if try run(at: position, budget: &budget) { return Array(slots[..<markStart]) }
            position += 1
        }
        return nil
    }

    private mutating func run(at start: Int, budget: inout Int) throws(PatternError) -> Bool {
        var (place, position) = (0, start)
        while true {
            budget -= 1
            guard budget >= 0, choices.count < TrialMachine.mostChoices else { throw PatternError(.overBudget) }
            var goesOn = true
            switch program.instructions[place] {
            case .match: return true
            case .jump(let target):
                place = target
                continue
            case .split(let first, let second):
                choices.append(.other(place: second, position: position))
                place = first
                continue
            case .save(let slot): set(slot, position)
            case .mark(let mark): set(markStart + mark, position)
            case .check(let mark, let end):
                if slots[markStart + mark] == position {
                    place = end
                    continue
                }
            case .scarce(let least):
                if text.count - position >= least { throw PatternError(.overBudget) }
                goesOn = false
            case .room(let most):
                if text.count - position > most { throw PatternError(.overBudget) }
            case .assertion(let assertion): goesOn = assertion.holds(at: position, in: text)
            case .reference(let number):
                if let end = end(of: number, at: position, budget: &budget) { position = end } else { goesOn = false }
            case .scalar, .set, .any:
                goesOn = position < text.count && program.takes(program.instructions[place], text[position])
                if goesOn { position += 1 }
            }
            if goesOn {
                place += 1
            } else if let (otherPlace, otherPosition) = goBack() {
                (place, position) = (otherPlace, otherPosition)
            } else {
                return false
            }
        }
    }

    private mutating func set(_ slot: Int, _ value: Int) {
        // Without a choice there is nothing to go back to.
        if !choices.isEmpty { choices.append(.restore(slot: slot, slots[slot])) }
        slots[slot] = value
    }

    /// The last choice, with the slots as they were then.
    private mutating func goBack() -> (place: Int, position: Int)? {
        while let choice = choices.popLast() {
            switch choice {
            case .restore(let slot, let value): slots[slot] = value
            case .other(let place, let position): return (place, position)
            }
        }
        return nil
    }

    /// Where what the group captured ends when it is found again at that place. A group that took no part has captured
    /// the empty text (XPath functions 3.1 §5.6.1, back-references).
    private func end(of number: Int, at position: Int, budget: inout Int) -> Int? {
        let (first, last) = (slots[2 * number], slots[2 * number + 1])
        guard first >= 0, last >= first else { return position }
        guard last - first <= text.count - position else { return nil }
        for offset in 0..<last - first {
            budget -= 1
            let (one, other) = (text[first + offset], text[position + offset])
            guard one == other || (program.isCaseBlind && CaseVariants.areAlike(one, other)) else { return nil }
        }
        return position + last - first
    }
}
