import FEEL
import Grants
import XLSForm

extension FormMaker {
    /// The field or column that a row becomes.
    mutating func field(
        _ item: SurveyOutline.Item, named name: String, at place: FormPlace, isColumn: Bool
    ) -> Field {
        let node = item.node
        var field = Field(name: name, label: Text(name), type: .heading)
        if let label = templated(node.label, of: node, at: place.key("label")) { field.label = label }
        field.relevant = relevance(item, at: place.key("relevant"))
        guard var mapping = types[node.nodeset] else { return field }
        field.help = help(of: node, at: place.key("help"))
        if !mapping.type.isTable { compute(&field, &mapping, node, at: place) }
        if mapping.type.isTable, isColumn { mapping.type = .text(TextLimits()) }
        field.type = mapping.type
        if case .text(let limits) = field.type, limits.pattern != nil {
            field.message = Text("時刻を「9:30」のように入力してください", en: "Enter a time such as 9:30")
        }
        if let remark = mapping.remark { say(node, "type", "「\(name)」：\(remark.ja)", "\(name): \(remark.en)") }
        guard !field.type.isNote else {
            tellIgnored(node)
            return field
        }
        if field.calculation == nil { require(&field, node, at: place.key("required")) }
        addConstraints(&field, mapping, node, at: place)
        filterChoices(&field, node, at: place)
        tellIgnored(node)
        return field
    }

    private mutating func help(of node: FormNode, at place: FormPlace) -> Text? {
        let hint = templated(node.hint, of: node, at: place)
        guard let guidance = templated(node.guidanceHint, of: node, at: place) else { return hint }
        guard let hint else { return guidance }
        let en = hint.en == nil && guidance.en == nil
        return Text(
            "\(hint.ja)\n\(guidance.ja)",
            en: en ? nil : "\(hint.in(english: true))\n\(guidance.in(english: true))")
    }

    private mutating func require(_ field: inout Field, _ node: FormNode, at place: FormPlace) {
        switch formula(.required, of: node, at: place) {
        case nil, "false"?: field.required = .no
        case "true"?: field.required = .yes
        case let condition?: field.required = .when(condition)
        }
    }

    // MARK: Values

    /// What computes the value, or gives its first one, and the type that is seen from that.
    private mutating func compute(
        _ field: inout Field, _ mapping: inout QuestionMapping, _ node: FormNode, at place: FormPlace
    ) {
        var computation = mapping.computation(of: node)
        // What is computed is never typed.
        let readOnly = computation == nil ? formula(.readOnly, of: node, at: place.key("constraints", 0)) : nil
        if computation == nil, readOnly == "true", !mapping.type.isNote {
            guard node.defaultValue != nil, mapping.type.isComputable else {
                // It shows a text that cannot be changed.
                mapping.type = .note
                say(
                    node, "read_only", "「\(field.name)」は入力できない項目なので、固定文にしました。",
                    "\(field.name) cannot be filled in and became a note.")
                return
            }
            computation = .defaultValue
        } else if computation == nil, let readOnly, readOnly != "true", readOnly != "false" {
            let text =
                ForeignFormula(reading: readOnly) != nil
                ? readOnly
                : foreign(
                    node.logic.readOnly ?? readOnly,
                    Message(ja: "条件によって編集できなくする設定はありません。", en: "A field cannot be locked by a condition."),
                    of: node, at: place.key("constraints", 0))
            field.constraints.append(Constraint(text, message: Self.checkAnswer))
        }
        switch computation {
        case .today: field.calculation = "today()"
        case .calculation:
            field.calculation = formula(.calculation, of: node, at: place.key("calculate"))
            adopt(.calculation, &field, &mapping, node, at: place.key("calculate"))
        case .defaultValue:
            field.calculation = firstValue(of: node, mapping.type, at: place.key("calculate"))
            if node.isDefaultDynamic { adopt(.defaultValue, &field, &mapping, node, at: place.key("calculate")) }
        case nil: field.initial = firstValue(of: node, mapping.type, at: place.key("default"))
        }
        guard let text = field.calculation, ForeignFormula(reading: text) == nil else { return }
        if case .decimal = mapping.type, text.contains("/") {
            say(
                node, "calculation",
                "「\(field.name)」は割り算の結果を小数第\(QuestionMapping.places)位までに丸めます。補助率のような割合なら、型を「率」（rate）にしてください。",
                "\(field.name) is rounded to \(QuestionMapping.places) places. If it is a rate, make it one (rate).")
        }
        if !node.triggers.isEmpty {
            say(
                node, "trigger", "「\(field.name)」は、関係する項目が変わるたびに計算し直します（triggerは取り込みません）。",
                "\(field.name) is computed whenever what it depends on changes: the trigger is not imported.")
        }
    }

    /// Gives a computed field the type that its formula shows.
    private mutating func adopt(
        _ slot: TranslatedExpression.Slot, _ field: inout Field, _ mapping: inout QuestionMapping, _ node: FormNode,
        at place: FormPlace
    ) {
        guard let expression = expressions[node.nodeset]?[slot], expression.translation.formula != nil else {
            if !mapping.type.isComputable { mapping.type = .text(TextLimits()) }
            return
        }
        switch (expression.type, mapping.type) {
        case (.number, .decimal): break
        case (.number, _):
            mapping.type =
                expression.isWhole
                ? .integer(IntegerLimits()) : .decimal(DecimalLimits(places: QuestionMapping.places))
        case (.amount, _): mapping.type = .money(MoneyLimits())
        case (.rate, _): mapping.type = .rate(RateLimits())
        case (.string, .choice), (.choice, .choice), (.string, .longText), (.choice, .longText), (.list, .choices):
            break
        case (.string, _), (.choice, _): mapping.type = .text(TextLimits())
        case (.date, _): mapping.type = .date(DayLimits())
        case (.boolean, _): mapping.type = .yesNo
        default:
            field.calculation = foreign(
                expression.source,
                Message(
                    ja: "結果の型（\(expression.type)）の項目は計算できません。",
                    en: "No field can be computed that is \(expression.type)."),
                of: node, at: place)
            mapping.type = .text(TextLimits())
        }
    }

    /// The `default` column as a formula.
    private mutating func firstValue(of node: FormNode, _ type: FieldType, at place: FormPlace) -> String? {
        guard let text = node.defaultValue else { return nil }
        if type.isFile || type.isNote { return nil }
        if node.isDefaultDynamic { return formula(.defaultValue, of: node, at: place) }
        return literal(text, type, of: node)
            ?? foreign(
                text, Message(ja: "はじめの値が項目の型に合いません。", en: "The first value does not fit the type."), of: node,
                at: place)
    }

    private mutating func literal(_ text: String, _ type: FieldType, of node: FormNode) -> String? {
        func string(_ text: String) -> String? {
            translator.translate(XPath.string(text), .defaultValue, of: node.nodeset).translation.formula
        }
        switch type {
        case .text, .longText: return string(text)
        case .integer: return Int64(text).map { String($0) }
        case .decimal: return Rate.reading(text) == nil || text.contains("/") ? nil : Number(text).map(\.description)
        case .date: return Day(iso: text).map { "@\"\($0.iso)\"" }
        case .choice(let choices): return choices.contains { $0.code == text } ? string(text) : nil
        case .choices(let choices, _):
            let codes = text.split(separator: " ").map(String.init)
            guard codes.allSatisfy({ code in choices.contains { $0.code == code } }) else { return nil }
            return "[\(codes.compactMap(string).joined(separator: ", "))]"
        default: return nil
        }
    }

    // MARK: Constraints

    static let checkAnswer = Text("入力内容を確認してください", en: "Check this answer")

    private mutating func addConstraints(
        _ field: inout Field, _ mapping: QuestionMapping, _ node: FormNode, at place: FormPlace
    ) {
        func next(_ field: Field) -> FormPlace { place.key("constraints", field.constraints.count) }
        if let blocker = mapping.blocker {
            let type = node.isRepeat ? "begin repeat" : node.question.map(\.rawValue) ?? ""
            field.constraints.append(
                Constraint(foreign(type, blocker, of: node, at: next(field)), message: Self.checkAnswer))
        }
        if let (start, width) = mapping.step {
            let start = start.hasPrefix("-") ? "(\(start))" : start
            field.constraints.append(
                Constraint(
                    "modulo(\(field.name) - \(start), \(width)) = 0",
                    message: Text("\(width)きざみの値を入力してください", en: "Enter a value in steps of \(width)")))
        }
        let given = formula(.constraint, of: node, at: next(field)) ?? typeConstraint(of: node, at: next(field))
        guard let text = given.flatMap(condition) else { return }
        let message = templated(node.logic.constraintMessage, of: node, at: next(field))
        field.constraints.append(Constraint(text, message: message ?? Self.checkAnswer))
    }

    /// What an old type such as `percentage` says of its answers without the row saying so.
    private mutating func typeConstraint(of node: FormNode, at place: FormPlace) -> String? {
        guard node.logic.constraint == nil, case .question(let kind) = node.kind, kind == .text || kind == .integer,
            let text = source.binds.first(where: { $0.nodeset == node.nodeset })?.constraint
        else { return nil }
        switch translator.translate(text, .constraint, of: node.nodeset).translation {
        case .formula(let formula): return formula
        case .needsReview(let reason): return foreign(text, reason, of: node, at: place)
        }
    }

    /// How many rows a table has, where the sheet says so.
    mutating func countRows(_ field: inout Field, _ node: FormNode, at place: FormPlace) {
        guard case .repeat(let count?) = node.kind, case .table(var table) = field.type else {
            say(
                node, "repeat_count", "表「\(field.name)」の行は100行までにしました。変えるときは「maximum rows」を直してください。",
                "Table \(field.name) has at most 100 rows: change “maximum rows” for another limit.")
            return
        }
        if let number = Int(count), (1...Table.mostRows).contains(number) {
            table.rows = .free(minimum: number, maximum: number)
            field.type = .table(table)
            return
        }
        let place = place.key("constraints", field.constraints.count)
        guard let text = formula(.count, of: node, at: place) else { return }
        let isForeign = ForeignFormula(reading: text) != nil
        field.constraints.append(
            Constraint(
                isForeign ? text : "count(\(field.name)) = (\(text))",
                message: Text("行の数を確認してください（\(count)）", en: "Check the number of rows (\(count))")))
        // A table without rows has nothing to be counted.
        if !isForeign, field.required == .no { field.required = .when("(\(text)) > 0") }
    }

    // MARK: What has no place

    private mutating func tellIgnored(_ node: FormNode) {
        if node.logic.requiredMessage != nil {
            say(
                node, "required_message", "必須のときのメッセージは取り込みません。Kofuの文を使います。",
                "Messages for missing answers are not imported.")
        }
        if !node.media.isEmpty {
            say(node, "media", "画像・音声・動画は取り込みません。", "Pictures, sounds and films are not imported.")
        }
        if node.parameters["randomize"] == "true" {
            say(node, "parameters", "選択肢は並べ替えません。", "Choices are not put into a random order.")
        }
    }
}
