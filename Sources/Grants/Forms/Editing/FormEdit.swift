/// One edit of a form.
///
/// It names what it changes by ids and says what it wants there, not how the whole is to look afterwards: edits that two
/// people make at once both hold, in whatever order they arrive. Only where both change the same property of the same
/// thing in different ways is there a clash, and nothing is overwritten silently.
public enum FormEdit: Sendable, Equatable {
    /// Title, introduction, layout, conditions of ineligibility.
    case setForm([Setting<FormChange>])
    case addSection(Section, at: Position)
    /// Sections from elsewhere that speak of each other. An id or a field's name that is taken gets another, in the
    /// formulas that come with them, too.
    case addSections([Section], at: Position)
    case setSection(String, [Setting<SectionChange>])
    /// Behind the original, with copies of its fields.
    case duplicateSection(String)
    case moveSection(String, to: Position)
    /// With its fields; used from elsewhere it is removed only `evenIfUsed`.
    case removeSection(String, evenIfUsed: Bool)
    /// From the palette, from a template or from another form. A field whose name is taken gets another, in the formulas
    /// that come with it, too.
    case addFields([Field], in: FieldHome, at: Position)
    /// Behind the original.
    case duplicate(FormPart)
    case move(FormPart, to: FieldHome, at: Position)
    case remove(FormPart, evenIfUsed: Bool)
    case set(FormPart, [Setting<FieldChange>])
}

extension FormEdit {
    /// Makes the edit, or throws and leaves the form as it was.
    /// - Parameter tables: the programme's reference tables, whose names fields cannot have.
    /// - Returns: where what was added, moved or changed stands now.
    @discardableResult
    public func apply(to form: inout Form, tables: [ReferenceTable] = []) throws(EditProblem) -> FormPlace {
        var edited = form
        let place = try make(in: &edited, tables)
        form = edited
        return place
    }

    private func make(in form: inout Form, _ tables: [ReferenceTable]) throws(EditProblem) -> FormPlace {
        switch self {
        case .setForm(let settings):
            var clashes: [EditProblem.Clash] = []
            for setting in settings {
                let stored = FormChange(setting.change.property, of: form)
                switch setting.merged(with: stored) {
                case true?: setting.change.set(in: &form)
                case false?: continue
                case nil:
                    clashes.append(
                        EditProblem.Clash(
                            of: Text("フォーム", en: "the form"), property: setting.change.property.title,
                            stored: stored.words, sent: setting.change.words))
                }
            }
            if !clashes.isEmpty { throw .clashes(clashes) }
            form.head = try form.head.written()
            return FormPlace()
        case .addSection(let section, let position):
            guard section.id.isCode, form.section(section.id) == nil else { throw .sectionID(section.id) }
            return try FormEdit.addSections([section], at: position).make(in: &form, tables)
        case .addSections(let sections, let position):
            if let wrong = sections.first(where: { !$0.id.isCode }) { throw .sectionID(wrong.id) }
            let new = try form.fitting(sections, tables)
            form.sections.insert(contentsOf: new, at: position.index(in: form.sections.map(\.id)))
            return FormPlace(section: new.first?.id)
        case .setSection(let id, let settings):
            let index = try form.index(ofSection: id)
            try form.set(settings, inSectionAt: index)
            return FormPlace(section: id)
        case .duplicateSection(let id):
            var copy = form.sections[try form.index(ofSection: id)]
            copy.id = FieldName.unique(String(copy.id.prefix(36)), among: Set(form.sections.map(\.id)))
            copy.title = copy.title.copied
            copy.fields = copy.fields.map(\.copied)
            return try FormEdit.addSection(copy, at: .after(id)).make(in: &form, tables)
        case .moveSection(let id, let position):
            let index = try form.index(ofSection: id)
            if position.isBeside(id) { return FormPlace(section: id) }
            let section = form.sections.remove(at: index)
            form.sections.insert(section, at: position.index(in: form.sections.map(\.id)))
            return FormPlace(section: id)
        case .removeSection(let id, let evenIfUsed):
            let index = try form.index(ofSection: id)
            let section = form.sections[index]
            let uses = evenIfUsed ? [] : FormUses(form, tables: tables).others(thanSection: section, in: form)
            if !uses.isEmpty {
                throw .used(FormPlace(section: id).words(in: form), uses.map { $0.words(in: form) })
            }
            form.sections.remove(at: index)
            return FormPlace()
        case .addFields(let fields, let home, let position):
            return try form.add(fields, in: home, at: position, tables)
        case .duplicate(let part):
            guard var field = form.field(part)?.copied, let home = form.home(of: part) else { throw .gone(part) }
            field.label = field.label.copied
            let own = if case .column(_, let id) = part { id } else { part.field }
            return try form.add([field], in: home, at: .after(own), tables)
        case .move(let part, let home, let position): return try form.move(part, to: home, at: position)
        case .remove(let part, let evenIfUsed): return try form.remove(part, evenIfUsed: evenIfUsed, tables)
        case .set(let part, let settings): return try form.set(settings, in: part, tables)
        }
    }
}

extension Form {
    func index(ofSection id: String) throws(EditProblem) -> Int {
        guard let index = sections.firstIndex(where: { $0.id == id }) else { throw .sectionGone(id) }
        return index
    }

    fileprivate mutating func set(
        _ settings: [Setting<SectionChange>], inSectionAt index: Int
    ) throws(EditProblem) {
        var clashes: [EditProblem.Clash] = []
        for setting in settings {
            let stored = SectionChange(setting.change.property, of: sections[index])
            switch setting.merged(with: stored) {
            case true?: setting.change.set(in: &sections[index])
            case false?: continue
            case nil:
                clashes.append(
                    EditProblem.Clash(
                        of: FormPlace(section: sections[index].id).words(in: self),
                        property: setting.change.property.title, stored: stored.words, sent: setting.change.words))
            }
        }
        if !clashes.isEmpty { throw .clashes(clashes) }
        let fields = sections[index].fields
        sections[index] = try sections[index].head.written()
        sections[index].fields = fields
    }
}

extension Field {
    /// A copy for the same form: what a draft begins with would come twice.
    fileprivate var copied: Field {
        var field = self
        (field.prefill, field.isLocked) = (nil, false)
        return field
    }
}

extension Text {
    /// The title of a copy.
    fileprivate var copied: Text { Text(ja + "（写し）", en: en.map { $0 + " (copy)" }) }
}
