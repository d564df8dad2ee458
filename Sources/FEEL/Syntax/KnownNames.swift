/// The names of several words or with signs in them that a text may use: those the parser could not tell from
/// expressions otherwise. `round down` is one, `a-b` may be.
struct KnownNames: Sendable {
    /// Each name's tokens, by the first of them.
    private(set) var byFirst: [String: [[String]]]

    /// Those of the language itself: functions, properties and types.
    static let builtIn: KnownNames = {
        var names = KnownNames(byFirst: [:])
        for function in Builtin.all {
            for name in [function.name] + function.aliases { names.add(name) }
        }
        for name: Name in [
            "time offset", "start included", "end included", "date and time", "days and time duration",
            "years and months duration", "year month duration", "day time duration",
        ] {
            names.add(name)
        }
        return names
    }()

    mutating func add(_ name: Name) {
        let tokens = name.tokens
        if tokens.count > 1 { byFirst[tokens[0], default: []].append(tokens) }
    }

    /// The names that the expression itself gives to entries, iterators and parameters.
    mutating func addNames(madeBy expression: Expression) {
        switch expression.form {
        case .context(let entries): for entry in entries { add(entry.name) }
        case .iteration(let iterators, _), .some(let iterators, _), .every(let iterators, _):
            for iterator in iterators { add(iterator.name) }
        case .function(let parameters, _): for parameter in parameters { add(parameter.name) }
        default: break
        }
        Expression.children(of: expression.form) { addNames(madeBy: $0) }
    }

    /// Whether one of them begins with the name and goes on with such a token.
    func hasLonger(than name: Name, goingOnWith isNext: (String) -> Bool) -> Bool {
        let tokens = name.tokens
        guard let first = tokens.first, let candidates = byFirst[first] else { return false }
        return candidates.contains { candidate in
            candidate.count > tokens.count && candidate.starts(with: tokens) && isNext(candidate[tokens.count])
        }
    }
}
