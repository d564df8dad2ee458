import struct FEEL.Number

/// Answers as someone might give them: what an office fills a form with to try it. The same form and the same day give
/// the same answers.
///
/// Every question that is empty gets the most ordinary answer of its type within its limits. Where the form says an
/// answer is wrong, others are tried, so that conditions between fields are met as far as a single answer can.
public struct SampleAnswers {
    private let judge: Judge
    private let circumstances: Circumstances
    private var typed: Typed
    /// The places this filled in: what someone typed stays.
    private var filled: [String: Field] = [:]
    /// How often answers may be tried before the form is left as it is.
    private var tries = 400
    private var amounts = 0
    private var days = 0

    /// The boxes of a form with every empty question answered.
    public static func filling(_ typed: Typed, of judge: Judge, _ circumstances: Circumstances) -> Typed {
        var sample = SampleAnswers(judge: judge, circumstances: circumstances, typed: typed)
        for field in judge.form.fields where field.isAsked { sample.fill(field) }
        sample.mend()
        return sample.typed
    }

    private init(judge: Judge, circumstances: Circumstances, typed: Typed) {
        self.judge = judge
        self.circumstances = circumstances
        self.typed = typed
    }

    // MARK: Filling in

    private mutating func fill(_ field: Field) {
        guard case .table(let table) = field.type else { return fill(field, in: "") }
        if table.fixedRows == nil {
            var rows = typed.rows(of: field.name, table)
            let wanted = min(max(2, table.counts.lowerBound), table.counts.upperBound)
            while rows.count < wanted { rows.append("sample-\(rows.count + 1)") }
            typed.boxes[field.name] = rows
        }
        for row in typed.rows(of: field.name, table) {
            for column in table.columns where column.isAsked { fill(column, in: "\(field.name).\(row).") }
        }
    }

    private mutating func fill(_ field: Field, in prefix: String) {
        let boxes = Typed.boxes(of: field, in: prefix)
        let blank = Set(boxes.filter { typed.all($0).allSatisfy { $0.allSatisfy(\.isWhitespace) } })
        guard !field.type.isFile, !blank.isEmpty else { return }
        let place = prefix + field.name
        guard let answer = answers(of: field, at: place).first else { return }
        guard blank.count == boxes.count else {
            // A name that came with the account lacks its reading: what is there stays.
            for (part, value) in answer where !part.isEmpty && blank.contains("\(place).\(part)") {
                typed.boxes["\(place).\(part)"] = value
            }
            return
        }
        filled[place] = field
        put(answer, at: place)
        if field.type.isMoney, prefix.isEmpty { amounts += 1 }
        if case .date = field.type { days += 1 }
    }

    /// Parts of a field to what they hold; the part of a field of one box is "".
    private typealias Parts = [String: [String]]

    private mutating func put(_ parts: Parts, at place: String) {
        for (part, value) in parts { typed.boxes[part.isEmpty ? place : "\(place).\(part)"] = value }
    }

    // MARK: Mending

    /// Tries other answers where the form refuses one.
    private mutating func mend() {
        for _ in 0..<3 {
            let judgement = judge.judge(typed, circumstances)
            let places = judgement.errors.map(\.place).filter { filled[$0] != nil }
            var seen: Set<String> = []
            let wrong = places.filter { seen.insert($0).inserted }
            if wrong.isEmpty { return }
            for place in wrong { mend(place, judgement) }
        }
    }

    private mutating func mend(_ place: String, _ judgement: Judgement) {
        guard let field = filled[place] else { return }
        var answers = answers(of: field, at: place)
        if !field.type.choices.isEmpty {
            let offered = Set(judgement.choices(of: field, at: place).map(\.code))
            answers = answers.filter { $0[""].map(offered.isSuperset(of:)) ?? true }
        }
        let before = typed
        for answer in answers where tries > 0 {
            tries -= 1
            put(answer, at: place)
            if !judge.judge(typed, circumstances).errors.contains(where: { $0.place == place }) { return }
        }
        typed = before
    }

    // MARK: Answers

    /// What could stand in a field, the most ordinary first.
    private func answers(of field: Field, at place: String) -> [Parts] {
        func one(_ texts: [String]) -> [Parts] { texts.map { ["": [$0]] } }
        switch field.type {
        case .text(let limits): return one(texts(of: field, limits))
        case .longText(let limits):
            let label = field.label.ja
            return one(fitted(field.example?.ja ?? "「\(label)」の見本の文章です。", limits))
        case .integer(let limits):
            let numbers: [Int64?] = [10, 1, 5, 100, 1_000, limits.minimum, limits.maximum, 0]
            let fitting = numbers.compactMap(\.self).filter { within($0, limits.minimum, limits.maximum) }
            return one(fitting.map { String($0) })
        case .decimal(let limits):
            let numbers = [limits.minimum, limits.maximum].compactMap(\.self).map(\.description)
            return one(["12.5", "1"] + numbers + ["0"])
        case .money(let limits): return one(amounts(limits, isCell: place.contains(".")))
        case .rate(let limits):
            let ends = [limits.minimum, limits.maximum].compactMap(\.self).map(Rate.text)
            return one(["1/2", "1/3", "2/3", "10%"] + ends)
        case .date(let limits): return self.days(limits).map { parts(of: $0) }
        case .yearMonth:
            return self.days(DayLimits()).map { ["year": ["\($0.year)"], "month": ["\($0.month)"]] }
        case .period(let limits):
            let days = self.days(limits)
            return days.flatMap { from in
                [365, 30, 0].map { length in
                    let to = min(from.adding(length), limits.latest ?? from.adding(length))
                    return parts(of: from, "from.").merging(parts(of: to, "to.")) { $1 }
                }
            }
        case .dateTime:
            return self.days(DayLimits()).map { parts(of: $0).merging(["hour": ["10"], "minute": ["00"]]) { $1 } }
        case .choice, .linked, .choices: return choices(of: field)
        case .yesNo: return one(["yes", "no"])
        case .pledge: return one(["yes"])
        default: return SampleAnswers.fixed(field.type)
        }
    }

    private func choices(of field: Field) -> [Parts] {
        let choices = field.type.choices
        let ordinary = choices.filter { $0.kind == nil } + choices.filter { $0.kind != nil }
        guard case .choices(_, let limits) = field.type else {
            return ordinary.map { choice in
                var parts: Parts = ["": [choice.code]]
                if choices.contains(where: { $0.kind == .other }) {
                    parts["other"] = [choice.kind == .other ? "見本" : ""]
                }
                return parts
            }
        }
        let count = max(1, limits.minimum ?? 1)
        return ordinary.indices.map { first in ["": ordinary[first...].prefix(count).map(\.code)] }
    }

    private func texts(of field: Field, _ limits: TextLimits) -> [String] {
        if let digits = limits.digits {
            return [String((0..<digits).map { Character(String(($0 + 1) % 10)) })]
        }
        let shapes = ["A-001", "A001", "ABC", "abc", "1", "12", "123", "1234", "12345", "123-4567"]
        let ordinary = [field.example?.ja, "見本の\(field.label.ja)", "見本"].compactMap(\.self)
        return ordinary.flatMap { fitted($0, limits) } + (limits.pattern == nil ? [] : shapes)
    }

    /// A text made as long as it must be and as short as it may be.
    private func fitted(_ text: String, _ limits: TextLimits) -> [String] {
        var text = text
        let unit = text
        while text.count < limits.minimum ?? 0, !unit.isEmpty { text += unit }
        return [limits.maximum.map { String(text.prefix($0)) } ?? text]
    }

    /// Amounts get smaller from field to field: what is asked for is usually part of what was said before.
    private func amounts(_ limits: MoneyLimits, isCell: Bool) -> [String] {
        let usual: Int64 = isCell ? 200_000 : 3_000_000 >> Int64(min(amounts, 4))
        let tried: [Int64?] = [
            usual / 1000 * 1000, 1_000_000, 100_000, 500_000, 10_000, 10_000_000, limits.maximum, limits.minimum, 1_000,
            0,
        ]
        return tried.compactMap(\.self).filter { within($0, limits.minimum, limits.maximum) }.map {
            String(limits.isInThousands ? $0 / 1000 : $0)
        }
    }

    private func within(_ number: Int64, _ minimum: Int64?, _ maximum: Int64?) -> Bool {
        number >= minimum ?? .min && number <= maximum ?? .max
    }

    /// Days get later from field to field.
    private func days(_ limits: DayLimits) -> [Day] {
        let today = circumstances.moment.map { JapanTime($0).day } ?? Day(daysSince1970: 20_600)
        var days = [30 + 120 * days, 30, 200, 400, 0, -30, -400].map { today.adding($0) }
        if let begin = circumstances.round?.grantsBegin { days.append(begin.first) }
        days += [limits.earliest, limits.latest].compactMap(\.self)
        return days.filter { $0 >= limits.earliest ?? $0 && $0 <= limits.latest ?? $0 }
    }

    private func parts(of day: Day, _ prefix: String = "") -> Parts {
        ["\(prefix)year": ["\(day.year)"], "\(prefix)month": ["\(day.month)"], "\(prefix)day": ["\(day.day)"]]
    }

    /// Types whose sample is always the same.
    private static func fixed(_ type: FieldType) -> [Parts] {
        func parts(_ values: [String: String]) -> [Parts] { [values.mapValues { [$0] }] }
        switch type {
        case .email: return parts(["": "hanako@example.jp"])
        case .telephone: return parts(["": "03-1234-5678"])
        case .url: return parts(["": "https://www.example.jp/"])
        case .corporateNumber: return parts(["": "7000012050002"])
        case .prefecture: return parts(["": "東京都"])
        case .municipality: return parts(["prefecture": "東京都", "city": "千代田区"])
        case .address:
            return parts([
                "postal": "100-0001", "prefecture": "東京都", "city": "千代田区", "street": "千代田1-1", "building": "",
            ])
        case .personName:
            return parts(["family": "見本", "given": "花子", "family-kana": "ミホン", "given-kana": "ハナコ"])
        case .bankAccount:
            return parts([
                "bank": "9999", "bank-name": "見本銀行", "branch": "001", "branch-name": "本店", "kind": "1",
                "number": "1234567", "holder": "ミホンシヨウテン",
            ])
        case .industry:
            let division = Industry.divisions.first { $0.code == "E" } ?? Industry.divisions.first
            return parts(["": division?.groups.first?.code ?? ""])
        default: return []
        }
    }
}

extension Day {
    fileprivate func adding(_ days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }
}
