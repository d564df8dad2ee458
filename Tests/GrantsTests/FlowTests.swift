import Testing

@testable import Grants

@Suite("A flow")
struct FlowTests {
    private func subsidy() throws -> Programme {
        try ProgrammeTemplate.subsidy.programme(
            code: "walk", name: "見本補助金", agency: ProgrammeTemplateTests.agency)
    }

    /// A case whose grant was decided, and which is being carried out.
    private func granted() throws -> Walk {
        var walk = Walk(try subsidy(), seed: 1)
        try walk.decide("adopt")
        try walk.file("grant")
        try walk.decide("grant")
        return walk
    }

    @Test("goes the whole way of a subsidy: plan, grant, change of plan, progress, report, payment")
    func wholeWay() throws {
        var walk = try granted()
        #expect(walk.state.status(under: walk.programme) == .granted)
        let amount = try #require(walk.money("交付決定額"))
        #expect(walk.open == ["change", "stop", "progress", "report"])

        try walk.file("progress")
        #expect(walk.state.status(under: walk.programme) == .checking)
        #expect(walk.open == ["change", "stop", "report"], "one at a time")
        try walk.decide("accept")
        #expect(walk.state.status(under: walk.programme) == .granted, "a report on the way says nothing of the case")

        try walk.file("change", ["変更後の補助金額": "\(amount - 1)"])
        try walk.decide("approve")
        #expect(walk.money("交付決定額") == amount - 1)
        #expect(walk.state.letters.last?.items.map(\.text).contains("\(Yen(amount - 1).grouped)円") == true)
        try walk.file("change", ["変更後の補助金額": "\(amount + 9)"])
        try walk.decide("refuse")
        #expect(walk.money("交付決定額") == amount - 1)

        try walk.file("report")
        #expect(walk.open == [], "nothing is changed once it is reported")
        try walk.decide("fix")
        #expect(walk.state.status(under: walk.programme) == .completed)
        #expect(try #require(walk.money("補助金確定額")) <= amount - 1)
        #expect(walk.open == [])
        #expect(try Case.verified(walk.records) == walk.state)
    }

    @Test("that is stopped asks for no report any more")
    func stopped() throws {
        var walk = try granted()
        try walk.file("stop")
        try walk.decide("approve")
        #expect(walk.state.status(under: walk.programme) == .stopped)
        #expect(walk.open == [])
        #expect(throws: Refusal.self) { try walk.file("report") }
    }

    @Test("counts a last day from what was decided, by the earlier of two")
    func lastDay() throws {
        let walk = try granted()
        let end = try #require(walk.day("事業完了期限"))
        let until = try #require(walk.state.open.first { $0.procedure == "report" }?.until)
        #expect(JapanTime(until).day == end.adding(days: 31))
        var late = walk
        late.now = until
        let report = try #require(late.programme.flow.procedure("report"))
        #expect(late.state.availability(of: report, at: until, under: late.programme) == .late(since: until))
        #expect(throws: Refusal.late) { try late.file("report") }
    }

    @Test("has its last day put off with a reason, and only to a later one")
    func extended() throws {
        var walk = try granted()
        let until = try #require(walk.state.open.first { $0.procedure == "report" }?.until)
        #expect(throws: Refusal.self) {
            try walk.act(.extend(procedure: "report", until: until, reason: "災害のため"), by: Samples.staff)
        }
        #expect(throws: Refusal.self) {
            try walk.act(.extend(procedure: "report", until: until.adding(days: 9), reason: " "), by: Samples.staff)
        }
        #expect(throws: Refusal.self) {
            try walk.act(.extend(procedure: "change", until: until.adding(days: 9), reason: "災害のため"), by: Samples.staff)
        }
        try walk.act(.extend(procedure: "report", until: until.adding(days: 9), reason: "災害のため"), by: Samples.staff)
        walk.now = until
        try walk.file("report")
        #expect(walk.state.extensions.map(\.reason) == ["災害のため"])
        #expect(try Case.verified(walk.records) == walk.state)
    }

    @Test("opens what comes later only when its day has come")
    func later() throws {
        let programme = try ProgrammeTemplate.competition.programme(
            code: "walk", name: "見本補助金", agency: ProgrammeTemplateTests.agency)
        var walk = Walk(programme, seed: 3)
        try walk.decide("adopt")
        try walk.file("grant")
        try walk.decide("grant")
        let decided = JapanTime(walk.now).day
        let report = try #require(programme.flow.procedure("follow-up"))
        let from = decided.adding(days: 365).midnight
        #expect(walk.state.availability(of: report, at: walk.now, under: programme) == .soon(from: from))
        #expect(throws: Refusal.self) { try walk.file("follow-up") }
        walk.now = from
        try walk.file("follow-up")
        try walk.decide("accept")
        #expect(walk.state.status(under: programme) == .completed)
    }

    @Test(
        "passes stages by those their conditions surely fail for, and no others",
        arguments: [(50, true), (2000, false)])
    func passing(amount: Int64, isPassed: Bool) throws {
        var programme = try subsidy()
        programme.flow.procedures[0].stages[1].when = "補助希望額 >= 1000"
        let folder = try ProgrammeFolder(reading: programme.documents)
        var walk = Walk(folder.programme, seed: 5)
        try walk.return()
        try walk.refile(["補助希望額": "\(amount)"])
        try walk.move("forward")
        #expect(walk.state.filings[0].stage == (isPassed ? "decision" : "examination"))
        let passing = walk.state.filings[0].stage == "decision" ? 1 : 0
        #expect(walk.records.count { $0.data.contains("\"outcome\":\"passing\"") } == passing)
        #expect(try Case.verified(walk.records) == walk.state)
    }

    @Test("offers an outcome only while its condition holds")
    func offered() throws {
        var programme = try subsidy()
        programme.flow.procedures[0].stages[0].outcomes.append(
            Outcome(id: "fast", label: "内容審査を省く", target: .stage("decision"), when: "補助希望額 < 500 and 差戻し回数 = 1"))
        programme = try ProgrammeFolder(reading: programme.documents).programme
        var walk = Walk(programme, seed: 5)
        #expect(throws: Refusal.self) { try walk.move("fast") }
        try walk.return()
        try walk.refile(["補助希望額": "400"])
        try walk.move("fast")
        #expect(walk.state.filings[0].stage == "decision")
    }

    @Test("returns a filing as often as its limit says")
    func limit() throws {
        var programme = try subsidy()
        programme.flow.procedures[0].stages[0].outcomes[1].limit = 2
        programme = try ProgrammeFolder(reading: programme.documents).programme
        var walk = Walk(programme, seed: 5)
        for _ in 0..<2 {
            try walk.return()
            try walk.refile()
        }
        #expect(throws: Refusal.self) { try walk.return() }
        try walk.move("forward")
    }

    @Test(
        "leaves a review when its rule is met",
        arguments: [
            (Stage.Rule.office, [3, 3], 0, true), (.office, [3], 0, false), (.anyone, [3], 1, true),
            (.all, [3, 4], 1, false), (.all, [3, 4], 0, true), (.average(9), [10, 8], 0, true),
            (.average(9), [10, 7], 0, false),
        ])
    func rules(rule: Stage.Rule, totals: [Int], waiting: Int, isLeft: Bool) throws {
        var programme = Samples.programme
        programme.flow.procedures[0].stages[1].rule = rule
        var walk = Walk(programme, seed: 2)
        try walk.move("forward")
        for (index, total) in totals.enumerated() { try walk.score(UInt64(index), total: total) }
        for index in 0..<waiting { try walk.assign(UInt64(50 + index)) }
        if isLeft {
            try walk.move("forward")
        } else {
            #expect(throws: Refusal.self) { try walk.move("forward") }
        }
    }

    @Test("is due in business days and counts the office's days, not the applicant's")
    func time() throws {
        var walk = Walk(try subsidy(), seed: 1)
        // 2026-05-29 is a Friday.
        #expect(walk.state.due(of: walk.state.filings[0], under: walk.programme)?.iso == "2026-06-05")
        walk.now = walk.now.adding(days: 3)
        try walk.return()
        #expect(walk.state.due(of: walk.state.filings[0], under: walk.programme) == nil)
        walk.now = walk.now.adding(days: 30)
        #expect(walk.state.filings[0].daysInHand(at: walk.now) == 3)
        try walk.refile()
        #expect(walk.state.due(of: walk.state.filings[0], under: walk.programme)?.iso == "2026-07-08")
        walk.now = walk.now.adding(days: 4)
        #expect(walk.state.filings[0].daysInHand(at: walk.now) == 7)
    }
}

extension Walk {
    /// The procedures that can be filed now.
    var open: [String] {
        programme.flow.procedures.filter {
            if case .open = state.availability(of: $0, at: now, under: programme) { true } else { false }
        }.map(\.id)
    }

    func money(_ name: String) -> Int64? {
        guard let value = programme.flow.value(name), case .money(let yen)? = state.value(of: value) else { return nil }
        return yen.amount
    }

    func day(_ name: String) -> Day? {
        guard let value = programme.flow.value(name), case .date(let day)? = state.value(of: value) else { return nil }
        return day
    }

    mutating func file(_ procedure: String, _ given: [String: String] = [:]) throws {
        try submit(Samples.id(UInt64(5_000 + records.count)), procedure, revision: 1, given)
    }

    mutating func refile(_ given: [String: String] = [:]) throws {
        let filing = try #require(state.latest)
        try submit(filing.id, filing.procedure, revision: filing.current.number + 1, given)
    }

    private mutating func submit(
        _ id: ID<Filing>, _ procedure: String, revision: Int, _ given: [String: String]
    ) throws {
        let judge = try #require(programme.judge(of: procedure))
        let moment = Circumstances(moment: now)
        var known = given
        if judge.form.field(named: "事業名") != nil { known["事業名"] = "まちの灯り" }
        let typed = SampleAnswers.filling(Typed(known.mapValues { [$0] }), of: judge, moment)
        let judgement = judge.judge(typed, moment)
        #expect(judgement.errors == [])
        try act(
            .submit(
                .init(
                    filing: id, procedure: procedure, revision: revision, receipt: "K9", title: "まちの灯り",
                    answers: judge.form.json(of: judgement.answers), files: [])), by: Samples.applicant)
    }

    mutating func `return`() throws {
        try act(.return(try #require(state.latest).id, message: "直してください", remarks: [:]), by: Samples.staff)
    }

    mutating func move(_ outcome: String) throws {
        try act(.move(try #require(state.latest).id, outcome: outcome, nil), by: Samples.staff)
    }

    mutating func assign(_ number: UInt64) throws {
        let filing = try #require(state.latest)
        try act(
            .assign([
                CaseEvent.Assignment(
                    id: Samples.id(300 + number), filing: filing.id, stage: filing.stage ?? "",
                    reviewer: Samples.id(700 + number, Account.self), reviewerName: "審査\(number)")
            ]), by: Samples.staff)
    }

    mutating func score(_ number: UInt64, total: Int) throws {
        try assign(number)
        let id = Samples.id(300 + number, CaseEvent.Assignment.self)
        try act(.declare(.init(assignment: id, conflict: false, reason: "")), by: Samples.reviewer(number))
        let first = min(5, total - 1)
        try act(
            .score(
                id, Typed(["新規性": ["\(first)"], "実現性": ["\(total - first)"], "総評": ["よい"]])),
            by: Samples.reviewer(number))
    }

    /// Takes the latest filing forward to its end by one of its outcomes.
    mutating func decide(_ outcome: String) throws {
        for _ in 0..<12 {
            let filing = try #require(state.latest)
            let stage = try #require(state.stage(of: filing, under: programme))
            if stage.kind == .review, filing.missingReviews(in: stage) > 0 {
                for number in 0..<UInt64(stage.reviewers) { try scoreFully(number) }
            }
            guard let end = stage.outcome(outcome) else {
                let forward = try #require(stage.outcomes.first { $0.isForward })
                try move(forward.id)
                continue
            }
            try act(.propose(filing.id, outcome: end.id, reason: "理由"), by: Samples.staff)
            try act(
                .confirm(filing.id, LetterNumber(id: Samples.id(UInt64(9_000 + records.count)), number: 1)),
                by: Samples.approver)
            return
        }
        Issue.record("no way to \(outcome)")
    }

    private mutating func scoreFully(_ number: UInt64) throws {
        try assign(number)
        let filing = try #require(state.latest)
        let sheet = state.stage(of: filing, under: programme)?.sheet
        let judge = try #require(sheet.flatMap { programme.judge(sheet: $0) })
        let id = Samples.id(300 + number, CaseEvent.Assignment.self)
        try act(.declare(.init(assignment: id, conflict: false, reason: "")), by: Samples.reviewer(number))
        try act(
            .score(id, SampleAnswers.filling(Typed(), of: judge, Circumstances())), by: Samples.reviewer(number))
    }
}
