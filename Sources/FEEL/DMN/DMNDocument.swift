/// The `definitions` of a DMN file on their way to a model.
struct DMNDocument {
    let root: DMNElement
    var types: DMNTypeReader
    private(set) var omissions: [DMNPart] = []
    /// Names of inputs and decisions by their ids.
    private var names: [String: Name] = [:]

    /// Inputs and decisions a file may have: each of them is a name that every formula may use.
    static let mostElements = 1_000

    /// Things in a file that no value depends on.
    private static let meaningless: Set<String> = [
        "description", "extensionElements", "question", "allowedAnswers", "authorityRequirement", "supportedObjective",
        "impactedPerformanceIndicator", "decisionMaker", "decisionOwner", "usingProcess", "usingTask",
        "knowledgeSource", "textAnnotation", "association", "group", "elementCollection", "performanceIndicator",
        "organizationUnit",
    ]

    init(_ root: DMNElement) {
        self.root = root
        types = DMNTypeReader(root.all("itemDefinition"))
    }

    mutating func read() throws(DMNError) -> (DMNModel, [DMNPart]) {
        let name = try attribute("name", of: root)
        let namespace = try attribute("namespace", of: root)
        note(root, besides: ["itemDefinition", "inputData", "decision"], owner: "")
        language(root, owner: name)
        try identify()
        let named = try types.all()
        var inputs: [DMNModel.Input] = []
        var decisions: [DMNModel.Decision] = []
        for element in root.children where element.namespace == root.namespace {
            switch element.name {
            case "inputData": inputs.append(try input(element))
            case "decision": if let decision = try decision(element) { decisions.append(decision) }
            default: break
            }
        }
        omissions += types.omissions
        return (
            DMNModel(name: name, namespace: namespace, types: named, inputs: inputs, decisions: decisions), omissions
        )
    }

    // MARK: What a model has no place for

    /// Notes the children of an element that are not read.
    mutating func note(_ element: DMNElement, besides known: Set<String>, owner: String) {
        for child in element.children {
            let isForeign = child.namespace != root.namespace
            if !isForeign, known.contains(child.name) { continue }
            omit(
                child.name, owner: child["name"] ?? owner,
                hasMeaning: !isForeign && !DMNDocument.meaningless.contains(child.name))
        }
    }

    mutating func omit(_ element: String, owner: String, hasMeaning: Bool) {
        let part = DMNPart(element: element, owner: owner, hasMeaning: hasMeaning)
        // A description in each of ten thousand rules is told once.
        if omissions.last != part { omissions.append(part) }
    }

    /// Notes an expression that is in another language than FEEL.
    mutating func language(_ element: DMNElement, owner: String) {
        guard let language = element["expressionLanguage"], !language.isEmpty else { return }
        if !language.lowercased().contains("feel") {
            omit("expressionLanguage \(language)", owner: owner, hasMeaning: true)
        }
    }

    func attribute(_ attribute: String, of element: DMNElement) throws(DMNError) -> String {
        guard let value = element[attribute] else { throw DMNError(.missingAttribute(attribute, in: element.name)) }
        return value
    }

    // MARK: Inputs and decisions

    private mutating func identify() throws(DMNError) {
        var known: Set<Name> = []
        for element in root.children where element.name == "inputData" || element.name == "decision" {
            guard known.count < DMNDocument.mostElements else { throw DMNError(.tooMany(DMNDocument.mostElements)) }
            let name = Name(try attribute("name", of: element))
            guard known.insert(name).inserted else { throw DMNError(.duplicate(name.text)) }
            guard let id = element["id"] else { continue }
            guard names.updateValue(name, forKey: id) == nil else { throw DMNError(.duplicate(id)) }
        }
    }

    private mutating func input(_ element: DMNElement) throws(DMNError) -> DMNModel.Input {
        let name = Name(try attribute("name", of: element))
        note(element, besides: ["variable"], owner: name.text)
        return DMNModel.Input(name, type: try type(ofVariable: element, name) ?? .any)
    }

    /// Nil for a decision whose logic is neither a formula nor a table; it is noted.
    private mutating func decision(_ element: DMNElement) throws(DMNError) -> DMNModel.Decision? {
        let name = Name(try attribute("name", of: element))
        let noted = omissions.count
        note(
            element, besides: ["variable", "informationRequirement", "literalExpression", "decisionTable"],
            owner: name.text)
        var requires: [Name] = []
        var known: Set<Name> = []
        for requirement in element.all("informationRequirement") {
            for reference in requirement.children where reference.name.hasPrefix("required") {
                if let name = try required(reference, by: name), known.insert(name).inserted { requires.append(name) }
            }
        }
        let expression = element.first("literalExpression") ?? element.first("decisionTable")
        guard let expression else {
            if !omissions[noted...].contains(where: \.hasMeaning) {
                omit("decision", owner: name.text, hasMeaning: true)
            }
            return nil
        }
        var type = try type(ofVariable: element, name)
        if type == nil { type = try types.type(of: expression, owner: name.text) }
        let logic: DMNModel.Logic =
            expression.name == "decisionTable"
            ? .table(try table(expression, owner: name)) : .literal(formula(expression, owner: name.text))
        return DMNModel.Decision(name, type: type ?? .any, requires: requires, logic: logic)
    }

    private mutating func type(ofVariable element: DMNElement, _ name: Name) throws(DMNError) -> Type? {
        guard let variable = element.first("variable") else { return nil }
        note(variable, besides: [], owner: name.text)
        // Formulas speak of it by the variable's name, which must be the same (§7.3.4).
        if let other = variable["name"], Name(other) != name {
            omit("variable \(other)", owner: name.text, hasMeaning: true)
        }
        return try types.type(of: variable, owner: name.text)
    }

    /// What a reference in the file refers to; nil, and noted, when that is in another file.
    private mutating func required(_ element: DMNElement, by name: Name) throws(DMNError) -> Name? {
        let reference = try attribute("href", of: element)
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw DMNError(.unknownReference(reference)) }
        if !parts[0].isEmpty, String(parts[0]) != root["namespace"] {
            omit("\(element.name) \(reference)", owner: name.text, hasMeaning: true)
            return nil
        }
        guard let found = names[String(parts[1])] else { throw DMNError(.unknownReference(reference)) }
        return found
    }

    // MARK: Expressions

    /// The text of a literal expression or of unary tests.
    mutating func formula(_ element: DMNElement, owner: String) -> String {
        note(element, besides: ["text"], owner: owner)
        language(element, owner: owner)
        return element.first("text")?.text ?? ""
    }
}
