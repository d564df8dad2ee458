/// Something to be said of a formula: what is wrong, where, and how it is mended.
public struct Finding: Error, Hashable, Sendable {
    /// How much is wrong; an error is more than a warning.
    public enum Severity: Int, Comparable, Sendable {
        /// It works, but hardly as meant.
        case warning
        /// It cannot give a value.
        case error

        public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    /// What is wrong, with the parts of the formula that it is about.
    public let kind: Kind
    /// Where it is in the text of the formula, or of a cell's tests.
    public let span: Span
    /// A change of the text that would mend it, where one can be known.
    public let mend: Mend?

    init(_ kind: Kind, at span: Span, mend: Mend? = nil) {
        self.kind = kind
        self.span = span
        self.mend = mend
    }

    /// A warning for what always or never holds and for 金額 mixed up with 率; an error for everything else.
    public var severity: Severity {
        switch kind {
        case .alwaysFalse, .alwaysTrue, .mixedAmounts: .warning
        default: .error
        }
    }

    /// What can be wrong. The texts are in `Finding+Message.swift`.
    public enum Kind: Hashable, Sendable {
        // In the text
        /// A character that begins no token (DMN 1.5 §10.3.1.4), such as `×`.
        case unexpectedCharacter(String)
        /// A string without its closing quotation mark.
        case unterminatedString
        /// A `/*` without its `*/`.
        case unterminatedComment
        /// `\u` without four hexadecimal digits after it, `\U` without six, or with the number of no character (grammar
        /// rule 64).
        case badEscape
        /// A number beyond 10^6145, or of more than 4,000 digits.
        case badNumber
        /// An `@"…"` whose text, this one, is no date, time or duration (grammar rule 65).
        case badTemporal(String)
        /// The text ends where this must follow.
        case endsEarly(Expectation)
        /// Something else stands where this must; found is the token, or `"…"` for a string.
        case expected(Expectation, found: String)
        /// Two words side by side that are no name together, with no operator between them.
        case adjacentNames(String, String)
        /// An entry of a context, or a parameter of a function, has the name of one before it (§10.3.2.6).
        case duplicateKey(Name)
        /// A text of more characters than this limit, 4,000.
        case tooLong(Int)
        /// Expressions or types nested deeper than this limit, 64 levels.
        case tooDeep(Int)
        // In what it means
        /// A name that neither the scope nor the formula has, and the known one that looks most like it.
        case unknownName(Name, nearest: Name?)
        /// An unknown name with a full-width sign in it, which is told; in FEEL it is a letter like others.
        case fullWidthInName(Name, String)
        /// A choice's string without its quotation marks, or はい for `true`.
        case valueAsName(Name)
        /// A call of a name that is no function, and the function whose name looks most like it.
        case unknownFunction(Name, nearest: Name?)
        /// An entry that the context does not have, or a property that values of the type do not have (tables 66 and
        /// 67).
        case unknownEntry(Name, in: Type, nearest: Name?)
        /// A type, in `instance of` or of a parameter, that neither FEEL nor the scope has.
        case unknownType(Name)
        /// An operator that has no result for these types of its two sides (tables 54, 57 and 59).
        case operands(String, Type, Type)
        /// A sign that has no result for this type of the one operand after it (table 62).
        case operand(String, Type)
        /// A value of this type is called, and is no function.
        case notCallable(Type)
        /// More or fewer arguments than the function takes; expected is a number or a span of numbers, `2–3` or `1–`.
        case argumentCount(Name, expected: String, found: Int)
        /// An argument of a type that the function's parameter cannot take.
        case argumentType(Name, parameter: Name, expected: Type, found: Type)
        /// A function, a named argument that it has no parameter for, and the parameter that looks most like it.
        case unknownParameter(Name, Name, nearest: Name?)
        /// A value of this type where there must be true or false.
        case condition(Type)
        /// A loop over a value of this type, which has no items to go through (§10.3.2.14).
        case elements(Type)
        /// A function literal, which the policy does not allow.
        case functionLiteral
        /// The whole formula gives another type than was asked for.
        case resultType(expected: Type, found: Type)
        /// A part, with its text, that is null whatever the values are.
        case alwaysNull(String)
        /// A division by 0: by the literal when the formula is checked, by any value when it is evaluated.
        case divisionByZero
        // Doubtful
        /// A condition, with its text, that no values make true.
        case alwaysFalse(String)
        /// A condition, with its text, that no values make false.
        case alwaysTrue(String)
        /// 金額 times 金額, or a sum or difference of 金額 and 率: the operator, and the types of its sides.
        case mixedAmounts(String, Type, Type)
        // While evaluating
        /// A name without a value, or an entry that a context does not have.
        case missing(Name)
        /// An operator with values of kinds that it has no result for. Where it takes only one, the second is `null`:
        /// `-` before a value, a call `( )`, a path such as `.month`.
        case values(String, ValueKind, ValueKind)
        /// An argument of a kind that the function's parameter cannot take.
        case argument(Name, parameter: Name, found: ValueKind)
        /// A function that has no result for its arguments, though their kinds are right (§10.3.2.16), with the reason
        /// where one is known.
        case domain(Name, Message?)
        /// An operator whose result is beyond the largest number or does not exist, or, for `[ ]`, an item that the
        /// list does not have.
        case outOfRange(String)
        /// A range whose start is after its end (§10.3.2.7).
        case reversed
        /// The evaluation went beyond this limit and was given up.
        case overrun(Overrun)
    }
}

/// A replacement of a part of the text.
public struct Mend: Hashable, Sendable {
    /// The part that is replaced.
    public let span: Span
    /// What is written in its place; empty where the part is left out.
    public let text: String

    init(at span: Span, with text: String) {
        self.span = span
        self.text = text
    }

    /// The whole text, mended.
    ///
    /// - Parameter formula: the text that the finding is of.
    public func applied(to formula: String) -> String {
        let bytes = Array(formula.utf8)
        let (start, end) = (min(span.start, bytes.count), min(span.end, bytes.count))
        return String(decoding: bytes[..<start] + Array(text.utf8) + bytes[end...], as: UTF8.self)
    }
}

/// What the parser looked for.
public enum Expectation: Hashable, Sendable {
    /// A value: a name, a literal, or what begins with a bracket or a keyword.
    case operand
    /// An operator, or the end of the formula.
    case operatorOrEnd
    /// The name of an entry, an iterator or a parameter that is being made.
    case name
    /// The name before the `:` of a named argument.
    case parameterName
    /// A type (grammar rule 52).
    case type
    /// The string after `@`.
    case quotedDate
    /// The `]`, `)` or `[` that ends a range.
    case intervalEnd
    /// This one sign.
    case sign(String)
    /// This keyword.
    case word(String)
    /// A comma, or this sign that ends the list.
    case commaOr(String)
}

/// A formula that cannot be used, with all that was found; the first error is what to mend first.
public struct FormulaError: Error, Sendable {
    /// Errors before warnings, each in the order of the text.
    public let findings: [Finding]
}
