import Grants

/// Conditions as the sentence builder sends them.
struct ConditionForm {
    private let form: URLEncodedForm
    private let whole: Form

    init(_ form: URLEncodedForm, in whole: Form) {
        self.form = form
        self.whole = whole
    }

    /// The condition under a name: none, a sentence of rows, or a formula as it was typed.
    func condition(_ name: String, at place: FormPlace, was old: String?) -> (text: String?, problems: [Problem]) {
        switch form["\(name).mode"] {
        case "rows":
            let subjects = ConditionSubject.all(in: whole, at: place)
            var rows: [ConditionSentence.Row] = []
            var problems: [Problem] = []
            for index in 0..<12 {
                guard let id = form["\(name).\(index).field"], !id.isEmpty else { continue }
                guard let subject = subjects.first(where: { $0.id == id }) else { continue }
                let box = "\(name).\(index).value"
                let sign = ConditionSentence.Sign(rawValue: form["\(name).\(index).sign"] ?? "") ?? subject.signs.first
                guard let sign, subject.problem(with: sign) == nil else {
                    let first = subject.signs.first
                    let reason = sign.flatMap(subject.problem(with:))
                    if let reason { problems.append(Problem(field: "\(name).\(index).field", reason.ja)) }
                    // Another kind of field was chosen: its first operator is offered until one is.
                    if let first, !first.takesValue { rows.append(row(subject, first, nil)) }
                    continue
                }
                if !sign.takesValue {
                    rows.append(row(subject, sign, nil))
                    continue
                }
                let typed = form[box] ?? ""
                if let operand = subject.operand(named: typed) {
                    rows.append(row(subject, sign, operand))
                } else {
                    problems.append(Problem(field: box, Words.Builder.badOperand(subject.label.ja).ja))
                }
            }
            if rows.isEmpty { return (problems.isEmpty ? nil : old, problems) }
            let join: ConditionSentence.Join = form["\(name).join"] == "any" ? .any : .all
            let sentence = ConditionSentence(rows, join: join)
            let was = old.flatMap { ConditionSentence(formula: $0) }?.plain
            // As it was written, where it says the same; and a row that cannot be read takes nothing away.
            if was == sentence.plain { return (old, problems) }
            if !problems.isEmpty, rows.count < was?.groups.first?.rows.count ?? 0 { return (old, problems) }
            return (sentence.formula ?? old, problems)
        case "formula":
            let text = Plain.lines(form["\(name).formula"] ?? "")
            return (text.isEmpty ? nil : text, [])
        case nil: return (old, [])
        default: return (nil, [])
        }
    }

    /// Whether the rows of a page send a sentence again as it is.
    static func canSend(_ sentence: ConditionSentence, _ subjects: [ConditionSubject]) -> Bool {
        guard sentence.groups.count <= 1, let rows = sentence.groups.first?.rows, rows.count <= 12 else { return false }
        return rows.allSatisfy { row in
            guard let subject = subjects.first(where: { $0.field == row.field && $0.part == row.part }),
                subject.problem(with: row.sign) == nil, subject.counts(row.sign) == row.isCount
            else { return false }
            if !row.sign.takesValue { return row.value == nil }
            guard let value = row.value else { return false }
            return subject.operand(named: value.typed) == value
        }
    }

    private func row(
        _ subject: ConditionSubject, _ sign: ConditionSentence.Sign, _ value: ConditionSentence.Operand?
    ) -> ConditionSentence.Row {
        ConditionSentence.Row(subject.field, part: subject.part, isCount: subject.counts(sign), sign, value)
    }
}

extension ConditionSubject {
    /// What a list of fields sends for it.
    var id: String { part.map { "\(field).\($0)" } ?? field }

    /// A value by what a person typed: a choice by its label or code, a day in any way.
    func operand(named typed: String) -> ConditionSentence.Operand? {
        if let operand = operand(typed) { return operand }
        let wanted = Plain.searchable(typed)
        switch kind {
        case .choice(let choices), .choices(let choices):
            return choices.first { Plain.searchable($0.label.ja) == wanted }.flatMap { operand($0.code) }
        case .date:
            if typed == "今日" { return operand("today") }
            let parts = typed.split(whereSeparator: { "/-年月日".contains($0) }).map(String.init)
            guard parts.count == 3, let day = Day(typedYear: parts[0], month: parts[1], day: parts[2]) else {
                return nil
            }
            return .day(day)
        default: return nil
        }
    }
}

/// Calculations as the sentence builder sends them.
struct FormulaForm {
    private let form: URLEncodedForm

    init(_ form: URLEncodedForm) { self.form = form }

    /// The formula under a name: none, a sentence, or as it was typed.
    func formula(_ name: String, was old: String?) -> (text: String?, problems: [Problem]) {
        switch form["\(name).mode"] {
        case "sentence":
            guard let core = core(name) else {
                return (old, [Problem(field: "\(name).a.0", Words.Builder.chooseOperands.ja)])
            }
            var rounding: FormulaSentence.Rounding?
            if let way = FormulaSentence.Rounding.Way(rawValue: form["\(name).way"] ?? "") {
                rounding = .init(way, to: Int(form["\(name).places"] ?? "") ?? 0)
            }
            let sentence = FormulaSentence(core, rounding: rounding, ceiling: operand("\(name).ceiling"))
            if let old, FormulaSentence(formula: old) == sentence { return (old, []) }
            return (sentence.formula, [])
        case "formula":
            let text = Plain.lines(form["\(name).formula"] ?? "")
            return (text.isEmpty ? nil : text, [])
        case nil: return (old, [])
        default: return (nil, [])
        }
    }

    private func core(_ name: String) -> FormulaSentence.Core? {
        let operands = (0..<6).compactMap { operand("\(name).a.\($0)") }
        guard let first = operands.first else { return nil }
        switch form["\(name).core"] {
        case "difference": return .difference(first, Array(operands.dropFirst()))
        case "share":
            guard let rate = operand("\(name).rate") else { return nil }
            return .share(of: first, rate: rate)
        default: return operands.count == 1 ? .value(first) : .sum(operands)
        }
    }

    /// A field `f:NAME`, a column's total `t:TABLE.COLUMN`, or a number as it was typed.
    private func operand(_ name: String) -> FormulaSentence.Operand? {
        let value = Plain.line(form[name] ?? "")
        let typed = Plain.line(form["\(name).number"] ?? "")
        if value.hasPrefix("f:") { return .field(String(value.dropFirst(2))) }
        if value.hasPrefix("t:") {
            let parts = value.dropFirst(2).split(separator: ".").map(String.init)
            return parts.count == 2 ? .total(table: parts[0], column: parts[1]) : nil
        }
        return Rate.reading(Plain.code(typed).filter { $0 != "," }).map(FormulaSentence.Operand.number)
    }
}
