/// What a procedure asks, or a reviewer's score sheet: sections of fields, in order. The bind model of XLSForm.
public struct Form: Sendable, Equatable {
    /// Its name within the programme's documents: the file `forms/ID.yaml`.
    public var id: String
    public var title: Text
    /// Said before the first section.
    public var introduction: Text?
    public var sections: [Section]

    public init(id: String, title: Text, introduction: Text? = nil, sections: [Section]) {
        self.id = id
        self.title = title
        self.introduction = introduction
        self.sections = sections
    }

    /// Every field in order.
    public var fields: [Field] { sections.flatMap(\.fields) }

    public func field(named name: String) -> Field? {
        for section in sections { for field in section.fields where field.name == name { return field } }
        return nil
    }

    public func section(of field: String) -> Section? {
        sections.first { $0.fields.contains { $0.name == field } }
    }
}

/// A group of fields that belong together, filled on one page.
public struct Section: Sendable, Equatable {
    /// Stable within the form; part of addresses.
    public var id: String
    public var title: Text
    /// 記入要領 for the whole section.
    public var guidance: Text?
    public var fields: [Field]

    public init(id: String, title: Text, guidance: Text? = nil, fields: [Field]) {
        self.id = id
        self.title = title
        self.guidance = guidance
        self.fields = fields
    }
}

/// One question.
public struct Field: Sendable, Equatable {
    /// A FEEL name, unique in the form and stable between versions: what formulas, answers and remarks refer to.
    public var name: String
    public var label: Text
    public var type: FieldType
    public var required: Bool
    /// 記入要領: how to answer.
    public var help: Text?
    /// 記入例.
    public var example: Text?
    /// The office's own words for an answer its limits refuse.
    public var message: Text?
    /// Where a first value comes from when a draft begins.
    public var prefill: Prefill?

    public init(
        name: String, label: Text, type: FieldType, required: Bool = false, help: Text? = nil,
        example: Text? = nil, message: Text? = nil, prefill: Prefill? = nil
    ) {
        self.name = name
        self.label = label
        self.type = type
        self.required = required
        self.help = help
        self.example = example
        self.message = message
        self.prefill = prefill
    }
}

/// What kind of answer a field takes, with its limits.
public enum FieldType: Sendable, Equatable {
    /// One line; length in characters as people count them (grapheme clusters).
    case text(TextLimits)
    /// Several lines; a line end counts as one character.
    case longText(TextLimits)
    case integer(IntegerLimits)
    /// 金額 in whole yen.
    case money(IntegerLimits)
    case date(DayLimits)
    case choice([Choice])
    case choices([Choice], ChoiceLimits)
    case yesNo
    /// 誓約: only a tick is an answer.
    case pledge(statement: Text)
    case email
    case telephone
    /// 郵便番号 and 住所.
    case address
    /// 法人番号, thirteen digits with a check digit.
    case corporateNumber
    case file(FileLimits)
}

public struct TextLimits: Sendable, Equatable {
    public var minimum: Int?
    public var maximum: Int?
    /// When set, the answer is exactly this many digits (as 9桁 in 認定番号).
    public var digits: Int?

    public init(minimum: Int? = nil, maximum: Int? = nil, digits: Int? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.digits = digits
    }
}

public struct IntegerLimits: Sendable, Equatable {
    public var minimum: Int64?
    public var maximum: Int64?
    /// 人, 件, 点: said after the box.
    public var unit: Text?

    public init(minimum: Int64? = nil, maximum: Int64? = nil, unit: Text? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.unit = unit
    }
}

public struct DayLimits: Sendable, Equatable {
    public var earliest: Day?
    public var latest: Day?

    public init(earliest: Day? = nil, latest: Day? = nil) {
        self.earliest = earliest
        self.latest = latest
    }
}

public struct ChoiceLimits: Sendable, Equatable {
    public var minimum: Int?
    public var maximum: Int?

    public init(minimum: Int? = nil, maximum: Int? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// One of the answers offered. The code is stored and stays when the label changes.
public struct Choice: Sendable, Equatable {
    public var code: String
    public var label: Text

    public init(code: String, label: Text) {
        self.code = code
        self.label = label
    }
}

public struct FileLimits: Sendable, Equatable {
    public var kinds: [FileKind]
    /// Bytes of one file.
    public var maximumSize: Int64
    public var maximumCount: Int

    /// 16 MB a file: what the national portal's users are used to.
    public static let defaultMaximumSize: Int64 = 16 * 1024 * 1024

    public init(kinds: [FileKind], maximumSize: Int64 = FileLimits.defaultMaximumSize, maximumCount: Int = 1) {
        self.kinds = kinds
        self.maximumSize = maximumSize
        self.maximumCount = maximumCount
    }
}

/// Where the first value of a field comes from; the applicant sees the source beside it and may change it.
public enum Prefill: String, Sendable, CaseIterable {
    case organisationName = "organisation.name"
    case corporateNumber = "organisation.corporateNumber"
    case organisationAddress = "organisation.address"
    case representative = "organisation.representative"
    case personName = "person.name"
    case personDepartment = "person.department"
    case personTelephone = "person.telephone"
    case personEmail = "person.email"
}

extension FieldType {
    /// The word documents use for the type.
    public var word: String {
        switch self {
        case .text: "text"
        case .longText: "long text"
        case .integer: "integer"
        case .money: "money"
        case .date: "date"
        case .choice: "choice"
        case .choices: "choices"
        case .yesNo: "yes/no"
        case .pledge: "pledge"
        case .email: "email"
        case .telephone: "telephone"
        case .address: "address"
        case .corporateNumber: "corporate number"
        case .file: "file"
        }
    }

    /// All words, in the order manuals list them.
    public static let words = [
        "text", "long text", "integer", "money", "date", "choice", "choices", "yes/no", "pledge", "email", "telephone",
        "address", "corporate number", "file",
    ]

    /// The type in the words of an office.
    public var title: Text {
        switch self {
        case .text: Text("1行の文", en: "Short text")
        case .longText: Text("複数行の文", en: "Long text")
        case .integer: Text("整数", en: "Whole number")
        case .money: Text("金額（円）", en: "Amount (yen)")
        case .date: Text("日付", en: "Date")
        case .choice: Text("単一選択", en: "One choice")
        case .choices: Text("複数選択", en: "Several choices")
        case .yesNo: Text("はい・いいえ", en: "Yes or no")
        case .pledge: Text("誓約", en: "Pledge")
        case .email: Text("メールアドレス", en: "E-mail address")
        case .telephone: Text("電話番号", en: "Telephone number")
        case .address: Text("郵便番号・住所", en: "Postal code and address")
        case .corporateNumber: Text("法人番号", en: "Corporate number")
        case .file: Text("ファイル", en: "Files")
        }
    }

    /// The boxes a field of this type shows; each becomes `NAME.PART` in a posted form, or `NAME` where there is one.
    public var parts: [String] {
        switch self {
        case .date: ["year", "month", "day"]
        case .address: ["postal", "prefecture", "city", "street", "building"]
        default: []
        }
    }

    public var isFile: Bool { if case .file = self { true } else { false } }
}
