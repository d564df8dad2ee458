import Grants

/// What staff ask of the work list (事業一覧): filters, words, an order, and where a page begins.
public struct WorkListQuery: Sendable, Equatable {
    public var agency: ID<Agency>
    /// Only these windows; nil for all of the agency.
    public var windows: Set<String>?
    public var words: String = ""
    public var round: String?
    public var window: String?
    public var procedure: String?
    public var status: CaseStatus?
    public var order: Order = .changed
    public var descending = true
    public var start: Start = .first
    public var size = 50

    public init(agency: ID<Agency>, windows: Set<String>?) {
        self.agency = agency
        self.windows = windows
    }

    /// Columns one can sort by.
    public enum Order: String, Sendable, CaseIterable {
        case changed, number, title, organisation, status, round, grants
    }

    /// Where a page begins: pages are found by the row they follow, so that page 150 costs what page 1 does.
    public enum Start: Sendable, Equatable {
        case first
        /// After the row with this key.
        case after(Key)
        /// Before the row with this key.
        case before(Key)
    }

    /// A row's place in an order.
    public struct Key: Sendable, Equatable {
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
    public let rows: [CaseRow]
    /// The key to go on after, when there are more.
    public let next: WorkListQuery.Key?
    /// The key to go back before, when there are any.
    public let previous: WorkListQuery.Key?
}

extension WorkListQuery {
    public func page(on connection: Connection) throws -> WorkListPage {
        let (backwards, key): (Bool, Key?) =
            switch start {
            case .first: (false, nil)
            case .after(let key): (false, key)
            case .before(let key): (true, key)
            }
        let falling = descending != backwards
        var condition = filter
        if let key {
            let bound: SQL = order.isNumber ? "\(Int64(key.value) ?? 0)" : "\(key.value)"
            condition =
                falling
                ? "\(condition) and (\(order.column), id) < (\(bound), \(key.id))"
                : "\(condition) and (\(order.column), id) > (\(bound), \(key.id))"
        }
        let direction: SQL = falling ? "desc" : "asc"
        var rows = try connection.rows(
            """
            select * from cases where \(condition)
            order by \(order.column) \(direction), id \(direction) limit \(size + 1)
            """
        ).map(CaseRow.init)
        let more = rows.count > size
        if more { rows.removeLast() }
        if backwards { rows.reverse() }
        let hasNext = backwards || more
        let hasPrevious = backwards ? more : key != nil
        return WorkListPage(
            rows: rows, next: hasNext ? rows.last.map(key(of:)) : nil,
            previous: hasPrevious ? rows.first.map(key(of:)) : nil)
    }

    /// How many cases there are in each status, under the other filters.
    public func counts(on connection: Connection) throws -> [CaseStatus: Int] {
        var open = self
        open.status = nil
        var counts: [CaseStatus: Int] = [:]
        for row in try connection.rows(
            "select status, count(*) as number from cases where \(open.filter) group by status")
        {
            counts[try row.word("status")] = Int(try row.integer("number"))
        }
        return counts
    }

    private var filter: SQL {
        var condition: SQL = "agency_id = \(agency.text)"
        if let windows { condition = "\(condition) and window in \(in: windows.sorted())" }
        if let round { condition = "\(condition) and round_id = \(round)" }
        if let window { condition = "\(condition) and window = \(window)" }
        if let procedure { condition = "\(condition) and procedure = \(procedure)" }
        if let status { condition = "\(condition) and status = \(status.rawValue)" }
        for word in words.split(whereSeparator: \.isWhitespace).prefix(5) {
            let plain = Plain.searchable(String(word))
            if !plain.isEmpty { condition = "\(condition) and instr(search, \(plain)) > 0" }
        }
        return condition
    }

    private func key(of row: CaseRow) -> Key {
        let value =
            switch order {
            case .changed: String(row.changedAt.milliseconds)
            case .number: row.number
            case .title: row.title
            case .organisation: row.organisationName
            case .status: row.status.rawValue
            case .round: row.roundTitle
            case .grants: row.grantsBegin
            }
        return Key(value: value, id: row.id.text)
    }
}

extension WorkListQuery.Order {
    var isNumber: Bool { self == .changed }

    var column: SQL {
        switch self {
        case .changed: "changed_at"
        case .number: "number"
        case .title: "title"
        case .organisation: "organisation_name"
        case .status: "status"
        case .round: "round_title"
        case .grants: "grants_begin"
        }
    }
}
