import Testing

@testable import Grants

@Suite("Taking a case in hand")
struct HolderTests {
    @Test("folding any takings leaves who took it last, and every event reads back as it was written")
    func folding() throws {
        var chance = SplitMix64(seed: 77)
        let people = (1...3).map { number in
            Holder(id: ID(at: Instant(milliseconds: 1), random: (0, UInt64(number) << 2)), name: "職員\(number)")
        }
        for _ in 0..<200 {
            var state = Case(
                id: ID(at: Instant(milliseconds: 2), random: (0, 4)),
                agency: ID(at: Instant(milliseconds: 3), random: (0, 4)),
                opening: .init(
                    programme: "p", version: 1, round: "r", roundTitle: "r", window: "w",
                    organisation: Organisation(
                        id: ID(at: Instant(milliseconds: 4), random: (0, 4)), name: "会社", corporateNumber: nil),
                    grantsBegin: nil), at: Instant(milliseconds: 5), head: "")
            var holder: Holder?
            for step in 0..<Int.random(in: 0...12, using: &chance) {
                let wanted = Int.random(in: 0...3, using: &chance) == 0 ? nil : people.randomElement(using: &chance)
                // A page that is out of date changes nothing.
                let seen = Int.random(in: 0...4, using: &chance) == 0 ? people.randomElement(using: &chance) : holder
                let events: [CaseEvent]
                do {
                    events = try state.decideTaking(wanted, seen: seen?.id)
                } catch {
                    #expect(error.kind == .conflict && seen?.id != holder?.id && wanted?.id != holder?.id)
                    continue
                }
                for event in events {
                    #expect(CaseEvent(kind: event.kind, data: event.data) == event)
                    state.apply(
                        event, seq: state.seq + 1, at: Instant(milliseconds: Int64(step)), by: .system, hash: "h")
                }
                holder = wanted
                #expect(state.holder == holder && events.count <= 1)
            }
        }
    }

    @Test("comments and their settling read back as they were written")
    func writing() {
        let filing: ID<Filing> = ID(at: Instant(milliseconds: 1), random: (0, 4))
        let events: [CaseEvent] = [
            .annotated(.init(filing: filing, revision: 2, field: "総事業費", text: "行1\n行2")),
            .resolved(.init(filing: filing, field: "総事業費", isOpen: false)),
            .resolved(.init(filing: filing, field: "総事業費", isOpen: true)),
        ]
        for event in events { #expect(CaseEvent(kind: event.kind, data: event.data) == event) }
        #expect(events.map(\.kind) == ["annotated", "resolved", "reopened"])
        #expect(CaseEvent(kind: "taken", data: .object(["officer": .string("x")])) == nil)
        #expect(CaseEvent(kind: "annotated", data: .object([:])) == nil)
    }
}
