import Testing

@testable import Grants

@Suite("The record")
struct RecordTests {
    @Test("says which record was changed, removed, doubled, swapped or forged")
    func tampering() throws {
        var story = Story()
        for number in 0..<6 { try story.act(.comment("メモ\(number)"), by: Samples.staff) }
        let sound = story.records
        #expect(try Case.verified(sound) == story.state)

        var edited = sound
        edited[3] = changed(sound[3], data: #"{"text":"書き換え"}"#)
        #expect(firstBad(edited) == 4)

        var removed = sound
        removed.remove(at: 4)
        #expect(firstBad(removed) == 5)

        var doubled = sound
        doubled.insert(sound[2], at: 3)
        #expect(firstBad(doubled) == 4)

        var swapped = sound
        swapped.swapAt(2, 5)
        #expect(firstBad(swapped) == 3)

        // A forger who computes the hash of one record again is found at the next.
        var forged = sound
        forged[3] = CaseRecord(
            .commented(.init(text: "偽")), of: sound[3].case, agency: sound[3].agency, seq: 4, at: sound[3].at,
            by: sound[3].actor, after: sound[3].previous)
        #expect(firstBad(forged) == 5)
    }

    @Test("covers every part of a record: a change of any of them breaks its hash")
    func everyPart() {
        let record = Story().records[1]
        let other = Story().records[0]
        #expect(record.isIntact)
        #expect(!changed(record, data: "{}").isIntact)
        #expect(!changed(record, kind: "commented").isIntact)
        #expect(!changed(record, at: record.at.adding(seconds: 1)).isIntact)
        #expect(!changed(record, seq: 9).isIntact)
        #expect(!changed(record, actor: Samples.staff).isIntact)
        #expect(!changed(record, previous: other.previous).isIntact)
    }

    @Test("reads every kind of event back as it was written")
    func roundTrip() throws {
        for event in Self.everyEvent {
            let text = event.data.canonical
            #expect(CaseEvent(kind: event.kind, data: try JSON(parsing: text)) == event)
        }
        #expect(Set(Self.everyEvent.map(\.kind)).count == 15)
    }

    @Test("does not take an event whose contents do not fit its kind")
    func wrongContents() {
        for event in Self.everyEvent { #expect(CaseEvent(kind: event.kind, data: .object([:])) == nil) }
        #expect(CaseEvent(kind: "unknown", data: .object([:])) == nil)
    }

    private static let everyEvent: [CaseEvent] = [
        .opened(Samples.opening), .submitted(Samples.submission()), .commented(.init(text: "メモ\n二行目")),
        .returned(.init(filing: Samples.id(2), stage: "check", message: "m", remarks: ["金額": "r"])),
        .moved(.init(filing: Samples.id(2), from: "check", outcome: "forward", to: "review")),
        .assigned(
            .init(
                id: Samples.id(3), filing: Samples.id(2), stage: "review", reviewer: Samples.id(4), reviewerName: "髙﨑")),
        .released(.init(assignment: Samples.id(3), reason: "多忙")),
        .declared(.init(assignment: Samples.id(3), conflict: true, reason: "取引先")),
        .scored(.init(assignment: Samples.id(3), answers: ["新規性": 4], total: 4)),
        .proposed(.init(filing: Samples.id(2), stage: "decision", outcome: "adopt", reason: "")),
        .declined(.init(filing: Samples.id(2), reason: "再考")),
        .decided(
            .init(
                filing: Samples.id(2), stage: "decision", outcome: "adopt", verdict: .adopted, reason: "",
                opens: [
                    .init(procedure: "grant", until: Samples.noon), .init(procedure: "report", until: nil),
                ])),
        .lettered(
            Letter(
                id: Samples.id(5), filing: Samples.id(2), template: "adoption", number: "見本第1号",
                day: Day(daysSince1970: 20_000), title: "採択通知書", addressee: "見本商店", agency: "見本局", signatory: "局長",
                body: ["本文"], items: [.init(label: "l", text: "t")], notes: ["n"])),
        .posted(.init(text: "質問です")), .withdrawn(.init(filing: Samples.id(2), reason: "都合により")),
    ]

    private func firstBad(_ records: [CaseRecord]) -> Int? {
        do {
            _ = try Case.verified(records)
            return nil
        } catch {
            return error.seq
        }
    }

    private func changed(
        _ record: CaseRecord, seq: Int? = nil, at: Instant? = nil, actor: Actor? = nil, kind: String? = nil,
        data: String? = nil, previous: String? = nil
    ) -> CaseRecord {
        CaseRecord(
            agency: record.agency, case: record.case, seq: seq ?? record.seq, at: at ?? record.at,
            actor: actor ?? record.actor, kind: kind ?? record.kind, data: data ?? record.data,
            previous: previous ?? record.previous, hash: record.hash)
    }
}
