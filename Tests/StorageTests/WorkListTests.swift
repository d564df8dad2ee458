import Grants
import TestDatabases
import Testing

@testable import Storage

@Suite("The work list")
struct WorkListTests {
    /// More than one block of searched documents, some of them replaced, some not sealed.
    private static let number = SearchIndex.blockSize + 150

    /// A database of many cases, a few of another agency, and the rows as they must be.
    private struct Stock {
        let sandbox: Sandbox
        let database: Database
        let rows: [CaseRow]
        let texts: [ID<Case>: String]

        init(_ number: Int, seed: UInt64) async throws {
            sandbox = try Sandbox()
            database = try sandbox.database()
            var cases = RandomCases(seed: seed)
            let made = (0..<number).map { cases.prepare($0, agency: $0 % 50 == 49 ? Sample.other : Sample.agency) }
            try await database.write { connection in
                try CaseLog(connection).insert(made)
                try SearchIndex(connection).seal()
            }
            rows = made.map(\.tables.row)
            texts = Dictionary(uniqueKeysWithValues: made.map { ($0.state.id, $0.text) })
        }

        /// The rows a query asks for, found by looking at every one.
        func naive(_ query: WorkListQuery, seen: [ID<Case>: Int] = [:]) -> [String] {
            let words = SearchTerms.words(query.words)
            let kept = rows.filter { row in
                row.agency == query.agency && query.windows.contains(row.window)
                    && (query.onlyWindows.isEmpty || query.onlyWindows.contains(row.window))
                    && (query.statuses.isEmpty || query.statuses.contains(row.status))
                    && (query.rounds.isEmpty || query.rounds.contains(row.round))
                    && (query.procedures.isEmpty || query.procedures.contains(row.procedure))
                    && (query.organisation == nil || query.organisation == row.organisation)
                    && query.filedFrom.map { row.filedAt >= $0.midnight } != false
                    && query.filedTo.map { row.filedAt < $0.midnight.adding(days: 1) } != false
                    && row.returns >= query.leastReturns && isHeld(row, query)
                    && query.due.map { $0.days(from: query.today).contains(row.dueDay) } != false
                    && (query.unreadBy == nil || seen[row.id, default: 0] < row.seq)
                    && words.allSatisfy { word in
                        has(row.search, word) || has(texts[row.id] ?? "", word)
                    }
            }
            let sorted = kept.sorted { left, right in
                let (a, b) = (key(left, query.order), key(right, query.order))
                return a == b ? left.id.text < right.id.text : a < b
            }
            return (query.descending ? sorted.reversed() : sorted).map(\.id.text)
        }

        /// Nobody is absent in these tests.
        private func isHeld(_ row: CaseRow, _ query: WorkListQuery) -> Bool {
            switch query.held {
            case nil: true
            case .nobody: row.holder == nil
            case .by(let person), .mine(let person): row.holder?.id == person
            }
        }

        private func has(_ text: String, _ word: String) -> Bool {
            Array(text.utf8).split(separator: 1).contains { part in
                let (part, word) = (Array(part), Array(word.utf8))
                guard part.count >= word.count else { return false }
                return (0...part.count - word.count).contains { part[$0..<$0 + word.count].elementsEqual(word) }
            }
        }

        /// Numbers padded, texts by their bytes: as the engine compares them.
        private func key(_ row: CaseRow, _ order: WorkListQuery.Order) -> Key {
            switch order {
            case .changed: Key(number: row.changedAt.milliseconds)
            case .filed: Key(number: row.filedAt.milliseconds)
            case .returns: Key(number: Int64(row.returns))
            case .score: Key(number: row.score ?? -1)
            case .due: Key(number: row.due.map { Int64($0.daysSince1970) } ?? .max)
            case .number: Key(text: row.number)
            case .title: Key(text: row.title)
            case .organisation: Key(text: row.organisationName)
            case .round: Key(text: row.roundTitle)
            case .grants: Key(text: row.grantsBegin)
            case .holder: Key(text: row.holder?.name ?? "")
            }
        }

        private struct Key: Comparable {
            var number: Int64 = 0
            var text: [UInt8] = []
            init(number: Int64) { self.number = number }
            init(text: String) { self.text = Array(text.utf8) }
            static func < (left: Key, right: Key) -> Bool {
                left.number == right.number
                    ? left.text.lexicographicallyPrecedes(right.text) : left.number < right.number
            }
        }

        /// All pages from one end to the other.
        func walk(
            _ query: WorkListQuery, from start: WorkListQuery.Start, limits: WorkList.Limits
        ) async throws -> (ids: [String], totals: Set<Int>) {
            try await database.read { connection in
                var query = query
                query.start = start
                var ids: [String] = []
                var totals: Set<Int> = []
                while true {
                    let page = try WorkList(query, on: connection, limits: limits).page()
                    if let total = page.total { totals.insert(total) }
                    let part = page.rows.map(\.id.text)
                    if start == .last {
                        ids = part + ids
                        guard let key = page.previous else { break }
                        query.start = .before(key)
                    } else {
                        ids += part
                        guard let key = page.next else { break }
                        query.start = .after(key)
                    }
                    if ids.count > 10_000 { break }
                }
                return (ids, totals)
            }
        }
    }

    private static func query(_ change: (inout WorkListQuery) -> Void = { _ in }) -> WorkListQuery {
        var query = WorkListQuery(agency: Sample.agency, windows: ["east", "west"])
        query.size = 70
        change(&query)
        return query
    }

    private static let questions: [(String, WorkListQuery)] = [
        ("all", query()), ("one window", query { $0.onlyWindows = ["west"] }),
        ("a window that is not theirs", query { $0.onlyWindows = ["north"] }),
        ("a status", query { $0.statuses = [.checking] }),
        ("statuses", query { $0.statuses = [.returned, .adopted, .withdrawn] }),
        ("rounds", query { $0.rounds = ["round-1", "round-3"] }), ("no such round", query { $0.rounds = ["'; --"] }),
        ("a procedure", query { $0.procedures = ["grant"] }),
        ("an organisation", query { $0.organisation = Sample.id(2, 1) }),
        ("days", query { ($0.filedFrom, $0.filedTo) = (Day(iso: "2023-12-01"), Day(iso: "2024-01-15")) }),
        ("returns", query { $0.leastReturns = 1 }),
        ("nobody’s", query { $0.held = .nobody }), ("one person’s", query { $0.held = .by(Sample.id(5, 1)) }),
        ("one’s own", query { $0.held = .mine(Sample.id(5, 2)) }),
        (
            "nobody’s in a round",
            query {
                $0.held = .nobody
                $0.rounds = ["round-1"]
            }
        ), ("overdue", query { ($0.due, $0.today) = (.overdue, Day(iso: "2024-05-01")!) }),
        ("due soon", query { ($0.due, $0.today) = (.soon, Day(iso: "2024-05-01")!) }),
        (
            "mine and overdue",
            query {
                ($0.due, $0.today) = (.overdue, Day(iso: "2024-05-01")!)
                $0.held = .mine(Sample.id(5, 1))
            }
        ),
        ("words", query { $0.words = "東京" }), ("a long word", query { $0.words = "東京都" }),
        ("words of two places", query { $0.words = "食器　京都" }), ("a letter", query { $0.words = "ａ" }),
        ("a number", query { $0.words = "0000007" }), ("kana of any width", query { $0.words = "りんご" }),
        ("a word nobody wrote", query { $0.words = "鯨" }),
        (
            "much at once",
            query {
                $0.statuses = [.checking, .adopted]
                $0.rounds = ["round-2"]
                $0.words = "円"
                $0.leastReturns = 0
            }
        ),
    ]

    @Test("walking all pages forward and backward in every order and filter gives the rows of a naive sort")
    func pages() async throws {
        let stock = try await Stock(WorkListTests.number, seed: 1)
        let ways = [
            WorkList.Limits(), WorkList.Limits(short: -1, patience: .max, longest: 0),
            WorkList.Limits(short: -1, patience: 40, longest: .max),
        ]
        for (number, (name, question)) in WorkListTests.questions.enumerated() {
            // The first question in every order, the others in a third of them each.
            for (index, order) in WorkListQuery.Order.allCases.enumerated()
            where number == 0 || (number + index) % 3 == 0 {
                var query = question
                query.order = order
                query.descending = index % 2 == 0
                query.size = [70, 500, 1].last { $0 != 1 || stock.naive(query).count < 40 } ?? 70
                let expected = stock.naive(query)
                let limits = ways[(index + name.utf8.count) % ways.count]
                for start in [WorkListQuery.Start.first, .last] {
                    let (ids, totals) = try await stock.walk(query, from: start, limits: limits)
                    #expect(ids == expected, "\(name), by \(order), from \(start), \(limits)")
                    #expect(totals.isSubset(of: [expected.count]), "\(name): \(totals), not \(expected.count)")
                }
            }
        }
    }

    @Test("the cases next to one are those of the list, and are found even when it has left the list")
    func neighbours() async throws {
        let stock = try await Stock(300, seed: 2)
        for (_, question) in WorkListTests.questions.prefix(8) {
            let list = stock.naive(question)
            for row in stock.rows.prefix(60) {
                let found = try await stock.database.read { connection in
                    let found = try question.neighbours(of: row, on: connection)
                    return [found.previous?.id.text, found.next?.id.text]
                }
                guard let place = list.firstIndex(of: row.id.text) else {
                    if let next = found[1] { #expect(list.contains(next)) }
                    continue
                }
                #expect(found == [place > 0 ? list[place - 1] : nil, place + 1 < list.count ? list[place + 1] : nil])
            }
        }
    }

    @Test("counters are what counting gives, after random histories one event at a time")
    func counters() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let actor = Actor(kind: .staff, id: "s", name: "職員")
        try await database.write { connection throws -> Void in
            var cases = RandomCases(seed: 3)
            var states = try (0..<40).map { number -> Case in
                let made = cases.prepare(number)
                try CaseLog(connection).insert([made])
                return made.state
            }
            for step in 0..<300 {
                let index = cases.number(0...39)
                let filing = states[index].filings[0]
                let event: CaseEvent =
                    switch cases.number(0...4) {
                    case 4:
                        .taken(.init(holder: cases.number(0...2) == 0 ? nil : RandomCases.holder(cases.number(1...2))))
                    case 0: .returned(.init(filing: filing.id, stage: "check", message: "m", remarks: [:]))
                    case 1: .withdrawn(.init(filing: filing.id, reason: "r"))
                    case 2: .comment(step)
                    default: cases.submission(filing.id, "call", revision: filing.current.number + 1)
                    }
                try CaseLog(connection).append(
                    [event], to: &states[index], by: actor, at: states[index].changedAt, under: Sample.programme)
                #expect(try CaseCounts(connection).differences() == [])
                #expect(try RoundFigures(connection).differences() == [])
            }
            for state in states { #expect(try CaseLog(connection).differs(state, under: Sample.programme) == nil) }
            let counts = try CaseCounts(connection).read(
                Sample.agency, windows: ["east"], .all, values: [""])
            let scan = try connection.rows(
                "select status, count(*) as n from cases where window = 'east' group by status")
            #expect(counts.count == scan.count)
            for row in scan { #expect(counts[try row.word("status")] == Int(try row.integer("n"))) }
            // What is wrong is said.
            try connection.execute(
                "update case_count set number = number + 1 where facet = 'round' and value = 'round-1'")
            #expect(try !CaseCounts(connection).differences().isEmpty)
            try connection.execute("update round_figure set amount = amount + 1 where figure = 'day'")
            #expect(try !RoundFigures(connection).differences().isEmpty)
        }
    }

    @Test("what is unread is what changed since a person opened it, for each person")
    func unread() async throws {
        let stock = try await Stock(60, seed: 4)
        let (mine, other): (ID<Account>, ID<Account>) = (Sample.id(5, 1), Sample.id(5, 2))
        let seen = Dictionary(uniqueKeysWithValues: stock.rows.prefix(30).map { ($0.id, $0.seq) })
        try await stock.database.write { connection in
            for (id, seq) in seen { try CaseSeen(connection).mark(id, upTo: seq, by: mine) }
            // Going back does not make it unread.
            if let first = stock.rows.first { try CaseSeen(connection).mark(first.id, upTo: 1, by: mine) }
        }
        for (person, memory) in [(mine, seen), (other, [:])] {
            let query = WorkListTests.query { $0.unreadBy = person }
            let (ids, _) = try await stock.walk(query, from: .first, limits: WorkList.Limits())
            #expect(ids == stock.naive(query, seen: memory))
            let unread = try await stock.database.read {
                try CaseSeen($0).unread(by: person, among: stock.rows)
            }
            #expect(unread == Set(stock.rows.filter { memory[$0.id] == nil }.map(\.id)))
        }
    }

    @Test("an organisation's cases come page by page, each once")
    func organisation() async throws {
        let stock = try await Stock(200, seed: 5)
        let id: ID<Organisation> = Sample.id(2, 2)
        let ids = try await stock.database.read { connection in
            var ids: [String] = []
            var key: WorkListQuery.Key?
            while true {
                let rows = try CaseRow.page(of: id, before: key, size: 7, on: connection)
                ids += rows.map(\.id.text)
                guard let last = rows.last else { break }
                key = WorkListQuery.Key(value: String(last.changedAt.milliseconds), id: last.id.text)
            }
            return ids
        }
        let expected = stock.rows.filter { $0.organisation == id }
            .sorted { ($0.changedAt, $0.id) > ($1.changedAt, $1.id) }.map(\.id.text)
        #expect(ids == expected)
    }

    @Test("a database from before gets its counters and its words when it is brought up to date")
    func migration() async throws {
        let sandbox = try Sandbox()
        let before = Migration.all.filter { $0.number < Migration.workList.number }
        var cases = RandomCases(seed: 6)
        // The program of that time knew neither last days nor hands.
        cases.programme = Sample.undated
        cases.areTaken = false
        let made = (0..<120).map { cases.prepare($0) }
        func fill() async throws {
            let old = try TestDatabase.bare(sandbox.path)
            try old.migrate(at: 0, with: before)
            try await old.write { connection in
                try connection.execute("alter table cases add column due_day integer")
                try connection.execute("alter table cases add column held integer")
                try connection.execute("alter table cases add column doc integer not null default 0")
                for column in ["holder_id", "holder_name", "figures"] as [SQL] {
                    try connection.execute("alter table cases add column \(column) text")
                }
                try connection.execute(
                    """
                    create table round_figure (agency_id text, round_id text, window text, figure text, value text,
                        number integer, amount integer)
                    """)
                for prepared in made {
                    try connection.insert(into: "case_event", CaseLog.columns, rows: prepared.records.map(\.values))
                    try prepared.tables.write(doc: nil, on: connection)
                }
                for column in ["due_day", "held", "doc", "holder_id", "holder_name", "figures"] as [SQL] {
                    try connection.execute("alter table cases drop column \(column)")
                }
                try connection.execute("drop table round_figure")
            }
            try old.close()
        }
        try await fill()
        let database = try sandbox.database()
        try await database.read { connection throws -> Void in
            #expect(try CaseCounts(connection).differences() == [])
            #expect(
                try connection.first("select sum(number) as n from case_count where facet = 'all'")?.integer("n") == 120
            )
            for prepared in made {
                #expect(try CaseLog(connection).differs(prepared.state, under: Sample.undated) == nil)
            }
            var query = WorkListTests.query()
            query.words = "東京都"
            #expect(try !query.page(on: connection).rows.isEmpty)
        }
    }
}

extension CaseEvent {
    fileprivate static func comment(_ step: Int) -> CaseEvent { .commented(.init(text: "第\(step)のコメント")) }
}
