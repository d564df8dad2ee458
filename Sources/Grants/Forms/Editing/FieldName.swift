import FEEL

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

    /// The name itself where it is free, else with a number behind it.
    static func unique(_ name: String, among taken: Set<String>) -> String {
        if !taken.contains(name) { return name }
        var base = name
        while let last = base.last, last.isASCII, last.isNumber { base.removeLast() }
        if base.isEmpty { base = name }
        base = String(base.prefix(55))
        var number = 2
        while taken.contains("\(base)\(number)") { number += 1 }
        return "\(base)\(number)"
    }
}

extension Field {
    /// The field with a name and an id that formulas and documents can use.
    var withLegalName: Field {
        if FieldName.isLegal(name), id.isFieldName { return self }
        var field = self
        if !FieldName.isLegal(name) { field.name = FieldName.suggestion(for: name) }
        if !id.isFieldName { field.id = FieldName.suggestion(for: id) }
        return field
    }
}

extension Form {
    /// Names and ids a new field may not have.
    var takenNames: Set<String> { Set(fields.map(\.name)) }
    var takenIDs: Set<String> { Set(fields.map(\.id)) }

    /// Names that are taken beside a part: the form's fields, or the columns of its table.
    func names(beside part: FormPart) -> [String] {
        switch part {
        case .field(let id): return fields.filter { $0.id != id }.map(\.name)
        case .column(let id, let own):
            guard let table = field(id: id)?.table else { return [] }
            return table.columns.filter { $0.id != own }.map(\.name) + (table.rowName.map { [$0] } ?? [])
        case .rowName(let id): return field(id: id)?.table?.columns.map(\.name) ?? []
        }
    }

    /// Gives a field, a column or a table's rows another name, in every formula that uses it, too.
    ///
    /// The formulas mean afterwards what they meant before: where the new name would mean something else to one of them,
    /// nothing is changed.
    mutating func rename(_ part: FormPart, to name: String, tables: [ReferenceTable] = []) throws(EditProblem) {
        guard FieldName.isLegal(name) else {
            throw .illegalName(name, suggestion: FieldName.suggestion(for: name))
        }
        if Circumstances.names[Name(name)] != nil || tables.contains(where: { $0.name == name }) {
            if case .field = part { throw .reservedName(name) }
        }
        if names(beside: part).contains(name) { throw .nameTaken(name) }
        guard let old = self.name(of: part) else { throw .gone(part) }
        if old == name { return }
        let before = FormUses(self, tables: tables)
        let names = FormulaNames(self, tables: tables)
        var renamed = self
        renamed.rewriteFormulas { text, site in
            let uses = (names.uses(in: text, of: site.table) ?? []).filter { $0.part == part }
            return text.replacing(uses.map(\.span), with: name)
        }
        renamed.setName(of: part, to: name)
        let after = FormUses(renamed, tables: tables)
        guard before.all == after.all, before.unread.count == after.unread.count else {
            var places: [FormPlace] = []
            renamed.forEachFormula { _, site in places.append(site.place) }
            let changed = zip(places, zip(before.all, after.all)).filter { $0.1.0 != $0.1.1 }.map(\.0)
            throw .changesMeaning(name, changed.map { $0.words(in: renamed) })
        }
        self = renamed
    }

    /// What formulas call a part.
    func name(of part: FormPart) -> String? {
        if case .rowName(let table) = part { return field(id: table)?.table?.rowName }
        return field(part)?.name
    }

    private mutating func setName(of part: FormPart, to name: String) {
        switch part {
        case .field: _ = change(part) { $0.name = name }
        case .rowName(let table):
            _ = change(.field(table)) { field in
                guard var table = field.table, case .fixed(_, let label, let rows) = table.rows else { return }
                table.rows = .fixed(name: name, label: label, rows)
                field.type = .table(table)
            }
        case .column(let table, let id):
            _ = change(.field(table)) { field in
                guard var table = field.table, let index = table.columns.firstIndex(where: { $0.id == id }) else {
                    return
                }
                let old = table.columns[index].name
                table.columns[index].name = name
                table.totals = table.totals.map { $0 == old ? name : $0 }
                field.type = .table(table)
            }
        }
    }
}

extension Table {
    /// What formulas call the label of a fixed row.
    var rowName: String? { if case .fixed(let name, _, _) = rows { name } else { nil } }
}

extension String {
    /// The text with other words in those places, which do not overlap.
    fileprivate func replacing(_ spans: [Span], with word: String) -> String {
        if spans.isEmpty { return self }
        var bytes = Array(utf8)
        for span in spans.sorted(by: { $0.start > $1.start }) {
            bytes.replaceSubrange(span.start..<span.end, with: word.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
