import Yams

import struct FEEL.Number

extension FieldType {
    /// Keys that belong to types.
    private static let keys = [
        "minimum", "maximum", "digits", "pattern", "unit", "places", "choices", "groups", "statement", "kinds",
        "maximum size", "maximum count", "template", "earliest", "latest", "minimum rows", "maximum rows",
        "fixed rows", "columns", "totals", "anchors", "weight", "comment below",
    ]

    /// Reads `type` and the limits that belong to it.
    init?(_ mapping: MappingReader, at place: FormPlace, isColumn: Bool) {
        let words = Dictionary(uniqueKeysWithValues: FieldType.samples.map { ($0.word, $0) })
        guard let sample = mapping.word("type", words) else {
            // Without a type nobody knows which limits belong to it: complaining about them would only confuse.
            for key in FieldType.keys { _ = mapping.member(key) }
            return nil
        }
        switch sample {
        case .text: self = .text(TextLimits(mapping, isLine: true))
        case .longText: self = .longText(TextLimits(mapping, isLine: false))
        case .integer:
            self = .integer(IntegerLimits(mapping))
        case .decimal: self = .decimal(DecimalLimits(mapping))
        case .money:
            let unit = mapping.wordOrNil("unit", ["yen": false, "thousand yen": true])
            let limits = MoneyLimits(
                minimum: mapping.number("minimum"), maximum: mapping.number("maximum"), isInThousands: unit ?? false)
            mapping.checkOrder(limits.minimum, limits.maximum)
            self = .money(limits)
        case .rate:
            let limits = RateLimits(
                minimum: mapping.parsedOrNil("minimum", "1/2 か 50%", Rate.reading),
                maximum: mapping.parsedOrNil("maximum", "2/3 か 50%", Rate.reading))
            mapping.checkOrder(limits.minimum, limits.maximum)
            self = .rate(limits)
        case .date: self = .date(DayLimits(mapping))
        case .period: self = .period(DayLimits(mapping))
        case .choice: self = .choice(Choice.list(mapping, at: place))
        case .choices:
            let choices = Choice.list(mapping, at: place)
            let limits = ChoiceLimits(minimum: mapping.count("minimum"), maximum: mapping.count("maximum", from: 1))
            mapping.checkOrder(limits.minimum, limits.maximum)
            if let minimum = limits.minimum, !choices.isEmpty, minimum > choices.count {
                mapping.wrong(
                    "minimum", "「minimum」（\(minimum)）が選択肢の数（\(choices.count)）より大きくなっています。",
                    "“minimum” is more than there are choices.")
            }
            self = .choices(choices, limits)
        case .linked: self = .linked(ChoiceGroup.list(mapping, at: place))
        case .pledge:
            guard let statement = mapping.text("statement") else { return nil }
            self = .pledge(statement: statement)
        case .file: self = .file(FileLimits(mapping))
        case .table:
            if isColumn {
                mapping.wrong("type", "表の中に表は置けません。", "A table has no tables in it.")
                for key in FieldType.keys { _ = mapping.member(key) }
                return nil
            }
            self = .table(Table(mapping, at: place))
        default: self = sample
        }
    }

    var members: [(String, Node?)] {
        switch self {
        case .text(let limits), .longText(let limits):
            [
                ("minimum", limits.minimum.map(Node.number)), ("maximum", limits.maximum.map(Node.number)),
                ("digits", limits.digits.map(Node.number)), ("pattern", limits.pattern.map { .text($0) }),
            ]
        case .integer(let limits):
            [
                ("minimum", limits.minimum.map(Node.number)), ("maximum", limits.maximum.map(Node.number)),
                ("unit", limits.unit?.node),
                ("anchors", limits.anchors.isEmpty ? nil : .list(limits.anchors.map(\.node))),
                ("weight", limits.weight.map { .text(Rate.text($0)) }),
                ("comment below", limits.commentBelow.map(Node.number)),
            ]
        case .decimal(let limits):
            [
                ("minimum", limits.minimum.map { .text($0.description) }),
                ("maximum", limits.maximum.map { .text($0.description) }), ("places", .number(limits.places)),
                ("unit", limits.unit?.node),
            ]
        case .money(let limits):
            [
                ("minimum", limits.minimum.map(Node.number)), ("maximum", limits.maximum.map(Node.number)),
                ("unit", limits.isInThousands ? .text("thousand yen") : nil),
            ]
        case .rate(let limits):
            [
                ("minimum", limits.minimum.map { .text(Rate.text($0)) }),
                ("maximum", limits.maximum.map { .text(Rate.text($0)) }),
            ]
        case .date(let limits), .period(let limits):
            [("earliest", limits.earliest.map { .text($0.iso) }), ("latest", limits.latest.map { .text($0.iso) })]
        case .choice(let choices): [("choices", .list(choices.map(\.node)))]
        case .choices(let choices, let limits):
            [
                ("choices", .list(choices.map(\.node))), ("minimum", limits.minimum.map(Node.number)),
                ("maximum", limits.maximum.map(Node.number)),
            ]
        case .linked(let groups): [("groups", .list(groups.map(\.node)))]
        case .pledge(let statement): [("statement", statement.node)]
        case .file(let limits):
            [
                ("kinds", .flow(limits.kinds.map(\.rawValue))), ("maximum size", .text(limits.maximumSize.sizeWord)),
                ("maximum count", limits.maximumCount == 1 ? nil : .number(limits.maximumCount)),
                ("template", limits.template.map { .text($0) }),
            ]
        case .table(let table): table.members
        default: []
        }
    }
}

extension IntegerLimits {
    fileprivate init(_ mapping: MappingReader) {
        self.init(
            minimum: mapping.number("minimum"), maximum: mapping.number("maximum"), unit: mapping.textOrNil("unit"),
            anchors: mapping.list("anchors").compactMap(Anchor.init),
            weight: mapping.parsedOrNil("weight", "0以上1000以下の数か分数（例：2、1.5、1/3）") { text in
                Rate.reading(text).flatMap { (.zero...IntegerLimits.largestWeight).contains($0) ? $0 : nil }
            }, commentBelow: mapping.number("comment below"))
        mapping.checkOrder(minimum, maximum)
    }
}

extension Anchor {
    fileprivate init?(_ item: DocumentReader) {
        guard let members = item.mapping("評価の目安") else { return nil }
        let points = members.parsed("points", "整数") { Int64($0) }
        let label = members.text("label")
        members.finish()
        guard let points, let label else { return nil }
        self.init(points, label)
    }

    fileprivate var node: Node { mappingNode([("points", .number(points)), ("label", label.node)]) }
}

extension TextLimits {
    fileprivate init(_ mapping: MappingReader, isLine: Bool) {
        self.init(
            minimum: mapping.count("minimum"), maximum: mapping.count("maximum", from: 1),
            digits: isLine ? mapping.count("digits", from: 1) : nil,
            pattern: isLine ? mapping.stringOrNil("pattern") : nil)
        mapping.checkOrder(minimum, maximum)
    }
}

extension DecimalLimits {
    fileprivate init(_ mapping: MappingReader) {
        func number(_ key: String) -> Number? { mapping.parsedOrNil(key, "12.5") { Rate.decimal(Substring($0)) } }
        let places = mapping.parsedOrNil("places", "1から10の整数") { Int($0).flatMap { (1...10).contains($0) ? $0 : nil } }
        self.init(
            minimum: number("minimum"), maximum: number("maximum"), places: places ?? 2, unit: mapping.textOrNil("unit")
        )
        mapping.checkOrder(minimum, maximum)
    }
}

extension DayLimits {
    fileprivate init(_ mapping: MappingReader) {
        self.init(
            earliest: mapping.parsedOrNil("earliest", "2026-04-01", Day.init(iso:)),
            latest: mapping.parsedOrNil("latest", "2026-04-01", Day.init(iso:)))
        if let earliest, let latest, latest < earliest {
            mapping.wrong("latest", "「latest」が「earliest」より前です。", "“latest” is before “earliest”.")
        }
    }
}

extension FileLimits {
    fileprivate init(_ mapping: MappingReader) {
        let kinds = mapping.strings("kinds", among: FileKind.allCases.map(\.rawValue), required: true)
        let size = mapping.parsedOrNil("maximum size", "16MB", Int64.init(size:))
        let count = mapping.count("maximum count", from: 1)
        self.init(
            kinds: kinds.compactMap(FileKind.init(rawValue:)), maximumSize: size ?? FileLimits.defaultMaximumSize,
            maximumCount: count ?? 1, template: mapping.stringOrNil("template"))
    }
}

extension Table {
    fileprivate init(_ mapping: MappingReader, at place: FormPlace) {
        var rows = Rows.free(
            minimum: mapping.count("minimum rows") ?? 0, maximum: mapping.count("maximum rows", from: 1) ?? 20)
        if case .free(let minimum, let maximum) = rows, maximum < minimum {
            mapping.wrong(
                "maximum rows", "「maximum rows」が「minimum rows」より小さくなっています。", "Fewer rows at most than at least.")
        }
        if let member = mapping.member("fixed rows"), let members = member.mapping("決まった行") {
            if mapping.has("minimum rows") || mapping.has("maximum rows") {
                mapping.wrong(
                    "fixed rows", "「fixed rows」がある表に「minimum rows」と「maximum rows」は書けません。", "Fixed rows have no counts.")
            }
            let name = members.parsed("name", "空白や記号を含まない名前") { $0.isFieldName ? $0 : nil }
            let label = members.textOrNil("label")
            let choices = Choice.list(members, at: place, key: "rows")
            members.finish()
            for choice in choices where !choice.code.isRowID {
                member.wrong(
                    "行の「code」は、半角の英小文字・数字・「-」にしてください（いまは「\(choice.code)」）。", "A row's code is made of a-z, 0-9 and -.")
            }
            if let name { rows = .fixed(name: name, label: label ?? Text(name), choices) }
        }
        var names: Set<String> = []
        if case .fixed(let name, _, _) = rows { names.insert(name) }
        let columns = Field.list(mapping.list("columns", required: true), names: &names) {
            Field($0, section: place.section, table: place.field)
        }
        self.init(rows: rows, columns: columns, totals: mapping.uniqueStrings("totals"))
    }

    fileprivate var members: [(String, Node?)] {
        let counts: [(String, Node?)] =
            switch rows {
            case .free(let minimum, let maximum):
                [
                    ("minimum rows", minimum == 0 ? nil : .number(minimum)),
                    ("maximum rows", .number(maximum)),
                ]
            case .fixed(let name, let label, let choices):
                [
                    (
                        "fixed rows",
                        mappingNode([
                            ("name", .text(name)), ("label", label == Text(name) ? nil : label.node),
                            ("rows", .list(choices.map(\.node))),
                        ])
                    )
                ]
            }
        return counts + [
            ("columns", .list(columns.map(\.node))), ("totals", totals.isEmpty ? nil : .flow(totals)),
        ]
    }
}

extension MappingReader {
    fileprivate func checkOrder<Amount: Comparable>(_ minimum: Amount?, _ maximum: Amount?) {
        if let minimum, let maximum, maximum < minimum {
            wrong(
                "maximum", "「maximum」（\(maximum)）が「minimum」（\(minimum)）より小さくなっています。",
                "“maximum” is less than “minimum”.")
        }
    }
}

extension Choice {
    /// `- あり`, or `- {code: yes, label: {ja: あり, en: Yes}}`.
    fileprivate static func list(_ mapping: MappingReader, at place: FormPlace, key: String = "choices") -> [Choice] {
        var choices: [Choice] = []
        for (index, item) in mapping.list(key, required: true).enumerated() {
            item.findings.mark(place.key(key, index).mark(in: item.path), item.path, item.line)
            guard let choice = Choice(item) else { continue }
            if choice.code.isEmpty || choices.contains(where: { $0.code == choice.code }) {
                item.wrong(
                    "選択肢「\(choice.code)」が2回あるか、空です。別のcodeにしてください。", "Choice “\(choice.code)” is there twice, or empty.")
            }
            choices.append(choice)
            if choices.count > Choice.most {
                mapping.wrong(
                    key, "選択肢が\(Choice.most)個を超えています。減らすか、2段階の選択（linked choice）や参照表を使ってください。",
                    "There are more than \(Choice.most) choices.")
                break
            }
        }
        return choices
    }

    private init?(_ item: DocumentReader) {
        if let scalar = item.scalar {
            self.init(code: Plain.line(scalar), label: Text(Plain.line(scalar)))
            return
        }
        guard let members = item.mapping("選択肢") else { return nil }
        let code = members.string("code")
        let label = members.textOrNil("label")
        let kind = members.wordOrNil(
            "kind", Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.rawValue, $0) }))
        let relevant = members.formulaOrNil("relevant")
        members.finish()
        guard let code else { return nil }
        self.init(code: code, label: label ?? Text(code), kind: kind, relevant: relevant)
    }

    fileprivate var node: Node {
        if self == Choice(code: code, label: Text(code)) { return .text(code) }
        return mappingNode([
            ("code", .text(code)), ("label", label == Text(code) ? nil : label.node),
            ("kind", kind.map { .text($0.rawValue) }), ("relevant", relevant.map { .text($0) }),
        ])
    }
}

extension ChoiceGroup {
    fileprivate static func list(_ mapping: MappingReader, at place: FormPlace) -> [ChoiceGroup] {
        mapping.list("groups", required: true).compactMap { item in
            guard let members = item.mapping("選択肢の分類") else { return nil }
            let code = members.string("code")
            let label = members.textOrNil("label")
            let choices = Choice.list(members, at: place)
            members.finish()
            return code.map { ChoiceGroup(code: $0, label: label ?? Text($0), choices: choices) }
        }
    }

    fileprivate var node: Node {
        mappingNode([
            ("code", .text(code)), ("label", label == Text(code) ? nil : label.node),
            ("choices", .list(choices.map(\.node))),
        ])
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
