/// A formula as a tree.
///
/// Chains of operators of one precedence are one node, so that a sum of a hundred fields is not a hundred levels deep.
public struct Expression: Sendable {
    public let form: Form
    /// Where it stands in the text.
    public let span: Span
    /// How many levels of expressions it is, 1 for a literal; what evaluating it takes of the stack.
    let depth: Int
    /// How many expressions it is made of; what evaluating it once costs.
    let size: Int

    init(_ form: Form, _ span: Span) {
        self.form = form
        self.span = span
        var (depth, size) = (0, 1)
        Expression.children(of: form) { child in
            depth = max(depth, child.depth)
            size += child.size
        }
        self.depth = depth + 1
        self.size = size
    }

    /// The expressions that FEEL has (DMN 1.5 §10.3.1.2).
    public indirect enum Form: Sendable {
        case null
        case boolean(Bool)
        case number(Number)
        case string(String)
        /// `@"2026-04-01"`; the value is a date, a time, both, or a duration.
        case temporal(Value)
        case name(Name)
        case list([Expression])
        case context([Entry])
        /// `[1..10)`
        case interval(isStartIncluded: Bool, Expression, Expression, isEndIncluded: Bool)
        /// `< 10` where an operand is expected: the numbers below 10.
        case comparison(Comparison, Expression)
        /// Operands joined by operators of one precedence, to be applied from the left.
        case sum(Expression, [(Operator, Expression)])
        case product(Expression, [(Operator, Expression)])
        case power(Expression, [Expression])
        case negation(Expression)
        case and([Expression])
        case or([Expression])
        case compare(Comparison, Expression, Expression)
        case between(Expression, Expression, Expression)
        /// `e in (tests)`
        case membership(Expression, [Expression])
        case instance(Expression, TypeName)
        case path(Expression, Name)
        case filter(Expression, Expression)
        case call(Expression, Arguments)
        case condition(Expression, then: Expression, otherwise: Expression)
        case iteration([Iterator], returns: Expression)
        case some([Iterator], satisfies: Expression)
        case every([Iterator], satisfies: Expression)
        case function([Parameter], Expression)
        /// A function whose body is elsewhere (Java, PMML); it exists so that its text can be read, and gives null.
        case external([Parameter])
    }

    public struct Entry: Sendable {
        public let name: Name
        public let nameSpan: Span
        public let value: Expression
    }

    /// One `name in source` of `for`, `some` and `every`; `through` is the end of `1..10`.
    public struct Iterator: Sendable {
        public let name: Name
        public let source: Expression
        public let through: Expression?
    }

    public struct Parameter: Sendable {
        public let name: Name
        public let type: TypeName?
    }

    public enum Arguments: Sendable {
        case positional([Expression])
        case named([(name: Name, span: Span, value: Expression)])

        var expressions: [Expression] {
            switch self {
            case .positional(let values): values
            case .named(let values): values.map(\.value)
            }
        }
    }

    public enum Operator: String, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
        case power = "**"
    }

    public enum Comparison: String, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    /// Calls the visitor with each expression this one is directly made of, in the order of the text.
    static func children(of form: Form, _ visit: (Expression) -> Void) {
        switch form {
        case .null, .boolean, .number, .string, .temporal, .name, .external: break
        case .list(let items), .and(let items), .or(let items): items.forEach(visit)
        case .context(let entries): for entry in entries { visit(entry.value) }
        case .interval(_, let start, let end, _):
            visit(start)
            visit(end)
        case .comparison(_, let operand), .negation(let operand), .instance(let operand, _), .path(let operand, _),
            .function(_, let operand):
            visit(operand)
        case .sum(let first, let rest), .product(let first, let rest):
            visit(first)
            for (_, operand) in rest { visit(operand) }
        case .power(let first, let rest), .membership(let first, let rest):
            visit(first)
            rest.forEach(visit)
        case .compare(_, let left, let right), .filter(let left, let right):
            visit(left)
            visit(right)
        case .between(let operand, let low, let high):
            visit(operand)
            visit(low)
            visit(high)
        case .call(let function, let arguments):
            visit(function)
            arguments.expressions.forEach(visit)
        case .condition(let condition, let then, let otherwise):
            visit(condition)
            visit(then)
            visit(otherwise)
        case .iteration(let iterators, let body), .some(let iterators, let body), .every(let iterators, let body):
            for iterator in iterators {
                visit(iterator.source)
                if let through = iterator.through { visit(through) }
            }
            visit(body)
        }
    }
}

/// A type as it is written after `instance of` and in a function's parameters (grammar rule 52).
public indirect enum TypeName: Sendable {
    /// `number`, `date and time`, or the name of a type of the scope.
    case named(Name)
    case list(TypeName)
    case range(TypeName)
    case context([(Name, TypeName)])
    case function([TypeName], returns: TypeName)
}
