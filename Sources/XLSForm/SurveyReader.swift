import FEEL

/// Goes through the rows of the survey sheet and makes the nodes.
struct SurveyReader {
    /// A group or repeat whose end has not come yet.
    private struct Open {
        /// Its place among the elements; nil for the form itself, and for one that was not made.
        let place: Int?
        let container: TypeCell.Container?
        let row: Int?
        var names: Set<String> = []
        var lowercased: Set<String> = []
    }

    let sheet: String
    let root: String
    let language: String
    /// The lists of choices; 「その他」 is added to those that ask for it.
    var choices: [String: ChoiceList]
    /// The names of the lists of the external_choices sheet; nil without the sheet.
    let externalLists: Set<String>?
    /// Whether `none` is added to choices of several, as an old setting has it.
    let addsNone: Bool

    var elements: [SurveyElement] = []
    /// What goes into the form's own group of metadata: the audits.
    var audits: [SurveyElement] = []
    var findings: [SheetFinding] = []
    /// Settings that stand in the survey sheet.
    var settings: [String: String] = [:]
    /// How often each name is there.
    private(set) var names: [String: Int] = [:]
    private var questions: Set<String> = []
    private var repeats: Set<String> = []
    private var triggers: [(name: String, row: Int)] = []
    private var stack = [Open(place: nil, container: nil, row: nil)]
    /// The list of the table that is being read, where an appearance makes one: the first choice gives its header.
    private var tableList: TableList?
    private var listsWithNone: Set<String> = []

    private enum TableList: Equatable {
        case awaited
        case of(String)
    }

    init(
        sheet: String, root: String, language: String, choices: [String: ChoiceList], externalLists: Set<String>?,
        addsNone: Bool
    ) {
        self.sheet = sheet
        self.root = root
        self.language = language
        self.choices = choices
        self.externalLists = externalLists
        self.addsNone = addsNone
    }

    /// Where the next element stands.
    var parent: Int? { stack.last?.place }

    /// The path of a child of what is open.
    func nodeset(_ name: String) -> String {
        (parent.map { elements[$0].node.nodeset } ?? "/" + root) + "/" + name
    }

    mutating func say(_ row: SheetRow, _ column: String, _ ja: String, _ en: String) {
        findings.append(
            SheetFinding(.error, sheet: sheet, row: row.number, column: column, message: Message(ja, en)))
    }

    mutating func warn(_ row: SheetRow, _ column: String, _ ja: String, _ en: String) {
        findings.append(
            SheetFinding(.warning, sheet: sheet, row: row.number, column: column, message: Message(ja, en)))
    }

    /// Reads a row.
    mutating func read(_ given: SheetRow) {
        var row = given
        if let disabled = row.cells.removeValue(forKey: "disabled") {
            warn(row, "disabled", "「disabled」列は古い書き方です。", "The disabled column is not part of XLSForm any more.")
            if SheetHeadings.isYes(disabled.text) == true { return }
        }
        guard !row.cells.isEmpty else { return }
        guard let type = row.text("type") else {
            if row.cells["name"] == nil, row.cells["label"] == nil {
                warn(row, "type", "型も名前もない行を読み飛ばしました。", "A row without type and name was left out.")
            } else {
                say(row, "type", "質問の型（type）がありません。", "The question has no type.")
            }
            return
        }
        let cell = TypeCell(type)
        if case .setting(let setting) = cell {
            settings[setting] = row.text("name")
            return
        }
        if case .end(let container) = cell {
            end(container, row)
            return
        }
        if cell == .named("audit") {
            readAudit(row)
            return
        }
        let name = name(of: row, cell)
        switch cell {
        case .begin(let container): begin(container, name, row)
        default:
            guard let name else { return }
            questions.insert(name)
            readQuestion(cell, name, row)
        }
    }

    /// The name of a row, checked and counted; nil when there is none or it cannot be used.
    private mutating func name(of row: SheetRow, _ cell: TypeCell) -> String? {
        guard let name = row.text("name") else {
            if cell == .named("note") { return register("generated_note_name_\(row.number)", row) }
            say(row, "name", "名前（name）がありません。", "There is no name.")
            return nil
        }
        guard XMLName.isValid(name) else {
            say(
                row, "name", "「\(name)」は名前に使えません。文字か「_」で始め、空白や記号を入れないでください。",
                "\"\(name)\" cannot be a name. It begins with a letter or \"_\" and has no spaces or signs.")
            return nil
        }
        return register(name, row)
    }

    private mutating func register(_ name: String, _ row: SheetRow) -> String? {
        names[name, default: 0] += 1
        let top = stack.count - 1
        if name == "meta" {
            say(row, "name", "「meta」という名前は使えません。", "The name \"meta\" is reserved.")
            return nil
        }
        guard stack[top].names.insert(name).inserted else {
            say(
                row, "name", "同じまとまりの中に「\(name)」が二つあります。",
                "\"\(name)\" is there twice within the same group.")
            return nil
        }
        if !stack[top].lowercased.insert(name.lowercased()).inserted {
            warn(
                row, "name", "「\(name)」は大文字と小文字の違いしかない名前がほかにあります。",
                "Another name differs from \"\(name)\" only in its capitals.")
        }
        return name
    }

    // MARK: Groups and repeats

    private mutating func end(_ container: TypeCell.Container, _ row: SheetRow) {
        guard stack.count > 1, stack.last?.container == container else {
            say(
                row, "type", "対応する begin のない end です。", "This end has no begin of the same kind before it.")
            // A wrong kind of end still ends something, or all rows after it would be out of place.
            if stack.count > 1 { stack.removeLast() }
            return
        }
        stack.removeLast()
        tableList = nil
    }

    private mutating func begin(_ container: TypeCell.Container, _ name: String?, _ row: SheetRow) {
        // A tree that is too deep would end the stack of whoever goes through it.
        guard stack.count <= 40 else {
            say(row, "type", "まとまりの入れ子が深すぎます（40 段まで）。", "Groups are nested too deep (40 levels).")
            stack.append(Open(place: parent, container: container, row: row.number))
            return
        }
        if container == .loop {
            say(
                row, "type", "begin loop は取り込めません。繰り返し（begin repeat）にしてください。", "Loops cannot be imported; use a repeat."
            )
        }
        let name = name ?? "row_\(row.number)"
        if container == .repeat {
            if name == root {
                say(row, "name", "繰り返しの名前をフォーム自身の名前と同じにはできません。", "A repeat cannot have the form's own name.")
            } else if !repeats.insert(name).inserted {
                say(row, "name", "「\(name)」という繰り返しがほかにもあります。", "There is another repeat \"\(name)\".")
            }
        }
        var count = row.cells["control"]?["jr:count"]?.text
        if let expression = count, References.only(in: expression) == nil {
            var node = FormNode(
                kind: .question(.calculate), name: name + "_count", nodeset: nodeset(name + "_count"), row: row.number,
                isGenerated: true)
            node.logic.calculation = expression
            elements.append(
                SurveyElement(
                    node, in: parent, typeBind: ["type": "string"],
                    rowBind: ["readonly": .text("true()"), "calculate": .text(expression)]))
            count = "${\(name)_count}"
        }
        var node = FormNode(
            kind: container == .repeat ? .repeat(count: row.cells["control"]?["jr:count"]?.text) : .group, name: name,
            nodeset: nodeset(name), row: row.number)
        fill(&node, row)
        elements.append(SurveyElement(node, in: parent, rowBind: bindCells(row)))
        stack.append(Open(place: elements.count - 1, container: container, row: row.number))
        guard node.appearance?.split(separator: " ").contains("table-list") == true else { return }
        tableList = .awaited
        guard node.label != nil || node.hint != nil else { return }
        let title = "generated_table_list_label_\(row.number)"
        elements.append(
            SurveyElement(
                FormNode(
                    kind: .question(.note), name: title, nodeset: nodeset(title), row: row.number, isGenerated: true),
                in: parent, typeBind: ["type": "string", "readonly": "true()"]))
    }

    // MARK: Questions

    private mutating func readAudit(_ row: SheetRow) {
        if let name = row.text("name"), name != "audit" {
            say(row, "name", "記録（audit）の名前は空にしてください。", "An audit has no name of its own.")
        }
        var node = FormNode(
            kind: .question(.audit), name: "audit", nodeset: "/\(root)/meta/audit", row: row.number)
        fill(&node, row)
        var bind = bindCells(row)
        checkParameters(node.parameters, of: .audit, fromFile: false, row)
        for (key, value) in Parameters.bind(of: .audit, node.parameters) { bind[key] = .text(value) }
        audits.append(SurveyElement(node, in: nil, typeBind: ["type": "binary"], rowBind: bind))
    }

    private mutating func readQuestion(_ cell: TypeCell, _ name: String, _ row: SheetRow) {
        let typeName: String
        var isFile = false
        switch cell {
        case .select(let kind, _, let file, _):
            isFile = file
            typeName =
                switch kind {
                case .selectMultiple: "select all that apply"
                case .selectOneExternal: "select one external"
                case .rank: "rank"
                default: "select one"
                }
        case .osm: typeName = "osm"
        case .named(let text): typeName = text
        default: return
        }
        guard let type = QuestionType(typeName) else {
            say(row, "type", "「\(typeName)」という型はありません。", "There is no type \"\(typeName)\".")
            return
        }
        var node = FormNode(
            kind: .question(type.kind), name: name, nodeset: nodeset(name), row: row.number)
        fill(&node, row)
        if type.kind == .externalInstance {
            elements.append(SurveyElement(node, in: parent))
            return
        }
        checkParameters(node.parameters, of: type.kind, fromFile: isFile, row)
        check(node, row)
        var bind = bindCells(row)
        for (key, value) in Parameters.bind(of: type.kind, node.parameters) { bind[key] = .text(value) }
        var other: SurveyElement?
        if case .select(let kind, let list, let isFile, let orOther) = cell {
            guard let source = choiceSource(kind, list, isFile: isFile, row) else { return }
            node.choices = source
            if orOther { other = addOther(to: list, of: node, row) }
            if addsNone, kind == .selectMultiple { addNone(to: list, &bind) }
            tableHeader(list, kind, row)
        }
        elements.append(SurveyElement(node, in: parent, typeBind: type.bind, rowBind: bind))
        if let other { elements.append(other) }
    }

    /// The lists of a table share their header, which the first of its questions gives.
    private mutating func tableHeader(_ list: String, _ kind: QuestionKind, _ row: SheetRow) {
        switch tableList {
        case nil: return
        case .awaited:
            tableList = .of(list)
            let name = "reserved_name_for_field_list_labels_\(row.number)"
            var header = FormNode(
                kind: .question(kind), name: name, nodeset: nodeset(name), row: row.number, isGenerated: true)
            header.choices = .list(list)
            elements.append(
                SurveyElement(header, in: parent, typeBind: ["type": kind == .rank ? "odk:rank" : "string"]))
        case .of(let first) where first != list:
            say(
                row, "type", "表の中の選択肢は同じ一覧でなければなりません（「\(first)」と「\(list)」）。",
                "The questions of a table share one list (\"\(first)\", \"\(list)\").")
        case .of: return
        }
    }

    /// The question in words that 「その他」 opens.
    private mutating func addOther(to list: String, of node: FormNode, _ row: SheetRow) -> SurveyElement? {
        if node.choiceFilter != nil {
            say(row, "choice_filter", "or_other には choice_filter を使えません。", "or_other cannot have a choice filter.")
        }
        guard choices[list] != nil else {
            say(row, "type", "or_other には選択肢の一覧が必要です。", "or_other needs a list of choices.")
            return nil
        }
        if choices[list]?.names.contains("other") == false {
            choices[list]?.choices.append(
                Choice(
                    name: "other", label: Texts(.text("Other"), default: language), row: nil, media: [:], columns: [:]))
        }
        let name = node.name + "_other"
        let relevant = "selected(../\(node.name), 'other')"
        var other = FormNode(
            kind: .question(.text), name: name, nodeset: nodeset(name), row: row.number, isGenerated: true)
        other.label = Texts(.text("Specify other."), default: language)
        other.logic.relevant = relevant
        return SurveyElement(
            other, in: parent, typeBind: ["type": "string"], rowBind: ["relevant": .text(relevant)])
    }

    private mutating func addNone(to list: String, _ bind: inout [String: Cell]) {
        guard choices[list] != nil, listsWithNone.insert(list).inserted else { return }
        let constraint = "(.='none' or not(selected(., 'none')))"
        bind["constraint"] = .text((bind["constraint"]?.text).map { $0 + " and " + constraint } ?? constraint)
        choices[list]?.choices.append(
            Choice(name: "none", label: Texts(.text("None"), default: language), row: nil, media: [:], columns: [:]))
    }

    // MARK: The end

    /// What can only be said when all rows are read.
    mutating func finish() {
        for open in stack.dropFirst() {
            findings.append(
                SheetFinding(
                    .error, sheet: sheet, row: open.row, column: "type",
                    message: Message("この begin に対応する end がありません。", "This begin has no end.")))
        }
        for (name, row) in triggers where !questions.contains(name) {
            findings.append(
                SheetFinding(
                    .error, sheet: sheet, row: row, column: "trigger",
                    message: Message("「\(name)」という質問はありません。", "There is no question \"\(name)\".")))
        }
    }

    mutating func note(triggers new: [String], _ row: SheetRow) {
        triggers += new.map { ($0, row.number) }
    }
}
