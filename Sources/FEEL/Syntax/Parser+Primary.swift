extension Parser {
    /// Literals, names, and what begins with a keyword or a bracket.
    mutating func primary() throws(Finding) -> Expression {
        let token = self.token
        let start = token.span.start
        switch token.kind {
        case .number:
            position += 1
            guard let number = Number(token.text) else { throw Finding(.badNumber, at: token.span) }
            return Expression(.number(number), token.span)
        case .string(let text):
            position += 1
            return Expression(.string(text), token.span)
        case .word(let keyword?): return try keywordExpression(keyword, from: start)
        case .word(nil): return Expression(.name(name()), Span(start, lastEnd))
        case .sign(.open): return try parenthesis(from: start)
        case .sign(.openBracket): return try bracket(from: start)
        case .sign(.closeBracket):
            position += 1
            let first = try expression()
            return try interval(from: start, isStartIncluded: false, first)
        case .sign(.openBrace): return try context(from: start)
        case .sign(.at):
            guard case .string(let text) = peek.kind else {
                position += 1
                throw unexpected(.quotedDate)
            }
            position += 2
            let span = Span(start, lastEnd)
            guard let value = Value(temporal: text) else { throw Finding(.badTemporal(text), at: span) }
            return Expression(.temporal(value), span)
        case .sign(.less), .sign(.lessOrEqual), .sign(.greater), .sign(.greaterOrEqual), .sign(.equal),
            .sign(.unequal), .sign, .end:
            throw unexpected(.operand)
        }
    }

    private mutating func keywordExpression(_ keyword: Token.Keyword, from start: Int) throws(Finding) -> Expression {
        switch keyword {
        case .null:
            position += 1
            return Expression(.null, Span(start, lastEnd))
        case .true, .false:
            position += 1
            return Expression(.boolean(keyword == .true), Span(start, lastEnd))
        case .if:
            position += 1
            let condition = try expression()
            try expect(.then)
            let then = try expression()
            try expect(.else)
            let otherwise = try expression()
            return try make(.condition(condition, then: then, otherwise: otherwise), from: start)
        case .for:
            position += 1
            let inScope = known
            let iterators = try self.iterators()
            try expect(.return)
            let body = try expression()
            known = inScope
            return try make(.iteration(iterators, returns: body), from: start)
        case .some, .every:
            position += 1
            let inScope = known
            let iterators = try self.iterators()
            try expect(.satisfies)
            let body = try expression()
            known = inScope
            return try make(
                keyword == .some ? .some(iterators, satisfies: body) : .every(iterators, satisfies: body), from: start)
        case .function:
            guard peek.kind == .sign(.open) else { throw unexpected(.operand) }
            return try function(from: start)
        // `not` is the function; the others begin nothing, and so may be names.
        case .not, .of, .each, .external: return Expression(.name(name()), Span(start, lastEnd))
        case .and, .between, .else, .in, .instance, .or, .return, .satisfies, .then: throw unexpected(.operand)
        }
    }

    // MARK: Names

    /// The longest name in scope that stands here, else the one word.
    mutating func name() -> Name { name(among: known) }

    private mutating func name(among names: [String: [[String]]]) -> Name {
        let first = token.text
        if let candidates = names[first], let longest = longest(candidates) {
            position += longest.count
            return Name(tokens: longest)
        }
        position += 1
        return Name(exact: first)
    }

    /// A name after a point, where keywords are words like others.
    mutating func memberName() -> Name { name(among: members) }

    private func longest(_ candidates: [[String]]) -> [String]? {
        var longest: [String]?
        for candidate in candidates where candidate.count > longest?.count ?? 1 {
            guard position + candidate.count < tokens.count else { continue }
            let isHere = candidate.indices.allSatisfy { tokens[position + $0].text == candidate[$0] }
            if isHere { longest = candidate }
        }
        return longest
    }

    /// Remembers a name of several tokens that the text itself makes.
    private mutating func learn(_ tokens: [String]) {
        guard tokens.count > 1 else { return }
        known[tokens[0], default: []].append(tokens)
        members[tokens[0], default: []].append(tokens)
    }

    /// A name that is being made: everything up to one of the given tokens.
    private mutating func newName(until isEnd: (Token.Kind) -> Bool) throws(Finding) -> Name {
        guard case .word = token.kind else { throw unexpected(.name) }
        var words: [String] = []
        while !isEnd(token.kind) {
            guard Parser.isNamePart(token.kind) else { throw unexpected(.name) }
            words.append(token.text)
            position += 1
        }
        learn(words)
        return words.count == 1 ? Name(exact: words[0]) : Name(tokens: words)
    }

    // MARK: Brackets

    private mutating func parenthesis(from start: Int) throws(Finding) -> Expression {
        position += 1
        let wasEndpoint = isEndpoint
        isEndpoint = false
        defer { isEndpoint = wasEndpoint }
        let first = try expression()
        if token.kind == .sign(.dots) { return try interval(from: start, isStartIncluded: false, first) }
        try expect(.close)
        // The parenthesis belongs to the place, not to the tree.
        return Expression(first.form, Span(start, lastEnd))
    }

    private mutating func bracket(from start: Int) throws(Finding) -> Expression {
        position += 1
        let wasEndpoint = isEndpoint
        isEndpoint = false
        defer { isEndpoint = wasEndpoint }
        if take(.closeBracket) { return Expression(.list([]), Span(start, lastEnd)) }
        let first = try expression()
        if token.kind == .sign(.dots) { return try interval(from: start, isStartIncluded: true, first) }
        // After a comma `]` ends no list: it begins an interval, as in `[1, ]2..3]]`.
        var items = [first]
        while take(.comma) { items.append(try expression()) }
        if !take(.closeBracket) { throw unexpected(.commaOr("]")) }
        return try make(.list(items), from: start)
    }

    /// The rest of an interval, from its `..`.
    mutating func interval(
        from start: Int, isStartIncluded: Bool, _ first: Expression
    ) throws(Finding) -> Expression {
        try expect(.dots)
        let wasEndpoint = isEndpoint
        isEndpoint = true
        let last = try deeper { parser throws(Finding) in try parser.sum() }
        isEndpoint = wasEndpoint
        let isEndIncluded = take(.closeBracket)
        if !isEndIncluded, !take(.close), !take(.openBracket) { throw unexpected(.intervalEnd) }
        return try make(
            .interval(isStartIncluded: isStartIncluded, first, last, isEndIncluded: isEndIncluded), from: start)
    }

    private mutating func context(from start: Int) throws(Finding) -> Expression {
        position += 1
        let inScope = known
        var names: Set<Name> = []
        let entries = try list(until: .closeBrace) { parser throws(Finding) in
            let begin = parser.token.span.start
            let name: Name
            if case .string(let text) = parser.token.kind {
                parser.position += 1
                name = Name(exact: text)
                if name.isPlain { parser.learn(name.tokens) }
            } else {
                name = try parser.newName(until: { $0 == .sign(.colon) || $0 == .end })
            }
            let span = Span(begin, parser.lastEnd)
            if !names.insert(name).inserted { throw Finding(.duplicateKey(name), at: span) }
            try parser.expect(.colon)
            return Expression.Entry(name: name, nameSpan: span, value: try parser.expression())
        }
        known = inScope
        return try make(.context(entries), from: start)
    }

    // MARK: Loops and functions

    private mutating func iterators() throws(Finding) -> [Expression.Iterator] {
        var iterators: [Expression.Iterator] = []
        repeat {
            let name = try newName(until: { $0 == .word(.in) || $0 == .end })
            try expect(.in)
            let source = try expression()
            let through: Expression? = take(.dots) ? try expression() : nil
            iterators.append(.init(name: name, source: source, through: through))
        } while take(.comma)
        return iterators
    }

    private mutating func function(from start: Int) throws(Finding) -> Expression {
        position += 2
        let inScope = known
        defer { known = inScope }
        let parameters = try list(until: .close) { parser throws(Finding) in
            let name = try parser.newName(until: {
                $0 == .sign(.colon) || $0 == .sign(.comma) || $0 == .sign(.close) || $0 == .end
            })
            let type: TypeName? = parser.take(.colon) ? try parser.type() : nil
            return Expression.Parameter(name: name, type: type)
        }
        var names: Set<Name> = []
        for parameter in parameters where !names.insert(parameter.name).inserted {
            throw Finding(.duplicateKey(parameter.name), at: Span(start, lastEnd))
        }
        if take(.external) {
            _ = try expression()
            return try make(.external(parameters), from: start)
        }
        let body = try expression()
        return try make(.function(parameters, body), from: start)
    }

    // MARK: Types

    mutating func type() throws(Finding) -> TypeName {
        guard case .word = token.kind else { throw unexpected(.type) }
        if peek.kind == .sign(.less) {
            switch token.text {
            case "list":
                position += 2
                let item = try nested()
                try expect(.greater)
                return .list(item)
            case "range":
                position += 2
                let item = try nested()
                try expect(.greater)
                return .range(item)
            case "context":
                position += 2
                var entries: [(Name, TypeName)] = []
                repeat {
                    let name: Name
                    if case .string(let text) = token.kind {
                        position += 1
                        name = Name(exact: text)
                    } else {
                        name = try newName(until: { $0 == .sign(.colon) || $0 == .end })
                    }
                    try expect(.colon)
                    entries.append((name, try nested()))
                } while take(.comma)
                try expect(.greater)
                return .context(entries)
            case "function":
                position += 2
                var parameters: [TypeName] = []
                if token.kind != .sign(.greater) {
                    repeat { parameters.append(try nested()) } while take(.comma)
                }
                try expect(.greater)
                try expect(.arrow)
                return .function(parameters, returns: try nested())
            default: break
            }
        }
        var name = name().text
        while token.kind == .sign(.dot), case .word = peek.kind {
            position += 1
            name += "." + memberName().text
        }
        return .named(Name(exact: name))
    }

    private mutating func nested() throws(Finding) -> TypeName {
        try deeper { parser throws(Finding) in try parser.type() }
    }
}
