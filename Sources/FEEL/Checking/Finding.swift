/// Something to be said of a formula: what is wrong, where, and how it is mended.
public struct Finding: Error, Hashable, Sendable {
    public enum Severity: Int, Comparable, Sendable {
        /// It works, but hardly as meant.
        case warning
        /// It cannot give a value.
        case error

        public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    public let kind: Kind
    public let span: Span
    /// A change of the text that would mend it, where one can be known.
    public let mend: Mend?

    init(_ kind: Kind, at span: Span, mend: Mend? = nil) {
        self.kind = kind
        self.span = span
        self.mend = mend
    }

    public var severity: Severity {
        switch kind {
        case .alwaysFalse, .alwaysTrue, .mixedAmounts: .warning
        default: .error
        }
    }

    /// What can be wrong. The texts are in `Finding+Message.swift`.
    public enum Kind: Hashable, Sendable {
        // In the text
        case unexpectedCharacter(String)
        case unterminatedString
        case unterminatedComment
        case badEscape
        case badNumber
        case badTemporal(String)
        case endsEarly(Expectation)
        case expected(Expectation, found: String)
        case adjacentNames(String, String)
        case duplicateKey(Name)
        case tooLong(Int)
        case tooDeep(Int)
        // In what it means
        case unknownName(Name, nearest: Name?)
        case fullWidthInName(Name, String)
        case unknownFunction(Name, nearest: Name?)
        case unknownEntry(Name, in: Type, nearest: Name?)
        case unknownType(Name)
        case operands(String, Type, Type)
        case operand(String, Type)
        case notCallable(Type)
        case argumentCount(Name, expected: String, found: Int)
        case argumentType(Name, parameter: Name, expected: Type, found: Type)
        case unknownParameter(Name, Name, nearest: Name?)
        case condition(Type)
        case elements(Type)
        case functionLiteral
        case resultType(expected: Type, found: Type)
        // Doubtful
        case alwaysNull(String)
        case alwaysFalse(String)
        case alwaysTrue(String)
        case divisionByZero
        case mixedAmounts(String, Type, Type)
        // While evaluating
        case missing(Name)
        case values(String, ValueKind, ValueKind)
        case argument(Name, parameter: Name, found: ValueKind)
        case domain(Name, Message?)
        case outOfRange(String)
        case reversed
        case overrun(Overrun)
    }
}

/// A replacement of a part of the text.
public struct Mend: Hashable, Sendable {
    public let span: Span
    public let text: String

    init(at span: Span, with text: String) {
        self.span = span
        self.text = text
    }

    /// The whole text, mended.
    public func applied(to formula: String) -> String {
        let bytes = Array(formula.utf8)
        let (start, end) = (min(span.start, bytes.count), min(span.end, bytes.count))
        return String(decoding: bytes[..<start] + Array(text.utf8) + bytes[end...], as: UTF8.self)
    }
}

/// What the parser looked for.
public enum Expectation: Hashable, Sendable {
    case operand
    case operatorOrEnd
    case name
    case parameterName
    case type
    case quotedDate
    case intervalEnd
    case sign(String)
    case word(String)
    case commaOr(String)
}

/// A formula that cannot be used, with all that was found; the first error is what to mend first.
public struct FormulaError: Error, Sendable {
    public let findings: [Finding]
}
