extension Compiler {
    mutating func call(_ function: Expression, _ arguments: Expression.Arguments, _ span: Span) -> Step {
        if case .name(let name) = function.form, let builtin = builtin(name) {
            return call(builtin, arguments, span)
        }
        let callee = compile(function)
        switch arguments {
        case .positional(let values):
            let steps = values.map { compile($0) }
            return { machine throws(Overrun) in
                let function = try callee(&machine)
                var values: [Value] = []
                for step in steps { values.append(try step(&machine)) }
                return try function.called(values, &machine, span)
            }
        case .named(let values):
            let steps = values.map { (name: $0.name, step: compile($0.value)) }
            return { machine throws(Overrun) in
                let function = try callee(&machine)
                var values: [(Name, Value)] = []
                for (name, step) in steps { values.append((name, try step(&machine))) }
                return try function.called(named: values, &machine, span)
            }
        }
    }

    /// The built-in function of that name, unless the name means something else here.
    private func builtin(_ name: Name) -> Builtin? {
        for case .local(name, _) in bindings { return nil }
        return scope.names[name] == nil ? Builtin.named[name] : nil
    }

    /// A built-in function whose form is chosen before anything runs.
    private mutating func call(_ builtin: Builtin, _ arguments: Expression.Arguments, _ span: Span) -> Step {
        let steps = arguments.expressions.map { compile($0) }
        let forms: [Builtin.Match]
        switch arguments {
        case .positional(let values): forms = builtin.matches(count: values.count)
        case .named(let values): forms = builtin.matches(names: values.map(\.name))
        }
        guard let first = forms.first else {
            let misfit = builtin.misfit(of: arguments)
            return { machine throws(Overrun) in
                machine.note(misfit, at: span)
                return .null
            }
        }
        if forms.count == 1, first.isInOrder {
            let form = first.form
            return { machine throws(Overrun) in
                var values: [Value] = []
                values.reserveCapacity(steps.count)
                for step in steps { values.append(try step(&machine)) }
                return try builtin.run(form, &values, &machine, span)
            }
        }
        return { machine throws(Overrun) in
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for step in steps { values.append(try step(&machine)) }
            return try builtin.run(forms, values, &machine, span)
        }
    }

    // MARK: Function literals

    mutating func function(_ parameters: [Expression.Parameter], _ body: Expression) -> Step {
        let captured = used
        let compiled = nested { compiler in
            let first = compiler.used
            for parameter in parameters {
                compiler.bindings.append(.local(parameter.name, compiler.reserve()))
            }
            return (first: first, step: compiler.compile(body))
        }
        let types = parameters.map { $0.type.map { Type($0, types: scope.types) } ?? .any }
        let code = Closure.Code(
            names: parameters.map(\.name), types: types, result: result(of: body, parameters, types),
            first: compiled.first, step: compiled.step, size: body.size, depth: body.depth + 2,
            text: Printer.text(of: parameters, body))
        return { machine throws(Overrun) in
            try machine.spend(captured)
            let closure = Closure(code: code, locals: Array(machine.locals[..<captured]), places: machine.locals.count)
            guard closure.bulk.depth < machine.limits.valueDepth else { throw .valueDepth }
            return .function(Function(.literal(closure)))
        }
    }

    /// What a function gives, as far as its body tells.
    private func result(of body: Expression, _ parameters: [Expression.Parameter], _ types: [Type?]) -> Type {
        var check = Check(scope: scope, policy: .open, text: "")
        check.bindings = bindings.map { binding in
            switch binding {
            case .local(let name, _): .local(name, .any)
            case .item: .item(.any)
            }
        }
        for (parameter, type) in zip(parameters, types) { check.bindings.append(.local(parameter.name, type ?? .any)) }
        return check.type(of: body)
    }
}

/// A function literal with the values it saw where it was written.
final class Closure: Sendable {
    struct Code: Sendable {
        let names: [Name]
        /// Nil where the type's name means nothing.
        let types: [Type?]
        let result: Type
        /// The place of the first parameter.
        let first: Int
        let step: Step
        let size: Int
        /// The levels of the body, and two for the call itself.
        let depth: Int
        /// The whole literal in its canonical form.
        let text: String
    }

    let code: Code
    let locals: [Value]
    let places: Int
    let bulk: Bulk

    init(code: Code, locals: [Value], places: Int) {
        self.code = code
        self.locals = locals
        self.places = places
        bulk = .of(locals)
    }

    func run(_ arguments: [Value], _ machine: inout Machine) throws(Overrun) -> Value {
        guard machine.callDepth + code.depth <= machine.limits.callDepth else { throw .callDepth }
        try machine.spend(code.size + places)
        machine.callDepth += code.depth
        let saved = machine.locals
        machine.locals = locals + Array(repeating: .null, count: places - locals.count)
        for (index, argument) in arguments.enumerated() { machine.locals[code.first + index] = argument }
        // After a limit is passed nothing more is evaluated, so that only a value needs the old values back.
        let value = try code.step(&machine)
        machine.locals = saved
        machine.callDepth -= code.depth
        return value
    }
}

extension Value {
    /// The result of calling the value with arguments in order; null when it is no function, or they do not fit.
    func called(_ arguments: [Value], _ machine: inout Machine, _ span: Span) throws(Overrun) -> Value {
        guard case .function(let function) = self else {
            machine.note(.values("( )", kind, .null), at: span)
            return .null
        }
        switch function.form {
        case .builtIn(let builtin):
            return try builtin.run(builtin.matches(count: arguments.count), arguments, &machine, span)
        case .literal(let closure):
            guard arguments.count == closure.code.names.count else {
                machine.note(
                    .argumentCount("function", expected: "\(closure.code.names.count)", found: arguments.count),
                    at: span)
                return .null
            }
            var fitting: [Value] = []
            for (index, argument) in arguments.enumerated() {
                if let type = closure.code.types[index] { try machine.spend(argument.cost(of: type)) }
                guard let value = argument.converted(to: closure.code.types[index]) else {
                    machine.note(
                        .argument("function", parameter: closure.code.names[index], found: argument.kind), at: span)
                    return .null
                }
                fitting.append(value)
            }
            return try closure.run(fitting, &machine)
        case .external: return .null
        }
    }

    /// The result of calling the value with named arguments; those that are not given are null.
    func called(
        named arguments: [(Name, Value)], _ machine: inout Machine, _ span: Span
    ) throws(Overrun) -> Value {
        guard case .function(let function) = self else {
            machine.note(.values("( )", kind, .null), at: span)
            return .null
        }
        switch function.form {
        case .builtIn(let builtin):
            return try builtin.run(
                builtin.matches(names: arguments.map(\.0)), arguments.map(\.1), &machine, span)
        case .literal(let closure):
            for (name, _) in arguments where !closure.code.names.contains(name) {
                machine.note(.unknownParameter("function", name, nearest: nil), at: span)
                return .null
            }
            let values = closure.code.names.map { name in arguments.last { $0.0 == name }?.1 ?? .null }
            return try called(values, &machine, span)
        case .external: return .null
        }
    }
}
