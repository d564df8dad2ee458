import FEEL

extension SurveyReader {
    /// Takes what the row says into the node.
    mutating func fill(_ node: inout FormNode, _ row: SheetRow) {
        let bind = row.cells["bind"]
        node.label = row.texts("label", default: language)
        node.hint = row.texts("hint", default: language)
        node.guidanceHint = row.texts("guidance_hint", default: language)
        if case .named(let media)? = row.cells["media"] {
            node.media = media.mapValues { Texts($0, default: language) }
        }
        node.appearance = row.cells["control"]?["appearance"]?.text
        node.choiceFilter = row.text("choice_filter")
        node.logic.required = bind?["required"]?.text
        node.logic.relevant = bind?["relevant"]?.text
        node.logic.constraint = bind?["constraint"]?.text
        node.logic.calculation = bind?["calculate"]?.text
        node.logic.readOnly = bind?["readonly"]?.text
        node.logic.constraintMessage = bind?["jr:constraintMsg"].map { Texts($0, default: language) }
        node.logic.requiredMessage = bind?["jr:requiredMsg"].map { Texts($0, default: language) }
        if let text = row.text("default") {
            node.defaultValue = text
            node.isDefaultDynamic = DynamicDefault.isDynamic(text, kind: node.question)
        }
        if let text = row.text("parameters") {
            if let parameters = Parameters.read(text) {
                node.parameters = parameters
            } else {
                say(
                    row, "parameters", "「名前=値 名前=値」の形で書いてください。",
                    "Parameters are written as key=value key=value.")
            }
        }
        if let text = row.text("trigger") { node.triggers = readTriggers(text, row) }
    }

    /// The row's own part of the bind.
    func bindCells(_ row: SheetRow) -> [String: Cell] {
        if case .named(let cells)? = row.cells["bind"] { cells } else { [:] }
    }

    private mutating func readTriggers(_ text: String, _ row: SheetRow) -> [String] {
        var names: [String] = []
        for part in text.split(separator: ",") {
            let read = References(String(part))
            if read.isMalformed || read.references.count > 1 || !text.contains("${") {
                say(
                    row, "trigger", "質問を「${名前}」の形で、コンマで区切って書いてください。",
                    "Questions are written as ${name}, with commas between them.")
                return []
            }
            names += read.references.map(\.name)
        }
        note(triggers: names, row)
        return names
    }

    /// Where a question's choices come from; nil when there are none, which is said.
    mutating func choiceSource(
        _ kind: QuestionKind, _ list: String, isFile: Bool, _ row: SheetRow
    ) -> ChoiceSource? {
        if kind == .selectOneExternal {
            guard externalLists?.contains(list) == true else {
                say(
                    row, "type", "external_choices シートに「\(list)」という一覧がありません。",
                    "The external_choices sheet has no list \"\(list)\".")
                return nil
            }
            warn(row, "type", "外部の選択肢は取り込めません。", "External choices are not imported.")
            return .external(list)
        }
        let hasExtension = [".csv", ".xml", ".geojson"].contains { list.hasSuffix($0) && list.count > $0.count }
        if isFile, !hasExtension || list.filter({ $0 == "." }).count != 1 {
            say(
                row, "type", "ファイル名の終わりは .csv・.xml・.geojson のどれかです。",
                "The file's name ends with .csv, .xml or .geojson.")
            return nil
        }
        if hasExtension {
            warn(row, "type", "ファイルの選択肢は取り込めません。", "Choices of a file are not imported.")
            return .file(list)
        }
        if let answers = References.only(in: list) { return .answers(answers) }
        guard let choices = choices[list] else {
            say(
                row, "type", "choices シートに「\(list)」という一覧がありません。",
                "The choices sheet has no list \"\(list)\".")
            return nil
        }
        if kind == .selectMultiple, let name = choices.names.first(where: { $0.contains(" ") }) {
            say(
                row, "type", "複数選択の選択肢の名前に空白は使えません（「\(name)」）。",
                "The names of choices cannot have spaces where several are chosen (\"\(name)\").")
        }
        return .list(list)
    }

    mutating func checkParameters(
        _ parameters: [String: String], of kind: QuestionKind, fromFile: Bool, _ row: SheetRow
    ) {
        if let known = Parameters.known(to: kind, fromFile: fromFile) {
            for key in parameters.keys.sorted() where !known.contains(key) {
                say(row, "parameters", "「\(key)」という指定はありません。", "There is no parameter \"\(key)\" here.")
            }
        }
        func number(_ key: String) -> Double? {
            parameters[key].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
        }
        func isWrong(_ key: String, _ isRight: (String) -> Bool) {
            guard let value = parameters[key], !isRight(value) else { return }
            say(row, "parameters", "「\(key)」に「\(value)」は使えません。", "\"\(key)\" cannot be \"\(value)\".")
        }
        switch kind {
        case .text: isWrong("rows") { Int($0) != nil }
        case .image: isWrong("max-pixels") { Int($0) != nil }
        case .audio, .backgroundAudio:
            isWrong("quality") {
                ["voice-only", "low", "normal"].contains($0) || ($0 == "external" && kind == .audio)
            }
        case .geopoint, .geotrace, .geoshape:
            isWrong("allow-mock-accuracy") { ["true", "false"].contains($0) }
            isWrong("incremental") { SheetHeadings.isYes($0) == true }
            for key in ["capture-accuracy", "warning-accuracy"] { isWrong(key) { Double($0) != nil } }
        case .selectOne, .selectMultiple, .rank: isWrong("randomize") { ["true", "false"].contains($0) }
        case .audit:
            for key in ["track-changes", "identify-user"] { isWrong(key) { ["true", "false"].contains($0) } }
            isWrong("track-changes-reasons") { $0 == "on-form-edit" }
        case .range:
            for key in ["start", "end", "step", "tick_interval", "placeholder"] {
                isWrong(key) { _ in number(key) != nil }
            }
            let width = abs((number("end") ?? 10) - (number("start") ?? 1))
            for key in ["step", "tick_interval"] { isWrong(key) { _ in number(key) != 0 && number(key) ?? 0 <= width } }
        default: break
        }
    }

    /// What a question of its kind must have.
    mutating func check(_ node: FormNode, _ row: SheetRow) {
        switch node.question {
        case .calculate where row.text("type") == "calculate":
            if node.logic.calculation == nil, !node.isDefaultDynamic {
                say(row, "calculation", "計算式がありません。", "There is no calculation.")
            }
        case .backgroundGeopoint:
            if node.triggers.isEmpty {
                say(row, "trigger", "background-geopoint には trigger が必要です。", "A background-geopoint needs a trigger.")
            }
            if node.logic.calculation != nil {
                say(row, "calculation", "background-geopoint は計算できません。", "A background-geopoint has no calculation.")
            }
        case .calculate, .hidden, .externalInstance, nil: return
        case let kind? where kind.isMetadata: return
        default:
            guard node.label == nil, node.hint == nil, node.media.isEmpty, node.logic.calculation == nil,
                node.triggers.isEmpty
            else { return }
            warn(row, "label", "見出し（label）がありません。", "There is no label.")
        }
    }
}
