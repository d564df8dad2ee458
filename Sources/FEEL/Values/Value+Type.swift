extension Value {
    /// Whether it is a value of the type (DMN 1.5 table 61). Null is one of Null alone.
    func isInstance(of type: Type) -> Bool {
        switch (self, type.plain) {
        case (.null, .null): true
        case (.null, _): false
        default: conforms(to: type)
        }
    }

    /// Whether it can be used where the type is expected (§10.3.2.9.2); null can be anywhere.
    func conforms(to type: Type) -> Bool {
        switch (self, type.plain) {
        case (.null, _), (_, .any): true
        case (.boolean, .boolean), (.number, .number), (.date, .date), (.time, .time),
            (.dateAndTime, .dateAndTime), (.daysAndTime, .daysAndTime), (.yearsAndMonths, .yearsAndMonths):
            true
        case (.string, .string): true
        case (.list(let list), .list(let item)): list.allSatisfy { $0.conforms(to: item) }
        case (.context(let context), .context(let entries)):
            entries.allSatisfy { name, type in context[name]?.conforms(to: type) ?? false }
        case (.range(let interval), .range(let item)):
            interval.start.conforms(to: item) && interval.end.conforms(to: item)
        case (.function(let function), .function): function.types.contains { $0.conforms(to: type) }
        default: false
        }
    }

    /// What finding out whether it is of the type costs, in steps.
    func cost(of type: Type) -> Int {
        switch type {
        case .list, .context, .range, .function: weight
        default: 0
        }
    }

    /// The value as one of the type: itself, or the one item of a list (§10.3.2.9.4); nil when neither conforms, or the
    /// type is unknown.
    func converted(to type: Type?) -> Value? {
        guard let type else { return nil }
        if conforms(to: type) { return self }
        if case .list(let list) = self, list.count == 1, list[0].conforms(to: type) { return list[0] }
        return nil
    }
}

extension Function {
    /// The types it is of: what it takes and gives, as far as that is written down. Built-in functions have several.
    fileprivate var types: [Type] {
        switch form {
        case .builtIn(let builtin): builtin.forms.map { .function($0.parameters.map(\.type), returns: $0.result) }
        case .literal(let closure): [.function(closure.code.types.map { $0 ?? .any }, returns: closure.code.result)]
        case .external(let parameters): [.function(parameters.map { _ in .any }, returns: .any)]
        }
    }
}
