extension Builtin {
    static let strings: [Builtin] = [
        Builtin(
            "string length", ["文字数"], .strings, "(string: string) -> number", ja: "文字数（𠮷も 1 文字）",
            en: "How many characters it has.", example: ("string length(\"𠮷野家\")", "3")
        ) { arguments, _ throws(Overrun) in .number(Number(arguments.string(0).unicodeScalars.count)) },
        Builtin(
            "substring", ["部分文字列"], .strings, "(string: string, start position: number) -> string",
            "(string: string, start position: number, length: number) -> string", ja: "一部を取り出す（負の位置は末尾から）",
            en: "A part of it; negative positions count from the end.",
            example: ("substring(\"foobar\", 3, 3)", "\"oba\"")
        ) { arguments, machine throws(Overrun) in try substring(arguments, &machine) },
        Builtin(
            "substring before", ["より前"], .strings, "(string: string, match: string) -> string", ja: "一致より前の部分",
            en: "What stands before the match; nothing when there is none.",
            example: ("substring before(\"foobar\", \"bar\")", "\"foo\"")
        ) { arguments, machine throws(Overrun) in
            let (text, match) = (Array(arguments.string(0).utf8), Array(arguments.string(1).utf8))
            guard let place = try find(match, in: text, &machine) else { return .string("") }
            return .string(String(decoding: text[..<place], as: UTF8.self))
        },
        Builtin(
            "substring after", ["より後"], .strings, "(string: string, match: string) -> string", ja: "一致より後の部分",
            en: "What stands after the match; nothing when there is none.",
            example: ("substring after(\"foobar\", \"ob\")", "\"ar\"")
        ) { arguments, machine throws(Overrun) in
            let (text, match) = (Array(arguments.string(0).utf8), Array(arguments.string(1).utf8))
            guard let place = try find(match, in: text, &machine) else { return .string("") }
            return .string(String(decoding: text[(place + match.count)...], as: UTF8.self))
        },
        Builtin(
            "contains", ["含む"], .strings, "(string: string, match: string) -> boolean", ja: "文字列を含むなら true",
            en: "Whether the match is in it.", example: ("contains(\"foobar\", \"ob\")", "true")
        ) { arguments, machine throws(Overrun) in
            .boolean(try find(Array(arguments.string(1).utf8), in: Array(arguments.string(0).utf8), &machine) != nil)
        },
        Builtin(
            "starts with", ["で始まる"], .strings, "(string: string, match: string) -> boolean", ja: "その文字列で始まるなら true",
            en: "Whether it begins with the match.", example: ("starts with(\"foobar\", \"fo\")", "true")
        ) { arguments, _ throws(Overrun) in .boolean(arguments.string(0).utf8.starts(with: arguments.string(1).utf8)) },
        Builtin(
            "ends with", ["で終わる"], .strings, "(string: string, match: string) -> boolean", ja: "その文字列で終わるなら true",
            en: "Whether it ends with the match.", example: ("ends with(\"foobar\", \"r\")", "true")
        ) { arguments, _ throws(Overrun) in
            .boolean(arguments.string(0).utf8.reversed().starts(with: arguments.string(1).utf8.reversed()))
        },
        Builtin(
            "upper case", ["大文字"], .strings, "(string: string) -> string", ja: "大文字にする", en: "In upper case.",
            example: ("upper case(\"aBc4\")", "\"ABC4\"")
        ) { arguments, machine throws(Overrun) in try machine.string(arguments.string(0).uppercased()) },
        Builtin(
            "lower case", ["小文字"], .strings, "(string: string) -> string", ja: "小文字にする", en: "In lower case.",
            example: ("lower case(\"aBc4\")", "\"abc4\"")
        ) { arguments, machine throws(Overrun) in try machine.string(arguments.string(0).lowercased()) },
        Builtin(
            "string join", ["連結"], .strings, "(list: list<string>) -> string",
            "(list: list<string>, delimiter: string?) -> string", ja: "区切りを入れてつなげる（null は飛ばす）",
            en: "The strings with the delimiter between; nulls are left out.",
            example: ("string join([\"a\", null, \"c\"], \"、\")", "\"a、c\"")
        ) { arguments, machine throws(Overrun) in
            var parts: [String] = []
            for item in arguments.list(0) {
                switch item {
                case .string(let text): parts.append(text)
                case .null: break
                default: return arguments.outside(&machine)
                }
            }
            let length = parts.reduce(0) { $0 + $1.utf8.count } + parts.count * arguments.string(1).utf8.count
            guard length <= machine.limits.characters * 4 else { throw .characters }
            return try machine.string(parts.joined(separator: arguments.string(1)))
        },
        Builtin(
            "matches", ["一致"], .strings, "(input: string, pattern: string) -> boolean",
            "(input: string, pattern: string, flags: string?) -> boolean", ja: "正規表現に一致する部分があるなら true",
            en: "Whether the regular expression is found in it.",
            example: ("matches(\"123-4567\", \"^[0-9]{3}-[0-9]{4}$\")", "true")
        ) { arguments, machine throws(Overrun) in
            try pattern(arguments, flags: 2, &machine) { pattern, budget throws(PatternError) in
                .boolean(try pattern.isFound(in: arguments.string(0), budget: &budget))
            }
        },
        Builtin(
            "replace", ["置換"], .strings, "(input: string, pattern: string, replacement: string) -> string",
            "(input: string, pattern: string, replacement: string, flags: string?) -> string",
            ja: "正規表現に一致する部分を置き換える（$1 は 1 番目のかっこ）",
            en: "With what the regular expression finds replaced; $1 is its first group.",
            example: ("replace(\"1234567\", \"^(...)(....)$\", \"$1-$2\")", "\"123-4567\"")
        ) { arguments, machine throws(Overrun) in
            try pattern(arguments, flags: 3, &machine) { pattern, budget throws(PatternError) in
                .string(try pattern.replacing(in: arguments.string(0), with: arguments.string(2), budget: &budget))
            }
        },
        Builtin(
            "split", ["分割"], .strings, "(string: string, delimiter: string) -> list<string>", ja: "正規表現の区切りで分ける",
            en: "The strings between what the regular expression finds.",
            example: ("split(\"東京・大阪\", \"・\")", "[\"東京\", \"大阪\"]")
        ) { arguments, machine throws(Overrun) in
            let split = try pattern(arguments, flags: 9, &machine) { pattern, budget throws(PatternError) in
                .list(List(try pattern.splitting(arguments.string(0), budget: &budget).map(Value.string)))
            }
            guard case .list(let list) = split else { return split }
            return try machine.list(list.items)
        },
    ]

    private static func substring(_ arguments: Arguments, _ machine: inout Machine) throws(Overrun) -> Value {
        let scalars = Array(arguments.string(0).unicodeScalars)
        guard let position = arguments.integer(1), position != 0, position.magnitude <= scalars.count else {
            return arguments.outside(&machine)
        }
        let first = position > 0 ? position - 1 : scalars.count + position
        var last = scalars.count
        if arguments.form == 1 {
            guard let length = arguments.integer(2), length >= 1 else { return arguments.outside(&machine) }
            last = length < scalars.count - first ? first + length : scalars.count
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[first..<last])
        return .string(String(text))
    }

    /// Where a string is found first, in UTF-8 bytes (Knuth, Morris and Pratt: linear whatever the strings).
    private static func find(
        _ match: [UInt8], in text: [UInt8], _ machine: inout Machine
    ) throws(Overrun) -> Int? {
        if match.isEmpty { return 0 }
        try machine.spend((match.count + text.count) / 8)
        var shifts = [0]
        var length = 0
        for index in match.indices.dropFirst() {
            while length > 0, match[index] != match[length] { length = shifts[length - 1] }
            if match[index] == match[length] { length += 1 }
            shifts.append(length)
        }
        length = 0
        for (index, byte) in text.enumerated() {
            while length > 0, byte != match[length] { length = shifts[length - 1] }
            if byte == match[length] { length += 1 }
            if length == match.count { return index - match.count + 1 }
        }
        return nil
    }

    /// Runs a regular expression within the steps that are left.
    private static func pattern(
        _ arguments: Arguments, flags: Int, _ machine: inout Machine,
        _ body: (Pattern, inout Int) throws(PatternError) -> Value
    ) throws(Overrun) -> Value {
        let failure: PatternError
        switch try machine.pattern(arguments.string(1), flags: arguments.string(flags)) {
        case .failure(let error): failure = error
        case .success(let pattern):
            do {
                return try body(pattern, &machine.steps)
            } catch {
                failure = error
            }
        }
        if failure.kind == .overBudget { throw .steps }
        let reason = Message(ja: failure.japanese, en: failure.english)
        machine.note(.domain(arguments.function.name, reason), at: arguments.span)
        return .null
    }
}
