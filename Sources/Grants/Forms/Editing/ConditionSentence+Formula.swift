import FEEL

extension ConditionSentence {
    /// The sentence in FEEL; nil where it has no rows, or one lacks its value.
    public var formula: String? {
        let plain = plain
        var parts: [String] = []
        for group in plain.groups {
            var rows: [String] = []
            for row in group.rows {
                guard let text = row.formula else { return nil }
                rows.append(text)
            }
            let text = rows.joined(separator: " \(group.join.word) ")
            parts.append(plain.groups.count > 1 && rows.count > 1 ? "(\(text))" : text)
        }
        return parts.isEmpty ? nil : parts.joined(separator: " \(plain.join.word) ")
    }

    /// Recognises a formula; nil where it says something no rows can say.
    public init?(formula: String) {
        guard let expression = Formulas.expression(formula) else { return nil }
        let (join, parts): (Join, [Expression])
        switch expression.form {
        case .and(let operands): (join, parts) = (.all, operands)
        case .or(let operands): (join, parts) = (.any, operands)
        default: (join, parts) = (.all, [expression])
        }
        var groups: [Group] = []
        for part in parts {
            let inner: (Join, [Expression]) =
                switch part.form {
                case .and(let operands): (.all, operands)
                case .or(let operands): (.any, operands)
                default: (.all, [part])
                }
            let rows = inner.1.compactMap(Row.init)
            guard rows.count == inner.1.count else { return nil }
            groups.append(Group(inner.0, rows))
        }
        self = ConditionSentence(join, groups: groups).plain
    }
}

extension ConditionSentence.Join {
    fileprivate var word: String { self == .all ? "and" : "or" }
}

extension ConditionSentence.Row {
    /// What is compared: `経費`, `所在地.都道府県`, `件数(経費)`.
    private var subject: String {
        let path = part.map { "\(field).\($0)" } ?? field
        return isCount ? "件数(\(path))" : path
    }

    var formula: String? {
        let known = value?.formula ?? ""
        if sign.takesValue, value == nil { return nil }
        switch sign {
        case .contains: return "含む(\(subject), \(known))"
        case .containsNot: return "否定(含む(\(subject), \(known)))"
        case .includes: return "要素あり(\(subject), \(known))"
        case .includesNot: return "否定(要素あり(\(subject), \(known)))"
        case .isEmpty: return "\(subject) = null"
        case .isFilled: return "\(subject) != null"
        case .isYes: return "\(subject) = true"
        case .isNo: return "\(subject) = false"
        default: return sign.comparison.map { "\(subject) \($0.rawValue) \(known)" }
        }
    }

    fileprivate init?(_ expression: Expression) {
        switch expression.form {
        case .name, .path:
            self.init("", .isYes)
            guard take(expression) else { return nil }
        case .compare(let comparison, let left, let right):
            self.init("", ConditionSentence.Sign(comparison))
            if take(left) {
                guard compare(with: right) else { return nil }
            } else {
                sign = ConditionSentence.Sign(comparison.turned)
                guard take(right), compare(with: left) else { return nil }
            }
        case .call:
            guard let (name, arguments) = expression.builtin else { return nil }
            switch (name, arguments.count) {
            case ("not", 1):
                self.init(arguments[0])
                switch sign {
                case .contains: sign = .containsNot
                case .includes: sign = .includesNot
                case .isYes: sign = .isNo
                default: return nil
                }
            case ("contains", 2), ("list contains", 2):
                self.init("", name == "contains" ? .contains : .includes)
                guard take(arguments[0]), !isCount, compare(with: arguments[1]) else { return nil }
            default: return nil
            }
        default: return nil
        }
    }

    /// Takes what an expression says of a field.
    private mutating func take(_ expression: Expression) -> Bool {
        switch expression.form {
        case .name(let name) where name.text.isFieldName:
            field = name.text
            return true
        case .path(let operand, let name):
            guard case .name(let owner) = operand.form, owner.text.isFieldName else { return false }
            (field, part) = (owner.text, name.text)
            return true
        case .call:
            guard let (name, arguments) = expression.builtin, name == "count", arguments.count == 1, !isCount else {
                return false
            }
            isCount = take(arguments[0])
            return isCount
        default: return false
        }
    }

    /// Takes what it is compared with.
    private mutating func compare(with expression: Expression) -> Bool {
        switch (expression.form, sign) {
        case (.null, .equal): sign = .isEmpty
        case (.null, .unequal): sign = .isFilled
        case (.boolean(true), .equal): sign = .isYes
        case (.boolean(false), .equal): sign = .isNo
        default:
            value = ConditionSentence.Operand(expression)
            return value != nil
        }
        return true
    }
}

extension ConditionSentence.Operand {
    var formula: String {
        switch self {
        case .text(let text): Formulas.literal(text)
        case .number(let number): number.formula
        case .day(let day): "@\"\(day.iso)\""
        case .today: "今日()"
        case .field(let name): name
        }
    }

    fileprivate init?(_ expression: Expression) {
        switch expression.form {
        case .string(let text): self = .text(text)
        case .temporal(.date(let date)):
            guard let day = Day(year: date.year, month: date.month, day: date.day) else { return nil }
            self = .day(day)
        case .name(let name) where name.text.isFieldName: self = .field(name.text)
        case .call:
            guard let (name, arguments) = expression.builtin else { return nil }
            if name == "today", arguments.isEmpty {
                self = .today
            } else if name == "date", arguments.count == 1, case .string(let text) = arguments[0].form,
                let day = Day(iso: text)
            {
                self = .day(day)
            } else {
                return nil
            }
        default:
            guard let number = expression.literalNumber else { return nil }
            self = .number(number)
        }
    }
}

extension ConditionSentence.Sign {
    fileprivate init(_ comparison: Expression.Comparison) {
        switch comparison {
        case .equal: self = .equal
        case .unequal: self = .unequal
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        }
    }

    fileprivate var comparison: Expression.Comparison? {
        switch self {
        case .equal: .equal
        case .unequal: .unequal
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        default: nil
        }
    }
}

extension Expression.Comparison {
    /// The same with its sides exchanged.
    fileprivate var turned: Expression.Comparison {
        switch self {
        case .equal, .unequal: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
