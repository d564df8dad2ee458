import Dispatch
import Foundation
import Synchronization

/// Hot standbys of a PostgreSQL server, for reading that decides nothing. Every process asks each of them once a second how
/// far it has come, and the primary likewise; so a read knows before it begins which standby has what it must have, and costs
/// nothing more there than at the primary.
final class Replicas: Sendable {
    /// In which rhythm they are looked after, in seconds.
    struct Pace: Sendable {
        /// From one question to the next.
        var look = 1.0
        /// How long a standby that failed is left alone.
        var rest = 5.0
        /// How old what somebody reads may be. With a second between questions, nothing is older than five.
        var age = 4.0
    }

    private struct State {
        /// The primary's cluster and timeline: another server that takes over begins a new one, and standbys that do not
        /// follow it may have come further on the old.
        var line: String?
        /// Reads that might have been made anywhere and were made at the primary.
        var atPrimary = 0
        /// Where the choice begins, so that equals take turns.
        var turn = 0
        var isClosed = false
    }

    let standbys: [Standby]
    private let primary: String
    private let pace: Pace
    private let log = PrimaryLog()
    private let state = Mutex(State())

    /// How many connections a process has to each standby, besides the one that asks how it is.
    private static let size = 8

    init(_ addresses: [String], of primary: String, pace: Pace) {
        self.primary = primary
        self.pace = pace
        var names: Set<String> = []
        standbys = addresses.enumerated().map { index, address in
            let name = Replicas.name(of: address) ?? "standby"
            // Figures are told apart by it.
            let own = names.insert(name).inserted ? name : "\(name) (\(index + 1))"
            return Standby(address, name: own, size: Replicas.size, pace: pace)
        }
        watch("kofu.primary") { $0.ask($1) }
        for standby in standbys { watch("kofu.\(standby.name)") { standby.examine($1, line: $0.line) } }
    }

    /// Host and port of an address, or the folder of its socket.
    private static func name(of address: String) -> String? {
        let parts = URLComponents(string: address)
        let host = parts?.host.flatMap { $0.isEmpty ? nil : $0 }
        guard let name = host ?? parts?.queryItems?.first(where: { $0.name == "host" })?.value else { return nil }
        return parts?.port.map { "\(name):\($0)" } ?? name
    }

    // MARK: Reading

    /// Reads from a standby that has a position and is not behind for longer than may be.
    /// - Returns: nil where there is none, or it failed: then the primary is to be asked.
    func read<Value: Sendable>(
        notBefore position: Database.Position?, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value? {
        if let standby = choose(notBefore: position) {
            do {
                return try await standby.read(body)
            } catch is Standby.Away {}
        }
        state.withLock { $0.atPrimary += 1 }
        return nil
    }

    /// The one of which least is asked.
    private func choose(notBefore position: Database.Position?) -> Standby? {
        guard let floor = log.floor(of: pace.age) else { return nil }
        let needed = max(floor, position ?? floor)
        let start = state.withLock { state in
            state.turn = (state.turn + 1) % standbys.count
            return state.turn
        }
        var best: (standby: Standby, load: Int)?
        for index in standbys.indices {
            let standby = standbys[(start + index) % standbys.count]
            if let load = standby.load(notBefore: needed), load < best?.load ?? .max { best = (standby, load) }
        }
        return best?.standby
    }

    // MARK: Looking after them

    private var line: String? { state.withLock { $0.line } }
    private var isClosed: Bool { state.withLock { $0.isClosed } }

    /// A thread of its own for each, so that one that hangs keeps none of the others from being asked.
    private func watch(
        _ name: String, _ ask: @escaping @Sendable (Replicas, PostgresSession?) -> PostgresSession?
    ) {
        // The thread does not keep this alive: with the database it ends.
        let thread = Thread { [weak self, pace] in
            var session: PostgresSession?
            while let replicas = self, !replicas.isClosed {
                session = ask(replicas, session)
                Thread.sleep(forTimeInterval: pace.look)
            }
        }
        thread.name = name
        thread.start()
    }

    /// Asks the primary how far it has come.
    private func ask(_ kept: PostgresSession?) -> PostgresSession? {
        do {
            let session = try kept ?? PostgresSession(primary)
            let start = DispatchTime.now()
            let answer = try session.answer(
                """
                select \(PostgresSession.position) as position,
                    (select system_identifier::text from pg_control_system()) || '/'
                        || ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int::text as line
                """)
            let row = PostgresRow(result: answer, row: 0)
            if let position = Database.Position(row.string(0)) { log.note(position, at: start) }
            state.withLock { $0.line = row.string(1) }
            return session
        } catch {
            // Who reads and writes there finds out and says so.
            return nil
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        for standby in standbys { standby.close() }
    }

    var figures: Database.ReplicaFigures {
        Database.ReplicaFigures(
            atPrimary: state.withLock { $0.atPrimary },
            standbys: standbys.map { standby in
                let (replayed, problem, reads) = standby.standing
                return .init(
                    name: standby.name, reads: reads, lag: replayed.flatMap { log.lag(behind: $0) }, problem: problem)
            })
    }
}

extension Database {
    /// How reads that may be made anywhere are spread.
    public struct ReplicaFigures: Sendable {
        /// How many were made at the primary since the start.
        public let atPrimary: Int
        public let standbys: [StandbyFigures]
    }

    /// How a standby is.
    public struct StandbyFigures: Sendable {
        /// Its host.
        public let name: String
        /// How many reads were made there since the start.
        public let reads: Int
        /// By how many seconds it is behind; nil while that is not known.
        public let lag: Double?
        /// Why it is not read from; nil where it is.
        public let problem: String?
    }

    /// Whether some reads may be made elsewhere than at the primary.
    public var hasReplicas: Bool { replicas != nil }

    /// How reads are spread; nil where there is only one place.
    public var replicaFigures: ReplicaFigures? { replicas?.figures }

    /// Reads from one snapshot what decides nothing: pages for the public, figures, exports. It may be made at a standby, and
    /// be some seconds old; but whoever wrote sees what they wrote. `body` may run twice: it does nothing but read.
    /// - Parameter position: what it must have; by default what the person at work has written.
    public func readAnywhere<Value: Sendable>(
        notBefore position: Position? = Trail.current?.reached, for caller: String = #function,
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        if let replicas {
            let value = try await traced("read at a standby", for: caller, body) {
                try await replicas.read(notBefore: position, $0)
            }
            if let value { return value }
        }
        return try await read(for: caller, body)
    }

    /// How far the database has come: for work that goes on for long and must have what was there when it began. Nil where
    /// there is only one place to read from.
    public func reached() async throws -> Position? {
        guard hasReplicas else { return nil }
        let text = try await read { connection in
            try connection.first("select \(PostgresSession.position) as position")?.text("position")
        }
        return text.flatMap { Position($0) }
    }
}
