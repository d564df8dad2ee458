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
}
