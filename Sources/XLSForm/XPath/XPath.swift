import FEEL

/// An expression of XPath 1.0, so far as XForms use it, with `${name}` of XLSForm as a further kind of value.
public indirect enum XPath: Hashable, Sendable {
    /// A number as it is written.
    case number(String)
    /// A string without its quotation marks.
    case string(String)
    /// `${name}`, or `${last-saved#name}`.
    case variable(String, isLastSaved: Bool)
    /// A path from where the expression stands, from the form, or from what an expression gives.
    case path(Origin, [Step])
    /// A function with its arguments.
    case call(String, [XPath])
    /// `-` before a value.
    case negation(XPath)
    /// Two values with an operator between.
    case binary(Operator, XPath, XPath)

    /// Where a path begins.
    public indirect enum Origin: Hashable, Sendable {
        /// Where the expression stands.
        case here
        /// The form: the path begins with `/`.
        case root
        /// What an expression gives, such as `instance('…')` or `current()`.
        case value(XPath)
    }

    /// One step of a path, with its predicates.
    public struct Step: Hashable, Sendable {
        /// Where a step leads.
        public enum Move: Hashable, Sendable {
            /// To the children of this name.
            case child(String)
            /// To what stands around: `..`.
            case parent
            /// Nowhere: `.`.
            case itself
            /// To an attribute.
            case attribute(String)
            /// To all that is below: the second `/` of `//`.
            case below
            /// Along another axis, or to nodes of a kind.
            case other(String)
        }

        /// Where it leads.
        public let move: Move
        /// The conditions in brackets.
        public let predicates: [XPath]
    }

    /// The operators, by what they are written as.
    public enum Operator: String, Hashable, Sendable {
        case or, and
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case plus = "+"
        case minus = "-"
        case times = "*"
        case div, mod
        case union = "|"

        /// How tight it binds.
        var level: Int {
            switch self {
            case .or: 1
            case .and: 2
            case .equal, .notEqual: 3
            case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
            case .plus, .minus: 5
            case .times, .div, .mod: 6
            case .union: 8
            }
        }
    }

    /// Reads an expression.
    ///
    /// - Parameter text: at most 4,000 characters, nested at most 60 deep.
    /// - Throws: `XPathError` when it is none.
    public init(_ text: String) throws(XPathError) { self = try XPathParser.parse(text) }
}

/// Why a text is no expression.
public struct XPathError: Error, Hashable, Sendable {
    /// What is wrong.
    public let message: Message
    /// Where, in characters (Unicode scalars) from the beginning.
    public let offset: Int
}
