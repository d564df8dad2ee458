import Hummingbird
import NIOCore
import Storage
import UseCases

/// The figures of a running installation, for a second port that only the machine itself reaches (ASVS 13.4.5): a
/// reverse proxy on the same machine forwards the portal's port and not this one.
public struct MachineRoom: Sendable {
    let portal: Portal

    public init(_ portal: Portal) { self.portal = portal }

    /// `/metrics` for Prometheus; `/readyz` says here what is wrong.
    public func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        router.get(RouterPath(Site.healthz.template)) { _, _ in Response.text("ok\n") }
        router.get(RouterPath(Site.readyz.template)) { _, _ in
            let faults = await portal.readiness.faults()
            return faults.isEmpty
                ? Response.text("ready\n")
                : Response.text(faults.map { "\($0)\n" }.joined(), status: .serviceUnavailable)
        }
        router.get(RouterPath(Site.metrics.template)) { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: portal.metrics.text(gauges: await gauges()))))
        }
        return router
    }

    private func gauges() async -> [(name: String, value: Int)] {
        let isReady = await portal.readiness.faults().isEmpty
        let jobs = try? await portal.installation.database.read { try JobQueue.lengths(on: $0) }
        return [
            ("kofu_ready", isReady ? 1 : 0), ("kofu_jobs_waiting", jobs?.waiting ?? 0),
            ("kofu_jobs_put_aside", jobs?.aside ?? 0),
            ("kofu_writes_begun_anew", portal.installation.database.begunAnew),
        ]
    }
}
