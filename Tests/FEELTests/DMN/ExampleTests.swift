import FEEL
import Foundation
import Testing

@Suite("The example model")
struct ExampleTests {
    private func model() throws -> CompiledModel {
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let file = here.appendingPathComponent("../../../../examples/formulas/subsidy.dmn").standardizedFileURL
        return try CompiledModel(DMNReader.read(Data(contentsOf: file)))
    }

    @Test(
        "it gives the amount that the table's rate and ceiling make, to the yen",
        arguments: [
            ("小規模", false, 700_000, 466_000), ("小規模", true, 750_000, 500_000), ("小規模", true, 9_000_000, 500_000),
            ("中小", true, 1_499_999, 999_000), ("中小", true, 1_500_000, 1_000_000), ("中小", false, 1_999, 0),
            ("中小", false, 2_000, 1_000), ("大企業", false, 3_000_000, 1_000_000), ("大企業", true, 2_999_999, 999_000),
        ])
    func amounts(size: String, raises: Bool, cost: Int, amount: Int) throws {
        let values: Context = ["規模": .string(size), "賃上げ": .boolean(raises), "補助対象経費": .number(Number(cost))]
        #expect(try model().evaluate("交付額", with: values).value == .number(Number(amount)))
    }

    @Test("nothing about it is doubtful")
    func findings() throws { #expect(try model().findings.isEmpty) }
}
