/// Edits as the history of a form keeps them. Fields and their properties are kept as the YAML that documents have: one
/// notation for one thing.
extension FormEdit {
    public var json: JSON {
        switch self {
        case .setForm(let settings):
            .members(["edit": "set form", "changes": .array(settings.map { $0.json(\.json) })])
        case .addSection(let section, let position):
            .members(["edit": "add section", "section": .string(section.legal.document), "at": position.json])
        case .addSections(let sections, let position):
            .members([
                "edit": "add sections", "sections": .strings(sections.map(\.legal.document)), "at": position.json,
            ])
        case .setSection(let id, let settings):
            .members(["edit": "set section", "id": .string(id), "changes": .array(settings.map { $0.json(\.json) })])
        case .duplicateSection(let id): .members(["edit": "duplicate section", "id": .string(id)])
        case .moveSection(let id, let position):
            .members(["edit": "move section", "id": .string(id), "at": position.json])
        case .removeSection(let id, let evenIfUsed):
            .members(["edit": "remove section", "id": .string(id), "evenIfUsed": .bool(evenIfUsed)])
        case .addFields(let fields, let home, let position):
            .members([
                "edit": "add", "fields": .strings(fields.map(\.withLegalName.document)), "in": home.json,
                "at": position.json,
            ])
        case .duplicate(let part): .members(["edit": "duplicate", "part": .string(part.text)])
        case .move(let part, let home, let position):
            .members(["edit": "move", "part": .string(part.text), "in": home.json, "at": position.json])
        case .remove(let part, let evenIfUsed):
            .members(["edit": "remove", "part": .string(part.text), "evenIfUsed": .bool(evenIfUsed)])
        case .set(let part, let settings):
            .members([
                "edit": "set", "part": .string(part.text), "changes": .array(settings.map { $0.json(\.json) }),
            ])
        }
    }

    public init?(json: JSON) {
        func settings<Change>(_ read: (JSON) -> Change?) -> [Setting<Change>]? {
            guard let items = json["changes"]?.array else { return nil }
            let settings = items.compactMap { Setting(json: $0, read) }
            return settings.count == items.count ? settings : nil
        }
        let (id, part) = (json["id"]?.string, json["part"]?.string.flatMap(FormPart.init(text:)))
        let (home, position) = (json["in"].flatMap(FieldHome.init(json:)), json["at"].flatMap(Position.init(json:)))
        let evenIfUsed = json["evenIfUsed"]?.bool ?? false
        switch json["edit"]?.string {
        case "set form":
            guard let settings = settings(FormChange.init(json:)) else { return nil }
            self = .setForm(settings)
        case "add section":
            guard let text = json["section"]?.string, let section = Section(document: text), let position else {
                return nil
            }
            self = .addSection(section, at: position)
        case "add sections":
            guard let texts = json["sections"]?.strings, let position else { return nil }
            let sections = texts.compactMap { Section(document: $0) }
            guard sections.count == texts.count else { return nil }
            self = .addSections(sections, at: position)
        case "set section":
            guard let id, let settings = settings(SectionChange.init(json:)) else { return nil }
            self = .setSection(id, settings)
        case "duplicate section":
            guard let id else { return nil }
            self = .duplicateSection(id)
        case "move section":
            guard let id, let position else { return nil }
            self = .moveSection(id, to: position)
        case "remove section":
            guard let id else { return nil }
            self = .removeSection(id, evenIfUsed: evenIfUsed)
        case "add":
            guard let texts = json["fields"]?.strings, let home, let position else { return nil }
            let fields = texts.compactMap { Field(document: $0) }
            guard fields.count == texts.count else { return nil }
            self = .addFields(fields, in: home, at: position)
        case "duplicate":
            guard let part else { return nil }
            self = .duplicate(part)
        case "move":
            guard let part, let home, let position else { return nil }
            self = .move(part, to: home, at: position)
        case "remove":
            guard let part else { return nil }
            self = .remove(part, evenIfUsed: evenIfUsed)
        case "set":
            guard let part, let settings = settings(FieldChange.init(json:)) else { return nil }
            self = .set(part, settings)
        default: return nil
        }
    }
}

extension Setting {
    fileprivate func json(_ change: (Change) -> JSON) -> JSON {
        .members(["to": change(self.change), "seen": seen.map(change)])
    }

    fileprivate init?(json: JSON, _ read: (JSON) -> Change?) {
        guard let change = json["to"].flatMap(read) else { return nil }
        let seen = json["seen"]
        guard seen == nil || seen.flatMap(read) != nil else { return nil }
        self.init(change, seen: seen.flatMap(read))
    }
}

extension Position {
    fileprivate var json: JSON {
        switch self {
        case .first: "first"
        case .last: "last"
        case .after(let id): .object(["after": .string(id)])
        case .before(let id): .object(["before": .string(id)])
        }
    }

    fileprivate init?(json: JSON) {
        if json == "first" {
            self = .first
        } else if json == "last" {
            self = .last
        } else if let id = json["after"]?.string {
            self = .after(id)
        } else if let id = json["before"]?.string {
            self = .before(id)
        } else {
            return nil
        }
    }
}

extension FieldHome {
    fileprivate var json: JSON {
        switch self {
        case .section(let id): .object(["section": .string(id)])
        case .table(let id): .object(["table": .string(id)])
        }
    }

    fileprivate init?(json: JSON) {
        if let id = json["section"]?.string {
            self = .section(id)
        } else if let id = json["table"]?.string {
            self = .table(id)
        } else {
            return nil
        }
    }
}

extension FieldChange {
    /// A field that has nothing but this property, of a type that has it.
    private var carrier: Field {
        var field = Field(name: "x", label: "x", type: .text(TextLimits()))
        switch self {
        case .limits(let type): field.type = type
        case .choices(let choices): field.type = .choice(choices)
        case .groups(let groups): field.type = .linked(groups)
        case .rows(let rows): field.type = .table(Table(rows: rows, columns: []))
        default: _ = set(in: &field)
        }
        return field
    }

    var json: JSON {
        let value: JSON =
            switch self {
            // A name may be illegal still, and ids are no names.
            case .name(let name): .string(name)
            case .kind(let word): .string(word)
            case .totals(let ids): .strings(ids)
            case .label(let label): label.json
            default: .string(carrier.node.document)
            }
        return .object(["property": .string(property.rawValue), "value": value])
    }

    init?(json: JSON) {
        guard let property = json["property"]?.string.flatMap(Property.init(rawValue:)), let value = json["value"]
        else {
            return nil
        }
        switch property {
        case .name:
            guard let name = value.string else { return nil }
            self = .name(name)
        case .kind:
            guard let word = value.string else { return nil }
            self = .kind(word)
        case .totals:
            guard let ids = value.strings else { return nil }
            self = .totals(ids)
        case .label:
            guard let ja = value["ja"]?.string else { return nil }
            self = .label(Text(ja, en: value["en"]?.string))
        default:
            guard let field = value.string.flatMap(Field.init(document:)) else { return nil }
            self.init(property, of: field)
        }
    }
}

extension SectionChange {
    var json: JSON {
        var section = Section(id: "x", title: "x", fields: [])
        set(in: &section)
        return .object(["property": .string(property.rawValue), "value": .string(section.node.document)])
    }

    init?(json: JSON) {
        guard let property = json["property"]?.string.flatMap(Property.init(rawValue:)),
            let section = json["value"]?.string.flatMap(Section.init(document:))
        else { return nil }
        self.init(property, of: section)
    }
}

extension FormChange {
    var json: JSON {
        var form = Form(id: "x", title: "x", sections: [])
        set(in: &form)
        return .object(["property": .string(property.rawValue), "value": .string(form.document)])
    }

    init?(json: JSON) {
        guard let property = json["property"]?.string.flatMap(Property.init(rawValue:)),
            let form = json["value"]?.string.flatMap({ Form(document: $0, id: "x") })
        else { return nil }
        self.init(property, of: form)
    }
}

extension Field {
    /// The field's YAML.
    public var document: String { node.document }

    /// Reads a field's YAML, as far as it can be read.
    public init?(document: String) {
        guard let reader = DocumentReader(bytes: Array(document.utf8), path: "", findings: Findings()) else {
            return nil
        }
        self.init(reader, section: nil)
    }
}

extension Section {
    /// The section with names that documents can hold.
    fileprivate var legal: Section {
        var section = self
        section.fields = fields.map(\.withLegalName)
        return section
    }

    /// The section's YAML.
    public var document: String { node.document }

    /// Reads a section's YAML, as far as it can be read.
    public init?(document: String) {
        guard let reader = DocumentReader(bytes: Array(document.utf8), path: "", findings: Findings()) else {
            return nil
        }
        var names: Set<String> = []
        self.init(reader, names: &names)
    }
}
