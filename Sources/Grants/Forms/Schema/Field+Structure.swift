extension Field {
    /// Why a JSON value has not the structure of this field's answers; nil where it has. Tables are looked at by row.
    ///
    /// A value has it when it can be read as an answer that would be written the same, within the limits a schema can say.
    func misfit(_ json: JSON) -> Text? {
        if let textShape {
            guard let text = json.string, textShape.fits(text), isComputed || Answer(json: json, type: type) != nil
            else { return expected }
            return nil
        }
        guard let answer = Answer(json: json, type: readType), json.agrees(with: answer.json) else { return expected }
        switch answer {
        case .integer(let number): return misfit(number)
        case .money(let yen): return misfit(yen.amount)
        case .choice(let code, let other): return offers(code, other) ? nil : expected
        case .choices(let codes, let other): return misfit(codes, other)
        case .files(let files): return misfit(files)
        default:
            let parts = type.memberShapes
            let fits = parts.allSatisfy { name, shape in json[name]?.string.map(shape.fits) ?? true }
            return fits ? nil : expected
        }
    }

    /// What is recorded of a linked choice is that of a plain one.
    private var readType: FieldType {
        if case .linked(let groups) = type { .choice(groups.flatMap(\.choices)) } else { type }
    }

    private func misfit(_ number: Int64) -> Text? {
        if let step = wholeStep, number % step != 0 {
            return Text("\(step)の倍数で指定してください", en: "Give a multiple of \(step)")
        }
        let range = wholeRange
        if range.contains(number) { return nil }
        return Text(
            "\(groupedDigits(range.lowerBound))以上\(groupedDigits(range.upperBound))以下の整数で指定してください",
            en: "Give a whole number from \(groupedDigits(range.lowerBound)) to \(groupedDigits(range.upperBound))")
    }

    /// Whether the code is one of the type's, with a text beside it exactly where it asks for one.
    private func offers(_ code: String, _ other: String?) -> Bool {
        switch type {
        case .prefecture: return Prefecture.named(code) != nil
        case .industry: return Industry.Group.withCode(code) != nil
        default:
            guard let choice = type.choices.first(where: { $0.code == code }) else { return false }
            return fits(other, beside: choice.kind == .other)
        }
    }

    private func misfit(_ codes: [String], _ other: String?) -> Text? {
        guard case .choices(let choices, let limits) = type else { return nil }
        let chosen = choices.filter { codes.contains($0.code) }
        // Every code is a choice, and none is there twice.
        guard chosen.count == codes.count, fits(other, beside: chosen.contains { $0.kind == .other }) else {
            return expected
        }
        let counts = limits.counts(of: choices, isComputed: isComputed)
        if counts.contains(codes.count) { return nil }
        return counts.upperBound == Int.max
            ? Text("\(counts.lowerBound)つ以上にしてください", en: "Give at least \(counts.lowerBound)")
            : Text(
                "\(counts.lowerBound)つ以上\(counts.upperBound)つ以下にしてください",
                en: "Give \(counts.lowerBound) to \(counts.upperBound)")
    }

    private func fits(_ other: String?, beside isOther: Bool) -> Bool {
        isOther && !isComputed ? other.map(TextShape.some.fits) ?? false : other == nil
    }

    private func misfit(_ files: [StoredFile]) -> Text? {
        guard case .file(let limits) = type else { return nil }
        guard (1...max(1, limits.maximumCount)).contains(files.count) else {
            return Text("1件以上\(limits.maximumCount)件以下にしてください", en: "Give 1 to \(limits.maximumCount) files")
        }
        for file in files {
            if let refusal = limits.refusal(name: file.name, size: file.size) { return refusal }
            if file.size < 1 || !TextShape.sha256.fits(file.sha256) { return expected }
        }
        return nil
    }

    /// What is expected in a document, in words.
    private var expected: Text {
        switch type {
        case .text(let limits), .longText(let limits):
            if let digits = limits.digits {
                Text("\(digits)桁の数字の文字列で指定してください", en: "Give a string of \(digits) digits")
            } else if let message {
                message
            } else {
                Text("\(max(1, limits.minimum ?? 1))文字以上の文字列で指定してください", en: "Give a string that is long enough")
            }
        case .integer: Text("整数で指定してください", en: "Give a whole number")
        case .money: Text("円の整数で指定してください", en: "Give a whole number of yen")
        case .decimal(let limits):
            Text(
                "「\"12.5\"」のような数の文字列（小数点以下\(limits.places)桁まで）で指定してください",
                en: "Give a string like \"12.5\", with at most \(limits.places) places after the point")
        case .rate: Text("「\"2/3\"」か「\"0.5\"」のような文字列で指定してください", en: "Give a string like \"2/3\" or \"0.5\"")
        case .date: Text("「\"2026-05-29\"」のような実在する日付の文字列で指定してください", en: "Give a day like \"2026-05-29\"")
        case .yearMonth: Text("「\"2026-05\"」のような文字列で指定してください", en: "Give a month like \"2026-05\"")
        case .dateTime:
            Text("「\"2026-05-29T13:30\"」のような文字列で指定してください", en: "Give a time like \"2026-05-29T13:30\"")
        case .period:
            Text("「from」と「to」に日付を入れたオブジェクトで指定してください", en: "Give an object with the days “from” and “to”")
        case .choice, .linked, .prefecture, .industry:
            Text(
                "選択肢のコードで指定してください（「その他」は choice と other のオブジェクト）",
                en: "Give the code of a choice (for “other” an object of “choice” and “other”)")
        case .choices:
            Text(
                "選択肢のコードの配列で指定してください（「その他」を含むときは choices と other のオブジェクト）",
                en: "Give an array of codes (with “other” among them an object of “choices” and “other”)")
        case .yesNo: Text("true か false で指定してください", en: "Give true or false")
        case .pledge: Text("true で指定してください", en: "Give true")
        case .email: Text("メールアドレスの文字列で指定してください", en: "Give an e-mail address")
        case .telephone: Text("0から始まる10桁か11桁の電話番号の文字列で指定してください", en: "Give a telephone number")
        case .url: Text("https:// から始まる文字列で指定してください", en: "Give a string that begins with https://")
        case .corporateNumber: Text("13桁の数字の文字列で指定してください", en: "Give a string of 13 digits")
        case .address:
            Text(
                "postal（7桁）、prefecture、city、street（と building）のオブジェクトで指定してください",
                en: "Give an object of postal (7 digits), prefecture, city, street (and building)")
        case .municipality:
            Text("code（団体コード6桁）のオブジェクトで指定してください", en: "Give an object with the municipality's “code”")
        case .personName:
            Text(
                "family、given、familyKana、givenKana のオブジェクトで指定してください",
                en: "Give an object of family, given, familyKana and givenKana")
        case .bankAccount:
            Text(
                "bank（4桁）、bankName、branch（3桁）、branchName、kind、number（7桁）、holder（半角カナ）のオブジェクトで指定してください",
                en: "Give an object of bank, bankName, branch, branchName, kind, number and holder")
        case .file:
            Text("id、field、name、size、sha256 のオブジェクトの配列で指定してください", en: "Give an array of stored files")
        case .table, .note, .heading: Text("この項目は指定できません", en: "This cannot be given")
        }
    }
}

extension JSON {
    /// Whether everything it says is written the same in the record. Parts that may be left out need not be there, and
    /// what a municipality is called is nothing but said beside its code.
    fileprivate func agrees(with record: JSON) -> Bool {
        switch (self, record) {
        case (.object(let members), .object(let written)):
            let isMunicipality = written["code"] != nil
            return members.allSatisfy { name, value in
                guard let wanted = written[name] else { return false }
                return value.agrees(with: wanted) || isMunicipality && name != "code" && value.string != nil
            }
        case (.array(let values), .array(let written)):
            return values.count == written.count && zip(values, written).allSatisfy { $0.agrees(with: $1) }
        default: return self == record
        }
    }
}
