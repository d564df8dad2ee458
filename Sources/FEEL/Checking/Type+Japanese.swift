extension Type {
    /// What messages in Japanese call it.
    var japanese: String {
        switch self {
        case .any: "任意の値"
        case .null: "空欄"
        case .number: "数"
        case .amount: "金額"
        case .rate: "率"
        case .string: "文字列"
        case .choice(let choices): choices.count == 1 ? "文字列" : "選択肢"
        case .boolean: "真偽値"
        case .date: "日付"
        case .time: "時刻"
        case .dateAndTime: "日時"
        case .daysAndTime: "日数と時間"
        case .yearsAndMonths: "年月数"
        case .list(.any): "一覧"
        case .list(let item): "\(item.japanese)の一覧"
        case .context: "項目の組"
        case .range(.any): "範囲"
        case .range(let item): "\(item.japanese)の範囲"
        case .function: "関数"
        }
    }

    /// What messages in English call it.
    var english: String {
        switch self {
        case .any: "any value"
        case .amount: "amount"
        case .rate: "rate"
        case .choice(let choices): choices.count == 1 ? "string" : "choice"
        case .context: "context"
        case .list(.any): "list"
        case .list(let item): "list of \(item.english)"
        case .range(.any): "range"
        case .function: "function"
        case .null: "null"
        default: description
        }
    }
}

extension Type {
    /// One value of it, in English: a number, an amount, any value.
    var one: String {
        switch self {
        case .any, .null: english
        default: ("aeiou".contains(english.prefix(1)) ? "an " : "a ") + english
        }
    }
}

extension ValueKind {
    var type: Type {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .date: .date
        case .time: .time
        case .dateAndTime: .dateAndTime
        case .daysAndTime: .daysAndTime
        case .yearsAndMonths: .yearsAndMonths
        case .list: .list(.any)
        case .context: .context([:])
        case .range: .range(.any)
        case .function: .function([], returns: .any)
        }
    }
}
