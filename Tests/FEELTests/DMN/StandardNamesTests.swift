import FEEL
import Foundation
import Testing

@Suite("Functions' names for other tools")
struct StandardNamesTests {
    private func written(_ text: String, inputs: [DMNModel.Input] = []) throws -> String {
        let model = DMNModel(
            name: "m", namespace: "urn:m", inputs: inputs, decisions: [.init("d", logic: .literal(text))])
        let read = try DMNReader.read(DMNWriter.data(model))
        guard case .literal(let formula)? = read.decisions.first?.logic else { return "" }
        return formula
    }

    @Test(
        "Japanese names of functions are written as the specification has them, and nothing else is changed",
        arguments: [
            ("最小(切捨て(経費 * 2/3, -3),  上限額)", "min(round down(経費 * 2/3, -3),  上限額)"),
            ("もし(a > 1, \"もし\", 最大(1, 2)) // 最大", "(if a > 1 then \"もし\" else max(1, 2)) // 最大"),
            ("もし(もし(a, b, c), 1, もし(d, 2, 3))", "(if (if a then b else c) then 1 else (if d then 2 else 3))"),
            ("[1, 2][件数([1]) = 1]", "[1, 2][count([1]) = 1]"), ("並べ替え([2, 1])", "sort([2, 1])"),
            ("{最小: 1, b: 最小 + 1}.b", "{最小: 1, b: 最小 + 1}.b"), ("for 合計 in [1] return 合計", "for 合計 in [1] return 合計"),
            ("round down(1.5, 0)", "round down(1.5, 0)"), ("これは 式 ではない", "これは 式 ではない"),
        ])
    func formulas(text: String, standard: String) throws { #expect(try written(text) == standard) }

    @Test("a name of the model's own is no function")
    func ownNames() throws {
        #expect(try written("合計 + 1", inputs: [.init("合計", type: .number)]) == "合計 + 1")
    }

    @Test("what is written gives the same as what it was written from")
    func sameValue() throws {
        let text = "四捨五入(平均(for x in 1..7 return もし(奇数か(x), 絶対値(-x), x / 3)), 2)"
        let here = try Formula(text, policy: .open).evaluate().value
        #expect(try Formula(written(text), policy: .open).evaluate().value == here)
        #expect(here == .number(try #require(Number("2.86"))))
    }

    @Test("the cells of tables are written so, too, and names stay as they are when that is asked for")
    func tables() throws {
        let table = DecisionTable(
            name: "t", inputs: [.init("最大(経費, 0)", type: .number)], outputs: [.init(type: .number)],
            rules: [.init(["> 最小(10, 20)"], ["切上げ(1/3, 1)"]), .init(["not(> 最小(10, 20))"], ["0"])])
        let model = DMNModel(
            name: "m", namespace: "urn:m", inputs: [.init("経費", type: .number)],
            decisions: [.init("t", logic: .table(table))])
        let standard = String(decoding: try DMNWriter.data(model), as: UTF8.self)
        for text in ["max(経費, 0)", "&gt; min(10, 20)", "round up(1/3, 1)"] { #expect(standard.contains(text)) }
        #expect(try DMNReader.read(DMNWriter.data(model, functions: .asWritten)) == model)
        #expect(
            try DMNReader.read(Data(standard.utf8)).evaluate(decision: "t", with: ["経費": 30]).value
                == .number(try #require(Number("0.4"))))
    }
}
