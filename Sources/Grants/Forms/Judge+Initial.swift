import FEEL

extension Judge {
    /// The boxes with which a draft begins besides those that are filled already: computed first values, and the rows a
    /// table has at least.
    public func initialBoxes(
        after typed: Typed, _ circumstances: Circumstances, newRow: () -> String
    ) -> [String: [String]] {
        var reckoning = Reckoning(self, typed, [], circumstances, false)
        reckoning.run()
        var boxes: [String: [String]] = [:]
        for judged in fields where judged.field.isAsked {
            let field = judged.field
            if let table = judged.table, case .free(let minimum, let maximum) = table.table.rows {
                guard typed.rows(of: field.name, table.table).isEmpty else { continue }
                // One row to begin with shows what is asked.
                let rows = (0..<min(max(minimum, 1), maximum)).map { _ in newRow() }
                boxes[field.name] = rows
                let initial = initial(table, typed, circumstances)
                for row in rows {
                    for column in table.columns {
                        guard let answer = initial[column.field.name] else { continue }
                        boxes.merge(answer.typed(as: column.field, in: "\(field.name).\(row).")) { $1 }
                    }
                }
            }
            guard let initial = judged.initial,
                Typed.boxes(of: field).allSatisfy({ typed.first($0).isEmpty }),
                let answer = Answer(
                    computed: initial.evaluate(reckoning.values, at: reckoning.moment), type: field.type)
            else { continue }
            boxes.merge(answer.typed(as: field)) { $1 }
        }
        return boxes
    }

    /// The first values of a new row's columns.
    func initial(_ table: JudgedTable, _ typed: Typed, _ circumstances: Circumstances) -> [String: Answer] {
        guard table.columns.contains(where: { $0.initial != nil }) else { return [:] }
        var reckoning = Reckoning(self, typed, [], circumstances, false)
        reckoning.run()
        let row = Array(repeating: Value.null, count: table.shape.names.count)
        var answers: [String: Answer] = [:]
        for column in table.columns {
            guard let initial = column.initial else { continue }
            let value = initial.evaluate(reckoning.values, row: row, at: reckoning.moment)
            answers[column.field.name] = Answer(computed: value, type: column.field.type)
        }
        return answers
    }
}
