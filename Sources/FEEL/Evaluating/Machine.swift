/// What an evaluation works on: the values given, those bound by the formula itself, and what may still be used.
struct Machine {
    let input: Context
    /// Values bound by loops, contexts, filters and parameters; each has its place since compilation.
    var locals: [Value]
    let moment: Moment?
    let limits: Limits
    /// What is left of the steps.
    var steps: Int
    /// Regular expressions that were read before, by pattern and flags: a loop reads its own once.
    private var patterns: [[String]: Result<Pattern, PatternError>] = [:]
    /// Levels in use by calls of function literals.
    var callDepth = 0
    /// What went wrong on the way, in order; the first few.
    private(set) var notes: [Finding] = []

    static let mostNotes = 20
    private static let mostPatterns = 16

    init(_ input: Context, locals: Int, moment: Moment?, limits: Limits) {
        self.input = input
        self.locals = Array(repeating: .null, count: locals)
        self.moment = moment
        self.limits = limits
        steps = limits.steps
    }

    mutating func note(_ kind: Finding.Kind, at span: Span) {
        guard notes.count < Machine.mostNotes else { return }
        let finding = Finding(kind, at: span)
        // A loop that fails for each row says so once.
        if !notes.contains(finding) { notes.append(finding) }
    }

    /// Takes steps; throws when there are none left.
    mutating func spend(_ count: Int) throws(Overrun) {
        steps -= count
        if steps < 0 { throw .steps }
    }

    /// A regular expression, or why it is none.
    mutating func pattern(_ text: String, flags: String) throws(Overrun) -> Result<Pattern, PatternError> {
        if let known = patterns[[text, flags]] { return known }
        let result: Result<Pattern, PatternError>
        do {
            result = .success(try Pattern(text, flags: flags))
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let pattern): try spend(pattern.cost)
        // It is found out only when as much was made of it as a pattern may be.
        case .failure(let error): try spend(error.kind == .tooLarge ? Pattern.largestProgram / 4 : 100)
        }
        if patterns.count < Machine.mostPatterns { patterns[[text, flags]] = result }
        return result
    }

    /// A list, within the limits.
    mutating func list(_ items: [Value]) throws(Overrun) -> Value {
        guard items.count <= limits.items else { throw .items }
        try spend(items.count)
        let list = List(items)
        guard list.bulk.depth <= limits.valueDepth else { throw .valueDepth }
        return .list(list)
    }

    func context(_ context: Context) throws(Overrun) -> Value {
        guard context.bulk.depth <= limits.valueDepth else { throw .valueDepth }
        guard context.values.count <= limits.items else { throw .items }
        return .context(context)
    }

    /// A string, within the limits.
    mutating func string(_ text: String) throws(Overrun) -> Value {
        let length = text.utf8.count
        guard length <= limits.characters || text.unicodeScalars.count <= limits.characters else { throw .characters }
        try spend(length / 8)
        return .string(text)
    }
}
