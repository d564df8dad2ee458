import Grants

/// Postal codes, banks and branches, as last imported. Empty until `kofu registers import`; forms then take what is typed.
public struct Registers {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// How much is in them.
    public struct Counts: Sendable, Equatable {
        public var areas = 0
        public var offices = 0
        public var banks = 0
        public var branches = 0
    }

    public func counts() throws -> Counts {
        func count(_ table: SQL) throws -> Int {
            Int(try connection.first("select count(*) as number from \(table)")?.integer("number") ?? 0)
        }
        return Counts(
            areas: try count("postal_area"), offices: try count("postal_office"), banks: try count("bank"),
            branches: try count("bank_branch"))
    }

    /// Whether nothing was imported yet.
    public var isEmpty: Bool {
        get throws {
            try connection.first("select 1 as found from postal_area limit 1") == nil
                && connection.first("select 1 as found from bank limit 1") == nil
        }
    }

    // MARK: Postal codes

    /// What a postal code stands for: areas in Japan Post's order, or the offices whose code it is. The code may have a
    /// hyphen and be of any width.
    public func areas(postal: String) throws -> [PostalArea] {
        guard let code = Plain.digits(postal), code.utf8.count == 7 else { return [] }
        let areas = try connection.rows("select * from postal_area where postal = \(code) order by place").compactMap {
            PostalArea(
                postal: code, municipality: try $0.text("municipality"), city: try $0.text("city"),
                town: try $0.text("town"), kana: try $0.text("kana"))
        }
        if !areas.isEmpty { return areas }
        return try connection.rows("select * from postal_office where postal = \(code) order by place").compactMap {
            PostalArea(
                postal: code, municipality: try $0.text("municipality"), city: try $0.text("city"),
                town: try $0.text("town"),
                office: PostalArea.Office(name: try $0.text("name"), street: try $0.text("street")))
        }
    }

    /// Puts these in place of those there are, in the transaction of the connection. Areas replace areas and offices
    /// offices: of what the list has none of, what there is stays, since Japan Post publishes them in two files.
    public func replace(postal: [PostalArea]) throws {
        let areas = postal.filter { $0.office == nil }
        let offices = postal.filter { $0.office != nil }
        if !areas.isEmpty {
            try connection.execute("delete from postal_area")
            try connection.insert(
                into: "postal_area", ["postal", "place", "municipality", "city", "town", "kana"],
                rows: placed(areas).lazy.map { place, area in
                    [
                        .text(area.postal), .integer(place), .text(area.municipality), .text(area.city),
                        .text(area.town), .text(area.kana),
                    ]
                })
        }
        if !offices.isEmpty {
            try connection.execute("delete from postal_office")
            try connection.insert(
                into: "postal_office", ["postal", "place", "municipality", "city", "town", "street", "name"],
                rows: placed(offices).lazy.map { place, area in
                    [
                        .text(area.postal), .integer(place), .text(area.municipality), .text(area.city),
                        .text(area.town), .text(area.office?.street ?? ""), .text(area.office?.name ?? ""),
                    ]
                })
        }
    }

    /// Each area with its place in the list, by code: rows in the order of the key are inserted fastest.
    private func placed(_ areas: [PostalArea]) -> [(place: Int64, area: PostalArea)] {
        let sorted = areas.enumerated().sorted { ($0.element.postal, $0.offset) < ($1.element.postal, $1.offset) }
        return sorted.map { (place: Int64($0.offset), area: $0.element) }
    }

    // MARK: Banks

    /// Banks whose code begins with what was typed, or whose name or reading has it, at most twenty: first those that
    /// begin with it. Width, case, hiragana and small kana make no difference.
    public func banks(matching words: String) throws -> [Bank] {
        guard let match = match(words) else { return [] }
        return try connection.rows(
            "select code, name, kana from bank where \(match.condition) order by \(match.rank), code limit 20"
        ).map(bank)
    }

    public func bank(_ code: String) throws -> Bank? {
        try connection.first("select code, name, kana from bank where code = \(Plain.code(code))").map(bank)
    }

    /// A bank's branches whose code begins with what was typed, or whose name or reading has it, at most twenty; the first
    /// twenty when nothing was typed.
    public func branches(of bank: String, matching words: String) throws -> [BankBranch] {
        let all = Match(condition: "true", rank: "code")
        let match = match(words) ?? all
        return try connection.rows(
            """
            select code, name, kana from bank_branch where bank = \(Plain.code(bank)) and (\(match.condition))
            order by \(match.rank), code limit 20
            """
        ).map(branch)
    }

    public func branch(_ bank: String, _ code: String) throws -> BankBranch? {
        try connection.first(
            """
            select code, name, kana from bank_branch where bank = \(Plain.code(bank)) and code = \(Plain.code(code))
            """
        ).map(branch)
    }

    /// Puts these in place of those there are, in the transaction of the connection.
    public func replace(banks: [BankEntry]) throws {
        try connection.execute("delete from bank")
        try connection.execute("delete from bank_branch")
        try connection.insert(
            into: "bank", ["code", "name", "kana", "name_key", "kana_key"],
            rows: banks.lazy.map {
                let bank = $0.bank
                return [
                    .text(bank.code), .text(bank.name), .text(bank.kana), .text(Bank.findable(bank.name)),
                    .text(Bank.findable(bank.kana)),
                ]
            })
        try connection.insert(
            into: "bank_branch", ["bank", "code", "name", "kana", "name_key", "kana_key"],
            rows: banks.lazy.flatMap { entry in
                entry.branches.lazy.map {
                    [
                        .text(entry.bank.code), .text($0.code), .text($0.name), .text($0.kana),
                        .text(Bank.findable($0.name)), .text(Bank.findable($0.kana)),
                    ]
                }
            })
    }

    private func bank(_ row: Row) throws -> Bank {
        Bank(code: try row.text("code"), name: try row.text("name"), kana: try row.text("kana"))
    }

    private func branch(_ row: Row) throws -> BankBranch {
        BankBranch(code: try row.text("code"), name: try row.text("name"), kana: try row.text("kana"))
    }

    private struct Match {
        var condition: SQL
        /// What to order by: 0 for names that begin with the words.
        var rank: SQL
    }

    /// How rows are found by words; nil when there are none.
    private func match(_ words: String) -> Match? {
        let forms = Bank.findable(words: words).filter { !$0.isEmpty }
        guard let first = forms.first else { return nil }
        // % and _ in what was typed stand for themselves.
        func pattern(_ text: String) -> String {
            text.reduce(into: "") { $0 += ("%_!".contains($1) ? "!" : "") + String($1) }
        }
        var (condition, begins): (SQL, SQL) = ("code like \(pattern(first) + "%") escape '!'", "code = \(first)")
        for form in forms {
            let text = pattern(form)
            condition = """
                \(condition) or name_key like \("%\(text)%") escape '!' or kana_key like \("%\(text)%") escape '!'
                """
            begins = """
                \(begins) or name_key like \("\(text)%") escape '!' or kana_key like \("\(text)%") escape '!'
                """
        }
        return Match(condition: "(\(condition))", rank: "case when \(begins) then 0 else 1 end")
    }
}
