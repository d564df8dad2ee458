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
}

extension XLSForm {
    /// All expressions of the form as formulas. What a calculation gives is known to those that use it, up to 64
    /// calculations deep.
    ///
    /// - Parameter types: other types than those of the questions, by path.
    public func translations(types: [String: FEEL.`Type`] = [:]) -> [TranslatedExpression] {
        let nodes = allNodes
        var types = types
        var open = nodes.filter { $0.logic.calculation != nil && types[$0.nodeset] == nil }
        for _ in 0..<64 {
            // Those that wait for another come in a later round; in a circle, none ever does.
            let waiting = Set(open.map(\.name))
            var desk = TranslationDesk(TranslationContext(self, types: types))
            let ready = open.filter { node in
                References(node.logic.calculation ?? "").references.allSatisfy { !waiting.contains($0.name) }
            }
            guard !ready.isEmpty else { break }
            for node in ready {
                let type = desk.translate(node.logic.calculation ?? "", .calculation, of: node.nodeset).type
                if type != .any, type != .null { types[node.nodeset] = type }
            }
            let done = Set(ready.map(\.nodeset))
            open.removeAll { done.contains($0.nodeset) }
        }
        var desk = TranslationDesk(TranslationContext(self, types: types))
        return nodes.flatMap { node in
            node.expressions.map { slot, source in
                let (translation, type) = desk.translate(source, slot, of: node.nodeset)
                return TranslatedExpression(
                    nodeset: node.nodeset, row: node.row, slot: slot, source: source, translation: translation,
                    type: type)
            }
        }
    }
}

/// Translates the expressions of one form. The scopes are kept: all fields of a table have the same.
private struct TranslationDesk {
    let context: TranslationContext
    private var scopes: [[String]: Scope] = [:]
    private let tables: [String: [String]]

    init(_ context: TranslationContext) {
        self.context = context
        tables = Dictionary(
            context.fields.map { ($0.nodeset, $0.tables) } + context.tables.map { ($0.nodeset, $0.tables) }
        ) { one, _ in one }
    }

    mutating func translate(
        _ source: String, _ slot: TranslatedExpression.Slot, of nodeset: String
    ) -> (translation: FEELTranslation, type: FEEL.`Type`) {
        var here = context
        here.place = nodeset
        here.placeTables = tables[nodeset] ?? context.enclosingTables(of: nodeset)
        here.isAnswered = slot == .constraint
        let scope = scopes[here.placeTables] ?? here.scope
        scopes[here.placeTables] = scope
        let role: FEELTranslation.Role =
            switch slot {
            case .required, .relevant, .constraint, .readOnly: .condition
            case .calculation, .count, .defaultValue: .value
            }
        let expression =
            role == .condition ? SheetHeadings.isYes(source).map { $0 ? "true()" : "false()" } ?? source : source
        return FEELTranslation.translated(expression, here, role, scope)
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
