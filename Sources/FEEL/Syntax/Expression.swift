/// A formula as a tree.
///
/// Chains of operators of one precedence are one node, so that a sum of a hundred fields is not a hundred levels deep.
public struct Expression: Sendable {
    /// What it is, with its parts.
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
        // A loop goes one level deeper for each of its sources.
        switch form {
        case .iteration(let iterators, _), .some(let iterators, _), .every(let iterators, _): depth += iterators.count
        default: depth += 1
        }
        self.depth = depth
        self.size = size
    }

    /// The expressions that FEEL has (DMN 1.5 §10.3.1.2).
    public indirect enum Form: Sendable {
        /// `null` (grammar rule 31).
        case null
        /// `true` or `false` (rule 34).
        case boolean(Bool)
        /// `1.5`; a `-` before it is a part of it (rule 35).
        case number(Number)
        /// `"…"`, its escape sequences resolved (rules 33 and 64).
        case string(String)
        /// `@"2026-04-01"`; the value is a date, a time, both, or a duration.
        case temporal(Value)
        /// A name: of a value, an entry, a parameter or a function (rule 25).
        case name(Name)
        /// `[1, 2]` (rule 54).
        case list([Expression])
        /// `{a: 1}` (rule 57).
        case context([Entry])
        /// `[1..10)`
        case interval(isStartIncluded: Bool, Expression, Expression, isEndIncluded: Bool)
        /// `< 10` where an operand is expected: the numbers below 10.
        case comparison(Comparison, Expression)
        /// Operands joined by operators of one precedence, to be applied from the left.
        case sum(Expression, [(Operator, Expression)])
        /// As `sum`, for `*` and `/` (rules 21 and 22).
        case product(Expression, [(Operator, Expression)])
        /// A base raised to exponents one after another, from the left (rule 23).
        case power(Expression, [Expression])
        /// A `-` before anything but a number (rule 24).
        case negation(Expression)
        /// Two or more conditions with `and` between them (rule 48).
        case and([Expression])
        /// Two or more conditions with `or` between them (rule 47).
        case or([Expression])
        /// `a < b` (rule 49a).
        case compare(Comparison, Expression, Expression)
        /// `e between low and high`, both ends included (rule 49b).
        case between(Expression, Expression, Expression)
        /// `e in (tests)`
        case membership(Expression, [Expression])
        /// `e instance of type` (rule 51).
        case instance(Expression, TypeName)
        /// `e.name`: an entry of a context, of each context of a list, or a property (rule 43).
        case path(Expression, Name)
        /// `e[…]`: the items for which the condition is true, or the item of that number (rule 50).
        case filter(Expression, Expression)
        /// A function with its arguments (rule 38).
        case call(Expression, Arguments)
        /// `if a then b else c` (rule 45), also written `もし(a, b, c)`.
        case condition(Expression, then: Expression, otherwise: Expression)
        /// `for … return …`: a list with an item for each combination (rule 44).
        case iteration([Iterator], returns: Expression)
        /// `some … satisfies …`: whether the condition holds for one combination at least (rule 46).
        case some([Iterator], satisfies: Expression)
        /// `every … satisfies …`: whether the condition holds for all combinations (rule 46).
        case every([Iterator], satisfies: Expression)
        /// `function(a, b) …`, a function literal with its body (rule 55).
        case function([Parameter], Expression)
        /// A function whose body is elsewhere (Java, PMML); it exists so that its text can be read, and gives null.
        case external([Parameter])
    }

    /// One `name: value` of a context literal (rule 58).
    public struct Entry: Sendable {
        /// The key, without quotation marks.
        public let name: Name
        /// Where the key stands, quotation marks included.
        public let nameSpan: Span
        /// What the entry is; it may use the entries before it.
        public let value: Expression
    }

    /// One `name in source` of `for`, `some` and `every`; `through` is the end of `1..10`.
    public struct Iterator: Sendable {
        /// What each item is called in the sources after it and in the body.
        public let name: Name
        /// The list or range that is gone through; with `through`, the number or date to begin at.
        public let source: Expression
        /// The number or date to end at, itself included (rule 63); nil where the source has all items.
        public let through: Expression?
    }

    /// A parameter of a function literal (rule 56).
    public struct Parameter: Sendable {
        /// What its argument is called in the body.
        public let name: Name
        /// What its argument must be; nil lets it be anything.
        public let type: TypeName?
    }

    /// The arguments of a call (rule 39).
    public enum Arguments: Sendable {
        /// Each for the parameter in its place (rule 42).
        case positional([Expression])
        /// Each for the parameter of its name, in the order of the text; the span is that of the name (rule 40).
        case named([(name: Name, span: Span, value: Expression)])

        /// The arguments' expressions, in the order of the text.
        public var expressions: [Expression] {
            switch self {
            case .positional(let values): values
            case .named(let values): values.map(\.value)
            }
        }
    }

    /// What joins two operands to a value. The raw value is its sign.
    public enum Operator: String, Sendable {
        /// Addition, and strings joined (table 57).
        case plus = "+"
        /// Subtraction (table 57).
        case minus = "-"
        /// Multiplication (table 59).
        case times = "*"
        /// Division (table 59).
        case divided = "/"
        /// Exponentiation (rule 23).
        case power = "**"
    }

    /// What compares two operands (tables 53 and 54). The raw value is its sign.
    public enum Comparison: String, Sendable {
        /// Equal; values of different kinds give null, and null equals itself alone.
        case equal = "="
        /// Not equal; null where `equal` is null.
        case unequal = "!="
        /// Before the other; null where the two have no order.
        case less = "<"
        /// Before the other, or the same.
        case lessOrEqual = "<="
        /// After the other.
        case greater = ">"
        /// After the other, or the same.
        case greaterOrEqual = ">="
    }

    /// Calls the visitor with each expression this one is directly made of, in the order of the text.
    public func forEachChild(_ visit: (Expression) -> Void) { Expression.children(of: form, visit) }

    /// The same for a form that is no expression yet.
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
    /// `list<number>`
    case list(TypeName)
    /// `range<date>`
    case range(TypeName)
    /// `context<a: number, b: string>`, its entries in the order of the text.
    case context([(Name, TypeName)])
    /// `function<number, string> -> boolean`
    case function([TypeName], returns: TypeName)
}
