import ArgumentParser
import Foundation
import Grants
import Outbound
import Storage
import UseCases

/// `kofu bench list`: measures the work list over what `kofu bench seed` made, asked by one client of a server of this
/// program, with what the machine itself needs beside it.
struct BenchList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Measure the work list of a seeded folder.",
        discussion: """
            kofu bench seed --data ./var/million
            kofu bench list --data ./var/million --seconds 4
            """)

    @Option(help: "A folder that `kofu bench seed` filled.") var data: String
    @Option(help: "Seconds each figure is measured for.") var seconds = 4

    func run() async throws {
        let (stock, floor) = try await prepare()
        print("Kofu bench: the work list over \(stock.cases) cases, one client, \(seconds) s a figure\n")
        print(floor.line("floor  50 rows by their keys, no page", asked: "the floor"))
        let server = try BenchServer(folder: data, preload: nil)
        defer { server.stop() }
        let load = BenchLoad(port: server.port, clients: 1, seconds: seconds)
        print(try load.get("/healthz", cookie: "").line("floor  a request that reads nothing", asked: "the floor"))
        for group in stock.groups {
            print("")
            for page in group {
                let figures = try load.get(page.paths, cookie: page.isApplicant ? stock.applicant : stock.officer)
                print(figures.line(page.name, asked: page.asked))
            }
        }
        print("\nresident memory at its most                           \(server.peakMegabytes) MB")
    }

    /// What is done before the server has the folder to itself.
    private func prepare() async throws -> (BenchListStock, BenchFigures) {
        let installation = try BenchStock.open(data)
        try await installation.published.reload(from: installation.database)
        let stock = try await BenchListStock(installation)
        let floor = try await stock.floor(installation, seconds: min(seconds, 2))
        try installation.database.close()
        return (stock, floor)
    }
}

/// What is asked of the list: addresses as links and forms make them, several of each kind.
struct BenchListStock {
    let cases: Int
    let officer: String
    let applicant: String
    let groups: [[Page]]
    private let ids: [[String]]

    struct Page {
        let name: String
        let asked: String
        let paths: [String]
        var isApplicant = false
    }

    init(_ installation: Installation) async throws {
        guard let agency = installation.published.current.agencies.first?.id else { throw Missing() }
        let found = try await installation.database.read { connection -> Found in
            let number = try connection.first("select count(*) as n from cases")?.integer("n") ?? 0
            let large = try connection.first(
                """
                select organisation_id, count(*) as n from cases group by organisation_id order by n desc limit 1
                """)
            let some = try connection.rows(
                "select id, number, organisation_id, corporate_number from cases where doc % 9973 = 5 limit 100")
            let sets = try (0..<20).map { part in
                try connection.rows("select id from cases where doc % 19937 = \(part) limit 50").map {
                    try $0.text("id")
                }
            }
            return Found(
                cases: Int(number), large: try large?.id("organisation_id"), ids: try some.map { try $0.text("id") },
                numbers: try some.map { try $0.text("number") },
                organisations: try some.map { try $0.text("organisation_id") },
                codes: try some.map { try $0.text("corporate_number") }.filter { !$0.isEmpty }, sets: sets)
        }
        cases = found.cases
        ids = found.sets
        guard let large = found.large else { throw Missing() }
        let (moment, token) = (installation.now, Token.make())
        let (personal, csrf) = (Token.make(), Token.make())
        try await installation.database.write { connection in
            guard let account = try Accounts(connection).find(login: "staff"),
                let person = try Applicants(connection).all(of: large).first
            else { throw Missing() }
            try Sessions(connection).open(
                SessionRow(
                    token: Token.hash(token), person: .account(account.id), csrf: csrf, openedAt: moment,
                    seenAt: moment))
            try Sessions(connection).open(
                SessionRow(
                    token: Token.hash(personal), person: .applicant(person.id), csrf: csrf, openedAt: moment,
                    seenAt: moment))
        }
        officer = "kofu-officer=\(token)"
        applicant = "kofu-applicant=\(personal)"
        let windows = installation.windows(of: agency).map(\.id)
        let rounds = installation.published.current.rounds.map(\.id)
        groups = BenchListStock.groups(found, large: large.text, windows: windows, rounds: rounds)
    }

    struct Missing: Error, CustomStringConvertible {
        let description = "this folder was not filled by `kofu bench seed`"
    }

    private struct Found: Sendable {
        let cases: Int
        let large: ID<Organisation>?
        let ids: [String]
        let numbers: [String]
        let organisations: [String]
        let codes: [String]
        let sets: [[String]]
    }

    private static func groups(_ found: Found, large: String, windows: [String], rounds: [String]) -> [[Page]] {
        let list = "p50 ≤ 20 ms, p99 ≤ 100 ms"
        func paths(_ queries: [[(String, String)]]) -> [String] { queries.map(path) }
        let statuses = CaseStatus.allCases.map(\.rawValue)
        let common = ["開発", "食品", "株式会社", "脱炭素", "販路開拓", "AI", "地域", "ドローン", "東京", "京都", "2"]
        let long = ["防災頭巾の開発", "木質ペレット", "太陽熱温水器", "商店街の活性化", "半導体検査装置", "髙木"]
        let orders = WorkListQuery.Order.allCases
        var groups: [[Page]] = [
            [
                Page(name: "list, first page", asked: list, paths: ["/office"]),
                Page(name: "list, last page", asked: list, paths: ["/office?at=last"]),
            ]
        ]
        groups.append(
            orders.map { order in
                Page(
                    name: "order \(order.rawValue), both ways and ends", asked: list,
                    paths: paths(
                        ["asc", "desc"].flatMap { way in
                            [
                                [("order", order.rawValue), ("dir", way)],
                                [("order", order.rawValue), ("dir", way), ("at", "last")],
                            ]
                        }))
            })
        func each(_ name: String, _ values: [String]) -> [String] {
            paths(values.flatMap { [[(name, $0)], [(name, $0), ("at", "last")]] })
        }
        groups.append([
            Page(name: "filter status", asked: list, paths: each("status", statuses)),
            Page(name: "filter round", asked: list, paths: each("round", rounds)),
            Page(name: "filter window", asked: list, paths: each("window", windows)),
            Page(
                name: "filter procedure", asked: list, paths: each("procedure", ["call", "grant", "report", "payment"])),
            Page(name: "filter organisation", asked: list, paths: each("organisation", found.organisations)),
            Page(name: "filter the large organisation", asked: list, paths: each("organisation", [large])),
            Page(name: "filter returns", asked: list, paths: each("returns", ["1", "3", "8"])),
            Page(
                name: "filter days", asked: list,
                paths: paths([
                    [("from", "2024-01-01"), ("to", "2024-01-03")], [("from", "2022-04-01"), ("to", "2023-03-31")],
                    [("from", "2026-10-01")],
                ])),
            Page(name: "filter hands", asked: list, paths: each("held", ["mine", "nobody"])),
            Page(
                name: "nobody’s, what is due first", asked: list,
                paths: paths([[("held", "nobody"), ("order", "due"), ("dir", "asc")]])),
            Page(name: "filter unread", asked: list, paths: each("unread", ["yes"])),
            Page(
                name: "two statuses and three rounds", asked: list,
                paths: rounds.indices.dropFirst(2).map { index in
                    path(
                        [("status", "checking"), ("status", "adopted")]
                            + [0, 1, 2].map { ("round", rounds[index - $0]) })
                }),
        ])
        let search = "p50 ≤ 50 ms"
        groups.append([
            Page(name: "search, common words", asked: search, paths: each("q", common)),
            Page(name: "search, long words", asked: search, paths: each("q", long)),
            Page(name: "search, receipt numbers", asked: search, paths: each("q", found.numbers)),
            Page(name: "search, corporate numbers", asked: search, paths: each("q", found.codes)),
            Page(
                name: "search, two words and a status", asked: search,
                paths: paths(common.map { [("q", "\($0) 開発"), ("status", "checking")] })),
            Page(
                name: "search, ordered by title", asked: search,
                paths: paths(common.map { [("q", $0), ("order", "title")] })),
        ])
        groups.append([
            Page(name: "figures of the agency", asked: "p50 ≤ 300 ms", paths: ["/office/figures"]),
            Page(name: "figures of a round", asked: "p50 ≤ 300 ms", paths: rounds.map { "/office/figures/\($0)" }),
        ])
        groups.append([
            Page(name: "case page", asked: "p50 ≤ 15 ms", paths: found.ids.map { "/office/cases/\($0)" }),
            Page(
                name: "case page with its neighbours", asked: "p50 ≤ 15 ms",
                paths: found.ids.map { "/office/cases/\($0)?list=status%3Dchecking" }),
            Page(
                name: "columns of the form", asked: list,
                paths: [
                    path(["number", "title", "field:call:補助金申請額", "field:grant:交付申請額"].map { ("column", $0) })
                ]),
            Page(name: "my page with 10,000 cases", asked: list, paths: ["/mypage"], isApplicant: true),
        ])
        return groups
    }

    private static func path(_ query: [(String, String)]) -> String {
        let members = query.map {
            "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        return "/office?\(members.joined(separator: "&"))"
    }

    /// Fifty rows read by their keys and nothing else: what no list can do without.
    func floor(_ installation: Installation, seconds: Int) async throws -> BenchFigures {
        var times: [Int] = []
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let set = ids[times.count % ids.count]
            let start = ContinuousClock.now
            _ = try await installation.database.read { connection in
                try set.map { try connection.first("select * from cases where id = \($0)")?.text("title") }
            }
            let taken = (ContinuousClock.now - start).components
            times.append(Int(taken.seconds * 1_000_000 + taken.attoseconds / 1_000_000_000_000))
        }
        return BenchFigures(times: times, succeeded: times.count, milliseconds: seconds * 1000)
    }
}
