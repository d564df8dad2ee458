import Testing

@testable import Grants

@Suite("A case")
struct CaseTests {
    @Test(
        "goes the whole way: checked, returned, corrected, reviewed, proposed, confirmed, and the next procedure opens")
    func wholeWay() throws {
        var story = Story()
        #expect(story.state.status(under: Samples.programme) == .checking)

        try story.act(.return(story.filing, message: "", remarks: ["金額": "税抜で記入してください"]), by: Samples.staff)
        #expect(story.state.status(under: Samples.programme) == .returned)
        #expect(story.state.filing(story.filing)?.returns.last?.remarks == ["金額": "税抜で記入してください"])

        try story.act(.submit(Samples.submission(revision: 2)), by: Samples.applicant)
        #expect(story.state.filing(story.filing)?.revisions.map(\.number) == [1, 2])

        try story.act(.move(story.filing, outcome: "forward", nil), by: Samples.staff)
        #expect(story.state.status(under: Samples.programme) == .reviewing)
        for number: UInt64 in 1...2 {
            let assignment = assignment(number)
            try story.act(.assign([assignment]), by: Samples.staff)
            try story.act(
                .declare(.init(assignment: assignment.id, conflict: false, reason: "")), by: Samples.reviewer(number))
            try story.act(.score(assignment.id, sheet), by: Samples.reviewer(number))
        }
        try story.act(.move(story.filing, outcome: "forward", nil), by: Samples.staff)
        #expect(story.state.status(under: Samples.programme) == .deciding)

        try story.act(.propose(story.filing, outcome: "adopt", reason: ""), by: Samples.staff)
        #expect(story.state.status(under: Samples.programme) == .confirming)
        try story.act(.confirm(story.filing, LetterNumber(id: Samples.id(50), number: 12)), by: Samples.approver)

        #expect(story.state.status(under: Samples.programme) == .adopted)
        #expect(story.state.open.map(\.procedure) == ["grant"])
        let letter = try #require(story.state.letters.first)
        #expect(letter.number == "見本第12号")
        #expect(letter.body == ["令和8年5月29日付けで申請のあった「まちの灯り」について、採択します。"])
        #expect(letter.items.map(\.text) == ["K00000012", "1,500,000円"])

        try story.act(.submit(Samples.submission(3, procedure: "grant")), by: Samples.applicant)
        #expect(story.state.open.isEmpty)
        #expect(story.state.status(under: Samples.programme) == .deciding)
        #expect(try Case.verified(story.records) == story.state)
    }

    @Test("counts the days for a procedure an outcome opened from the day after, to the end of the last")
    func periodOfOpenedProcedure() throws {
        var story = try decided()
        let until = try #require(story.state.open.first?.until)
        #expect(JapanTime(until).iso == "2026-06-29T00:00")
        story.now = until
        #expect(throws: Refusal.self) {
            try story.state.decide(
                .submit(Samples.submission(3, procedure: "grant")), by: Samples.applicant, at: until,
                under: Samples.programme)
        }
        let inTime = Instant(milliseconds: until.milliseconds - 1)
        #expect(throws: Never.self) {
            try story.state.decide(
                .submit(Samples.submission(3, procedure: "grant")), by: Samples.applicant, at: inTime,
                under: Samples.programme)
        }
    }

    @Test("is not decided by the one who proposed")
    func fourEyes() throws {
        var story = try proposed("adopt")
        let refusal = #expect(throws: Refusal.self) {
            try story.act(.confirm(story.filing, LetterNumber(id: Samples.id(50), number: 1)), by: Samples.staff)
        }
        #expect(refusal?.kind == .forbidden)
        try story.act(.decline(story.filing, reason: "根拠を書き足してください"), by: Samples.approver)
        #expect(story.state.status(under: Samples.programme) == .deciding)
    }

    @Test("needs a reason to be rejected, and the letter gives it")
    func reason() throws {
        var story = try atDecision()
        let refusal = #expect(throws: Refusal.self) {
            try story.act(.propose(story.filing, outcome: "reject", reason: "　\n"), by: Samples.staff)
        }
        #expect(refusal?.field == "reason")
        try story.act(.propose(story.filing, outcome: "reject", reason: "実現の見込みが示されていないため"), by: Samples.staff)
        try story.act(.confirm(story.filing, LetterNumber(id: Samples.id(50), number: 1)), by: Samples.approver)
        #expect(story.state.letters.first?.items.first?.text == "実現の見込みが示されていないため")
        #expect(story.state.open.isEmpty)
    }

    @Test("is not left by external review before enough reviewers have scored; one with a conflict does not count")
    func enoughReviewers() throws {
        var story = Story()
        try story.act(.move(story.filing, outcome: "forward", nil), by: Samples.staff)
        for number: UInt64 in 1...2 { try story.act(.assign([assignment(number)]), by: Samples.staff) }
        try story.act(
            .declare(.init(assignment: assignment(1).id, conflict: true, reason: "取引先です")), by: Samples.reviewer(1))
        try story.act(
            .declare(.init(assignment: assignment(2).id, conflict: false, reason: "")), by: Samples.reviewer(2))
        try story.act(.score(assignment(2).id, sheet), by: Samples.reviewer(2))
        let refusal = #expect(throws: Refusal.self) {
            try story.act(.move(story.filing, outcome: "forward", nil), by: Samples.staff)
        }
        #expect(refusal?.kind == .untimely)
    }

    @Test("hides an assignment from any other reviewer, and asks for the declaration before the score")
    func ownAssignment() throws {
        var story = Story()
        try story.act(.move(story.filing, outcome: "forward", nil), by: Samples.staff)
        try story.act(.assign([assignment(1)]), by: Samples.staff)
        let early = #expect(throws: Refusal.self) {
            try story.act(.score(assignment(1).id, sheet), by: Samples.reviewer(1))
        }
        #expect(early?.kind == .untimely)
        let other = #expect(throws: Refusal.self) {
            try story.act(
                .declare(.init(assignment: assignment(1).id, conflict: false, reason: "")), by: Samples.reviewer(2))
        }
        #expect(other?.kind == .notFound)
    }

    @Test("takes one resubmission for one return")
    func resubmissionOnce() throws {
        var story = Story()
        #expect(throws: Refusal.self) {
            try story.act(.submit(Samples.submission(revision: 2)), by: Samples.applicant)
        }
        try story.act(.return(story.filing, message: "確認してください", remarks: [:]), by: Samples.staff)
        #expect(throws: Refusal.self) {
            try story.act(.submit(Samples.submission(revision: 3)), by: Samples.applicant)
        }
        try story.act(.submit(Samples.submission(revision: 2)), by: Samples.applicant)
        #expect(throws: Refusal.self) {
            try story.act(.submit(Samples.submission(revision: 2)), by: Samples.applicant)
        }
    }

    @Test("keeps only remarks on fields the form has, and refuses an empty return")
    func remarks() throws {
        var story = Story()
        #expect(throws: Refusal.self) {
            try story.act(.return(story.filing, message: " ", remarks: ["存在しない項目": "…"]), by: Samples.staff)
        }
        let events = try story.act(
            .return(story.filing, message: "", remarks: ["事業名": "正式名で", "偽": "x", "概要": " "]), by: Samples.staff)
        guard case .returned(let returned)? = events.first else {
            Issue.record("not returned")
            return
        }
        #expect(returned.remarks == ["事業名": "正式名で"])
    }

    @Test("never reaches a state its flow does not allow, whatever is pressed in whatever order", arguments: 0..<200)
    func anyOrder(seed: Int) throws {
        var random = Seeded(UInt64(seed) + 1)
        var story = Story()
        for step in 0..<40 {
            let number = UInt64.random(in: 1...3, using: &random)
            let command: CaseCommand =
                switch Int.random(in: 0..<11, using: &random) {
                case 0: .return(story.filing, message: "m", remarks: [:])
                case 1: .submit(Samples.submission(revision: Int.random(in: 1...4, using: &random)))
                case 2: .move(story.filing, outcome: "forward", nil)
                case 3: .assign([assignment(number, key: UInt64(step))])
                case 4:
                    .declare(
                        .init(
                            assignment: story.state.filings[0].assignments.randomElement(using: &random)?.id
                                ?? Samples.id(1), conflict: Bool.random(using: &random), reason: "r"))
                case 5:
                    .score(
                        story.state.filings[0].assignments.randomElement(using: &random)?.id ?? Samples.id(1), sheet)
                case 6: .propose(story.filing, outcome: Bool.random(using: &random) ? "adopt" : "reject", reason: "r")
                case 7: .decline(story.filing, reason: "r")
                case 8: .confirm(story.filing, LetterNumber(id: Samples.id(UInt64(1000 + step)), number: 1))
                case 9: .submit(Samples.submission(3, procedure: "grant"))
                default: .comment("c")
                }
            let actor = [Samples.staff, Samples.approver, Samples.reviewer(number)].randomElement(using: &random)
            let before = story.state
            do {
                try story.act(command, by: actor ?? Samples.staff)
            } catch {
                #expect(story.state == before, "a refusal changes nothing")
            }
            check(story.state)
        }
        #expect(try Case.verified(story.records) == story.state)
    }

    /// What holds of every case at every time.
    private func check(_ state: Case) {
        for filing in state.filings {
            #expect(filing.revisions.map(\.number) == Array(1...filing.revisions.count))
            #expect(filing.revisions.count <= filing.returns.count + 1)
            if case .ended = filing.standing { #expect(filing.proposal == nil && filing.decision != nil) }
            if filing.procedure == "grant" {
                #expect(state.filing(of: "call")?.decision?.verdict == .adopted)
            }
            if let decision = filing.decision, decision.verdict == .adopted {
                let scored = filing.assignments.count { $0.progress == .done }
                #expect(scored >= 2, "adopted without two scores")
            }
        }
        #expect(state.letters.count == state.filings.count { $0.decision != nil && $0.procedure == "call" })
    }

    private func assignment(_ reviewer: UInt64, key: UInt64 = 0) -> CaseEvent.Assignment {
        CaseEvent.Assignment(
            id: Samples.id(100 + reviewer + key * 10), filing: Samples.id(2), stage: "review",
            reviewer: Samples.id(700 + reviewer), reviewerName: "審査 \(reviewer)")
    }

    private let sheet = Typed(["新規性": ["4"], "実現性": ["５"], "総評": ["よい計画です"]])

    private func atDecision() throws -> Story {
        var story = Story()
        try story.act(.move(story.filing, outcome: "forward", nil), by: Samples.staff)
        for number: UInt64 in 1...2 {
            try story.act(.assign([assignment(number)]), by: Samples.staff)
            try story.act(
                .declare(.init(assignment: assignment(number).id, conflict: false, reason: "")),
                by: Samples.reviewer(number))
            try story.act(.score(assignment(number).id, sheet), by: Samples.reviewer(number))
        }
        try story.act(.move(story.filing, outcome: "forward", nil), by: Samples.staff)
        return story
    }

    private func proposed(_ outcome: String) throws -> Story {
        var story = try atDecision()
        try story.act(.propose(story.filing, outcome: outcome, reason: ""), by: Samples.staff)
        return story
    }

    private func decided() throws -> Story {
        var story = try proposed("adopt")
        try story.act(.confirm(story.filing, LetterNumber(id: Samples.id(50), number: 12)), by: Samples.approver)
        return story
    }
}
