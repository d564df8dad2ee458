import ArgumentParser
import Dispatch
import Foundation
import Grants
import Storage
import Synchronization
import UseCases

/// `kofu bench load`: a deadline hour, as many of each kind of request a second as one has, whether or not the server keeps up.
///
/// Level 3 is three national deadlines at once: 27,000 submissions in the hour, 11,250 people at work. Of their pages and searches,
/// saves, files and submissions so many come each second; each is timed from when it should have been sent.
struct BenchRush: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "A deadline hour's mix at its own pace, timed from when each request was due.",
        discussion: """
              kofu bench load --times 2 --seconds 300                    twice level 3 (make load)
              kofu bench load --times 12 --seconds 60 --overload         far more than the machine can do

            Files have --file-kilobytes each, of 64 different contents, so that the disk does not fill.
            """)

    @Option(help: "Times level 3.") var times = 2
    @Option(help: "Seconds it lasts.") var seconds = 300
    @Option(help: "Kilobytes of each file that is attached.") var fileKilobytes = 1500
    @Option(help: "Cases stored before.") var cases = 10_000
    @Option(help: "Folder for the data; on the disk to be measured.") var data = "./var/bench"
    @Option(help: "Folder of the programme to use.") var programme = "./examples/programmes/colourful"
    @Flag(help: "Whether it is meant to be too much: then submissions must be taken, and others may be turned away.")
    var overload = false

    /// A kind of request: how many a second at level 3, and how many may be under way.
    enum Kind: String, CaseIterable {
        case page, save, search, upload, submit

        var perSecond: Double {
            switch self {
            case .page: 225
            case .save: 340
            case .search: 500
            case .upload: 45
            case .submit: 7.5
            }
        }

        var lanes: Int { self == .upload ? 24 : self == .submit ? 64 : 96 }

        /// Seconds after which nobody begins any more what they could not begin when it was due; nil where they do all the same.
        var patience: UInt64? { self == .submit ? nil : 10 }
    }

    func run() async throws {
        let folder = "\(data)/load-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let stock = BenchStock(folder: folder, programme: programme, clients: 2000)
        let counts = Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, count(of: $0)) })
        let savers = 4000
        // A field takes three files.
        let needed = (counts[.submit] ?? 0) + savers + (counts[.upload] ?? 0) / 3 + 1
        let prepared = try await stock.prepare(cases: cases, drafts: needed)
        let server = try BenchServer(folder: folder, preload: nil)
        let plan = RushPlan(prepared, submits: counts[.submit] ?? 0, savers: savers, fileKilobytes: fileKilobytes)
        print(
            """
            Level 3 × \(times) for \(seconds) s: \(Kind.allCases.map { "\($0) \(Int($0.perSecond * Double(times)))/s" }
                .joined(separator: ", ")); files of \(fileKilobytes) KB
            """)
        let taken = Mutex<[Kind: RushFigures]>([:])
        let done = DispatchGroup()
        let start = DispatchTime.now().uptimeNanoseconds + 200_000_000
        for kind in Kind.allCases {
            let lanes = RushLanes(
                kind: kind, number: kind.lanes * (overload ? 10 : 1), port: server.port, start: start,
                rate: kind.perSecond * Double(times))
            lanes.run(counts[kind] ?? 0, plan: plan, in: done) { figures in
                taken.withLock { $0[kind, default: RushFigures()].add(figures) }
            }
        }
        done.wait()
        let figures = taken.withLock { $0 }
        for kind in Kind.allCases { print((figures[kind] ?? RushFigures()).line(kind.rawValue, asked: asked(kind))) }
        print("resident memory at its most                           \(server.peakMegabytes) MB")
        server.stop()
        let report = try await stock.audit()
        let submitted = figures[.submit] ?? RushFigures()
        print("audit afterwards: \(report.cases) cases, \(report.faults.count) faults")
        let isKept = report.isSound && report.cases >= cases + submitted.succeeded
        let isTaken = submitted.succeeded * 100 >= (counts[.submit] ?? 0) * 99
        let areErrors = figures.values.contains { $0.failed > 0 || (!overload && $0.turnedAway + $0.unsent > 0) }
        if !isKept || !isTaken || areErrors { throw ExitCode.failure }
    }

    private func count(of kind: Kind) -> Int { Int(kind.perSecond * Double(times * seconds)) }

    private func asked(_ kind: Kind) -> String {
        if overload { return kind == .submit ? "≥ 99 % taken" : "turned away rather than late" }
        switch kind {
        case .page, .search: return "p99 < 150 ms, no errors"
        case .submit: return "p99 < 500 ms, no errors"
        case .save, .upload: return "no errors"
        }
    }
}

/// What becomes of the requests of a kind.
struct RushFigures {
    /// Microseconds from when they should have been sent, of those that were answered as asked.
    var times: [Int] = []
    /// Answered 503: come again later.
    var turnedAway = 0
    /// Not sent, because all connections waited for answers for too long.
    var unsent = 0
    /// Anything else, by its status; 0 where there was no answer.
    var failures: [Int: Int] = [:]

    var succeeded: Int { times.count }
    var failed: Int { failures.values.reduce(0, +) }

    mutating func add(_ other: RushFigures) {
        times += other.times
        turnedAway += other.turnedAway
        unsent += other.unsent
        failures.merge(other.failures, uniquingKeysWith: +)
    }

    func line(_ name: String, asked: String) -> String {
        let sorted = times.sorted()
        func at(_ share: Int) -> String {
            guard !sorted.isEmpty else { return "–" }
            let time = sorted[min(sorted.count - 1, sorted.count * share / 1000)]
            return "\(time / 1000).\(time % 1000 / 100) ms"
        }
        let statuses = failures.sorted { $0.key < $1.key }.map { " \($0.key): \($0.value)" }.joined()
        return """
            \(name.padding(toLength: 8, withPad: " ", startingAt: 0)) \(succeeded) answered   p50 \(at(500))   p99 \(at(990))   \
            p99.9 \(at(999))   turned away \(turnedAway)   not sent \(unsent)   errors \(failed)\(statuses)   (asked: \(asked))
            """
    }
}

/// What is sent: the n-th request of each kind.
final class RushPlan: Sendable {
    private let submissions: ArraySlice<BenchStock.Submission>
    private let savers: ArraySlice<BenchStock.Submission>
    private let attachers: ArraySlice<BenchStock.Submission>
    private let pages: [(path: String, cookie: String)]
    private let files: [[UInt8]]
    /// How often each draft was saved, and so its version: saves that were turned away or not sent make none.
    private let saved: Mutex<[Int]>
    private static let edge = "kofu-bench-load"
    private static let words = ["赤", "染物", "防災", "港区", "開発", "%E3%82%AB%E3%83%A9%E3%83%BC"]

    init(_ prepared: BenchStock.Prepared, submits: Int, savers count: Int, fileKilobytes: Int) {
        submissions = prepared.submissions.prefix(submits)
        savers = prepared.submissions.dropFirst(submits).prefix(count)
        saved = Mutex(Array(repeating: 0, count: count))
        attachers = prepared.submissions.dropFirst(submits + count)
        pages =
            savers.prefix(500).flatMap { draft in
                let filing = draft.path.dropLast("/submit".count)
                return ["/", "/rounds/\(prepared.round)", "\(filing)", "\(filing)/sections/plan", "/mypage"]
                    .map { (String($0), draft.cookie) }
            } + [("/office", prepared.staff), ("/office/cases/\(prepared.someCase)", prepared.staff)]
        files = (0..<64).map { number in
            Array("%PDF-1.7\n\(number)\n".utf8) + [UInt8](repeating: UInt8(number), count: fileKilobytes * 1000)
        }
    }

    /// Sends the n-th request of a kind; says whether it was answered as asked, and with which status.
    func send(_ kind: BenchRush.Kind, _ number: Int, over connection: BenchConnection) throws -> (
        right: Bool, status: Int
    ) {
        switch kind {
        case .page:
            let page = pages[number % pages.count]
            let status = try connection.get(page.path, cookie: page.cookie)
            return (status == 200, status)
        case .search:
            let word = RushPlan.words[number % RushPlan.words.count]
            let query = word.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? word
            let status = try connection.get("/rounds?q=\(query)", cookie: "")
            return (status == 200, status)
        case .save:
            let place = number % savers.count
            let draft = savers[savers.startIndex + place]
            let version = saved.withLock { $0[place] } + 1
            let box = "事業の概要\(number)".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let name = "事業の概要".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let status = try connection.post(
                "\(draft.path.dropLast("/submit".count))/autosave", cookie: draft.cookie,
                body:
                    "\(token(of: draft))&key=a\(number)&section=plan&version=\(version)&\(name)=\(box)"
            )
            if status == 200 { saved.withLock { $0[place] += 1 } }
            // 409: an earlier save of the same draft was still waiting, and both texts are asked about, as is right.
            return (status == 200 || status == 409, status)
        case .upload:
            let draft = attachers[attachers.startIndex + number % attachers.count]
            let field = "見積書".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let status = try connection.post(
                "\(draft.path.dropLast("/submit".count))/fields/\(field)/files", cookie: draft.cookie,
                type: "multipart/form-data; boundary=\(RushPlan.edge)", body: upload(number, token(of: draft)))
            return (status == 303, status)
        case .submit:
            let submission = submissions[submissions.startIndex + number]
            let status = try connection.post(submission.path, cookie: submission.cookie, body: submission.body)
            return (status == 303, status)
        }
    }

    private func token(of draft: BenchStock.Submission) -> Substring { draft.body.prefix { $0 != "&" } }

    private func upload(_ number: Int, _ token: Substring) -> [UInt8] {
        let head = """
            --\(RushPlan.edge)\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\(token.dropFirst("csrf=".count))\r\n\
            --\(RushPlan.edge)\r\nContent-Disposition: form-data; name="見積書.file"; filename="q\(number).pdf"\r\n\
            Content-Type: application/pdf\r\n\r\n
            """
        return Array(head.utf8) + files[number % files.count] + Array("\r\n--\(RushPlan.edge)--\r\n".utf8)
    }
}

/// Connections that share the requests of a kind: each takes the next one and waits until it is due.
struct RushLanes {
    let kind: BenchRush.Kind
    /// How many connections.
    let number: Int
    let port: Int
    /// Nanoseconds of the machine's uptime.
    let start: UInt64
    let rate: Double

    func run(
        _ count: Int, plan: RushPlan, in group: DispatchGroup, then tell: @escaping @Sendable (RushFigures) -> Void
    ) {
        let turn = Turn()
        for _ in 0..<self.number {
            group.enter()
            let thread = Thread { [self] in
                defer { group.leave() }
                var figures = RushFigures()
                var connection = try? BenchConnection(port: port)
                while true {
                    let number = turn.take()
                    guard number < count else { break }
                    let due = start + UInt64(Double(number) / rate * 1e9)
                    let now = DispatchTime.now().uptimeNanoseconds
                    if due > now { usleep(UInt32((due - now) / 1000)) }
                    if let patience = kind.patience, now > due + patience * 1_000_000_000 {
                        figures.unsent += 1
                        continue
                    }
                    do {
                        let open = try connection ?? BenchConnection(port: port)
                        connection = open
                        let answer = try plan.send(kind, number, over: open)
                        let taken = Int((DispatchTime.now().uptimeNanoseconds - due) / 1000)
                        if answer.right {
                            figures.times.append(taken)
                        } else if answer.status == 503 {
                            figures.turnedAway += 1
                            // The server may close a connection it turns away.
                            connection = nil
                        } else {
                            figures.failures[answer.status, default: 0] += 1
                        }
                    } catch {
                        figures.failures[0, default: 0] += 1
                        connection = nil
                    }
                }
                tell(figures)
            }
            thread.stackSize = 512 * 1024
            thread.start()
        }
    }

    /// Whose turn it is.
    private final class Turn: Sendable {
        private let next = Atomic<Int>(0)
        func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
    }
}
