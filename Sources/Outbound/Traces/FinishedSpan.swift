import Synchronization
import Tracing

/// One piece of work that is over: what it was, of which larger one it was part, and when.
public struct FinishedSpan: Sendable {
    /// What all of the trace was done for, and this piece.
    public let name: TraceParent
    /// The 16 digits of the larger one; nil for the first of all.
    public let parent: String?
    /// What was done, of few different kinds: `POST /filings/:filing/submit`. Never what people typed.
    public let operation: String
    public let kind: SpanKind
    /// Nanoseconds since 1970.
    public let start: UInt64
    public let end: UInt64
    public let attributes: SpanAttributes
    public let events: [SpanEvent]
    public let hasFailed: Bool
}

/// All that is recorded of one trace in this program, until it is known whether anybody will want to see it: only at its
/// end is it clear that it was slow, or failed.
final class TraceLog: Sendable {
    private struct State {
        var spans: [FinishedSpan] = []
        var left = 0
        /// Whether it is handed on; nil while the first of its spans goes on.
        var isKept: Bool?
    }

    /// Work that reads a thousand times, such as an export, is shown by its beginning.
    static let most = 400

    let trace: String
    /// Whether it was clear from the beginning that it is handed on.
    let isChosen: Bool
    private let keep: @Sendable ([FinishedSpan]) -> Void
    private let state = Mutex(State())

    init(trace: String, isChosen: Bool, keep: @escaping @Sendable ([FinishedSpan]) -> Void) {
        self.trace = trace
        self.isChosen = isChosen
        self.keep = keep
    }

    /// Takes a span that was part of another.
    func add(_ span: FinishedSpan) {
        let late = state.withLock { state -> Bool in
            if let isKept = state.isKept { return isKept }
            if state.spans.count < TraceLog.most { state.spans.append(span) } else { state.left += 1 }
            return false
        }
        // Work that outlives the request it began with.
        if late { keep([span]) }
    }

    /// Takes the first span, which ends last.
    func end(_ span: (_ left: Int) -> FinishedSpan, isWorthKeeping: Bool) {
        let isKept = isChosen || isWorthKeeping
        let (spans, left) = state.withLock { state in
            state.isKept = isKept
            defer { state.spans = [] }
            return (state.spans, state.left)
        }
        if isKept { keep([span(left)] + spans) }
    }
}
