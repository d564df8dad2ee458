import struct FEEL.Number

/// One organisation's project in one round, through all its procedures (案件): the fold of its events.
public struct Case: Sendable, Equatable {
    public let id: ID<Case>
    public let agency: ID<Agency>
    public let opening: CaseEvent.Opening
    public let openedAt: Instant
    /// In the order they were first filed.
    public private(set) var filings: [Filing] = []
    public private(set) var comments: [Note] = []
    /// The inquiry thread.
    public private(set) var messages: [Note] = []
    public private(set) var letters: [Letter] = []
    /// Procedures an outcome opened, until they are filed.
    public private(set) var open: [CaseEvent.Opened] = []
    /// Why last days were put off, oldest first.
    public private(set) var extensions: [CaseEvent.Extension] = []
    /// What outcomes made known of the case, as they were recorded, by the names of the flow's values.
    public private(set) var values: [String: JSON] = [:]
    /// The version of its programme that it is under.
    public private(set) var version: Int
    /// Its lot, once it was drawn (抽選).
    public private(set) var lot: CaseEvent.Drawing?
    /// Who has it in hand (担当).
    public private(set) var holder: Holder?
    /// How many events it has.
    public private(set) var seq: Int
    /// The hash of its last event.
    public private(set) var head: String
    public private(set) var changedAt: Instant

    /// A line of text someone wrote.
    public struct Note: Sendable, Equatable {
        public let at: Instant
        public let actor: Actor
        public let text: String
        /// The review stage whose meeting it was said in; nil for any other.
        public var stage: String?
    }

    /// The state after a first record, which must be an opening.
    public init?(_ record: CaseRecord) {
        guard case .opened(let opening)? = record.event else { return nil }
        self.init(id: record.case, agency: record.agency, opening: opening, at: record.at, head: record.hash)
    }

    public init(id: ID<Case>, agency: ID<Agency>, opening: CaseEvent.Opening, at: Instant, head: String) {
        self.id = id
        self.agency = agency
        self.opening = opening
        self.head = head
        version = opening.version
        openedAt = at
        changedAt = at
        seq = 1
    }

    /// 事業名: the title of its first filing.
    public var title: String { filings.first?.current.title ?? "" }
    /// 申請番号: the receipt number of its first filing.
    public var number: String { filings.first?.revisions.first?.receipt ?? "" }
    public var round: String { opening.round }
    public var window: String { opening.window }
    public var organisation: Organisation { opening.organisation }

    public func filing(_ id: ID<Filing>) -> Filing? { filings.first { $0.id == id } }
    public func filing(of procedure: String) -> Filing? { filings.last { $0.procedure == procedure } }
    /// The yen it asks for, while it holds a place of a round that gives places out in order or by lot: from its first
    /// filing until that ends without what was asked for. Nil where it holds none.
    public var held: Int64? {
        guard let first = filings.first, let asks = first.current.asks else { return nil }
        if case .ended(let verdict) = first.standing, !verdict.isFavourable { return nil }
        return asks
    }

    /// The filing that was moved last: what lists show.
    public var latest: Filing? { filings.last }

    public func assignment(_ id: ID<CaseEvent.Assignment>) -> (filing: Filing, assignment: Assignment)? {
        for filing in filings {
            if let found = filing.assignments.first(where: { $0.id == id }) { return (filing, found) }
        }
        return nil
    }

    /// Takes in an event that was decided before; it cannot fail, since events are facts.
    public mutating func apply(_ event: CaseEvent, seq: Int, at: Instant, by actor: Actor, hash: String) {
        self.seq = seq
        head = hash
        changedAt = at
        defer { if let id = event.turned { change(id) { $0.turn = seq } } }
        switch event {
        case .opened: break
        case .submitted(let it):
            let revision = Filing.Revision(
                number: it.revision, receipt: it.receipt, title: it.title, answers: it.answers, files: it.files,
                asks: it.asks, at: at, by: actor)
            if let index = filings.firstIndex(where: { $0.id == it.filing }) {
                filings[index].revisions.append(revision)
                filings[index].standing = .inStage
                filings[index].since = at
            } else {
                filings.append(Filing(id: it.filing, procedure: it.procedure, first: revision))
                open.removeAll { $0.procedure == it.procedure }
            }
        case .entered(let it):
            change(it.filing) {
                $0.entries.append(Filing.Entry(revision: it.revision, answers: it.answers, at: at, by: actor))
            }
        case .commented(let it): comments.append(Note(at: at, actor: actor, text: it.text, stage: it.stage))
        case .posted(let it): messages.append(Note(at: at, actor: actor, text: it.text))
        case .returned(let it):
            change(it.filing) {
                $0.standing = .returned
                $0.returns.append(
                    Filing.Returned(
                        revision: $0.current.number, stage: it.stage, message: it.message, remarks: it.remarks,
                        at: at, by: actor))
            }
        case .moved(let it):
            change(it.filing) {
                $0.stage = it.to
                $0.since = at
            }
            values.merge(it.values) { $1 }
        case .assigned(let it):
            change(it.filing) {
                $0.assignments.append(
                    Assignment(
                        id: it.id, stage: it.stage, reviewer: it.reviewer, reviewerName: it.reviewerName,
                        revision: $0.current.number))
            }
        case .released(let it): change(assignment: it.assignment) { $0.released = it.reason }
        case .declared(let it):
            change(assignment: it.assignment) {
                $0.declaration = Assignment.Declared(conflict: it.conflict, reason: it.reason, at: at)
            }
        case .scored(let it):
            change(assignment: it.assignment) {
                $0.score = Assignment.Score(answers: it.answers, total: it.total, at: at)
            }
        case .proposed(let it):
            change(it.filing) {
                $0.proposal = Filing.Proposal(outcome: it.outcome, reason: it.reason, by: actor, at: at)
            }
        case .declined(let it): change(it.filing) { $0.proposal = nil }
        case .decided(let it):
            change(it.filing) {
                $0.standing = .ended(it.verdict)
                $0.decision = Filing.Decided(
                    outcome: it.outcome, verdict: it.verdict, reason: it.reason, by: actor, at: at)
                $0.proposal = nil
            }
            open.removeAll { opened in
                it.closes.contains(opened.procedure) || it.opens.contains { $0.procedure == opened.procedure }
            }
            open.append(contentsOf: it.opens)
            values.merge(it.values) { $1 }
        case .lettered(let letter): letters.append(letter)
        case .withdrawn(let it):
            change(it.filing) {
                $0.standing = .ended(.withdrawn)
                $0.decision = Filing.Decided(
                    outcome: "withdrawn", verdict: .withdrawn, reason: it.reason, by: actor, at: at)
                $0.proposal = nil
            }
        case .extended(let it):
            extensions.append(it)
            if let index = open.firstIndex(where: { $0.procedure == it.procedure }) {
                open[index] = .init(procedure: it.procedure, from: open[index].from, until: it.until)
            }
        case .drawn(let it): lot = it
        case .renewed(let it): version = it.to
        case .checked(let it):
            change(it.filing) {
                $0.checks.append(
                    Filing.Check(
                        stage: it.stage, revision: it.revision, answers: it.answers, missing: it.missing, at: at,
                        by: actor))
            }
        case .taken(let it): holder = it.holder
        case .annotated(let it): change(it.filing) { $0.annotate(it, at: at, by: actor) }
        case .resolved(let it): change(it.filing) { $0.resolve(it, at: at, by: actor) }
        }
    }

    private mutating func change(_ id: ID<Filing>, _ body: (inout Filing) -> Void) {
        if let index = filings.firstIndex(where: { $0.id == id }) { body(&filings[index]) }
    }

    private mutating func change(assignment id: ID<CaseEvent.Assignment>, _ body: (inout Assignment) -> Void) {
        for filing in filings.indices {
            if let index = filings[filing].assignments.firstIndex(where: { $0.id == id }) {
                body(&filings[filing].assignments[index])
            }
        }
    }
}

/// One reviewer's task on a filing (割当).
public struct Assignment: Sendable, Equatable {
    public let id: ID<CaseEvent.Assignment>
    public let stage: String
    public let reviewer: ID<Account>
    public let reviewerName: String
    /// The revision under review when it was assigned.
    public let revision: Int
    public internal(set) var declaration: Declared?
    public internal(set) var score: Score?
    /// Why it was taken back, if it was.
    public internal(set) var released: String?

    init(id: ID<CaseEvent.Assignment>, stage: String, reviewer: ID<Account>, reviewerName: String, revision: Int) {
        self.id = id
        self.stage = stage
        self.reviewer = reviewer
        self.reviewerName = reviewerName
        self.revision = revision
    }

    public struct Declared: Sendable, Equatable {
        public let conflict: Bool
        public let reason: String
        public let at: Instant
    }

    public struct Score: Sendable, Equatable {
        public let answers: JSON
        public let total: Number
        public let at: Instant
    }

    public var progress: Progress {
        if released != nil { return .released }
        guard let declaration else { return .undeclared }
        if declaration.conflict { return .conflicted }
        return score == nil ? .scoring : .done
    }

    public enum Progress: String, Sendable, CaseIterable {
        case undeclared, scoring, done, conflicted, released

        public var title: Text {
            switch self {
            case .undeclared: Text("利益相反の申告待ち", en: "Waiting for the declaration")
            case .scoring: Text("審査中", en: "Under review")
            case .done: Text("審査済み", en: "Scored")
            case .conflicted: Text("利益相反あり", en: "Conflict of interest")
            case .released: Text("割当取消し", en: "Released")
            }
        }
    }
}

/// One filing of one procedure in a case, with all its revisions.
public struct Filing: Sendable, Equatable {
    public let id: ID<Filing>
    public let procedure: String
    /// At least one, oldest first.
    public internal(set) var revisions: [Revision] { didSet { current = revisions.last ?? current } }
    /// The revision that counts: the last.
    public private(set) var current: Revision
    /// The stage it is in, or ended in; the procedure's first where nothing moved it yet.
    public internal(set) var stage: String?
    /// When it came to that stage, or came back to it from the applicant.
    public internal(set) var since: Instant
    public internal(set) var standing = Standing.inStage
    public internal(set) var returns: [Returned] = []
    public internal(set) var assignments: [Assignment] = []
    /// 事務局の記入, oldest first; the last holds what the office's own fields are now.
    public internal(set) var entries: [Entry] = []
    /// The staff's own sheets, oldest first; the last of a stage holds what it says now.
    public internal(set) var checks: [Check] = []
    /// 項目へのコメント, by the names of the fields.
    public internal(set) var threads: [String: FieldThread] = [:]
    /// The number of the case's event that last changed where it stands: what an officer decides on is what came before.
    public internal(set) var turn = 0
    /// What awaits an approver.
    public internal(set) var proposal: Proposal?
    public internal(set) var decision: Decided?

    init(id: ID<Filing>, procedure: String, first: Revision) {
        self.id = id
        self.procedure = procedure
        revisions = [first]
        current = first
        since = first.at
    }

    public enum Standing: Sendable, Equatable {
        case inStage
        /// With the applicant, to be corrected.
        case returned
        case ended(Verdict)
    }

    public struct Revision: Sendable, Equatable {
        public let number: Int
        public let receipt: String
        public let title: String
        public let answers: JSON
        public let files: [StoredFile]
        /// Yen it asks for of a round that gives its places out in order or by lot.
        public let asks: Int64?
        public let at: Instant
        public let by: Actor
    }

    public struct Entry: Sendable, Equatable {
        public let revision: Int
        public let answers: JSON
        public let at: Instant
        public let by: Actor
    }

    public struct Check: Sendable, Equatable {
        public let stage: String
        public let revision: Int
        public let answers: JSON
        public let missing: [String]
        public let at: Instant
        public let by: Actor
    }

    public struct Returned: Sendable, Equatable {
        public let revision: Int
        public let stage: String
        public let message: String
        public let remarks: [String: String]
        public let at: Instant
        public let by: Actor
    }

    public struct Proposal: Sendable, Equatable {
        public let outcome: String
        public let reason: String
        public let by: Actor
        public let at: Instant
    }

    public struct Decided: Sendable, Equatable {
        public let outcome: String
        public let verdict: Verdict
        public let reason: String
        public let by: Actor
        public let at: Instant
    }
}
