/// A built-in function (DMN 1.5 §10.3.4), with its Japanese names.
///
/// The table `Builtin.all` is the one place that knows them: the parser their names, the check their types, the evaluator
/// what they do, the documentation their words.
public struct Builtin: Sendable {
    /// One way to call it.
    public struct Form: Sendable {
        /// In the order in which arguments are given without names.
        public let parameters: [Parameter]
        /// The last parameter may be given any number of times.
        public let isVariadic: Bool
        /// What values it can give, besides null.
        public let result: Type
        /// As it is documented: `(n: number, scale: number) -> number`.
        public let text: String

        var least: Int { parameters.count { !$0.isOptional } }
    }

    /// What an argument is given for.
    public struct Parameter: Sendable {
        /// What a named argument calls it: `scale` in `decimal(n: 1/3, scale: 2)`.
        public let name: Name
        /// What its argument must be, or be converted to (§10.3.2.9.4).
        public let type: Type
        /// Its argument may be left out.
        public let isOptional: Bool
        /// Null is an argument like others; elsewhere it makes the result null.
        let allowsNull: Bool
    }

    /// Its English name, as the specification writes it: `round down`.
    public let name: Name
    /// Names for offices: 最小 for `min`.
    public let aliases: [Name]
    /// The chapter of the documentation it is in.
    public let family: Family
    /// All ways to call it; a call is of one that its arguments fit.
    public let forms: [Form]
    /// What it does, in a sentence.
    public let summary: Message
    /// A formula and what it gives, as the tests verify it.
    public let example: (text: String, result: String)
    let body: Body

    /// What a function does with arguments that fit one of its forms.
    typealias Body = @Sendable (Arguments, inout Machine) throws(Overrun) -> Value

    /// The chapters of the documentation of functions, in its order.
    public enum Family: Int, Sendable, CaseIterable {
        /// Each is a chapter with a heading of its own in `FunctionTable.markdown`.
        case numbers, lists, strings, dates, conversions, logic, contexts, ranges
    }

    init(
        _ name: Name, _ aliases: [Name], _ family: Family, _ forms: String..., ja: String, en: String,
        example: (String, String), _ body: @escaping Body
    ) {
        self.init(name, aliases, family, forms, ja: ja, en: en, example: example, body)
    }

    init(
        _ name: Name, _ aliases: [Name], _ family: Family, _ forms: [String], ja: String, en: String,
        example: (String, String), _ body: @escaping Body
    ) {
        self.name = name
        self.aliases = aliases
        self.family = family
        self.forms = forms.map { Form($0) }
        summary = Message(ja: ja, en: en)
        self.example = example
        self.body = body
    }

    /// All of them, in the order of the documentation.
    public static let all: [Builtin] = numbers + lists + strings + dates + conversions + logic + contexts + ranges

    /// By name and by alias.
    static let named: [Name: Builtin] = {
        var named: [Name: Builtin] = [:]
        for function in all {
            for name in [function.name] + function.aliases { named[name] = function }
        }
        return named
    }()

    /// As a value: what its first form takes and gives.
    var type: Type {
        guard let form = forms.first else { return .any }
        return .function(form.parameters.map(\.type), returns: form.result)
    }

    /// How many arguments it takes, for messages: `2`, `2–3`, `1–`.
    var counts: String {
        let least = forms.map(\.least).min() ?? 0
        if forms.contains(where: \.isVariadic) { return "\(least)–" }
        let most = forms.map(\.parameters.count).max() ?? 0
        return least == most ? "\(least)" : "\(least)–\(most)"
    }
}

/// The arguments of a call, which fit the form.
struct Arguments {
    /// Which of the forms it is.
    let form: Int
    let values: [Value]
    let function: Builtin
    let span: Span

    var count: Int { values.count }

    /// The argument; null when it was not given.
    subscript(index: Int) -> Value { index < values.count ? values[index] : .null }

    // The kinds were verified against the form: what is returned for another kind is never seen.

    func number(_ index: Int) -> Number { if case .number(let number) = self[index] { number } else { .zero } }
    func string(_ index: Int) -> String { if case .string(let text) = self[index] { text } else { "" } }
    func list(_ index: Int) -> List { if case .list(let list) = self[index] { list } else { List([]) } }
    func context(_ index: Int) -> Context { if case .context(let context) = self[index] { context } else { .empty } }

    /// A whole number of 64 bits; a fraction is cut off, as the conformance kit has it.
    func integer(_ index: Int) -> Int? { number(index).rounded(to: 0, .down)?.integer.flatMap { Int(exactly: $0) } }

    /// Null, with a note that the arguments are outside of what the function can do.
    func outside(_ machine: inout Machine) -> Value {
        machine.note(.domain(function.name, nil), at: span)
        return .null
    }

    /// The numbers of a list or of the arguments themselves; nil, with a note, when one is none.
    func numbers(_ machine: inout Machine) throws(Overrun) -> [Number]? {
        let values = form == 0 ? list(0).items : values
        var numbers: [Number] = []
        numbers.reserveCapacity(values.count)
        for value in values {
            guard case .number(let number) = value else {
                if !value.isNull {
                    machine.note(.argument(function.name, parameter: "list", found: value.kind), at: span)
                }
                return nil
            }
            try machine.spend(number.cost)
            numbers.append(number)
        }
        return numbers
    }
}
