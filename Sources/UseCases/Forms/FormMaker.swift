import FEEL
import Grants
import XLSForm

/// Makes a form of an XLSForm: first its fields get names and types, then the expressions are translated over those.
struct FormMaker {
    let source: XLSForm
    let outline: SurveyOutline
    var names: FormNames
    /// The types of fields, and why one is not quite what the question asks for, by path.
    let types: [String: QuestionMapping]
    var translator: FormTranslator
    /// All expressions by path.
    private(set) var expressions: [String: [TranslatedExpression.Slot: TranslatedExpression]] = [:]
    private(set) var review: [ImportedForm.Item] = []
    private(set) var findings: [SheetFinding] = []
    /// The columns of the choices sheet, by list.
    let choiceColumns: [String: Set<String>]
    /// The rows of fields, and of columns under `TABLE/COLUMN`.
    private var rows: [String: Int] = [:]

    init(_ source: XLSForm, _ sheets: XLSFormSheets) {
        self.source = source
        let outline = SurveyOutline(source)
        let names = FormNames(outline)
        (self.outline, self.names) = (outline, names)
        findings = outline.findings
        var types: [String: QuestionMapping] = [:]
        var changes = TranslationContext.Changes(names: names.byPath, omitted: outline.omitted)
        func add(_ item: SurveyOutline.Item, isColumn: Bool) {
            guard !item.isHeading else { return }
            let path = item.node.nodeset
            let mapping = QuestionMapping(
                item.node, in: source, hasOther: outline.withOther.contains(path), isColumn: isColumn)
            types[path] = mapping
            if mapping.type.isTable { return }
            // What is computed is known only when its formula is.
            if mapping.type.isNote {
                changes.omitted.insert(path)
            } else if mapping.computation(of: item.node) != .calculation {
                changes.types[path] = mapping.type.formulaType
            }
            if case .integer = mapping.type { changes.whole.insert(path) }
        }
        for item in outline.parts.flatMap(\.items) {
            add(item, isColumn: false)
            for column in item.columns { add(column, isColumn: true) }
        }
        self.types = types
        choiceColumns = source.choices.mapValues { list in
            list.choices.reduce(into: ["name"]) { $0.formUnion($1.columns.keys) }
        }
        translator = FormTranslator(source, fields: changes)
        for expression in translator.expressions() {
            expressions[expression.nodeset, default: [:]][expression.slot] = expression
        }
    }

    // MARK: The form

    mutating func form(id: String) -> Form {
        for (node, name) in names.renamed {
            say(
                node, "name", "項目の名前「\(node.name)」は計算式で使えないか、ほかにもあるので、「\(name)」にしました。式も直してあります。",
                "The name \(node.name) cannot be used in formulas, or is there twice, and became \(name), in expressions, too."
            )
        }
        var sections: [Section] = []
        var loose = 0
        for part in outline.parts {
            let group = part.group
            let id = names.section(group?.name ?? (loose == 0 ? "basic" : "other"))
            let place = FormPlace(section: id)
            var title: Text
            if let group {
                title = templated(group.label, of: group, at: place.key("title")) ?? Text(group.name)
            } else {
                title = loose == 0 ? Text("基本情報", en: "Basic information") : Text("その他の項目", en: "Other questions")
                loose += 1
            }
            if title.ja.isEmpty { title.ja = "区分" }
            var section = Section(id: id, title: title, fields: [])
            if let group {
                section.guidance = templated(group.hint, of: group, at: place.key("guidance"))
                section.relevant = formula(.relevant, of: group, at: place.key("relevant")).flatMap(condition)
                tellUnused(group)
            }
            section.fields = part.items.map { field($0, in: id) }
            sections.append(section)
        }
        let title = source.title ?? source.identifier ?? "取り込んだ様式"
        return Form(id: id, title: Text(title), sections: sections)
    }

    private mutating func field(_ item: SurveyOutline.Item, in section: String) -> Field {
        let name = names.byPath[item.node.nodeset] ?? item.node.name
        var field = field(item, named: name, at: FormPlace(section: section, field: name), isColumn: false)
        rows[name] = item.node.row
        guard case .table(var table) = field.type else { return field }
        table.columns = item.columns.map { column in
            let own = names.byPath[column.node.nodeset] ?? column.node.name
            rows["\(name)/\(own)"] = column.node.row
            return self.field(
                column, named: own, at: FormPlace(section: section, field: name, column: own), isColumn: true)
        }
        field.type = .table(table)
        countRows(&field, item.node, at: FormPlace(section: section, field: name))
        return field
    }

    /// Groups have labels and conditions; whatever else their row says is not taken over.
    private mutating func tellUnused(_ group: FormNode) {
        let unused: [(String, Bool)] = [
            ("required", group.logic.required != nil), ("constraint", group.logic.constraint != nil),
            ("calculation", group.logic.calculation != nil), ("read_only", group.logic.readOnly != nil),
        ]
        for (column, isThere) in unused where isThere {
            say(
                group, column, "まとまりの「\(column)」は取り込みません。中の項目に書いてください。",
                "“\(column)” of a group is not imported: write it for its questions.")
        }
    }

    // MARK: What is said

    mutating func say(_ node: FormNode, _ column: String, _ ja: String, _ en: String) {
        findings.append(.survey(.warning, node.row, column, ja, en))
    }

    /// What stands in place of a formula that could not be translated, and is to be reviewed.
    mutating func foreign(_ source: String, _ reason: Message, of node: FormNode, at place: FormPlace) -> String {
        let formula = ForeignFormula(source, because: reason.ja)
        review.append(
            ImportedForm.Item(
                place: place, row: node.row, formula: formula, reason: Text(reason.ja, en: reason.en)))
        return formula.text
    }

    /// What the judge says of the form, by the rows of the sheet; what is to be reviewed is told already.
    func judged(_ form: Form) -> [SheetFinding] {
        let reviewed = Set(review.map { $0.formula.message })
        return Judge(form).findings.filter { !reviewed.contains($0.message) }.map { finding in
            let place = finding.place
            let row = place.field.flatMap { field in
                place.column.flatMap { rows["\(field)/\($0)"] } ?? rows[field]
            }
            let subject = [place.field, place.column].compactMap { $0 }.joined(separator: " / ")
            let label = subject.isEmpty ? "" : "「\(subject)」"
            return .survey(
                finding.severity == .error ? .error : .warning, row, place.key, label + finding.message.ja,
                label + finding.message.in(english: true))
        }
    }

    // MARK: Formulas

    /// What an expression of the node became: a formula, or what is to be reviewed. Nil where the row says nothing.
    mutating func formula(
        _ slot: TranslatedExpression.Slot, of node: FormNode, at place: FormPlace
    ) -> String? {
        guard let expression = expressions[node.nodeset]?[slot] else { return nil }
        switch expression.translation {
        case .formula(let text): return text
        case .needsReview(let reason): return foreign(expression.source, reason, of: node, at: place)
        }
    }

    /// The condition, unless it always holds.
    func condition(_ text: String) -> String? { text == "true" ? nil : text }

    /// The conditions of the groups around a node and its own.
    mutating func relevance(_ item: SurveyOutline.Item, at place: FormPlace) -> String? {
        let nodes = item.isHeading ? item.groups : item.groups + [item.node]
        let found = nodes.compactMap { expressions[$0.nodeset]?[.relevant] }
        var formulas: [String] = []
        for expression in found {
            switch expression.translation {
            case .formula(let text): if let text = condition(text) { formulas.append(text) }
            case .needsReview(let reason):
                let source =
                    found.count == 1 ? expression.source : found.map { "(\($0.source))" }.joined(separator: " and ")
                return foreign(source, reason, of: item.node, at: place)
            }
        }
        if formulas.count < 2 { return formulas.first }
        return formulas.map { "(\($0))" }.joined(separator: " and ")
    }
}
