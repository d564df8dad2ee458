import FEEL
import Foundation

/// Gives inputs to everything that reads them, and keeps what is wrong.
struct Fuzzer {
    private(set) var faults: [String] = []
    private var (read, refused, values, nulls, overruns) = (0, 0, 0, 0, 0)
    /// What took longest, with its text.
    private var slowest: (microseconds: Int, steps: Int, text: String) = (0, 0, "")
    private let last: FileHandle?

    init() {
        let place = URL(fileURLWithPath: "var/fuzz-input")
        try? FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: place.path, contents: nil)
        last = try? FileHandle(forWritingTo: place)
    }

    private static let values: Context = [
        "a": 3, "b": "文字", "経費": [["費目": "人件費", "金額": 1_000_000], ["費目": "旅費", "金額": .null], 7],
        "金額": 1_234_567, "補助率（上限）": [1, [2, [3]]], "x y": true, "a-b": .null,
    ]

    private static let scope = Scope([
        "a": .number, "b": .string, "経費": .list(.context(["費目": .choice(["人件費", "旅費"]), "金額": .amount])),
        "金額": .amount, "補助率（上限）": .list(.any), "x y": .boolean, "a-b": .rate,
    ])

    private static let moment = CaseFile.moment

    private static let limits: Limits = {
        var limits = Limits()
        limits.steps = 50_000
        return limits
    }()

    mutating func run(_ text: String) {
        keep(text)
        let start = ContinuousClock.now
        var steps = 0
        do {
            let formula = try Formula(text, in: Fuzzer.scope, policy: .open)
            read += 1
            for finding in formula.findings { _ = finding.report(in: text) }
            _ = formula.reading
            printAndReadAgain(formula)
            steps = evaluate(formula)
        } catch {
            refused += 1
            for finding in error.findings {
                if finding.message.ja.isEmpty { faults.append("no message: \(text)") }
                _ = finding.report(in: text)
                _ = finding.mend?.applied(to: text)
            }
        }
        if let tests = try? UnaryTests(text, of: .number, in: Fuzzer.scope, policy: .open) {
            let evaluation = tests.evaluate(5, with: Fuzzer.values, at: Fuzzer.moment, limits: Fuzzer.limits)
            if evaluation.steps > Fuzzer.limits.steps { faults.append("\(evaluation.steps) steps as tests: \(text)") }
        }
        _ = try? Formula(text, in: Fuzzer.scope, policy: .forms)
        let spent = (ContinuousClock.now - start) / .microseconds(1)
        if Int(spent) > slowest.microseconds { slowest = (Int(spent), steps, text) }
    }

    /// Printed and read again it must be the same formula.
    private mutating func printAndReadAgain(_ formula: Formula) {
        let canonical = formula.canonical
        do {
            let again = try Formula(canonical, in: Fuzzer.scope, policy: .open)
            if again.canonical != canonical {
                let same = zip(canonical, again.canonical).prefix { $0 == $1 }.count
                let (one, two) = (canonical.dropFirst(max(0, same - 60)), again.canonical.dropFirst(max(0, same - 60)))
                faults.append("printed …\(one.prefix(120))…, read as …\(two.prefix(120))…")
            }
        } catch {
            // A formula near the limits may be a little longer, or deeper, as it is printed.
            let isLimit = error.findings.contains { finding in
                switch finding.kind {
                case .tooLong, .tooDeep: true
                default: false
                }
            }
            if !isLimit {
                faults.append(
                    "\(error.findings[0].report(in: canonical).en) printed \(canonical), from \(formula.text)")
            }
        }
    }

    private mutating func evaluate(_ formula: Formula) -> Int {
        let evaluation = formula.evaluate(Fuzzer.values, at: Fuzzer.moment, limits: Fuzzer.limits)
        if evaluation.steps > Fuzzer.limits.steps { faults.append("\(evaluation.steps) steps: \(formula.text)") }
        if evaluation.overrun != nil {
            overruns += 1
        } else if evaluation.value.isNull {
            nulls += 1
        } else {
            values += 1
        }
        let again = formula.evaluate(Fuzzer.values, at: Fuzzer.moment, limits: Fuzzer.limits)
        if again.steps != evaluation.steps || again.overrun != evaluation.overrun {
            faults.append("not the same twice: \(formula.text)")
        }
        return evaluation.steps
    }

    private func keep(_ text: String) {
        guard let last else { return }
        try? last.seek(toOffset: 0)
        try? last.write(contentsOf: Data(text.utf8))
        try? last.truncate(atOffset: UInt64(text.utf8.count))
    }

    func report(count: Int, seed: UInt64) {
        for fault in faults.prefix(40) { print("fault:", fault.prefix(600)) }
        print("seed \(seed): \(count) inputs, \(read) read, \(refused) refused with a reason")
        print("evaluated: \(values) values, \(nulls) null, \(overruns) stopped at a limit")
        print("slowest: \(slowest.microseconds) µs (\(slowest.steps) steps): \(slowest.text.prefix(300))")
        try? slowest.text.write(toFile: "var/fuzz-slowest", atomically: false, encoding: .utf8)
        print("\(count - faults.count) passed, \(faults.count) failed")
    }
}
