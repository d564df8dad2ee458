import Foundation
import Grants
import Hummingbird
import Storage
import Synchronization
import Testing

@testable import Outbound
@testable import Portal
@testable import UseCases

/// What an operator sees of one request.
@Suite("Traces of requests")
struct TracesTests {
    /// What a collector was sent.
    private final class Collector: Sendable {
        private let bodies = Mutex<[[UInt8]]>([])

        func traces(oneIn: Int = 0) -> Portal.Traces {
            let http = HTTPClient { call in
                self.bodies.withLock { $0.append(call.body) }
                return HTTPReply(status: 200)
            }
            let exporter = TraceExporter(to: "http://collector/v1/traces", of: [], http: http) { _ in }
            // However busy the machine is, nothing is slow here.
            return Portal.Traces(oneIn: oneIn, slow: .seconds(3600), random: { 1 }, exporter: exporter)
        }

        var text: String { bodies.withLock { $0.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n") } }

        /// Spans by their names, of all that was sent.
        func spans() throws -> [String: [[String: Any]]] {
            var spans: [String: [[String: Any]]] = [:]
            for body in bodies.withLock({ $0 }) {
                let read = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
                let resources = read?["resourceSpans"] as? [[String: Any]] ?? []
                let scopes = resources.flatMap { $0["scopeSpans"] as? [[String: Any]] ?? [] }
                for span in scopes.flatMap({ $0["spans"] as? [[String: Any]] ?? [] }) {
                    spans[span["name"] as? String ?? "", default: []].append(span)
                }
            }
            return spans
        }
    }

    /// The value of an attribute, as a text.
    private static func attribute(_ key: String, of span: [String: Any]?) -> String? {
        let attributes = span?["attributes"] as? [[String: Any]] ?? []
        let value = attributes.first { $0["key"] as? String == key }?["value"] as? [String: Any]
        return value?.values.first.map { "\($0)" }
    }

    private static let asked = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-"

    @Test("show a turn, reads, writes and files, by route and under whoever asked, and nothing of people")
    func wholeStory() async throws {
        let collector = Collector()
        let house = try await House(traces: collector.traces(oneIn: 1))
        let browser = try await house.applicant()
        let (filing, _) = try await browser.file()
        let reply = try await browser.send(
            .get, Site.filing(filing), headers: [.traceParent: TracesTests.asked + "01"])
        let name = try #require(TraceParent(reply.headers[.traceParent]))
        #expect(name.trace == "0af7651916cd43dd8448eb211c80319c" && name.isRecorded)
        await house.portal.traces?.exporter.send()
        let spans = try collector.spans()

        let submit = try #require(spans["POST \(Site.filingSubmit.template)"]?.first)
        #expect(submit["kind"] as? Int == 2)
        #expect(TracesTests.attribute("http.response.status_code", of: submit) == "303")
        #expect(TracesTests.attribute("http.route", of: submit) == Site.filingSubmit.template)
        let under = spans.values.joined().filter { $0["parentSpanId"] as? String == submit["spanId"] as? String }
        #expect(Set(under.compactMap { $0["name"] as? String }).isSuperset(of: ["wait for a turn", "read", "write"]))
        #expect(spans["keep files"] != nil && spans["store a file"] != nil)
        let write = try #require(under.first { $0["name"] as? String == "write" })
        let engine = house.installation.database.isShared ? "postgresql" : "sqlite"
        #expect(TracesTests.attribute("db.system.name", of: write) == engine)
        #expect(TracesTests.attribute("code.function.name", of: write)?.hasPrefix("commit(") == true)
        #expect((write["events"] as? [[String: Any]])?.first?["name"] as? String == "begun")
        let page = spans["GET \(Site.filing.template)"]?.first { $0["parentSpanId"] as? String == "b7ad6b7169203331" }
        #expect(page?["spanId"] as? String == name.span)

        for word in ["赤坂", "朱雀", "example.jp", filing, "kofu-applicant", "事業計画書"] {
            #expect(!collector.text.contains(word), "\(word)")
        }
        let metrics = await MachineRoom(house.portal).metrics()
        #expect(metrics.contains("kofu_spans_total{outcome=\"sent\"}") && metrics.contains("{outcome=\"lost\"} 0"))
    }

    @Test("of others only those that fail; who is turned away is counted instead, and names are given all the same")
    func failures() async throws {
        let collector = Collector()
        let house = try await House(traces: collector.traces())
        let browser = try await house.applicant()
        #expect(try await browser.get(Site.myPage()).status == 200)
        let plain = try await browser.send(.get, Site.help(), headers: [.traceParent: TracesTests.asked + "00"])
        #expect(TraceParent(plain.headers[.traceParent])?.trace == "0af7651916cd43dd8448eb211c80319c")
        await house.portal.traces?.exporter.send()
        #expect(try collector.spans().isEmpty)
        try await house.installation.database.write { try $0.execute("alter table draft rename to gone") }
        let failed = try await browser.get(Site.myPage())
        #expect(failed.status == 500)
        await house.portal.traces?.exporter.send()
        let span = try #require(try collector.spans()["GET \(Site.myPage.template)"]?.first)
        #expect((span["status"] as? [String: Any])?["code"] as? Int == 2)
    }

    @Test("a job is recorded like a request, and says which attempt it was")
    func jobs() async throws {
        let collector = Collector()
        let house = try await House(traces: collector.traces(oneIn: 1))
        _ = try await house.applicant().file()
        let handlers = try #require(house.portal.traces?.recording(house.installation.jobHandlers))
        let queue = JobQueue(
            database: house.installation.database, handlers: handlers, world: house.installation.world)
        #expect(try await queue.runDue() > 0)
        await house.portal.traces?.exporter.send()
        let span = try #require(try collector.spans().first { $0.key.hasPrefix("job ") }?.value.first)
        #expect(span["kind"] as? Int == 5 && TracesTests.attribute("kofu.attempt", of: span) == "1")
    }

    @Test("where nobody wants traces, an answer still says what the log calls the request")
    func names() async throws {
        let house = try await House()
        let asked = try await house.browser().send(
            .get, Site.help(), headers: [.traceParent: TracesTests.asked + "01"])
        let name = try #require(TraceParent(asked.headers[.traceParent]))
        #expect(name.trace == "0af7651916cd43dd8448eb211c80319c" && name.span != "b7ad6b7169203331")
        #expect(TraceParent(try await house.browser().get(Site.help()).headers[.traceParent]) != nil)
    }
}
