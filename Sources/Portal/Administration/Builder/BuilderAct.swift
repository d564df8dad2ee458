import Grants

/// What a button of the builder asks for.
enum BuilderAct {
    case undo
    case redo
    /// An edit; `opens` goes on to the editor of what it added.
    case edit(FormEdit, opens: Bool = false)
    case nothing(Problem)

    init(_ form: URLEncodedForm, _ whole: Form, _ visit: Visit) {
        let act = form["act"] ?? ""
        let halves = act.split(separator: ":", maxSplits: 1).map(String.init)
        let id = halves.count == 2 ? halves[1] : ""
        let isForced = form["force"] == "1"
        switch halves.first ?? "" {
        case "undo": self = .undo
        case "redo": self = .redo
        case "new": self = BuilderAct.field(form, in: .section(id), whole, visit)
        case "new-column": self = BuilderAct.field(form, in: .table(id), whole, visit)
        case "new-section":
            let title = Plain.line(form["title"] ?? "")
            guard !title.isEmpty else {
                self = .nothing(Problem(field: "title", visit.say(Words.Builder.giveTitle)))
                return
            }
            guard title.count <= FieldForm.longestText else {
                let words = Words.Builder.tooLong(FieldForm.longestText, title.count)
                self = .nothing(Problem(field: "title", visit.say(words)))
                return
            }
            self = .edit(.addSection(Section(id: whole.freeSectionID(), title: Text(title), fields: []), at: .last))
        case "template":
            guard let template = SectionTemplate.named(form["template"] ?? "") else {
                self = .nothing(Problem(field: "template", visit.say(Words.Builder.chooseOne)))
                return
            }
            self = .edit(template.adding(to: whole, at: .last))
        case "from":
            guard let section = BuilderAct.section(form["from"] ?? "", visit) else {
                self = .nothing(Problem(field: "from", visit.say(Words.Builder.chooseOne)))
                return
            }
            var copy = section
            copy.id = whole.freeSectionID()
            self = .edit(.addSection(copy, at: .last))
        case "up-part", "down-part": self = BuilderAct.moved(id, by: act.hasPrefix("up") ? -1 : 1, whole, visit)
        case "up-section", "down-section":
            let ids = whole.sections.map(\.id)
            self = .edit(.moveSection(id, to: BuilderAct.position(id, in: ids, by: act.hasPrefix("up") ? -1 : 1)))
        case "place":
            // Dragged: PART>HOME>AFTER, where an empty AFTER is the first place.
            let parts = id.split(separator: ">", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, let part = FormPart(text: parts[0]) else {
                self = .nothing(Problem(visit.say(Words.Builder.chooseOne)))
                return
            }
            self = .edit(.move(part, to: .section(parts[1]), at: parts[2].isEmpty ? .first : .after(parts[2])))
        case "copy-part": self = FormPart(text: id).map { .edit(.duplicate($0)) } ?? BuilderAct.gone(visit)
        case "copy-section": self = .edit(.duplicateSection(id))
        case "drop-part":
            self = FormPart(text: id).map { .edit(.remove($0, evenIfUsed: isForced)) } ?? BuilderAct.gone(visit)
        case "drop-section": self = .edit(.removeSection(id, evenIfUsed: isForced))
        default: self = .nothing(Problem(visit.say(Words.Builder.chooseOne)))
        }
    }

    /// A new field or column of a type, named after its heading.
    private static func field(
        _ form: URLEncodedForm, in home: FieldHome, _ whole: Form, _ visit: Visit
    ) -> BuilderAct {
        let label = Plain.line(form["label"] ?? "")
        guard let sample = FieldType.samples.first(where: { $0.word == form["type"] }) else {
            return .nothing(Problem(field: "type", visit.say(Words.Builder.chooseOne)))
        }
        guard !label.isEmpty else {
            return .nothing(Problem(field: "label", visit.say(Words.Builder.giveLabel)))
        }
        guard label.count <= FieldForm.longestText else {
            let words = Words.Builder.tooLong(FieldForm.longestText, label.count)
            return .nothing(Problem(field: "label", visit.say(words)))
        }
        var type = sample
        switch sample {
        case .choice: type = .choice(ChoiceList.choices(from: "選択肢1\n選択肢2"))
        case .choices: type = .choices(ChoiceList.choices(from: "選択肢1\n選択肢2"), ChoiceLimits())
        case .linked:
            type = .linked([
                ChoiceGroup(code: "分類1", label: "分類1", choices: [Choice(code: "項目1", label: "項目1")])
            ])
        case .table:
            type = .table(
                Table(
                    rows: .free(minimum: 0, maximum: 20),
                    columns: [
                        Field(name: "内容", label: "内容", type: .text(TextLimits(maximum: 100))),
                        Field(name: "金額", label: "金額", type: .money(MoneyLimits(minimum: 0))),
                    ], totals: ["金額"]))
        default: break
        }
        // Most questions must be answered: those that need not are marked so afterwards.
        let field = Field(
            name: whole.freeName(FieldName.suggestion(for: label)), label: Text(label), type: type,
            required: type.isNote ? .no : .yes)
        return .edit(.addFields([field], in: home, at: .last), opens: true)
    }

    private static func moved(_ id: String, by step: Int, _ whole: Form, _ visit: Visit) -> BuilderAct {
        guard let part = FormPart(text: id) else { return gone(visit) }
        if case .column(let table, let column) = part, case .table(let own)? = whole.field(id: table)?.type {
            return .edit(.move(part, to: .table(table), at: position(column, in: own.columns.map(\.id), by: step)))
        }
        guard let index = whole.sections.firstIndex(where: { $0.fields.contains { $0.id == part.field } }) else {
            return gone(visit)
        }
        let ids = whole.sections[index].fields.map(\.id)
        // Beyond the end of a section it goes on in the next one.
        if step < 0, ids.first == part.field, index > 0 {
            return .edit(.move(part, to: .section(whole.sections[index - 1].id), at: .last))
        }
        if step > 0, ids.last == part.field, index + 1 < whole.sections.count {
            return .edit(.move(part, to: .section(whole.sections[index + 1].id), at: .first))
        }
        return .edit(.move(part, to: .section(whole.sections[index].id), at: position(part.field, in: ids, by: step)))
    }

    /// What the button was for is no field of the form.
    private static func gone(_ visit: Visit) -> BuilderAct { .nothing(Problem(visit.say(Words.Builder.gone))) }

    private static func position(_ id: String, in ids: [String], by step: Int) -> Position {
        guard let index = ids.firstIndex(of: id) else { return .last }
        if step < 0 { return index > 0 ? .before(ids[index - 1]) : .first }
        return index + 1 < ids.count ? .after(ids[index + 1]) : .last
    }

    /// A section of a form of the agency, by AGENCY/PROGRAMME/FORM/SECTION.
    private static func section(_ address: String, _ visit: Visit) -> Section? {
        let parts = address.split(separator: "/").map(String.init)
        guard parts.count == 4, case .officer(let officer)? = visit.session?.person,
            let programme = try? visit.installation.programme("\(parts[0])/\(parts[1])", for: officer)
        else { return nil }
        return programme.newest.form(parts[2])?.section(parts[3])
    }
}

extension Form {
    /// A name no field has, like the one that is wanted.
    func freeName(_ wanted: String) -> String {
        let taken = Set(fields.flatMap { [$0.name, $0.id] })
        guard taken.contains(wanted) else { return wanted }
        var number = 2
        while taken.contains("\(wanted)\(number)") { number += 1 }
        return "\(wanted)\(number)"
    }

    func freeSectionID() -> String {
        var number = sections.count + 1
        while sections.contains(where: { $0.id == "section-\(number)" }) { number += 1 }
        return "section-\(number)"
    }
}
