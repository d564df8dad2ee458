import Yams

/// Things as their document gives them back: what an edit leaves is what will be read again.
extension Field {
    /// Itself after being written and read; throws where it would be lost.
    func written(isColumn: Bool = false) throws(EditProblem) -> Field {
        let findings = Findings()
        let own = label.ja.prefix(40)
        if Plain.lines(label.ja).isEmpty { throw .unwritable(Text("見出しが空です。文を書いてください。", en: "The label is empty.")) }
        guard
            let reader = DocumentReader(bytes: Array(node.document.utf8), path: "", findings: findings),
            let field = Field(reader, section: nil, table: isColumn ? "" : nil), field.holdsAll(of: self)
        else {
            let reason = findings.reason
            throw .unwritable(Text("「\(own)」：\(reason.ja)", en: "“\(own)”: \(reason.in(english: true))"))
        }
        return field
    }

    /// Whether nothing was dropped on the way.
    private func holdsAll(of other: Field) -> Bool {
        type.word == other.type.word && type.choices.count == other.type.choices.count
            && table?.columns.count == other.table?.columns.count
            && table?.fixedRows?.count == other.table?.fixedRows?.count
            && (table?.columns ?? []).elementsEqual(other.table?.columns ?? []) { $0.holdsAll(of: $1) }
            && constraints.count == other.constraints.count
    }
}

extension Section {
    /// It without its fields.
    var head: Section { Section(id: id, title: title, guidance: guidance, relevant: relevant, fields: []) }

    func written() throws(EditProblem) -> Section {
        let findings = Findings()
        var names: Set<String> = []
        guard let reader = DocumentReader(bytes: Array(node.document.utf8), path: "", findings: findings),
            let section = Section(reader, names: &names)
        else { throw .unwritable(findings.reason) }
        return section
    }
}

extension Form {
    /// It without its sections.
    var head: Form {
        get { Form(id: id, title: title, introduction: introduction, layout: layout, stops: stops, sections: []) }
        set {
            (title, introduction, layout, stops) = (
                newValue.title, newValue.introduction, newValue.layout, newValue.stops
            )
        }
    }

    func written() throws(EditProblem) -> Form {
        let findings = Findings()
        guard let form = Form(document: document, id: id, findings), form.stops.count == stops.count else {
            throw .unwritable(findings.reason)
        }
        return form
    }

    /// The form's YAML.
    public var document: String { node.document }

    /// Reads a form's YAML, as far as it can be read; nil where it is no form at all.
    public init?(document: String, id: String) { self.init(document: document, id: id, Findings()) }

    init?(document: String, id: String, _ findings: Findings) {
        guard let reader = DocumentReader(bytes: Array(document.utf8), path: "", findings: findings) else { return nil }
        self.init(reader, id: id)
    }
}

extension Findings {
    /// The first thing that is wrong.
    var reason: Text {
        all.first { !$0.isWarning }?.message ?? Text("文書として書けない内容です。", en: "It cannot be written as a document.")
    }
}
