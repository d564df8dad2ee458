import Grants

/// Walking a long list in its order until a page is full.
extension WorkList {
    /// One row more than a page, found by going from where the page begins; nil when patience ended.
    func walk(
        _ drivers: [Driver], _ found: (docs: SearchSet, isExact: Bool)?, patience: Int?
    ) throws -> [String]? {
        let falling = query.descending != isBackwards
        let direction: SQL = falling ? "desc" : "asc"
        let statement: SQL = """
            \(try branches(drivers, falling: falling)) order by 1 \(direction), 2 \(direction)
            """
        var ids: [String] = []
        var waiting: [String] = []
        var steps = 0
        var isLost = false
        try connection.walk(statement) { row in
            steps += 1
            if let patience, steps > patience {
                isLost = true
                return false
            }
            if let found {
                guard found.docs.contains(row[2]) else { return true }
                if found.isExact {
                    ids.append(row[1])
                } else {
                    waiting.append(row[1])
                    if waiting.count > query.size {
                        ids += try verified(waiting)
                        waiting = []
                    }
                }
            } else {
                ids.append(row[1])
            }
            return ids.count <= query.size
        }
        if isLost { return nil }
        if ids.count <= query.size, !waiting.isEmpty { ids += try verified(waiting) }
        return Array(ids.prefix(query.size + 1))
    }

    /// Those of some cases that hold the words as they were written, not just their parts.
    private func verified(_ ids: [String]) throws -> [String] {
        let rows = try connection.rows(
            """
            select id from cases where id in \(SQL.texts(ids))
                and \(holdsWords)
            """)
        let holding = Set(try rows.map { try $0.text("id") })
        return ids.filter(holding.contains)
    }

    private var isBackwards: Bool {
        switch query.start {
        case .first, .after: false
        case .last, .before: true
        }
    }

    /// A walk for each window, and for each value of a filter whose index has the order; the engine merges them.
    private func branches(_ drivers: [Driver], falling: Bool) throws -> SQL {
        let column = query.order.column
        var beyond: SQL = ""
        switch query.start {
        case .first, .last: break
        case .after(let key), .before(let key):
            beyond =
                falling
                ? " and (\(column), id) < \(query.order.pair(key))" : " and (\(column), id) > \(query.order.pair(key))"
        }
        let way = try ways(drivers)
        let (driving, ways) = way ?? (nil, [""])
        let rest = conditions(but: driving)
        let doc: SQL = words.isEmpty ? "0" : "doc"
        var statement: SQL = ""
        var isFirst = true
        for window in windows {
            for way in ways {
                let branch: SQL = """
                    select \(column), id, \(doc) from cases
                    where agency_id = \(query.agency.text) and window = \(window)\(way)\(beyond) and \(rest)
                    """
                statement = isFirst ? branch : "\(statement) union all \(branch)"
                isFirst = false
            }
        }
        return statement
    }

    /// The filter whose index has the order too, and what its parts are; nil where there is none.
    private func ways(_ drivers: [Driver]) throws -> (driving: Driver.Kind?, ways: [SQL])? {
        guard query.order == .changed else { return nil }
        let best = drivers.filter { [.status, .round, .procedure, .filed, .holder].contains($0.kind) }
            .min { $0.size < $1.size }
        let ways: [SQL]
        switch best?.kind {
        case .status: ways = statuses.map { " and status = \($0)" }
        case .round: ways = query.rounds.sorted().map { " and round_id = \($0)" }
        case .procedure: ways = query.procedures.sorted().map { " and procedure = \($0)" }
        case .holder: ways = (holders ?? []).map { " and holder_id = \($0)" }
        // The periods at both ends hold other days too: the days themselves are still looked at.
        case .filed: ways = try periods().map { " and filed_period = \($0)" }
        default: return nil
        }
        guard !ways.isEmpty, ways.count * windows.count <= WorkList.mostBranches else { return nil }
        return (best?.kind == .filed ? nil : best?.kind, ways)
    }

    /// The periods in which the asked days lie, as far as anything was filed.
    private func periods() throws -> [Int64] {
        var (first, last) = (Int64.max, Int64.min)
        for window in windows {
            for order in ["", " desc"] as [SQL] {
                let row = try connection.first(
                    """
                    select filed_at from cases where agency_id = \(query.agency.text) and window = \(window)
                    order by filed_at\(order), id\(order) limit 1
                    """)
                guard let moment = try row?.integer("filed_at") else { continue }
                (first, last) = (min(first, moment), max(last, moment))
            }
        }
        let (from, until) = (max(first, filed.from), min(last, filed.until))
        return from <= until ? Array(from / 2_592_000_000...until / 2_592_000_000) : []
    }

    /// A walked page in the order of the list.
    func arranged(_ walked: [String]) -> (ids: [String], hasPrevious: Bool, hasNext: Bool) {
        let more = walked.count > query.size
        let ids = Array(walked.prefix(query.size))
        switch query.start {
        case .first: return (ids, false, more)
        case .after: return (ids, true, more)
        case .last: return (ids.reversed(), more, false)
        case .before: return (ids.reversed(), more, true)
        }
    }
}
