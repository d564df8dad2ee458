import Testing

@testable import Grants

@Suite("A case under a newer version, by dates, and whose turn it is")
struct RenewalTests {
    private func template(_ id: String) throws -> Programme {
        try #require(ProgrammeTemplate.named(id)).programme(
            code: "walk", name: "見本補助金", agency: ProgrammeTemplateTests.agency)
    }

    @Test("goes on under the same programme from anywhere on any way", arguments: ProgrammeTemplate.all.map(\.id))
    func same(id: String) throws {
        let programme = try template(id)
        for seed in 1...30 as ClosedRange<UInt64> {
            var walk = Walk(programme, seed: seed)
            for _ in 0..<25 {
                #expect(walk.state.obstacles(to: programme, from: programme) == [])
                let events = try walk.state.decide(
                    .renew(walk.state.version + 1, programme), by: Samples.staff, at: walk.now, under: programme)
                #expect(events == [.renewed(.init(from: walk.state.version, to: walk.state.version + 1))])
                guard walk.step() != nil else { break }
            }
            try walk.act(.renew(2, programme), by: Samples.staff)
            #expect(walk.state.version == 2)
            #expect(throws: Refusal.self) { try walk.act(.renew(2, programme), by: Samples.staff) }
            #expect(try Case.verified(walk.records) == walk.state)
            while walk.step() != nil, walk.records.count < 60 {}
            #expect(try Case.verified(walk.records) == walk.state)
        }
    }

    @Test("does not go on where what was filed could not be read, or a place it stands in is gone")
    func obstacles() throws {
        let programme = try template("subsidy")
        var walk = Walk(programme, seed: 4)
        func says(_ words: String, _ change: (inout Programme) -> Void) {
            var next = programme
            change(&next)
            let found = walk.state.obstacles(to: next, from: programme).map(\.ja)
            #expect(found.contains { $0.contains(words) }, "\(words): \(found)")
        }
        let form = try #require(programme.forms.firstIndex { $0.id == programme.flow.procedures[0].form })
        let field = try #require(programme.forms[form].fields.first { $0.type.isMoney }?.name)
        says("項目「\(field)」") { next in
            for index in next.forms[form].sections.indices {
                next.forms[form].sections[index].fields.removeAll { $0.name == field }
            }
        }
        says("がなくなるか、種類が変わります") { next in next.flow.procedures[0].stages[0].kind = .content }
        says("受付窓口") { next in next.windows = [Window(id: "other", name: "別の窓口")] }
        try walk.decide("adopt")
        says("手続き「") { next in next.flow.procedures.removeFirst() }
        says("申請できるようになった手続き") { next in
            next.flow.procedures.removeAll { $0.id == walk.state.open.first?.procedure }
        }
        #expect(walk.state.obstacles(to: programme, from: programme) == [])
    }

    @Test(
        "always has someone whose turn it is until nothing is left to file or examine",
        arguments: ProgrammeTemplate.all.map(\.id))
    func turn(id: String) throws {
        let programme = try template(id)
        for seed in 1...40 as ClosedRange<UInt64> {
            var walk = Walk(programme, seed: seed)
            repeat {
                let turn = walk.state.turn(at: walk.now, under: programme)
                let standing = walk.state.filings.last { !$0.isEnded }
                switch turn {
                case .nobody:
                    #expect(standing == nil)
                    #expect(
                        walk.state.open.allSatisfy { opened in
                            guard let procedure = programme.flow.procedure(opened.procedure) else { return true }
                            if case .open = walk.state.availability(of: procedure, at: walk.now, under: programme) {
                                return false
                            }
                            return true
                        })
                case .filing: #expect(standing == nil)
                case .correction: #expect(standing?.standing == .returned)
                case .approval: #expect(standing?.proposal != nil)
                case .office, .reviewers: #expect(standing?.standing == .inStage)
                }
            } while walk.records.count < 60 && walk.step() != nil
        }
    }

    @Test("is filed only between a procedure's dates, which an extension puts off")
    func period() throws {
        var programme = try template("subsidy")
        let index = try #require(programme.flow.procedures.firstIndex { $0.id == "grant" })
        let day = JapanTime(Samples.noon).day
        programme.flow.procedures[index].days = nil
        programme.flow.procedures[index].opens = JapanTime(day.adding(days: 10), hour: 9, minute: 0)
        programme.flow.procedures[index].closes = JapanTime(day.adding(days: 20), hour: 17, minute: 0)
        var walk = Walk(programme, seed: 1)
        try walk.decide("adopt")
        let (opens, closes) = (
            try #require(programme.flow.procedures[index].opens?.instant),
            try #require(programme.flow.procedures[index].closes?.instant)
        )
        let grant = programme.flow.procedures[index]
        #expect(walk.state.availability(of: grant, at: walk.now, under: programme) == .soon(from: opens))
        #expect(walk.state.availability(of: grant, at: opens, under: programme) == .open(until: closes))
        #expect(walk.state.availability(of: grant, at: closes, under: programme) == .late(since: closes))
        try walk.act(.extend(procedure: "grant", until: closes.adding(days: 3), reason: "災害のため"), by: Samples.staff)
        #expect(
            walk.state.availability(of: grant, at: closes, under: programme) == .open(until: closes.adding(days: 3)))
    }
}
