import Yams

extension LetterTemplate {
    /// Reads `letters/ID.yaml`.
    init?(_ reader: DocumentReader, id: String) {
        guard let mapping = reader.mapping("通知書") else { return nil }
        let title = mapping.text("title")
        let number = mapping.string("number")
        func mark(_ text: String, _ item: DocumentReader) {
            for place in LetterTemplate.places(in: text) {
                reader.findings.mark("letter \(id) \(place)", reader.path, item.line)
            }
        }
        let body = mapping.strings("body", required: true, each: mark)
        let items = mapping.list("items").compactMap { item -> Item? in
            guard let members = item.mapping("記の行") else { return nil }
            let label = members.string("label")
            let text = members.string("text")
            members.finish()
            for written in [label, text] { mark(written ?? "", item) }
            return label.flatMap { label in text.map { Item(label: label, text: $0) } }
        }
        let notes = mapping.strings("notes", each: mark)
        mapping.finish()
        guard let title, let number else { return nil }
        reader.findings.mark("letter \(id)", reader.path, reader.line)
        self.init(id: id, title: title, numberPrefix: number, body: body, items: items, notes: notes)
    }

    var node: Node {
        mappingNode([
            ("title", title.node), ("number", .text(numberPrefix)), ("body", .list(body.map { .text($0) })),
            (
                "items",
                items.isEmpty
                    ? nil : .list(items.map { mappingNode([("label", .text($0.label)), ("text", .text($0.text))]) })
            ),
            ("notes", notes.isEmpty ? nil : .list(notes.map { .text($0) })),
        ])
    }
}
