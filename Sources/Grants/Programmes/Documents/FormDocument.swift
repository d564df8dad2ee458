import Yams

extension Form {
    /// Reads `forms/ID.yaml` or `sheets/ID.yaml`. Its names and formulas are checked later, with the programme's tables.
    init?(_ reader: DocumentReader, id: String) {
        guard let mapping = reader.mapping("フォーム") else { return nil }
        reader.findings.mark(FormPlace().mark(in: reader.path), reader.path, reader.line)
        let title = mapping.text("title")
        let introduction = mapping.textOrNil("introduction")
        let layout = mapping.wordOrNil(
            "layout", Dictionary(uniqueKeysWithValues: Layout.allCases.map { ($0.rawValue, $0) }))
        var stops: [Stop] = []
        for (index, item) in mapping.list("stops").enumerated() {
            guard let members = item.mapping("対象外の条件") else { continue }
            reader.findings.mark(FormPlace(key: "stops", index: index).mark(in: reader.path), reader.path, item.line)
            let condition = members.string("when")
            let message = members.text("message")
            members.finish()
            if let condition, let message { stops.append(Stop(when: condition, message: message)) }
        }
        var sections: [Section] = []
        var names: Set<String> = []
        for item in mapping.list("sections", required: true) {
            guard let section = Section(item, names: &names) else { continue }
            if sections.contains(where: { $0.id == section.id }) {
                item.wrong("区分のid「\(section.id)」が2回あります。別のidにしてください。", "Section id “\(section.id)” is there twice.")
            }
            sections.append(section)
        }
        mapping.finish()
        guard let title else { return nil }
        self.init(
            id: id, title: title, introduction: introduction, layout: layout ?? .sections, stops: stops,
            sections: sections)
    }

    var node: Node {
        mappingNode([
            ("title", title.node), ("introduction", introduction?.node),
            ("layout", layout == .sections ? nil : .text(layout.rawValue)),
            ("stops", stops.isEmpty ? nil : .list(stops.map(\.node))),
            ("sections", .list(sections.map(\.node))),
        ])
    }
}

extension Stop {
    fileprivate var node: Node { mappingNode([("when", .text(condition)), ("message", message.node)]) }
}

extension FormPlace {
    /// The name under which the line of a place of that document is remembered.
    func mark(in path: String) -> String { "\(path)\u{2}\(mark)" }
}

extension Section {
    init?(_ reader: DocumentReader, names: inout Set<String>) {
        guard let mapping = reader.mapping("区分") else { return nil }
        let id = mapping.code("id")
        let place = FormPlace(section: id)
        reader.findings.mark(place.mark(in: reader.path), reader.path, reader.line)
        mapping.mark(["title", "guidance", "relevant"], of: place)
        let title = mapping.text("title")
        let guidance = mapping.textOrNil("guidance")
        let relevant = mapping.formulaOrNil("relevant")
        if !mapping.has("fields") { mapping.wrong("「fields」がありません。1つ以上書いてください。", "“fields” is missing.") }
        // While a form is designed a section may be empty; the judge says so before it is published.
        let fields = Field.list(mapping.list("fields"), names: &names) { Field($0, section: id) }
        mapping.finish()
        guard let id, let title else { return nil }
        self.init(id: id, title: title, guidance: guidance, relevant: relevant, fields: fields)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("title", title.node), ("guidance", guidance?.node),
            ("relevant", relevant.map { .text($0) }), ("fields", .list(fields.map(\.node))),
        ])
    }
}

extension MappingReader {
    /// Remembers the lines of keys for findings about that place.
    func mark(_ keys: [String], of place: FormPlace) {
        for key in keys where has(key) { findings.mark(place.key(key).mark(in: path), path, line(of: key)) }
    }

    /// A formula, as it is written; it is read when the whole form is known.
    func formulaOrNil(_ key: String) -> String? { stringOrNil(key) }
}

/// Tells what the judge finds at the lines it stands on.
func tell(_ judge: Judge, in path: String, _ findings: Findings) {
    for finding in judge.findings {
        var place = finding.place
        // A key that is not written stands for the thing as a whole.
        var thing = place.mark(in: path)
        for step in 0..<4 where !findings.knows(thing) {
            switch step {
            case 0: place.index = nil
            case 1: place.key = nil
            case 2: place.column = nil
            default: place = FormPlace()
            }
            thing = place.mark(in: path)
        }
        let subject = [finding.place.field, finding.place.column].compactMap { $0 }.joined(separator: " / ")
        let label = subject.isEmpty ? "" : "「\(subject)」"
        let key = finding.place.key.map { "\($0)：" } ?? ""
        findings.add(
            at: thing, "\(label)\(key)\(finding.message.ja)", "\(label)\(key)\(finding.message.in(english: true))",
            isWarning: finding.severity == .warning)
    }
}
