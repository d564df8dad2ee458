import ArgumentParser
import Foundation
import Grants
import Logging
import Outbound
import Portal
import ServiceLifecycle
import Storage
import UseCases

/// `kofu serve`: the portal.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the portal.",
        discussion: """
            Everything is configured by settings, checked before anything starts and printed with secrets hidden.
            The portal listens for a proxy on the same machine that speaks TLS to the world and passes the Host
            header on. Stop it by SIGTERM: requests under way are finished.

              kofu serve --template > kofu.conf    every setting, explained, to be filled in
              kofu serve --check --configuration kofu.conf
              kofu serve --configuration /etc/kofu/kofu.conf
              kofu serve --database postgres://kofu@db.example.jp/kofu    any number of processes

            Settings (environment, or KEY=VALUE lines of the file; standard values in parentheses):

            \(Setting.help)
            """)

    @Option(help: "A file of lines KEY=VALUE.")
    var configuration: String?

    @Option(help: "postgres://… where a server has the database; otherwise KOFU_DATABASE.")
    var database: String?

    @Flag(help: "Print and check the configuration, and do nothing else.")
    var check = false

    @Flag(help: "Print a configuration file with every setting, and do nothing else.")
    var template = false

    func run() async throws {
        if template {
            say(Setting.template)
            return
        }
        var environment = ProcessInfo.processInfo.environment
        if let database { environment[Setting.database.name] = database }
        let given = GivenSettings(file: configuration, environment: environment)
        complain(given.printed)
        let settings: ServerConfiguration
        do {
            settings = try ServerConfiguration(given)
        } catch {
            complain("\nThe configuration is not in order:\n\(error)")
            throw ExitCode.failure
        }
        if check {
            say("The configuration is in order.")
            return
        }
        try await serve(settings)
    }

    private func serve(_ settings: ServerConfiguration) async throws {
        LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: settings.logLevel) }
        let logger = Logger(label: "kofu")
        var sendMail: (@Sendable (Mail) async throws -> Void)?
        if let smtp = settings.smtp.map({ SMTP($0) }) { sendMail = { mail in try await smtp.send(mail) } }
        let provider = settings.provider.map { provider in
            OpenIDProvider(provider, http: .curl(), now: { World.system.now().milliseconds })
        }
        let installation = try await House.open(
            Place(
                folder: settings.data, server: settings.database, replicas: settings.replicas, bucket: settings.bucket),
            settings: Installation.Settings(address: settings.address, isDemo: false, mailFrom: settings.mailFrom),
            provider: provider, sendMail: sendMail, scanning: settings.clamd.map { Scanning(Clamd($0)) },
            logger: logger,
            onBroken: { endAtOnce($0, logger: logger) })
        let traces = settings.operating.traces.map { Portal.Traces(to: $0.url, oneIn: $0.oneIn, logger: logger) }
        let portal = Portal(
            installation: installation, admission: Admission(settings.operating.limits),
            disk: Portal.Disk(folder: settings.data, least: settings.operating.diskFree), traces: traces)
        // The first of all services stops last: what the others still do is traced too.
        var services: [any Service] = traces.map { traces in [Background { await traces.send() }] } ?? []
        services += installation.backgroundServices(traces)
        if let plan = settings.operating.audit {
            services.append(Background { try await StandingAudit(installation, plan).run() })
        }
        if let endpoint = settings.metricsListen {
            services.append(server(MachineRoom(portal).router(), at: endpoint, connections: 100, logger: logger))
        }
        services.append(
            server(portal.router(), at: settings.listen, connections: settings.connections, logger: logger))
        services.append(Drain(seconds: settings.operating.drain) { await portal.leave() })
        try await runUntilStopped(services, drain: settings.operating.drain, logger: logger)
        try installation.database.close()
    }
}
