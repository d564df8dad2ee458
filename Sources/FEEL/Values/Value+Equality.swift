extension Value {
    /// FEEL's `=` (DMN 1.5 table 53): nil for values of different kinds, which cannot be compared. Null equals null alone.
    func equals(_ other: Value) -> Bool? {
        switch (self, other) {
        case (.null, .null): return true
        case (.null, _), (_, .null): return false
        case (.boolean(let one), .boolean(let two)): return one == two
        case (.number(let one), .number(let two)): return one == two
        case (.string(let one), .string(let two)): return one.hasSameCharacters(as: two)
        case (.list(let one), .list(let two)):
            return one.count == two.count ? Value.all(zip(one, two)) { $0.equals($1) } : false
        case (.context(let one), .context(let two)):
            guard one.values.count == two.values.count else { return false }
            var isKnown = true
            for (name, value) in zip(one.shape.names, one.values) {
                guard let other = two[name] else { return false }
                switch value.equals(other) {
                case false?: return false
                case nil: isKnown = false
                case true?: break
                }
            }
            return isKnown ? true : nil
        case (.range(let one), .range(let two)):
            guard one.isStartIncluded == two.isStartIncluded, one.isEndIncluded == two.isEndIncluded,
                one.comparison == two.comparison
            else { return false }
            return Value.all([(one.start, two.start), (one.end, two.end)]) { $0.equals($1) }
        case (.function(let one), .function(let two)): return one.isSame(as: two)
        default:
            guard let one = temporal, let two = other.temporal else { return nil }
            return one.equals(two)
        }
    }

    /// The order of two values of one kind: below 0, 0, or above; nil where there is none (table 54).
    func order(_ other: Value) -> Int? {
        switch (self, other) {
        case (.number(let one), .number(let two)): one < two ? -1 : one == two ? 0 : 1
        case (.string(let one), .string(let two)):
            // UTF-8 has the order of the characters' numbers.
            one.hasSameCharacters(as: two) ? 0 : one.utf8.lexicographicallyPrecedes(two.utf8) ? -1 : 1
        default: temporal.flatMap { one in other.temporal.flatMap { one.compare($0) } }
        }
    }

    /// FEEL's `is`: whether it is the same value, zone and all. Never null.
    func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.list(let one), .list(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.isSame(as: $1) }
        case (.context(let one), .context(let two)):
            one.values.count == two.values.count
                && one.entries.allSatisfy { name, value in two[name]?.isSame(as: value) ?? false }
        default:
            if let one = temporal, let two = other.temporal { one.isSame(as: two) } else { equals(other) ?? false }
        }
    }

    private static func all<Pairs: Sequence>(_ pairs: Pairs, _ test: (Value, Value) -> Bool?) -> Bool?
    where Pairs.Element == (Value, Value) {
        var isKnown = true
        for (one, two) in pairs {
            switch test(one, two) {
            case false?: return false
            case nil: isKnown = false
            case true?: break
            }
        }
        return isKnown ? true : nil
    }
}

extension Value: Equatable {
    /// The same value, as FEEL's `is` has it.
    public static func == (left: Value, right: Value) -> Bool { left.isSame(as: right) }
}

extension Function {
    /// Literals are the same that have the same text and saw the same values (table 53).
    func isSame(as other: Function) -> Bool {
        switch (form, other.form) {
        case (.builtIn(let one), .builtIn(let two)): one.name == two.name
        case (.literal(let one), .literal(let two)):
            one === two
                || one.code.text == two.code.text && one.locals.count == two.locals.count
                    && zip(one.locals, two.locals).allSatisfy { $0.isSame(as: $1) }
        default: false
        }
    }
}

extension String {
    /// The same characters one by one: が is not か and a mark, as Swift's own `==` would have it.
    func hasSameCharacters(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
