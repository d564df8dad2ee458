import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Texts longer than an index holds")
struct LongTextTests {
    /// Characters in no order that anything could compress.
    private static func text(_ length: Int, seed: UInt64) -> String {
        var (text, state) = (String.UnicodeScalarView(), seed)
        for _ in 0..<length {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text.append(UnicodeScalar(0x4E00 + UInt32(state >> 40) % 0x5000) ?? "一")
        }
        return String(text)
    }

    /// A case with a title and an organisation's name, and someone who has it in hand.
    private func insert(_ title: String, _ name: String, into house: House) async throws -> String {
        let (_, first) = try await house.applicant().file()
        let state = try await house.state(first)
        let programme = try #require(house.installation.published.current.definition(of: state))
        let (world, now) = (house.installation.world, house.clock.now)
        let given = state.opening
        let opening = CaseEvent.Opening(
            programme: given.programme, version: given.version, round: given.round, roundTitle: given.roundTitle,
            window: given.window, organisation: Organisation(id: world.id(), name: name, corporateNumber: nil),
            grantsBegin: given.grantsBegin)
        let made = PreparedCase(
            world.id(), agency: state.agency, opening: opening, by: .system, at: now,
            then: [
                .init(
                    [
                        .submitted(
                            .init(
                                filing: world.id(), procedure: "call", revision: 1, receipt: "R-LONG", title: title,
                                answers: .object([:]), files: [])),
                        .taken(.init(holder: Holder(id: world.id(), name: name))),
                    ], by: .system, at: now)
            ], under: programme)
        try await house.installation.database.write { try CaseLog($0).insert([made]) }
        return try #require(
            try await house.installation.database.read { connection in
                try connection.first("select id from cases where number <> \(state.number)")?.text("id")
            })
    }

    @Test("a case with such a title is filed, listed, found by its last words, and sound; its page has all of it")
    func title() async throws {
        let house = try await House()
        let (title, name) = (LongTextTests.text(3_000, seed: 1), LongTextTests.text(2_000, seed: 2))
        let id = try await insert(title, name, into: house)
        let staff = try await house.officer("kanto")
        for order in WorkListQuery.Order.allCases {
            let list = try await staff.get(Pattern.address(Site.workList(), [("order", order.rawValue)]))
            #expect(list.status == 200 && list.words.contains(title.prefix(599) + "…"), "\(order)")
            #expect(!list.words.contains(title.prefix(600)))
        }
        let found = try await staff.get(Pattern.address(Site.workList(), [("q", String(title.suffix(8)))]))
        #expect(found.text.contains(Site.officeCase(id)))
        #expect(try await staff.get(Site.officeCase(id)).words.contains(title))
        #expect(try await house.audit().faults == [])
    }

    @Test("what counts is what an index counts: a character of a hundred parts is a hundred")
    func parts() async throws {
        let house = try await House()
        let title = LongTextTests.letters(60)
        #expect(title.count == 60 && title.unicodeScalars.count == 6_060)
        _ = try await insert(title, "株式会社" + title, into: house)
        #expect(try await house.audit().faults == [])
    }

    /// Letters with a hundred marks above each.
    private static func letters(_ count: Int) -> String {
        var (letters, state) = (String.UnicodeScalarView(), UInt64(7))
        for place in 0..<count * 101 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            letters.append(place % 101 == 0 ? "e" : UnicodeScalar(0x300 + UInt32(state >> 40) % 0x40) ?? "\u{300}")
        }
        return String(letters)
    }

    @Test("those that were taken before are cut when the schema comes, and agree with the record then")
    func before() async throws {
        let house = try await House()
        let title = LongTextTests.text(780, seed: 3)
        let id = try await insert(title, "株式会社", into: house)
        try await house.installation.database.write { connection in
            try connection.execute("update cases set title = \(title) where id = \(id)")
            try connection.execute("delete from migration where number = 100")
        }
        #expect(try await house.audit().faults != [])
        #expect(try house.installation.database.migrate(at: 1).map(\.number) == [100])
        #expect(try await house.audit().faults == [])
    }
}
