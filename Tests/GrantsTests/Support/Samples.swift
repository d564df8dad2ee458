import Grants

/// A programme small enough to read: one form of every field type, check → review → decision, then a second procedure.
enum Samples {
    static let form = Form(
        id: "call", title: "公募申請",
        sections: [
            Section(
                id: "plan", title: "事業計画",
                fields: [
                    Field(name: "事業名", label: "事業名", type: .text(TextLimits(maximum: 20)), required: true),
                    Field(name: "概要", label: "事業の概要", type: .longText(TextLimits(minimum: 3, maximum: 50))),
                    Field(
                        name: "人数", label: "従業員数", type: .integer(IntegerLimits(minimum: 1, maximum: 300, unit: "人"))),
                    Field(name: "金額", label: "申請額", type: .money(MoneyLimits(minimum: 1000, maximum: 5_000_000))),
                    Field(name: "開始日", label: "開始日", type: .date(DayLimits(earliest: Day(iso: "2026-04-01")))),
                    Field(
                        name: "区分", label: "区分",
                        type: .choice([Choice(code: "a", label: "新規"), Choice(code: "b", label: "拡大")])),
                    Field(
                        name: "取組", label: "取組",
                        type: .choices(
                            [
                                Choice(code: "x", label: "設備"), Choice(code: "y", label: "人材"),
                                Choice(code: "z", label: "販路"),
                            ], ChoiceLimits(maximum: 2))),
                    Field(name: "課税", label: "課税事業者", type: .yesNo),
                    Field(name: "誓約", label: "誓約", type: .pledge(statement: "虚偽はありません"), required: true),
                    Field(name: "メール", label: "メール", type: .email),
                    Field(name: "電話", label: "電話", type: .telephone),
                    Field(name: "所在地", label: "所在地", type: .address),
                    Field(name: "法人番号", label: "法人番号", type: .corporateNumber),
                    Field(
                        name: "認定番号", label: "認定番号", type: .text(TextLimits(digits: 9)),
                        message: Text("9桁の数字で入力してください", en: "Enter 9 digits")),
                    Field(
                        name: "計画書", label: "事業計画書", type: .file(FileLimits(kinds: [.pdf], maximumSize: 1000)),
                        required: true),
                ])
        ])

    static let sheet = Form(
        id: "score", title: "審査票",
        sections: [
            Section(
                id: "score", title: "採点",
                fields: [
                    Field(
                        name: "新規性", label: "新規性", type: .integer(IntegerLimits(minimum: 1, maximum: 5)),
                        required: true),
                    Field(
                        name: "実現性", label: "実現性", type: .integer(IntegerLimits(minimum: 1, maximum: 5)),
                        required: true),
                    Field(name: "総評", label: "総評", type: .longText(TextLimits()), required: true),
                ])
        ])

    static let programme = Programme(
        code: "sample", agency: AgencyName(code: "bureau", name: "見本局", signatory: "見本局長　見本　太郎"),
        name: "見本補助金", summary: "見本です",
        windows: [Window(id: "kanto", name: "関東"), Window(id: "kinki", name: "近畿")],
        flow: Flow(procedures: [
            Procedure(
                id: "call", name: "公募申請", form: "call", start: .round,
                stages: [
                    Stage(
                        id: "check", name: "形式審査", kind: .check,
                        outcomes: [
                            Outcome(id: "forward", label: "外部審査へ", target: .stage("review")),
                            Outcome(id: "return", label: "差戻し", target: .applicant),
                        ]),
                    Stage(
                        id: "review", name: "外部審査", kind: .review, reviewers: 2, sheet: "score",
                        outcomes: [Outcome(id: "forward", label: "採否決定へ", target: .stage("decision"))]),
                    Stage(
                        id: "decision", name: "採否決定", kind: .decision,
                        outcomes: [
                            Outcome(
                                id: "adopt", label: "採択", target: .end(.adopted), letter: "adoption", opens: ["grant"]),
                            Outcome(id: "reject", label: "不採択", target: .end(.rejected), letter: "rejection"),
                        ]),
                ]),
            Procedure(
                id: "grant", name: "交付申請", form: "call", start: .outcome, days: 30,
                stages: [
                    Stage(
                        id: "decision", name: "交付決定", kind: .decision,
                        outcomes: [Outcome(id: "grant", label: "交付決定", target: .end(.granted))])
                ]),
        ]),
        forms: [form], sheets: [sheet],
        letters: [
            LetterTemplate(
                id: "adoption", title: "採択通知書", numberPrefix: "見本",
                body: ["{申請日}付けで申請のあった「{事業名}」について、採択します。"],
                items: [.init(label: "受付番号", text: "{受付番号}"), .init(label: "申請額", text: "{回答:金額}")]),
            LetterTemplate(
                id: "rejection", title: "不採択通知書", numberPrefix: "見本", body: ["次の理由により採択しません。"],
                items: [.init(label: "理由", text: "{理由}")]),
        ], attachments: [])

    /// Boxes that the form accepts, every field filled.
    static let typed = Typed([
        "事業名": ["まちの灯り"], "概要": ["商店街に灯りをともす"], "人数": ["１２"], "金額": ["1,500,000円"],
        "開始日.year": ["令和8"], "開始日.month": ["5"], "開始日.day": ["29"], "区分": ["a"], "取組": ["x", "z"],
        "課税": ["yes"], "誓約": ["yes"], "メール": ["hanako@example.jp"], "電話": ["０３（１２３４）５６７８"],
        "所在地.postal": ["〒100-0001"], "所在地.prefecture": ["東京都"], "所在地.city": ["千代田区"],
        "所在地.street": ["千代田1-1"], "所在地.building": [""], "法人番号": ["7000012050002"], "認定番号": ["09284713 0"],
    ])

    static let file = StoredFile(
        id: id(900), field: "計画書", name: "計画書.pdf", size: 900, sha256: String(repeating: "a", count: 64))

    /// An identifier that is the same in every run.
    static func id<Entity>(_ number: UInt64, _ entity: Entity.Type = Entity.self) -> ID<Entity> {
        ID(at: Instant(milliseconds: 1_780_000_000_000), random: (number, number))
    }

    static let applicant = Actor(kind: .applicant, id: "applicant", name: "見本商店 花子")
    static let staff = Actor(kind: .staff, id: "staff", name: "事務 太郎")
    static let approver = Actor(kind: .staff, id: "approver", name: "決裁 次郎")

    static func reviewer(_ number: UInt64) -> Actor {
        Actor(kind: .reviewer, id: id(700 + number, Account.self).text, name: "審査 \(number)")
    }

    static let noon = JapanTime(iso: "2026-05-29T12:00")?.instant ?? Instant(milliseconds: 0)

    static let opening = CaseEvent.Opening(
        programme: "bureau/sample", version: 1, round: "bureau/sample/first", roundTitle: "第1回公募", window: "kanto",
        organisation: Organisation(id: id(1), name: "見本商店", corporateNumber: "7000012050002"), grantsBegin: "2027-04")

    static func submission(_ filing: UInt64 = 2, procedure: String = "call", revision: Int = 1) -> CaseEvent.Submission
    {
        let judgement = form.judge(typed, files: [file])
        return CaseEvent.Submission(
            filing: id(filing), procedure: procedure, revision: revision, receipt: "K0000001\(revision)",
            title: "まちの灯り",
            answers: form.json(of: judgement.answers), files: [file])
    }
}

/// A case and its records, as the log would keep them.
struct Story {
    var records: [CaseRecord] = []
    var state: Case
    var now = Samples.noon

    init() {
        let record = CaseRecord(
            .opened(Samples.opening), of: Samples.id(10), agency: Samples.id(20), seq: 1, at: now,
            by: Samples.applicant,
            after: CaseRecord.origin)
        records = [record]
        state = Case(
            id: Samples.id(10), agency: Samples.id(20), opening: Samples.opening, at: now, head: record.hash)
        append([.submitted(Samples.submission())], by: Samples.applicant)
    }

    mutating func append(_ events: [CaseEvent], by actor: Actor) {
        for event in events {
            let record = CaseRecord(
                event, of: state.id, agency: state.agency, seq: state.seq + 1, at: now, by: actor, after: state.head)
            records.append(record)
            state.apply(event, seq: record.seq, at: now, by: actor, hash: record.hash)
        }
    }

    @discardableResult
    mutating func act(_ command: CaseCommand, by actor: Actor) throws -> [CaseEvent] {
        now = now.adding(seconds: 60)
        let events = try state.decide(command, by: actor, at: now, under: Samples.programme)
        append(events, by: actor)
        return events
    }

    var filing: ID<Filing> { Samples.id(2) }
}

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
