import FEEL

/// Reads tokens as an expression (XPath 1.0 §§2–3).
struct XPathParser {
    private let tokens: [(token: XPathToken, offset: Int)]
    private let end: Int
    private var index = 0
    private var depth = 0
    private var operators = 0

    static func parse(_ text: String) throws(XPathError) -> XPath {
        var parser = XPathParser(
            tokens: try XPathLexer.tokens(of: text), end: text.unicodeScalars.count)
        let expression = try parser.expression()
        guard parser.index == parser.tokens.count else {
            throw parser.error("ここには演算子か式の終わりが必要です。", "An operator or the end is needed here.")
        }
        return expression
    }

    private init(tokens: [(token: XPathToken, offset: Int)], end: Int) {
        self.tokens = tokens
        self.end = end
    }

    private var next: XPathToken? { index < tokens.count ? tokens[index].token : nil }

    private mutating func skip(_ sign: String) -> Bool {
        guard next == .sign(sign) else { return false }
        index += 1
        return true
    }

    private func error(_ ja: String, _ en: String) -> XPathError {
        XPathError(message: Message(ja, en), offset: index < tokens.count ? tokens[index].offset : end)
    }

    private mutating func expression() throws(XPathError) -> XPath {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 60 else { throw error("かっこの入れ子が深すぎます。", "This is nested too deep.") }
        return try binary(above: 0)
    }

    private mutating func binary(above level: Int) throws(XPathError) -> XPath {
        var left = try unary()
        while case .operation(let operation)? = next, operation.level > level {
            index += 1
            // Each makes the tree deeper by one, which whoever goes through it pays for with its stack.
            operators += 1
            guard operators <= 200 else { throw error("演算子が多すぎます。", "There are too many operators.") }
            left = .binary(operation, left, try binary(above: operation.level))
        }
        return left
    }

    private mutating func unary() throws(XPathError) -> XPath {
        guard case .operation(.minus)? = next else { return try path() }
        index += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= 60 else { throw error("かっこの入れ子が深すぎます。", "This is nested too deep.") }
        // The sign binds looser than a union only.
        let value = try unary()
        return .negation(value)
    }

    private mutating func path() throws(XPathError) -> XPath {
        switch next {
        case .number(let text)?:
            index += 1
            return .number(text)
        case .string(let text)?:
            index += 1
            return .string(text)
        case .variable(let name, let isLastSaved)?:
            index += 1
            return try continued(.variable(name, isLastSaved: isLastSaved))
        case .sign("(")?:
            index += 1
            let inner = try expression()
            guard skip(")") else { throw error("「)」が足りません。", "A \")\" is missing.") }
            return try continued(inner)
        case .name(let name)? where isCall(name):
            index += 2
            var arguments: [XPath] = []
            if !skip(")") {
                repeat { arguments.append(try expression()) } while skip(",")
                guard skip(")") else { throw error("「)」が足りません。", "A \")\" is missing.") }
            }
            return try continued(.call(name, arguments))
        case .sign("/")?:
            index += 1
            return .path(.root, beginsStep ? try steps() : [])
        case .sign("//")?:
            index += 1
            return .path(.root, [XPath.Step(move: .below, predicates: [])] + (try steps()))
        default:
            guard beginsStep else {
                throw error("ここには項目・数・かっこなどの値が必要です。", "A value is needed here.")
            }
            return .path(.here, try steps())
        }
    }

    private func isCall(_ name: String) -> Bool {
        index + 1 < tokens.count && tokens[index + 1].token == .sign("(")
            && !["node", "text", "comment", "processing-instruction"].contains(name)
    }

    /// What follows a value and goes on from it: predicates and steps.
    private mutating func continued(_ value: XPath) throws(XPathError) -> XPath {
        var steps: [XPath.Step] = []
        let predicates = try predicates()
        if !predicates.isEmpty { steps.append(XPath.Step(move: .itself, predicates: predicates)) }
        if next == .sign("/") || next == .sign("//") {
            if skip("//") {
                steps.append(XPath.Step(move: .below, predicates: []))
            } else {
                _ = skip("/")
            }
            steps += try self.steps()
        }
        return steps.isEmpty ? value : .path(.value(value), steps)
    }

    private var beginsStep: Bool {
        switch next {
        case .name, .sign("."), .sign(".."), .sign("@"): true
        default: false
        }
    }

    private mutating func steps() throws(XPathError) -> [XPath.Step] {
        var steps = [try step()]
        while true {
            if skip("/") {
                steps.append(try step())
            } else if skip("//") {
                steps.append(XPath.Step(move: .below, predicates: []))
                steps.append(try step())
            } else {
                return steps
            }
        }
    }

    private mutating func step() throws(XPathError) -> XPath.Step {
        let move: XPath.Step.Move
        switch next {
        case .sign(".")?:
            index += 1
            move = .itself
        case .sign("..")?:
            index += 1
            move = .parent
        case .sign("@")?:
            index += 1
            guard case .name(let name)? = next else { throw error("属性の名前が必要です。", "A name is needed here.") }
            index += 1
            move = .attribute(name)
        case .name(let name)?:
            index += 1
            if skip("::") {
                guard case .name(let test)? = next else { throw error("名前が必要です。", "A name is needed here.") }
                index += 1
                if skip("("), !skip(")") { throw error("「)」が足りません。", "A \")\" is missing.") }
                move = name == "child" ? .child(test) : .other(name)
            } else if skip("(") {
                guard skip(")") else { throw error("「)」が足りません。", "A \")\" is missing.") }
                move = .other(name + "()")
            } else {
                move = name == "*" ? .other("*") : .child(name)
            }
        default: throw error("パスが途中で終わっています。", "The path ends too early.")
        }
        return XPath.Step(move: move, predicates: try predicates())
    }

    private mutating func predicates() throws(XPathError) -> [XPath] {
        var predicates: [XPath] = []
        while skip("[") {
            predicates.append(try expression())
            guard skip("]") else { throw error("「]」が足りません。", "A \"]\" is missing.") }
        }
        return predicates
    }
}
