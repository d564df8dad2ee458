extension Builtin {
    static let contexts: [Builtin] = [
        Builtin(
            "get value", ["値取得"], .contexts, "(m: context, key: string) -> Any",
            "(m: context, key: list<string>) -> Any", ja: "キーの値", en: "The value of the key.",
            example: ("get value({a: 1}, \"a\")", "1")
        ) { arguments, _ throws(Overrun) in
            if case .string(let key) = arguments[1] { return arguments.context(0)[Name(exact: key)] ?? .null }
            var value = arguments[0]
            for key in arguments.list(1) {
                guard case .string(let key) = key, case .context(let context) = value else { return .null }
                value = context[Name(exact: key)] ?? .null
            }
            return arguments.list(1).isEmpty ? .null : value
        },
        Builtin(
            "get entries", ["項目一覧"], .contexts, "(m: context) -> list", ja: "キーと値の一覧", en: "The entries as a list.",
            example: ("get entries({a: 1})", "[{key: \"a\", value: 1}]")
        ) { arguments, machine throws(Overrun) in
            let shape = Context.Shape(["key", "value"])
            return try machine.list(
                arguments.context(0).entries.map { .context(Context(shape, [.string($0.text), $1])) })
        },
        Builtin(
            "context", ["文脈"], .contexts, "(entries: list) -> context", ja: "キーと値の一覧から作る",
            en: "A context of these entries.",
            example: ("context([{key: \"a\", value: 1}])", "{a: 1}")
        ) { arguments, machine throws(Overrun) in
            var entries: [(Name, Value)] = []
            var names: Set<Name> = []
            for item in arguments.list(0) {
                guard case .context(let entry) = item, case .string(let key)? = entry["key"],
                    let value = entry["value"], names.insert(Name(exact: key)).inserted
                else { return arguments.outside(&machine) }
                entries.append((Name(exact: key), value))
            }
            return try machine.context(Context(entries))
        },
        Builtin(
            "context put", ["項目設定"], .contexts, "(context: context, key: string, value: Any?) -> context",
            "(context: context, keys: list<string>, value: Any?) -> context", ja: "項目を加える、または置き換える",
            en: "With the entry set.", example: ("context put({x: 1}, \"y\", 2)", "{x: 1, y: 2}")
        ) { arguments, machine throws(Overrun) in
            let keys: [Value] = if arguments.form == 0 { [arguments[1]] } else { arguments.list(1).items }
            guard keys.count <= machine.limits.valueDepth else { throw .valueDepth }
            try machine.spend(arguments.context(0).values.count * keys.count)
            guard !keys.isEmpty, let context = put(arguments[2], at: keys[...], in: arguments[0]) else {
                return arguments.outside(&machine)
            }
            return try machine.context(context)
        },
        Builtin(
            "context merge", ["項目統合"], .contexts, "(contexts: list) -> context", ja: "合わせる（同じキーは後が優先）",
            en: "All entries; of the same key the last.", example: ("context merge([{x: 1}, {y: 2}])", "{x: 1, y: 2}")
        ) { arguments, machine throws(Overrun) in
            var entries: [(Name, Value)] = []
            for item in arguments.list(0) {
                guard case .context(let context) = item else { return arguments.outside(&machine) }
                try machine.spend(context.values.count)
                entries += context.entries
            }
            return try machine.context(Context(entries))
        },
    ]

    /// A context with a value set along the keys; nil when there is none on the way, or a key is no string. The keys are
    /// fewer than values may be deep.
    private static func put(_ value: Value, at keys: ArraySlice<Value>, in context: Value) -> Context? {
        guard case .context(let context) = context, case .string(let key)? = keys.first else { return nil }
        let name = Name(exact: key)
        if keys.count == 1 { return context.setting(name, to: value) }
        guard let inner = put(value, at: keys.dropFirst(), in: context[name] ?? .null) else { return nil }
        return context.setting(name, to: .context(inner))
    }
}
