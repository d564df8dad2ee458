import Grants

/// The inputs of a condition: always, a sentence of rows, or a formula. Works without scripts: each save shows one row
/// more.
struct ConditionEditor {
    let name: String
    let condition: String?
    let form: Form
    let place: FormPlace
    let design: DesignView
    /// What it means that there is none: 「いつも表示する」.
    let always: Phrase
    var problems: [Problem] = []

    private var visit: Visit { design.visit }
    private var ui: Components { visit.ui }

    var html: HTML {
        let sentence = condition.flatMap { ConditionSentence(formula: $0) }?.plain
        // What the rows could not send again stays a formula, so that saving changes nothing.
        let isPlain = sentence.map { ConditionForm.canSend($0, ConditionSubject.all(in: form, at: place)) } ?? false
        // What was chosen on a page that comes back with something to mend stays chosen.
        let mode = visit.form["\(name).mode"] ?? (condition == nil ? "none" : isPlain ? "rows" : "formula")
        let modes = ui.radios(
            Control("\(name).mode", visit.say(Words.Builder.conditionMode), .unmarked),
            options: [
                .init("none", visit.say(always)), .init("rows", visit.say(Words.Builder.bySentence)),
                .init("formula", visit.say(Words.Builder.byFormula)),
            ], value: mode, isInline: true)
        return """
            <div class="condition" data-modes>\(modes)\
            <div data-mode="rows">\(rows(isPlain ? sentence : nil))</div>\
            <div data-mode="formula">\(formula(mode == "formula" ? condition : condition ?? ""))</div>\
            \(reading)</div>
            """
    }

    private func rows(_ sentence: ConditionSentence?) -> HTML {
        let group = sentence?.groups.first
        let rows = group?.rows ?? []
        let subjects = ConditionSubject.all(in: form, at: place)
        let join: HTML = """
            \(if: rows.count > 1, ui.radios(
                Control("\(name).join", visit.say(Words.Builder.join), .unmarked),
                options: ConditionSentence.Join.allCases.map { .init($0.rawValue, visit.say(Words.Builder.join($0))) },
                value: (group?.join ?? .all).rawValue, isInline: true))
            """
        let unusable = subjects.compactMap { subject -> HTML? in
            if case .unusable(let reason) = subject.kind { return "<li>\(visit.say(reason))</li>" }
            return nil
        }
        let begun = (0..<12).last { given("\($0).field")?.isEmpty == false }.map { $0 + 1 } ?? 0
        let lines = (0...min(max(rows.count, begun), 11)).map { index in
            line(index, index < rows.count ? rows[index] : unfinished(index, subjects), subjects)
        }
        return """
            \(join)<div class="condition-rows">\(lines)</div>\
            \(if: !unusable.isEmpty, ui.details(visit.say(Words.Builder.whyNot), "<ul>\(unusable)</ul>"))
            """
    }

    /// What is chosen on the page and is no whole row yet.
    private func given(_ box: String) -> String? {
        visit.form["\(name).\(box)"] ?? visit.query["\(name).\(box)"]
    }

    private func unfinished(_ index: Int, _ subjects: [ConditionSubject]) -> ConditionSentence.Row? {
        guard let subject = subjects.first(where: { $0.id == given("\(index).field") }) else { return nil }
        let sign = given("\(index).sign").flatMap(ConditionSentence.Sign.init(rawValue:))
        guard let sign = sign.flatMap({ subject.signs.contains($0) ? $0 : nil }) ?? subject.signs.first else {
            return nil
        }
        return ConditionSentence.Row(subject.field, part: subject.part, isCount: subject.counts(sign), sign)
    }

    private func line(_ index: Int, _ row: ConditionSentence.Row?, _ subjects: [ConditionSubject]) -> HTML {
        let box = "\(name).\(index)"
        let subject = row.flatMap { row in subjects.first { $0.field == row.field && $0.part == row.part } }
        var control = Control("\(box).field", visit.say(Words.Builder.conditionField(index + 1)), .unmarked)
        control.error = problems.first { $0.target == Control.id("\(box).field") }?.message
        let usable = subjects.filter { if case .unusable = $0.kind { false } else { true } }
        let field = ui.select(
            control, options: usable.map { .init($0.id, visit.say($0.label)) }, value: subject?.id ?? "",
            prompt: index == 0 ? Words.choose : Words.Builder.noMore)
        guard let subject, let row else { return "<div class=\"condition-row\">\(field)</div>" }
        let sign = ui.select(
            Control("\(box).sign", visit.say(Words.Builder.sign), .unmarked),
            options: subject.signs.map { .init($0.rawValue, visit.say($0.title)) }, value: row.sign.rawValue,
            prompt: nil)
        return "<div class=\"condition-row\">\(field)\(sign)\(if: row.sign.takesValue, value(box, row, subject))</div>"
    }

    private func value(_ box: String, _ row: ConditionSentence.Row, _ subject: ConditionSubject) -> HTML {
        var control = Control("\(box).value", visit.say(Words.Builder.value), .unmarked)
        control.error = problems.first { $0.target == Control.id("\(box).value") }?.message
        switch subject.kind {
        case .choice(let choices), .choices(let choices):
            let chosen: String = if case .text(let code)? = row.value { code } else { "" }
            return ui.select(
                control, options: choices.map { .init($0.code, visit.say($0.label)) }, value: chosen)
        default:
            return ui.text(control, value: row.value?.typed ?? "", width: .medium, autocomplete: "off")
        }
    }

    private func formula(_ text: String?) -> HTML {
        FormulaBox(
            name: "\(name).formula", label: visit.say(Words.Builder.conditionFormula), text: text ?? "", place: place,
            design: design, isCondition: true
        ).html
    }

    /// What the condition says, in words.
    private var reading: HTML {
        // It is there from the beginning, so that a save can fill it.
        guard let condition, let reading = Form.reading(of: condition) else {
            return "<p class=\"support\" data-refresh=\"\(name)-reading\"></p>"
        }
        return "<p class=\"support\" data-refresh=\"\(name)-reading\">\(visit.say(Words.Builder.reads(reading)))</p>"
    }
}

extension ConditionSentence.Operand {
    /// As a box shows it.
    var typed: String {
        switch self {
        case .text(let text): text
        case .number(let number): Rate.text(number)
        case .day(let day): day.iso
        case .today: "今日"
        case .field(let name): name
        }
    }
}

/// A box for a formula, checked while one types, with names to complete.
struct FormulaBox {
    let name: String
    let label: String
    let text: String
    let place: FormPlace
    let design: DesignView
    var isCondition = false
    var support: Phrase? = Words.Builder.formulaSupport

    var html: HTML {
        let visit = design.visit
        let findings = text.isEmpty ? [] : FormulaCheck.findings(text, design.design, place, isCondition: isCondition)
        var control = Control(name, label, .unmarked, support: support.map(visit.say))
        control.error = findings.first { $0.isError }.map { visit.say($0.message) }
        let box = visit.ui.textarea(control, value: text, rows: 2)
        return """
            <div class="formula" data-formula="\(href: Site.adminFormCheck(design.address))" \
            data-place="\(place.field ?? "")" data-column="\(place.column ?? "")" data-section="\(place.section ?? "")" \
            data-key="\(place.key ?? "")" data-condition="\(isCondition ? "1" : "")">\(box)\
            <p class="support formula-verdict" role="status"></p></div>
            """
    }
}

/// The inputs of a calculation: none, a sentence, or a formula.
struct CalculationEditor {
    let name: String
    let calculation: String?
    let form: Form
    let place: FormPlace
    let design: DesignView

    private var visit: Visit { design.visit }
    private var ui: Components { visit.ui }

    var html: HTML {
        // What the boxes could not send again stays a formula, so that saving changes nothing.
        let offered = Set(operands.map(\.value))
        let sentence = calculation.flatMap { FormulaSentence(formula: $0) }.flatMap { sentence in
            sentence.operands.count <= 6 && [0, -3, -4, 2].contains(sentence.rounding?.places ?? 0)
                && (sentence.operands + sentence.others).allSatisfy { operand in
                    operand.option.map(offered.contains) ?? true
                } ? sentence : nil
        }
        let mode =
            visit.form["\(name).mode"] ?? (calculation == nil ? "none" : sentence == nil ? "formula" : "sentence")
        let modes = ui.radios(
            Control("\(name).mode", visit.say(Words.Builder.calculationMode), .unmarked),
            options: [
                .init("none", visit.say(Words.Builder.typedByApplicant)),
                .init("sentence", visit.say(Words.Builder.bySentence)),
                .init("formula", visit.say(Words.Builder.byFormula)),
            ], value: mode, isInline: true)
        let box = FormulaBox(
            name: "\(name).formula", label: visit.say(Words.Builder.calculation), text: calculation ?? "", place: place,
            design: design)
        return """
            <div class="condition" data-modes>\(modes)<div data-mode="sentence">\(inputs(sentence))</div>\
            <div data-mode="formula">\(box.html)</div></div>
            """
    }

    private func inputs(_ sentence: FormulaSentence?) -> HTML {
        let (core, operands, rate): (String, [FormulaSentence.Operand], FormulaSentence.Operand?) =
            switch sentence?.core {
            case .value(let operand)?: ("sum", [operand], nil)
            case .sum(let operands)?: ("sum", operands, nil)
            case .difference(let first, let rest)?: ("difference", [first] + rest, nil)
            case .share(let operand, let rate)?: ("share", [operand], rate)
            case nil: ("sum", [], nil)
            }
        let kinds = ui.radios(
            Control("\(name).core", visit.say(Words.Builder.whatToCompute), .unmarked),
            options: [
                .init("sum", visit.say(Words.Builder.addUp)), .init("difference", visit.say(Words.Builder.takeAway)),
                .init("share", visit.say(Words.Builder.timesRate)),
            ], value: core)
        let boxes = (0...min(operands.count, 5)).map { index in
            operand(
                "\(name).a.\(index)", Words.Builder.operand(index + 1), index < operands.count ? operands[index] : nil)
        }
        let places = sentence?.rounding?.places ?? 0
        return """
            \(kinds)<div class="condition-rows">\(boxes)</div>\
            \(operand("\(name).rate", Words.Builder.rate, rate))\
            <div class="condition-row">\(ui.select(
                Control("\(name).way", visit.say(Words.Builder.rounding), .unmarked),
                options: FormulaSentence.Rounding.Way.allCases.map { .init($0.rawValue, visit.say($0.title)) },
                value: sentence?.rounding?.way.rawValue ?? "", prompt: Words.Builder.noRounding))\
            \(ui.select(
                Control("\(name).places", visit.say(Words.Builder.roundingPlaces), .unmarked),
                options: [
                    .init("0", visit.say(Words.Builder.toYen)), .init("-3", visit.say(Words.Builder.toThousands)),
                    .init("-4", visit.say(Words.Builder.toTenThousands)), .init("2", visit.say(Words.Builder.toHundredths)),
                ], value: String(places), prompt: nil))</div>\
            \(operand("\(name).ceiling", Words.Builder.ceiling, sentence?.ceiling))
            """
    }

    private func operand(_ box: String, _ label: Phrase, _ operand: FormulaSentence.Operand?) -> HTML {
        var value = ""
        var number = ""
        switch operand {
        case .field(let name)?: value = "f:\(name)"
        case .total(let table, let column)?: value = "t:\(table).\(column)"
        case .number(let typed)?: number = Rate.text(typed)
        case nil: break
        }
        return """
            <div class="condition-row">\(ui.select(
                Control(box, visit.say(label), .unmarked), options: operands, value: value, prompt: Words.Builder.orNumber))\
            \(ui.text(Control("\(box).number", visit.say(Words.Builder.number), .unmarked), value: number, width: .short,
                      autocomplete: "off"))</div>
            """
    }

    /// What a sentence can compute with: numbers of the form, of the row where it stands in one, and columns' totals.
    private var operands: [Components.Option] {
        var options: [Components.Option] = []
        if place.column != nil, case .table(let table)? = place.field.flatMap(form.field(named:))?.type {
            options += table.columns.filter { $0.type.isNumber && $0.name != place.column }.map {
                .init("f:\($0.name)", visit.say($0.label))
            }
        }
        for field in form.fields where field.name != place.field {
            if field.type.isNumber { options.append(.init("f:\(field.name)", visit.say(field.label))) }
            guard case .table(let table) = field.type else { continue }
            options += table.columns.filter(\.type.isNumber).map {
                .init("t:\(field.name).\($0.name)", visit.say(Words.Builder.totalOf(field.label, $0.label)))
            }
        }
        return options
    }
}

extension FormulaSentence {
    /// What stands in its boxes, one after the other.
    fileprivate var operands: [Operand] {
        switch core {
        case .value(let operand), .share(let operand, _): [operand]
        case .sum(let operands): operands
        case .difference(let first, let rest): [first] + rest
        }
    }

    /// Rate and ceiling.
    fileprivate var others: [Operand] {
        var others = ceiling.map { [$0] } ?? []
        if case .share(_, let rate) = core { others.append(rate) }
        return others
    }
}

extension FormulaSentence.Operand {
    /// What a list of operands sends for it; nil for a number.
    fileprivate var option: String? {
        switch self {
        case .field(let name): "f:\(name)"
        case .total(let table, let column): "t:\(table).\(column)"
        case .number: nil
        }
    }
}
