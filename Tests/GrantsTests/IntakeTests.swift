import Testing

@testable import Grants

@Suite("Places given out in order or by lot")
struct IntakeTests {
    @Test(
        "there is room for a case while places and budget last",
        arguments: [
            // places, budget, asks, taken cases, taken yen, fits
            (2, nil, 0, 1, 0, true), (2, nil, 0, 2, 0, false), (nil, 1_000_000, 400_000, 2, 600_000, true),
            (nil, 1_000_000, 400_001, 2, 600_000, false), (3, 1_000_000, 1, 2, 1_000_000, false),
            (nil, 1_000_000, .max, 1, .max, false),
        ] as [(Int?, Int64?, Int64, Int, Int64, Bool)])
    func room(places: Int?, budget: Int64?, asks: Int64, cases: Int, amount: Int64, fits: Bool) {
        let intake = Intake(rule: .firstCome, places: places, amount: budget == nil ? nil : "金額")
        let taken = Intake.Taken(cases: cases, amount: amount)
        #expect(intake.hasRoom(for: asks, beside: taken, budget: budget.map { Yen($0) }) == fits)
    }

    @Test("what holds a place may ask for less, and for more only as far as the budget goes")
    func revision() throws {
        var round = Round(
            code: "r1", title: "見本", catchphrase: "見本", description: "見本", visibility: .published,
            opens: try #require(JapanTime(iso: "2026-11-01T09:00")),
            closes: try #require(JapanTime(iso: "2026-12-01T17:00")), windows: ["kanto"], accounts: [.prime])
        round.intake = Intake(rule: .firstCome, places: 2, amount: "金額")
        round.budget = Yen(1_000_000)
        let full = Intake.Taken(cases: 2, amount: 900_000)
        try round.checkRoom(for: 500_000, beside: full, held: 500_000)
        try round.checkRoom(for: 600_000, beside: full, held: 500_000)
        #expect(throws: Refusal.self) { try round.checkRoom(for: 600_001, beside: full, held: 500_000) }
        #expect(throws: Refusal.full(2)) { try round.checkRoom(for: 1, beside: full, held: nil) }
        #expect(throws: Refusal.usedUp) {
            try round.checkRoom(for: 1, beside: .init(cases: 1, amount: 1_000_000), held: nil)
        }
    }

    @Test("a draw is a permutation that anyone can repeat; the first win, as far as places and budget go")
    func draw() {
        var random = SplitMix64(seed: 7)
        for round in 0..<200 {
            let entrants = (0..<Int(random.next() % 40)).map {
                Lottery.Entrant(receipt: "K\(round)-\($0)", asks: Int64(random.next() % 500_000))
            }
            let intake = Intake(
                rule: .lottery, places: random.next() % 2 == 0 ? Int(random.next() % 20) + 1 : nil,
                amount: random.next() % 2 == 0 ? "金額" : nil)
            let budget = Yen(Int64(random.next() % 5_000_000))
            let lottery = Lottery(random: { random.next() })
            let lots = lottery.draw(entrants, by: intake, budget: budget)
            #expect(Set(lots.map(\.receipt)) == Set(entrants.map(\.receipt)))
            #expect(lots.map(\.rank) == Array(1...max(1, lots.count)).prefix(lots.count).map { $0 })
            #expect(Lottery(seed: lottery.seed).draw(entrants.reversed(), by: intake, budget: budget) == lots)
            let asks = Dictionary(uniqueKeysWithValues: entrants.map { ($0.receipt, $0.asks) })
            let winners = lots.prefix { $0.won }
            #expect(winners.count == lots.count(where: \.won), "no one wins after one who did not")
            if let places = intake.places { #expect(winners.count <= places) }
            let sum = winners.reduce(0) { $0 + (asks[$1.receipt] ?? 0) }
            if intake.amount != nil { #expect(sum <= budget.amount) }
            if winners.count < lots.count {
                let next = asks[lots[winners.count].receipt] ?? 0
                let taken = Intake.Taken(cases: winners.count, amount: sum)
                #expect(!intake.hasRoom(for: next, beside: taken, budget: budget), "room was left")
            }
        }
    }
}
