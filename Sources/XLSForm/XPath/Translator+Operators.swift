import FEEL

extension Translator {
    // MARK: Equality

    func equality(_ givenLeft: Piece, _ givenRight: Piece, isEqual: Bool) throws(Review) -> Piece {
        let (left, right) = (try single(givenLeft), try single(givenRight))
        if right.literalString == "" { return try emptiness(of: left, isEqual: isEqual) }
        if left.literalString == "" { return try emptiness(of: right, isEqual: isEqual) }
        if left.isLiteral, !right.isLiteral { return try equality(right, left, isEqual: isEqual) }
        let sign = isEqual ? "=" : "!="
        func plain(_ one: Piece, _ two: Piece) -> Piece {
            Piece(text: "\(one.inside(.sum)) \(sign) \(two.inside(.sum))", level: .comparison, type: .boolean)
        }
        if case .list = left.type, let text = right.literalString {
            guard !text.contains(" ") else {
                throw Review("複数選択の順序に頼る比較です。", "This depends on the order of several choices.")
            }
            return plain(left, Piece(text: "[\(right.text)]", type: left.type))
        }
        if left.isNumber, right.isNumber { return numbers(left, sign, right) }
        if left.type == .boolean, right.type == .boolean, !left.isField, !right.isField {
            return plain(definite(left), definite(right))
        }
        if left.type == .boolean, left.isField, let text = right.literalString, ["true", "false"].contains(text) {
            return plain(left, Piece(text: text, type: .boolean))
        }
        if left.isDayNumber || right.isDayNumber {
            guard left.type == right.type else { throw mismatch(right, "日付", "a date") }
            return plain(left, right)
        }
        if left.type == right.type, left.type == .date || left.type == .dateAndTime || left.type == .time {
            return plain(left, right)
        }
        if left.type == .date, let text = right.literalString {
            guard let day = Self.day(text) else { throw Review("「\(text)」は日付ではありません。", "\"\(text)\" is no date.") }
            return plain(left, day)
        }
        if left.isText, right.isText {
            // Only an empty string may be null on one side and not on the other.
            let isSimple =
                left.isLiteral || right.isLiteral || (!left.canBeNull && !right.canBeNull)
                || [left, right].allSatisfy { $0.isField && !isCalculated($0) }
            return isSimple ? plain(left, right) : plain(try filled(left), try filled(right))
        }
        if left.isNumber, let text = right.literalString {
            // A field is compared as it was typed in, so that only the one way to write it is sure.
            guard let number = Self.decimal(text), number.isWhole, text == "0" || !text.hasPrefix("0") else {
                throw Review("数と「\(text)」を比べています。", "A number is compared with \"\(text)\".")
            }
            return numbers(left, sign, number)
        }
        if left.isText, right.isNumber {
            if let literal = right.literalNumber, case .choice(let choices) = left.type, left.isField {
                let equal = choices.filter { Self.decimal($0).map { Self.isSame($0.text, literal) } ?? false }
                guard equal.count == 1 else {
                    throw Review("選択肢に「\(literal)」がありません。", "No choice is named \(literal).")
                }
                return plain(left, .string(equal[0]))
            }
            guard !(left.isField && right.isField) else { throw mismatch(left, "数", "a number") }
            return numbers(try number(left), sign, right)
        }
        if left.isNumber, right.isText, !left.isField { return numbers(left, sign, try number(right)) }
        throw Review(
            "「\(left.text)」と「\(right.text)」は型が違うか、型がわからないので、比べられません。",
            "\"\(left.text)\" and \"\(right.text)\" are of different kinds, or of unknown ones.")
    }

    /// Whether two ways to write a number are of the same one.
    private static func isSame(_ one: String, _ two: String) -> Bool {
        (try? Formula("\(one) = \(two)").evaluate().value) == .boolean(true)
    }

    private func isCalculated(_ piece: Piece) -> Bool {
        if case .field(let field) = piece.origin { field.isCalculated } else { false }
    }

    /// No number equals nothing, not even itself; two unanswered questions are both empty strings, and equal.
    private func numbers(_ left: Piece, _ sign: String, _ right: Piece) -> Piece {
        let test = "\(left.inside(.sum)) \(sign) \(right.inside(.sum))"
        guard left.canBeNull, right.canBeNull, !(left.isField && right.isField) else {
            return Piece(text: test, level: .comparison, type: .boolean)
        }
        let simple = left.isField || !right.isField ? left : right
        return sign == "="
            ? Piece(text: "\(test) and \(simple.inside(.sum)) != null", level: .and, type: .boolean)
            : Piece(text: "\(test) or \(simple.inside(.sum)) = null", level: .or, type: .boolean)
    }

    /// Whether it is an empty string, or is none.
    func emptiness(of given: Piece, isEqual: Bool) throws(Review) -> Piece {
        let piece = try single(given)
        let sign = isEqual ? "=" : "!="
        if piece.isField, !isCalculated(piece) || piece.isNumber || piece.type == .date {
            return Piece(text: "\(piece.text) \(sign) null", level: .comparison, type: .boolean)
        }
        if piece.isText || (piece.isField && piece.type == .any) {
            guard piece.canBeNull else {
                return Piece(text: "\(piece.inside(.sum)) \(sign) \"\"", level: .comparison, type: .boolean)
            }
            let text = piece.inside(.sum)
            return isEqual
                ? Piece(
                    text: "\(text) = null or \(text) = \"\"", level: .or, type: .boolean, canBeNull: piece.type == .any)
                : Piece(
                    text: "\(text) != null and \(text) != \"\"", level: .and, type: .boolean,
                    canBeNull: piece.type == .any)
        }
        throw Review(
            "計算した値「\(piece.text)」を空文字と比べています。",
            "What is computed, \"\(piece.text)\", is compared with an empty string.")
    }

    // MARK: Order

    func order(_ givenLeft: Piece, _ sign: String, _ givenRight: Piece) throws(Review) -> Piece {
        let (left, right) = (try single(givenLeft), try single(givenRight))
        let times: [FEEL.`Type`] = [.date, .dateAndTime]
        if left.type == right.type, times.contains(left.type) {
            return Piece(
                text: "\(left.inside(.sum)) \(sign) \(right.inside(.sum))", level: .comparison, type: .boolean,
                canBeNull: left.canBeNull || right.canBeNull)
        }
        if times.contains(left.type) || times.contains(right.type) {
            throw Review(
                "日付と日付でないものの大小を比べています。日付は date('2026-04-01') のように書いてください。",
                "A date is compared with something else. Dates are written date('2026-04-01').")
        }
        let (one, two) = (try number(left), try number(right))
        return Piece(
            text: "\(one.inside(.sum)) \(sign) \(two.inside(.sum))", level: .comparison, type: .boolean,
            canBeNull: one.canBeNull || two.canBeNull)
    }

    // MARK: Arithmetic

    func arithmetic(_ operation: XPath.Operator, _ givenLeft: Piece, _ givenRight: Piece) throws(Review) -> Piece {
        let (left, right) = (try single(givenLeft), try single(givenRight))
        if let days = try days(operation, left, right) { return days }
        let (one, two) = (try number(left), try number(right))
        let canBeNull = one.canBeNull || two.canBeNull
        let isWhole = one.isWhole && two.isWhole
        let isNotNegative = one.isNotNegative && two.isNotNegative
        func piece(_ sign: String, _ level: Piece.Level, isWhole: Bool, isNotNegative: Bool, canBeNull: Bool) -> Piece {
            let tighter = Piece.Level(rawValue: level.rawValue + 1) ?? .primary
            return Piece(
                text: "\(one.inside(level)) \(sign) \(two.inside(sign == "+" || sign == "*" ? level : tighter))",
                level: level, type: .number, canBeNull: canBeNull, isWhole: isWhole, isNotNegative: isNotNegative)
        }
        switch operation {
        case .plus: return piece("+", .sum, isWhole: isWhole, isNotNegative: isNotNegative, canBeNull: canBeNull)
        case .minus: return piece("-", .sum, isWhole: isWhole, isNotNegative: false, canBeNull: canBeNull)
        case .times: return piece("*", .product, isWhole: isWhole, isNotNegative: isNotNegative, canBeNull: canBeNull)
        default: break
        }
        if two.literalNumber?.allSatisfy({ "0.".contains($0) }) == true {
            throw Review("0 で割っています。", "This divides by zero.")
        }
        let quotient = piece(
            "/", .product, isWhole: false, isNotNegative: isNotNegative, canBeNull: canBeNull || !two.isLiteral)
        if operation == .div { return quotient }
        if isNotNegative {
            return Piece(
                text: "modulo(\(one.text), \(two.text))", type: .number, canBeNull: quotient.canBeNull,
                isWhole: isWhole, isNotNegative: true)
        }
        return Piece(
            text: "\(one.inside(.sum)) - \(two.inside(.product)) * round down(\(quotient.text), 0)", level: .sum,
            type: .number, canBeNull: quotient.canBeNull, isWhole: isWhole)
    }

    /// Dates are numbers of days in XPath; nil where none are there.
    private func days(_ operation: XPath.Operator, _ left: Piece, _ right: Piece) throws(Review) -> Piece? {
        func isDay(_ piece: Piece) -> Bool { piece.type == .date || (piece.isDayNumber && piece.type == .dateAndTime) }
        switch operation {
        case .minus where isDay(left) && left.type == right.type:
            return Piece(
                text: "(\(left.inside(.sum)) - \(right.inside(.product))) / @\"P1D\"", level: .product, type: .number,
                canBeNull: left.canBeNull || right.canBeNull, isWhole: left.type == .date)
        case .plus where left.literalNumber != nil && right.type == .date:
            return try days(.plus, right, left)
        case .plus where left.type == .date, .minus where left.type == .date:
            guard let count = right.literalNumber, right.isWhole else {
                throw Review("日付に数の式を足し引きしています。", "Something other than a number is added to a date.")
            }
            return Piece(
                text: "\(left.inside(.sum)) \(operation.rawValue) @\"P\(count)D\"", level: .sum, type: .date,
                canBeNull: left.canBeNull, isDayNumber: true)
        default: return nil
        }
    }

    /// A day that is written as a string, `2026-04-01`.
    static func day(_ text: String) -> Piece? {
        let shape = text.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
        guard shape == [4, 2, 2], text.allSatisfy({ $0 == "-" || ("0"..."9").contains($0) }),
            let formula = try? Formula("@\"\(text)\""), formula.evaluate().value != .null
        else { return nil }
        return Piece(text: "@\"\(text)\"", type: .date)
    }
}
