import Foundation

/// Writes decision models as DMN 1.5 XML, in the order of elements that its schema asks for.
public enum DMNWriter {
    static let namespace = "https://www.omg.org/spec/DMN/20230324/MODEL/"

    /// The names of functions in what is written.
    public enum FunctionNames: Sendable {
        /// Those of the specification, which any tool can evaluate: `round down` for 切捨て.
        case standard
        /// As they are, Japanese ones among them.
        case asWritten
    }

    /// The model as a file. `DMNReader` reads the same model from it, but for the names of functions when they are made
    /// standard.
    ///
    /// - Parameter functions: by what names its formulas and tests call built-in functions.
    /// - Throws: `DMNError` when a text has a character that XML has not, or a type has no place in DMN: functions and
    ///   ranges.
    public static func data(_ model: DMNModel, functions: FunctionNames = .standard) throws(DMNError) -> Data {
        var document = DMNFile(model, functions)
        try document.write()
        return Data(document.xml.text.utf8)
    }
}

/// A model on its way to a file.
struct DMNFile {
    let model: DMNModel
    var xml = XMLText()
    private let typeNames: [Type: String]
    private let ids: [Name: (id: String, isDecision: Bool)]
    private var lastID = 0
    private let functions: DMNWriter.FunctionNames
    private let scope: Scope

    init(_ model: DMNModel, _ functions: DMNWriter.FunctionNames) {
        self.model = model
        self.functions = functions
        let names = model.inputs.map { ($0.name, $0.type) } + model.decisions.map { ($0.name, $0.type) }
        scope = Scope(Dictionary(names, uniquingKeysWith: { first, _ in first }))
        typeNames = Dictionary(model.types.map { ($0.type, $0.name.text) }, uniquingKeysWith: { first, _ in first })
        let inputs = model.inputs.enumerated().map { ($1.name, (id: "input_\($0 + 1)", isDecision: false)) }
        let decisions = model.decisions.enumerated().map { ($1.name, (id: "decision_\($0 + 1)", isDecision: true)) }
        ids = Dictionary(inputs + decisions, uniquingKeysWith: { first, _ in first })
    }

    mutating func write() throws(DMNError) {
        try xml.open(
            "definitions",
            [
                ("xmlns", DMNWriter.namespace), ("id", "definitions"), ("name", model.name),
                ("namespace", model.namespace),
            ])
        try ownTypes()
        var names = Set(Type.named.keys)
        for type in model.types {
            guard names.insert(type.name).inserted else { throw DMNError(.duplicate(type.name.text)) }
            try definition(type.type, name: type.name.text, element: "itemDefinition")
        }
        for input in model.inputs {
            try xml.open("inputData", [("id", ids[input.name]?.id), ("name", input.name.text)])
            try variable(input.name, input.type)
            xml.close()
        }
        for decision in model.decisions { try self.decision(decision) }
        xml.close()
    }

    private func formula(_ text: String) -> String {
        switch functions {
        case .standard: StandardNames.formula(text, names: scope.known, scope: Set(scope.names.keys))
        case .asWritten: text
        }
    }

    private func tests(_ text: String) -> String {
        switch functions {
        case .standard: StandardNames.tests(text, names: scope.known, scope: Set(scope.names.keys))
        case .asWritten: text
        }
    }

    /// An id that no other element has.
    private mutating func nextID() -> String {
        lastID += 1
        return "_\(lastID)"
    }

    // MARK: Types

    /// 金額 and 率, where they are used: other tools know them as numbers.
    private mutating func ownTypes() throws(DMNError) {
        var used: Set<Type> = []
        for type in model.types { type.type.collectOwn(into: &used) }
        for input in model.inputs { input.type.collectOwn(into: &used) }
        for decision in model.decisions {
            decision.type.collectOwn(into: &used)
            guard case .table(let table) = decision.logic else { continue }
            for input in table.inputs { input.type.collectOwn(into: &used) }
            for output in table.outputs { output.type.collectOwn(into: &used) }
        }
        for type in [Type.amount, .rate] where used.contains(type) {
            try xml.open("itemDefinition", [("id", nextID()), ("name", type.description)])
            try xml.leaf("typeRef", "number")
            xml.close()
        }
    }

    /// An item definition or a component of one.
    private mutating func definition(_ type: Type, name: String, element: String) throws(DMNError) {
        var (item, isCollection) = (type, false)
        if case .list(let inner) = type { (item, isCollection) = (inner, true) }
        try xml.open(
            element, [("id", nextID()), ("name", name), ("isCollection", isCollection ? "true" : nil)])
        switch item {
        case .choice(let choices) where !choices.isEmpty:
            try xml.leaf("typeRef", "string")
            try xml.open("allowedValues", [("id", nextID())])
            try xml.leaf("text", choices.map(Value.quoted).joined(separator: ", "))
            xml.close()
        case .context(let entries):
            for (entry, type) in entries.sorted(by: { $0.key < $1.key }) {
                try definition(type, name: entry.text, element: "itemComponent")
            }
        default: try xml.leaf("typeRef", reference(item, owner: name))
        }
        xml.close()
    }

    private func reference(_ type: Type, owner: String) throws(DMNError) -> String {
        guard let name = type.standardName ?? typeNames[type], type != .choice([]) else {
            throw DMNError(.unwritableType(type, in: owner))
        }
        return name
    }

    private mutating func variable(_ name: Name, _ type: Type) throws(DMNError) {
        try xml.leaf(
            "variable", nil,
            [("id", nextID()), ("name", name.text), ("typeRef", try reference(type, owner: name.text))])
    }

    // MARK: Decisions

    private mutating func decision(_ decision: DMNModel.Decision) throws(DMNError) {
        try xml.open("decision", [("id", ids[decision.name]?.id), ("name", decision.name.text)])
        try variable(decision.name, decision.type)
        for name in decision.requires {
            guard let required = ids[name] else { throw DMNError(.unknownRequirement(name, of: decision.name)) }
            try xml.open("informationRequirement", [("id", nextID())])
            try xml.leaf(
                required.isDecision ? "requiredDecision" : "requiredInput", nil, [("href", "#\(required.id)")])
            xml.close()
        }
        switch decision.logic {
        case .literal(let text): try expression("literalExpression", formula(text))
        case .table(let table): try self.table(table, of: decision.name)
        }
        xml.close()
    }

    private mutating func expression(
        _ element: String, _ text: String, typeRef: String? = nil
    ) throws(DMNError) {
        try xml.open(element, [("id", nextID()), ("typeRef", typeRef)])
        try xml.leaf("text", text)
        xml.close()
    }

    private mutating func table(_ table: DecisionTable, of name: Name) throws(DMNError) {
        let (policy, aggregation) = table.hitPolicy.attributes
        try xml.open(
            "decisionTable", [("id", nextID()), ("hitPolicy", policy), ("aggregation", aggregation)])
        for input in table.inputs {
            try xml.open("input", [("id", nextID()), ("label", input.label)])
            try expression(
                "inputExpression", formula(input.expression), typeRef: try column(input.type, owner: input.heading))
            if let values = input.allowedValues { try expression("inputValues", tests(values)) }
            xml.close()
        }
        for output in table.outputs {
            let typeRef = try column(output.type, owner: output.name?.text ?? name.text)
            try xml.open("output", [("id", nextID()), ("name", output.name?.text), ("typeRef", typeRef)])
            if let values = output.allowedValues { try expression("outputValues", tests(values)) }
            if let value = output.defaultValue { try expression("defaultOutputEntry", formula(value)) }
            xml.close()
        }
        for annotation in table.annotations { try xml.leaf("annotation", nil, [("name", annotation)]) }
        for rule in table.rules {
            try xml.open("rule", [("id", nextID())])
            for test in rule.tests { try expression("inputEntry", tests(test)) }
            for output in rule.outputs { try expression("outputEntry", formula(output)) }
            for annotation in rule.annotations {
                try xml.open("annotationEntry", [])
                try xml.leaf("text", annotation)
                xml.close()
            }
            xml.close()
        }
        xml.close()
    }

    private func column(_ type: Type, owner: String) throws(DMNError) -> String? {
        type == .any ? nil : try reference(type, owner: owner)
    }
}

extension Type {
    fileprivate func collectOwn(into types: inout Set<Type>) {
        switch self {
        case .amount, .rate: types.insert(self)
        case .list(let item): item.collectOwn(into: &types)
        case .context(let entries): for type in entries.values { type.collectOwn(into: &types) }
        default: break
        }
    }
}
