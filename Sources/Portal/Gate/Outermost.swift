import Grants
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Outbound
import Storage
import Tracing
import UseCases

/// The outermost layer: every answer, errors included, carries the security headers; a failure becomes a page that
/// says so and a log line without personal data.
struct Outermost: RouterMiddleware {
    let installation: Installation
    let metrics: Metrics
    /// How urgent routes are, by method and address.
    let urgencies: [String: Urgency]
    /// Nil where nobody wants traces.
    let recorder: Recorder?

    func handle(
        _ request: Request, context: PortalContext,
        next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let asker = TraceParent(request.headers[.traceParent])
        guard let recorder else { return await answer(request, context, as: TraceParent(under: asker), next) }
        return await recorder.record(request.method.rawValue, .server, for: asker) { span in
            let response = await answer(request, context, as: span.name, next)
            let (method, route, status) = (request.method.rawValue, context.endpointPath, Int(response.status.code))
            if let route { span.operationName = "\(method) \(route)" }
            span.updateAttributes { attributes in
                attributes["http.request.method"] = method
                attributes["http.route"] = route
                attributes["http.response.status_code"] = status
            }
            // Who is turned away in a rush is counted; thousands of traces would say no more.
            if status >= 500, status != 503 { span.setStatus(SpanStatus(code: .error)) }
            return response
        }
    }

    /// - Parameter name: what the request is called in the log and to whoever asks.
    private func answer(
        _ request: Request, _ context: PortalContext, as name: TraceParent,
        _ next: (Request, PortalContext) async throws -> Response
    ) async -> Response {
        let start = ContinuousClock.now
        let cookie = installation.database.hasReplicas ? TrailCookie(installation.settings) : nil
        let trail = cookie?.trail(of: request)
        var response: Response
        if !isOwnHost(request) {
            response = .text("421 Misdirected Request", status: .misdirectedRequest)
        } else {
            do {
                response = try await Database.$isAwaited.withValue(true) {
                    try await Trail.$current.withValue(trail) { try await next(request, context) }
                }
            } catch let error as any HTTPResponseError {
                response = plainPage(request, status: error.status)
            } catch {
                let failed = error as? FailedVisit
                let cause = failed?.cause ?? error
                context.logger.error(
                    "a request failed",
                    metadata: ["error": "\(cause)", "path": "\(request.uri.path)", "trace": "\(name.trace)"])
                let wait = Outermost.secondsToWait(after: cause)
                let status: HTTPResponse.Status = wait == nil ? .internalServerError : .serviceUnavailable
                response = failed?.page(status) ?? plainPage(request, status: status)
                if let wait { response.headers[.retryAfter] = String(wait) }
            }
        }
        // Also where it failed: something may have been written before.
        if let cookie, let trail { cookie.keep(trail, in: &response) }
        secure(&response, request)
        response.headers[.traceParent] = name.header
        let (method, path) = (request.method.rawValue, context.endpointPath ?? "none")
        let taken = ContinuousClock.now - start
        metrics.answered(
            method, path, urgencies["\(method) \(path)"], status: response.status.code, in: taken)
        if taken > Outermost.slow {
            // The address as routes have it: what it names stays out of the log.
            context.logger.notice(
                "a request was slow",
                metadata: [
                    "route": "\(method) \(path)", "status": "\(response.status.code)",
                    "milliseconds": "\(taken.milliseconds)", "trace": "\(name.trace)",
                ])
        }
        return response
    }

    /// After how many seconds the same request may well succeed; nil where nobody knows that it ever will.
    private static func secondsToWait(after error: any Error) -> Int? {
        // More long work waits already than is begun.
        if error is Workers.Busy { return 5 }
        // Where files lie cannot be reached.
        if case FileStore.Failure.away? = error as? FileStore.Failure { return 5 }
        guard let failure = error as? WriteFailure else { return nil }
        // A server of the database that is away for a moment: whoever presses again, with the same key, finds out what
        // became of it. A full disk is somebody's task, and takes longer.
        return failure.isPassing ? 5 : failure == .full ? 60 : nil
    }

    /// Only the site's own name is answered to; in a demo any, since it may be reached by an address in the network.
    private func isOwnHost(_ request: Request) -> Bool {
        guard let host = request.head.authority, !host.isEmpty else { return false }
        if installation.settings.isDemo || installation.settings.address.hasSuffix("//\(host)") { return true }
        return request.uri.path == Site.healthz() || request.uri.path == Site.readyz()
    }

    /// A page for an address no route has, or for a failure: it needs nothing but words.
    private func plainPage(_ request: Request, status: HTTPResponse.Status) -> Response {
        let language = request.cookies["lang"].flatMap { Language(tag: $0.value) } ?? .ja
        let visit = Visit(
            request: request, parameters: Parameters(), installation: installation, language: language, session: nil,
            arrived: installation.now, query: URLEncodedForm(), form: URLEncodedForm())
        if status.code < 500 { return visit.problemPage(status: status, Refusal.absent.message) }
        return FailedVisit(cause: HTTPError(status), visit: visit, sent: nil).page(status)
    }

    private func secure(_ response: inout Response, _ request: Request) {
        var headers = response.headers
        if headers[.contentSecurityPolicy] == nil { headers[.contentSecurityPolicy] = Outermost.policy }
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        if headers[.xFrameOptions] == nil { headers[.xFrameOptions] = "DENY" }
        headers[.crossOriginOpenerPolicy] = "same-origin"
        headers[.crossOriginResourcePolicy] = "same-origin"
        headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=()"
        if installation.settings.isSecure {
            headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
        }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        response.headers = headers
    }

    /// What takes longer is said in the log, and traced.
    static let slow = Duration.seconds(1)

    /// Nothing inline and nothing from elsewhere.
    static let policy = policy(ancestors: "'none'")

    /// What pages that frame others, or may be framed, are allowed besides.
    fileprivate static func policy(ancestors: String, frames: String? = nil) -> String {
        """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
        \(frames.map { "frame-src \($0); " } ?? "")form-action 'self'; frame-ancestors \(ancestors); base-uri 'none'; \
        object-src 'none'
        """
    }
}

extension Response {
    /// The same for a page that stands in a frame of this site's own pages.
    var framed: Response {
        var response = self
        response.headers[.contentSecurityPolicy] = Outermost.policy(ancestors: "'self'")
        response.headers[.xFrameOptions] = "SAMEORIGIN"
        return response
    }

    /// The same for a page that holds frames with this site's own pages.
    var framing: Response {
        var response = self
        response.headers[.contentSecurityPolicy] = Outermost.policy(ancestors: "'none'", frames: "'self'")
        return response
    }
}

extension HTTPField.Name {
    static let traceParent = HTTPField.Name.named("traceparent")
    static let referrerPolicy = HTTPField.Name.named("referrer-policy")
    static let xFrameOptions = HTTPField.Name.named("x-frame-options")
    static let crossOriginOpenerPolicy = HTTPField.Name.named("cross-origin-opener-policy")
    static let permissionsPolicy = HTTPField.Name.named("permissions-policy")
    static let secFetchSite = HTTPField.Name.named("sec-fetch-site")
    /// Set by the proxy: whom it speaks for.
    static let forwardedFor = HTTPField.Name.named("x-forwarded-for")
    /// Set by the portal's own scripts.
    static let autosave = HTTPField.Name.named("x-kofu-autosave")

    /// A name that is written here and so is one.
    static func named(_ name: StaticString) -> HTTPField.Name {
        HTTPField.Name(parsed: name.description) ?? .userAgent
    }
}

extension Words {
    static let failureBody = Phrase(
        "システムの側で問題が起きました。しばらくしてから、もう一度お試しください。",
        "Something failed on our side. Please try again in a while.")
}
