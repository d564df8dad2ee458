import FEEL

extension Expression {
    /// Whether a number this gives may have fractions, as far as its shape tells: it divides or takes a rate, and does not
    /// round at the end.
    func mayGiveFractions(_ scope: Scope) -> Bool {
        switch form {
        case .number(let number): !number.isInteger
        case .name(let name): scope.names[name] == .rate
        case .sum(let first, let rest):
            first.mayGiveFractions(scope) || rest.contains { $0.1.mayGiveFractions(scope) }
        case .product(let first, let rest):
            rest.contains { $0.0 == .divided } || first.mayGiveFractions(scope)
                || rest.contains { $0.1.mayGiveFractions(scope) }
        case .negation(let operand): operand.mayGiveFractions(scope)
        case .condition(_, let then, let otherwise):
            then.mayGiveFractions(scope) || otherwise.mayGiveFractions(scope)
        case .call(let callee, let arguments):
            callee.isExtreme && arguments.expressions.contains { $0.mayGiveFractions(scope) }
        default: false
        }
    }

    /// Whether it names a function that gives one of its arguments.
    private var isExtreme: Bool {
        guard case .name(let name) = form else { return false }
        return Builtin.all.contains {
            ["min", "max"].contains($0.name) && ($0.name == name || $0.aliases.contains(name))
        }
    }
}
