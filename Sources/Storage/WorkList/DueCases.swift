import Grants

/// When cases are due, seen from a day.
public enum DueWhen: String, Sendable, CaseIterable, Codable {
    case overdue, today
    /// On the next two business days, and what lies between.
    case soon

    /// The days it means, both included.
    func days(from today: Day) -> ClosedRange<Int64> {
        let now = Int64(today.daysSince1970)
        switch self {
        case .overdue: return Int64.min...now - 1
        case .today: return now...now
        case .soon: return now + 1...Int64(today.adding(businessDays: 2).daysSince1970)
        }
    }
}

/// The cases of some windows that are due, and what nobody has in hand. Each question walks an index no further than it
/// must.
public struct DueCases {
    let connection: Connection
    let agency: ID<Agency>
    let windows: [String]
    let today: Day

    public init(_ agency: ID<Agency>, windows: Set<String>, today: Day, on connection: Connection) {
        self.connection = connection
        self.agency = agency
        self.windows = windows.sorted()
        self.today = today
    }

    /// Counting stops there.
    public static let most = 10_000

    /// How many are due then: of some people's, or of everyone's.
    /// - Parameter holders: accounts, `""` for nobody; nil for all.
    public func count(_ when: DueWhen, holders: [String]? = nil) throws -> Int {
        let row = try connection.first(
            """
            select count(*) as number from (
                select 1 from cases where \(scope(when.days(from: today), holders)) limit \(DueCases.most)) as counted
            """)
        return Int(try row?.integer("number") ?? 0)
    }

    /// The first of those that are overdue or due soon, in the order of their last days.
    public func first(_ number: Int, holders: [String]) throws -> [CaseRow] {
        let days = DueWhen.overdue.days(from: today).lowerBound...DueWhen.soon.days(from: today).upperBound
        return try connection.rows(
            "select * from cases where \(scope(days, holders)) order by due_day, id limit \(number)"
        ).map(CaseRow.init)
    }

    private func scope(_ days: ClosedRange<Int64>, _ holders: [String]?) -> SQL {
        let range: SQL = "due_day >= \(days.lowerBound) and due_day <= \(days.upperBound)"
        let place: SQL = "agency_id = \(agency.text) and window in \(in: windows)"
        guard let holders else { return "\(place) and \(range)" }
        return "\(place) and in_hand = 1 and holder_id in \(in: holders) and \(range)"
    }

    /// The case nobody has in hand that is to be done next: due first, then filed first.
    /// - Parameter confirming: whether one that awaits an approver counts.
    public func next(confirming: Bool) throws -> ID<Case>? {
        let rest: SQL = confirming ? "" : " and (status || '') <> \(CaseStatus.confirming.rawValue)"
        var best: (due: Int64, id: String)?
        for window in windows {
            let row = try connection.first(
                """
                select due_day, id from cases
                where agency_id = \(agency.text) and window = \(window) and in_hand = 1 and holder_id = ''\(rest)
                order by due_day, id limit 1
                """)
            guard let row else { continue }
            let found = (try row.integer("due_day"), try row.text("id"))
            if best.map({ found < $0 }) != false { best = found }
        }
        return best.flatMap { ID<Case>($0.id) }
    }

    /// Some cases a person has in hand, those with something to do first.
    public func held(by account: ID<Account>, limit: Int) throws -> [ID<Case>] {
        var ids: [ID<Case>] = []
        for isOpen in [true, false] where ids.count < limit {
            ids += try connection.rows(
                """
                select id from cases
                where agency_id = \(agency.text) and window in \(in: windows) and in_hand = \(isOpen)
                    and holder_id = \(account.text)
                order by due_day, id limit \(limit - ids.count)
                """
            ).map { try $0.id("id") }
        }
        return ids
    }
}
