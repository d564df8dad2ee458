import Grants

/// A form's answers to read: on check pages, to the office, to reviewers.
struct FormAnswers {
    let form: Form
    let answers: Answers
    var files: ShownFiles = .none
    let visit: Visit
    /// Something under a field's answer.
    var marks: [String: HTML] = [:]
    /// Something beside a field's answer.
    var sides: [String: HTML] = [:]
    /// Where a field can be changed; nil where it cannot.
    var change: ((Field) -> String?)?
    /// What is shown, while it is still being filled in; without it what was not asked is left out.
    var judgement: Judgement?
    /// Whose answers are read.
    var isOffice = false
    /// The fields that are read; nil for all.
    var only: Set<String>?

    /// The answers of a section, in order.
    func summary(_ section: Section) -> HTML {
        let fields = section.fields.filter { isRead($0, in: section) }
        if fields.isEmpty { return .empty }
        return visit.ui.list(
            fields.map { field in
                var entry = Components.Entry(
                    say(field.label), answer(field), change: field.isAsked ? change?(field) : nil,
                    note: marks[field.name])
                entry.side = sides[field.name]
                return entry
            })
    }

    /// The sections that have something to read.
    var sections: [Section] {
        form.sections.filter { section in
            section.fields.contains { isRead($0, in: section) }
        }
    }

    private func isRead(_ field: Field, in section: Section) -> Bool {
        !field.type.isNote && field.isInternal == isOffice && only?.contains(field.name) != false
            && isShown(field, in: section)
    }

    private func isShown(_ field: Field, in section: Section) -> Bool {
        if let judgement { return judgement.isShown(section) && judgement.isShown(field.name) }
        return form.isRead(field, in: section, answers)
    }

    private func say(_ text: Text) -> String { visit.say(judgement?.filled(text) ?? text) }

    private func answer(_ field: Field) -> HTML {
        if field.type.isFile {
            return list(files.at(field.name))
        }
        guard let answer = answers[field.name] else {
            return field.calculation == nil ? .empty : "\(visit.say(Words.notComputed))"
        }
        if case .table(let rows) = answer, case .table(let table) = field.type { return grid(rows, table, field) }
        let words = answer.words(as: field, english: visit.english)
        switch field.type {
        case .longText, .bankAccount: return visit.ui.prose(words)
        case .url where HTMLAddress.isWeb(words): return visit.ui.link(words, words)
        default: return "\(words)"
        }
    }

    private func list(_ own: [StoredFile]) -> HTML {
        own.isEmpty ? .empty : visit.ui.files(own.map { files.row($0, visit) })
    }

    private func grid(_ rows: [TableRow], _ table: Table, _ field: Field) -> HTML {
        let head = table.columns.map { column -> HTML in
            "<th scope=\"col\"\(attribute: "class", column.type.isNumber ? "number" : nil)>\(say(column.label))</th>"
        }
        let body = rows.enumerated().map { index, row -> HTML in
            let name = table.name(of: row, english: visit.english) ?? String(index + 1)
            let cells = table.columns.map { column -> HTML in
                """
                <td data-label="\(say(column.label))"\(attribute: "class", column.type.isNumber ? "number" : nil)>\
                \(cell(row, column, field))</td>
                """
            }
            return "<tr><th scope=\"row\">\(name)</th>\(cells)</tr>"
        }
        return """
            <div class="grid-scroll"><table class="grid reading"><thead><tr><th scope="col">\
            \(visit.say(Words.Table.number))</th>\(head)</tr></thead><tbody>\(body)</tbody>\(foot(rows, table))</table></div>
            """
    }

    private func cell(_ row: TableRow, _ column: Field, _ field: Field) -> HTML {
        if column.type.isFile {
            return list(files.at("\(field.name).\(row.id).\(column.name)"))
        }
        return row.cells[column.name].map { "\($0.words(as: column, english: visit.english))" } ?? .empty
    }

    private func foot(_ rows: [TableRow], _ table: Table) -> HTML {
        guard !table.totals.isEmpty else { return .empty }
        let cells = table.columns.map { column -> HTML in
            guard table.totals.contains(column.name), let total = table.total(of: column.name, in: rows) else {
                return "<td></td>"
            }
            return """
                <td class="number" data-label="\(say(column.label))">\(total.words(as: column, english: visit.english))</td>
                """
        }
        return "<tfoot><tr><th scope=\"row\">\(visit.say(Words.Table.total))</th>\(cells)</tr></tfoot>"
    }

    /// What changed between two revisions' answers, in the form's order.
    static func changes(
        form: Form, before: (answers: Answers, files: [StoredFile]), after: (answers: Answers, files: [StoredFile]),
        visit: Visit
    ) -> [Components.Change] {
        func words(_ field: Field, _ side: (answers: Answers, files: [StoredFile])) -> String? {
            let own = side.files.filter { $0.field == field.name || $0.field.hasPrefix("\(field.name).") }
            let names = own.map { "\($0.name)（\($0.sha256.prefix(12))…）" }
            let answer = field.type.isFile ? nil : side.answers[field.name]?.words(as: field, english: visit.english)
            let all = [answer].compactMap(\.self) + names
            return all.isEmpty ? nil : all.joined(separator: "\n")
        }
        return form.fields.filter { !$0.isInternal }.compactMap { field in
            let (old, new) = (words(field, before), words(field, after))
            return old == new ? nil : .init(visit.say(field.label), before: old, after: new)
        }
    }
}

/// Addresses people typed.
enum HTMLAddress {
    /// Whether it leads to a web page.
    static func isWeb(_ text: String) -> Bool { text.hasPrefix("https://") || text.hasPrefix("http://") }
}
