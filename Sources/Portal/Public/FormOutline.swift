import Grants

/// A form as it is told to someone who is not filling it in: what each field asks and what it takes.
struct FormOutline {
    let visit: Visit

    /// The sections of a form, folded, with every field in them. `anchor` tells forms of one page apart.
    func sections(of form: Form) -> HTML {
        let sections = form.sections.map { section -> HTML in
            visit.ui.details(
                visit.say(Words.Outline.section(visit.say(section.title), fields: section.fields.count)),
                """
                \(section.guidance.map { visit.ui.prose(visit.say($0)) })\
                <ul class="outline">\(section.fields.filter { !$0.type.isNote && !$0.isInternal }.map(line))</ul>
                """)
        }
        return "\(sections)"
    }

    private func line(_ field: Field) -> HTML {
        """
        <li><strong>\(visit.said(field.label))</strong>\(mark(field)) \
        <span class="support">\(kind(of: field.type))</span></li>
        """
    }

    /// 「※必須」 or 「※任意」, as beside the field itself.
    private func mark(_ field: Field) -> HTML {
        if case .when = field.required { return "<span class=\"mark\">※\(visit.say(Words.Outline.sometimes))</span>" }
        return field.required == .yes
            ? "<span class=\"mark must\">※\(visit.say(Words.required))</span>"
            : "<span class=\"mark\">※\(visit.say(Words.optional))</span>"
    }

    /// The kind of answer and its limits: 「ファイル：PDF、16MB（16,777,216バイト）まで、1個まで」.
    func kind(of type: FieldType) -> String {
        let limits = limits(of: type)
        let title = visit.say(type.title)
        return limits.isEmpty ? title : visit.say(Words.Outline.kind(title, visit.joined(limits)))
    }

    /// What an answer must keep to, each limit in words.
    func limits(of type: FieldType) -> [String] {
        switch type {
        case .text(let limits), .longText(let limits): length(limits)
        case .integer(let limits):
            range(limits.minimum, limits.maximum) { "\(Yen($0).grouped)\(limits.unit.map { visit.say($0) } ?? "")" }
                + limits.anchors.map { "\($0.points)：\(visit.say($0.label))" }
                + (limits.weight.map { [visit.say(Words.Scoring.weight($0))] } ?? [])
        case .decimal(let limits):
            range(limits.minimum, limits.maximum) { "\($0)\(limits.unit.map { visit.say($0) } ?? "")" }
        case .money(let limits):
            range(limits.minimum, limits.maximum) { Formats.yen(Yen($0), visit.language) }
        case .rate(let limits): range(limits.minimum, limits.maximum, Rate.words)
        case .date(let limits), .period(let limits):
            [
                limits.earliest.map { visit.say(Words.Outline.notBefore(Formats.day($0, visit.language))) },
                limits.latest.map { visit.say(Words.Outline.atMost(Formats.day($0, visit.language))) },
            ].compactMap(\.self)
        case .choices(_, let limits):
            bounds(
                limits.minimum.map { visit.say(Words.Outline.choices($0)) },
                limits.maximum.map { visit.say(Words.Outline.choices($0)) })
        case .corporateNumber: [visit.say(Words.Outline.digits(13))]
        case .file(let limits): file(limits)
        case .table(let table):
            [visit.joined(table.columns.map { visit.say($0.label) })]
        default: []
        }
    }

    /// The answers a field offers, for those that offer any.
    func choices(of type: FieldType) -> [Choice] { type.choices }

    private func length(_ limits: TextLimits) -> [String] {
        if let digits = limits.digits { return [visit.say(Words.Outline.digits(digits))] }
        return bounds(
            limits.minimum.map { visit.say(Words.Outline.characters($0)) },
            limits.maximum.map { visit.say(Words.Outline.characters($0)) })
    }

    private func range<Amount>(_ least: Amount?, _ most: Amount?, _ spoken: (Amount) -> String) -> [String] {
        bounds(least.map(spoken), most.map(spoken))
    }

    private func bounds(_ least: String?, _ most: String?) -> [String] {
        [least.map { visit.say(Words.Outline.atLeast($0)) }, most.map { visit.say(Words.Outline.atMost($0)) }]
            .compactMap(\.self)
    }

    private func file(_ limits: FileLimits) -> [String] {
        [
            limits.kinds.map { visit.say($0.title) }.joined(separator: visit.english ? " / " : "・"),
            visit.say(Words.Outline.atMost(Formats.size(limits.maximumSize, visit.language))),
            visit.say(Words.Outline.files(limits.maximumCount)),
        ]
    }
}
