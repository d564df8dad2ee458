import struct FEEL.Number

extension Field {
    /// The keywords of its type and its limits.
    var typeSchema: [String: JSON] {
        if let reference = type.reference { return ["$ref": .string("#/$defs/\(reference)")].merging(limits) { $1 } }
        if let textShape { return textShape.schema.merging(limits) { $1 } }
        let members: [String: JSON]
        switch type {
        case .integer, .money: members = wholeNumber
        case .choice(let choices): members = SchemaChoice.one(of: choices, isComputed: isComputed)
        case .linked(let groups): members = SchemaChoice.one(of: groups.flatMap(\.choices), isComputed: isComputed)
        case .choices(let choices, let limits):
            members = SchemaChoice.several(of: choices, limits, isComputed: isComputed)
        case .yesNo: members = ["type": "boolean"]
        case .pledge: members = ["const": true]
        case .file(let limits): members = files(limits)
        case .table(let table): members = table.schema
        // The rest are texts or references, or ask nothing.
        default: members = [:]
        }
        return members.merging(limits) { $1 }
    }

    private var wholeNumber: [String: JSON] {
        let range = wholeRange
        var members: [String: JSON] = [
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        ]
        if let step = wholeStep { members["multipleOf"] = .integer(step) }
        return members
    }

    private func files(_ limits: FileLimits) -> [String: JSON] {
        let endings = limits.kinds.flatMap(\.endings).map { ending in
            ending.unicodeScalars.map { scalar in
                let upper = String(scalar).uppercased()
                return upper == String(scalar) ? upper : "[\(upper)\(scalar)]"
            }.joined()
        }
        return [
            "type": "array", "minItems": 1, "maxItems": .integer(Int64(limits.maximumCount)),
            // A stored file as the definition has it, and as this field takes it.
            "items": [
                "$ref": "#/$defs/file",
                "properties": [
                    "name": ["pattern": .string("[.](\(endings.joined(separator: "|")))$")],
                    "size": ["maximum": .integer(limits.maximumSize)],
                ],
            ],
        ]
    }

    /// Limits that JSON Schema has no keyword for, and what else belongs to the type.
    private var limits: [String: JSON] {
        var members: [String: JSON?] = [:]
        switch type {
        case .text(let limits), .longText(let limits):
            members["x-maximum-characters"] = limits.maximum.map { .integer(Int64($0)) }
            members["x-pattern"] = limits.pattern.map(JSON.string)
        case .integer(let limits):
            members["x-unit"] = limits.unit.map { .string($0.ja) }
            members["x-unit-en"] = limits.unit?.en.map(JSON.string)
        case .decimal(let limits):
            members["x-minimum"] = limits.minimum.map { .string($0.description) }
            members["x-maximum"] = limits.maximum.map { .string($0.description) }
            members["x-unit"] = limits.unit.map { .string($0.ja) }
            members["x-unit-en"] = limits.unit?.en.map(JSON.string)
        case .money(let limits):
            members["x-unit"] = "円"
            members["x-typed-in"] = limits.isInThousands ? "千円" : nil
        case .rate(let limits):
            members["x-minimum"] = limits.minimum.map { .string(Rate.text($0)) }
            members["x-maximum"] = limits.maximum.map { .string(Rate.text($0)) }
        case .date(let limits), .period(let limits):
            members["x-earliest"] = limits.earliest.map { .string($0.iso) }
            members["x-latest"] = limits.latest.map { .string($0.iso) }
        case .choice(let choices), .choices(let choices, _): members["x-choices"] = SchemaWords.choices(choices)
        case .linked(let groups):
            members["x-groups"] = .array(
                groups.map { group in
                    .members([
                        "code": .string(group.code), "label": .string(group.label.ja),
                        "label-en": group.label.en.map(JSON.string), "choices": SchemaWords.choices(group.choices),
                    ])
                })
        case .pledge(let statement):
            members["x-statement"] = .string(statement.ja)
            members["x-statement-en"] = statement.en.map(JSON.string)
        case .file(let limits): members["x-template"] = limits.template.map(JSON.string)
        default: break
        }
        return members.compactMapValues { $0 }
    }
}

extension Field {
    /// What a whole number may be. Readers take at most 18 digits; amounts written in 万円 and computed ones may have 19.
    var wholeRange: ClosedRange<Int64> {
        let (minimum, maximum): (Int64?, Int64?)
        switch type {
        case .integer(let limits) where !isComputed:
            (minimum, maximum) = (
                limits.minimum ?? -999_999_999_999_999_999, limits.maximum ?? 999_999_999_999_999_999
            )
        case .money(let limits) where !isComputed: (minimum, maximum) = (limits.minimum, limits.maximum)
        default: (minimum, maximum) = (nil, nil)
        }
        let least = minimum ?? .min
        return least...max(least, maximum ?? .max)
    }

    /// Thousands, where whole ones are asked for.
    var wholeStep: Int64? {
        if case .money(let limits) = type, limits.isInThousands, !isComputed { 1000 } else { nil }
    }
}

/// Choices as JSON Schema says them.
enum SchemaChoice {
    /// A code; with other, an object of the code and the text beside it.
    static func one(of choices: [Choice], isComputed: Bool) -> [String: JSON] {
        let others = isComputed ? [] : choices.filter { $0.kind == .other }.map(\.code)
        let plain: [String: JSON] = ["enum": .strings(choices.map(\.code).filter { !others.contains($0) })]
        if others.isEmpty { return plain }
        return either(plain, ["choice": ["enum": .strings(others)]])
    }

    /// A list of codes; with other among them, an object of the list and the text.
    static func several(of choices: [Choice], _ limits: ChoiceLimits, isComputed: Bool) -> [String: JSON] {
        let others = isComputed ? [] : choices.filter { $0.kind == .other }.map(\.code)
        func list(_ codes: [String]) -> [String: JSON] {
            var members: [String: JSON] = ["type": "array", "items": ["enum": .strings(codes)], "uniqueItems": true]
            let counts = limits.counts(of: choices, isComputed: isComputed)
            members["minItems"] = .integer(Int64(counts.lowerBound))
            if counts.upperBound < Int.max { members["maxItems"] = .integer(Int64(counts.upperBound)) }
            return members
        }
        let plain = list(choices.map(\.code).filter { !others.contains($0) })
        if others.isEmpty { return plain }
        var mixed = list(choices.map(\.code))
        mixed["contains"] = ["enum": .strings(others)]
        return either(plain, ["choices": .object(mixed)])
    }

    private static func either(_ plain: [String: JSON], _ chosen: [String: JSON]) -> [String: JSON] {
        [
            "anyOf": [
                .object(plain),
                .object([
                    "type": "object",
                    "properties": .object(chosen.merging(["other": .object(TextShape.some.schema)]) { $1 }),
                    "required": .strings(chosen.keys + ["other"]), "additionalProperties": false,
                ]),
            ]
        ]
    }
}

extension ChoiceLimits {
    /// How many may be ticked. 該当なし counts alone, so that with it the least is one.
    func counts(of choices: [Choice], isComputed: Bool) -> ClosedRange<Int> {
        if isComputed { return 1...Int.max }
        let least = choices.contains { $0.kind == Choice.Kind.none } ? 1 : max(1, minimum ?? 1)
        return least...max(least, maximum ?? Int.max)
    }
}

extension Table {
    /// The fewest and the most rows an answer has: a table without rows is absent.
    var rowCounts: ClosedRange<Int> { max(1, counts.lowerBound)...max(1, counts.upperBound) }

    fileprivate var schema: [String: JSON] {
        var properties = Dictionary(
            columns.map { ($0.name, $0.schema) }, uniquingKeysWith: { first, _ in first })
        var needed = columns.filter(\.mustBeGiven).map(\.name)
        var members: [String: JSON] = [
            "type": "array", "minItems": .integer(Int64(rowCounts.lowerBound)),
            "maxItems": .integer(Int64(rowCounts.upperBound)), "x-columns": .strings(columns.map(\.name)),
        ]
        if let fixedRows {
            // Which of the rows it is.
            properties["row"] = ["enum": .strings(fixedRows.map(\.code))]
            needed.append("row")
            members["x-rows"] = SchemaWords.choices(fixedRows)
            members["allOf"] = .array(
                fixedRows.map { row in
                    [
                        "contains": ["properties": ["row": ["const": .string(row.code)]], "required": ["row"]],
                        "minContains": 0, "maxContains": 1,
                    ]
                })
        } else {
            // Without an id a row is called by its place.
            properties["row"] = .object(TextShape.rowID.schema)
        }
        if !totals.isEmpty { members["x-totals"] = .strings(totals) }
        members["items"] = .members([
            "type": "object", "properties": .object(properties), "required": needed.isEmpty ? nil : .strings(needed),
            "additionalProperties": false,
        ])
        return members
    }
}
