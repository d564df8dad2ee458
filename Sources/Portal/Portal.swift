import Hummingbird
import Outbound
import Storage
import UseCases

/// The portal as one responder: the route table behind the gate, under the outermost layer.
public struct Portal: Sendable {
    public let installation: Installation
    public let metrics: Metrics
    /// Who is worked for when there is more to do than can be done.
    public let admission: Admission
    let readiness: Readiness
    let disk: Disk?
    let traces: Traces?
    let routes: [Route]

    public init(
        installation: Installation, metrics: Metrics = Metrics(), admission: Admission = Admission(), disk: Disk? = nil,
        traces: Traces? = nil
    ) {
        self.installation = installation
        self.metrics = metrics
        self.admission = admission
        self.disk = disk
        self.traces = traces
        readiness = Readiness(installation, disk: disk)
        routes = Portal.table(isDemo: installation.settings.isDemo, readiness: readiness)
    }

    /// Where the data is, and how much of that disk must stay free.
    public struct Disk: Sendable {
        let folder: String
        /// Bytes.
        let least: Int64

        /// - Parameter least: bytes below which a warning is given, whatever the disk's size.
        public init(folder: String, least: Int64) {
            self.folder = folder
            self.least = least
        }
    }

    /// Who records what goes on for requests, and who sends it.
    public struct Traces: Sendable {
        let recorder: Recorder
        let exporter: TraceExporter

        /// Requests that fail or take more than a second are recorded, and one of `oneIn` others.
        public init(oneIn: Int, random: @escaping @Sendable () -> UInt64, exporter: TraceExporter) {
            self.init(oneIn: oneIn, slow: Outermost.slow, random: random, exporter: exporter)
        }

        init(oneIn: Int, slow: Duration, random: @escaping @Sendable () -> UInt64, exporter: TraceExporter) {
            recorder = Recorder(oneIn: oneIn, slow: slow, random: random) { exporter.take($0) }
            self.exporter = exporter
        }

        /// Sends what was recorded, until the task is cancelled.
        public func send() async { await exporter.run() }

        /// The same work on jobs, recorded.
        public func recording(_ handlers: [String: JobQueue.Handler]) -> [String: JobQueue.Handler] {
            handlers.reduce(into: [:]) { recorded, entry in
                let (kind, handler) = entry
                recorded[kind] = { [recorder] job in
                    try await recorder.record("job \(kind)", .consumer) { span in
                        span.attributes["kofu.attempt"] = job.attempts
                        try await handler(job)
                    }
                }
            }
        }
    }

    /// Says from now on that it is not ready, because it is about to stop; it answers until it does.
    public func leave() async { await readiness.leave() }

    /// Every route there is.
    static func table(isDemo: Bool, readiness: Readiness) -> [Route] {
        var routes: [Route] = PublicPages.routes
        routes += SignInPages.routes
        routes += ApplicantPages.routes
        routes += OfficePages.routes
        routes += ReviewPages.routes
        routes += AdministrationPages.routes
        routes += MachinePages.routes(readiness)
        if isDemo { routes += DemoPages.routes }
        return routes
    }

    public func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        let urgencies = Dictionary(
            routes.compactMap { route in
                route.urgency.map { ("\(route.method.rawValue) \(route.pattern.template)", $0) }
            }, uniquingKeysWith: { first, _ in first })
        router.addMiddleware {
            Outermost(
                installation: installation, metrics: metrics, urgencies: urgencies, recorder: traces?.recorder)
        }
        let gate = Gate(installation: installation, admit: Admittance(admission, for: installation))
        for route in routes {
            let urgency = route.urgency
            router.on(RouterPath(route.pattern.template), method: route.method) { request, context in
                try await gate.answer(request, context, by: route, urgency)
            }
        }
        return router
    }
}
