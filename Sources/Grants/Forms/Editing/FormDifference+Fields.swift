/// What is different between two versions of one field or column.
extension FormDifference {
    mutating func compare(_ old: Field, _ new: Field, at place: FormPlace, _ name: FieldWords) {
        if old.label != new.label {
            add(
                place.key("label"), .label, "「\(old.label.ja)」の見出しを\(name.ja)に変えました",
                "“\(old.label.in(english: true))” is labelled \(name.en) now")
        }
        if old.type.word != new.type.word {
            let (before, after) = (old.type.title, new.type.title)
            add(
                place.key("type"), .type, "\(name.ja)の型を「\(before.ja)」から「\(after.ja)」に変えました",
                "\(name.en) is “\(after.in(english: true))” now, not “\(before.in(english: true))”", breaks: old.isAsked
            )
        } else {
            compareTypes(old, new, at: place, name)
        }
        if old.required != new.required { compareRequired(new, at: place.key("required"), name) }
        condition(old.relevant, new.relevant, at: place.key("relevant"), name.ja, name.en)
        formula(old.calculation, new.calculation, at: place.key("calculate"), "計算式", "calculation", name)
        formula(old.initial, new.initial, at: place.key("default"), "はじめの値", "first value", name)
        compareConstraints(old, new, at: place, name)
        for (key, before, after, title) in [
            ("help", old.help, new.help, FieldChange.Property.help), ("example", old.example, new.example, .example),
            ("message", old.message, new.message, .message),
        ] where before != after {
            add(
                place.key(key), .text, "\(name.ja)の\(title.title.ja)を変えました",
                "Changed the \(title.title.in(english: true)) of \(name.en)")
        }
        if old.prefill != new.prefill {
            let source = new.prefill?.word
            add(
                place.key("prefill"), .prefill, "\(name.ja)のはじめの値の出どころを\(source.map { "「\($0)」に変え" } ?? "なくし")ました",
                "\(name.en) is filled from \(source ?? "nothing")")
        }
        if old.isLocked != new.isLocked || old.isInternal != new.isInternal {
            let words = new.isInternal ? FieldChange.isInternal(true).words : FieldChange.isLocked(new.isLocked).words
            add(
                place, .access, "\(name.ja)を「\(words.ja)」にしました", "\(name.en): \(words.in(english: true))",
                breaks: old.isAsked && !new.isAsked)
        }
    }

    private mutating func compareRequired(_ new: Field, at place: FormPlace, _ name: FieldWords) {
        switch new.required {
        case .no: add(place, .required, "\(name.ja)を任意にしました", "\(name.en) is optional now")
        case .yes: add(place, .required, "\(name.ja)を必須にしました", "\(name.en) is required now", breaks: true)
        case .when(let condition):
            add(
                place, .required, "\(name.ja)を「\(FieldChange.reading(condition))」のとき必須にしました",
                "\(name.en) is required when \(condition)", breaks: true)
        }
    }

    private mutating func formula(
        _ old: String?, _ new: String?, at place: FormPlace, _ ja: String, _ en: String, _ name: FieldWords
    ) {
        if old == new { return }
        if let new {
            add(
                place, .formula, "\(name.ja)の\(ja)を「\(FieldChange.reading(new))」に変えました",
                "The \(en) of \(name.en) is \(new) now",
                breaks: old == nil && place.key == "calculate")
        } else {
            add(place, .formula, "\(name.ja)の\(ja)をなくしました", "\(name.en) has no \(en) any more")
        }
    }

    private mutating func compareConstraints(_ old: Field, _ new: Field, at place: FormPlace, _ name: FieldWords) {
        for (index, constraint) in new.constraints.enumerated()
        where !old.constraints.contains(where: { $0.condition == constraint.condition }) {
            add(
                place.key("constraints", index), .constraints,
                "\(name.ja)に制約「\(FieldChange.reading(constraint.condition))」を加えました",
                "\(name.en) must fulfil \(constraint.condition)", breaks: true)
        }
        for constraint in old.constraints
        where !new.constraints.contains(where: { $0.condition == constraint.condition }) {
            add(
                place.key("constraints"), .constraints,
                "\(name.ja)の制約「\(FieldChange.reading(constraint.condition))」をなくしました",
                "\(name.en) need not fulfil \(constraint.condition) any more")
        }
        for (index, constraint) in new.constraints.enumerated()
        where old.constraints.contains(where: {
            $0.condition == constraint.condition && $0.message != constraint.message
        }) {
            add(place.key("constraints", index), .text, "\(name.ja)の制約のメッセージを変えました", "Changed a message of \(name.en)")
        }
    }

    private mutating func compareTypes(_ old: Field, _ new: Field, at place: FormPlace, _ name: FieldWords) {
        if old.type.withoutParts != new.type.withoutParts {
            let words = new.type.limitWords
            add(
                place, .limits, "\(name.ja)の入力の範囲を「\(words.ja)」に変えました",
                "Limits of \(name.en): \(words.in(english: true))",
                breaks: !new.type.takesAll(of: old.type))
        }
        let (before, after) = (old.type.choices, new.type.choices)
        for choice in after {
            guard let known = before.first(where: { $0.code == choice.code }) else {
                self.choice(
                    "\(name.ja)に選択肢「\(choice.label.ja)」を加えました",
                    "Added choice “\(choice.label.in(english: true))” to \(name.en)", place)
                continue
            }
            if known.label != choice.label {
                self.choice(
                    "\(name.ja)の選択肢「\(known.label.ja)」を「\(choice.label.ja)」に書き換えました",
                    "Choice “\(known.label.in(english: true))” of \(name.en) is “\(choice.label.in(english: true))” now",
                    place)
            }
            condition(
                known.relevant, choice.relevant, at: place.key("choices"), "\(name.ja)の選択肢「\(choice.label.ja)」",
                "choice “\(choice.label.in(english: true))” of \(name.en)")
            if known.kind != choice.kind {
                self.choice(
                    "\(name.ja)の選択肢「\(choice.label.ja)」の扱いを変えました", "Changed the kind of a choice of \(name.en)", place)
            }
        }
        for choice in before where !after.contains(where: { $0.code == choice.code }) {
            self.choice(
                "\(name.ja)の選択肢「\(choice.label.ja)」をなくしました",
                "Removed choice “\(choice.label.in(english: true))” of \(name.en)", place,
                breaks: true)
        }
        if !FormDifference.moved(before.map(\.code), after.map(\.code)).isEmpty {
            self.choice("\(name.ja)の選択肢の順を変えました", "Reordered the choices of \(name.en)", place)
        }
        if let table = old.table, let other = new.table { compareRows(table, other, at: place, name) }
        if case .linked(let groups) = old.type, case .linked(let others) = new.type,
            groups.map(\.label) != others.map(\.label) || groups.map(\.code) != others.map(\.code)
        {
            choice("\(name.ja)の選択肢の分類を変えました", "Changed the groups of \(name.en)", place)
        }
    }

    private mutating func choice(_ ja: String, _ en: String, _ place: FormPlace, breaks: Bool = false) {
        add(place.key("choices"), .choices, ja, en, breaks: breaks)
    }

    private mutating func compareRows(_ old: Table, _ new: Table, at place: FormPlace, _ name: FieldWords) {
        if old.rows != new.rows {
            let words = new.rows.words
            let breaks: Bool =
                switch (old.rows, new.rows) {
                case (.free(let minimum, let maximum), .free(let least, let most)): least > minimum || most < maximum
                case (.fixed(_, _, let rows), .fixed(_, _, let others)):
                    !rows.allSatisfy { row in others.contains { $0.code == row.code } }
                default: true
                }
            add(
                place, .rows, "\(name.ja)の行を「\(words.ja)」に変えました", "Rows of \(name.en): \(words.in(english: true))",
                breaks: breaks)
        }
        let ids = { (table: Table) in table.totals.compactMap { table.column(named: $0)?.id } }
        if ids(old) != ids(new) {
            let list = new.totals.compactMap { new.column(named: $0)?.label.ja }.joined(separator: "、")
            add(
                place.key("totals"), .rows, "\(name.ja)の合計欄を\(list.isEmpty ? "なくし" : "「\(list)」に変え")ました",
                "Totals of \(name.en): \(new.totals.joined(separator: ", "))")
        }
    }
}

extension FieldType {
    /// Whether every answer the limits of another type of this kind allow is allowed by these.
    fileprivate func takesAll(of old: FieldType) -> Bool {
        func span<Amount: Comparable>(_ old: (Amount?, Amount?), _ new: (Amount?, Amount?)) -> Bool {
            let isLow = new.0.map { least in old.0.map { least <= $0 } ?? false } ?? true
            let isHigh = new.1.map { most in old.1.map { $0 <= most } ?? false } ?? true
            return isLow && isHigh
        }
        switch (old, self) {
        case (.text(let old), .text(let new)), (.longText(let old), .longText(let new)):
            return span((old.minimum, old.maximum), (new.minimum, new.maximum))
                && (new.digits == nil || new.digits == old.digits) && (new.pattern == nil || new.pattern == old.pattern)
        case (.integer(let old), .integer(let new)):
            return span((old.minimum, old.maximum), (new.minimum, new.maximum))
        case (.money(let old), .money(let new)):
            return span((old.minimum, old.maximum), (new.minimum, new.maximum))
                && (!new.isInThousands || old.isInThousands)
        case (.decimal(let old), .decimal(let new)):
            return span((old.minimum, old.maximum), (new.minimum, new.maximum)) && new.places >= old.places
        case (.rate(let old), .rate(let new)): return span((old.minimum, old.maximum), (new.minimum, new.maximum))
        case (.date(let old), .date(let new)), (.period(let old), .period(let new)):
            return span((old.earliest, old.latest), (new.earliest, new.latest))
        case (.choices(_, let old), .choices(_, let new)):
            return span((old.minimum, old.maximum), (new.minimum, new.maximum))
        case (.file(let old), .file(let new)):
            return Set(old.kinds).isSubset(of: new.kinds) && old.maximumSize <= new.maximumSize
                && old.maximumCount <= new.maximumCount
        case (.pledge(let old), .pledge(let new)): return old == new
        default: return true
        }
    }
}
