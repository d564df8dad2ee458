import Grants

import struct FEEL.Number

/// A field's editor as a browser sent it: the field it makes of the one the page had shown, and what cannot be read.
struct FieldForm {
    private let form: URLEncodedForm
    private let seen: Field
    private(set) var problems: [Problem] = []

    init(_ form: URLEncodedForm, seen: Field) {
        self.form = form
        self.seen = seen
    }

    /// The field as it was sent. What cannot be read stays as it was, and is among the problems.
    mutating func field(in form: Form, at place: FormPlace) -> Field {
        var field = seen
        field.label = text("label", seen.label) ?? seen.label
        field.name = line("name").isEmpty ? seen.name : line("name")
        field.help = text("help", seen.help)
        field.example = text("example", seen.example)
        // Pages show only what a type has: what was not sent stays.
        if self.form["message.ja"] != nil { field.message = text("message", seen.message) }
        field.type = type()
        let conditions = ConditionForm(self.form, in: form)
        field.relevant = take(conditions.condition("relevant", at: place.with(key: "relevant"), was: seen.relevant))
        switch line("required") {
        case "yes": field.required = .yes
        case "when":
            let was: String? = if case .when(let text) = seen.required { text } else { nil }
            let condition = take(conditions.condition("need", at: place.with(key: "required"), was: was))
            // A condition that is not whole yet makes nothing optional.
            field.required = condition.map(Requirement.when) ?? (problems.isEmpty ? .no : seen.required)
        default: field.required = .no
        }
        field.calculation = take(
            FormulaForm(self.form).formula("calculation", was: seen.calculation))
        if self.form["initial"] != nil {
            let initial = Plain.lines(self.form["initial"] ?? "")
            field.initial = initial.isEmpty ? nil : initial
        }
        field.constraints = constraints()
        field.prefill = line("prefill").isEmpty ? nil : Prefill(word: line("prefill")) ?? seen.prefill
        field.isLocked = line("locked") == "yes"
        field.isInternal = line("internal") == "yes"
        return field
    }

    private mutating func take(_ result: (text: String?, problems: [Problem])) -> String? {
        problems += result.problems
        return result.text
    }

    private func line(_ name: String) -> String { Plain.line(form[name] ?? "") }

    /// Characters of one text: more would not fit on any page, nor into the form that is to be sent again.
    static let longestText = 10_000

    /// A text in two languages; nil where the Japanese is empty, and `old` where it is too long.
    private mutating func text(_ name: String, _ old: Text? = nil) -> Text? {
        let ja = Plain.lines(form["\(name).ja"] ?? "")
        let en = Plain.lines(form["\(name).en"] ?? "")
        if let long = [("ja", ja), ("en", en)].first(where: { $0.1.count > FieldForm.longestText }) {
            problems.append(
                Problem(field: "\(name).\(long.0)", Words.Builder.tooLong(FieldForm.longestText, long.1.count).ja))
            return old
        }
        return ja.isEmpty ? nil : Text(ja, en: en.isEmpty ? nil : en)
    }

    private mutating func constraints() -> [Constraint] {
        var constraints: [Constraint] = []
        for index in 0..<(seen.constraints.count + 1) {
            let condition = Plain.lines(form["constraint.\(index)"] ?? "")
            if condition.isEmpty { continue }
            // A message may still be missing while one types: the check says so before it is published.
            constraints.append(Constraint(condition, message: text("constraint.\(index).message") ?? "入力内容を確認してください"))
        }
        return constraints
    }

    // MARK: Limits

    /// The number of a box; `old` where it cannot be read.
    private mutating func number<Value>(
        _ name: String, _ label: Phrase, _ old: Value?, _ read: (String) -> Value?
    ) -> Value? {
        let typed = Plain.code(form[name] ?? "").filter { $0 != "," }
        if typed.isEmpty { return nil }
        if let value = read(typed) { return value }
        problems.append(Problem(field: name, Words.Builder.unreadable(label.ja).ja))
        return old
    }

    private mutating func count(_ name: String, _ label: Phrase, _ old: Int?) -> Int? {
        number(name, label, old) { Int($0).flatMap { (0...1_000_000).contains($0) ? $0 : nil } }
    }

    private mutating func yen(_ name: String, _ label: Phrase, _ old: Int64?) -> Int64? {
        number(name, label, old) { Int64($0) }
    }

    private mutating func day(_ name: String, _ label: Phrase, _ old: Day?) -> Day? {
        number(name, label, old) { Day(iso: $0.replacing("/", with: "-")) }
    }

    private mutating func type() -> FieldType {
        let (least, most) = (Words.Builder.minimum, Words.Builder.maximum)
        switch seen.type {
        case .text(let old):
            let digits = count("digits", Words.Builder.digits, old.digits)
            return .text(
                TextLimits(
                    minimum: count("minimum", least, old.minimum),
                    maximum: digits == nil ? count("maximum", most, old.maximum) : nil, digits: digits,
                    pattern: form["pattern"] == nil ? old.pattern : optional("pattern")))
        case .longText(let old):
            return .longText(
                TextLimits(
                    minimum: count("minimum", least, old.minimum), maximum: count("maximum", most, old.maximum)))
        case .integer(let old):
            return .integer(
                IntegerLimits(
                    minimum: yen("minimum", least, old.minimum), maximum: yen("maximum", most, old.maximum),
                    unit: text("unit"), anchors: anchors(old.anchors),
                    weight: form["weight"] == nil
                        ? old.weight
                        : number("weight", Words.Scoring.weightBox, old.weight) { text in
                            Rate.reading(text).flatMap { (.zero...IntegerLimits.largestWeight).contains($0) ? $0 : nil }
                        },
                    commentBelow: form["comment"] == nil
                        ? old.commentBelow : yen("comment", Words.Scoring.commentBox, old.commentBelow)))
        case .decimal(let old):
            return .decimal(
                DecimalLimits(
                    minimum: number("minimum", least, old.minimum) { Number($0) },
                    maximum: number("maximum", most, old.maximum) { Number($0) },
                    places: count("places", Words.Builder.places, old.places).map { min(max($0, 1), 10) } ?? old.places,
                    unit: text("unit")))
        case .money(let old):
            return .money(
                MoneyLimits(
                    minimum: yen("minimum", least, old.minimum), maximum: yen("maximum", most, old.maximum),
                    isInThousands: line("thousands") == "yes"))
        case .rate(let old):
            return .rate(
                RateLimits(
                    minimum: number("minimum", least, old.minimum, Rate.reading),
                    maximum: number("maximum", most, old.maximum, Rate.reading)))
        case .date(let old): return .date(days(old))
        case .period(let old): return .period(days(old))
        case .choice(let old): return .choice(choices(old))
        case .choices(let old, let limits):
            return .choices(
                choices(old),
                ChoiceLimits(
                    minimum: count("minimum", least, limits.minimum), maximum: count("maximum", most, limits.maximum)))
        case .linked(let old): return .linked(groups(old))
        case .pledge(let old): return .pledge(statement: text("statement") ?? old)
        case .file(let old):
            let kinds = form.all("kinds").compactMap(FileKind.init(rawValue:))
            let isSame = kinds.isEmpty || Set(kinds) == Set(old.kinds)
            // The box shows whole megabytes: as long as it is left alone, so is the size.
            let shown = Int(old.maximumSize / 1_048_576)
            let megabytes = count("size", Words.Builder.megabytes, shown) ?? shown
            return .file(
                FileLimits(
                    kinds: isSame ? old.kinds : kinds,
                    maximumSize: megabytes == shown ? old.maximumSize : Int64(max(megabytes, 1)) * 1_048_576,
                    maximumCount: max(1, count("count", Words.Builder.fileCount, old.maximumCount) ?? old.maximumCount),
                    template: optional("template")))
        case .table(let old): return .table(table(old))
        default: return seen.type
        }
    }

    private func optional(_ name: String) -> String? { line(name).isEmpty ? nil : line(name) }

    /// Lines of what points mean; those that stand there where one cannot be read.
    private mutating func anchors(_ old: [Anchor]) -> [Anchor] {
        guard let lines = form["anchors"] else { return old }
        if let anchors = AnchorList.anchors(from: lines, keeping: old) { return anchors }
        problems.append(Problem(field: "anchors", Words.Scoring.anchorsUnread.ja))
        return old
    }

    private mutating func days(_ old: DayLimits) -> DayLimits {
        DayLimits(
            earliest: day("earliest", Words.Builder.earliest, old.earliest),
            latest: day("latest", Words.Builder.latest, old.latest))
    }

    private func choices(_ old: [Choice]) -> [Choice] {
        guard let lines = form["choices"] else { return old }
        return ChoiceList.choices(from: lines, keeping: old)
    }

    /// Lines of which those that are set in belong to the one before.
    private func groups(_ old: [ChoiceGroup]) -> [ChoiceGroup] {
        guard let lines = form["groups"] else { return old }
        var groups: [(head: String, lines: [String])] = []
        for line in lines.split(whereSeparator: \.isNewline).map(String.init) where !Plain.line(line).isEmpty {
            if line.first?.isWhitespace == true, !groups.isEmpty {
                groups[groups.count - 1].lines.append(Plain.line(line))
            } else {
                groups.append((Plain.line(line), []))
            }
        }
        let heads = ChoiceList.choices(
            from: groups.map(\.head).joined(separator: "\n"),
            keeping: old.map { Choice(code: $0.code, label: $0.label) })
        let lists = Dictionary(zip(heads.map(\.code), groups.map(\.lines)), uniquingKeysWith: { $0 + $1 })
        var taken = Set(old.flatMap(\.choices).map(\.code))
        var used: Set<String> = []
        return zip(heads, groups).map { head, group in
            // Its own first; then what moved here from another group, where it stands no more.
            let moved = old.filter { $0.code != head.code }.flatMap { other in
                let stays = Set((lists[other.code] ?? []).map(Plain.searchable))
                return other.choices.filter { !stays.contains(Plain.searchable($0.label.ja)) }
            }
            let known = (old.first { $0.code == head.code }?.choices ?? []) + moved
            let choices = ChoiceList.choices(
                from: group.lines.joined(separator: "\n"), keeping: known.filter { !used.contains($0.code) },
                taken: taken)
            used.formUnion(choices.map(\.code))
            taken.formUnion(used)
            return ChoiceGroup(code: head.code, label: head.label, choices: choices)
        }
    }

    private mutating func table(_ old: Table) -> Table {
        var table = old
        if line("rows") == "fixed" {
            let fixed =
                line("rows.names").isEmpty && form["rows.names"] == nil
                ? (old.fixedRows ?? []) : rowChoices(form["rows.names"] ?? "", old.fixedRows ?? [])
            let name = line("rows.name").isEmpty ? "区分" : line("rows.name")
            var label = Text(name)
            if case .fixed(name, let known, _) = old.rows { label = known }
            table.rows = .fixed(name: name, label: label, fixed)
        } else if form["rows"] != nil {
            var (least, most) = (0, 20)
            if case .free(let minimum, let maximum) = old.rows { (least, most) = (minimum, maximum) }
            most = min(Table.mostRows, max(1, count("rows.maximum", Words.Builder.maximum, most) ?? 20))
            least = count("rows.minimum", Words.Builder.minimum, least) ?? 0
            table.rows = .free(minimum: min(most, least), maximum: most)
        }
        let totals = form.all("totals")
        table.totals = table.columns.filter { totals.contains($0.id) }.map(\.name)
        return table
    }

    /// Rows named by lines. Their codes are part of the names of boxes and stay with the label.
    private func rowChoices(_ lines: String, _ old: [Choice]) -> [Choice] {
        var used = Set(old.map(\.code))
        return lines.split(whereSeparator: \.isNewline).map { Plain.line(String($0)) }.filter { !$0.isEmpty }.map {
            label in
            if let known = old.first(where: { $0.label.ja == label }) { return known }
            var number = old.count + 1
            while !used.insert("row-\(number)").inserted { number += 1 }
            return Choice(code: "row-\(number)", label: Text(label))
        }
    }
}

extension FormPlace {
    /// The same place with a key of the document.
    func with(key: String) -> FormPlace {
        FormPlace(section: section, field: field, column: column, key: key)
    }
}
