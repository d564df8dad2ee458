/// One question, or one column of a table.
public struct Field: Sendable, Equatable {
    /// Stays the same through all versions of a form, whatever the field is called: by it answers are found again when a
    /// draft moves to another version. The name it was first given, unless it says otherwise.
    public var id: String
    /// A FEEL name, unique in the form: what formulas, answers and remarks refer to.
    public var name: String
    public var label: Text
    public var type: FieldType
    public var required: Requirement
    /// FEEL: the field is shown and asked only while it holds. Nil: always.
    public var relevant: String?
    /// What an answer must fulfil besides the limits of its type.
    public var constraints: [Constraint]
    /// FEEL: the value is computed and cannot be typed.
    public var calculation: String?
    /// FEEL: what stands in the field when a draft begins, where nothing else fills it.
    public var initial: String?
    /// 記入要領: how to answer.
    public var help: Text?
    /// 記入例.
    public var example: Text?
    /// The office's own words for an answer the limits of its type refuse.
    public var message: Text?
    /// Where a first value comes from when a draft begins.
    public var prefill: Prefill?
    /// A pre-filled value that the applicant cannot change.
    public var isLocked: Bool
    /// 事務局のみ: filled in by the office; applicants never see it.
    public var isInternal: Bool

    public init(
        id: String? = nil, name: String, label: Text, type: FieldType, required: Requirement = .no,
        relevant: String? = nil, constraints: [Constraint] = [], calculation: String? = nil, initial: String? = nil,
        help: Text? = nil, example: Text? = nil, message: Text? = nil, prefill: Prefill? = nil,
        isLocked: Bool = false, isInternal: Bool = false
    ) {
        self.id = id ?? name
        self.name = name
        self.label = label
        self.type = type
        self.required = required
        self.relevant = relevant
        self.constraints = constraints
        self.calculation = calculation
        self.initial = initial
        self.help = help
        self.example = example
        self.message = message
        self.prefill = prefill
        self.isLocked = isLocked
        self.isInternal = isInternal
    }

    /// Whether applicants give the answer: not a note, not computed, not locked and not the office's.
    public var isAsked: Bool { !type.isNote && calculation == nil && !isLocked && !isInternal }
}

/// Whether a field must be answered.
public enum Requirement: Sendable, Equatable, ExpressibleByBooleanLiteral {
    case no
    case yes
    /// While this FEEL condition holds.
    case when(String)

    public init(booleanLiteral value: Bool) { self = value ? .yes : .no }
}

/// A rule an answer must fulfil, in FEEL over the form's names, and what is said when it does not.
public struct Constraint: Sendable, Equatable {
    /// Only `false` refuses an answer: what cannot be decided yet is no mistake.
    public var condition: String
    public var message: Text

    public init(_ condition: String, message: Text) {
        self.condition = condition
        self.message = message
    }
}

/// Where the first value of a field comes from; the applicant sees the source beside it and may change it, unless the
/// field is locked.
public enum Prefill: Hashable, Sendable {
    case organisationName, corporateNumber, organisationAddress, representative
    case personName, personDepartment, personTelephone, personEmail
    /// An answer of an earlier procedure of the same case.
    case earlier(procedure: String, field: String)

    /// What comes from the account, in the order manuals list it.
    public static let account: [Prefill] = [
        .organisationName, .corporateNumber, .organisationAddress, .representative, .personName, .personDepartment,
        .personTelephone, .personEmail,
    ]

    /// The word documents use: `organisation.name`, or `filing.PROCEDURE.FIELD`.
    public var word: String {
        switch self {
        case .organisationName: "organisation.name"
        case .corporateNumber: "organisation.corporateNumber"
        case .organisationAddress: "organisation.address"
        case .representative: "organisation.representative"
        case .personName: "person.name"
        case .personDepartment: "person.department"
        case .personTelephone: "person.telephone"
        case .personEmail: "person.email"
        case .earlier(let procedure, let field): "filing.\(procedure).\(field)"
        }
    }

    public init?(word: String) {
        if let known = Prefill.account.first(where: { $0.word == word }) {
            self = known
            return
        }
        let parts = word.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "filing", parts[1].isCode, parts[2].isFieldName else { return nil }
        self = .earlier(procedure: parts[1], field: parts[2])
    }

    /// Whether a field of that type can take it. What an earlier procedure asked is checked where the flow is known.
    func fits(_ type: FieldType) -> Bool {
        switch (self, type) {
        case (.earlier, _): !type.isNote && !type.isFile
        case (.organisationAddress, .address), (.corporateNumber, .corporateNumber), (.personEmail, .email),
            (.personTelephone, .telephone), (.personName, .personName), (.representative, .personName):
            true
        case (.organisationAddress, _): false
        case (_, .text), (_, .longText): true
        default: false
        }
    }
}

/// Where a value in a draft came from, as its badge says.
public enum Origin: Hashable, Sendable {
    case prefill(Prefill)
    /// Copied from a filing of the same organisation, by its receipt number.
    case copied(receipt: String)

    /// As a draft keeps it.
    public var text: String {
        switch self {
        case .prefill(let prefill): prefill.word
        case .copied(let receipt): "copied:\(receipt)"
        }
    }

    public init?(text: String) {
        if text.hasPrefix("copied:") {
            self = .copied(receipt: String(text.dropFirst(7)))
        } else if let prefill = Prefill(word: text) {
            self = .prefill(prefill)
        } else {
            return nil
        }
    }
}
