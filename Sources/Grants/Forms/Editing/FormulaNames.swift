import FEEL

/// The names of a form as its formulas know them, and which part of the form each use of a name means.
///
/// A name may mean a field, a column of the row a formula is written for, a column of a table gone through elsewhere, or
/// something the formula itself names. Types tell them apart: the row of each table is marked with one entry no formula
/// can spell.
struct FormulaNames {
    /// One use of a name.
    struct Use {
        let part: FormPart
        /// Where the name stands in the formula.
        let span: Span
    }

    private let names: [Name: Type]
    private let fields: [Name: String]
    private let tables: [String: Field]
    /// Made once: what every formula knows, and what those in a table's rows know.
    private let scope: Scope
    private let rowScopes: [String: Scope]

    init(_ form: Form, tables references: [ReferenceTable] = []) {
        var names = Circumstances.names
        for table in references { names[Name(table.name)] = table.formulaType }
        var (fields, tables): ([Name: String], [String: Field]) = ([:], [:])
        for field in form.fields where !field.type.isNote {
            let name = Name(field.name)
            if let table = field.table {
                names[name] = .list(FormulaNames.row(of: table, id: field.id))
                tables[field.id] = field
            } else {
                names[name] = field.type.formulaType
            }
            if fields[name] == nil { fields[name] = field.id }
        }
        self.names = names
        self.fields = fields
        self.tables = tables
        scope = Scope(names)
        rowScopes = tables.mapValues { field in
            // Inside its rows the columns come first, and the table itself is not known.
            var inner = names
            inner[Name(field.name)] = nil
            if let columns = field.table { inner.merge(columns.formulaTypes) { $1 } }
            return Scope(inner)
        }
    }

    /// Every use of a part in a formula; nil where it cannot be read.
    func uses(in text: String, of table: String? = nil) -> [Use]? {
        let scope = table.flatMap { rowScopes[$0] } ?? self.scope
        guard let formula = try? Formula(text, in: scope, policy: .open) else { return nil }
        var walk = Walk(names: self, text: text, table: table.flatMap { tables[$0] }, scope: scope)
        walk.visit(formula.expression)
        return walk.uses
    }

    private static let mark = "\u{1}"

    private static func row(of table: Table, id: String) -> Type {
        var types = table.formulaTypes
        types[Name(mark + id)] = .null
        return .context(types)
    }

    /// The table whose row a type is.
    private func table(of type: Type) -> Field? {
        guard case .context(let entries) = type,
            let mark = entries.keys.first(where: { $0.text.hasPrefix(FormulaNames.mark) })
        else { return nil }
        return tables[String(mark.text.dropFirst(FormulaNames.mark.count))]
    }

    /// The part that a name means in a row of a table.
    private static func part(_ name: Name, in field: Field) -> FormPart? {
        guard let table = field.table else { return nil }
        if let column = table.columns.first(where: { Name($0.name) == name }) {
            return .column(table: field.id, column.id)
        }
        if case .fixed(let known, _, _) = table.rows, Name(known) == name { return .rowName(table: field.id) }
        return nil
    }

    /// Goes through an expression with the names that are bound on the way, as the check of formulas does.
    private struct Walk {
        enum Binding {
            case local(Name, Type)
            case item(Type)
        }

        let names: FormulaNames
        let text: String
        let table: Field?
        let scope: Scope
        var bindings: [Binding] = []
        var uses: [Use] = []

        mutating func nested(_ body: (inout Walk) -> Void) {
            let saved = bindings
            body(&self)
            bindings = saved
        }

        mutating func visit(_ expression: Expression) {
            switch expression.form {
            case .name(let name):
                if let part = meaning(of: name) { add(part, name, in: expression.span) }
            case .path(let operand, let name):
                visit(operand)
                if let field = rows(operand), let part = FormulaNames.part(name, in: field) {
                    add(part, name, in: expression.span)
                }
            case .filter(let operand, let condition):
                visit(operand)
                let item = item(of: operand)
                nested { walk in
                    walk.bindings.append(.item(item))
                    walk.visit(condition)
                }
            case .context(let entries):
                nested { walk in
                    for entry in entries {
                        walk.visit(entry.value)
                        walk.bindings.append(.local(entry.name, walk.type(of: entry.value)))
                    }
                }
            case .iteration(let iterators, let body), .some(let iterators, let body), .every(let iterators, let body):
                nested { walk in
                    if case .iteration = expression.form { walk.bindings.append(.local("partial", .list(.any))) }
                    for iterator in iterators { walk.bind(iterator) }
                    walk.visit(body)
                }
            case .membership(let operand, let tests):
                visit(operand)
                let type = type(of: operand)
                nested { walk in
                    walk.bindings.append(.local("?", type))
                    for test in tests { walk.visit(test) }
                }
            case .function(let parameters, let body):
                nested { walk in
                    for parameter in parameters { walk.bindings.append(.local(parameter.name, .any)) }
                    walk.visit(body)
                }
            default:
                for child in expression.parts { visit(child) }
            }
        }

        private mutating func bind(_ iterator: Expression.Iterator) {
            visit(iterator.source)
            var item = self.item(of: iterator.source)
            if let through = iterator.through {
                visit(through)
                item = .any
            }
            bindings.append(.local(iterator.name, item))
        }

        private mutating func add(_ part: FormPart, _ name: Name, in span: Span) {
            let (bytes, wanted) = (Array(text.utf8), Array(name.text.utf8))
            // A span may include parentheses and comments; the name stands last in it.
            var start = min(span.end, bytes.count) - wanted.count
            while start >= span.start {
                if bytes[start...].starts(with: wanted) {
                    uses.append(Use(part: part, span: Span(start, start + wanted.count)))
                    return
                }
                start -= 1
            }
        }

        private func meaning(of name: Name) -> FormPart? {
            for binding in bindings.reversed() {
                switch binding {
                case .local(let bound, _): if bound == name { return nil }
                case .item(let type):
                    if let field = names.table(of: type), let part = FormulaNames.part(name, in: field) { return part }
                    if case .context(let entries) = type, entries[name] != nil { return nil }
                    if name == "item" { return nil }
                }
            }
            if let table {
                if let part = FormulaNames.part(name, in: table) { return part }
                if Name(table.name) == name { return nil }
            }
            return names.fields[name].map(FormPart.field)
        }

        /// The table whose rows, or one of them, an expression gives.
        private func rows(_ expression: Expression) -> Field? {
            var type = type(of: expression)
            while case .list(let item) = type { type = item }
            if let field = names.table(of: type) { return field }
            guard type == .any || type == .context([:]) else { return nil }
            // A function whose result says nothing of its items: they are of the one table that goes into it.
            let known = expression.names.compactMap { names.fields[$0] }.compactMap { names.tables[$0] }
            return known.count == 1 ? known.first : nil
        }

        private func item(of expression: Expression) -> Type {
            switch type(of: expression) {
            case .list(.any), .any: rows(expression).flatMap { names.names[Name($0.name)] }.map(\.itemType) ?? .any
            case .list(let item), .range(let item): item
            case let type: type
            }
        }

        private func type(of expression: Expression) -> Type {
            var scope = scope
            if !bindings.isEmpty {
                var known = scope.names
                for binding in bindings {
                    switch binding {
                    case .local(let name, let type): known[name] = type
                    case .item(let type):
                        if case .context(let entries) = type { known.merge(entries) { $1 } }
                        known["item"] = type
                    }
                }
                scope = Scope(known)
            }
            return (try? Formula(expression.span.text(in: text), in: scope, policy: .open))?.type ?? .any
        }
    }
}

extension Type {
    fileprivate var itemType: Type { if case .list(let item) = self { item } else { self } }
}

extension Expression {
    /// The expressions it is directly made of.
    var parts: [Expression] {
        switch form {
        case .null, .boolean, .number, .string, .temporal, .name, .external: []
        case .list(let items), .and(let items), .or(let items): items
        case .context(let entries): entries.map(\.value)
        case .interval(_, let start, let end, _): [start, end]
        case .comparison(_, let operand), .negation(let operand), .instance(let operand, _), .path(let operand, _),
            .function(_, let operand):
            [operand]
        case .sum(let first, let rest), .product(let first, let rest): [first] + rest.map(\.1)
        case .power(let first, let rest), .membership(let first, let rest): [first] + rest
        case .compare(_, let left, let right), .filter(let left, let right): [left, right]
        case .between(let operand, let low, let high): [operand, low, high]
        case .call(let function, let arguments): [function] + arguments.expressions
        case .condition(let condition, let then, let otherwise): [condition, then, otherwise]
        case .iteration(let iterators, let body), .some(let iterators, let body), .every(let iterators, let body):
            iterators.flatMap { [$0.source] + ($0.through.map { [$0] } ?? []) } + [body]
        }
    }

    /// Every name in it, once each, in the order of the text.
    var names: [Name] {
        var found: [Name] = []
        func visit(_ expression: Expression) {
            if case .name(let name) = expression.form, !found.contains(name) { found.append(name) }
            expression.parts.forEach(visit)
        }
        visit(self)
        return found
    }
}
