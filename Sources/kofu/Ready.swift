import ArgumentParser
import Foundation
import Outbound

/// `kofu ready`: asks the portal of this machine whether it can do its work.
struct Ready: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask the portal on this machine whether it is ready.",
        discussion: """
            Asks /readyz where KOFU_LISTEN says the portal listens, and ends with status 1 when it is not ready: for
            containers' health checks, and to replace one process after the other.

              systemctl restart kofu@1 && kofu ready --wait 60
            """)

    @Option(help: "Seconds to ask again and again, until it is ready.") var wait = 0
    @Option(help: "A file of lines KEY=VALUE.") var configuration: String?

    func run() async throws {
        let given = GivenSettings(file: configuration, environment: ProcessInfo.processInfo.environment)
        guard let endpoint = ServerConfiguration.Endpoint(given[.listen]) else {
            throw ValidationError("KOFU_LISTEN is not HOST:PORT")
        }
        let url = Ready.address(of: endpoint)
        let http = HTTPClient.curl(limits: HTTPLimits(connect: 2, total: 5))
        let end = ContinuousClock.now.advanced(by: .seconds(wait))
        while true {
            let problem: String
            do {
                let reply = try await http.send(HTTPCall(.get, url))
                if reply.status == 200 { return }
                problem = "\(url) answers \(reply.status)"
            } catch {
                problem = "\(url): \(error)"
            }
            if ContinuousClock.now >= end {
                complain("not ready: \(problem)")
                throw ExitCode.failure
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Who listens at every address is asked at the machine's own.
    private static func address(of endpoint: ServerConfiguration.Endpoint) -> String {
        let host = ["0.0.0.0", "::", "[::]"].contains(endpoint.host) ? "127.0.0.1" : endpoint.host
        return "http://\(host):\(endpoint.port)/readyz"
    }
}
