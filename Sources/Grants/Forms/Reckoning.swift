import FEEL

/// One judgement in the making: values are found in the order in which they depend on each other, then everything that
/// nothing depends on is checked.
struct Reckoning {
    let judge: Judge
    let typed: Typed
    let files: [String: [StoredFile]]
    let circumstances: Circumstances
    let moment: Moment?
    let isOffice: Bool

    /// By slot: the form's fields, then what is given.
    var values: [Value]
    /// By slot: an answer this value needs is missing or wrong, so that nothing is computed from it yet.
    var isBlocked: [Bool]
    var isShown: [Bool]
    var isSectionShown: [Bool]
    var verdicts: [Reading]
    var tables: [Int: ReckonedTable] = [:]

    init(
        _ judge: Judge, _ typed: Typed, _ files: [StoredFile], _ circumstances: Circumstances, _ isOffice: Bool
    ) {
        self.judge = judge
        self.typed = typed
        self.files = Dictionary(grouping: files, by: \.field)
        self.circumstances = circumstances
        self.isOffice = isOffice
        moment = circumstances.formulaMoment
        let count = judge.fields.count
        values = Array(repeating: .null, count: count)
        values += judge.given.map { judge.constants[$0] ?? circumstances.value(of: $0) }
        isBlocked = Array(repeating: false, count: values.count)
        isShown = Array(repeating: true, count: count)
        isSectionShown = Array(repeating: true, count: judge.sections.count)
        verdicts = Array(repeating: .empty, count: count)
    }

    mutating func run() {
        for node in judge.order {
            switch node {
            case .section(let index):
                isSectionShown[index] = judge.sections[index].relevant?.holds(values, at: moment) ?? true
            case .field(let slot): find(slot)
            }
        }
    }

    /// Finds whether a field is shown, and its value.
    private mutating func find(_ slot: Int) {
        let judged = judge.fields[slot]
        guard isSectionShown[judged.section], judged.relevant?.holds(values, at: moment) ?? true else {
            isShown[slot] = false
            return
        }
        if judged.field.isInternal != isOffice {
            // The other side's answers are known to formulas, and asked of nobody here.
            isShown[slot] = false
            if let answer = circumstances.others[judged.field.name] {
                values[slot] = answer.value(as: judged.field.type)
            }
            return
        }
        if judged.calculation != nil {
            compute(judged, slot)
        } else {
            read(judged, slot)
        }
    }

    private mutating func compute(_ judged: JudgedField, _ slot: Int) {
        guard let calculation = judged.calculation else { return }
        if calculation.slots.contains(where: { isBlocked[$0] }) {
            isBlocked[slot] = true
            return
        }
        let value = calculation.evaluate(values, at: moment)
        guard let answer = Answer(computed: value, type: judged.field.type) else { return }
        verdicts[slot] = judged.field.judged(answer)
        values[slot] = answer.value(as: judged.field.type)
    }

    private mutating func read(_ judged: JudgedField, _ slot: Int) {
        if let table = judged.table {
            let isLate = judge.late.contains(slot)
            let reckoned = ReckonedTable(table, of: judged.field, isLate: isLate, in: self)
            values[slot] = reckoned.value
            isBlocked[slot] =
                reckoned.isBlocked || (reckoned.filled.isEmpty && isNeeded(judged, isLate: isLate, row: []))
            tables[slot] = reckoned
            return
        }
        let name = judged.field.name
        let reader = AnswerReader(
            judged, name: name, typed: typed, files: files.isEmpty ? [] : files[name] ?? [],
            offered: offered(judged, row: []))
        let verdict = reader.read()
        verdicts[slot] = verdict
        switch verdict {
        case .answer(let answer): values[slot] = answer.value(as: judged.field.type)
        case .wrong: isBlocked[slot] = true
        case .empty: isBlocked[slot] = isNeeded(judged, isLate: judge.late.contains(slot), row: [])
        }
    }

    /// Whether an answer that is missing keeps others from being computed: it is required, where that can be told yet.
    func isNeeded(_ judged: JudgedField, isLate: Bool, row: [Value]) -> Bool {
        guard let condition = judged.required else { return judged.field.required == .yes }
        return !isLate && condition.holds(values, row: row, at: moment)
    }

    /// The codes of a field's choices that are offered now; nil where all are.
    func offered(_ judged: JudgedField, row: [Value]) -> Set<String>? {
        if judged.choices.isEmpty { return nil }
        return Set(
            judged.field.type.choices.map(\.code).filter { code in
                judged.choices[code]?.holds(values, row: row, at: moment) ?? true
            })
    }
}

extension Field {
    /// A computed answer, judged by the limits of its type.
    fileprivate func judged(_ answer: Answer) -> Reading {
        guard type.hasLimits else { return .answer(answer) }
        return AnswerReader(field: self, name: name, typed: Typed(answer.typed(as: self)), files: []).read()
    }
}

/// A table's rows in the making.
struct ReckonedTable {
    /// A row as it was read.
    struct Row {
        let id: String
        /// By the table's columns.
        var cells: [Cell]
        /// By the table's shape.
        var values: [Value]
        /// Whether anything was typed or attached.
        var isFilled: Bool
    }

    /// What was read into a place of a row.
    struct Cell {
        var verdict = Reading.empty
        var isShown = true
        /// Nothing can be computed of it.
        var isBlocked = false
    }

    let rows: [Row]
    let value: Value
    /// A row has an answer that is wrong or missing.
    let isBlocked: Bool

    /// The rows that hold something.
    var filled: [Row] { rows.filter(\.isFilled) }

    /// - Parameter isLate: conditions of the form that require its cells cannot be told yet.
    init(_ judged: JudgedTable, of field: Field, isLate: Bool, in reckoning: Reckoning) {
        let table = judged.table
        let ids = reckoning.typed.rows(of: field.name, table).prefix(Table.mostRows)
        rows = ids.map { ReckonedTable.row($0, judged, field, isLate: isLate, reckoning) }
        var values: [Value] = []
        var isBlocked = false
        for row in rows where row.isFilled {
            values.append(.context(Context(judged.shape, row.values)))
            // A missing word does not keep a sum from being told; a missing number does.
            for (index, column) in judged.columns.enumerated() where row.cells[index].isBlocked {
                if column.field.type.isNumber || column.calculation != nil { isBlocked = true }
            }
        }
        value = .list(List(values))
        self.isBlocked = isBlocked
    }

    private static func row(
        _ id: String, _ judged: JudgedTable, _ field: Field, isLate: Bool, _ reckoning: Reckoning
    ) -> Row {
        let count = judged.columns.count
        var row = Row(
            id: id, cells: Array(repeating: Cell(), count: count),
            values: Array(repeating: .null, count: judged.shape.names.count), isFilled: false)
        if judged.table.fixedRows != nil { row.values[count] = .string(id) }
        let prefix = "\(field.name).\(id)."
        for index in judged.order {
            let column = judged.columns[index]
            guard column.relevant?.holds(reckoning.values, row: row.values, at: reckoning.moment) ?? true else {
                row.cells[index].isShown = false
                continue
            }
            if let calculation = column.calculation {
                let isBlocked = calculation.places.contains { place in
                    switch place {
                    case .form(let slot): reckoning.isBlocked[slot]
                    case .row(let place): place < count && row.cells[place].isBlocked
                    }
                }
                if isBlocked {
                    row.cells[index].isBlocked = true
                    continue
                }
                let value = calculation.evaluate(reckoning.values, row: row.values, at: reckoning.moment)
                guard let answer = Answer(computed: value, type: column.field.type) else { continue }
                row.cells[index].verdict = column.field.judged(answer)
                row.values[index] = answer.value(as: column.field.type)
                continue
            }
            let name = prefix + column.field.name
            let reader = AnswerReader(
                column, name: name, typed: reckoning.typed,
                files: reckoning.files.isEmpty ? [] : reckoning.files[name] ?? [],
                offered: reckoning.offered(column, row: row.values))
            let verdict = reader.read()
            row.cells[index].verdict = verdict
            switch verdict {
            case .answer(let answer):
                row.values[index] = answer.value(as: column.field.type)
                // What stood there from the beginning fills no row by itself.
                if column.field.initial == nil { row.isFilled = true }
            case .wrong:
                row.cells[index].isBlocked = true
                row.isFilled = true
            case .empty:
                let isLate = judged.late.contains(index) || (isLate && column.required?.slots.isEmpty == false)
                row.cells[index].isBlocked = reckoning.isNeeded(column, isLate: isLate, row: row.values)
            }
        }
        return row
    }
}
