import FEEL

extension Form {
    /// The names every formula of the form knows: what is given, reference tables, and its fields.
    func formulaNames(tables: [ReferenceTable]) -> [Name: Type] {
        var names = Circumstances.names
        for table in tables { names[Name(table.name)] = table.formulaType }
        for field in fields where !field.type.isNote { names[Name(field.name)] = field.type.formulaType }
        return names
    }

    /// The names a formula may use at a place: in a column those of its row, too.
    public func formulaScope(at place: FormPlace, tables: [ReferenceTable]) -> Scope {
        let names = formulaNames(tables: tables)
        guard place.column != nil, let name = place.field, case .table(let table)? = field(named: name)?.type else {
            return Scope(names)
        }
        return Scope(table.rowNames(of: name, in: names))
    }
}

extension Table {
    /// The names a formula in its rows knows. The table itself is not known there: a row's value would depend on itself.
    func rowNames(of field: String, in names: [Name: Type]) -> [Name: Type] {
        var names = names
        names[Name(field)] = nil
        for column in columns { names[Name(column.name)] = column.type.formulaType }
        if case .fixed(let name, _, let rows) = rows { names[Name(name)] = .choice(rows.map(\.code)) }
        return names
    }
}
