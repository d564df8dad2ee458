import FEEL
import Foundation

/// Formulas on one core: each figure beside what the same work costs without formulas.
struct BenchFormulas {
    private let limit: Value = 500_000
    private let cost: Value = 1_234_567
    private let text = "最小(切捨て(補助対象経費 * 補助率, -3), 上限額)"

    func measure(seconds: Int) throws {
        let rate = Number.one.times(2)?.divided(by: 3) ?? .one
        let values = Context(
            Context.Shape(["補助対象経費", "補助率", "上限額"]), [cost, .number(rate), limit])
        let scope = Scope(["補助対象経費": .amount, "補助率": .rate, "上限額": .amount])
        let formula = try Formula(text, in: scope)

        let floor = Self.rate(seconds) {
            let share = Number(1_234_567).times(rate)?.rounded(to: -3, .down) ?? .zero
            return share < 500_000 ? share == 500_000 : share == 0
        }
        let evaluations = Self.rate(seconds) { formula.evaluate(values).value.isNull }
        line("evaluate \(text)", evaluations, asked: "≥ 500000/s")
        line("floor  the same with numbers alone", floor, of: evaluations)

        let bytes = Data("[\"\(text)\"]".utf8)
        let decoder = JSONDecoder()
        let reading = Self.rate(seconds) { (try? decoder.decode([String].self, from: bytes)) == nil }
        let compilations = Self.rate(seconds) { (try? Formula(text, in: scope)) == nil }
        line("read, check and compile it", compilations, asked: "≥ 20000/s")
        line("floor  a JSON decoder reads the text", reading, of: compilations)

        let form = try SampleForm()
        let judgements = Self.rate(seconds) { form.evaluate() }
        let sums = Self.rate(seconds) { form.sumAlone() }
        let microseconds = 1_000_000 / max(1, judgements)
        line("60 formulas of a 200-field form, table of 50 rows: \(microseconds) µs", judgements, asked: "< 500 µs")
        line("floor  the table's column added 20 times", sums, of: judgements)
    }

    /// How often a second. The closure's answer keeps its work from being left out; it is false.
    private static func rate(_ seconds: Int, _ work: () -> Bool) -> Int {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        var (count, odd) = (0, 0)
        while ContinuousClock.now < end {
            for _ in 0..<20 where work() { odd += 1 }
            count += 20
        }
        let spent = (ContinuousClock.now - start).components
        let milliseconds = Int(spent.seconds) * 1_000 + Int(spent.attoseconds / 1_000_000_000_000_000)
        return odd == count ? 0 : count * 1_000 / max(1, milliseconds)
    }

    private func line(_ name: String, _ rate: Int, asked: String) {
        print("\(name)   \(rate)/s   (asked: \(asked))")
    }

    private func line(_ name: String, _ floor: Int, of rate: Int) {
        print("\(name)   \(floor)/s; formulas reach \(rate * 100 / max(1, floor)) %")
    }
}

/// A form of 200 fields, a table of 50 rows among them, and 60 formulas: sums, filtered sums, conditions, amounts.
private struct SampleForm {
    private let formulas: [Formula]
    private let values: Context
    private let amounts: [Number]

    init() throws {
        var entries: [(Name, Value)] = []
        var types: [Name: Type] = [:]
        for index in 0..<199 {
            entries.append((Name("項目\(index)"), .number(Number(index * 1_000))))
            types[Name("項目\(index)")] = .amount
        }
        let shape = Context.Shape(["費目", "金額", "対象", "数量", "単価"])
        amounts = (0..<50).map { Number($0 * 1_001) }
        let rows = amounts.enumerated().map { index, amount in
            let kind: Value = index % 3 == 0 ? "人件費" : "設備費"
            return Value.context(
                Context(
                    shape,
                    [kind, .number(amount), .boolean(index % 4 != 0), .number(Number(index)), .number(Number(1_001))]))
        }
        entries.append(("経費", .list(List(rows))))
        types["経費"] = .list(
            .context(["費目": .string, "金額": .amount, "対象": .boolean, "数量": .number, "単価": .amount]))
        values = Context(entries)
        let scope = Scope(types)
        formulas = try (0..<60).map { try Formula(SampleForm.text($0), in: scope) }
    }

    private static func text(_ index: Int) -> String {
        switch index % 6 {
        case 0: "合計(経費.金額)"
        case 1: "合計(経費[対象 = true and 金額 != null].金額)"
        case 2: "if 項目\(index) > 100000 then 項目\(index + 1) * 2/3 else 0"
        case 3: "項目\(index) + 項目\(index + 1) + 項目\(index + 2) + 項目\(index + 3)"
        case 4: "項目\(index) > 0 and 項目\(index + 1) != null or 項目\(index + 2) between 5 and 10"
        default: "最小(切捨て(項目\(index) * 2/3, -3), 項目\(index + 9))"
        }
    }

    /// Whether nothing had a value.
    func evaluate() -> Bool {
        var nulls = 0
        for formula in formulas where formula.evaluate(values).value.isNull { nulls += 1 }
        return nulls == formulas.count
    }

    func sumAlone() -> Bool {
        var sums = 0
        for _ in 0..<20 {
            var sum = Number.zero
            for amount in amounts { sum = sum.plus(amount) ?? .zero }
            sums += sum == 0 ? 0 : 1
        }
        return sums == 0
    }
}
