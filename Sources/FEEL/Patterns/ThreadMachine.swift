/// Runs a program without back-references as many threads at once, one scalar after the other (Pike's machine).
///
/// There is at most one thread for each instruction, so that a search takes at most as many steps as there are
/// instructions times scalars, whatever the pattern. The threads are kept in order: the first is the one a machine that
/// tries one way after the other would have tried first, and its captures are those such a machine would have found.
struct ThreadMachine {
    /// What is still to be done before a thread has reached an instruction that takes a scalar.
    private enum Task {
        case visit(Int)
        case restore(slot: Int, Int)
    }

    /// The threads at one place in the text.
    private struct Threads {
        /// The instructions they stand at, the preferred first.
        var places: [Int] = []
        /// The captures of each of these threads, one thread's after the other's.
        var captures: [Int] = []
        /// The round in which each instruction was last visited.
        private var visits: [Int]
        private var round = 1

        init(count: Int) { visits = Array(repeating: 0, count: count) }

        mutating func removeAll() {
            places.removeAll(keepingCapacity: true)
            captures.removeAll(keepingCapacity: true)
            round += 1
        }

        /// Whether the instruction is visited for the first time.
        mutating func visit(_ place: Int) -> Bool {
            guard visits[place] != round else { return false }
            visits[place] = round
            return true
        }
    }

    private let program: PatternProgram
    private let text: [Unicode.Scalar]
    private let slots: Int
    private var now: Threads
    private var next: Threads
    private var tasks: [Task] = []

    /// A machine that keeps that many slots of captures: two for the whole match, two for each group, or none at all.
    init(_ program: PatternProgram, on text: [Unicode.Scalar], slots: Int) {
        self.program = program
        self.text = text
        self.slots = slots
        now = Threads(count: program.instructions.count)
        next = now
    }

    /// The slots of the leftmost match that does not begin before that place, -1 in those of groups that took no part;
    /// nil where there is none.
    ///
    /// Each visit of an instruction is a step, and so is each slot that is copied.
    mutating func match(from start: Int, budget: inout Int) throws(PatternError) -> [Int]? {
        var found: [Int]?
        var captures = Array(repeating: -1, count: slots)
        now.removeAll()
        var position = start
        while position <= text.count {
            if found == nil {
                for slot in captures.indices { captures[slot] = -1 }
                ThreadMachine.add(
                    0, at: position, captures: &captures, to: &now, program, text, tasks: &tasks, budget: &budget)
            }
            budget -= 1
            if now.places.isEmpty, found != nil { break }
            next.removeAll()
            for (index, place) in now.places.enumerated() {
                let instruction = program.instructions[place]
                budget -= 1
                if case .match = instruction {
                    found = Array(now.captures[index * slots..<(index + 1) * slots])
                    // The threads behind this one would only find what is less preferred.
                    break
                }
                guard position < text.count, program.takes(instruction, text[position]) else { continue }
                for slot in captures.indices { captures[slot] = now.captures[index * slots + slot] }
                ThreadMachine.add(
                    place + 1, at: position + 1, captures: &captures, to: &next, program, text, tasks: &tasks,
                    budget: &budget)
            }
            if budget < 0 { throw PatternError(.overBudget) }
            if slots == 0, found != nil { return found }
            swap(&now, &next)
            position += 1
        }
        return found
    }

    /// Adds a thread, and all those it splits into, where they wait for a scalar.
    ///
    /// The captures are the same afterwards. It is static so that one list of threads can be read and the other
    /// written.
    private static func add(
        _ place: Int, at position: Int, captures: inout [Int], to threads: inout Threads, _ program: PatternProgram,
        _ text: [Unicode.Scalar], tasks: inout [Task], budget: inout Int
    ) {
        tasks.append(.visit(place))
        while let task = tasks.popLast() {
            guard case .visit(var place) = task else {
                if case .restore(let slot, let value) = task { captures[slot] = value }
                continue
            }
            follow: while threads.visit(place) {
                budget -= 1
                switch program.instructions[place] {
                case .jump(let target): place = target
                case .split(let first, let second):
                    tasks.append(.visit(second))
                    place = first
                case .save(let slot):
                    if slot < captures.count {
                        tasks.append(.restore(slot: slot, captures[slot]))
                        captures[slot] = position
                    }
                    place += 1
                case .assertion(let assertion):
                    guard assertion.holds(at: position, in: text) else { break follow }
                    place += 1
                case .scarce(let least):
                    if text.count - position >= least { budget = -1 }
                    break follow
                case .room(let most):
                    if text.count - position > most { budget = -1 }
                    place += 1
                case .mark: place += 1
                case .check: place += 1
                case .scalar, .set, .any, .reference, .match:
                    threads.places.append(place)
                    threads.captures += captures
                    budget -= captures.count
                    break follow
                }
            }
        }
    }
}
