/// A compiled expression: gives its value, or stops at a limit.
typealias Step = @Sendable (inout Machine) throws(Overrun) -> Value

/// Makes steps out of expressions: names find their places, calls their functions.
struct Compiler {
    let scope: Scope
    /// What names mean here, innermost last.
    var bindings: [Binding] = []
    /// Places used so far, and at the most.
    private(set) var used = 0
    private(set) var places = 0

    enum Binding {
        case local(Name, Int)
        /// The item of a filter; its entries can be spoken of by their names.
        case item(Int)
    }

    init(scope: Scope) { self.scope = scope }

    /// A place for a value bound by the formula.
    mutating func reserve() -> Int {
        used += 1
        places = max(places, used)
        return used - 1
    }

    /// Compiles something in which more names are bound; they are gone afterwards.
    mutating func nested<Result>(_ body: (inout Compiler) -> Result) -> Result {
        let (bindings, used) = (bindings, used)
        let result = body(&self)
        (self.bindings, self.used) = (bindings, used)
        return result
    }

    mutating func compile(_ expression: Expression) -> Step {
        let span = expression.span
        switch expression.form {
        case .null: return constant(.null)
        case .boolean(let boolean): return constant(.boolean(boolean))
        case .number(let number): return constant(.number(number))
        case .string(let text): return constant(.string(text))
        case .temporal(let value): return constant(value)
        case .name(let name): return variable(name, span)
        case .list(let items): return list(items)
        case .context(let entries): return context(entries)
        case .interval(let isStartIncluded, let start, let end, let isEndIncluded):
            let (start, end) = (compile(start), compile(end))
            return { machine throws(Overrun) in
                try Operators.interval(
                    try start(&machine), try end(&machine), isStartIncluded, isEndIncluded, &machine, span)
            }
        case .comparison(let comparison, let operand):
            let operand = compile(operand)
            return { machine throws(Overrun) in Operators.interval(comparison, try operand(&machine)) }
        case .sum(let first, let rest), .product(let first, let rest): return chain(first, rest, span)
        case .power(let first, let rest): return chain(first, rest.map { (.power, $0) }, span)
        case .negation(let operand):
            let operand = compile(operand)
            return { machine throws(Overrun) in Operators.negate(try operand(&machine), &machine, span) }
        case .and(let operands): return logic(operands, decisive: false)
        case .or(let operands): return logic(operands, decisive: true)
        case .compare(let comparison, let left, let right):
            let (left, right) = (compile(left), compile(right))
            return { machine throws(Overrun) in
                try Operators.compare(comparison, try left(&machine), try right(&machine), &machine, span)
            }
        case .between(let operand, let low, let high):
            let (operand, low, high) = (compile(operand), compile(low), compile(high))
            return { machine throws(Overrun) in
                let value = try operand(&machine)
                let isAbove = try Operators.compare(.greaterOrEqual, value, try low(&machine), &machine, span)
                let isBelow = try Operators.compare(.lessOrEqual, value, try high(&machine), &machine, span)
                return Operators.both(isAbove, isBelow)
            }
        case .membership(let operand, let tests): return membership(operand, tests, span)
        case .instance(let operand, let name):
            let operand = compile(operand)
            guard let type = Type(name, types: scope.types) else { return constant(.null) }
            return { machine throws(Overrun) in
                let value = try operand(&machine)
                try machine.spend(value.cost(of: type))
                return .boolean(value.isInstance(of: type))
            }
        case .path(let operand, let name):
            let operand = compile(operand)
            return { machine throws(Overrun) in try Operators.entry(name, of: try operand(&machine), &machine, span) }
        case .filter(let operand, let condition): return filter(operand, condition, span)
        case .call(let function, let arguments): return call(function, arguments, span)
        case .condition(let condition, let then, let otherwise):
            let (condition, then, otherwise) = (compile(condition), compile(then), compile(otherwise))
            return { machine throws(Overrun) in
                if case .boolean(true) = try condition(&machine) { try then(&machine) } else { try otherwise(&machine) }
            }
        case .iteration(let iterators, let body): return iteration(iterators, body, span)
        case .some(let iterators, let body): return quantified(iterators, body, decisive: true, span)
        case .every(let iterators, let body): return quantified(iterators, body, decisive: false, span)
        case .function(let parameters, let body): return function(parameters, body)
        case .external(let parameters):
            return constant(.function(Function(.external(parameters: parameters.map(\.name)))))
        }
    }

    private func constant(_ value: Value) -> Step { { _ throws(Overrun) in value } }

    // MARK: Names

    /// The innermost meaning of a name: an entry of a filter's item, a bound value, a name of the scope, a function.
    private func variable(_ name: Name, _ span: Span) -> Step {
        var items: [Int] = []
        for binding in bindings.reversed() {
            switch binding {
            case .item(let place):
                items.append(place)
                if name == "item" { return inItems(items, name) { machine throws(Overrun) in machine.locals[place] } }
            case .local(name, let place):
                return inItems(items, name) { machine throws(Overrun) in machine.locals[place] }
            case .local: break
            }
        }
        if scope.names[name] == nil, let function = Builtin.named[name] {
            let value = Value.function(Function(.builtIn(function)))
            return inItems(items, name) { _ throws(Overrun) in value }
        }
        return inItems(items, name) { machine throws(Overrun) in
            if let value = machine.input[name] { return value }
            machine.note(.missing(name), at: span)
            return .null
        }
    }

    /// Looks first for an entry of the items of the filters around.
    private func inItems(_ items: [Int], _ name: Name, otherwise: @escaping Step) -> Step {
        if items.isEmpty { return otherwise }
        if items.count == 1 {
            let place = items[0]
            return { machine throws(Overrun) in
                if case .context(let context) = machine.locals[place], let value = context[name] { return value }
                return try otherwise(&machine)
            }
        }
        return { machine throws(Overrun) in
            for place in items {
                if case .context(let context) = machine.locals[place], let value = context[name] { return value }
            }
            return try otherwise(&machine)
        }
    }

    // MARK: Lists and contexts

    private mutating func list(_ items: [Expression]) -> Step {
        let steps = items.map { compile($0) }
        return { machine throws(Overrun) in
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for step in steps { values.append(try step(&machine)) }
            return try machine.list(values)
        }
    }

    /// Each entry sees those before it.
    private mutating func context(_ entries: [Expression.Entry]) -> Step {
        let shape = Context.Shape(entries.map(\.name))
        let steps = nested { compiler in
            entries.map { entry -> (Int, Step) in
                let step = compiler.compile(entry.value)
                let place = compiler.reserve()
                compiler.bindings.append(.local(entry.name, place))
                return (place, step)
            }
        }
        return { machine throws(Overrun) in
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for (place, step) in steps {
                let value = try step(&machine)
                machine.locals[place] = value
                values.append(value)
            }
            return try machine.context(Context(shape, values))
        }
    }

    // MARK: Operators

    private mutating func chain(
        _ first: Expression, _ rest: [(Expression.Operator, Expression)], _ span: Span
    ) -> Step {
        let start = compile(first)
        if rest.count == 1 {
            let (sign, operand) = (rest[0].0, compile(rest[0].1))
            return { machine throws(Overrun) in
                try Operators.apply(sign, try start(&machine), try operand(&machine), &machine, span)
            }
        }
        let steps = rest.map { (sign: $0.0, operand: compile($0.1), span: first.span.through($0.1.span)) }
        return { machine throws(Overrun) in
            var value = try start(&machine)
            for step in steps {
                value = try Operators.apply(step.sign, value, try step.operand(&machine), &machine, step.span)
            }
            return value
        }
    }

    /// `and` is false as soon as one operand is, `or` true; otherwise null if any is neither (§10.3.2.4).
    private mutating func logic(_ operands: [Expression], decisive: Bool) -> Step {
        let steps = operands.map { compile($0) }
        return { machine throws(Overrun) in
            var isKnown = true
            for step in steps {
                guard case .boolean(let boolean) = try step(&machine) else {
                    isKnown = false
                    continue
                }
                if boolean == decisive { return .boolean(decisive) }
            }
            return isKnown ? .boolean(!decisive) : .null
        }
    }

    /// Each test is compared with the operand, or is a condition in which `?` stands for it.
    private mutating func membership(_ operand: Expression, _ tests: [Expression], _ span: Span) -> Step {
        let operand = compile(operand)
        let (place, steps) = nested { compiler in
            let place = compiler.reserve()
            compiler.bindings.append(.local("?", place))
            return (place, tests.map { (step: compiler.compile($0), asks: $0.mentions("?")) })
        }
        return { machine throws(Overrun) in
            let value = try operand(&machine)
            machine.locals[place] = value
            var isKnown = true
            for (step, asks) in steps {
                let test = try step(&machine)
                switch try Operators.satisfies(value, test, asks: asks, &machine, span) {
                case true?: return .boolean(true)
                case false?: break
                case nil: isKnown = false
                }
            }
            return isKnown ? .boolean(false) : .null
        }
    }
}

extension Expression {
    /// Whether the name stands anywhere in it.
    func mentions(_ name: Name) -> Bool {
        if case .name(name) = form { return true }
        var found = false
        Expression.children(of: form) { child in
            if !found { found = child.mentions(name) }
        }
        return found
    }
}
