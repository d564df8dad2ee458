import Testing

@Suite("General Decimal Arithmetic")
struct DecTests {
    /// The files, and how many of their cases pass at least: without these numbers a harness that skips all would pass.
    static let files = [
        ("dqAdd", 850), ("dqSubtract", 420), ("dqMultiply", 280), ("dqDivide", 520), ("dqCompare", 550),
        ("dqQuantize", 490), ("add", 1_600), ("subtract", 530), ("multiply", 240), ("divide", 450), ("compare", 500),
        ("quantize", 540), ("squareroot", 3_300), ("exp", 280), ("ln", 280), ("power", 650),
    ]

    @Test(
        "numbers compute what IBM's test cases expect, exactly or rounded once",
        .enabled(
            if: DecTestFile.isThere,
            "There are no cases: install libpython3.11-testsuite, or name their folder in DECTEST."))
    func cases() throws {
        var (passed, failed) = (0, 0)
        var skipped: [String: Int] = [:]
        for (name, least) in Self.files {
            var passedHere = 0
            for item in try DecTestFile(name).cases {
                switch item.outcome {
                case .passed: passedHere += 1
                case .skipped(let reason): skipped[reason, default: 0] += 1
                case .failed(let actual):
                    failed += 1
                    Issue.record("\(item.name) \(item.operands) -> \(item.result), not \(actual)")
                }
            }
            #expect(passedHere >= least, "\(name)")
            passed += passedHere
        }
        let reasons = skipped.sorted { $0.value > $1.value }.map { "\($0.value) skipped: \($0.key)" }
        print("decTest: \(passed) passed, \(failed) failed; " + reasons.joined(separator: "; "))
    }
}
