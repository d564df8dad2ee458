extension Builtin {
    static let logic: [Builtin] = [
        Builtin(
            "not", ["否定"], .logic, "(negand: boolean) -> boolean", ja: "反対にする", en: "The opposite.",
            example: ("not(true)", "false")
        ) { arguments, _ throws(Overrun) in
            if case .boolean(let boolean) = arguments[0] { .boolean(!boolean) } else { .null }
        },
        decision(
            "all", ["すべて"], decisive: false, ja: "すべて true なら true", en: "Whether all are true.",
            ("all(true, true)", "true")),
        decision(
            "any", ["いずれか"], decisive: true, ja: "一つでも true なら true", en: "Whether one is true.",
            ("any([false, true])", "true")),
        Builtin(
            "is", ["同一"], .logic, "(value1: Any?, value2: Any?) -> boolean", ja: "時差の書き方まで同じ値なら true",
            en: "Whether they are the same value, with the same zone.",
            example: ("is(@\"23:00:50Z\", @\"23:00:50\")", "false")
        ) { arguments, machine throws(Overrun) in
            try machine.spend(min(arguments[0].weight, arguments[1].weight))
            return .boolean(arguments[0].isSame(as: arguments[1]))
        },
    ]

    private static func decision(
        _ name: Name, _ aliases: [Name], decisive: Bool, ja: String, en: String, _ example: (String, String)
    ) -> Builtin {
        Builtin(
            name, aliases, .logic, "(list: list) -> boolean", "(b: Any?...) -> boolean", ja: ja, en: en,
            example: example
        ) { arguments, machine throws(Overrun) in
            let values = arguments.form == 0 ? arguments.list(0).items : arguments.values
            var isKnown = true
            for value in values {
                switch value {
                case .boolean(decisive): return .boolean(decisive)
                case .boolean: break
                case .null: isKnown = false
                default: return arguments.outside(&machine)
                }
            }
            return isKnown ? .boolean(!decisive) : .null
        }
    }
}
