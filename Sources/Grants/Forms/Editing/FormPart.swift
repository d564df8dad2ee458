/// A field or a column by the ids that stay the same whatever they are called: what edits, uses and differences speak of.
public enum FormPart: Hashable, Sendable {
    /// A field, by its id.
    case field(String)
    /// A column, by its table's id and its own.
    case column(table: String, String)
    /// What the fixed rows of a table are called by in formulas (費目).
    case rowName(table: String)

    /// The id of the field, or of the table it belongs to.
    public var field: String {
        switch self {
        case .field(let id), .column(let id, _), .rowName(let id): id
        }
    }

    /// As documents and addresses write it: `経費`, `経費.金額`, `経費.#`.
    public var text: String {
        switch self {
        case .field(let id): id
        case .column(let table, let id): "\(table).\(id)"
        case .rowName(let table): "\(table).#"
        }
    }

    /// Reads what `text` gives.
    public init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        switch parts.count {
        case 1: self = .field(parts[0])
        case 2: self = parts[1] == "#" ? .rowName(table: parts[0]) : .column(table: parts[0], parts[1])
        default: return nil
        }
    }
}

/// What holds fields in an order: a section, or a table its columns.
public enum FieldHome: Hashable, Sendable {
    /// A section, by its id.
    case section(String)
    /// A table, by its field's id.
    case table(String)
}

/// Where in an order a thing is put.
public enum Position: Hashable, Sendable {
    case first, last
    /// Behind the thing of that id; at the end where it is there no longer.
    case after(String)
    /// Before the thing of that id; at the end where it is there no longer.
    case before(String)

    /// Whether it names that thing itself: to move it there is to leave it where it is.
    func isBeside(_ id: String) -> Bool { self == .after(id) || self == .before(id) }

    /// The place in an order of ids.
    func index(in ids: [String]) -> Int {
        switch self {
        case .first: 0
        case .last: ids.count
        case .after(let id): ids.firstIndex(of: id).map { $0 + 1 } ?? ids.count
        case .before(let id): ids.firstIndex(of: id) ?? ids.count
        }
    }
}

extension Form {
    /// The field of an id.
    public func field(id: String) -> Field? {
        for section in sections { for field in section.fields where field.id == id { return field } }
        return nil
    }

    /// A field or column; nil where it is not there, and for what rows are called by.
    public func field(_ part: FormPart) -> Field? {
        switch part {
        case .field(let id): field(id: id)
        case .column(let table, let id): field(id: table)?.table?.columns.first { $0.id == id }
        case .rowName: nil
        }
    }

    /// The part that stands at a place, as findings name it.
    public func part(at place: FormPlace) -> FormPart? {
        guard let name = place.field, let field = field(named: name) else { return nil }
        guard let column = place.column else { return .field(field.id) }
        return field.table?.column(named: column).map { .column(table: field.id, $0.id) }
    }

    /// Where a part stands.
    public func place(of part: FormPart) -> FormPlace? {
        for section in sections {
            for field in section.fields where field.id == part.field {
                let place = FormPlace(section: section.id, field: field.name)
                switch part {
                case .field: return place
                case .rowName: return place.key("fixed rows")
                case .column(_, let id):
                    guard let column = field.table?.columns.first(where: { $0.id == id }) else { return nil }
                    return FormPlace(section: section.id, field: field.name, column: column.name)
                }
            }
        }
        return nil
    }

    /// Where a section and a field of it stand.
    func indices(of id: String) -> (section: Int, field: Int)? {
        for (section, each) in sections.enumerated() {
            if let field = each.fields.firstIndex(where: { $0.id == id }) { return (section, field) }
        }
        return nil
    }

    /// Changes a field or column in its place; nil where it is not there.
    mutating func change<Result>(_ part: FormPart, _ body: (inout Field) -> Result) -> Result? {
        guard let (section, index) = indices(of: part.field) else { return nil }
        guard case .column(_, let id) = part else {
            if case .rowName = part { return nil }
            return body(&sections[section].fields[index])
        }
        guard var table = sections[section].fields[index].table,
            let column = table.columns.firstIndex(where: { $0.id == id })
        else { return nil }
        let result = body(&table.columns[column])
        sections[section].fields[index].type = .table(table)
        return result
    }
}

extension Field {
    /// Its table, where it is one.
    var table: Table? { if case .table(let table) = type { table } else { nil } }
}

extension FormPlace {
    /// The place in words, with the labels of that form: 「経費明細」の列「金額」の計算式.
    public func words(in form: Form) -> Text {
        let key = self.key.flatMap { FormPlace.keys[$0] }
        var thing: Text
        if let name = field {
            let field = form.field(named: name)
            let label = field?.label ?? Text(name)
            thing = Text("「\(label.ja)」", en: "“\(label.in(english: true))”")
            if let column {
                let label = field?.table?.column(named: column)?.label ?? Text(column)
                thing = Text(
                    thing.ja + "の列「\(label.ja)」",
                    en: "column “\(label.in(english: true))” of \(thing.in(english: true))")
            }
        } else if let section {
            let title = form.section(section)?.title ?? Text(section)
            thing = Text("区分「\(title.ja)」", en: "section “\(title.in(english: true))”")
        } else {
            thing = Text("フォーム", en: "the form")
        }
        guard let key else { return thing }
        return Text("\(thing.ja)の\(key.ja)", en: "\(key.in(english: true)) of \(thing.in(english: true))")
    }

    /// The keys of documents in the words of an office.
    private static let keys: [String: Text] = [
        "name": Text("項目名", en: "the name"), "label": Text("見出し", en: "the label"), "type": Text("型", en: "the type"),
        "title": Text("題名", en: "the title"), "introduction": Text("前書き", en: "the introduction"),
        "guidance": Text("記入要領", en: "the guidance"), "help": Text("記入要領", en: "the help"),
        "example": Text("記入例", en: "the example"), "message": Text("エラーメッセージ", en: "the message"),
        "statement": Text("誓約文", en: "the statement"), "relevant": Text("表示する条件", en: "the condition to be shown"),
        "required": Text("必須とする条件", en: "the condition to be required"),
        "constraints": Text("入力の制約", en: "a constraint"), "calculate": Text("計算式", en: "the calculation"),
        "default": Text("はじめの値", en: "the first value"), "choices": Text("選択肢を出す条件", en: "the condition of a choice"),
        "stops": Text("対象外の条件", en: "a condition of ineligibility"), "totals": Text("合計欄", en: "the totals"),
        "fixed rows": Text("決まった行", en: "the fixed rows"), "prefill": Text("はじめの値の出どころ", en: "the prefill"),
    ]
}
