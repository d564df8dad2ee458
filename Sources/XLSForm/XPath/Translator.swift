import FEEL

/// Goes through an expression and makes the formula from below.
struct Translator {
    let context: TranslationContext
    /// The FEEL names that the formula speaks of.
    var names: Set<String> = []

    init(_ context: TranslationContext) { self.context = context }

    // MARK: Whole expressions

    /// The formula of a value.
    mutating func value(_ expression: XPath) throws(Review) -> Piece {
        let piece = try translate(expression)
        if piece.isDayNumber {
            throw Review(
                "XPath では日数（数）になり、FEEL では日付になります。date(…) で囲むか、日数の式にしてください。",
                "This is a number of days in XPath and would be a date here.")
        }
        return definite(try single(piece))
    }

    /// The formula of a condition.
    mutating func condition(_ expression: XPath) throws(Review) -> Piece {
        if case .string(let text) = expression {
            throw Review("条件が文字列「\(text)」です。", "The condition is the string \"\(text)\".")
        }
        return try boolean(try translate(expression))
    }

    // MARK: Expressions

    mutating func translate(_ expression: XPath) throws(Review) -> Piece {
        let piece = try translated(expression)
        // Some translations say a part several times, which must not add up without end.
        guard piece.text.utf8.count <= 12_000 else { throw Review("式が長すぎます。", "The expression is too long.") }
        return piece
    }

    private mutating func translated(_ expression: XPath) throws(Review) -> Piece {
        switch expression {
        case .number(let text): return .number(text)
        case .string(let text): return .string(text)
        case .variable(let name, true):
            throw Review(
                "前回の回答（last-saved#\(name)）は使えません。", "The last saved answer of \(name) cannot be used.")
        case .variable(let name, false): return try variable(name)
        case .path(let origin, let steps): return try path(origin, steps)
        case .call(let name, let arguments): return try call(name, arguments)
        case .negation(let inner):
            let piece = try number(try translate(inner))
            return Piece(
                text: "-" + piece.inside(.sign), level: .sign, type: .number, canBeNull: piece.canBeNull,
                isWhole: piece.isWhole)
        case .binary(let operation, let left, let right):
            switch operation {
            case .and, .or: return try logic(operation, left, right)
            case .equal, .notEqual:
                return try equality(try translate(left), try translate(right), isEqual: operation == .equal)
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                return try order(try translate(left), operation.rawValue, try translate(right))
            case .plus, .minus, .times, .div, .mod:
                return try arithmetic(operation, try translate(left), try translate(right))
            case .union: throw Review("「|」は使えません。", "\"|\" cannot be used.")
            }
        }
    }

    private mutating func logic(
        _ operation: XPath.Operator, _ left: XPath, _ right: XPath
    ) throws(Review) -> Piece {
        let (one, two) = (try boolean(try translate(left)), try boolean(try translate(right)))
        let level: Piece.Level = operation == .and ? .and : .or
        // The operators are as they are with null for false, so long as nobody turns the result around.
        return Piece(
            text: "\(one.inside(level)) \(operation.rawValue) \(two.inside(level))", level: level, type: .boolean,
            canBeNull: one.canBeNull || two.canBeNull)
    }

    // MARK: What is spoken of

    private mutating func variable(_ name: String) throws(Review) -> Piece {
        let fields = context.fields.filter { $0.name == name }
        let tables = context.tables.filter { $0.name == name }
        guard fields.count + tables.count == 1 else {
            throw fields.isEmpty && tables.isEmpty
                ? Review("「\(name)」という項目はありません。", "There is no field \"\(name)\".")
                : Review("「\(name)」という項目が二つ以上あります。", "There are several fields \"\(name)\".")
        }
        return if let field = fields.first { try reference(field) } else { try rows(tables[0]) }
    }

    private mutating func path(_ origin: XPath.Origin, _ steps: [XPath.Step]) throws(Review) -> Piece {
        var path: [String]
        switch origin {
        case .root: path = []
        case .here, .value(.call("current", [])):
            path = context.place.split(separator: "/").map(String.init)
        case .value(.call("instance", _)):
            throw Review("ほかの一覧（instance）は参照できません。", "Other tables (instance) cannot be spoken of.")
        case .value:
            throw Review("この形のパスは直せません。", "A path of this form cannot be translated.")
        }
        for step in steps {
            guard step.predicates.isEmpty else {
                throw Review("条件付きのパス［…］は直せません。", "A path with conditions in brackets cannot be translated.")
            }
            switch step.move {
            case .child(let name): path.append(name)
            case .itself: continue
            case .parent:
                guard path.popLast() != nil else { throw Review("パスが上に出すぎています。", "The path leaves the form.") }
            default: throw Review("この形のパスは直せません。", "A path of this form cannot be translated.")
            }
        }
        let nodeset = "/" + path.joined(separator: "/")
        if let field = context.fields.first(where: { $0.nodeset == nodeset }) { return try reference(field) }
        if let table = context.tables.first(where: { $0.nodeset == nodeset }) { return try rows(table) }
        throw Review("「\(nodeset)」という項目はありません。", "There is no field \(nodeset).")
    }

    private mutating func reference(_ field: TranslationContext.Field) throws(Review) -> Piece {
        let isOwn = field.nodeset == context.place && context.isAnswered
        if context.isInReach(field.tables) {
            names.insert(field.formulaName)
            return Piece(
                text: field.formulaName, type: field.type, canBeNull: !isOwn, isWhole: field.isWhole,
                origin: .field(field))
        }
        let table = try outermost(field.tables)
        names.insert(table)
        return Piece(
            text: "\(table).\(field.formulaName)", type: .list(field.type), isWhole: field.isWhole,
            origin: .column(field))
    }

    private mutating func rows(_ table: TranslationContext.Table) throws(Review) -> Piece {
        guard context.isInReach(table.tables) else {
            throw Review("表の中の表は参照できません。", "A table within another cannot be spoken of.")
        }
        // A value of a row that needs the table needs itself.
        guard !context.placeTables.starts(with: table.tables + [table.formulaName]) else {
            throw Review("表の中から、その表全体は参照できません。", "A row cannot speak of its own table.")
        }
        names.insert(table.formulaName)
        return Piece(text: table.formulaName, type: .list(.any), origin: .rows)
    }

    /// The table to go through, from where the expression stands.
    private func outermost(_ tables: [String]) throws(Review) -> String {
        let shared = zip(tables, context.placeTables).prefix { $0 == $1 }.count
        guard tables.count == shared + 1 else {
            throw Review("表の中の表は参照できません。", "A table within another cannot be spoken of.")
        }
        return tables[shared]
    }

    // MARK: Kinds of values

    /// A value and not all rows of a table.
    func single(_ piece: Piece) throws(Review) -> Piece {
        switch piece.origin {
        case .column, .rows:
            throw Review(
                "表のすべての行を一つの値として使っています。", "All rows of a table are used as one value.")
        default: return piece
        }
    }

    /// As a number, as XPath's `number` makes it.
    func number(_ given: Piece) throws(Review) -> Piece {
        let piece = try single(given)
        if piece.isDayNumber || piece.type == .date || piece.type == .dateAndTime {
            throw Review("日付を数として使っています。", "A date is used as a number.")
        }
        if piece.isNumber { return piece }
        if let text = piece.literalString {
            guard let number = Self.decimal(text) else {
                throw Review("「\(text)」を数として使っています。", "\"\(text)\" is used as a number.")
            }
            return number
        }
        if piece.isText {
            return Piece(text: "number(\(piece.text))", type: .number, canBeNull: true)
        }
        // A field that was computed so has the word `true` in it, which is no number.
        if piece.type == .boolean, !piece.isField {
            return Piece(
                text: "if \(piece.text) then 1 else 0", level: .conditional, type: .number, isWhole: true,
                isNotNegative: true)
        }
        throw mismatch(piece, "数", "a number")
    }

    /// A string that is a number and nothing else.
    static func decimal(_ text: String) -> Piece? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let first = digits.first, first.isASCII, first.isNumber, digits.filter({ $0 == "." }).count <= 1,
            digits.allSatisfy({ $0 == "." || ("0"..."9").contains($0) }), digits.last != "."
        else { return nil }
        var number = Piece.number(String(digits))
        if text.hasPrefix("-") {
            number.text = text
            number.level = .sign
            number.isNotNegative = false
        }
        return number
    }

    /// As a string, in which null stands for an empty one.
    func string(_ given: Piece) throws(Review) -> Piece {
        let piece = try single(given)
        if piece.isText { return piece }
        if let number = piece.literalNumber { return .string(number) }
        if piece.isDayNumber { throw mismatch(piece, "文字列", "a string") }
        if piece.isNumber {
            guard piece.isWhole else {
                throw Review(
                    "小数を文字列にすると書き方が変わることがあります。", "A number that is not whole may be written in another way.")
            }
            return Piece(text: "string(\(piece.text))", type: .string, canBeNull: piece.canBeNull)
        }
        if piece.type == .date {
            return Piece(text: "string(\(piece.text))", type: .string, canBeNull: piece.canBeNull)
        }
        if piece.type == .boolean, !piece.isField {
            return Piece(
                text: "if \(piece.text) then \"true\" else \"false\"", level: .conditional, type: .string)
        }
        throw mismatch(piece, "文字列", "a string")
    }

    /// As a string that is never null.
    func filled(_ given: Piece) throws(Review) -> Piece {
        let piece = try string(given)
        guard piece.canBeNull else { return piece }
        // What was made a string of is null when the string is.
        return Piece(
            text: "if \(given.inside(.sum)) = null then \"\" else \(piece.text)", level: .conditional,
            type: .string)
    }

    /// As a condition, in which null stands for false.
    func boolean(_ given: Piece) throws(Review) -> Piece {
        let piece = try single(given)
        // Whatever is in the field counts as true, even the word `false`; some programs ask only whether there is a field.
        if piece.isField {
            throw Review(
                "項目そのものを条件にしています。「!= ''」や「= 'true'」と書いてください。",
                "A field itself is the condition. Write what it is compared with: \"!= ''\" or \"= 'true'\".")
        }
        if piece.type == .boolean { return piece }
        if piece.isNumber {
            if let literal = piece.literalNumber {
                return Piece(text: literal.allSatisfy { "0.".contains($0) } ? "false" : "true", type: .boolean)
            }
            let test = "\(piece.inside(.sum)) != 0"
            return piece.canBeNull
                ? Piece(text: "\(piece.inside(.sum)) != null and \(test)", level: .and, type: .boolean)
                : Piece(text: test, level: .comparison, type: .boolean)
        }
        if piece.isText { return try emptiness(of: piece, isEqual: false) }
        throw mismatch(piece, "条件", "a condition")
    }

    /// A condition that is never null.
    func definite(_ piece: Piece) -> Piece {
        piece.canBeNull && piece.type == .boolean && !piece.isField
            ? Piece(text: "if \(piece.text) then true else false", level: .conditional, type: .boolean) : piece
    }

    func mismatch(_ piece: Piece, _ ja: String, _ en: String) -> Review {
        piece.type == .any
            ? Review(
                "「\(piece.text)」の型がわからないので、\(ja)として使えるか確かめられません。",
                "The type of \"\(piece.text)\" is not known, so it may not be \(en).")
            : Review("「\(piece.text)」を\(ja)として使っています。", "\"\(piece.text)\" is used as \(en).")
    }
}
