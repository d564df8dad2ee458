import Testing

@testable import Grants

/// The folders that show what offices of today ask for: tables, computed amounts, conditions, prefilled procedures.
enum OfficeExamples {
    static let names = ["market", "energy-equipment", "living-support", "mynapoint", "it-help"]

    static let procedures = [
        ["market", "grant"], ["market", "report"], ["market", "claim"], ["energy-equipment", "grant"],
        ["energy-equipment", "report"], ["living-support", "claim"], ["mynapoint", "survey"], ["mynapoint", "grant"],
        ["mynapoint", "report"], ["it-help", "request"], ["it-help", "report"],
    ]

    /// Each read once: their judges keep what they compiled.
    static let folders = Result { try Dictionary(uniqueKeysWithValues: names.map { ($0, try Examples.folder($0)) }) }
}

@Suite("Example programmes of offices")
struct ExampleFormsTests {
    @Test("each is read without a finding or a warning", arguments: OfficeExamples.names)
    func reads(name: String) throws {
        let folder = try Examples.folder(name)
        #expect(folder.warnings == [])
        #expect(folder.rounds.count == 1)
    }

    @Test("each is written back byte for byte", arguments: OfficeExamples.names)
    func writes(name: String) throws {
        let files = try Examples.files(name)
        let folder = try Examples.folder(name)
        for (path, bytes) in folder.documents {
            #expect(String(decoding: bytes, as: UTF8.self) == files[path].map { String(decoding: $0, as: UTF8.self) })
        }
        #expect(Set(folder.documents.keys) == Set(files.keys))
    }

    @Test("every title and label is said in English too", arguments: OfficeExamples.names)
    func english(name: String) throws {
        let folder = try Examples.folder(name)
        for form in folder.programme.forms + folder.programme.sheets {
            #expect(form.title.en != nil)
            for stop in form.stops { #expect(stop.message.en != nil, "\(stop.condition)") }
            for section in form.sections {
                #expect(section.title.en != nil, "\(section.id)")
                for field in section.fields {
                    for one in [field] + field.columns {
                        #expect(one.label.en != nil, "\(form.id): \(one.name)")
                        for constraint in one.constraints { #expect(constraint.message.en != nil, "\(one.name)") }
                    }
                }
            }
        }
    }

    @Test("an empty form stops nobody, and says only what is missing", arguments: OfficeExamples.procedures)
    func empty(place: [String]) throws {
        let draft = try ExampleDraft(place[0], place[1])
        let judgement = draft.judgement
        #expect(judgement.stops == [])
        for error in judgement.errors {
            #expect(error.cell == nil, "\(error.message.ja)")
            #expect(judgement.isRequired(error.field), "\(error.message.ja)")
        }
    }

    @Test(
        "every procedure can be filled in completely, from the answers of those before", arguments: OfficeExamples.names
    )
    func complete(name: String) throws {
        var earlier: [String: Answers] = [:]
        for procedure in try Examples.folder(name).programme.flow.procedures {
            var draft = try ExampleDraft(name, procedure.id, days: 200, after: earlier)
            draft.set(Self.given["\(name)/\(procedure.id)"] ?? [:])
            let judgement = draft.completed()
            #expect(judgement.errors.map(\.message.ja) == [], "\(procedure.id)")
            #expect(judgement.stops == [])
            earlier[procedure.id] = judgement.answers
            // What the office grants, where it assesses.
            if draft.judge.form.field(named: "査定額") != nil {
                earlier[procedure.id]?["査定額"] = judgement.answers["補助金交付申請額"]
            }
        }
    }

    @Test("what was granted is taken over and cannot be typed")
    func locked() throws {
        let places = [
            "market": ["report": ["交付決定額", "補助率", "上限額"], "claim": ["請求額"]],
            "energy-equipment": ["report": ["交付決定額"]], "mynapoint": ["grant": ["基準額"], "report": ["交付決定額"]],
            "it-help": ["report": ["企業負担単価"]],
        ]
        for (name, procedures) in places {
            for (procedure, fields) in procedures {
                let form = try ExampleDraft(name, procedure).judge.form
                for field in fields {
                    #expect(form.field(named: field)?.isLocked == true)
                    #expect(!form.accepts(box: field))
                }
            }
        }
    }

    @Test("the benefit is claimed one question at a time")
    func questions() throws {
        let form = try ExampleDraft("living-support", "claim").judge.form
        #expect(form.leaves.allSatisfy { leaf in leaf.fields.count { $0.isAsked } <= 1 })
        #expect(form.leaves.first?.id == "eligibility.基準日の住所")
    }

    /// What has only one right answer, or stops.
    static let given: [String: [String: String]] = [
        "market/grant": [
            "経費": "a", "経費.a.費目": "machinery", "経費.a.数量": "1", "経費.a.単価": "330000", "経費.a.税率": "standard",
            "消費税の扱い": "general", "申請枠": "wage", "現在の最低賃金": "1100", "引上げ後の最低賃金": "1150", "赤字事業者": "yes",
            "資金調達.own.調達額": "75000",
        ],
        "market/report": [
            "実施期間.from.year": "2027", "実施期間.from.month": "5", "実施期間.from.day": "10",
            "実施期間.to.year": "2027", "実施期間.to.month": "9", "実施期間.to.day": "30",
            "経費.a.発注日.year": "2027", "経費.a.発注日.month": "5", "経費.a.発注日.day": "11",
            "経費.a.支払日.year": "2027", "経費.a.支払日.month": "6", "経費.a.支払日.day": "30",
        ],
        "energy-equipment/grant": [
            "県内の事業所": "yes", "設備": "a", "設備.a.導入前": "1000", "設備.a.導入後": "900", "設備.a.取得価格": "3000",
            "稼働開始予定年月.year": "令和9", "稼働開始予定年月.month": "6",
        ],
        "living-support/claim": ["基準日の住所": "yes", "非課税世帯": "yes"],
        "mynapoint/survey": ["協議会の会員": "yes", "対象経費.commission.所要額": "2345678"],
        "it-help/request": [
            "県内の事業所": "yes", "第2希望.year": "2027", "第2希望.month": "12", "第2希望.day": "1", "第2希望.hour": "10",
            "第2希望.minute": "0",
        ],
    ]

    // MARK: Market development

    struct Costs: CustomTestStringConvertible, Sendable {
        let says: String
        var category = "ordinary"
        var loss = false
        var invoice = false
        var tax = "exempt"
        /// Kind, quantity, unit price, tax rate.
        let rows: [[String]]
        let eligible: Int64
        let rate: String
        let ceiling: Int64
        let website: Int64
        let grant: Int64
        var testDescription: String { says }
    }

    @Test(
        "The market grant is exact",
        arguments: [
            Costs(
                says: "two thirds, below the ceiling", rows: [["publicity", "1", "600,000", "standard"]],
                eligible: 600_000, rate: "2/3", ceiling: 500_000, website: 0, grant: 400_000),
            Costs(
                says: "cut off to the yen", rows: [["publicity", "1", "700,001", "standard"]], eligible: 700_001,
                rate: "2/3", ceiling: 500_000, website: 0, grant: 466_667),
            Costs(
                says: "without tax for who is liable, and the ceiling", tax: "general",
                rows: [["machinery", "1", "1234567", "standard"]], eligible: 1_122_333, rate: "2/3", ceiling: 500_000,
                website: 0, grant: 500_000),
            Costs(
                says: "higher wages, two thirds", category: "wage",
                rows: [["machinery", "1", "1,234,567", "standard"]],
                eligible: 1_234_567, rate: "2/3", ceiling: 2_000_000, website: 0, grant: 823_044),
            Costs(
                says: "higher wages at a loss, three quarters", category: "wage", loss: true,
                rows: [["machinery", "1", "1,234,567", "standard"]], eligible: 1_234_567, rate: "3/4",
                ceiling: 2_000_000, website: 0, grant: 925_925),
            Costs(
                says: "a loss counts only for higher wages", category: "founding", loss: true,
                rows: [["machinery", "1", "3,000,000", "standard"]], eligible: 3_000_000, rate: "2/3",
                ceiling: 2_000_000, website: 0, grant: 2_000_000),
            Costs(
                says: "the invoice special raises the ceiling", invoice: true,
                rows: [["exhibition", "2", "450,000", "standard"]], eligible: 900_000, rate: "2/3", ceiling: 1_000_000,
                website: 0, grant: 600_000),
            Costs(
                says: "a special category with the invoice special", category: "successor", invoice: true,
                rows: [["rent", "1", "9,000,000", "standard"]], eligible: 9_000_000, rate: "2/3", ceiling: 2_500_000,
                website: 0, grant: 2_500_000),
            Costs(
                says: "a website within its quarter",
                rows: [["machinery", "1", "300,000", "standard"], ["website", "1", "60,000", "standard"]],
                eligible: 360_000, rate: "2/3", ceiling: 500_000, website: 40_000, grant: 240_000),
            Costs(
                says: "a website above a quarter of the grant",
                rows: [["machinery", "1", "300,000", "standard"], ["website", "1", "400,000", "standard"]],
                eligible: 700_000, rate: "2/3", ceiling: 500_000, website: 66_666, grant: 266_666),
            Costs(
                says: "a website at the ceiling",
                rows: [["machinery", "1", "900,000", "standard"], ["website", "1", "600,000", "standard"]],
                eligible: 1_500_000, rate: "2/3", ceiling: 500_000, website: 125_000, grant: 500_000),
            Costs(
                says: "three tax rates, each row cut off alone", tax: "general",
                rows: [
                    ["publicity", "1", "33", "standard"], ["publicity", "3", "3,333", "reduced"],
                    ["travel", "2.5", "1,001", "standard"], ["travel", "1", "84", "none"],
                ],
                // 30 + ⌊9999/1.08⌋ 9258 + ⌊⌊2502.5⌋/1.1⌋ 2274 + 84
                eligible: 11_646, rate: "2/3", ceiling: 500_000, website: 0, grant: 7_764),
        ])
    func market(costs: Costs) throws {
        var draft = try ExampleDraft("market", "grant")
        draft.set([
            "申請枠": costs.category, "赤字事業者": costs.loss ? "yes" : "no", "現在の最低賃金": "1,100", "引上げ後の最低賃金": "1,150",
            "インボイス特例": costs.invoice ? "yes" : "no", "消費税の扱い": costs.tax,
        ])
        draft.rows("経費", ["費目", "数量", "単価", "税率"], costs.rows)
        draft.set(["資金調達.own.調達額": String(costs.eligible - costs.grant)])
        for (row, cells) in costs.rows.enumerated() where cells[2].filter(\.isNumber).count > 6 {
            draft.attach("経費.r\(row + 1).見積書", 2)
        }
        let judgement = draft.completed()
        let answers = judgement.answers
        #expect(answers["補助対象経費合計"] == .money(Yen(costs.eligible)))
        #expect(answers["補助率"] == Rate.reading(costs.rate).map(Answer.rate))
        #expect(answers["上限額"] == .money(Yen(costs.ceiling)))
        #expect(answers["ウェブサイト補助額"] == .money(Yen(costs.website)))
        #expect(answers["補助金交付申請額"] == .money(Yen(costs.grant)))
        #expect(costs.website * 4 <= costs.grant)
        #expect(judgement.errors.map(\.message.ja) == [])
        #expect(judgement.isComplete)
    }

    @Test(
        "A small business is told by its industry and its employees",
        arguments: [
            ("56", "5", true), ("56", "6", false), ("76", "5", true), ("76", "6", false), ("75", "20", true),
            ("75", "21", false), ("80", "20", true), ("09", "20", true), ("09", "21", false), ("06", "20", true),
        ])
    func small(industry: String, employees: String, isEligible: Bool) throws {
        var draft = try ExampleDraft("market", "grant")
        draft.set(["業種": industry, "従業員数": employees])
        #expect(draft.judgement.stops.isEmpty == isEligible)
    }

    @Test("Website costs alone are refused, and money that does not add up")
    func marketRefusals() throws {
        var draft = try ExampleDraft("market", "grant")
        draft.set(["申請枠": "ordinary", "消費税の扱い": "exempt", "インボイス特例": "no"])
        draft.rows("経費", ["費目", "数量", "単価", "税率"], [["website", "1", "300000", "standard"]])
        draft.set(["資金調達.own.調達額": "1"])
        let errors = draft.completed().errors
        #expect(errors.contains { $0.field == "経費" && $0.message.ja.contains("だけで申請することはできません") })
        draft.set(["経費.r1.費目": "publicity"])
        #expect(draft.judgement.errors.map(\.field) == ["資金調達"])
        draft.set(["資金調達.own.調達額": "40000", "資金調達.loan.調達額": "60000", "資金調達.loan.調達先": "見本信用金庫"])
        #expect(draft.judgement.isComplete)
    }

    @Test("An order of more than a million yen needs two quotations")
    func quotations() throws {
        var draft = try ExampleDraft("market", "grant")
        draft.rows("経費", ["費目", "数量", "単価", "税率"], [["machinery", "1", "1000001", "standard"]])
        func wrong() -> Bool { draft.judgement.errors.contains { $0.place == "経費.r1.見積書" } }
        #expect(wrong())
        draft.attach("経費.r1.見積書", 1)
        #expect(wrong())
        draft.attach("経費.r1.見積書", 1)
        #expect(!wrong())
    }

    @Test(
        "The settled amount of a market project is never more than was granted",
        arguments: [
            // Unit price paid, earnings; settled, not needed. 440,000 / 1.1 × 2/3 = 266,666.
            ("440000", "", 266_666, 0), ("330000", "", 200_000, 66_666), ("550000", "", 266_666, 0),
            ("330000", "50,000", 150_000, 116_666), ("330000", "900,000", 0, 266_666),
        ])
    func settled(price: String, earnings: String, amount: Int64, rest: Int64) throws {
        var grant = try ExampleDraft("market", "grant")
        grant.set(["申請枠": "ordinary", "消費税の扱い": "general", "インボイス特例": "no", "資金調達.own.調達額": "133334"])
        grant.rows("経費", ["費目", "数量", "単価", "税率"], [["publicity", "1", "440000", "standard"]])
        let granted = grant.completed()
        #expect(granted.isComplete)
        var report = try ExampleDraft("market", "report", days: 300, after: ["grant": granted.answers])
        #expect(report.typed.all("経費") == ["r1"])
        #expect(report.typed.first("経費.r1.単価") == "440000")
        report.set(["経費.r1.単価": price, "収益の有無": earnings.isEmpty ? "no" : "yes", "収益納付額": earnings])
        let judgement = report.completed()
        #expect(judgement.answers["精算額"] == .money(Yen(amount)))
        #expect(judgement.answers["不用額"] == .money(Yen(rest)))
        let claim = try ExampleDraft("market", "claim", days: 300, after: ["report": judgement.answers])
        #expect(claim.judgement.answers["請求額"] == .money(Yen(amount)))
    }

    // MARK: Energy-saving equipment

    @Test(
        "The energy grant is a third in whole thousands",
        arguments: [
            // Thousands of yen: prices and works; eligible, grant.
            (["3,000", "0"], 3_000, 1_000), (["3,000", "1"], 3_001, 1_000), (["2,999", "0"], 2_999, 999),
            (["600", "0"], 600, 200), (["14,500", "500"], 15_000, 5_000), (["20,000", "0"], 20_000, 5_000),
        ])
    func energy(prices: [String], eligible: Int64, grant: Int64) throws {
        var draft = try ExampleDraft("energy-equipment", "grant")
        draft.set(["県内の事業所": "yes", "稼働開始予定年月.year": "2027", "稼働開始予定年月.month": "6"])
        draft.rows("設備", ["導入前", "導入後", "取得価格", "工事費"], [["1000", "500"] + prices])
        let judgement = draft.completed()
        #expect(judgement.answers["補助対象経費"] == .money(Yen(eligible * 1000)))
        #expect(judgement.answers["補助率"] == Rate.reading("1/3").map(Answer.rate))
        #expect(judgement.answers["補助金交付申請額"] == .money(Yen(grant * 1000)))
        #expect(judgement.errors == [])
    }

    @Test("Less than the smallest grant is refused")
    func smallest() throws {
        var draft = try ExampleDraft("energy-equipment", "grant")
        draft.set(["県内の事業所": "yes", "稼働開始予定年月.year": "2027", "稼働開始予定年月.month": "6"])
        draft.rows("設備", ["導入前", "導入後", "取得価格", "工事費"], [["1000", "500", "599", "0"]])
        #expect(draft.completed().errors.map(\.field) == ["補助金交付申請額"])
    }

    @Test(
        "Ten per cent is judged before anything is cut off",
        arguments: [
            // Before, after; saved and its rate as shown; whether it suffices.
            ("1000.0", "900.0", "100", "10", true), ("1000.0", "900.1", "99.9", "9.9", false),
            ("12345.6", "9876.5", "2469.1", "19.9", true), ("0.3", "0.2", "0.1", "33.3", true),
            ("３，０００", "2,700", "300", "10", true), ("500", "600", "-100", "-20", false),
        ])
    func saving(before: String, after: String, saved: String, rate: String, suffices: Bool) throws {
        var draft = try ExampleDraft("energy-equipment", "grant")
        draft.rows("設備", ["導入前", "導入後", "設備区分"], [[before, after, "light-led"]])
        let judgement = draft.judgement
        let wrong = judgement.errors.filter { $0.place == "設備.r1.導入後" }
        #expect(wrong.isEmpty == suffices)
        let cells = try #require(draft.completed().row("設備", "r1"))
        #expect(cells["削減量"] == Rate.decimal(Substring(saved)).map(Answer.decimal))
        #expect(cells["削減率"] == Rate.decimal(Substring(rate)).map(Answer.decimal))
        #expect(cells["処分制限年数"] == .integer(15))
    }

    @Test(
        "Works lie within nine months from when grants begin",
        arguments: [
            ((2027, 5, 1), (2028, 1, 31), true), ((2027, 4, 30), (2027, 12, 1), false),
            ((2027, 5, 1), (2028, 2, 1), false), ((2027, 12, 1), (2027, 11, 30), false),
        ])
    func works(from: (Int, Int, Int), to: (Int, Int, Int), isRight: Bool) throws {
        var draft = try ExampleDraft("energy-equipment", "grant")
        draft.set([
            "工事期間.from.year": "\(from.0)", "工事期間.from.month": "\(from.1)", "工事期間.from.day": "\(from.2)",
            "工事期間.to.year": "\(to.0)", "工事期間.to.month": "\(to.1)", "工事期間.to.day": "\(to.2)",
        ])
        #expect(!draft.judgement.errors.contains { $0.field == "工事期間" } == isRight)
    }

    // MARK: Living support

    @Test(
        "A household gets 30,000 yen, and 20,000 yen for each child",
        arguments: [
            ([], 0, 30_000), (["1985-05-05"], 0, 30_000), (["1985-05-05", "2015-06-01", "2018-07-07"], 2, 70_000),
            (["2008-04-01"], 0, 30_000), (["2008-04-02"], 1, 50_000), (["2026-12-10"], 1, 50_000),
        ])
    func living(births: [String], children: Int64, benefit: Int64) throws {
        var draft = try ExampleDraft("living-support", "claim", days: 5)
        draft.set(["基準日の住所": "yes", "非課税世帯": "yes", "世帯員の有無": births.isEmpty ? "no" : "yes"])
        draft.rows(
            "世帯員", ["世帯員生年月日.year", "世帯員生年月日.month", "世帯員生年月日.day"],
            births.map { $0.split(separator: "-").map(String.init) })
        let judgement = draft.completed()
        #expect(judgement.answers["子どもの人数"] == .integer(children))
        #expect(judgement.answers["子ども加算額"] == .money(Yen(children * 20_000)))
        #expect(judgement.answers["給付申請額"] == .money(Yen(benefit)))
        #expect(judgement.errors.map(\.message.ja) == [])
        #expect(judgement.isComplete)
    }

    @Test(
        "Who is not eligible for the benefit is told so",
        arguments: [
            (["基準日の住所": "no"], true), (["基準日の住所": "yes", "非課税世帯": "yes"], false), (["非課税世帯": "no"], false),
            (["非課税世帯": "no", "家計急変": "yes"], false), (["非課税世帯": "no", "家計急変": "no"], true),
            (["非課税世帯": "yes", "家計急変": "no"], false), (["非課税世帯": "yes", "扶養のみの世帯": "yes"], true),
            (["他市での受給": "yes"], true),
        ])
    func notEligible(boxes: [String: String], isStopped: Bool) throws {
        var draft = try ExampleDraft("living-support", "claim")
        draft.set(boxes)
        #expect(draft.judgement.stops.isEmpty != isStopped)
    }

    @Test("Papers are asked only of those who need them")
    func papers() throws {
        var draft = try ExampleDraft("living-support", "claim")
        func asked() -> [String] {
            ["振込先口座", "本人確認書類", "代理人の本人確認書類", "委任状"].filter(draft.judgement.isRequired)
        }
        draft.set(["公金受取口座": "yes", "代理申請": "no"])
        #expect(asked() == [])
        draft.set(["公金受取口座": "no"])
        #expect(asked() == ["振込先口座", "本人確認書類"])
        draft.set(["公金受取口座": "yes", "代理申請": "yes", "代理人との関係": "member"])
        #expect(asked() == ["本人確認書類", "代理人の本人確認書類"])
        draft.set(["代理人との関係": "relative"])
        #expect(asked() == ["本人確認書類", "代理人の本人確認書類", "委任状"])
    }

    // MARK: Mynapoint

    @Test(
        "A municipality gets the less of its costs and its base amount, in whole thousands",
        arguments: [
            // Population as in the table; costs; base amount and grant.
            ("北海道", "札幌市", 1_970_000, 40_000_000, 32_769_000, 32_769_000),
            ("北海道", "函館市", 250_000, 6_000_000, 5_468_000, 5_468_000),
            ("北海道", "函館市", 250_000, 5_468_000, 5_468_000, 5_468_000),
            ("北海道", "函館市", 250_000, 2_345_678, 5_468_000, 2_345_000),
            ("東京都", "千代田区", 67_000, 2_563_999, 2_563_000, 2_563_000),
            ("群馬県", "上野村", 1_000, 999, 1_515_000, 0), ("群馬県", "上野村", 1_000, 1_600_000, 1_515_000, 1_515_000),
        ])
    func mynapoint(
        prefecture: String, city: String, population: Int64, costs: Int64, base: Int64, grant: Int64
    ) throws {
        #expect(base == 1_500_000 + 2_000_000_000 * population / 126_000_000 / 1000 * 1000)
        var draft = try ExampleDraft("mynapoint", "survey")
        draft.set([
            "団体.prefecture": prefecture, "団体.city": city, "協議会の会員": "yes", "対象経費.supplies.所要額": String(costs - 999),
            "対象経費.services.所要額": "999",
        ])
        let judgement = draft.completed()
        #expect(judgement.answers["人口"] == .integer(population))
        #expect(judgement.answers["基準額"] == .money(Yen(base)))
        #expect(judgement.answers["対象経費合計"] == .money(Yen(costs)))
        #expect(judgement.answers["交付見込額"] == .money(Yen(grant)))
        #expect(judgement.isComplete)
    }

    @Test("A municipality that is not in the table is told so, and one that is no member")
    func unknownMunicipality() throws {
        var draft = try ExampleDraft("mynapoint", "survey")
        draft.set(["団体.prefecture": "北海道", "団体.city": "札幌市中央区"])
        #expect(draft.judgement.stops.count == 1)
        draft.set(["団体.city": "札幌市"])
        #expect(draft.judgement.stops == [])
        draft.set(["協議会の会員": "no"])
        #expect(draft.judgement.stops.count == 1)
    }

    @Test(
        "What is settled is the least of costs, base amount and grant, and what was advanced is set against it",
        arguments: [
            // Spent, donated, advanced; settled, still to be paid, to be paid back. Granted are 4,000,000 yen.
            (4_200_000, 0, 4_000_000, 4_000_000, 0, 0), (3_999_999, 0, 0, 3_999_000, 3_999_000, 0),
            (3_500_500, 1_000, 4_000_000, 3_499_000, 0, 501_000), (3_500_500, 3_500_500, 0, 0, 0, 0),
        ] as [(Int64, Int64, Int64, Int64, Int64, Int64)])
    func mynapointSettled(
        spent: Int64, donated: Int64, advanced: Int64, settled: Int64, due: Int64, back: Int64
    ) throws {
        var survey = try ExampleDraft("mynapoint", "survey")
        survey.set([
            "団体.prefecture": "北海道", "団体.city": "函館市", "協議会の会員": "yes", "対象経費.commission.所要額": "5,000,000",
        ])
        var grant = try ExampleDraft("mynapoint", "grant", days: 60, after: ["survey": survey.completed().answers])
        #expect(grant.typed.first("対象経費.commission.所要額") == "5000000")
        grant.set(["対象経費.commission.所要額": "4,000,999"])
        let granted = grant.completed()
        #expect(granted.answers["交付申請額"] == .money(Yen(4_000_000)))
        #expect(granted.isRequired("見積書"))
        var report = try ExampleDraft(
            "mynapoint", "report", days: 300,
            after: ["survey": survey.completed().answers, "grant": granted.answers])
        report.set([
            "実支出.commission.実支出額": String(spent), "収入額": String(donated), "概算払受入済額": String(advanced),
        ])
        let judgement = report.completed()
        #expect(judgement.answers["確定額"] == .money(Yen(settled)))
        #expect(judgement.answers["追加交付額"] == .money(Yen(due)))
        #expect(judgement.answers["返還額"] == .money(Yen(back)))
        #expect(judgement.row("実支出", "commission")?["増減"] == .money(Yen(spent - 4_000_999)))
        #expect(judgement.isComplete)
    }

    // MARK: IT rescue team

    @Test(
        "An IT expert costs a business what the deck says",
        arguments: [
            // Example 1: 6,000 yen × 20 hours, 500 yen an hour; example 2: 8,500 yen × 24 hours, 750 yen an hour.
            ("meeting", "20", 120_000, 10_000, 110_000), ("rpa", "24", 204_000, 18_000, 186_000),
            ("telework", "1", 6_000, 500, 5_500), ("ai", "30", 255_000, 22_500, 232_500),
        ])
    func help(topic: String, hours: String, fee: Int64, share: Int64, grant: Int64) throws {
        var draft = try ExampleDraft("it-help", "request")
        draft.set(["県内の事業所": "yes", "相談内容": topic, "相談時間": hours])
        let answers = draft.judgement.answers
        #expect(answers["相談料"] == .money(Yen(fee)))
        #expect(answers["企業負担額"] == .money(Yen(share)))
        #expect(answers["補助額"] == .money(Yen(grant)))
    }

    @Test("The report counts the hours that were really used, up to those decided")
    func hours() throws {
        var request = try ExampleDraft("it-help", "request")
        request.set(["事業名": "オンライン会議を始めたい", "相談内容": "meeting", "相談時間": "20"])
        var report = try ExampleDraft("it-help", "report", days: 90, after: ["request": request.judgement.answers])
        report.rows("相談記録", ["時間数"], [["8"], ["7.5"], ["4"]])
        let judgement = report.completed()
        #expect(judgement.answers["企業負担額"] == .money(Yen(9_750)))
        #expect(judgement.answers["補助額"] == .money(Yen(107_250)))
        #expect(judgement.errors == [])
        report.set(["相談記録.r3.時間数": "5"])
        #expect(report.judgement.errors.map(\.field) == ["相談記録"])
    }
}

extension Field {
    fileprivate var columns: [Field] { if case .table(let table) = type { table.columns } else { [] } }
}

extension Judgement {
    /// The accepted cells of a row.
    fileprivate func row(_ table: String, _ id: String) -> Answers? {
        filledRows(of: table).first { $0.id == id }?.cells
    }
}

/// A draft of one procedure of an example, filled in box by box as an applicant would.
struct ExampleDraft {
    let judge: Judge
    var typed = Typed()
    private var files: [StoredFile] = []
    private let circumstances: Circumstances

    /// A draft begun some days after the round opened, with what it takes from earlier procedures.
    init(_ name: String, _ procedure: String, days: Int = 1, after earlier: [String: Answers] = [:]) throws {
        let folder = try #require(try OfficeExamples.folders.get()[name])
        judge = try #require(folder.programme.judge(of: procedure))
        let round = try #require(folder.rounds.first)
        circumstances = Circumstances(moment: round.opens.instant.adding(days: days), round: round)
        for field in judge.form.fields {
            guard case .earlier(let procedure, let source)? = field.prefill,
                let answer = earlier[procedure]?[source]
            else { continue }
            typed.boxes.merge(answer.typed(as: field)) { $1 }
        }
    }

    var judgement: Judgement { judge.judge(typed, files: files, circumstances) }

    mutating func set(_ boxes: [String: String]) {
        for (box, value) in boxes { typed.boxes[box] = [value] }
    }

    /// Rows `r1`, `r2` … of a table, by the boxes of these columns.
    mutating func rows(_ table: String, _ columns: [String], _ rows: [[String]]) {
        typed.boxes[table] = rows.indices.map { "r\($0 + 1)" }
        for (index, row) in rows.enumerated() {
            for (column, value) in zip(columns, row) { typed.boxes["\(table).r\(index + 1).\(column)"] = [value] }
        }
    }

    mutating func attach(_ place: String, _ count: Int) {
        for _ in 0..<count {
            let id = Samples.id(UInt64(files.count + 1), StoredFile.self)
            files.append(StoredFile(id: id, field: place, name: "見本.pdf", size: 1_000, sha256: ""))
        }
    }

    /// Fills in whatever is missing with something fitting, until nothing more can be done.
    mutating func completed() -> Judgement {
        for _ in 0..<20 {
            let (boxes, attached) = (typed, files.count)
            for error in judgement.errors { fill(error) }
            if boxes == typed, attached == files.count { break }
        }
        return judgement
    }

    private mutating func fill(_ error: FieldError) {
        guard let field = judge.form.field(named: error.field) else { return }
        if case .table(let table) = field.type {
            guard let cell = error.cell else {
                let fixed = table.fixedRows?.first?.code
                if typed.rows(of: field.name, table).isEmpty { typed.boxes[field.name] = ["r1"] }
                let row = fixed ?? typed.rows(of: field.name, table)[0]
                if let first = table.columns.first { fill(first, in: "\(field.name).\(row).") }
                return
            }
            guard let column = table.column(named: cell.column) else { return }
            fill(column, in: "\(field.name).\(cell.row).")
        } else {
            fill(field, in: "")
        }
    }

    /// A fitting answer for a field that is empty.
    private mutating func fill(_ field: Field, in prefix: String) {
        let name = prefix + field.name
        guard field.isAsked, Typed.boxes(of: field, in: prefix).allSatisfy({ typed.first($0).isEmpty }) else { return }
        func whole(_ minimum: Int64?) -> String { String(max(minimum ?? 0, 0)) }
        switch field.type {
        case .text(let limits):
            typed.boxes[name] = [String(repeating: "1", count: limits.digits ?? limits.minimum ?? 5)]
        case .longText(let limits): typed.boxes[name] = [String(repeating: "見", count: limits.minimum ?? 5)]
        case .integer(let limits): typed.boxes[name] = [whole(limits.minimum)]
        case .money(let limits): typed.boxes[name] = [whole(limits.minimum) + "円"]
        case .decimal(let limits): typed.boxes[name] = [limits.minimum?.description ?? "1"]
        case .rate: typed.boxes[name] = ["1/2"]
        case .choice, .choices, .linked: typed.boxes[name] = [field.type.choices[0].code]
        case .yesNo: typed.boxes[name] = ["no"]
        case .pledge: typed.boxes[name] = ["yes"]
        case .email: typed.boxes[name] = ["hanako@example.jp"]
        case .telephone: typed.boxes[name] = ["03-0000-0000"]
        case .url: typed.boxes[name] = ["https://www.example.jp/"]
        case .prefecture: typed.boxes[name] = ["北海道"]
        case .corporateNumber: typed.boxes[name] = ["7000012050002"]
        case .industry: typed.boxes[name] = ["09"]
        case .file: if !files.contains(where: { $0.field == name }) { attach(name, 1) }
        case .date, .yearMonth, .period, .dateTime, .address, .municipality, .personName, .bankAccount:
            for (part, value) in zip(field.type.parts, parts(of: field.type)) {
                typed.boxes["\(name).\(part)"] = [value]
            }
        case .table, .note, .heading: break
        }
    }

    private func parts(of type: FieldType) -> [String] {
        let today = circumstances.moment.map { JapanTime($0.adding(days: 10)).day }
        let begin = circumstances.round?.grantsBegin?.first ?? today
        func three(_ day: Day?) -> [String] { day.map { ["\($0.year)", "\($0.month)", "\($0.day)"] } ?? [] }
        switch type {
        case .date: return ["2026", "10", "1"]
        case .yearMonth: return ["2026", "1"]
        case .period: return three(begin) + three(begin.map { Day(daysSince1970: $0.daysSince1970 + 30) })
        case .dateTime: return three(today) + ["10", "0"]
        case .address: return ["060-0000", "北海道", "札幌市中央区", "見本1-2-3", ""]
        case .municipality: return ["北海道", "札幌市"]
        case .personName: return ["見本", "花子", "ミホン", "ハナコ"]
        default: return ["9900", "見本銀行", "001", "本店", "1", "1234567", "ﾐﾎﾝ ﾊﾅｺ"]
        }
    }
}
