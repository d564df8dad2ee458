import Testing

@testable import Grants

/// What must hold for every form and everything typed into it. Forms and answers are made up, always the same ones for
/// the same seed.
@Suite("Every judgement")
struct JudgePropertyTests {
    static let seeds = Array(UInt64(1)...150)

    @Test("is the same each time, hides what it hides, and is the same without what is hidden", arguments: seeds)
    func properties(seed: UInt64) throws {
        var maker = FormMaker(chance: SplitMix64(seed: seed))
        let form = maker.form()
        let judge = Judge(form)
        // Conditions that can never hold are made up, too; all else is as it should be.
        let mistakes = judge.findings.filter {
            $0.severity == .error && !["relevant", "choices", "required"].contains($0.place.key)
        }
        #expect(mistakes.map(\.message.ja) == [])
        for _ in 0..<12 {
            let (typed, files) = maker.typed(judge)
            let judgement = judge.judge(typed, files: files)
            let again = judge.judge(typed, files: files)
            #expect(judgement.answers == again.answers)
            #expect(judgement.errors == again.errors)

            let hidden = form.fields.filter { !judgement.isShown($0.name) }
            for field in hidden {
                #expect(judgement.answers[field.name] == nil, "\(field.name) is hidden")
                #expect(!judgement.errors.contains { $0.field == field.name }, "nothing is asked of \(field.name)")
            }
            for field in form.fields {
                for row in judgement.filledRows(of: field.name) {
                    for column in row.cells.keys {
                        #expect(judgement.isShown(cell: "\(field.name).\(row.id).\(column)"))
                    }
                }
            }

            // What is not asked can as well not be there, files neither.
            var shown = typed
            for field in hidden { for box in typed.boxes(of: field) { shown.boxes[box] = nil } }
            let names = Set(hidden.map(\.name))
            let without = judge.judge(
                shown, files: files.filter { !names.contains(String($0.field.prefix { $0 != "." })) })
            #expect(without.answers == judgement.answers)
            #expect(without.errors == judgement.errors)

            // What is recorded gives the same again: as boxes, and as JSON.
            guard judgement.errors.isEmpty else { continue }
            let returned = judge.judge(form.typed(from: judgement.answers), files: files)
            #expect(returned.answers == judgement.answers)
            #expect(returned.errors == [])
            let json = form.json(of: judgement.answers)
            #expect(form.answers(from: json) == judgement.answers)
            #expect(form.structure(of: json) == [], "\(json.canonical)")
            let parsed = try #require(try? JSON(parsing: json.canonical))
            #expect(parsed.canonical == json.canonical)
        }
    }

    @Test("is the same in whatever order the fields stand", arguments: seeds)
    func order(seed: UInt64) {
        var maker = FormMaker(chance: SplitMix64(seed: seed))
        let form = maker.form()
        var turned = form
        turned.sections = turned.sections.reversed()
        for index in turned.sections.indices { turned.sections[index].fields.shuffle(using: &maker.chance) }
        let (judge, other) = (Judge(form), Judge(turned))
        for _ in 0..<6 {
            let (typed, files) = maker.typed(judge)
            let (one, two) = (judge.judge(typed, files: files), other.judge(typed, files: files))
            #expect(one.answers == two.answers)
            for field in form.fields { #expect(one.isShown(field.name) == two.isShown(field.name)) }
            #expect(Set(one.errors.map(\.place)) == Set(two.errors.map(\.place)))
        }
    }

    @Test("survives boxes of anything, in forms with circles and formulas that mean nothing", arguments: seeds)
    func nonsense(seed: UInt64) {
        var maker = FormMaker(chance: SplitMix64(seed: seed))
        var form = maker.form()
        maker.spoil(&form)
        let judge = Judge(form)
        for _ in 0..<10 {
            var (typed, files) = maker.typed(judge)
            maker.spoil(&typed, of: form)
            let judgement = judge.judge(typed, files: files)
            #expect(judgement.answers == judge.judge(typed, files: files).answers)
            for field in form.fields where !judgement.isShown(field.name) {
                #expect(judgement.answers[field.name] == nil)
            }
            for text in form.fields.map(\.label) { _ = judgement.filled(text) }
        }
    }
}

/// Makes up forms of fields of every type, whose conditions and calculations speak of fields before them.
private struct FormMaker {
    var chance: SplitMix64

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &chance) }
    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// Types by a word; numbers come often, since formulas need them.
    private static let types: [FieldType] = {
        let choices = [
            Choice(code: "a", label: "甲"), Choice(code: "b", label: "乙"), Choice(code: "z", label: "他", kind: .other),
        ]
        let none = Choice(code: "n", label: "なし", kind: Choice.Kind.none)
        return [
            .integer(IntegerLimits(minimum: -5, maximum: 100)), .money(MoneyLimits(maximum: 10_000_000)),
            .money(MoneyLimits(isInThousands: true)), .decimal(DecimalLimits(places: 3)), .rate(RateLimits()),
            .integer(IntegerLimits()), .yesNo, .choice(choices), .choices(choices + [none], ChoiceLimits()), .yesNo,
            .text(TextLimits(maximum: 10)), .text(TextLimits(digits: 4)), .longText(TextLimits(minimum: 2)),
            .date(DayLimits()), .yearMonth, .period(DayLimits()), .dateTime, .email, .telephone, .url, .address,
            .prefecture, .municipality, .personName, .corporateNumber, .bankAccount, .industry,
            .pledge(statement: "誓う"), .file(FileLimits(kinds: [.pdf], maximumCount: 2)), .note, .heading,
            .linked([ChoiceGroup(code: "g", label: "群", choices: Array(choices.prefix(2)))]),
        ]
    }()

    mutating func form() -> Form {
        var known: [Field] = []
        var sections: [Section] = []
        for number in 0..<(1 + below(3)) {
            let before = known
            var fields: [Field] = []
            for _ in 0..<(2 + below(6)) {
                let field = field("f\(known.count)", known)
                known.append(field)
                fields.append(field)
            }
            if below(2) == 0 {
                let table = table("t\(known.count)", known)
                known.append(table)
                fields.append(table)
            }
            sections.append(
                Section(
                    id: "s\(number)", title: Text("区分\(number)"), relevant: below(3) == 0 ? condition(before) : nil,
                    fields: fields))
        }
        sections[0].fields.append(Field(name: "asked", label: "質問", type: .text(TextLimits())))
        for section in sections.indices {
            for index in sections[section].fields.indices { require(&sections[section].fields[index], known) }
        }
        return Form(id: "made", title: "見本", sections: sections)
    }

    /// Requires it and its columns under conditions on any fields: those before it, after it, and itself.
    private mutating func require(_ field: inout Field, _ known: [Field]) {
        if case .table(var table) = field.type {
            for index in table.columns.indices {
                require(&table.columns[index], table.columns + known.filter { !$0.type.isTable })
            }
            field.type = .table(table)
        }
        if !field.type.isNote, below(4) == 0, let condition = condition(known) { field.required = .when(condition) }
    }

    private mutating func field(_ name: String, _ known: [Field], isColumn: Bool = false) -> Field {
        var type = pick(Self.types)
        while isColumn, !type.fitsColumn { type = pick(Self.types) }
        var field = Field(name: name, label: Text("見出し\(name)"), type: type)
        if type.isNote { return field }
        if type.isNumber, below(3) == 0, let sum = sum(known, type) { field.calculation = sum }
        field.required = below(3) == 0 ? .yes : .no
        if below(3) == 0 { field.relevant = condition(known) }
        if case .choice(var choices) = type, below(3) == 0 {
            choices[0].relevant = condition(known)
            field.type = .choice(choices)
        }
        if type.isNumber, below(5) == 0 {
            field.constraints = [Constraint("\(name) < 1000000", message: "大きすぎます")]
        }
        return field
    }

    private mutating func table(_ name: String, _ known: [Field]) -> Field {
        var columns: [Field] = []
        for index in 0..<(1 + below(4)) {
            // Columns speak of the columns before them and of the form.
            columns.append(field("c\(index)", columns + known.filter { !$0.type.isTable }, isColumn: true))
        }
        let rows: Table.Rows =
            below(2) == 0
            ? .free(minimum: 0, maximum: 6)
            : .fixed(name: "row_name", label: "行", [Choice(code: "r1", label: "一"), Choice(code: "r2", label: "二")])
        return Field(
            name: name, label: "表", type: .table(Table(rows: rows, columns: columns)),
            required: below(4) == 0 ? .yes : .no, relevant: below(4) == 0 ? condition(known) : nil)
    }

    /// A condition on earlier fields; nil where there is nothing to speak of.
    private mutating func condition(_ known: [Field]) -> String? {
        var parts: [String] = []
        for _ in 0..<(1 + below(2)) {
            guard !known.isEmpty else { return nil }
            let field = pick(known)
            switch field.type {
            case .integer, .money, .decimal, .rate:
                parts.append("\(field.name) \(pick([">", "<=", "!="])) \(below(20))")
            case .yesNo: parts.append("\(field.name) = \(pick(["true", "false"]))")
            case .choice: parts.append("\(field.name) = \"\(pick(["a", "b"]))\"")
            case .choices: parts.append("list contains(\(field.name), \"a\")")
            case .text, .longText, .email: parts.append("\(field.name) \(pick(["=", "!="])) null")
            case .table: parts.append("count(\(field.name)) > \(below(3))")
            default: continue
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: pick([" and ", " or "]))
    }

    private mutating func sum(_ known: [Field], _ type: FieldType) -> String? {
        let numbers = known.filter { $0.type.isNumber }
        guard !numbers.isEmpty else { return nil }
        let (one, two) = (pick(numbers).name, pick(numbers).name)
        let sum = pick(["\(one) + \(two)", "\(one) * 2", "max(\(one), \(two))", "if \(one) = null then 0 else \(one)"])
        return switch type {
        case .integer, .money: "floor(\(sum))"
        default: sum
        }
    }

    /// Boxes, mostly such as people fill in, and files.
    mutating func typed(_ judge: Judge) -> (Typed, [StoredFile]) {
        var generator = AnswerGenerator(judge, chance: SplitMix64(seed: chance.next()))
        let answers = generator.answers()
        var typed = judge.form.typed(from: answers)
        if below(3) == 0 {
            for box in typed.boxes.keys.sorted() where below(6) == 0 {
                typed.boxes[box] = [pick(["", "x", "１２", "-1", "3/0", "あ", "99999999999999999999"])]
            }
        }
        return (typed, AnswerGenerator.files(of: answers))
    }

    mutating func spoil(_ form: inout Form) {
        let names = form.fields.map(\.name)
        let formulas = [
            "ない > 1", "(", "\(names[0]) + \(names[names.count - 1]) > 0", "1", "for x in 1..9 return x", "true",
            names[below(names.count)],
        ]
        for section in form.sections.indices {
            if below(3) == 0 { form.sections[section].relevant = pick(formulas) }
            for index in form.sections[section].fields.indices {
                if below(3) == 0 { form.sections[section].fields[index].relevant = pick(formulas) }
                if below(4) == 0 { form.sections[section].fields[index].calculation = pick(formulas) }
                if below(4) == 0 { form.sections[section].fields[index].required = .when(pick(formulas)) }
                if below(4) == 0 { form.sections[section].fields[index].label = Text("{\(pick(formulas))} {{}} {") }
                if below(9) == 0 { form.sections[section].fields[index].name = names[0] }
            }
        }
    }

    mutating func spoil(_ typed: inout Typed, of form: Form) {
        let words = [
            "", " ", "\u{0}", "a\nb", String(repeating: "9", count: 400), "1e999", "-0", "½", "令和0", "null", "👨‍👩‍👧",
            "../..",
            "r1", "2/3%", "0x10", "\u{202E}", "NaN",
        ]
        for field in form.fields {
            if case .table(let table) = field.type {
                typed.boxes[field.name] = ["r1", "r1", "R", "r 2", "r3", ""]
                for column in table.columns where below(2) == 0 {
                    for box in Typed.boxes(of: column, in: "\(field.name).r1.") { typed.boxes[box] = [pick(words)] }
                }
            } else if below(2) == 0 {
                for box in Typed.boxes(of: field) { typed.boxes[box] = [pick(words), pick(words)] }
            }
        }
    }
}
