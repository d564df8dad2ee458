import Grants
import Storage

/// Every question the exported cases were asked, in the order of their forms; each is a column, or a sheet where it is a
/// table.
struct ExportFields: Sendable {
    /// A question of a procedure of a programme.
    struct Place: Hashable, Sendable {
        let programme: String
        let procedure: String
        let name: String
    }

    private(set) var places: [Place] = []
    private(set) var titles: [String] = []
    /// The question as each version of the programme asks it, by `PROGRAMME/VERSION`: aligned with `places`.
    private var asked: [String: [Field?]] = [:]
    private let isEnglish: Bool

    /// - Parameter fits: which questions are wanted.
    init(
        _ versions: [(programme: String, version: Int)], in offer: Offer, isEnglish: Bool, where fits: (Field) -> Bool
    ) {
        self.isEnglish = isEnglish
        var known: [Place: Int] = [:]
        var fields: [(key: String, place: Int, field: Field)] = []
        let programmes = Set(versions.map(\.programme))
        for (id, version) in versions {
            guard let programme = offer.definition(id, version: version) else { continue }
            let key = "\(id)/\(version)"
            asked[key] = []
            for procedure in programme.flow.procedures {
                for field in programme.form(procedure.form)?.fields ?? [] where !field.type.isNote && fits(field) {
                    let place = Place(programme: id, procedure: procedure.id, name: field.name)
                    let number = known[place] ?? places.count
                    if known.updateValue(number, forKey: place) == nil {
                        places.append(place)
                        let names = [
                            programmes.count > 1 ? programme.name : nil,
                            programme.flow.procedures.count > 1 ? procedure.name : nil, field.label,
                        ]
                        titles.append(
                            names.compactMap { $0?.in(english: isEnglish) }.joined(separator: isEnglish ? ": " : "："))
                    }
                    fields.append((key, number, field))
                }
            }
        }
        for key in asked.keys { asked[key] = Array(repeating: nil, count: places.count) }
        for (key, place, field) in fields { asked[key]?[place] = field }
    }

    /// The questions of a row's version, aligned with `places`.
    func asked(of row: CaseRow) -> [Field?] { asked["\(row.programme)/\(row.version)"] ?? [] }

    /// A row's answers, a cell for each place.
    func cells(_ row: CaseRow, _ answers: [String: JSON]?) -> [ExportCell] {
        let fields = asked(of: row)
        return places.indices.map { index in
            guard index < fields.count, let field = fields[index],
                let json = answers?[places[index].procedure]?[places[index].name],
                let answer = Answer(json: json, type: field.type)
            else { return .text("") }
            return ExportCell(answer, as: field, english: isEnglish)
        }
    }

    /// The rows of a table a case answered with: what each is called, then a cell for each column.
    func lines(_ place: Int, _ row: CaseRow, _ answers: [String: JSON]?, columns: [Field]) -> [[ExportCell]] {
        let fields = asked(of: row)
        guard place < fields.count, let field = fields[place], case .table(let table) = field.type,
            let json = answers?[places[place].procedure]?[places[place].name],
            case .table(let lines)? = Answer(json: json, type: field.type)
        else { return [] }
        return lines.enumerated().map { number, line in
            [.text(table.name(of: line, english: isEnglish) ?? String(number + 1))]
                + columns.map { column in
                    guard let own = table.column(named: column.name), let cell = line.cells[column.name] else {
                        return .text("")
                    }
                    return ExportCell(cell, as: own, english: isEnglish)
                }
        }
    }

    /// The columns a table has in any version, in the order of the first that has each.
    func columns(_ place: Int) -> [Field] {
        var (columns, seen): ([Field], Set<String>) = ([], [])
        for key in asked.keys.sorted() {
            guard let field = asked[key]?[place], case .table(let table) = field.type else { continue }
            for column in table.columns where seen.insert(column.name).inserted { columns.append(column) }
        }
        return columns
    }
}

extension Field {
    /// Whether it is a table.
    var isTable: Bool { if case .table = type { true } else { false } }
}
