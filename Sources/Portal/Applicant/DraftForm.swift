import Documents
import Grants
import UseCases

/// What a browser sent of a draft's page.
enum DraftForm {
    /// The input that says which version of the programme a page was made from.
    static let programmeVersion = "form"

    /// The boxes of a page. A page made before the draft moved to another version of its form still says what was asked
    /// then: its answers move as the draft's did.
    static func boxes(
        _ form: URLEncodedForm, _ leaf: Leaf, _ open: OpenDraft, _ visit: Visit
    ) -> [String: [String]] {
        guard let version = form[programmeVersion].flatMap({ Int($0) }), version != open.row.programmeVersion,
            let old = visit.installation.published.current.definition(open.row.programme, version: version)?
                .form(of: open.procedure.id),
            let was = old.leaf(form["section"] ?? "")
        else { return boxes(form, leaf) }
        return DraftMove(Typed(boxes(form, was)), from: old, to: open.form).typed.boxes
    }

    /// The boxes of a page of the draft's form. A box that was not sent is one nothing is ticked in; of tables, the cells
    /// of the rows that were sent.
    static func boxes(_ form: URLEncodedForm, _ leaf: Leaf) -> [String: [String]] {
        var boxes: [String: [String]] = [:]
        for field in leaf.fields where field.isAsked && !field.type.isFile {
            guard case .table(let table) = field.type else {
                for box in Typed.boxes(of: field) { boxes[box] = form.all(box) }
                continue
            }
            let rows = table.fixedRows?.map(\.code) ?? form.all(field.name).filter(\.isRowID)
            if table.fixedRows == nil { boxes[field.name] = rows }
            for row in rows {
                for column in table.columns where column.isAsked && !column.type.isFile {
                    for box in Typed.boxes(of: column, in: "\(field.name).\(row).") { boxes[box] = form.all(box) }
                }
            }
        }
        return boxes
    }

    /// What the applicant decided on the page of two texts: this device's text of a field, where it was chosen.
    static func settled(_ form: URLEncodedForm, _ leaf: Leaf, _ open: OpenDraft) -> [String: [String]] {
        var boxes: [String: [String]] = [:]
        let names = Set(leaf.fields.map(\.name))
        for name in names where form["settle.\(name)"] == "sent" {
            for sent in form.fields where sent.name.hasPrefix("sent.\(name)") {
                let box = String(sent.name.dropFirst(5))
                guard box == name || box.hasPrefix("\(name).") else { continue }
                boxes[box] = form.all(sent.name)
            }
        }
        return boxes
    }

    /// Files that were chosen and not added: a browser then sends only their names.
    static func forgotten(_ form: URLEncodedForm, _ leaf: Leaf) -> [FieldError] {
        form.fields.filter { !$0.value.isEmpty }.compactMap { forgotten($0.value, in: $0.name, leaf) }
    }

    /// What to say of a file that was chosen in a picker of the page and not added; nil where there is no such picker.
    static func forgotten(_ file: String, in picker: String, _ leaf: Leaf) -> FieldError? {
        let place = picker.split(separator: ".").map(String.init)
        guard place.last == "file", let field = leaf.fields.first(where: { $0.name == place.first }) else { return nil }
        let message = Text(
            "「\(file)」はまだ添付されていません。もう一度選んで「このファイルを追加」を押してください",
            en: "“\(file)” is not attached yet: choose it again and press “Add this file”")
        guard place.count == 4 else { return FieldError(field: field.name, message: message) }
        return FieldError(field: field.name, cell: .init(row: place[1], column: place[2]), message: message)
    }
}

/// Which button of a draft's page was pressed.
enum DraftAct {
    case next
    case save
    case rows(RowEdit)
    case csv(table: String)
    /// Fill in what registers know of a field's code.
    case look(place: String)
    /// The one of several that was chosen.
    case pick(place: String, Int)

    init(_ act: String, _ form: URLEncodedForm) {
        let halves = act.split(separator: ":", maxSplits: 1).map(String.init)
        let place = halves.count == 2 ? halves[1] : ""
        let parts = place.split(separator: ".").map(String.init)
        switch (halves.first ?? "", parts.count) {
        case ("next", _): self = .next
        case ("add", 1): self = .rows(.add(table: place))
        case ("copy", 2): self = .rows(.copy(table: parts[0], row: parts[1]))
        case ("drop", 2): self = .rows(.drop(table: parts[0], row: parts[1]))
        case ("paste", 1):
            let cells = (try? CSV.rows(pasted: form["paste.\(place)"] ?? "")) ?? []
            self = .rows(.paste(table: place, cells: cells))
        case ("paste", 3):
            let cells = (try? CSV.rows(pasted: form["pasted"] ?? "")) ?? []
            self = .rows(.fill(table: parts[0], row: parts[1], column: parts[2], cells: cells))
        case ("csv", 1): self = .csv(table: place)
        case ("look", 1...): self = .look(place: place)
        case ("pick", 2...):
            self = .pick(place: parts.dropLast().joined(separator: "."), Int(parts.last ?? "") ?? 0)
        default: self = .save
        }
    }

    var edit: RowEdit? { if case .rows(let edit) = self { edit } else { nil } }
}
