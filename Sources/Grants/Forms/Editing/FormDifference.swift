/// What is different between two versions of a form, in words, by ids: a renamed question is the same question.
public struct FormDifference: Sendable, Equatable {
    /// One difference.
    public struct Change: Sendable, Equatable {
        /// Where: in the new version, or in the old one for what was removed.
        public let place: FormPlace
        public let kind: Kind
        /// What changed, as a history shows it.
        public let sentence: Text
        /// A draft begun under the old version may lose an answer or be asked for more.
        public let isBreaking: Bool
    }

    /// What kind of difference it is.
    public enum Kind: String, Sendable, CaseIterable {
        case added, removed, renamed, moved, label, type, limits, choices, rows, required, condition, formula,
            constraints, prefill, access, text, layout, stops
    }

    /// Everything, in the order of the new version; what was removed last.
    public private(set) var changes: [Change] = []
    /// Whether a draft of the old version may be affected.
    public var isBreaking: Bool { changes.contains(where: \.isBreaking) }

    /// Compares two versions.
    public init(from old: Form, to new: Form) {
        var old = old
        rename(&old, to: new)
        compareHead(old, new)
        let movedSections = FormDifference.moved(old.sections.map(\.id), new.sections.map(\.id))
        for section in new.sections {
            compare(section, old: old.section(section.id), isMoved: movedSections.contains(section.id))
        }
        compareFields(old, new)
        for section in old.sections where new.section(section.id) == nil {
            add(
                FormPlace(section: section.id), .removed, "区分「\(section.title.ja)」を削除しました",
                "Removed section “\(section.title.in(english: true))”")
        }
    }

    mutating func add(_ place: FormPlace, _ kind: Kind, _ ja: String, _ en: String, breaks: Bool = false) {
        changes.append(Change(place: place, kind: kind, sentence: Text(ja, en: en), isBreaking: breaks))
    }

    /// Says what was renamed and gives it the new name in the old version, too, so that formulas that only follow are no
    /// differences.
    private mutating func rename(_ old: inout Form, to new: Form) {
        for part in new.parts {
            guard let name = new.name(of: part), let before = old.name(of: part), name != before,
                let place = new.place(of: part)
            else { continue }
            add(place, .renamed, "項目名「\(before)」を「\(name)」に変えました", "Renamed “\(before)” to “\(name)”")
            try? old.rename(part, to: name)
        }
    }

    private mutating func compareHead(_ old: Form, _ new: Form) {
        if old.title != new.title {
            add(
                FormPlace(key: "title"), .label, "題名を「\(new.title.ja)」に変えました",
                "The title is “\(new.title.in(english: true))” now")
        }
        if old.introduction != new.introduction {
            add(FormPlace(key: "introduction"), .text, "前書きを変えました", "Changed the introduction")
        }
        if old.layout != new.layout {
            let title = new.layout.title
            add(
                FormPlace(key: "layout"), .layout, "ページの分け方を「\(title.ja)」に変えました",
                "The layout is “\(title.in(english: true))” now")
        }
        for (index, stop) in new.stops.enumerated() where !old.stops.contains(where: { $0.condition == stop.condition })
        {
            let reading = FieldChange.reading(stop.condition)
            add(
                FormPlace(key: "stops", index: index), .stops, "\(reading)のとき対象外としました",
                "Not eligible when \(stop.condition)", breaks: true)
        }
        for stop in old.stops where !new.stops.contains(where: { $0.condition == stop.condition }) {
            let reading = FieldChange.reading(stop.condition)
            add(
                FormPlace(key: "stops"), .stops, "\(reading)のとき対象外とする条件をなくしました",
                "No longer not eligible when \(stop.condition)")
        }
    }

    private mutating func compare(_ section: Section, old: Section?, isMoved: Bool) {
        let place = FormPlace(section: section.id)
        let name = "区分「\(section.title.ja)」"
        let english = "section “\(section.title.in(english: true))”"
        guard let old else {
            add(place, .added, "\(name)を追加しました", "Added \(english)")
            return
        }
        if isMoved { add(place, .moved, "\(name)を移動しました", "Moved \(english)") }
        if old.title != section.title {
            add(place.key("title"), .label, "区分「\(old.title.ja)」の題名を「\(section.title.ja)」に変えました", "Retitled \(english)")
        }
        if old.guidance != section.guidance {
            add(place.key("guidance"), .text, "\(name)の記入要領を変えました", "Changed the guidance of \(english)")
        }
        condition(old.relevant, section.relevant, at: place.key("relevant"), name, english)
    }

    private mutating func compareFields(_ old: Form, _ new: Form) {
        let moved = FormDifference.moved(old.fields.map(\.id), new.fields.map(\.id))
        for section in new.sections {
            for field in section.fields {
                let place = FormPlace(section: section.id, field: field.name)
                let name = FieldWords(field.label)
                guard let before = old.field(id: field.id) else {
                    added(field, at: place, name)
                    continue
                }
                if old.section(of: before.name)?.id != section.id {
                    add(
                        place, .moved, "\(name.ja)を区分「\(section.title.ja)」へ移動しました",
                        "Moved \(name.en) to section “\(section.title.in(english: true))”")
                } else if moved.contains(field.id) {
                    add(place, .moved, "\(name.ja)を移動しました", "Moved \(name.en)")
                }
                compare(before, field, at: place, name)
                if let table = before.table, let other = field.table { compare(table, other, of: field, at: place) }
            }
        }
        for section in old.sections {
            for field in section.fields where new.field(id: field.id) == nil {
                removed(field, at: FormPlace(section: section.id, field: field.name), FieldWords(field.label))
            }
        }
    }

    private mutating func compare(_ old: Table, _ new: Table, of field: Field, at place: FormPlace) {
        let moved = FormDifference.moved(old.columns.map(\.id), new.columns.map(\.id))
        for column in new.columns {
            let place = FormPlace(section: place.section, field: place.field, column: column.name)
            let name = FieldWords(column.label, of: field.label)
            guard let before = old.columns.first(where: { $0.id == column.id }) else {
                added(column, at: place, name)
                continue
            }
            if moved.contains(column.id) { add(place, .moved, "\(name.ja)を移動しました", "Moved \(name.en)") }
            compare(before, column, at: place, name)
        }
        for column in old.columns where !new.columns.contains(where: { $0.id == column.id }) {
            removed(
                column, at: FormPlace(section: place.section, field: place.field, column: column.name),
                FieldWords(column.label, of: field.label))
        }
    }

    private mutating func added(_ field: Field, at place: FormPlace, _ name: FieldWords) {
        let isMust = field.isAsked && field.required != .no
        add(
            place, .added, "\(name.ja)を追加しました（\(field.type.title.ja)\(isMust ? "、必須" : "")）",
            "Added \(name.en) (\(field.type.title.in(english: true))\(isMust ? ", required" : ""))", breaks: isMust)
    }

    private mutating func removed(_ field: Field, at place: FormPlace, _ name: FieldWords) {
        add(place, .removed, "\(name.ja)を削除しました", "Removed \(name.en)", breaks: field.isAsked)
    }

    mutating func condition(_ old: String?, _ new: String?, at place: FormPlace, _ name: String, _ english: String) {
        if old == new { return }
        guard let new else {
            add(place, .condition, "\(name)をいつも表示するようにしました", "\(english) is always shown now")
            return
        }
        add(
            place, .condition, "\(name)を表示する条件を「\(FieldChange.reading(new))」に変えました", "\(english) is shown when \(new)",
            breaks: true)
    }

    /// What changed its place among those in both orders: the fewest that explain the new order.
    static func moved(_ old: [String], _ new: [String]) -> Set<String> {
        let places = Dictionary(old.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let common = new.filter { places[$0] != nil }
        let order = common.compactMap { places[$0] }
        // The longest increasing run of old places stayed.
        var (lengths, previous) = (Array(repeating: 1, count: order.count), Array(repeating: -1, count: order.count))
        for index in order.indices {
            for earlier in 0..<index where order[earlier] < order[index] && lengths[earlier] + 1 > lengths[index] {
                (lengths[index], previous[index]) = (lengths[earlier] + 1, earlier)
            }
        }
        var stayed: Set<String> = []
        var index = lengths.indices.max { lengths[$0] < lengths[$1] } ?? -1
        while index >= 0 {
            stayed.insert(common[index])
            index = previous[index]
        }
        return Set(common).subtracting(stayed)
    }
}

/// A field's name in sentences.
struct FieldWords {
    let ja: String
    let en: String

    init(_ label: Text, of table: Text? = nil) {
        let english = label.in(english: true)
        guard let table else {
            (ja, en) = ("「\(label.ja)」", "“\(english)”")
            return
        }
        (ja, en) = ("「\(table.ja)」の列「\(label.ja)」", "column “\(english)” of “\(table.in(english: true))”")
    }
}

extension Form {
    /// Every field, what rows are called by, and every column.
    var parts: [FormPart] {
        fields.flatMap { field -> [FormPart] in
            guard let table = field.table else { return [.field(field.id)] }
            return [.field(field.id)] + (table.rowName == nil ? [] : [.rowName(table: field.id)])
                + table.columns.map { .column(table: field.id, $0.id) }
        }
    }
}
