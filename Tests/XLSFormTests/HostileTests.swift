import FEEL
import Testing

@testable import XLSForm

@Suite("Workbooks and expressions that mean no good")
struct HostileTests {
    @Test("groups nested without end are a finding")
    func depth() {
        let header = ["type", "name", "label"]
        let rows = (0..<5_000).map { ["begin group", "g\($0)", "G"] } + (0..<5_000).map { _ in ["end group", "", ""] }
        let form = XLSForm(XLSFormSheets([.init(name: "survey", header: header, rows: rows)]))
        #expect(form.places().first == "survey:42:type")
        #expect(form.allNodes.count == 40)
    }

    @Test("a large form is read, and translated, in a moment")
    func size() {
        let rows = (0..<2_000).map { ["calculate", "計算\($0)", "", $0 == 0 ? "1" : "${計算\($0 / 2)} + 1"] }
        let form = XLSForm(
            XLSFormSheets([.init(name: "survey", header: ["type", "name", "label", "calculation"], rows: rows)]))
        #expect(form.isUsable)
        #expect(form.binds.count == 2_001)
        let clock = ContinuousClock()
        var translations: [TranslatedExpression] = []
        let time = clock.measure { translations = form.translations() }
        #expect(translations.allSatisfy { $0.translation.formula != nil })
        #expect(time < .seconds(20))
    }

    @Test(
        "expressions beyond the limits are refused",
        arguments: [
            String(repeating: "(", count: 1_000) + "1", String(repeating: "-", count: 1_000) + "1",
            String(repeating: "not(", count: 500) + "1" + String(repeating: ")", count: 500),
            String(repeating: "1+", count: 1_500) + "1", String(repeating: "a[", count: 1_000),
            String(repeating: "a/", count: 1_900) + "a", String(repeating: "x", count: 5_000), "",
            "if(" + String(repeating: "1,", count: 1_900) + "1)",
        ])
    func limits(text: String) {
        guard case .needsReview = FEELTranslation(of: text, in: TestForm.context) else {
            Issue.record("\(text.prefix(20))… has a formula")
            return
        }
    }

    @Test("whatever stands there, it is a formula that FEEL takes or is left to people", arguments: 0..<20)
    func anything(seed: Int) throws {
        let parts = [
            "${経費}", "${氏名}", "${対象}", "${開始日}", "${金額}", "${表}", "${不明}", "'a'", "''", "1", "0", ".5", ".", "..", "/",
            "//", "[", "]", "(", ")", ",", "+", "-", "*", " div ", " mod ", " and ", " or ", "=", "!=", "<", ">=", "|",
            "not(", "if(", "concat(", "selected(", "sum(", "count(", "round(", "int(", "regex(", "today()", "date(",
            "string-length(", "coalesce(", "substr(", "format-date(", "join(", "$", "{", "\"", "名", "@", "::", "'%Y'",
        ]
        var state = UInt64(seed) &+ 99
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for _ in 0..<300 {
            let text = (0...next(9)).map { _ in parts[next(parts.count)] }.joined()
            for role in [FEELTranslation.Role.value, .condition] {
                guard let formula = FEELTranslation(of: text, in: TestForm.context, as: role).formula else { continue }
                #expect(throws: Never.self, "\(text)") {
                    try Formula(formula, in: TestForm.context.scope, policy: .forms)
                }
            }
        }
    }
}
