/// Makes mistakes in JSON documents as programs make them: a wrong type, a member too many or missing, a number beyond its
/// limit, a text in another form, too many rows.
struct DocumentMutator: Sendable {
    private let texts: [String]
    private let numbers: [Int64]
    private let names: [String]

    init(_ form: Form) {
        let fields = form.fields.flatMap { [$0] + ($0.type.table?.columns ?? []) }
        var codes = Set(fields.flatMap { $0.type.choices.map(\.code) })
        for field in fields { codes.formUnion(field.type.table?.fixedRows?.map(\.code) ?? []) }
        texts = DocumentMutator.oddTexts + codes.sorted()
        var numbers: Set<Int64> = [0, -1, 1, 500, 999, 1_000, 1_500, 1_000_000, .max, .min]
        numbers.formUnion([999_999_999_999_999_999, 1_000_000_000_000_000_000, -1_000_000_000_000_000_000])
        for field in fields {
            for bound in [field.wholeRange.lowerBound, field.wholeRange.upperBound] {
                numbers.formUnion([bound, bound == .min ? bound : bound - 1, bound == .max ? bound : bound + 1])
            }
            if case .file(let limits) = field.type { numbers.formUnion([limits.maximumSize, limits.maximumSize + 1]) }
        }
        self.numbers = numbers.sorted()
        names = fields.map(\.name) + ["row", "other", "choice", "choices", "code", "from", "unknown", "", "a/b~c"]
    }

    /// The document with one mistake more; some are none.
    func mutated(_ document: JSON, by chance: inout SplitMix64) -> JSON {
        var paths: [[Step]] = []
        collect(document, [], &paths)
        guard let path = chance.one(of: paths) else { return document }
        return change(document, at: path[...], by: &chance)
    }

    private enum Step {
        case member(String)
        case item(Int)
    }

    private func collect(_ json: JSON, _ path: [Step], _ paths: inout [[Step]]) {
        paths.append(path)
        switch json {
        case .object(let members):
            for name in members.keys.sorted() {
                if let value = members[name] { collect(value, path + [.member(name)], &paths) }
            }
        // Long lists would have all the mistakes.
        case .array(let values):
            for (index, value) in values.prefix(4).enumerated() { collect(value, path + [.item(index)], &paths) }
        default: break
        }
    }

    private func change(_ json: JSON, at path: ArraySlice<Step>, by chance: inout SplitMix64) -> JSON {
        switch (path.first, json) {
        case (.member(let name), .object(var members)):
            guard let value = members[name] else { return json }
            members[name] = change(value, at: path.dropFirst(), by: &chance)
            return .object(members)
        case (.item(let index), .array(var values)):
            values[index] = change(values[index], at: path.dropFirst(), by: &chance)
            return .array(values)
        default: return chance.happens(20) ? anything(&chance) : changed(json, &chance)
        }
    }

    private func anything(_ chance: inout SplitMix64) -> JSON {
        switch Int.random(in: 0..<8, using: &chance) {
        case 0: .null
        case 1: .bool(chance.happens(50))
        case 2, 3: .integer(chance.one(of: numbers) ?? 0)
        case 4, 5: .string(chance.one(of: texts) ?? "")
        case 6: chance.happens(50) ? [] : .array([.string(chance.one(of: texts) ?? ""), .integer(0)])
        default: chance.happens(50) ? [:] : .object([chance.one(of: names) ?? "": .string(chance.one(of: texts) ?? "")])
        }
    }

    private func changed(_ json: JSON, _ chance: inout SplitMix64) -> JSON {
        switch json {
        case .null: anything(&chance)
        case .bool(let yes): chance.happens(50) ? .bool(!yes) : .string(yes ? "true" : "false")
        case .integer(let number): .integer(changed(number, &chance))
        case .string(let text): .string(changed(text, &chance))
        case .array(let values): .array(changed(values, &chance))
        case .object(let members): .object(changed(members, &chance))
        }
    }

    private func changed(_ number: Int64, _ chance: inout SplitMix64) -> Int64 {
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: number &+ (chance.happens(50) ? 1 : -1)
        case 1: number &* -1
        case 2: number &+ 500
        default: chance.one(of: numbers) ?? 0
        }
    }

    private func changed(_ text: String, _ chance: inout SplitMix64) -> String {
        var scalars = Array(text.unicodeScalars)
        switch Int.random(in: 0..<8, using: &chance) {
        case 0: return ""
        case 1: return text + text
        case 2: return text + "\n"
        case 3: return " " + text
        case 4:
            if !scalars.isEmpty { scalars.remove(at: Int.random(in: 0..<scalars.count, using: &chance)) }
        case 5:
            if !scalars.isEmpty {
                scalars[Int.random(in: 0..<scalars.count, using: &chance)] =
                    chance.one(of: Array("0123456789/-.:TZ\"<１あアｱa".unicodeScalars)) ?? "0"
            }
        case 6: return text.uppercased()
        default: return chance.one(of: texts) ?? ""
        }
        var changed = String.UnicodeScalarView()
        changed.append(contentsOf: scalars)
        return String(changed)
    }

    private func changed(_ values: [JSON], _ chance: inout SplitMix64) -> [JSON] {
        switch Int.random(in: 0..<6, using: &chance) {
        case 0: return []
        case 1: return values.reversed()
        case 2: return values + [anything(&chance)]
        case 3: return values.isEmpty ? values : values + [values[0]]
        case 4: return Array(values.dropLast())
        // Too many, where there is a most.
        default:
            guard !values.isEmpty else { return values }
            return (0..<Int.random(in: 1...25, using: &chance)).map { values[$0 % values.count] }
        }
    }

    private func changed(_ members: [String: JSON], _ chance: inout SplitMix64) -> [String: JSON] {
        var members = members
        if chance.happens(50), let name = chance.one(of: members.keys.sorted()) {
            members[name] = nil
        } else if let name = chance.one(of: names) {
            members[name] = anything(&chance)
        }
        return members
    }

    /// Texts that are nearly something.
    private static let oddTexts = [
        "", " ", "\n", "0", "-0", "00", "1/0", "1/00", "2/3", "-1/3", "1.5/2", "2/3/4", "2/", "/3", "0.5", ".5", "1.",
        "1e3",
        "1E+40", "0.12345", "12.345678901234567", "1234567890123456789", "123456789012345678", "-123456789012345678",
        "12345678901234567.8", "１２", "50%", "3分の2", "true", "2026-02-29", "2024-02-29", "2000-02-29", "1900-02-29",
        "0000-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00",
        "2026-1-1", "2026-05-29 ", "2026-05", "2026-00", "0000-05", "2026-13", "2026-05-29T10:30", "2026-05-29T24:00",
        "2026-05-29T23:59", "2026-05-29T9:30", "2026-05-29T10:60", "2026-05-29 10:30", "T2026-05-29T10:30",
        "2026-05-29T10:30:00", "7000012050002", "0000012050002", "700001205000", "1000001", "100-0001", "東京都", "東京",
        "131016", "13101", "999999", "01", "09", "99", "00", "a@example.jp", "a@b", "a..b@example.jp", "a@-x.jp",
        "\(String(repeating: "a", count: 260))@example.jp", "https://example.jp/", "HTTP://例え.jp", "ftp://example.jp",
        "https://", "https://a b", "https://example.jp/<", "0312345678", "03-1234-5678", "-0--3123456789-", "110",
        "12345678901", "タロウ", "太郎", "たろう", "ﾀﾛｳ", "ジャン　リュック", "ヴァヷヺヽー・", "ﾐﾎﾝｼﾖｳﾃﾝ(ｶ", "ﾐﾎﾝ-ﾀﾛｳ", "ｦ", "ﾐﾎﾝ small",
        "1", "2", "3", "4", "r1", "R1", "r_1", "x.pdf", "x.PDF", "x.pdf.exe", "pdf", ".pdf", "x.pdf\n", "か゚か゚か゚",
        "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", "e\u{301}", "\u{1F469}", "\u{2028}", "\u{0}", String(repeating: "あ", count: 3_000),
    ]
}
