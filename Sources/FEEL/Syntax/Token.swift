/// A piece of a formula's text.
struct Token {
    enum Kind: Equatable {
        case number
        /// A string literal; its characters, escapes resolved.
        case string(String)
        case word(Keyword?)
        case sign(Sign)
        case end
    }

    /// What can begin or join expressions, and is therefore no name at their beginning.
    enum Keyword: String {
        case and, between, each, `else`, every, external, `false`, `for`, function, `if`, `in`, instance, not, null, of,
            or, `return`, satisfies, some, then, `true`
    }

    enum Sign: String {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case slash = "/"
        case power = "**"
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case open = "("
        case close = ")"
        case openBracket = "["
        case closeBracket = "]"
        case openBrace = "{"
        case closeBrace = "}"
        case comma = ","
        case colon = ":"
        case dot = "."
        case dots = ".."
        case at = "@"
        case arrow = "->"
        case quote = "'"
    }

    let kind: Kind
    let span: Span
    /// As written; for words and numbers.
    let text: String
}
