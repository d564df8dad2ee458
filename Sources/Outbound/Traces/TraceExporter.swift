import Synchronization

/// Sends spans to a collector, a batch every few seconds. Nobody waits for it: where the collector is away they wait up to a
/// limit, above which the oldest are given up.
public final class TraceExporter: Sendable {
    private struct State {
        var waiting: [FinishedSpan] = []
        var sent = 0
        var lost = 0
        var failures = 0

        /// Adds spans, before others or after them; of too many the oldest are given up.
        mutating func add(_ spans: [FinishedSpan], before: Bool) {
            waiting.insert(contentsOf: spans, at: before ? 0 : waiting.endIndex)
            let excess = waiting.count - TraceExporter.most
            guard excess > 0 else { return }
            waiting.removeFirst(excess)
            lost += excess
        }
    }

    /// How many spans were sent, and how many given up.
    public struct Figures: Sendable, Equatable {
        public let sent: Int
        public let lost: Int
    }

    private let url: String
    private let service: [(name: String, value: String)]
    private let http: HTTPClient
    private let pace: Duration
    private let onChange: @Sendable (String?) -> Void
    private let state = Mutex(State())

    /// How many spans may wait, and how many travel together.
    static let most = 8_192
    static let batch = 512
    /// After a failure the pause doubles, up to so many times the usual.
    private static let longestPause = 32

    /// - Parameters:
    ///   - url: where the collector takes traces: `http://127.0.0.1:4318/v1/traces`.
    ///   - service: what the program says of itself.
    ///   - pace: between two batches.
    ///   - onChange: told what is wrong when sending begins to fail, and nil when it succeeds again.
    public init(
        to url: String, of service: [(name: String, value: String)], http: HTTPClient, pace: Duration = .seconds(2),
        onChange: @escaping @Sendable (String?) -> Void
    ) {
        self.url = url
        self.service = service
        self.http = http
        self.pace = pace
        self.onChange = onChange
    }

    public var figures: Figures { state.withLock { Figures(sent: $0.sent, lost: $0.lost) } }

    /// Takes spans to be sent.
    public func take(_ spans: [FinishedSpan]) { state.withLock { $0.add(spans, before: false) } }

    /// Sends what comes, until the task is cancelled; what waits then is tried once more.
    public func run() async {
        while !Task.isCancelled {
            let failures = state.withLock { $0.failures }
            try? await Task.sleep(for: pace * min(1 << min(failures, 16), TraceExporter.longestPause))
            if Task.isCancelled { break }
            await send()
        }
        // Not in this task, whose calls are cancelled with it.
        await Task { await send() }.value
    }

    /// Sends all that waits, until something fails.
    func send() async {
        while true {
            let spans = state.withLock { state -> [FinishedSpan] in
                let spans = Array(state.waiting.prefix(TraceExporter.batch))
                state.waiting.removeFirst(spans.count)
                return spans
            }
            if spans.isEmpty { return }
            do {
                let reply = try await http.send(
                    HTTPCall(
                        .post, url, headers: [("Content-Type", "application/json")],
                        body: try OTLP(spans, of: service).json))
                switch reply.status {
                case 200..<300: succeeded(spans.count)
                // As the specification has it: these may pass, anything else is wrong with what was sent.
                case 429, 502, 503, 504: return failed(spans, isPassing: true, "the collector answered \(reply.status)")
                default: failed(spans, isPassing: false, "the collector answered \(reply.status)")
                }
            } catch {
                return failed(spans, isPassing: true, "\(error)")
            }
        }
    }

    private func succeeded(_ count: Int) {
        let isBack = state.withLock { state in
            state.sent += count
            defer { state.failures = 0 }
            return state.failures > 0
        }
        if isBack { onChange(nil) }
    }

    private func failed(_ spans: [FinishedSpan], isPassing: Bool, _ reason: String) {
        let isNew = state.withLock { state in
            if isPassing { state.add(spans, before: true) } else { state.lost += spans.count }
            defer { state.failures += 1 }
            return state.failures == 0
        }
        if isNew { onChange(reason) }
    }
}
