import Grants

@testable import Storage

/// A programme just large enough to have cases.
enum Sample {
    static let agency: ID<Agency> = id(1, 1)
    static let other: ID<Agency> = id(1, 2)

    static let programme = programme(due: 5)
    /// The same without last days.
    static let undated = programme(due: nil)

    private static func programme(due: Int?) -> Programme {
        Programme(
            code: "sample", agency: AgencyName(code: "office", name: "実施機関", signatory: "長"), name: "補助金", summary: "",
            windows: ["east", "west", "north"].map { Window(id: $0, name: Text($0)) },
            flow: Flow(procedures: [procedure("call", .round, due), procedure("grant", .outcome, due)]), forms: [form],
            sheets: [],
            letters: [], attachments: [])
    }

    /// A form that asks for an amount.
    private static let form = Form(
        id: "call", title: "申請",
        sections: [
            Section(
                id: "plan", title: "計画",
                fields: [Field(name: "補助金申請額", label: "補助金申請額", type: .money(MoneyLimits()))])
        ])

    private static func procedure(_ id: String, _ start: Procedure.Start, _ due: Int?) -> Procedure {
        Procedure(
            id: id, name: Text(id), form: id, start: start,
            stages: [
                Stage(
                    id: "check", name: "審査", kind: .check, due: due,
                    outcomes: [
                        Outcome(id: "forward", label: "進める", target: .stage("decision")),
                        Outcome(id: "return", label: "差し戻す", target: .applicant),
                    ]),
                Stage(
                    id: "decision", name: "決定", kind: .decision,
                    outcomes: [Outcome(id: "adopt", label: "採択", target: .end(.adopted))]),
            ])
    }

    /// An identifier that sorts by its numbers.
    static func id<Entity>(_ kind: UInt64, _ number: Int) -> ID<Entity> {
        ID(at: Instant(milliseconds: Int64(kind)), random: (0, UInt64(number) << 2))
    }
}

/// Cases with random histories, the same for the same seed.
struct RandomCases {
    var chance: SplitMix64
    var programme = Sample.programme
    /// Whether officers take cases in hand.
    var areTaken = true
    private var receipts = 0

    init(seed: UInt64) { chance = SplitMix64(seed: seed) }

    static let titles = ["茜染めの開発", "防災頭巾", "ＩｏＴで見守り", "ｶﾀｶﾅのﾃｽﾄ", "東京の食器", "京都府の東側", "AI検査", "りんご", "リンゴ飴", "髙木の家具"]
    static let texts = [
        "地域で続く技術を使います。", "東京都で売ります。", "東京と京都で売ります。", "1,800,000円を使う", "省エネ\n省力化", "ＡＩとIoTと5G", "ﾋﾞｰﾙを造る", "",
    ]
    static let organisations = ["赤坂染物店", "青葉食品", "みどり工業", "株式会社ＡＢＣ"]

    /// One of those who have cases in hand.
    static func holder(_ number: Int) -> Holder { Holder(id: Sample.id(5, number), name: ["甲野", "乙川"][number - 1]) }

    mutating func one<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &chance)] }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &chance) }

    mutating func submission(_ filing: ID<Filing>, _ procedure: String, revision: Int) -> CaseEvent {
        receipts += 1
        return .submitted(
            .init(
                filing: filing, procedure: procedure, revision: revision, receipt: "K\(10_000_000 + receipts * 7)",
                title: one(RandomCases.titles),
                answers: .object([
                    "補助金申請額": .integer(Int64(number(1...900) * 1000)), "概要": .string(one(RandomCases.texts)),
                    "金額": .integer(Int64(number(1...9) * 1000)),
                ]), files: []))
    }

    /// The `number`-th case; each case's number makes its identifiers.
    mutating func prepare(_ number: Int, agency: ID<Agency> = Sample.agency) -> PreparedCase {
        let organisation = self.number(0...3)
        let opening = CaseEvent.Opening(
            programme: "sample", version: 1, round: "round-\(self.number(1...3))",
            roundTitle: Text("第\(self.number(1...2))回公募"), window: one(["east", "west", "north"]),
            organisation: Organisation(
                id: Sample.id(2, organisation), name: RandomCases.organisations[organisation],
                corporateNumber: organisation == 0 ? "7000012050002" : nil),
            grantsBegin: one(["2027-04", nil]))
        let start = Instant(milliseconds: 1_700_000_000_000).adding(days: self.number(0...300))
        let applicant = Actor(kind: .applicant, id: "a", name: "申請者")
        let filing: ID<Filing> = Sample.id(3, number * 2)
        var steps: [PreparedCase.Step] = []
        var at = start
        func add(_ events: [CaseEvent]) { steps.append(.init(events, by: applicant, at: at)) }
        add([submission(filing, "call", revision: 1)])
        var revision = 1
        if areTaken, self.number(0...2) > 0 {
            add([.taken(.init(holder: RandomCases.holder(self.number(1...2))))])
            if self.number(0...3) == 0 { add([.taken(.init(holder: nil))]) }
        }
        for _ in 0..<self.number(0...3) {
            // Whole days, so that many cases share a moment and only their ids tell them apart.
            at = at.adding(days: self.number(0...4))
            switch self.number(0...4) {
            case 0:
                add([.returned(.init(filing: filing, stage: "check", message: "m", remarks: ["補助金申請額": "確認"]))])
                revision += 1
                add([submission(filing, "call", revision: revision)])
            case 1: add([.returned(.init(filing: filing, stage: "check", message: "m", remarks: [:]))])
            case 2: add([.moved(.init(filing: filing, from: "check", outcome: "forward", to: "decision"))])
            case 3:
                add([
                    .decided(
                        .init(
                            filing: filing, stage: "decision", outcome: "adopt", verdict: .adopted, reason: "",
                            opens: []))
                ])
                let second: ID<Filing> = Sample.id(3, number * 2 + 1)
                if self.number(0...1) == 0 { add([submission(second, "grant", revision: 1)]) }
            default:
                add([.entered(.init(filing: filing, revision: revision, answers: .object(["所見": "良好です"])))])
            }
        }
        return PreparedCase(
            Sample.id(4, number), agency: agency, opening: opening, by: applicant, at: start, then: steps,
            under: programme)
    }
}
