/// Mistakes that are near what a field takes: the numbers beside its limits, one choice too many, a text that nearly fits.
extension AnswerGenerator {
    /// The document with one field's or one cell's value replaced by such a thing.
    mutating func mistaken(_ document: JSON) -> JSON {
        guard var members = document.object else { return document }
        // Beside the fields, a member nobody knows.
        let fields = judge.form.entries(asOffice: false).map(\.field)
        guard !chance.happens(3), let field = chance.one(of: fields) else {
            members["知らない項目"] = "x"
            return .object(members)
        }
        guard case .table(let table) = field.type, chance.happens(85) else {
            members[field.name] = mistake(for: field)
            return .object(members)
        }
        guard let column = chance.one(of: table.columns), var rows = members[field.name]?.array,
            let place = rows.indices.randomElement(using: &chance), var cells = rows[place].object
        else { return document }
        if chance.happens(5) {
            cells[chance.happens(50) ? "row" : "知らない列"] = chance.happens(50) ? nil : "X"
        } else {
            cells[column.name] = mistake(for: column)
        }
        rows[place] = .object(cells)
        members[field.name] = .array(rows)
        return .object(members)
    }

    private mutating func mistake(for field: Field) -> JSON {
        if field.textShape != nil { return mistakenText(for: field) }
        switch field.type {
        case .integer, .money: return mistakenNumber(for: field)
        case .choice(let choices): return mistakenChoice(among: choices)
        case .linked(let groups): return mistakenChoice(among: groups.flatMap(\.choices))
        case .choices(let choices, _): return mistakenChoices(among: choices)
        case .yesNo, .pledge: return chance.one(of: [true, false, 1, "true", .null]) ?? .null
        case .table(let table): return mistakenRows(of: table, field)
        default: break
        }
        // Types of parts: one part wrong, missing or too many.
        guard let value = answer(to: field)?.json else { return .null }
        if case .array(var files) = value, var file = files.first?.object, case .file(let limits) = field.type {
            switch Int.random(in: 0..<6, using: &chance) {
            case 0: return .array(Array(repeating: files[0], count: limits.maximumCount + 1))
            case 1: file["size"] = .integer(limits.maximumSize + 1)
            case 2: file["size"] = 0
            case 3: file["name"] = chance.one(of: ["資料.exe", "資料", "資料.pdf.exe", "資料.pdf\n", "", 1])
            case 4: file["sha256"] = file["sha256"]?.string.map { .string($0.uppercased() + "A") }
            default: return .object(file)
            }
            files[0] = .object(file)
            return .array(files)
        }
        guard var parts = value.object, let part = chance.one(of: parts.keys.sorted()) else {
            return chance.one(of: ["", "日本", "00", 1, .null]) ?? .null
        }
        let text = parts[part]?.string ?? ""
        let odd: [JSON?] = [
            nil, "", 1, .null, "1", "１２３", "x", .string(text + "0"), .string("x" + text.dropFirst()),
            .string(text.dropLast() + "あ"),
        ]
        parts[part] = odd.randomElement(using: &chance) ?? nil
        if chance.happens(10) { parts["unknown"] = "x" }
        return .object(parts)
    }

    private mutating func mistakenNumber(for field: Field) -> JSON {
        let range = field.wholeRange
        let (least, most) = (range.lowerBound, range.upperBound)
        let numbers: [JSON] = [
            .integer(least), .integer(least == .min ? least : least - 1), .integer(most),
            .integer(most == .max ? most : most + 1), .integer(least == .min ? least : least &- 1000),
            .integer(most == .max ? most : most &+ 1000), 500, 1000, "1000", .bool(true),
        ]
        return chance.one(of: numbers) ?? .null
    }

    private mutating func mistakenText(for field: Field) -> JSON {
        var texts: [String]
        switch field.type {
        case .text(let limits), .longText(let limits):
            let example = field.example?.ja ?? "あいう"
            let count = limits.digits ?? limits.minimum ?? 1
            texts = [
                "", example, example + "x", String(example.dropLast()), example.lowercased(), "AB-12\n",
                String(repeating: "1", count: max(0, count - 1)), String(repeating: "1", count: count + 1),
                String(repeating: "１", count: count), String(repeating: "👨‍👩‍👧", count: count),
                String(repeating: "か゚", count: (limits.maximum ?? 20) + 1), "e\u{301}",
            ]
        case .decimal:
            texts = [
                "12", "-0.5", "1.23", "1.234", "1.2345", "0.00000000001", "1.", ".5", "1,000", "+1", "1.5\n", "1E+5",
                "1e5",
                "123456789012345678", "1234567890123456789", "-123456789012345678", "12345678901234567.8",
                "1234567890123456.7",
                "", "１", "1/2",
            ]
        case .rate:
            texts = [
                "1/0", "1/00", "1/01", "2/3", "1.5/2", "50%", "5割", "-1/3", "1/-3", "123456789012345678/3",
                "1234567890123456789/3", "1/123456789012345678", "1/1234567890123456789", "0.1234567890123456",
                "0.12345678901234567", "1E+5", "2/3\n", "", "２/３", "1//2", "1/2/3", "1/2.5",
            ]
        case .date:
            texts = [
                "2026-02-29", "2024-02-29", "1900-02-29", "0000-01-01", "2026-06-31", "2026-6-1", "2026-13-01",
                "２０２６-01-01",
            ]
        case .yearMonth:
            texts = ["2026-05", "2026-00", "2026-13", "0000-05", "2026-5", "2026-05-01", "2026-05\n", "20260-5"]
        case .dateTime:
            texts = [
                "2026-05-29T10:30", "2026-05-29T24:00", "2026-05-29T10:60", "2026-05-29T9:30", "2026-05-29T10:30:00",
                "2026-02-30T10:30",
            ]
        case .corporateNumber:
            texts = [
                "7000012050002", "0000012050002", "700001205000", "70000120500021", "７000012050002", "7000012050002\n",
            ]
        case .email:
            texts = [
                "a@b", "a@b.jp", "a..b@c.jp", ".a@b.jp", "a@-b.jp", "a@b-.jp", "あ@b.jp", "a@b.jp\n", "a b@c.jp",
                "a'{|}~b@c.jp",
            ]
            texts.append(String(repeating: "a", count: 250) + "@b.jp")
        case .telephone:
            texts = [
                "110", "0312345678", "031234567", "090123456789", "09012345678", "-03-1234-5678-", "1312345678",
                "03(1234)5678",
            ]
        case .url:
            texts = [
                "http://a.jp", "HTTPS://a.jp", "ftp://a.jp", "https://", "https://a.jp/<b>", "//a.jp", "https://例え.jp/",
            ]
            texts.append("https://a.jp/" + String(repeating: "x", count: 2_000))
        default: texts = []
        }
        if chance.happens(10) { return chance.one(of: [.null, 1, true, [], [:]]) ?? .null }
        return .string(chance.one(of: texts) ?? "")
    }

    private mutating func mistakenChoice(among choices: [Choice]) -> JSON {
        let code = JSON.string(chance.one(of: choices)?.code ?? "")
        let values: [JSON] = [
            code, ["choice": code], ["choice": code, "other": ""], ["choice": code, "other": "x"],
            ["choice": code, "other": 1], ["choice": code, "other": "x", "more": 1], [code], "unknown", "", 0,
            ["other": "x"],
        ]
        return chance.one(of: values) ?? .null
    }

    private mutating func mistakenChoices(among choices: [Choice]) -> JSON {
        let codes = choices.map(\.code).shuffled(using: &chance)
        var list = JSON.strings(Array(codes.prefix(Int.random(in: 0...codes.count, using: &chance)))).array ?? []
        if chance.happens(20), let first = list.first { list.append(first) }
        if chance.happens(10) { list.append("unknown") }
        let values: [JSON] = [
            .array(list), .array(list), ["choices": .array(list), "other": "x"],
            ["choices": .array(list), "other": "x"],
            ["choices": .array(list), "other": 1], ["choices": .array(list)], ["choices": .array(list), "other": ""],
        ]
        return chance.one(of: values) ?? .null
    }

    private mutating func mistakenRows(of table: Table, _ field: Field) -> JSON {
        guard var rows = answer(to: field)?.json.array, let first = rows.first else { return [] }
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: rows = Array(repeating: first, count: table.rowCounts.upperBound + 1)
        case 1: rows.append(first)
        case 2: rows.append(chance.one(of: [1, "x", [], .null]) ?? .null)
        default: rows = Array(rows.prefix(table.rowCounts.lowerBound - 1))
        }
        return .array(rows)
    }
}
