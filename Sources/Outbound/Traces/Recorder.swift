import Synchronization
import Tracing

/// Records what goes on for a request, and hands on what somebody will want to see: whatever failed or was slow, whatever
/// the asker records as well, and one of so many others.
public final class Recorder: Tracer {
    private let oneIn: UInt64
    private let slow: UInt64
    private let random: @Sendable () -> UInt64
    private let keep: @Sendable ([FinishedSpan]) -> Void

    /// - Parameters:
    ///   - oneIn: of how many that nothing is wrong with one is handed on; 0: none.
    ///   - slow: what takes longer is handed on.
    ///   - keep: where spans are handed to; the first of a trace comes first.
    public init(
        oneIn: Int, slow: Duration, random: @escaping @Sendable () -> UInt64,
        keep: @escaping @Sendable ([FinishedSpan]) -> Void
    ) {
        self.oneIn = UInt64(max(0, oneIn))
        self.slow = UInt64(slow / .nanoseconds(1))
        self.random = random
        self.keep = keep
    }

    /// Where in which trace work goes on.
    struct Place: Sendable {
        let log: TraceLog
        let span: String
    }

    private enum PlaceKey: InstrumentationContextKey { typealias Value = Place }
    private enum AskerKey: InstrumentationContextKey { typealias Value = TraceParent }

    /// Records a whole piece of work, with all that is done for it.
    /// - Parameters:
    ///   - asker: who asks for it, where they said so.
    ///   - body: is told the work's name among all others.
    public func record<Value>(
        _ operation: String, _ kind: SpanKind, for asker: TraceParent? = nil,
        _ body: (RecordedSpan) async throws -> Value
    ) async rethrows -> Value {
        var context = InstrumentationContext.topLevel
        context[AskerKey.self] = asker
        return try await withTracer(self) {
            try await withSpan(operation, context: context, ofKind: kind) { span in try await body(span) }
        }
    }

    public func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> RecordedSpan {
        var context = context()
        let above = context[PlaceKey.self]
        let asker = context[AskerKey.self]
        let log =
            above?.log
            ?? TraceLog(
                trace: asker?.trace ?? TraceParent.trace(),
                isChosen: asker?.isRecorded == true || (oneIn > 0 && random() % oneIn == 0), keep: keep)
        let place = Place(log: log, span: TraceParent.spanID())
        context[PlaceKey.self] = place
        context[AskerKey.self] = nil
        return RecordedSpan(
            operationName, kind, at: place, in: context, parent: above?.span ?? asker?.span, isFirst: above == nil,
            start: instant().nanosecondsSinceEpoch, slow: slow)
    }

    /// Nothing waits here: what is handed on is sent by whoever takes it.
    public func forceFlush() {}

    public func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let place = context[PlaceKey.self] else { return }
        injector.inject(place.name.header, forKey: TraceParent.field, into: &carrier)
    }

    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        context[AskerKey.self] = TraceParent(extractor.extract(key: TraceParent.field, from: carrier))
    }
}

extension Recorder.Place {
    var name: TraceParent { TraceParent(trace: log.trace, span: span, isRecorded: log.isChosen) }
}

extension TraceParent {
    /// The header's name.
    static let field = "traceparent"
}

/// A piece of work while it goes on.
public final class RecordedSpan: Span {
    private struct State {
        var operation: String
        var attributes = SpanAttributes()
        var events: [SpanEvent] = []
        var hasFailed = false
        var hasEnded = false
    }

    public let context: InstrumentationContext
    private let place: Recorder.Place
    private let parent: String?
    private let isFirst: Bool
    private let kind: SpanKind
    private let start: UInt64
    private let slow: UInt64
    private let state: Mutex<State>

    fileprivate init(
        _ operation: String, _ kind: SpanKind, at place: Recorder.Place, in context: InstrumentationContext,
        parent: String?, isFirst: Bool, start: UInt64, slow: UInt64
    ) {
        self.context = context
        self.place = place
        self.parent = parent
        self.isFirst = isFirst
        self.kind = kind
        self.start = start
        self.slow = slow
        state = Mutex(State(operation: operation))
    }

    /// What it is called among all others.
    public var name: TraceParent { place.name }

    public var operationName: String {
        get { state.withLock { $0.operation } }
        set { state.withLock { $0.operation = newValue } }
    }

    public var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    public var isRecording: Bool { state.withLock { !$0.hasEnded } }

    public func setStatus(_ status: SpanStatus) { state.withLock { $0.hasFailed = status.code == .error } }

    public func addEvent(_ event: SpanEvent) {
        state.withLock { if $0.events.count < RecordedSpan.mostEvents { $0.events.append(event) } }
    }

    private static let mostEvents = 64

    /// Says of which kind an error was. Its words may name what people typed, and stay out of traces.
    public func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        addEvent(SpanEvent(name: "exception", at: instant(), attributes: ["exception.type": "\(type(of: error))"]))
    }

    /// Links lead to other traces, of which there are none here.
    public func addLink(_ link: SpanLink) {}

    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        let end = max(start, instant().nanosecondsSinceEpoch)
        guard
            let state = state.withLock({ state -> State? in
                if state.hasEnded { return nil }
                state.hasEnded = true
                return state
            })
        else { return }
        func finished(_ attributes: SpanAttributes) -> FinishedSpan {
            FinishedSpan(
                name: name, parent: parent, operation: state.operation, kind: kind, start: start, end: end,
                attributes: attributes, events: state.events, hasFailed: state.hasFailed)
        }
        guard isFirst else { return place.log.add(finished(state.attributes)) }
        place.log.end(
            { left in
                var attributes = state.attributes
                if left > 0 { attributes["kofu.spans_left_out"] = left }
                return finished(attributes)
            }, isWorthKeeping: state.hasFailed || end - start > slow)
    }
}
