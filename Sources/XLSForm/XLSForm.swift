import FEEL

/// A form read from the sheets of an XLSForm workbook, the form standard of ODK (xlsform.org).
///
///     let form = XLSForm(sheets)
///     guard form.isUsable else { show(form.findings) }
///     for node in form.nodes { … }
///
/// Reading never fails: what is wrong is in `findings`, each with the place of its cell, and all mistakes are found at
/// once. The tree has the expressions as they are written; `binds` has them as pyxform writes them into an XForm.
public struct XLSForm: Sendable {
    /// The title that people see.
    public let title: String?
    /// The form's identifier.
    public let identifier: String?
    /// The version that the settings name.
    public let version: String?
    /// The language of what has none.
    public let defaultLanguage: String
    /// The name of the form's own node, the first of all paths.
    public let root: String
    /// The settings by their names.
    public let settings: [String: String]
    /// The questions and groups, in the order of the sheet.
    public let nodes: [FormNode]
    /// The lists of choices by name.
    public let choices: [String: ChoiceList]
    /// What the XForm says of each node, in the order of the sheet; metadata last.
    public let binds: [Bind]
    /// What is wrong, and what was left out.
    public let findings: [SheetFinding]

    /// Whether nothing is so wrong that the form cannot be used.
    public var isUsable: Bool { !findings.contains { $0.severity == .error } }

    /// All nodes, in the order of the sheet.
    public var allNodes: [FormNode] { nodes.flatMap(\.all) }

    /// Reads the sheets.
    public init(_ sheets: XLSFormSheets) {
        var findings: [SheetFinding] = []
        func say(
            _ severity: SheetFinding.Severity, _ sheet: SheetName, _ row: Int?, _ column: String?, _ ja: String,
            _ en: String
        ) {
            findings.append(
                SheetFinding(
                    severity, sheet: sheet.rawValue, row: row, column: column, message: Message(ja, en)))
        }
        var settings: [String: String] = [:]
        var settingRows: [SheetRow] = []
        if let sheet = sheets.sheet(.settings) {
            let table = SheetTable(
                sheet, as: .settings, aliases: SheetHeadings.settingAliases, columns: SheetHeadings.settingColumns,
                language: "default", findings: &findings)
            settingRows = table.rows
            settings = table.rows.first?.cells.compactMapValues(\.text) ?? [:]
        }
        let language = settings["default_language"] ?? "default"
        let root = settings["name"] ?? "data"
        if !XMLName.isValid(root) {
            say(.error, .settings, 2, "name", "「\(root)」は名前に使えません。", "\"\(root)\" cannot be a name.")
        }
        if settings["flat"] != nil {
            say(.error, .settings, 2, "flat", "flat の設定は取り込めません。", "The setting flat cannot be imported.")
        }
        if sheets.sheet(.entities).map({ !$0.rows.isEmpty }) == true {
            say(.warning, .entities, nil, nil, "entities シートは取り込めません。", "The entities sheet is not imported.")
        }
        let lists = ChoiceReader(sheets, language: language, settings: settings, findings: &findings)

        guard let survey = sheets.sheet(.survey) else {
            say(.error, .survey, nil, nil, "survey シートがありません。", "There is no survey sheet.")
            self.init(settings: settings, language: language, root: root, choices: lists.lists, findings: findings)
            return
        }
        let table = SheetTable(
            survey, as: .survey, aliases: SheetHeadings.surveyAliases, columns: SheetHeadings.surveyColumns,
            language: language,
            collapsesSpaces: settings["clean_text_values"].flatMap(SheetHeadings.isYes) ?? true, findings: &findings)
        if !table.headings.contains(where: { $0[0] == "type" }) {
            say(.error, .survey, 1, "type", "type の列がありません。", "There is no column type.")
        }
        var reader = SurveyReader(
            sheet: SheetName.survey.rawValue, root: root, language: language, choices: lists.lists,
            externalLists: lists.external, addsNone: settings["add_none_option"].flatMap(SheetHeadings.isYes) ?? false)
        for row in table.rows { reader.read(row) }
        reader.finish()
        settings.merge(reader.settings) { $1 }

        let meta = MetadataNodes(settings: settings, root: root, audits: reader.audits, after: reader.elements.count)
        var names = reader.names
        if meta.hasInstanceID { names["instanceID", default: 0] += 1 }
        let check = ReferenceCheck(names: names)
        findings += reader.findings
        findings += check.findings(
            in: table.rows, sheet: .survey, except: ["type", "name", "trigger"])
        findings += check.findings(in: settingRows, sheet: .settings, except: [])
        findings += check.findings(in: lists.rows, sheet: .choices, only: ["label"])

        self.init(
            settings: settings, language: language, root: root, choices: reader.choices,
            findings: findings, nodes: reader.elements.tree(),
            binds: BindMaker(reader.elements + meta.elements).binds())
    }

    private init(
        settings: [String: String], language: String, root: String, choices: [String: ChoiceList],
        findings: [SheetFinding], nodes: [FormNode] = [], binds: [Bind] = []
    ) {
        title = settings["title"]
        identifier = settings["id_string"]
        version = settings["version"]
        defaultLanguage = language
        self.root = root
        self.settings = settings
        self.nodes = nodes
        self.choices = choices
        self.binds = binds
        self.findings = findings
    }
}

extension XLSForm {
    /// What `kofu form xlsform-binds` prints: the binds and the findings.
    public struct Report: Sendable, Encodable {
        /// The binds, in order.
        public let binds: [Bind]
        /// What is wrong.
        public let findings: [SheetFinding]
    }

    /// The binds and the findings, to be written as JSON.
    public var report: Report { Report(binds: binds, findings: findings) }
}
