import FEEL

/// An expression of a form with its translation.
public struct TranslatedExpression: Sendable {
    /// What it says of the node.
    public enum Slot: String, Hashable, Sendable, CaseIterable {
        /// What the columns of these names say.
        case required, relevant, constraint, calculation, readOnly
        /// How many rows a repeat has.
        case count
        /// What the answer is before anybody gives one.
        case defaultValue
    }

    /// The node's path.
    public let nodeset: String
    /// The row of the survey sheet.
    public let row: Int
    /// What it says.
    public let slot: Slot
    /// The expression as it is written in the sheet.
    public let source: String
    /// The formula, or why there is none.
    public let translation: FEELTranslation
    /// The type of the formula's values; `any` where there is none.
    public let type: FEEL.`Type`
    /// Whether its numbers are surely whole.
    public let isWhole: Bool
}

extension XLSForm {
    /// All expressions of the form as formulas. What a calculation gives is known to those that use it, up to 64
    /// calculations deep.
    ///
    /// - Parameter types: other types than those of the questions, by path.
    public func translations(types: [String: FEEL.`Type`] = [:]) -> [TranslatedExpression] {
        var translator = FormTranslator(self, fields: TranslationContext.Changes(types: types))
        return translator.expressions()
    }
}

/// Translates the expressions of one form, of which it knows what the calculations give.
public struct FormTranslator: Sendable {
    /// What the expressions speak of.
    public let context: TranslationContext
    private let nodes: [FormNode]
    private let tables: [String: [String]]
    /// The scopes are kept: all fields of a table have the same.
    private var scopes: [[String]: Scope] = [:]

    /// A translator of a form's expressions.
    ///
    /// - Parameter fields: what the fields are elsewhere, where that differs from what they are in the form.
    public init(_ form: XLSForm, fields: TranslationContext.Changes = TranslationContext.Changes()) {
        var fields = fields
        let nodes = form.allNodes
        var open = nodes.filter { $0.logic.calculation != nil && fields.types[$0.nodeset] == nil }
        for _ in 0..<64 {
            // Those that wait for another come in a later round; in a circle, none ever does.
            let waiting = Set(open.map(\.name))
            var translator = FormTranslator(nodes, TranslationContext(form, fields: fields))
            let ready = open.filter { node in
                References(node.logic.calculation ?? "").references.allSatisfy { !waiting.contains($0.name) }
            }
            guard !ready.isEmpty else { break }
            for node in ready {
                let result = translator.translate(node.logic.calculation ?? "", .calculation, of: node.nodeset)
                if result.type != .any, result.type != .null { fields.types[node.nodeset] = result.type }
                if result.isWhole { fields.whole.insert(node.nodeset) }
            }
            let done = Set(ready.map(\.nodeset))
            open.removeAll { done.contains($0.nodeset) }
        }
        self.init(nodes, TranslationContext(form, fields: fields))
    }

    private init(_ nodes: [FormNode], _ context: TranslationContext) {
        self.nodes = nodes
        self.context = context
        tables = Dictionary(
            context.fields.map { ($0.nodeset, $0.tables) } + context.tables.map { ($0.nodeset, $0.tables) }
        ) { one, _ in one }
    }

    /// All expressions of the form, in the order of the sheet.
    public mutating func expressions() -> [TranslatedExpression] {
        var found: [TranslatedExpression] = []
        for node in nodes {
            for (slot, source) in node.expressions {
                let result = translate(source, slot, of: node.nodeset)
                found.append(
                    TranslatedExpression(
                        nodeset: node.nodeset, row: node.row, slot: slot, source: source,
                        translation: result.translation, type: result.type, isWhole: result.isWhole))
            }
        }
        return found
    }

    /// An expression that says this of the node.
    public mutating func translate(
        _ source: String, _ slot: TranslatedExpression.Slot, of nodeset: String
    ) -> TranslatedFormula {
        let role = slot.role
        let expression =
            role == .condition ? SheetHeadings.isYes(source).map { $0 ? "true()" : "false()" } ?? source : source
        return FEELTranslation.translated(expression, here(nodeset, slot), role, scope(at: nodeset))
    }

    /// An expression that says this of the node.
    public mutating func translate(
        _ expression: XPath, _ slot: TranslatedExpression.Slot, of nodeset: String
    ) -> TranslatedFormula {
        FEELTranslation.translated(expression, here(nodeset, slot), slot.role, scope(at: nodeset))
    }

    /// The text with each `${…}` in it replaced by what the closure makes of it.
    public static func replacingReferences(in text: String, by replacement: (String) -> String) -> String {
        References(text).replaced(in: text) { replacement("${\($0.isLastSaved ? "last-saved#" : "")\($0.name)}") }
    }

    private func here(_ nodeset: String, _ slot: TranslatedExpression.Slot) -> TranslationContext {
        var here = context
        here.place = nodeset
        here.placeTables = tables[nodeset] ?? context.enclosingTables(of: nodeset)
        here.isAnswered = slot == .constraint
        return here
    }

    private mutating func scope(at nodeset: String) -> Scope {
        let here = here(nodeset, .relevant)
        let scope = scopes[here.placeTables] ?? here.scope
        scopes[here.placeTables] = scope
        return scope
    }
}

extension TranslatedExpression.Slot {
    fileprivate var role: FEELTranslation.Role {
        switch self {
        case .required, .relevant, .constraint, .readOnly: .condition
        case .calculation, .count, .defaultValue: .value
        }
    }
}

extension FormNode {
    /// The expressions of its row.
    fileprivate var expressions: [(TranslatedExpression.Slot, String)] {
        var found: [(TranslatedExpression.Slot, String?)] = [
            (.required, logic.required), (.relevant, logic.relevant), (.constraint, logic.constraint),
            (.calculation, logic.calculation), (.readOnly, logic.readOnly),
            (.defaultValue, isDefaultDynamic ? defaultValue : nil),
        ]
        if case .repeat(let count) = kind { found.append((.count, count)) }
        return found.compactMap { slot, source in source.map { (slot, $0) } }
    }
}
