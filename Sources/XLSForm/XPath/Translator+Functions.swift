import FEEL

extension Translator {
    mutating func call(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece {
        if let piece = try logicCall(name, arguments) { return piece }
        if let piece = try choiceCall(name, arguments) { return piece }
        if let piece = try tableCall(name, arguments) { return piece }
        if let piece = try numberCall(name, arguments) { return piece }
        if let piece = try stringCall(name, arguments) { return piece }
        if let piece = try dateCall(name, arguments) { return piece }
        if let reason = Self.reasons[name] { throw Review("\(name)：\(reason.ja)", "\(name): \(reason.en)") }
        throw Review("「\(name)」という関数は直せません。", "There is no translation of the function \"\(name)\".")
    }

    /// Why functions that exist have no formula.
    private static let reasons: [String: Message] = [
        "once": Message("最初の値を保つことはできません。", "A first value cannot be kept."),
        "position": Message("行の番号は式では使えません。", "The number of a row cannot be used."),
        "index-of": Message("行の番号は式では使えません。", "The number of a row cannot be used."),
        "pulldata": Message("ファイルの表は参照できません。", "Tables of files cannot be spoken of."),
        "instance": Message("ほかの一覧は参照できません。", "Other tables cannot be spoken of."),
        "current": Message("パスの中でしか使えません。", "It is only used in paths."),
        "jr:choice-name": Message("選択肢の見出しは式では使えません。", "Labels of choices cannot be used."),
        "jr:itext": Message("訳文は式では使えません。", "Translated texts cannot be used."),
        "area": Message("地図の計算はできません。", "Maps are not computed with."),
        "distance": Message("地図の計算はできません。", "Maps are not computed with."),
        "geofence": Message("地図の計算はできません。", "Maps are not computed with."),
        "random": Message("乱数は使えません。", "There is no chance in formulas."),
        "randomize": Message("乱数は使えません。", "There is no chance in formulas."),
        "uuid": Message("乱数は使えません。", "There is no chance in formulas."),
        "checklist": Message("かつ・または の式に書き直してください。", "Write it with and, or."),
        "weighted-checklist": Message("合計の式に書き直してください。", "Write it as a sum."),
        "property": Message("端末の情報は使えません。", "Properties of the device cannot be used."),
        "version": Message("様式の版は式では使えません。", "The form's version cannot be used."),
        "digest": Message("ハッシュの計算はできません。", "There are no digests."),
        "sin": Message("三角関数はありません。", "There is no trigonometry."),
        "cos": Message("三角関数はありません。", "There is no trigonometry."),
        "tan": Message("三角関数はありません。", "There is no trigonometry."),
        "pi": Message("三角関数はありません。", "There is no trigonometry."),
        "log10": Message("常用対数はありません。", "There is no logarithm to the base 10."),
    ]

    func expect(_ name: String, _ arguments: [XPath], _ counts: ClosedRange<Int>) throws(Review) {
        guard counts.contains(arguments.count) else {
            throw Review(
                "\(name) のかっこの中の数が違います（\(arguments.count) 個）。",
                "\(name) does not take \(arguments.count) arguments.")
        }
    }

    mutating func all(_ arguments: [XPath]) throws(Review) -> [Piece] {
        var pieces: [Piece] = []
        for argument in arguments { pieces.append(try translate(argument)) }
        return pieces
    }

    // MARK: Logic

    private mutating func logicCall(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece? {
        switch name {
        case "true", "false":
            try expect(name, arguments, 0...0)
            return Piece(text: name, type: .boolean)
        case "not":
            try expect(name, arguments, 1...1)
            let inner = try boolean(try translate(arguments[0]))
            return inner.canBeNull
                ? Piece(text: "if \(inner.text) then false else true", level: .conditional, type: .boolean)
                : Piece(text: "not(\(inner.text))", type: .boolean)
        case "boolean":
            try expect(name, arguments, 1...1)
            return try boolean(try translate(arguments[0]))
        case "boolean-from-string":
            try expect(name, arguments, 1...1)
            let piece = try single(try translate(arguments[0]))
            guard piece.isText else { throw mismatch(piece, "文字列", "a string") }
            let text = piece.inside(.sum)
            return Piece(text: "\(text) = \"true\" or \(text) = \"1\"", level: .or, type: .boolean)
        case "if":
            try expect(name, arguments, 3...3)
            let condition = try boolean(try translate(arguments[0]))
            let (one, two) = (try branch(arguments[1]), try branch(arguments[2]))
            return choose("if \(condition.text) then \(one.text) else \(two.text)", one, two)
        case "coalesce":
            guard let first = arguments.first else { throw Review("coalesce の引数がありません。", "coalesce needs arguments.") }
            let one = try branch(first)
            guard arguments.count > 1 else { return one }
            let two = try branch(arguments.count == 2 ? arguments[1] : .call(name, Array(arguments.dropFirst())))
            if one.text == "null" { return two }
            guard one.canBeNull else { return one }
            let isThere: Piece =
                one.isText || one.isField
                ? try emptiness(of: one, isEqual: false)
                : Piece(text: "\(one.inside(.sum)) != null", level: .comparison, type: .boolean)
            var piece = choose("if \(isThere.text) then \(one.text) else \(two.text)", one, two)
            piece.canBeNull = two.canBeNull
            return piece
        default: return nil
        }
    }

    /// A value that is given under a condition: an empty string is no value.
    private mutating func branch(_ expression: XPath) throws(Review) -> Piece {
        if expression == .string("") { return Piece(text: "null", type: .null, canBeNull: true) }
        return try single(try translate(expression))
    }

    private func choose(_ text: String, _ one: Piece, _ two: Piece) -> Piece {
        let type: FEEL.`Type` =
            if one.type == .null {
                two.type
            } else if two.type == .null || one.type == two.type {
                one.type
            } else if one.isNumber, two.isNumber {
                .number
            } else if one.isText, two.isText {
                .string
            } else {
                .any
            }
        return Piece(
            text: text, level: .conditional, type: type, canBeNull: one.canBeNull || two.canBeNull,
            isWhole: (one.isWhole || one.type == .null) && (two.isWhole || two.type == .null),
            isNotNegative: (one.isNotNegative || one.type == .null) && (two.isNotNegative || two.type == .null),
            isDayNumber: one.isDayNumber || two.isDayNumber)
    }

    // MARK: Choices

    private mutating func choiceCall(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece? {
        switch name {
        case "selected":
            try expect(name, arguments, 2...2)
            let (field, choice) = (try single(try translate(arguments[0])), try string(try translate(arguments[1])))
            if choice.literalString?.contains(" ") == true {
                throw Review("空白を含む選択肢です。", "The choice has a space in its name.")
            }
            if case .list = field.type {
                return Piece(
                    text: "list contains(\(field.text), \(choice.text))", type: .boolean, canBeNull: field.canBeNull)
            }
            guard case .choice = field.type, field.isField, choice.isLiteral, choice.literalString != "" else {
                throw Review("selected は選択式の項目にだけ使えます。", "selected is for questions with choices.")
            }
            return Piece(text: "\(field.text) = \(choice.text)", level: .comparison, type: .boolean)
        case "count-selected":
            try expect(name, arguments, 1...1)
            let field = try single(try translate(arguments[0]))
            guard case .list = field.type else {
                throw Review("count-selected は複数選択にだけ使えます。", "count-selected is for several choices.")
            }
            return Piece(
                text: field.canBeNull
                    ? "if \(field.text) = null then 0 else count(\(field.text))" : "count(\(field.text))",
                level: field.canBeNull ? .conditional : .primary, type: .number, isWhole: true, isNotNegative: true)
        case "selected-at":
            try expect(name, arguments, 2...2)
            let (field, place) = (try single(try translate(arguments[0])), try translate(arguments[1]))
            guard case .list(let item) = field.type, let literal = place.literalNumber, let index = Int(literal) else {
                throw Review(
                    "selected-at は複数選択と番号にだけ使えます。", "selected-at is for several choices and a number.")
            }
            return Piece(text: "\(field.text)[\(index + 1)]", type: item, canBeNull: true)
        default: return nil
        }
    }

    // MARK: Tables

    private mutating func tableCall(_ name: String, _ arguments: [XPath]) throws(Review) -> Piece? {
        switch name {
        case "sum", "count", "count-non-empty":
            try expect(name, arguments, 1...1)
            let piece = try translate(arguments[0])
            switch (name, piece.origin) {
            case ("count", .rows):
                return Piece(text: "count(\(piece.text))", type: .number, isWhole: true, isNotNegative: true)
            case ("count", .column(let field)):
                // Nodes are counted, whether they have an answer or none.
                let table = piece.text.dropLast(field.formulaName.count + 1)
                return Piece(text: "count(\(table))", type: .number, isWhole: true, isNotNegative: true)
            case ("count-non-empty", .column):
                return Piece(
                    text: "count(\(piece.text)[item != null])", type: .number, isWhole: true, isNotNegative: true)
            case ("sum", .column(let field)):
                guard Piece(text: "", type: field.type).isNumber else { throw mismatch(piece, "数", "a number") }
                return Piece(
                    text: "sum(\(piece.text)\(field.isRequired ? "" : "[item != null]"))", type: .number,
                    canBeNull: true, isWhole: field.isWhole)
            default:
                throw Review(
                    "\(name) は、ほかの表の項目にだけ使えます。同じ行の項目は一つの値です。",
                    "\(name) is for a field of another table. A field of the same row is one value.")
            }
        case "min", "max":
            let pieces = try all(arguments)
            if pieces.count == 1, case .column(let field) = pieces[0].origin {
                guard Piece(text: "", type: field.type).isNumber else { throw mismatch(pieces[0], "数", "a number") }
                return Piece(
                    text: "\(name)(\(pieces[0].text))", type: .number, canBeNull: true, isWhole: field.isWhole)
            }
            guard pieces.count > 1 else { throw Review("\(name) の引数が足りません。", "\(name) needs more arguments.") }
            var numbers: [Piece] = []
            for piece in pieces { numbers.append(try number(piece)) }
            return Piece(
                text: "\(name)(\(numbers.map(\.text).joined(separator: ", ")))", type: .number,
                canBeNull: numbers.contains(where: \.canBeNull), isWhole: numbers.allSatisfy(\.isWhole),
                isNotNegative: numbers.allSatisfy(\.isNotNegative))
        case "indexed-repeat":
            try expect(name, arguments, 3...3)
            let pieces = try all(arguments)
            guard case .column(let field) = pieces[0].origin, case .rows = pieces[1].origin,
                let place = pieces[2].literalNumber, let index = Int(place), index > 0
            else {
                throw Review(
                    "番号を数で書いた indexed-repeat だけを直せます。", "Only an indexed-repeat with a plain number is translated.")
            }
            return Piece(
                text: "\(pieces[1].text)[\(index)].\(field.formulaName)", type: field.type, canBeNull: true,
                isWhole: field.isWhole)
        case "join":
            guard arguments.count >= 2 else { throw Review("join の引数が足りません。", "join needs more arguments.") }
            let pieces = try all(arguments)
            let separator = try filled(pieces[0])
            if pieces.count == 2, case .column(let field) = pieces[1].origin {
                guard Piece(text: "", type: field.type).isText else { throw mismatch(pieces[1], "文字列", "a string") }
                let items =
                    field.isRequired
                    ? pieces[1].text : "for v in \(pieces[1].text) return if v = null then \"\" else v"
                return Piece(text: "string join(\(items), \(separator.text))", type: .string, canBeNull: true)
            }
            var texts: [String] = []
            for piece in pieces.dropFirst() { texts.append(try filled(piece).text) }
            return Piece(text: "string join([\(texts.joined(separator: ", "))], \(separator.text))", type: .string)
        default: return nil
        }
    }
}
