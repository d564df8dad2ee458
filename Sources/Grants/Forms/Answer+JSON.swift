import struct FEEL.Number

extension Answer {
    /// As the record keeps it. Money is a whole number of yen; decimals and rates are texts, since readers of JSON take
    /// numbers for binary ones; a day is ISO 8601.
    public var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .decimal(let number): .string(number.description)
        case .money(let yen): .integer(yen.amount)
        case .rate(let rate): .string(Rate.text(rate))
        case .date(let day): .string(day.iso)
        case .yearMonth(let month): .string(month.iso)
        case .period(let from, let to): .object(["from": .string(from.iso), "to": .string(to.iso)])
        case .dateTime(let day, let hour, let minute): .string("\(day.iso)T\(two(hour)):\(two(minute))")
        case .choice(let code, nil): .string(code)
        case .choice(let code, let other?): .object(["choice": .string(code), "other": .string(other)])
        case .choices(let codes, nil): .strings(codes)
        case .choices(let codes, let other?): .object(["choices": .strings(codes), "other": .string(other)])
        case .yesNo(let yes): .bool(yes)
        case .pledged: .bool(true)
        case .address(let address):
            .object([
                "postal": .string(address.postal), "prefecture": .string(address.prefecture.name),
                "city": .string(address.city), "street": .string(address.street),
                "building": .string(address.building),
            ])
        case .municipality(let place):
            .object([
                "code": .string(place.code), "prefecture": .string(place.prefecture.name), "city": .string(place.name),
            ])
        case .personName(let name):
            .object([
                "family": .string(name.family), "given": .string(name.given), "familyKana": .string(name.familyKana),
                "givenKana": .string(name.givenKana),
            ])
        case .bankAccount(let account):
            .object([
                "bank": .string(account.bank), "bankName": .string(account.bankName),
                "branch": .string(account.branch), "branchName": .string(account.branchName),
                "kind": .string(account.kind.rawValue), "number": .string(account.number),
                "holder": .string(account.holder),
            ])
        case .files(let files): .array(files.map(\.json))
        case .table(let rows):
            .array(rows.map { .object($0.cells.mapValues(\.json).merging(["row": .string($0.id)]) { $1 }) })
        }
    }

    /// Reads what `json` wrote, for a field of that type; nil where it does not fit.
    public init?(json: JSON, type: FieldType) {
        guard let answer = Answer.read(json, type) else { return nil }
        self = answer
    }

    private static func read(_ json: JSON, _ type: FieldType) -> Answer? {
        switch type {
        case .text, .longText, .email, .telephone, .url, .corporateNumber: json.string.map(Answer.text)
        case .prefecture, .industry, .linked: json.string.map { .choice($0) }
        case .integer: json.integer.map(Answer.integer)
        case .decimal: json.string.flatMap { Number($0) }.map(Answer.decimal)
        case .money: json.integer.map { .money(Yen($0)) }
        case .rate: json.string.flatMap(Rate.reading).map(Answer.rate)
        case .date: day(json).map(Answer.date)
        case .yearMonth: json.string.flatMap(YearMonth.init(iso:)).map(Answer.yearMonth)
        case .period:
            json["from"].flatMap(day).flatMap { from in json["to"].flatMap(day).map { .period(from: from, to: $0) } }
        case .dateTime: json.string.flatMap(dateTime)
        case .choice:
            json.string.map { .choice($0) }
                ?? json["choice"]?.string.map { .choice($0, other: json["other"]?.string) }
        case .choices:
            json.strings.map { .choices($0) }
                ?? json["choices"]?.strings.map { .choices($0, other: json["other"]?.string) }
        case .yesNo: json.bool.map(Answer.yesNo)
        case .pledge: json.bool == true ? .pledged : nil
        case .address: address(json)
        case .municipality: json["code"]?.string.flatMap(Municipality.withCode).map(Answer.municipality)
        case .personName: personName(json)
        case .bankAccount: bankAccount(json)
        case .file: json.array.map { .files($0.compactMap(StoredFile.init(json:))) }
        case .table(let table): rows(json, table)
        case .note, .heading: nil
        }
    }

    private static func day(_ json: JSON) -> Day? { json.string.flatMap(Day.init(iso:)) }

    private static func dateTime(_ text: String) -> Answer? {
        let halves = text.split(separator: "T")
        guard halves.count == 2, let day = Day(iso: String(halves[0])) else { return nil }
        let time = halves[1].split(separator: ":").compactMap { Int($0) }
        guard time.count == 2, (0...23).contains(time[0]), (0...59).contains(time[1]) else { return nil }
        return .dateTime(day, hour: time[0], minute: time[1])
    }

    private static func address(_ json: JSON) -> Answer? {
        guard let postal = json["postal"]?.string, let name = json["prefecture"]?.string,
            let prefecture = Prefecture.named(name), let city = json["city"]?.string,
            let street = json["street"]?.string
        else { return nil }
        return .address(
            Address(
                postal: postal, prefecture: prefecture, city: city, street: street,
                building: json["building"]?.string ?? ""))
    }

    private static func personName(_ json: JSON) -> Answer? {
        guard let family = json["family"]?.string, let given = json["given"]?.string,
            let familyKana = json["familyKana"]?.string, let givenKana = json["givenKana"]?.string
        else { return nil }
        return .personName(PersonName(family: family, given: given, familyKana: familyKana, givenKana: givenKana))
    }

    private static func bankAccount(_ json: JSON) -> Answer? {
        guard let bank = json["bank"]?.string, let bankName = json["bankName"]?.string,
            let branch = json["branch"]?.string, let branchName = json["branchName"]?.string,
            let kind = json["kind"]?.string.flatMap(BankAccount.Kind.init), let number = json["number"]?.string,
            let holder = json["holder"]?.string
        else { return nil }
        return .bankAccount(
            BankAccount(
                bank: bank, bankName: bankName, branch: branch, branchName: branchName, kind: kind, number: number,
                holder: holder))
    }

    private static func rows(_ json: JSON, _ table: Table) -> Answer? {
        guard let items = json.array else { return nil }
        return .table(
            items.enumerated().compactMap { index, item in
                guard item.object != nil else { return nil }
                var cells: Answers = [:]
                for column in table.columns {
                    if let value = item[column.name], let answer = read(value, column.type) {
                        cells[column.name] = answer
                    }
                }
                return TableRow(id: item["row"]?.string ?? "r\(index + 1)", cells: cells)
            })
    }
}

extension StoredFile {
    public var json: JSON {
        .object([
            "id": .string(id.text), "field": .string(field), "name": .string(name), "size": .integer(size),
            "sha256": .string(sha256),
        ])
    }

    public init?(json: JSON) {
        guard let id = json["id"]?.string.flatMap({ ID<StoredFile>($0) }), let field = json["field"]?.string,
            let name = json["name"]?.string, let size = json["size"]?.integer, let sha256 = json["sha256"]?.string
        else { return nil }
        self.init(id: id, field: field, name: name, size: size, sha256: sha256)
    }
}

/// The accepted answers as one JSON object, and back under the form they were given to.
extension Form {
    public func json(of answers: Answers) -> JSON { .object(answers.mapValues(\.json)) }

    public func answers(from json: JSON) -> Answers {
        var answers: Answers = [:]
        for field in fields {
            if let value = json[field.name], let answer = Answer(json: value, type: field.type) {
                answers[field.name] = answer
            }
        }
        return answers
    }

    /// What the boxes would hold for these answers. What is computed has none.
    public func typed(from answers: Answers) -> Typed {
        var boxes: [String: [String]] = [:]
        for field in fields where field.calculation == nil {
            guard let answer = answers[field.name] else { continue }
            boxes.merge(answer.typed(as: field)) { $1 }
        }
        return Typed(boxes)
    }
}
