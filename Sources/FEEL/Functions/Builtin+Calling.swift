extension Builtin {
    /// A form that has room for the arguments of a call.
    struct Match: Sendable {
        let form: Int
        /// For each parameter the argument that is given for it; nil when they are given in order.
        let order: [Int?]?

        var isInOrder: Bool { order == nil }
    }

    /// The forms that take so many arguments.
    func matches(count: Int) -> [Match] {
        forms.indices.filter {
            count >= forms[$0].least && (forms[$0].isVariadic || count <= forms[$0].parameters.count)
        }.map { Match(form: $0, order: nil) }
    }

    /// The forms whose parameters have these names; first those with nothing missing. Missing arguments are null
    /// (DMN 1.5 §10.3.2.13.5).
    ///
    /// Where forms have the same names, as those of `before(point, range)` and `before(range, point)` are, the one that has
    /// them in the order of the call is meant.
    func matches(names: [Name]) -> [Match] {
        guard Set(names).count == names.count else { return [] }
        var (asWritten, whole, partial): ([Match], [Match], [Match]) = ([], [], [])
        for (index, form) in forms.enumerated() {
            guard names.allSatisfy({ name in form.parameters.contains { $0.name == name } }) else { continue }
            let order = form.parameters.map { parameter in names.firstIndex(of: parameter.name) }
            let isWhole = zip(form.parameters, order).allSatisfy { $0.isOptional || $1 != nil }
            if form.parameters.map(\.name) == names {
                asWritten.append(Match(form: index, order: order))
            } else if isWhole {
                whole.append(Match(form: index, order: order))
            } else {
                partial.append(Match(form: index, order: order))
            }
        }
        return asWritten + whole + partial
    }

    /// Why no form takes the arguments: one has a name that no parameter has, or they are too few or too many.
    func misfit(of arguments: Expression.Arguments) -> Finding.Kind {
        if case .named(let values) = arguments {
            let known = forms.flatMap { $0.parameters.map(\.name) }
            if let unknown = values.first(where: { !known.contains($0.name) })?.name {
                return .unknownParameter(name, unknown, nearest: Nearest.name(to: unknown, among: known))
            }
        }
        return .argumentCount(name, expected: counts, found: arguments.expressions.count)
    }

    /// Calls the first of the forms that the arguments fit.
    func run(
        _ matches: [Match], _ arguments: [Value], _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Value {
        var misfit: Finding.Kind = .argumentCount(name, expected: counts, found: arguments.count)
        for match in matches {
            var values = arranged(arguments, match)
            if let found = fit(match.form, &values) {
                misfit = found
            } else {
                return try call(match.form, values, &machine, span)
            }
        }
        machine.note(misfit, at: span)
        return .null
    }

    /// Calls the one form there is.
    func run(
        _ form: Int, _ values: inout [Value], _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Value {
        if let misfit = fit(form, &values) {
            machine.note(misfit, at: span)
            return .null
        }
        return try call(form, values, &machine, span)
    }

    /// Arguments in the order of the form's parameters, without optional ones at the end that were not given.
    private func arranged(_ arguments: [Value], _ match: Match) -> [Value] {
        guard let order = match.order else { return arguments }
        var values = order.map { $0.map { arguments[$0] } ?? .null }
        for (parameter, place) in zip(forms[match.form].parameters, order).reversed() {
            if place != nil || !parameter.isOptional { break }
            values.removeLast()
        }
        return values
    }

    private func call(
        _ form: Int, _ values: [Value], _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Value {
        let parameters = forms[form].parameters
        var cost = 1
        for (index, value) in values.enumerated() {
            switch value {
            case .null: if !parameters[min(index, parameters.count - 1)].allowsNull { return .null }
            case .list(let list): cost += list.count
            case .string(let text): cost += text.utf8.count / 8
            case .number(let number): cost += number.cost
            default: break
            }
        }
        try machine.spend(cost)
        return try body(Arguments(form: form, values: values, function: self, span: span), &machine)
    }

    /// Converts the arguments to the form's types, single items to lists and back (§10.3.2.9.4); gives what does not fit.
    private func fit(_ form: Int, _ values: inout [Value]) -> Finding.Kind? {
        let parameters = forms[form].parameters
        for index in values.indices {
            let parameter = parameters[min(index, parameters.count - 1)]
            if values[index].fits(parameter.type) { continue }
            if case .list = parameter.type {
                values[index] = .list(List([values[index]]))
            } else if case .list(let list) = values[index], list.count == 1, list[0].fits(parameter.type) {
                values[index] = list[0]
            } else {
                return .argument(name, parameter: parameter.name, found: values[index].kind)
            }
        }
        return nil
    }
}

extension Value {
    /// Whether it is of the type, as far as can be said without going through it.
    fileprivate func fits(_ type: Type) -> Bool {
        switch (self, type) {
        case (.null, _), (_, .any), (.number, .number), (.string, .string), (.boolean, .boolean), (.list, .list),
            (.context, .context), (.range, .range), (.function, .function), (.date, .date), (.time, .time),
            (.dateAndTime, .dateAndTime), (.daysAndTime, .daysAndTime), (.yearsAndMonths, .yearsAndMonths):
            true
        default: false
        }
    }
}

extension Builtin.Form {
    /// Reads `(list: list<number>, position: number, newItem: Any?) -> list<Any>`: `?` after a parameter's name makes it
    /// optional, after its type lets null be an argument, `...` lets it be given many times.
    ///
    /// The texts are our own table's; the tests read all of them.
    init(_ text: String) {
        self.text = text
        let halves = text.split(separator: " -> ")
        var parameters: [Builtin.Parameter] = []
        var isVariadic = false
        for part in halves[0].dropFirst().dropLast().split(separator: ", ") {
            let sides = part.split(separator: ": ")
            var (name, type) = (String(sides[0]), String(sides.last ?? ""))
            let isOptional = name.hasSuffix("?")
            if isOptional { name.removeLast() }
            if type.hasSuffix("...") {
                type.removeLast(3)
                isVariadic = true
            }
            let allowsNull = type.hasSuffix("?")
            if allowsNull { type.removeLast() }
            parameters.append(
                Builtin.Parameter(
                    name: Name(name), type: Builtin.Form.type(type), isOptional: isOptional, allowsNull: allowsNull))
        }
        self.parameters = parameters
        self.isVariadic = isVariadic
        result = Builtin.Form.type(String(halves.last ?? ""))
    }

    private static func type(_ text: String) -> Type {
        if text.hasPrefix("list<") { return .list(type(String(text.dropFirst(5).dropLast()))) }
        return switch text {
        case "list": .list(.any)
        case "context": .context([:])
        case "range": .range(.any)
        case "function": .function([.any, .any], returns: .boolean)
        default: Type.named[Name(text)] ?? .any
        }
    }
}
