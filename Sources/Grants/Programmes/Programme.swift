import Synchronization

/// A scheme of subsidies of one agency, as its documents say it: flow, forms, score sheets and letters. Rounds call
/// for filings under one published version of it; a case stays on the version it was opened under.
public struct Programme: Sendable, Equatable {
    /// Its name in addresses and folders: lower-case letters, digits and hyphens.
    public var code: String
    public var agency: AgencyName
    public var name: Text
    public var summary: Text
    /// The windows rounds choose from.
    public var windows: [Window] { didSet { compiled = Compiled() } }
    public var flow: Flow { didSet { compiled = Compiled() } }
    public var forms: [Form] { didSet { compiled = Compiled() } }
    /// What reviewers and staff fill in; a score sheet's total is the weighted sum of its whole-number fields.
    public var sheets: [Form] { didSet { compiled = Compiled() } }
    public var letters: [LetterTemplate]
    /// What formulas of forms look things up in.
    public var tables: [ReferenceTable] { didSet { compiled = Compiled() } }
    /// Texts and files that rounds offer for download, by their path in the folder.
    public var attachments: [Attachment]
    private var compiled = Compiled()

    public init(
        code: String, agency: AgencyName, name: Text, summary: Text, windows: [Window], flow: Flow, forms: [Form],
        sheets: [Form], letters: [LetterTemplate], tables: [ReferenceTable] = [], attachments: [Attachment]
    ) {
        self.code = code
        self.agency = agency
        self.name = name
        self.summary = summary
        self.windows = windows
        self.flow = flow
        self.forms = forms
        self.sheets = sheets
        self.letters = letters
        self.tables = tables
        self.attachments = attachments
    }

    public func form(_ id: String) -> Form? { forms.first { $0.id == id } }
    /// A score sheet as it is filled in.
    public func sheet(_ id: String) -> Form? { sheets.first { $0.id == id }?.withComments }
    /// A form or sheet as it is designed, by id: where a form has it, the form.
    public func designed(_ id: String) -> Form? { form(id) ?? sheets.first { $0.id == id } }

    /// Whether what is designed under an id is a sheet.
    public func isSheet(_ id: String) -> Bool { form(id) == nil && sheets.contains { $0.id == id } }

    /// Puts a form or sheet in the place of the one with its id.
    public mutating func set(designed form: Form) {
        if let index = forms.firstIndex(where: { $0.id == form.id }) {
            forms[index] = form
        } else if let index = sheets.firstIndex(where: { $0.id == form.id }) {
            sheets[index] = form
        }
    }

    public func letter(_ id: String) -> LetterTemplate? { letters.first { $0.id == id } }
    public func window(_ id: String) -> Window? { windows.first { $0.id == id } }
    public func form(of procedure: String) -> Form? { flow.procedure(procedure).flatMap { form($0.form) } }

    /// The judge of a form, compiled when it is first asked for and then kept.
    public func judge(form id: String) -> Judge? {
        form(id).map { form in compiled.judge("form/\(id)") { Judge(form, tables: tables) } }
    }

    /// The judge of a score sheet.
    public func judge(sheet id: String) -> Judge? {
        sheet(id).map { sheet in compiled.judge("sheet/\(id)") { Judge(sheet, tables: tables) } }
    }

    /// The flow's formulas.
    public var rules: FlowRules { compiled.rules { FlowRules(self) } }

    /// The judge of the form a procedure asks for.
    public func judge(of procedure: String) -> Judge? { flow.procedure(procedure).flatMap { judge(form: $0.form) } }
}

/// What of a programme was compiled so far.
private final class Compiled: Sendable, Equatable {
    private let judges = Mutex<[String: Judge]>([:])
    private let flow = Mutex<FlowRules?>(nil)

    func judge(_ key: String, _ make: () -> Judge) -> Judge {
        if let known = judges.withLock({ $0[key] }) { return known }
        let judge = make()
        judges.withLock { $0[key] = judge }
        return judge
    }

    func rules(_ make: () -> FlowRules) -> FlowRules {
        if let known = flow.withLock({ $0 }) { return known }
        let rules = make()
        flow.withLock { $0 = rules }
        return rules
    }

    /// What was compiled says nothing of what is.
    static func == (left: Compiled, right: Compiled) -> Bool { true }
}

/// The agency a programme's documents name.
public struct AgencyName: Sendable, Equatable {
    /// Lower-case letters, digits and hyphens.
    public var code: String
    public var name: Text
    /// The head in whose name letters go out: 〇〇局長 交付 太郎.
    public var signatory: Text

    public init(code: String, name: Text, signatory: Text) {
        self.code = code
        self.name = name
        self.signatory = signatory
    }
}

/// An office group that receives a round's cases (受付窓口).
public struct Window: Sendable, Equatable {
    /// Stable; part of addresses and accounts.
    public var id: String
    public var name: Text
    /// What the window serves: 茨城県、栃木県 …
    public var area: Text?
    /// Where applicants turn: a telephone number, an address, opening hours.
    public var contact: Text?
    /// FEEL over the first procedure's answers and who applies: cases for which it holds come here. Where any window of a
    /// round has one, applicants do not choose.
    public var when: String?

    public init(id: String, name: Text, area: Text? = nil, contact: Text? = nil, when: String? = nil) {
        self.id = id
        self.name = name
        self.area = area
        self.contact = contact
        self.when = when
    }
}

/// A file of a programme's folder. A Markdown text (`.md`) is shown as a page and handed out as a typeset PDF.
public struct Attachment: Sendable, Equatable {
    /// Its path in the folder, such as `files/guidelines.md`.
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
