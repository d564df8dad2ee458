/// One property of a field or column with the value it is to have.
///
/// Several are set at once by one edit; each is merged by itself, so that two people who change different properties of
/// one field do not disturb each other.
public enum FieldChange: Sendable, Equatable {
    /// In every formula that uses it, too.
    case name(String)
    case label(Text)
    /// Another type, by its word. What limits and choices both types have is kept.
    case kind(String)
    /// Other limits of the same type; choices, columns and rows are not among them.
    case limits(FieldType)
    case choices([Choice])
    /// Of a linked choice.
    case groups([ChoiceGroup])
    /// Of a table. Another name of fixed rows is put into formulas, too.
    case rows(Table.Rows)
    /// Ids of the columns whose total stands under the table.
    case totals([String])
    case required(Requirement)
    case relevant(String?)
    case constraints([Constraint])
    case calculation(String?)
    case initial(String?)
    case help(Text?)
    case example(Text?)
    case message(Text?)
    case prefill(Prefill?)
    case isLocked(Bool)
    case isInternal(Bool)

    /// A property by itself.
    public enum Property: String, Sendable, CaseIterable {
        case name, label, kind, limits, choices, groups, rows, totals, required, relevant, constraints, calculation,
            initial, help, example, message, prefill, isLocked, isInternal

        /// In the words of an office.
        public var title: Text {
            switch self {
            case .name: Text("項目名", en: "name")
            case .label: Text("見出し", en: "label")
            case .kind: Text("型", en: "type")
            case .limits: Text("入力の範囲", en: "limits")
            case .choices, .groups: Text("選択肢", en: "choices")
            case .rows: Text("行", en: "rows")
            case .totals: Text("合計欄", en: "totals")
            case .required: Text("必須", en: "requirement")
            case .relevant: Text("表示条件", en: "condition to be shown")
            case .constraints: Text("入力の制約", en: "constraints")
            case .calculation: Text("計算式", en: "calculation")
            case .initial: Text("はじめの値", en: "first value")
            case .help: Text("記入要領", en: "help")
            case .example: Text("記入例", en: "example")
            case .message: Text("エラーメッセージ", en: "message")
            case .prefill: Text("はじめの値の出どころ", en: "prefill")
            case .isLocked: Text("編集の可否", en: "lock")
            case .isInternal: Text("事務局のみ", en: "office only")
            }
        }
    }

    public var property: Property {
        switch self {
        case .name: .name
        case .label: .label
        case .kind: .kind
        case .limits: .limits
        case .choices: .choices
        case .groups: .groups
        case .rows: .rows
        case .totals: .totals
        case .required: .required
        case .relevant: .relevant
        case .constraints: .constraints
        case .calculation: .calculation
        case .initial: .initial
        case .help: .help
        case .example: .example
        case .message: .message
        case .prefill: .prefill
        case .isLocked: .isLocked
        case .isInternal: .isInternal
        }
    }

    /// A property as a field has it; nil where fields of its type have none such.
    public init?(_ property: Property, of field: Field) {
        switch property {
        case .name: self = .name(field.name)
        case .label: self = .label(field.label)
        case .kind: self = .kind(field.type.word)
        case .limits: self = .limits(field.type.withoutParts)
        case .choices:
            switch field.type {
            case .choice(let choices), .choices(let choices, _): self = .choices(choices)
            default: return nil
            }
        case .groups:
            guard case .linked(let groups) = field.type else { return nil }
            self = .groups(groups)
        case .rows:
            guard let table = field.table else { return nil }
            self = .rows(table.rows)
        case .totals:
            guard let table = field.table else { return nil }
            self = .totals(table.columns.filter { table.totals.contains($0.name) }.map(\.id))
        case .required: self = .required(field.required)
        case .relevant: self = .relevant(field.relevant)
        case .constraints: self = .constraints(field.constraints)
        case .calculation: self = .calculation(field.calculation)
        case .initial: self = .initial(field.initial)
        case .help: self = .help(field.help)
        case .example: self = .example(field.example)
        case .message: self = .message(field.message)
        case .prefill: self = .prefill(field.prefill)
        case .isLocked: self = .isLocked(field.isLocked)
        case .isInternal: self = .isInternal(field.isInternal)
        }
    }

    /// Sets it; false where fields of that type have none such. A name is only set here, not in formulas.
    @discardableResult
    public func set(in field: inout Field) -> Bool {
        switch self {
        case .name(let name): field.name = name
        case .label(let label): field.label = label
        case .kind(let word):
            guard let type = field.type.changed(to: word) else { return false }
            field.type = type
        case .limits(let type):
            guard type.word == field.type.word else { return false }
            field.type = type.withParts(of: field.type)
        case .choices(let choices):
            switch field.type {
            case .choice: field.type = .choice(choices)
            case .choices(_, let limits): field.type = .choices(choices, limits)
            default: return false
            }
        case .groups(let groups):
            guard case .linked = field.type else { return false }
            field.type = .linked(groups)
        case .rows(let rows):
            guard var table = field.table else { return false }
            table.rows = rows
            field.type = .table(table)
        case .totals(let ids):
            guard var table = field.table else { return false }
            // In the order of the columns, so that the order of ticking makes no difference.
            table.totals = table.columns.filter { ids.contains($0.id) }.map(\.name)
            field.type = .table(table)
        case .required(let required): field.required = required
        case .relevant(let relevant): field.relevant = relevant
        case .constraints(let constraints): field.constraints = constraints
        case .calculation(let calculation): field.calculation = calculation
        case .initial(let initial): field.initial = initial
        case .help(let help): field.help = help
        case .example(let example): field.example = example
        case .message(let message): field.message = message
        case .prefill(let prefill): field.prefill = prefill
        case .isLocked(let isLocked): field.isLocked = isLocked
        case .isInternal(let isInternal): field.isInternal = isInternal
        }
        return true
    }
}

/// A property to set, and what the page had shown of it: what someone else changed meanwhile is not overwritten.
public struct Setting<Change: Sendable & Equatable>: Sendable, Equatable {
    public var change: Change
    /// The same property as the page had shown it; nil sets it whatever it is.
    public var seen: Change?

    public init(_ change: Change, seen: Change? = nil) {
        self.change = change
        self.seen = seen
    }

    /// Whether it is to be set, given what is stored; nil where both changed it in different ways.
    func merged(with stored: Change?) -> Bool? {
        if stored == change { return false }
        guard let seen, let stored, stored != seen else { return true }
        return change == seen ? false : nil
    }
}

extension FieldType {
    /// The type with its limits only: without choices, columns and rows, which are set by themselves.
    var withoutParts: FieldType {
        switch self {
        case .choice: .choice([])
        case .choices(_, let limits): .choices([], limits)
        case .linked: .linked([])
        case .table: .table(Table(rows: .free(minimum: 0, maximum: 20), columns: []))
        default: self
        }
    }

    /// The type with the choices, columns and rows of another of its kind.
    func withParts(of other: FieldType) -> FieldType {
        switch (self, other) {
        case (.choices(_, let limits), .choices(let choices, _)): .choices(choices, limits)
        case (.choice, .choice), (.linked, .linked), (.table, .table): other
        default: self
        }
    }

    /// Another type with what both have of limits and choices; nil for a word that is no type.
    func changed(to word: String) -> FieldType? {
        if word == self.word { return self }
        guard let sample = FieldType.samples.first(where: { $0.word == word }) else { return nil }
        switch (self, sample) {
        case (.text(var limits), .longText):
            (limits.digits, limits.pattern) = (nil, nil)
            return .longText(limits)
        case (.longText(let limits), .text): return .text(limits)
        case (.integer(let old), .money): return .money(MoneyLimits(minimum: old.minimum, maximum: old.maximum))
        case (.money(let old), .integer): return .integer(IntegerLimits(minimum: old.minimum, maximum: old.maximum))
        case (.integer(let old), .decimal):
            return .decimal(
                DecimalLimits(
                    minimum: old.minimum.map { .init($0) }, maximum: old.maximum.map { .init($0) }, unit: old.unit))
        case (.decimal(let old), .integer):
            return .integer(
                IntegerLimits(minimum: old.minimum?.integer, maximum: old.maximum?.integer, unit: old.unit))
        case (.decimal(let old), .rate): return .rate(RateLimits(minimum: old.minimum, maximum: old.maximum))
        case (.date(let limits), .period): return .period(limits)
        case (.period(let limits), .date): return .date(limits)
        case (_, .choice) where !choices.isEmpty: return .choice(choices)
        case (_, .choices) where !choices.isEmpty: return .choices(choices, ChoiceLimits())
        case (_, .linked) where !choices.isEmpty:
            return .linked([ChoiceGroup(code: "1", label: "分類1", choices: choices)])
        default: return sample
        }
    }
}
