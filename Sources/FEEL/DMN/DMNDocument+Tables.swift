extension DMNDocument {
    mutating func table(_ element: DMNElement, owner: Name) throws(DMNError) -> DecisionTable {
        note(element, besides: ["input", "output", "annotation", "rule"], owner: owner.text)
        for attribute in ["label", "outputLabel"] where element[attribute] != nil {
            omit(attribute, owner: owner.text, hasMeaning: false)
        }
        return DecisionTable(
            name: owner.text, hitPolicy: try hitPolicy(element),
            inputs: try element.all("input").map { clause throws(DMNError) in try input(clause, owner) },
            outputs: try element.all("output").map { clause throws(DMNError) in try output(clause, owner) },
            annotations: element.all("annotation").map { $0["name"] ?? "" },
            rules: element.all("rule").map { rule($0, owner) })
    }

    private func hitPolicy(_ element: DMNElement) throws(DMNError) -> HitPolicy {
        let name = element["hitPolicy"] ?? "UNIQUE"
        guard let policy = HitPolicy(name: name, aggregation: element["aggregation"]) else {
            throw DMNError(.badValue("\(name) \(element["aggregation"] ?? "")", of: "hitPolicy"))
        }
        return policy
    }

    private mutating func input(_ element: DMNElement, _ owner: Name) throws(DMNError) -> DecisionTable.Input {
        note(element, besides: ["inputExpression", "inputValues"], owner: owner.text)
        guard let expression = element.first("inputExpression") else {
            throw DMNError(.missingAttribute("inputExpression", in: element.name))
        }
        return DecisionTable.Input(
            formula(expression, owner: owner.text), type: try types.type(of: expression, owner: owner.text) ?? .any,
            label: element["label"], allowedValues: tests(element.first("inputValues"), owner))
    }

    private mutating func output(_ element: DMNElement, _ owner: Name) throws(DMNError) -> DecisionTable.Output {
        note(element, besides: ["outputValues", "defaultOutputEntry"], owner: owner.text)
        if element["label"] != nil { omit("label", owner: owner.text, hasMeaning: false) }
        return DecisionTable.Output(
            element["name"].flatMap { $0.isEmpty ? nil : Name($0) },
            type: try types.type(of: element, owner: owner.text) ?? .any,
            allowedValues: tests(element.first("outputValues"), owner),
            defaultValue: tests(element.first("defaultOutputEntry"), owner))
    }

    /// The text of an element that may be missing; tools also write empty ones.
    private mutating func tests(_ element: DMNElement?, _ owner: Name) -> String? {
        guard let element else { return nil }
        let text = formula(element, owner: owner.text)
        return text.contains { !$0.isWhitespace } ? text : nil
    }

    private mutating func rule(_ element: DMNElement, _ owner: Name) -> DecisionTable.Rule {
        note(element, besides: ["inputEntry", "outputEntry", "annotationEntry"], owner: owner.text)
        return DecisionTable.Rule(
            element.all("inputEntry").map { formula($0, owner: owner.text) },
            element.all("outputEntry").map { formula($0, owner: owner.text) },
            annotations: element.all("annotationEntry").map { formula($0, owner: owner.text) })
    }
}

extension HitPolicy {
    /// The policy of a `hitPolicy` and an `aggregation`; nil when there is none of these names.
    init?(name: String, aggregation: String?) {
        switch name {
        case "UNIQUE": self = .unique
        case "FIRST": self = .first
        case "PRIORITY": self = .priority
        case "ANY": self = .any
        case "RULE ORDER": self = .ruleOrder
        case "OUTPUT ORDER": self = .outputOrder
        case "COLLECT":
            guard let aggregation else {
                self = .collect(.none)
                return
            }
            let known = Aggregation.allCases.first { $0 != .none && $0.rawValue.uppercased() == aggregation }
            guard let known else { return nil }
            self = .collect(known)
        default: return nil
        }
    }

    /// The values of the attributes.
    var attributes: (name: String, aggregation: String?) {
        switch self {
        case .unique: ("UNIQUE", nil)
        case .first: ("FIRST", nil)
        case .priority: ("PRIORITY", nil)
        case .any: ("ANY", nil)
        case .ruleOrder: ("RULE ORDER", nil)
        case .outputOrder: ("OUTPUT ORDER", nil)
        case .collect(.none): ("COLLECT", nil)
        case .collect(let aggregation): ("COLLECT", aggregation.rawValue.uppercased())
        }
    }
}
