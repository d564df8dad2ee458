/// Reads a formula (DMN 1.5 §10.3.1), by precedence climbing over its tokens.
///
/// Nesting is limited, so that no text exhausts the stack. Where a name of several words may stand, the longest known
/// one is taken (§10.3.1.6): those of the scope, of the built-in functions, and of contexts and parameters in the text.
struct Parser {
    /// How deep expressions may be nested.
    static let deepest = 64
    /// How many levels a formula's tree may have; nesting one level may make several.
    static let deepestTree = 128
    /// Characters a formula may have.
    static let longest = 4_000

    let tokens: [Token]
    var position = 0
    var depth = 0
    /// Names of several tokens that are in scope here, by their first.
    var known: [String: [[String]]]
    /// All such names the text has made so far, in scope or not: what values may have as entries.
    var members: [String: [[String]]]

    /// A whole formula.
    static func expression(_ text: String, names: KnownNames) throws(Finding) -> Expression {
        var parser = try Parser(text, names: names)
        let expression = try parser.expression()
        try parser.end()
        return expression
    }

    /// The tests of a decision table's cell: `-`, `not(…)`, or tests with commas between (grammar rule 15).
    static func unaryTests(_ text: String, names: KnownNames) throws(Finding) -> UnaryTests.Form {
        var parser = try Parser(text, names: names)
        if parser.take(.minus), parser.token.kind == .end { return .any }
        parser.position = 0
        if parser.isKeyword(.not), parser.peek.kind == .sign(.open), parser.closesAtEnd(from: 1) {
            parser.position += 2
            let tests = try parser.list(until: .close) { parser throws(Finding) in try parser.test() }
            try parser.end()
            return .negated(tests)
        }
        var tests = [try parser.test()]
        while parser.take(.comma) { tests.append(try parser.test()) }
        try parser.end()
        return .tests(tests)
    }

    /// A type alone.
    static func type(_ text: String, names: KnownNames) throws(Finding) -> TypeName {
        var parser = try Parser(text, names: names)
        let type = try parser.type()
        try parser.end()
        return type
    }

    private init(_ text: String, names: KnownNames) throws(Finding) {
        guard text.utf8.count <= Parser.longest * 4, text.unicodeScalars.count <= Parser.longest else {
            throw Finding(.tooLong(Parser.longest), at: Span(0, text.utf8.count))
        }
        tokens = try Lexer.tokens(of: text)
        known = names.byFirst
        members = names.byFirst
    }

    // MARK: Tokens

    var token: Token { tokens[position] }
    var peek: Token { tokens[min(position + 1, tokens.count - 1)] }
    /// The end of what was read last.
    var lastEnd: Int { position > 0 ? tokens[position - 1].span.end : 0 }

    mutating func take(_ sign: Token.Sign) -> Bool {
        guard token.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    func isKeyword(_ keyword: Token.Keyword) -> Bool { token.kind == .word(keyword) }

    mutating func take(_ keyword: Token.Keyword) -> Bool {
        guard isKeyword(keyword) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ sign: Token.Sign) throws(Finding) {
        if !take(sign) { throw unexpected(.sign(sign.rawValue)) }
    }

    mutating func expect(_ keyword: Token.Keyword) throws(Finding) {
        if !take(keyword) { throw unexpected(.word(keyword.rawValue)) }
    }

    private func end() throws(Finding) {
        if token.kind != .end { throw unexpected(.operatorOrEnd) }
    }

    /// What is wrong with the token that stands here.
    func unexpected(_ expectation: Expectation) -> Finding {
        if case .end = token.kind {
            return Finding(.endsEarly(expectation), at: Span(lastEnd, lastEnd))
        }
        if case .word(nil) = token.kind, position > 0, case .word(nil) = tokens[position - 1].kind,
            expectation == .operatorOrEnd
        {
            return Finding(.adjacentNames(tokens[position - 1].text, token.text), at: token.span)
        }
        let found = if case .string = token.kind { "\"…\"" } else { token.text }
        return Finding(.expected(expectation, found: found), at: token.span)
    }

    /// Whether the bracket that opens there closes at the end of the text.
    private func closesAtEnd(from offset: Int) -> Bool {
        var open = 0
        for index in (position + offset)..<tokens.count {
            switch tokens[index].kind {
            case .sign(.open): open += 1
            case .sign(.close):
                open -= 1
                if open == 0 { return tokens[index + 1].kind == .end }
            default: break
            }
        }
        return false
    }

    // MARK: Expressions, from the lowest precedence to the highest

    mutating func expression() throws(Finding) -> Expression {
        try deeper { parser throws(Finding) in try parser.disjunction() }
    }

    /// Reads something one level further in. Whatever leads back to where it began goes through here.
    mutating func deeper<Result>(
        _ read: (inout Parser) throws(Finding) -> Result
    ) throws(Finding) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.deepest else { throw Finding(.tooDeep(Parser.deepest), at: token.span) }
        return try read(&self)
    }

    /// A node that ends where the parser is, unless the tree becomes too deep with it. Its parts must be read before the
    /// call: an argument that reads on would come after the parser's place was taken.
    func make(_ form: Expression.Form, from start: Int) throws(Finding) -> Expression {
        let expression = Expression(form, Span(start, lastEnd))
        guard expression.depth <= Parser.deepestTree else {
            throw Finding(.tooDeep(Parser.deepestTree), at: expression.span)
        }
        return expression
    }

    private mutating func disjunction() throws(Finding) -> Expression {
        let first = try conjunction()
        guard isKeyword(.or) else { return first }
        var operands = [first]
        while take(.or) { operands.append(try conjunction()) }
        return try make(.or(operands), from: first.span.start)
    }

    private mutating func conjunction() throws(Finding) -> Expression {
        let first = try comparison()
        guard isKeyword(.and) else { return first }
        var operands = [first]
        while take(.and) { operands.append(try comparison()) }
        return try make(.and(operands), from: first.span.start)
    }

    private mutating func comparison() throws(Finding) -> Expression {
        let start = token.span.start
        if let sign = comparisonSign() {
            position += 1
            let operand = try sum()
            return try make(.comparison(sign, operand), from: start)
        }
        var left = try sum()
        while true {
            if let sign = comparisonSign() {
                position += 1
                let right = try sum()
                left = try make(.compare(sign, left, right), from: start)
            } else if take(.between) {
                let low = try sum()
                try expect(.and)
                let high = try sum()
                left = try make(.between(left, low, high), from: start)
            } else if take(.in) {
                let tests = try tests()
                left = try make(.membership(left, tests), from: start)
            } else {
                return left
            }
        }
    }

    private func comparisonSign() -> Expression.Comparison? {
        guard case .sign(let sign) = token.kind else { return nil }
        switch sign {
        case .equal: return .equal
        case .unequal: return .unequal
        case .less: return .less
        case .lessOrEqual: return .lessOrEqual
        case .greater: return .greater
        case .greaterOrEqual: return .greaterOrEqual
        default: return nil
        }
    }

    /// What follows `in`: one test, or several in parentheses.
    ///
    /// A parenthesis is read once, whatever it turns out to be; reading it again would double the work at each level.
    private mutating func tests() throws(Finding) -> [Expression] {
        guard token.kind == .sign(.open) else { return [try operandTest()] }
        let start = token.span.start
        position += 1
        let first = try test()
        if take(.comma) {
            var tests = [first]
            repeat { tests.append(try test()) } while take(.comma)
            try expect(.close)
            return tests
        }
        let operand: Expression
        if token.kind == .sign(.dots) {
            operand = try interval(from: start, isStartIncluded: false, first)
        } else {
            try expect(.close)
            operand = Expression(first.form, Span(start, lastEnd))
        }
        // The parenthesis may go on, as in `x in (a).b`.
        let whole = try instance(of: try postfix(of: operand, from: start))
        return [try sum(from: try product(from: try power(from: whole)))]
    }

    /// A test within commas or parentheses.
    mutating func test() throws(Finding) -> Expression { try expression() }

    private mutating func operandTest() throws(Finding) -> Expression {
        let start = token.span.start
        guard let sign = comparisonSign() else { return try sum() }
        position += 1
        let operand = try sum()
        return try make(.comparison(sign, operand), from: start)
    }

    mutating func sum() throws(Finding) -> Expression { try sum(from: try product()) }

    private mutating func sum(from first: Expression) throws(Finding) -> Expression {
        var rest: [(Expression.Operator, Expression)] = []
        while true {
            let sign: Expression.Operator? = take(.plus) ? .plus : take(.minus) ? .minus : nil
            guard let sign else { break }
            rest.append((sign, try product()))
        }
        return rest.isEmpty ? first : try make(.sum(first, rest), from: first.span.start)
    }

    private mutating func product() throws(Finding) -> Expression { try product(from: try power()) }

    private mutating func product(from first: Expression) throws(Finding) -> Expression {
        var rest: [(Expression.Operator, Expression)] = []
        while true {
            let sign: Expression.Operator? = take(.times) ? .times : take(.slash) ? .divided : nil
            guard let sign else { break }
            rest.append((sign, try power()))
        }
        return rest.isEmpty ? first : try make(.product(first, rest), from: first.span.start)
    }

    private mutating func power() throws(Finding) -> Expression { try power(from: try negation()) }

    private mutating func power(from first: Expression) throws(Finding) -> Expression {
        var rest: [Expression] = []
        while take(.power) { rest.append(try negation()) }
        return rest.isEmpty ? first : try make(.power(first, rest), from: first.span.start)
    }

    private mutating func negation() throws(Finding) -> Expression {
        let start = token.span.start
        guard take(.minus) else { return try instance() }
        if case .number = token.kind {
            // The sign is the literal's own (grammar rule 35): `-1 instance of number` asks about -1.
            let operand = try primary()
            guard case .number(let number) = operand.form else { throw unexpected(.operand) }
            let literal = try make(.number(number.negated), from: start)
            return try instance(of: try postfix(of: literal, from: start))
        }
        let operand = try deeper { parser throws(Finding) in try parser.negation() }
        if case .number(let number) = operand.form { return try make(.number(number.negated), from: start) }
        return try make(.negation(operand), from: start)
    }

    private mutating func instance() throws(Finding) -> Expression { try instance(of: try postfix()) }

    private mutating func instance(of first: Expression) throws(Finding) -> Expression {
        var operand = first
        while isKeyword(.instance), peek.kind == .word(.of) {
            position += 2
            let type = try type()
            operand = try make(.instance(operand, type), from: operand.span.start)
        }
        return operand
    }

    // MARK: Paths, filters and calls

    private mutating func postfix() throws(Finding) -> Expression {
        let start = token.span.start
        return try postfix(of: try primary(), from: start)
    }

    private mutating func postfix(of first: Expression, from start: Int) throws(Finding) -> Expression {
        var operand = first
        while true {
            if token.kind == .sign(.dot), case .word = peek.kind {
                position += 1
                let name = memberName()
                operand = try make(.path(operand, name), from: start)
            } else if token.kind == .sign(.openBracket), !isEndpoint {
                position += 1
                let (wasEndpoint, inScope) = (isEndpoint, known)
                isEndpoint = false
                // The condition can speak of the entries of the items.
                known = members
                let condition = try expression()
                (isEndpoint, known) = (wasEndpoint, inScope)
                try expect(.closeBracket)
                operand = try make(.filter(operand, condition), from: start)
            } else if take(.open) {
                let arguments = try arguments()
                operand = try make(Parser.form(calling: operand, arguments), from: start)
            } else {
                return operand
            }
        }
    }

    /// `もし(条件, 値, 値)`, as spreadsheets have it, is `if`.
    private static func form(calling function: Expression, _ arguments: Expression.Arguments) -> Expression.Form {
        if case .name("もし") = function.form, case .positional(let values) = arguments, values.count == 3 {
            return .condition(values[0], then: values[1], otherwise: values[2])
        }
        return .call(function, arguments)
    }

    /// Whether the operand being read ends an interval, so that `[` after it closes the interval: `[1..10[`.
    var isEndpoint = false

    private mutating func arguments() throws(Finding) -> Expression.Arguments {
        if take(.close) { return .positional([]) }
        guard parameterEnd() != nil else {
            return .positional(try list(until: .close) { parser throws(Finding) in try parser.expression() })
        }
        return .named(
            try list(until: .close) { parser throws(Finding) in
                let start = parser.token.span.start
                guard let end = parser.parameterEnd() else { throw parser.unexpected(.parameterName) }
                let name = Name(tokens: parser.tokens[parser.position..<end].map(\.text))
                parser.position = end
                let span = Span(start, parser.lastEnd)
                try parser.expect(.colon)
                return (name, span, try parser.expression())
            })
    }

    /// Where the name before a `:` ends, if that is what stands here.
    private func parameterEnd() -> Int? {
        guard case .word = token.kind else { return nil }
        var index = position
        while Parser.isNamePart(tokens[index].kind) { index += 1 }
        return tokens[index].kind == .sign(.colon) ? index : nil
    }

    /// Whether a name that is being made may go on with it (grammar rules 25 to 30).
    static func isNamePart(_ kind: Token.Kind) -> Bool {
        switch kind {
        case .word, .number: true
        case .sign(let sign): ["+", "-", "*", "/", ".", "'", "**"].contains(sign.rawValue)
        case .string, .end: false
        }
    }

    /// Things with commas between, up to a closing sign, which is taken, too.
    mutating func list<Item>(
        until close: Token.Sign, _ item: (inout Parser) throws(Finding) -> Item
    ) throws(Finding) -> [Item] {
        let wasEndpoint = isEndpoint
        isEndpoint = false
        defer { isEndpoint = wasEndpoint }
        var items: [Item] = []
        if take(close) { return items }
        repeat { items.append(try item(&self)) } while take(.comma)
        if !take(close) { throw unexpected(.commaOr(close.rawValue)) }
        return items
    }
}
