import ArgumentParser
import Foundation
import Logging
import Outbound
import Portal
import ServiceLifecycle
import Storage
import UseCases

/// `kofu demo`: everything on one machine, with sample data.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a demonstration: a portal with sample data, its own identity provider and mailbox.",
        discussion: """
            Everybody knows its passwords, so it must not hold anything real. What is done in it stays in its folder;
            delete the folder to begin anew.

              kofu demo
              kofu demo --data /tmp/kofu --port 9000 --provider-port 9001
              kofu demo --listen 0.0.0.0 --address http://192.168.1.5:8080    seen from other machines
            """)

    @Option(help: "The demonstration's folder.") var data = "var/demo"
    @Option(help: "The folder with one folder for each programme.") var programmes = "examples/programmes"
    @Option(help: "The address to listen at.") var listen = "127.0.0.1"
    @Option(help: "The portal's port.") var port = 8080
    @Option(help: "The identity provider's port.") var providerPort = 8081
    @Option(help: "How browsers reach the portal; http://localhost:PORT unless given.") var address: String?
    @Option(help: "Where ClamAV's daemon listens, such as /run/clamav/clamd.ctl, to look for viruses in files.")
    var clamd: String?
    @Flag(help: "Log every request's failures as JSON lines, also those of no importance.") var verbose = false

    func run() async throws {
        let level: Logger.Level = verbose ? .info : .warning
        LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: level) }
        let logger = Logger(label: "kofu")
        let address = address ?? "http://localhost:\(port)"
        guard let portalAt = ServerConfiguration.Endpoint("\(listen):\(port)"),
            let providerAt = ServerConfiguration.Endpoint("\(listen):\(providerPort)"), let issuer = issuer(of: address)
        else { throw ValidationError("--listen, --port, --provider-port and --address do not make addresses") }

        let scanner = clamd.flatMap(Clamd.Place.init)
        if clamd != nil, scanner == nil { throw ValidationError("--clamd is neither a socket nor HOST:PORT") }

        let house = try await DemoHouse(
            folder: data, address: address, issuer: issuer, scanning: scanner.map { Scanning(Clamd($0)) },
            logger: logger, onBroken: { endAtOnce($0, logger: logger) })
        try await house.furnish(from: programmes)
        let portal = Portal(installation: house.serving)
        say(welcome(address))
        let filling = Task { await house.fillRegisters() }
        defer { filling.cancel() }
        try await runUntilStopped(
            house.serving.backgroundServices() + [
                server(house.provider.router(), at: providerAt, connections: 1000, logger: logger),
                server(portal.router(), at: portalAt, connections: 4000, logger: logger),
            ], logger: logger)
        try house.serving.database.close()
    }

    /// The identity provider stands beside the portal: the same host, its own port.
    private func issuer(of address: String) -> String? {
        guard let url = URL(string: address), let scheme = url.scheme, let host = url.host else { return nil }
        return "\(scheme)://\(host):\(providerPort)/oauth/"
    }

    private func welcome(_ address: String) -> String {
        let accounts = DemoAccount.all.map { account in
            let roles = account.roles.map(\.rawValue).sorted().joined(separator: ", ")
            return "    \(account.login.padding(toLength: 20, withPad: " ", startingAt: 0))\(roles)"
        }
        return """
            Kofu demonstration
              portal     \(address)/
              accounts   \(address)/demo            (with one-time codes)
              mailbox    \(address)/demo/mailbox
              offices    \(address)/office/sign-in  password \(DemoAccount.password)
            \(accounts.joined(separator: "\n"))
              data       \(data)
            Stop it by Control-C.
            """
    }
}
