import FEEL

/// Where in a form its fields and columns are used: conditions, calculations, texts with formulas, totals.
///
///     FormUses(form).places(of: .field("補助率"))
public struct FormUses: Sendable {
    /// Formulas that cannot be read: what they use is not known.
    public private(set) var unread: [FormPlace] = []
    private var found: [FormPart: [FormPlace]] = [:]
    /// Formula by formula, in the order of the form, what each uses. A rename must leave this as it was.
    private(set) var all: [[FormPart]] = []

    /// Finds every use.
    /// - Parameter tables: the programme's reference tables that formulas may use.
    public init(_ form: Form, tables: [ReferenceTable] = []) {
        let names = FormulaNames(form, tables: tables)
        form.forEachFormula { text, site in
            guard let uses = names.uses(in: text, of: site.table) else {
                unread.append(site.place)
                all.append([])
                return
            }
            for use in uses { add(use.part, at: site.place) }
            all.append(uses.map(\.part))
        }
        for section in form.sections {
            for field in section.fields {
                let place = FormPlace(section: section.id, field: field.name, key: "totals")
                for total in field.table?.totals ?? [] {
                    guard let column = field.table?.column(named: total) else { continue }
                    add(.column(table: field.id, column.id), at: place)
                }
            }
        }
    }

    private mutating func add(_ part: FormPart, at place: FormPlace) {
        if found[part]?.contains(place) != true { found[part, default: []].append(place) }
    }

    /// Everything that uses a part, in the order of the form. A table is used where one of its columns is.
    public func places(of part: FormPart) -> [FormPlace] { found[part] ?? [] }

    /// What uses a part, apart from itself: what would break if it were removed.
    public func others(than part: FormPart, in form: Form) -> [FormPlace] {
        var places = self.places(of: part)
        if case .field(let id) = part {
            for (other, more) in found where other != part && other.field == id {
                places += more.filter { !places.contains($0) }
            }
        }
        guard let own = form.place(of: part) else { return places }
        return places.filter { place in
            guard place.section == own.section, place.field == own.field else { return true }
            switch part {
            // The total of a removed column goes with it.
            case .column: return place.column != own.column && place.key != "totals"
            case .field, .rowName: return false
            }
        }
    }

    /// The ids of fields whose showing or value depends on a field, whatever way: none of them can decide about it.
    public func dependents(of id: String, in form: Form) -> Set<String> {
        var found: Set<String> = []
        var waiting = [id]
        while let next = waiting.popLast() {
            for (part, places) in self.found where part.field == next {
                for place in places where ["relevant", "calculate", "choices"].contains(place.key) {
                    let fields =
                        place.field.map { form.field(named: $0).map { [$0] } ?? [] }
                        ?? form.sections.first { $0.id == place.section }?.fields ?? []
                    for field in fields where found.insert(field.id).inserted { waiting.append(field.id) }
                }
            }
        }
        return found
    }

    /// What uses any of a section's fields, from outside of it.
    func others(thanSection section: Section, in form: Form) -> [FormPlace] {
        var places: [FormPlace] = []
        for field in section.fields {
            for place in others(than: .field(field.id), in: form)
            where place.section != section.id && !places.contains(place) {
                places.append(place)
            }
        }
        return places
    }
}
