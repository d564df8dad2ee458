extension Answer {
    /// The answer in words, as check pages, receipts and letters show it.
    public func words(as field: Field, english: Bool = false) -> String {
        switch self {
        case .text(let text): return text
        case .integer(let number):
            if case .integer(let limits) = field.type, let unit = limits.unit {
                return groupedDigits(number) + unit.in(english: english)
            }
            return groupedDigits(number)
        case .decimal(let number):
            if case .decimal(let limits) = field.type, let unit = limits.unit {
                return number.grouped + unit.in(english: english)
            }
            return number.grouped
        case .money(let yen):
            if case .money(let limits) = field.type, limits.isInThousands, yen.amount % 1000 == 0 {
                let thousands = groupedDigits(yen.amount / 1000)
                return english ? "¥\(thousands) thousand" : "\(thousands)千円"
            }
            return english ? "¥\(yen.grouped)" : "\(yen.grouped)円"
        case .rate(let rate): return Rate.words(rate)
        case .date(let day): return words(day, english)
        case .yearMonth(let month):
            return english ? month.iso : "\(month.year)年\(month.month)月（\(month.first.eraYear)）"
        case .period(let from, let to):
            return english ? "\(from.iso) to \(to.iso)" : "\(words(from, english))から\(words(to, english))まで"
        case .dateTime(let day, let hour, let minute):
            return english ? "\(day.iso) \(two(hour)):\(two(minute))" : "\(words(day, english))\(hour)時\(two(minute))分"
        case .choice(let code, let other): return label(code, other, field, english)
        case .choices(let codes, let other):
            let kinds = Dictionary(field.type.choices.map { ($0.code, $0.kind) }, uniquingKeysWith: { $1 })
            return codes.map { label($0, kinds[$0] == .some(.other) ? other : nil, field, english) }
                .joined(separator: english ? ", " : "、")
        case .yesNo(let yes): return yes ? (english ? "Yes" : "はい") : (english ? "No" : "いいえ")
        case .pledged: return english ? "Pledged" : "誓約する"
        case .address(let address): return address.line
        case .municipality(let place): return place.prefecture.name + place.name
        case .personName(let name): return "\(name.full)（\(name.kana)）"
        case .bankAccount(let account):
            let kind = account.kind.title.in(english: english)
            return """
                \(account.bankName)（\(account.bank)） \(account.branchName)（\(account.branch)）
                \(kind) \(account.number) \(account.holder)
                """
        case .files(let files):
            return files.map { "\($0.name)（\(groupedDigits($0.size)) バイト）" }.joined(separator: "\n")
        case .table(let rows):
            guard case .table(let table) = field.type else { return "" }
            return rows.map { row in
                let cells = table.columns.compactMap { column in
                    row.cells[column.name].map {
                        "\(column.label.in(english: english))：\($0.words(as: column, english: english))"
                    }
                }
                return (table.name(of: row, english: english).map { ["\($0)："] } ?? []).joined()
                    + cells.joined(separator: "／")
            }.joined(separator: "\n")
        }
    }

    private func words(_ day: Day, _ english: Bool) -> String {
        english ? day.iso : "\(day.year)年\(day.month)月\(day.day)日（\(day.eraYear)）"
    }

    private func label(_ code: String, _ other: String?, _ field: Field, _ english: Bool) -> String {
        let name: String
        switch field.type {
        case .industry: name = Industry.Group.withCode(code)?.name.in(english: english) ?? code
        case .prefecture: name = code
        case .linked(let groups):
            let group = groups.first { $0.choices.contains { $0.code == code } }
            name =
                (group.map { "\($0.label.in(english: english))＞" } ?? "") + field.type.label(of: code, english: english)
        default: name = field.type.label(of: code, english: english)
        }
        return other.map { "\(name)（\($0)）" } ?? name
    }
}

extension Table {
    /// What a row is called: the label of a fixed one.
    public func name(of row: TableRow, english: Bool = false) -> String? {
        fixedRows?.first { $0.code == row.id }?.label.in(english: english)
    }
}

extension Answer {
    /// The answer as a spreadsheet's cell has it: numbers without grouping and units, days in ISO 8601.
    public func plain(as field: Field) -> String {
        switch self {
        case .integer(let number): String(number)
        case .decimal(let number): number.description
        case .money(let yen):
            if case .money(let limits) = field.type, limits.isInThousands {
                String(yen.amount / 1000)
            } else {
                String(yen.amount)
            }
        case .rate(let rate): Rate.text(rate)
        case .date(let day): day.iso
        case .yearMonth(let month): month.iso
        case .municipality(let place): "\(place.prefecture.name) \(place.name)"
        case .personName(let name): "\(name.family) \(name.given) \(name.familyKana) \(name.givenKana)"
        default: words(as: field)
        }
    }
}
