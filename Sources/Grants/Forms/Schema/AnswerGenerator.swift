import struct FEEL.Number

/// Makes up what people might answer, and documents with mistakes in them: for tests, and to try a form out. The same
/// seed gives the same, on every machine.
///
///     var generator = AnswerGenerator(Judge(form), chance: SplitMix64(seed: 1))
///     generator.typed()       // boxes as a person would fill them
///     generator.sample()      // a JSON document, right or wrong, and what `Form.structure` says of it
public struct AnswerGenerator: Sendable {
    /// A JSON document with our verdict on it.
    public struct Sample: Sendable {
        public let document: JSON
        /// What is wrong with its structure; empty where it is valid.
        public let findings: [StructureFinding]

        /// As a line of `kofu form sample`.
        public var json: JSON { .object(["document": document, "valid": .bool(findings.isEmpty)]) }
    }

    let judge: Judge
    var chance: SplitMix64
    private let mutator: DocumentMutator

    /// A generator for the applicant's side of a form.
    public init(_ judge: Judge, chance: SplitMix64) {
        self.judge = judge
        self.chance = chance
        mutator = DocumentMutator(judge.form)
    }

    private var form: Form { judge.form }

    /// Answers of which each fits its field. Required ones are all there, others by chance; conditions between fields are
    /// not looked at.
    public mutating func answers() -> Answers {
        var answers: Answers = [:]
        for entry in form.entries(asOffice: false) where entry.field.calculation == nil {
            guard entry.field.required == .yes || chance.happens(70) else { continue }
            answers[entry.field.name] = answer(to: entry.field)
        }
        return answers
    }

    /// Boxes that give such answers.
    public mutating func typed() -> Typed { form.typed(from: answers()) }

    /// A document: some as they are recorded, with what is computed and without what is hidden; some with a few mistakes.
    public mutating func sample() -> Sample {
        var answers = answers()
        if chance.happens(50) {
            answers = judge.judge(form.typed(from: answers), files: Self.files(of: answers)).answers
        }
        var document = form.json(of: answers)
        // Mostly one: a second hides whether the first was seen.
        let mistakes = chance.happens(25) ? 0 : chance.happens(80) ? 1 : Int.random(in: 2...3, using: &chance)
        for _ in 0..<mistakes {
            document = chance.happens(65) ? mistaken(document) : mutator.mutated(document, by: &chance)
        }
        return Sample(document: document, findings: form.structure(of: document))
    }

    /// The files that answers name, those in tables too.
    public static func files(of answers: Answers) -> [StoredFile] {
        answers.values.flatMap { answer -> [StoredFile] in
            switch answer {
            case .files(let files): files
            case .table(let rows): rows.flatMap { Self.files(of: $0.cells) }
            default: []
            }
        }
    }

    // MARK: Answers

    mutating func answer(to field: Field) -> Answer? {
        guard case .table(let table) = field.type else { return plain(field, box: field.name) }
        return .table(rows(of: table, field))
    }

    private mutating func rows(of table: Table, _ field: Field) -> [TableRow] {
        let counts = table.rowCounts
        let most = chance.happens(10) ? min(counts.upperBound, counts.lowerBound + 30) : counts.lowerBound + 3
        let count = Int.random(in: counts.lowerBound...min(counts.upperBound, most), using: &chance)
        let ids = table.fixedRows.map { $0.map(\.code) } ?? (1...max(1, count)).map { "r\($0)" }
        let chosen = Set(ids.shuffled(using: &chance).prefix(count))
        var rows: [TableRow] = []
        for id in ids where chosen.contains(id) {
            var cells: Answers = [:]
            for column in table.columns where column.calculation == nil {
                guard column.required == .yes || chance.happens(75) else { continue }
                cells[column.name] = plain(column, box: "\(field.name).\(id).\(column.name)")
            }
            rows.append(TableRow(id: id, cells: cells))
        }
        return rows
    }

    private mutating func plain(_ field: Field, box: String) -> Answer? {
        switch field.type {
        case .text(let limits), .longText(let limits): return text(limits, of: field)
        case .integer: return .integer(whole(field))
        case .money: return .money(Yen(whole(field)))
        case .decimal(let limits): return decimal(limits)
        case .rate(let limits): return rate(limits)
        case .date(let limits): return .date(day(limits))
        case .yearMonth: return YearMonth(year: 2020 + below(12), month: 1 + below(12)).map(Answer.yearMonth)
        case .period(let limits):
            let (one, other) = (day(limits), day(limits))
            return .period(from: min(one, other), to: max(one, other))
        case .dateTime: return .dateTime(day(DayLimits()), hour: below(24), minute: below(60))
        case .choice(let choices): return choice(choices)
        case .linked(let groups): return choice(groups.flatMap(\.choices))
        case .choices(let choices, let limits): return several(choices, limits)
        case .yesNo: return .yesNo(chance.happens(50))
        case .pledge: return .pledged
        case .email: return .text("hanako\(below(1_000))@example.jp")
        case .telephone: return .text(chance.happens(50) ? "03-\(digits(4))-\(digits(4))" : "090\(digits(8))")
        case .url: return .text("https://www.example.jp/\(below(1_000))")
        case .prefecture: return chance.one(of: Prefecture.all).map { .choice($0.name) }
        case .municipality: return chance.one(of: Municipality.all).map(Answer.municipality)
        case .industry:
            return chance.one(of: Industry.divisions.flatMap(\.groups)).map { .choice($0.code) }
        case .address: return address()
        case .personName: return personName()
        case .corporateNumber:
            let twelve = (0..<12).map { _ in below(10) }
            return .text("\(CorporateNumber.checkDigit(of: twelve[...]))" + twelve.map(String.init).joined())
        case .bankAccount:
            return .bankAccount(
                BankAccount(
                    bank: digits(4), bankName: "見本銀行", branch: digits(3), branchName: "本店",
                    kind: chance.one(of: BankAccount.Kind.allCases) ?? .ordinary, number: digits(7),
                    holder: "ﾐﾎﾝｼﾖｳﾃﾝ(ｶ"))
        case .file(let limits): return files(limits, box)
        case .table, .note, .heading: return nil
        }
    }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &chance) }
    private mutating func digits(_ count: Int) -> String { (0..<count).map { _ in "\(below(10))" }.joined() }

    /// Characters of one code point and of several; people count each as one.
    private static let characters: [Character] = [
        "あ", "の", "漢", "髙", "ー", "ｱ", "A", "z", "7", "、", "か゚", "葛󠄀", "é", "👨‍👩‍👧",
    ]

    private mutating func text(_ limits: TextLimits, of field: Field) -> Answer? {
        if let count = limits.digits { return .text(digits(count)) }
        if let pattern = limits.pattern {
            // Nothing is made of an expression; the office's own example must do.
            guard let example = field.example?.ja, let pattern = try? TextPattern(pattern), pattern.matches(example)
            else { return nil }
            return .text(example)
        }
        let least = max(1, limits.minimum ?? 1)
        let most = max(least, limits.maximum ?? least + 40)
        let count =
            chance.happens(10) ? min(most, 2_000) : Int.random(in: least...min(most, least + 20), using: &chance)
        return .text(String((0..<count).map { _ in Self.characters[below(Self.characters.count)] }))
    }

    private mutating func whole(_ field: Field) -> Int64 {
        let range = field.wholeRange
        let step = field.wholeStep ?? 1
        if chance.happens(15), range.lowerBound % step == 0, range.lowerBound > -1_000_000 { return range.lowerBound }
        if chance.happens(15), range.upperBound % step == 0, range.upperBound < 1_000_000_000 {
            return range.upperBound
        }
        let least = max(range.lowerBound, min(0, range.upperBound))
        let most = max(least, min(range.upperBound, least + 50_000_000))
        let number = Int64.random(in: least...most, using: &chance) / step * step
        return number < least ? min(number + step, range.upperBound) : number
    }

    private mutating func decimal(_ limits: DecimalLimits) -> Answer? {
        for _ in 0..<20 {
            let text = "\(below(1_000)).\(digits(limits.places))"
            if let number = Number(text), fits(number, limits.minimum, limits.maximum) { return .decimal(number) }
        }
        return (limits.minimum ?? limits.maximum).map(Answer.decimal)
    }

    private mutating func rate(_ limits: RateLimits) -> Answer? {
        let rates = ["1/2", "2/3", "1/3", "3/4", "0.5", "0.125", "1", "0", "1/10", "0.0001", "-1/3"]
            .compactMap(Rate.reading).filter { fits($0, limits.minimum, limits.maximum) }
        return (chance.one(of: rates) ?? limits.minimum ?? limits.maximum).map(Answer.rate)
    }

    private func fits(_ number: Number, _ minimum: Number?, _ maximum: Number?) -> Bool {
        minimum.map { number >= $0 } ?? true && maximum.map { number <= $0 } ?? true
    }

    private mutating func day(_ limits: DayLimits) -> Day {
        let first = limits.earliest?.daysSince1970 ?? limits.latest.map { $0.daysSince1970 - 3_000 } ?? 18_262
        let last = max(first, limits.latest?.daysSince1970 ?? first + 4_000)
        return Day(daysSince1970: Int.random(in: first...last, using: &chance))
    }

    private mutating func choice(_ choices: [Choice]) -> Answer? {
        chance.one(of: choices).map { .choice($0.code, other: $0.kind == .other ? "その他の内容" : nil) }
    }

    private mutating func several(_ choices: [Choice], _ limits: ChoiceLimits) -> Answer? {
        if let none = choices.first(where: { $0.kind == Choice.Kind.none }), chance.happens(15) {
            return .choices([none.code])
        }
        let offered = choices.filter { $0.kind != Choice.Kind.none }
        let least = max(1, limits.minimum ?? 1)
        let most = min(offered.count, limits.maximum ?? offered.count)
        guard least <= most else { return nil }
        let chosen = Set(
            offered.map(\.code).shuffled(using: &chance).prefix(Int.random(in: least...most, using: &chance)))
        let isOther = offered.contains { $0.kind == .other && chosen.contains($0.code) }
        return .choices(offered.map(\.code).filter(chosen.contains), other: isOther ? "その他の内容" : nil)
    }

    private mutating func address() -> Answer? {
        guard let place = chance.one(of: Municipality.all) else { return nil }
        return .address(
            Address(
                postal: digits(7), prefecture: place.prefecture, city: place.name,
                street: "見本町\(1 + below(9))-\(1 + below(30))",
                building: chance.happens(30) ? "見本ビル\(1 + below(9))階" : ""))
    }

    private mutating func personName() -> Answer {
        let families = [("見本", "ミホン"), ("髙橋", "タカハシ"), ("Smith", "スミス"), ("五十嵐", "イガラシ")]
        let givens = [("太郎", "タロウ"), ("花子", "ハナコ"), ("Jean Luc", "ジャン　リュック"), ("葵", "アオイ")]
        let (family, given) = (families[below(families.count)], givens[below(givens.count)])
        return .personName(PersonName(family: family.0, given: given.0, familyKana: family.1, givenKana: given.1))
    }

    private mutating func files(_ limits: FileLimits, _ box: String) -> Answer? {
        let count = chance.happens(70) ? 1 : Int.random(in: 1...min(5, max(1, limits.maximumCount)), using: &chance)
        var files: [StoredFile] = []
        for number in 1...count {
            guard let ending = chance.one(of: limits.kinds.flatMap(\.endings)) else { return nil }
            let size =
                chance.happens(10) ? limits.maximumSize : Int64.random(in: 1...limits.maximumSize, using: &chance)
            let digest = (0..<64).map { _ in String(below(16), radix: 16) }.joined()
            let id = ID<StoredFile>(
                at: Instant(milliseconds: 1_780_000_000_000 + Int64(below(1_000_000))),
                random: (chance.next(), chance.next()))
            files.append(
                StoredFile(
                    id: id, field: box, name: "資料\(number).\(chance.happens(20) ? ending.uppercased() : ending)",
                    size: size, sha256: digest))
        }
        return .files(files)
    }
}
