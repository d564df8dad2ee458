/// A question, a group or a repeat, with what its row says.
public struct FormNode: Hashable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable {
        /// One question, or a value that nobody is asked for.
        case question(QuestionKind)
        /// Several questions together.
        case group
        /// Questions that are answered any number of times: a table. The count is an expression, if its rows are counted
        /// beforehand.
        case `repeat`(count: String?)
    }

    /// The expressions of the row as they are written, with `${…}` in them, and the messages.
    public struct Logic: Hashable, Sendable {
        /// Whether there must be an answer; `yes` and `no`, too.
        public internal(set) var required: String?
        /// Whether it is asked at all.
        public internal(set) var relevant: String?
        /// What holds for a right answer.
        public internal(set) var constraint: String?
        /// What it is computed with.
        public internal(set) var calculation: String?
        /// Whether it can be changed; `yes` and `no`, too.
        public internal(set) var readOnly: String?
        /// What is said when the constraint does not hold.
        public internal(set) var constraintMessage: Texts?
        /// What is said when the answer is missing.
        public internal(set) var requiredMessage: Texts?

        init() {}
    }

    /// What it is.
    public let kind: Kind
    /// The name, unique in its group.
    public let name: String
    /// The path from the form, such as `/data/group/name`.
    public let nodeset: String
    /// The row of the survey sheet.
    public let row: Int
    /// Whether XLSForm adds it without a row of its own, such as 「その他」 in words.
    public let isGenerated: Bool
    /// Its expressions and messages.
    public internal(set) var logic = Logic()
    /// What people see.
    public internal(set) var label: Texts?
    /// What helps to answer.
    public internal(set) var hint: Texts?
    /// What helps those who ask.
    public internal(set) var guidanceHint: Texts?
    /// Pictures and sounds, by kind.
    public internal(set) var media: [String: Texts] = [:]
    /// The words that say how it looks, as ODK knows them.
    public internal(set) var appearance: String?
    /// The `parameters` column: keys and values.
    public internal(set) var parameters: [String: String] = [:]
    /// The `default` column: a value, or an expression where `isDefaultDynamic`.
    public internal(set) var defaultValue: String?
    /// Whether the default is an expression.
    public internal(set) var isDefaultDynamic = false
    /// The questions whose change makes this one computed anew.
    public internal(set) var triggers: [String] = []
    /// Where the choices come from.
    public internal(set) var choices: ChoiceSource?
    /// Which of the choices are offered: an expression over their columns.
    public internal(set) var choiceFilter: String?
    /// What stands within a group or repeat.
    public internal(set) var children: [FormNode] = []

    init(kind: Kind, name: String, nodeset: String, row: Int, isGenerated: Bool = false) {
        self.kind = kind
        self.name = name
        self.nodeset = nodeset
        self.row = row
        self.isGenerated = isGenerated
    }

    /// Whether it is a repeat.
    public var isRepeat: Bool {
        if case .repeat = kind { true } else { false }
    }

    /// What it asks for, if it is a question.
    public var question: QuestionKind? {
        if case .question(let kind) = kind { kind } else { nil }
    }

    /// It and all within it, in the order of the sheet.
    public var all: [FormNode] { [self] + children.flatMap(\.all) }
}
