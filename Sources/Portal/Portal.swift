import Hummingbird
import UseCases

/// The portal as one responder: the route table behind the gate, under the outermost layer.
public struct Portal: Sendable {
    public let installation: Installation
    public let metrics: Metrics
    /// Who is worked for when there is more to do than can be done.
    public let admission: Admission
    let readiness: Readiness
    let routes: [Route]

    public init(
        installation: Installation, metrics: Metrics = Metrics(), admission: Admission = Admission()
    ) {
        self.installation = installation
        self.metrics = metrics
        self.admission = admission
        readiness = Readiness(installation)
        routes = Portal.table(isDemo: installation.settings.isDemo, readiness: readiness)
    }

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
        router.addMiddleware { Outermost(installation: installation, metrics: metrics) }
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
