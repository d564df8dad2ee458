/// A place where a JSON document has not the structure of a form's answers.
public struct StructureFinding: Hashable, Sendable {
    /// What is the matter.
    public enum Kind: String, Sendable {
        /// An answer that every document has is not there. A draft need not have it yet.
        case missing
        /// A member that no field or column is called.
        case unknown
        /// A value that is no answer of the field's type and limits.
        case wrong
    }

    public let kind: Kind
    /// A JSON Pointer (RFC 6901) into the document: `/経費/0/金額`; empty for the document itself.
    public let path: String
    /// What is wrong and what to do.
    public let message: Text

    /// A finding at a place.
    public init(_ kind: Kind, at path: String, _ message: Text) {
        self.kind = kind
        self.path = path
        self.message = message
    }
}

extension Form {
    /// Whether a JSON document has the structure of this form's answers: nothing is found exactly where the document is
    /// valid under `FormSchema`. What answers must fulfil besides, the judge says.
    public func structure(of json: JSON, asOffice office: Bool = false) -> [StructureFinding] {
        var check = StructureCheck()
        let entries = entries(asOffice: office)
        check.members(
            json, of: entries.map(\.field), needed: Set(entries.filter(\.isRequired).map(\.field.name)), at: "")
        return check.findings
    }
}

private struct StructureCheck {
    var findings: [StructureFinding] = []

    /// The members of the document, or of a row.
    mutating func members(
        _ json: JSON, of fields: [Field], needed: Set<String>, at path: String, besides others: Set<String> = []
    ) {
        guard let members = json.object else {
            return wrong(path, "項目名と答えの組（オブジェクト）で指定してください", "Give an object of names and answers")
        }
        var known: [String: Field] = [:]
        for field in fields where known[field.name] == nil { known[field.name] = field }
        for (name, value) in members.sorted(by: { JSON.precedes($0.key, $1.key) }) where !others.contains(name) {
            let place = "\(path)/\(name.pointed)"
            guard let field = known[name] else {
                let near = hint(name, among: fields.map(\.name))
                findings.append(
                    StructureFinding(
                        .unknown, at: place,
                        Text("「\(name)」という項目はありません。\(near)", en: "There is no field called “\(name)”.")))
                continue
            }
            answer(value, of: field, at: place)
        }
        for field in fields where needed.contains(field.name) && members[field.name] == nil {
            findings.append(StructureFinding(.missing, at: "\(path)/\(field.name.pointed)", field.missing().message))
        }
    }

    private mutating func answer(_ json: JSON, of field: Field, at path: String) {
        if case .table(let table) = field.type { return rows(json, of: table, field, at: path) }
        guard let message = field.misfit(json) else { return }
        wrong(
            path, "「\(field.label.ja)」：\(message.ja)",
            "“\(field.label.in(english: true))”: \(message.in(english: true))")
    }

    private mutating func rows(_ json: JSON, of table: Table, _ field: Field, at path: String) {
        guard let rows = json.array else {
            return wrong(path, "「\(field.label.ja)」は行の一覧（配列）で指定してください", "Give an array of rows")
        }
        let counts = table.rowCounts
        if !counts.contains(rows.count) {
            let (least, most) = (counts.lowerBound, counts.upperBound)
            wrong(
                path, "「\(field.label.ja)」は\(least)行以上\(most)行以下にしてください（いま\(rows.count)行です）",
                "Give \(least) to \(most) rows (now \(rows.count))")
        }
        let needed = Set(table.columns.filter(\.mustBeGiven).map(\.name))
        var seen: Set<String> = []
        for (index, row) in rows.enumerated() {
            let place = "\(path)/\(index)"
            // A column of that name would hide the row's.
            members(row, of: table.columns.filter { $0.name != "row" }, needed: needed, at: place, besides: ["row"])
            guard row.object != nil else { continue }
            let id = row["row"]
            if let fixed = table.fixedRows {
                let codes = fixed.map(\.code)
                guard let code = id?.string, codes.contains(code) else {
                    wrong(
                        "\(place)/row", "どの行か（\(codes.joined(separator: "、"))）を指定してください",
                        "Say which row it is: \(codes.joined(separator: ", "))")
                    continue
                }
                if !seen.insert(code).inserted {
                    wrong("\(place)/row", "行「\(code)」が2回あります", "Row “\(code)” is there twice")
                }
            } else if let id, !(id.string.map(TextShape.rowID.fits) ?? false) {
                wrong(
                    "\(place)/row", "行の番号は半角の英小文字・数字・「-」で、40文字までです",
                    "A row's id is 1 to 40 of a-z, 0-9 and -")
            }
        }
    }

    private mutating func wrong(_ path: String, _ ja: String, _ en: String) {
        findings.append(StructureFinding(.wrong, at: path, Text(ja, en: en)))
    }
}

extension String {
    /// As a step of a JSON Pointer.
    fileprivate var pointed: String {
        replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
