/// A form as JSON Schema 2020-12: the structure of the JSON its answers are recorded as, for programs that send or read it.
///
/// The schema says what can be said of each answer by itself. Conditions, computed values and rules between answers are
/// FEEL, which JSON Schema does not have: they are carried along as annotations (`x-relevant`, `x-calculate` …), and the
/// judge decides. `Form.structure` gives the same verdict as any validator of the schema.
public struct FormSchema: Sendable {
    /// The form it describes.
    public let form: Form
    /// Whether it is of the office's own fields (事務局のみ), instead of the applicant's.
    public let isOffice: Bool

    /// The schema of a form's answers.
    public init(_ form: Form, asOffice office: Bool = false) {
        self.form = form
        isOffice = office
    }

    /// The schema itself.
    public var json: JSON {
        let entries = form.entries(asOffice: isOffice)
        let needed = entries.filter(\.isRequired).map(\.field.name)
        var definitions: [String: JSON] = [:]
        for type in entries.flatMap({ [$0.field.type] + ($0.field.type.table?.columns.map(\.type) ?? []) }) {
            for name in type.definitions { definitions[name] = SchemaDefinition.all[name] }
        }
        return .members([
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string("urn:kofu:form:\(form.id)"),
            "title": .string(form.title.ja), "x-title-en": form.title.en.map(JSON.string),
            "description": form.introduction.map { .string($0.ja) },
            "x-description-en": form.introduction?.en.map(JSON.string),
            "type": "object",
            "properties": .object(
                Dictionary(entries.map { ($0.field.name, $0.field.schema) }, uniquingKeysWith: { first, _ in first })),
            "required": needed.isEmpty ? nil : .strings(needed),
            "additionalProperties": false,
            "$defs": definitions.isEmpty ? nil : .object(definitions),
            "x-sections": .array(form.sections.map { section($0, of: entries) }),
            "x-stops": form.stops.isEmpty
                ? nil : .array(form.stops.map { SchemaWords.rule($0.condition, $0.message) }),
        ])
    }

    /// A section with the names of its fields: the members of an object have no order, and no groups.
    private func section(_ section: Section, of entries: [FormEntry]) -> JSON {
        let names = Set(entries.map(\.field.name))
        return .members([
            "id": .string(section.id), "title": .string(section.title.ja),
            "title-en": section.title.en.map(JSON.string), "guidance": section.guidance.map { .string($0.ja) },
            "guidance-en": section.guidance?.en.map(JSON.string), "relevant": section.relevant.map(JSON.string),
            "fields": .strings(section.fields.map(\.name).filter(names.contains)),
        ])
    }
}

/// A field whose answer a document of one side may hold.
struct FormEntry {
    let field: Field
    /// Whether every document has it: it is required and shown whatever else is answered, and nothing fills it in.
    let isRequired: Bool
}

extension Form {
    /// What the applicant's documents may hold, or the office's.
    func entries(asOffice office: Bool) -> [FormEntry] {
        sections.flatMap { section in
            section.fields.filter { !$0.type.isNote && $0.isInternal == office }.map {
                FormEntry(field: $0, isRequired: section.relevant == nil && $0.mustBeGiven)
            }
        }
    }
}

extension Field {
    /// Whether an answer is required without any condition and comes from who fills in the form.
    var mustBeGiven: Bool { required == .yes && relevant == nil && calculation == nil && !isLocked }

    /// Its answers' schema, with what people read about it.
    var schema: JSON {
        var members = typeSchema
        members.merge(annotations.compactMapValues { $0 }) { $1 }
        return .object(members)
    }

    private var annotations: [String: JSON?] {
        [
            "title": .string(label.ja), "x-title-en": label.en.map(JSON.string),
            "description": help.map { .string($0.ja) }, "x-description-en": help?.en.map(JSON.string),
            "readOnly": calculation != nil || isLocked ? true : nil,
            "x-type": .string(type.word), "x-id": id == name ? nil : .string(id),
            "x-example": example.map { .string($0.ja) }, "x-example-en": example?.en.map(JSON.string),
            "x-relevant": relevant.map(JSON.string),
            "x-required": { if case .when(let condition) = required { .string(condition) } else { nil } }(),
            "x-calculate": calculation.map(JSON.string), "x-default": initial.map(JSON.string),
            "x-constraints": constraints.isEmpty
                ? nil : .array(constraints.map { SchemaWords.rule($0.condition, $0.message) }),
            "x-prefill": prefill.map { .string($0.word) },
        ]
    }
}

/// Parts of annotations.
enum SchemaWords {
    /// A condition with what is said about it.
    static func rule(_ condition: String, _ message: Text) -> JSON {
        .members([
            "condition": .string(condition), "message": .string(message.ja),
            "message-en": message.en.map(JSON.string),
        ])
    }

    /// Choices with their labels, in order.
    static func choices(_ choices: [Choice]) -> JSON {
        .array(
            choices.map { choice in
                .members([
                    "code": .string(choice.code), "label": .string(choice.label.ja),
                    "label-en": choice.label.en.map(JSON.string),
                    "kind": choice.kind.map { .string($0.rawValue) },
                    "relevant": choice.relevant.map(JSON.string),
                ])
            })
    }
}
