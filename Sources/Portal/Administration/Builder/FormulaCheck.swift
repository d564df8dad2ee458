import FEEL
import Grants
import HTTPTypes
import Hummingbird
import UseCases

/// What is to be said of a formula while it is typed.
struct FormulaRemark {
    let isError: Bool
    let message: Text
    /// What would mend it: the whole formula.
    let mended: String?
}

/// Checks a formula where it would stand in a form, and tells what may be written there.
enum FormulaCheck {
    static let routes: [Route] = [
        .officer([.administrator], .post, Site.adminFormCheck, scope: .programme) { visit, administrator in
            let design = try await visit.design(for: administrator)
            func given(_ name: String) -> String? { visit.form[name].flatMap { $0.isEmpty ? nil : $0 } }
            let place = FormPlace(
                section: given("section"), field: given("place"), column: given("column"), key: given("key"))
            let text = Plain.lines(visit.form["formula"] ?? "")
            return .json(answer(text, design, place, isCondition: given("condition") != nil, visit).canonical)
        }
    ]

    private static func answer(
        _ text: String, _ design: FormDesign, _ place: FormPlace, isCondition: Bool, _ visit: Visit
    ) -> JSON {
        let findings = text.isEmpty ? [] : findings(text, design, place, isCondition: isCondition)
        let scope = scope(design, place)
        let reading = (try? Formula(text, in: scope, policy: .open))?.reading ?? ""
        let names = scope.names.keys.sorted().map { JSON.string($0.text) }
        let functions = Builtin.all.map { function -> JSON in
            .object([
                "name": .string(function.aliases.first?.text ?? function.name.text),
                "about": .string(visit.english ? function.summary.en : function.summary.ja),
            ])
        }
        return .object([
            "ok": .bool(!findings.contains(where: \.isError)),
            "message": .string(findings.first.map { visit.say($0.message) } ?? ""),
            "mended": findings.first?.mended.map(JSON.string) ?? .string(""),
            "reading": .string(findings.contains(where: \.isError) ? "" : reading), "names": .array(names),
            "functions": .array(functions),
        ])
    }

    static func findings(
        _ text: String, _ design: FormDesign, _ place: FormPlace, isCondition: Bool
    ) -> [FormulaRemark] {
        let scope = scope(design, place)
        do {
            let formula = try Formula(text, in: scope, policy: .forms, expecting: isCondition ? .boolean : .any)
            return formula.findings.map { remark($0, text, isError: false) }
        } catch {
            return error.findings.map { remark($0, text, isError: true) }
        }
    }

    private static func remark(_ finding: FEEL.Finding, _ text: String, isError: Bool) -> FormulaRemark {
        let report = finding.report(in: text)
        return FormulaRemark(
            isError: isError, message: Text(report.ja, en: report.en), mended: finding.mend.map { $0.applied(to: text) }
        )
    }

    /// The names a formula may use at a place.
    private static func scope(_ design: FormDesign, _ place: FormPlace) -> FEEL.Scope {
        design.form.formulaScope(at: place, tables: design.programme.newest.tables)
    }
}
