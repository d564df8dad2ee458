/// What edits do to fields and columns.
extension Form {
    /// What holds a field or column.
    public func home(of part: FormPart) -> FieldHome? {
        switch part {
        case .field(let id): indices(of: id).map { .section(sections[$0.section].id) }
        case .column(let table, _): field(part).map { _ in .table(table) }
        case .rowName: nil
        }
    }

    /// The fields of a section or the columns of a table.
    func fields(in home: FieldHome) throws(EditProblem) -> [Field] {
        switch home {
        case .section(let id): return sections[try index(ofSection: id)].fields
        case .table(let id):
            guard let table = field(id: id)?.table else { throw .gone(.field(id)) }
            return table.columns
        }
    }

    mutating func setFields(_ fields: [Field], in home: FieldHome) throws(EditProblem) {
        switch home {
        case .section(let id): sections[try index(ofSection: id)].fields = fields
        case .table(let id):
            guard let (section, index) = indices(of: id), var table = sections[section].fields[index].table else {
                throw .gone(.field(id))
            }
            table.columns = fields
            // A total follows its column.
            table.totals = table.totals.filter { name in fields.contains { $0.name == name } }
            sections[section].fields[index].type = .table(table)
        }
    }

    mutating func add(
        _ fields: [Field], in home: FieldHome, at position: Position, _ tables: [ReferenceTable]
    ) throws(EditProblem) -> FormPlace {
        var held = try self.fields(in: home)
        var new: [Field]
        switch home {
        case .section: new = try fitting(fields, tables)
        case .table(let id):
            new = []
            let table = field(id: id)?.table
            for var field in fields.map(\.withLegalName) {
                guard field.type.fitsColumn else { throw .noColumn(field.type.title) }
                let beside = held + new
                field.name = FieldName.unique(
                    field.name, among: Set(beside.map(\.name) + (table?.rowName.map { [$0] } ?? [])))
                field.id = FieldName.unique(field.id, among: Set(beside.map(\.id)))
                // The table is the one that is pre-filled, locked or the office's.
                (field.prefill, field.isLocked, field.isInternal) = (nil, false, false)
                new.append(try field.written(isColumn: true))
            }
        }
        held.insert(contentsOf: new, at: position.index(in: held.map(\.id)))
        try setFields(held, in: home)
        guard let first = new.first else { return try place(of: home) }
        switch home {
        case .section: return place(of: .field(first.id)) ?? FormPlace()
        case .table(let id): return place(of: .column(table: id, first.id)) ?? FormPlace()
        }
    }

    private func place(of home: FieldHome) throws(EditProblem) -> FormPlace {
        switch home {
        case .section(let id): return FormPlace(section: id)
        case .table(let id):
            guard let place = place(of: .field(id)) else { throw .gone(.field(id)) }
            return place
        }
    }

    /// New fields with names and ids that are free here. Their formulas speak of each other by the new names.
    func fitting(_ new: [Field], _ tables: [ReferenceTable]) throws(EditProblem) -> [Field] {
        try fitting([Section(id: "group", title: "group", fields: new)], tables)[0].fields
    }

    /// New sections with ids that are free here, as are the names and ids of their fields. Their formulas speak of each
    /// other by the new names.
    func fitting(_ new: [Section], _ tables: [ReferenceTable]) throws(EditProblem) -> [Section] {
        var (names, ids, sectionIDs) = (takenNames, takenIDs, Set(sections.map(\.id)))
        names.formUnion(tables.map(\.name))
        // Alone in a form they can be renamed without meeting those that are here.
        var group = Form(id: "group", title: "", sections: new)
        for section in new.indices {
            let id = FieldName.unique(String(new[section].id.prefix(36)), among: sectionIDs)
            sectionIDs.insert(id)
            group.sections[section].id = id
            for (index, field) in new[section].fields.map(\.withLegalName).enumerated() {
                group.sections[section].fields[index] = field
                group.sections[section].fields[index].id = FieldName.unique(field.id, among: ids)
                ids.insert(group.sections[section].fields[index].id)
            }
        }
        let own = Set(group.fields.map(\.name))
        var earlier: Set<String> = []
        for field in group.fields {
            var name = field.name
            if names.contains(name) || earlier.contains(name) {
                name = FieldName.unique(name, among: names.union(earlier).union(own))
            }
            try group.rename(.field(field.id), to: name, tables: tables)
            earlier.insert(name)
        }
        var written: [Section] = []
        for section in group.sections {
            var whole = try section.head.written()
            whole.fields = []
            for field in section.fields { whole.fields.append(try field.written()) }
            written.append(whole)
        }
        return written
    }

    mutating func move(_ part: FormPart, to home: FieldHome, at position: Position) throws(EditProblem) -> FormPlace {
        guard let field = field(part), let old = self.home(of: part) else { throw .gone(part) }
        var target = try fields(in: home)
        if old == home, position.isBeside(field.id) { return place(of: part) ?? FormPlace() }
        if old != home {
            // A column's formulas speak of its row, a field's of the form: neither can go to the other.
            switch (old, home) {
            case (.section, .section): break
            default: throw .noColumn(field.type.title)
            }
            try setFields(try fields(in: old).filter { $0.id != field.id }, in: old)
        } else {
            target.removeAll { $0.id == field.id }
        }
        target.insert(field, at: position.index(in: target.map(\.id)))
        try setFields(target, in: home)
        return place(of: part) ?? FormPlace()
    }

    mutating func remove(
        _ part: FormPart, evenIfUsed: Bool, _ tables: [ReferenceTable]
    ) throws(EditProblem) -> FormPlace {
        guard let home = home(of: part), let place = place(of: part), let field = field(part) else { throw .gone(part) }
        let uses = evenIfUsed ? [] : FormUses(self, tables: tables).others(than: part, in: self)
        if !uses.isEmpty { throw .used(place.words(in: self), uses.map { $0.words(in: self) }) }
        try setFields(try fields(in: home).filter { $0.id != field.id }, in: home)
        return try self.place(of: home)
    }

    mutating func set(
        _ settings: [Setting<FieldChange>], in part: FormPart, _ tables: [ReferenceTable]
    ) throws(EditProblem) -> FormPlace {
        guard let stored = field(part), let place = place(of: part) else { throw .gone(part) }
        var clashes: [EditProblem.Clash] = []
        var changes: [FieldChange] = []
        for setting in settings {
            let known = FieldChange(setting.change.property, of: stored)
            switch setting.merged(with: known) {
            case true?: changes.append(setting.change)
            case false?: continue
            case nil:
                clashes.append(
                    EditProblem.Clash(
                        of: place.words(in: self), property: setting.change.property.title,
                        stored: known?.words ?? FieldChange.nothing, sent: setting.change.words))
            }
        }
        if !clashes.isEmpty { throw .clashes(clashes) }
        // Names last: what the page sent spoke of the old ones. The type first: other properties may be of the new one.
        for change in changes.sorted(by: { $0.rank < $1.rank }) { try make(change, in: part, tables) }
        var isColumn = false
        if case .column = part { isColumn = true }
        guard let changed = field(part) else { throw .gone(part) }
        if isColumn, !changed.type.fitsColumn { throw .noColumn(changed.type.title) }
        let written = try changed.written(isColumn: isColumn)
        _ = change(part) { $0 = written }
        return self.place(of: part) ?? place
    }

    private mutating func make(
        _ edit: FieldChange, in part: FormPart, _ tables: [ReferenceTable]
    ) throws(EditProblem) {
        switch edit {
        case .name(let name): return try rename(part, to: Plain.line(name), tables: tables)
        case .rows(.fixed(let name, _, _)):
            if field(part)?.table?.rowName != nil { try rename(.rowName(table: part.field), to: name, tables: tables) }
        default: break
        }
        if change(part, { edit.set(in: &$0) }) != true { throw .noSuchProperty(edit.property.title) }
    }
}

extension FieldChange {
    /// The order in which several are made.
    fileprivate var rank: Int {
        switch self {
        case .kind: 0
        case .name: 2
        default: 1
        }
    }
}
