import Foundation

@testable import Storage

/// The hot standby that `script/with-postgres --replica` starts. There is one for all tests of a run: who stops its replay, or
/// the server itself, has it alone meanwhile.
public enum TestReplica {
    /// The server's address; nil where there is none.
    public static let server = ProcessInfo.processInfo.environment["TEST_REPLICA"]
    public static var isThere: Bool { server != nil }

    /// Where the standby has the database of a folder.
    public static func address(of folder: String) throws -> String {
        let database = try TestDatabase.address(of: folder)
        let name = database.split(separator: "?")[0].split(separator: "/").last ?? ""
        return (server ?? "").replacingOccurrences(of: "/postgres?", with: "/\(name)?")
    }

    /// Opens the database that belongs to a folder, with the standby to read from.
    /// - Parameter age: how many seconds old what is read there may be.
    public static func open(_ folder: String, at now: Int64 = 0, age: Double) throws -> Database {
        let database = try Database(
            server: TestDatabase.address(of: folder), connections: 8, replicas: [address(of: folder)],
            pace: Replicas.Pace(look: 0.05, rest: 0.2, age: age))
        try database.migrate(at: now)
        return database
    }

    /// Has the standby alone, with everything replayed and going on before and after.
    public static func alone(_ body: () async throws -> Void) async throws {
        await turns.take()
        do {
            try await body()
        } catch {
            try? await recover()
            await turns.leave()
            throw error
        }
        try await recover()
        await turns.leave()
    }

    private static func recover() async throws {
        try start()
        try resume()
    }

    /// Nothing more is replayed until `resume`.
    public static func pause() async throws {
        let session = try PostgresSession(server ?? "", isStandby: true)
        _ = try session.answer("select pg_wal_replay_pause()::text as done")
        while true {
            let state = try session.answer("select pg_get_wal_replay_pause_state() as state")
            if PostgresRow(result: state, row: 0).string(0) == "paused" { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    public static func resume() throws {
        _ = try PostgresSession(server ?? "", isStandby: true).answer("select pg_wal_replay_resume()::text as done")
    }

    /// Ends the server at once, as a crash does.
    public static func kill() throws { try run("TEST_REPLICA_KILL") }

    /// Starts it again, if it does not run.
    public static func start() throws {
        if (try? PostgresSession(server ?? "", isStandby: true)) == nil { try run("TEST_REPLICA_START") }
    }

    /// Foundation's `Process` waits until nobody holds what it handed down, which a server does as long as it runs.
    private static func run(_ name: String) throws {
        let command = "\(ProcessInfo.processInfo.environment[name] ?? "false") >/dev/null 2>&1"
        guard let pipe = popen(command, "r"), pclose(pipe) == 0 else { throw Failed(command: command) }
    }

    /// What did not work.
    struct Failed: Error { let command: String }

    private static let turns = Turns()

    private actor Turns {
        private var isTaken = false
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func take() async {
            if isTaken { return await withCheckedContinuation { waiting.append($0) } }
            isTaken = true
        }

        func leave() {
            if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
        }
    }
}

extension Database {
    /// Returns once its standby is read from, and has what the database has now.
    public func awaitStandby() async throws {
        let position = try await reached()
        // Beside hundreds of tests that make and drop databases it may be many seconds behind.
        for _ in 0..<2400 {
            let place = try await readAnywhere(notBefore: position) { try $0.isAtStandby }
            if place { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw StandbyMissing(problem: replicaFigures?.standbys.first?.problem ?? "it lacks something")
    }

    /// Why no standby was read from.
    public struct StandbyMissing: Error { public let problem: String }
}

extension Connection {
    /// Whether this is a standby.
    public var isAtStandby: Bool {
        get throws { try first("select pg_is_in_recovery() as standby")?.integer("standby") == 1 }
    }
}
