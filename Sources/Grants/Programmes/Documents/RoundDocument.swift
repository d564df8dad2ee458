import Yams

extension Round {
    /// Reads one round's document.
    public init(reading text: String, path: String) throws(Refused) {
        let findings = Findings()
        let code = path.document(in: "rounds") ?? ""
        let round = DocumentReader(bytes: Array(text.utf8), path: path, findings: findings)
            .flatMap { Round($0, code: code) }
        guard let round, findings.isEmpty else { throw Refused(findings: findings.all) }
        self = round
    }

    /// The round as its document.
    public var document: String {
        mappingNode([
            ("title", title.node), ("catchphrase", catchphrase.node), ("description", description.node),
            ("visibility", .text(visibility.rawValue)), ("opens", .text(opens.iso)), ("closes", .text(closes.iso)),
            ("grants begin", grantsBegin.map { .text($0.iso) }), ("windows", .flow(windows)),
            ("ceiling", ceiling.map { .text(String($0.amount)) }), ("rate", rate?.node),
            ("budget", budget.map { .text(String($0.amount)) }), ("intake", intake?.node),
            ("eligible", eligible?.node),
            ("accounts", .flow(accounts.map(\.rawValue))), ("areas", areas.isEmpty ? nil : .flow(areas)),
            ("purposes", purposes.isEmpty ? nil : .flow(purposes)),
            ("industries", industries.isEmpty ? nil : .flow(industries)), ("employees", employees.map { .text($0) }),
            ("keywords", keywords.isEmpty ? nil : .flow(keywords)),
            (
                "downloads",
                downloads.isEmpty
                    ? nil : .list(downloads.map { mappingNode([("label", $0.label.node), ("path", .text($0.path))]) })
            ),
        ]).document
    }

    init?(_ reader: DocumentReader, code: String) {
        if !code.isCode {
            reader.findings.add(
                reader.path, 0, "文書の名前は、半角の英小文字・数字・「-」（40文字まで）にしてください。", "Name the document with a-z, 0-9 and -.")
        }
        guard let mapping = reader.mapping("公募回") else { return nil }
        let title = mapping.text("title")
        let catchphrase = mapping.text("catchphrase")
        let description = mapping.text("description")
        let visibility = mapping.word(
            "visibility", Dictionary(uniqueKeysWithValues: Visibility.allCases.map { ($0.rawValue, $0) }))
        let opens = mapping.parsed("opens", "2026-11-01T09:00", JapanTime.init(iso:))
        let closes = mapping.parsed("closes", "2026-12-25T17:00", JapanTime.init(iso:))
        if let opens, let closes, closes <= opens {
            mapping.wrong("closes", "受付終了（closes）が受付開始（opens）より後になっていません。", "“closes” is not after “opens”.")
        }
        let grantsBegin = mapping.parsedOrNil("grants begin", "2027-04", YearMonth.init(iso:))
        let windows = mapping.uniqueStrings("windows", required: true)
        let ceiling = mapping.number("ceiling", from: 0)
        let rate = mapping.textOrNil("rate")
        let budget = mapping.number("budget", from: 0)
        let intake = mapping.member("intake").flatMap { Intake($0) }
        if let intake, intake.amount != nil, budget == nil {
            mapping.wrong("intake", "申請額の合計で打ち切るには、予算額（budget）も必要です。", "“amount” needs the round's “budget”.")
        }
        let eligible = mapping.textOrNil("eligible")
        let accounts = mapping.strings("accounts", among: AccountKind.allCases.map(\.rawValue), required: true)
        let areas = mapping.strings("areas", among: Catalogue.areas)
        let purposes = mapping.strings("purposes", among: Catalogue.purposes)
        let industries = mapping.strings("industries", among: Catalogue.industries)
        let employees = mapping.wordOrNil(
            "employees", Dictionary(uniqueKeysWithValues: Catalogue.employees.map { ($0, $0) }))
        let keywords = mapping.uniqueStrings("keywords")
        let downloads = mapping.list("downloads").compactMap { item -> Download? in
            guard let members = item.mapping("ダウンロード") else { return nil }
            let label = members.text("label")
            let path = members.string("path")
            members.finish()
            guard let label, let path else { return nil }
            reader.findings.mark("download \(code)/\(path)", reader.path, item.line)
            return Download(label: label, path: path)
        }
        mapping.finish()
        reader.findings.mark("round \(code)", reader.path, reader.line)
        guard let title, let catchphrase, let description, let visibility, let opens, let closes else { return nil }
        self.init(
            code: code, title: title, catchphrase: catchphrase, description: description, visibility: visibility,
            opens: opens, closes: closes, grantsBegin: grantsBegin, windows: windows, ceiling: ceiling.map(Yen.init),
            rate: rate, budget: budget.map(Yen.init), intake: intake, eligible: eligible,
            accounts: accounts.compactMap(AccountKind.init(rawValue:)), areas: areas, purposes: purposes,
            industries: industries, employees: employees, keywords: keywords, downloads: downloads)
    }
}

extension Intake {
    init?(_ reader: DocumentReader) {
        guard let mapping = reader.mapping("先着・抽選") else { return nil }
        let rule = mapping.word("rule", Dictionary(uniqueKeysWithValues: Rule.allCases.map { ($0.rawValue, $0) }))
        let places = mapping.count("places", from: 1)
        let amount = mapping.stringOrNil("amount")
        mapping.finish()
        guard let rule else { return nil }
        if places == nil, amount == nil {
            mapping.wrong("「places」（件数）か「amount」（申請額の項目）を書いてください。", "Give “places” or “amount”.")
            return nil
        }
        self.init(rule: rule, places: places, amount: amount)
    }

    var node: Node {
        mappingNode([
            ("rule", .text(rule.rawValue)), ("places", places.map { .text(String($0)) }),
            ("amount", amount.map { .text($0) }),
        ])
    }
}
