import FEEL

/// Formulas without the form they belong to: to be read aloud and to be recognised.
enum Formulas {
    /// The tree of a formula whose names need not be known; nil where it is no FEEL.
    static func expression(_ text: String) -> Expression? {
        (try? Formula(text, in: Scope(), policy: .open))?.expression
    }

    /// As one would read it aloud in Japanese; nil where it is no FEEL.
    static func reading(_ text: String) -> String? { (try? Formula(text, in: Scope(), policy: .open))?.reading }

    /// A string as a literal.
    static func literal(_ text: String) -> String { Value.string(text).description }
}

extension Expression {
    /// The function of the language it calls, by its first name, and its arguments in their places.
    var builtin: (name: String, arguments: [Expression])? {
        guard case .call(let callee, .positional(let arguments)) = form, case .name(let name) = callee.form,
            let function = Builtin.all.first(where: { $0.name == name || $0.aliases.contains(name) })
        else { return nil }
        return (function.name.text, arguments)
    }

    /// The number it is: a literal, or a fraction of two.
    var literalNumber: Number? {
        switch form {
        case .number(let number): return number
        case .product(let first, let rest):
            guard case .number(let top) = first.form, rest.count == 1, rest[0].0 == .divided,
                case .number(let bottom) = rest[0].1.form
            else { return nil }
            return top.divided(by: bottom)
        default: return nil
        }
    }
}

extension Number {
    /// As a literal, or a fraction where no decimal is exact.
    var formula: String { Number(description) == self ? description : fractionText }
}
