extension Builtin {
    static let numbers: [Builtin] =
        [
            rounding(
                "round down", ["切捨て", "切り捨て"], .down, ja: "指定した桁で切り捨てる（0 に近づける）。-3 なら千円未満切捨て",
                en: "Cuts off the digits after the scale, toward zero; -3 is to thousands.",
                example: ("round down(1234567, -3)", "1234000")),
            rounding(
                "round up", ["切上げ", "切り上げ"], .up, ja: "指定した桁で切り上げる（0 から遠ざける）",
                en: "Rounds away from zero at the scale.", example: ("round up(1234001, -3)", "1235000")),
            rounding(
                "round half up", ["四捨五入"], .halfUp, ja: "指定した桁で四捨五入する",
                en: "Rounds to the nearest, from the middle away from zero.",
                example: ("round half up(2.5, 0)", "3")),
            rounding(
                "round half down", ["五捨六入"], .halfDown, ja: "指定した桁で五捨六入する",
                en: "Rounds to the nearest, from the middle toward zero.",
                example: ("round half down(2.5, 0)", "2")),
            rounding(
                "decimal", ["偶数丸め"], .halfEven, ja: "指定した桁で丸める（ちょうど真ん中は偶数へ）",
                en: "Rounds to the nearest, from the middle to the even digit.", example: ("decimal(1/3, 2)", "0.33")),
            level("floor", .floor, ja: "小さい方へ丸める。桁を省くと整数に", en: "Rounds to the smaller.", ("floor(-1.5)", "-2")),
            level("ceiling", .ceiling, ja: "大きい方へ丸める。桁を省くと整数に", en: "Rounds to the larger.", ("ceiling(1.2)", "2")),
            Builtin(
                "abs", ["絶対値"], .numbers, "(n: number) -> number",
                "(n: days and time duration) -> days and time duration",
                "(n: years and months duration) -> years and months duration", ja: "符号を除いた大きさ",
                en: "The value without its sign.", example: ("abs(-10)", "10")
            ) { arguments, _ throws(Overrun) in
                switch arguments[0] {
                case .number(let number): .number(number.absolute)
                case .daysAndTime(let duration): .daysAndTime(duration.absolute)
                case .yearsAndMonths(let duration): .yearsAndMonths(duration.absolute)
                default: .null
                }
            },
            Builtin(
                "modulo", ["剰余"], .numbers, "(dividend: number, divisor: number) -> number", ja: "割った余り（符号は割る数に合わせる）",
                en: "The rest of a division, with the divisor's sign.", example: ("modulo(-12, 5)", "3")
            ) { arguments, machine throws(Overrun) in
                arguments.number(0).modulo(arguments.number(1)).map(Value.number) ?? arguments.outside(&machine)
            },
            irrational(
                "sqrt", "平方根", steps: 150, ja: "平方根。割り切れなければ 34 桁",
                en: "The square root; to 34 digits where it is irrational.", ("sqrt(16)", "4")
            ) { $0.squareRoot() },
            irrational(
                "log", "自然対数", steps: 500, ja: "自然対数（34 桁）", en: "The natural logarithm, to 34 digits.",
                ("log(1)", "0")
            ) { $0.naturalLogarithm() },
            irrational(
                "exp", "指数関数", steps: 500, ja: "e の累乗（34 桁）", en: "A power of e, to 34 digits.", ("exp(0)", "1")
            ) { $0.exponential() },
            parity("odd", "奇数か", 1, ja: "奇数なら true", en: "Whether it is odd.", ("odd(5)", "true")),
            parity("even", "偶数か", 0, ja: "偶数なら true", en: "Whether it is even.", ("even(5)", "false")),
        ]

    private static func rounding(
        _ name: Name, _ aliases: [Name], _ way: Number.Rounding, ja: String, en: String, example: (String, String)
    ) -> Builtin {
        Builtin(
            name, aliases, .numbers, "(n: number, scale: number) -> number", ja: ja, en: en, example: example
        ) { arguments, machine throws(Overrun) in try rounded(arguments, to: arguments.integer(1), way, &machine) }
    }

    private static func level(
        _ name: Name, _ way: Number.Rounding, ja: String, en: String, _ example: (String, String)
    ) -> Builtin {
        Builtin(
            name, [], .numbers, "(n: number) -> number", "(n: number, scale: number) -> number", ja: ja, en: en,
            example: example
        ) { arguments, machine throws(Overrun) in
            try rounded(arguments, to: arguments.form == 0 ? 0 : arguments.integer(1), way, &machine)
        }
    }

    private static func rounded(
        _ arguments: Arguments, to scale: Int?, _ way: Number.Rounding, _ machine: inout Machine
    ) throws(Overrun) -> Value {
        guard let scale else { return arguments.outside(&machine) }
        // Beyond 128 bits the power of ten is a large number itself.
        if scale.magnitude > 38 { try machine.spend(Number.cost(bits: Int(min(scale.magnitude, 6_176)) * 10 / 3)) }
        return arguments.number(0).rounded(to: scale, way).map(Value.number) ?? arguments.outside(&machine)
    }

    /// A function that is worked out by approximation, at the cost of so many steps.
    private static func irrational(
        _ name: Name, _ alias: Name, steps: Int, ja: String, en: String, _ example: (String, String),
        _ body: @escaping @Sendable (Number) -> Number?
    ) -> Builtin {
        Builtin(
            name, [alias], .numbers, "(number: number) -> number", ja: ja, en: en, example: example
        ) { arguments, machine throws(Overrun) in
            try machine.spend(steps)
            return body(arguments.number(0)).map(Value.number) ?? arguments.outside(&machine)
        }
    }

    private static func parity(
        _ name: Name, _ alias: Name, _ rest: Number, ja: String, en: String, _ example: (String, String)
    ) -> Builtin {
        Builtin(
            name, [alias], .numbers, "(number: number) -> boolean", ja: ja, en: en, example: example
        ) { arguments, _ throws(Overrun) in
            Value(arguments.number(0).modulo(2).map { $0 == rest })
        }
    }
}
