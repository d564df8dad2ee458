import Foundation
import Grants
import Logging
import Outbound
import Portal

extension Portal.Traces {
    /// Traces for a collector; the log says when it cannot be reached, and when it can again.
    init(to url: String, oneIn: Int, logger: Logger) {
        let service = [
            (name: "service.name", value: "kofu"), (name: "service.version", value: version),
            (name: "service.instance.id", value: UUID().uuidString.lowercased()),
            (name: "host.name", value: ProcessInfo.processInfo.hostName),
        ]
        let http = HTTPClient.curl(
            limits: HTTPLimits(connect: 2, total: 5), workers: Workers(name: "traces", threads: 1, waiting: 4),
            keepsConnections: true)
        let exporter = TraceExporter(to: url, of: service, http: http) { problem in
            if let problem {
                logger.warning("traces could not be sent", metadata: ["error": "\(problem)"])
            } else {
                logger.notice("traces are sent again")
            }
        }
        self.init(oneIn: oneIn, random: World.system.random, exporter: exporter)
    }
}
