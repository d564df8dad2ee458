import FEEL

/// The words and signs of an expression.
enum XPathToken: Hashable, Sendable {
    case number(String)
    case string(String)
    case variable(String, isLastSaved: Bool)
    case name(String)
    /// An operator, also one that is a word.
    case operation(XPath.Operator)
    /// A bracket, a comma, or a part of a path.
    case sign(String)
}

/// Cuts an expression into tokens (XPath 1.0 §3.7).
struct XPathLexer {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var tokens: [(token: XPathToken, offset: Int)] = []

    static func tokens(of text: String) throws(XPathError) -> [(token: XPathToken, offset: Int)] {
        var lexer = XPathLexer(scalars: Array(text.unicodeScalars))
        guard lexer.scalars.count <= 4000 else {
            throw XPathError(message: Message("式が長すぎます（4,000 文字まで）。", "The expression is too long."), offset: 0)
        }
        try lexer.run()
        return lexer.tokens
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private static let signs = ["..", "//", "::", "(", ")", "[", "]", ".", "@", ",", "/"]
    private static let operators: [XPath.Operator] = [
        .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater, .equal, .plus, .minus, .union,
    ]

    private mutating func run() throws(XPathError) {
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.properties.isWhitespace {
                index += 1
            } else if scalar == "\"" || scalar == "'" {
                guard let end = scalars[(index + 1)...].firstIndex(of: scalar) else {
                    throw error("文字列が閉じていません。", "The string does not end.")
                }
                add(.string(text(index + 1..<end)), to: end + 1)
            } else if scalar == "$" {
                try variable()
            } else if let end = numberEnd {
                add(.number(text(index..<end)), to: end)
            } else if scalar == "*" {
                // A star after an operand multiplies, any other is a step to all children.
                add(followsOperand ? .operation(.times) : .name("*"), to: index + 1)
            } else if let operation = Self.operators.first(where: { starts(with: $0.rawValue) }) {
                add(.operation(operation), to: index + operation.rawValue.count)
            } else if let sign = Self.signs.first(where: { starts(with: $0) }) {
                add(.sign(sign), to: index + sign.count)
            } else if case let length = XMLName.length(of: scalars[index...]), length > 0 {
                word(length)
            } else {
                throw error(
                    "「\(String(Character(scalar)))」は式では使えません。", "\"\(scalar)\" cannot be used in an expression.")
            }
        }
    }

    private mutating func variable() throws(XPathError) {
        guard index + 1 < scalars.count, scalars[index + 1] == "{",
            let end = scalars[index...].firstIndex(of: "}"),
            case let read = References(text(index..<(end + 1))), let reference = read.references.first
        else { throw error("「${名前}」の形になっていません。", "This is not written as ${name}.") }
        add(.variable(reference.name, isLastSaved: reference.isLastSaved), to: end + 1)
    }

    private mutating func word(_ length: Int) {
        var end = index + length
        // A name with a prefix, such as jr:choice-name; two colons part an axis from a name.
        if end + 1 < scalars.count, scalars[end] == ":", scalars[end + 1] != ":" {
            let more = XMLName.length(of: scalars[(end + 1)...])
            if more > 0 { end += 1 + more }
        }
        let name = text(index..<end)
        if followsOperand, let operation = XPath.Operator(rawValue: name), [.or, .and, .div, .mod].contains(operation) {
            add(.operation(operation), to: end)
        } else {
            add(.name(name), to: end)
        }
    }

    /// Whether what was read last is a value, so that an operator may follow.
    private var followsOperand: Bool {
        switch tokens.last?.token {
        case nil, .operation: false
        case .sign(let sign): [")", "]", ".", ".."].contains(sign)
        default: true
        }
    }

    private var numberEnd: Int? {
        func digits(_ start: Int) -> Int {
            start < scalars.count ? scalars[start...].prefix { ("0"..."9").contains($0) }.count : 0
        }
        let whole = digits(index)
        let point = index + whole
        let hasPoint = point < scalars.count && scalars[point] == "."
        if whole > 0 { return hasPoint ? point + 1 + digits(point + 1) : point }
        guard hasPoint, case let fraction = digits(point + 1), fraction > 0 else { return nil }
        return point + 1 + fraction
    }

    private mutating func add(_ token: XPathToken, to end: Int) {
        tokens.append((token, index))
        index = end
    }

    private func starts(with text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }

    private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    private func error(_ ja: String, _ en: String) -> XPathError { XPathError(message: Message(ja, en), offset: index) }
}
