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
        var values: [CaseValue] = []
        for item in mapping.list("values") {
            guard let members = item.mapping("案件の値") else { continue }
            let name = members.parsed("name", "項目名（数字で始まらない文字の並び）") { $0.isFieldName ? $0 : nil }
            let kind = members.word(
                "type", Dictionary(uniqueKeysWithValues: CaseValue.Kind.allCases.map { ($0.rawValue, $0) }))
            members.finish()
            guard let name, let kind else { continue }
            if values.contains(where: { $0.name == name }) {
                item.wrong("案件の値「\(name)」が2回あります。", "The value “\(name)” is there twice.")
            }
            reader.findings.mark("value \(name)", reader.path, item.line)
            values.append(CaseValue(name: name, kind: kind))
        }
        mapping.finish()
        self.init(procedures: procedures, values: values)
    }

    var node: Node {
        mappingNode([
            (
                "values",
                values.isEmpty
                    ? nil
                    : .list(values.map { mappingNode([("name", .text($0.name)), ("type", .text($0.kind.rawValue))]) })
            ), ("procedures", .list(procedures.map(\.node))),
        ])
    }
}

extension Procedure {
    init?(_ reader: DocumentReader) {
        guard let mapping = reader.mapping("手続き") else { return nil }
        let id = mapping.code("id")
        let name = mapping.text("name")
        let form = mapping.code("form")
        let start = mapping.word("start", Dictionary(uniqueKeysWithValues: Start.allCases.map { ($0.rawValue, $0) }))
        let when = mapping.stringOrNil("when")
        let after = mapping.days("after")
        let days = mapping.days("days")
        let until = mapping.stringOrNil("until")
        let opens = mapping.parsedOrNil("opens", "2027-04-01T09:00", JapanTime.init(iso:))
        let closes = mapping.parsedOrNil("closes", "2027-04-30T17:00", JapanTime.init(iso:))
        let repeats = mapping.flag("repeats")
        let isMandatory = mapping.flag("mandatory")
        let standard = mapping.days("standard")
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
        for key in ["when", "until"] where mapping.has(key) {
            reader.findings.mark("procedure \(id) \(key)", reader.path, mapping.line(of: key))
        }
        self.init(
            id: id, name: name, form: form, start: start, when: when, after: after, days: days, until: until,
            opens: opens,
            closes: closes, repeats: repeats, isMandatory: isMandatory, standard: standard, stages: stages)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("name", name.node), ("form", .text(form)), ("start", .text(start.rawValue)),
            ("when", when.map { .text($0) }), ("after", after.map { .text(String($0)) }),
            ("days", days.map { .text(String($0)) }), ("until", until.map { .text($0) }),
            ("opens", opens.map { .text($0.iso) }), ("closes", closes.map { .text($0.iso) }),
            ("repeats", repeats ? .text("true") : nil), ("mandatory", isMandatory ? .text("true") : nil),
            ("standard", standard.map { .text(String($0)) }), ("stages", .list(stages.map(\.node))),
        ])
    }
}

extension Stage {
    init?(_ reader: DocumentReader, procedure: String) {
        guard let mapping = reader.mapping("審査段階") else { return nil }
        let id = mapping.code("id")
        let name = mapping.text("name")
        let kind = mapping.word("kind", Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.rawValue, $0) }))
        let by = mapping.wordOrNil("by", Dictionary(uniqueKeysWithValues: Doer.allCases.map { ($0.rawValue, $0) }))
        let when = mapping.stringOrNil("when")
        let due = mapping.days("due")
        let reviewers = mapping.count("reviewers")
        let sheet = mapping.codeOrNil("sheet")
        let rule = mapping.parsedOrNil("rule", "office・anyone・all、または average と点数（例：average 60）", Rule.init(word:))
        let isBlind = mapping.flag("blind")
        let people = mapping.uniqueStrings("people")
        let isShared = mapping.flag("shares")
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
        if mapping.has("when") {
            reader.findings.mark("stage \(procedure)/\(id) when", reader.path, mapping.line(of: "when"))
        }
        self.init(
            id: id, name: name, kind: kind, by: by ?? .staff, people: people, when: when, due: due,
            reviewers: reviewers ?? 0, sheet: sheet, rule: rule ?? .office, isBlind: isBlind, isShared: isShared,
            outcomes: outcomes)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("name", name.node), ("kind", .text(kind.rawValue)),
            ("by", by == .staff ? nil : .text(by.rawValue)),
            ("people", people.isEmpty ? nil : .flow(people)), ("when", when.map { .text($0) }),
            ("due", due.map { .text(String($0)) }),
            ("reviewers", reviewers == 0 ? nil : .text(String(reviewers))), ("sheet", sheet.map { .text($0) }),
            ("rule", rule == .office ? nil : .text(rule.word)), ("blind", isBlind ? .text("true") : nil),
            ("shares", isShared ? .text("true") : nil),
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
        let when = mapping.stringOrNil("when")
        let limit = mapping.parsedOrNil("limit", "1以上の回数") { text in
            Int(text).flatMap { (1...100).contains($0) ? $0 : nil }
        }
        let needsSheet = mapping.flag("complete")
        let letter = mapping.codeOrNil("letter")
        let opens = mapping.uniqueStrings("opens")
        let closes = mapping.uniqueStrings("closes")
        var sets: [Setting] = []
        for item in mapping.list("set") {
            guard let members = item.mapping("案件の値の設定") else { continue }
            let name = members.string("value")
            let formula = members.string("to")
            members.finish()
            guard let name, let formula else { continue }
            reader.findings.mark("set \(stage)/\(id ?? "")/\(name)", reader.path, item.line)
            if sets.contains(where: { $0.name == name }) { item.twice(name, in: "set") }
            sets.append(Setting(name, formula))
        }
        mapping.finish()
        guard let id, let label, let target else { return nil }
        reader.findings.mark("outcome \(stage)/\(id)", reader.path, reader.line)
        if mapping.has("when") {
            reader.findings.mark("outcome \(stage)/\(id) when", reader.path, mapping.line(of: "when"))
        }
        self.init(
            id: id, label: label, target: target, when: when, limit: limit, letter: letter, opens: opens,
            closes: closes, sets: sets, needsSheet: needsSheet)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("label", label.node), ("to", .text(target.word)), ("when", when.map { .text($0) }),
            ("limit", limit.map { .text(String($0)) }), ("complete", needsSheet ? .text("true") : nil),
            ("letter", letter.map { .text($0) }),
            ("opens", opens.isEmpty ? nil : .flow(opens)), ("closes", closes.isEmpty ? nil : .flow(closes)),
            (
                "set",
                sets.isEmpty
                    ? nil : .list(sets.map { mappingNode([("value", .text($0.name)), ("to", .text($0.formula))]) })
            ),
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

    /// As documents write it.
    public var text: String { word }

    /// Reads what documents write.
    public init?(text: String) { self.init(word: text) }

    var word: String {
        switch self {
        case .stage(let id): id
        case .applicant: "applicant"
        case .end(let verdict): "end \(verdict.rawValue)"
        }
    }
}

extension Stage.Rule {
    /// `office`, `anyone`, `all`, `average 60`.
    init?(word: String) {
        let parts = word.split(separator: " ").map(String.init)
        switch (parts.first, parts.count) {
        case ("office", 1): self = .office
        case ("anyone", 1): self = .anyone
        case ("all", 1): self = .all
        case ("average", 2):
            guard let points = Int(parts[1]), (0...1_000_000).contains(points) else { return nil }
            self = .average(points)
        default: return nil
        }
    }

    var word: String {
        switch self {
        case .office: "office"
        case .anyone: "anyone"
        case .all: "all"
        case .average(let points): "average \(points)"
        }
    }
}

extension MappingReader {
    /// A number of days, up to ten years.
    fileprivate func days(_ key: String) -> Int? {
        parsedOrNil(key, "1以上の日数") { text in Int(text).flatMap { (1...3650).contains($0) ? $0 : nil } }
    }
}
