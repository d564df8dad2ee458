/// Reads an expression aloud in Japanese, for people who do not write formulas: 「もし…ならば…、そうでなければ…」. It is for
/// reading only; nothing reads it back.
struct Reading {
    static func text(of expression: Expression) -> String { Reading().text(expression) }

    private func text(_ expression: Expression) -> String {
        switch expression.form {
        case .null: "空欄"
        case .boolean(let boolean): boolean ? "真" : "偽"
        case .number(let number): Reading.number(number)
        case .string(let string): "「\(string)」"
        case .temporal(let value): Reading.temporal(value)
        case .name(let name): Reading.name(name)
        case .list(let items): items.isEmpty ? "空の一覧" : "（\(items.map { text($0) }.joined(separator: "、"))）"
        case .context(let entries): "（" + entries.map { "\($0.name)は\(text($0.value))" }.joined(separator: "、") + "）"
        case .interval(let isStartIncluded, let start, let end, let isEndIncluded):
            range(start, end, isStartIncluded: isStartIncluded, isEndIncluded: isEndIncluded)
        case .comparison(let sign, let operand): "\(text(operand))\(Reading.suffix(sign, operand))"
        case .sum(let first, let rest), .product(let first, let rest): chain(first, rest)
        case .power(let first, let rest): chain(first, rest.map { (.power, $0) })
        case .negation(let operand): "マイナス\(operandText(operand))"
        case .and(let operands): operands.map { clause($0) }.joined(separator: "、かつ、")
        case .or(let operands): operands.map { clause($0) }.joined(separator: "、または、")
        case .compare(let sign, let left, let right): comparison(sign, left, right)
        case .between(let operand, let low, let high): "\(text(operand))が\(range(low, high))"
        case .membership(let operand, let tests): membership(operand, tests)
        case .instance(let operand, let type): "\(text(operand))が\(Reading.type(type))である"
        case .path(let operand, let name): "\(text(operand))の\(name)"
        case .filter(let operand, let condition): filter(operand, condition)
        case .call(let function, let arguments): call(function, arguments)
        case .condition(let condition, let then, let otherwise):
            "もし\(text(condition))ならば\(text(then))、そうでなければ\(text(otherwise))"
        case .iteration(let iterators, let body): "\(self.iterators(iterators))について、\(text(body))の一覧"
        case .some(let iterators, let body): "\(self.iterators(iterators))のうち少なくとも一つで、\(text(body))"
        case .every(let iterators, let body): "\(self.iterators(iterators))のすべてで、\(text(body))"
        case .function(let parameters, let body):
            "（\(parameters.map(\.name.text).joined(separator: "、"))から\(text(body))を求める関数）"
        case .external: "外部の関数"
        }
    }

    // MARK: Operators

    private func chain(_ first: Expression, _ rest: [(Expression.Operator, Expression)]) -> String {
        rest.reduce(operandText(first)) { text, next in
            let sign =
                switch next.0 {
                case .plus: "＋"
                case .minus: "－"
                case .times: "×"
                case .divided: "÷"
                case .power: "の"
                }
            return "\(text)\(sign)\(operandText(next.1))\(next.0 == .power ? "乗" : "")"
        }
    }

    /// An operand, in parentheses where it is made of operators itself.
    private func operandText(_ expression: Expression) -> String { operandText(expression, text(expression)) }

    /// As `operandText`, for a text that is there already.
    private func operandText(_ expression: Expression, _ text: String) -> String {
        switch expression.form {
        case .sum, .product, .power, .condition, .and, .or, .compare, .between, .membership: "（\(text)）"
        default: text
        }
    }

    private func clause(_ expression: Expression) -> String {
        switch expression.form {
        case .and, .or: "（\(text(expression))）"
        case .name(let name): "\(Reading.name(name))である"
        default: text(expression)
        }
    }

    private func comparison(_ sign: Expression.Comparison, _ left: Expression, _ right: Expression) -> String {
        switch (sign, right.form) {
        case (.equal, .null): "\(text(left))が空欄"
        case (.unequal, .null): "\(text(left))が記入済み"
        case (.equal, .boolean(true)): "\(text(left))が「はい」"
        case (.equal, .boolean(false)): "\(text(left))が「いいえ」"
        default: "\(text(left))が\(text(right))\(Reading.suffix(sign, right))"
        }
    }

    private func range(
        _ start: Expression, _ end: Expression, isStartIncluded: Bool = true, isEndIncluded: Bool = true
    ) -> String {
        if isStartIncluded, isEndIncluded, Reading.isInstant(start) { return "\(text(start))から\(text(end))まで" }
        return text(start) + Reading.suffix(isStartIncluded ? .greaterOrEqual : .greater, start)
            + text(end) + Reading.suffix(isEndIncluded ? .lessOrEqual : .less, end)
    }

    private func membership(_ operand: Expression, _ tests: [Expression]) -> String {
        if tests.count == 1 {
            switch tests[0].form {
            case .interval, .comparison: return "\(text(operand))が\(text(tests[0]))"
            default: break
            }
        }
        return "\(text(operand))が\(tests.map { test($0) }.joined(separator: "、"))のいずれか"
    }

    /// What is said after the value that something is compared with: numbers are 以上, days 以後.
    private static func suffix(_ sign: Expression.Comparison, _ value: Expression) -> String {
        if isInstant(value) {
            switch sign {
            case .less: return "より前"
            case .lessOrEqual: return "以前"
            case .greater: return "より後"
            case .greaterOrEqual: return "以後"
            case .equal, .unequal: break
            }
        }
        return switch sign {
        case .equal: "と等しい"
        case .unequal: "と異なる"
        case .less: "未満"
        case .lessOrEqual: "以下"
        case .greater: "超"
        case .greaterOrEqual: "以上"
        }
    }

    /// Whether it is a date or time, as far as can be seen.
    private static func isInstant(_ expression: Expression) -> Bool {
        switch expression.form {
        case .temporal(.date), .temporal(.time), .temporal(.dateAndTime): return true
        case .call(let function, _):
            guard case .name(let name) = function.form, let builtin = Builtin.named[name] else { return false }
            return ["date", "time", "date and time", "today", "now"].contains(builtin.name.text)
        default: return false
        }
    }

    private func test(_ expression: Expression) -> String {
        if case .list(let items) = expression.form { return items.map { text($0) }.joined(separator: "、") }
        return text(expression)
    }

    private func filter(_ operand: Expression, _ condition: Expression) -> String {
        if case .number(let number) = condition.form {
            return number.sign < 0
                ? "\(text(operand))の最後から\(number.absolute)番目" : "\(text(operand))の\(number)番目"
        }
        return "\(text(operand))のうち\(adnominal(condition))もの"
    }

    /// A condition before a noun: 「300万円以上の」もの, 「費目が『人件費』の」もの.
    private func adnominal(_ condition: Expression) -> String {
        switch condition.form {
        case .compare(.equal, let left, let right) where right.constant.map { !$0.isNull } ?? true:
            if case .boolean = right.form { return "\(text(condition))の" }
            return "\(text(left))が\(text(right))の"
        case .compare(.unequal, _, let right) where right.constant.map { !$0.isNull } ?? true: return text(condition)
        case .compare, .between, .membership: return "\(text(condition))の"
        case .and(let operands):
            return operands.dropLast().map { clause($0) }.joined(separator: "、かつ、") + "、かつ、"
                + (operands.last.map { adnominal($0) } ?? "")
        default: return "\(clause(condition))という"
        }
    }

    private func iterators(_ iterators: [Expression.Iterator]) -> String {
        iterators.map { iterator in
            let source = text(iterator.source) + (iterator.through.map { "から\(text($0))まで" } ?? "")
            return "\(source)の各\(iterator.name)"
        }.joined(separator: "、")
    }

    // MARK: Functions

    private func call(_ function: Expression, _ arguments: Expression.Arguments) -> String {
        var values = arguments.expressions
        guard case .name(let name) = function.form, let builtin = Builtin.named[name] else {
            return "\(text(function))（\(values.map { text($0) }.joined(separator: "、"))）"
        }
        if case .named(let given) = arguments,
            let order = builtin.matches(names: given.map(\.name)).first?.order?.compactMap({ $0 })
        {
            values = order.map { values[$0] }
        }
        let texts = values.map { text($0) }
        switch (builtin.name.text, values.count) {
        case ("min", 1): return "\(texts[0])の最も小さいもの"
        case ("max", 1): return "\(texts[0])の最も大きいもの"
        case ("min", 2...): return "\(texts.joined(separator: "と"))の小さい方".replacingPlural(values.count)
        case ("max", 2...): return "\(texts.joined(separator: "と"))の大きい方".replacingPlural(values.count)
        case ("sum", 1), ("mean", 1), ("median", 1), ("product", 1), ("count", 1):
            return "\(texts[0])の\(builtin.aliases[0])"
        case ("not", 1): return "「\(texts[0])」ではない"
        case ("round down", 2), ("round up", 2), ("round half up", 2), ("round half down", 2), ("decimal", 2):
            return "\(operandText(values[0], texts[0]))\(place(values[1], texts[1]))\(Reading.rounded(builtin.name))値"
        case ("date", 1), ("time", 1), ("date and time", 1), ("duration", 1):
            if case .string(let text) = values[0].form, let value = Value(temporal: text) {
                return Reading.temporal(value)
            }
            return "\(builtin.aliases[0])（\(texts[0])）"
        default:
            return "\(builtin.aliases.first ?? name)（\(texts.joined(separator: "、"))）"
        }
    }

    private static func rounded(_ name: Name) -> String {
        switch name.text {
        case "round down": "切り捨てた"
        case "round up": "切り上げた"
        case "round half up": "四捨五入した"
        case "round half down": "五捨六入した"
        default: "丸めた"
        }
    }

    /// The place of rounding in words: -3 is 千未満, 2 小数第2位まで.
    private func place(_ scale: Expression, _ text: String) -> String {
        guard case .number(let number) = scale.form, let digits = number.integer else {
            return "を小数第（\(text)）位まで残して"
        }
        return switch digits {
        case 0: "の小数点以下を"
        case -1: "を十未満"
        case -2: "を百未満"
        case -3: "を千未満"
        case -4: "を一万未満"
        case -6: "を百万未満"
        case -8: "を一億未満"
        default: digits > 0 ? "を小数第\(digits)位まで残して" : "を10の\(number.absolute)乗未満"
        }
    }

    // MARK: Words

    private static func name(_ name: Name) -> String {
        switch name {
        case "?": "その値"
        case "item": "その行"
        default: Builtin.named[name]?.aliases.first?.text ?? name.text
        }
    }

    private static func number(_ number: Number) -> String {
        let text = number.description
        guard number.isInteger, text.allSatisfy({ $0.isNumber || $0 == "-" }) else { return text }
        var grouped = ""
        for (index, digit) in text.reversed().enumerated() {
            if index > 0, index % 3 == 0, digit != "-" { grouped.append(",") }
            grouped.append(digit)
        }
        return String(grouped.reversed())
    }

    private static func temporal(_ value: Value) -> String {
        switch value {
        case .date(let date): "\(date.year)年\(date.month)月\(date.day)日"
        case .yearsAndMonths(let duration):
            parts([(duration.yearsPart, "年"), (duration.monthsPart, "か月")], zero: "0か月")
        case .daysAndTime(let duration) where duration.seconds == 0:
            parts([(duration.days, "日"), (duration.hours, "時間"), (duration.minutes, "分")], zero: "0日")
        default: value.text
        }
    }

    /// The parts that are not zero, with their units.
    private static func parts(_ parts: [(Int64, String)], zero: String) -> String {
        let said = parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }
        return said.isEmpty ? zero : said.joined()
    }

    private static func type(_ name: TypeName) -> String {
        switch name {
        case .named(let name): Type.named[name]?.japanese ?? name.text
        case .list(let item): "\(type(item))の一覧"
        case .range(let item): "\(type(item))の範囲"
        case .context: "項目の組"
        case .function: "関数"
        }
    }
}

extension String {
    /// 「小さい方」 of two, 「最も小さいもの」 of more.
    fileprivate func replacingPlural(_ count: Int) -> String {
        guard count > 2 else { return self }
        if hasSuffix("小さい方") { return dropLast(4) + "最も小さいもの" }
        return dropLast(4) + "最も大きいもの"
    }
}
