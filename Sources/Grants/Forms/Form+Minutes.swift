extension Form {
    /// About how long it takes to fill in, in whole minutes: what similar questions took people who had their papers at
    /// hand. Those that only some are asked count half.
    public var minutes: Int {
        let seconds = sections.reduce(0) { sum, section in
            sum
                + section.fields.reduce(0) { sum, field in
                    guard field.isAsked, field.prefill == nil else { return sum }
                    let isConditional = field.relevant != nil || section.relevant != nil
                    return sum + (isConditional ? field.type.seconds / 2 : field.type.seconds)
                }
        }
        return max(1, (seconds + 59) / 60)
    }
}

extension FieldType {
    /// About how long one answer takes.
    var seconds: Int {
        switch self {
        case .longText: 180
        case .text, .url, .email, .rate, .period: 30
        case .file: 90
        case .table(let table): 60 + table.columns.filter(\.isAsked).reduce(0) { $0 + $1.type.seconds } * 3
        case .address, .bankAccount, .personName: 60
        case .yesNo, .choice, .prefecture, .pledge: 15
        case .note, .heading: 5
        default: 20
        }
    }
}
