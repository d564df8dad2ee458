import struct FEEL.Number

/// A field as a condition may speak of it, with the operators that make sense for its type; or why it may not.
public struct ConditionSubject: Sendable, Equatable {
    /// What a value is, as far as comparing goes.
    public enum Kind: Sendable, Equatable {
        case text, number, rate, date
        case choice([Choice])
        case choices([Choice])
        case yesNo
        /// Only whether something is there.
        case presence
        /// How many rows there are.
        case rows
        /// Whether files are there, and how many.
        case files
        /// Nothing can be asked of it, for this reason.
        case unusable(Text)
    }

    /// The field's name.
    public let field: String
    /// An entry of its value.
    public let part: String?
    public let label: Text
    public let kind: Kind

    /// The operators to offer, each with whether it counts.
    public var signs: [ConditionSentence.Sign] {
        let presence: [ConditionSentence.Sign] = [.isFilled, .isEmpty]
        let order: [ConditionSentence.Sign] = [.equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual]
        return switch kind {
        case .text: [.equal, .unequal, .contains, .containsNot] + presence
        case .number, .rate, .date: order + presence
        case .choice: [.equal, .unequal] + presence
        case .choices: [.includes, .includesNot] + presence
        case .yesNo: [.isYes, .isNo] + presence
        case .presence: presence
        case .rows: order
        case .files: presence + order
        case .unusable: []
        }
    }

    /// Whether a row with that sign counts rows or files instead of comparing a value.
    public func counts(_ sign: ConditionSentence.Sign) -> Bool {
        switch kind {
        case .rows: true
        case .files: sign != .isEmpty && sign != .isFilled
        default: false
        }
    }

    /// Reads what a person typed or chose as a value to compare with; nil where it is none.
    public func operand(_ typed: String) -> ConditionSentence.Operand? {
        let line = Plain.line(typed)
        switch kind {
        case .text: return line.isEmpty ? nil : .text(line)
        case .choice(let choices), .choices(let choices):
            return choices.contains { $0.code == line } ? .text(line) : nil
        case .date: return line == "today" ? .today : Day(iso: line).map(ConditionSentence.Operand.day)
        case .rate: return Rate.reading(line).map(ConditionSentence.Operand.number)
        case .number, .rows, .files:
            var plain = Plain.code(line).filter { $0 != "," }
            if plain.hasSuffix("円") { plain.removeLast() }
            return Rate.decimal(Substring(plain)).map(ConditionSentence.Operand.number)
        case .yesNo, .presence, .unusable: return nil
        }
    }

    /// Why a sign does not fit, and which does; nil where it does.
    public func problem(with sign: ConditionSentence.Sign) -> Text? {
        if case .unusable(let reason) = kind { return reason }
        if signs.contains(sign) { return nil }
        let (name, english) = ("「\(label.ja)」", "“\(label.in(english: true))”")
        return switch kind {
        case .choices:
            Text("\(name)は複数選択の項目なので、「含む」「含まない」を使います。", en: "\(english) takes several choices: use “contains”.")
        case .choice: Text("\(name)は1つだけ選ぶ項目なので、「等しい」「等しくない」を使います。", en: "\(english) takes one choice: use “is”.")
        case .yesNo: Text("\(name)は「はい」か「いいえ」の項目なので、「はい」「いいえ」を使います。", en: "\(english) is answered yes or no.")
        case .text:
            Text("\(name)は文の項目なので、大小は比べられません。「等しい」か「含む」を使います。", en: "\(english) is a text: use “is” or “contains”.")
        case .number, .rate, .date:
            Text("\(name)は数や日付の項目なので、「等しい」「以上」「以下」などを使います。", en: "\(english) is a number or day: compare it.")
        case .rows: Text("\(name)は表なので、行数を「以上」「以下」などで比べます。", en: "\(english) is a table: compare how many rows it has.")
        case .presence, .files:
            Text("\(name)は、「空である」「空でない」を使います。", en: "Of \(english) only being empty or filled in can be asked.")
        case .unusable(let reason): reason
        }
    }
}

extension ConditionSubject {
    /// What a condition at a place may speak of, in the order of the form: for a column the other columns of its row
    /// first. What cannot be used is among them with the reason.
    public static func all(in form: Form, at place: FormPlace = FormPlace()) -> [ConditionSubject] {
        var subjects: [ConditionSubject] = []
        var hidden: Set<String> = []
        if place.column != nil, let name = place.field, let table = form.field(named: name)?.table {
            if case .fixed(let row, let label, let rows) = table.rows {
                subjects.append(ConditionSubject(field: row, part: nil, label: label, kind: .choice(rows)))
                hidden.insert(row)
            }
            for column in table.columns {
                subjects += of(column, isItself: column.name == place.column)
                hidden.insert(column.name)
            }
            hidden.insert(name)
        }
        let circle = ConditionSubject.circle(in: form, at: place)
        for field in form.fields where !hidden.contains(field.name) {
            // A constraint speaks of its own field, and only it does.
            if place.column == nil, field.name == place.field, place.key != "constraints" {
                subjects += of(field, isItself: true)
            } else if let reason = circle[field.id] {
                subjects.append(
                    ConditionSubject(field: field.name, part: nil, label: field.label, kind: .unusable(reason)))
            } else {
                subjects += of(field, isItself: false)
            }
        }
        return subjects
    }

    /// The fields that a condition at a place would make a circle with, by id, with the reason.
    private static func circle(in form: Form, at place: FormPlace) -> [String: Text] {
        guard place.key.map({ ["relevant", "calculate", "choices"].contains($0) }) ?? true else { return [:] }
        var reasons: [String: Text] = [:]
        let uses = FormUses(form)
        let own: [Field]
        if let name = place.field {
            own = form.field(named: name).map { [$0] } ?? []
        } else {
            own = place.section.flatMap { form.section($0)?.fields } ?? []
        }
        for field in own {
            for id in uses.dependents(of: field.id, in: form) {
                guard let label = form.field(id: id)?.label else { continue }
                reasons[id] = Text(
                    "「\(label.ja)」は「\(field.label.ja)」の答えによって決まるため、逆向きの条件には使えません。",
                    en: "“\(label.in(english: true))” depends on “\(field.label.in(english: true))” itself.")
            }
        }
        if place.field == nil {
            for field in own {
                reasons[field.id] = Text(
                    "この区分の中の項目では、この区分を出すかどうかを決められません。", en: "A section's showing cannot depend on a field in it.")
            }
        }
        return reasons
    }

    private static func of(_ field: Field, isItself: Bool) -> [ConditionSubject] {
        func subject(_ kind: Kind, part: String? = nil) -> ConditionSubject {
            let label = part.map { Text("\(field.label.ja)の\($0)", en: "\($0) of \(field.label.in(english: true))") }
            return ConditionSubject(field: field.name, part: part, label: label ?? field.label, kind: kind)
        }
        func part(_ name: String, _ kind: Kind) -> ConditionSubject { subject(kind, part: name) }
        if isItself {
            return [
                subject(
                    .unusable(
                        Text("この項目自身の答えでは、この項目を出すかどうかを決められません。", en: "A field's showing cannot depend on itself.")))
            ]
        }
        let prefectures = Kind.choice(Prefecture.all.map { Choice(code: $0.name, label: Text($0.name)) })
        switch field.type {
        case .text, .longText, .email, .telephone, .url, .corporateNumber, .industry: return [subject(.text)]
        case .integer, .decimal, .money: return [subject(.number)]
        case .rate: return [subject(.rate)]
        case .date, .yearMonth: return [subject(.date)]
        case .period: return [subject(.presence), part("開始日", .date), part("終了日", .date)]
        case .dateTime, .personName, .bankAccount: return [subject(.presence)]
        case .choice(let choices): return [subject(.choice(choices))]
        case .choices(let choices, _): return [subject(.choices(choices))]
        case .linked(let groups):
            return [
                subject(.presence), part("分類", .choice(groups.map { Choice(code: $0.code, label: $0.label) })),
                part("項目", .choice(field.type.choices)),
            ]
        case .yesNo, .pledge: return [subject(.yesNo)]
        case .address, .municipality:
            return [subject(.presence), part("都道府県", prefectures), part("市区町村", .text)]
        case .prefecture: return [subject(prefectures)]
        case .file: return [subject(.files)]
        case .table: return [subject(.rows)]
        case .note, .heading:
            return [
                subject(
                    .unusable(
                        Text(
                            "「\(field.label.ja)」は\(field.type.title.ja)で、答えがないため、条件に使えません。", en: "A note has no answer."
                        )))
            ]
        }
    }
}

extension ConditionSentence {
    /// What is wrong with each row at a place of a form, by group and row; empty where the sentence can be used.
    public func problems(in form: Form, at place: FormPlace = FormPlace()) -> [Text] {
        let subjects = ConditionSubject.all(in: form, at: place)
        return groups.flatMap(\.rows).compactMap { row in
            guard let subject = subjects.first(where: { $0.field == row.field && $0.part == row.part }) else {
                return Text("「\(row.field)」という項目はありません。", en: "There is no field “\(row.field)”.")
            }
            if let problem = subject.problem(with: row.sign) { return problem }
            guard row.sign.takesValue else { return nil }
            return subject.fits(row.value, subjects)
                ? nil
                : Text(
                    "「\(subject.label.ja)」と比べる値を選び直してください。",
                    en: "Choose another value for “\(subject.label.in(english: true))”.")
        }
    }
}

extension ConditionSubject {
    fileprivate func fits(_ value: ConditionSentence.Operand?, _ subjects: [ConditionSubject]) -> Bool {
        switch (value, kind) {
        case (.text, .text), (.number, .number), (.number, .rate), (.day, .date), (.today, .date): return true
        case (.number, .rows), (.number, .files): return true
        case (.text(let code), .choice(let choices)), (.text(let code), .choices(let choices)):
            return choices.contains { $0.code == code }
        case (.field(let name), _):
            return subjects.contains { other in
                guard other.field == name, other.part == nil else { return false }
                switch (kind, other.kind) {
                case (.text, .text), (.number, .number), (.rate, .rate), (.date, .date), (.choice, .choice): return true
                default: return false
                }
            }
        default: return false
        }
    }
}
