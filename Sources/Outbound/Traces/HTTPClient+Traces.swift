import Foundation
import Tracing

extension HTTPClient {
    /// The same client, whose calls are recorded where somebody records what goes on, and name to the server what they are
    /// made for (`traceparent`). Of an address only the host is recorded: what follows may be for one pair of eyes.
    var traced: HTTPClient {
        HTTPClient { call in
            try await withSpan(call.method.rawValue, ofKind: .client) { span in
                guard span.isRecording else { return try await send(call) }
                var call = call
                InstrumentationSystem.instrument.inject(span.context, into: &call.headers, using: HeaderInjector())
                span.updateAttributes { attributes in
                    attributes["http.request.method"] = call.method.rawValue
                    attributes["server.address"] = URLComponents(string: call.url)?.host
                }
                let reply = try await send(call)
                span.attributes["http.response.status_code"] = reply.status
                if reply.status >= 500 { span.setStatus(SpanStatus(code: .error)) }
                return reply
            }
        }
    }
}

private struct HeaderInjector: Injector {
    func inject(_ value: String, forKey key: String, into headers: inout [(name: String, value: String)]) {
        headers.append((key, value))
    }
}
