extension TableFinding {
    /// What is wrong and what to do, in both languages.
    public var message: Message {
        if case .formula(let finding) = kind { finding.message } else { kind.message }
    }

    /// The place in the table, then the message.
    ///
    /// - Parameter table: the one that the finding is of.
    public func report(in table: DecisionTable) -> Message {
        var said = kind.message
        if case .formula(let finding) = kind { said = finding.report(in: table.text(of: cell)) }
        let place = cell.place(in: table)
        return Message(ja: "\(place.ja)：\(said.ja)", en: "\(place.en): \(said.en)")
    }
}

extension TableCell {
    /// What people call the place.
    func place(in table: DecisionTable) -> Message {
        func input(_ number: Int) -> String {
            table.inputs.indices.contains(number - 1) ? table.inputs[number - 1].heading : "\(number)"
        }
        func output(_ number: Int) -> String {
            let name = table.outputs.indices.contains(number - 1) ? table.outputs[number - 1].name?.text : nil
            return name ?? (table.outputs.count == 1 ? table.name : "\(number)")
        }
        return switch self {
        case .table: Message(ja: "表「\(table.name)」", en: "Table \"\(table.name)\"")
        case .input(let number): Message(ja: "入力「\(input(number))」", en: "Input \"\(input(number))\"")
        case .inputValues(let number):
            Message(ja: "入力「\(input(number))」の許される値", en: "Allowed values of input \"\(input(number))\"")
        case .output(let number): Message(ja: "出力「\(output(number))」", en: "Output \"\(output(number))\"")
        case .outputValues(let number):
            Message(ja: "出力「\(output(number))」の許される値", en: "Allowed values of output \"\(output(number))\"")
        case .defaultOutput(let number):
            Message(ja: "出力「\(output(number))」の既定値", en: "Default of output \"\(output(number))\"")
        case .rule(let rule): Message(ja: "規則 \(rule)", en: "Rule \(rule)")
        case .test(let rule, let number):
            Message(ja: "規則 \(rule) の「\(input(number))」", en: "Rule \(rule), \"\(input(number))\"")
        case .result(let rule, let number):
            Message(ja: "規則 \(rule) の「\(output(number))」", en: "Rule \(rule), \"\(output(number))\"")
        }
    }
}

extension TableFinding.Kind {
    fileprivate var message: Message {
        switch self {
        case .formula(let finding): finding.message
        case .noOutputs:
            Message(ja: "出力の列がありません。結果を書く列を加えてください。", en: "There is no output. Add a column for the result.")
        case .noRules: Message(ja: "規則がありません。行を加えてください。", en: "There are no rules. Add a row.")
        case .tooLarge(let limit):
            Message(
                ja: "表が大きすぎます（\(limit) 欄まで）。表を分けてください。",
                en: "The table is too large (at most \(limit) cells). Split it.")
        case .unnamedOutput:
            Message(
                ja: "出力が二つ以上ある表では、どの出力にも名前が必要です。名前を付けてください。",
                en: "In a table with several outputs each needs a name. Give it one.")
        case .duplicateOutput(let name):
            Message(ja: "出力「\(name)」が二つあります。一方の名前を変えてください。", en: "There are two outputs \"\(name)\". Rename one.")
        case .testCount(let expected, let found):
            Message(
                ja: "入力の欄が \(found) 個ありますが、入力の列は \(expected) 個です。欄の数を合わせてください。",
                en: "There are \(found) input cells for \(expected) inputs. Write one for each.")
        case .resultCount(let expected, let found):
            Message(
                ja: "出力の欄が \(found) 個ありますが、出力の列は \(expected) 個です。欄の数を合わせてください。",
                en: "There are \(found) output cells for \(expected) outputs. Write one for each.")
        case .missingPriorities:
            Message(
                ja: "この一致方針では、出力の許される値を優先する順に並べて書く必要があります（例：「\"承認\", \"却下\"」）。",
                en: "This hit policy needs the output's allowed values in the order of priority, as in \"yes\", \"no\"."
            )
        case .aggregatesSeveral:
            Message(
                ja: "出力が二つ以上ある表は集計できません。出力を一つにするか、集計をやめて一覧にしてください。",
                en: "A table with several outputs cannot be aggregated. Leave one output, or collect a list.")
        case .neverMatches:
            Message(
                ja: "この条件に当てはまる値はありません。条件を直すか、規則を除いてください。",
                en: "No value passes this test. Mend it, or remove the rule.")
        case .matchesOnlyForbidden:
            Message(
                ja: "この条件に当てはまる値は、入力の許される値の中にありません。条件か、許される値を直してください。",
                en: "No allowed value of the input passes this test. Mend the test or the allowed values.")
        case .hidden(let rule):
            Message(
                ja: "規則 \(rule) がいつも先に当てはまるので、この規則は使われません。順番を入れ替えるか、除いてください。",
                en: "Rule \(rule) always matches first, so this one is never used. Change their order, or remove it.")
        case .overlap(let rule, let columns):
            Message(
                ja: "規則 \(rule) と同時に当てはまる場合があり、そのとき結果は空欄になります（\(Self.text(columns))）。条件を分けてください。",
                en: "It matches together with rule \(rule), and the result is null then (\(Self.text(columns))). "
                    + "Make the tests exclude one another.")
        case .gap(let columns):
            Message(
                ja: "当てはまる規則のない場合があります（\(Self.text(columns))）。規則か、出力の既定値を加えてください。",
                en: "There is a case without a rule (\(Self.text(columns))). Add a rule, or a default output.")
        case .emptyInput: Message(ja: "値がまだ入力されていません。", en: "There is no value yet.")
        case .inputNotAllowed(let value):
            Message(ja: "「\(value)」は許される値ではありません。", en: "\(value) is not among the allowed values.")
        case .inputType(let expected, let found), .outputType(let expected, let found):
            Message(
                ja: "\(expected.japanese)が必要ですが、\(found.type.japanese)です。",
                en: "It must be \(expected.english), but is \(found.type.english).")
        case .outputNotAllowed(let value):
            Message(
                ja: "結果の「\(value)」は、出力の許される値ではありません。結果か、許される値を直してください。",
                en: "The result \(value) is not among the output's allowed values. Mend the one or the other.")
        case .noMatch: Message(ja: "当てはまる規則がないので、結果は空欄です。", en: "No rule matches, so the result is null.")
        case .severalMatches(let rules):
            Message(
                ja: "規則 \(Self.text(rules)) が同時に当てはまるので、結果は空欄です。条件を分けてください。",
                en: "Rules \(Self.text(rules)) match together, so the result is null. Make them exclude one another.")
        case .differentOutputs(let rules):
            Message(
                ja: "同時に当てはまる規則 \(Self.text(rules)) の結果が異なるので、結果は空欄です。同じ結果にするか、条件を分けてください。",
                en: "Rules \(Self.text(rules)) match together and differ, so the result is null. "
                    + "Make them agree, or exclude one another.")
        case .overrun(let overrun): overrun.message
        }
    }

    private static func text(_ columns: [TableFinding.Column]) -> String {
        columns.isEmpty ? "-" : columns.map { "\($0.heading): \($0.test)" }.joined(separator: ", ")
    }

    private static func text(_ rules: [Int]) -> String {
        let shown = rules.prefix(10).map(String.init).joined(separator: ", ")
        return rules.count > 10 ? shown + ", …" : shown
    }
}
