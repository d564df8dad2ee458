import FEEL

/// A part of a formula, with what must be known of it to put it into a larger one.
struct Piece {
    /// How tight the outermost operator of the text binds.
    enum Level: Int, Comparable {
        case conditional, or, and, comparison, sum, product, power, sign, primary

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// What it was, where that matters.
    enum Origin: Hashable {
        case computed
        case number(String)
        case string(String)
        /// A field as it is, in the same row or outside of tables.
        case field(TranslationContext.Field)
        /// A field in each row of a table elsewhere.
        case column(TranslationContext.Field)
        /// The rows of a table.
        case rows
    }

    var text: String
    var level = Level.primary
    var type: FEEL.`Type`
    /// Whether it is null where XPath has an empty string, no number, or false.
    var canBeNull = false
    var isWhole = false
    var isNotNegative = false
    /// Whether XPath has a number of days where this has a day.
    var isDayNumber = false
    var origin = Origin.computed

    /// The text in parentheses, unless it binds at least as tight.
    func inside(_ level: Level) -> String { self.level < level ? "(\(text))" : text }

    var isField: Bool { if case .field = origin { true } else { false } }
    var isLiteral: Bool {
        switch origin {
        case .number, .string: true
        default: false
        }
    }
    var literalString: String? { if case .string(let text) = origin { text } else { nil } }
    var literalNumber: String? { if case .number(let text) = origin { text } else { nil } }

    var isNumber: Bool { type == .number || type == .amount || type == .rate }
    var isText: Bool {
        switch type {
        case .string, .choice: true
        default: false
        }
    }

    static func string(_ text: String) -> Piece {
        Piece(text: quoted(text), type: .string, origin: .string(text))
    }

    static func number(_ text: String) -> Piece {
        var text = text
        if text.hasSuffix(".") { text.removeLast() }
        return Piece(
            text: text, type: .number, isWhole: !text.contains("."), isNotNegative: true, origin: .number(text))
    }

    /// A string of FEEL with this text.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// Why an expression must be looked at by somebody.
struct Review: Error {
    let message: Message

    init(_ ja: String, _ en: String) { message = Message(ja, en) }
}
