import FEEL
import Grants
import XLSForm

extension FormMaker {
    /// Takes over which choices are offered when: `choice_filter` is a condition over the columns of the choices sheet, and
    /// becomes a condition of each choice, with the choice's own values in place of the columns.
    mutating func filterChoices(_ field: inout Field, _ node: FormNode, at place: FormPlace) {
        guard let filter = node.choiceFilter else { return }
        guard case .list(let list)? = node.choices, let choices = source.choices[list]?.choices,
            let columns = choiceColumns[list]
        else { return }
        var known: [[String]: Result<String, Review>] = [:]
        var conditions: [String] = []
        do {
            let expression = try XPath(filter)
            let used = columns.sorted().filter { expression.speaks(of: $0) }
            for choice in choices {
                let values = used.map { $0 == "name" ? choice.name : choice.columns[$0] ?? "" }
                let result = known[values] ?? offered(expression, used, values, node)
                known[values] = result
                conditions.append(try result.get())
            }
        } catch {
            let reason: Message
            switch error {
            case let error as XPathError: reason = error.message
            case let error as Review: reason = error.reason
            default: reason = Message(ja: "", en: "")
            }
            let text = foreign(filter, reason, of: node, at: place.key("constraints", field.constraints.count))
            field.constraints.append(Constraint(text, message: Self.checkAnswer))
            return
        }
        func limited(_ choices: [Grants.Choice]) -> [Grants.Choice] {
            zip(choices, conditions).compactMap { choice, condition in
                // One that is never offered is none.
                if condition == "false" { return nil }
                var choice = choice
                choice.relevant = self.condition(condition)
                return choice
            }
        }
        switch field.type {
        case .choice(let all): field.type = .choice(limited(all))
        case .choices(let all, let limits): field.type = .choices(limited(all), limits)
        default: return
        }
    }

    /// Why a filter has no formula.
    private struct Review: Error { let reason: Message }

    private mutating func offered(
        _ filter: XPath, _ columns: [String], _ values: [String], _ node: FormNode
    ) -> Result<String, Review> {
        let values = Dictionary(uniqueKeysWithValues: zip(columns, values))
        switch filter.filled(with: values) {
        case .call("true", []): return .success("true")
        case .call("false", []): return .success("false")
        case let expression:
            switch translator.translate(expression, .relevant, of: node.nodeset).translation {
            case .formula(let text): return .success(text)
            case .needsReview(let reason): return .failure(Review(reason: reason))
            }
        }
    }
}

extension XPath {
    /// The name of the column that the expression is.
    private var column: String? {
        guard case .path(.here, let steps) = self, steps.count == 1, steps[0].predicates.isEmpty,
            case .child(let name) = steps[0].move
        else { return nil }
        return name
    }

    /// Whether a column is spoken of.
    fileprivate func speaks(of name: String) -> Bool {
        switch self {
        case .path: column == name
        case .call(_, let arguments): arguments.contains { $0.speaks(of: name) }
        case .negation(let inner): inner.speaks(of: name)
        case .binary(_, let left, let right): left.speaks(of: name) || right.speaks(of: name)
        case .number, .string, .variable: false
        }
    }

    /// The expression with a choice's values in place of the columns; what is decided by them alone is decided.
    fileprivate func filled(with values: [String: String]) -> XPath {
        switch self {
        case .path: return column.flatMap { values[$0] }.map { .string($0) } ?? self
        case .call(let name, let arguments): return .call(name, arguments.map { $0.filled(with: values) })
        case .negation(let inner): return .negation(inner.filled(with: values))
        case .binary(let operation, let left, let right):
            let (left, right) = (left.filled(with: values), right.filled(with: values))
            switch (operation, left, right) {
            case (.equal, .string(let one), .string(let two)): return .call(one == two ? "true" : "false", [])
            case (.notEqual, .string(let one), .string(let two)): return .call(one != two ? "true" : "false", [])
            case (.and, .call("true", []), let other), (.and, let other, .call("true", [])): return other
            case (.or, .call("false", []), let other), (.or, let other, .call("false", [])): return other
            case (.and, .call("false", []), _), (.and, _, .call("false", [])): return .call("false", [])
            case (.or, .call("true", []), _), (.or, _, .call("true", [])): return .call("true", [])
            default: return .binary(operation, left, right)
            }
        case .number, .string, .variable: return self
        }
    }
}
