extension Answer {
    /// The boxes that would give this answer again: a returned filing opens with what was filed. Files have none.
    /// - Parameter prefix: of the row in a table: `経費.r1.`.
    public func typed(as field: Field, in prefix: String = "") -> [String: [String]] {
        let name = prefix + field.name
        func parts(_ values: [String: String]) -> [String: [String]] {
            Dictionary(uniqueKeysWithValues: values.map { ("\(name).\($0.key)", [$0.value]) })
        }
        switch self {
        case .text(let text): return [name: [text]]
        case .integer(let number): return [name: [String(number)]]
        case .decimal(let number): return [name: [number.description]]
        case .money(let yen):
            if case .money(let limits) = field.type, limits.isInThousands {
                // With its unit, an amount that is no whole thousand is not taken for thousands.
                return [name: [yen.amount % 1000 == 0 ? String(yen.amount / 1000) : "\(yen.amount)円"]]
            }
            return [name: [String(yen.amount)]]
        case .rate(let rate): return [name: [Rate.text(rate)]]
        case .date(let day): return parts(boxes(of: day))
        case .yearMonth(let month): return parts(["year": String(month.year), "month": String(month.month)])
        case .period(let from, let to):
            return parts(boxes(of: from, prefix: "from.").merging(boxes(of: to, prefix: "to.")) { $1 })
        case .dateTime(let day, let hour, let minute):
            return parts(boxes(of: day).merging(["hour": String(hour), "minute": two(minute)]) { $1 })
        case .choice(let code, let other):
            return other.map { [name: [code], "\(name).other": [$0]] } ?? [name: [code]]
        case .choices(let codes, let other):
            return other.map { [name: codes, "\(name).other": [$0]] } ?? [name: codes]
        case .yesNo(let yes): return [name: [yes ? "yes" : "no"]]
        case .pledged: return [name: ["yes"]]
        case .address(let address):
            return parts([
                "postal": address.postal, "prefecture": address.prefecture.name, "city": address.city,
                "street": address.street, "building": address.building,
            ])
        case .municipality(let place): return parts(["prefecture": place.prefecture.name, "city": place.name])
        case .personName(let person):
            return parts([
                "family": person.family, "given": person.given, "family-kana": person.familyKana,
                "given-kana": person.givenKana,
            ])
        case .bankAccount(let account):
            return parts([
                "bank": account.bank, "bank-name": account.bankName, "branch": account.branch,
                "branch-name": account.branchName, "kind": account.kind.rawValue, "number": account.number,
                "holder": account.holder,
            ])
        case .files: return [:]
        case .table(let rows): return typed(rows, as: field)
        }
    }

    private func boxes(of day: Day, prefix: String = "") -> [String: String] {
        ["\(prefix)year": String(day.year), "\(prefix)month": String(day.month), "\(prefix)day": String(day.day)]
    }

    private func typed(_ rows: [TableRow], as field: Field) -> [String: [String]] {
        guard case .table(let table) = field.type else { return [:] }
        var boxes: [String: [String]] = table.fixedRows == nil ? [field.name: rows.map(\.id)] : [:]
        for row in rows {
            for column in table.columns where column.calculation == nil {
                guard let cell = row.cells[column.name] else { continue }
                boxes.merge(cell.typed(as: column, in: "\(field.name).\(row.id).")) { $1 }
            }
        }
        return boxes
    }
}
