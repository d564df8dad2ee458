import struct FEEL.Number

/// What became of one field's boxes.
enum Reading {
    case empty
    case answer(Answer)
    case wrong(part: String? = nil, Text)
}

/// Reads the boxes of one field, or of one cell, into an answer of the field's type.
struct AnswerReader {
    private let judged: JudgedField
    /// The name its boxes begin with: the field's, or `TABLE.ROW.COLUMN`.
    let name: String
    let typed: Typed
    /// The files attached to it.
    let files: [StoredFile]
    /// The codes that are offered now; nil where all are.
    let offered: Set<String>?

    init(_ judged: JudgedField, name: String, typed: Typed, files: [StoredFile], offered: Set<String>? = nil) {
        self.judged = judged
        self.name = name
        self.typed = typed
        self.files = files
        self.offered = offered
    }

    /// For a field that is read by itself, without its form.
    init(field: Field, name: String, typed: Typed, files: [StoredFile]) {
        self.init(JudgedField(field: field), name: name, typed: typed, files: files)
    }

    var field: Field { judged.field }
    private var pattern: TextPattern? { judged.pattern }

    func read() -> Reading {
        switch judged.field.type {
        case .text(let limits): text(Plain.line(first), limits)
        case .longText(let limits): text(Plain.lines(first), limits)
        case .integer(let limits): integer(limits)
        case .decimal(let limits): decimal(limits)
        case .money(let limits): money(limits)
        case .rate(let limits): rate(limits)
        case .date(let limits): date(limits)
        case .yearMonth: yearMonth()
        case .period(let limits): period(limits)
        case .dateTime: dateTime()
        case .choice(let choices): choice(choices)
        case .choices(let choices, let limits): self.choices(choices, limits)
        case .linked: choice(field.type.choices)
        case .yesNo: yesNo()
        case .pledge: first == "yes" ? .answer(.pledged) : .empty
        case .email: email()
        case .telephone: telephone()
        case .url: url()
        case .address: address()
        case .prefecture: prefecture()
        case .municipality: municipality()
        case .personName: personName()
        case .corporateNumber: corporateNumber()
        case .bankAccount: bankAccount()
        case .industry: industry()
        case .file(let limits): file(limits)
        case .table, .note, .heading: .empty
        }
    }

    var first: String { typed.first(name) }

    /// One of its boxes.
    func box(_ part: String) -> String { typed.first("\(name).\(part)") }

    /// The office's own message where it wrote one, else the general one.
    func wrong(_ ja: String, _ en: String, part: String? = nil) -> Reading {
        .wrong(part: part, field.message ?? Text(ja, en: en))
    }

    // MARK: Texts

    private func text(_ text: String, _ limits: TextLimits) -> Reading {
        if text.isEmpty { return .empty }
        if let digits = limits.digits {
            guard let plain = Plain.digits(text), plain.utf8.count == digits else {
                return wrong("\(digits)桁の数字で入力してください", "Enter \(digits) digits")
            }
            return .answer(.text(plain))
        }
        // Bytes are never fewer than characters: most texts need not be counted.
        if let maximum = limits.maximum, text.utf8.count > maximum, text.count > maximum {
            return wrong(
                "\(maximum)文字以内で入力してください（いま\(text.count)文字です）",
                "Enter at most \(maximum) characters (now \(text.count))")
        }
        if let minimum = limits.minimum, text.count < minimum {
            return wrong(
                "\(minimum)文字以上で入力してください（いま\(text.count)文字です）",
                "Enter at least \(minimum) characters (now \(text.count))")
        }
        if let pattern, !pattern.matches(text) {
            return wrong("決められた形で入力してください", "This is not in the form that is asked for")
        }
        return .answer(.text(text))
    }

    private func email() -> Reading {
        let plain = Plain.code(first)
        if plain.isEmpty { return .empty }
        guard EmailAddress.isValid(plain) else {
            return wrong("メールアドレスの形式で入力してください。例：hanako@example.jp", "Enter an e-mail address, like hanako@example.jp")
        }
        return .answer(.text(plain))
    }

    private func telephone() -> Reading {
        let plain = Plain.code(first)
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

    private func url() -> Reading {
        let plain = Plain.code(first)
        if plain.isEmpty { return .empty }
        let rest = ["https://", "http://"].lazy.filter { plain.lowercased().hasPrefix($0) }.map {
            plain.dropFirst($0.count)
        }
        guard let rest = rest.first, plain.utf8.count <= 2_000,
            let host = rest.split(whereSeparator: { "/?#".contains($0) }).first, host.contains("."),
            host.first != ".", host.last != ".", !plain.contains(where: { "<>\"{}|\\^`".contains($0) })
        else {
            return wrong(
                "https:// から始まるアドレスを入力してください。例：https://www.example.jp/", "Enter an address that begins with https://")
        }
        return .answer(.text(plain))
    }

    private func corporateNumber() -> Reading {
        let plain = Plain.code(first)
        if plain.isEmpty { return .empty }
        guard let digits = Plain.digits(first), digits.utf8.count == 13 else {
            return wrong("法人番号を13桁の数字で入力してください", "Enter a corporate number of 13 digits")
        }
        guard CorporateNumber.isValid(digits) else {
            return wrong(
                "法人番号が正しくありません。検査用数字が合わないため、数字の打ち間違いがないか確認してください",
                "This is not a corporate number: its check digit does not fit")
        }
        return .answer(.text(digits))
    }

    // MARK: Files

    private func file(_ limits: FileLimits) -> Reading {
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
