/// Writes an expression in its one form: one space around operators, no more parentheses than are needed. Reading it gives
/// the same expression again.
struct Printer {
    /// Names of several tokens that it is read with: no shorter name may run into one of them.
    private let names: KnownNames

    static func text(of expression: Expression, names: KnownNames = .builtIn) -> String {
        var names = names
        names.addNames(madeBy: expression)
        return Printer(names: names).text(expression)
    }

    /// A function literal.
    static func text(of parameters: [Expression.Parameter], _ body: Expression) -> String {
        Printer(names: .builtIn).function(parameters, body)
    }

    /// How tightly an expression holds together; what is looser than its place needs parentheses.
    private enum Level: Int, Comparable {
        case open, or, and, comparison, sum, product, power, negation, instance, postfix, primary

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private func level(_ expression: Expression) -> Level {
        switch expression.form {
        case .condition, .iteration, .some, .every, .function, .external: .open
        case .or: .or
        case .and: .and
        case .compare, .between, .membership, .comparison: .comparison
        case .sum: .sum
        case .product: .product
        case .power: .power
        case .negation: .negation
        case .instance: .instance
        case .path, .filter, .call: .postfix
        // A number's sign is its own.
        case .null, .boolean, .number, .string, .temporal, .name, .list, .context, .interval: .primary
        }
    }

    /// The text of an expression in a place; `sign` says that an operator's sign follows, and no keyword.
    private func text(_ expression: Expression, in place: Level = .open, before sign: Bool = false) -> String {
        let text = bare(expression)
        return level(expression) < place || runsOn(expression, in: place, before: sign) ? "(\(text))" : text
    }

    /// Whether what follows in such a place could make a longer name of it: `a` before `- b`, where there is an `a-b`, or `b`
    /// before `else`, where there is a `b else`. After what stands open there is no `and`, and no sign.
    private func runsOn(_ expression: Expression, in place: Level, before sign: Bool) -> Bool {
        let name: Name
        switch expression.form {
        case .name(let own), .path(_, let own): name = own
        default: return false
        }
        if place >= .postfix { return names.hasLonger(than: name) { Name.signs.contains($0.utf8.first ?? 0) } }
        return names.hasLonger(than: name) { next in
            if let keyword = Token.Keyword(rawValue: next) { return !sign && !(place == .open && keyword == .and) }
            return place > .open && Name.signs.contains(next.utf8.first ?? 0)
        }
    }

    private func bare(_ expression: Expression) -> String {
        switch expression.form {
        case .null: "null"
        case .boolean(let boolean): boolean ? "true" : "false"
        case .number(let number): number.description
        case .string(let string): Value.quoted(string)
        case .temporal(let value): value.description
        case .name(let name): name.text
        case .list(let items): "[\(list(items))]"
        case .context(let entries):
            "{" + entries.map { "\(Value.key($0.name)): \(text($0.value))" }.joined(separator: ", ") + "}"
        case .interval(let isStartIncluded, let start, let end, let isEndIncluded):
            (isStartIncluded ? "[" : "(") + text(start, in: .sum) + ".." + endpoint(end)
                + (isEndIncluded ? "]" : ")")
        case .comparison(let sign, let operand): "\(sign.rawValue) \(text(operand, in: .sum))"
        case .sum(let first, let rest): chain(first, rest, .sum, .product)
        case .product(let first, let rest): chain(first, rest, .product, .power)
        case .power(let first, let rest): chain(first, rest.map { (.power, $0) }, .power, .negation)
        case .negation(let operand): negated(text(operand, in: .negation))
        case .and(let operands): operands.map { text($0, in: .comparison) }.joined(separator: " and ")
        case .or(let operands): operands.map { text($0, in: .and) }.joined(separator: " or ")
        case .compare(let sign, let left, let right):
            "\(text(left, in: .sum, before: true)) \(sign.rawValue) \(text(right, in: .sum))"
        case .between(let operand, let low, let high):
            "\(text(operand, in: .sum)) between \(text(low, in: .sum)) and \(text(high, in: .sum))"
        case .membership(let operand, let tests):
            "\(text(operand, in: .sum)) in "
                + (tests.count == 1 && isPlain(tests[0]) ? text(tests[0], in: .comparison) : "(\(list(tests)))")
        case .instance(let operand, let type): "\(text(operand, in: .instance)) instance of \(self.type(type))"
        case .path(let operand, let name): "\(text(operand, in: .postfix)).\(name)"
        case .filter(let operand, let condition): "\(text(operand, in: .postfix))[\(text(condition))]"
        case .call(let function, let arguments): "\(text(function, in: .postfix))(\(self.arguments(arguments)))"
        case .condition(let condition, let then, let otherwise):
            "if \(text(condition)) then \(text(then)) else \(text(otherwise))"
        case .iteration(let iterators, let body): "for \(self.iterators(iterators)) return \(text(body))"
        case .some(let iterators, let body): "some \(self.iterators(iterators)) satisfies \(text(body))"
        case .every(let iterators, let body): "every \(self.iterators(iterators)) satisfies \(text(body))"
        case .function(let parameters, let body): function(parameters, body)
        case .external(let parameters): "function(\(self.parameters(parameters))) external {}"
        }
    }

    /// A sign before something. Before a digit it would be the number's own, and hold tighter than what follows.
    private func negated(_ operand: String) -> String {
        operand.first?.isNumber ?? false ? "-(\(operand))" : "-\(operand)"
    }

    /// The end of a range, where a bracket would close the range.
    private func endpoint(_ end: Expression) -> String {
        let text = text(end, in: .sum)
        return text.contains("[") ? "(\(text))" : text
    }

    /// Whether a test can stand after `in` without parentheses.
    private func isPlain(_ test: Expression) -> Bool {
        if case .comparison = test.form { return true }
        return level(test) >= .sum
    }

    private func chain(
        _ first: Expression, _ rest: [(Expression.Operator, Expression)], _ own: Level, _ operand: Level
    ) -> String {
        rest.enumerated().reduce(text(first, in: own, before: true)) { chain, next in
            let (sign, value) = next.element
            let isLast = next.offset == rest.count - 1
            return "\(chain) \(sign.rawValue) \(text(value, in: operand, before: !isLast))"
        }
    }

    private func list(_ items: [Expression]) -> String { items.map { text($0) }.joined(separator: ", ") }

    private func arguments(_ arguments: Expression.Arguments) -> String {
        switch arguments {
        case .positional(let values): list(values)
        case .named(let values): values.map { "\($0.name): \(text($0.value))" }.joined(separator: ", ")
        }
    }

    private func iterators(_ iterators: [Expression.Iterator]) -> String {
        iterators.map { iterator in
            "\(iterator.name) in \(text(iterator.source, in: .or))"
                + (iterator.through.map { "..\(text($0, in: .or))" } ?? "")
        }.joined(separator: ", ")
    }

    private func function(_ parameters: [Expression.Parameter], _ body: Expression) -> String {
        "function(\(self.parameters(parameters))) \(text(body))"
    }

    private func parameters(_ parameters: [Expression.Parameter]) -> String {
        parameters.map { "\($0.name)" + ($0.type.map { ": \(type($0))" } ?? "") }.joined(separator: ", ")
    }

    private func type(_ name: TypeName) -> String {
        switch name {
        case .named(let name): name.text
        case .list(let item): "list<\(type(item))>"
        case .range(let item): "range<\(type(item))>"
        case .context(let entries):
            "context<" + entries.map { "\(Value.key($0)): \(type($1))" }.joined(separator: ", ") + ">"
        case .function(let parameters, let result):
            "function<\(parameters.map { type($0) }.joined(separator: ", "))> -> \(type(result))"
        }
    }
}
