/// A formula in a form: where it stands, and whose row it is written for.
struct FormulaSite {
    let place: FormPlace
    /// The id of the table whose columns it knows by their names.
    let table: String?
    /// It stands in braces in a text.
    var isTemplate = false
}

extension Form {
    /// Goes through every formula and puts in its place what is given back.
    mutating func rewriteFormulas(_ rewrite: (String, FormulaSite) -> String) {
        let top = FormulaSite(place: FormPlace(), table: nil)
        FormulaSites.text(&introduction, top, "introduction", rewrite)
        for index in stops.indices {
            FormulaSites.formula(&stops[index].condition, top, "stops", index, rewrite)
            FormulaSites.text(&stops[index].message, top, "stops", index, rewrite)
        }
        for index in sections.indices {
            let site = FormulaSite(place: FormPlace(section: sections[index].id), table: nil)
            FormulaSites.text(&sections[index].title, site, "title", nil, rewrite)
            FormulaSites.text(&sections[index].guidance, site, "guidance", rewrite)
            FormulaSites.formula(&sections[index].relevant, site, "relevant", nil, rewrite)
            for field in sections[index].fields.indices {
                FormulaSites.field(
                    &sections[index].fields[field],
                    FormulaSite(
                        place: FormPlace(section: site.place.section, field: sections[index].fields[field].name),
                        table: nil),
                    rewrite)
            }
        }
    }

    /// Goes through every formula.
    func forEachFormula(_ visit: (String, FormulaSite) -> Void) {
        var form = self
        form.rewriteFormulas { text, site in
            visit(text, site)
            return text
        }
    }
}

/// Where formulas are, thing by thing.
enum FormulaSites {
    typealias Rewrite = (String, FormulaSite) -> String

    static func field(_ field: inout Field, _ site: FormulaSite, _ rewrite: Rewrite) {
        text(&field.label, site, "label", nil, rewrite)
        formula(&field.relevant, site, "relevant", nil, rewrite)
        if case .when(var condition) = field.required {
            formula(&condition, site, "required", nil, rewrite)
            field.required = .when(condition)
        }
        for index in field.constraints.indices {
            formula(&field.constraints[index].condition, site, "constraints", index, rewrite)
            text(&field.constraints[index].message, site, "constraints", index, rewrite)
        }
        formula(&field.calculation, site, "calculate", nil, rewrite)
        formula(&field.initial, site, "default", nil, rewrite)
        text(&field.help, site, "help", rewrite)
        text(&field.example, site, "example", rewrite)
        type(&field, site, rewrite)
    }

    private static func type(_ field: inout Field, _ site: FormulaSite, _ rewrite: Rewrite) {
        switch field.type {
        case .pledge(var statement):
            text(&statement, site, "statement", nil, rewrite)
            field.type = .pledge(statement: statement)
        case .choice(var choices):
            var count = 0
            self.choices(&choices, site, &count, rewrite)
            field.type = .choice(choices)
        case .choices(var choices, let limits):
            var count = 0
            self.choices(&choices, site, &count, rewrite)
            field.type = .choices(choices, limits)
        case .linked(var groups):
            var count = 0
            for index in groups.indices { choices(&groups[index].choices, site, &count, rewrite) }
            field.type = .linked(groups)
        case .table(var table):
            for index in table.columns.indices {
                var place = site.place
                place.column = table.columns[index].name
                self.field(&table.columns[index], FormulaSite(place: place, table: field.id), rewrite)
            }
            field.type = .table(table)
        default: break
        }
    }

    private static func choices(_ choices: inout [Choice], _ site: FormulaSite, _ count: inout Int, _ rewrite: Rewrite)
    {
        for index in choices.indices {
            formula(&choices[index].relevant, site, "choices", count, rewrite)
            count += 1
        }
    }

    static func formula(
        _ formula: inout String, _ site: FormulaSite, _ key: String, _ index: Int?, _ rewrite: Rewrite
    ) {
        formula = rewrite(formula, FormulaSite(place: site.place.key(key, index), table: site.table))
    }

    static func formula(
        _ formula: inout String?, _ site: FormulaSite, _ key: String, _ index: Int?, _ rewrite: Rewrite
    ) {
        guard var text = formula else { return }
        self.formula(&text, site, key, index, rewrite)
        formula = text
    }

    static func text(_ text: inout Text?, _ site: FormulaSite, _ key: String, _ rewrite: Rewrite) {
        guard var known = text else { return }
        self.text(&known, site, key, nil, rewrite)
        text = known
    }

    /// The formulas in a text's braces. They know the form's names only, not a row's.
    static func text(_ text: inout Text, _ site: FormulaSite, _ key: String, _ index: Int?, _ rewrite: Rewrite) {
        let inner = FormulaSite(place: site.place.key(key, index), table: nil, isTemplate: true)
        text.ja = Template.rewriting(text.ja) { rewrite($0, inner) }
        text.en = text.en.map { Template.rewriting($0) { rewrite($0, inner) } }
    }
}

extension Template {
    /// The text with each formula in its braces replaced; everything else, doubled braces too, stays as it was written.
    static func rewriting(_ text: String, _ rewrite: (String) -> String) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            result += rest[...open]
            let after = rest[rest.index(after: open)...]
            if after.first == "{" {
                result += "{"
                rest = after.dropFirst()
            } else if let close = after.firstIndex(of: "}") {
                result += rewrite(String(after[..<close])) + "}"
                rest = after[after.index(after: close)...]
            } else {
                rest = after
            }
        }
        return result + rest
    }
}
