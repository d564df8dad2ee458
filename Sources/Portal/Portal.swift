import Hummingbird
import UseCases

/// The portal as one responder: the route table behind the gate, under the outermost layer.
public struct Portal: Sendable {
    public let installation: Installation
    public let metrics: Metrics
    let routes: [Route]

    public init(installation: Installation, metrics: Metrics = Metrics()) {
        self.installation = installation
        self.metrics = metrics
        routes = Portal.table(isDemo: installation.settings.isDemo, metrics: metrics)
    }

    /// Every route there is.
    static func table(isDemo: Bool, metrics: Metrics) -> [Route] {
        var routes: [Route] = PublicPages.routes
        routes += SignInPages.routes
        routes += ApplicantPages.routes
        routes += OfficePages.routes
        routes += ReviewPages.routes
        routes += AdministrationPages.routes
        routes += MachinePages.routes(metrics)
        if isDemo { routes += DemoPages.routes }
        return routes
    }

    public func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        router.addMiddleware { Outermost(installation: installation, metrics: metrics) }
        let gate = Gate(installation: installation)
        for route in routes {
            router.on(RouterPath(route.pattern.template), method: route.method) { request, context in
                try await gate.answer(request, context, by: route)
            }
        }
        return router
    }
}
