import Foundation
import Tracing

/// Spans as OpenTelemetry's collectors take them over HTTP: OTLP 1, JSON encoding (`ExportTraceServiceRequest`).
struct OTLP: Encodable {
    let resourceSpans: [Resource]

    /// - Parameters:
    ///   - spans: what is over.
    ///   - service: what the program says of itself, such as `service.name`.
    init(_ spans: [FinishedSpan], of service: [(name: String, value: String)]) {
        let attributes = service.map { Attribute(key: $0.name, value: Value(.string($0.value))) }
        let scope = Scope(scope: Scope.Name(name: "kofu"), spans: spans.map(Span.init))
        resourceSpans = [Resource(resource: Resource.Service(attributes: attributes), scopeSpans: [scope])]
    }

    var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }

    struct Resource: Encodable {
        struct Service: Encodable { let attributes: [Attribute] }
        let resource: Service
        let scopeSpans: [Scope]
    }

    struct Scope: Encodable {
        struct Name: Encodable { let name: String }
        let scope: Name
        let spans: [Span]
    }

    struct Span: Encodable {
        struct Event: Encodable {
            let timeUnixNano: String
            let name: String
            let attributes: [Attribute]
        }

        /// 0: not said; 2: failed.
        struct Status: Encodable { let code: Int }

        let traceId: String
        let spanId: String
        let parentSpanId: String?
        let name: String
        let kind: Int
        // 64-bit numbers are texts, as in all of Protocol Buffers' JSON.
        let startTimeUnixNano: String
        let endTimeUnixNano: String
        let attributes: [Attribute]
        let events: [Event]
        let status: Status

        init(_ span: FinishedSpan) {
            traceId = span.name.trace
            spanId = span.name.span
            parentSpanId = span.parent
            name = span.operation
            kind =
                switch span.kind {
                case .internal: 1
                case .server: 2
                case .client: 3
                case .producer: 4
                case .consumer: 5
                }
            startTimeUnixNano = String(span.start)
            endTimeUnixNano = String(span.end)
            attributes = Attribute.all(span.attributes)
            events = span.events.map { event in
                Event(
                    timeUnixNano: String(event.nanosecondsSinceEpoch), name: event.name,
                    attributes: Attribute.all(event.attributes))
            }
            status = Status(code: span.hasFailed ? 2 : 0)
        }
    }

    struct Attribute: Encodable {
        let key: String
        let value: Value

        static func all(_ attributes: SpanAttributes) -> [Attribute] {
            var all: [Attribute] = []
            // Attributes are no sequence that `for` could go through.
            // swift-format-ignore: ReplaceForEachWithForLoop
            attributes.forEach { key, value in all.append(Attribute(key: key, value: Value(value))) }
            return all.sorted { $0.key < $1.key }
        }
    }

    /// One of them is said.
    struct Value: Encodable {
        var stringValue: String?
        var intValue: String?
        var boolValue: Bool?

        init(_ attribute: SpanAttribute) {
            switch attribute {
            case .string(let text): stringValue = text
            case .int32(let number): intValue = String(number)
            case .int64(let number): intValue = String(number)
            case .bool(let isSo): boolValue = isSo
            case .stringConvertible(let value): stringValue = "\(value)"
            // Kofu's own spans have no others; those of a library are said as they are.
            default: stringValue = "\(attribute)"
            }
        }
    }
}
