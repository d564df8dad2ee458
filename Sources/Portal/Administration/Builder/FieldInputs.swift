import Grants

/// The inputs of a field's editor.
struct FieldInputs {
    let view: DesignView
    let part: FormPart
    let field: Field
    let place: FormPlace
    let problems: [Problem]

    private var ui: Components { view.ui }
    private var visit: Visit { view.visit }
    private var isColumn: Bool { if case .column = part { true } else { false } }

    var html: HTML {
        """
        \(basics)\(ui.fieldset(visit.say(Words.Builder.answer), limits))\
        \(if: !field.type.isNote, ui.fieldset(visit.say(Words.Builder.requirement), requirement))\
        \(ui.fieldset(visit.say(Words.Builder.showIf), condition("relevant", field.relevant, Words.Builder.always, problems)))\
        \(if: field.type.isComputable, ui.fieldset(visit.say(Words.Builder.calculation), calculation))\
        \(if: !field.type.isNote, ui.fieldset(visit.say(Words.Builder.constraints), constraints))\
        \(if: !field.type.isNote && !isColumn, ui.fieldset(visit.say(Words.Builder.firstValue), firstValue))
        """
    }

    private func control(_ name: String, _ label: Phrase, support: Phrase? = nil) -> Control {
        Control(
            name, visit.say(label), .unmarked, support: support.map(visit.say),
            error: problems.first { $0.target == Control.id(name) }?.message)
    }

    /// Japanese, with English beside it where it is wanted.
    private func text(_ name: String, _ label: Phrase, _ text: Text?, rows: Int = 1, support: Phrase? = nil) -> HTML {
        let ja = control("\(name).ja", label, support: support)
        let en = control("\(name).en", Words.Builder.inEnglish(label))
        // What was not taken stands there as it was typed.
        var text = text
        if let typed = visit.form["\(name).ja"], ja.error != nil || en.error != nil {
            text = Text(typed, en: visit.form["\(name).en"])
        }
        if rows == 1 {
            return ui.text(ja, value: text?.ja ?? "", width: .full, autocomplete: "off")
                + ui.details(
                    visit.say(Words.Builder.english), isOpen: text?.en != nil,
                    ui.text(en, value: text?.en ?? "", width: .full, autocomplete: "off"))
        }
        return ui.textarea(ja, value: text?.ja ?? "", rows: rows)
            + ui.details(
                visit.say(Words.Builder.english), isOpen: text?.en != nil,
                ui.textarea(en, value: text?.en ?? "", rows: rows))
    }

    private var basics: HTML {
        let types = FieldType.samples.filter { !isColumn || $0.fitsColumn }.map {
            Components.Option($0.word, visit.say($0.title))
        }
        return """
            \(text("label", field.type == .note ? Words.Builder.noteText : Words.Builder.label, field.label,
                   rows: field.type == .note ? 4 : 1))\
            \(ui.select(control("kind", Words.Builder.type), options: types, value: field.type.word, prompt: nil))\
            \(if: !field.type.isNote, "\(text("help", Words.guidance, field.help, rows: 2, support: Words.Builder.helpSupport))\(text("example", Words.Builder.example, field.example))")\
            \(ui.details(visit.say(Words.Builder.forFormulas), """
                \(ui.text(control("name", Words.Builder.name, support: Words.Builder.nameSupport), value: field.name, autocomplete: "off"))\
                <p class="support">\(visit.say(Words.Builder.stableID(field.id)))</p>
                """))
            """
    }

    // MARK: Limits

    private func number(_ name: String, _ label: Phrase, _ value: String?) -> HTML {
        let control = control(name, label)
        // What cannot be read stands there as it was typed.
        let typed = control.error == nil ? nil : visit.form[name]
        return ui.text(control, value: typed ?? value ?? "", width: .short, autocomplete: "off")
    }

    private func range(_ least: String?, _ most: String?) -> HTML {
        "<div class=\"condition-row\">\(number("minimum", Words.Builder.minimum, least))\(number("maximum", Words.Builder.maximum, most))</div>"
    }

    private func tick(_ name: String, _ label: Phrase, _ isTicked: Bool) -> HTML {
        ui.checkboxes(
            Control(name, visit.say(label), .unmarked), options: [.init("yes", visit.say(Words.yes))],
            values: isTicked ? ["yes"] : [])
    }

    private var limits: HTML {
        switch field.type {
        case .text(let limits):
            """
            \(range(limits.minimum.map(String.init), limits.maximum.map(String.init)))\
            \(number("digits", Words.Builder.digits, limits.digits.map(String.init)))\
            \(ui.details(visit.say(Words.Builder.pattern), isOpen: limits.pattern != nil,
                ui.text(control("pattern", Words.Builder.pattern, support: Words.Builder.patternSupport), value: limits.pattern ?? "", autocomplete: "off")))\
            \(message)
            """
        case .longText(let limits):
            range(limits.minimum.map(String.init), limits.maximum.map(String.init)) + message
        case .integer(let limits):
            range(limits.minimum.map { String($0) }, limits.maximum.map { String($0) })
                + text("unit", Words.Builder.unit, limits.unit) + anchors(limits) + message
        case .decimal(let limits):
            range(limits.minimum?.description, limits.maximum?.description)
                + number("places", Words.Builder.places, String(limits.places))
                + text("unit", Words.Builder.unit, limits.unit) + message
        case .money(let limits):
            range(limits.minimum.map { String($0) }, limits.maximum.map { String($0) })
                + tick("thousands", Words.Builder.inThousands, limits.isInThousands) + message
        case .rate(let limits): range(limits.minimum.map(Rate.text), limits.maximum.map(Rate.text)) + message
        case .date(let limits), .period(let limits):
            """
            <div class="condition-row">\(number("earliest", Words.Builder.earliest, limits.earliest?.iso))\
            \(number("latest", Words.Builder.latest, limits.latest?.iso))</div>\(message)
            """
        case .choice(let choices): lines(ChoiceList.text(of: choices))
        case .choices(let choices, let limits):
            lines(ChoiceList.text(of: choices))
                + range(limits.minimum.map(String.init), limits.maximum.map(String.init))
        case .linked(let groups):
            ui.textarea(
                control("groups", Words.Builder.groups, support: Words.Builder.groupsSupport),
                value: groups.map { group in
                    ([group.label.ja] + group.choices.map { "　\($0.label.ja)" }).joined(separator: "\n")
                }.joined(separator: "\n"), rows: 10)
        case .pledge(let statement): text("statement", Words.Builder.statement, statement, rows: 5)
        case .file(let limits): files(limits)
        case .table(let table): rows(table)
        default: "<p class=\"support\">\(visit.say(Words.Builder.noLimits))</p>"
        }
    }

    /// What points mean, a line each: 「5：全国でも例がない」.
    private func anchors(_ limits: IntegerLimits) -> HTML {
        ui.details(
            visit.say(Words.Scoring.anchors), isOpen: limits.isCriterion || view.design.isSheet,
            ui.textarea(
                control("anchors", Words.Scoring.anchors, support: Words.Scoring.anchorsSupport),
                value: AnchorList.text(of: limits.anchors), rows: 6)
                + (view.design.isSheet
                    ? number("weight", Words.Scoring.weightBox, limits.weight.map(Rate.text))
                        + number("comment", Words.Scoring.commentBox, limits.commentBelow.map { String($0) }) : .empty))
    }

    private var message: HTML {
        text("message", Words.Builder.message, field.message, support: Words.Builder.messageSupport)
    }

    private func lines(_ text: String) -> HTML {
        ui.textarea(
            control("choices", Words.Builder.choices, support: Words.Builder.choicesSupport), value: text, rows: 8)
    }

    private func files(_ limits: FileLimits) -> HTML {
        let templates = view.design.programme.newest.attachments.map { Components.Option($0.path, $0.path) }
        return """
            \(ui.checkboxes(
                Control("kinds", visit.say(Words.Builder.kinds), .unmarked),
                options: FileKind.allCases.map { .init($0.rawValue, visit.say($0.title)) },
                values: limits.kinds.map(\.rawValue), isInline: true))\
            <div class="condition-row">\
            \(number("size", Words.Builder.megabytes, String(limits.maximumSize / 1_048_576)))\
            \(number("count", Words.Builder.fileCount, String(limits.maximumCount)))</div>\
            \(if: !templates.isEmpty, ui.select(
                control("template", Words.Builder.fileTemplate), options: templates, value: limits.template ?? "",
                prompt: Words.Builder.noTemplate))
            """
    }

    private func rows(_ table: Table) -> HTML {
        let fixed = table.fixedRows
        var (least, most) = (0, 20)
        if case .free(let minimum, let maximum) = table.rows { (least, most) = (minimum, maximum) }
        var rowName = ""
        if case .fixed(let name, _, _) = table.rows { rowName = name }
        let numbers = table.columns.filter { $0.type.isNumber && $0.type.word != "rate" }
        return """
            <div data-modes>\(ui.radios(
                Control("rows", visit.say(Words.Builder.rows), .unmarked),
                options: [
                    .init("free", visit.say(Words.Builder.freeRows)), .init("fixed", visit.say(Words.Builder.fixedRows)),
                ], value: fixed == nil ? "free" : "fixed"))\
            <div class="condition-row" data-mode="free">\(number("rows.minimum", Words.Builder.leastRows, String(least)))\
            \(number("rows.maximum", Words.Builder.mostRows, String(most)))</div>\
            <div data-mode="fixed">\(ui.text(control("rows.name", Words.Builder.rowName, support: Words.Builder.rowNameSupport), value: rowName, autocomplete: "off"))\
            \(ui.textarea(control("rows.names", Words.Builder.rowNames, support: Words.Builder.choicesSupport), value: (fixed ?? []).map(\.label.ja).joined(separator: "\n"), rows: 6))</div></div>\
            \(if: !numbers.isEmpty, ui.checkboxes(
                Control("totals", visit.say(Words.Builder.totals), .unmarked),
                options: numbers.map { .init($0.id, visit.say($0.label)) },
                values: table.columns.filter { table.totals.contains($0.name) }.map(\.id), isInline: true))
            """
    }

    // MARK: Conditions

    private func condition(_ name: String, _ text: String?, _ always: Phrase, _ problems: [Problem]) -> HTML {
        ConditionEditor(
            name: name, condition: text, form: view.form,
            place: place.with(key: name == "need" ? "required" : "relevant"), design: view, always: always,
            problems: problems
        ).html
    }

    private var requirement: HTML {
        let (value, text): (String, String?) =
            switch field.required {
            case .no: ("no", nil)
            case .yes: ("yes", nil)
            case .when(let condition): ("when", condition)
            }
        return """
            <div data-modes>\(ui.radios(
                Control("required", visit.say(Words.Builder.mustAnswer), .unmarked),
                options: [
                    .init("yes", visit.say(Words.required)), .init("no", visit.say(Words.optional)),
                    .init("when", visit.say(Words.Builder.requiredWhen)),
                ], value: visit.form["required"] ?? value, isInline: true))\
            <div data-mode="when">\(condition("need", text, Words.Builder.never, problems))</div></div>
            """
    }

    private var calculation: HTML {
        CalculationEditor(
            name: "calculation", calculation: field.calculation, form: view.form, place: place.with(key: "calculate"),
            design: view
        ).html
    }

    private var constraints: HTML {
        let rows = (0...field.constraints.count).map { index -> HTML in
            let constraint = index < field.constraints.count ? field.constraints[index] : nil
            let box = FormulaBox(
                name: "constraint.\(index)", label: visit.say(Words.Builder.constraint(index + 1)),
                text: constraint?.condition ?? "", place: place.with(key: "constraints"), design: view,
                isCondition: true, support: index == 0 ? Words.Builder.constraintSupport : nil)
            return """
                \(box.html)\(text("constraint.\(index).message", Words.Builder.constraintMessage(index + 1), constraint?.message))
                """
        }
        return "\(rows)"
    }

    private var firstValue: HTML {
        var sources = Prefill.account.map { Components.Option($0.word, visit.say(Words.Admin.prefill($0))) } + earlier
        if let own = field.prefill, !sources.contains(where: { $0.value == own.word }) {
            sources.append(.init(own.word, visit.say(Words.Admin.prefill(own))))
        }
        let box = FormulaBox(
            name: "initial", label: visit.say(Words.Builder.initial), text: field.initial ?? "",
            place: place.with(key: "default"), design: view, support: Words.Builder.initialSupport)
        return """
            \(ui.select(control("prefill", Words.Admin.prefill), options: sources, value: field.prefill?.word ?? "", prompt: Words.Builder.noPrefill))\
            \(tick("locked", Words.Builder.locked, field.isLocked))\(box.html)\
            \(tick("internal", Words.Builder.internalOnly, field.isInternal))
            """
    }

    /// Answers of procedures before the one that uses this form.
    private var earlier: [Components.Option] {
        let programme = view.design.programme.newest
        let procedures = programme.flow.procedures
        guard let own = procedures.firstIndex(where: { $0.form == view.form.id }) else { return [] }
        return procedures[..<own].flatMap { procedure -> [Components.Option] in
            (programme.form(procedure.form)?.fields ?? []).filter {
                $0.type.word == field.type.word && !$0.type.isNote && !$0.type.isFile
            }.map { source in
                .init(
                    Prefill.earlier(procedure: procedure.id, field: source.name).word,
                    "\(visit.say(procedure.name))：\(visit.say(source.label))")
            }
        }
    }
}
