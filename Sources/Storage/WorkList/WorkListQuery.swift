import Grants

/// What staff ask of the work list (案件一覧): filters, words, an order, and where a page begins.
public struct WorkListQuery: Sendable, Equatable, Codable {
    public var agency: ID<Agency>
    /// The windows the person may see. Nothing else is ever listed.
    public var windows: Set<String>
    public var words = ""
    public var statuses: Set<CaseStatus> = []
    public var rounds: Set<String> = []
    /// Of the person's windows only these; all where it is empty.
    public var onlyWindows: Set<String> = []
    public var procedures: Set<String> = []
    public var organisation: ID<Organisation>?
    /// Filed first on these days, the last included.
    public var filedFrom: Day?
    public var filedTo: Day?
    /// Returned at least that often.
    public var leastReturns = 0
    /// Only what has changed since this person last opened it.
    public var unreadBy: ID<Account>?
    /// In whose hands.
    public var held: Held?
    public var due: DueWhen?
    /// The day that what is due, and who is absent, is told by.
    public var today = Day(daysSince1970: 0)
    public var order: Order = .changed
    public var descending = true
    public var start: Start = .first
    public var size = 50

    public init(agency: ID<Agency>, windows: Set<String>) {
        self.agency = agency
        self.windows = windows
    }

    /// In whose hands a case is.
    public enum Held: Sendable, Hashable, Codable {
        case nobody
        case by(ID<Account>)
        /// A person's own, and those of the people they stand in for.
        case mine(ID<Account>)
    }

    /// Columns one can sort by.
    public enum Order: String, Sendable, CaseIterable, Codable {
        case changed, filed, number, title, organisation, round, grants, returns, score, due, holder
    }

    /// Where a page begins: pages are found by the row they follow, so that the last page costs what the first does.
    public enum Start: Sendable, Equatable, Codable {
        case first
        /// The page that ends the list.
        case last
        /// After the row with this key.
        case after(Key)
        /// Before the row with this key.
        case before(Key)
    }

    /// A row's place in an order.
    public struct Key: Sendable, Equatable, Codable {
        public let value: String
        public let id: String

        public init(value: String, id: String) {
            self.value = value
            self.id = id
        }
    }
}

/// One page of the work list.
public struct WorkListPage: Sendable {
    public var rows: [CaseRow] = []
    /// The key to go on after, when there are more.
    public var next: WorkListQuery.Key?
    /// The key to go back before, when there are any.
    public var previous: WorkListQuery.Key?
    /// How many cases the whole list has; nil where they are too many to be counted.
    public var total: Int?
    /// How many there are in each status, whatever status is asked for; nil where that is not counted.
    public var counts: [CaseStatus: Int]?

    public init() {}
}

extension WorkListQuery {
    /// The key of a row in this order.
    public func key(of row: CaseRow) -> Key {
        let value =
            switch order {
            case .changed: String(row.changedAt.milliseconds)
            case .filed: String(row.filedAt.milliseconds)
            case .number: row.number
            case .title: row.title
            case .organisation: row.organisationName
            case .round: row.roundTitle
            case .grants: row.grantsBegin
            case .returns: String(row.returns)
            case .score: String(row.score ?? -1)
            case .due: String(row.dueDay)
            case .holder: row.holder?.name ?? ""
            }
        return Key(value: value, id: row.id.text)
    }
}

extension WorkListQuery.Order {
    private var isNumber: Bool {
        switch self {
        case .changed, .filed, .returns, .score, .due: true
        case .number, .title, .organisation, .round, .grants, .holder: false
        }
    }

    var column: SQL {
        switch self {
        case .changed: "changed_at"
        case .filed: "filed_at"
        case .number: "number"
        case .title: "title"
        case .organisation: "organisation_name"
        case .round: "round_title"
        case .grants: "grants_begin"
        case .returns: "returns"
        case .score: "score_key"
        case .due: "due_day"
        case .holder: "holder_name"
        }
    }

    /// A key as the pair its rows are compared with.
    func pair(_ key: WorkListQuery.Key) -> SQL {
        isNumber ? "(\(Int64(key.value) ?? 0), \(key.id))" : "(\(key.value), \(key.id))"
    }
}
