import Testing

@testable import Grants

@Suite("A draft on two devices")
struct DraftTests {
    private func draft(_ boxes: [String: [String]], version: Int) -> Draft {
        Draft(
            filing: Samples.id(1), case: Samples.id(2), procedure: "call", revision: 1, version: version,
            window: "kanto", typed: Typed(boxes), place: nil, changedAt: Samples.noon)
    }

    @Test("takes what the only device changed")
    func alone() {
        let merge = draft(["a": ["1"], "b": ["2"]], version: 3).merge(
            .init(boxes: ["a": ["x"], "b": ["2"]], seen: 3), base: { _ in [] })
        #expect(merge.changes == ["a": ["x"]])
        #expect(merge.clashes.isEmpty)
    }

    @Test("keeps what the other wrote in boxes this one did not touch")
    func apart() {
        let merge = draft(["a": ["other"], "b": ["old"]], version: 4).merge(
            .init(boxes: ["a": ["old"], "b": ["mine"]], seen: 3), base: { _ in ["old"] })
        #expect(merge.changes == ["b": ["mine"]])
        #expect(merge.clashes.isEmpty)
    }

    @Test("asks about a box both changed, with both texts")
    func together() {
        let merge = draft(["a": ["other"]], version: 4).merge(
            .init(boxes: ["a": ["mine"]], seen: 3), base: { _ in ["old"] })
        #expect(merge.changes.isEmpty)
        #expect(merge.clashes == [Draft.Clash(box: "a", stored: ["other"], sent: ["mine"])])
    }

    @Test("does not ask when both wrote the same, and takes empty and absent for one thing")
    func same() {
        let merge = draft(["a": ["same"]], version: 4).merge(
            .init(boxes: ["a": ["same"], "b": [""]], seen: 3), base: { _ in ["old"] })
        #expect(merge.changes.isEmpty && merge.clashes.isEmpty)
    }

    @Test("loses nothing, whatever the two do: each text is stored, or asked about", arguments: 0..<300)
    func nothingLost(seed: Int) {
        var random = Seeded(UInt64(seed) + 5)
        let texts = ["", "x", "y", "z"]
        func some() -> [String] { [texts.randomElement(using: &random) ?? ""] }
        let boxes = ["a", "b", "c"]
        let base = Dictionary(uniqueKeysWithValues: boxes.map { ($0, some()) })
        let stored = Dictionary(uniqueKeysWithValues: boxes.map { ($0, some()) })
        let sent = Dictionary(uniqueKeysWithValues: boxes.map { ($0, some()) })
        let merge = draft(stored, version: 9).merge(.init(boxes: sent, seen: 2)) { base[$0] ?? [] }
        for box in boxes {
            let asked = merge.clashes.contains { $0.box == box }
            let after = merge.changes[box] ?? stored[box]
            if sent[box] != base[box] { #expect(asked || after == sent[box], "this device's text of \(box)") }
            if stored[box] != base[box] { #expect(asked || after == stored[box] || sent[box] == stored[box]) }
            #expect(!(asked && merge.changes[box] != nil))
        }
    }
}
