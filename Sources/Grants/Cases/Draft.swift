/// A filing before it is submitted (下書き). It is not part of the case's history: it may be changed freely, by two
/// devices at once, and nothing typed is lost.
public struct Draft: Sendable, Equatable {
    public let filing: ID<Filing>
    public let `case`: ID<Case>
    public let procedure: String
    /// What it becomes when submitted: 1, or one more than the revision that was returned.
    public let revision: Int
    /// Goes up by one with each accepted save, without gaps.
    public var version: Int
    public var window: String
    public var typed: Typed
    /// Where the applicant was, to come back to: a section's id.
    public var place: String?
    public var changedAt: Instant

    public init(
        filing: ID<Filing>, case: ID<Case>, procedure: String, revision: Int, version: Int, window: String,
        typed: Typed, place: String?, changedAt: Instant
    ) {
        self.filing = filing
        self.case = `case`
        self.procedure = procedure
        self.revision = revision
        self.version = version
        self.window = window
        self.typed = typed
        self.place = place
        self.changedAt = changedAt
    }

    /// What one device sends: some boxes, and the version it had seen when its page was shown.
    public struct Save: Sendable {
        public var boxes: [String: [String]]
        public var seen: Int
        public init(boxes: [String: [String]], seen: Int) {
            self.boxes = boxes
            self.seen = seen
        }
    }

    /// A box that two devices changed in different ways.
    public struct Clash: Hashable, Sendable {
        public let box: String
        /// What is stored.
        public let stored: [String]
        /// What this save holds.
        public let sent: [String]

        public init(box: String, stored: [String], sent: [String]) {
            self.box = box
            self.stored = stored
            self.sent = sent
        }
    }

    /// What a save comes to.
    public struct Merge: Sendable {
        /// Boxes to write: those this device changed and no other did.
        public let changes: [String: [String]]
        /// Boxes to ask about; nothing of them is written.
        public let clashes: [Clash]
    }

    /// Merges a save three ways. `base` gives what a box held at the version the device had seen: a box it did not
    /// change keeps what another device wrote meanwhile; one that both changed differently is a clash. `isList` tells the
    /// boxes that hold a table's rows: of those, both sides' additions and removals are taken.
    public func merge(
        _ save: Save, isList: (String) -> Bool = { _ in false }, base: (String) -> [String]
    ) -> Merge {
        var changes: [String: [String]] = [:]
        var clashes: [Clash] = []
        for (box, sent) in save.boxes {
            let stored = typed.all(box)
            if same(sent, stored) { continue }
            let before = save.seen == version ? stored : base(box)
            if same(sent, before) { continue }
            if isList(box), !same(stored, before) {
                // Rows both added are both there; a row either removed is gone.
                let merged = Draft.mergedRows(base: before, stored: stored, sent: sent)
                if !same(merged, stored) { changes[box] = merged }
                continue
            }
            if same(stored, before) {
                changes[box] = sent
            } else {
                clashes.append(Clash(box: box, stored: stored, sent: sent))
            }
        }
        return Merge(changes: changes, clashes: clashes.sorted { $0.box < $1.box })
    }

    /// The rows two devices make of those there were: in the stored order, with new ones of the other after them.
    static func mergedRows(base: [String], stored: [String], sent: [String]) -> [String] {
        let (before, now, theirs) = (Set(base), Set(stored), Set(sent))
        let kept = stored.filter { theirs.contains($0) || !before.contains($0) }
        return kept + sent.filter { !before.contains($0) && !now.contains($0) }
    }

    /// An absent box and an empty one are the same.
    private func same(_ one: [String], _ other: [String]) -> Bool {
        one.filter { !$0.isEmpty } == other.filter { !$0.isEmpty }
    }
}
