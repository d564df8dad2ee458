/// Types that are the same in every form: `$defs` of a schema, of which it has those it uses.
enum SchemaDefinition {
    static let all: [String: JSON] = [
        "day": .object(TextShape.day.schema),
        "prefecture": ["enum": .strings(Prefecture.all.map(\.name))],
        "industry": ["enum": .strings(Industry.divisions.flatMap(\.groups).map(\.code))],
        "address": object(
            of: .address, ["prefecture": ["$ref": "#/$defs/prefecture"]], optional: ["building"]),
        "personName": object(of: .personName),
        "period": object([
            "from": ["$ref": "#/$defs/day"], "to": ["$ref": "#/$defs/day"],
        ]),
        "bankAccount": object(
            of: .bankAccount, ["kind": ["enum": .strings(BankAccount.Kind.allCases.map(\.rawValue))]]),
        // The code says everything; the names are for people.
        "municipality": object(
            [
                "code": ["enum": .strings(Municipality.all.map(\.code))],
                "prefecture": ["type": "string", "readOnly": true], "city": ["type": "string", "readOnly": true],
            ], optional: ["prefecture", "city"]),
        "file": object([
            "id": .object(TextShape.uuid.schema), "field": ["type": "string"], "name": ["type": "string"],
            "size": ["type": "integer", "minimum": 1], "sha256": .object(TextShape.sha256.schema),
        ]),
    ]

    private static func object(
        of type: FieldType, _ others: [String: JSON] = [:], optional: Set<String> = []
    ) -> JSON {
        object(type.memberShapes.mapValues { .object($0.schema) }.merging(others) { $1 }, optional: optional)
    }

    private static func object(_ properties: [String: JSON], optional: Set<String> = []) -> JSON {
        [
            "type": "object", "properties": .object(properties),
            "required": .strings(properties.keys.filter { !optional.contains($0) }.sorted()),
            "additionalProperties": false,
        ]
    }
}

extension FieldType {
    /// The definition that is its schema, for types without limits of their own.
    var reference: String? {
        switch self {
        case .prefecture: "prefecture"
        case .industry: "industry"
        case .address: "address"
        case .personName: "personName"
        case .bankAccount: "bankAccount"
        case .municipality: "municipality"
        case .period: "period"
        case .date: "day"
        default: nil
        }
    }

    /// The definitions a schema of it needs.
    var definitions: [String] {
        switch self {
        case .file: ["file"]
        case .period: ["period", "day"]
        case .address: ["address", "prefecture"]
        default: reference.map { [$0] } ?? []
        }
    }

    var table: Table? { if case .table(let table) = self { table } else { nil } }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { first, _ in first }))
    }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
