import Testing

import struct FEEL.Number

@testable import Grants

@Suite("Score sheets")
struct ScoringTests {
    @Test("A total is the exact weighted sum, whatever the weights", arguments: Array(UInt64(1)...60))
    func exactTotals(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let weights = (0..<Int.random(in: 1...8, using: &chance)).map { _ in
            (Int.random(in: 0...40, using: &chance), Int.random(in: 1...12, using: &chance))
        }
        let fields = weights.enumerated().map { index, weight in
            Field(
                name: "観点\(index)", label: "観点",
                type: .integer(
                    IntegerLimits(
                        minimum: 0, maximum: 10, weight: Number(weight.0).divided(by: Number(weight.1)))))
        }
        let sheet = Form(id: "s", title: "審査票", sections: [Section(id: "a", title: "採点", fields: fields)])
        var answers = Answers()
        // A naive sum over the common denominator of all numbers from 1 to 12.
        let denominator = 27_720
        var (numerator, highest) = (0, 0)
        for (field, weight) in zip(fields, weights) {
            let points = Int.random(in: 0...10, using: &chance)
            answers[field.name] = .integer(Int64(points))
            numerator += points * weight.0 * (denominator / weight.1)
            highest += 10 * weight.0 * (denominator / weight.1)
        }
        #expect(sheet.total(answers) == Number(numerator).divided(by: Number(denominator)))
        #expect(sheet.highestTotal == Number(highest).divided(by: Number(denominator)))
    }

    @Test("Without weights a total is the sum of the whole numbers, as it always was")
    func plain() {
        #expect(Samples.sheet.total(["新規性": .integer(4), "実現性": .integer(3), "総評": .text("よい")]) == 7)
        #expect(Samples.sheet.highestTotal == 10)
    }

    @Test("Fewer points than the sheet says need a comment; more do not")
    func comments() throws {
        var sheet = Samples.sheet
        sheet.sections[0].fields[0].type = .integer(IntegerLimits(minimum: 1, maximum: 5, commentBelow: 3))
        let judge = Judge(sheet.withComments)
        #expect(judge.findings.filter { $0.severity == .error }.isEmpty)
        func missing(_ points: String, _ comment: String) -> [String] {
            judge.judge(Typed(["新規性": [points], "新規性の理由": [comment], "実現性": ["3"], "総評": ["よい"]])).errors.map(\.field)
        }
        #expect(missing("2", "") == ["新規性の理由"])
        #expect(missing("2", "例が多い") == [])
        #expect(missing("3", "") == [])
    }

    @Test("Anchors, weights and comments are read and written back as they are")
    func documents() throws {
        let folder = try Examples.folder("colourful")
        let field = try #require(folder.programme.sheet("score")?.field(named: "新規性"))
        let limits = try #require(field.criterion)
        #expect(limits.anchors.map(\.points) == [1, 2, 3, 4, 5] && limits.commentBelow == 2)
        #expect(folder.programme.sheet("score")?.field(named: "新規性の理由") != nil)
        #expect(folder.programme.sheets.first { $0.id == "score" }?.field(named: "新規性の理由") == nil)
        let market = try Examples.folder("market").programme
        #expect(market.sheet("score")?.highestTotal == 55)
    }

    @Test("What cannot be meant is found where it stands")
    func findings() throws {
        var files = try Examples.files("colourful")
        let path = "sheets/score.yaml"
        let text = String(decoding: try #require(files[path]), as: UTF8.self)
        func findings(_ old: String, _ new: String) -> [String] {
            #expect(text.contains(old))
            files[path] = Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
            do {
                _ = try ProgrammeFolder(reading: files)
                return []
            } catch {
                return "\(error)".split(separator: "\n").map(String.init)
            }
        }
        #expect(findings("- points: 2", "- points: 9").contains { $0.contains("評価の目安の点数（9）") })
        #expect(findings("comment below: 2", "comment below: 1").contains { $0.contains("より低い点数は付けられません") })
        #expect(findings("comment below: 2", "weight: 2000").contains { $0.contains("weight") })
        #expect(findings("comment below: 2", "comment bellow: 2").contains { $0.contains("comment below") })
    }

    @Test("The record keeps a fraction exactly, and old records keep their whole numbers")
    func records() throws {
        let third = try #require(Rate.reading("31/3"))
        let event = CaseEvent.scored(.init(assignment: Samples.id(3), answers: [:], total: third))
        #expect(event.data["total"]?.integer == 10 && event.data["points"]?.string == "31/3")
        #expect(CaseEvent(kind: "scored", data: event.data) == event)
        let old: JSON = ["assignment": .string(Samples.id(3, Assignment.self).text), "answers": [:], "total": 16]
        guard case .scored(let scored)? = CaseEvent(kind: "scored", data: old) else {
            Issue.record("an old record is not read")
            return
        }
        #expect(scored.total == 16)
        #expect(CaseEvent.scored(scored).data == old)
    }

    // MARK: Comparing

    @Test("A spread is the sample standard deviation rounded once", arguments: Array(UInt64(1)...80))
    func spread(seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let scores = (0..<Int.random(in: 2...7, using: &chance)).map { _ in
            Number(Int.random(in: 0...60, using: &chance)).divided(by: Number(Int.random(in: 1...4, using: &chance)))!
        }
        let spread = try #require(Number.spread(of: scores))
        let variance = try #require(Number.variance(of: scores))
        let half = try #require(Number("0.005"))
        let (low, high) = (try #require(spread.minus(half)), try #require(spread.plus(half)))
        #expect(low.sign < 0 || low.times(low)! <= variance)
        #expect(variance < high.times(high)!)
        #expect(spread.rounded(to: 2, .down) == spread)
    }

    @Test(
        "Adjusted scores have the mean 50 for every reviewer, and only the order counts",
        arguments: Array(UInt64(1)...80))
    func adjusted(seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let scores = (0..<Int.random(in: 1...12, using: &chance)).map { _ in
            Number(Int.random(in: 0...9, using: &chance))
        }
        let adjusted = Adjusted.scores(scores)
        #expect(Number.mean(of: adjusted) == 50)
        #expect(adjusted.allSatisfy { $0 > 0 && $0 < 100 })
        // A reviewer who is twice as generous and gives seven more says the same.
        #expect(Adjusted.scores(scores.map { $0.times(2)!.plus(7)! }) == adjusted)
        for (left, right) in zip(scores, adjusted) {
            for (other, its) in zip(scores, adjusted) { #expect((left < other) == (right < its)) }
        }
    }

    @Test("A ranking is total and the same in whatever order its cases come", arguments: Array(UInt64(1)...60))
    func ranking(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let reviewers = (1...4).map { Samples.id(UInt64($0), Account.self) }
        let lines = (0..<Int.random(in: 1...30, using: &chance)).map { index in
            ScoreBoard.Line(
                id: Samples.id(UInt64(100 + index)), number: "K\(1000 + index)", title: "", organisation: "",
                window: "",
                isHere: true,
                parts: reviewers.prefix(Int.random(in: 0...4, using: &chance)).map { reviewer in
                    let points = Int64.random(in: 1...3, using: &chance)
                    return ScoreBoard.Part(
                        reviewer: reviewer, progress: .done, total: Number(points), points: ["新規性": points])
                }, amount: Int64.random(in: 1...9, using: &chance) * 100_000)
        }
        func ranked(_ lines: [ScoreBoard.Line], _ basis: Ranking.Basis) -> Ranking {
            Ranking(
                ScoreBoard(lines: lines, reviewers: [:], needed: 2), by: basis, criterion: "新規性", budget: 3_000_000)
        }
        for basis in Ranking.Basis.allCases {
            let ranking = ranked(lines, basis)
            #expect(
                ranked(lines.shuffled(using: &chance), basis).places.map(\.line.number)
                    == ranking.places.map(\.line.number))
            #expect(ranking.places.count + ranking.unranked.count == lines.count)
            var sum = Int64(0)
            for (index, place) in ranking.places.enumerated() {
                sum += place.line.amount ?? 0
                #expect(place.cumulative == sum)
                if place.isWithin { #expect(sum <= 3_000_000) }
                guard index > 0 else { continue }
                let before = ranking.places[index - 1]
                #expect(before.score >= place.score)
                #expect(before.rank < place.rank || (before.score == place.score && before.tieBreak == place.tieBreak))
                #expect(before.isWithin || !place.isWithin, "nobody overtakes the line")
            }
        }
    }

    // MARK: Staff's own sheets

    @Test("An outcome that needs the sheet waits until nothing of it is missing, for the revision that counts")
    func checklists() throws {
        var programme = Samples.programme
        programme.sheets.append(
            Form(
                id: "list", title: "確認票",
                sections: [
                    Section(
                        id: "a", title: "書類", fields: [Field(name: "計画書あり", label: "計画書", type: .yesNo, required: true)]
                    )
                ]))
        programme.flow.procedures[0].stages[0].sheet = "list"
        programme.flow.procedures[0].stages[0].outcomes[0].needsSheet = true
        var story = Story()
        func decide(_ command: CaseCommand) throws -> [CaseEvent] {
            try story.state.decide(command, by: Samples.staff, at: story.now, under: programme)
        }
        let forward = CaseCommand.move(story.filing, outcome: "forward", nil)
        #expect(throws: Refusal.self) { try decide(forward) }
        func fill(_ answer: String, seen: Int) throws {
            let events = try decide(.check(story.filing, stage: "check", Typed(["計画書あり": [answer]]), seen: seen))
            for event in events { #expect(CaseEvent(kind: event.kind, data: event.data) == event) }
            story.append(events, by: Samples.staff)
        }
        try fill("", seen: 0)
        let refusal = #expect(throws: Refusal.self) { try decide(forward) }
        #expect(refusal?.message.ja.contains("計画書") == true)
        #expect(throws: Refusal.self, "someone else has filled it in") { try fill("yes", seen: 0) }
        try fill("yes", seen: 1)
        #expect(throws: Never.self) { try decide(forward) }
        // A new revision is to be looked at anew.
        for command: CaseCommand in [
            .return(story.filing, message: "直してください", remarks: [:]), .submit(Samples.submission(revision: 2)),
        ] {
            story.append(try decide(command), by: Samples.staff)
        }
        #expect(throws: Refusal.self) { try decide(forward) }
        try fill("yes", seen: 2)
        #expect(throws: Never.self) { try decide(forward) }
        // Conditions of outcomes know its answers.
        programme.flow.procedures[0].stages[0].outcomes[0].when = "審査票.計画書あり"
        #expect(programme.rules.findings.isEmpty)
        #expect(throws: Never.self) { try decide(forward) }
        try fill("no", seen: 3)
        #expect(throws: Refusal.self) { try decide(forward) }
    }
}
