extension Builtin {
    /// What makes one value of many.
    static let aggregates: [Builtin] = [
        extreme("min", "最小", -1, ja: "最も小さい値", en: "The least.", ("min(3, 1, 2)", "1")),
        extreme("max", "最大", 1, ja: "最も大きい値", en: "The greatest.", ("max([3, 1, 2])", "3")),
        ofNumbers("sum", "合計", ja: "合計。空なら null", en: "The sum; null of nothing.", ("sum([1, 2, 3])", "6")) {
            (numbers, machine) throws(Overrun) in
            numbers.isEmpty ? .null : Value(total(numbers))
        },
        ofNumbers("mean", "平均", ja: "平均。割り切れなくても正確", en: "The mean, exact.", ("mean(1, 2)", "1.5")) {
            (numbers, machine) throws(Overrun) in
            numbers.isEmpty ? .null : Value(total(numbers)?.divided(by: Number(numbers.count)))
        },
        ofNumbers("product", "積", ja: "すべてを掛けた値", en: "The product.", ("product(2, 3, 4)", "24")) {
            (numbers, machine) throws(Overrun) in
            guard var product = numbers.first else { return .null }
            for number in numbers.dropFirst() {
                guard let next = product.times(number) else { return .null }
                product = next
            }
            return .number(product)
        },
        ofNumbers("median", "中央値", ja: "中央値", en: "The median.", ("median(8, 2, 5, 3, 4)", "4")) {
            (numbers, machine) throws(Overrun) in
            if numbers.isEmpty { return .null }
            try machine.spend(numbers.count * 8)
            let sorted = numbers.sorted()
            let middle = sorted.count / 2
            if sorted.count % 2 == 1 { return .number(sorted[middle]) }
            return Value(sorted[middle - 1].plus(sorted[middle])?.divided(by: 2))
        },
        ofNumbers("stddev", "標準偏差", ja: "標本標準偏差", en: "The sample standard deviation.", ("stddev([1, 3, 5])", "2")) {
            (numbers, machine) throws(Overrun) in
            try machine.spend(numbers.count * 4)
            return Value(Number.standardDeviation(of: numbers))
        },
        Builtin(
            "mode", ["最頻値"], .lists, "(list: list<number>) -> list<number>", "(n: number...) -> list<number>",
            ja: "最も多く現れる値（複数あれば小さい順）", en: "The values that are there most often, ascending.",
            example: ("mode([6, 1, 9, 6, 1])", "[1, 6]")
        ) { arguments, machine throws(Overrun) in
            guard let numbers = try arguments.numbers(&machine) else { return .null }
            var counts: [Number: Int] = [:]
            for number in numbers { counts[number, default: 0] += 1 }
            let most = counts.values.max() ?? 0
            try machine.spend(numbers.count * 8)
            return try machine.list(counts.filter { $0.value == most }.keys.sorted().map(Value.number))
        },
    ]

    static func total(_ numbers: [Number]) -> Number? {
        var sum = Number.zero
        for number in numbers {
            guard let next = sum.plus(number) else { return nil }
            sum = next
        }
        return sum
    }

    private static func extreme(
        _ name: Name, _ alias: Name, _ sign: Int, ja: String, en: String, _ example: (String, String)
    ) -> Builtin {
        Builtin(
            name, [alias], .lists, "(list: list) -> Any", "(c: Any...) -> Any", ja: ja, en: en, example: example
        ) { arguments, machine throws(Overrun) in
            let values = arguments.form == 0 ? arguments.list(0).items : arguments.values
            guard var best = values.first else { return .null }
            if best.order(best) == nil { return best.isNull ? .null : arguments.outside(&machine) }
            for value in values.dropFirst() {
                try machine.spend(min(value.weight, best.weight))
                guard let order = value.order(best) else {
                    return value.isNull ? .null : arguments.outside(&machine)
                }
                if order * sign > 0 { best = value }
            }
            return best
        }
    }

    private static func ofNumbers(
        _ name: Name, _ alias: Name, ja: String, en: String, _ example: (String, String),
        _ body: @escaping @Sendable ([Number], inout Machine) throws(Overrun) -> Value
    ) -> Builtin {
        Builtin(
            name, [alias], .lists, "(list: list<number>) -> number", "(n: number...) -> number", ja: ja, en: en,
            example: example
        ) { arguments, machine throws(Overrun) in
            guard let numbers = try arguments.numbers(&machine) else { return .null }
            return try body(numbers, &machine)
        }
    }
}
