extension Form {
    /// What of an earlier filing's answers a new draft of this form may begin with: the boxes of each field, by its name.
    ///
    /// Questions are found again as when a draft moves to another version. Only what is asked now is taken over: nothing
    /// that is computed, locked or the office's, and no files; and what was pledged then is not pledged now.
    public func carrying(_ answers: Answers, from earlier: Form) -> [String: [String: [String]]] {
        var typed = Typed()
        for field in earlier.fields {
            guard let answer = answers[field.name] else { continue }
            typed.boxes.merge(answer.typed(as: field)) { $1 }
        }
        let moved = DraftMove(typed, from: earlier, to: self).typed.boxes.filter { accepts(box: $0.key) }
        var taken: [String: [String: [String]]] = [:]
        for (box, value) in moved {
            let parts = box.split(separator: ".").map(String.init)
            guard let name = parts.first, let field = field(named: name), !isPledge(field, parts) else { continue }
            taken[name, default: [:]][box] = value
        }
        // Rows in which nothing stands were not taken from anywhere.
        return taken.filter { name, boxes in field(named: name)?.type.isTable != true || Set(boxes.keys) != [name] }
    }

    private func isPledge(_ field: Field, _ box: [String]) -> Bool {
        switch field.type {
        case .pledge: return true
        case .table(let table):
            guard box.count >= 3, case .pledge? = table.column(named: box[2])?.type else { return false }
            return true
        default: return false
        }
    }
}
