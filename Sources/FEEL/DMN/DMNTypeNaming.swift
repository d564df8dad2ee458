/// Gives names to the types of a model that DMN can only refer to by name (§7.3.3): choices, lists and contexts.
struct DMNTypeNaming {
    private(set) var types: [DMNModel.NamedType]
    private var names: Set<Name>
    private var named: Set<Type>

    init(_ types: [DMNModel.NamedType]) {
        // What has its name anyway needs no definition.
        let types = types.filter { Type.named[$0.name] != $0.type }
        self.types = types
        names = Set(types.map(\.name)).union(Type.named.keys)
        named = Set(types.map(\.type))
        for type in types { addNested(type.type, of: type.name.text) }
    }

    mutating func add(_ decision: DMNModel.Decision) {
        add(decision.type, of: decision.name.text)
        guard case .table(let table) = decision.logic else { return }
        for input in table.inputs { add(input.type, of: input.heading) }
        for output in table.outputs { add(output.type, of: output.name?.text ?? decision.name.text) }
    }

    mutating func add(_ type: Type, of owner: String) {
        guard type.needsDefinition, named.insert(type).inserted else { return }
        let base = "t" + owner
        var name = Name(base)
        var number = 2
        while !names.insert(name).inserted {
            name = Name("\(base) \(number)")
            number += 1
        }
        types.append(DMNModel.NamedType(name, type))
        addNested(type, of: owner)
    }

    /// Within a definition only a list of lists needs another one: for the inner list.
    private mutating func addNested(_ type: Type, of owner: String) {
        switch type {
        case .list(.list(let item)): add(.list(item), of: owner)
        case .list(let item): addNested(item, of: owner)
        case .context(let entries):
            for (name, type) in entries.sorted(by: { $0.key < $1.key }) { addNested(type, of: name.text) }
        default: break
        }
    }
}

extension Type {
    /// Whether a `typeRef` needs an item definition to refer to.
    var needsDefinition: Bool {
        switch self {
        case .choice, .list, .context: true
        default: false
        }
    }

    /// The name by which a `typeRef` refers to it without a definition in the model; nil when there is none.
    var standardName: String? {
        switch self {
        case .any, .number, .amount, .rate, .string, .boolean, .date, .time, .dateAndTime, .daysAndTime,
            .yearsAndMonths:
            description
        default: nil
        }
    }
}
