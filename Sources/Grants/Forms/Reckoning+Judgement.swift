import FEEL

extension Reckoning {
    /// The judgement, once all values are found.
    var judgement: Judgement {
        var answers = Answers(minimumCapacity: judge.fields.count)
        var errors: [FieldError] = []
        var refused = Answers()
        var required: Set<String> = []
        var hidden: Set<String> = []
        var offers: [String: Set<String>] = [:]
        var rowIDs: [String: [String]] = [:]
        for (slot, judged) in judge.fields.enumerated() where isShown[slot] {
            let isRequired = isRequired(judged, row: [])
            if isRequired, judged.required != nil { required.insert(judged.field.name) }
            if let table = judged.table, let reckoned = tables[slot] {
                let field = judged.field
                rowIDs[field.name] = reckoned.rows.map(\.id)
                var check = TableCheck(table: table, field: field, reckoned: reckoned)
                check.run(self, isRequired: isRequired)
                answers[field.name] = check.rows.isEmpty ? nil : .table(check.rows)
                required.formUnion(check.required)
                hidden.formUnion(check.hidden)
                offers.merge(check.offered) { $1 }
                refused.merge(check.refused) { $1 }
                errors += check.errors
                if check.errors.isEmpty, !check.rows.isEmpty, let message = broken(judged, row: []) {
                    errors.append(FieldError(field: field.name, message: message))
                }
                continue
            }
            if let codes = offered(judged, row: []) { offers[judged.field.name] = codes }
            switch verdicts[slot] {
            case .answer(let answer):
                answers[judged.field.name] = answer
                if let message = broken(judged, row: []) {
                    errors.append(
                        FieldError(field: judged.field.name, part: judged.field.type.parts.first, message: message))
                    if judged.calculation != nil { refused[judged.field.name] = answer }
                }
            case .wrong(let part, let message):
                errors.append(FieldError(field: judged.field.name, part: part, message: message))
            case .empty:
                // A value that waits for others is missing because they are.
                if isRequired, !(judged.calculation != nil && isBlocked[slot]) { errors.append(judged.field.missing()) }
            }
        }
        for error in errors where error.cell == nil { answers[error.field] = nil }
        let stops = zip(judge.stops, judge.form.stops).compactMap { bound, stop in
            bound?.holds(values, at: moment) == true ? filled(stop.message) : nil
        }
        let judgement = Judgement(
            answers: answers, errors: errors, stops: stops, refused: refused, judge: judge, values: values,
            moment: moment,
            shownFields: isShown, shownSections: isSectionShown, requiredFields: required, hiddenCells: hidden,
            offered: offers, rowIDs: rowIDs)
        return judgement
    }

    func isRequired(_ judged: JudgedField, row: [Value]) -> Bool {
        switch judged.field.required {
        case .no: false
        case .yes: true
        case .when: judged.required?.holds(values, row: row, at: moment) ?? false
        }
    }

    /// The message of the first constraint that is broken, its formulas filled in.
    func broken(_ judged: JudgedField, row: [Value]) -> Text? {
        judged.constraints.first { $0.0.fails(values, row: row, at: moment) }.map { filled($0.1, row: row) }
    }

    /// A text with its formulas' values filled in.
    func filled(_ text: Text, row: [Value] = []) -> Text {
        TextFiller(judge: judge, values: values, row: row, moment: moment).filled(text)
    }
}

/// The rows of a table once all values are found: what is accepted, and what is wrong.
private struct TableCheck {
    let table: JudgedTable
    let field: Field
    let reckoned: ReckonedTable
    var rows: [TableRow] = []
    var errors: [FieldError] = []
    var required: Set<String> = []
    var hidden: Set<String> = []
    var offered: [String: Set<String>] = [:]
    var refused = Answers()

    mutating func run(_ reckoning: Reckoning, isRequired: Bool) {
        for (number, row) in reckoned.rows.enumerated() {
            let cells = check(row, number: number + 1, reckoning)
            if row.isFilled { rows.append(TableRow(id: row.id, cells: cells)) }
        }
        let counts = table.table.counts
        let least = isRequired ? max(1, counts.lowerBound) : counts.lowerBound
        let filled = rows.count
        if filled == 0, isRequired {
            errors.insert(field.missing(), at: 0)
        } else if filled < counts.lowerBound, filled > 0 || isRequired {
            errors.insert(
                FieldError(
                    field: field.name,
                    message: Text(
                        "「\(field.label.ja)」は\(least)行以上入力してください（いま\(filled)行です）", en: "Enter at least \(least) rows"),
                    isMissing: true),
                at: 0)
        } else if filled > counts.upperBound {
            errors.insert(
                FieldError(
                    field: field.name,
                    message: Text(
                        "「\(field.label.ja)」は\(counts.upperBound)行までです（いま\(filled)行です）",
                        en: "At most \(counts.upperBound) rows")), at: 0)
        }
    }

    private mutating func check(_ row: ReckonedTable.Row, number: Int, _ reckoning: Reckoning) -> Answers {
        var cells = Answers(minimumCapacity: row.isFilled ? table.columns.count : 0)
        for (index, column) in table.columns.enumerated() {
            var place: String { "\(field.name).\(row.id).\(column.field.name)" }
            let cell = row.cells[index]
            guard cell.isShown else {
                hidden.insert(place)
                continue
            }
            let isRequired = reckoning.isRequired(column, row: row.values)
            if isRequired, column.required != nil { required.insert(place) }
            if let codes = reckoning.offered(column, row: row.values) { offered[place] = codes }
            func wrong(_ message: Text, part: String? = nil, isMissing: Bool = false) -> FieldError {
                let label = column.field.label
                let name =
                    table.table.fixedRows?.first { $0.code == row.id }?.label
                    ?? Text("\(number)行目", en: "row \(number)")
                return FieldError(
                    field: field.name, cell: .init(row: row.id, column: column.field.name), part: part,
                    message: Text(
                        "\(name.ja)「\(label.ja)」：\(message.ja)",
                        en: "\(name.in(english: true)), “\(label.in(english: true))”: \(message.in(english: true))"),
                    isMissing: isMissing)
            }
            switch cell.verdict {
            case .answer(let answer):
                guard row.isFilled else { continue }
                if let message = reckoning.broken(column, row: row.values) {
                    errors.append(wrong(message, part: column.field.type.parts.first))
                    if column.calculation != nil { refused[place] = answer }
                } else {
                    cells[column.field.name] = answer
                }
            case .wrong(let part, let message): errors.append(wrong(message, part: part))
            case .empty:
                if row.isFilled, isRequired, !(column.calculation != nil && cell.isBlocked) {
                    errors.append(
                        wrong(column.field.missing().message, part: column.field.type.parts.first, isMissing: true))
                }
            }
        }
        return cells
    }
}

extension Field {
    /// The error of a required field left empty.
    public func missing() -> FieldError {
        let (ja, en) = (label.ja, label.in(english: true))
        let text =
            switch type {
            case _ where calculation != nil:
                Text(
                    "「\(ja)」を計算できません。関係する項目の入力を確認してください",
                    en: "“\(en)” cannot be computed: check the answers it depends on")
            case .choice, .yesNo, .linked, .industry, .prefecture:
                Text("「\(ja)」を選択してください", en: "Choose an answer for “\(en)”")
            case .choices: Text("「\(ja)」を1つ以上選択してください", en: "Choose at least one for “\(en)”")
            case .pledge: Text("「\(ja)」に同意する場合はチェックしてください", en: "Tick “\(en)” to pledge it")
            case .file: Text("「\(ja)」のファイルを添付してください", en: "Attach a file for “\(en)”")
            case .table: Text("「\(ja)」に1行以上入力してください", en: "Enter at least one row of “\(en)”")
            default: Text("「\(ja)」を入力してください", en: "Enter “\(en)”")
            }
        return FieldError(field: name, part: type.parts.first, message: text, isMissing: true)
    }
}
