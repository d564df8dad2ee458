import Yams

extension Flow {
    /// Reads `flow.yaml`.
    init?(_ reader: DocumentReader) {
        guard let mapping = reader.mapping("手続きフロー") else { return nil }
        var procedures: [Procedure] = []
        for item in mapping.list("procedures", required: true) {
            guard let procedure = Procedure(item) else { continue }
            if procedures.contains(where: { $0.id == procedure.id }) {
                item.wrong("手続きのid「\(procedure.id)」が2回あります。", "Procedure id “\(procedure.id)” is there twice.")
            }
            procedures.append(procedure)
        }
        mapping.finish()
        self.init(procedures: procedures)
    }

    var node: Node { mappingNode([("procedures", .list(procedures.map(\.node)))]) }
}

extension Procedure {
    init?(_ reader: DocumentReader) {
        guard let mapping = reader.mapping("手続き") else { return nil }
        let id = mapping.code("id")
        let name = mapping.text("name")
        let form = mapping.code("form")
        let start = mapping.word("start", Dictionary(uniqueKeysWithValues: Start.allCases.map { ($0.rawValue, $0) }))
        let days = mapping.parsedOrNil("days", "1以上の日数") { text in
            Int(text).flatMap { (1...3650).contains($0) ? $0 : nil }
        }
        var stages: [Stage] = []
        for item in mapping.list("stages", required: true) {
            guard let stage = Stage(item, procedure: id ?? "") else { continue }
            if stages.contains(where: { $0.id == stage.id }) {
                item.wrong("審査段階のid「\(stage.id)」が2回あります。", "Stage id “\(stage.id)” is there twice.")
            }
            stages.append(stage)
        }
        mapping.finish()
        guard let id, let name, let form, let start else { return nil }
        reader.findings.mark("procedure \(id)", reader.path, reader.line)
        self.init(id: id, name: name, form: form, start: start, days: days, stages: stages)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("name", name.node), ("form", .text(form)), ("start", .text(start.rawValue)),
            ("days", days.map { .text(String($0)) }), ("stages", .list(stages.map(\.node))),
        ])
    }
}

extension Stage {
    init?(_ reader: DocumentReader, procedure: String) {
        guard let mapping = reader.mapping("審査段階") else { return nil }
        let id = mapping.code("id")
        let name = mapping.text("name")
        let kind = mapping.word("kind", Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.rawValue, $0) }))
        let reviewers = mapping.count("reviewers")
        let sheet = mapping.codeOrNil("sheet")
        var outcomes: [Outcome] = []
        for item in mapping.list("outcomes", required: true) {
            guard let outcome = Outcome(item, stage: "\(procedure)/\(id ?? "")") else { continue }
            if outcomes.contains(where: { $0.id == outcome.id }) {
                item.wrong("結果のid「\(outcome.id)」が2回あります。", "Outcome id “\(outcome.id)” is there twice.")
            }
            outcomes.append(outcome)
        }
        mapping.finish()
        guard let id, let name, let kind else { return nil }
        if ["applicant", "end"].contains(id) {
            mapping.wrong("id", "「\(id)」は行き先の言葉なので、審査段階のidには使えません。", "“\(id)” cannot be the id of a stage.")
        }
        reader.findings.mark("stage \(procedure)/\(id)", reader.path, reader.line)
        self.init(id: id, name: name, kind: kind, reviewers: reviewers ?? 0, sheet: sheet, outcomes: outcomes)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("name", name.node), ("kind", .text(kind.rawValue)),
            ("reviewers", reviewers == 0 ? nil : .text(String(reviewers))), ("sheet", sheet.map { .text($0) }),
            ("outcomes", .list(outcomes.map(\.node))),
        ])
    }
}

extension Outcome {
    init?(_ reader: DocumentReader, stage: String) {
        guard let mapping = reader.mapping("結果") else { return nil }
        let id = mapping.code("id")
        let label = mapping.text("label")
        let target = mapping.parsed(
            "to", "審査段階のid、applicant（差戻し）、または end と結果（\(Verdict.allCases.map(\.rawValue).joined(separator: "・"))）",
            Target.init(word:))
        let letter = mapping.codeOrNil("letter")
        let opens = mapping.uniqueStrings("opens")
        mapping.finish()
        guard let id, let label, let target else { return nil }
        reader.findings.mark("outcome \(stage)/\(id)", reader.path, reader.line)
        self.init(id: id, label: label, target: target, letter: letter, opens: opens)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("label", label.node), ("to", .text(target.word)), ("letter", letter.map { .text($0) }),
            ("opens", opens.isEmpty ? nil : .flow(opens)),
        ])
    }
}

extension Outcome.Target {
    /// `external`, `applicant`, `end adopted`.
    init?(word: String) {
        let parts = word.split(separator: " ").map(String.init)
        if parts == ["applicant"] {
            self = .applicant
        } else if parts.count == 2, parts[0] == "end", let verdict = Verdict(rawValue: parts[1]), verdict != .withdrawn
        {
            self = .end(verdict)
        } else if parts.count == 1, parts[0].isCode {
            self = .stage(parts[0])
        } else {
            return nil
        }
    }

    var word: String {
        switch self {
        case .stage(let id): id
        case .applicant: "applicant"
        case .end(let verdict): "end \(verdict.rawValue)"
        }
    }
}

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
