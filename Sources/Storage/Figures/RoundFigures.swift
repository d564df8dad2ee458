import Grants

/// Sums over the cases of a round, kept as they change (集計): each case adds what its row says, in the transaction that
/// changes the row. So a page of sums reads a few hundred rows, whatever the round has. They are kept in lanes, like
/// `case_count`.
public struct RoundFigures {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// What is summed up.
    public enum Figure: String, Sendable, CaseIterable {
        /// By the day of the first filing: cases, and what they ask for.
        case day
        /// By the status now: cases, and what they ask for.
        case status
        /// Cases with an amount granted, and the amounts.
        case granted
        /// By `PROCEDURE/DAYS`: filings decided after so many days.
        case days
        /// By `PROCEDURE/FIELD`: how often it was remarked.
        case remark
    }

    struct Key: Hashable {
        let agency: String
        let round: String
        let window: String
        let figure: Figure
        let value: String
    }

    struct Sum: Equatable {
        var number: Int64
        var amount: Int64

        static let zero = Sum(number: 0, amount: 0)

        static func += (left: inout Sum, right: Sum) {
            left.number += right.number
            left.amount += right.amount
        }
    }

    /// One sum of a round's window.
    public struct Line: Sendable, Equatable {
        public let round: String
        public let window: String
        public let figure: Figure
        public let value: String
        public let number: Int
        public let amount: Int64
    }

    /// What a case adds; nothing before it has figures.
    static func parts(of row: CaseRow) -> [Key: Sum] {
        guard let figures = row.figures else { return [:] }
        func key(_ figure: Figure, _ value: String) -> Key {
            Key(agency: row.agency.text, round: row.round, window: row.window, figure: figure, value: value)
        }
        let one = Sum(number: 1, amount: figures.asked?.amount ?? 0)
        var parts = [key(.day, JapanTime(row.filedAt).day.iso): one, key(.status, row.status.rawValue): one]
        if let granted = figures.granted { parts[key(.granted, "")] = Sum(number: 1, amount: granted.amount) }
        for (procedure, days) in figures.days {
            parts[key(.days, "\(procedure)/\(days)")] = Sum(number: 1, amount: 0)
        }
        for (field, times) in figures.remarks {
            parts[key(.remark, field)] = Sum(number: Int64(times), amount: 0)
        }
        return parts
    }

    /// Adds what a case is now and takes off what it was.
    func move(from before: CaseRow?, to now: CaseRow) throws {
        // Round, window and day stay what they were.
        if let before, before.sums == now.sums, before.status == now.status { return }
        var changes = RoundFigures.parts(of: now)
        let old: [Key: Sum] = before.map { RoundFigures.parts(of: $0) } ?? [:]
        for (key, part) in old {
            changes[key, default: .zero] += Sum(number: -part.number, amount: -part.amount)
        }
        try add(changes)
    }

    func add(_ sums: [Key: Sum]) throws {
        let changes = sums.filter { $0.value != .zero }.map { $0 }
        // Several in one statement: a submission waits for it.
        for start in stride(from: 0, to: changes.count, by: RoundFigures.atOnce) {
            var rows: SQL = ""
            for (index, (key, sum)) in changes[start..<min(start + RoundFigures.atOnce, changes.count)].enumerated() {
                let comma: SQL = index == 0 ? "" : ", "
                rows = """
                    \(rows)\(comma)(\(key.agency), \(key.round), \(key.window), \(key.figure.rawValue), \(key.value),
                        \(connection.lane), \(sum.number), \(sum.amount))
                    """
            }
            try connection.execute(
                """
                insert into round_figure (agency_id, round_id, window, figure, value, lane, number, amount) values \(rows)
                on conflict (agency_id, round_id, window, figure, value, lane) do update
                set number = round_figure.number + excluded.number, amount = round_figure.amount + excluded.amount
                """)
        }
    }

    private static let atOnce = 20

    /// Some figures of some rounds, of some windows.
    public func read(
        _ agency: ID<Agency>, rounds: [String], windows: [String], _ figures: [Figure] = Figure.allCases
    ) throws -> [Line] {
        try connection.rows(
            """
            select round_id, window, figure, value, sum(number) as number, sum(amount) as amount from round_figure
            where agency_id = \(agency.text) and round_id in \(in: rounds) and window in \(in: windows)
                and figure in \(in: figures.map(\.rawValue))
            group by round_id, window, figure, value having sum(number) <> 0 or sum(amount) <> 0
            order by round_id, window, figure, value
            """
        ).map { row in
            Line(
                round: try row.text("round_id"), window: try row.text("window"), figure: try row.word("figure"),
                value: try row.text("value"), number: Int(try row.integer("number")), amount: try row.integer("amount"))
        }
    }

    /// Some figures of all of an agency's rounds together, of some windows.
    public func total(_ agency: ID<Agency>, windows: [String], _ figures: [Figure]) throws -> [Line] {
        try connection.rows(
            """
            select window, figure, value, sum(number) as number, sum(amount) as amount from round_figure
            where agency_id = \(agency.text) and window in \(in: windows) and figure in \(in: figures.map(\.rawValue))
            group by window, figure, value having sum(number) <> 0
            """
        ).map { row in
            Line(
                round: "", window: try row.text("window"), figure: try row.word("figure"),
                value: try row.text("value"), number: Int(try row.integer("number")), amount: try row.integer("amount"))
        }
    }

    /// What of the sums is not what adding up the cases gives, in words.
    public func differences() throws -> [String] {
        var sums: [Key: Sum] = [:]
        var after = ""
        while true {
            let rows = try connection.rows("select * from cases where id > \(after) order by id limit 1000")
                .map(CaseRow.init)
            guard let last = rows.last else { break }
            after = last.id.text
            for row in rows {
                for (key, part) in RoundFigures.parts(of: row) { sums[key, default: .zero] += part }
            }
        }
        for row in try connection.rows("select * from round_figure") {
            let key = Key(
                agency: try row.text("agency_id"), round: try row.text("round_id"), window: try row.text("window"),
                figure: try row.word("figure"), value: try row.text("value"))
            sums[key, default: .zero] += Sum(number: -(try row.integer("number")), amount: -(try row.integer("amount")))
        }
        return sums.filter { $0.value != .zero }.map { key, sum in
            "the sum of \(key.figure.rawValue) “\(key.value)” of \(key.round) at \(key.window) is off by \(-sum.number)"
        }.sorted()
    }

    // MARK: Cases from before there were figures

    /// Some cases whose figures were not made yet.
    public func missing(after id: String, limit: Int) throws -> [ID<Case>] {
        try connection.rows(
            "select id from cases where id > \(id) and figures = '' order by id limit \(limit)"
        ).map { try $0.id("id") }
    }

    /// Makes the figures of a case that has none.
    public func make(for id: ID<Case>, under definition: (Case) -> Programme?) throws {
        guard let before = try CaseRow.find(id, on: connection), before.sums.isEmpty,
            let state = try CaseLog(connection).load(id), let programme = definition(state)
        else { return }
        var row = before
        row.sums = CaseFigures(of: state, under: programme).json.canonical
        try connection.execute("update cases set figures = \(row.sums) where id = \(id.text)")
        try move(from: before, to: row)
    }

    /// The name of the job that makes figures of cases from before there were any.
    public static let job = "figures"
}
