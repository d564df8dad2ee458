/// Looks at a formula before anything runs: the type of each part, the names it depends on, and what cannot work.
///
/// A part whose type is `any` is not complained about. Of a mistake the innermost place is told, once.
struct Check {
    let scope: Scope
    let policy: Formula.Policy
    let text: String
    var bindings: [Binding] = []
    private(set) var findings: [Finding] = []
    private(set) var dependencies: Set<Name> = []

    /// Parts of a context's type beyond which nothing is said of its entries: contexts made of one another would be
    /// endless to go through.
    private static let mostParts = 4_000

    enum Binding {
        case local(Name, Type)
        /// The item of a filter, whose entries have their names here.
        case item(Type)
    }

    struct Result {
        let type: Type
        let dependencies: Set<Name>
        let findings: [Finding]
    }

    static func run(
        _ expression: Expression, in scope: Scope, policy: Formula.Policy, expecting expected: Type, text: String
    ) -> Result {
        var check = Check(scope: scope, policy: policy, text: text)
        let type = check.type(of: expression)
        if check.findings.isEmpty, !type.mayConform(to: expected) {
            check.report(.resultType(expected: expected, found: type), at: expression.span)
        }
        return Result(
            type: type, dependencies: check.dependencies,
            findings: check.findings.sorted { ($1.severity, $0.span.start) < ($0.severity, $1.span.start) })
    }

    init(scope: Scope, policy: Formula.Policy, text: String) {
        self.scope = scope
        self.policy = policy
        self.text = text
    }

    mutating func report(_ kind: Finding.Kind, at span: Span, mend: Mend? = nil) {
        report(Finding(kind, at: span, mend: mend))
    }

    mutating func report(_ finding: Finding) { if !isFull { findings.append(finding) } }

    /// Findings of a formula that are told; nobody mends more at once.
    static let mostFindings = 30

    /// Whether no more findings are told, so that none need be looked for.
    var isFull: Bool { findings.count >= Check.mostFindings }

    func text(_ expression: Expression) -> String { expression.span.text(in: text) }

    /// Where the name stands last within a part of the text; the part itself when it is written otherwise there.
    private func place(of name: Name, in span: Span) -> Span {
        let (part, wanted) = (Array(span.text(in: text).utf8), Array(name.text.utf8))
        guard !wanted.isEmpty, part.count >= wanted.count else { return span }
        let start = (0...(part.count - wanted.count)).last { part[$0...].starts(with: wanted) }
        return start.map { Span(span.start + $0, span.start + $0 + wanted.count) } ?? span
    }

    /// Checks something in which more names are bound.
    mutating func nested<Result>(_ body: (inout Check) -> Result) -> Result {
        let saved = bindings
        defer { bindings = saved }
        return body(&self)
    }

    mutating func type(of expression: Expression) -> Type {
        switch expression.form {
        case .null: return .null
        case .boolean: return .boolean
        case .number: return .number
        case .string(let string): return .choice([string])
        case .temporal(let value): return value.kind.type
        case .name(let name): return variable(name, at: expression.span)
        case .list(let items):
            var item = Type.null
            for expression in items { item = item.joined(type(of: expression)) }
            return .list(items.isEmpty ? .any : item)
        case .context(let entries):
            return nested { check in
                var types: [Name: Type] = [:]
                for entry in entries {
                    let type = check.type(of: entry.value)
                    types[entry.name] = type
                    check.bindings.append(.local(entry.name, type))
                }
                let type = Type.context(types)
                return type.isMade(ofAtMost: Check.mostParts) ? type : .context([:])
            }
        case .interval(_, let start, let end, _): return interval(start, end, at: expression.span)
        case .comparison(_, let operand): return .range(type(of: operand).plain)
        case .sum(let first, let rest), .product(let first, let rest): return chain(first, rest)
        case .power(let first, let rest): return chain(first, rest.map { (.power, $0) })
        case .negation(let operand):
            let type = type(of: operand)
            switch type.plain {
            case .any, .null, .number, .daysAndTime, .yearsAndMonths: return type
            default:
                report(.operand("-", type), at: operand.span)
                return .any
            }
        case .and(let operands), .or(let operands):
            for operand in operands { condition(operand) }
            if case .and = expression.form { contradiction(operands, at: expression.span) }
            if case .or = expression.form { tautology(operands, at: expression.span) }
            return .boolean
        case .compare(let sign, let left, let right): return comparison(sign, left, right, at: expression.span)
        case .between(let operand, let low, let high):
            let type = type(of: operand)
            let (least, most) = (self.type(of: low), self.type(of: high))
            if [type, least, most].contains(.null) {
                report(.alwaysNull(text(expression)), at: expression.span)
                return .boolean
            }
            ordered(">=", type, least, at: low.span)
            ordered("<=", type, most, at: high.span)
            if let one = low.constant, let two = high.constant, let order = one.order(two), order > 0 {
                report(.alwaysFalse(text(expression)), at: expression.span)
            }
            return .boolean
        case .membership(let operand, let tests):
            let type = type(of: operand)
            nested { check in
                check.bindings.append(.local("?", type))
                for test in tests { check.test(test, of: type) }
            }
            return .boolean
        case .instance(let operand, let name):
            _ = type(of: operand)
            if let unknown = name.unknown(in: scope.types) {
                report(.unknownType(unknown), at: place(of: unknown, in: expression.span))
            }
            return .boolean
        case .path(let operand, let name): return entry(name, of: type(of: operand), at: expression.span)
        case .filter(let operand, let condition): return filter(operand, condition)
        case .call(let function, let arguments): return call(function, arguments, at: expression.span)
        case .condition(let condition, let then, let otherwise):
            self.condition(condition)
            return type(of: then).joined(type(of: otherwise))
        case .iteration(let iterators, let body):
            return nested { check in
                check.bindings.append(.local("partial", .list(.any)))
                check.bind(iterators)
                return .list(check.type(of: body))
            }
        case .some(let iterators, let body), .every(let iterators, let body):
            nested { check in
                check.bind(iterators)
                check.condition(body)
            }
            return .boolean
        case .function(let parameters, let body): return function(parameters, body, at: expression.span)
        case .external(let parameters):
            if !policy.allowsFunctions { report(.functionLiteral, at: expression.span) }
            return .function(parameters.map { _ in .any }, returns: .any)
        }
    }

    // MARK: Names

    private mutating func variable(_ name: Name, at span: Span) -> Type {
        var mayBeEntry = false
        for binding in bindings.reversed() {
            switch binding {
            case .local(name, let type): return type
            case .local: break
            case .item(let type):
                switch type {
                case .context(let entries) where entries.isEmpty: mayBeEntry = true
                case .context(let entries): if let entry = entries[name] { return entry }
                case .any: mayBeEntry = true
                default: break
                }
                if name == "item" { return type }
            }
        }
        if let type = scope.names[name] {
            dependencies.insert(name)
            return type
        }
        if let function = Builtin.named[name] { return function.type }
        if mayBeEntry { return .any }
        dependencies.insert(name)
        if isFull { return .any }
        if let value = meantValue(name) {
            report(.valueAsName(name), at: span, mend: Mend(at: span, with: value))
        } else if let finding = Mending.finding(name, at: span, in: scope) {
            report(finding)
        } else {
            let nearest = Nearest.name(to: name, among: names)
            report(.unknownName(name, nearest: nearest), at: span, mend: nearest.map { Mend(at: span, with: $0.text) })
        }
        return .any
    }

    /// What an unknown name is when it was meant as a value: an answer, or one of a choice's strings without its quotation
    /// marks.
    private func meantValue(_ name: Name) -> String? {
        switch name.text {
        case "はい": return "true"
        case "いいえ": return "false"
        default: break
        }
        let isChoice = scope.names.values.contains { type in
            if case .choice(let choices) = type { choices.contains(name.text) } else { false }
        }
        return isChoice ? Value.quoted(name.text) : nil
    }

    /// All names that could stand here for a value.
    private var names: [Name] {
        var names = Array(scope.names.keys)
        for binding in bindings {
            switch binding {
            case .local(let name, _): names.append(name)
            case .item(.context(let entries)): names += entries.keys
            case .item: break
            }
        }
        return names
    }

    /// Whether the name is bound by the formula or the scope, and so is no built-in function.
    func isBound(_ name: Name) -> Bool {
        for case .local(name, _) in bindings { return true }
        return scope.names[name] != nil
    }

    private mutating func entry(_ name: Name, of type: Type, at span: Span) -> Type {
        switch type {
        case .any, .null: return type
        case .context(let entries) where entries.isEmpty: return .any
        case .list(let item): return .list(entry(name, of: item, at: span))
        case .context(let entries):
            if let entry = entries[name] { return entry }
            let nearest = Nearest.name(to: name, among: entries.keys)
            let place = Span(max(span.start, span.end - name.text.utf8.count), span.end)
            report(
                .unknownEntry(name, in: type, nearest: nearest), at: place,
                mend: nearest.map { Mend(at: place, with: $0.text) })
            return .any
        default:
            if let property = type.property(name) { return property }
            report(.unknownEntry(name, in: type, nearest: nil), at: span)
            return .any
        }
    }

    // MARK: Loops, filters, functions

    private mutating func bind(_ iterators: [Expression.Iterator]) {
        for iterator in iterators {
            let source = type(of: iterator.source)
            var item = source.item
            if let through = iterator.through {
                ordered("..", source, type(of: through), at: through.span)
                item = source.plain
            }
            if item == nil { report(.elements(source), at: iterator.source.span) }
            bindings.append(.local(iterator.name, item ?? .any))
        }
    }

    private mutating func filter(_ operand: Expression, _ condition: Expression) -> Type {
        let list = type(of: operand)
        let item: Type = if case .list(let item) = list { item } else { list }
        let type = nested { check in
            check.bindings.append(.item(item))
            return check.type(of: condition)
        }
        switch type.plain {
        case .number: return item
        case .boolean: return .list(item)
        case .any: return .any
        default:
            report(.condition(type), at: condition.span)
            return .list(item)
        }
    }

    private mutating func function(
        _ parameters: [Expression.Parameter], _ body: Expression, at span: Span
    ) -> Type {
        if !policy.allowsFunctions { report(.functionLiteral, at: span) }
        return nested { check in
            var types: [Type] = []
            for parameter in parameters {
                let type = parameter.type.map { Type($0, types: check.scope.types) } ?? .any
                if let unknown = parameter.type?.unknown(in: check.scope.types) {
                    check.report(.unknownType(unknown), at: check.place(of: unknown, in: span))
                }
                types.append(type ?? .any)
                check.bindings.append(.local(parameter.name, type ?? .any))
            }
            return .function(types, returns: check.type(of: body))
        }
    }
}

extension Type {
    /// What a loop over it goes through; nil when it cannot.
    var item: Type? {
        switch self {
        case .any, .null: .any
        case .list(let item): item
        case .range(let item): [.any, .number, .date].contains(item.plain) ? item.plain : nil
        default: nil
        }
    }

    /// The type of a property (DMN 1.5 tables 66 and 67).
    func property(_ name: Name) -> Type? {
        switch (self, name.text) {
        case (.date, "year"), (.date, "month"), (.date, "day"), (.date, "weekday"), (.dateAndTime, "year"),
            (.dateAndTime, "month"), (.dateAndTime, "day"), (.dateAndTime, "weekday"), (.dateAndTime, "hour"),
            (.dateAndTime, "minute"), (.dateAndTime, "second"), (.time, "hour"), (.time, "minute"), (.time, "second"),
            (.daysAndTime, "days"), (.daysAndTime, "hours"), (.daysAndTime, "minutes"), (.daysAndTime, "seconds"),
            (.yearsAndMonths, "years"), (.yearsAndMonths, "months"):
            .number
        case (.time, "time offset"), (.dateAndTime, "time offset"): .daysAndTime
        case (.time, "timezone"), (.dateAndTime, "timezone"): .string
        case (.range(let item), "start"), (.range(let item), "end"): item
        case (.range, "start included"), (.range, "end included"): .boolean
        default: nil
        }
    }
}
