import Yams

extension Form {
    /// Reads `forms/ID.yaml` or `sheets/ID.yaml`.
    init?(_ reader: DocumentReader, id: String) {
        guard let mapping = reader.mapping("フォーム") else { return nil }
        let title = mapping.text("title")
        let introduction = mapping.textOrNil("introduction")
        var names: Set<String> = []
        var sections: [Section] = []
        for item in mapping.list("sections", required: true) {
            guard let section = Section(item, names: &names) else { continue }
            if sections.contains(where: { $0.id == section.id }) {
                item.wrong("区分のid「\(section.id)」が2回あります。別のidにしてください。", "Section id “\(section.id)” is there twice.")
            }
            sections.append(section)
        }
        mapping.finish()
        guard let title else { return nil }
        self.init(id: id, title: title, introduction: introduction, sections: sections)
    }

    var node: Node {
        mappingNode([
            ("title", title.node), ("introduction", introduction?.node),
            ("sections", .list(sections.map(\.node))),
        ])
    }
}

extension Section {
    init?(_ reader: DocumentReader, names: inout Set<String>) {
        guard let mapping = reader.mapping("区分") else { return nil }
        let id = mapping.code("id")
        let title = mapping.text("title")
        let guidance = mapping.textOrNil("guidance")
        var fields: [Field] = []
        for item in mapping.list("fields", required: true) {
            guard let field = Field(item) else { continue }
            if !names.insert(field.name).inserted {
                item.wrong("項目名「\(field.name)」が2回あります。別の名前にしてください。", "Field name “\(field.name)” is there twice.")
            }
            fields.append(field)
        }
        mapping.finish()
        guard let id, let title else { return nil }
        self.init(id: id, title: title, guidance: guidance, fields: fields)
    }

    var node: Node {
        mappingNode([
            ("id", .text(id)), ("title", title.node), ("guidance", guidance?.node),
            ("fields", .list(fields.map(\.node))),
        ])
    }
}

extension Field {
    init?(_ reader: DocumentReader) {
        guard let mapping = reader.mapping("項目") else { return nil }
        let name = mapping.parsed("name", "空白や記号（. / - ' + *）を含まず、数字で始まらない名前") { $0.isFieldName ? $0 : nil }
        let label = mapping.textOrNil("label")
        let type = FieldType(mapping)
        let required = mapping.flag("required")
        let help = mapping.textOrNil("help")
        let example = mapping.textOrNil("example")
        let message = mapping.textOrNil("message")
        let prefill = mapping.wordOrNil(
            "prefill", Dictionary(uniqueKeysWithValues: Prefill.allCases.map { ($0.rawValue, $0) }))
        mapping.finish()
        guard let name, let type else { return nil }
        if let prefill, !prefill.fits(type) {
            mapping.wrong(
                "prefill", "「\(prefill.rawValue)」は、この型の項目には入りません。", "“\(prefill.rawValue)” does not fit this type.")
        }
        self.init(
            name: name, label: label ?? Text(name), type: type, required: required, help: help, example: example,
            message: message, prefill: prefill)
    }

    var node: Node {
        mappingNode(
            [("name", .text(name)), ("label", label == Text(name) ? nil : label.node), ("type", .text(type.word))]
                + type.members + [
                    ("required", required ? .text("true") : nil), ("help", help?.node), ("example", example?.node),
                    ("message", message?.node), ("prefill", prefill.map { .text($0.rawValue) }),
                ])
    }
}

extension Prefill {
    func fits(_ type: FieldType) -> Bool {
        switch (self, type) {
        case (.organisationAddress, .address), (.corporateNumber, .corporateNumber), (.personEmail, .email),
            (.personTelephone, .telephone):
            true
        case (.organisationAddress, _): false
        case (_, .text), (_, .longText): true
        default: false
        }
    }
}

extension FieldType {
    /// Reads `type` and the limits that belong to it.
    init?(_ mapping: MappingReader) {
        guard let word = mapping.word("type", Dictionary(uniqueKeysWithValues: FieldType.words.map { ($0, $0) })) else {
            // Without a type nobody knows which limits belong to it: complaining about them would only confuse.
            for key in [
                "minimum", "maximum", "digits", "unit", "choices", "statement", "kinds", "maximum size",
                "maximum count", "earliest", "latest",
            ] {
                _ = mapping.member(key)
            }
            return nil
        }
        switch word {
        case "text", "long text":
            let limits = TextLimits(
                minimum: mapping.count("minimum"), maximum: mapping.count("maximum", from: 1),
                digits: word == "text" ? mapping.count("digits", from: 1) : nil)
            mapping.checkOrder(limits.minimum.map(Int64.init), limits.maximum.map(Int64.init))
            self = word == "text" ? .text(limits) : .longText(limits)
        case "integer", "money":
            let limits = IntegerLimits(
                minimum: mapping.number("minimum"), maximum: mapping.number("maximum"),
                unit: word == "integer" ? mapping.textOrNil("unit") : nil)
            mapping.checkOrder(limits.minimum, limits.maximum)
            self = word == "integer" ? .integer(limits) : .money(limits)
        case "date":
            let limits = DayLimits(
                earliest: mapping.parsedOrNil("earliest", "2026-04-01", Day.init(iso:)),
                latest: mapping.parsedOrNil("latest", "2026-04-01", Day.init(iso:)))
            if let earliest = limits.earliest, let latest = limits.latest, latest < earliest {
                mapping.wrong("latest", "「latest」が「earliest」より前です。", "“latest” is before “earliest”.")
            }
            self = .date(limits)
        case "choice": self = .choice(Choice.list(mapping))
        case "choices":
            let choices = Choice.list(mapping)
            let limits = ChoiceLimits(minimum: mapping.count("minimum"), maximum: mapping.count("maximum", from: 1))
            mapping.checkOrder(limits.minimum.map(Int64.init), limits.maximum.map(Int64.init))
            if let minimum = limits.minimum, !choices.isEmpty, minimum > choices.count {
                mapping.wrong(
                    "minimum", "「minimum」（\(minimum)）が選択肢の数（\(choices.count)）より大きくなっています。",
                    "“minimum” is more than there are choices.")
            }
            self = .choices(choices, limits)
        case "yes/no": self = .yesNo
        case "pledge":
            guard let statement = mapping.text("statement") else { return nil }
            self = .pledge(statement: statement)
        case "email": self = .email
        case "telephone": self = .telephone
        case "address": self = .address
        case "corporate number": self = .corporateNumber
        default:
            let kinds = mapping.strings("kinds", among: FileKind.allCases.map(\.rawValue), required: true)
            let size = mapping.parsedOrNil("maximum size", "16MB", Int64.init(size:))
            let count = mapping.count("maximum count", from: 1)
            self = .file(
                FileLimits(
                    kinds: kinds.compactMap(FileKind.init(rawValue:)),
                    maximumSize: size ?? FileLimits.defaultMaximumSize,
                    maximumCount: count ?? 1))
        }
    }

    fileprivate var members: [(String, Node?)] {
        switch self {
        case .text(let limits), .longText(let limits):
            [
                ("minimum", limits.minimum.map { .text(String($0)) }),
                ("maximum", limits.maximum.map { .text(String($0)) }),
                ("digits", limits.digits.map { .text(String($0)) }),
            ]
        case .integer(let limits), .money(let limits):
            [
                ("minimum", limits.minimum.map { .text(String($0)) }),
                ("maximum", limits.maximum.map { .text(String($0)) }),
                ("unit", limits.unit?.node),
            ]
        case .date(let limits):
            [("earliest", limits.earliest.map { .text($0.iso) }), ("latest", limits.latest.map { .text($0.iso) })]
        case .choice(let choices): [("choices", .list(choices.map(\.node)))]
        case .choices(let choices, let limits):
            [
                ("choices", .list(choices.map(\.node))), ("minimum", limits.minimum.map { .text(String($0)) }),
                ("maximum", limits.maximum.map { .text(String($0)) }),
            ]
        case .pledge(let statement): [("statement", statement.node)]
        case .file(let limits):
            [
                ("kinds", .flow(limits.kinds.map(\.rawValue))), ("maximum size", .text(limits.maximumSize.sizeWord)),
                ("maximum count", limits.maximumCount == 1 ? nil : .text(String(limits.maximumCount))),
            ]
        case .yesNo, .email, .telephone, .address, .corporateNumber: []
        }
    }
}

extension MappingReader {
    fileprivate func checkOrder(_ minimum: Int64?, _ maximum: Int64?) {
        if let minimum, let maximum, maximum < minimum {
            wrong(
                "maximum", "「maximum」（\(maximum)）が「minimum」（\(minimum)）より小さくなっています。",
                "“maximum” is less than “minimum”.")
        }
    }
}

extension Choice {
    /// `- あり`, or `- {code: yes, label: {ja: あり, en: Yes}}`.
    fileprivate static func list(_ mapping: MappingReader) -> [Choice] {
        var choices: [Choice] = []
        for item in mapping.list("choices", required: true) {
            let choice: Choice?
            if let scalar = item.scalar {
                choice = Choice(code: Plain.line(scalar), label: Text(Plain.line(scalar)))
            } else if let members = item.mapping("選択肢") {
                let code = members.string("code")
                let label = members.text("label")
                members.finish()
                choice = code.flatMap { code in label.map { Choice(code: code, label: $0) } }
            } else {
                choice = nil
            }
            guard let choice else { continue }
            if choice.code.isEmpty || choices.contains(where: { $0.code == choice.code }) {
                item.wrong(
                    "選択肢「\(choice.code)」が2回あるか、空です。別のcodeにしてください。", "Choice “\(choice.code)” is there twice, or empty.")
            }
            choices.append(choice)
        }
        return choices
    }

    fileprivate var node: Node {
        if label == Text(code) { return .text(code) }
        return mappingNode([("code", .text(code)), ("label", label.node)])
    }
}

extension Int64 {
    /// Reads `16MB`, `500KB` or a number of bytes.
    init?(size: String) {
        let plain = size.uppercased().filter { $0 != " " }
        let factor: Int64 = plain.hasSuffix("MB") ? 1_048_576 : plain.hasSuffix("KB") ? 1024 : 1
        let digits = factor == 1 ? plain : String(plain.dropLast(2))
        guard let number = Int64(digits), (1...1_048_576).contains(number) || factor == 1, number > 0 else {
            return nil
        }
        self = number * factor
    }

    var sizeWord: String {
        if self % 1_048_576 == 0 { return "\(self / 1_048_576)MB" }
        return self % 1024 == 0 ? "\(self / 1024)KB" : String(self)
    }
}
