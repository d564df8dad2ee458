import FEEL

/// Answers as formulas see them, and back.
extension FieldType {
    /// The type formulas take a field's value for.
    public var formulaType: Type {
        switch self {
        case .text, .longText, .email, .telephone, .url, .corporateNumber, .prefecture, .industry: .string
        case .integer, .decimal: .number
        case .money: .amount
        case .rate: .rate
        case .date, .yearMonth: .date
        case .period: .context(["開始日": .date, "終了日": .date])
        case .dateTime: .dateAndTime
        case .choice(let choices): .choice(choices.map(\.code))
        case .choices(let choices, _): .list(.choice(choices.map(\.code)))
        case .linked(let groups):
            .context(["分類": .choice(groups.map(\.code)), "項目": .choice(groups.flatMap { $0.choices.map(\.code) })])
        case .yesNo, .pledge: .boolean
        case .address:
            .context(["郵便番号": .string, "都道府県": .string, "市区町村": .string, "町名番地": .string, "建物名": .string])
        case .municipality: .context(["都道府県": .string, "市区町村": .string, "団体コード": .string])
        case .personName: .context(["姓": .string, "名": .string, "セイ": .string, "メイ": .string])
        case .bankAccount:
            .context(["銀行コード": .string, "支店コード": .string, "種目": .string, "口座番号": .string, "名義": .string])
        case .file: .list(.context(["ファイル名": .string, "サイズ": .number]))
        case .table(let table): .list(.context(table.formulaTypes))
        case .note, .heading: .null
        }
    }
}

extension Table {
    /// The names of a row with their types: its columns, and what a fixed row is called by.
    var formulaTypes: [Name: Type] {
        var types = Dictionary(
            columns.map { (Name($0.name), $0.type.formulaType) }, uniquingKeysWith: { first, _ in first })
        if case .fixed(let name, _, let rows) = self.rows { types[Name(name)] = .choice(rows.map(\.code)) }
        return types
    }
}

extension Answer {
    /// The value formulas compute with. A table's is made by `Judge`, whose rows share their names.
    func value(as type: FieldType) -> Value {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .number(Number(number))
        case .decimal(let number), .rate(let number): .number(number)
        case .money(let yen): .number(Number(yen.amount))
        case .date(let day): Value(day)
        case .yearMonth(let month): Value(month.first)
        case .period(let from, let to): .context(Context(Shapes.period, [Value(from), Value(to)]))
        case .dateTime(let day, let hour, let minute): dateTime(day, hour, minute)
        case .choice(let code, _): choice(code, type)
        case .choices(let codes, _): .list(List(codes.map(Value.string)))
        case .yesNo(let yes): .boolean(yes)
        case .pledged: .boolean(true)
        case .address(let address):
            .context(
                Context(
                    Shapes.address,
                    [address.postal, address.prefecture.name, address.city, address.street, address.building].map(
                        Value.string)))
        case .municipality(let place):
            .context(Context(Shapes.municipality, [place.prefecture.name, place.name, place.code].map(Value.string)))
        case .personName(let name):
            .context(
                Context(Shapes.name, [name.family, name.given, name.familyKana, name.givenKana].map(Value.string)))
        case .bankAccount(let account):
            .context(
                Context(
                    Shapes.account,
                    [account.bank, account.branch, account.kind.title.ja, account.number, account.holder].map(
                        Value.string)))
        case .files(let files):
            .list(
                List(
                    files.map { .context(Context(Shapes.file, [.string($0.name), .number(Number($0.size))])) }))
        case .table: .null
        }
    }

    private func choice(_ code: String, _ type: FieldType) -> Value {
        guard case .linked(let groups) = type else { return .string(code) }
        let group = groups.first { $0.choices.contains { $0.code == code } }
        return .context(Context(Shapes.linked, [group.map { .string($0.code) } ?? .null, .string(code)]))
    }

    private func dateTime(_ day: Day, _ hour: Int, _ minute: Int) -> Value {
        guard let date = CalendarDate(day), let time = ClockTime(hour: hour, minute: minute, second: 0) else {
            return .null
        }
        return .dateAndTime(DateAndTime(date: date, time: time))
    }

    /// The answer a computed value is, for a field of that type; nil where it has none.
    ///
    /// An amount's fraction of a yen is cut off (国等の債権債務等の金額の端数計算に関する法律, art. 2).
    init?(computed value: Value, type: FieldType) {
        switch (value, type) {
        case (.number(let number), .money):
            guard let yen = number.rounded(to: 0, .down)?.integer else { return nil }
            self = .money(Yen(yen))
        case (.number(let number), .integer):
            guard let whole = number.integer else { return nil }
            self = .integer(whole)
        case (.number(let number), .decimal(let limits)):
            guard let rounded = number.rounded(to: limits.places, .halfUp) else { return nil }
            self = .decimal(rounded)
        case (.number(let number), .rate):
            // What could not be read back from the record is none.
            guard Rate.reading(Rate.text(number)) == number else { return nil }
            self = .rate(number)
        case (.string(let text), .text), (.string(let text), .longText), (.string(let text), .corporateNumber):
            if text.isEmpty { return nil }
            self = .text(text)
        case (.string(let code), .choice(let choices)):
            guard choices.contains(where: { $0.code == code }) else { return nil }
            self = .choice(code)
        case (.string(let name), .prefecture):
            guard Prefecture.named(name) != nil else { return nil }
            self = .choice(name)
        case (.list(let list), .choices(let choices, _)):
            let codes = list.compactMap { if case .string(let code) = $0 { code } else { nil } }
            if codes.isEmpty { return nil }
            self = .choices(choices.map(\.code).filter(codes.contains))
        case (.boolean(let yes), .yesNo): self = .yesNo(yes)
        case (.date(let date), .date):
            guard let day = Day(year: date.year, month: date.month, day: date.day) else { return nil }
            self = .date(day)
        case (.date(let date), .yearMonth):
            guard let month = YearMonth(year: date.year, month: date.month) else { return nil }
            self = .yearMonth(month)
        default: return nil
        }
    }

    /// The names of values with parts, made once.
    private enum Shapes {
        static let period = Context.Shape(["開始日", "終了日"])
        static let linked = Context.Shape(["分類", "項目"])
        static let address = Context.Shape(["郵便番号", "都道府県", "市区町村", "町名番地", "建物名"])
        static let municipality = Context.Shape(["都道府県", "市区町村", "団体コード"])
        static let name = Context.Shape(["姓", "名", "セイ", "メイ"])
        static let account = Context.Shape(["銀行コード", "支店コード", "種目", "口座番号", "名義"])
        static let file = Context.Shape(["ファイル名", "サイズ"])
    }
}

extension FieldType {
    /// Whether a formula can compute it.
    public var isComputable: Bool {
        switch self {
        case .money, .integer, .decimal, .rate, .text, .longText, .corporateNumber, .choice, .choices, .prefecture,
            .yesNo, .date, .yearMonth:
            true
        default: false
        }
    }
}

extension Value {
    init(_ day: Day) { self = CalendarDate(day).map(Value.date) ?? .null }
}

extension CalendarDate {
    init?(_ day: Day) { self.init(year: day.year, month: day.month, day: day.day) }
}
