/// Where a loop's items come from, and the place they are bound to.
private struct Source: Sendable {
    let place: Int
    let source: Step
    /// The other end of `1..10`.
    let through: Step?
    /// What evaluating it costs, for each item of the sources before it.
    let size: Int

    /// The items, or nil where there are none to go through.
    func items(_ machine: inout Machine, _ span: Span) throws(Overrun) -> [Value]? {
        try machine.spend(size)
        let value = try source(&machine)
        let items: [Value]?
        if let through {
            items = try Operators.items(from: value, through: try through(&machine), &machine)
        } else {
            items = try Operators.items(of: value, &machine)
        }
        if items == nil, !value.isNull { machine.note(.elements(value.kind.type), at: span) }
        try machine.spend(items?.count ?? 0)
        return items
    }
}

/// A loop over the combinations of items, the last source fastest.
private protocol Loop {
    var sources: [Source] { get }
    var span: Span { get }
}

extension Loop {
    /// Runs the body for each combination. The body says whether to go on; false when it did not, or a source had nothing
    /// to go through. As deep as the loop has sources.
    fileprivate func each(
        from index: Int, _ machine: inout Machine, _ body: (inout Machine) throws(Overrun) -> Bool
    ) throws(Overrun) -> Bool {
        guard index < sources.count else { return try body(&machine) }
        guard let items = try sources[index].items(&machine, span) else { return false }
        for item in items {
            machine.locals[sources[index].place] = item
            if !(try each(from: index + 1, &machine, body)) { return false }
        }
        return true
    }
}

/// `for`: a list of what the body gives.
private struct Iteration: Loop, Sendable {
    /// Where the results so far are, when the loop speaks of them.
    let partial: Int?
    let sources: [Source]
    let step: Step
    let size: Int
    let span: Span

    func run(_ machine: inout Machine) throws(Overrun) -> Value {
        var results = List([])
        if let partial { machine.locals[partial] = .list(results) }
        let isDone = try each(from: 0, &machine) { machine throws(Overrun) in
            try machine.spend(size)
            let value = try step(&machine)
            guard results.count < machine.limits.items else { throw .items }
            guard value.depth < machine.limits.valueDepth else { throw .valueDepth }
            if let partial {
                // Out of its place, the list is changed without a copy, unless the body has put it elsewhere.
                machine.locals[partial] = .null
                try machine.spend(results.count / 16)
            }
            results.append(value)
            if let partial { machine.locals[partial] = .list(results) }
            return true
        }
        return isDone ? .list(results) : .null
    }
}

/// `some`, true as soon as one is, and `every`, false as soon as one is; otherwise null if any is neither.
private struct Quantification: Loop, Sendable {
    let decisive: Bool
    let sources: [Source]
    let step: Step
    let size: Int
    let span: Span

    func run(_ machine: inout Machine) throws(Overrun) -> Value {
        var (isKnown, isDecided) = (true, false)
        let isDone = try each(from: 0, &machine) { machine throws(Overrun) in
            try machine.spend(size)
            if case .boolean(let boolean) = try step(&machine) {
                isDecided = boolean == decisive
            } else {
                isKnown = false
            }
            return !isDecided
        }
        if isDecided { return .boolean(decisive) }
        return isDone && isKnown ? .boolean(!decisive) : .null
    }
}

extension Compiler {
    // MARK: for, some, every

    private mutating func sources(_ iterators: [Expression.Iterator]) -> [Source] {
        iterators.map { iterator in
            let source = compile(iterator.source)
            let through = iterator.through.map { compile($0) }
            let place = reserve()
            bindings.append(.local(iterator.name, place))
            return Source(
                place: place, source: source, through: through,
                size: iterator.source.size + (iterator.through?.size ?? 0))
        }
    }

    mutating func iteration(_ iterators: [Expression.Iterator], _ body: Expression, _ span: Span) -> Step {
        let usesPartial = body.mentions("partial") || iterators.contains { $0.source.mentions("partial") }
        let loop = nested { compiler in
            let partial = usesPartial ? compiler.reserve() : nil
            if let partial { compiler.bindings.append(.local("partial", partial)) }
            return Iteration(
                partial: partial, sources: compiler.sources(iterators), step: compiler.compile(body), size: body.size,
                span: span)
        }
        return { machine throws(Overrun) in try loop.run(&machine) }
    }

    mutating func quantified(
        _ iterators: [Expression.Iterator], _ body: Expression, decisive: Bool, _ span: Span
    ) -> Step {
        let loop = nested { compiler in
            Quantification(
                decisive: decisive, sources: compiler.sources(iterators), step: compiler.compile(body),
                size: body.size, span: span)
        }
        return { machine throws(Overrun) in try loop.run(&machine) }
    }

    // MARK: Filters

    /// `list[condition]` keeps what the condition is true for; `list[number]` takes one item (§10.3.2.5).
    mutating func filter(_ operand: Expression, _ condition: Expression, _ span: Span) -> Step {
        let list = compile(operand)
        let (place, step) = nested { compiler in
            let place = compiler.reserve()
            compiler.bindings.append(.item(place))
            return (place, compiler.compile(condition))
        }
        let size = condition.size
        return { machine throws(Overrun) in
            let items: [Value]
            switch try list(&machine) {
            case .null: return .null
            case .list(let list): items = list.items
            case let value: items = [value]
            }
            if items.isEmpty {
                machine.locals[place] = .null
                return if case .number = try step(&machine) { .null } else { .list(List([])) }
            }
            try machine.spend(items.count * size)
            var kept: [Value] = []
            // By index: an item that is named as well would be copied once more.
            for index in items.indices {
                machine.locals[place] = items[index]
                switch try step(&machine) {
                case .boolean(true): kept.append(items[index])
                case .boolean(false), .null: break
                case .number(let number) where index == 0:
                    guard let position = number.integer, position != 0, position.magnitude <= UInt64(items.count) else {
                        machine.note(.outOfRange("[ ]"), at: span)
                        return .null
                    }
                    return items[position > 0 ? Int(position) - 1 : items.count + Int(position)]
                case let other:
                    machine.note(.values("[ ]", .list, other.kind), at: span)
                    return .null
                }
            }
            return try machine.list(kept)
        }
    }
}
