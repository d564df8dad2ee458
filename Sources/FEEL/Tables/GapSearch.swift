/// Looks for combinations of inputs that no rule covers, column by column.
struct GapSearch {
    private let columns: [TableAnalysis.Column?]
    private let rules: Int
    private var work: Int
    private var gaps: [[String]] = []
    /// Whether there was too much to do.
    private var isGivenUp = false
    /// What has been seen to have no gap.
    private var covered: Set<State> = []

    private struct State: Hashable {
        let column: Int
        let alive: Bits
    }

    static let mostGaps = 5
    /// Columns a table that is searched may have: each is a level of recursion.
    static let mostColumns = 50

    init(_ columns: [TableAnalysis.Column?], rules: Int, work: Int) {
        self.columns = columns
        self.rules = rules
        self.work = work
    }

    mutating func run() -> CompiledTable.Coverage {
        guard columns.count <= GapSearch.mostColumns else { return .unknown }
        search(0, Bits(all: rules), [])
        if !gaps.isEmpty { return .gaps(gaps) }
        // A test that is not literal was taken to match everything: so there are no gaps for certain, but perhaps some.
        let isKnown = columns.allSatisfy { $0?.matches.allSatisfy { $0 != nil } ?? false }
        return isKnown && !isGivenUp ? .complete : .unknown
    }

    /// Goes through the parts of a column, given the rules that may match what was chosen before.
    private mutating func search(_ column: Int, _ alive: Bits, _ tests: [String]) {
        work -= alive.words.count + 1
        guard work > 0 else {
            isGivenUp = true
            return
        }
        guard !alive.isEmpty else {
            gaps.append(tests + Array(repeating: "-", count: columns.count - column))
            return
        }
        guard column < columns.count else { return }
        let state = State(column: column, alive: alive)
        guard !covered.contains(state) else { return }
        let found = gaps.count
        if let divided = columns[column] {
            work -= divided.parts.parts.count * (alive.words.count + 1)
            let groups = divided.parts.groups { part -> Bits? in
                divided.allowed.contains(part) ? alive.intersection(divided.candidates[part]) : nil
            }
            for group in groups where gaps.count < GapSearch.mostGaps {
                search(column + 1, group.key, tests + [divided.parts.test(of: group.parts)])
            }
        } else {
            search(column + 1, alive, tests + ["-"])
        }
        if gaps.count == found, !isGivenUp { covered.insert(state) }
    }
}
