// A stand-in for `Editing/Written.swift` and `Editing/FieldName.swift`, with the same names: to be removed when they come.

extension Form {
    /// The form's YAML.
    public var document: String { node.document }

    /// Reads a form's YAML, as far as it can be read; nil where it is no form at all.
    public init?(document: String, id: String) {
        guard let reader = DocumentReader(bytes: Array(document.utf8), path: "", findings: Findings()) else {
            return nil
        }
        self.init(reader, id: id)
    }
}

/// Names fields may have, and names to propose.
public enum FieldName {
    /// Words FEEL reads as its own wherever a name could stand.
    private static let keywords: Set<String> = [
        "and", "between", "else", "every", "false", "for", "function", "if", "in", "instance", "null", "or", "return",
        "satisfies", "some", "then", "true",
    ]

    /// Whether formulas can use it.
    public static func isLegal(_ name: String) -> Bool { name.isFieldName && !keywords.contains(name) }

    /// A legal name near to a text, such as a question's label: `補助率(上限)` becomes `補助率（上限）`, `2年目の売上` `_2年目の売上`.
    public static func suggestion(for text: String) -> String {
        var name = ""
        for character in Plain.line(text) {
            switch character {
            case "(": name.append("（")
            case ")": name.append("）")
            case "-", "‐", "−", "–": name.append("_")
            default: if String("x\(character)").isFieldName { name.append(character) }
            }
        }
        while let last = name.last, last == "_" { name.removeLast() }
        if let first = name.first, !String(first).isFieldName { name = "_" + name }
        name = String(name.prefix(60))
        if name.isEmpty || name == "_" { return "項目" }
        return isLegal(name) ? name : "\(name)_"
    }
}
