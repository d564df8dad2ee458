import FEEL

extension Translator {
    // MARK: Numbers

    mutating func numberCall(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece? {
        func piece(
            _ text: String, of one: Piece, level: Piece.Level = .primary, canBeNull: Bool = false,
            isWhole: Bool = false, isNotNegative: Bool = false
        ) -> Piece {
            Piece(
                text: text, level: level, type: .number, canBeNull: one.canBeNull || canBeNull, isWhole: isWhole,
                isNotNegative: isNotNegative)
        }
        switch name {
        case "number":
            try expect(name, arguments, 1...1)
            return try number(try translate(arguments[0]))
        case "int":
            try expect(name, arguments, 1...1)
            let one = try number(try translate(arguments[0]))
            if one.isWhole { return one }
            return piece("round down(\(one.text), 0)", of: one, isWhole: true, isNotNegative: one.isNotNegative)
        case "round":
            try expect(name, arguments, 1...2)
            let one = try number(try translate(arguments[0]))
            guard arguments.count == 2 else {
                return one.isWhole
                    ? one
                    : piece(
                        "floor(\(one.inside(.sum)) + 0.5)", of: one, isWhole: true, isNotNegative: one.isNotNegative)
            }
            guard let scale = Self.integer(arguments[1]), (-9...9).contains(scale) else {
                throw Review("round の桁は数で書いてください。", "The digits of round are a plain number.")
            }
            let zeros = String(repeating: "0", count: max(abs(scale) - 1, 0))
            let half = scale == 0 ? "0.5" : scale > 0 ? "0.0\(zeros)5" : "5\(zeros)"
            return piece(
                "floor(\(one.inside(.sum)) + \(half), \(scale))", of: one, isWhole: scale <= 0,
                isNotNegative: one.isNotNegative)
        case "abs":
            try expect(name, arguments, 1...1)
            let one = try number(try translate(arguments[0]))
            return piece("abs(\(one.text))", of: one, isWhole: one.isWhole, isNotNegative: true)
        case "sqrt", "exp", "log":
            try expect(name, arguments, 1...1)
            let one = try number(try translate(arguments[0]))
            return piece("\(name)(\(one.text))", of: one, canBeNull: true)
        case "pow":
            try expect(name, arguments, 2...2)
            let (one, two) = (try number(try translate(arguments[0])), try number(try translate(arguments[1])))
            return piece(
                "\(one.inside(.sign)) ** \(two.inside(.sign))", of: one, level: .power, canBeNull: true,
                isWhole: one.isWhole && two.isWhole && two.isNotNegative, isNotNegative: one.isNotNegative)
        case "exp10":
            try expect(name, arguments, 1...1)
            let one = try number(try translate(arguments[0]))
            return piece("10 ** \(one.inside(.sign))", of: one, level: .power, canBeNull: true, isNotNegative: true)
        default: return nil
        }
    }

    /// A whole number that is written as one.
    static func integer(_ expression: XPath) -> Int? {
        switch expression {
        case .number(let text): Int(text)
        case .negation(.number(let text)): Int(text).map { -$0 }
        default: nil
        }
    }

    // MARK: Strings

    mutating func stringCall(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece? {
        switch name {
        case "string":
            try expect(name, arguments, 1...1)
            return try string(try translate(arguments[0]))
        case "concat":
            guard !arguments.isEmpty else { throw Review("concat の引数がありません。", "concat needs arguments.") }
            var texts: [String] = []
            for argument in arguments { texts.append(try string(try translate(argument)).text) }
            return Piece(text: "string join([\(texts.joined(separator: ", "))])", type: .string)
        case "string-length":
            try expect(name, arguments, 1...1)
            let given = try translate(arguments[0])
            let one = try string(given)
            return one.canBeNull
                ? Piece(
                    text: "if \(given.inside(.sum)) = null then 0 else string length(\(one.text))",
                    level: .conditional, type: .number, isWhole: true, isNotNegative: true)
                : Piece(text: "string length(\(one.text))", type: .number, isWhole: true, isNotNegative: true)
        case "contains", "starts-with", "ends-with":
            try expect(name, arguments, 2...2)
            let (given, match) = (try translate(arguments[0]), try translate(arguments[1]))
            let function = name.split(separator: "-").joined(separator: " ")
            // Everything contains an empty string, so that only a text that surely is none may be looked for in null.
            let isSafe = match.isLiteral && match.literalString != ""
            let (one, two) = isSafe ? (try string(given), try string(match)) : (try filled(given), try filled(match))
            return Piece(text: "\(function)(\(one.text), \(two.text))", type: .boolean, canBeNull: one.canBeNull)
        case "substring-before", "substring-after":
            try expect(name, arguments, 2...2)
            let (one, match) = (try string(try translate(arguments[0])), try translate(arguments[1]))
            guard let text = match.literalString, text != "" else {
                throw Review("\(name) の区切りは文字列で書いてください。", "What \(name) looks for is a plain string.")
            }
            return Piece(
                text: "\(name.split(separator: "-").joined(separator: " "))(\(one.text), \(match.text))", type: .string,
                canBeNull: one.canBeNull)
        case "substr", "substring":
            return try substring(name, arguments)
        case "upper-case", "lower-case":
            try expect(name, arguments, 1...1)
            let one = try string(try translate(arguments[0]))
            return Piece(
                text: "\(name == "upper-case" ? "upper" : "lower") case(\(one.text))", type: .string,
                canBeNull: one.canBeNull)
        case "normalize-space":
            try expect(name, arguments, 1...1)
            let one = try string(try translate(arguments[0]))
            return Piece(
                text: #"replace(replace(\#(one.text), "^\\s+|\\s+$", ""), "\\s+", " ")"#, type: .string,
                canBeNull: one.canBeNull)
        case "translate":
            try expect(name, arguments, 3...3)
            let one = try string(try translate(arguments[0]))
            guard case .string(let from) = arguments[1], case .string("") = arguments[2], !from.isEmpty else {
                throw Review("文字を消す translate だけを直せます。", "Only a translate that removes characters is translated.")
            }
            return Piece(
                text: "replace(\(one.text), \(Piece.quoted(PatternTranslation.anyOf(from))), \"\")", type: .string,
                canBeNull: one.canBeNull)
        case "regex":
            try expect(name, arguments, 2...2)
            let (one, pattern) = (try string(try translate(arguments[0])), try translate(arguments[1]))
            guard let text = pattern.literalString else {
                throw Review("正規表現は文字列で書いてください。", "A regular expression is a plain string.")
            }
            let translated = try PatternTranslation.whole(text)
            return Piece(
                text: "matches(\(one.text), \(Piece.quoted(translated)))", type: .boolean,
                // Without an answer it is null; a pattern that an empty string matches would be true.
                canBeNull: one.canBeNull && !PatternTranslation.matchesNothing(translated)
            ).when(one, elseTrue: PatternTranslation.matchesNothing(translated))
        default: return nil
        }
    }

    /// `substr` counts from 0 and names the end; `substring` counts from 1 and names the length.
    private mutating func substring(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece {
        try expect(name, arguments, 2...3)
        let one = try string(try translate(arguments[0]))
        let given = arguments.dropFirst().map(Self.integer)
        guard let first = given[0], first >= (name == "substr" ? 0 : 1), given.count == 1 || given[1] != nil else {
            throw Review("\(name) の位置は数で書いてください。", "The places of \(name) are plain numbers.")
        }
        let start = name == "substr" ? first + 1 : first
        guard given.count == 2, let end = given[1] else {
            return Piece(text: "substring(\(one.text), \(start))", type: .string, canBeNull: true)
        }
        let length = name == "substr" ? end - first : end
        guard length > 0 else { throw Review("\(name) の範囲が空です。", "\(name) takes nothing.") }
        return Piece(text: "substring(\(one.text), \(start), \(length))", type: .string, canBeNull: true)
    }

    // MARK: Dates

    mutating func dateCall(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece? {
        switch name {
        case "today", "now":
            try expect(name, arguments, 0...0)
            return Piece(text: "\(name)()", type: name == "today" ? .date : .dateAndTime)
        case "date":
            try expect(name, arguments, 1...1)
            var piece = try single(try translate(arguments[0]))
            if let text = piece.literalString {
                guard let day = Self.day(text) else { throw Review("「\(text)」は日付ではありません。", "\"\(text)\" is no date.") }
                return day
            }
            guard piece.type == .date else { throw mismatch(piece, "日付", "a date") }
            piece.isDayNumber = false
            return piece
        case "decimal-date-time":
            try expect(name, arguments, 1...1)
            var piece = try single(try translate(arguments[0]))
            guard piece.type == .date || piece.type == .dateAndTime else { throw mismatch(piece, "日付", "a date") }
            piece.isDayNumber = true
            piece.origin = .computed
            return piece
        case "format-date":
            try expect(name, arguments, 2...2)
            let piece = try single(try translate(arguments[0]))
            guard piece.type == .date, case .string(let format) = arguments[1] else {
                throw Review("日付の項目と、文字列で書いた書式だけを直せます。", "Only a date and a plain format are translated.")
            }
            return try formatted(piece, format)
        default: return nil
        }
    }

    private func formatted(_ day: Piece, _ format: String) throws(Review) -> Piece {
        if format == "%Y-%m-%d" { return Piece(text: "string(\(day.text))", type: .string, canBeNull: day.canBeNull) }
        var parts: [String] = []
        var plain = ""
        var characters = Array(format.unicodeScalars)[...]
        func add(_ text: String) {
            if !plain.isEmpty { parts.append(Piece.quoted(plain)) }
            plain = ""
            if !text.isEmpty { parts.append(text) }
        }
        let date = day.inside(.primary)
        while let scalar = characters.popFirst() {
            guard scalar == "%" else {
                plain.unicodeScalars.append(scalar)
                continue
            }
            switch characters.popFirst() {
            case "Y": add("string(\(date).year)")
            case "n": add("string(\(date).month)")
            case "e": add("string(\(date).day)")
            case "m": add("substring(string(\(day.text)), 6, 2)")
            case "d": add("substring(string(\(day.text)), 9, 2)")
            case let other:
                throw Review(
                    "書式「%\(other.map { String(Character($0)) } ?? "")」は直せません。",
                    "A part of the date's format is not translated.")
            }
        }
        add("")
        let text = "string join([\(parts.joined(separator: ", "))])"
        return day.canBeNull
            ? Piece(
                text: "if \(day.inside(.sum)) = null then null else \(text)", level: .conditional, type: .string,
                canBeNull: true)
            : Piece(text: text, type: .string)
    }
}

extension Piece {
    /// A test of a string that null passes, too, where an empty string does.
    fileprivate func when(_ tested: Piece, elseTrue: Bool) -> Piece {
        guard elseTrue, tested.canBeNull else { return self }
        return Piece(text: "\(tested.inside(.sum)) = null or \(text)", level: .or, type: .boolean)
    }
}
