import FEEL

/// Compiles a form's formulas, orders its values, and finds what must not be published.
struct JudgeCompiler {
    let form: Form
    private(set) var fields: [JudgedField] = []
    private(set) var sections: [JudgedSection] = []
    private(set) var stops: [Bound?] = []
    private(set) var order: [FormNode] = []
    private(set) var late: Set<Int> = []
    private(set) var slots: [String: Int] = [:]
    private(set) var given: [Name] = []
    private(set) var templates: [String: Template] = [:]
    var findings: [FormFinding] = []
    let scope: Scope
    private let fieldsByName: [Name: Field]

    init(_ form: Form, tables: [ReferenceTable]) {
        self.form = form
        given = (Array(Circumstances.names.keys) + tables.map { Name($0.name) }).sorted()
        scope = Scope(form.formulaNames(tables: tables))
        fieldsByName = Dictionary(form.fields.map { (Name($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        for (slot, field) in form.fields.enumerated() where slots[field.name] == nil { slots[field.name] = slot }
    }

    mutating func compile() {
        for (index, section) in form.sections.enumerated() { compile(section, index) }
        stops = form.stops.enumerated().map { index, stop in
            let place = FormPlace(key: "stops", index: index)
            template(stop.message, at: place)
            return bound(stop.condition, at: place, expecting: .boolean)
        }
        if let introduction = form.introduction { template(introduction, at: FormPlace(key: "introduction")) }
        let found = FormOrder(sections: sections, fields: fields)
        (order, late) = (found.order, found.late)
        let cycle = found.circle
        if let first = cycle.first {
            let names = cycle.map { "「\($0)」" }.joined(separator: " → ")
            findings.append(
                FormFinding(
                    .error, at: place(of: first),
                    Text(
                        "計算や表示の条件が輪になっています：\(names)。どれかが、ほかに頼らないようにしてください。",
                        en: "Values depend on each other in a circle: \(cycle.joined(separator: " → ")).")))
        }
        FormCheck.run(&self)
        findings = findings.sorted { rank($0.place) < rank($1.place) }
    }

    /// Where a place stands in the form, for the order of findings.
    private func rank(_ place: FormPlace) -> (Int, Int) {
        let section = form.sections.firstIndex { $0.id == place.section } ?? -1
        return (section, place.field.flatMap { slots[$0] } ?? -1)
    }

    /// Where a field stands.
    func place(of field: String) -> FormPlace {
        FormPlace(section: form.section(of: field)?.id, field: form.field(named: field) == nil ? nil : field)
    }

    private mutating func compile(_ section: Section, _ index: Int) {
        let place = FormPlace(section: section.id)
        let relevant = section.relevant.flatMap { bound($0, at: place.key("relevant"), expecting: .boolean) }
        template(section.title, at: place.key("title"))
        if let guidance = section.guidance { template(guidance, at: place.key("guidance")) }
        let first = fields.count
        for field in section.fields {
            var place = place
            place.field = field.name
            var judged = compile(field, at: place, section: index, table: nil)
            if case .table(let table) = field.type {
                judged = judged.with(compile(table, of: field, at: place, section: index))
            }
            fields.append(judged)
        }
        sections.append(JudgedSection(section: section, relevant: relevant, slots: first..<fields.count))
    }

    /// The names and places inside a table's rows.
    private struct RowScope {
        let scope: Scope
        let places: [Name: Int]
    }

    private mutating func compile(
        _ field: Field, at place: FormPlace, section: Int, table: RowScope?
    ) -> JudgedField {
        func condition(_ text: String?, _ key: String, _ index: Int? = nil) -> Bound? {
            text.flatMap { bound($0, at: place.key(key, index), expecting: .boolean, table) }
        }
        for (key, text) in [("label", field.label), ("help", field.help), ("example", field.example)] {
            if let text { template(text, at: place.key(key)) }
        }
        if case .pledge(let statement) = field.type { template(statement, at: place.key("statement")) }
        var required: Bound?
        if case .when(let text) = field.required { required = condition(text, "required") }
        var calculation: Bound?
        if let text = field.calculation {
            calculation = bound(text, at: place.key("calculate"), expecting: field.type.formulaType, table)
        }
        var constraints: [(Bound, Text)] = []
        for (index, constraint) in field.constraints.enumerated() {
            template(constraint.message, at: place.key("constraints", index), table)
            if let bound = condition(constraint.condition, "constraints", index) {
                constraints.append((bound, constraint.message))
            }
        }
        var choices: [String: Bound] = [:]
        for (index, choice) in field.type.choices.enumerated() {
            if let bound = condition(choice.relevant, "choices", index) { choices[choice.code] = bound }
        }
        let initial = field.initial.flatMap {
            bound($0, at: place.key("default"), expecting: field.type.formulaType, table)
        }
        return JudgedField(
            field: field, section: section, relevant: condition(field.relevant, "relevant"), calculation: calculation,
            required: required, constraints: constraints, choices: choices, pattern: pattern(of: field, at: place),
            initial: initial, table: nil)
    }

    private mutating func pattern(of field: Field, at place: FormPlace) -> TextPattern? {
        let limits: TextLimits
        switch field.type {
        case .text(let own), .longText(let own): limits = own
        default: return nil
        }
        guard let text = limits.pattern else { return nil }
        do {
            return try TextPattern(text)
        } catch {
            findings.append(
                FormFinding(
                    .error, at: place.key("pattern"),
                    Text(
                        "正規表現「\(text)」を読めません（\(error.japanese)）。",
                        en: "“\(text)” is no regular expression: \(error.english)")))
            return nil
        }
    }

    private mutating func compile(
        _ table: Table, of field: Field, at place: FormPlace, section: Int
    ) -> JudgedTable {
        var places: [Name: Int] = [:]
        var shape = table.columns.map { Name($0.name) }
        if case .fixed(let name, _, _) = table.rows { shape.append(Name(name)) }
        for (place, name) in shape.enumerated() where places[name] == nil { places[name] = place }
        let names = table.rowNames(of: field.name, in: scope.names)
        let row = RowScope(scope: Scope(names), places: places)
        var columns: [JudgedField] = []
        for column in table.columns {
            var place = place
            place.column = column.name
            columns.append(compile(column, at: place, section: section, table: row))
        }
        let found = ColumnOrder(columns)
        let cycle = found.circle
        if !cycle.isEmpty {
            var place = place
            place.column = cycle.first
            let names = cycle.map { "「\($0)」" }.joined(separator: " → ")
            findings.append(
                FormFinding(
                    .error, at: place,
                    Text(
                        "列の計算が輪になっています：\(names)。どれかが、ほかに頼らないようにしてください。",
                        en: "Columns depend on each other in a circle: \(cycle.joined(separator: " → ")).")))
        }
        return JudgedTable(
            table: table, columns: columns, order: found.order, late: found.late, shape: Context.Shape(shape))
    }

    // MARK: Formulas

    private mutating func bound(
        _ text: String, at place: FormPlace, expecting type: Type, _ row: RowScope? = nil
    ) -> Bound? {
        if let foreign = ForeignFormula(reading: text) {
            findings.append(FormFinding(.error, at: place, foreign.message))
            return nil
        }
        let formula: Formula
        do {
            formula = try Formula(text, in: row?.scope ?? scope, policy: .forms, expecting: type)
        } catch {
            for finding in error.findings.prefix(5) { add(finding, in: text, at: place, .error) }
            return nil
        }
        for finding in formula.findings {
            // A condition that never holds hides what nobody will ever see; one that always holds is only needless.
            let isDead = if case .alwaysFalse = finding.kind { place.key != "constraints" } else { false }
            add(finding, in: text, at: place, isDead ? .error : .warning)
        }
        let (slots, given, count) = (slots, self.given, form.fields.count)
        return Bound(formula) { name in
            if let place = row?.places[name] { return .row(place) }
            if let slot = slots[name.text] { return .form(slot) }
            return given.firstIndex(of: name).map { .form(count + $0) }
        }
    }

    private mutating func add(
        _ finding: FEEL.Finding, in text: String, at place: FormPlace, _ severity: FormFinding.Severity
    ) {
        let message = finding.report(in: text)
        findings.append(FormFinding(severity, at: place, Text(message.ja, en: message.en)))
    }

    /// Compiles the formulas in a text.
    private mutating func template(_ text: Text, at place: FormPlace, _ row: RowScope? = nil) {
        for text in [text.ja, text.en].compactMap({ $0 }) where templates[text] == nil {
            guard let parts = Template.parts(of: text) else { continue }
            templates[text] = Template(
                pieces: parts.compactMap { part in
                    guard part.isFormula else { return .text(part.text) }
                    guard let bound = bound(part.text, at: place, expecting: .any, row) else {
                        return .text("{\(part.text)}")
                    }
                    return .formula(bound, fieldsByName[Name(part.text)])
                })
        }
    }
}

extension JudgedField {
    fileprivate func with(_ table: JudgedTable) -> JudgedField {
        JudgedField(
            field: field, section: section, relevant: relevant, calculation: calculation, required: required,
            constraints: constraints, choices: choices, pattern: pattern, initial: initial, table: table)
    }
}
