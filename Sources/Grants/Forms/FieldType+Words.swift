extension FieldType {
    /// The word documents use for the type.
    public var word: String {
        switch self {
        case .text: "text"
        case .longText: "long text"
        case .integer: "integer"
        case .decimal: "decimal"
        case .money: "money"
        case .rate: "rate"
        case .date: "date"
        case .yearMonth: "month"
        case .period: "period"
        case .dateTime: "date and time"
        case .choice: "choice"
        case .choices: "choices"
        case .linked: "linked choice"
        case .yesNo: "yes/no"
        case .pledge: "pledge"
        case .email: "email"
        case .telephone: "telephone"
        case .url: "url"
        case .address: "address"
        case .prefecture: "prefecture"
        case .municipality: "municipality"
        case .personName: "person name"
        case .corporateNumber: "corporate number"
        case .bankAccount: "bank account"
        case .industry: "industry"
        case .file: "file"
        case .table: "table"
        case .note: "note"
        case .heading: "heading"
        }
    }

    /// All words, in the order manuals list them.
    public static let words = FieldType.samples.map(\.word)

    /// One of each type, as the builder's palette offers it.
    public static let samples: [FieldType] = [
        .text(TextLimits(maximum: 100)), .longText(TextLimits(maximum: 1_000)), .integer(IntegerLimits()),
        .decimal(DecimalLimits()), .money(MoneyLimits(minimum: 0)), .rate(RateLimits()), .date(DayLimits()),
        .yearMonth, .period(DayLimits()), .dateTime, .choice([]), .choices([], ChoiceLimits()), .linked([]), .yesNo,
        .pledge(statement: "上記の内容に相違ありません。"), .email, .telephone, .url, .address, .prefecture, .municipality,
        .personName, .corporateNumber, .bankAccount, .industry, .file(FileLimits(kinds: [.pdf])),
        .table(Table(rows: .free(minimum: 0, maximum: 20), columns: [])), .note, .heading,
    ]

    /// The type in the words of an office.
    public var title: Text {
        switch self {
        case .text: Text("1行の文", en: "Short text")
        case .longText: Text("複数行の文", en: "Long text")
        case .integer: Text("整数", en: "Whole number")
        case .decimal: Text("小数", en: "Decimal number")
        case .money(let limits):
            limits.isInThousands ? Text("金額（千円）", en: "Amount (thousand yen)") : Text("金額（円）", en: "Amount (yen)")
        case .rate: Text("率", en: "Rate")
        case .date: Text("日付", en: "Date")
        case .yearMonth: Text("年月", en: "Month")
        case .period: Text("期間", en: "Period")
        case .dateTime: Text("日時", en: "Date and time")
        case .choice: Text("単一選択", en: "One choice")
        case .choices: Text("複数選択", en: "Several choices")
        case .linked: Text("2段階の選択", en: "Choice of two levels")
        case .yesNo: Text("はい・いいえ", en: "Yes or no")
        case .pledge: Text("誓約", en: "Pledge")
        case .email: Text("メールアドレス", en: "E-mail address")
        case .telephone: Text("電話番号", en: "Telephone number")
        case .url: Text("ウェブサイト", en: "Web address")
        case .address: Text("郵便番号・住所", en: "Postal code and address")
        case .prefecture: Text("都道府県", en: "Prefecture")
        case .municipality: Text("都道府県・市区町村", en: "Municipality")
        case .personName: Text("氏名・フリガナ", en: "Name with its reading")
        case .corporateNumber: Text("法人番号", en: "Corporate number")
        case .bankAccount: Text("振込先口座", en: "Bank account")
        case .industry: Text("業種", en: "Industry")
        case .file: Text("ファイル", en: "Files")
        case .table: Text("表（繰り返し行）", en: "Table")
        case .note: Text("固定文", en: "Fixed text")
        case .heading: Text("見出し", en: "Heading")
        }
    }

    /// The boxes a field of this type shows; each becomes `NAME.PART` in a posted form, or `NAME` where there is one.
    public var parts: [String] {
        switch self {
        case .date: ["year", "month", "day"]
        case .yearMonth: ["year", "month"]
        case .period: ["from.year", "from.month", "from.day", "to.year", "to.month", "to.day"]
        case .dateTime: ["year", "month", "day", "hour", "minute"]
        case .address: ["postal", "prefecture", "city", "street", "building"]
        case .municipality: ["prefecture", "city"]
        case .personName: ["family", "given", "family-kana", "given-kana"]
        case .bankAccount: ["bank", "bank-name", "branch", "branch-name", "kind", "number", "holder"]
        default: []
        }
    }

    public var isMoney: Bool { if case .money = self { true } else { false } }
    public var isFile: Bool { if case .file = self { true } else { false } }
    public var isTable: Bool { if case .table = self { true } else { false } }
    /// Whether its values are numbers.
    public var isNumber: Bool {
        switch self {
        case .integer, .decimal, .money, .rate: true
        default: false
        }
    }

    /// Whether numbers of it have a least or a most.
    var hasLimits: Bool {
        switch self {
        case .integer(let limits): limits.minimum != nil || limits.maximum != nil
        case .money(let limits): limits.minimum != nil || limits.maximum != nil
        case .decimal(let limits): limits.minimum != nil || limits.maximum != nil
        case .rate(let limits): limits.minimum != nil || limits.maximum != nil
        default: false
        }
    }

    /// Whether it only says something.
    public var isNote: Bool { self == .note || self == .heading }

    /// Whether a table's column can be of it.
    public var fitsColumn: Bool {
        switch self {
        case .table, .note, .heading, .pledge, .address, .bankAccount, .period, .dateTime: false
        default: true
        }
    }

    /// The choices of it, of all its groups; empty for types without.
    public var choices: [Choice] {
        switch self {
        case .choice(let choices), .choices(let choices, _): choices
        case .linked(let groups): groups.flatMap(\.choices)
        default: []
        }
    }

    func label(of code: String, english: Bool) -> String {
        choices.first { $0.code == code }?.label.in(english: english) ?? code
    }
}
