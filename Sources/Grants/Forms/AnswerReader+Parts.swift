/// Types of several texts: addresses, names, accounts.
extension AnswerReader {
    private func line(_ part: String) -> String { Plain.line(box(part)) }

    private var isBlank: Bool { field.type.parts.allSatisfy { line($0).isEmpty } }

    /// The first of the parts that is empty or too long, as an error.
    private func trouble(_ parts: [(String, Text)], longest: Int = 100, optional: [String] = []) -> Reading? {
        for (part, word) in parts where line(part).isEmpty && !optional.contains(part) {
            return .wrong(part: part, Text("\(word.ja)を入力してください", en: "Enter the \(word.in(english: true))"))
        }
        for (part, _) in parts where line(part).count > longest {
            return .wrong(part: part, Text("\(longest)文字以内で入力してください", en: "Enter at most \(longest) characters"))
        }
        return nil
    }

    func address() -> Reading {
        if isBlank { return .empty }
        guard let postal = Plain.digits(line("postal").filter { $0 != "〒" }), postal.utf8.count == 7
        else {
            return .wrong(part: "postal", Text("郵便番号を7桁の数字で入力してください。例：100-0001", en: "Enter a postal code of 7 digits"))
        }
        guard let prefecture = Prefecture.named(line("prefecture")) else {
            return .wrong(part: "prefecture", Text("都道府県を選択してください", en: "Choose a prefecture"))
        }
        let parts = [
            ("city", Text("市区町村", en: "city")), ("street", Text("町名・番地", en: "street and number")),
            ("building", Text("建物名", en: "building")),
        ]
        if let trouble = trouble(parts, optional: ["building"]) { return trouble }
        return .answer(
            .address(
                Address(
                    postal: postal, prefecture: prefecture, city: line("city"), street: line("street"),
                    building: line("building"))))
    }

    func municipality() -> Reading {
        if isBlank { return .empty }
        guard let prefecture = Prefecture.named(line("prefecture")) else {
            return .wrong(part: "prefecture", Text("都道府県を選択してください", en: "Choose a prefecture"))
        }
        let city = line("city")
        if city.isEmpty { return .wrong(part: "city", Text("市区町村を入力してください", en: "Enter the city")) }
        guard let place = Municipality(named: city, in: prefecture) else {
            let near = hint(city, among: Municipality.in(prefecture).map(\.name))
            return .wrong(
                part: "city",
                Text(
                    "\(prefecture.name)に「\(city)」という市区町村はありません。\(near.count < 60 ? near : "")",
                    en: "There is no such city in this prefecture"))
        }
        return .answer(.municipality(place))
    }

    func personName() -> Reading {
        if isBlank { return .empty }
        let parts = [
            ("family", Text("姓", en: "family name")), ("given", Text("名", en: "given name")),
            ("family-kana", Text("姓のフリガナ", en: "reading of the family name")),
            ("given-kana", Text("名のフリガナ", en: "reading of the given name")),
        ]
        if let trouble = trouble(parts, longest: 60) { return trouble }
        for part in ["family-kana", "given-kana"] where !Plain.katakana(line(part)).isReading {
            return .wrong(part: part, Text("フリガナはカタカナかひらがなで入力してください", en: "Enter the reading in katakana"))
        }
        return .answer(
            .personName(
                PersonName(
                    family: line("family"), given: line("given"), familyKana: Plain.katakana(line("family-kana")),
                    givenKana: Plain.katakana(line("given-kana")))))
    }

    func bankAccount() -> Reading {
        if isBlank { return .empty }
        guard let bank = Plain.digits(box("bank")), bank.utf8.count == 4 else {
            return .wrong(part: "bank", Text("銀行コードを4桁の数字で入力してください。例：9900", en: "Enter a bank code of 4 digits"))
        }
        guard let branch = Plain.digits(box("branch")), branch.utf8.count == 3 else {
            return .wrong(part: "branch", Text("支店コードを3桁の数字で入力してください。例：001", en: "Enter a branch code of 3 digits"))
        }
        let names = [("bank-name", Text("銀行名", en: "bank's name")), ("branch-name", Text("支店名", en: "branch's name"))]
        if let trouble = trouble(names) { return trouble }
        guard let kind = BankAccount.Kind(rawValue: box("kind")) else {
            return .wrong(part: "kind", Text("預金種目を選択してください", en: "Choose the kind of account"))
        }
        guard let digits = Plain.digits(box("number")), (1...7).contains(digits.utf8.count) else {
            return .wrong(
                part: "number", Text("口座番号を7桁以内の数字で入力してください", en: "Enter an account number of up to 7 digits"))
        }
        let holder: String
        switch BankKana.normalised(box("holder")) {
        case .success(let kana): holder = kana
        case .failure(let problem):
            return .wrong(
                part: "holder",
                Text(
                    "口座名義に使えない文字「\(problem.character)」があります。通帳のカナ名義どおりに入力してください",
                    en: "“\(problem.character)” cannot be part of an account holder's name: enter it in kana"))
        }
        if holder.isEmpty { return .wrong(part: "holder", Text("口座名義（カナ）を入力してください", en: "Enter the holder in kana")) }
        if holder.count > 48 {
            return .wrong(part: "holder", Text("口座名義は48文字以内で入力してください", en: "Enter at most 48 characters"))
        }
        return .answer(
            .bankAccount(
                BankAccount(
                    bank: bank, bankName: line("bank-name"), branch: branch, branchName: line("branch-name"),
                    kind: kind,
                    number: String(repeating: "0", count: 7 - digits.utf8.count) + digits, holder: holder)))
    }
}

extension String {
    /// Full-width katakana with the signs names have; Latin letters for names that are written so.
    fileprivate var isReading: Bool {
        unicodeScalars.allSatisfy {
            (0x30A1...0x30FA).contains($0.value) || $0 == "ー" || $0 == "・" || $0 == "　" || $0 == "ヽ" || $0 == "ヾ"
                || ($0.isASCII && $0.properties.isAlphabetic)
        }
    }
}
