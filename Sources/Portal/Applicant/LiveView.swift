import Grants

/// What changes on a page while it is filled in: what is shown, required and offered, computed values, what is wrong
/// with answers that are there, and why one is not eligible. The page's script puts it into place; it decides nothing.
enum LiveView {
    static func json(of leaf: Leaf, _ fields: FormFields) -> JSON {
        let judgement = fields.judgement
        let visit = fields.visit
        var shown: [String: JSON] = [:]
        var required: [String: JSON] = [:]
        var offered: [String: JSON] = [:]
        var values: [String: JSON] = [:]
        var texts: [String: JSON] = [:]
        func look(_ field: Field, at place: String, isShown: Bool) {
            shown[place] = .bool(isShown)
            if case .when = field.required { required[place] = .bool(judgement.isRequired(field, at: place)) }
            if field.type.choices.contains(where: { $0.relevant != nil }) {
                offered[place] = .strings(judgement.choices(of: field, at: place).map(\.code))
            }
        }
        for field in leaf.fields {
            look(field, at: field.name, isShown: judgement.isShown(field.name))
            if let help = field.help, help.ja.contains("{") {
                texts["\(Control.id(field.name))-support"] = .string(fields.say(help))
            }
            if field.type == .note, field.label.ja.contains("{") {
                texts["\(Control.id(field.name))-note"] = .string(fields.say(field.label))
            }
            if field.calculation != nil {
                values[field.name] = .string(
                    fields.words(computed: judgement.answers[field.name], field, at: field.name))
            }
            guard case .table(let table) = field.type else { continue }
            let rows = Dictionary(
                judgement.filledRows(of: field.name).map { ($0.id, $0.cells) }, uniquingKeysWith: { $1 })
            for row in judgement.rows(of: field.name) {
                for column in table.columns {
                    let place = "\(field.name).\(row).\(column.name)"
                    if column.relevant != nil || column.required != .no {
                        look(column, at: place, isShown: judgement.isShown(cell: place))
                    }
                    if column.calculation != nil {
                        values[place] = .string(fields.words(computed: rows[row]?[column.name], column, at: place))
                    }
                }
            }
            for total in table.totals {
                guard let column = table.column(named: total) else { continue }
                values["\(field.name).total.\(total)"] = .string(
                    fields.words(judgement.total(of: total, in: field), column))
            }
        }
        var sections: [String: JSON] = [:]
        for part in leaf.parts where part.section.relevant != nil {
            sections[part.section.id] = .bool(judgement.isShown(part.section))
        }
        var errors: [String: JSON] = [:]
        var missing: [String] = []
        for error in judgement.errors(in: leaf) {
            let target = error.target(in: judgement.form)
            if isMissing(error, fields) {
                missing.append(target)
            } else if errors[target] == nil {
                errors[target] = .string(visit.say(error.message))
            }
        }
        return .object([
            "shown": .object(shown), "sections": .object(sections), "required": .object(required),
            "offered": .object(offered), "values": .object(values), "texts": .object(texts),
            "errors": .object(errors), "missing": .strings(missing), "stops": .string(fields.stops.string),
        ])
    }

    /// Whether an answer, or a part of one, is only missing: that is no mistake while one is still typing.
    private static func isMissing(_ error: FieldError, _ fields: FormFields) -> Bool {
        error.isMissing || (error.part != nil && fields.typed.all(error.box).allSatisfy(\.isEmpty))
    }
}
