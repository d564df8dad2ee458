import FEEL

/// An expression of an XLSForm as a formula of FEEL, or why somebody must look at it (要確認).
///
/// What is translated gives what the XPath gives, in each case that the following allows for; everything else is left to
/// people, with the reason. A formula that comes out is one that FEEL's own check accepts under the policy of forms.
///
/// | XPath | FEEL |
/// | --- | --- |
/// | an unanswered question is an empty string | an unanswered field is null |
/// | `${x} = ''`, `${x} != ''` | `x = null`, `x != null` |
/// | no number (NaN) in, NaN out; a comparison with it is false | null in, null out; null counts as false |
/// | `not(${x} > 5)` is true without an answer | `if x > 5 then false else true`; `not(…)` where it cannot be null |
/// | `${a} + 1 = ${b}` is false without answers | `a + 1 = b and b != null` |
/// | `concat(${a}, 'x')` without an answer is `x` | `string join([a, "x"])`, which leaves nulls out |
/// | `string-length(${x})` without an answer is 0 | `if x = null then 0 else string length(x)` |
/// | a choice of several is its names with spaces between | a list of names, null without an answer |
/// | `selected(${x}, 'a')` | `list contains(x, "a")`, or `x = "a"` where one is chosen |
/// | `${x} = 1` with a choice named `1` | `x = "1"` |
/// | `sum(${x})` over a repeat leaves out what is empty | `sum(表.x[item != null])`; `sum(表.x)` where x is required |
/// | `round(x)`: from the middle upwards, also below 0 | `floor(x + 0.5)` |
/// | `a mod b` has the sign of a | `a - b * round down(a / b, 0)`; `modulo(a, b)` where both are positive |
/// | `regex(x, '…')` must match the whole | `matches(x, "^(…)$")`, with `\d` and `\w` of ASCII only |
/// | `today() - ${d}` is a number of days | `(today() - d) / @"P1D"` |
///
/// In some things the formula is meant to differ. Numbers are exact fractions, where XPath rounds to binary ones. A
/// division by zero is null, where XPath has an infinity, and the sum of no rows is null, where it has 0. A text is
/// without the numbers that could not be computed, where XPath writes `NaN`.
public enum FEELTranslation: Hashable, Sendable {
    /// The formula.
    case formula(String)
    /// 要確認: why nobody but a person can translate it.
    case needsReview(Message)

    /// What an expression is for.
    public enum Role: Hashable, Sendable {
        /// It says whether something holds: `relevant`, `constraint`, `required`, `readonly`.
        case condition
        /// It gives a value: `calculation`, `default`.
        case value
    }

    /// Translates an expression as it is written in the sheet, with `${…}` in it.
    public init(of text: String, in context: TranslationContext, as role: Role = .value) {
        self = Self.translated(text, context, role, context.scope).translation
    }

    /// Translates an expression.
    public init(of expression: XPath, in context: TranslationContext, as role: Role = .value) {
        self = Self.translated(expression, context, role, context.scope).translation
    }

    /// The translation with the type of its values. A scope takes time to make, and is the same for many expressions.
    static func translated(
        _ expression: XPath, _ context: TranslationContext, _ role: Role, _ scope: Scope
    ) -> TranslatedFormula {
        var translator = Translator(context)
        do throws(Review) {
            let piece =
                switch role {
                case .condition: try translator.condition(expression)
                case .value: try translator.value(expression)
                }
            let formula = try checked(piece.text, translator.names, scope, role)
            return TranslatedFormula(
                translation: .formula(formula.text), type: formula.type, isWhole: piece.isWhole && piece.isNumber)
        } catch {
            return TranslatedFormula(translation: .needsReview(error.message))
        }
    }

    /// The translation of a text with the type of its values.
    static func translated(
        _ text: String, _ context: TranslationContext, _ role: Role, _ scope: Scope
    ) -> TranslatedFormula {
        do {
            return translated(try XPath(text), context, role, scope)
        } catch {
            return TranslatedFormula(
                translation: .needsReview(
                    Message(
                        "式として読めません（\(error.offset + 1) 文字目）。\(error.message.ja)",
                        "This cannot be read as an expression (character \(error.offset + 1)). \(error.message.en)")))
        }
    }

    /// The formula, if FEEL understands it as it is meant: names with signs in them, or those of functions, could be
    /// taken for something else.
    private static func checked(
        _ text: String, _ names: Set<String>, _ scope: Scope, _ role: Role
    ) throws(Review) -> Formula {
        let formula: Formula
        do {
            formula = try Formula(
                text, in: scope, policy: .forms, expecting: role == .condition ? .boolean : .any)
        } catch {
            let message = error.findings.first?.message
            throw Review(
                "「\(text)」に直せますが、確認が必要です。\(message?.ja ?? "")",
                "This might be \"\(text)\", but see: \(message?.en ?? "")")
        }
        guard formula.dependencies == Set(names.map { Name($0) }) else {
            throw Review(
                "項目の名前が式の中でほかの意味に取られます。名前を変えてください。",
                "A field's name means something else within a formula. Choose another name.")
        }
        return formula
    }

    /// The formula, if there is one.
    public var formula: String? {
        if case .formula(let text) = self { text } else { nil }
    }
}

/// A translation with what is known of its values.
public struct TranslatedFormula: Hashable, Sendable {
    /// The formula, or why there is none.
    public let translation: FEELTranslation
    /// The type of the formula's values; `any` where there is none.
    public let type: FEEL.`Type`
    /// Whether its numbers are surely whole.
    public let isWhole: Bool

    init(translation: FEELTranslation, type: FEEL.`Type` = .any, isWhole: Bool = false) {
        self.translation = translation
        self.type = type
        self.isWhole = isWhole
    }
}
