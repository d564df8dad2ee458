extension Check {
    mutating func call(_ function: Expression, _ arguments: Expression.Arguments, at span: Span) -> Type {
        if case .name(let name) = function.form, !isBound(name) {
            guard let builtin = Builtin.named[name] else {
                unknownFunction(name, at: function.span)
                for argument in arguments.expressions { _ = type(of: argument) }
                return .any
            }
            return call(builtin, as: name, arguments, at: span)
        }
        let callee = type(of: function)
        let types = arguments.expressions.map { type(of: $0) }
        switch callee {
        case .any: return .any
        case .function(let parameters, let result):
            if parameters.count != types.count {
                report(
                    .argumentCount(Name(text(function)), expected: "\(parameters.count)", found: types.count), at: span)
            }
            return result
        default:
            report(.notCallable(callee), at: function.span)
            return .any
        }
    }

    private mutating func unknownFunction(_ name: Name, at span: Span) {
        if let finding = Mending.finding(name, at: span, in: scope) { return report(finding) }
        let nearest = Nearest.name(to: name, among: Builtin.named.keys)
        report(.unknownFunction(name, nearest: nearest), at: span, mend: nearest.map { Mend(at: span, with: $0.text) })
    }

    /// A built-in function, called by one of its names; findings call it by the name that was written.
    private mutating func call(
        _ builtin: Builtin, as name: Name, _ arguments: Expression.Arguments, at span: Span
    ) -> Type {
        let expressions = arguments.expressions
        let types = expressions.map { type(of: $0) }
        let matches: [Builtin.Match]
        switch arguments {
        case .positional: matches = builtin.matches(count: types.count)
        case .named(let values):
            matches = builtin.matches(names: values.map(\.name))
            let known = builtin.forms.flatMap { $0.parameters.map(\.name) }
            for value in values where !known.contains(value.name) {
                let nearest = Nearest.name(to: value.name, among: known)
                report(
                    .unknownParameter(name, value.name, nearest: nearest), at: value.span,
                    mend: nearest.map { Mend(at: value.span, with: $0.text) })
                return .any
            }
        }
        guard let first = matches.first else {
            report(.argumentCount(name, expected: builtin.counts, found: types.count), at: span)
            return .any
        }
        for match in matches where misfit(builtin, match, types) == nil { return builtin.result(match.form, types) }
        if let (index, parameter) = misfit(builtin, first, types) {
            report(
                .argumentType(name, parameter: parameter.name, expected: parameter.type, found: types[index]),
                at: expressions[index].span)
        }
        return .any
    }

    /// The first argument that cannot be what its parameter needs.
    private func misfit(
        _ builtin: Builtin, _ match: Builtin.Match, _ types: [Type]
    ) -> (Int, Builtin.Parameter)? {
        let parameters = builtin.forms[match.form].parameters
        for (place, parameter) in parameters.enumerated() {
            let indices: [Int]
            if let order = match.order {
                indices = order[place].map { [$0] } ?? []
            } else if place == parameters.count - 1 {
                indices = types.count > place ? Array(place..<types.count) : []
            } else {
                indices = place < types.count ? [place] : []
            }
            for index in indices where !types[index].canBeArgument(for: parameter.type) { return (index, parameter) }
        }
        return nil
    }
}

extension Type {
    /// Whether it fits the parameter, a single item standing for a list of it.
    fileprivate func canBeArgument(for parameter: Type) -> Bool {
        if mayConform(to: parameter) { return true }
        if case .list(let item) = parameter, mayConform(to: item) { return true }
        if case .function = parameter, case .function = self { return true }
        return false
    }
}

extension Builtin {
    /// What a form gives for arguments of these types: where the table says a number or any value, it may be known more
    /// closely. The sum of 金額 is a 金額, the smaller of two 金額 too, and cutting off leaves it one.
    func result(_ form: Int, _ types: [Type]) -> Type {
        let stated = forms[form].result
        guard let first = types.first else { return stated }
        let item: Type = if case .list(let item) = first { item } else { first }
        switch name.text {
        case "round down", "round up", "round half up", "round half down", "decimal", "floor", "ceiling", "abs":
            return first.isNumber ? first : stated
        case "min", "max":
            return forms[form].isVariadic ? types.dropFirst().reduce(first) { $0.joined($1) } : item
        case "sum", "mean", "median": return item.isNumber ? item : stated
        case "append", "concatenate", "union", "distinct values", "sublist", "reverse", "remove", "sort",
            "insert before", "list replace":
            return .list(name == "append" || name == "concatenate" || name == "union" ? .any : item)
        default: return stated
        }
    }
}
