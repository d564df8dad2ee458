import FEEL

/// Reads the sheets of choices.
struct ChoiceReader {
    private(set) var lists: [String: ChoiceList] = [:]
    /// The names of the lists of the external_choices sheet; nil without the sheet.
    let external: Set<String>?
    /// The rows of the choices sheet.
    let rows: [SheetRow]

    init(
        _ sheets: XLSFormSheets, language: String, settings: [String: String], findings: inout [SheetFinding]
    ) {
        func table(_ name: SheetName) -> SheetTable? {
            sheets.sheet(name).map {
                SheetTable(
                    $0, as: name, aliases: SheetHeadings.choiceAliases, columns: SheetHeadings.choiceColumns,
                    language: language, findings: &findings)
            }
        }
        let externalRows = table(.externalChoices)?.rows
        external = externalRows.map { Set($0.compactMap { $0.text("list name") }) }
        let table = table(.choices)
        rows = table?.rows ?? []
        if let table, rows.contains(where: { !$0.cells.isEmpty }), !table.headings.contains(where: { $0[0] == "name" })
        {
            findings.append(
                SheetFinding(
                    .error, sheet: SheetName.choices.rawValue, row: 1, column: "name",
                    message: Message("name の列がありません。", "There is no column name.")))
            return
        }
        let allowsDuplicates = settings["allow_choice_duplicates"].flatMap(SheetHeadings.isYes) ?? false
        var seen: [String: Set<String>] = [:]
        for row in rows {
            guard let list = row.text("list name") else { continue }
            func say(_ severity: SheetFinding.Severity, _ column: String, _ ja: String, _ en: String) {
                findings.append(
                    SheetFinding(
                        severity, sheet: SheetName.choices.rawValue, row: row.number, column: column,
                        message: Message(ja, en)))
            }
            guard let name = row.text("name") else {
                say(.error, "name", "選択肢の名前（name）がありません。", "The choice has no name.")
                continue
            }
            if !seen[list, default: []].insert(name).inserted, !allowsDuplicates {
                say(
                    .error, "name", "一覧「\(list)」に「\(name)」が二つあります。", "The list \"\(list)\" has \"\(name)\" twice.")
            }
            if row.cells["label"] == nil { say(.warning, "label", "見出し（label）がありません。", "There is no label.") }
            var media: [String: Texts] = [:]
            if case .named(let kinds)? = row.cells["media"] {
                media = kinds.mapValues { Texts($0, default: language) }
            }
            lists[list, default: ChoiceList(name: list, choices: [])].choices.append(
                Choice(
                    name: name, label: row.texts("label", default: language), row: row.number, media: media,
                    columns: row.cells.compactMapValues(\.text).filter {
                        !["list name", "name", "label"].contains($0.key)
                    }))
        }
    }
}
