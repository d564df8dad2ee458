import Foundation
import Synchronization

/// A few threads for work that blocks (a transfer, a password hash), so that it never holds up the threads that serve
/// requests. More work than may wait is turned away at once: a queue without end only makes everyone late.
public final class Workers: Sendable {
    /// Too much is waiting already; the caller says so and the person tries again.
    public struct Busy: Error, Equatable {}

    private let queue: OperationQueue
    private let room: Int
    private let held = Mutex(0)

    /// - Parameters:
    ///   - threads: how many pieces of work run at once.
    ///   - waiting: how many more may wait for their turn.
    public init(name: String, threads: Int, waiting: Int) {
        let threads = max(1, threads)
        queue = OperationQueue()
        queue.name = name
        queue.maxConcurrentOperationCount = threads
        room = max(0, min(waiting, 1_000_000)) + threads
    }

    /// Runs `work` on one of the threads and waits for its result without holding a thread meanwhile.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let admitted = held.withLock { held in
            guard held < room else { return false }
            held += 1
            return true
        }
        guard admitted else { throw Busy() }
        defer { held.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }
}
