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
        field.label = text("label") ?? seen.label
        field.name = line("name").isEmpty ? seen.name : line("name")
        field.help = text("help")
        field.example = text("example")
        field.message = text("message")
        field.type = type()
        let conditions = ConditionForm(self.form, in: form)
        field.relevant = take(conditions.condition("relevant", at: place.with(key: "relevant"), was: seen.relevant))
        switch line("required") {
        case "yes": field.required = .yes
        case "when":
            let was: String? = if case .when(let text) = seen.required { text } else { nil }
            let condition = take(conditions.condition("need", at: place.with(key: "required"), was: was))
            field.required = condition.map(Requirement.when) ?? .no
        default: field.required = .no
        }
        field.calculation = take(
            FormulaForm(self.form).formula("calculation", was: seen.calculation))
        field.initial = line("initial").isEmpty ? nil : line("initial")
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

    /// A text in two languages; nil where the Japanese is empty.
    private func text(_ name: String) -> Text? {
        let ja = Plain.lines(form["\(name).ja"] ?? "")
        let en = Plain.lines(form["\(name).en"] ?? "")
        return ja.isEmpty ? nil : Text(ja, en: en.isEmpty ? nil : en)
    }

    private mutating func constraints() -> [Constraint] {
        var constraints: [Constraint] = []
        for index in 0..<(seen.constraints.count + 1) {
            let condition = line("constraint.\(index)")
            if condition.isEmpty { continue }
            // A message may still be missing while one types: the check says so before it is published.
            constraints.append(Constraint(condition, message: text("constraint.\(index).message") ?? "入力内容を確認してください"))
        }
        return constraints
    }

    // MARK: Limits

    private mutating func number<Value>(_ name: String, _ label: Phrase, _ read: (String) -> Value?) -> Value? {
        let typed = Plain.code(form[name] ?? "").filter { $0 != "," }
        if typed.isEmpty { return nil }
        if let value = read(typed) { return value }
        problems.append(Problem(field: name, Words.Builder.unreadable(label.ja).ja))
        return nil
    }

    private mutating func count(_ name: String, _ label: Phrase) -> Int? {
        number(name, label) { Int($0).flatMap { (0...1_000_000).contains($0) ? $0 : nil } }
    }

    private mutating func yen(_ name: String, _ label: Phrase) -> Int64? { number(name, label) { Int64($0) } }

    private mutating func day(_ name: String, _ label: Phrase) -> Day? {
        number(name, label) { Day(iso: $0.replacing("/", with: "-")) }
    }

    private mutating func type() -> FieldType {
        let (least, most) = (Words.Builder.minimum, Words.Builder.maximum)
        switch seen.type {
        case .text(let old):
            let digits = count("digits", Words.Builder.digits)
            return .text(
                TextLimits(
                    minimum: count("minimum", least), maximum: digits == nil ? count("maximum", most) : nil,
                    digits: digits,
                    pattern: form["pattern"] == nil ? old.pattern : optional("pattern")))
        case .longText:
            return .longText(TextLimits(minimum: count("minimum", least), maximum: count("maximum", most)))
        case .integer:
            return .integer(
                IntegerLimits(minimum: yen("minimum", least), maximum: yen("maximum", most), unit: text("unit")))
        case .decimal(let old):
            return .decimal(
                DecimalLimits(
                    minimum: number("minimum", least) { Number($0) }, maximum: number("maximum", most) { Number($0) },
                    places: count("places", Words.Builder.places).map { min(max($0, 1), 10) } ?? old.places,
                    unit: text("unit")))
        case .money:
            return .money(
                MoneyLimits(
                    minimum: yen("minimum", least), maximum: yen("maximum", most),
                    isInThousands: line("thousands") == "yes"))
        case .rate:
            return .rate(
                RateLimits(
                    minimum: number("minimum", least, Rate.reading), maximum: number("maximum", most, Rate.reading)))
        case .date: return .date(days())
        case .period: return .period(days())
        case .choice(let old): return .choice(choices(old))
        case .choices(let old, _):
            return .choices(
                choices(old), ChoiceLimits(minimum: count("minimum", least), maximum: count("maximum", most)))
        case .linked(let old): return .linked(groups(old))
        case .pledge(let old): return .pledge(statement: text("statement") ?? old)
        case .file(let old):
            let kinds = form.all("kinds").compactMap(FileKind.init(rawValue:))
            let size = count("size", Words.Builder.megabytes).map { Int64(max($0, 1)) * 1_048_576 }
            return .file(
                FileLimits(
                    kinds: kinds.isEmpty ? old.kinds : kinds, maximumSize: size ?? old.maximumSize,
                    maximumCount: max(1, count("count", Words.Builder.fileCount) ?? old.maximumCount),
                    template: optional("template")))
        case .table(let old): return .table(table(old))
        default: return seen.type
        }
    }

    private func optional(_ name: String) -> String? { line(name).isEmpty ? nil : line(name) }

    private mutating func days() -> DayLimits {
        DayLimits(
            earliest: day("earliest", Words.Builder.earliest), latest: day("latest", Words.Builder.latest))
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
        let known = old.flatMap(\.choices)
        return zip(heads, groups).map { head, group in
            ChoiceGroup(
                code: head.code, label: head.label,
                choices: ChoiceList.choices(from: group.lines.joined(separator: "\n"), keeping: known))
        }
    }

    private mutating func table(_ old: Table) -> Table {
        var table = old
        if line("rows") == "fixed" {
            let fixed =
                line("rows.names").isEmpty && form["rows.names"] == nil
                ? (old.fixedRows ?? []) : rowChoices(form["rows.names"] ?? "", old.fixedRows ?? [])
            let name = line("rows.name").isEmpty ? "区分" : line("rows.name")
            table.rows = .fixed(name: name, label: Text(name), fixed)
        } else if form["rows"] != nil {
            let most = min(Table.mostRows, max(1, count("rows.maximum", Words.Builder.maximum) ?? 20))
            table.rows = .free(minimum: min(most, count("rows.minimum", Words.Builder.minimum) ?? 0), maximum: most)
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
