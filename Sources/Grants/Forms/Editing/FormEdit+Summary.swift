/// What an edit did, in one line of a form's history.
extension FormEdit {
    /// In the words of an office: 「事業名」を追加.
    /// - Parameters:
    ///   - before: the form as it was.
    ///   - after: the form with the edit made.
    public func summary(from before: Form, to after: Form) -> Text {
        switch self {
        case .setForm(let settings):
            FormEdit.changed(FormEdit.quoted(before.title), settings.map(\.change.property.title))
        case .addSection(let section, _): FormEdit.added(FormEdit.section(section.title))
        case .addSections(let sections, _):
            FormEdit.added(
                sections.count == 1
                    ? FormEdit.section(sections[0].title)
                    : Text("\(sections.count)区分", en: "\(sections.count) sections"))
        case .setSection(let id, let settings):
            FormEdit.changed(
                FormEdit.section(before.section(id)?.title ?? Text(id)), settings.map(\.change.property.title))
        case .duplicateSection(let id):
            FormEdit.duplicated(FormEdit.section(before.section(id)?.title ?? Text(id)))
        case .moveSection(let id, _): FormEdit.moved(FormEdit.section(before.section(id)?.title ?? Text(id)))
        case .removeSection(let id, _): FormEdit.removed(FormEdit.section(before.section(id)?.title ?? Text(id)))
        case .addFields(let fields, _, _):
            FormEdit.added(
                fields.count == 1
                    ? FormEdit.quoted(fields[0].label)
                    : Text(
                        "\(fields.count)項目（\(FormEdit.list(fields))）",
                        en: "\(fields.count) fields (\(FormEdit.list(fields, english: true)))"))
        case .duplicate(let part): FormEdit.duplicated(FormEdit.name(of: part, in: before))
        case .move(let part, _, _): FormEdit.moved(FormEdit.name(of: part, in: before))
        case .remove(let part, _): FormEdit.removed(FormEdit.name(of: part, in: before))
        case .set(let part, let settings): FormEdit.set(settings.map(\.change), of: part, before, after)
        }
    }

    /// The label of a field, or of a column with its table's.
    private static func name(of part: FormPart, in form: Form) -> Text {
        guard let field = form.field(part) else { return Text(part.text) }
        guard case .column(let table, _) = part, let label = form.field(id: table)?.label else {
            return quoted(field.label)
        }
        return Text(
            "「\(label.ja)」の列「\(field.label.ja)」",
            en: "column “\(field.label.in(english: true))” of “\(label.in(english: true))”")
    }

    private static func set(_ changes: [FieldChange], of part: FormPart, _ before: Form, _ after: Form) -> Text {
        let name = name(of: part, in: before)
        if changes.count == 1 {
            switch changes[0] {
            case .name(let new):
                let old = before.name(of: part) ?? ""
                return Text("項目名「\(old)」を「\(new)」に変更", en: "Renamed “\(old)” to “\(new)”")
            case .label(let label):
                return Text(
                    "\(name.ja)の見出しを「\(label.ja)」に変更",
                    en: "Labelled \(name.in(english: true)) “\(label.in(english: true))”")
            case .kind, .required:
                let words = changes[0].words
                return Text(
                    "\(name.ja)の\(changes[0].property.title.ja)を「\(words.ja)」に変更",
                    en: "Made \(name.in(english: true)) “\(words.in(english: true))”")
            default: break
            }
        }
        return changed(name, changes.map(\.property.title))
    }

    private static func quoted(_ text: Text) -> Text { Text("「\(text.ja)」", en: "“\(text.in(english: true))”") }
    private static func section(_ title: Text) -> Text {
        Text("区分「\(title.ja)」", en: "section “\(title.in(english: true))”")
    }

    private static func list(_ fields: [Field], english: Bool = false) -> String {
        fields.prefix(3).map { $0.label.in(english: english) }.joined(separator: english ? ", " : "、")
            + (fields.count > 3 ? (english ? "…" : "ほか") : "")
    }

    private static func changed(_ thing: Text, _ properties: [Text]) -> Text {
        let ja = properties.map(\.ja).joined(separator: "・")
        let en = properties.map { $0.in(english: true) }.joined(separator: ", ")
        return Text("\(thing.ja)の\(ja)を変更", en: "Changed \(en) of \(thing.in(english: true))")
    }

    private static func added(_ thing: Text) -> Text { Text("\(thing.ja)を追加", en: "Added \(thing.in(english: true))") }
    private static func removed(_ thing: Text) -> Text {
        Text("\(thing.ja)を削除", en: "Removed \(thing.in(english: true))")
    }
    private static func moved(_ thing: Text) -> Text { Text("\(thing.ja)を移動", en: "Moved \(thing.in(english: true))") }
    private static func duplicated(_ thing: Text) -> Text {
        Text("\(thing.ja)を複製", en: "Duplicated \(thing.in(english: true))")
    }
}
