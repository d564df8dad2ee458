import Yams

extension Field {
    /// Reads a field, or with `table` a column.
    init?(_ reader: DocumentReader, section: String?, table: String? = nil) {
        guard let mapping = reader.mapping("項目") else { return nil }
        let name = mapping.parsed("name", "空白や記号（. / - ' + *）を含まず、数字で始まらない名前") { $0.isFieldName ? $0 : nil }
        let place = FormPlace(section: section, field: table ?? name, column: table == nil ? nil : name)
        reader.findings.mark(place.mark(in: reader.path), reader.path, reader.line)
        mapping.mark(
            [
                "id", "name", "label", "type", "required", "relevant", "calculate", "default", "help", "example",
                "message", "prefill", "locked", "internal", "choices", "pattern", "statement", "columns", "totals",
                "constraints", "maximum rows", "anchors", "weight", "comment below",
            ], of: place)
        let id = mapping.parsedOrNil("id", "項目が最初に付けられた名前") { $0.isFieldName ? $0 : nil }
        let label = mapping.textOrNil("label")
        let type = FieldType(mapping, at: place, isColumn: table != nil)
        let required = Requirement(mapping)
        let relevant = mapping.formulaOrNil("relevant")
        let constraints = Field.constraints(mapping, at: place)
        let calculation = mapping.formulaOrNil("calculate")
        let initial = mapping.formulaOrNil("default")
        let help = mapping.textOrNil("help")
        let example = mapping.textOrNil("example")
        let message = mapping.textOrNil("message")
        let prefill = mapping.parsedOrNil("prefill", Field.prefillForm, Prefill.init(word:))
        let isLocked = mapping.flag("locked")
        let isInternal = mapping.flag("internal")
        mapping.finish()
        guard let name, let type else { return nil }
        if let prefill, !prefill.fits(type) {
            mapping.wrong(
                "prefill", "「\(prefill.word)」は、この型の項目には入りません。", "“\(prefill.word)” does not fit this type.")
        }
        self.init(
            id: id, name: name, label: label ?? Text(name), type: type, required: required, relevant: relevant,
            constraints: constraints, calculation: calculation, initial: initial, help: help, example: example,
            message: message, prefill: prefill, isLocked: isLocked, isInternal: isInternal)
    }

    /// Fields none of which has the name of another.
    static func list(
        _ items: [DocumentReader], names: inout Set<String>, _ read: (DocumentReader) -> Field?
    ) -> [Field] {
        var fields: [Field] = []
        for item in items {
            guard let field = read(item) else { continue }
            if !names.insert(field.name).inserted {
                item.wrong("項目名「\(field.name)」が2回あります。別の名前にしてください。", "Field name “\(field.name)” is there twice.")
            }
            fields.append(field)
        }
        return fields
    }

    private static let prefillForm =
        Prefill.account.map(\.word).joined(separator: "・") + "、または「filing.手続きのid.項目名」"

    private static func constraints(_ mapping: MappingReader, at place: FormPlace) -> [Constraint] {
        var constraints: [Constraint] = []
        for (index, item) in mapping.list("constraints").enumerated() {
            guard let members = item.mapping("制約") else { continue }
            item.findings.mark(place.key("constraints", index).mark(in: item.path), item.path, item.line)
            let condition = members.string("condition")
            let message = members.text("message")
            members.finish()
            if let condition, let message { constraints.append(Constraint(condition, message: message)) }
        }
        return constraints
    }

    var node: Node {
        let required: Node? =
            switch required {
            case .no: nil
            case .yes: .text("true")
            case .when(let condition): .text(condition)
            }
        return mappingNode(
            [
                ("name", .text(name)), ("id", id == name ? nil : .text(id)),
                ("label", label == Text(name) ? nil : label.node), ("type", .text(type.word)),
            ] + type.members + [
                ("required", required), ("relevant", relevant.map { .text($0) }),
                ("constraints", constraints.isEmpty ? nil : .list(constraints.map(\.node))),
                ("calculate", calculation.map { .text($0) }), ("default", initial.map { .text($0) }),
                ("help", help?.node), ("example", example?.node), ("message", message?.node),
                ("prefill", prefill.map { .text($0.word) }), ("locked", isLocked ? .text("true") : nil),
                ("internal", isInternal ? .text("true") : nil),
            ])
    }
}

extension Constraint {
    fileprivate var node: Node { mappingNode([("condition", .text(condition)), ("message", message.node)]) }
}

extension Requirement {
    /// `true`, `false`, or a condition.
    fileprivate init(_ mapping: MappingReader) {
        switch mapping.formulaOrNil("required") {
        case nil, "false"?, "no"?: self = .no
        case "true"?, "yes"?: self = .yes
        case let condition?: self = .when(condition)
        }
    }
}
