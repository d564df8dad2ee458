/// What is wrong with one answer, in the words the applicant reads at the field and in the summary.
public struct FieldError: Hashable, Sendable {
    public let field: String
    /// The box to go to, where a field has several.
    public let part: String?
    public let message: Text

    public init(field: String, part: String? = nil, message: Text) {
        self.field = field
        self.part = part
        self.message = message
    }

    /// The box the error belongs to, as `Typed` names it.
    public var box: String { part.map { "\(field).\($0)" } ?? field }
}

/// A form's verdict on what was typed.
public struct Judgement: Sendable {
    /// What was accepted; a field with an error is absent.
    public let answers: Answers
    public let errors: [FieldError]

    public func errors(in section: Section) -> [FieldError] {
        errors.filter { error in section.fields.contains { $0.name == error.field } }
    }
}

extension Form {
    /// Judges everything typed and stored so far. Pure, and the only judge there is: typing, submitting and importing
    /// all ask it. `files` are those stored for this draft.
    public func judge(_ typed: Typed, files: [StoredFile]) -> Judgement {
        var answers: Answers = [:]
        var errors: [FieldError] = []
        for field in fields {
            switch field.judge(typed, files: files) {
            case .empty: if field.required { errors.append(field.missing) }
            case .answer(let answer): answers[field.name] = answer
            case .wrong(let part, let message):
                errors.append(FieldError(field: field.name, part: part, message: message))
            }
        }
        return Judgement(answers: answers, errors: errors)
    }
}

/// What became of one field.
enum FieldVerdict {
    case empty
    case answer(Answer)
    case wrong(part: String? = nil, Text)
}

extension Field {
    /// The error of a required field left empty.
    public var missing: FieldError {
        let name = label
        let text =
            switch type {
            case .choice, .yesNo: Text("「\(name.ja)」を選択してください", en: "Choose an answer for “\(name.in(english: true))”")
            case .choices: Text("「\(name.ja)」を1つ以上選択してください", en: "Choose at least one for “\(name.in(english: true))”")
            case .pledge: Text("「\(name.ja)」に同意する場合はチェックしてください", en: "Tick “\(name.in(english: true))” to pledge it")
            case .file: Text("「\(name.ja)」のファイルを添付してください", en: "Attach a file for “\(name.in(english: true))”")
            default: Text("「\(name.ja)」を入力してください", en: "Enter “\(name.in(english: true))”")
            }
        return FieldError(field: self.name, part: type.parts.first, message: text)
    }

    func judge(_ typed: Typed, files: [StoredFile]) -> FieldVerdict {
        switch type {
        case .text(let limits): judgeText(Plain.line(typed.first(name)), limits)
        case .longText(let limits): judgeText(Plain.lines(typed.first(name)), limits)
        case .integer(let limits): judgeNumber(typed.first(name), limits) { .integer($0) }
        case .money(let limits): judgeNumber(typed.first(name), limits) { .money(Yen($0)) }
        case .date(let limits): judgeDay(typed, limits)
        case .choice(let choices): judgeChoice(typed.first(name), choices)
        case .choices(let choices, let limits): judgeChoices(typed.all(name), choices, limits)
        case .yesNo: judgeYesNo(typed.first(name))
        case .pledge: typed.first(name) == "yes" ? .answer(.pledged) : .empty
        case .email: judgeEmail(typed.first(name))
        case .telephone: judgeTelephone(typed.first(name))
        case .address: judgeAddress(typed)
        case .corporateNumber: judgeCorporateNumber(typed.first(name))
        case .file(let limits): judgeFiles(files.filter { $0.field == name }, limits)
        }
    }

    /// The office's own message where it wrote one, else the general one.
    private func wrong(_ ja: String, _ en: String, part: String? = nil) -> FieldVerdict {
        .wrong(part: part, message ?? Text(ja, en: en))
    }

    private func judgeText(_ text: String, _ limits: TextLimits) -> FieldVerdict {
        if text.isEmpty { return .empty }
        if let digits = limits.digits {
            guard let plain = Plain.digits(text), plain.utf8.count == digits else {
                return wrong("\(digits)桁の数字で入力してください", "Enter \(digits) digits")
            }
            return .answer(.text(plain))
        }
        if let maximum = limits.maximum, text.count > maximum {
            return wrong(
                "\(maximum)文字以内で入力してください（いま\(text.count)文字です）",
                "Enter at most \(maximum) characters (now \(text.count))")
        }
        if let minimum = limits.minimum, text.count < minimum {
            return wrong(
                "\(minimum)文字以上で入力してください（いま\(text.count)文字です）",
                "Enter at least \(minimum) characters (now \(text.count))")
        }
        return .answer(.text(text))
    }

    private func judgeNumber(
        _ typed: String, _ limits: IntegerLimits, _ answer: (Int64) -> Answer
    ) -> FieldVerdict {
        var plain = Plain.code(typed).filter { $0 != "," && $0 != "、" && $0 != "，" }
        if plain.isEmpty { return .empty }
        if case .money = type {
            plain = plain.droppingSuffix("円")
            if plain.hasPrefix("¥") || plain.hasPrefix("\\") { plain.removeFirst() }
        }
        let digits = plain.hasPrefix("-") ? plain.dropFirst() : Substring(plain)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return wrong("数字（整数）で入力してください。例：1000000", "Enter a whole number, for example 1000000")
        }
        guard let number = Int64(plain), digits.utf8.count <= 18 else {
            return wrong("18桁以内の数字で入力してください", "Enter at most 18 digits")
        }
        let unit = type == .money(limits) ? "円" : limits.unit?.ja ?? ""
        if let minimum = limits.minimum, number < minimum {
            return wrong("\(groupedDigits(minimum))\(unit)以上で入力してください", "Enter \(groupedDigits(minimum)) or more")
        }
        if let maximum = limits.maximum, number > maximum {
            return wrong("\(groupedDigits(maximum))\(unit)以下で入力してください", "Enter \(groupedDigits(maximum)) or less")
        }
        return .answer(answer(number))
    }

    private func judgeDay(_ typed: Typed, _ limits: DayLimits) -> FieldVerdict {
        let boxes = type.parts.map { typed.first("\(name).\($0)") }
        let empty = boxes.map { Plain.code($0).isEmpty }
        if !empty.contains(false) { return .empty }
        if let first = empty.firstIndex(of: true) {
            let word = ["年", "月", "日"][first]
            return .wrong(
                part: type.parts[first],
                Text("日付の「\(word)」を入力してください", en: "Enter the \(type.parts[first]) of the date"))
        }
        guard let day = Day(typedYear: boxes[0], month: boxes[1], day: boxes[2]) else {
            return .wrong(
                part: "year",
                Text(
                    "実在する日付を入力してください。例：2026年5月29日、令和8年5月29日",
                    en: "Enter a date that exists, for example 2026 5 29"))
        }
        if let earliest = limits.earliest, day < earliest {
            return wrong("\(earliest.wareki)以降の日付を入力してください", "Enter \(earliest.iso) or later", part: "year")
        }
        if let latest = limits.latest, day > latest {
            return wrong("\(latest.wareki)以前の日付を入力してください", "Enter \(latest.iso) or earlier", part: "year")
        }
        return .answer(.date(day))
    }

    private func judgeChoice(_ code: String, _ choices: [Choice]) -> FieldVerdict {
        if code.isEmpty { return .empty }
        guard choices.contains(where: { $0.code == code }) else {
            return .wrong(Text("選択肢から選んでください", en: "Choose one of the answers offered"))
        }
        return .answer(.choice(code))
    }

    private func judgeChoices(_ codes: [String], _ choices: [Choice], _ limits: ChoiceLimits) -> FieldVerdict {
        let ticked = Set(codes.filter { !$0.isEmpty })
        if ticked.isEmpty { return .empty }
        let known = choices.map(\.code).filter(ticked.contains)
        guard known.count == ticked.count else {
            return .wrong(Text("選択肢から選んでください", en: "Choose among the answers offered"))
        }
        if let minimum = limits.minimum, known.count < minimum {
            return wrong("\(minimum)つ以上選択してください", "Choose at least \(minimum)")
        }
        if let maximum = limits.maximum, known.count > maximum {
            return wrong("\(maximum)つまで選択できます", "Choose at most \(maximum)")
        }
        return .answer(.choices(known))
    }

    private func judgeYesNo(_ typed: String) -> FieldVerdict {
        switch typed {
        case "": .empty
        case "yes": .answer(.yesNo(true))
        case "no": .answer(.yesNo(false))
        default: .wrong(Text("「はい」か「いいえ」を選んでください", en: "Choose yes or no"))
        }
    }

    private func judgeEmail(_ typed: String) -> FieldVerdict {
        let plain = Plain.code(typed)
        if plain.isEmpty { return .empty }
        guard EmailAddress.isValid(plain) else {
            return wrong("メールアドレスの形式で入力してください。例：hanako@example.jp", "Enter an e-mail address, like hanako@example.jp")
        }
        return .answer(.text(plain))
    }

    private func judgeTelephone(_ typed: String) -> FieldVerdict {
        let plain = Plain.code(typed)
        if plain.isEmpty { return .empty }
        let digits = plain.filter { $0 != "-" && $0 != "(" && $0 != ")" }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), (10...11).contains(digits.utf8.count),
            digits.hasPrefix("0")
        else {
            return wrong(
                "0から始まる10桁か11桁の電話番号を入力してください。例：03-1234-5678",
                "Enter a telephone number of 10 or 11 digits that begins with 0")
        }
        return .answer(.text(plain.filter { $0 != "(" && $0 != ")" }))
    }

    private func judgeAddress(_ typed: Typed) -> FieldVerdict {
        func box(_ part: String) -> String { Plain.line(typed.first("\(name).\(part)")) }
        if type.parts.allSatisfy({ box($0).isEmpty }) { return .empty }
        guard let postal = Plain.digits(box("postal").filter { $0 != "〒" }), postal.utf8.count == 7
        else {
            return .wrong(part: "postal", Text("郵便番号を7桁の数字で入力してください。例：100-0001", en: "Enter a postal code of 7 digits"))
        }
        guard let prefecture = Prefecture.named(box("prefecture")) else {
            return .wrong(part: "prefecture", Text("都道府県を選択してください", en: "Choose a prefecture"))
        }
        for (part, word) in [("city", Text("市区町村", en: "city")), ("street", Text("町名・番地", en: "street and number"))]
        where box(part).isEmpty {
            return .wrong(part: part, Text("\(word.ja)を入力してください", en: "Enter the \(word.in(english: true))"))
        }
        for part in ["city", "street", "building"] where box(part).count > 100 {
            return .wrong(part: part, Text("100文字以内で入力してください", en: "Enter at most 100 characters"))
        }
        return .answer(
            .address(
                Address(
                    postal: postal, prefecture: prefecture, city: box("city"), street: box("street"),
                    building: box("building"))))
    }

    private func judgeCorporateNumber(_ typed: String) -> FieldVerdict {
        let plain = Plain.code(typed)
        if plain.isEmpty { return .empty }
        guard let digits = Plain.digits(typed), digits.utf8.count == 13 else {
            return wrong("法人番号を13桁の数字で入力してください", "Enter a corporate number of 13 digits")
        }
        guard CorporateNumber.isValid(digits) else {
            return wrong(
                "法人番号が正しくありません。検査用数字が合わないため、数字の打ち間違いがないか確認してください",
                "This is not a corporate number: its check digit does not fit")
        }
        return .answer(.text(digits))
    }

    private func judgeFiles(_ files: [StoredFile], _ limits: FileLimits) -> FieldVerdict {
        if files.isEmpty { return .empty }
        if files.count > limits.maximumCount {
            return .wrong(
                Text("添付できるのは\(limits.maximumCount)件までです", en: "At most \(limits.maximumCount) files can be attached"))
        }
        for file in files {
            if let refusal = limits.refusal(name: file.name, size: file.size) { return .wrong(refusal) }
        }
        return .answer(.files(files))
    }
}

extension FileLimits {
    /// Why a file of that name and size cannot be taken, or nil. Its first bytes are judged by `FileKind.agrees`.
    public func refusal(name: String, size: Int64) -> Text? {
        guard let kind = FileKind(name: name), kinds.contains(kind) else { return wrongKind(name: name) }
        if size == 0 { return Text("「\(name)」は空のファイルです。内容を確認して選び直してください", en: "“\(name)” is empty") }
        if size > maximumSize { return tooLarge(name: name) }
        return nil
    }

    public func wrongKind(name: String) -> Text {
        Text(
            "「\(name)」は添付できない種類のファイルです。\(kinds.map(\.title.ja).joined(separator: "、"))を選んでください",
            en:
                "“\(name)” is not of a kind taken here: \(kinds.map { $0.title.in(english: true) }.joined(separator: ", "))"
        )
    }

    /// The name says one kind, the content another.
    public func disagreement(name: String) -> Text {
        Text("「\(name)」の中身が拡張子と合っていません。元のソフトで保存し直してください", en: "The content of “\(name)” is not what its name says")
    }

    public func tooLarge(name: String) -> Text {
        Text(
            "「\(name)」は大きすぎます。1件\(maximumSize.megabytes)までです",
            en: "“\(name)” is too large: at most \(maximumSize.megabytes)")
    }
}

extension Int64 {
    /// 16MB, 1.5MB, 320KB or 12バイト: a size people can compare, cut off, never rounded up.
    public var megabytes: String {
        let (mega, kilo) = (self / 1_048_576, self / 1024)
        if mega > 0 {
            let tenth = self % 1_048_576 * 10 / 1_048_576
            return tenth == 0 ? "\(mega)MB" : "\(mega).\(tenth)MB"
        }
        return kilo > 0 ? "\(kilo)KB" : "\(self)バイト"
    }
}

/// The shape of an e-mail address: what RFC 5321 §4.1.2 allows without quoting, since mail must be able to reach it.
public enum EmailAddress {
    public static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let halves = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard bytes.count <= 254, halves.count == 2, (1...64).contains(halves[0].count) else { return false }
        // A dot stands between two parts, never first, last or beside another.
        let parts = halves[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let labels = halves[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { isLetterOrDigit($0) || marks.contains($0) } }
            && labels.count >= 2 && labels.allSatisfy(isLabel)
    }

    private static let marks = Array("!#$%&'*+/=?^_`{|}~-".utf8)

    /// A name between two dots of a domain (RFC 1035 §2.3.1).
    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
