/// Writes formulas with the specification's own names of functions, for tools that know no others: `切捨て(x, -3)` becomes
/// `round down(x, -3)`, `もし(a, b, c)` becomes `(if a then b else c)`. Everything else stays as it is written.
struct StandardNames {
    /// Names that mean something of the model's own, and so are no functions.
    let scope: Set<Name>
    private var edits: [(span: Span, text: String)] = []
    private let bytes: [UInt8]

    /// The formula, or the text as it is when it is none.
    static func formula(_ text: String, names: KnownNames, scope: Set<Name>) -> String {
        guard let expression = try? Parser.expression(text, names: names) else { return text }
        return rewritten(text, [expression], scope)
    }

    /// The tests of a table's cell, likewise.
    static func tests(_ text: String, names: KnownNames, scope: Set<Name>) -> String {
        switch try? Parser.unaryTests(text, names: names) {
        case .tests(let tests), .negated(let tests): rewritten(text, tests, scope)
        case .any, nil: text
        }
    }

    private static func rewritten(_ text: String, _ expressions: [Expression], _ scope: Set<Name>) -> String {
        var bound = scope
        for expression in expressions { expression.addBoundNames(to: &bound) }
        var names = StandardNames(scope: bound, bytes: Array(text.utf8))
        for expression in expressions { names.visit(expression) }
        return names.result
    }

    private init(scope: Set<Name>, bytes: [UInt8]) {
        self.scope = scope
        self.bytes = bytes
    }

    private var result: String {
        var text: [UInt8] = []
        var end = 0
        for edit in edits.sorted(by: { $0.span.start < $1.span.start }) {
            text += bytes[end..<edit.span.start] + Array(edit.text.utf8)
            end = edit.span.end
        }
        return String(decoding: text + bytes[end...], as: UTF8.self)
    }

    private mutating func visit(_ expression: Expression) {
        let span = expression.span
        switch expression.form {
        case .name(let name):
            // Only a name of the table that is not the specification's own.
            if let function = Builtin.named[name], function.name != name, !scope.contains(name) {
                edits.append((span, function.name.text))
            }
        case .condition(let condition, let then, let otherwise):
            if bytes[span.start...].starts(with: "もし".utf8) {
                edits.append((Span(span.start, condition.span.start), "(if "))
                edits.append((Span(condition.span.end, then.span.start), " then "))
                edits.append((Span(then.span.end, otherwise.span.start), " else "))
                edits.append((Span(otherwise.span.end, span.end), ")"))
            }
        default: break
        }
        var children: [Expression] = []
        Expression.children(of: expression.form) { children.append($0) }
        for child in children { visit(child) }
    }
}

extension Expression {
    /// The names that loops, contexts and parameters in it bind.
    fileprivate func addBoundNames(to names: inout Set<Name>) {
        switch form {
        case .iteration(let iterators, _), .some(let iterators, _), .every(let iterators, _):
            names.formUnion(iterators.map(\.name))
        case .context(let entries): names.formUnion(entries.map(\.name))
        case .function(let parameters, _): names.formUnion(parameters.map(\.name))
        default: break
        }
        var children: [Expression] = []
        Expression.children(of: form) { children.append($0) }
        for child in children { child.addBoundNames(to: &names) }
    }
}
