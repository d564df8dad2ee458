import Foundation
import Synchronization
import Testing
import Tracing

@testable import Outbound

@Suite("Traces")
struct TraceTests {
    static let asked = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    /// Spans as they were handed on, a trace at a time.
    private final class Kept: Sendable {
        let traces = Mutex<[[FinishedSpan]]>([])
        func recorder(oneIn: Int = 0, slow: Duration = .seconds(60), random: UInt64 = 1) -> Recorder {
            let random = { @Sendable in random }
            return Recorder(oneIn: oneIn, slow: slow, random: random) { spans in
                self.traces.withLock { $0.append(spans) }
            }
        }
        var all: [[FinishedSpan]] { traces.withLock { $0 } }
    }

    private struct Broken: Error, CustomStringConvertible { let description = "朱雀花子 had typed this" }

    // MARK: Names

    @Test(
        "are read as the standard says, and nothing else is taken for one",
        arguments: [
            (asked, true), ("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", true),
            ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", false),
            ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
            ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false),
            ("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false),
            ("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false),
            ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", false), ("", false), ("００-あ-い-う", false),
            ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-é", false),
        ])
    func headers(_ header: String, isTaken: Bool) {
        #expect(TraceParent(header)?.trace == (isTaken ? "0af7651916cd43dd8448eb211c80319c" : nil))
    }

    @Test("a name under another is of the same trace and its own; its header can be read again")
    func names() throws {
        let above = try #require(TraceParent(TraceTests.asked))
        #expect(above.isRecorded && above.header == TraceTests.asked)
        let below = TraceParent(under: above)
        #expect(below.trace == above.trace && below.span != above.span && !below.isRecorded)
        #expect(TraceParent(below.header) == below)
        #expect(TraceParent().trace != TraceParent().trace)
        #expect(TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02")?.isRecorded == false)
    }

    // MARK: What is handed on

    @Test("each piece of work names the larger one; the first names whoever asked, and comes first")
    func nesting() async throws {
        let kept = Kept()
        await kept.recorder().record("POST /x", .server, for: TraceParent(TraceTests.asked)) { first in
            #expect(first.name.trace == "0af7651916cd43dd8448eb211c80319c" && first.name.isRecorded)
            await withSpan("write", ofKind: .client) { span in
                await withSpan("sync") { _ in await Task.yield() }
                span.attributes["a"] = 1
            }
            async let beside: Void = withSpan("beside") { _ in }
            await beside
        }
        let spans = try #require(kept.all.first)
        #expect(kept.all.count == 1 && spans.map(\.operation) == ["POST /x", "sync", "write", "beside"])
        let ids = Dictionary(uniqueKeysWithValues: spans.map { ($0.operation, $0.name.span) })
        #expect(spans.map(\.parent) == ["b7ad6b7169203331", ids["write"], ids["POST /x"], ids["POST /x"]])
        #expect(Set(spans.map(\.name.trace)) == ["0af7651916cd43dd8448eb211c80319c"])
        #expect(spans.allSatisfy { spans[0].start <= $0.start && $0.start <= $0.end && $0.end <= spans[0].end })
        #expect(spans[2].kind == .client && spans[2].attributes["a"]?.toSpanAttribute() == .int64(1))
    }

    @Test(
        "of what nothing is wrong with, only what was chosen beforehand",
        arguments: [
            (0, UInt64(0), nil, false), (1, 5, nil, true), (10, 20, nil, true), (10, 21, nil, false),
            (0, 1, TraceTests.asked, true),
            (0, 1, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", false),
        ] as [(Int, UInt64, String?, Bool)])
    func choosing(oneIn: Int, random: UInt64, header: String?, isKept: Bool) async {
        let kept = Kept()
        await kept.recorder(oneIn: oneIn, random: random).record("GET /", .server, for: TraceParent(header)) { _ in }
        #expect(kept.all.count == (isKept ? 1 : 0))
    }

    @Test("what fails and what is slow, with all that was done for it; of errors only their kind is said")
    func failing() async throws {
        let kept = Kept()
        await #expect(throws: Broken.self) {
            try await kept.recorder().record("job mail", .consumer) { _ in
                withSpan("read") { _ in }
                throw Broken()
            }
        }
        await kept.recorder(slow: .zero).record("GET /slow", .server) { _ in
            try? withSpan("failing") { _ in throw Broken() }
            try? await Task.sleep(for: .milliseconds(2))
        }
        #expect(kept.all.map { $0.map(\.operation) } == [["job mail", "read"], ["GET /slow", "failing"]])
        #expect(kept.all.map { $0.map(\.hasFailed) } == [[true, false], [false, true]])
        let event = try #require(kept.all[0][0].events.first)
        #expect(event.name == "exception" && event.attributes["exception.type"]?.toSpanAttribute() == .string("Broken"))
        #expect(!String(decoding: try OTLP(kept.all.flatMap { $0 }, of: []).json, as: UTF8.self).contains("朱雀"))
    }

    @Test("work that outlives the first is handed on after it, where that was; a thousand reads are counted")
    func outliving() async throws {
        for isKept in [true, false] {
            let kept = Kept()
            let (gate, opening) = AsyncStream<Void>.makeStream()
            let late = await kept.recorder(oneIn: isKept ? 1 : 0).record("GET /", .server) { _ in
                for _ in 0..<1000 { withSpan("read") { _ in } }
                return Task { await withSpan("late") { _ in for await _ in gate { break } } }
            }
            opening.finish()
            await late.value
            #expect(kept.all.map(\.count) == (isKept ? [401, 1] : []))
            let left = kept.all.first?[0].attributes["kofu.spans_left_out"]?.toSpanAttribute()
            #expect(left == (isKept ? .int64(600) : nil))
        }
    }

    @Test("a span ends once, and nothing is recorded where nobody records")
    func endings() async {
        let kept = Kept()
        await kept.recorder(oneIn: 1).record("GET /", .server) { span in
            span.end()
            #expect(!span.isRecording)
        }
        #expect(kept.all.count == 1)
        withSpan("alone") { span in #expect(!span.isRecording) }
    }

    @Test("a call to another server names to it what it is made for, and says no more of the address than the host")
    func calls() async throws {
        let kept = Kept()
        let seen = Mutex<[HTTPCall]>([])
        let client = HTTPClient { call in
            seen.withLock { $0.append(call) }
            return HTTPReply(status: call.url.hasSuffix("broken") ? 500 : 204)
        }.traced
        let plain = HTTPCall(.put, "https://store.example.jp:9000/bucket/secret?X-Amz-Signature=abc")
        _ = try await client.send(plain)
        #expect(seen.withLock { $0.last } == plain, "where nobody records nothing is added")
        try await kept.recorder(oneIn: 1).record("GET /", .server) { _ in
            _ = try await client.send(plain)
            _ = try await client.send(HTTPCall(.get, "https://store.example.jp/broken"))
        }
        let spans = try #require(kept.all.first)
        let sent = seen.withLock { $0.dropFirst().map { $0.headers.last?.value } }
        #expect(sent == spans.dropFirst().map { $0.name.header })
        #expect(spans.map(\.operation) == ["GET /", "PUT", "GET"] && spans.map(\.hasFailed) == [false, false, true])
        let text = String(decoding: try OTLP(spans, of: []).json, as: UTF8.self)
        #expect(text.contains("store.example.jp") && !text.contains("secret") && !text.contains("Signature"))
    }

    // MARK: Sending

    @Test("are sent as OpenTelemetry's JSON, 64-bit numbers as texts, names as hexadecimal digits")
    func encoding() async throws {
        let kept = Kept()
        await kept.recorder(oneIn: 1).record("GET /a\"/:b", .server) { span in
            span.updateAttributes {
                $0["status"] = 200
                $0["cached"] = true
                $0["route"] = "/a"
            }
            span.addEvent("begun")
        }
        let span = try #require(kept.all.first?.first)
        let json = try OTLP([span], of: [("service.name", "kofu")]).json
        let read = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? NSDictionary)
        let wanted: NSDictionary = [
            "resourceSpans": [
                [
                    "resource": ["attributes": [["key": "service.name", "value": ["stringValue": "kofu"]]]],
                    "scopeSpans": [
                        [
                            "scope": ["name": "kofu"],
                            "spans": [
                                [
                                    "traceId": span.name.trace, "spanId": span.name.span, "name": "GET /a\"/:b",
                                    "kind": 2,
                                    "startTimeUnixNano": "\(span.start)", "endTimeUnixNano": "\(span.end)",
                                    "status": ["code": 0],
                                    "attributes": [
                                        ["key": "cached", "value": ["boolValue": true]],
                                        ["key": "route", "value": ["stringValue": "/a"]],
                                        ["key": "status", "value": ["intValue": "200"]],
                                    ],
                                    "events": [
                                        [
                                            "name": "begun", "attributes": [],
                                            "timeUnixNano": "\(span.events[0].nanosecondsSinceEpoch)",
                                        ]
                                    ],
                                ] as [String: Any]
                            ],
                        ] as [String: Any]
                    ],
                ] as [String: Any]
            ]
        ]
        #expect(read == wanted)
    }

    private static func spans(_ count: Int) async -> [FinishedSpan] {
        let kept = Kept()
        for number in 0..<count { await kept.recorder(oneIn: 1).record("GET /\(number)", .server) { _ in } }
        return kept.all.flatMap { $0 }
    }

    /// A collector whose answers a test sets.
    private final class Collector: Sendable {
        let status = Mutex<Int?>(200)
        let taken = Mutex<[Int]>([])
        let said = Mutex<[String?]>([])
        func exporter(pace: Duration = .milliseconds(1)) -> TraceExporter {
            let http = HTTPClient { call in
                guard let status = self.status.withLock({ $0 }) else { throw HTTPFailure.timedOut }
                let lines = String(decoding: call.body, as: UTF8.self).components(separatedBy: "\"spanId\"").count - 1
                if status == 200 { self.taken.withLock { $0.append(lines) } }
                return HTTPReply(status: status)
            }
            return TraceExporter(to: "http://collector/v1/traces", of: [], http: http, pace: pace) { problem in
                self.said.withLock { $0.append(problem) }
            }
        }
    }

    @Test("travel in batches; where the collector is away they wait, and the oldest of too many are given up")
    func waiting() async {
        let collector = Collector()
        let exporter = collector.exporter()
        let many = await TraceTests.spans(1000)
        exporter.take(many)
        await exporter.send()
        #expect(collector.taken.withLock { $0 } == [512, 488] && exporter.figures == .init(sent: 1000, lost: 0))
        for status in [nil, 429, 503] as [Int?] {
            collector.status.withLock { $0 = status }
            exporter.take(Array(many.prefix(100)))
            await exporter.send()
        }
        #expect(exporter.figures == .init(sent: 1000, lost: 0))
        for _ in 0..<8 { exporter.take(many) }
        #expect(exporter.figures.lost == 300 + 8000 - TraceExporter.most)
        collector.status.withLock { $0 = 200 }
        await exporter.send()
        #expect(exporter.figures.sent == 1000 + TraceExporter.most)
        #expect(collector.said.withLock { $0 } == ["timedOut", nil], "the log hears of it once")
    }

    @Test("what a collector refuses for good is not sent again, and the next may be taken")
    func refusal() async {
        let collector = Collector()
        let exporter = collector.exporter()
        collector.status.withLock { $0 = 400 }
        exporter.take(await TraceTests.spans(600))
        await exporter.send()
        #expect(exporter.figures == .init(sent: 0, lost: 600))
        #expect(collector.said.withLock { $0 } == ["the collector answered 400"])
        collector.status.withLock { $0 = 200 }
        exporter.take(await TraceTests.spans(1))
        await exporter.send()
        #expect(exporter.figures == .init(sent: 1, lost: 600))
    }

    @Test("are sent by and by, and what waits when the program stops is sent then")
    func running() async throws {
        let collector = Collector()
        let exporter = collector.exporter()
        let running = Task { await exporter.run() }
        exporter.take(await TraceTests.spans(3))
        while exporter.figures.sent < 3 { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        await running.value
        let slow = collector.exporter(pace: .seconds(3600))
        let waiting = Task { await slow.run() }
        slow.take(await TraceTests.spans(2))
        waiting.cancel()
        await waiting.value
        #expect(slow.figures == .init(sent: 2, lost: 0))
    }
}
