extension Builtin {
    static let conversions: [Builtin] = [
        Builtin(
            "number", ["数値"], .conversions, "(from: string) -> number", "(from: number) -> number",
            "(from: string, grouping separator: string?, decimal separator: string?) -> number",
            ja: "文字列を数にする（桁区切りと小数点を指定できる）", en: "A number out of a string, with these separators in it.",
            example: ("number(\"1,000,000\", \",\", \".\")", "1000000")
        ) { arguments, machine throws(Overrun) in
            if case .number = arguments[0] { return arguments[0] }
            try machine.spend(Number.costOfReading(arguments.string(0)))
            guard let text = plain(arguments), let number = Number(text) else { return arguments.outside(&machine) }
            return .number(number)
        },
        Builtin(
            "string", ["文字列"], .conversions, "(from: Any) -> string", ja: "文字列にする", en: "The value as a string.",
            example: ("string(1.10)", "\"1.1\"")
        ) { arguments, machine throws(Overrun) in
            try machine.spend(arguments[0].weight)
            return try machine.string(arguments[0].text)
        },
        Builtin(
            "range", ["範囲"], .conversions, "(from: string) -> range", ja: "文字列を範囲にする", en: "A range out of a string.",
            example: ("range(\"[1..3]\")", "[1..3]")
        ) { arguments, machine throws(Overrun) in
            try machine.spend(Number.costOfReading(arguments.string(0)))
            return try interval(arguments.string(0), &machine) ?? arguments.outside(&machine)
        },
    ]

    /// A number's text without grouping, with a point (DMN 1.5 table 72, note 1).
    private static func plain(_ arguments: Arguments) -> String? {
        if arguments.form == 0 { return arguments.string(0) }
        let grouping = if case .string(let text) = arguments[1] { text } else { "" }
        let decimal = if case .string(let text) = arguments[2] { text } else { "" }
        guard ["", " ", ",", "."].contains(grouping), ["", ",", "."].contains(decimal),
            grouping.isEmpty || grouping != decimal
        else { return nil }
        var text = ""
        for character in arguments.string(0) {
            let character = String(character)
            if character == grouping { continue }
            // Where a sign of its own means the decimal point, a point means nothing.
            if character == ".", !decimal.isEmpty, decimal != "." { return nil }
            text += character == decimal ? "." : character
        }
        return text
    }

    /// An interval of two literals, as `range("[1..3]")` reads it; nil when it is none.
    private static func interval(_ text: String, _ machine: inout Machine) throws(Overrun) -> Value? {
        guard let expression = try? Parser.expression(text, names: .builtIn),
            case .interval(let isStartIncluded, let start, let end, let isEndIncluded) = expression.form,
            let start = start.literal, let end = end.literal
        else { return nil }
        let range = try Operators.interval(start, end, isStartIncluded, isEndIncluded, &machine, Span(0, 0))
        return range.isNull ? nil : range
    }
}

extension Expression {
    /// The value of a literal other than null: a number, string, or `@"…"`, or a date function of a string.
    fileprivate var literal: Value? {
        switch form {
        case .number(let number): return .number(number)
        case .string(let text): return .string(text)
        case .temporal(let value): return value
        case .negation(let operand):
            if case .number(let number)? = operand.literal { return .number(number.negated) }
            return nil
        case .call(let function, .positional(let arguments)):
            guard case .name(let name) = function.form, arguments.count == 1,
                case .string(let text) = arguments[0].form
            else { return nil }
            switch name {
            case "date": return CalendarDate(text).map(Value.date)
            case "time": return ClockTime(text).map(Value.time)
            case "date and time": return DateAndTime(text).map(Value.dateAndTime)
            case "duration": return Temporal.duration(text).map { Value($0) }
            default: return nil
            }
        default: return nil
        }
    }
}
