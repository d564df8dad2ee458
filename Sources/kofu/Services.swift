import Foundation
import Hummingbird
import Logging
import NIOCore
import Portal
import ServiceLifecycle
import Storage
import UseCases

/// Work that goes on beside the portal until it is told to stop.
struct Background: Service {
    let work: @Sendable () async throws -> Void

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown(work)
        } catch is CancellationError {}
    }
}

/// What happens when a sync of the database or of a file fails: the program ends at once, and whoever watches over it starts it
/// anew. Nothing is put in order before: closing the database would sync the same pages again, and that may report a success
/// that is none. Whoever waits for an answer gets none, and finds out by pressing again.
func endAtOnce(_ reason: String, logger: Logger) {
    logger.critical("the disk failed: the program ends", metadata: ["reason": "\(reason)"])
    // EX_IOERR of sysexits.h.
    _exit(74)
}

/// Says that the portal is about to stop, and gives a proxy a moment to hear of it, while requests are still answered. It is
/// the last of all services, so that it stops first.
struct Drain: Service {
    let seconds: Int
    let leave: @Sendable () async -> Void

    func run() async throws {
        try? await gracefulShutdown()
        await leave()
        if seconds > 0 { try await Task.sleep(for: .seconds(seconds)) }
    }
}

extension Installation {
    /// How many errands go on at once.
    private static let errandLanes = 2

    /// Mails, letters, errands, reminders, sweeping and the virus scanner's rounds.
    /// - Parameter traces: who records them; nil where nobody wants traces.
    func backgroundServices(_ traces: Portal.Traces? = nil) -> [any Service] {
        let handlers = traces.map { $0.recording(jobHandlers) } ?? jobHandlers
        let lanes =
            [JobQueue.Lane.but(Installation.errandJob)]
            + Array(repeating: .only(Installation.errandJob), count: Installation.errandLanes)
        let queues = lanes.map { lane in
            JobQueue(database: database, handlers: handlers, world: world, lane: lane) { [logger] job, error in
                guard let job else {
                    return logger.error("the queue of jobs could not be read", metadata: ["error": "\(error)"])
                }
                logger.warning(
                    "a job failed",
                    metadata: ["kind": "\(job.kind)", "attempt": "\(job.attempts)", "error": "\(error)"])
            }
        }
        let sweep = Background { [self] in
            while true {
                do {
                    try await sweepSessions()
                    try await sweepErrands()
                    try await scheduleReminders()
                } catch let error where !(error is CancellationError) {
                    if case .broken = error as? WriteFailure { throw error }
                    logger.error("sessions, errands and reminders could not be swept", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: .seconds(3600))
            }
        }
        // What other processes publish is served here too, within a moment.
        let follow = Background { [self] in
            try await database.followPublications {
                do {
                    try await published.reload(from: database)
                } catch {
                    logger.error("what is published could not be read", metadata: ["error": "\(error)"])
                }
            }
        }
        let scans = ScanRounds(self).map { rounds in Background { try await rounds.run() } }
        return queues.map { queue in Background { try await queue.run() } } + [sweep, follow]
            + [scans].compactMap(\.self)
    }
}

/// Seconds after which a connection that says nothing is closed.
private let idleSeconds: Int64 = 30

/// A server for a router, with limits on slow and idle clients.
func server<Context: RequestContext>(
    _ router: Router<Context>, at endpoint: ServerConfiguration.Endpoint, connections: Int, logger: Logger
) -> Application<RouterResponder<Context>> {
    Application(
        responder: router.buildResponder(),
        server: .http1(
            configuration: .init(
                additionalChannelHandlers: [RequestDeadline()], idleTimeout: .seconds(idleSeconds))),
        configuration: ApplicationConfiguration(
            address: .hostname(endpoint.host, port: endpoint.port),
            // The system's most: who is not let into the line tries again only after one second, three, seven …
            backlog: 4096,
            availableConnectionsDelegate: .maximum(connections, logger: logger)),
        logger: logger)
}

/// Runs services until the program is told to stop (SIGTERM, SIGINT), the last of them stopping first: the portal takes
/// no new requests, finishes those it has, and then the rest ends.
/// - Parameter drain: seconds that one of them takes before that.
func runUntilStopped(_ services: [any Service], drain: Int = 0, logger: Logger) async throws {
    var configuration = ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(30 + drain)
    configuration.maximumCancellationDuration = .seconds(10)
    try await ServiceGroup(configuration: configuration).run()
}
