/// Makes types out of item definitions (DMN 1.5 §7.3.3).
struct DMNTypeReader {
    /// Simple types and parts of them in one type; definitions that use one another grow fast.
    static let mostParts = 10_000
    /// How deep a type may be, and how long a chain of definitions that use one another.
    static let deepest = 32

    private struct Resolved {
        var type: Type
        var size = 1
        var depth = 1
    }

    private let definitions: [DMNElement]
    private var byName: [Name: DMNElement] = [:]
    private var known: [Name: Resolved] = [:]
    private var path: [Name] = []
    private(set) var omissions: [DMNPart] = []

    init(_ definitions: [DMNElement]) { self.definitions = definitions }

    /// All definitions, but for those that stand for a type of our own.
    mutating func all() throws(DMNError) -> [DMNModel.NamedType] {
        var names: [Name] = []
        for definition in definitions {
            guard let text = definition["name"] else { throw DMNError(.missingAttribute("name", in: definition.name)) }
            let name = Name(text)
            if byName.updateValue(definition, forKey: name) != nil { throw DMNError(.duplicate(text)) }
            if let standard = Type.named[name] {
                guard definition.first("typeRef")?.text == standard.plain.description else {
                    throw DMNError(.badValue(text, of: "itemDefinition"))
                }
                known[name] = Resolved(type: standard)
            } else {
                names.append(name)
            }
        }
        var types: [DMNModel.NamedType] = []
        for name in names { types.append(DMNModel.NamedType(name, try resolved(name).type)) }
        return types
    }

    /// The type of an element's `typeRef`; nil when it has none.
    mutating func type(of element: DMNElement, owner: String) throws(DMNError) -> Type? {
        guard let reference = element["typeRef"], !reference.isEmpty else { return nil }
        return try referred(reference).type
    }

    /// By its name, which DMN 1.1 gives a prefix.
    private mutating func referred(_ reference: String) throws(DMNError) -> Resolved {
        let trimmed = reference.trimmingPrefix { $0.isWhitespace }
        var names = [Name(String(trimmed))]
        if let colon = trimmed.lastIndex(of: ":") {
            names.append(Name(String(trimmed[trimmed.index(after: colon)...])))
        }
        for name in names {
            if byName[name] != nil { return try resolved(name) }
            if let standard = Type.named[name] { return Resolved(type: standard) }
        }
        throw DMNError(.unknownType(reference))
    }

    private mutating func resolved(_ name: Name) throws(DMNError) -> Resolved {
        if let found = known[name] { return found }
        guard let definition = byName[name] else { throw DMNError(.unknownType(name.text)) }
        if path.contains(name) { throw DMNError(.circularType(name.text)) }
        guard path.count < DMNTypeReader.deepest else { throw DMNError(.tooDeep(DMNTypeReader.deepest)) }
        path.append(name)
        let found = try type(definition)
        path.removeLast()
        known[name] = found
        return found
    }

    private mutating func type(_ definition: DMNElement) throws(DMNError) -> Resolved {
        let owner = definition["name"] ?? ""
        var found = Resolved(type: .context([:]))
        if let reference = definition.first("typeRef") {
            found = try referred(reference.text)
            if let values = definition.first("allowedValues") {
                if let choices = DMNTypeReader.choices(values), found.type.plain == .string {
                    found.type = .choice(choices)
                } else {
                    omit("allowedValues", owner)
                }
            }
        } else {
            var entries: [Name: Type] = [:]
            for component in definition.all("itemComponent") {
                guard let text = component["name"] else {
                    throw DMNError(.missingAttribute("name", in: component.name))
                }
                let part = try self.type(component)
                if entries.updateValue(part.type, forKey: Name(text)) != nil { throw DMNError(.duplicate(text)) }
                found.size += part.size
                found.depth = max(found.depth, part.depth + 1)
            }
            found.type = .context(entries)
        }
        for part in definition.children where !DMNTypeReader.read.contains(part.name) {
            omissions.append(
                DMNPart(
                    element: part.name, owner: owner,
                    hasMeaning: part.name == "typeConstraint" || part.name == "functionItem"))
        }
        if ["true", "1"].contains(definition["isCollection"] ?? "") {
            found = Resolved(type: .list(found.type), size: found.size + 1, depth: found.depth + 1)
        }
        guard found.size <= DMNTypeReader.mostParts else { throw DMNError(.typeTooLarge(DMNTypeReader.mostParts)) }
        guard found.depth <= DMNTypeReader.deepest else { throw DMNError(.tooDeep(DMNTypeReader.deepest)) }
        return found
    }

    private static let read: Set<String> = ["typeRef", "allowedValues", "itemComponent"]

    private mutating func omit(_ element: String, _ owner: String) {
        omissions.append(DMNPart(element: element, owner: owner, hasMeaning: true))
    }

    /// The strings that are allowed, when the tests are a list of them.
    private static func choices(_ element: DMNElement) -> [String]? {
        guard let text = element.first("text")?.text,
            case .tests(let tests)? = try? Parser.unaryTests(text, names: .builtIn)
        else { return nil }
        var choices: [String] = []
        for test in tests {
            guard case .string(let choice) = test.form else { return nil }
            choices.append(choice)
        }
        return choices
    }
}
