import Grants

/// Answers a query about the work list in one of two ways. A list that some filter makes short is gathered whole, put in
/// order and cut. A long one is walked in its order, by the index of that order in each window, until the page is full:
/// the longer the list, the sooner. So neither way reads much, whatever is asked.
struct WorkList {
    let query: WorkListQuery
    let connection: Connection
    /// The windows to list, sorted: the person's, of those asked for, that have any cases.
    let windows: [String]
    let words: [String]
    /// In whose hands, as accounts, `""` for nobody; nil for anyone's.
    let holders: [String]?

    let limits: Limits

    /// What is too much.
    struct Limits {
        /// A list up to this long is gathered.
        var short = 3000
        /// After so many rows that were walked over in vain, gathering is tried even where there is more to gather.
        var patience = 30_000
        /// A list this long is never gathered.
        var longest = 300_000
    }

    /// As many merged walks one statement can have.
    static let mostBranches = 400

    init(_ query: WorkListQuery, on connection: Connection, limits: Limits = Limits()) throws {
        self.limits = limits
        self.query = query
        self.connection = connection
        var windows = try CaseCounts(connection).windows(of: query.agency).intersection(query.windows)
        if !query.onlyWindows.isEmpty { windows.formIntersection(query.onlyWindows) }
        self.windows = windows.sorted()
        words = SearchTerms.words(query.words)
        holders =
            switch query.held {
            case nil: nil
            case .nobody: [""]
            case .by(let person): [person.text]
            case .mine(let person):
                [person.text] + (try Absences(connection).represented(by: person, on: query.today))
            }
    }

    /// A filter that can drive: its cases are found without looking at others.
    struct Driver {
        enum Kind: Hashable {
            case words, status, round, procedure, organisation, filed, returns, holder, due
        }

        let kind: Kind
        /// How many cases it leaves, at most.
        let size: Int
        let condition: SQL
    }

    // MARK: Pages

    func page() throws -> WorkListPage {
        guard !windows.isEmpty else {
            var page = WorkListPage()
            page.counts = [:]
            page.total = 0
            return page
        }
        let counts = try counts()
        let found = try found(counts)
        var page = WorkListPage()
        page.counts = counts
        page.total = found.total
        page.rows = try CaseRow.all(found.ids, on: connection)
        page.next = found.hasNext ? page.rows.last.map(query.key(of:)) : nil
        page.previous = found.hasPrevious ? page.rows.first.map(query.key(of:)) : nil
        return page
    }

    /// What is on the page.
    struct Found {
        var ids: [String] = []
        var (hasNext, hasPrevious) = (false, false)
        var total: Int?
    }

    func found(_ counts: [CaseStatus: Int]?) throws -> Found {
        guard !windows.isEmpty else { return Found() }
        var page = Found()
        let found = words.isEmpty ? nil : try SearchIndex(connection).find(words)
        let drivers = try drivers(found?.docs)
        let best = drivers.min { $0.size < $1.size }
        if let best, best.size <= limits.short {
            let all = try gather(by: best)
            (page.ids, page.hasPrevious, page.hasNext) = cut(all)
            page.total = all.count
        } else if let walked = try walk(
            drivers, found, patience: best.map { $0.size <= limits.longest } == true ? limits.patience : nil)
        {
            (page.ids, page.hasPrevious, page.hasNext) = arranged(walked)
            page.total = total(counts)
        } else if let best {
            let all = try gather(by: best)
            (page.ids, page.hasPrevious, page.hasNext) = cut(all)
            page.total = all.count
        }
        return page
    }

    /// How many there are in each status, where the counters can say so: under at most one of the filters they know.
    private func counts() throws -> [CaseStatus: Int]? {
        guard words.isEmpty, query.organisation == nil, query.filedFrom == nil, query.filedTo == nil,
            query.leastReturns <= 0, query.unreadBy == nil, query.due == nil
        else { return nil }
        let counts = CaseCounts(connection)
        if let holders {
            guard query.rounds.isEmpty, query.procedures.isEmpty else { return nil }
            return try counts.read(query.agency, windows: windows, .holder, values: holders)
        }
        switch (query.rounds.isEmpty, query.procedures.isEmpty) {
        case (true, true): return try counts.read(query.agency, windows: windows, .all, values: [""])
        case (false, true):
            return try counts.read(query.agency, windows: windows, .round, values: query.rounds.sorted())
        case (true, false):
            return try counts.read(query.agency, windows: windows, .procedure, values: query.procedures.sorted())
        case (false, false): return nil
        }
    }

    private func total(_ counts: [CaseStatus: Int]?) -> Int? {
        guard let counts else { return nil }
        if query.statuses.isEmpty { return counts.values.reduce(0, +) }
        return query.statuses.reduce(0) { $0 + (counts[$1] ?? 0) }
    }

    // MARK: What drives

    private func drivers(_ docs: SearchSet?) throws -> [Driver] {
        var drivers: [Driver] = []
        let counts = CaseCounts(connection)
        if let docs {
            let size = docs.count
            // The numbers are only written down where they may be needed.
            let members = size <= limits.longest ? docs.members : []
            drivers.append(Driver(kind: .words, size: size, condition: "doc in \(SQL.numbers(members))"))
        }
        if !query.statuses.isEmpty {
            let all = try counts.read(query.agency, windows: windows, .all, values: [""])
            let size = query.statuses.reduce(0) { $0 + (all[$1] ?? 0) }
            drivers.append(Driver(kind: .status, size: size, condition: "status in \(in: statuses)"))
        }
        if !query.rounds.isEmpty {
            let rounds = query.rounds.sorted()
            let size = try counts.read(query.agency, windows: windows, .round, values: rounds).values.reduce(0, +)
            drivers.append(Driver(kind: .round, size: size, condition: "round_id in \(in: rounds)"))
        }
        if !query.procedures.isEmpty {
            let all = query.procedures.sorted()
            let size = try counts.read(query.agency, windows: windows, .procedure, values: all).values.reduce(0, +)
            drivers.append(Driver(kind: .procedure, size: size, condition: "procedure in \(in: all)"))
        }
        if let holders {
            let size = try counts.read(query.agency, windows: windows, .holder, values: holders).values.reduce(0, +)
            drivers.append(Driver(kind: .holder, size: size, condition: "holder_id in \(in: holders)"))
        }
        if let due {
            drivers.append(try counted(.due, "due_day >= \(due.lowerBound) and due_day <= \(due.upperBound)"))
        }
        if let organisation = query.organisation {
            let condition: SQL = "organisation_id = \(organisation.text)"
            drivers.append(try counted(.organisation, condition, isOfWindow: false))
        }
        if query.filedFrom != nil || query.filedTo != nil {
            drivers.append(try counted(.filed, "filed_at >= \(filed.from) and filed_at < \(filed.until)"))
        }
        if query.leastReturns > 0 {
            drivers.append(try counted(.returns, "returns >= \(query.leastReturns)"))
        }
        return drivers
    }

    /// A driver whose cases no counter knows: they are counted as far as it matters.
    private func counted(_ kind: Driver.Kind, _ condition: SQL, isOfWindow: Bool = true) throws -> Driver {
        let scope: SQL =
            isOfWindow ? "agency_id = \(query.agency.text) and window in \(in: windows) and " : ""
        let row = try connection.first(
            """
            select count(*) as number from (
                select 1 from cases where \(scope)\(condition) limit \(limits.short + 1)) as counted
            """)
        let size = Int(try row?.integer("number") ?? 0)
        // More than short: nobody counted how many.
        return Driver(kind: kind, size: size > limits.short ? limits.longest : size, condition: condition)
    }

    var statuses: [String] { query.statuses.map(\.rawValue).sorted() }

    var due: ClosedRange<Int64>? { query.due?.days(from: query.today) }

    var filed: (from: Int64, until: Int64) {
        (
            query.filedFrom?.midnight.milliseconds ?? Int64.min,
            query.filedTo?.midnight.adding(days: 1).milliseconds ?? Int64.max
        )
    }

    // MARK: Conditions

    /// All filters but the one that drives. They are written so that no index is chosen for them: what drives does.
    func conditions(but driver: Driver.Kind?) -> SQL {
        var condition: SQL = "1 = 1"
        if driver != .status, !query.statuses.isEmpty {
            condition = "\(condition) and (status || '') in \(in: statuses)"
        }
        if driver != .round, !query.rounds.isEmpty {
            condition = "\(condition) and (round_id || '') in \(in: query.rounds.sorted())"
        }
        if driver != .procedure, !query.procedures.isEmpty {
            condition = "\(condition) and (procedure || '') in \(in: query.procedures.sorted())"
        }
        if driver != .organisation, let organisation = query.organisation {
            condition = "\(condition) and (organisation_id || '') = \(organisation.text)"
        }
        if driver != .filed, query.filedFrom != nil || query.filedTo != nil {
            condition = "\(condition) and (filed_at + 0) >= \(filed.from) and (filed_at + 0) < \(filed.until)"
        }
        if driver != .returns, query.leastReturns > 0 {
            condition = "\(condition) and (returns + 0) >= \(query.leastReturns)"
        }
        if driver != .holder, let holders {
            condition = "\(condition) and (holder_id || '') in \(in: holders)"
        }
        if driver != .due, let due {
            condition = "\(condition) and (due_day + 0) >= \(due.lowerBound) and (due_day + 0) <= \(due.upperBound)"
        }
        if let person = query.unreadBy {
            condition = """
                \(condition) and not exists (select 1 from case_seen
                    where case_seen.account_id = \(person.text) and case_seen.case_id = cases.id
                        and case_seen.seq >= cases.seq)
                """
        }
        return condition
    }

    /// That the words stand there as they were typed, not just their parts somewhere.
    var holdsWords: SQL {
        SearchIndex.holds(words, text: "(select text from search_text where search_text.doc = cases.doc)")
    }

    // MARK: Gathering

    /// The whole list in its order, smallest key first, each with whether it comes after the key the page begins at.
    private func gather(by driver: Driver) throws -> [(id: String, side: Int)] {
        let column = query.order.column
        let side: SQL =
            switch query.start {
            case .first, .last: "0"
            case .after(let key), .before(let key):
                """
                case when (\(column), id) > \(query.order.pair(key)) then 1
                    when (\(column), id) < \(query.order.pair(key)) then -1 else 0 end
                """
            }
        // An organisation's cases and a word's are not found by their windows.
        let scope: SQL =
            driver.kind == .words || driver.kind == .organisation
            ? "(agency_id || '') = \(query.agency.text) and (window || '') in \(in: windows)"
            : "agency_id = \(query.agency.text) and window in \(in: windows)"
        var all: [(String, Int)] = []
        try connection.walk(
            """
            select id, \(side) from cases where \(driver.condition) and \(scope)
                and \(conditions(but: driver.kind)) and \(holdsWords)
            order by \(column), id
            """
        ) { row in
            all.append((row[0], row[1]))
            return true
        }
        return all
    }

    /// The page's part of a gathered list.
    private func cut(_ all: [(id: String, side: Int)]) -> (ids: [String], hasPrevious: Bool, hasNext: Bool) {
        let ordered = query.descending ? all.reversed() : all
        let after = query.descending ? -1 : 1
        let (from, until): (Int, Int) =
            switch query.start {
            case .first: (0, min(query.size, ordered.count))
            case .last: (max(0, ordered.count - query.size), ordered.count)
            case .after:
                {
                    let from = ordered.firstIndex { $0.side == after } ?? ordered.count
                    return (from, min(from + query.size, ordered.count))
                }()
            case .before:
                {
                    let until = ordered.firstIndex { $0.side != -after } ?? ordered.count
                    return (max(0, until - query.size), until)
                }()
            }
        return (ordered[from..<until].map(\.id), from > 0, until < ordered.count)
    }
}

extension WorkListQuery {
    public func page(on connection: Connection) throws -> WorkListPage { try WorkList(self, on: connection).page() }

    /// The cases of the list in its order from its beginning, so many at most.
    public func ids(_ most: Int, on connection: Connection) throws -> [ID<Case>] {
        var whole = self
        whole.start = .first
        whole.size = most
        return try WorkList(whole, on: connection).found(nil).ids.compactMap { ID<Case>($0) }
    }

    /// The cases next to one in this list, whether or not it is still in the list itself.
    public func neighbours(
        of row: CaseRow, on connection: Connection
    ) throws -> (previous: CaseRow?, next: CaseRow?) {
        var one = self
        one.size = 1
        one.start = .before(key(of: row))
        let previous = try one.page(on: connection).rows.first
        one.start = .after(key(of: row))
        return (previous, try one.page(on: connection).rows.first)
    }
}
